"""Pages that are pictures: rules and lines on drawn arrays; recognition where the extra is installed."""

from __future__ import annotations

import io
import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.model import Grid, Reading, UnreadableDocument
from ingest.readers.pdf import reader as pdf
from ingest.readers.pdf import ruled
from ingest.readers.pdf.picture import recogniser
from ingest.readers.pdf.picture.raster import DOTS_PER_POINT as DOTS
from ingest.readers.pdf.picture.raster import Picture, Window
from ingest.readers.pdf.picture.ruling import ruling
from ingest.readers.pdf.picture.shades import grey, ink, light
from ingest.readers.pdf.picture.straightening import skew
from ingest.readers.pdf.picture.textlines import text_lines

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "pdf"
AMOUNT = re.compile(r"\d{1,3}(,\d{3})*\.\d\d")

needs_ocr = pytest.mark.skipif(not recogniser.is_readable(), reason="gongkai[ocr] is not installed")


def _paper(width: float = 400, height: float = 300, shade: int = 255) -> Picture:
    return np.full((round(height * DOTS), round(width * DOTS)), shade, np.uint8)


def _draw(paper: Picture, x0: float, y0: float, x1: float, y1: float, shade: int = 0) -> None:
    """A filled box, in points, at least two pixels in each direction."""
    left, top = round(x0 * DOTS), round(y0 * DOTS)
    paper[top : max(round(y1 * DOTS), top + 2), left : max(round(x1 * DOTS), left + 2)] = shade


def _across(paper: Picture, y: float, x0: float, x1: float) -> None:
    _draw(paper, x0, y, x1, y)


def _down(paper: Picture, x: float, y0: float, y1: float) -> None:
    _draw(paper, x, y0, x, y1)


def _cells(paper: Picture) -> list[list[tuple[float, ...]]]:
    """Boxes of the cells of every table found, to half a point."""
    rules = ruling(ink(paper))
    return [
        [tuple(round(place - 0.3) for place in grid.box_of(cell)) for cell in grid.cells]
        for grid in ruled.grids(rules.across, rules.down)
    ]


def _table(paper: Picture) -> None:
    """Two rows and three columns, the upper right cell over two of them."""
    for y in (50, 80, 100):
        _across(paper, y, 40, 340)
    for x in (40, 140, 340):
        _down(paper, x, 50, 100)
    _down(paper, 240, 80, 100)


TABLE = [(40, 50, 140, 80), (140, 50, 340, 80), (40, 80, 140, 100), (140, 80, 240, 100), (240, 80, 340, 100)]


def test_rules_of_a_drawn_table_give_its_cells() -> None:
    paper = _paper()
    _table(paper)
    assert _cells(paper) == [TABLE]


def test_noise_uneven_light_and_small_gaps_do_not_hide_rules() -> None:
    paper = _paper()
    _table(paper)
    chance = np.random.default_rng(0)
    gaps = chance.random(paper.shape) < 0.03
    paper[gaps] = 255
    lit = np.linspace(0.6, 1.0, paper.shape[1])
    noisy = paper * lit + chance.normal(0, 6, paper.shape)
    assert _cells(np.clip(noisy, 0, 255).astype(np.uint8)) == [TABLE]


def test_an_outer_rule_too_faint_to_see_is_where_the_vertical_ones_end() -> None:
    paper = _paper()
    _across(paper, 100, 40, 340)
    for x in (40, 140, 340):
        _down(paper, x, 50, 150)
    assert _cells(paper) == [
        [(40, 50, 140, 100), (140, 50, 340, 100), (40, 100, 140, 150), (140, 100, 340, 150)]
    ]


def test_a_cell_over_two_rows_between_split_ones_stays_whole() -> None:
    paper = _paper()
    for y in (50, 100):
        _across(paper, y, 40, 340)
    for x in (40, 140, 240, 340):
        _down(paper, x, 50, 100)
    for left in (40, 240):
        _across(paper, 75, left, left + 100)
        _down(paper, left + 50, 75, 100)
    (cells,) = _cells(paper)
    assert (140, 50, 240, 100) in cells
    assert len(cells) == 7


def test_a_table_of_one_low_row_is_found() -> None:
    paper = _paper()
    for y in (50, 65):
        _across(paper, y, 40, 340)
    for x in (40, 140, 340):
        _down(paper, x, 50, 65)
    assert _cells(paper) == [[(40, 50, 140, 65), (140, 50, 340, 65)]]


