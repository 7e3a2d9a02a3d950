"""Text files of fields, parted by commas, semicolons or bars, as spreadsheets write and read them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model import Grid, LeftOut, Line, Reading, Row, Table
from ingest.readers.markup import Markup, not_shown, shown
from ingest.readers.oddrows import doubt_of, placements
from ingest.readers.uneven import uneven
from ingest.text import header_key, repair
from ingest.wordings import Wordings

_DELIMITERS = ",;|"
_SEPARATOR = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)
"""A first line by which Excel is told what parts the fields; it shows none of it."""
_PROTECTED = re.compile(r'=\s*"([^"]*)"|\'(?=\d)(.*)', re.DOTALL)
_FEWEST_HEADS, _FIRST_ROWS = 2, 12


@dataclass(frozen=True, slots=True)
class _Fields:
    line_no: int
    cells: tuple[str, ...]
    heads: int
    """How many of them are known headers."""


def read(raw: Sequence[str], known: Wordings, markup: Markup) -> Reading | None:
    """Reading of a file of fields: most lines are parted, and a header is among the first. Else None."""
    filled = [line for line in raw if line.strip()]
    if not filled:
        return None
    stated = _SEPARATOR.fullmatch(filled[0])
    has_frame = any(line.lstrip().startswith("|") for line in filled)  # a table of Markdown
    for delimiter in (stated[1],) if stated else _DELIMITERS[:-1] if has_frame else _DELIMITERS:
        if sum(delimiter in line for line in filled) * 10 >= len(filled) * 6:
            fields = _parsed(raw, delimiter, known, markup)
            if _has_header(fields, len(filled)):
                return _reading(fields[1:] if stated else fields, raw, delimiter, markup)
    return None


def _parsed(raw: Sequence[str], delimiter: str, known: Wordings, markup: Markup) -> list[_Fields]:
    reader = csv.reader(raw, delimiter=delimiter)
    found: list[_Fields] = []
    start = 1
    try:
        for fields in reader:
            cells = tuple(repair(shown(unprotected(cell), markup)) for cell in fields)
            found.append(_Fields(start, cells, sum(header_key(cell) in known.headers for cell in cells)))
            start = reader.line_num + 1
    except csv.Error:
        return []
    return found


def _has_header(fields: Sequence[_Fields], line_count: int) -> bool:
    """A header in one row, or over some rows where most are of one width."""
    widths = Counter(len(row.cells) for row in fields if len(row.cells) > 1)
    if not widths:
        return False
    first = fields[:_FIRST_ROWS]
    if widths.most_common(1)[0][1] * 10 >= line_count * 6:
        return sum(row.heads for row in first) >= _FEWEST_HEADS
    return any(row.heads >= _FEWEST_HEADS for row in first)


def _reading(fields: Sequence[_Fields], raw: Sequence[str], delimiter: str, markup: Markup) -> Reading:
    filled = [row for row in fields if any(row.cells)]
    lines = [
        Line(row.line_no, " ".join(cell for cell in row.cells if cell).replace("\n", " ")) for row in filled
    ]
    first = next((number for number, row in enumerate(filled) if len(row.cells) > 1), len(filled))
    printed = filled[first:]
    heads = {number for number, row in enumerate(printed) if row.heads >= _FEWEST_HEADS}
    odd = uneven([row.cells for row in printed], heads, may_part_figures=delimiter == ",")
    rows = tuple(
        Row(row.cells, row.line_no, placements=placements(row.cells) if number in odd else ())
        for number, row in enumerate(printed)
    )
    table = Table(Grid.COMMAS, rows, first_line=rows[0].line_no, last_line=rows[-1].line_no)
    told = doubt_of([row.line_no for number, row in enumerate(printed) if number in odd])
    return Reading(
        "text/csv", numbered(lines, [table]), (table,), doubts=told, left_out=tuple(left_out(raw, markup))
    )


def unprotected(cell: str) -> str:
    """A code that was kept from becoming a number, `="0101"` or `'0101`, as a spreadsheet shows it."""
    found = _PROTECTED.fullmatch(cell.strip()) if cell else None
    return (found[1] if found[1] is not None else found[2]) if found else cell


def left_out(raw: Sequence[str], markup: Markup) -> Iterator[LeftOut]:
    """Pieces of markup in these lines that are not shown."""
    for number, line in enumerate(raw, start=1):
        for reason, count in not_shown(line, markup).items() if "<" in line else ():
            yield LeftOut(reason, f"line {number}", count)


def numbered(lines: Sequence[Line], tables: Sequence[Table]) -> tuple[Line, ...]:
    """Mark every line with the table it stands in. Blank lines carry nothing and are left out."""
    owner: dict[int, int] = {}
    for table_no, table in enumerate(tables, start=1):
        owner.update(dict.fromkeys(range(table.first_line or 0, (table.last_line or 0) + 1), table_no))
    return tuple(
        Line(line.line_no, line.text, line.page_no, owner.get(line.line_no)) for line in lines if line.text
    )
