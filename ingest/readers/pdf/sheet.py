"""One page as it is shown: its glyphs, its rules, its pictures, and its picture as a whole.

Files and pages that PDFium cannot open end here, as `UnreadableDocument`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw
from PIL import Image

from ingest.model import Box, UnreadableDocument
from ingest.readers.pdf import pdfium
from ingest.readers.pdf.fonts import use_own_fonts
from ingest.readers.pdf.geometry import Matrix, Rule
from ingest.readers.pdf.glyphs import (
    NOWHERE,
    UNREAD,
    UNSEEN_MODES,
    Glyphs,
    clips_of,
    glyphs_of,
    moved,
    turns_of,
)
from ingest.readers.pdf.objects import boxes_of, objects_of
from ingest.readers.pdf.rules import add_thin, rules_of

_SHOWN_NOTES = frozenset({raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WIDGET})
# How a picture is turned back when its text runs at that angle, clockwise; Pillow turns the other way.
_BACK = {
    90: Image.Transpose.ROTATE_90,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_270,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it is shown: points from the top left corner.

    `slanted` holds glyphs that stand at another angle than most: watermarks, stamps. `turn` is the angle,
    clockwise, at which most text was drawn on the page; the sheet is turned back by it.
    """

    width: float
    height: float
    glyphs: Glyphs
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    pictures: tuple[Box, ...]
    slanted: Glyphs
    turn: int = 0

    @property
    def unread(self) -> int:
        """How many of its glyphs have no character."""
        return int((self.glyphs.codes == UNREAD).sum() + (self.slanted.codes == UNREAD).sum())


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed at the end. Raises `UnreadableDocument` for damaged and encrypted files."""
    use_own_fonts()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableDocument("encrypted PDF", "file", "save it without a password") from error
        raise UnreadableDocument(
            "damaged PDF", "file", "fetch it again in full, or print it to PDF again"
        ) from error
    try:
        yield document
    finally:
        document.close()


def sheet(document: pypdfium2.PdfDocument, index: int) -> Sheet:
    """The page at the 0-based `index`. Raises `UnreadableDocument` for a page that does not load."""
    try:
        page = _with_fields(document, index)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(
            "damaged page", f"page {index + 1}", "print the file to PDF again"
        ) from error
    try:
        return _sheet(page)
    finally:
        page.close()


def picture(
    document: pypdfium2.PdfDocument, index: int, scale: float, most_pixels: int
) -> tuple[Image.Image, float]:
    """The page at the 0-based `index` as its `sheet` describes it, turned the same way, in RGB.

    `scale` is pixels a point; it is less where the longer side would have more than `most_pixels`. The
    scale in use comes with the picture. Raises `UnreadableDocument` for a page that does not load.
    """
    seen = sheet(document, index)
    scale = min(scale, most_pixels / max(seen.width, seen.height, 1.0))
    page = document[index]
    try:
        image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        page.close()
    return (image.transpose(_BACK[seen.turn]) if seen.turn in _BACK else image), scale


def _with_fields(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """The page; values of form fields and text notes become part of it, as they are shown."""
    page = document[index]
    count = raw.FPDFPage_GetAnnotCount(page)
    if not count:
        return page
    kinds = set()
    for number in range(count):
        note = raw.FPDFPage_GetAnnot(page, number)
        kinds.add(raw.FPDFAnnot_GetSubtype(note))
        raw.FPDFPage_CloseAnnot(note)
    if not kinds & _SHOWN_NOTES:
        return page
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    frame = page.get_bbox()
    shown = _shown(frame, page.get_rotation())
    objects, forms = objects_of(page)
    places: dict[int, list[int]] = {}
    for place, kind in enumerate(map(pdfium.type_of, objects)):
        places.setdefault(kind, []).append(place)

    def of_kind(kind: int) -> tuple[list[int], list[Matrix]]:
        found = places.get(kind, [])
        return [objects[place] for place in found], [forms[place] for place in found]

    texts = of_kind(raw.FPDF_PAGEOBJ_TEXT)
    clips = clips_of(*texts)
    if raw.FPDF_PAGEOBJ_IMAGE in places:
        # text below a scan, which nobody sees, was recognised by a machine
        clips |= {number: NOWHERE for number in texts[0] if pdfium.render_mode_of(number) in UNSEEN_MODES}
    glyphs, slanted, turn = glyphs_of(page, frame, clips, turns_of(*texts, shown), shown.a > 0)
    upright = _turned(shown, frame, turn)
    across, down = rules_of(*of_kind(raw.FPDF_PAGEOBJ_PATH), upright)
    pictures = [upright.of_box(box) for box in boxes_of(*of_kind(raw.FPDF_PAGEOBJ_IMAGE))]
    for box in pictures:
        add_thin(box, across, down)
    _, _, width, height = upright.of_box(frame)
    return Sheet(
        width,
        height,
        moved(glyphs, upright),
        tuple(across),
        tuple(down),
        tuple(pictures),
        moved(slanted, upright),
        turn,
    )


def _shown(frame: Box, rotation: int) -> Matrix:
    """From the page's own space to points from the top left corner, after its clockwise rotation."""
    left, bottom, right, top = frame
    match rotation % 360:
        case 90:
            return Matrix(0, 1, 1, 0, -bottom, -left)
        case 180:
            return Matrix(-1, 0, 0, 1, right, -bottom)
        case 270:
            return Matrix(0, -1, -1, 0, top, right)
        case _:
            return Matrix(1, 0, 0, -1, -left, top)


def _turned(shown: Matrix, frame: Box, turn: int) -> Matrix:
    """Turned back by `turn` degrees, so that text which runs at that angle clockwise runs to the right."""
    _, _, width, height = shown.of_box(frame)
    match turn:
        case 90:
            return Matrix(0, -1, 1, 0, 0, width).after(shown)
        case 180:
            return Matrix(-1, 0, 0, -1, width, height).after(shown)
        case 270:
            return Matrix(0, 1, -1, 0, height, 0).after(shown)
        case _:
            return shown
