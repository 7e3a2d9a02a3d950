"""The glyphs of a page: where they stand, which characters they are, which text object drew them."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as raw

from ingest.readers.pdf import pdfium
from ingest.readers.pdf.geometry import Codes, Matrix, Numbers, among
from ingest.readers.pdf.texts import Texts

# Stands for a glyph that nobody can tell the character of: a number that holds it is none.
UNREAD = 0xFFFD
# What a code point is: a blank, no character, one of a font's own, one that a text spells otherwise.
_BLANK, _LOST, _PRIVATE, _RESPELT = 1, 2, 4, 8
# By code point; what lies beyond all of them is nothing of these.
_KINDS = np.zeros(0x110001, np.uint8)
_KINDS[:33] = _KINDS[[0xA0, 0x3000, 0xFFFE, 0xFFFF]] = _BLANK
_KINDS[[0, UNREAD]] |= _LOST
_KINDS[0xE000:0xF900] = _KINDS[0xF0000:0x110000] = _PRIVATE
_KINDS[0xD800:0xE000] = _RESPELT  # pairs of units
_KINDS[0xFFFE] |= _RESPELT  # hyphens at the end of a line
_NO_INK = 0.05
_CHINESE = 0x2E80


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters: boxes, baselines, heights of their fonts, code points, places in PDFium's reading order.

    `text` is the place of the text object that drew each among those of the page, -1 where nobody asked.
    """

    x0: Numbers
    top: Numbers
    x1: Numbers
    bottom: Numbers
    base: Numbers
    size: Numbers
    codes: Codes
    index: Codes
    text: Codes

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, which: Codes | npt.NDArray[np.bool_]) -> Glyphs:
        """Those glyphs only, in that order."""
        places = np.flatnonzero(which) if which.dtype == bool else which
        return Glyphs(*(getattr(self, name).take(places, axis=0) for name in self.__slots__))

    def spelt(self, codes: Codes) -> Glyphs:
        """The same glyphs with other code points."""
        return replace(self, codes=codes)


def glyphs_of(page: pypdfium2.PdfPage, texts: Texts, shown: Matrix, with_texts: bool) -> Glyphs:
    """All glyphs that are no blanks in the page's own space; `base` holds points there, not heights yet."""
    textpage = raw.FPDFText_LoadPage(page)
    address = ctypes.cast(textpage, pdfium.POINTER).value
    if not address:
        raise pypdfium2.PdfiumError("Failed to load text page.")
    handle = pdfium.handle(address)
    try:
        numbers = range(raw.FPDFText_CountChars(textpage))
        many = len(numbers)
        codes, is_blank = _codes(handle, numbers)
        loose = pdfium.loose_boxes.ask(many, pdfium.loose_box_of, repeat(handle), numbers, at=1)
        if shown.a > 0 and not texts.angles.any():
            # these boxes tell the line on which upright text stands too
            left, high, right, low = loose.T
            origins = loose[:, ::3]
        else:
            left, right, low, high = pdfium.boxes.ask(many, pdfium.box_of, repeat(handle), numbers).T
            origins = pdfium.origins.ask(many, pdfium.origin_of, repeat(handle), numbers)
        of_text = np.full(many, -1)
        if with_texts:
            places = {number: place for place, number in enumerate(texts.numbers)}
            owners = map(pdfium.text_object_of, repeat(handle), numbers)
            of_text = np.fromiter(map(places.get, owners, repeat(-1)), np.int64, many)
    finally:
        raw.FPDFText_ClosePage(textpage)
    is_sideways = shown.a == 0
    size = np.abs(loose[:, 2] - loose[:, 0] if is_sideways else loose[:, 1] - loose[:, 3])
    if with_texts:
        others = np.abs(loose[:, 1] - loose[:, 3] if is_sideways else loose[:, 2] - loose[:, 0])
        size = np.where(among(np.append(texts.angles, 0)[of_text], (90, 270)), others, size)
    glyphs = Glyphs(left, low, right, high, origins, size, codes, np.arange(many), of_text)
    return glyphs.take(~is_blank)


def _codes(handle: Any, numbers: range) -> tuple[Codes, npt.NDArray[np.bool_]]:
    """Code points of the glyphs, `UNREAD` for those that have none, and which of them are blanks.

    Where a font does not say what its glyphs stand for, PDFium gives their places in the font instead,
    which may happen to be digits. What leaves no ink is a blank and no loss.
    """
    codes, kinds = _spelt(handle, numbers)
    is_lost = (kinds & _LOST) > 0
    # a font without its characters gives away more than Chinese ones: then those are asked for too
    for asked in (np.flatnonzero(codes < _CHINESE), np.flatnonzero(codes >= _CHINESE)):
        errors = map(pdfium.map_error_of, repeat(handle), asked.tolist())
        is_lost[asked] |= np.fromiter(errors, np.int8, len(asked)) > 0
        if not is_lost.any():
            break
    asked = np.flatnonzero(is_lost | ((kinds & _PRIVATE) > 0))
    if len(asked):
        left, right, low, high = pdfium.boxes.ask(
            *(len(asked), pdfium.box_of, repeat(handle), asked.tolist())
        ).T
        codes[asked] = np.where((right - left > _NO_INK) & (high - low > _NO_INK), UNREAD, 0)
        kinds = _kinds(codes)
    return codes, (kinds & _BLANK) > 0


def _kinds(codes: Codes) -> Codes:
    return _KINDS.take(codes, mode="clip")


def _spelt(handle: Any, numbers: range) -> tuple[Codes, Codes]:
    """Code points of the glyphs as PDFium gives them, and what each is.

    They come at once where each is one unit of the page's text.
    """
    many = len(numbers)
    units = np.zeros(2 * many + 1, np.uint16)  # it writes pairs for what is beyond 16 bits, and a zero
    written = pdfium.text_of(handle, 0, many, ctypes.c_void_p(units.ctypes.data)) - 1
    codes = units[:many].astype(np.uint32)
    kinds = _kinds(codes)
    if written == many and not (kinds & _RESPELT).any():
        return codes, kinds
    codes = np.fromiter(map(pdfium.unicode_of, repeat(handle), numbers), np.uint32, many)
    return codes, _kinds(codes)


def moved(glyphs: Glyphs, upright: Matrix) -> Glyphs:
    """The same glyphs, which stand within a page, as they are shown."""
    across, up = glyphs.base.T
    base = upright.d * up + upright.f if upright.b == 0 else upright.b * across + upright.d * up + upright.f
    x0, top, x1, bottom = upright.of_boxes(glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom)
    return Glyphs(x0, top, x1, bottom, base, glyphs.size, glyphs.codes, glyphs.index, glyphs.text)


_NO_NUMBERS, _NO_CODES = np.zeros(0), np.zeros(0, np.int64)
NO_GLYPHS = Glyphs(
    *(_NO_NUMBERS, _NO_NUMBERS, _NO_NUMBERS, _NO_NUMBERS, _NO_NUMBERS, _NO_NUMBERS),
    *(_NO_CODES, _NO_CODES, _NO_CODES),
)
