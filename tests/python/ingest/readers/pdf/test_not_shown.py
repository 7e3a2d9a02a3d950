"""Text that stands in the file and that nobody sees: left out, counted, and never part of an amount."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.model import NotShown, Reading
from ingest.read import read_bytes
from tests.python.ingest.readers.pdf import drawn

ROWS = [["科目", "合计"], ["林业", "128.00"]]
FALSE = "999.00"
X, Y = drawn.spot(1, 1)
Draw = Callable[[Canvas], None]


def _page(more: Draw, rows: list[list[str]] = ROWS) -> Draw:
    def draw(canvas: Canvas) -> None:
        drawn.ruled(canvas, rows)
        more(canvas)

    return draw


def _left_out(reading: Reading) -> list[tuple[NotShown, int, int | None]]:
    return [(piece.reason, piece.count, piece.page_no) for piece in reading.left_out]


def _white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(X + 50, Y, FALSE)


def _hardly_grey(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.98, 0.98, 0.98)
    canvas.drawString(X + 50, Y, FALSE)


def _clear(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0, 0, 0, alpha=0))
    canvas.drawString(X + 50, Y, FALSE)


def _of_its_ground(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.1, 0.2, 0.6)
    canvas.rect(X + 45, Y - 5, 60, 18, stroke=0, fill=1)
    canvas.drawString(X + 50, Y, FALSE)


def _below_a_shape(canvas: Canvas) -> None:
    canvas.drawString(X + 50, Y, FALSE)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(X + 45, Y - 5, 60, 18, stroke=0, fill=1)


def _below_a_round_shape(canvas: Canvas) -> None:
    canvas.drawString(X + 50, Y, FALSE)
    canvas.setFillColorRGB(0.9, 0.9, 0.2)
    canvas.ellipse(X + 35, Y - 30, X + 110, Y + 40, stroke=0, fill=1)


def _below_a_picture(canvas: Canvas) -> None:
    canvas.drawString(X + 50, Y, FALSE)
    canvas.drawImage(ImageReader(Image.new("RGB", (4, 4), "white")), X + 45, Y - 5, 60, 18)


def _without_ink(canvas: Canvas) -> None:
    text = canvas.beginText(X + 50, Y)
    text.setTextRenderMode(3)
    text.textOut(FALSE)
    canvas.drawText(text)


@pytest.mark.parametrize(
    "hide",
    [
        _white, _hardly_grey, _clear, _of_its_ground, _below_a_shape, _below_a_round_shape,
        _below_a_picture, _without_ink,
    ],
)  # fmt: skip
def test_text_that_nobody_sees_is_left_out(hide: Draw) -> None:
    reading = drawn.read(_page(hide))
    assert drawn.cells(reading) == [("科目", "合计"), ("林业", "128.00")]
    assert _left_out(reading) == [(NotShown.INVISIBLE, 1, 1)]
    assert not reading.doubts


def test_an_amount_covered_and_printed_anew_is_read() -> None:
    """PDFium gives text that is drawn twice at one place once: the copy below, which nobody sees."""

    def cover(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(X + 8, Y - 5, 60, 18, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(X, Y, "128.00")

    reading = drawn.read(_page(cover))
    assert drawn.cells(reading)[1] == ("林业", "128.00")
    assert not reading.doubts


def test_white_text_on_a_dark_ground_is_shown() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.1, 0.2, 0.6)
        canvas.rect(drawn.LEFT, drawn.TOP - drawn.HEIGHT, 2 * drawn.WIDTH, drawn.HEIGHT, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        drawn.ruled(canvas, ROWS[:1])
        canvas.setFillColorRGB(0, 0, 0)
        drawn.ruled(canvas, ROWS[1:], drawn.TOP - drawn.HEIGHT)

    reading = drawn.read(draw)
    assert drawn.cells(reading) == [("科目", "合计"), ("林业", "128.00")]
    assert not reading.left_out


def test_white_text_on_a_dark_picture_is_shown() -> None:
    def draw(canvas: Canvas) -> None:
        dark = ImageReader(Image.new("RGB", (4, 4), (20, 40, 120)))
        canvas.drawImage(dark, drawn.LEFT, drawn.TOP - drawn.HEIGHT, 2 * drawn.WIDTH, drawn.HEIGHT)
        canvas.setFillColorRGB(1, 1, 1)
        drawn.ruled(canvas, ROWS[:1])
        canvas.setFillColorRGB(0, 0, 0)
        drawn.ruled(canvas, ROWS[1:], drawn.TOP - drawn.HEIGHT)

    reading = drawn.read(draw)
    assert drawn.cells(reading) == [("科目", "合计"), ("林业", "128.00")]
    assert not reading.left_out


def _half_clear_shape(canvas: Canvas) -> None:
    canvas.setFillColor(Color(1, 0.9, 0, alpha=0.4))
    canvas.rect(X - 4, Y - 5, 60, 18, stroke=0, fill=1)


def _triangle_beside(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.moveTo(X - 4, Y + 60)
    path.lineTo(X + 60, Y + 60)
    path.lineTo(X + 60, Y - 5)
    path.close()
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(drawn.spot(0, 1)[0], drawn.spot(0, 1)[1], "合计")


def _clear_picture(canvas: Canvas) -> None:
    ring = Image.new("RGBA", (80, 80), (255, 0, 0, 0))
    canvas.drawImage(ImageReader(ring), X - 10, Y - 20, 80, 50, mask="auto")


@pytest.mark.parametrize("cover", [_half_clear_shape, _clear_picture])
def test_text_that_shows_through_is_read(cover: Draw) -> None:
    reading = drawn.read(_page(cover))
    assert drawn.cells(reading) == [("科目", "合计"), ("林业", "128.00")]
    assert not reading.left_out


def test_a_shape_that_does_not_reach_over_the_text_hides_nothing() -> None:
    """Its box does; the shape itself ends beside the amount."""
    reading = drawn.read(_page(_triangle_beside))
    assert drawn.cells(reading)[1] == ("林业", "128.00")


@pytest.mark.parametrize("shade", [(0.6, 0.6, 0.6), (0.85, 0.85, 0.85), (1, 1, 0.6), (0.8, 0, 0)])
def test_pale_and_coloured_text_is_read(shade: tuple[float, float, float]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(*shade)
        drawn.ruled(canvas, [["", "128.00"]], drawn.TOP - drawn.HEIGHT)

    reading = drawn.read(_page(draw, [["科目", "合计"], ["林业", ""]]))
    assert drawn.cells(reading) == [("科目", "合计"), ("林业", "128.00")]
    assert not reading.left_out


def test_a_number_of_which_a_digit_is_covered_is_none() -> None:
    """12█.00 is neither 12.00 nor 128.00: the place is kept, and the page is told."""

    def cover(canvas: Canvas) -> None:
        start = canvas.stringWidth("12", drawn.CHINESE, 10)
        canvas.setFillColorRGB(0.2, 0.2, 0.2)
        canvas.rect(X + start, Y - 5, canvas.stringWidth("8", drawn.CHINESE, 10), 18, stroke=0, fill=1)

    reading = drawn.read(_page(cover))
    assert drawn.cells(reading)[1] == ("林业", "12�.00")
    assert [doubt.place for doubt in reading.doubts] == ["page 1"]
    assert "covered" in reading.doubts[0].reason


LAYERS = "/OCProperties<</OCGs[10 0 R 11 0 R]/D<</OFF[10 0 R]/Order[10 0 R 11 0 R]>>>>"
GROUPS = {10: b"<</Type/OCG/Name(off)>>", 11: b"<</Type/OCG/Name(on)>>"}
TABLE = [["Code", "Sum"], ["213", "128.00"]]


@pytest.mark.parametrize(("layer", "cell"), [("Off", "128.00"), ("On", "128.00 999.00")])
def test_text_on_a_layer_is_shown_when_the_layer_is(layer: str, cell: str) -> None:
    content = drawn.ruled_content(TABLE)
    content += f"\n/OC /{layer} BDC BT /F1 10 Tf {X + 50} {Y} Td ({FALSE}) Tj ET EMC"
    reading = read_bytes(
        drawn.raw_pdf(content, "/Properties<</Off 10 0 R/On 11 0 R>>", GROUPS, catalog=LAYERS)
    )
    assert drawn.cells(reading)[1] == ("213", cell)
    assert _left_out(reading) == ([(NotShown.HIDDEN, 1, 1)] if layer == "Off" else [])


@pytest.mark.parametrize(("layer", "cell"), [(10, "128.00"), (11, "128.00 999.00")])
def test_a_form_on_a_layer_is_shown_when_the_layer_is(layer: int, cell: str) -> None:
    content = drawn.ruled_content(TABLE) + "\n/X1 Do"
    form = drawn.stream(
        f"BT /F1 10 Tf {X + 50} {Y} Td ({FALSE}) Tj ET".encode(),
        f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/OC {layer} 0 R/Resources<</Font<</F1 5 0 R>>>>",
    )
    data = drawn.raw_pdf(content, "/XObject<</X1 12 0 R>>", {**GROUPS, 12: form}, catalog=LAYERS)
    reading = read_bytes(data)
    assert drawn.cells(reading)[1] == ("213", cell)
    assert bool(reading.left_out) == (layer == 10)


def test_text_marked_otherwise_is_on_no_layer() -> None:
    """Tagged files mark all their text."""
    content = "/P <</MCID 0>> BDC\n" + drawn.ruled_content(TABLE) + "\nEMC"
    reading = read_bytes(drawn.raw_pdf(content))
    assert drawn.cells(reading)[1] == ("213", "128.00")
    assert not reading.left_out
