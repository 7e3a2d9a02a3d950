"""Rules put together and the cells they close off: as defined one by one, whatever the rules."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.pdf import ruled
from ingest.readers.pdf.geometry import Numbers, Rule, ordered
from ingest.readers.pdf.ruled import _grid

_PLACES = st.integers(0, 60).map(lambda half: half / 2)
_RULES = st.lists(
    st.builds(lambda at, start, wide: Rule(at, start, start + wide), *[_PLACES] * 3), max_size=25
)
# Within a frame of five by five places some of the lines between them, each over some of the places.
_INNER = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 4), st.integers(1, 5)), max_size=12)
_SIDE = 20.0


def _array(rules: list[Rule]) -> Numbers:
    return np.array(rules, np.float64).reshape(-1, 3)


def _merged(rules: list[Rule]) -> list[Rule]:
    lines: list[list[Rule]] = []
    for rule in sorted(rules):
        if not lines or rule.at - lines[-1][0].at > 2.5:
            lines.append([])
        lines[-1].append(rule)
    found = []
    for line in lines:
        at = max(line, key=lambda rule: rule.stop - rule.start).at
        held: list[Rule] = []
        for rule in sorted(line, key=lambda rule: rule.start):
            if held and rule.start <= held[-1].stop + 3.5:
                held[-1] = Rule(at, held[-1].start, max(held[-1].stop, rule.stop))
            else:
                held.append(Rule(at, rule.start, rule.stop))
        found += [rule for rule in held if rule.stop - rule.start >= 4.0]
    return found


@given(_RULES, _RULES)
def test_rules_are_merged_line_by_line(across: list[Rule], down: list[Rule]) -> None:
    found = ruled.merged((_array(across), _array(down)))
    assert [side.tolist() for side in found] == [
        [list(rule) for rule in _merged(side)] for side in (across, down)
    ]


def _framed(inner: list[tuple[int, int, int]]) -> list[Rule]:
    """Two sides of the frame and the inner lines."""
    sides = [Rule(at * _SIDE, 0.0, 5 * _SIDE) for at in (0, 5)]
    return sides + [Rule(at * _SIDE, start * _SIDE, (start + long) * _SIDE) for at, start, long in inner]


def _walls(rules: list[Rule]) -> set[tuple[float, float]]:
    """Of each line of a rule the middles of the places along which it runs, on a grid with all lines."""
    return {
        (rule.at, (place + 0.5) * _SIDE)
        for rule in rules
        for place in range(5)
        if rule.start <= (place + 0.5) * _SIDE <= rule.stop
    }


def _cells(across: list[Rule], down: list[Rule]) -> list[tuple[float, ...]]:
    """Boxes of the cells, as defined: from each place that is free yet to the right, then down."""
    above, left = _walls(across), _walls(down)
    taken: set[tuple[int, int]] = set()
    found = []
    for row in range(5):
        for column in range(5):
            if (row, column) in taken:
                continue
            end, low = column + 1, row + 1
            while end < 5 and (end * _SIDE, (row + 0.5) * _SIDE) not in left and (row, end) not in taken:
                end += 1
            while (
                low < 5
                and not any((low * _SIDE, (place + 0.5) * _SIDE) in above for place in range(column, end))
                and not any((wall * _SIDE, (low + 0.5) * _SIDE) in left for wall in range(column + 1, end))
                and not any((low, place) in taken for place in range(column, end))
            ):
                low += 1
            taken |= {(r, c) for r in range(row, low) for c in range(column, end)}
            found.append((column * _SIDE, row * _SIDE, end * _SIDE, low * _SIDE))
    return found


@given(_INNER, _INNER)
def test_cells_are_what_rules_close_off(
    inner_across: list[tuple[int, int, int]], inner_down: list[tuple[int, int, int]]
) -> None:
    # short rules beside every line see to it that all lines count
    stubs = [(line, place, 1) for line in range(1, 5) for place in (0, 4)]
    across, down = _framed([*inner_across, *stubs]), _framed([*inner_down, *stubs])
    grid = _grid(*ruled.merged((_array(across), _array(down))))
    assert grid
    expected = _cells(across, down)
    assert grid.boxes == expected
    owners = [
        next(number for number, box in enumerate(expected) if box[0] <= x <= box[2] and box[1] <= y <= box[3])
        for y in (np.arange(5) + 0.5) * _SIDE
        for x in (np.arange(5) + 0.5) * _SIDE
    ]
    assert grid.owners.ravel().tolist() == owners


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 3)), min_size=1))
def test_what_is_ordered_stays_and_anything_else_is_sorted(pairs: list[tuple[int, float]]) -> None:
    first, second = np.array([one for one, _ in pairs]), np.array([other for _, other in pairs])
    order = ordered(first, second)
    expected = np.lexsort((second, first)).tolist()
    assert (list(range(len(pairs))) if order is None else order.tolist()) == expected


_PLACE = st.integers(0, 6).map(lambda place: 3.5 * place)


@given(*[st.lists(st.tuples(_PLACE, _PLACE, _PLACE), max_size=8)] * 2)
def test_rules_seen_at_once_to_be_one_table_are_one(
    across: list[tuple[float, float, float]], down: list[tuple[float, float, float]]
) -> None:
    rows, columns = (
        _array([Rule(at, min(ends), max(ends)) for at, *ends in sorted(rules)]) for rules in (across, down)
    )
    at_once = ruled._connected(rows, columns)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ruled, "_are_one", lambda rows, columns: False)
        one_by_one = ruled._connected(rows, columns)
    assert [[side.tolist() for side in part] for part in at_once] == [
        [side.tolist() for side in part] for part in one_by_one
    ]


def test_a_whole_grid_is_seen_at_once_and_two_apart_are_not() -> None:
    lines = _array([Rule(at, 0.0, 40.0) for at in (0.0, 20.0, 40.0)])
    assert ruled._are_one(lines, lines)
    further = lines + 100.0
    assert not ruled._are_one(np.concatenate([lines, further]), np.concatenate([lines, further]))


def test_lines_that_follow_closely_are_parted_by_their_first_places() -> None:
    rules = [Rule(at, 0.0, 50.0) for at in (0.0, 2.0, 4.0, 6.0)]
    assert ruled.merged((_array(rules), _array([])))[0][:, 0].tolist() == [0.0, 4.0]


def test_no_rules_give_no_grid() -> None:
    assert ruled.grids([], []) == []
    assert ruled.grids([Rule(0.0, 0.0, 50.0), Rule(20.0, 0.0, 50.0)], []) == []
