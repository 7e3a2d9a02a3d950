"""The loaded files behind a site: their bytes, and where in them the places are that its pages show."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from gongkai.errors import Stopped
from gongkai.tracing.cells import Cell, TextLine, place_of
from gongkai.tracing.printed import Rows, box_at, document, original, tables
from ingest.model import Box
from publish.site.pictures import Original

_LINES = "select line_no, page_no, box from raw.lines where document_id = ? and box is not null"


class LoadedFiles:
    """Asked for one document after the other; `missing` says of which the file is gone or has changed."""

    def __init__(self, build: duckdb.DuckDBPyConnection) -> None:
        self._build = build
        self.missing: list[str] = []

    def __call__(self, document_id: str, cell_ids: Sequence[str]) -> Original | None:
        """The file and the boxes of the places; None for what has no pages and for a file that is gone."""
        found = document(self._build, document_id)
        if found is None or not found.is_pdf or not cell_ids:
            return None
        try:
            data = original(found)
        except Stopped as stopped:
            self.missing.append(str(stopped))
            return None
        boxes = self._boxes(document_id, cell_ids)
        return Original(data, boxes) if boxes else None

    def _boxes(self, document_id: str, cell_ids: Sequence[str]) -> dict[str, tuple[int, Box]]:
        rows = tables(self._build, document_id)
        lines = {
            number: (page_no, tuple(box))
            for number, page_no, box in self._build.execute(_LINES, [document_id]).fetchall()
        }
        boxes = {}
        for cell_id in cell_ids:
            match place_of(cell_id):
                case Cell() as cell:
                    at = _box(rows.get(cell.table_no, {}), cell)
                case TextLine(line_no=number):
                    at = lines.get(number)
                case None:
                    at = None
            if at:
                boxes[cell_id] = at
        return boxes


def _box(rows: Rows, cell: Cell) -> tuple[int, Box] | None:
    row = rows.get(cell.row_no)
    if row is None or row.page_no is None:
        return None
    box = box_at(rows, (cell.row_no, cell.col_no), row.page_no)
    return (row.page_no, box) if box else None
