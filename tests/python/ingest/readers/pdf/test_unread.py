"""Glyphs whose font does not say which characters they are: told, and never a shorter number."""

from __future__ import annotations

import re

import pytest
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Reading
from ingest.read import read_bytes
from tests.python.ingest.readers.pdf import drawn

LOST = "�"
ROWS = [["Code", "Sum"], ["2130205", ""]]


def _by_own_font(text: str, name: str) -> bytes:
    """A table with one amount in an embedded font, subset by reportlab."""
    pdfmetrics.registerFont(ttfonts.TTFont(name, str(drawn.VERA), asciiReadable=False))

    def draw(canvas: Canvas) -> None:
        drawn.ruled(canvas, ROWS)
        canvas.setFont(name, 10)
        canvas.drawString(*drawn.spot(1, 1), text)

    return drawn.canvas_pdf(draw)


def _told(reading: Reading) -> list[tuple[str, str]]:
    return [(doubt.reason.split()[0], doubt.place) for doubt in reading.doubts]


def test_a_font_without_its_characters() -> None:
    data = _by_own_font("128.00", "vera-plain")
    data = re.sub(rb"/ToUnicode \d+ 0 R", lambda found: b" " * len(found[0]), data)
    reading = read_bytes(data)
    assert drawn.cells(reading)[1] == ("2130205", LOST * 6)
    assert _told(reading) == [("6", "page 1")]
    assert reading.doubts[0].remedy


@pytest.mark.parametrize("lost", ["FFFD", "E001", "F031", "0000"])
def test_a_digit_that_stands_for_no_character_keeps_its_place(
    lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A map that gives one digit as unknown or as a private character: 12?.00, not 12.00."""
    made = ttfonts.makeToUnicodeCMap

    def broken(name: str, subset: list[int]) -> str:
        return str(made(name, subset)).replace("0038", lost)  # the digit 8

    monkeypatch.setattr(ttfonts, "makeToUnicodeCMap", broken)
    reading = read_bytes(_by_own_font("128.00", f"vera-{lost}"))
    assert drawn.cells(reading)[1] == ("2130205", f"12{LOST}.00")
    assert _told(reading) == [("1", "page 1")]


def _composite(shown: str) -> bytes:
    """A table with one amount in a font of two-byte codes that has no map at all."""
    content = drawn.ruled_content(ROWS) + "\nBT /F2 10 Tf {} {} Td <{}> Tj ET".format(
        *drawn.spot(1, 1), shown
    )
    font = drawn.VERA.read_bytes()
    objects = {
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        10: b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Vera/Encoding/Identity-H/DescendantFonts[11 0 R]>>",
        11: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Vera/CIDToGIDMap/Identity/DW 636"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 12 0 R>>",
        12: b"<</Type/FontDescriptor/FontName/AAAAAA+Vera/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0"
        b"/Ascent 900/Descent -200/CapHeight 700/StemV 80/FontFile2 13 0 R>>",
        13: drawn.stream(font, f"/Length1 {len(font)}"),
    }
    data = drawn.raw_pdf(content, objects=objects)
    return data.replace(b"/Font<</F1 5 0 R>>", b"/Font<</F1 5 0 R/F2 10 0 R>>")


def _glyphs(text: str) -> str:
    face = ttfonts.TTFont("vera-glyphs", str(drawn.VERA)).face
    return "".join(f"{face.charToGlyph[ord(character)]:04x}" for character in text)


def test_a_font_of_two_byte_codes_without_its_characters() -> None:
    reading = read_bytes(_composite(_glyphs("128.00")))
    assert drawn.cells(reading)[1] == ("2130205", LOST * 6)
    assert _told(reading) == [("6", "page 1")]


def test_a_blank_without_a_character_is_no_loss() -> None:
    """The blank between two parts leaves no ink: only what can be seen is missed."""
    reading = read_bytes(_composite(_glyphs("12 80")))
    assert _told(reading) == [("4", "page 1")]
    reading = read_bytes(_composite(_glyphs(" ")))
    assert not reading.doubts
    assert drawn.cells(reading)[1] == ("2130205", "")


def test_drawn_glyphs_with_names_of_their_own() -> None:
    """Fonts that are drawings (type 3) name their glyphs as they like."""
    x, y = drawn.spot(1, 1)
    content = drawn.ruled_content(ROWS) + f"\nBT /F2 10 Tf {x} {y} Td (abc) Tj ET"
    glyph = drawn.stream(b"600 0 0 0 500 700 d1 0 0 500 700 re f")
    objects = {
        10: b"<</Type/Font/Subtype/Type3/FontBBox[0 0 600 700]/FontMatrix[.001 0 0 .001 0 0]"
        b"/CharProcs<</g1 11 0 R/g2 11 0 R/g3 11 0 R>>"
        b"/Encoding<</Type/Encoding/Differences[97/g1/g2/g3]>>"
        b"/FirstChar 97/LastChar 99/Widths[600 600 600]/Resources<<>>>>",
        11: glyph,
    }
    data = drawn.raw_pdf(content, objects=objects)
    data = data.replace(b"/Font<</F1 5 0 R>>", b"/Font<</F1 5 0 R/F2 10 0 R>>")
    reading = read_bytes(data)
    assert drawn.cells(reading)[1] == ("2130205", LOST * 3)
    assert _told(reading) == [("3", "page 1")]


@pytest.mark.parametrize(("text", "lost"), [("8 Overview", 0), ("8 2024", 1), ("x 8 y", 1)])
def test_a_bullet_before_words_is_no_loss(text: str, lost: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are printed with bullets out of fonts of signs; within words or before figures it counts."""
    made = ttfonts.makeToUnicodeCMap
    monkeypatch.setattr(
        ttfonts, "makeToUnicodeCMap", lambda name, subset: str(made(name, subset)).replace("0038", "F0B7")
    )
    name = f"vera-bullet-{text}"
    pdfmetrics.registerFont(ttfonts.TTFont(name, str(drawn.VERA), asciiReadable=False))

    def draw(canvas: Canvas) -> None:
        canvas.setFont(name, 10)
        canvas.drawString(drawn.LEFT, drawn.TOP, text)

    reading = read_bytes(drawn.canvas_pdf(draw))
    assert sum(int(doubt.reason.split()[0]) for doubt in reading.doubts) == lost


def test_a_font_that_names_its_glyphs_loses_nothing() -> None:
    """Without a map, but with the usual encoding of Latin letters; and the map that reportlab writes."""
    reading = read_bytes(drawn.raw_pdf(drawn.ruled_content([["Code", "Sum"], ["2130205", "128.00"]])))
    assert drawn.cells(reading)[1] == ("2130205", "128.00")
    assert not reading.doubts
    reading = read_bytes(_by_own_font("128.00", "vera-whole"))
    assert drawn.cells(reading)[1] == ("2130205", "128.00")
    assert not reading.doubts


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("9.86 2.25 7.61 7.61", True),
        ("-9.86  2.25  7.61", True),
        ("9.86 2.25", False),
        ("收入 9.86 2.25 7.61", False),
        ("2024 12 31", False),
    ],
)
def test_a_row_of_figures_outside_any_table_is_told(text: str, is_told: bool) -> None:
    """A table of one row without rules was running text once, and its amounts were gone."""
    reading = drawn.read(lambda canvas: canvas.drawString(60, 700, text))
    reasons = [doubt.reason for doubt in reading.doubts]
    assert ("figures side by side outside any table" in reasons) == is_told


