"""Where the lines of text stand in a cell or on a page, and how high they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ingest.readers.pdf.picture.raster import DOTS_PER_POINT, Mask, Window, holds_ink, spans_of
from ingest.readers.pdf.picture.shades import SPECK

# Text: the height of a line in points where nothing tells it; shares of the usual height.
_USUAL_LINE = 10.0
_ONE_LINE, ONE_SIZE, _TWO_LINES, _VALLEY = 1.15, 1.5, 1.75, 0.25
SAME_LINE, _BESIDE = 0.5, 0.7
# Shares of the usual height: of its square, ink that is no more than a speck; how far specks stand alone.
_LITTLE_INK, _ALONE = 0.02, 0.5


def text_lines(dark: Mask, usual: float) -> list[Window]:
    """Lines of text within a cell, from top to bottom; `usual` is the usual height of one in pixels.

    Strokes of one character that stand apart (二) are one line; lines that touch are parted.
    """
    spans = spans_of(holds_ink(dark, 1))
    lines: list[tuple[int, int]] = []
    for start, stop in spans:
        if lines and stop - lines[-1][0] <= _ONE_LINE * usual:
            lines[-1] = (lines[-1][0], stop)
        else:
            lines.append((start, stop))
    found = []
    for start, stop in lines:
        for top, bottom in _parted(dark[start:stop].sum(axis=1), usual):
            block = dark[start + top : start + bottom]
            if extent := _extent(block, usual):
                found.append((extent[0], start + top, extent[1], start + bottom))
    return found


def _extent(line: Mask, usual: float) -> tuple[int, int] | None:
    """The columns from where to where text stands on one line; None for specks, which end no line either."""
    weights = line.sum(axis=0)
    speck = max(_LITTLE_INK * usual**2, SPECK)
    spans = spans_of(weights > 0)
    while spans and _is_speck(spans[0], spans[1:2], weights, speck, usual):
        del spans[0]
    while spans and _is_speck(spans[-1], spans[-2:-1], weights, speck, usual):
        del spans[-1]
    return (spans[0][0], spans[-1][1]) if spans else None


def _is_speck(
    span: tuple[int, int],
    beside: list[tuple[int, int]],
    weights: npt.NDArray[np.int64],
    speck: float,
    usual: float,
) -> bool:
    """Little ink, and far from the text beside it."""
    if weights[span[0] : span[1]].sum() > speck:
        return False
    return all(max(span[0] - other[1], other[0] - span[1]) > _ALONE * usual for other in beside)


def _parted(weights: npt.NDArray[np.int64], usual: float) -> list[tuple[int, int]]:
    """The rows of ink of one block cut where lines of text touch, if they are as high as several."""
    height = len(weights)
    if height < _TWO_LINES * usual:
        return [(0, height)]
    many = round(height / usual)
    cuts = [0]
    for number in range(1, many):
        middle = height * number / many
        first, last = round(middle - usual / 3), round(middle + usual / 3)
        at = first + int(np.argmin(weights[first:last]))
        if weights[at] <= _VALLEY * weights.mean() and at > cuts[-1]:
            cuts.append(at)
    return list(pairwise([*cuts, height]))


def usual_height(text: Mask, windows: Sequence[Window]) -> float:
    """The usual height in pixels of a line of text in cells, by those that stand alone."""
    least = 5 * DOTS_PER_POINT
    heights = [
        stop - start
        for left, top, right, bottom in windows
        for start, stop in spans_of(holds_ink(text[top:bottom, left:right], 1))
        if least <= stop - start <= 4 * least
    ]
    return float(np.median(heights)) if heights else _USUAL_LINE * DOTS_PER_POINT


def fitted(text: Mask, box: Window) -> Window | None:
    """The box around the ink of a line, with what stands right beside it: a first 一 is often overlooked."""
    left, top, right, bottom = box
    rows = np.flatnonzero(text[top:bottom, left:right].any(axis=1))
    if not len(rows):
        return None
    top, bottom = top + int(rows[0]), top + int(rows[-1]) + 1
    near = _BESIDE * (bottom - top)
    spans = spans_of(holds_ink(text[top:bottom], 0))
    held = [number for number, (start, stop) in enumerate(spans) if start < right and left < stop]
    if not held:
        return None
    first, last = held[0], held[-1]
    while first > 0 and spans[first][0] - spans[first - 1][1] <= near:
        first -= 1
    while last + 1 < len(spans) and spans[last + 1][0] - spans[last][1] <= near:
        last += 1
    return spans[first][0], top, spans[last][1], bottom


def apart(windows: Sequence[Window]) -> list[Window]:
    """Windows that overlap by most of the height of either are one."""
    found: list[Window] = []
    for window in sorted(windows):
        for number, other in enumerate(found):
            shared = min(window[3], other[3]) - max(window[1], other[1])
            lower = min(window[3] - window[1], other[3] - other[1])
            if window[0] < other[2] and other[0] < window[2] and shared > SAME_LINE * lower:
                found[number] = (
                    *(min(window[0], other[0]), min(window[1], other[1])),
                    *(max(window[2], other[2]), max(window[3], other[3])),
                )
                break
        else:
            found.append(window)
    return found
