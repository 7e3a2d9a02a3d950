"""`gongkai trace`: from a number of the mart back to the cell in which it is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb

from gongkai.errors import USAGE, Stopped
from gongkai.home import Home, reading_build, reading_mart

_CELL = re.compile(r"([0-9a-f]{16}):t(\d+):r(\d+):c(\d+)")
_LINE = re.compile(r"([0-9a-f]{16}):l(\d+)")
_KEY = re.compile(r"[0-9a-f]{32}")
_REPORTS = {
    "rpt_budget_lines": "budget_line_key",
    "rpt_performance_indicators": "performance_indicator_key",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a table: numbers start at 1."""

    document_id: str
    table_no: int
    row_no: int
    col_no: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """A place in running text: the line number starts at 1."""

    document_id: str
    line_no: int


def trace(home: Home, key: str) -> list[str]:
    """Where a fact is printed: document, page, statement, header, row with the cell marked, fact.

    `key` is the id of a cell or text line, or the key of a budget line or an indicator.
    Raises `Stopped` when it is none of these or nothing has it.
    """
    cell_id = _cell_of_fact(home, key) if _KEY.fullmatch(key) else key
    place = _place(cell_id)
    with reading_build(home) as build:
        lines = _document(build, place.document_id)
        printed = _printed_cell(build, place) if isinstance(place, Cell) else _printed_line(build, place)
    if not lines or not printed:
        raise _nothing(key)
    lines += printed
    return [f"单元格 / cell: {cell_id}", *lines, *_facts(home, cell_id)]


def _place(cell_id: str) -> Cell | TextLine:
    if found := _CELL.fullmatch(cell_id):
        document_id, *numbers = found.groups()
        return Cell(document_id, *(int(number) for number in numbers))
    if found := _LINE.fullmatch(cell_id):
        return TextLine(found[1], int(found[2]))
    raise Stopped(
        f"无法识别的键：{cell_id}（应为单元格号、行号或事实表的键）",
        f"not a key: {cell_id} (a cell id, a line id or the key of a fact is expected)",
        USAGE,
    )


def _cell_of_fact(home: Home, key: str) -> str:
    with reading_mart(home) as mart:
        for report, column in _REPORTS.items():
            found = mart.execute(f"select cell_id from mart.{report} where {column} = ?", [key]).fetchall()
            if found:
                return str(found[0][0])
    raise _nothing(key)


def _nothing(key: str) -> Stopped:
    return Stopped(f"没有找到：{key}", f"nothing has this key: {key}")


def _document(build: duckdb.DuckDBPyConnection, document_id: str) -> list[str]:
    found = build.execute(
        "select file_name, source_uri, superseded_by from raw.documents where document_id = ?", [document_id]
    ).fetchall()
    if not found:
        return []
    file_name, source_uri, superseded_by = found[0]
    lines = [f"文件 / document: {file_name}", f"来源 / source: {source_uri}"]
    if superseded_by:
        lines.append(f"已被新版本取代 / superseded by: {superseded_by}")
    return lines


def _printed_cell(build: duckdb.DuckDBPyConnection, cell: Cell) -> list[str]:
    found = build.execute(
        "select page_no, line_no, cells, placements from raw.rows"
        " where document_id = ? and table_no = ? and row_no = ?",
        [cell.document_id, cell.table_no, cell.row_no],
    ).fetchall()
    if not found or not 1 <= cell.col_no <= len(found[0][2]):
        return []
    page_no, line_no, cells, placements = found[0]
    statement, title = _statement(build, cell)
    place = f"表 {cell.table_no} 行 {cell.row_no} 列 {cell.col_no}"
    place_en = f"table {cell.table_no}, row {cell.row_no}, column {cell.col_no}"
    marked = [f"【{text}】" if number == cell.col_no else text for number, text in enumerate(cells, start=1)]
    return [
        *([f"页 / page: {page_no}"] if page_no else []),
        *([f"行号 / line: {line_no}"] if line_no else []),
        f"报表 / statement: {' '.join(part for part in (statement, title) if part) or '?'}",
        f"位置 / place: {place} / {place_en}",
        f"表头 / header: {_header(build, cell) or '?'}",
        f"列的依据 / placement: {placements[cell.col_no - 1]}",
        f"印出的行 / printed row: {' | '.join(marked)}".replace("\n", " "),
    ]


def _statement(build: duckdb.DuckDBPyConnection, cell: Cell) -> tuple[str | None, str | None]:
    found = _built(
        build,
        "select statement_code, statement_title_printed from intermediate.int_tables_recognised"
        " where document_id = ? and table_no = ?",
        [cell.document_id, cell.table_no],
    )
    return (found[0][0], found[0][1]) if found else (None, None)


def _header(build: duckdb.DuckDBPyConnection, cell: Cell) -> str | None:
    """Header wordings above the cell, from the outermost to the nearest."""
    found = _built(
        build,
        "select columns.header_path from intermediate.int_columns_resolved as columns"
        " inner join intermediate.int_rows_classified as printed using (document_id, table_no, block_no)"
        " where document_id = ? and table_no = ? and printed.row_no = ? and columns.col_no = ?",
        [cell.document_id, cell.table_no, cell.row_no, cell.col_no],
    )
    return str(found[0][0]).replace("\n", "") if found else None


def _built(build: duckdb.DuckDBPyConnection, query: str, values: list[object]) -> list[tuple[str, ...]]:
    """Rows of a built model; none while nothing has been built."""
    try:
        return build.execute(query, values).fetchall()
    except duckdb.CatalogException:
        return []


def _printed_line(build: duckdb.DuckDBPyConnection, line: TextLine) -> list[str]:
    found = build.execute(
        "select page_no, line_text from raw.lines where document_id = ? and line_no = ?",
        [line.document_id, line.line_no],
    ).fetchall()
    if not found:
        return []
    page_no, text = found[0]
    return [
        *([f"页 / page: {page_no}"] if page_no else []),
        f"行号 / line: {line.line_no}",
        f"印出的文字 / printed text: 【{text}】",
    ]


def _facts(home: Home, cell_id: str) -> list[str]:
    """Everything that the mart takes from the cell, blank columns left out."""
    lines: list[str] = []
    with reading_mart(home) as mart:
        for report in _REPORTS:
            cursor = mart.execute(f"select * from mart.{report} where cell_id = ?", [cell_id])
            names = [str(column[0]) for column in cursor.description or ()]
            for row in cursor.fetchall():
                lines.append(f"事实 / fact: {report}")
                lines += [
                    f"    {name}: {value}"
                    for name, value in zip(names, row, strict=True)
                    if value is not None
                ]
    return lines or ["数据集市中没有取自此处的事实 / the mart holds no fact from here"]
