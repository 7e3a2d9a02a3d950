"""Plain text tables in which Chinese characters, two columns wide, still line up."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from ingest.names import plain

MAX_CELL_WIDTH = 48


def render(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Header, rule and rows. Numbers stand to the right, NULL is blank, long text is clipped."""
    table = [[_shown(value) for value in row] for row in rows]
    widths = [max([width(name), *(width(row[index]) for row in table)]) for index, name in enumerate(header)]
    numeric = [
        any(_is_number(row[index]) for row in rows)
        and all(row[index] is None or _is_number(row[index]) for row in rows)
        for index in range(len(header))
    ]
    rule = ["-" * column for column in widths]
    return "\n".join(
        "  ".join(
            _padded(cell, column, right)
            for cell, column, right in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in (list(header), rule, *table)
    )  # fmt: skip


def width(text: str) -> int:
    """Columns that `text` takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def clip(text: str, limit: int) -> str:
    """`text` in one line of at most `limit` columns; what is cut shows as …"""
    text = plain(" ".join(text.split()))
    if width(text) <= limit:
        return text
    while text and width(text) > limit - 1:
        text = text[:-1]
    return f"{text}…"


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal | float):
        return f"{value:,}"
    return clip(str(value), MAX_CELL_WIDTH)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _padded(text: str, columns: int, right: bool) -> str:
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks
