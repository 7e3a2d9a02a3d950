"""Workbooks (.xlsx, .xls): one table a sheet, values as the cells show them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

import python_calamine

from ingest.model import Doubt, Grid, Line, Reading, Row, Table, UnreadableDocument
from ingest.text import repair

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Value = int | float | str | bool | time | date | datetime | timedelta


def read(data: bytes) -> Reading:
    """Reading of a workbook; sheets count as pages. Raises `UnreadableDocument` for a damaged file."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    except Exception as error:  # calamine has one exception type per format
        raise UnreadableDocument(
            f"damaged workbook: {error}", "file", "open it and save it again as .xlsx"
        ) from error
    tables: list[Table] = []
    lines: list[Line] = []
    doubts: list[Doubt] = []
    for page_no, meta in enumerate(book.sheets_metadata, start=1):
        if meta.visible is not python_calamine.SheetVisibleEnum.Visible:
            doubts.append(
                Doubt("hidden sheet, not read", f"sheet {meta.name}", "show the sheet if it counts")
            )
            continue
        if meta.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        rows: list[Row] = []
        first = len(lines) + 1
        for values in book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False):
            cells = tuple(_shown(value) for value in values)
            if not any(cells):
                continue
            text = " ".join(cell for cell in cells if cell).replace("\n", " ")
            lines.append(Line(len(lines) + 1, text, page_no, len(tables) + 1))
            rows.append(Row(cells, len(lines), page_no))
        if rows:
            tables.append(Table(Grid.SHEET, tuple(rows), first, len(lines), page_no, meta.name))
    return Reading(MEDIA_TYPE, tuple(lines), tuple(tables), len(book.sheets_metadata), tuple(doubts))


def _shown(value: Value) -> str:
    if isinstance(value, float):
        shown = f"{Decimal(f'{value:.15g}'):f}"
        return f"{shown}0" if shown[-2:-1] == "." else shown
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return repair(str(value))
