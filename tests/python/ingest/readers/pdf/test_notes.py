"""Notes over a page: what they strike or cover is left out, what they say without a picture is told."""

from __future__ import annotations

import pytest

from ingest.model import NotShown, Reading
from ingest.read import read_bytes
from tests.python.ingest.readers.pdf import drawn

X, Y = drawn.spot(1, 1)
ROWS = [["Item", "Sum"], ["Trees", "128.00"]]


def _read(entries: str, look: str = "", rows: list[list[str]] = ROWS) -> Reading:
    box = f"[{X - 2} {Y - 3} {X + 50} {Y + 10}]"
    objects = {10: f"<</Type/Annot/Rect{box}{entries}{'/AP<</N 11 0 R>>' if look else ''}>>".encode()}
    if look:
        form = "/Type/XObject/Subtype/Form/BBox[0 0 52 13]/Resources<</Font<</F1 5 0 R>>>>"
        objects[11] = drawn.stream(look.encode(), form)
    return read_bytes(drawn.raw_pdf(drawn.ruled_content(rows), "", objects, page="/Annots[10 0 R]"))


QUADS = f"/QuadPoints[{X - 2} {Y + 10} {X + 50} {Y + 10} {X - 2} {Y - 3} {X + 50} {Y - 3}]"


@pytest.mark.parametrize("look", ["", "1 0 0 RG 1 w 0 6.5 m 34 6.5 l S"])
def test_what_a_note_strikes_out_is_left_out(look: str) -> None:
    reading = _read(f"/Subtype/StrikeOut/F 4/C[1 0 0]{QUADS}", look)
    assert drawn.cells(reading)[1] == ("Trees", "")
    assert [piece.reason for piece in reading.left_out] == [NotShown.STRUCK_OUT]


@pytest.mark.parametrize("kind", ["Underline", "Highlight"])
def test_what_a_note_underlines_or_highlights_is_read(kind: str) -> None:
    reading = _read(f"/Subtype/{kind}/F 4/C[1 1 0]{QUADS}")
    assert drawn.cells(reading)[1] == ("Trees", "128.00")
    assert not reading.left_out and not reading.doubts


def test_a_hidden_note_strikes_nothing() -> None:
    assert drawn.cells(_read(f"/Subtype/StrikeOut/F 2/C[1 0 0]{QUADS}"))[1] == ("Trees", "128.00")


def test_a_white_square_hides_what_lies_below() -> None:
    reading = _read("/Subtype/Square/F 4/IC[1 1 1]", "1 1 1 rg 0 0 52 13 re f")
    assert drawn.cells(reading)[1] == ("Trees", "")
    assert [piece.reason for piece in reading.left_out] == [NotShown.INVISIBLE]


def test_an_empty_frame_around_an_amount_hides_nothing() -> None:
    reading = _read("/Subtype/Square/F 4/C[1 0 0]", "1 0 0 RG 0.5 0.5 51 12 re S")
    assert "128.00" in {cell for row in drawn.cells(reading) for cell in row}


@pytest.mark.parametrize("said", ["/Subtype/Widget/FT/Tx/T(f)/V(36.00)", "/Subtype/FreeText/Contents(36.00)"])
def test_a_field_or_note_without_a_picture_is_told_unless_hidden(said: str) -> None:
    blank = [["Item", "Sum"], ["Trees", ""]]
    reading = _read(f"{said}/F 4", rows=blank)
    assert [doubt.place for doubt in reading.doubts] == ["page 1"]
    assert not _read(f"{said}/F 2", rows=blank).doubts
    assert not _read("/Subtype/Widget/FT/Tx/T(f)/F 4", rows=blank).doubts
