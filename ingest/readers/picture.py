"""Pages that are pictures: straightened, their rules found, their text recognised cell by cell.

Recognition needs the extra `gongkai[ocr]`; all that comes before it needs numpy only. Lengths are in
nominal points: 200 pixels are 72 of them, whatever size the page says it has.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2

from ingest.model import Box, Doubt, Grid
from ingest.readers import ruled
from ingest.readers.page import Page, PageCell, PageLine, PageTable
from ingest.readers.pdfium import Rule
from ingest.readers.typeset import joined

Picture = npt.NDArray[np.uint8]
"""Rows of pixels, or rows of pixels of three colours."""
Mask = npt.NDArray[np.bool_]
Window = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels, the last two left out."""

DOTS_PER_POINT = 200 / 72
# Longer pages were made from pictures as if a pixel were a point: they are taken for A4.
_LONGEST, _A4 = 1250.0, 842.0

# Degrees: how far a scan is turned at most, the steps of the search, and what is not worth turning.
_MOST_SKEW, _COARSE, _FINE, _STRAIGHT = 3.0, 0.1, 0.01, 0.04
_SKEW_POINTS = 80_000
_CLEARER = 1.05

# Ink is this much darker (of 255) than what lies around it within so many points.
_DARKER, _AROUND, _BLOCK = 26, 8.0, 1.5
# Points. A straight run of ink may be a rule; one that is not long is, where it joins two others.
_RUN, _SHORT_RUN, _LONG_ACROSS, _LONG_DOWN, _REACH = 30.0, 8.0, 100.0, 60.0, 2.5
# What is thicker than a thin rule is longer in proportion: arcs of a stamp, strokes of big letters are not.
_THIN, _THICKEST, _THICKNESS = 2.5, 6.0, 0.04
_UNBROKEN, _HARDLY_SEEN = 0.9, 0.1
# Pixels that a rule may stand beside its place.
_RIM = 3

# Ink is coloured if it is so much (of 255) lighter without its colour.
_COLOURED = 40

# Text: the height of a line in points where nothing tells it; shares of the usual height.
_USUAL_LINE = 10.0
_ONE_LINE, _ONE_SIZE, _TWO_LINES, _VALLEY = 1.15, 1.5, 1.75, 0.25
_WIDE_GAP, _KEPT_GAP, _PAD = 1.2, 0.6, 0.15
# How sure (0 to 1) the reading of a line must be; in a cell in coloured ink, which may be a stamp.
_FAINT, _FAINT_COLOUR = 0.5, 0.8
_SAME_LINE, _BESIDE, _LENGTHWISE = 0.5, 0.7, 1.5
# How sure half of a page must be to stand upright.
_CERTAIN = 0.7
# Pixels within three by three, and share of a square of the usual height, that are no more than a speck.
_SPECK, _LITTLE_INK, _ALONE = 4, 0.02, 0.5
_NOTHING = 60
# Pixels, at a height of 48: shorter lines are filled up to this width, half of what is usual, to save time.
_NARROWEST = 160


@cache
def is_readable() -> bool:
    """Whether the extra that recognises text is installed, and what it needs of the system."""
    try:
        import_module("rapidocr_onnxruntime")
    except ImportError:
        return False
    return True


def read(document: pypdfium2.PdfDocument, index: int) -> Page:
    """The page at the 0-based `index` as recognised; boxes in points of the page straight and upright.

    A page with ink on it of which nothing is recognised carries a doubt; an empty one does not.
    """
    page = document[index]
    try:
        width, height = page_size = page.get_size()
        longest = max(width, height)
        scale = DOTS_PER_POINT * (1.0 if longest <= _LONGEST else _A4 / longest)
        picture = _rendered(page, scale)
    finally:
        page.close()
    picture = _turned(picture, skew(ink(light(picture))))
    found = _recognised(picture, scale)
    for quarters in (1, 3, 2):
        if found.certainty >= _CERTAIN:
            break
        turned = _recognised(np.rot90(picture, quarters), scale)
        if turned.certainty > found.certainty:
            found = turned
            if quarters != 2:
                width, height = page_size[1], page_size[0]
    is_read = found.is_blank or bool(found.lines)
    is_read = is_read or any(cell.text for table in found.tables for cell in table.cells)
    doubt = Doubt("image_only", f"page {index + 1}", "no text was recognised on it: see what it shows")
    return Page(
        *(index + 1, width, height, found.tables, found.lines),
        is_picture=True,
        doubts=() if is_read else (doubt,),
    )


