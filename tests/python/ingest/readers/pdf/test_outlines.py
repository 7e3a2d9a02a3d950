"""Points of paths are copied at once where that says the same as asking for each, and asked for elsewhere."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import numpy as np
import pypdfium2.raw as raw
import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import outlines, pdfium
from ingest.readers.pdf.fonts import use_own_fonts
from tests.python.ingest.readers.pdf import drawn


@pytest.fixture
def paths() -> Iterator[tuple[list[object], list[int]]]:
    """Handles of three paths, a line, a closed curve and two triangles, and how many points each has."""
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
    yield (
        [pdfium.handle(ctypes.cast(path, pdfium.POINTER).value) for path in all_paths],
        [raw.FPDFPath_CountSegments(path) for path in all_paths],
    )
    for path in all_paths:
        raw.FPDFPageObj_Destroy(path)


def test_copied_points_are_those_that_are_asked_for(paths: tuple[list[object], list[int]]) -> None:
    handles, lengths = paths[0], np.array(paths[1])
    assert outlines._is_as_known()
    copied, asked = outlines._copied(handles, lengths), outlines._asked(handles, lengths)
    assert copied is not None
    assert all(map(np.array_equal, copied, asked))
    assert asked.x[:2].tolist() == [0.5, 300.25]
    assert asked.closes.sum() == 3


def test_points_that_do_not_stand_side_by_side_are_not_copied(paths: tuple[list[object], list[int]]) -> None:
    handles = paths[0]
    assert outlines._copied(handles, np.array([2, 4, 6])) is not None
    assert outlines._copied(handles, np.array([2, 400, 6])) is None  # the address of no point is none


def test_a_layout_that_is_not_known_is_read_point_by_point(monkeypatch: pytest.MonkeyPatch) -> None:
    def grid(canvas: Canvas) -> None:
        canvas.grid([50, 150, 250], [600, 650, 700])
        canvas.rect(50, 500, 200, 50)
        canvas.drawString(60, 620, "128.00")

    expected = drawn.read(grid)
    outlines._is_as_known.cache_clear()
    # another layout: each point eight bytes longer
    longer = np.dtype([*outlines._POINT.descr[:-1], ("", "V10")])
    monkeypatch.setattr(outlines, "_POINT", longer)
    assert not outlines._is_as_known()
    assert drawn.read(grid) == expected
    outlines._is_as_known.cache_clear()
