"""The points of paths, path by path."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pypdfium2.raw as raw
import pytest

from ingest.readers.pdf import pdfium
from ingest.readers.pdf.fonts import use_own_fonts
from ingest.readers.pdf.geometry import numbered
from ingest.readers.pdf.outlines import points_of
from ingest.readers.pdf.pdfium import Addresses


@pytest.fixture
def paths() -> Iterator[Addresses]:
    """A line, a closed curve and two triangles."""
    use_own_fonts()
    line, curve, triangles = (raw.FPDFPageObj_CreateNewPath(0.5, number) for number in range(3))
    raw.FPDFPath_LineTo(line, 300.25, -1.0)
    raw.FPDFPath_BezierTo(curve, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
    raw.FPDFPath_Close(curve)
    for x in (10.0, 20.0):
        raw.FPDFPath_MoveTo(triangles, x, 0.0)
        raw.FPDFPath_LineTo(triangles, x + 1, 0.0)
        raw.FPDFPath_LineTo(triangles, x, 1.0)
        raw.FPDFPath_Close(triangles)
    all_paths = (line, curve, triangles)
    yield np.array([pdfium.address_of(path) for path in all_paths], np.uint64)
    for path in all_paths:
        raw.FPDFPageObj_Destroy(path)


def test_points_of_several_paths_come_one_after_the_other(paths: Addresses) -> None:
    points = points_of(paths, *numbered(pdfium.path_length_of(paths)))
    assert points.x[:3].tolist() == [0.5, 300.25, 0.5]
    assert points.y[:4].tolist() == [0.0, -1.0, 1.0, 2.0]
    assert points.kinds[:3].tolist() == [
        raw.FPDF_SEGMENT_MOVETO,
        raw.FPDF_SEGMENT_LINETO,
        raw.FPDF_SEGMENT_MOVETO,
    ]
    assert points.closes.sum() == 3
    assert not points.closes[:2].any()


def test_of_no_paths_there_are_no_points(paths: Addresses) -> None:
    assert not len(points_of(paths[:0], *numbered(np.zeros(0, np.int32))).x)
