"""What looks like text and is none in the file: drawn characters, pictures of tables, turned amounts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Reading
from tests.python.ingest.readers.pdf import drawn

X, Y = drawn.spot(1, 1)
Draw = Callable[[Canvas], None]


def _read(more: Draw) -> Reading:
    def draw(canvas: Canvas) -> None:
        drawn.ruled(canvas, [["科目", "合计"], ["林业", ""], ["水利", "305.40"]])
        more(canvas)

    return drawn.read(draw)


def _strokes(canvas: Canvas) -> None:
    for step in range(3):
        x = X + 7 * step
        for a, b, c, d in ((0, 8, 4, 8), (4, 4, 4, 8), (0, 4, 4, 4), (0, 0, 0, 4)):
            canvas.line(x + a, Y + b, x + c, Y + d)


def _outlines(canvas: Canvas) -> None:
    path = canvas.beginPath()
    for step in range(4):
        path.ellipse(X + 7 * step, Y, 5, 8)
    canvas.drawPath(path, stroke=0, fill=1)


@pytest.mark.parametrize("characters", [_strokes, _outlines])
def test_characters_drawn_as_paths_are_told(characters: Draw) -> None:
    assert [doubt.place for doubt in _read(characters).doubts] == ["page 1"]


def _slash(canvas: Canvas) -> None:
    canvas.line(X, Y, X + 10, Y + 8)


def _dash(canvas: Canvas) -> None:
    canvas.line(X + 20, Y + 3, X + 28, Y + 3)


@pytest.mark.parametrize("sign", [_slash, _dash, lambda canvas: None])
def test_blank_cells_and_those_with_a_dash_are_not_told(sign: Draw) -> None:
    assert not _read(sign).doubts


def _turned(text: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.translate(X + 20, Y - 5)
        canvas.rotate(90)
        canvas.setFont(drawn.CHINESE, 6)
        canvas.drawString(0, 0, text)

    return draw


def test_turned_digits_are_told_and_turned_words_are_not() -> None:
    assert _read(_turned("27.30")).doubts
    assert not _read(_turned("合计")).doubts


def _picture(wide: float, rows: int) -> Reading:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(200, 800, "“三公”经费支出表")
        for row in range(rows):
            canvas.drawString(60, 400 - 14 * row, "本部门坚持厉行节约，严格控制各项开支，")
        canvas.drawImage(ImageReader(Image.new("RGB", (90, 30), "white")), 60, 600, wide, wide / 3)

    return drawn.read(draw)


def test_a_picture_below_a_title_is_told_and_a_badge_or_a_figure_in_a_report_is_not() -> None:
    assert [doubt.place for doubt in _picture(480, 2).doubts] == ["page 1"]
    assert not _picture(100, 2).doubts
    assert not _picture(480, 20).doubts
