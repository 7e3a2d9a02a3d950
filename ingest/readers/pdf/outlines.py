"""The points of paths: where they stand, how each is reached, whether the outline closes there.

PDFium keeps the points of one path side by side and gives the address of each. They are copied a path at a
time, which takes a tenth of asking for each number of each point. How a point is laid out is not promised
anywhere: it is looked at once on a path of our own, and where that shows another layout, or points that do
not stand side by side, they are asked for one by one.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cache
from itertools import chain, repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from ingest.readers.pdf import pdfium
from ingest.readers.pdf.geometry import Codes, Numbers

_POINT = np.dtype([("x", "f4"), ("y", "f4"), ("kind", "u1"), ("closes", "?"), ("", "V2")])
_bytes_at = ctypes.PYFUNCTYPE(ctypes.py_object, pdfium.POINTER, ctypes.c_ssize_t)(
    ("PyBytes_FromStringAndSize", ctypes.pythonapi)
)


class Points(NamedTuple):
    """Points path by path: x and y in the path's own space, how each is reached, whether it closes there."""

    x: Numbers
    y: Numbers
    kinds: Codes
    closes: npt.NDArray[np.bool_]


def points_of(paths: Sequence[Any], lengths: Codes) -> Points:
    """All points of those paths (handles), of which each has one at least."""
    found = _copied(paths, lengths) if _is_as_known() else None
    return _asked(paths, lengths) if found is None else found


def _copied(paths: Sequence[Any], lengths: Codes) -> Points | None:
    """The points as they stand in memory; None where those of a path do not stand side by side."""
    many = len(paths)
    firsts = list(map(pdfium.segment_of, paths, repeat(0)))
    lasts = np.fromiter(map(pdfium.segment_of, paths, (lengths - 1).tolist()), np.uint64, many)
    sizes = lengths * _POINT.itemsize
    if not (np.array(firsts, np.uint64) + (sizes - _POINT.itemsize).astype(np.uint64) == lasts).all():
        return None
    points = np.frombuffer(b"".join(map(_bytes_at, firsts, sizes.tolist())), _POINT)
    return Points(
        points["x"].astype(np.float64), points["y"].astype(np.float64), points["kind"], points["closes"]
    )


def _asked(paths: Sequence[Any], lengths: Codes) -> Points:
    owners = chain.from_iterable(map(repeat, paths, lengths.tolist()))
    places = chain.from_iterable(map(range, lengths.tolist()))
    points = list(map(pdfium.handle, map(pdfium.segment_of, owners, places)))
    many = len(points)
    x, y = pdfium.points.ask(many, pdfium.point_of, points).T
    kinds = np.fromiter(map(pdfium.segment_type_of, points), np.int32, many)
    return Points(x, y, kinds, np.fromiter(map(pdfium.segment_close_of, points), np.int32, many) > 0)


@cache
def _is_as_known() -> bool:
    """Whether a path of every kind of point, copied, says what PDFium says of each of its points."""
    path = raw.FPDFPageObj_CreateNewPath(1.5, -2.25)
    try:
        raw.FPDFPath_LineTo(path, 3.125, 1e6)
        raw.FPDFPath_BezierTo(path, 5.0, 6.5, -7.0, 8.0, 9.0, 0.0)
        raw.FPDFPath_Close(path)
        raw.FPDFPath_MoveTo(path, 10.0, 11.0)
        raw.FPDFPath_LineTo(path, -12.0, 13.0)
        raw.FPDFPath_LineTo(path, 14.0, -15.75)
        raw.FPDFPath_Close(path)
        handle = pdfium.handle(ctypes.cast(path, pdfium.POINTER).value)
        lengths = np.array([raw.FPDFPath_CountSegments(path)])
        asked, copied = _asked([handle], lengths), _copied([handle], lengths)
        return copied is not None and all(map(np.array_equal, asked, copied))
    finally:
        raw.FPDFPageObj_Destroy(path)