def test_a_code_without_ink_that_is_no_blank_is_told() -> None:
    """Two bytes such as 4E00 look like a Chinese character; the font says of none of them what it is."""
    content = drawn.ruled_content(ROWS) + "\nBT /F2 10 Tf {} {} Td <4E004E2D> Tj ET".format(*drawn.spot(1, 1))
    objects = {
        10: b"<</Type/Font/Subtype/Type0/BaseFont/NoFont/Encoding/Identity-H/DescendantFonts[11 0 R]>>",
        11: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/NoFont"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
    }
    data = drawn.raw_pdf(content, objects=objects)
    reading = read_bytes(data.replace(b"/Font<</F1 5 0 R>>", b"/Font<</F1 5 0 R/F2 10 0 R>>"))
    assert drawn.cells(reading)[1] == ("2130205", LOST * 2)
    assert _told(reading) == [("2", "page 1")]


@pytest.mark.parametrize(
    ("units", "text"),
    [
        ("D840DC00", "A\U00020000\U00020000A"),
        ("D85CDF4C", "A\U0002734c\U0002734cA"),
        ("D840", f"A{LOST}{LOST}A"),
        ("DC00", f"A{LOST}{LOST}A"),
    ],
)
def test_characters_beyond_16_bits_are_whole_or_told(units: str, text: str) -> None:
    """PDFium gives them in two halves; names of places and people have them."""
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def"
        " 1 begincodespacerange <00> <FF> endcodespacerange"
        f" 2 beginbfchar <41> <0041> <47> <{units}> endbfchar endcmap end end"
    )
    font = (
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R"
        b"/FirstChar 65/LastChar 71/Widths[667 667 667 667 667 667 778]>>"
    )
    content = drawn.ruled_content([["Code", "Sum"], ["2130205", "AGGA"]])
    reading = read_bytes(drawn.raw_pdf(content, objects={5: font, 6: drawn.stream(cmap.encode())}))
    assert drawn.cells(reading)[1][1] == text
    assert bool(reading.doubts) == (LOST in text)
