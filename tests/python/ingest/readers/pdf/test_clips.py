"""Clip paths: what each text shows by all of its own, whoever shares them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.python.ingest.readers.pdf import drawn

Box = tuple[float, float, float, float]
PAGE: Box = (0, 0, 595, 842)
# Where the words stand: 10 points of each character, all on one height.
LEFT, RIGHT, BASE = 100.0, 300.0, 700.0


@contextmanager
def _clip(canvas: Canvas, *boxes: Box) -> Iterator[None]:
    """What is drawn within shows only what all of the boxes leave open."""
    canvas.saveState()
    for x0, y0, x1, y1 in boxes:
        path = canvas.beginPath()
        path.rect(x0, y0, x1 - x0, y1 - y0)
        canvas.clipPath(path, stroke=0)
    yield
    canvas.restoreState()


def _texts(draw: Callable[[Canvas], None]) -> str:
    return " ".join(line.text for line in drawn.read(draw).lines)


def test_many_texts_under_one_clip_are_cut_one_by_one() -> None:
    def draw(canvas: Canvas) -> None:
        with _clip(canvas, (90, 600, 250, 710)):
            for number, text in enumerate(("城乡社区支出", "住房保障支出", "农林水事务支出")):
                canvas.drawString(LEFT, BASE - 20 * number, text)
            canvas.drawString(RIGHT, BASE, "教育支出")
            canvas.drawString(LEFT, 550, "卫生健康支出")

    found = _texts(draw)
    assert all(text in found for text in ("城乡社区支出", "住房保障支出", "农林水事务支出"))
    assert "教育" not in found
    assert "卫生" not in found


OPEN, LEFT_HALF, RIGHT_HALF = PAGE, (90, 690, 250, 720), (290, 690, 450, 720)


@pytest.mark.parametrize(
    ("clips", "is_left", "is_right"),
    [
        ([OPEN], True, True),
        ([LEFT_HALF], True, False),
        ([RIGHT_HALF], False, True),
        ([OPEN, LEFT_HALF], True, False),
        ([LEFT_HALF, OPEN], True, False),
        ([OPEN, (90, 690, 450, 720), LEFT_HALF], True, False),
        ([LEFT_HALF, RIGHT_HALF], False, False),
        ([RIGHT_HALF, LEFT_HALF], False, False),
    ],
)
@pytest.mark.parametrize("is_shared", [True, False])
def test_all_clips_of_a_text_count(
    clips: Sequence[Box], is_left: bool, is_right: bool, is_shared: bool
) -> None:
    """Both words under one clip, or each under its own of the same shape."""

    def draw(canvas: Canvas) -> None:
        words = [(LEFT, "城乡社区支出"), (RIGHT, "住房保障支出")]
        for held in [words] if is_shared else [[word] for word in words]:
            with _clip(canvas, *clips):
                for x, word in held:
                    canvas.drawString(x, BASE, word)
        canvas.drawString(LEFT, 500, "合计")

    found = _texts(draw)
    assert ("城乡社区支出" in found, "住房保障支出" in found) == (is_left, is_right)


def test_a_clip_within_a_shared_one_cuts_its_own_text_only() -> None:
    def draw(canvas: Canvas) -> None:
        with _clip(canvas, (90, 400, 450, 720)):
            canvas.drawString(LEFT, BASE, "城乡社区支出")
            with _clip(canvas, (90, 690, 250, 720)):
                canvas.drawString(RIGHT, BASE, "教育支出")
            with _clip(canvas, (290, 590, 450, 620)):
                canvas.drawString(RIGHT, 600, "住房保障支出")
            canvas.drawString(RIGHT, 500, "卫生健康支出")

    found = _texts(draw)
    assert all(text in found for text in ("城乡社区支出", "住房保障支出", "卫生健康支出"))
    assert "教育" not in found


def test_of_a_clip_that_is_no_rectangle_all_points_count() -> None:
    """Its first and third points alone would leave nothing open."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.moveTo(90, 690)
        for x, y in ((90, 720), (92, 722), (300, 722), (302, 720), (302, 690)):
            path.lineTo(x, y)
        path.close()
        canvas.clipPath(path, stroke=0)
        canvas.drawString(LEFT, BASE, "城乡社区支出")
        canvas.drawString(RIGHT + 10, BASE, "教育支出")
        canvas.restoreState()

    found = _texts(draw)
    assert "城乡社区支出" in found
    assert "教育" not in found


def test_clips_of_a_form_stand_where_the_form_does() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("part")
        with _clip(canvas, (90, 190, 250, 220)):
            canvas.setFont(drawn.CHINESE, 10)
            canvas.drawString(LEFT, 200, "城乡社区支出")
            canvas.drawString(RIGHT, 200, "教育支出")
        canvas.endForm()
        for up in (0, 300):
            canvas.saveState()
            canvas.translate(0, up)
            canvas.doForm("part")
            canvas.restoreState()

    found = _texts(draw)
    assert found.count("城乡社区支出") == 2
    assert "教育" not in found
