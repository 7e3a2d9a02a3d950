"""Text with a line through it: struck out, so not read; and lines that may be the sign of a number."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ingest.model import Box
from ingest.readers.pdf.geometry import Codes, Numbers, Rule, Rules, some, steps, where
from ingest.readers.pdf.glyphs import UNREAD, Glyphs
from ingest.readers.pdf.runs import follows

Mask = npt.NDArray[np.bool_]
# Shares of a glyph's height, from its top, between which a line goes through its middle.
_HIGH, _LOW = 0.28, 0.72
# Points by which a rule that ends at another one may miss it; share of a rule that lies over text it strikes.
_MEETS, _OVER = 1.5, 0.5
# Shares of a glyph's size: how wide a drawn minus is, how far it stands from its number.
_SHORT, _LONG, _APART = 0.15, 0.9, 0.7
# Points of the longest line that may be a sign.
_WIDEST = 18.0
# Glyphs beside rules that are compared at a time, so that no page takes much memory.
_AT_ONCE = 1 << 20
# Heights of a glyph that a slanted line through it has at most.
_STEEP = 3.0


def struck_by(glyphs: Glyphs, rules: Rules) -> tuple[Mask, Rules]:
    """Which glyphs a rule strikes out, and the rules left.

    A rule between two upright ones is one of the table's, and strikes nothing.
    """
    found = np.zeros(len(glyphs), bool)
    across, down = rules
    if not len(across) or not len(glyphs):
        return found, rules
    order = across[:, 0].argsort()
    ats = across[order, 0]
    high = glyphs.bottom - glyphs.top
    first = ats.searchsorted(glyphs.top + _HIGH * high)
    counts = np.maximum(ats.searchsorted(glyphs.top + _LOW * high) - first, 0)
    if not some(counts):
        return found, rules
    middle = (glyphs.x0 + glyphs.x1) / 2
    held: dict[int, list[int]] = {}
    for part in _parts(counts):
        # every glyph with each of the rules at its height
        glyph = part.repeat(counts[part])
        turn = np.arange(len(glyph)) - np.repeat(np.cumsum(counts[part]) - counts[part], counts[part])
        place = order[first[glyph] + turn]
        is_under = (across[place, 1] <= middle[glyph]) & (middle[glyph] <= across[place, 2])
        for number, under in zip(place[is_under].tolist(), glyph[is_under].tolist(), strict=True):
            held.setdefault(number, []).append(under)
    if not held:
        return found, rules
    kept = np.ones(len(across), bool)
    for number, under in held.items():
        if not _is_of_table(Rule(*across[number].tolist()), down, under, glyphs):
            kept[number] = False
            found[under] = True
    return found, rules if kept.all() else (across[kept], down)


def _parts(counts: Codes) -> list[Codes]:
    """The places of those that are not zero, in parts whose sum is not much more than `_AT_ONCE`."""
    places = where(counts)
    total = np.cumsum(counts[places])
    if total[-1] <= _AT_ONCE:
        return [places]
    return np.split(places, where(steps(total // _AT_ONCE)) + 1)


def _is_of_table(rule: Rule, uprights: Numbers, under: list[int], glyphs: Glyphs) -> bool:
    x0, x1 = float(glyphs.x0[under].min()), float(glyphs.x1[under].max())
    meets = (uprights[:, 1] <= rule.at + _MEETS) & (uprights[:, 2] >= rule.at - _MEETS)
    at = uprights[meets, 0]
    if any((np.abs(at - end) <= _MEETS).any() for end in (rule.start, rule.stop)):
        return True
    # a line that strikes words is hardly longer than they are, but for gaps between cells
    return not bool(some(meets)) and x1 - x0 < _OVER * (rule.stop - rule.start)


def crossed_by(glyphs: Glyphs, slants: Numbers) -> Mask:
    """Which glyphs stand in a run that a slanted line (its box) goes through from end to end."""
    found = np.zeros(len(glyphs), bool)
    x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
    for x0, y0, x1, y1 in slants.tolist():
        held = where((x >= x0) & (x <= x1) & (y >= y0) & (y <= y1))
        if len(held) < 2:
            continue
        high = float(np.median(glyphs.bottom[held] - glyphs.top[held]))
        is_met = abs((y0 + y1) / 2 - float(np.median(y[held]))) < high / 2
        wide = float(glyphs.x1[held].max() - glyphs.x0[held].min())
        if is_met and y1 - y0 <= _STEEP * high and wide >= _OVER * (x1 - x0):
            found[held] = True
    return found


def within(glyphs: Glyphs, boxes: list[Box]) -> Mask:
    """Which glyphs have their middle in one of the boxes."""
    found = np.zeros(len(glyphs), bool)
    x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
    for x0, y0, x1, y1 in boxes:
        found |= (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
    return found


def without(glyphs: Glyphs, is_struck: Mask) -> tuple[Glyphs, Mask, int]:
    """The glyphs with digits that are struck within numbers made unread, which are to go, how many stay."""
    is_digit = _is_digit(glyphs.codes)
    rows = np.concatenate([[0], np.cumsum(~follows(glyphs) | ~(is_digit[1:] | is_digit[:-1]))])
    is_gap = is_struck & is_digit & (np.bincount(rows, is_digit & ~is_struck) > 0)[rows]
    return glyphs.spelt(np.where(is_gap, UNREAD, glyphs.codes)), is_struck & ~is_gap, int(is_gap.sum())


def signed_by(glyphs: Glyphs, rules: Rules) -> Codes:
    """First digits of numbers before which a short line stands by itself, as a minus does."""
    across, walls = rules
    ats, starts, stops = across.T
    short = across[stops - starts < _WIDEST]
    if not len(short) or not len(glyphs):
        return np.zeros(0, np.int64)
    high = glyphs.bottom - glyphs.top
    is_digit = _is_digit(glyphs.codes)
    found = []
    for rule in map(Rule, *short.T.tolist()):
        gap = glyphs.x0 - rule.stop
        here = is_digit & (gap > -0.2 * high) & (gap < _APART * high)
        here &= (rule.at > glyphs.top + _HIGH * high) & (rule.at < glyphs.top + _LOW * high)
        for glyph in where(here).tolist():
            size = float(high[glyph])
            beside = (np.abs(ats - rule.at) < 1) & (stops > rule.start - size) & (starts < rule.stop + size)
            is_wall = (walls[:, 1] < rule.at) & (walls[:, 2] > rule.at)
            is_wall &= (walls[:, 0] > rule.start - 0.2) & (walls[:, 0] < glyphs.x0[glyph])
            under = (glyphs.x0 < rule.stop - 0.5) & (glyphs.x1 > rule.start + 0.5)
            under &= (glyphs.top < rule.at) & (glyphs.bottom > rule.at)
            is_sized = _SHORT * size < rule.stop - rule.start < _LONG * size
            if is_sized and beside.sum() == 1 and not some(is_wall) and not some(under):
                found.append(glyph)
    return np.array(sorted(set(found)), np.int64)


def _is_digit(codes: Codes) -> Mask:
    return np.asarray((codes >= ord("0")) & (codes <= ord("9")), bool)
