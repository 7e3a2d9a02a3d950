"""Annotations of a page: values of form fields and text notes become part of it, as they are shown.

Stamps and signatures do so too, and are known again by where they stand.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw

from ingest.model import Box

_SHOWN = frozenset(
    {
        *(raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STRIKEOUT),
        *(raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_LINE),
        *(raw.FPDF_ANNOT_INK, raw.FPDF_ANNOT_POLYLINE),
    }
)
_SEEN_NOT = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
# What is said by which entry of notes that should have a picture of it.
_SAID = {raw.FPDF_ANNOT_FREETEXT: b"Contents", raw.FPDF_ANNOT_WIDGET: b"V"}
_OVER = frozenset({raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WATERMARK})
_SIGNATURE = "Sig\0".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Notes:
    """Where the annotations of a page stand, in its own space.

    They are drawn from the page's object number `first` on, None where there are none. `stamps` are those
    that lie over a page: stamps, signatures, watermarks; `texts` are notes written on it, `struck` what
    notes strike out. `undrawn` counts fields and notes with a text and no picture of it.
    """

    first: int | None = None
    stamps: tuple[Box, ...] = ()
    texts: tuple[Box, ...] = ()
    struck: tuple[Box, ...] = ()
    undrawn: int = 0


class _Page(pypdfium2.PdfPage):  # type: ignore[misc]
    """A page that whoever loads it closes: nothing keeps count of it, which takes as long as closing it."""

    def __init__(self, document: pypdfium2.PdfDocument, index: int) -> None:
        self.raw, self.pdf, self.formenv = raw.FPDF_LoadPage(document, index), document, None
        if not self.raw:
            raise pypdfium2.PdfiumError("Failed to load page.")

    def close(self, _by_parent: bool = False) -> bool:
        raw.FPDF_ClosePage(self.raw)
        self.raw = None
        return True


def with_notes(document: pypdfium2.PdfDocument, index: int) -> tuple[pypdfium2.PdfPage, Notes]:
    """The page at the 0-based `index` with its annotations drawn on it; the caller closes it."""
    page = _Page(document, index)
    count = raw.FPDFPage_GetAnnotCount(page)
    if not count:
        return page, Notes()
    kinds, stamps, texts, struck, undrawn = set(), [], [], [], 0
    for number in range(count):
        note = raw.FPDFPage_GetAnnot(page, number)
        kind = raw.FPDFAnnot_GetSubtype(note)
        kinds.add(kind)
        if kind in _OVER or (kind == raw.FPDF_ANNOT_WIDGET and _is_signature(note)):
            stamps.append(_box(note))
        elif kind == raw.FPDF_ANNOT_FREETEXT:
            texts.append(_box(note))
        elif kind == raw.FPDF_ANNOT_STRIKEOUT and not raw.FPDFAnnot_GetFlags(note) & _SEEN_NOT:
            struck.append(_box(note))
        undrawn += _is_undrawn(note, kind)
        raw.FPDFPage_CloseAnnot(note)
    if not kinds & _SHOWN:
        return page, Notes()
    first = raw.FPDFPage_CountObjects(page)
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    return _Page(document, index), Notes(first, tuple(stamps), tuple(texts), tuple(struck), undrawn)


def _is_undrawn(note: raw.FPDF_ANNOTATION, kind: int) -> bool:
    """Whether it holds a text that viewers show though no picture of it is in the file."""
    if kind not in _SAID or raw.FPDFAnnot_GetFlags(note) & _SEEN_NOT:
        return False
    has_picture = raw.FPDFAnnot_GetAP(note, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2
    return not has_picture and raw.FPDFAnnot_GetStringValue(note, _SAID[kind], None, 0) > 2


def _is_signature(note: raw.FPDF_ANNOTATION) -> bool:
    kind = ctypes.create_string_buffer(len(_SIGNATURE))
    words = ctypes.cast(kind, ctypes.POINTER(ctypes.c_ushort))
    written = raw.FPDFAnnot_GetStringValue(note, b"FT", words, len(_SIGNATURE))
    return written == len(_SIGNATURE) and kind.raw == _SIGNATURE


def _box(note: raw.FPDF_ANNOTATION) -> Box:
    found = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(note, found)
    xs, ys = sorted((found.left, found.right)), sorted((found.bottom, found.top))
    return xs[0], ys[0], xs[1], ys[1]
