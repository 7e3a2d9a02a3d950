"""The text objects of a page: colour, angle, what clips them, and on which layer they stand."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from ingest.readers.pdf import pdfium
from ingest.readers.pdf.geometry import SAME, Codes, Matrix, Numbers, among, turned
from ingest.readers.pdf.objects import Held, boxes_of

_CLIP_SLACK = 1.0
_SLANT = 0.05
SLANTED = -1
# Points of the outline of a rectangle.
_RECTANGLE = (4, 5)
# What a mark says that its text stands for.
_SPELLING = b"ActualText"
_UNSEEN = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_OUTLINED = (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)


@dataclass(frozen=True, slots=True)
class Texts:
    """The text objects of a page with the forms they stand in, in the order in which they are painted.

    `objects` are handles, `numbers` their addresses.
    `colours` are red, green, blue and how opaque (0 to 255); all zero where PDFium cannot tell.
    `has_ink` is false for text that is drawn without any. `angles` are degrees, clockwise as shown,
    `SLANTED` for those that are no quarter of a turn.
    """

    objects: list[Any]
    numbers: list[int]
    forms: list[Matrix]
    order: Codes
    has_ink: npt.NDArray[np.bool_]
    colours: Numbers
    angles: Codes

    def boxes(self, which: Codes) -> Numbers:
        """Boxes of those objects in the page's own space."""
        places = which.tolist()
        return boxes_of([self.objects[place] for place in places], [self.forms[place] for place in places])

    def is_in_form(self) -> npt.NDArray[np.bool_]:
        """Whether each stands in a form rather than on the page itself."""
        return np.fromiter((form is not SAME for form in self.forms), bool, len(self.forms))

    def marks(self) -> list[tuple[int, list[int | None]]]:
        """The places of those that are marked, each with its marks."""
        counts = np.fromiter(map(pdfium.marks_of, self.objects), np.int32, len(self.objects))
        return [
            (place, [pdfium.mark_of(self.objects[place], number) for number in range(counts[place])])
            for place in np.flatnonzero(counts > 0).tolist()
        ]

    def is_layered(self, marks: list[tuple[int, list[int | None]]]) -> npt.NDArray[np.bool_]:
        """Whether each is marked as part of a layer that can be switched off."""
        found = np.zeros(len(self.objects), bool)
        for place, held in marks:
            found[place] = any(map(_is_layer, held))
        return found

    def read_as_drawn(self, marks: list[tuple[int, list[int | None]]]) -> None:
        """From now on digits are read as they look, whatever the marks say that they stand for."""
        for place, held in marks:
            for mark in held:
                _drop_spelling(self.objects[place], mark)


def texts_of(held: Held, shown: Matrix) -> Texts:
    """The text objects, of a page that is shown by that matrix."""
    objects, forms, order, numbers = held
    many = len(objects)
    modes = np.fromiter(map(pdfium.render_mode_of, objects), np.int32, many)
    colours = pdfium.colours.ask(many, pdfium.fill_colour_of, objects)
    is_filled = not (modes != raw.FPDF_TEXTRENDERMODE_FILL).any()
    if not is_filled and len(outlined := np.flatnonzero(among(modes, _OUTLINED))):
        asked = [objects[place] for place in outlined.tolist()]
        colours[outlined] = pdfium.colours.ask(len(asked), pdfium.stroke_colour_of, asked)
    return Texts(
        objects,
        numbers,
        forms,
        np.array(order, np.int64),
        np.ones(many, bool) if is_filled else ~among(modes, _UNSEEN),
        colours,
        _angles(objects, forms, shown),
    )


def _is_layer(mark: int | None) -> bool:
    name, size = ctypes.create_string_buffer(16), ctypes.c_ulong()
    held = ctypes.cast(mark or 0, raw.FPDF_PAGEOBJECTMARK)
    words = ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort))
    return bool(raw.FPDFPageObjMark_GetName(held, words, 16, size)) and name.raw[:6] == b"O\0C\0\0\0"


