"""The glyphs of a page: where they stand, which characters they are, which text object drew them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as raw

from ingest.readers.pdf import pdfium
from ingest.readers.pdf.geometry import Codes, Matrix, Numbers, among, some, where
from ingest.readers.pdf.pdfium import Addresses
from ingest.readers.pdf.texts import Texts

# Stands for a glyph that nobody can tell the character of: a number that holds it is none.
UNREAD = 0xFFFD
# What a code point is: a blank, no character, one of a font's own, half of one beyond 16 bits.
_BLANK, _LOST, _PRIVATE, _HALF = 1, 2, 4, 8
# By code point; what lies beyond all of them is nothing of these.
_KINDS = np.zeros(0x110001, np.uint8)
_KINDS[:33] = _KINDS[[0xA0, 0x3000, 0xFFFE, 0xFFFF]] = _BLANK
_KINDS[[0, UNREAD]] |= _LOST
_KINDS[0xE000:0xF900] = _KINDS[0xF0000:0x110000] = _PRIVATE
_KINDS[0xD800:0xE000] = _HALF
_NO_INK = 0.05
# From here on code points are no blanks, whatever place in a font they may be.
_CHINESE = 0x2E80
# What PDFium gives for a hyphen at the end of a line.
_END_OF_LINE = 2


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
        places = where(which) if which.dtype == bool else which
        return Glyphs(*(getattr(self, name).take(places, axis=0) for name in self.__slots__))

    def spelt(self, codes: Codes) -> Glyphs:
        """The same glyphs with other code points."""
        return replace(self, codes=codes)


def glyphs_of(page: pypdfium2.PdfPage, texts: Texts, shown: Matrix, with_texts: bool) -> Glyphs:
    """All glyphs that are no blanks in the page's own space; `base` holds points there, not heights yet."""
    textpage = raw.FPDFText_LoadPage(page)
    address = pdfium.address_of(textpage)
    if not address:
        raise pypdfium2.PdfiumError("Failed to load text page.")
    try:
        every = pdfium.everyone(address, raw.FPDFText_CountChars(textpage))
        many = len(every[0])
        codes, is_blank = _codes(*every)
        loose = pdfium.loose_box_of(*every)
        if shown.a > 0 and not some(texts.angles):
            # these boxes tell the line on which upright text stands too
            left, high, right, low = loose.T
            origins = loose[:, ::3]
        else:
            left, right, low, high = pdfium.box_of(*every).T
            origins = pdfium.origin_of(*every)
        of_text = _owners(pdfium.text_object_of(*every), texts) if with_texts else np.full(many, -1)
    finally:
        raw.FPDFText_ClosePage(textpage)
    is_sideways = shown.a == 0
    size = np.abs(loose[:, 2] - loose[:, 0] if is_sideways else loose[:, 1] - loose[:, 3])
    if with_texts:
        others = np.abs(loose[:, 1] - loose[:, 3] if is_sideways else loose[:, 2] - loose[:, 0])
        size = np.where(among(np.append(texts.angles, 0)[of_text], (90, 270)), others, size)
    glyphs = Glyphs(left, low, right, high, origins, size, codes, np.arange(many), of_text)
    return glyphs.take(~is_blank)


def _owners(found: Addresses, texts: Texts) -> Codes:
    """The place of each text object among those of the page, -1 for what is none of them."""
    if not len(texts.objects):
        return np.full(len(found), -1)
    order = np.argsort(texts.objects)
    ordered = texts.objects[order]
    place = np.minimum(ordered.searchsorted(found), len(ordered) - 1)
    return np.where(ordered[place] == found, order[place], -1)


def _codes(text: Addresses, numbers: Codes) -> tuple[Codes, npt.NDArray[np.bool_]]:
    """Code points of the glyphs, `UNREAD` for those that have none, and which of them are blanks.

    Where a font does not say what its glyphs stand for, PDFium gives their places in the font instead,
    which may happen to be digits. What leaves no ink is a blank and no loss.
    """
    codes = pdfium.unicode_of(text, numbers)
    hyphens = where(codes == _END_OF_LINE)
    if len(hyphens):
        codes[hyphens[pdfium.hyphen_of(text[hyphens], numbers[hyphens]) > 0]] = ord("-")
    kinds = _kinds(codes)
    if some(kinds & _HALF):
        codes = _joined(codes)
        kinds = _kinds(codes)
    is_lost = (pdfium.map_error_of(text, numbers) > 0) | ((kinds & (_LOST | _PRIVATE)) > 0)
    if some(is_lost):
        left, right, low, high = pdfium.box_of(text[is_lost], numbers[is_lost]).T
        has_ink = (right - left > _NO_INK) & (high - low > _NO_INK)
        codes[is_lost] = np.where(has_ink | (codes[is_lost] >= _CHINESE), UNREAD, 0)
        kinds = _kinds(codes)
    return codes, (kinds & _BLANK) > 0


def _joined(codes: Codes) -> Codes:
    """The code points with two halves made one, behind which nothing stands; one half alone is unread."""
    high, low = codes[:-1] & 0xFFFFFC00 == 0xD800, codes[1:] & 0xFFFFFC00 == 0xDC00
    first = where(high & low)
    joined = codes.copy()
    joined[(_kinds(codes) & _HALF) > 0] = UNREAD
    joined[first] = 0x10000 + ((codes[first] - 0xD800) << 10) + codes[first + 1] - 0xDC00
    joined[first + 1] = ord(" ")
    return joined


def _kinds(codes: Codes) -> Codes:
    return _KINDS.take(codes, mode="clip")


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
