"""Many matrices and boxes at once move as each of them does; steps and least numbers are numpy's own."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.pdf.geometry import SAME, Forms, Matrix, least, numbered, steps

_NUMBERS = st.floats(-1e3, 1e3)
_MATRICES = st.builds(Matrix, *[_NUMBERS] * 6)
_BOXES = st.tuples(*[_NUMBERS] * 4)


def _forms(others: list[Matrix], places: list[int]) -> Forms:
    matrices = (SAME, *others)
    return Forms(np.array([place % len(matrices) for place in places], int), matrices)


@given(st.lists(st.tuples(_MATRICES, st.integers(0, 3))), st.lists(_MATRICES, max_size=3), _MATRICES)
def test_matrices_are_turned_like_each_of_them(
    pairs: list[tuple[Matrix, int]], others: list[Matrix], upright: Matrix
) -> None:
    forms = _forms(others, [place for _, place in pairs])
    expected = [
        list(upright.after(forms.matrices[number]).after(matrix))
        for (matrix, _), number in zip(pairs, forms.of.tolist(), strict=True)
    ]
    matrices = np.array([matrix for matrix, _ in pairs]).reshape(-1, 6)
    assert forms.turn(matrices, upright).tolist() == expected


@given(st.lists(st.tuples(_BOXES, st.integers(0, 3)), min_size=1), st.lists(_MATRICES, max_size=3))
def test_boxes_are_placed_like_each_of_them(
    pairs: list[tuple[tuple[float, float, float, float], int]], others: list[Matrix]
) -> None:
    forms = _forms(others, [place for _, place in pairs])
    placed = forms.place(np.array([box for box, _ in pairs])).tolist()
    for (box, _), number, found in zip(pairs, forms.of.tolist(), placed, strict=True):
        # what stands on the page itself may be turned over; it stays as it is
        assert found == list(forms.matrices[number].of_box(box) if number else found)
        assert number or len(others) or found == list(box)


@given(st.lists(st.integers(0, 4)))
def test_things_are_numbered_within_their_owners(counts: list[int]) -> None:
    owner, place = numbered(np.array(counts, int))
    expected = [(one, number) for one, count in enumerate(counts) for number in range(count)]
    assert list(zip(owner.tolist(), place.tolist(), strict=True)) == expected


@given(st.lists(st.tuples(*[st.floats(-10, 10)] * 3), min_size=1))
def test_steps_and_least_numbers_are_those_of_numpy(rows: list[tuple[float, float, float]]) -> None:
    numbers = np.array(rows)
    assert least(numbers).tolist() == numbers.min(axis=1).tolist()
    assert steps(numbers[:, 0]).tolist() == np.diff(numbers[:, 0]).tolist()
