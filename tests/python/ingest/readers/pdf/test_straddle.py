"""A number on a rule between cells is never split into others; so is one that its window cuts."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.model import NotShown, Reading
from ingest.read import read_bytes
from tests.python.ingest.readers.pdf import drawn

WALL = drawn.LEFT + 2 * drawn.WIDTH
Y = drawn.spot(1, 1)[1]


def _read(text: str, left: float, beside: str = "") -> Reading:
    """A number that begins so many points left of the rule between the second and the third column."""

    def draw(canvas: Canvas) -> None:
        drawn.ruled(canvas, [["科目", "基本", "项目"], ["林业", beside, ""]])
        canvas.drawString(WALL - left, Y, text)

    return drawn.read(draw)


@pytest.mark.parametrize(("left", "row"), [(8, ("林业", "", "263.90")), (24.5, ("林业", "263.90", ""))])
def test_a_number_mostly_in_one_cell_stands_there_whole(left: float, row: tuple[str, ...]) -> None:
    reading = _read("263.90", left)
    assert drawn.cells(reading)[1] == row
    assert not reading.doubts


@pytest.mark.parametrize("left", [12, 14, 16])
def test_a_number_half_in_each_cell_is_no_number_and_told(left: float) -> None:
    reading = _read("263.90", left)
    assert not any(sign.isdigit() for cell in drawn.cells(reading)[1] for sign in cell)
    assert reading.doubts


def test_a_number_that_reaches_into_another_text_is_told() -> None:
    reading = _read("263.90", 10, beside="17.00")
    assert drawn.cells(reading)[1][1].startswith("17.00")
    assert "\ufffd" in drawn.cells(reading)[1][2]
    assert reading.doubts


def test_numbers_that_end_and_begin_near_a_rule_stay_apart() -> None:
    def draw(canvas: Canvas) -> None:
        drawn.ruled(canvas, [["科目", "基本", "项目"], ["林业", "", ""]])
        canvas.drawRightString(WALL - 1.5, Y, "263.90")
        canvas.drawString(WALL + 1.5, Y, "17.00")

    reading = drawn.read(draw)
    assert drawn.cells(reading)[1] == ("林业", "263.90", "17.00")
    assert not reading.doubts


def _clipped(text: str, shift: float) -> Reading:
    def draw(canvas: Canvas) -> None:
        drawn.ruled(canvas, [["科目", "基本", "项目"], ["林业", "", ""]])
        path = canvas.beginPath()
        path.rect(WALL, Y - 8, drawn.WIDTH, drawn.HEIGHT)
        canvas.clipPath(path, stroke=0)
        canvas.drawString(WALL + shift, Y, text)

    return drawn.read(draw)


@pytest.mark.parametrize("shift", [-9, -14, drawn.WIDTH - 16])
def test_what_its_window_leaves_of_a_number_is_none(shift: float) -> None:
    reading = _clipped("1263.90", shift)
    assert not any(sign.isdigit() for cell in drawn.cells(reading)[1] for sign in cell)
    assert reading.doubts


def test_a_number_within_its_window_is_read_and_so_is_a_name_that_is_cut() -> None:
    assert drawn.cells(_clipped("1263.90", 5))[1][2] == "1263.90"
    reading = _clipped("水利工程建设和维护", -20)
    assert drawn.cells(reading)[1][2].endswith("和维护")
    assert not reading.doubts


def test_type_that_nobody_can_read_is_left_out_and_small_type_is_not() -> None:
    def draw(canvas: Canvas) -> None:
        drawn.ruled(canvas, [["科目", "基本", "项目"], ["林业", "", ""]])
        canvas.setFont(drawn.CHINESE, 0.5)
        canvas.drawString(WALL + 20, Y, "999.90")
        canvas.setFont(drawn.CHINESE, 3)
        canvas.drawString(WALL - 40, Y, "17.00")

    reading = drawn.read(draw)
    assert drawn.cells(reading)[1] == ("林业", "17.00", "")
    assert [piece.reason for piece in reading.left_out] == [NotShown.INVISIBLE]


@pytest.mark.parametrize(
    ("said", "drew"), [("(999.90)", "263.90"), ("<FEFF0039>", "8"), ("(263.90)", "263.90")]
)
def test_digits_are_read_as_they_look(said: str, drew: str) -> None:
    content = drawn.ruled_content([["Item", "Sum"], ["Trees", ""]])
    x, y = drawn.spot(1, 1)
    content += f"\n/Span <</ActualText {said}>> BDC BT /F1 10 Tf {x} {y} Td ({drew}) Tj ET EMC"
    assert drawn.cells(read_bytes(drawn.raw_pdf(content)))[1] == ("Trees", drew)


def test_words_are_read_as_marks_spell_them() -> None:
    content = drawn.ruled_content([["Item", "Sum"], ["", "8"]])
    x, y = drawn.spot(1, 0)
    content += f"\n/Span <</ActualText (office)>> BDC BT /F1 10 Tf {x} {y} Td (oXce) Tj ET EMC"
    assert drawn.cells(read_bytes(drawn.raw_pdf(content)))[1] == ("office", "8")
