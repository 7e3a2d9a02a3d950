"""Tables whose cells are told by colour: filled one by one, every other row, or parted by white rules."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
from reportlab.lib.colors import Color, white
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Grid
from ingest.readers.pdf.fills import _hold_others
from tests.python.ingest.readers.pdf import drawn

ROWS = [
    ["科目编码", "科目名称", "合计", "基本支出"],
    ["", "合计", "374.75", "128.00"],
    ["2130205", "森林资源培育", "128.00", "128.00"],
    ["2130209", "森林生态效益补偿", "246.75", ""],
    ["2130299", "其他林业支出", "", ""],
    ["2210201", "住房公积金", "27.30", "27.30"],
]
CELLS = [tuple(row) for row in ROWS]
DARK, PALE, HARDLY = Color(0.6, 0.7, 0.95), Color(0.9, 0.92, 1), Color(0.98, 0.98, 1)
Draw = Callable[[Canvas], None]


def _text(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0, 0, 0)
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            canvas.drawString(*drawn.spot(r, c), text)


def _fill(canvas: Canvas, row: int, column: int, colour: Color, gap: float = 0, wide: int = 1) -> None:
    canvas.setFillColor(colour)
    canvas.rect(
        *(drawn.LEFT + column * drawn.WIDTH + gap / 2, drawn.TOP - (row + 1) * drawn.HEIGHT + gap / 2),
        *(wide * drawn.WIDTH - gap, drawn.HEIGHT - gap),
        stroke=0,
        fill=1,
    )


def _every_cell(gap: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        for r in range(len(ROWS)):
            for c in range(4):
                _fill(canvas, r, c, DARK if r == 0 else PALE if r % 2 else HARDLY, gap)
        _text(canvas)

    return draw


def _every_other_row(first: int) -> Draw:
    def draw(canvas: Canvas) -> None:
        for r in range(first, len(ROWS), 2):
            for c in range(4):
                _fill(canvas, r, c, PALE)
        _text(canvas)

    return draw


def _white_rules(is_banded: bool) -> Draw:
    """White rules over one coloured ground, or over rows of two colours."""

    def draw(canvas: Canvas) -> None:
        for r in range(len(ROWS)):
            _fill(canvas, r, 0, PALE if r % 2 and is_banded else DARK, wide=4)
        canvas.setStrokeColor(white)
        for r in range(len(ROWS) + 1):
            y = drawn.TOP - r * drawn.HEIGHT
            canvas.line(drawn.LEFT, y, drawn.LEFT + 4 * drawn.WIDTH, y)
        for c in range(5):
            x = drawn.LEFT + c * drawn.WIDTH
            canvas.line(x, drawn.TOP, x, drawn.TOP - len(ROWS) * drawn.HEIGHT)
        _text(canvas)

    return draw


@pytest.mark.parametrize(
    "draw",
    [
        _every_cell(0), _every_cell(1), _every_cell(4), _every_other_row(0), _white_rules(False),
        _white_rules(True),
    ],
)  # fmt: skip
def test_coloured_cells_are_cells(draw: Draw) -> None:
    reading = drawn.read(draw)
    assert drawn.cells(reading) == CELLS
    assert [table.grid for table in reading.tables] == [Grid.RULES]
    assert [line for line in reading.lines if line.table_no is None] == []


def test_filled_cells_may_be_merged() -> None:
    def draw(canvas: Canvas) -> None:
        for r in range(1, len(ROWS)):
            for c in range(4):
                _fill(canvas, r, c, PALE, 1)
        _fill(canvas, 0, 0, DARK, 1, wide=2)
        _fill(canvas, 0, 2, DARK, 1, wide=2)
        _text(canvas)

    (table,) = drawn.read(draw).tables
    assert table.rows[0].spans[0] == (1, 2) and table.rows[0].spans[2] == (1, 2)
    assert [row.cells for row in table.rows[1:]] == CELLS[1:]


def test_white_rules_on_paper_are_none() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColor(white)
        for r in range(len(ROWS)):
            for c in range(4):
                canvas.rect(drawn.LEFT + c * drawn.WIDTH, drawn.TOP - (r + 1) * drawn.HEIGHT, 60, 20)
        _text(canvas)

    assert all(table.grid == Grid.ALIGNED for table in drawn.read(draw).tables)


def test_a_coloured_header_alone_makes_no_cells() -> None:
    """Its columns say nothing of the rows below it, which stand in line with one another."""

    def draw(canvas: Canvas) -> None:
        for c in range(4):
            _fill(canvas, 0, c, DARK, 1)
        _text(canvas)

    tables = drawn.read(draw).tables
    assert [table.grid for table in tables] == [Grid.ALIGNED]
    assert ("2130205", "森林资源培育", "128.00", "128.00") in drawn.cells(drawn.read(draw))


def test_filled_cells_with_rules_are_what_the_rules_say() -> None:
    def draw(canvas: Canvas) -> None:
        for r in range(len(ROWS)):
            for c in range(8):
                canvas.setFillColor(PALE)
                x, y = drawn.LEFT + c * drawn.WIDTH / 2, drawn.TOP - (r + 1) * drawn.HEIGHT
                canvas.rect(x, y, drawn.WIDTH / 2, drawn.HEIGHT, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        drawn.ruled(canvas, ROWS)

    assert drawn.cells(drawn.read(draw)) == CELLS


def test_many_fills_take_time_that_grows_with_them() -> None:
    """Each was compared with all of the page: 80,000 filled cells took 23 s."""

    def seconds(count: int) -> float:
        number = np.arange(count)
        left, top = number % 30 * 18.0, number // 30 % 77 * 10.0
        boxes = np.stack([left, top, left + 18, top + 10], axis=1)
        begin = time.process_time()
        assert _hold_others(boxes).any() == (count > 2 * 30 * 77)
        return time.process_time() - begin

    assert seconds(60_000) < 20 * seconds(6_000) + 0.5
