"""The glyphs of a page that can be seen, and the angle at which most of its text runs."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as raw

from ingest.model import Box
from ingest.readers.pdf import pdfium
from ingest.readers.pdf.geometry import SAME, Codes, Matrix, Numbers

_CLIP_SLACK = 1.0
NOWHERE = (0.0, 0.0, 0.0, 0.0)
UNSEEN_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_SLANT = 0.05
_BLANKS = (0xA0, 0x3000, 0xFFFE, 0xFFFF)
# Stands for a glyph that nobody can tell the character of: a number that holds it is none.
UNREAD = 0xFFFD
_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
_NO_INK = 0.05


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Visible characters: tight boxes, baselines, code points, places in PDFium's reading order."""

    x0: Numbers
    top: Numbers
    x1: Numbers
    bottom: Numbers
    base: Numbers
    codes: Codes
    index: Codes

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, which: Codes | npt.NDArray[np.bool_]) -> Glyphs:
        """Those glyphs only, in that order."""
        return Glyphs(*(getattr(self, name)[which] for name in self.__slots__))


def glyphs_of(
    page: pypdfium2.PdfPage, frame: Box, clips: dict[int, Box], turns: dict[int, int], is_upright: bool
) -> tuple[Glyphs, Glyphs, int]:
    """Visible glyphs in the page's own space: those at the angle of most, the others, and that angle."""
    textpage = page.get_textpage()
    try:
        handle = ctypes.cast(textpage.raw, pdfium.POINTER).value
        numbers = range(raw.FPDFText_CountChars(textpage))
        many = len(numbers)
        codes = _codes(handle, numbers)
        if is_upright and not turns:
            # one call instead of two; PDFium gives these boxes for upright text only
            found = pdfium.loose_boxes.ask(many, pdfium.loose_box_of, repeat(handle), numbers, at=1)
            left, high, right, low = found.T
            origins = np.stack([left, low], axis=1)
        else:
            left, right, low, high = pdfium.boxes.ask(many, pdfium.box_of, repeat(handle), numbers).T
            origins = pdfium.origins.ask(many, pdfium.origin_of, repeat(handle), numbers)
        owners = list(map(pdfium.text_object_of, repeat(handle), numbers)) if clips or turns else []
    finally:
        textpage.close()
    x, y = (left + right) / 2, (low + high) / 2
    kept = (codes > 32) & ~np.isin(codes, _BLANKS)
    kept &= (x >= frame[0]) & (x <= frame[2]) & (y >= frame[1]) & (y <= frame[3])
    if clips:
        seen = np.array([clips.get(owner, frame) for owner in owners]).T
        kept &= (x >= seen[0]) & (x <= seen[2]) & (y >= seen[1]) & (y <= seen[3])
    angles, turn = np.zeros(many, np.int32), 0
    if turns:
        angles = np.array([turns.get(owner, 0) for owner in owners], np.int32)
        counts = Counter(angles[kept & (angles >= 0)].tolist())
        turn = counts.most_common(1)[0][0] if counts else 0
    glyphs = Glyphs(left, low, right, high, origins, codes, np.arange(many))
    return glyphs.take(kept & (angles == turn)), glyphs.take(kept & (angles != turn)), turn


def _codes(handle: int | None, numbers: range) -> Codes:
    """Code points of the glyphs, `UNREAD` for those that have none.

    Where a font does not say what its glyphs stand for, PDFium gives their places in the font instead,
    which may happen to be digits. What leaves no ink is a blank and no loss.
    """
    many = len(numbers)
    codes = np.fromiter(map(pdfium.unicode_of, repeat(handle), numbers), np.uint32, many)
    is_lost = np.fromiter(map(pdfium.map_error_of, repeat(handle), numbers), np.int8, many) > 0
    is_lost |= (codes == 0) | (codes == UNREAD)
    for first, last in _PRIVATE:
        is_lost |= (codes >= first) & (codes <= last)
    asked = np.flatnonzero(is_lost)
    if len(asked):
        left, right, low, high = pdfium.boxes.ask(len(asked), pdfium.box_of, repeat(handle), asked.tolist()).T
        codes[asked] = np.where((right - left > _NO_INK) & (high - low > _NO_INK), UNREAD, 0)
    return codes


