"""Objects of forms stand where their form does, in the order in which they are painted; too many are told."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as raw
import pytest

from ingest.model import UnreadableDocument
from ingest.readers.pdf import objects, steps
from ingest.readers.pdf.fonts import use_own_fonts
from ingest.readers.pdf.objects import Objects, boxes_of, objects_of
from tests.python.ingest.readers.pdf import drawn


def _form(content: str, matrix: str, inner: int | None = None) -> bytes:
    resources = f"/XObject<</X {inner} 0 R>>" if inner else ""
    return drawn.stream(
        content.encode(),
        f"/Type/XObject/Subtype/Form/BBox[0 0 999 999]/Matrix[{matrix}]/Resources<<{resources}>>",
    )


def _objects(notes: int | None = None) -> tuple[Objects, list[list[float]]]:
    """A square on the page, a form with a square, a form and a square in it, another square on the page."""
    held = {
        10: _form("0 0 10 10 re f /X Do 20 0 10 10 re f", "1 0 0 1 100 0", 11),
        11: _form("0 0 10 10 re f", "2 0 0 2 0 50"),
    }
    content = "1 1 10 10 re f /X1 Do 2 2 10 10 re f"
    use_own_fonts()
    document = pypdfium2.PdfDocument(drawn.raw_pdf(content, "/XObject<</X1 10 0 R>>", held))
    page = document[0]
    try:
        found = objects_of(page, notes)
        paths = found.of_kind(raw.FPDF_PAGEOBJ_PATH)
        return found, boxes_of(paths.objects, paths.forms).tolist()
    finally:
        page.close()
        document.close()


def test_objects_of_forms_stand_where_their_forms_put_them() -> None:
    found, boxes = _objects()
    assert found.weight == 5
    assert found.own == 5
    assert found.forms.of.tolist() == [0, 1, 2, 1, 0]
    assert boxes == [
        [1, 1, 11, 11],
        [100, 0, 110, 10],
        [100, 50, 120, 70],
        [120, 0, 130, 10],
        [2, 2, 12, 12],
    ]


def test_what_annotations_draw_comes_behind_the_objects_of_the_page() -> None:
    """The first two of the page's three objects are its own: the form among them counts for what is in it."""
    assert _objects(notes=2)[0].own == 4


def test_a_page_of_more_objects_than_are_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "_MOST_OBJECTS", 4)
    with pytest.raises(UnreadableDocument, match="a page draws"):
        _objects()


@pytest.mark.parametrize(("pixels", "heavy"), [(8, False), (4000, True)])
def test_pictures_weigh_what_they_take_when_they_are_drawn(pixels: int, heavy: bool) -> None:
    """A page is held beside others: PDFium keeps its pictures, decoded, as long as it is open."""
    picture = drawn.stream(
        b"\0" * pixels * pixels,
        f"/Type/XObject/Subtype/Image/Width {pixels}/Height {pixels}"
        "/BitsPerComponent 8/ColorSpace/DeviceGray",
    )
    use_own_fonts()
    data = drawn.raw_pdf("q 100 0 0 100 0 0 cm /P Do Q", "/XObject<</P 10 0 R>>", {10: picture})
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    try:
        weight = objects_of(page).weight
    finally:
        page.close()
        document.close()
    assert (weight > steps._HEAVY) == heavy
    assert weight >= 1
