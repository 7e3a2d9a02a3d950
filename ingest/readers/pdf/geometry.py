"""Points of a page and what moves them: transformations, straight rules, arrays of numbers."""

from __future__ import annotations

from collections.abc import Iterable
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


def where(mask: npt.NDArray[Any]) -> npt.NDArray[np.intp]:
    """The places that are true: `np.flatnonzero` without its detours, which take most of its time."""
    found: npt.NDArray[np.intp] = mask.nonzero()[0]
    return found


def some(values: npt.NDArray[Any]) -> bool:
    """Whether any is true or not zero: `any` without its detours."""
    return bool(np.count_nonzero(values))


def led_by(first: float, rest: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The numbers with another one before them: `np.append` without its detours."""
    led = np.empty(len(rest) + 1, rest.dtype)
    led[0], led[1:] = first, rest
    return led


def steps(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """From each number to the next: `np.diff` without its checks, which take most of its time."""
    change: npt.NDArray[Any] = values[1:] - values[:-1]
    return change


def ordered(first: Codes, second: Numbers) -> Codes | None:
    """What sorts by the first numbers, then by the second ones; None where they are in that order already."""
    change = steps(first)
    if not ((change < 0) | ((change == 0) & (steps(second) < 0))).any():
        return None
    return np.lexsort((second, first))


def numbered(counts: Codes) -> tuple[Codes, Codes]:
    """The owner of each thing and its number among those of its owner, for so many things of each owner."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(counts.cumsum() - counts, counts)


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
        if self.b or self.c:
            left, low = self.a * x0 + self.c * y0 + self.e, self.b * x0 + self.d * y0 + self.f
            right, high = self.a * x1 + self.c * y1 + self.e, self.b * x1 + self.d * y1 + self.f
        else:
            left, low = self.a * x0 + self.e, self.d * y0 + self.f
            right, high = self.a * x1 + self.e, self.d * y1 + self.f
        return (
            np.minimum(left, right), np.minimum(low, high), np.maximum(left, right), np.maximum(low, high)
        )  # fmt: skip


SAME = Matrix()


class Forms(NamedTuple):
    """In which form each of some objects stands: its number, 0 for the page itself; a matrix for each."""

    of: Codes
    matrices: tuple[Matrix, ...] = (SAME,)

    def take(self, which: Codes | npt.NDArray[np.bool_]) -> Forms:
        """Those of some objects only."""
        return Forms(self.of[which], self.matrices)

    def place(self, boxes: Numbers) -> Numbers:
        """The smallest upright boxes around those of the objects where their forms put them."""
        if not some(self.of):
            return boxes
        a, b, c, d, e, f = np.array(self.matrices)[self.of].T
        corners = [(boxes[:, x], boxes[:, y]) for x in (0, 2) for y in (1, 3)]
        xs = np.stack([a * x + c * y + e for x, y in corners])
        ys = np.stack([b * x + d * y + f for x, y in corners])
        return np.stack([xs.min(0), ys.min(0), xs.max(0), ys.max(0)], axis=1)

    def turn(self, matrices: Numbers, upright: Matrix) -> Numbers:
        """Matrices of the objects, a row of six numbers each, then those of their forms, then `upright`."""
        outer = np.array([upright.after(form) for form in self.matrices])[self.of if some(self.of) else 0]
        a, b, c, d, e, f = outer.T
        x, y = matrices[:, ::2].T, matrices[:, 1::2].T
        moved = np.empty_like(matrices.T)
        moved[::2], moved[1::2] = a * x + c * y, b * x + d * y
        moved[4] += e
        moved[5] += f
        return moved.T


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
