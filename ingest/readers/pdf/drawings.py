"""What may be text though it is drawn: small paths within cells that hold no text, pictures beside text."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ingest.model import Box
from ingest.readers.pdf.geometry import Codes, Matrix, Numbers, some
from ingest.readers.pdf.paths import RECTANGLE, Paths

Mask = npt.NDArray[np.bool_]
# Points: how high, and how wide where they have few points, paths of characters are at most.
_HIGH, _WIDE = 16.0, 16.0
# Points of all outlines in a cell from which on they may be characters: a tick or a slash has fewer.
_FEWEST = 10
# Points from the edges of a cell: nearer ones belong to its rules.
_EDGE = 1.5
# Cells beside paths that are compared at a time, so that no page takes much memory.
_AT_ONCE = 1 << 20


def small_paths(paths: Paths, upright: Matrix) -> Numbers:
    """Middles of the paths that may draw characters, and how many points each has: x, y, points."""
    boxes = paths.boxes
    wide, high = np.abs(boxes[:, 2] - boxes[:, 0]), np.abs(boxes[:, 3] - boxes[:, 1])
    if upright.a == 0:
        wide, high = high, wide
    is_small = (high <= _HIGH) & ((wide <= _WIDE) | (paths.lengths > RECTANGLE))
    is_small &= paths.colours[:, 3] > 0
    if not some(is_small):
        return np.zeros((0, 3))
    x0, y0, x1, y1 = upright.of_boxes(*boxes[is_small].T)
    return np.stack([(x0 + x1) / 2, (y0 + y1) / 2, paths.lengths[is_small]], axis=1)


def drawn_cells(drawn: Numbers, cells: dict[int, Box], groups: Codes) -> int:
    """How many of the cells without text hold so many points of paths as characters have."""
    if not len(drawn):
        return 0
    blank = cells.keys() - set(groups.tolist())
    boxes = np.array([cells[number] for number in blank]).reshape(-1, 4)
    count = 0
    for first in range(0, len(boxes), max(_AT_ONCE // len(drawn), 1)):
        x0, y0, x1, y1 = boxes[first : first + max(_AT_ONCE // len(drawn), 1), :, None].swapaxes(0, 1)
        inside = (drawn[:, 0] > x0 + _EDGE) & (drawn[:, 0] < x1 - _EDGE)
        inside &= (drawn[:, 1] > y0 + _EDGE) & (drawn[:, 1] < y1 - _EDGE)
        count += int((inside @ drawn[:, 2] >= _FEWEST).sum())
    return count
