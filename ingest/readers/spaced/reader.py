"""Tables made by blanks in a text, for each way to count wide characters; kept where one of them fits.

One program wrote the whole text, so the width of its characters is what puts most numbers of all tables into
columns, and best. A table that another width reads otherwise, just as well, is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Grid, Row, Table
from ingest.readers.markup import Markup, shown
from ingest.readers.spaced.table import (
    Part,
    SpacedLine,
    body_below,
    header_at,
    is_form,
    part_of,
)
from ingest.readers.spaced.words import Widths, models, words_of
from ingest.titles import known_title
from ingest.wordings import Wordings

_LONGEST_LINE = 2000
_MOST_FORM_LINES = 60
_FEED = "\f"


@dataclass(frozen=True, slots=True)
class _Found:
    """The tables under one width, how many numbers they hold, and how far words stand off their places."""

    tables: tuple[Table, ...]
    numbers: int
    off: float

    @property
    def rank(self) -> tuple[int, float]:
        """More is better."""
        return self.numbers, -self.off


def read(raw: Sequence[str], known: Wordings, markup: Markup) -> list[Table]:
    """Tables of these lines; blank where no line has words two blanks apart."""
    if not any("  " in line.strip() or "\u3000" in line.strip() for line in raw):
        return []
    found = [
        _found(
            [_line(number, line, widths, known, markup) for number, line in enumerate(raw, start=1)], known
        )
        for widths in models(raw)
    ]
    best = max(found, key=lambda each: each.rank)
    equals = [each for each in found if each.rank == best.rank]
    return [table for table in best.tables if all(table in each.tables for each in equals)]


def _line(number: int, line: str, widths: Widths, known: Wordings, markup: Markup) -> SpacedLine:
    is_fit = (
        len(line) <= _LONGEST_LINE
        and "\t" not in line
        and not line.lstrip().startswith("|")
        and shown(line, markup) == line
    )
    text = line.replace(_FEED, "")
    words = words_of(text, widths, known) if is_fit else ()
    return SpacedLine(number, words, _FEED in line, is_fit)


def _found(lines: Sequence[SpacedLine], known: Wordings) -> _Found:
    forms = _forms(lines, known)
    parts: list[list[Part]] = []
    end = 0
    index = 0
    while index < len(lines):
        head = [] if index in forms else header_at(lines, index, known)
        below = body_below(lines, head[-1] + 1, known) if head else []
        has_number = any(lines[each].has_number for each in below)
        part = part_of(lines, head, below, known) if has_number else None
        if part is None or not part.numbers:
            index = head[-1] + 1 if head else index + 1
            continue
        is_more = bool(parts) and parts[-1][-1].heading == part.heading and _is_gap(lines[end : head[0]])
        if is_more:
            parts[-1].append(part)
        else:
            parts.append([part])
        index = end = below[-1] + 1
    return _Found(
        tuple(map(_table, parts)),
        sum(part.numbers for group in parts for part in group),
        sum(part.off for group in parts for part in group),
    )


def _forms(lines: Sequence[SpacedLine], known: Wordings) -> set[int]:
    """Indexes of lines from the title of a form, or the top of its page, to the header of its indicators."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if len(line.words) < 2 or not is_form(lines, [index], known):
            continue
        start = index
        while start > max(0, index - _MOST_FORM_LINES) and not (
            lines[start].opens_page or known_title(lines[start].text, known)
        ):
            start -= 1
        found.update(range(start, index + 1))
    return found


def _is_gap(lines: Sequence[SpacedLine]) -> bool:
    return all(not line.words or line.is_page_number for line in lines)


def _table(parts: Sequence[Part]) -> Table:
    rows: list[Row] = [row for part in parts for row in (*part.header, *part.body)]
    return Table(Grid.ALIGNED, tuple(rows), first_line=parts[0].first_line, last_line=parts[-1].last_line)
