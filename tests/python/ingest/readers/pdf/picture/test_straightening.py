"""How far a picture is turned."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ingest.readers.pdf.picture.shades import ink
from ingest.readers.pdf.picture.straightening import skew
from tests.python.ingest.readers.pdf.picture.drawn import blank_paper, draw_table


@pytest.mark.parametrize("degrees", [-2.0, -1.0, -0.3, 0.15, 1.0, 2.0])
def test_skew_is_found_to_a_fiftieth_of_a_degree(degrees: float) -> None:
    dark = np.zeros((1500, 1200), bool)
    x = np.arange(50, 1150)
    for y in range(200, 1300, 60):
        rows = np.rint(y + (x - 600) * math.tan(math.radians(degrees))).astype(int)
        dark[rows, x] = dark[rows + 1, x] = True
    assert skew(dark) == pytest.approx(degrees, abs=0.02)


def test_what_is_straight_or_empty_is_not_turned() -> None:
    paper = blank_paper()
    assert skew(ink(paper)) == 0.0
    draw_table(paper)
    assert skew(ink(paper)) == 0.0
