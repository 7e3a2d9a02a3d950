"""Several statements in one grid: where a title stands in a table, another table begins.

A sheet, a frame or a web table often holds one statement below the other. What a title is, is told by its
form, not by a list: a statement nobody knows must end the one before it all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.model import Line, Reading, Row, Table
from ingest.text import bare, header_key
from ingest.wordings import Wordings

_FIGURE = re.compile(r"^[^一-鿿A-DF-Za-z]*[0-9][^一-鿿A-DF-Za-z]*$")
_ROWS_TO_HEADER = 4
_MOST_CELLS_OF_TITLE = 2
_LINES_ABOVE = 6


@dataclass(frozen=True, slots=True)
class _Forms:
    """How a title and what stands beside it look, in the words of the seed."""

    title: re.Pattern[str]
    caption: re.Pattern[str]
    number: re.Pattern[str]
    unit_behind: re.Pattern[str]


@cache
def _forms(
    endings: tuple[str, ...], captions: tuple[str, ...], numbers: tuple[str, ...], units: tuple[str, ...]
) -> _Forms:
    return _Forms(
        re.compile(rf"^.{{2,60}}({_any(endings)})(\([^()]*\)){{0,2}}$"),
        re.compile(rf"^({_any(captions)}).{{0,30}}$"),
        re.compile(rf"^({_any(numbers)})[\d一二三四五六七八九十〇-]{{1,6}}[:.、]?$"),
        re.compile(rf"\(?({_any(units)}).*$"),
    )


def _any(wordings: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(wordings, key=len, reverse=True)))


def _forms_of(known: Wordings) -> _Forms:
    uses = ("statement_title_ending", "caption_front", "title_number_front", "unit_label")
    endings, captions, numbers, units = (known.uses[use] for use in uses)
    return _forms(endings, captions, numbers, units)


def cut(reading: Reading, known: Wordings) -> Reading:
    """The same reading with every table cut where another statement begins; tables are numbered anew.

    A title that says again what already stands above the table, on top of each page, cuts nothing.
    """
    pieces: list[list[Table]] = []
    for table_no, table in enumerate(reading.tables, start=1):
        pieces.append(list(_pieces(table, _above(reading.lines, table_no, table), known)))
    if all(len(tables) == 1 for tables in pieces):
        return reading
    numbers: dict[int, list[tuple[int, int]]] = {}
    cut_tables: list[Table] = []
    for table_no, tables in enumerate(pieces, start=1):
        for table in tables:
            cut_tables.append(table)
            numbers.setdefault(table_no, []).append((table.first_line or 0, len(cut_tables)))
    lines = tuple(
        replace(line, table_no=_number(numbers[line.table_no], line.line_no)) if line.table_no else line
        for line in reading.lines
    )
    return replace(reading, lines=lines, tables=tuple(cut_tables))


def _number(numbers: Sequence[tuple[int, int]], line_no: int) -> int:
    fitting = [number for first_line, number in numbers if first_line <= line_no]
    return fitting[-1] if fitting else numbers[0][1]


def _above(lines: Sequence[Line], table_no: int, table: Table) -> set[str]:
    if table.first_line is None:
        return set()
    return {
        bare(line.text)
        for line in lines[max(0, table.first_line - 1 - _LINES_ABOVE) : table.first_line - 1]
        if line.table_no != table_no
    }


def _pieces(table: Table, above: set[str], known: Wordings) -> Iterator[Table]:
    forms = _forms_of(known)
    starts = [0]
    said = set(above)
    has_body = False
    for index, row in enumerate(table.rows):
        title = _title(row, forms)
        if title and has_body and title not in said and _heads(table.rows, index, known):
            starts.append(_with_its_number(table.rows, index, forms))
            said, has_body = set(), False
        if title:
            said.add(title)
        has_body = has_body or _is_body(row, known)
    if len(starts) == 1:
        yield table
        return
    ends = [*starts[1:], len(table.rows)]
    for start, end in zip(starts, ends, strict=True):
        yield _part(table, table.rows[start:end], start == 0, end == len(table.rows))


def _part(table: Table, rows: tuple[Row, ...], is_first: bool, is_last: bool) -> Table:
    numbers = [row.line_no for row in rows if row.line_no is not None]
    return replace(
        table,
        rows=rows,
        first_line=table.first_line if is_first or not numbers else numbers[0],
        last_line=table.last_line if is_last or not numbers else numbers[-1],
        page_no=table.page_no if is_first else rows[0].page_no or table.page_no,
        name=table.name if is_first else None,
    )


def _title(row: Row, forms: _Forms) -> str | None:
    """The title in a row that holds little else and no figure."""
    filled = [bare(cell) for cell in row.cells if cell]
    if not filled or any(map(_FIGURE.match, filled)):
        return None
    said = [forms.unit_behind.sub("", text).strip("《》:：") for text in filled]
    index = next(
        (
            index
            for index, text in enumerate(said)
            if forms.title.match(text) and not forms.caption.match(text)
        ),
        None,
    )
    if index is None:
        return None
    beside = [text for other, text in enumerate(filled) if other != index]
    if len(filled) > _MOST_CELLS_OF_TITLE and not all(map(forms.caption.match, beside)):
        return None
    return said[index]


def _is_body(row: Row, known: Wordings) -> bool:
    """True for figures and for headers: a statement without any figure, all zero, ends with the next too."""
    filled = [cell for cell in row.cells if cell]
    return any(map(_FIGURE.match, filled)) or sum(header_key(cell) in known.headers for cell in filled) >= 3


def _heads(rows: Sequence[Row], index: int, known: Wordings) -> bool:
    """True where a row of known headers follows soon, with nothing but captions between."""
    for row in rows[index + 1 : index + 1 + _ROWS_TO_HEADER]:
        filled = [cell for cell in row.cells if cell]
        if any(map(_FIGURE.match, filled)):
            return False
        if sum(header_key(cell) in known.headers for cell in filled) >= 2:
            return True
    return False


def _with_its_number(rows: Sequence[Row], index: int, forms: _Forms) -> int:
    """表3 in a row of its own above a title belongs to it."""
    while index > 1 and (filled := [bare(cell) for cell in rows[index - 1].cells if cell]) is not None:
        if filled and not (len(filled) == 1 and forms.number.match(filled[0])):
            break
        index -= 1
    return index
