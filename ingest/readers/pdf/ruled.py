"""From rules to grids: which cells the lines drawn on a page close off, merged ones with their extent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.model import Box
from ingest.readers.pdf.geometry import Codes, Numbers, Rule, Rules, led_by, ordered, steps, where

# Points. Rules nearer than _SNAP are one (double rules); gaps up to _JOIN are dashes or sloppy corners.
_SNAP, _JOIN, _TOUCH = 2.5, 3.5, 3.0
_SHORTEST = 4.0
_OPEN_SIDE = 12.0
# Rules of which it is seen at once that all touch one another; over how many others at most.
_FEW, _STEPS = 300, 3


Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class RuledGrid:
    """One table's grid: its lines from top to bottom and left to right, and the cells they close off.

    `cells` has one row per cell, in reading order: its first row and column of the elementary grid, from 0,
    and those behind its last ones. `owners` is the number of its cell for every place of that grid, by row
    and column.
    """

    ys: tuple[float, ...]
    xs: tuple[float, ...]
    cells: Codes
    owners: Codes

    @property
    def box(self) -> Box:
        """The outer frame."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def boxes(self) -> list[Box]:
        """Where each cell stands on the page."""
        xs, ys = np.array(self.xs), np.array(self.ys)
        top, left, low, right = self.cells.T
        return list(
            zip(xs[left].tolist(), ys[top].tolist(), xs[right].tolist(), ys[low].tolist(), strict=True)
        )


def grids(across: Sequence[Rule] | Numbers, down: Sequence[Rule] | Numbers) -> list[RuledGrid]:
    """The tables that the rules draw, from top to bottom; a frame around one cell is none."""
    rows, columns = merged((_array(across), _array(down)))
    found = []
    for band_rows, band_columns in _connected(rows, columns):
        grid = _grid(band_rows, _with_open_sides(band_rows, band_columns))
        if grid and len(grid.cells) > 1:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _array(rules: Sequence[Rule] | Numbers) -> Numbers:
    return np.asarray(rules, np.float64).reshape(-1, 3)


def merged(rules: Rules) -> Rules:
    """Rules on one line put together across small gaps, double rules made one, specks left out.

    A line lies where its longest rule does. Lines come in order.
    """
    if not len(rules[0]) + len(rules[1]):
        return rules
    # both directions at once, which takes half as many steps: lines across first
    parts = [side[side[:, 0].argsort(kind="stable")] for side in rules]
    across = len(parts[0])
    at, start, stop = np.concatenate(parts).T
    line = _lines(at[:across])
    line = np.append(line, _lines(at[across:]) + (line[-1] + 1 if across else 0))
    is_first = led_by(True, line[1:] != line[:-1])
    middle = at[_longest(stop - start, line, is_first)]
    along = ordered(line, start)
    if along is not None:
        start, stop = start[along], stop[along]
    is_rising = is_first[1:] | (steps(stop) >= 0)
    reach = stop if is_rising.all() else _reached(stop, line)
    is_first[1:] |= start[1:] > reach[:-1] + _JOIN
    begins = where(is_first)
    ends = np.append(begins[1:], len(reach)) - 1
    found = np.stack([middle[line[begins]], start[begins], reach[ends]], axis=1)
    is_long = found[:, 2] - found[:, 1] >= _SHORTEST
    is_across = begins < across
    return found[is_long & is_across], found[is_long & ~is_across]


def _lines(at: Numbers) -> Codes:
    """The number of its line for each of the sorted places; a line reaches `_SNAP` from its first one."""
    if not len(at):
        return np.zeros(0, np.int64)
    starts = led_by(True, steps(at) > _SNAP)
    line: Codes = starts.cumsum() - 1
    if (at - at[starts][line] <= _SNAP).all():
        return line
    # some lines follow one another so closely that only their first places part them
    first, number = float(at[0]), 0
    numbers = []
    for place in at.tolist():
        if place - first > _SNAP:
            first, number = place, number + 1
        numbers.append(number)
    return np.array(numbers, np.int64)


def _longest(lengths: Numbers, line: Codes, is_first: Mask) -> Codes:
    """Which rule of each line is its longest, the first one of several."""
    most = np.maximum.reduceat(lengths, where(is_first))
    places = where(lengths == most[line])
    return np.asarray(places[led_by(True, steps(line[places]) != 0)])


def _reached(stop: Numbers, line: Codes) -> Numbers:
    """How far the rules of its line reach up to each one: the largest number so far of that line."""
    many = len(stop)
    by_stop = stop.argsort(kind="stable")
    rank = np.empty(many, np.int64)
    rank[by_stop] = np.arange(many)
    # ranks of a later line are above those of all before, so each line starts anew
    return stop[by_stop[np.maximum.accumulate(rank + line * many) - line * many]]


def _connected(rows: Numbers, columns: Numbers) -> list[tuple[Numbers, Numbers]]:
    """Rules that touch one another belong to one table."""
    if _are_one(rows, columns):
        return [(rows, columns)]
    leader = list(range(len(rows) + len(columns)))

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    heights = rows[:, 0]
    firsts = heights.searchsorted(columns[:, 1] - _TOUCH).tolist()
    lasts = heights.searchsorted(columns[:, 2] + _TOUCH, "right").tolist()
    starts, stops = (rows[:, 1] - _TOUCH).tolist(), (rows[:, 2] + _TOUCH).tolist()
    for number, at in enumerate(columns[:, 0].tolist()):
        for other in range(firsts[number], lasts[number]):
            if starts[other] <= at <= stops[other]:
                leader[lead(other)] = lead(len(rows) + number)
    bands: dict[int, tuple[list[int], list[int]]] = {}
    for number in range(len(rows)):
        bands.setdefault(lead(number), ([], []))[0].append(number)
    for number in range(len(columns)):
        bands.setdefault(lead(len(rows) + number), ([], []))[1].append(number)
    return [(rows[held], columns[crossed]) for held, crossed in bands.values() if len(held) > 1 and crossed]