def _drop_spelling(text: Any, mark: int | None) -> None:
    """Takes away what a mark says that digits stand for: what they look like counts."""
    held = ctypes.cast(mark or 0, raw.FPDF_PAGEOBJECTMARK)
    size = ctypes.c_ulong()
    if not raw.FPDFPageObjMark_GetParamStringValue(held, _SPELLING, None, 0, size) or size.value <= 2:
        return
    words = ctypes.create_string_buffer(size.value)
    place = ctypes.cast(words, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFPageObjMark_GetParamStringValue(held, _SPELLING, place, size.value, size)
    if any(map(str.isdigit, words.raw.decode("utf-16-le", "replace"))):
        raw.FPDFPageObjMark_RemoveParam(ctypes.cast(text, raw.FPDF_PAGEOBJECT), held, _SPELLING)


def _angles(objects: Sequence[Any], forms: Sequence[Matrix], shown: Matrix) -> Codes:
    matrices = pdfium.matrices.ask(len(objects), pdfium.matrix_of, objects, at=1)
    a, b = turned(matrices, forms, shown)[:, :2].T
    if (a > 0).all() and not b.any():
        return np.zeros(len(objects), np.int64)
    size = np.maximum(np.abs(a), np.abs(b))
    is_level, is_upright = np.abs(b) <= _SLANT * size, np.abs(a) <= _SLANT * size
    upright = np.where(is_upright, np.where(b > 0, 90, 270), SLANTED)
    return np.where(is_level, np.where(a > 0, 0, 180), upright)


def windows_of(objects: Sequence[Any], forms: Sequence[Matrix]) -> Numbers | None:
    """What may be seen of each text object by its clip paths; None where none reaches out of them."""
    clips = list(map(pdfium.handle, map(pdfium.clip_of, objects)))
    counts = np.maximum(np.fromiter(map(pdfium.clip_paths_of, clips), np.int32, len(clips)), 0)
    clipped = np.flatnonzero(counts > 0)
    if not len(clipped):
        return None
    frames = np.full((len(objects), 4), [-np.inf, -np.inf, np.inf, np.inf])
    frames[clipped] = _frames([clips[place] for place in clipped.tolist()], counts[clipped])
    left, low, right, high = pdfium.bounds.ask(len(objects), pdfium.bounds_of, objects).T
    reaches_out = (
        (left < frames[:, 0]) | (low < frames[:, 1]) | (right > frames[:, 2]) | (high > frames[:, 3])
    )
    if not reaches_out.any():
        return None
    windows = np.full((len(objects), 4), [-np.inf, -np.inf, np.inf, np.inf])
    for place in np.flatnonzero(reaches_out).tolist():
        windows[place] = forms[place].of_box(tuple(frames[place].tolist()))
    return windows


def _frames(clips: Sequence[Any], counts: Codes) -> Numbers:
    """Left, low, right and high of what is open in all the paths of each clip; `counts` says how many it has.

    What is drawn under one clip holds the same paths, to be known by their first segment: each is asked once.
    """
    starts = np.cumsum(counts) - counts
    paths = (np.arange(counts.sum()) - np.repeat(starts, counts)).tolist()
    owners = [clips[owner] for owner in np.repeat(np.arange(len(clips)), counts).tolist()]
    begins = np.fromiter(map(pdfium.clip_segment_of, owners, paths, repeat(0)), np.uint64, len(paths))
    _, first, which = np.unique(begins, return_index=True, return_inverse=True)
    boxes = _path_boxes(
        [owners[place] for place in first.tolist()], [paths[place] for place in first.tolist()]
    )
    of_paths = boxes[which] + [-_CLIP_SLACK, -_CLIP_SLACK, _CLIP_SLACK, _CLIP_SLACK]
    least, most = np.maximum.reduceat(of_paths, starts), np.minimum.reduceat(of_paths, starts)
    return np.concatenate([least[:, :2], most[:, 2:]], axis=1)


def _path_boxes(clips: Sequence[Any], paths: Sequence[int]) -> Numbers:
    """The box around each of those paths, one of each clip."""
    lengths = np.fromiter(map(pdfium.clip_length_of, clips, paths), np.int32, len(paths))
    lengths = np.maximum(lengths, 0)
    # two opposite corners tell a rectangle: only other shapes need all their points
    is_rectangle = among(lengths, _RECTANGLE)
    asked, step = np.where(is_rectangle, 2, lengths), np.where(is_rectangle, 2, 1)
    path_of = np.repeat(np.arange(len(paths)), asked)
    corner = (np.arange(len(path_of)) - np.repeat(np.cumsum(asked) - asked, asked)) * step[path_of]
    places = path_of.tolist()
    segments = list(
        map(
            pdfium.clip_segment_of,
            (clips[place] for place in places), (paths[place] for place in places), corner.tolist(),
        )
    )  # fmt: skip
    points = pdfium.points.ask(len(segments), pdfium.point_of, map(pdfium.handle, segments))
    boxes = np.full((len(paths), 4), [np.inf, np.inf, -np.inf, -np.inf])
    for side in (0, 1):
        np.minimum.at(boxes[:, side], path_of, points[:, side])
        np.maximum.at(boxes[:, side + 2], path_of, points[:, side])
    return boxes
