"""Lines of text among boxes of ink."""

from __future__ import annotations

import numpy as np

from ingest.readers.pdf.picture.raster import Window
from ingest.readers.pdf.picture.textlines import text_lines


def _lines(*boxes: tuple[int, int, int, int]) -> list[Window]:
    """Lines of text found among filled boxes of pixels, where lines are usually 30 pixels high."""
    dark = np.zeros((200, 400), bool)
    for left, top, right, bottom in boxes:
        dark[top:bottom, left:right] = True
    return text_lines(dark, 30.0)


def test_strokes_of_one_character_are_one_line() -> None:
    assert _lines((20, 20, 50, 24), (16, 40, 54, 44)) == [(16, 20, 54, 44)]


def test_lines_are_told_apart_by_the_gap_between_them() -> None:
    assert _lines((20, 20, 120, 50), (20, 58, 80, 88)) == [(20, 20, 120, 50), (20, 58, 80, 88)]


def test_lines_that_touch_are_parted_where_there_is_least_ink() -> None:
    found = _lines((20, 20, 120, 49), (20, 52, 120, 80), (60, 49, 62, 52))
    assert [(top, bottom) for _, top, _, bottom in found] == [(20, 49), (49, 80)]


def test_specks_are_no_line_and_end_none() -> None:
    assert _lines((20, 20, 120, 50), (300, 30, 303, 33), (200, 150, 203, 153)) == [(20, 20, 120, 50)]


def test_the_decimal_point_at_the_end_of_a_line_is_no_speck() -> None:
    assert _lines((20, 20, 120, 50), (124, 46, 127, 49)) == [(20, 20, 127, 50)]