def _are_one(rows: Numbers, columns: Numbers) -> bool:
    """Whether it is seen at once that all rules touch one another, by way of others too: on most pages."""
    if not 1 < len(rows) < _FEW or not 0 < len(columns) < _FEW:
        return False
    at, top, low = columns.T[:, :, None]
    touches = (rows[:, 0] >= top - _TOUCH) & (rows[:, 0] <= low + _TOUCH)
    touches &= (rows[:, 1] - _TOUCH <= at) & (at <= rows[:, 2] + _TOUCH)
    crossed = touches[:, 0]
    for _ in range(_STEPS):
        reached = crossed @ touches
        crossed = touches @ reached
        if reached.all() and crossed.all():
            return True
    return False


def _with_open_sides(rows: Numbers, columns: Numbers) -> Numbers:
    """A table printed without its left or right border is closed where its horizontal rules end."""
    at, ends = rows[:, 0], rows[:, 1:]
    closed = [columns]
    for end, outermost in (
        (ends[:, 0].min(), columns[:, 0].min()),
        (ends[:, 1].max(), columns[:, 0].max()),
    ):
        reaching = (np.abs(ends - end) <= _TOUCH).any(axis=1)
        if abs(end - outermost) > _OPEN_SIDE and reaching.sum() * 2 > len(rows):
            closed.append(np.array([[end, at.min(), at.max()]]))
    return np.concatenate(closed)


def _grid(rows: Numbers, columns: Numbers) -> RuledGrid | None:
    """Elementary grid of all lines, then the places without a wall between them put together."""
    ys, xs = _places(rows), _places(columns)
    if len(ys) < 2 or len(xs) < 2:
        return None
    above, left = _walls(ys, xs, rows), _walls(xs, ys, columns).T
    # wall_below[r, c]: a rule runs along the foot of place (r, c), or nothing lies below; wall_right likewise
    below, right = above[1:].copy(), left[:, 1:].copy()
    below[-1], right[:, -1] = True, True
    merging = _merged_cells(below, right)
    high, wide = below.shape
    places = np.arange(high * wide).reshape(high, wide)
    corner = places.copy()
    for top, first, low, end in merging:
        corner[top:low, first:end] = top * wide + first
    is_corner = corner == places
    owners = (is_corner.cumsum() - 1)[corner]
    cells = np.argwhere(is_corner)
    cells = np.concatenate([cells, cells + 1], axis=1)
    for cell in merging:
        cells[owners[cell[:2]]] = cell
    return RuledGrid(tuple(ys), tuple(xs), cells, owners)


def _walls(lines: list[float], places: list[float], rules: Numbers) -> Mask:
    """By line and by gap between two places, whether a rule on that line runs along the gap's middle."""
    at, start, stop = rules.T
    edges = np.array(places)
    middle = (edges[:-1] + edges[1:]) / 2
    line = _nearest(np.array(lines), at)
    line *= len(places)
    begins, ends = (
        np.bincount(line + gap, minlength=len(lines) * len(places))
        for gap in (middle.searchsorted(start - _TOUCH), middle.searchsorted(stop + _TOUCH, "right"))
    )
    counts = (begins - ends).reshape(len(lines), len(places))
    return np.asarray(counts.cumsum(axis=1)[:, :-1] > 0)


def _merged_cells(below: Mask, right: Mask) -> list[tuple[int, int, int, int]]:
    """The cells of more than one place: first row and column, those behind the last ones.

    Each is the largest rectangle from its corner without a wall in it: first to the right, then down.
    """
    corners = np.argwhere(~(below & right)).tolist()
    if not corners:
        return []
    wall_below, wall_right = below.tolist(), right.tolist()
    taken: set[tuple[int, int]] = set()
    found = []
    for row, column in corners:
        if (row, column) in taken:
            continue
        end = column + 1
        while not wall_right[row][end - 1] and (row, end) not in taken:
            end += 1
        low = row + 1
        while (
            not any(wall_below[low - 1][column:end])
            and not any(wall_right[low][column : end - 1])
            and not any((low, place) in taken for place in range(column, end))
        ):
            low += 1
        if (low, end) != (row + 1, column + 1):
            found.append((row, column, low, end))
            taken.update((r, c) for r in range(row, low) for c in range(column, end))
    return found


def _places(rules: Numbers) -> list[float]:
    """The lines of a grid, each once."""
    places: list[float] = []
    for at in np.sort(rules[:, 0]).tolist():
        if not places or at - places[-1] > _SNAP:
            places.append(at)
    return places


def _nearest(places: Numbers, at: Numbers) -> Codes:
    """The number of the place that is nearest to each, the first one of two."""
    after = places.searchsorted(at)
    before, after = np.maximum(after - 1, 0), np.minimum(after, len(places) - 1)
    return np.where(np.abs(places[before] - at) <= np.abs(places[after] - at), before, after)
