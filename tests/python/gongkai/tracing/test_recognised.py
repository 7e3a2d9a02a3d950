"""What `trace` says of a table's amounts that were not loaded."""

from __future__ import annotations

from gongkai.tracing.printed import PrintedRow
from gongkai.tracing.recognised import Column, Recognised, unplaced
from ingest.model import Placement


def _row(row_no: int, *cells: str) -> PrintedRow:
    """A row of figures of which no column is sure; its text is."""
    placements = tuple(
        Placement.UNPLACED if any(map(str.isdigit, cell)) else Placement.EXPLICIT for cell in cells
    )
    return PrintedRow(
        1, row_no, None, row_no, cells, placements, ((1, 1),) * len(cells), (None,) * len(cells)
    )


ROWS = {
    1: _row(1, "住房保障支出", "221", "4,404.05"),
    2: _row(2, "住房公积金", "1,404.05", "1404"),
}


def test_a_code_that_was_moved_below_names_is_no_amount_left_out() -> None:
    """221 was listed among the amounts; what has decimals or stands below amounts is one."""
    columns = [Column(1, 1, "代码", "code", None), Column(1, 2, "名称", "name", None)]
    table = Recognised(1, ROWS, columns=[*columns, Column(1, 3, "合计", "amount", None)])
    assert unplaced(table) == {(1, 3), (2, 2), (2, 3)}


def test_in_a_table_that_nobody_knows_every_figure_may_be_an_amount() -> None:
    assert unplaced(Recognised(1, ROWS)) == {(1, 2), (1, 3), (2, 2), (2, 3)}


def test_a_column_that_is_of_amounts_in_one_block_of_rows_may_hold_them_in_any() -> None:
    columns = [Column(1, 2, "名称", "name", None), Column(2, 2, "合计", "amount", None)]
    assert (1, 2) in unplaced(Recognised(1, ROWS, columns=columns))
