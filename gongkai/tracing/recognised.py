"""`gongkai trace --document FILE`: what was recognised in a document, table by table, and drawn on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import duckdb

from gongkai.grid import render
from gongkai.running.home import Home, reading_build
from gongkai.tracing.pictures import MarkedPage, Shown
from gongkai.tracing.printed import Document, PrintedRow, Rows, built, tables, wanted_document
from ingest.model import Box, Placement
from publish.evidence import Mark, Note, Style

_TABLE_COLOUR, _TITLE_COLOUR, _LEFT_OUT_COLOUR = "#007878", "#9000c0", "#e00000"
_MIXED = "several"
_UNKNOWN = "unknown"


class _Meaning(NamedTuple):
    """How one kind of thing is drawn, and what it is called in Chinese."""

    colour: str
    zh: str


_OTHER = _Meaning("#e3d3f5", "其他")
_ROLES = {
    "amount": _Meaning("#a8e6a3", "金额"),
    "code": _Meaning("#a9d0ff", "代码"),
    "name": _Meaning("#ffd9a0", "名称"),
    _UNKNOWN: _Meaning("#ff8080", "未知"),
    _MIXED: _Meaning("#d9d9d9", "多列共有"),
}
_ROWS = {
    "header": _Meaning("#1f5fbf", "表头行"),
    "body": _Meaning("#8a8a8a", "正文行"),
    "form": _Meaning("#9040b0", "表单行"),
}
_STRIP_GAP, _STRIP_WIDTH = 2.0, 5.0
_MOST_CELLS_NAMED = 10


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a block of rows below one header."""

    block_no: int
    col_no: int
    header_path: str
    role: str
    withheld: str | None


@dataclass(slots=True)
class Recognised:
    """One table with what was recognised of it.

    `row_roles` goes by row number, `headers` from a header cell (row, column) to the columns it stands
    above, `left_out` are cells with an amount that was not loaded, `titles` the places of its title.
    """

    table_no: int
    rows: Rows
    statement_code: str | None = None
    title: str | None = None
    unit: str | None = None
    recognised_by: str | None = None
    row_roles: dict[int, str] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    headers: dict[tuple[int, int], list[tuple[int, int]]] = field(default_factory=dict)
    left_out: set[tuple[int, int]] = field(default_factory=set)
    titles: list[tuple[int | None, Box | None]] = field(default_factory=list)

    def role_of(self, place: tuple[int, int]) -> str | None:
        """Role of the columns below a header cell; `several` where they differ, None where there is none."""
        roles = {(column.block_no, column.col_no): column.role for column in self.columns}
        below = {roles[key] for key in self.headers.get(place, ()) if key in roles}
        return next(iter(below)) if len(below) == 1 else _MIXED if below else None


def recognised(home: Home, file: str) -> Shown:
    """Everything recognised in a loaded document: a listing, and marks on every page with tables.

    `file` is a path, a file name or a document id. Raises `Stopped` where it names no loaded document,
    or several.
    """
    with reading_build(home) as build:
        found = wanted_document(build, file)
        read = _tables(build, found)
    lines = [f"文件 / document: {found.file_name}", f"文件号 / document id: {found.document_id}"]
    for table in read:
        lines += ["", *_listing(found, table)]
    if not read:
        lines.append("没有表 / it holds no table")
    marks: dict[int, list[Mark]] = {}
    notes: dict[int, list[Note]] = {}
    for table in read if found.is_pdf else ():
        for page_no, of_page in _marks(table).items():
            marks.setdefault(page_no, []).extend(of_page)
            notes.setdefault(page_no, []).append(_note(table))
    if marks:
        lines += ["", *_legend()]
    return Shown(
        found,
        tuple(lines),
        pages=tuple(MarkedPage(no, tuple(marks[no]), (*notes[no], *_legend_notes())) for no in sorted(marks)),
    )