def grey(picture: Picture) -> Picture:
    """How light each pixel is without its colour: stamps and marks fade from the paper, black ink stays."""
    blue, green, red = (picture[:, :, colour].astype(np.uint16) for colour in range(3))
    most = np.maximum(np.maximum(blue, green), red)
    least = np.minimum(np.minimum(blue, green), red)
    lifted: Picture = np.minimum(most + (most - least) // 2, 255).astype(np.uint8)
    return lifted


def light(picture: Picture) -> Picture:
    """How light each pixel (blue, green, red) looks."""
    return (picture @ np.array([0.114, 0.587, 0.299], np.float32)).astype(np.uint8)


def ink(picture: Picture, dots_per_point: float = DOTS_PER_POINT) -> Mask:
    """The pixels of a grey picture that are darker than those around them, single specks left out."""
    block = max(round(_BLOCK * dots_per_point), 1)
    around = _block_means(picture, block, max(round(_AROUND * dots_per_point / block), 1))
    near = np.repeat(np.repeat(around, block, axis=0), block, axis=1)[: picture.shape[0], : picture.shape[1]]
    dark: Mask = picture < near - _DARKER
    padded = np.pad(dark, 1).view(np.uint8)
    rows = padded[:-2] + padded[1:-1] + padded[2:]
    dark &= rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:] >= _SPECK
    return dark


def _block_means(picture: Picture, block: int, reach: int) -> npt.NDArray[np.float32]:
    """Mean shade around every square of `block` pixels, over squares up to `reach` away; edges repeated."""
    high, wide = -picture.shape[0] % block, -picture.shape[1] % block
    whole = np.pad(picture, ((0, high), (0, wide)), mode="edge").astype(np.float32)
    high, wide = whole.shape[0] // block, whole.shape[1] // block
    means: npt.NDArray[np.float32] = whole.reshape(high, block, wide, block).mean(axis=(1, 3))
    size = 2 * reach + 1
    for axis in (0, 1):
        pads = [(0, 0), (0, 0)]
        pads[axis] = (reach + 1, reach)
        sums = np.cumsum(np.pad(means, pads, mode="edge"), axis=axis, dtype=np.float64)
        upper = np.take(sums, range(size, sums.shape[axis]), axis)
        lower = np.take(sums, range(sums.shape[axis] - size), axis)
        means = ((upper - lower) / size).astype(np.float32)
    return means


def skew(dark: Mask) -> float:
    """Degrees by which the lines of a page fall to the right; 0.0 where turning makes none clearer."""
    y, x = np.nonzero(dark)
    if len(y) > _SKEW_POINTS:
        chosen = np.random.default_rng(0).choice(len(y), _SKEW_POINTS, replace=False)
        y, x = y[chosen], x[chosen]
    if len(y) < _NOTHING:
        return 0.0
    x = x - dark.shape[1] / 2

    def clearness(angle: float) -> float:
        heights = np.rint(y - x * math.tan(math.radians(angle))).astype(np.int64)
        counts = np.bincount(heights - heights.min()).astype(np.float64)
        return float(np.square(counts).sum())

    best = max(np.arange(-_MOST_SKEW, _MOST_SKEW + _COARSE / 2, _COARSE).tolist(), key=clearness)
    near = np.arange(best - _COARSE, best + _COARSE + _FINE / 2, _FINE).tolist()
    scores = [clearness(angle) for angle in near]
    # rules stay one pixel high over some range of angles: its middle is the angle
    good = [angle for angle, score in zip(near, scores, strict=True) if score >= 0.98 * max(scores)]
    found = sum(good) / len(good)
    return found if clearness(found) > _CLEARER * clearness(0.0) and abs(found) > _STRAIGHT else 0.0


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


def text_lines(dark: Mask, usual: float) -> list[Window]:
    """Lines of text within a cell, from top to bottom; `usual` is the usual height of one in pixels.

    Strokes of one character that stand apart (二) are one line; lines that touch are parted.
    """
    spans = _spans(_filled(dark, 1))
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
    speck = max(_LITTLE_INK * usual**2, _SPECK)
    spans = _spans(weights > 0)
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