def test_shaded_cells_keep_their_rules() -> None:
    paper = _paper()
    _draw(paper, 40, 50, 340, 80, 215)
    _table(paper)
    assert _cells(paper) == [TABLE]


def test_strokes_of_text_are_no_rules() -> None:
    paper = _paper()
    _table(paper)
    for x in range(50, 130, 11):
        _across(paper, 90, x, x + 10)  # a row of 一
    _down(paper, 190, 84, 95)  # the stroke of a 中
    _across(paper, 180, 40, 200)  # an underline
    assert _cells(paper) == [TABLE]


def test_an_arc_of_a_stamp_is_no_rule() -> None:
    paper = _paper()
    _table(paper)
    image = Image.fromarray(paper)
    box = [side * DOTS for side in (170, 20, 270, 120)]
    ImageDraw.Draw(image).ellipse(box, outline=60, width=round(3.5 * DOTS))
    assert _cells(np.asarray(image)) == [TABLE]


def test_the_pixels_of_rules_are_told_from_those_of_text() -> None:
    paper = _paper()
    _table(paper)
    _draw(paper, 60, 86, 90, 94)
    dark = ink(paper)
    text = dark & ~ruling(dark).drawn
    expected = np.zeros_like(text)
    expected[round(86 * DOTS) : round(94 * DOTS), round(60 * DOTS) : round(90 * DOTS)] = True
    assert np.array_equal(text, dark & expected)
    assert text.any()


@pytest.mark.parametrize("degrees", [-2.0, -1.0, -0.3, 0.15, 1.0, 2.0])
def test_skew_is_found_to_a_fiftieth_of_a_degree(degrees: float) -> None:
    dark = np.zeros((1500, 1200), bool)
    x = np.arange(50, 1150)
    for y in range(200, 1300, 60):
        rows = np.rint(y + (x - 600) * math.tan(math.radians(degrees))).astype(int)
        dark[rows, x] = dark[rows + 1, x] = True
    assert skew(dark) == pytest.approx(degrees, abs=0.02)


def test_what_is_straight_or_empty_is_not_turned() -> None:
    paper = _paper()
    assert skew(ink(paper)) == 0.0
    _table(paper)
    assert skew(ink(paper)) == 0.0


def test_single_specks_are_no_ink() -> None:
    paper = _paper()
    paper[100, 100] = 0
    paper[200:202, 200] = 0
    assert not ink(paper).any()


def test_a_stamp_fades_and_black_text_under_it_stays() -> None:
    page = np.full((200, 200, 3), 255, np.uint8)
    page[40:160, 40:160] = (40, 30, 215)  # blue, green, red
    page[90:100, 20:180] = (10, 5, 60)
    dark = ink(grey(page))
    assert dark[90:100, 20:180].all()
    assert not dark[:88].any() and not dark[102:].any()
    assert ink(light(page))[41, 41]


def _lines(*boxes: tuple[int, int, int, int]) -> list[Window]:
    """Lines of text found among filled boxes of pixels, where lines are usually 30 pixels high."""
    dark = np.zeros((200, 400), bool)
    for left, top, right, bottom in boxes:
        dark[top:bottom, left:right] = True
    return text_lines(dark, 30.0)


def test_strokes_of_one_character_are_one_line() -> None:
    assert _lines((20, 20, 50, 24), (16, 40, 54, 44)) == [(16, 20, 54, 44)]


def test_lines_are_told_apart_by_the_gap_between_them() -> None:
    assert _lines((20, 20, 120, 50), (20, 58, 80, 88)) == [(20, 20, 120, 50), (20, 58, 80, 88)]


def test_lines_that_touch_are_parted_where_there_is_least_ink() -> None:
    found = _lines((20, 20, 120, 49), (20, 52, 120, 80), (60, 49, 62, 52))
    assert [(top, bottom) for _, top, _, bottom in found] == [(20, 49), (49, 80)]


def test_specks_are_no_line_and_end_none() -> None:
    assert _lines((20, 20, 120, 50), (300, 30, 303, 33), (200, 150, 203, 153)) == [(20, 20, 120, 50)]


