"""Many matrices at once move as each of them does; steps and least numbers are numpy's own."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.pdf.geometry import SAME, Matrix, least, steps, turned

_MATRICES = st.builds(Matrix, *[st.floats(-1e3, 1e3)] * 6)


@given(st.lists(st.tuples(_MATRICES, st.one_of(st.just(SAME), _MATRICES))), _MATRICES)
def test_matrices_are_turned_like_each_of_them(pairs: list[tuple[Matrix, Matrix]], upright: Matrix) -> None:
    matrices = np.array([matrix for matrix, _ in pairs]).reshape(-1, 6)
    for forms in ([form for _, form in pairs], [SAME] * len(pairs)):
        expected = [
            list(upright.after(form).after(matrix)) for (matrix, _), form in zip(pairs, forms, strict=True)
        ]
        assert turned(matrices, forms, upright).tolist() == expected


@given(st.lists(st.tuples(*[st.floats(-10, 10)] * 3), min_size=1))
def test_steps_and_least_numbers_are_those_of_numpy(rows: list[tuple[float, float, float]]) -> None:
    numbers = np.array(rows)
    assert least(numbers).tolist() == numbers.min(axis=1).tolist()
    assert steps(numbers[:, 0]).tolist() == np.diff(numbers[:, 0]).tolist()
