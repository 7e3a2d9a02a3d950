"""One page as it is shown: its glyphs, its rules, its pictures, and its picture as a whole.

Files and pages that PDFium cannot open end here, as `UnreadableDocument`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import pypdfium2
import pypdfium2.raw as raw
from PIL import Image

from ingest.model import Box, NotShown, UnreadableDocument
from ingest.readers.pdf.drawings import small_paths
from ingest.readers.pdf.fills import with_fills
from ingest.readers.pdf.fonts import use_own_fonts
from ingest.readers.pdf.geometry import Matrix, Numbers, Rules, all_rules, some, where
from ingest.readers.pdf.glyphs import NO_GLYPHS, UNREAD, Glyphs, moved
from ingest.readers.pdf.notes import Notes, with_notes
from ingest.readers.pdf.objects import boxes_of, objects_of
from ingest.readers.pdf.overprint import framing, overprinted
from ingest.readers.pdf.paths import Paths, areas_of, paths_of
from ingest.readers.pdf.rules import rules_of, thin_rules
from ingest.readers.pdf.runs import runs_of
from ingest.readers.pdf.shown import shown_of
from ingest.readers.pdf.steps import Steps, finished
from ingest.readers.pdf.struck import crossed_by, signed_by, struck_by, within, without
from ingest.readers.pdf.texts import texts_of

# Points of paths, and glyphs, that take as much memory as an object.
_POINTS, _GLYPHS = 40, 4
# Points of a path of two lines, as an X is.
_SLANT = 4
# How a picture is turned back when its text runs at that angle, clockwise; Pillow turns the other way.
_BACK = {
    90: Image.Transpose.ROTATE_90,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_270,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it is shown: points from the top left corner.

    `others` holds glyphs that stand at another angle than most. `turn` is the angle, clockwise, at which
    most text was drawn on the page; the sheet is turned back by it. `left_out` says how many pieces of text
    are in the file, but not shown, or lie over the page as it was set; `covered` how many digits are hidden
    within numbers, `undrawn` how many fields and notes have a text and no picture, `drawn` are
    small paths that may draw characters: x and y of their middles, how many points each has.
    """

    width: float
    height: float
    glyphs: Glyphs
    rules: Rules
    pictures: tuple[Box, ...]
    others: Glyphs
    turn: int = 0
    left_out: tuple[tuple[NotShown, int], ...] = ()
    covered: int = 0
    undrawn: int = 0
    drawn: Numbers = field(default_factory=lambda: np.zeros((0, 3)))

    @property
    def unread(self) -> int:
        """How many of its glyphs have no character."""
        lost = (self.glyphs.codes == UNREAD).sum() + (self.others.codes == UNREAD).sum()
        return int(lost) - self.covered


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


def sheet(document: pypdfium2.PdfDocument, index: int) -> Steps[Sheet]:
    """The page at the 0-based `index`. Raises `UnreadableDocument` for a page that does not load."""
    try:
        page, notes = with_notes(document, index)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(
            "damaged page", f"page {index + 1}", "print the file to PDF again"
        ) from error
    try:
        return (yield from _sheet(page, notes))
    finally:
        page.close()


def picture(
    document: pypdfium2.PdfDocument, index: int, scale: float, most_pixels: int
) -> tuple[Image.Image, float]:
    """The page at the 0-based `index` as its `sheet` describes it, turned the same way, in RGB.

    `scale` is pixels a point; it is less where the longer side would have more than `most_pixels`. The
    scale in use comes with the picture. Raises `UnreadableDocument` for a page that does not load.
    """
    seen = finished(sheet(document, index))
    scale = min(scale, most_pixels / max(seen.width, seen.height, 1.0))
    page = document[index]
    try:
        image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        page.close()
    return (image.transpose(_BACK[seen.turn]) if seen.turn in _BACK else image), scale


