"""Numbers that stand on a rule between two cells: one number stays one, in one cell, or is told."""

from __future__ import annotations

import re

import numpy as np

from ingest.model import Box
from ingest.readers.pdf.geometry import Codes, among, some, steps, where
from ingest.readers.pdf.glyphs import UNREAD, Glyphs

_NUMBER = re.compile(r"[-−(]?\d+(,\d{3})*(\.\d*)?\)?|\d*\.\d+")
_PARTS = tuple(map(ord, "0123456789.,-−()"))
# Shares of a glyph's height by which glyphs of one number stand apart, and their baselines differ.
_APART, _BASE = 0.12, 0.1
# Share of a number's width that stands in its own cell at least, if its end does; if its beginning does.
# Amounts are set from the right: what is too long runs out to the left.
_OF_END, _OF_START = 0.6, 0.75


def whole_numbers(glyphs: Glyphs, groups: Codes, boxes: dict[int, Box]) -> tuple[Glyphs, int]:
    """Puts numbers that a rule parts into one cell of `groups`; the glyphs, and how many digits are unsure.

    A number belongs to the cell in which most of it stands, where nothing else stands in the others that it
    reaches into. Of any other one no part is a number.
    """
    if len(glyphs) < 2:
        return glyphs, 0
    size = glyphs.bottom[1:] - glyphs.top[1:]
    is_near = np.abs(glyphs.x0[1:] - glyphs.x1[:-1]) < _APART * size
    is_cut = is_near & (steps(groups) != 0)
    if not some(is_cut):
        return glyphs, 0
    is_part = among(glyphs.codes, _PARTS)
    is_run = is_near & is_part[1:] & is_part[:-1] & (steps(glyphs.index) == 1)
    is_run &= np.abs(steps(glyphs.base)) < _BASE * size
    cuts = where(is_run & is_cut).tolist()
    codes = glyphs.codes
    lost = 0
    stop = 0
    for cut in cuts:
        if cut < stop:
            continue
        start, stop = cut, cut + 2
        while start > 0 and is_run[start - 1]:
            start -= 1
        while stop < len(glyphs) and is_run[stop - 1]:
            stop += 1
        held = slice(start, stop)
        if not _NUMBER.fullmatch("".join(map(chr, glyphs.codes[held].tolist()))):
            continue
        places = np.unique(groups[held])
        if len(places) != 2:
            continue
        main = _main(glyphs, groups, held, boxes)
        if main and _are_alone(groups, held, places):
            groups[held] = main
            continue
        codes = codes.copy()
        is_digit = (codes[held] >= ord("0")) & (codes[held] <= ord("9"))
        codes[held][is_digit] = UNREAD
        lost += int(is_digit.sum())
    return glyphs.spelt(codes), lost


def _main(glyphs: Glyphs, groups: Codes, held: slice, boxes: dict[int, Box]) -> int:
    """The cell to which a number belongs by how much of it stands there; 0 where that is not sure."""
    x0, x1 = float(glyphs.x0[held.start]), float(glyphs.x1[held.stop - 1])
    for place, most in ((int(groups[held.stop - 1]), _OF_END), (int(groups[held.start]), _OF_START)):
        if place:
            left, _, right, _ = boxes[place]
            if min(x1, right) - max(x0, left) >= most * (x1 - x0):
                return place
    return 0


def _are_alone(groups: Codes, held: slice, places: Codes) -> bool:
    """Whether nothing but the number stands in the cells that it reaches into."""
    inside = groups[held]
    return all((groups == place).sum() == (inside == place).sum() for place in places.tolist() if place)
