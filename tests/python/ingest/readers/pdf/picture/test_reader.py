"""Pages that are pictures: named without the extra, recognised where it is installed."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.model import Grid, Reading, UnreadableDocument
from ingest.readers.pdf import reader as pdf
from ingest.readers.pdf.picture import recogniser
from tests.fixtures import PDF

AMOUNT = re.compile(r"\d{1,3}(,\d{3})*\.\d\d")
needs_ocr = pytest.mark.skipif(not recogniser.is_readable(), reason="gongkai[ocr] is not installed")


def test_without_the_extra_a_picture_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "is_readable", lambda: False)
    reading = pdf.read((PDF / "18_one_image_page.pdf").read_bytes())
    (doubt,) = reading.doubts
    assert (doubt.reason, doubt.place) == ("image_only", "page 2")
    assert "gongkai[ocr]" in doubt.remedy
    with pytest.raises(UnreadableDocument) as caught:
        pdf.read((PDF / "18_image_only.pdf").read_bytes())
    assert caught.value.doubt.reason == "image_only"
    assert "gongkai[ocr]" in caught.value.doubt.remedy


def _as_pdf(image: Image.Image, dots_per_inch: float) -> bytes:
    file = io.BytesIO()
    image.convert("RGB").save(file, "PDF", resolution=dots_per_inch)
    return file.getvalue()


def _scanned(name: str, dots_per_inch: int = 200, skew: float = 0.0, noise: float = 0.0) -> bytes:
    """Every page of a fixture as a picture: turned clockwise by `skew` degrees, with grey paper and noise."""
    chance = np.random.default_rng(0)
    whole = pypdfium2.PdfDocument.new()
    with pypdfium2.PdfDocument((PDF / f"{name}.pdf").read_bytes()) as source:
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
    expected: dict[str, Any] = json.loads((PDF / f"{name}.json").read_text(encoding="utf-8"))
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
    reading = pdf.read((PDF / "18_one_image_page.pdf").read_bytes())
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
