"""Which text of a page can be seen: told from colours where that is sure, else by drawing the page.

The page is drawn twice, with the text in question and without it. Where both pictures are the same, nobody
sees it, whatever hides it: its colour, something painted over it, a layer that is off.
"""

from __future__ import annotations

import ctypes

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as raw

from ingest.readers.pdf.geometry import Codes, Matrix, Numbers, least, where
from ingest.readers.pdf.glyphs import Glyphs
from ingest.readers.pdf.paths import Areas
from ingest.readers.pdf.texts import Texts

Mask = npt.NDArray[np.bool_]
# Of 255: text that differs less from its ground is not seen; colours that differ less may be the same.
UNSEEN = 12.0
_ALIKE, _OPAQUE = 24.0, 128.0
# Points by which something must reach over text to hide any of it.
_OVER = 2.0
_AT_ONCE = 256
# Pixels a point, of the longer side at most, and of a glyph at its edges that may be its neighbour's.
_SCALE, _MOST_PIXELS, _INSET = 2.0, 4000.0, 0.1
_MOST_DRAWINGS = 8


def contrasts(texts: Texts, areas: Areas, is_doubtful: Mask) -> tuple[Numbers, Mask]:
    """By how much (of 255) each text differs from its ground, and for which that is to be drawn.

    Those are the ones that are doubtful anyway, and all that may not be seen.
    """
    found = (255 - least(texts.colours[:, :3])) * texts.colours[:, 3] / 255
    is_open = is_doubtful.copy()
    if len(areas.order):
        boxes = texts.boxes(np.arange(len(found)))
        for start in range(0, len(found), _AT_ONCE):
            _compare(texts, areas, boxes, slice(start, start + _AT_ONCE), found, is_open)
    return found, is_open | (found < UNSEEN)


def _compare(texts: Texts, areas: Areas, boxes: Numbers, part: slice, found: Numbers, is_open: Mask) -> None:
    """Sets what is known of some texts by the areas below and above them."""
    box = boxes[part, None]
    common = np.minimum(box[..., 2:], areas.boxes[:, 2:]) - np.maximum(box[..., :2], areas.boxes[:, :2])
    meets = (common > np.minimum(_OVER, (box[..., 2:] - box[..., :2]) / 2)).all(axis=2)
    is_later = areas.order > texts.order[part, None]
    is_open[part] |= (meets & is_later & (areas.colours[:, 3] >= _OPAQUE)).any(axis=1)
    below = meets & ~is_later
    touched = np.flatnonzero(below.any(axis=1))
    if not len(touched):
        return
    # the last one painted below the text is its ground, if it holds the whole of it
    last = len(areas.order) - 1 - np.argmax(below[touched, ::-1], axis=1)
    inner, outer = boxes[part][touched], areas.boxes[last]
    is_sure = areas.is_plain[last] & (inner[:, :2] >= outer[:, :2] - 1).all(axis=1)
    is_sure &= (inner[:, 2:] <= outer[:, 2:] + 1).all(axis=1)
    colours = texts.colours[part][touched]
    apart = np.abs(colours[:, :3] - areas.colours[last, :3]).max(axis=1) * colours[:, 3] / 255
    alike = np.abs(colours[:, None, :3] - areas.colours[None, :, :3]).max(axis=2) <= _ALIKE
    place = part.start + touched
    is_doubtful = (alike & below[touched]).any(axis=1) | (found[place] < _OPAQUE)
    is_open[place] |= ~is_sure & is_doubtful
    found[place] = np.where(is_sure, apart, np.maximum(found[place], UNSEEN))


def drawn_contrasts(
    page: pypdfium2.PdfPage, shown: Matrix, texts: Texts, which: Codes, glyphs: Glyphs
) -> tuple[Codes, Numbers]:
    """By how much the picture of the page changes without its text, glyph by glyph.

    Only glyphs of the texts `which` are asked for: their numbers, and how much (of 255) they stand out.
    """
    width, height = page.get_size()
    scale = min(_SCALE, _MOST_PIXELS / max(width, height, 1.0))
    asked = where(np.isin(glyphs.text, which))
    x0, y0, x1, y1 = (
        side * scale for side in shown.of_boxes(glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom)
    )
    inset = _INSET * (x1 - x0)
    left, top = np.floor(x0 + inset).clip(0).astype(int), np.floor(y0).clip(0).astype(int)
    right, bottom = np.ceil(x1 - inset).clip(1).astype(int), np.ceil(y1).clip(1).astype(int)
    whole = _picture(page, scale)
    found = np.zeros(len(asked))
    for held in _apart(texts, which):
        objects = [ctypes.cast(address, raw.FPDF_PAGEOBJECT) for address in texts.objects[held].tolist()]
        for one in objects:
            raw.FPDFPageObj_SetIsActive(one, False)
        without = _picture(page, scale)
        for one in objects:
            raw.FPDFPageObj_SetIsActive(one, True)
        change = np.abs(whole - without).max(axis=2)
        for number in where(np.isin(glyphs.text[asked], held)).tolist():
            glyph = asked[number]
            window = change[top[glyph] : bottom[glyph], left[glyph] : right[glyph]]
            found[number] = window.max() if window.size else 0.0
    return asked, found


def _picture(page: pypdfium2.PdfPage, scale: float) -> npt.NDArray[np.int16]:
    bitmap = page.render(scale=scale, may_draw_forms=False)
    try:
        return np.asarray(bitmap.to_numpy()[:, :, :3], np.int16)
    finally:
        bitmap.close()


def _apart(texts: Texts, which: Codes) -> list[Codes]:
    """The texts in groups within which none lies over another, as far as a few drawings can part them."""
    groups: list[tuple[list[int], list[Numbers]]] = []
    for place, box in zip(which.tolist(), texts.boxes(which), strict=True):
        for held, boxes in groups:
            others = np.array(boxes)
            is_met = (others[:, :2] < box[2:]).all(axis=1) & (others[:, 2:] > box[:2]).all(axis=1)
            if len(groups) == _MOST_DRAWINGS or not is_met.any():
                held.append(place)
                boxes.append(box)
                break
        else:
            groups.append(([place], [box]))
    return [np.array(held) for held, _ in groups]
