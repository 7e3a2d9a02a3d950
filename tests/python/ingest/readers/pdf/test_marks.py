"""Small figures beside, above and below amounts are marks of notes; two figures in a cell stay two."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.python.ingest.readers.pdf import drawn

X, Y = drawn.spot(1, 1)


def _cell(*pieces: tuple[str, float, float, float], x: float = X) -> str:
    """The text of a cell in which pieces (text, size, right of the one before, up) were set."""

    def draw(canvas: Canvas) -> None:
        drawn.ruled(canvas, [["科目", "合计"], ["林业", ""]])
        at = x
        for text, size, right, up in pieces:
            canvas.setFont(drawn.CHINESE, size)
            canvas.drawString(at + right, Y + up, text)
            at += right + canvas.stringWidth(text, drawn.CHINESE, size)

    return drawn.cells(drawn.read(draw))[1][1]


@pytest.mark.parametrize(
    ("mark", "read"),
    [
        ("1", "¹"),
        ("12", "¹²"),
        ("*", "*"),
        ("注1", "(注¹)"),
        ("[2]", "²"),
        ("①", "¹"),
        ("（3）", "³"),
        ("一", "一"),
    ],
)
@pytest.mark.parametrize("up", [3.5, 5.5, -1.5])
def test_a_raised_or_lowered_mark_is_no_digit(mark: str, read: str, up: float) -> None:
    assert _cell(("128.00", 10, 0, 0), (mark, 6, 0.3, up)) == f"128.00{read}"


def test_a_mark_between_text_stays_there() -> None:
    assert _cell(("林业", 10, 0, 0), ("2", 5, 0.3, 4), ("支出", 10, 0.3, 0)) == "林业²支出"


@pytest.mark.parametrize(("mark", "read"), [("2", "²"), ("注1", "(注¹)"), ("*", "*")])
@pytest.mark.parametrize("up", [-6, 11])
def test_a_small_figure_below_or_above_an_amount_is_a_mark(mark: str, read: str, up: float) -> None:
    width = 31
    assert _cell(("128.00", 9, 0, 0), (mark, 5, -width + 20, up)) == f"128.00{read}"


@pytest.mark.parametrize(
    ("pieces", "read"),
    [
        ([("128.00", 10, 0, 0)], "128.00"),
        ([("12", 10, 0, 0), ("8.00", 10, 0, 1.2)], "128.00"),
        ([("128", 10, 0, 0), (".00", 7, 0, 0)], "128.00"),
        ([("128.00", 6, 0, 3)], "128.00"),
        ([("合计", 10, 0, 0), ("2024", 9, 0.3, 0)], "合计2024"),
        ([("(", 10, 0, 0), ("128.00", 8.5, 0, 0.5), (")", 10, 0, 0)], "(128.00)"),
    ],
)
def test_text_of_its_own_size_is_no_mark(pieces: list[tuple[str, float, float, float]], read: str) -> None:
    """On a slightly other baseline, smaller on the same one, or small print that fills its cell."""
    assert _cell(*pieces) == read


@pytest.mark.parametrize(
    ("above", "below", "read"),
    [
        ("1,000,000", "280,000", "1,000,000 280,000"),
        ("128.00", "36.40", "128.00 36.40"),
        ("128", "36", "128 36"),
        ("128.00", "-36.40", "128.00 -36.40"),
        ("2024", "128.00", "2024 128.00"),
        ("1,280,", "000.00", "1,280,000.00"),
        ("12,345,678.", "90", "12,345,678.90"),
        ("1,234,5", "67.80", "1,234,567.80"),
        ("森林资源", "培育", "森林资源培育"),
        ("128.00", "（含基金）", "128.00(含基金)"),
    ],
)
def test_two_figures_in_a_cell_stay_two_and_a_wrapped_one_stays_one(
    above: str, below: str, read: str
) -> None:
    def draw(canvas: Canvas) -> None:
        drawn.ruled(canvas, [["科目", "合计"], ["林业", ""]])
        canvas.setFont(drawn.CHINESE, 8)
        canvas.drawString(X, Y + 4, above)
        canvas.drawString(X, Y - 5, below)

    assert drawn.cells(drawn.read(draw))[1][1] == read


@pytest.mark.parametrize(("width", "read"), [(36.0, "2080505"), (90.0, "20805 05")])
def test_a_code_that_fills_its_cell_goes_on_below(width: float, read: str) -> None:
    """Plain digits are one number only where the first line has no room for the next digit."""

    def draw(canvas: Canvas) -> None:
        for x, wide in ((60.0, width), (60.0 + width, 100.0)):
            canvas.rect(x, 700, wide, 30)
            canvas.rect(x, 670, wide, 30)
        canvas.drawString(64, 716, "20805")
        canvas.drawString(64, 704, "05")
        canvas.drawString(70 + width, 710, "养老保险")
        canvas.drawString(70 + width, 680, "128.00")

    assert drawn.cells(drawn.read(draw))[0] == (read, "养老保险")


def test_marks_in_running_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "本年支出128.00")
        canvas.setFont(drawn.CHINESE, 6)
        canvas.drawString(60.3 + canvas.stringWidth("本年支出128.00", drawn.CHINESE, 10), 704, "1")

    assert [line.text for line in drawn.read(draw).lines] == ["本年支出128.00¹"]
