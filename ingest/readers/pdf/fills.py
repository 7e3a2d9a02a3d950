"""Tables of coloured cells: the edges of what is filled are rules where none are drawn.

Cells may be filled one by one, all or every other row, with or without a gap between them. Rows between two
filled ones have the columns of those; so has a last row below them, if text stands in it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ingest.readers.pdf.geometry import Matrix, Numbers, Rules, all_rules, least, where
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


def with_fills(areas: Areas, upright: Matrix, glyphs: Glyphs, rules: Rules) -> Rules:
    """The rules and the edges of filled cells, table by table, where no rules part them."""
    if areas.is_plain.sum() < _FEWEST:
        return rules
    boxes = np.stack(upright.of_boxes(*areas.boxes[areas.is_plain].T), axis=1)
    coloured = _is_coloured(areas)[areas.is_plain]
    big = least(boxes[:, 2:] - boxes[:, :2]) >= _LEAST
    boxes, coloured = boxes[big], coloured[big]
    is_cell = ~_hold_others(boxes)
    boxes, coloured = boxes[is_cell], coloured[is_cell]
    for cells in _blocks(boxes):
        if coloured[cells].any() and not _is_ruled(boxes[cells], rules):
            rules = all_rules(rules, _edges(boxes[cells], glyphs))
    return rules


def _is_coloured(areas: Areas) -> Mask:
    return np.asarray((255 - least(areas.colours[:, :3])) * areas.colours[:, 3] / 255 >= _COLOURED, bool)


def _hold_others(boxes: Numbers) -> Mask:
    """Which boxes are grounds of several others."""
    order = np.argsort((boxes[:, 1] + boxes[:, 3]) / 2, kind="stable")
    x, y = ((boxes[order, :2] + boxes[order, 2:]) / 2).T
    # those in the rows that a box spans, and not all of the page
    first, end = y.searchsorted(boxes[:, 1], "right"), y.searchsorted(boxes[:, 3], "left")
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
    cuts = where(boxes[order[1:], 1] - lowest[:-1] > between) + 1
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


def _is_ruled(boxes: Numbers, rules: Rules) -> bool:
    """Whether rules are drawn within these cells' table that part its columns."""
    left, top = boxes[:, :2].min(axis=0)
    right, bottom = boxes[:, 2:].max(axis=0)
    across, down = rules
    at, start, stop = down.T
    inside = (left + _GAP < at) & (at < right - _GAP) & (start < bottom - _GAP) & (stop > top + _GAP)
    return bool(inside.sum() > 1) and len(across) > 0


def _places(edges: Numbers) -> list[float]:
    """Lines on which edges lie: those of neighbours with a gap between them are one, in its middle."""
    groups: list[list[float]] = []
    for edge in np.sort(edges.ravel()).tolist():
        if groups and edge - groups[-1][0] <= _GAP:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return [(group[0] + group[-1]) / 2 for group in groups]


def _edges(boxes: Numbers, glyphs: Glyphs) -> Rules:
    """The edges of all cells of a table: of filled ones, and of plain ones between and below those."""
    xs, ys = np.array(_places(boxes[:, [0, 2]])), np.array(_places(boxes[:, [1, 3]]))
    left, right = _nearest(xs, boxes[:, 0]), _nearest(xs, boxes[:, 2])
    top, bottom = _nearest(ys, boxes[:, 1]), _nearest(ys, boxes[:, 3])
    held = np.zeros((len(ys), len(xs)), bool)
    for x0, y0, x1, y1 in zip(left.tolist(), top.tolist(), right.tolist(), bottom.tolist(), strict=True):
        held[y0:y1, x0:x1] = True
    cells = [np.stack([xs[left], ys[top], xs[right], ys[bottom]], axis=1)]
    high = float(np.median(np.diff(ys)))
    rows: Mask = np.asarray(held.any(axis=1))
    plain = where(~rows[:-1])
    for row in plain.tolist():
        cells.append(_row(xs[_walls(left, right, bottom == row)], ys[row], ys[row + 1]))
    if len(plain) and _has_row(glyphs, xs, ys[-1], ys[-1] + high):
        last = _walls(left, right, bottom == len(ys) - 1)
        cells.append(_row(xs[last], ys[-1], ys[-1] + high))
    x0, y0, x1, y1 = np.concatenate(cells).T
    across = [np.stack([y, x0, x1], axis=1) for y in (y0, y1)]
    down = [np.stack([x, y0, y1], axis=1) for x in (x0, x1)]
    return np.concatenate(across), np.concatenate(down)


def _walls(left: npt.NDArray[np.int64], right: npt.NDArray[np.int64], which: Mask) -> list[int]:
    """Between which lines the cells of a row stand."""
    return sorted({*left[which].tolist(), *right[which].tolist()})


def _row(walls: Numbers, top: float, bottom: float) -> Numbers:
    """The boxes of the cells between those walls."""
    heights = np.full(max(len(walls) - 1, 0), top), np.full(max(len(walls) - 1, 0), bottom)
    return np.stack([walls[:-1], heights[0], walls[1:], heights[1]], axis=1)


def _has_row(glyphs: Glyphs, xs: Numbers, top: float, bottom: float) -> bool:
    """Whether text stands in at least two columns of a row."""
    y = (glyphs.top + glyphs.bottom) / 2
    inside = (y > top) & (y < bottom)
    return len(set(xs.searchsorted(glyphs.x0[inside] + 1).tolist()) - {0, len(xs)}) > 1


def _nearest(places: Numbers, edges: Numbers) -> npt.NDArray[np.int64]:
    return np.asarray(np.abs(edges[:, None] - places[None, :]).argmin(axis=1), np.int64)