def _tables(build: duckdb.DuckDBPyConnection, found: Document) -> list[Recognised]:
    """All tables of the document with what the built models say of them, which may be nothing."""
    read = {number: Recognised(number, rows) for number, rows in tables(build, found.document_id).items()}

    def said(query: str) -> Iterator[tuple[Recognised, tuple[Any, ...]]]:
        # a build that is older than the last load may know tables that are no longer there
        for number, *values in built(build, query, [found.document_id]):
            if number in read:
                yield read[number], tuple(values)

    for table, (statement, title, unit, how) in said(
        "select table_no, statement_code, statement_title_printed, unit_printed, recognised_by"
        " from mart.qc_table where document_id = ?"
    ):
        table.statement_code, table.title, table.unit, table.recognised_by = statement, title, unit, how
    for table, (row_no, role) in said(
        "select table_no, row_no, row_role from mart.qc_table_row where document_id = ?"
    ):
        table.row_roles[row_no] = role
    for table, (block_no, col_no, path, role, reason) in said(
        "select table_no, block_no, col_no, header_path, role, withheld_reason"
        " from mart.qc_table_column where document_id = ? order by all"
    ):
        header_path = (path or "").replace("\n", "")
        table.columns.append(Column(block_no, col_no, header_path, role or _UNKNOWN, reason))
    for table, (row_no, source_col_no, block_no, col_no) in said(
        "select table_no, row_no, source_col_no, block_no, col_no"
        " from mart.qc_table_header where document_id = ?"
    ):
        table.headers.setdefault((row_no, source_col_no), []).append((block_no, col_no))
    for table, place in said(
        "select table_no, row_no, col_no from mart.qc_amount where document_id = ? and not is_line"
    ):
        table.left_out.add(place)
    for table, (page_no, box) in said(
        "select tables.table_no, lines.page_no, lines.box from mart.qc_table as tables"
        " inner join raw.lines as lines"
        " on tables.document_id = lines.document_id and tables.title_line_no = lines.line_no"
        " where tables.document_id = ?"
    ):
        table.titles.append((page_no, tuple(box) if box else None))
    for table in read.values():
        table.left_out |= unplaced(table)
    return list(read.values())


def unplaced(table: Recognised) -> set[tuple[int, int]]:
    """Row and column of amounts of which no column is sure; a whole number below labels is a code."""
    roles: dict[int, set[str]] = {}
    for column in table.columns:
        roles.setdefault(column.col_no, set()).add(column.role)
    labels = {col_no for col_no, held in roles.items() if not held & {"amount", _UNKNOWN}}
    return {
        (row.row_no, col_no)
        for row in table.rows.values()
        for col_no, (placement, text) in enumerate(zip(row.placements, row.cells, strict=True), start=1)
        if placement == Placement.UNPLACED and text and not (col_no in labels and text.isdecimal())
    }


# --- what is printed on the terminal --------------------------------------------------------------


def _listing(found: Document, table: Recognised) -> list[str]:
    pages = sorted({row.page_no for row in table.rows.values() if row.page_no})
    counted = {role: list(table.row_roles.values()).count(role) for role in _ROWS}
    lines = [
        f"表 / table {table.table_no}: {table.statement_code or '? 未识别 / not recognised'}",
        f"    表题 / title: {table.title or '?'}    依据 / recognised by: {table.recognised_by or '?'}",
        *([f"    页 / pages: {_ranges(pages)}"] if pages else []),
        *([f"    单位 / unit: {table.unit}"] if table.unit else []),
        "    行 / rows: "
        + (" · ".join(f"{_ROWS[role].zh} {role} {many}" for role, many in counted.items() if many) or "?"),
    ]
    for blocks, columns in _alike(table.columns):
        shown = [
            [column.col_no, column.header_path, column.role, column.withheld or ""] for column in columns
        ]
        lines.append(f"    表头段 / header blocks {_ranges(blocks)}:")
        header = ["列 / col", "表头 / header", "作用 / role", "不载入 / withheld"]
        lines += [f"      {line}" for line in render(header, shown).splitlines()]
    if table.left_out:
        cells = [
            f"{found.document_id}:t{table.table_no}:r{row}:c{column}"
            for row, column in sorted(table.left_out)
        ]
        more = " …" if len(cells) > _MOST_CELLS_NAMED else ""
        named = " ".join(cells[:_MOST_CELLS_NAMED])
        lines.append(f"    未载入的金额 / amounts left out: {len(cells)}: {named}{more}")
    return lines