def _filled(text: Mask, axis: int) -> Mask:
    return np.asarray(text.any(axis=axis), bool)


def _spans(filled: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where a row of truths begins and ends."""
    edges = np.diff(np.pad(filled, 1).astype(np.int8))
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Slip:
    """The picture of one line of text, and how sure its reading must be."""

    picture: Picture
    least: float


@dataclass(frozen=True, slots=True)
class _Found:
    """What a picture shows, in points of its page, and how sure (0 to 1) half of its lines are at least.

    Nothing is read where text stands on its side: then `certainty` is 0.
    """

    tables: tuple[PageTable, ...] = ()
    lines: tuple[PageLine, ...] = ()
    certainty: float = 0.0
    is_blank: bool = False


def _recognised(picture: Picture, scale: float) -> _Found:
    """Tables and lines of a straight picture."""
    shades, black = light(picture), grey(picture)
    dark, dark_black = ink(shades), ink(black)
    if int(dark.sum()) <= _NOTHING:
        return _Found(certainty=1.0, is_blank=True)
    is_coloured = black - np.minimum(black, shades) > _COLOURED
    if 2 * (dark & is_coloured).sum() > dark.sum():
        # printed in colour: there is no black to tell from stamps
        black, dark_black = shades, dark
    rules = ruling(dark_black)
    grids = [grid for grid in ruled.grids(rules.across, rules.down) if len(grid.xs) > 2]
    drawn = rules.drawn
    for grid in grids:
        _add_frame(drawn, _window(grid.box, dark.shape))
    text = dark & ~drawn
    layers = [
        (_without(black, drawn), text & dark_black, _FAINT),
        (_without(shades, drawn), text & is_coloured, _FAINT_COLOUR),
    ]
    windows = [[_window(grid.box_of(cell), dark.shape) for cell in grid.cells] for grid in grids]
    outside = text.copy()
    for grid in grids:
        left, top, right, bottom = _window(grid.box, dark.shape)
        outside[top:bottom, left:right] = False
        shades[top:bottom, left:right] = 255
    boxes = _text_boxes(shades) if outside.sum() > _NOTHING else []
    every = [window for held in windows for window in held]
    if _is_sideways([*(_bounds(layers[0][1], window) for window in every), *boxes]):
        return _Found()
    usual = _usual_height(layers[0][1], every)
    slips = [
        (number, place, slip)
        for number, held in enumerate(windows)
        for place, window in enumerate(held)
        for slip in _slips(layers, window, usual)
    ]
    readings = _read([slip.picture for *_, slip in slips])
    texts: dict[tuple[int, int], list[str]] = {}
    for (number, place, slip), (word, score) in zip(slips, readings, strict=True):
        if word and score >= slip.least:
            texts.setdefault((number, place), []).append(word)
    tables = []
    for number, grid in enumerate(grids):
        cells = tuple(
            PageCell(_points(grid.box_of(cell), scale), joined(texts.get((number, place), [])))
            for place, cell in enumerate(grid.cells)
        )
        tables.append(PageTable(Grid.PICTURE, _points(grid.box, scale), cells))
    found = _apart([window for box in boxes if (window := _fitted(outside, box))])
    whole = (0, 0, dark.shape[1], dark.shape[0])
    others = _read([_slip(shades, outside, window, whole, window[3] - window[1]) for window in found])
    lines = _lines(
        [
            (window, word)
            for window, (word, score) in zip(found, others, strict=True)
            if word and score >= _FAINT
        ],
        scale,
    )
    scores = [score for _, score in (*readings, *others)]
    return _Found(tuple(tables), tuple(lines), float(np.median(scores)) if scores else 0.0)


def _bounds(text: Mask, window: Window) -> Window:
    """The box around all ink of a cell, of no extent where there is none."""
    left, top, right, bottom = window
    rows = np.flatnonzero(text[top:bottom, left:right].any(axis=1))
    columns = np.flatnonzero(text[top:bottom, left:right].any(axis=0))
    if not len(rows):
        return left, top, left, top
    return left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1


def _is_sideways(boxes: Sequence[Window]) -> bool:
    """Whether most text that is no square runs up or down."""
    sizes = [(right - left, bottom - top) for left, top, right, bottom in boxes]
    tall = sum(high > _LENGTHWISE * wide for wide, high in sizes)
    return tall > sum(wide > _LENGTHWISE * high for wide, high in sizes)


def _add_frame(drawn: Mask, window: Window) -> None:
    """Counts what is left of a faint outer frame among the pixels of rules."""
    left, top, right, bottom = window
    for edge in (top, bottom):
        drawn[max(edge - _RIM, 0) : edge + _RIM, left:right] = True
    for edge in (left, right):
        drawn[top:bottom, max(edge - _RIM, 0) : edge + _RIM] = True


def _without(shades: Picture, drawn: Mask) -> Picture:
    """The picture with its rules painted over in the usual colour of its paper."""
    return np.where(drawn, np.uint8(np.median(shades)), shades)


def _slips(layers: Sequence[tuple[Picture, Mask, float]], window: Window, usual: float) -> list[_Slip]:
    """The lines of one cell, read from the first layer (black ink, then any) that holds text there."""
    left, top, right, bottom = window
    for shades, text, least in layers:
        lines = text_lines(text[top:bottom, left:right], usual)
        if least == _FAINT_COLOUR:
            lines = [line for line in lines if line[3] - line[1] <= _ONE_SIZE * usual]
        if lines:
            places = [(left + x0, top + y0, left + x1, top + y1) for x0, y0, x1, y1 in lines]
            return [_Slip(_slip(shades, text, place, window, usual), least) for place in places]
    return []


def _points(box: Box, scale: float) -> Box:
    """From nominal points to those of the page."""
    factor = DOTS_PER_POINT / scale
    return box[0] * factor, box[1] * factor, box[2] * factor, box[3] * factor


def _window(box: Box, shape: tuple[int, ...]) -> Window:
    left, top, right, bottom = (round(place * DOTS_PER_POINT) for place in box)
    return max(left, 0), max(top, 0), min(right + 1, shape[1]), min(bottom + 1, shape[0])


def _usual_height(text: Mask, windows: Sequence[Window]) -> float:
    """The usual height in pixels of a line of text in cells, by those that stand alone."""
    least = 5 * DOTS_PER_POINT
    heights = [
        stop - start
        for left, top, right, bottom in windows
        for start, stop in _spans(_filled(text[top:bottom, left:right], 1))
        if least <= stop - start <= 4 * least
    ]
    return float(np.median(heights)) if heights else _USUAL_LINE * DOTS_PER_POINT


def _slip(picture: Picture, text: Mask, around: Window, room: Window, usual: float) -> Picture:
    """The picture of one line of text with some room around it, wide gaps made narrow."""
    left, top, right, bottom = around
    height = max(bottom - top, round(usual))
    pad = max(round(_PAD * height), 2)
    spare = (height - (bottom - top)) // 2 + pad
    first, last = max(top - spare, room[1]), min(bottom + spare, room[3])  # the cell's own, then paper
    kept = np.zeros(right - left, bool)
    limit = round(_WIDE_GAP * height)
    keep = round(_KEPT_GAP * height / 2)
    spans = _spans(_filled(text[top:bottom, left:right], 0))
    end = 0
    for start, stop in spans:
        if start - end > limit:
            kept[end : end + keep] = True
            kept[start - keep : start] = True
        else:
            kept[end:start] = True
        kept[start:stop] = True
        end = stop
    shades = picture[first:last, left:right][:, kept]
    paper = int(np.percentile(picture[first:last, left:right], 90))
    missing = (spare - (top - first), spare - (last - bottom))
    return np.pad(shades, (missing, (pad, pad)), constant_values=paper)


def _lines(pieces: Sequence[tuple[Window, str]], scale: float) -> list[PageLine]:
    """Lines of text outside tables, those at the same height put together."""
    rows_of: list[list[tuple[Window, str]]] = []
    for piece in sorted(pieces, key=lambda piece: piece[0][1] + piece[0][3]):
        middle = (piece[0][1] + piece[0][3]) / 2
        height = piece[0][3] - piece[0][1]
        if rows_of and abs(middle - _middle(rows_of[-1])) <= _SAME_LINE * height:
            rows_of[-1].append(piece)
        else:
            rows_of.append([piece])
    lines = []
    for row in rows_of:
        row.sort(key=lambda piece: piece[0][0])
        box = (
            *(min(window[0] for window, _ in row) / scale, min(window[1] for window, _ in row) / scale),
            *(max(window[2] for window, _ in row) / scale, max(window[3] for window, _ in row) / scale),
        )
        lines.append(PageLine(box, " ".join(word for _, word in row), len(row) == 1))
    return lines


def _fitted(text: Mask, box: Window) -> Window | None:
    """The box around the ink of a line, with what stands right beside it: a first 一 is often overlooked."""
    left, top, right, bottom = box
    rows = np.flatnonzero(text[top:bottom, left:right].any(axis=1))
    if not len(rows):
        return None
    top, bottom = top + int(rows[0]), top + int(rows[-1]) + 1
    near = _BESIDE * (bottom - top)
    spans = _spans(_filled(text[top:bottom], 0))
    held = [number for number, (start, stop) in enumerate(spans) if start < right and left < stop]
    if not held:
        return None
    first, last = held[0], held[-1]
    while first > 0 and spans[first][0] - spans[first - 1][1] <= near:
        first -= 1
    while last + 1 < len(spans) and spans[last + 1][0] - spans[last][1] <= near:
        last += 1
    return spans[first][0], top, spans[last][1], bottom


def _apart(windows: Sequence[Window]) -> list[Window]:
    """Windows that overlap by most of the height of either are one."""
    found: list[Window] = []
    for window in sorted(windows):
        for number, other in enumerate(found):
            shared = min(window[3], other[3]) - max(window[1], other[1])
            lower = min(window[3] - window[1], other[3] - other[1])
            if window[0] < other[2] and other[0] < window[2] and shared > _SAME_LINE * lower:
                found[number] = (
                    *(min(window[0], other[0]), min(window[1], other[1])),
                    *(max(window[2], other[2]), max(window[3], other[3])),
                )
                break
        else:
            found.append(window)
    return found


def _middle(row: Sequence[tuple[Window, str]]) -> float:
    return sum(window[1] + window[3] for window, _ in row) / 2 / len(row)


def _rendered(page: pypdfium2.PdfPage, scale: float) -> Picture:
    """The page in colour (blue, green, red) at so many pixels a point."""
    bitmap = page.render(scale=scale)
    try:
        return np.array(bitmap.to_numpy())
    finally:
        bitmap.close()


def _turned(picture: Picture, degrees: float) -> Picture:
    """The picture turned against the clock about its middle, white where it does not reach."""
    import cv2  # PDFium turns pictures too, but a tenth of a degree too far or too little

    if not degrees:
        return picture
    high, wide = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    white = (255, 255, 255)
    turned: Picture = cv2.warpAffine(picture, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=white)
    return turned


@cache
def _engine() -> Any:
    """The recogniser with its models, made once: on one thread, as other pages have the other cores."""
    import cv2
    from rapidocr_onnxruntime import RapidOCR

    cv2.setNumThreads(1)
    return RapidOCR(
        use_cls=False, intra_op_num_threads=1, inter_op_num_threads=1, rec_img_shape=[3, 48, _NARROWEST]
    )


def _read(slips: Sequence[Picture]) -> list[tuple[str, float]]:
    """What stands on each picture of one line, with how sure it is (0 to 1)."""
    if not slips:
        return []
    found, _ = _engine().text_rec([np.repeat(slip[:, :, None], 3, axis=2) for slip in slips])
    return [(str(text), float(score)) for text, score, *_ in found]


def _text_boxes(picture: Picture) -> list[Window]:
    """Where text stands on a grey picture."""
    half = picture[: picture.shape[0] // 2 * 2, : picture.shape[1] // 2 * 2].astype(np.uint16)
    half = (half[::2, ::2] + half[1::2, ::2] + half[::2, 1::2] + half[1::2, 1::2]) // 4
    boxes, _ = _engine().text_det(np.repeat(half[:, :, None].astype(np.uint8), 3, axis=2))
    if boxes is None or not len(boxes):
        return []
    corners = 2 * np.asarray(boxes)
    low, high = corners.min(axis=1), corners.max(axis=1)
    return [
        (int(x0), int(y0), int(x1) + 1, int(y1) + 1) for (x0, y0), (x1, y1) in zip(low, high, strict=True)
    ]
