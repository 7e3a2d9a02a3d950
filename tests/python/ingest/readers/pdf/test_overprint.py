"""Watermarks, stamps and signatures over a table: left out and counted, the figures below stay whole."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from ingest.model import NotShown, Reading
from ingest.read import read_bytes
from tests.python.ingest.readers.pdf import drawn

ROWS = [
    ["科目", "合计", "基本支出"],
    ["林业", "128.00", ""],
    ["水利", "246.75", "246.75"],
    ["合计", "374.75", "246.75"],
]
CELLS = [tuple(row) for row in ROWS]
Draw = Callable[[Canvas], None]


def _page(more: Draw, is_first: bool = False) -> Draw:
    def draw(canvas: Canvas) -> None:
        for part in (more, _table) if is_first else (_table, more):
            canvas.saveState()
            part(canvas)
            canvas.restoreState()

    return draw


def _table(canvas: Canvas) -> None:
    drawn.ruled(canvas, ROWS)


def _over(reading: Reading) -> int:
    return sum(piece.count for piece in reading.left_out if piece.reason == NotShown.OVERPRINT)


def _mark(text: str, size: float, colour: Color, x: float, y: float, turn: float = 0) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(colour)
        canvas.setFont(drawn.CHINESE, size)
        canvas.translate(x, y)
        canvas.rotate(turn)
        canvas.drawString(0, 0, text)

    return draw


PALE, CLEAR, RED = Color(0.85, 0.85, 0.85), Color(0, 0, 0, alpha=0.15), Color(0.8, 0, 0)
X, Y = drawn.spot(1, 1)


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize(
    "mark",
    [
        _mark("仅供内部参考", 40, PALE, 100, 690),
        _mark("20240115", 24, PALE, X - 30, Y),
        _mark("20240115", 24, CLEAR, X - 30, Y),
        _mark("12", 24, PALE, X + drawn.WIDTH + 4, Y - 6),
        _mark("内部公示", 60, PALE, 100, 650, 30),
        _mark("2024", 60, Color(0.9, 0.5, 0.5, alpha=0.3), 100, 650, 45),
        _mark("作废", 30, RED, X - 20, Y - 10),
        _mark("2024-03-01", 9, RED, X + 10, Y - 1),
        _mark("2024", 10, RED, X + drawn.WIDTH - 20, Y),
    ],
)
def test_what_lies_over_a_table_is_left_out(mark: Draw, is_first: bool) -> None:
    """Large and pale, clear, slanted, or in colour over figures or across a rule; below or above them."""
    reading = drawn.read(_page(mark, is_first))
    assert drawn.cells(reading) == CELLS
    assert _over(reading) >= 1
    assert [line.text for line in reading.lines if line.table_no is None] == []


def test_a_watermark_is_left_out_where_it_lies_over_nothing_too() -> None:
    def tiles(canvas: Canvas) -> None:
        for top in (100, 300, 500, 690):
            canvas.saveState()
            _mark("20240115", 24, PALE, 120, top)(canvas)
            canvas.restoreState()

    reading = drawn.read(_page(tiles))
    assert drawn.cells(reading) == CELLS
    assert _over(reading) == 4
    assert [line.text for line in reading.lines if line.table_no is None] == []


def _stamp(canvas: Canvas) -> None:
    """A round stamp: its text runs along a ring, with a date in the middle."""
    canvas.setFillColor(RED)
    canvas.setStrokeColor(RED)
    canvas.setFont(drawn.CHINESE, 11)
    middle, ring = (X + drawn.WIDTH + 20, Y - 20), 36
    canvas.circle(*middle, ring + 14)
    for number, character in enumerate("示例县林业局财务专用章"):
        angle = math.radians(210 - 24 * number)
        canvas.saveState()
        canvas.translate(middle[0] + ring * math.cos(angle), middle[1] + ring * math.sin(angle))
        canvas.rotate(math.degrees(angle) - 90)
        canvas.drawString(-5, 0, character)
        canvas.restoreState()
    canvas.setFont(drawn.CHINESE, 8)
    canvas.drawString(middle[0] - 18, middle[1] + 14, "36")


def test_a_round_stamp_over_figures() -> None:
    reading = drawn.read(_page(_stamp))
    assert drawn.cells(reading) == CELLS
    assert _over(reading) >= 1


def test_the_frame_of_a_stamp_parts_no_cells() -> None:
    def framed(canvas: Canvas) -> None:
        canvas.setStrokeColor(RED)
        canvas.rect(X - 20, Y - 14, 90, 30)
        canvas.rect(X - 17, Y - 11, 84, 24)
        _mark("已审核", 20, RED, X - 10, Y - 6)(canvas)

    reading = drawn.read(_page(framed))
    assert drawn.cells(reading) == CELLS
    assert _over(reading) == 1


def test_a_coloured_frame_without_a_stamp_is_part_of_its_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColor(RED)
        canvas.setFillColor(RED)
        _table(canvas)

    reading = drawn.read(draw)
    assert drawn.cells(reading) == CELLS
    assert not reading.left_out


def _with_note(kind: str, box: tuple[float, float, float, float], text: str, size: float = 9) -> Reading:
    rows = [["Code", "Sum", "Base"], ["213", "128.00", ""], ["214", "246.75", "246.75"]]
    x0, y0, x1, y1 = box
    look = drawn.stream(
        f"0.8 0 0 rg BT /F1 {size} Tf 1 2 Td ({text}) Tj ET".encode(),
        f"/Type/XObject/Subtype/Form/BBox[0 0 {x1 - x0} {y1 - y0}]/Resources<</Font<</F1 5 0 R>>>>",
    )
    note = f"<</Type/Annot{kind}/F 4/Rect[{x0} {y0} {x1} {y1}]/AP<</N 11 0 R>>>>".encode()
    data = drawn.raw_pdf(drawn.ruled_content(rows), "", {10: note, 11: look}, page="/Annots[10 0 R]")
    return read_bytes(data)


STAMP, SIGNATURE = "/Subtype/Stamp", "/Subtype/Widget/FT/Sig/T(s)"
FIELD, WRITTEN = "/Subtype/Widget/FT/Tx/T(f)/V(36.00)", "/Subtype/FreeText/Contents(36)"


@pytest.mark.parametrize("kind", [STAMP, SIGNATURE])
@pytest.mark.parametrize(("dx", "text"), [(0, "2024-03-01"), (40, "No.36"), (drawn.WIDTH, "36")])
def test_stamps_and_signatures_in_a_table_are_no_part_of_it(kind: str, dx: float, text: str) -> None:
    """Over a figure, beside it in its cell, alone in an empty cell."""
    reading = _with_note(kind, (X + dx - 2, Y - 4, X + dx + 60, Y + 12), text)
    assert drawn.cells(reading)[1] == ("213", "128.00", "")
    assert _over(reading) == 1


@pytest.mark.parametrize("kind", [FIELD, WRITTEN])
def test_what_is_written_into_an_empty_cell_is_read(kind: str) -> None:
    reading = _with_note(kind, (X + drawn.WIDTH - 2, Y - 4, X + drawn.WIDTH + 60, Y + 12), "36.00")
    assert drawn.cells(reading)[1] == ("213", "128.00", "36.00")
    assert not reading.left_out


def test_a_note_written_over_a_figure_is_left_out() -> None:
    reading = _with_note(WRITTEN, (X - 2, Y - 4, X + 60, Y + 12), "36.00")
    assert drawn.cells(reading)[1] == ("213", "128.00", "")
    assert _over(reading) == 1


def test_a_stamp_beside_the_table_is_a_line() -> None:
    reading = _with_note(STAMP, (100, 300, 200, 320), "Approved")
    assert [line.text for line in reading.lines if line.table_no is None] == ["Approved"]


def test_titles_and_coloured_cells_are_text() -> None:
    """Large, pale and coloured, but set where they belong: a title, a unit of money, cells."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(drawn.CHINESE, 26)
        canvas.setFillColor(Color(0.75, 0.75, 0.75))
        canvas.drawString(150, 790, "虚构县支出总表")
        canvas.setFont(drawn.CHINESE, 10)
        drawn.ruled(canvas, ROWS[:1])
        canvas.setFillColor(RED)
        drawn.ruled(canvas, ROWS[1:2], drawn.TOP - drawn.HEIGHT)
        canvas.setFillColor(Color(0, 0, 0, alpha=0.6))
        drawn.ruled(canvas, ROWS[2:3], drawn.TOP - 2 * drawn.HEIGHT)
        canvas.setFillColor(Color(0.7, 0.7, 0.7))
        drawn.ruled(canvas, ROWS[3:], drawn.TOP - 3 * drawn.HEIGHT)

    reading = drawn.read(draw)
    assert drawn.cells(reading) == CELLS
    assert reading.lines[0].text == "虚构县支出总表"
    assert not reading.left_out


def test_a_page_that_is_slanted_as_a_whole_is_not_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(-8)
        for number in range(5):
            canvas.drawString(20, 700 - 30 * number, "本单位预算为一百万元")

    reading = drawn.read(draw)
    assert not reading.left_out
    assert "预算" in reading.lines[0].text


def test_figures_over_figures_are_no_figure() -> None:
    """Black on black, as large as the rest: which digits belong together nobody can tell."""

    def more(canvas: Canvas) -> None:
        canvas.drawString(X + 2.5, Y, "36")

    reading = drawn.read(_page(more))
    cell = drawn.cells(reading)[1][1]
    assert "\ufffd" in cell
    assert [(doubt.place, "printed over" in doubt.reason) for doubt in reading.doubts] == [("page 1", True)]