def _sheet(page: pypdfium2.PdfPage, notes: Notes) -> Steps[Sheet]:
    frame = page.get_bbox()
    shown = _shown(frame, page.get_rotation())
    objects = objects_of(page, notes.first)
    own, weight = objects.own, objects.weight
    yield weight
    texts = texts_of(objects.of_kind(raw.FPDF_PAGEOBJ_TEXT), shown)
    paths = paths_of(objects.of_kind(raw.FPDF_PAGEOBJ_PATH))
    areas = areas_of(paths, objects.of_kind(raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING))
    weight += int(paths.lengths.sum()) // _POINTS
    yield weight
    held = shown_of(page, frame, shown, texts, areas, own, bool(notes.stamps or notes.texts))
    yield weight + len(held.glyphs) // _GLYPHS
    upright = _turned(shown, frame, held.turn)
    if notes.stamps:
        paths = paths.take(paths.order < own)
    rules = rules_of(paths, areas, upright)
    _, _, width, height = upright.of_box(frame)
    glyphs, left_out = moved(held.glyphs, upright), held.left_out
    others = NO_GLYPHS
    if held.has_looks and len(glyphs):
        boxes = ([upright.of_box(box) for box in of_notes] for of_notes in (notes.stamps, notes.texts))
        is_over, count = overprinted(glyphs, held.contrast, texts, rules, own, *boxes)
        if count:
            left_out = (*left_out, (NotShown.OVERPRINT, count))
            is_framing = framing(paths, glyphs.take(is_over), texts)
            if some(is_framing):
                rules = rules_of(paths.take(~is_framing), areas, upright)
        is_turned = np.append(texts.angles, held.turn)[glyphs.text] != held.turn
        others, glyphs = glyphs.take(is_turned & ~is_over), glyphs.take(~is_turned & ~is_over)
    crossed = [upright.of_box(box) for box in notes.struck]
    glyphs, rules, struck, lost = _unstruck(glyphs, paths, rules, crossed, upright)
    if struck:
        left_out = (*left_out, (NotShown.STRUCK_OUT, struck))
    rules = with_fills(areas, upright, glyphs, rules)
    pictures = []
    if (objects.kinds == raw.FPDF_PAGEOBJ_IMAGE).any():
        drawn = boxes_of(*objects.of_kind(raw.FPDF_PAGEOBJ_IMAGE)[:2])
        pictures = [upright.of_box(tuple(box)) for box in drawn.tolist()]
        rules = all_rules(rules, thin_rules(list(np.array(pictures).T)))
    return Sheet(
        *(width, height, glyphs, rules, tuple(pictures), others, held.turn),
        left_out,
        held.covered + lost,
        notes.undrawn,
        small_paths(paths, upright),
    )


def _unstruck(
    glyphs: Glyphs, paths: Paths, rules: Rules, boxes: list[Box], upright: Matrix
) -> tuple[Glyphs, Rules, int, int]:
    """The glyphs without struck ones, the rules that strike none, pieces, digits unsure."""
    is_struck, rules = struck_by(glyphs, rules)
    slants = where(paths.is_stroked & ~paths.is_filled & ~paths.is_thin & (paths.lengths <= _SLANT))
    if len(slants):
        is_line = np.isin(paths.lengths[slants], (2, _SLANT))
        is_struck |= crossed_by(glyphs, np.stack(upright.of_boxes(*paths.boxes[slants[is_line]].T), axis=1))
    if boxes:
        is_struck |= within(glyphs, boxes)
    signed = signed_by(glyphs, rules)
    if not some(is_struck) and not len(signed):
        return glyphs, rules, 0, 0
    codes = glyphs.codes.copy()
    codes[signed] = UNREAD
    glyphs, is_gone, lost = without(glyphs.spelt(codes), is_struck)
    count = 0
    if some(is_gone):
        count = int(runs_of(glyphs.take(is_gone), np.zeros(int(is_gone.sum()), np.int64))[-1]) + 1
    return glyphs.take(~is_gone), rules, count, lost + len(signed)


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
