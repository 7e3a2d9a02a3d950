"""Lines through text strike it out; lines below it, above it and between cells do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.model import NotShown, Reading
from ingest.readers.pdf import struck
from tests.python.ingest.readers.pdf import drawn

X, Y = drawn.spot(1, 1)
WIDE = 31.0
Draw = Callable[[Canvas], None]


def _read(more: Draw, amount: str = "128.00") -> Reading:
    def draw(canvas: Canvas) -> None:
        drawn.ruled(canvas, [["科目", "合计"], ["林业", amount], ["水利", "305.40"]])
        canvas.setLineWidth(0.6)
        more(canvas)

    return drawn.read(draw)


def _line(canvas: Canvas) -> None:
    canvas.line(X, Y + 3.4, X + WIDE, Y + 3.4)


def _two_lines(canvas: Canvas) -> None:
    canvas.line(X, Y + 2.8, X + WIDE, Y + 2.8)
    canvas.line(X, Y + 4.4, X + WIDE, Y + 4.4)


def _bar(canvas: Canvas) -> None:
    canvas.rect(X - 1, Y + 3, WIDE + 2, 0.8, stroke=0, fill=1)


def _cross(canvas: Canvas) -> None:
    canvas.line(X, Y - 1, X + WIDE, Y + 8)
    canvas.line(X, Y + 8, X + WIDE, Y - 1)


def _slash(canvas: Canvas) -> None:
    canvas.line(X - 2, Y - 2, X + WIDE + 2, Y + 9)


@pytest.mark.parametrize("strike", [_line, _two_lines, _bar, _cross, _slash])
def test_an_amount_with_a_line_through_it_is_left_out_and_counted(strike: Draw) -> None:
    reading = _read(strike)
    assert drawn.cells(reading)[1:] == [("林业", ""), ("水利", "305.40")]
    assert [(piece.reason, piece.count) for piece in reading.left_out] == [(NotShown.STRUCK_OUT, 1)]


def test_a_line_through_a_row_strikes_its_cells_and_parts_none() -> None:
    reading = _read(lambda canvas: canvas.line(drawn.LEFT + 4, Y + 3.4, X + WIDE + 3, Y + 3.4))
    assert ("水利", "305.40") in drawn.cells(reading)
    assert "128.00" not in {cell for row in drawn.cells(reading) for cell in row}
    assert [(piece.reason, piece.count) for piece in reading.left_out] == [(NotShown.STRUCK_OUT, 2)]


def test_a_number_struck_in_part_is_none_and_told() -> None:
    reading = _read(lambda canvas: canvas.line(X, Y + 3.4, X + 9, Y + 3.4))
    assert "\ufffd" in drawn.cells(reading)[1][1]
    assert reading.doubts


def _underline(canvas: Canvas) -> None:
    canvas.line(X, Y - 1.2, X + WIDE, Y - 1.2)


def _overline(canvas: Canvas) -> None:
    canvas.line(X, Y + 9.5, X + WIDE, Y + 9.5)


def _box(canvas: Canvas) -> None:
    canvas.rect(X - 2, Y - 2, WIDE + 4, 12)


def _slash_of_a_cell(canvas: Canvas) -> None:
    canvas.line(drawn.LEFT, drawn.TOP, drawn.LEFT + drawn.WIDTH, drawn.TOP - drawn.HEIGHT)


@pytest.mark.parametrize("line", [_underline, _overline, _box, _slash_of_a_cell])
def test_other_lines_near_an_amount_strike_nothing(line: Draw) -> None:
    reading = _read(line)
    assert "128.00" in {cell for row in drawn.cells(reading) for cell in row}
    assert not reading.left_out and not reading.doubts


def test_a_rule_of_cells_beside_a_merged_one_strikes_nothing() -> None:
    def draw(canvas: Canvas) -> None:
        left, top, wide = drawn.LEFT, drawn.TOP, drawn.WIDTH
        canvas.rect(left, top - 48, wide, 48)
        canvas.drawString(left + 6, top - 27, "128.00")
        for row, amount in enumerate(("11.00", "117.00")):
            canvas.rect(left + wide, top - 24 * (row + 1), wide, 24)
            canvas.drawString(left + wide + 6, top - 24 * (row + 1) + 8, amount)

    reading = drawn.read(draw)
    assert [cell for row in drawn.cells(reading) for cell in row if cell] == ["128.00", "11.00", "117.00"]
    assert not reading.left_out and not reading.doubts


def test_a_short_line_before_a_number_may_be_its_sign_and_is_told() -> None:
    reading = _read(lambda canvas: canvas.line(X - 5, Y + 3, X - 1, Y + 3))
    assert drawn.cells(reading)[1][1].startswith("\ufffd")
    assert reading.doubts


def test_a_line_that_leads_to_a_number_is_no_sign() -> None:
    assert not _read(lambda canvas: canvas.line(X + 50, Y + 3, X + 90, Y + 3)).doubts


def test_glyphs_compared_a_few_at_a_time_are_struck_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = _read(_two_lines)
    monkeypatch.setattr(struck, "_AT_ONCE", 1)
    assert _read(_two_lines) == expected
