"""PDFs, drawn by the tests themselves."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Grid, Reading, UnreadableDocument
from ingest.read import read_bytes
from ingest.readers.pdf import reader
from ingest.readers.pdf.page import Page
from ingest.readers.pdf.sheet import Sheet

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

Cells = list[list[str]]


def _draw(canvas: Canvas, top: float, rows: Cells, width: float = 90, height: float = 20) -> None:
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            canvas.rect(60 + c * width, top - (r + 1) * height, width, height)
            canvas.drawString(64 + c * width, top - (r + 1) * height + 6, text)


def _read(*pages: list[tuple[float, str | Cells]]) -> Reading:
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for page in pages:
        canvas.setFont("STSong-Light", 10)
        for top, item in page:
            if isinstance(item, str):
                canvas.drawString(60, top, item)
            else:
                _draw(canvas, top, item)
        canvas.showPage()
    canvas.save()
    return read_bytes(file.getvalue())


def test_a_ruled_table_and_the_text_around_it() -> None:
    reading = _read(
        [(800, "虚构支出表"), (780, [["科目", "合计"], ["甲", "(1.00)"], ["乙", ""]]), (600, "注")]
    )
    assert [(line.text, line.table_no, line.page_no) for line in reading.lines] == [
        ("虚构支出表", None, 1), ("科目 合计", 1, 1), ("甲 (1.00)", 1, 1), ("乙", 1, 1), ("注", None, 1),
    ]  # fmt: skip
    (table,) = reading.tables
    assert [row.cells for row in table.rows] == [("科目", "合计"), ("甲", "(1.00)"), ("乙", "")]
    assert (table.grid, table.first_line, table.last_line) == (Grid.RULES, 2, 4)


def test_a_table_over_two_pages_keeps_its_rows_and_pages() -> None:
    reading = _read(
        [(800, "题"), (780, [["科目", "合计"], ["甲", "1.00"]])],
        [(800, [["科目", "合计"], ["乙", "2.00"]])],
    )
    (table,) = reading.tables
    assert [(row.page_no, row.cells) for row in table.rows] == [
        (1, ("科目", "合计")), (1, ("甲", "1.00")), (2, ("科目", "合计")), (2, ("乙", "2.00")),
    ]  # fmt: skip
    assert reading.page_count == 2


def test_full_width_digits_are_repaired() -> None:
    reading = _read([(800, "题"), (780, [["甲", "１２．５０"], ["乙", "２"]])])
    assert [row.cells for row in reading.tables[0].rows] == [("甲", "12.50"), ("乙", "2")]


def test_text_without_rules_is_lines() -> None:
    reading = _read([(800, "甲  1.00"), (780, "乙  2.00")])
    assert reading.tables == ()
    assert [line.text for line in reading.lines] == ["甲 1.00", "乙 2.00"]


def test_an_image_only_page_is_named_as_such() -> None:
    file = BytesIO()
    canvas = Canvas(file)
    pixel = BytesIO(b"P6 1 1 255\n\xff\x00\x00")
    canvas.drawImage(ImageReader(pixel), 10, 10, 100, 100)
    canvas.save()
    with pytest.raises(UnreadableDocument) as caught:
        read_bytes(file.getvalue())
    assert caught.value.doubt.reason == "image_only"


def test_text_that_lies_unseen_below_a_scan_is_not_on_the_page() -> None:
    def page(mode: int) -> bytes:
        file = BytesIO()
        canvas = Canvas(file, pagesize=(595, 842))
        canvas.drawImage(ImageReader(BytesIO(b"P6 1 1 255\n\xff\xff\xff")), 0, 0, 595, 842)
        text = canvas.beginText(60, 700)
        text.setTextRenderMode(mode)
        text.textLine("2,593.22 recognised by the machine that scanned it")
        canvas.drawText(text)
        canvas.save()
        return file.getvalue()

    assert "2,593.22" in read_bytes(page(0)).lines[0].text
    with pytest.raises(UnreadableDocument) as caught:
        read_bytes(page(3))
    assert caught.value.doubt.reason == "image_only"


def test_an_empty_page_has_no_text() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        _read([])
    assert caught.value.doubt.reason in ("no text", "damaged PDF", "PDF without pages")


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7 " + b"x" * 500])
def test_a_damaged_file_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        read_bytes(data)


def _pages_of_text(count: int) -> bytes:
    file = BytesIO()
    canvas = Canvas(file)
    for number in range(1, count + 1):
        canvas.drawString(72, 700, f"Page {number} of the budget, with words enough to be one")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_whatever_one_page_raises_is_a_doubt_of_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out = reader._laid_out

    def breaking(sheet: Sheet, page_no: int) -> Page:
        if page_no == 2:
            raise ValueError("cannot reshape array of size 0")
        return laid_out(sheet, page_no)

    monkeypatch.setattr(reader, "_laid_out", breaking)
    reading = reader.read(_pages_of_text(3))
    assert [line.text[:6] for line in reading.lines] == ["Page 1", "Page 3"]
    (doubt,) = reading.doubts
    assert doubt.place == "page 2"
    assert doubt.reason == "reading it broke: ValueError: cannot reshape array of size 0"


def test_a_document_of_which_every_page_breaks_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaking(sheet: Sheet, page_no: int) -> Page:
        raise ValueError("no such thing")

    monkeypatch.setattr(reader, "_laid_out", breaking)
    with pytest.raises(UnreadableDocument) as told:
        reader.read(_pages_of_text(2))
    assert told.value.doubt.reason == "reading it broke: ValueError: no such thing"


def test_clips_without_a_glyph_harm_no_page() -> None:
    file = BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 700, "Words of the first page, enough to be a page")
    canvas.showPage()
    for drawn in (False, True):
        for shape in ("none", "rect", "circle"):
            clip = canvas.beginPath()
            if shape == "rect":
                clip.rect(50, 50, 200, 200)
            if shape == "circle":
                clip.circle(100, 100, 50)
            canvas.clipPath(clip, stroke=0, fill=0)
            if drawn:
                canvas.rect(60, 60, 50, 50, fill=1)
            canvas.showPage()
    canvas.save()
    reading = reader.read(file.getvalue())
    assert [line.text for line in reading.lines] == ["Words of the first page, enough to be a page"]
    assert reading.doubts == ()
