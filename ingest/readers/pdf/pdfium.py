"""The C functions of PDFium that are called for every glyph and object of a page.

Each takes columns: addresses of what it asks about, and numbers beside those. It gives one number a row, or
a row of numbers. Nothing checks what the addresses point to.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable

import numpy as np
import pypdfium2.raw as raw

from ingest.readers.pdf.calls import Column, Function, loop_of
from ingest.readers.pdf.geometry import Codes, Numbers

Addresses = Codes
"""Where objects of PDFium lie: numbers of 64 bits, 0 for none."""


def address_of(handle: object) -> int:
    """The address that a handle of the binding holds, 0 for none."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def everyone(address: int, count: int) -> tuple[Addresses, Codes]:
    """Columns that ask one page, form or text for each of what it holds, by number."""
    addresses = np.empty(count, np.uint64)
    addresses.fill(address)
    return addresses, np.arange(count, dtype=np.int32)


def _number(function: object, returns: str, *takes: str) -> Callable[..., Codes]:
    return loop_of(Function(address_of(function), returns, takes))


def _numbers(
    function: object, fields: int, writes: str, *takes: str, is_struct: bool = False
) -> Callable[..., Numbers]:
    loop = loop_of(Function(address_of(function), "i4", takes, writes, fields, is_struct))

    def ask(*columns: Column) -> Numbers:
        return loop(*columns).astype(np.float64)

    return ask


_OBJECT, _PLACE = "u8", "i4"

object_of_page = _number(raw.FPDFPage_GetObject, "u8", _OBJECT, _PLACE)
object_of_form = _number(raw.FPDFFormObj_GetObject, "u8", _OBJECT, "u4")
type_of = _number(raw.FPDFPageObj_GetType, "i4", _OBJECT)
bounds_of = _numbers(raw.FPDFPageObj_GetBounds, 4, "f4", _OBJECT)
matrix_of = _numbers(raw.FPDFPageObj_GetMatrix, 6, "f4", _OBJECT, is_struct=True)
stroke_colour_of = _numbers(raw.FPDFPageObj_GetStrokeColor, 4, "u4", _OBJECT)
fill_colour_of = _numbers(raw.FPDFPageObj_GetFillColor, 4, "u4", _OBJECT)
pixels_of = _numbers(raw.FPDFImageObj_GetImagePixelSize, 2, "u4", _OBJECT)
marks_of = _number(raw.FPDFPageObj_CountMarks, "i4", _OBJECT)
mark_of = _number(raw.FPDFPageObj_GetMark, "u8", _OBJECT, "u4")

clip_of = _number(raw.FPDFPageObj_GetClipPath, "u8", _OBJECT)
clip_paths_of = _number(raw.FPDFClipPath_CountPaths, "i4", _OBJECT)
clip_length_of = _number(raw.FPDFClipPath_CountPathSegments, "i4", _OBJECT, _PLACE)
clip_segment_of = _number(raw.FPDFClipPath_GetPathSegment, "u8", _OBJECT, _PLACE, _PLACE)

path_length_of = _number(raw.FPDFPath_CountSegments, "i4", _OBJECT)
draw_mode_of = _numbers(raw.FPDFPath_GetDrawMode, 2, "i4", _OBJECT)
segment_of = _number(raw.FPDFPath_GetPathSegment, "u8", _OBJECT, _PLACE)
segment_type_of = _number(raw.FPDFPathSegment_GetType, "i4", _OBJECT)
segment_close_of = _number(raw.FPDFPathSegment_GetClose, "i4", _OBJECT)
point_of = _numbers(raw.FPDFPathSegment_GetPoint, 2, "f4", _OBJECT)

render_mode_of = _number(raw.FPDFTextObj_GetTextRenderMode, "i4", _OBJECT)
unicode_of = _number(raw.FPDFText_GetUnicode, "u4", _OBJECT, _PLACE)
hyphen_of = _number(raw.FPDFText_IsHyphen, "i4", _OBJECT, _PLACE)
map_error_of = _number(raw.FPDFText_HasUnicodeMapError, "i4", _OBJECT, _PLACE)
text_object_of = _number(raw.FPDFText_GetTextObject, "u8", _OBJECT, _PLACE)
box_of = _numbers(raw.FPDFText_GetCharBox, 4, "f8", _OBJECT, _PLACE)
loose_box_of = _numbers(raw.FPDFText_GetLooseCharBox, 4, "f4", _OBJECT, _PLACE, is_struct=True)
origin_of = _numbers(raw.FPDFText_GetCharOrigin, 2, "f8", _OBJECT, _PLACE)
