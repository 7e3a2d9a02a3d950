"""Readings of parts of one document as one reading: lines and tables are counted on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Doubt, LeftOut, Line, Reading, Row, Table


def joined(readings: Sequence[Reading], media_type: str) -> Reading:
    """One reading of all. Places of doubts are those within their part where there is more than one."""
    lines: list[Line] = []
    tables: list[Table] = []
    doubts: list[Doubt] = []
    left_out: list[LeftOut] = []
    for number, reading in enumerate(readings, start=1):
        first_line, first_table = max((line.line_no for line in lines), default=0), len(tables)
        part = f"part {number}, " if len(readings) > 1 else ""
        lines += (
            replace(
                line,
                line_no=line.line_no + first_line,
                table_no=None if line.table_no is None else line.table_no + first_table,
            )
            for line in reading.lines
        )
        tables += (_moved(table, first_line) for table in reading.tables)
        doubts += (replace(doubt, place=part + doubt.place) for doubt in reading.doubts)
        left_out += (replace(left, place=part + left.place) for left in reading.left_out)
    return Reading(media_type, tuple(lines), tuple(tables), None, tuple(doubts), tuple(left_out))


def _moved(table: Table, by: int) -> Table:
    return replace(
        table,
        rows=tuple(_moved_row(row, by) for row in table.rows),
        first_line=None if table.first_line is None else table.first_line + by,
        last_line=None if table.last_line is None else table.last_line + by,
    )


def _moved_row(row: Row, by: int) -> Row:
    return row if row.line_no is None else replace(row, line_no=row.line_no + by)