def test_the_decimal_point_at_the_end_of_a_line_is_no_speck() -> None:
    assert _lines((20, 20, 120, 50), (124, 46, 127, 49)) == [(20, 20, 127, 50)]


# --- without the extra ----------------------------------------------------------------------------


def test_without_the_extra_a_picture_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "is_readable", lambda: False)
    reading = pdf.read((FOLDER / "18_one_image_page.pdf").read_bytes())
    (doubt,) = reading.doubts
    assert (doubt.reason, doubt.place) == ("image_only", "page 2")
    assert "gongkai[ocr]" in doubt.remedy
    with pytest.raises(UnreadableDocument) as caught:
        pdf.read((FOLDER / "18_image_only.pdf").read_bytes())
    assert caught.value.doubt.reason == "image_only"
    assert "gongkai[ocr]" in caught.value.doubt.remedy


# --- with the extra -------------------------------------------------------------------------------


def _as_pdf(image: Image.Image, dots_per_inch: float) -> bytes:
    file = io.BytesIO()
    image.convert("RGB").save(file, "PDF", resolution=dots_per_inch)
    return file.getvalue()


def _scanned(name: str, dots_per_inch: int = 200, skew: float = 0.0, noise: float = 0.0) -> bytes:
    """Every page of a fixture as a picture: turned clockwise by `skew` degrees, with grey paper and noise."""
    chance = np.random.default_rng(0)
    whole = pypdfium2.PdfDocument.new()
    with pypdfium2.PdfDocument((FOLDER / f"{name}.pdf").read_bytes()) as source:
        for page in source:
            image = page.render(scale=dots_per_inch / 72).to_pil().convert("L")
            image = image.rotate(-skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
            shades = np.asarray(image, np.float64)
            if noise:
                shades = shades * 0.88 + 20 + chance.normal(0, noise, shades.shape)
            made = Image.fromarray(np.clip(shades, 0, 255).astype(np.uint8))
            whole.import_pages(pypdfium2.PdfDocument(_as_pdf(made, dots_per_inch)))
    file = io.BytesIO()
    whole.save(file)
    return file.getvalue()


def _expected(name: str) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return expected


def _texts(reading: Reading) -> list[list[str]]:
    return [[re.sub(r"\s", "", cell) for cell in row.cells] for table in reading.tables for row in table.rows]


@needs_ocr
@pytest.mark.parametrize(
    ("dots_per_inch", "skew", "noise"), [(200, 0.0, 0.0), (150, 1.0, 5.0), (200, -2.0, 5.0)]
)
def test_a_scanned_table_reads_as_it_was_printed(dots_per_inch: int, skew: float, noise: float) -> None:
    name = "05_clipped_libreoffice"  # the one with fonts of its own: it looks the same everywhere
    reading = pdf.read(_scanned(name, dots_per_inch, skew, noise))
    rows = [row for table in _expected(name)["tables"] for row in table["rows"]]
    found = _texts(reading)
    wanted = [[re.sub(r"\s", "", cell) for cell in row["cells"]] for row in rows]
    assert [len(row) for row in found] == [len(row) for row in wanted]
    pairs = [pair for row in zip(found, wanted, strict=True) for pair in zip(*row, strict=True)]
    amounts = [(cell, expected) for cell, expected in pairs if AMOUNT.fullmatch(expected)]
    assert len(amounts) > 50
    assert [cell for cell, _ in amounts] == [expected for _, expected in amounts]
    right = sum(cell == expected for cell, expected in pairs)
    assert right >= 0.97 * len(pairs)
    assert {table.grid for table in reading.tables} == {Grid.PICTURE}
    assert reading.doubts == ()


@needs_ocr
def test_a_page_of_text_and_a_picture_of_a_page_are_both_read() -> None:
    reading = pdf.read((FOLDER / "18_one_image_page.pdf").read_bytes())
    assert [table.grid for table in reading.tables] == [Grid.RULES, Grid.PICTURE]
    rows = [(row.page_no, row.cells) for row in reading.tables[1].rows]
    assert rows == [(2, ("2010301", "1,234.00")), (2, ("2010302", "98.60")), (2, ("2010350", "1,332.60"))]
    assert reading.doubts == ()
    # the picture stands at 60 pt from the left, 475 pt wide for 600 pixels; its frame is at 20 to 580
    x0, x1 = (60 + pixel * 475 / 600 for pixel in (20, 580))
    boxes = [box for row in reading.tables[1].rows for box in row.boxes if box]
    assert min(box[0] for box in boxes) == pytest.approx(x0, abs=1.5)
    assert max(box[2] for box in boxes) == pytest.approx(x1, abs=1.5)


def _sample(width: int = 1240, height: int = 800) -> Image.Image:
    """A line of text and a table of three columns, of digits and Latin letters in Pillow's own font."""
    image = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(30)
    pen.text((100, 60), "Budget of the year 2024", fill=0, font=font)
    for r, row in enumerate(SAMPLE):
        for c, text in enumerate(row):
            left, top = 100 + c * 340, 150 + r * 80
            pen.rectangle((left, top, left + 340, top + 80), outline=0, width=3)
            pen.text((left + 30, top + 24), text, fill=0, font=font)
    return image


SAMPLE = [
    ("code", "total", "basic"),
    ("2010301", "1,234.00", "1,135.40"),
    ("2010302", "98.60", ""),
    ("2010350", "7,332.65", "6,400.05"),
    ("2080505", "45,678.91", "12,300.00"),
]


@needs_ocr
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_page_scanned_on_its_side_or_upside_down_is_set_upright(quarters: int) -> None:
    turned = Image.fromarray(np.ascontiguousarray(np.rot90(np.asarray(_sample()), quarters)))
    data = _as_pdf(turned, 150)
    (page,) = pdf.read_pages(data, 0, 1)
    assert (page.width, page.height) == pytest.approx((1240 * 72 / 150, 800 * 72 / 150), abs=1)
    assert _texts(pdf.read(data)) == [list(row) for row in SAMPLE]
    assert [re.sub(r"\s", "", line.text) for line in page.lines] == ["Budgetoftheyear2024"]
    assert page.lines[0].box == pytest.approx((48, 32, 203, 46), abs=3)


@needs_ocr
def test_a_page_as_large_as_its_pixels_is_read_with_boxes_of_that_size() -> None:
    image = _sample().resize((2480, 1600))
    (page,) = pdf.read_pages(_as_pdf(image, 72), 0, 1)
    assert (page.width, page.height) == (2480, 1600)
    (table,) = page.tables
    assert table.box == pytest.approx((200, 300, 2240, 1100), abs=8)
    assert [cell.text for cell in table.cells] == [text for row in SAMPLE for text in row]


@needs_ocr
def test_a_red_stamp_over_a_table_changes_no_amount() -> None:
    page = np.repeat(np.asarray(_sample())[:, :, None], 3, axis=2).astype(np.float64)
    stamp = Image.new("RGB", (page.shape[1], page.shape[0]), "white")
    pen = ImageDraw.Draw(stamp)
    pen.ellipse((450, 200, 800, 550), outline=(215, 30, 40), width=12)
    pen.text((520, 330), "SEAL 8", fill=(215, 30, 40), font=ImageFont.load_default(60))
    page *= np.asarray(stamp) / 255
    assert _texts(pdf.read(_as_pdf(Image.fromarray(page.astype(np.uint8)), 150))) == [
        list(row) for row in SAMPLE
    ]


@needs_ocr
def test_a_table_printed_in_colour_is_read() -> None:
    shades = np.asarray(_sample(), np.float64)[:, :, None] / 255
    page = (255 - (1 - shades) * (255 - np.array([200, 20, 30]))).astype(np.uint8)
    assert _texts(pdf.read(_as_pdf(Image.fromarray(page), 150))) == [list(row) for row in SAMPLE]


@needs_ocr
def test_a_blank_scan_is_no_doubt_and_a_picture_without_text_is_one() -> None:
    blank = _as_pdf(Image.new("L", (1240, 1754), 250), 150)
    (page,) = pdf.read_pages(blank, 0, 1)
    assert (page.is_picture, page.lines, page.tables, page.doubts) == (True, (), (), ())
    photo = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(photo).ellipse((300, 500, 900, 1100), fill=90)
    (page,) = pdf.read_pages(_as_pdf(photo, 150), 0, 1)
    assert [doubt.reason for doubt in page.doubts] == ["image_only"]
    with pytest.raises(UnreadableDocument) as caught:
        pdf.read(blank)
    assert caught.value.doubt.reason == "image_only"
