"""Plain text tables in which Chinese characters, two columns wide, still line up.

Into a file or a pipe a table goes as wide as it is, whatever a terminal would hold: the same data, the same
text. On a terminal long texts wrap within their columns; a table that does not fit even so is shown a row
at a time. A number is never cut.
"""

from __future__ import annotations

import json
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import StringIO

from ingest.names import plain

_GAP = 2
_LEAST = 8
"""Columns that a text is given at least where it has to wrap."""
_MOST_ON_TERMINAL = 400
"""Columns of one cell that a terminal shows; what is longer is for a pipe."""


def render(header: Sequence[str], rows: Sequence[Sequence[object]], columns: int | None = None) -> str:
    """Header, rule and rows. Numbers stand to the right, NULL is blank.

    `columns` is what the table may take; None is all it needs.
    """
    names = [shown(name) for name in header]
    table = [[shown(value) for value in row] for row in rows]
    numeric = [_is_numeric([row[index] for row in rows]) for index in range(len(names))]
    widths = [max([width(name), *(width(row[index]) for row in table)]) for index, name in enumerate(names)]
    if columns is None or sum(widths) + _GAP * (len(widths) - 1) <= columns:
        return _as_wide_as_it_is(names, table, widths, numeric)
    table = [[clip(cell, _MOST_ON_TERMINAL) for cell in row] for row in table]
    least = [
        max([min(_LEAST, width(names[index])), *(width(row[index]) for row in table)])
        if right
        else min(_LEAST, widths[index])
        for index, right in enumerate(numeric)
    ]
    room = columns - _GAP * (len(least) - 1)
    if sum(least) <= room:
        return _wrapped(names, table, _allotted(least, widths, room), numeric, columns)
    return _a_row_at_a_time(names, table, columns)


def terminal_width() -> int | None:
    """Columns of the terminal that reads the standard output; None where something else does."""
    if not (sys.stdout and sys.stdout.isatty()):
        return None
    return max(shutil.get_terminal_size().columns, 2 * _LEAST)


def width(text: str) -> int:
    """Columns that `text` takes on a terminal."""
    return sum(
        2 if unicodedata.east_asian_width(character) in "WF" else 0 if unicodedata.combining(character) else 1
        for character in text
    )


def clip(text: str, limit: int) -> str:
    """`text` in one line of at most `limit` columns; what is cut shows as …"""
    text = plain(" ".join(text.split()))
    if width(text) <= limit:
        return text
    held, kept = 0, 0
    for character in text:
        held += width(character)
        if held > limit - 1:
            break
        kept += 1
    return f"{text[:kept]}…"


def shown(value: object) -> str:
    """A value in one line: NULL blank, decimals with separators of thousands, nothing that steers."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:,f}" if value.is_finite() else str(value)
        case float():
            return f"{value:,}"
        case bytes():
            return f"0x{value.hex()}"
        case list() | tuple() | dict():
            return plain(" ".join(json.dumps(value, ensure_ascii=False, default=_inner).split()))
    return plain(" ".join(str(value).split()))


def _inner(value: object) -> object:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return shown(value)


def _as_wide_as_it_is(
    names: Sequence[str], table: Sequence[Sequence[str]], widths: Sequence[int], numeric: Sequence[bool]
) -> str:
    rule = ["-" * column for column in widths]
    return "\n".join(
        (" " * _GAP).join(_padded(*one) for one in zip(line, widths, numeric, strict=True)).rstrip()
        for line in (names, rule, *table)
    )


def _wrapped(
    names: Sequence[str],
    table: Sequence[Sequence[str]],
    widths: Sequence[int],
    numeric: Sequence[bool],
    columns: int,
) -> str:
    """Texts wrap within their columns."""
    from rich.console import Console  # takes a tenth of a second
    from rich.text import Text

    page = Console(file=StringIO(), color_system=None)

    def folded(text: str, given: int) -> list[str]:
        if width(text) <= given:
            return [text]
        if " " in text:
            return [line.plain.rstrip() for line in Text(text).wrap(page, given)]
        # a name of several words may break between them
        return [line.plain.replace(" ", "") for line in Text(text.replace("_", "_ ")).wrap(page, given)]

    lines = []
    for row in (names, ["-" * given for given in widths], *table):
        cells = [folded(cell, given) for cell, given in zip(row, widths, strict=True)]
        for number in range(max(map(len, cells))):
            parts = (cell[number] if number < len(cell) else "" for cell in cells)
            padded = (_padded(*one) for one in zip(parts, widths, numeric, strict=True))
            lines.append((" " * _GAP).join(padded).rstrip())
    return "\n".join(lines)


def _allotted(least: Sequence[int], wanted: Sequence[int], columns: int) -> list[int]:
    """Widths from `least` to `wanted` that fill `columns`: whoever wants little gets it, others share."""
    given, spare, left = list(least), columns - sum(least), len(least)
    for index in sorted(range(left), key=lambda index: wanted[index] - least[index]):
        more = min(max(wanted[index] - least[index], 0), spare // left)
        given[index] += more
        spare, left = spare - more, left - 1
    return given


def _a_row_at_a_time(names: Sequence[str], table: Sequence[Sequence[str]], columns: int) -> str:
    """Each row as its columns below one another, blank ones left out."""
    left = max(map(width, names))
    lines = []
    for number, row in enumerate(table, 1):
        head = f"--- {number} "
        lines.append(head + "-" * max(min(columns, left + _GAP + _LEAST) - width(head), 0))
        lines += [
            f"{_padded(name, left, False)}{' ' * _GAP}{cell}"
            for name, cell in zip(names, row, strict=True)
            if cell
        ]
    return "\n".join(lines)


def _is_numeric(values: Sequence[object]) -> bool:
    held = [value for value in values if value is not None]
    return bool(held) and all(
        isinstance(value, int | float | Decimal) and not isinstance(value, bool) for value in held
    )


def _padded(text: str, columns: int, right: bool) -> str:
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks
