"""Tables of coloured cells: the edges of what is filled are rules where none are drawn.

Cells may be filled one by one, all or every other row, with or without a gap between them. Rows between two
filled ones have the columns of those; so has a last row below them, if text stands in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ingest.readers.pdf.geometry import Matrix, Numbers, Rule
from ingest.readers.pdf.glyphs import Glyphs
from ingest.readers.pdf.paths import Areas

Mask = npt.NDArray[np.bool_]
# Of 255 by which a colour differs from paper at least.
_COLOURED = 8.0
# Points: the smallest cell; the widest gap between neighbours; how far edges of one line stand apart.
_LEAST, _GAP, _EDGE = 6.0, 6.0, 2.5
_FEWEST, _TILED = 6, 0.4
# So many heights of a row may lie between filled ones.
_BETWEEN = 1.6


def on_colour(boxes: Numbers, areas: Areas) -> Mask:
    """Whether each box touches an area that is not as white as paper."""
    found = np.zeros(len(boxes), bool)
    for x0, y0, x1, y1 in areas.boxes[areas.is_plain & _is_coloured(areas)]:
        across = (boxes[:, 0] <= x1 + 1) & (boxes[:, 2] >= x0 - 1)
        found |= across & (boxes[:, 1] <= y1 + 1) & (boxes[:, 3] >= y0 - 1)
    return found


def add_fills(areas: Areas, upright: Matrix, glyphs: Glyphs, across: list[Rule], down: list[Rule]) -> None:
    """Adds the edges of filled cells to the rules, table by table, where no rules part them."""
    if areas.is_plain.sum() < _FEWEST:
        return
    boxes = np.stack(upright.of_boxes(*areas.boxes[areas.is_plain].T), axis=1)
    coloured = _is_coloured(areas)[areas.is_plain]
    big = (boxes[:, 2:] - boxes[:, :2]).min(axis=1) >= _LEAST
    boxes, coloured = boxes[big], coloured[big]
    is_cell = ~_hold_others(boxes)
    boxes, coloured = boxes[is_cell], coloured[is_cell]
    for cells in _blocks(boxes):
        if coloured[cells].any() and not _is_ruled(boxes[cells], across, down):
            _add_edges(boxes[cells], glyphs, across, down)


def _is_coloured(areas: Areas) -> Mask:
    return np.asarray((255 - areas.colours[:, :3].min(axis=1)) * areas.colours[:, 3] / 255 >= _COLOURED, bool)


def _hold_others(boxes: Numbers) -> Mask:
    """Which boxes are grounds of several others."""
    order = np.argsort((boxes[:, 1] + boxes[:, 3]) / 2, kind="stable")
    x, y = ((boxes[order, :2] + boxes[order, 2:]) / 2).T
    # those in the rows that a box spans, and not all of the page
    first, end = np.searchsorted(y, boxes[:, 1], "right"), np.searchsorted(y, boxes[:, 3], "left")
    counts = np.zeros(len(boxes), np.int64)
    for number, (x0, x1) in enumerate(boxes[:, [0, 2]].tolist()):
        beside = x[first[number] : end[number]]
        counts[number] = ((beside > x0) & (beside < x1)).sum()
    return counts > 2


def _blocks(boxes: Numbers) -> list[npt.NDArray[np.int64]]:
    """Cells that stand below one another without more than a row between them."""
    if len(boxes) < _FEWEST:
        return []
    between = _BETWEEN * float(np.median(boxes[:, 3] - boxes[:, 1])) + _GAP
    order = np.argsort(boxes[:, 1], kind="stable")
    lowest = np.maximum.accumulate(boxes[order, 3])
    cuts = np.flatnonzero(boxes[order[1:], 1] - lowest[:-1] > between) + 1
    return [part for part in np.split(order, cuts) if _is_table(boxes[part])]


def _is_table(boxes: Numbers) -> bool:
    """Cells in rows and columns that leave little between them, some of them side by side in every row."""
    if len(boxes) < _FEWEST:
        return False
    rows, columns = _places(boxes[:, [1, 3]]), _places(boxes[:, [0, 2]])
    if len(rows) < 3 or len(columns) < 3:
        return False
    size = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    whole = (columns[-1] - columns[0]) * (rows[-1] - rows[0])
    wide = boxes[:, 2] - boxes[:, 0] > (columns[-1] - columns[0]) * 0.9
    return bool(size.sum() >= _TILED * whole and wide.sum() * 2 < len(rows))


def _is_ruled(boxes: Numbers, across: Sequence[Rule], down: Sequence[Rule]) -> bool:
    """Whether rules are drawn within these cells' table that part its columns."""
    left, top = boxes[:, :2].min(axis=0)
    right, bottom = boxes[:, 2:].max(axis=0)
    inside = [
        rule
        for rule in down
        if left + _GAP < rule.at < right - _GAP and rule.start < bottom - _GAP and rule.stop > top + _GAP
    ]
    return len(inside) > 1 and bool(across)


def _places(edges: Numbers) -> list[float]:
    """Lines on which edges lie: those of neighbours with a gap between them are one, in its middle."""
    groups: list[list[float]] = []
    for edge in np.sort(edges.ravel()).tolist():
        if groups and edge - groups[-1][0] <= _GAP:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return [(group[0] + group[-1]) / 2 for group in groups]


def _add_edges(boxes: Numbers, glyphs: Glyphs, across: list[Rule], down: list[Rule]) -> None:
    xs, ys = np.array(_places(boxes[:, [0, 2]])), np.array(_places(boxes[:, [1, 3]]))
    left, right = _nearest(xs, boxes[:, 0]), _nearest(xs, boxes[:, 2])
    top, bottom = _nearest(ys, boxes[:, 1]), _nearest(ys, boxes[:, 3])
    held = np.zeros((len(ys), len(xs)), bool)
    for x0, y0, x1, y1 in zip(left.tolist(), top.tolist(), right.tolist(), bottom.tolist(), strict=True):
        held[y0:y1, x0:x1] = True
        _add_cell(xs[x0], ys[y0], xs[x1], ys[y1], across, down)
    high = float(np.median(np.diff(ys)))
    rows: Mask = np.asarray(held.any(axis=1))
    plain = np.flatnonzero(~rows[:-1])
    for row in plain.tolist():
        _add_row(xs, _walls(left, right, bottom == row), ys[row], ys[row + 1], across, down)
    if len(plain) and _has_row(glyphs, xs, ys[-1], ys[-1] + high):
        last = _walls(left, right, bottom == len(ys) - 1)
        _add_row(xs, last, ys[-1], ys[-1] + high, across, down)


def _walls(left: npt.NDArray[np.int64], right: npt.NDArray[np.int64], which: Mask) -> list[int]:
    """Between which lines the cells of a row stand."""
    return sorted({*left[which].tolist(), *right[which].tolist()})


def _add_row(
    xs: Numbers, walls: Sequence[int], top: float, bottom: float, across: list[Rule], down: list[Rule]
) -> None:
    for x0, x1 in pairwise(walls):
        _add_cell(xs[x0], top, xs[x1], bottom, across, down)


def _add_cell(x0: float, y0: float, x1: float, y1: float, across: list[Rule], down: list[Rule]) -> None:
    across += [Rule(float(y), float(x0), float(x1)) for y in (y0, y1)]
    down += [Rule(float(x), float(y0), float(y1)) for x in (x0, x1)]


def _has_row(glyphs: Glyphs, xs: Numbers, top: float, bottom: float) -> bool:
    """Whether text stands in at least two columns of a row."""
    y = (glyphs.top + glyphs.bottom) / 2
    inside = (y > top) & (y < bottom)
    return len(set(np.searchsorted(xs, glyphs.x0[inside] + 1).tolist()) - {0, len(xs)}) > 1


def _nearest(places: Numbers, edges: Numbers) -> npt.NDArray[np.int64]:
    return np.asarray(np.abs(edges[:, None] - places[None, :]).argmin(axis=1), np.int64)
