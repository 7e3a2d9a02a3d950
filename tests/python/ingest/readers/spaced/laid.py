"""Tables laid out with blanks, as exporters lay them out: the texts that the tests read."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

Head = tuple[str, int, int]
"""A header cell: its text, and its first and last column."""
Measure = Callable[[str], int]


def shown(text: str) -> int:
    """Width on a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def shown_wide(text: str) -> int:
    """Width in an East Asian font: quotation marks and dashes are wide too."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def put(text: str, width: int, side: str, measure: Measure) -> str:
    """Text within a width: `<` at its left, `>` at its right, `^` in its middle."""
    room = width - measure(text)
    left = {"<": 0, ">": room, "^": room // 2}[side]
    return " " * left + text + " " * (room - left)


def laid(
    heads: Sequence[Sequence[Head]],
    body: Sequence[Sequence[str]],
    sides: str,
    *,
    measure: Measure = shown,
    head_side: str = "^",
    gap: int = 3,
) -> str:
    """Lines of a table; `sides` tells for each column where its cells stand."""
    widths = [max(measure(row[n]) for row in body) for n in range(len(sides))]
    for text, first, last in (head for line in heads for head in line):
        lacking = measure(text) - sum(widths[first : last + 1]) - gap * (last - first)
        widths[last] += max(lacking, 0)
    starts = [sum(widths[:n]) + gap * n for n in range(len(widths) + 1)]
    lines = []
    for head_line in heads:
        line = ""
        for text, first, last in head_line:
            line += " " * (starts[first] - measure(line))
            line += put(text, starts[last] + widths[last] - starts[first], head_side, measure)
        lines.append(line)
    for row in body:
        cells = (put(text, widths[n], sides[n], measure) for n, text in enumerate(row))
        lines.append((" " * gap).join(cells))
    return "".join(line.rstrip() + "\n" for line in lines)
