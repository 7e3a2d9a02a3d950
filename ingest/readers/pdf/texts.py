"""The text objects of a page: colour, angle, what clips them, and on which layer they stand."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from ingest.readers.pdf import pdfium
from ingest.readers.pdf.geometry import Codes, Forms, Matrix, Numbers, among, numbered, some, where
from ingest.readers.pdf.objects import Held, boxes_of
from ingest.readers.pdf.pdfium import Addresses

_CLIP_SLACK = 1.0
_SLANT = 0.05
SLANTED = -1
# What a mark says that its text stands for.
_SPELLING = b"ActualText"
_UNSEEN = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_OUTLINED = (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)


@dataclass(frozen=True, slots=True)
class Texts:
    """The text objects of a page with the forms they stand in, in the order in which they are painted.

    `colours` are red, green, blue and how opaque (0 to 255); all zero where PDFium cannot tell.
    `has_ink` is false for text that is drawn without any. `angles` are degrees, clockwise as shown,
    `SLANTED` for those that are no quarter of a turn.
    """

    objects: Addresses
    forms: Forms
    order: Codes
    has_ink: npt.NDArray[np.bool_]
    colours: Numbers
    angles: Codes

    def boxes(self, which: Codes) -> Numbers:
        """Boxes of those objects in the page's own space."""
        return boxes_of(self.objects[which], self.forms.take(which))

    def marks(self) -> list[tuple[int, list[int]]]:
        """The places of those that are marked, each with its marks."""
        counts = pdfium.marks_of(self.objects)
        return [
            (place, pdfium.mark_of(*pdfium.everyone(int(self.objects[place]), int(counts[place]))).tolist())
            for place in where(counts > 0).tolist()
        ]

    def is_layered(self, marks: list[tuple[int, list[int]]]) -> npt.NDArray[np.bool_]:
        """Whether each is marked as part of a layer that can be switched off."""
        found = np.zeros(len(self.objects), bool)
        for place, held in marks:
            found[place] = any(map(_is_layer, held))
        return found

    def read_as_drawn(self, marks: list[tuple[int, list[int]]]) -> None:
        """From now on digits are read as they look, whatever the marks say that they stand for."""
        for place, held in marks:
            for mark in held:
                _drop_spelling(int(self.objects[place]), mark)


def texts_of(held: Held, shown: Matrix) -> Texts:
    """The text objects, of a page that is shown by that matrix."""
    objects, forms, order = held
    modes = pdfium.render_mode_of(objects)
    colours = pdfium.fill_colour_of(objects)
    is_filled = not (modes != raw.FPDF_TEXTRENDERMODE_FILL).any()
    if not is_filled:
        is_outlined = among(modes, _OUTLINED)
        colours[is_outlined] = pdfium.stroke_colour_of(objects[is_outlined])
    return Texts(
        *(objects, forms, order),
        np.ones(len(objects), bool) if is_filled else ~among(modes, _UNSEEN),
        colours,
        _angles(objects, forms, shown),
    )


def _is_layer(mark: int) -> bool:
    name, size = ctypes.create_string_buffer(16), ctypes.c_ulong()
    held = ctypes.cast(mark, raw.FPDF_PAGEOBJECTMARK)
    words = ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort))
    return bool(raw.FPDFPageObjMark_GetName(held, words, 16, size)) and name.raw[:6] == b"O\0C\0\0\0"


def _drop_spelling(text: int, mark: int) -> None:
    """Takes away what a mark says that digits stand for: what they look like counts."""
    held = ctypes.cast(mark, raw.FPDF_PAGEOBJECTMARK)
    size = ctypes.c_ulong()
    if not raw.FPDFPageObjMark_GetParamStringValue(held, _SPELLING, None, 0, size) or size.value <= 2:
        return
    words = ctypes.create_string_buffer(size.value)
    place = ctypes.cast(words, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFPageObjMark_GetParamStringValue(held, _SPELLING, place, size.value, size)
    if any(map(str.isdigit, words.raw.decode("utf-16-le", "replace"))):
        raw.FPDFPageObjMark_RemoveParam(ctypes.cast(text, raw.FPDF_PAGEOBJECT), held, _SPELLING)


def _angles(objects: Addresses, forms: Forms, shown: Matrix) -> Codes:
    a, b = forms.turn(pdfium.matrix_of(objects), shown)[:, :2].T
    if (a > 0).all() and not some(b):
        return np.zeros(len(objects), np.int64)
    size = np.maximum(np.abs(a), np.abs(b))
    is_level, is_upright = np.abs(b) <= _SLANT * size, np.abs(a) <= _SLANT * size
    upright = np.where(is_upright, np.where(b > 0, 90, 270), SLANTED)
    return np.where(is_level, np.where(a > 0, 0, 180), upright)


def windows_of(objects: Addresses, forms: Forms) -> Numbers | None:
    """What may be seen of each text object by its clip paths; None where none reaches out of them."""
    clips = pdfium.clip_of(objects)
    counts = pdfium.clip_paths_of(clips)
    clipped = where(counts > 0)
    if not len(clipped):
        return None
    frames = np.full((len(objects), 4), [-np.inf, -np.inf, np.inf, np.inf])
    frames[clipped] = _frames(clips[clipped], counts[clipped])
    left, low, right, high = pdfium.bounds_of(objects).T
    reaches_out = (
        (left < frames[:, 0]) | (low < frames[:, 1]) | (right > frames[:, 2]) | (high > frames[:, 3])
    )
    if not some(reaches_out):
        return None
    windows = np.full((len(objects), 4), [-np.inf, -np.inf, np.inf, np.inf])
    windows[reaches_out] = forms.take(reaches_out).place(frames[reaches_out])
    return windows


def _frames(clips: Addresses, counts: Codes) -> Numbers:
    """Left, low, right and high of what is open in all the paths of each clip; `counts` says how many it has.

    What is drawn under one clip holds the same paths, to be known by their first segment: each is asked once.
    """
    owner, path = numbered(counts)
    owners = clips[owner]
    begins = pdfium.clip_segment_of(owners, path, np.zeros_like(path))
    _, first, which = np.unique(begins, return_index=True, return_inverse=True)
    boxes = _path_boxes(owners[first], path[first])
    of_paths = boxes[which] + [-_CLIP_SLACK, -_CLIP_SLACK, _CLIP_SLACK, _CLIP_SLACK]
    starts = counts.cumsum() - counts
    least, most = np.maximum.reduceat(of_paths, starts), np.minimum.reduceat(of_paths, starts)
    return np.concatenate([least[:, :2], most[:, 2:]], axis=1)


def _path_boxes(clips: Addresses, paths: Codes) -> Numbers:
    """The box around each of those paths, one of each clip."""
    owner, place = numbered(np.maximum(pdfium.clip_length_of(clips, paths), 0))
    points = pdfium.point_of(pdfium.clip_segment_of(clips[owner], paths[owner], place))
    boxes = np.full((len(paths), 4), [np.inf, np.inf, -np.inf, -np.inf])
    for side in (0, 1):
        np.minimum.at(boxes[:, side], owner, points[:, side])
        np.maximum.at(boxes[:, side + 2], owner, points[:, side])
    return boxes
