"""Which characters the glyphs of a page are, where PDFium's text says otherwise than its characters."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.read import read_bytes
from tests.python.ingest.readers.pdf import drawn


def test_a_hyphen_at_the_end_of_a_line_is_a_hyphen() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "The budget of the depart-")
        canvas.drawString(50, 686, "ment stands here")

    assert [line.text for line in drawn.read(draw).lines] == ["The budget of the depart-", "ment stands here"]


@pytest.mark.parametrize("code", ["GB-", "A-", "甲-", "项目a-", "2024-", "-"])
def test_a_hyphen_at_the_end_of_a_cell_is_not_lost(code: str) -> None:
    """PDFium takes it for the sign of a word that goes on in the next line, and gives no character for it."""

    def draw(canvas: Canvas) -> None:
        drawn.ruled(canvas, [[code, "12.00"], ["X-1", code]])

    assert drawn.cells(drawn.read(draw)) == [(code, "12.00"), ("X-1", code)]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("below this", "below this"),
        ("WTO tow truck", "WTO tow truck"),
        ("w w", "w w"),
        ("tow", "tow"),
        ("ww1w", "ww1w"),
    ],
)
def test_a_narrow_blank_parts_words(printed: str, text: str) -> None:
    """The ink of wide letters beside it may leave nothing of its gap."""
    assert drawn.read(lambda canvas: canvas.drawString(50, 700, printed)).lines[0].text == text


@pytest.mark.parametrize(
    "content",
    [
        # letters that nobody sees, with the rest of the word set over them
        "BT /F1 10 Tf 60 600 Td (Bud) Tj 3 Tr (i) Tj 0 Tr ET BT /F1 10 Tf 77.79 600 Td (get) Tj ET",
        # a blank that its own kerning takes back
        "BT /F1 10 Tf 60 600 Td [(Bud ) 278 (get)] TJ ET",
        # a raised letter
        "BT /F1 10 Tf 60 600 Td (Bu) Tj 3 Ts (dg) Tj 0 Ts (et) Tj ET",
    ],
)
def test_what_is_printed_as_one_word_is_one(content: str) -> None:
    assert read_bytes(drawn.raw_pdf(content)).lines[0].text == "Budget"