def moved(glyphs: Glyphs, upright: Matrix) -> Glyphs:
    """The same glyphs as they are shown."""
    x0, top, x1, bottom = upright.of_boxes(glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom)
    base = upright.b * glyphs.base[:, 0] + upright.d * glyphs.base[:, 1] + upright.f
    return Glyphs(x0, top, x1, bottom, base, glyphs.codes, glyphs.index)


def clips_of(objects: Sequence[int], forms: Sequence[Matrix]) -> dict[int, Box]:
    """What may be seen of the text objects that reach out of their clip paths."""
    handles = list(map(pdfium.clip_of, objects))
    counts = np.maximum(np.fromiter(map(pdfium.clip_paths_of, handles), np.int32, len(handles)), 0)
    if not counts.any():
        return {}
    owners = np.repeat(np.arange(len(objects)), counts)
    paths = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
    clips = [handles[owner] for owner in owners.tolist()]
    lengths = np.fromiter(map(pdfium.clip_length_of, clips, paths.tolist()), np.int32, len(owners))
    lengths = np.maximum(lengths, 0)
    # two opposite corners tell a rectangle: only other shapes need all their points
    asked = np.where(np.isin(lengths, (4, 5)), 2, lengths)
    step = np.where(np.isin(lengths, (4, 5)), 2, 1)
    path_of = np.repeat(np.arange(len(owners)), asked)
    corner = (np.arange(len(path_of)) - np.repeat(np.cumsum(asked) - asked, asked)) * step[path_of]
    segments = list(
        map(
            pdfium.clip_segment_of,
            (clips[number] for number in path_of.tolist()), paths[path_of].tolist(), corner.tolist(),
        )
    )  # fmt: skip
    points = pdfium.points.ask(len(segments), pdfium.point_of, segments)
    frames = np.full((len(objects), 4), [-np.inf, -np.inf, np.inf, np.inf])
    for of_path in (0, 1):
        least, most = np.full(len(owners), np.inf), np.full(len(owners), -np.inf)
        np.minimum.at(least, path_of, points[:, of_path])
        np.maximum.at(most, path_of, points[:, of_path])
        np.maximum.at(frames[:, of_path], owners, least - _CLIP_SLACK)
        np.minimum.at(frames[:, of_path + 2], owners, most + _CLIP_SLACK)
    left, low, right, high = pdfium.bounds.ask(len(objects), pdfium.bounds_of, objects).T
    reaches_out = (
        (left < frames[:, 0]) | (low < frames[:, 1]) | (right > frames[:, 2]) | (high > frames[:, 3])
    )
    return {
        objects[place]: forms[place].of_box(tuple(frames[place].tolist()))
        for place in np.flatnonzero(reaches_out).tolist()
    }


def turns_of(objects: Sequence[int], forms: Sequence[Matrix], shown: Matrix) -> dict[int, int]:
    """Angle, clockwise as shown, of the text objects that do not run to the right; -1 for a slant."""
    matrices = pdfium.matrices.ask(len(objects), pdfium.matrix_of, objects, at=1)
    if shown.a > 0 and all(form is SAME for form in forms):
        places = np.flatnonzero((matrices[:, 1] != 0) | (matrices[:, 0] <= 0)).tolist()
    else:
        places = list(range(len(objects)))
    found: dict[int, int] = {}
    for place in places:
        a, b, *_ = shown.after(forms[place]).after(Matrix(*matrices[place].tolist()))
        size = max(abs(a), abs(b))
        if abs(b) <= _SLANT * size:
            angle = 0 if a > 0 else 180
        elif abs(a) <= _SLANT * size:
            angle = 90 if b > 0 else 270
        else:
            angle = -1
        if angle:
            found[objects[place]] = angle
    return found
