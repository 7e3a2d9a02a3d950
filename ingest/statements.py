"""Several statements in one grid: where a title stands in a table, another table begins.

A sheet, a frame or a web table often holds one statement below the other, or beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest import sidebyside
from ingest.model import Doubt, Line, Reading, Row, Table
from ingest.text import bare, header_key
from ingest.titleforms import FIGURE, Forms, forms_of, heads, title_of
from ingest.wordings import Wordings

_LINES_ABOVE = 6


def cut(reading: Reading, known: Wordings) -> Reading:
    """The same reading with every table cut where another statement begins; tables are numbered anew.

    A title that says again what already stands above the table, on top of each page, cuts nothing.
    Titles side by side whose tables could not be parted are a doubt.
    """
    pieces: list[list[Table]] = []
    doubts: list[Doubt] = []
    for table_no, table in enumerate(reading.tables, start=1):
        pieces.append(list(_pieces(table, _above(reading.lines, table_no, table), known, doubts)))
    if all(len(tables) == 1 for tables in pieces):
        return replace(reading, doubts=(*reading.doubts, *doubts)) if doubts else reading
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
    return replace(reading, lines=lines, tables=tuple(cut_tables), doubts=(*reading.doubts, *doubts))


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


def _pieces(table: Table, above: set[str], known: Wordings, doubts: list[Doubt]) -> Iterator[Table]:
    """The tables in a table: cut by columns, then by rows, and again what came out."""
    beside = sidebyside.parted(table, above, known)
    found = beside.tables if len(beside.tables) > 1 else tuple(_below(table, above, known))
    if len(found) > 1:
        for each in found:
            yield from _pieces(each, set(), known, doubts)
        return
    yield table
    if beside.unparted:
        doubts.append(
            Doubt(
                f"titles side by side, not parted: {', '.join(beside.unparted)}",
                f"line {table.first_line}",
                "give each table a place of its own, below the other",
            )
        )


def _below(table: Table, above: set[str], known: Wordings) -> Iterator[Table]:
    """The tables that stand one below the other in a table."""
    forms = forms_of(known)
    starts = [0]
    said = set(above)
    has_body = False
    for index, row in enumerate(table.rows):
        title = title_of(row, forms)
        if not title and has_body:
            title = _unknown_title(table.rows, starts[-1], index, known)
        if title and has_body and title not in said and heads(table.rows, index, known):
            starts.append(_with_its_number(table.rows, index, forms))
            said, has_body = set(), False
        if title:
            said.add(title)
        has_body = has_body or _is_body(row, known)
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


def _is_body(row: Row, known: Wordings) -> bool:
    """True for figures and for headers: a statement without any figure, all zero, ends with the next too."""
    filled = [cell for cell in row.cells if cell]
    return any(map(FIGURE.match, filled)) or sum(header_key(cell) in known.headers for cell in filled) >= 3


def _unknown_title(rows: Sequence[Row], start: int, index: int, known: Wordings) -> str | None:
    """A lone text of any wording below rows, with what only a title has about it.

    That is a number (附表10) above it or the unit of money below it, and then headers that its table has not.
    """
    forms = forms_of(known)
    filled = [bare(cell) for cell in rows[index].cells if cell]
    if len(filled) != 1 or forms.number.match(filled[0]) or forms.caption.match(filled[0]):
        return None
    above = [bare(cell) for row in rows[index - 1 : index] for cell in row.cells if cell]
    is_numbered = len(above) == 1 and forms.number.match(above[0]) is not None
    below = rows[index + 1 : index + 4]
    header = next((number for number, row in enumerate(below) if _is_header(row, known)), None)
    if header is None or below[header].cells in (row.cells for row in rows[start:index]):
        return None
    between = [bare(cell) for row in below[:header] for cell in row.cells if cell]
    has_unit = any(forms.unit_behind.match(text) for text in between)
    is_plain = all(forms.caption.match(text) or forms.unit_behind.match(text) for text in between)
    return filled[0] if is_plain and (is_numbered or has_unit) else None


def _is_header(row: Row, known: Wordings) -> bool:
    filled = [cell for cell in row.cells if cell]
    return (
        not any(map(FIGURE.match, filled)) and sum(header_key(cell) in known.headers for cell in filled) >= 2
    )


def _with_its_number(rows: Sequence[Row], index: int, forms: Forms) -> int:
    """表3 in a row of its own above a title belongs to it."""
    while index > 1 and (filled := [bare(cell) for cell in rows[index - 1].cells if cell]) is not None:
        if filled and not (len(filled) == 1 and forms.number.match(filled[0])):
            break
        index -= 1
    return index
