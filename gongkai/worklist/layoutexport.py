"""`gongkai layouts export`: wordings of layouts that no seed knows, as a file for a reviewer to fill."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.running.home import Home, reading_mart
from gongkai.worklist.exporting import as_csv, expect_columns
from gongkai.worklist.layouts import COLUMNS, FILLED

_TABLE = "qc_unmapped_layout"


@dataclass(frozen=True, slots=True)
class Layouts:
    """Rows to be answered, document by document and table by table."""

    rows: tuple[tuple[object, ...], ...]

    def content(self) -> bytes:
        """The file: CSV in UTF-8 with a mark."""
        return as_csv(COLUMNS, self.rows, FILLED)

    def lines(self) -> list[str]:
        """What a person should know about it."""
        if self.rows:
            return []
        return ["没有不认识的版式，只有表头 / no layout is unknown: there is only the header"]


def layouts(home: Home) -> Layouts:
    """The worklist of the published mart. Raises `Stopped` when there is none, or one of an older version."""
    with reading_mart(home) as mart:
        expect_columns(home, mart, _TABLE, COLUMNS)
        rows = mart.execute(
            f"select {', '.join(COLUMNS)} from mart.{_TABLE}"
            " order by document_key, table_no, row_no nulls first, col_no, seed_name, wording"
        ).fetchall()
    return Layouts(tuple(rows))
