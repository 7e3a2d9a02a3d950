"""The rules drawn on a picture, and the picture without them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.readers.pdf.geometry import Rule
from ingest.readers.pdf.picture.raster import DOTS_PER_POINT, Mask, Picture, Window

# Points. A straight run of ink may be a rule; one that is not long is, where it joins two others.
_RUN, _SHORT_RUN, _LONG_ACROSS, _LONG_DOWN, _REACH = 30.0, 8.0, 100.0, 60.0, 2.5
# What is thicker than a thin rule is longer in proportion: arcs of a stamp, strokes of big letters are not.
_THIN, _THICKEST, _THICKNESS = 2.5, 6.0, 0.04
_UNBROKEN, _HARDLY_SEEN = 0.9, 0.1
# Pixels that a rule may stand beside its place.
_RIM = 3


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rules of a picture in points from its top left corner, and the pixels that draw them."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    drawn: Mask


def ruling(dark: Mask, dots_per_point: float = DOTS_PER_POINT) -> Ruling:
    """Rules of a straight picture: long runs of ink that meet others, and shorter ones between two others.

    What meets nothing is an underline, a dash, or a row of characters whose strokes touch (一般).
    """
    upright = np.ascontiguousarray(dark.T)
    reach = _REACH * dots_per_point
    across, down = _strokes(dark, _RUN, dots_per_point), _strokes(upright, _RUN, dots_per_point)
    least_across, least_down = _LONG_ACROSS * dots_per_point, _LONG_DOWN * dots_per_point
    count = 0
    while count != len(across) + len(down):
        count = len(across) + len(down)
        across, down = (
            [stroke for stroke in across if stroke.length >= least_across or stroke.joins(down, reach)],
            [stroke for stroke in down if stroke.length >= least_down or stroke.joins(across, reach)],
        )
    short_across = _strokes(dark, _SHORT_RUN, dots_per_point)
    short_down = _strokes(upright, _SHORT_RUN, dots_per_point)
    run = _RUN * dots_per_point
    across, down = (
        across + [stroke for stroke in short_across if stroke.length < run and stroke.joins(down, reach)],
        down + [stroke for stroke in short_down if stroke.length < run and stroke.joins(across, reach)],
    )
    across, down = (
        [stroke for stroke in across if stroke.meets(down, reach)],
        [stroke for stroke in down if stroke.meets(across, reach)],
    )
    drawn = _drawn(across, dark.shape) | _drawn(down, upright.shape).T
    rows = [stroke.rule(dots_per_point) for stroke in across]
    columns = [stroke.rule(dots_per_point) for stroke in down]
    return Ruling((*rows, *_faint_edges(rows, columns)), tuple(columns), drawn)


def _faint_edges(rows: Sequence[Rule], columns: Sequence[Rule]) -> list[Rule]:
    """Where vertical rules end together and no horizontal one is seen, there is one too faint to see."""
    found: list[Rule] = []
    for ends in (
        [(column.start, column.at) for column in columns],
        [(column.stop, column.at) for column in columns],
    ):
        ends.sort()
        while ends:
            held = [end for end in ends if end[0] - ends[0][0] <= _REACH]
            ends = ends[len(held) :]
            at = sum(place for place, _ in held) / len(held)
            left, right = min(x for _, x in held), max(x for _, x in held)
            seen = sum(
                max(min(row.stop, right) - max(row.start, left), 0.0)
                for row in rows
                if abs(row.at - at) <= 2 * _REACH
            )
            if right - left >= _LONG_ACROSS and seen <= _HARDLY_SEEN * (right - left):
                found.append(Rule(at, left, right))
    return found


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A thin straight mark in pixels: where it runs, from where to where, and its runs of ink."""

    at: float
    start: int
    stop: int
    runs: npt.NDArray[np.int64]

    @property
    def length(self) -> int:
        """How long it is in pixels."""
        return self.stop - self.start

    def meets(self, others: Sequence[_Stroke], reach: float) -> bool:
        """Whether it touches or crosses any stroke of the other direction."""
        return any(self.start - reach <= at <= self.stop + reach for at in self._met(others, reach))

    def joins(self, others: Sequence[_Stroke], reach: float) -> bool:
        """Whether both ends touch strokes of the other direction."""
        met = self._met(others, reach)
        return any(abs(at - self.start) <= reach for at in met) and any(
            abs(at - self.stop) <= reach for at in met
        )

    def _met(self, others: Sequence[_Stroke], reach: float) -> list[float]:
        return [other.at for other in others if other.start - reach <= self.at <= other.stop + reach]

    def rule(self, dots_per_point: float) -> Rule:
        """The same in points."""
        # half a pixel to its middle, less half a pixel by which it was thickened downwards
        return Rule(self.at / dots_per_point, self.start / dots_per_point, self.stop / dots_per_point)


