"""The C functions of PDFium that are called once per glyph and per object, and room for what they write.

`map` over prototypes without type conversion calls them without one Python statement per call, which
halves the time of a page. Nothing checks what they are called with.

No argument is declared: each is passed as it is, an `int` as a C int, a `handle` or an address as an object
of ctypes. Converting them by a declaration would take a third of each call. Results are plain numbers.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from ingest.readers.pdf.geometry import Numbers

POINTER, _INT = ctypes.c_void_p, ctypes.c_int
# A handle that may be none: 0 then, not None.
_NUMBER = ctypes.c_size_t


# What a number has to be made to be passed as a handle; made once, it serves any number of calls.
handle: Callable[[int | None], Any] = POINTER.from_param


def _quick(function: object, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The same C function, called without letting the lock go; arguments as they are if none is declared."""
    address = ctypes.cast(function, POINTER).value  # type: ignore[arg-type]
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


render_mode_of = _quick(raw.FPDFTextObj_GetTextRenderMode, _INT)
unicode_of = _quick(raw.FPDFText_GetUnicode, ctypes.c_uint)
marks_of = _quick(raw.FPDFPageObj_CountMarks, _INT)
mark_of = _quick(raw.FPDFPageObj_GetMark, POINTER, POINTER, ctypes.c_ulong)
text_of = _quick(raw.FPDFText_GetText, _INT)
map_error_of = _quick(raw.FPDFText_HasUnicodeMapError, _INT)
box_of = _quick(raw.FPDFText_GetCharBox, _INT)
loose_box_of = _quick(raw.FPDFText_GetLooseCharBox, _INT)
origin_of = _quick(raw.FPDFText_GetCharOrigin, _INT)
text_object_of = _quick(raw.FPDFText_GetTextObject, POINTER)
object_of_page = _quick(raw.FPDFPage_GetObject, POINTER)
object_of_form = _quick(raw.FPDFFormObj_GetObject, POINTER, POINTER, ctypes.c_ulong)
type_of = _quick(raw.FPDFPageObj_GetType, _INT)
bounds_of = _quick(raw.FPDFPageObj_GetBounds, _INT)
matrix_of = _quick(raw.FPDFPageObj_GetMatrix, _INT)
clip_of = _quick(raw.FPDFPageObj_GetClipPath, POINTER)
clip_paths_of = _quick(raw.FPDFClipPath_CountPaths, _INT)
clip_length_of = _quick(raw.FPDFClipPath_CountPathSegments, _INT)
clip_segment_of = _quick(raw.FPDFClipPath_GetPathSegment, _NUMBER)
segment_of = _quick(raw.FPDFPath_GetPathSegment, _NUMBER)
segment_type_of = _quick(raw.FPDFPathSegment_GetType, _INT)
segment_close_of = _quick(raw.FPDFPathSegment_GetClose, _INT)
path_length_of = _quick(raw.FPDFPath_CountSegments, _INT)
draw_mode_of = _quick(raw.FPDFPath_GetDrawMode, _INT)
stroke_colour_of = _quick(raw.FPDFPageObj_GetStrokeColor, _INT)
fill_colour_of = _quick(raw.FPDFPageObj_GetFillColor, _INT)
point_of = _quick(raw.FPDFPathSegment_GetPoint, _INT)


class _Values:
    """Room for what PDFium writes: `count` numbers for each of many calls."""

    def __init__(self, kind: type[ctypes._SimpleCData[Any]], count: int) -> None:
        self._kind, self._count = kind, count
        self._grow(4096)

    def _grow(self, calls: int) -> None:
        self._calls = calls
        self._store = (self._kind * (calls * self._count))()
        size = ctypes.sizeof(self._kind)
        stride = size * self._count
        self._values = np.ctypeslib.as_array(self._store).reshape(calls, self._count)
        self._places = [
            [ctypes.byref(self._store, stride * call + size * field) for call in range(calls)]
            for field in range(self._count)
        ]

    def ask(
        self, calls: int, function: Callable[..., int], *arguments: Any, at: int | None = None
    ) -> Numbers:
        """What `function` wrote in `calls` calls over the arguments: one row per call.

        Every call gets the addresses of its first `at` fields, of all of them by default. A call that
        says it failed leaves zeros.
        """
        if calls > self._calls:
            self._grow(max(calls, 2 * self._calls))
        wrote = np.fromiter(map(function, *arguments, *self._places[:at]), np.int32, calls)
        values = self._values[:calls].astype(np.float64)
        if not wrote.all():
            values[wrote == 0] = 0.0
        return values


boxes, origins = _Values(ctypes.c_double, 4), _Values(ctypes.c_double, 2)
loose_boxes = _Values(ctypes.c_float, 4)
bounds, points, matrices = (_Values(ctypes.c_float, count) for count in (4, 2, 6))
modes, colours = _Values(ctypes.c_int, 2), _Values(ctypes.c_uint, 4)