def _alike(columns: Sequence[Column]) -> list[tuple[list[int], list[Column]]]:
    """Blocks of rows with the same columns together: a header repeated on every page is listed once."""
    by_block: dict[int, list[Column]] = {}
    for column in columns:
        by_block.setdefault(column.block_no, []).append(column)
    groups: dict[tuple[tuple[object, ...], ...], tuple[list[int], list[Column]]] = {}
    for block_no, block in by_block.items():
        key = tuple((column.col_no, column.header_path, column.role, column.withheld) for column in block)
        groups.setdefault(key, ([], block))[0].append(block_no)
    return list(groups.values())


def _ranges(numbers: Sequence[int]) -> str:
    """`1-3, 5` for 1, 2, 3 and 5."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def _legend() -> list[str]:
    roles = " · ".join(f"{meaning.zh} {role}" for role, meaning in [*_ROLES.items(), ("other", _OTHER)])
    rows = " · ".join(f"{meaning.zh} {role}" for role, meaning in _ROWS.items())
    return [
        f"图例（色块见图下方）/ legend (patches stand below each page): 表头 / header cells: {roles}",
        f"    左侧色条 / strip on the left: {rows}",
        "    斜线 / hatched: 未载入的金额 / amounts left out",
        "    绿框 / teal frame: 表 / table · 紫框 / purple frame: 表题 / title",
    ]


# --- what is drawn on the pages -------------------------------------------------------------------


def _note(table: Recognised) -> Note:
    how = f", by {table.recognised_by}" if table.statement_code else ""
    left_out = f", {len(table.left_out)} amounts left out" if table.left_out else ""
    return Note(f"t{table.table_no}: {table.statement_code or 'not recognised'}{how}{left_out}")


def _legend_notes() -> tuple[Note, ...]:
    return (
        *(Note(f"header: {role}", meaning.colour) for role, meaning in _ROLES.items()),
        Note("header: other", _OTHER.colour),
        *(Note(f"strip: {role} row", meaning.colour) for role, meaning in _ROWS.items()),
        Note("frame: table", _TABLE_COLOUR),
        Note("frame: title of a table", _TITLE_COLOUR),
        Note("hatched: amount left out", _LEFT_OUT_COLOUR),
    )


def _marks(table: Recognised) -> Mapping[int, list[Mark]]:
    """Marks of one table on each of its pages."""
    by_page: dict[int, list[PrintedRow]] = {}
    for row in table.rows.values():
        if row.page_no and any(row.boxes):
            by_page.setdefault(row.page_no, []).append(row)
    marks: dict[int, list[Mark]] = {}
    for page_no, rows in by_page.items():
        whole = _around([box for row in rows for box in row.boxes if box])
        of_page = [Mark(whole, _TABLE_COLOUR, Style.OUTLINE, f"t{table.table_no}")]
        of_page += [mark for row in rows for mark in _row_marks(table, row, whole)]
        marks[page_no] = of_page
    for title_page, title_box in table.titles:
        if title_page and title_box:
            marks.setdefault(title_page, []).append(Mark(title_box, _TITLE_COLOUR, Style.OUTLINE))
    return marks


def _row_marks(table: Recognised, row: PrintedRow, whole: Box) -> list[Mark]:
    role = table.row_roles.get(row.row_no)
    marks: list[Mark] = []
    for col_no, box in enumerate(row.boxes, start=1):
        if box is None:
            continue
        place = (row.row_no, col_no)
        if role == "header" and (of_column := table.role_of(place)):
            marks.append(Mark(box, _ROLES.get(of_column, _OTHER).colour, Style.TINT))
        if place in table.left_out:
            marks.append(Mark(box, _LEFT_OUT_COLOUR, Style.HATCH))
    if role in _ROWS:
        boxes = [box for box in row.boxes if box]
        # merged cells reach below their row
        top, bottom = min(box[1] for box in boxes), min(box[3] for box in boxes)
        right = whole[0] - _STRIP_GAP
        marks.append(Mark((right - _STRIP_WIDTH, top, right, bottom), _ROWS[role].colour, Style.FILL))
    return marks


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
