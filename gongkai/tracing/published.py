"""What the published mart alone says of a printed place, where the build file cannot be read."""

from __future__ import annotations

from typing import Any

import duckdb

from gongkai.errors import NOT_WHOLE, Stopped
from gongkai.querying.macros import add_trace_cell
from gongkai.running.home import Home, reading_mart
from gongkai.tracing.cells import Cell, TextLine
from gongkai.tracing.pictures import Shown
from gongkai.tracing.printed import Document, described

_DOCUMENT = (
    "select document_id, file_name, source_uri, media_type, superseded_by"
    " from mart.dim_document where document_id = ?"
)


def shown_by_mart(home: Home, place: Cell | TextLine, why: Stopped | None) -> Shown | None:
    """Document, page, statement, header and text of the place; None where the mart does not know it.

    `why` says what keeps the build file from being read; None where there is none to be read.
    """
    with reading_mart(home) as mart:
        add_trace_cell(mart)
        found = mart.execute(_DOCUMENT, [place.document_id]).fetchall()
        cursor = mart.execute("from trace_cell(?)", [place.cell_id])
        names = [str(column[0]) for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        if not found or not rows or not _is_known(mart, place, rows[0]):
            return None
    document = Document(*found[0])
    missing = (
        "缺 / missing: 周围的行和图：没有仓库 / the rows around it and the picture: there is no warehouse"
        if why is None
        else f"缺 / missing: 周围的行和图 / the rows around it and the picture ({why})"
    )
    return Shown(
        document,
        (*described(document), *_lines(rows, place), ""),
        missing=missing,
        exit_code=NOT_WHOLE if why else 0,
    )


def _is_known(mart: duckdb.DuckDBPyConnection, place: Cell | TextLine, row: dict[str, Any]) -> bool:
    """Whether the mart has seen the place: any well-formed id of a document gets a row."""
    if row["printed"] is not None or isinstance(place, TextLine):
        return row["printed"] is not None
    seen = "select 1 from mart.qc_table_row where document_id = ? and table_no = ? and row_no = ?"
    return bool(mart.execute(seen, [place.document_id, place.table_no, place.row_no]).fetchall())


def _lines(rows: list[dict[str, Any]], place: Cell | TextLine) -> list[str]:
    one = rows[0]
    printed = list(dict.fromkeys(row["printed"] for row in rows if row["printed"]))
    titled = " ".join(part for part in (one["statement_code"], one["statement_title_printed"]) if part)
    lines = [f"页 / page: {one['page_no']}"] if one["page_no"] else []
    lines += place.described()
    lines.append(f"报表 / statement: {titled or '?'}")
    if isinstance(place, Cell):
        lines.append(f"表头 / header: {one['header_path'] or '?'}")
        lines.append(f"列的依据 / placement: {one['placement'] or '?'}")
    lines.append(f"印出的文字 / printed text: {' | '.join(printed) or '?'}")
    if one["unit_printed"]:
        lines.append(f"单位 / unit: {one['unit_printed']}")
    if one["withheld_reason"]:
        lines.append(f"未载入 / not loaded: {one['withheld_reason']}")
    return lines


def ensure_readable(home: Home) -> None:
    """Raise `Stopped` where a file that was named is no mart, or one of another version."""
    with reading_mart(home) as mart:
        try:
            add_trace_cell(mart)
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise Stopped(
                f"{home.mart_file} 不是本版本发布的数据集市（{error}）",
                f"{home.mart_file} is no mart that this version published ({error})",
            ) from error
