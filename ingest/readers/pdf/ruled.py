"""From rules to grids: which cells the lines drawn on a page close off, merged ones with their extent."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Box
from ingest.readers.pdf.geometry import Rule

# Points. Rules nearer than _SNAP are one (double rules); gaps up to _JOIN are dashes or sloppy corners.
_SNAP, _JOIN, _TOUCH = 2.5, 3.5, 3.0
_SHORTEST = 4.0
_OPEN_SIDE = 12.0


@dataclass(frozen=True, slots=True)
class GridCell:
    """One closed cell: rows and columns of the elementary grid that it covers, from 0, ends left out."""

    row: int
    column: int
    row_end: int
    column_end: int


@dataclass(frozen=True)
class RuledGrid:
    """One table's grid: its lines from top to bottom and left to right, and the cells they close off."""

    ys: tuple[float, ...]
    xs: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def box(self) -> Box:
        """The outer frame."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def box_of(self, cell: GridCell) -> Box:
        """Where the cell stands on the page."""
        return self.xs[cell.column], self.ys[cell.row], self.xs[cell.column_end], self.ys[cell.row_end]

    def owners(self) -> list[list[int]]:
        """For every place of the elementary grid, by row and column, the number of its cell."""
        owners = [[0] * (len(self.xs) - 1) for _ in range(len(self.ys) - 1)]
        for number, cell in enumerate(self.cells):
            for row in range(cell.row, cell.row_end):
                for column in range(cell.column, cell.column_end):
                    owners[row][column] = number
        return owners


def grids(across: Sequence[Rule], down: Sequence[Rule]) -> list[RuledGrid]:
    """The tables that the rules draw, from top to bottom; a frame around one cell is none."""
    rows, columns = merged(across), merged(down)
    found = []
    for band_rows, band_columns in _connected(rows, columns):
        grid = _grid(band_rows, _with_open_sides(band_rows, band_columns))
        if grid and len(grid.cells) > 1:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules on one line put together across small gaps, double rules made one, specks left out."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules):
        if lines and rule.at - lines[-1][0].at <= _SNAP:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    found: list[Rule] = []
    for line in lines:
        longest = max(line, key=lambda rule: rule.stop - rule.start)
        start = stop = None
        for rule in sorted(line, key=lambda rule: rule.start):
            if start is None or stop is None:
                start, stop = rule.start, rule.stop
            elif rule.start <= stop + _JOIN:
                stop = max(stop, rule.stop)
            else:
                found.append(Rule(longest.at, start, stop))
                start, stop = rule.start, rule.stop
        if start is not None and stop is not None:
            found.append(Rule(longest.at, start, stop))
    return [rule for rule in found if rule.stop - rule.start >= _SHORTEST]


def _connected(rows: list[Rule], columns: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that touch one another belong to one table."""
    leader = list(range(len(rows) + len(columns)))

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    heights = [row.at for row in rows]
    for number, column in enumerate(columns, start=len(rows)):
        first = bisect_left(heights, column.start - _TOUCH)
        last = bisect_right(heights, column.stop + _TOUCH)
        for other in range(first, last):
            if rows[other].start - _TOUCH <= column.at <= rows[other].stop + _TOUCH:
                leader[lead(other)] = lead(number)
    bands: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, row in enumerate(rows):
        bands.setdefault(lead(number), ([], []))[0].append(row)
    for number, column in enumerate(columns, start=len(rows)):
        bands.setdefault(lead(number), ([], []))[1].append(column)
    return [(held, crossed) for held, crossed in bands.values() if len(held) > 1 and crossed]


def _with_open_sides(rows: list[Rule], columns: list[Rule]) -> list[Rule]:
    """A table printed without its left or right border is closed where its horizontal rules end."""
    top, bottom = min(row.at for row in rows), max(row.at for row in rows)
    closed = list(columns)
    for end, outermost in (
        (min(row.start for row in rows), min(column.at for column in columns)),
        (max(row.stop for row in rows), max(column.at for column in columns)),
    ):
        reaching = [row for row in rows if min(abs(row.start - end), abs(row.stop - end)) <= _TOUCH]
        if abs(end - outermost) > _OPEN_SIDE and len(reaching) * 2 > len(rows):
            closed.append(Rule(end, top, bottom))
    return closed


def _grid(rows: list[Rule], columns: list[Rule]) -> RuledGrid | None:
    """Elementary grid of all lines, then the places without a wall between them put together."""
    ys, xs = _places(rows), _places(columns)
    if len(ys) < 2 or len(xs) < 2:
        return None
    high, wide = len(ys) - 1, len(xs) - 1
    # wall_above[r][c]: a rule runs along the top of place (r, c); wall_left likewise
    wall_above = [[False] * wide for _ in range(high + 1)]
    wall_left = [[False] * (wide + 1) for _ in range(high)]
    for rule in rows:
        row = _nearest(ys, rule.at)
        for column in range(wide):
            if rule.start - _TOUCH <= (xs[column] + xs[column + 1]) / 2 <= rule.stop + _TOUCH:
                wall_above[row][column] = True
    for rule in columns:
        column = _nearest(xs, rule.at)
        for row in range(high):
            if rule.start - _TOUCH <= (ys[row] + ys[row + 1]) / 2 <= rule.stop + _TOUCH:
                wall_left[row][column] = True
    taken = [[False] * wide for _ in range(high)]
    cells: list[GridCell] = []
    for row in range(high):
        for column in range(wide):
            if taken[row][column]:
                continue
            cell = _closed_cell(row, column, wall_above, wall_left, taken)
            for r in range(cell.row, cell.row_end):
                for c in range(cell.column, cell.column_end):
                    taken[r][c] = True
            cells.append(cell)
    return RuledGrid(tuple(ys), tuple(xs), tuple(cells))


def _closed_cell(
    row: int,
    column: int,
    wall_above: list[list[bool]],
    wall_left: list[list[bool]],
    taken: list[list[bool]],
) -> GridCell:
    """The largest rectangle from this corner without a wall in it: first to the right, then down."""
    high, wide = len(taken), len(taken[0])
    column_end = column + 1
    while column_end < wide and not wall_left[row][column_end] and not taken[row][column_end]:
        column_end += 1
    row_end = row + 1
    while (
        row_end < high
        and not any(wall_above[row_end][column:column_end])
        and not any(wall_left[row_end][column + 1 : column_end])
        and not any(taken[row_end][column:column_end])
    ):
        row_end += 1
    return GridCell(row, column, row_end, column_end)


def _places(rules: list[Rule]) -> list[float]:
    """The lines of a grid, each once."""
    places: list[float] = []
    for rule in sorted(rules):
        if not places or rule.at - places[-1] > _SNAP:
            places.append(rule.at)
    return places


def _nearest(places: list[float], at: float) -> int:
    after = bisect_left(places, at)
    around = [number for number in (after - 1, after) if 0 <= number < len(places)]
    return min(around, key=lambda number: abs(places[number] - at))
