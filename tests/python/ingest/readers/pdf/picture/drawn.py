"""Arrays of pixels with rules drawn on them."""

from __future__ import annotations

import numpy as np

from ingest.readers.pdf.picture.raster import DOTS_PER_POINT as DOTS
from ingest.readers.pdf.picture.raster import Picture


def blank_paper(width: float = 400, height: float = 300, shade: int = 255) -> Picture:
    return np.full((round(height * DOTS), round(width * DOTS)), shade, np.uint8)


def draw(paper: Picture, x0: float, y0: float, x1: float, y1: float, shade: int = 0) -> None:
    """A filled box, in points, at least two pixels in each direction."""
    left, top = round(x0 * DOTS), round(y0 * DOTS)
    paper[top : max(round(y1 * DOTS), top + 2), left : max(round(x1 * DOTS), left + 2)] = shade


def across(paper: Picture, y: float, x0: float, x1: float) -> None:
    draw(paper, x0, y, x1, y)


def down(paper: Picture, x: float, y0: float, y1: float) -> None:
    draw(paper, x, y0, x, y1)


def draw_table(paper: Picture) -> None:
    """Two rows and three columns, the upper right cell over two of them."""
    for y in (50, 80, 100):
        across(paper, y, 40, 340)
    for x in (40, 140, 340):
        down(paper, x, 50, 100)
    down(paper, 240, 80, 100)


TABLE = [(40, 50, 140, 80), (140, 50, 340, 80), (40, 80, 140, 100), (140, 80, 240, 100), (240, 80, 340, 100)]
