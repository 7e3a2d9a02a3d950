"""`gongkai trace KEY`: from a number of the mart back to the cell in which it is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

import duckdb

from gongkai.errors import USAGE, Stopped
from gongkai.grid import clip, render, terminal_width
from gongkai.running.home import Home, reading_build, reading_mart
from gongkai.saying import parts
from gongkai.tracing.cells import Cell, TextLine, place_of
from gongkai.tracing.judged import judged
from gongkai.tracing.pictures import MarkedPage, Shown
from gongkai.tracing.printed import Document, Place, Rows, box_at, built, described, document, tables
from gongkai.tracing.published import ensure_readable, shown_by_mart
from gongkai.trouble import of_database
from ingest.model import Box
from publish.evidence import Mark, Note, Style

CELL_COLOUR, ROW_COLOUR, HEADER_COLOUR = "#e00000", "#fff3b0", "#bfe3ff"

_EXAMPLE = "d64d0a18688b44d8:t5:r4:c3"
_KEY = re.compile(r"[0-9a-f]{32}")
_REPORTS = {
    "rpt_budget_lines": "budget_line_key",
    "rpt_performance_indicators": "performance_indicator_key",
}
_MISSING = "没有图：读入时未记录此处的位置 / no picture: its place on the page was not recorded"
_POINTER, _BLANK = "▶", " "
_ROWS_AROUND, _LINES_AROUND = 2, 2
_CELL_WIDTH = 20
_LINE_GAP = 3.0


@dataclass(frozen=True, slots=True)
class Headers:
    """What stands above or beside a cell: wordings from the outermost to the nearest, and their places.

    `rows` are all header rows above the cell.
    """

    path: str | None
    places: tuple[Place, ...]
    rows: tuple[int, ...]


def trace(home: Home, key: str) -> Shown:
    """Where a fact is printed: document, page, statement, header, row with the cell marked, fact.

    `key` is the id of a cell or text line, or the key of a budget line or an indicator.
    Raises `Stopped` when it is none of these or nothing has it.
    """
    if home.bare_mart:
        ensure_readable(home)
    place = _place(_cell_of_fact(home, key) if _KEY.fullmatch(key) else key)
    with ExitStack() as held:
        build, why = _build_file(home, held)
        if build:
            shown = _shown_by_build(build, place)
        elif home.mart_file.exists() or why is None:
            ensure_readable(home)
            shown = shown_by_mart(home, place, why)
        else:
            raise why
    if shown is None:
        raise (
            Stopped(f"数据集市中没有 {key}；{why}", f"the mart lacks {key}; {why}") if why else _nothing(key)
        )
    return replace(
        shown,
        lines=(f"单元格 / cell: {place.cell_id}", *shown.lines, *_facts(home, place)),
    )


def _build_file(home: Home, held: ExitStack) -> tuple[duckdb.DuckDBPyConnection | None, Stopped | None]:
    """The build file, open as long as `held`, or what keeps it from being read, if anything."""
    if home.bare_mart:
        return None, None
    try:
        return held.enter_context(reading_build(home)), None
    except Stopped as stopped:  # it is being built, or was never here
        return None, stopped
    except duckdb.IOException as error:  # another program has it open
        return None, of_database(error, home)


def _shown_by_build(build: duckdb.DuckDBPyConnection, place: Cell | TextLine) -> Shown | None:
    found = document(build, place.document_id)
    if found is None:
        return None
    if isinstance(place, Cell):
        shown = _printed_cell(build, found, place)
    else:
        shown = _printed_line(build, found, place)
    return replace(shown, lines=(*described(found), *shown.lines)) if shown else None


def _place(cell_id: str) -> Cell | TextLine:
    if place := place_of(cell_id):
        return place
    raise Stopped(
        f"无法识别的键：{cell_id}（应为各表 cell_id 列中的单元格号、行号，或事实的键），例如 {_EXAMPLE}",
        f"not a key: {cell_id} (a cell or line id of any column cell_id, or the key of a fact is expected),"
        f" such as {_EXAMPLE}",
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


def _printed_cell(build: duckdb.DuckDBPyConnection, found: Document, cell: Cell) -> Shown | None:
    rows = tables(build, cell.document_id, cell.table_no).get(cell.table_no, {})
    row = rows.get(cell.row_no)
    if row is None or not 1 <= cell.col_no <= len(row.cells):
        return None
    headers = _headers(build, cell)
    statement, title, unit = _statement(build, cell)
    marked = list(row.cells)
    marked[cell.col_no - 1] = f"【{row.cells[cell.col_no - 1]}】"
    printed_text = " ".join(row.cells[cell.col_no - 1].split())
    lines = [
        *([f"页 / page: {row.page_no}"] if row.page_no else []),
        *([f"行号 / line: {row.line_no}"] if row.line_no else []),
        f"报表 / statement: {' '.join(part for part in (statement, title) if part) or '?'}",
        *cell.described(),
        f"表头 / header: {headers.path or '?'}",
        f"列的依据 / placement: {row.placements[cell.col_no - 1]}",
        f"印出的文字 / printed text: {printed_text}",
        *([f"表的单位 / unit of the table: {unit}"] if unit else []),
        f"印出的行 / printed row: {' | '.join(marked)}".replace("\n", " "),
        "",
        *parts(_around(rows, cell, headers.rows)),
        "",
    ]
    marks = _cell_marks(rows, cell, headers) if found.is_pdf and row.page_no else ()
    return Shown(
        found,
        tuple(lines),
        cell.cell_id,
        _page(cell.cell_id, row.page_no, marks),
        _MISSING if found.is_pdf and not marks else None,
    )


def _cell_marks(rows: Rows, cell: Cell, headers: Headers) -> tuple[Mark, ...]:
    """The cell framed, its row and its headers tinted; headers on other pages are left out."""
    page_no = rows[cell.row_no].page_no
    framed = box_at(rows, (cell.row_no, cell.col_no), page_no)
    if framed is None:
        return ()
    row = [(cell.row_no, col_no) for col_no in range(1, len(rows[cell.row_no].cells) + 1)]
    beside = _boxes(rows, row, page_no)
    # one band, since blank cells have no boxes, and tall merged ones reach into other rows
    band = (min(box[0] for box in beside), framed[1], max(box[2] for box in beside), framed[3])
    above = [box for box in _boxes(rows, headers.places, page_no) if box != framed]
    return (
        Mark(band, ROW_COLOUR, Style.TINT),
        *(Mark(box, HEADER_COLOUR, Style.TINT) for box in above),
        Mark(framed, CELL_COLOUR, Style.FRAME),
    )


def _boxes(rows: Rows, places: Sequence[Place], page_no: int | None) -> list[Box]:
    """Boxes of the places that stand on the page, each once."""
    found = (box_at(rows, place, page_no) for place in places)
    return list(dict.fromkeys(box for box in found if box))


def _statement(build: duckdb.DuckDBPyConnection, cell: Cell) -> tuple[str | None, str | None, str | None]:
    found = built(
        build,
        "select statement_code, statement_title_printed, unit_printed from mart.qc_table"
        " where document_id = ? and table_no = ?",
        [cell.document_id, cell.table_no],
    )
    return found[0] if found else (None, None, None)


def _headers(build: duckdb.DuckDBPyConnection, cell: Cell) -> Headers:
    """The header cells above the cell, or the label that names it in a form."""
    table = [cell.document_id, cell.table_no]
    above = built(
        build,
        "select headers.row_no, headers.source_col_no from mart.qc_table_header as headers"
        " inner join mart.qc_table_row as printed using (document_id, table_no, block_no)"
        " where document_id = ? and table_no = ? and printed.row_no = ? and headers.col_no = ?"
        " and headers.row_no < printed.row_no order by 1",
        [*table, cell.row_no, cell.col_no],
    )
    header_rows = built(
        build,
        "select header.row_no from mart.qc_table_row as header"
        " inner join mart.qc_table_row as printed using (document_id, table_no, block_no)"
        " where document_id = ? and table_no = ? and printed.row_no = ? and header.row_role = 'header'"
        " order by 1",
        [*table, cell.row_no],
    )
    path = built(
        build,
        "select columns.header_path from mart.qc_table_column as columns"
        " inner join mart.qc_table_row as printed using (document_id, table_no, block_no)"
        " where document_id = ? and table_no = ? and printed.row_no = ? and columns.col_no = ?",
        [*table, cell.row_no, cell.col_no],
    )
    if not path:
        labels = built(
            build,
            "select distinct row_no, label_col_no, label_printed from mart.qc_form_label"
            " where document_id = ? and table_no = ? and value_cell_id = ?",
            [*table, cell.cell_id],
        )
        above = [(row_no, col_no) for row_no, col_no, _ in labels]
        path = [(text,) for _, _, text in labels]
    return Headers(
        str(path[0][0]).replace("\n", "") if path else None,
        tuple((row_no, col_no) for row_no, col_no in above),
        tuple(row_no for (row_no,) in header_rows),
    )


def _around(rows: Rows, cell: Cell, header_rows: Sequence[int]) -> str:
    """A few rows of the table below its header rows, the cell marked."""
    first, last = cell.row_no - _ROWS_AROUND, cell.row_no + _ROWS_AROUND
    near = [number for number in range(first, last + 1) if number in rows]
    above = [number for number in header_rows if number in rows and number < near[0]]
    gap = [["…"]] if above and above[-1] + 1 < near[0] else []
    width = max(len(rows[number].cells) for number in (*above, *near))
    shown = [
        *(_grid_row(rows, number, cell) for number in above),
        *gap,
        *(_grid_row(rows, number, cell) for number in near),
    ]
    padded = [[*row, *[""] * (width + 1 - len(row))] for row in shown]
    return render(["行 / row", *(f"列 {number}" for number in range(1, width + 1))], padded, terminal_width())


def _grid_row(rows: Rows, row_no: int, cell: Cell) -> list[str]:
    texts = [clip(text, _CELL_WIDTH) for text in rows[row_no].cells]
    if row_no == cell.row_no:
        texts[cell.col_no - 1] = f"【{texts[cell.col_no - 1]}】"
    return [str(row_no), *texts]


def _printed_line(build: duckdb.DuckDBPyConnection, found: Document, line: TextLine) -> Shown | None:
    near = build.execute(
        "select line_no, page_no, line_text, box from raw.lines"
        " where document_id = ? and line_no between ? and ? order by 1",
        [line.document_id, line.line_no - _LINES_AROUND, line.line_no + _LINES_AROUND],
    ).fetchall()
    own = [row for row in near if row[0] == line.line_no]
    if not own:
        return None
    _, page_no, text, box = own[0]
    lines = [
        *([f"页 / page: {page_no}"] if page_no else []),
        f"行号 / line: {line.line_no}",
        f"印出的文字 / printed text: 【{text}】",
        "",
        *(
            f"{_POINTER if number == line.line_no else _BLANK} {number}  {other}"
            for number, _, other, _ in near
        ),
        "",
    ]
    marks: tuple[Mark, ...] = ()
    if found.is_pdf and box:
        left, top, right, bottom = box
        # the box of a line fits its glyphs, and a frame on it would touch them
        around = (left - _LINE_GAP, top - _LINE_GAP, right + _LINE_GAP, bottom + _LINE_GAP)
        marks = (Mark(around, CELL_COLOUR, Style.FRAME),)
    return Shown(
        found,
        tuple(lines),
        line.cell_id,
        _page(line.cell_id, page_no, marks),
        _MISSING if found.is_pdf and not marks else None,
    )


def _page(cell_id: str, page_no: int | None, marks: tuple[Mark, ...]) -> tuple[MarkedPage, ...]:
    if not page_no or not marks:
        return ()
    return (MarkedPage(page_no, marks, (Note(f"{cell_id}   page {page_no}"),)),)


def _facts(home: Home, place: Cell | TextLine) -> list[str]:
    """Everything that the mart takes from the place, blank columns left out, and how it judges it."""
    if not home.mart_file.exists():
        return ["尚未发布数据集市 / no mart is published yet"]
    lines: list[str] = []
    with reading_mart(home) as mart:
        for report in _REPORTS:
            cursor = mart.execute(f"select * from mart.{report} where cell_id = ?", [place.cell_id])
            names = [str(column[0]) for column in cursor.description or ()]
            for row in cursor.fetchall():
                lines.append(f"事实 / fact: {report}")
                lines += [
                    f"    {name}: {value}"
                    for name, value in zip(names, row, strict=True)
                    if value is not None
                ]
        try:
            judgement = judged(mart, place)
        except (duckdb.CatalogException, duckdb.BinderException):
            judgement = [
                "核对与发现 / checks and findings: 数据集市来自旧版本，请先构建并发布"
                " / the mart is of an older version; build and publish first"
            ]
    return [*(lines or ["数据集市中没有取自此处的事实 / the mart holds no fact from here"]), *judgement]
