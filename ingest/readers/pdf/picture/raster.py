"""Pictures as rows of pixels: their types, where ink stands in them, pixels against nominal points."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ingest.model import Box

Picture = npt.NDArray[np.uint8]
"""Rows of pixels, or rows of pixels of three colours."""
Mask = npt.NDArray[np.bool_]
Window = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels, the last two left out."""
DOTS_PER_POINT = 200 / 72


def holds_ink(text: Mask, axis: int) -> Mask:
    """For every row (axis 1) or column (axis 0), whether there is ink in it."""
    return np.asarray(text.any(axis=axis), bool)


def spans_of(filled: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where a row of truths begins and ends."""
    edges = np.diff(np.pad(filled, 1).astype(np.int8))
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))


def bounds_of(text: Mask, window: Window) -> Window:
    """The box around all ink of a cell, of no extent where there is none."""
    left, top, right, bottom = window
    rows = np.flatnonzero(text[top:bottom, left:right].any(axis=1))
    columns = np.flatnonzero(text[top:bottom, left:right].any(axis=0))
    if not len(rows):
        return left, top, left, top
    return left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1


def to_points(box: Box, scale: float) -> Box:
    """From nominal points to those of the page."""
    factor = DOTS_PER_POINT / scale
    return box[0] * factor, box[1] * factor, box[2] * factor, box[3] * factor


def window_of(box: Box, shape: tuple[int, ...]) -> Window:
    """The pixels of a box in nominal points, within a picture of that shape."""
    left, top, right, bottom = (round(place * DOTS_PER_POINT) for place in box)
    return max(left, 0), max(top, 0), min(right + 1, shape[1]), min(bottom + 1, shape[0])