def _strokes(dark: Mask, least: float, dots_per_point: float) -> list[_Stroke]:
    """Marks along the rows that are at least so many points long and no thicker than a rule."""
    length = round(least * dots_per_point)
    kept = _opened(dark, length)
    edges = np.diff(np.pad(kept, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    stops = np.nonzero(edges == -1)[1]
    groups: list[list[int]] = []
    # runs of neighbouring rows that overlap are one mark; `above` and `here` hold their groups
    above: list[tuple[int, int, int]] = []
    here: list[tuple[int, int, int]] = []
    leader: list[int] = []

    def lead(group: int) -> int:
        while leader[group] != group:
            group = leader[group]
        return group

    last = -2
    for number, (row, start, stop) in enumerate(
        zip(rows.tolist(), starts.tolist(), stops.tolist(), strict=True)
    ):
        if row != last:
            above, here = (here if row == last + 1 else []), []
            last = row
        touched = sorted({lead(group) for a, b, group in above if a < stop and start < b})
        if not touched:
            touched = [len(groups)]
            groups.append([])
            leader.append(touched[0])
        for other in touched[1:]:
            leader[other] = touched[0]
            groups[touched[0]] += groups[other]
            groups[other] = []
        groups[touched[0]].append(number)
        here.append((start, stop, touched[0]))
    found = []
    runs = np.stack([rows, starts, stops], axis=1).astype(np.int64)
    for group in groups:
        if not group:
            continue
        held = runs[group]
        lengths = held[:, 2] - held[:, 1]
        start, stop = int(held[:, 1].min()), int(held[:, 2].max())
        thickest = min(_THICKEST * dots_per_point, (stop - start) * _THICKNESS)
        if lengths.sum() <= max(thickest, _THIN * dots_per_point) * (stop - start):
            at = float((held[:, 0] * lengths).sum() / lengths.sum())
            found.append(_Stroke(at, start, stop, held))
    return found


def _opened(dark: Mask, length: int) -> Mask:
    """Ink within windows of this length along the row that are nearly full of it."""
    if dark.shape[1] <= length:
        return np.zeros_like(dark)
    # a rule may wander by a pixel where the scan is not quite straight
    thick = dark.copy()
    thick[1:] |= dark[:-1]
    sums = np.cumsum(np.pad(thick, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    is_full = sums[:, length:] - sums[:, :-length] >= _UNBROKEN * length
    marks = np.zeros((dark.shape[0], dark.shape[1] + 1), np.int32)
    marks[:, :-length] += is_full
    marks[:, length:] -= is_full
    return thick & (np.cumsum(marks, axis=1)[:, :-1] > 0)


def _drawn(strokes: Sequence[_Stroke], shape: tuple[int, ...]) -> Mask:
    """The pixels of the strokes, with a rim that printing and scanning blur them by."""
    drawn = np.zeros(shape, bool)
    for stroke in strokes:
        half = (stroke.runs[:, 2] - stroke.runs[:, 1]).sum() / stroke.length / 2
        first, last = math.floor(stroke.at - half), math.ceil(stroke.at + half)
        drawn[max(first - 1, 0) : last + 1, stroke.start : stroke.stop] = True
        for row, start, stop in stroke.runs.tolist():
            drawn[max(row - 2, 0) : row + 2, start:stop] = True
    return drawn


def add_frame(drawn: Mask, window: Window) -> None:
    """Counts what is left of a faint outer frame among the pixels of rules."""
    left, top, right, bottom = window
    for edge in (top, bottom):
        drawn[max(edge - _RIM, 0) : edge + _RIM, left:right] = True
    for edge in (left, right):
        drawn[top:bottom, max(edge - _RIM, 0) : edge + _RIM] = True


def without_rules(shades: Picture, drawn: Mask) -> Picture:
    """The picture with its rules painted over in the usual colour of its paper."""
    return np.where(drawn, np.uint8(np.median(shades)), shades)
