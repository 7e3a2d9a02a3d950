"""Points of a page and what moves them: transformations, straight rules, arrays of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ingest.model import Box

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.integer[Any]]


def among(values: Codes, few: Iterable[int]) -> npt.NDArray[np.bool_]:
    """Which values are one of a few numbers."""
    found = np.zeros(len(values), bool)
    for number in few:
        found |= values == number
    return found


def least(rows: Numbers) -> Numbers:
    """The least of the few numbers of each row, much quicker than by an axis."""
    return reduce(np.minimum, rows.T)


def steps(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """From each number to the next: `np.diff` without its checks, which take most of its time on a page."""
    change: npt.NDArray[Any] = values[1:] - values[:-1]
    return change


def ordered(first: Codes, second: Numbers) -> Codes | None:
    """What sorts by the first numbers, then by the second ones; None where they are in that order already."""
    change = steps(first)
    if not ((change < 0) | ((change == 0) & (steps(second) < 0))).any():
        return None
    return np.lexsort((second, first))


class Matrix(NamedTuple):
    """A transformation (x, y) → (a x + c y + e, b x + d y + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def of(self, x: float, y: float) -> tuple[float, float]:
        """Where the point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Matrix) -> Matrix:
        """`first`, then this one."""
        a, b, c, d, e, f = first
        return Matrix(
            *(self.a * a + self.c * b, self.b * a + self.d * b),
            *(self.a * c + self.c * d, self.b * c + self.d * d),
            *self.of(e, f),
        )

    def of_box(self, box: Box) -> Box:
        """The smallest upright box around the transformed one."""
        corners = [self.of(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def of_boxes(self, x0: Numbers, y0: Numbers, x1: Numbers, y1: Numbers) -> tuple[Numbers, ...]:
        """Like `of_box` for many boxes at once; the matrix must turn by quarters only."""
        left, low = self.a * x0 + self.c * y0 + self.e, self.b * x0 + self.d * y0 + self.f
        right, high = self.a * x1 + self.c * y1 + self.e, self.b * x1 + self.d * y1 + self.f
        return (
            np.minimum(left, right), np.minimum(low, high), np.maximum(left, right), np.maximum(low, high)
        )  # fmt: skip


SAME = Matrix()


def turned(matrices: Numbers, forms: Sequence[Matrix], upright: Matrix) -> Numbers:
    """Matrices, a row of six numbers each, followed by those of the forms and then by `upright`."""
    if not are_same(forms):
        rows = zip(forms, matrices.tolist(), strict=True)
        return np.array([upright.after(form).after(Matrix(*row)) for form, row in rows]).reshape(-1, 6)
    a, b, c, d, e, f = upright
    x, y = matrices[:, ::2], matrices[:, 1::2]
    moved = np.empty_like(matrices)
    moved[:, ::2], moved[:, 1::2] = a * x + c * y, b * x + d * y
    moved[:, 4:] += e, f
    return moved


def are_same(forms: Sequence[Matrix]) -> bool:
    """Whether all of these matrices leave every point where it is."""
    return forms.count(SAME) == len(forms)


class Rule(NamedTuple):
    """A straight line, horizontal or vertical: where it runs (y or x), from where to where."""

    at: float
    start: float
    stop: float


Rules = tuple[Numbers, Numbers]
"""Horizontal and vertical rules: one row per rule, its numbers as those of a `Rule`."""

NO_RULES: Rules = np.zeros((0, 3)), np.zeros((0, 3))


def all_rules(*parts: Rules) -> Rules:
    """Those of the first part, then those of the others."""
    across, down = zip(*parts, strict=True)
    return np.concatenate(across), np.concatenate(down)
