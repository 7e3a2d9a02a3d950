"""Watermarks, stamps and signatures over the text of a page: told by their look and by what they lie over.

Nothing is left out for its look alone: pale and coloured text in cells is text. It has to lie over other
text or across the rules of a table, as nothing does that was set into it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ingest.model import Box
from ingest.readers.pdf.geometry import Codes, Numbers, Rules, where
from ingest.readers.pdf.glyphs import Glyphs
from ingest.readers.pdf.paths import Paths
from ingest.readers.pdf.runs import runs_of
from ingest.readers.pdf.shown import COLOURED, PALE, is_coloured
from ingest.readers.pdf.texts import SLANTED, Texts

Mask = npt.NDArray[np.bool_]
# Share of a glyph that lies over another one; how many of a run must, or which share of it.
_OVERLAP, _SOME, _SHARE = 0.25, 2, 0.5
# Points that text reaches beyond a rule on both sides of it; shares of its height above and below one.
_ACROSS, _WITHIN = 3.0, 0.3
# Of 255 by which parts of one colour differ; paths that the frame of a stamp has at most.
_SAME, _FEW_PATHS = 8.0, 8
# So many times as large as most text.
_LARGE = 1.4


def overprinted(
    glyphs: Glyphs,
    contrast: Numbers,
    texts: Texts,
    rules: Rules,
    own: int,
    stamps: Sequence[Box],
    notes: Sequence[Box],
) -> tuple[Mask, int]:
    """Which glyphs lie over the page as it was set, and how many pieces of text they are.

    `contrast` is by how much each glyph differs from its ground. Objects from the place `own` on are
    annotations, `stamps` and `notes` where they stand. All as shown, in points from the top left corner.
    """
    angles = np.append(texts.angles, 0)[glyphs.text]
    colours = np.vstack([texts.colours, [0, 0, 0, 255]])[glyphs.text]
    looks = np.unique(np.column_stack([colours, angles]), axis=0, return_inverse=True)[1]
    looks = np.asarray(looks).reshape(-1)
    runs = runs_of(glyphs, looks)
    is_slanted = angles == SLANTED
    is_pale = contrast < PALE
    usual = _usual(colours[~is_pale & ~is_slanted])
    is_noted = np.append(texts.order >= own, False)[glyphs.text]
    is_stamp, is_note = is_noted & _within(glyphs, stamps), is_noted & _within(glyphs, notes)
    differs = np.abs(colours[:, :3] - usual[:3]).max(axis=1) > COLOURED
    is_odd = is_pale | is_stamp | is_note | (np.append(is_coloured(texts), False)[glyphs.text] & differs)
    if is_slanted.sum() * 2 > len(glyphs):
        is_slanted[:] = False
    is_odd |= is_slanted
    plain = ~is_odd
    found = is_slanted.copy()
    inside = _in_table(glyphs, rules)
    found |= is_stamp & inside
    over = np.zeros(len(glyphs), bool)
    over[is_odd] = _lies_over(glyphs.take(is_odd), glyphs.take(plain))
    count = np.bincount(runs)
    hits = np.bincount(runs, over)
    is_over = (hits >= np.minimum(_SOME, count)) & ((hits >= _SOME) | (hits >= _SHARE * count))
    found |= is_odd & (is_over | _crosses(glyphs, runs, rules))[runs]
    size = np.median(glyphs.size[plain]) if plain.any() else 0.0
    is_large = is_pale & (glyphs.size >= _LARGE * size)
    found |= is_large & (inside | _beside(glyphs, is_large, plain))
    found |= is_odd & _like(glyphs, runs, looks, found)
    found |= is_odd & _around(glyphs, colours, found & is_slanted)
    return found, len(np.unique(runs[found]))


def framing(paths: Paths, found: Glyphs, texts: Texts) -> Mask:
    """Which paths draw the frame around a stamp: the few in the colour of text that was found to be one."""
    frames = np.zeros(len(paths.objects), bool)
    for colour in np.unique(texts.colours[found.text[found.text >= 0]], axis=0):
        if np.ptp(colour[:3]) > COLOURED:
            is_same = (np.abs(paths.colours[:, :3] - colour[:3]) <= _SAME).all(axis=1) & paths.is_stroked
            if is_same.sum() <= _FEW_PATHS:
                frames |= is_same
    return frames


def _usual(colours: Numbers) -> Numbers:
    """The colour of most text."""
    if not len(colours):
        return np.zeros(4)
    values, counts = np.unique(colours, axis=0, return_counts=True)
    return np.asarray(values[counts.argmax()])


def _within(glyphs: Glyphs, boxes: Sequence[Box]) -> Mask:
    found = np.zeros(len(glyphs), bool)
    x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
    for x0, y0, x1, y1 in boxes:
        found |= (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
    return found


def _in_table(glyphs: Glyphs, rules: Rules) -> Mask:
    """Whether each glyph stands where rules are drawn: between the first and the last of them."""
    across, down = rules
    if not len(across) or not len(down):
        return np.zeros(len(glyphs), bool)
    box = (
        *(float(across[:, 1].min()), float(down[:, 1].min())),
        *(float(across[:, 2].max()), float(down[:, 2].max())),
    )
    return _within(glyphs, [box])


def _lies_over(some: Glyphs, others: Glyphs) -> Mask:
    """Whether each of some glyphs lies over any of the others by more than their edges."""
    found = np.zeros(len(some), bool)
    boxes = []
    for glyphs in (some, others):
        inset = 0.2 * (glyphs.bottom - glyphs.top)
        boxes.append((glyphs.x0, glyphs.top + inset, glyphs.x1, glyphs.bottom - inset))
    for number in range(len(some)):
        x0, y0, x1, y1 = (side[number] for side in boxes[0])
        left, top, right, bottom = boxes[1]
        wide = np.minimum(x1, right) - np.maximum(x0, left)
        high = np.minimum(y1, bottom) - np.maximum(y0, top)
        common = np.where((wide > 0) & (high > 0), wide * high, 0.0)
        least = np.minimum((right - left) * (bottom - top), (x1 - x0) * (y1 - y0))
        found[number] = bool((common > _OVERLAP * np.maximum(least, 0.1)).any())
    return found


def _crosses(glyphs: Glyphs, runs: Codes, rules: Rules) -> Mask:
    """For every run, whether a rule goes through it: upright with glyphs on both sides, or along it."""
    starts = where(np.diff(runs, prepend=-1))
    x0, x1 = np.minimum.reduceat(glyphs.x0, starts), np.maximum.reduceat(glyphs.x1, starts)
    top, bottom = np.minimum.reduceat(glyphs.top, starts), np.maximum.reduceat(glyphs.bottom, starts)
    high = bottom - top
    found = np.zeros(len(starts), bool)
    across, down = rules
    for at, start, stop in down:
        found |= (
            (at > x0 + _ACROSS) & (at < x1 - _ACROSS) & (start < bottom - high / 2) & (stop > top + high / 2)
        )
    for at, start, stop in across:
        is_through = (at > top + _WITHIN * high) & (at < bottom - _WITHIN * high)
        found |= is_through & (start < x1 - (x1 - x0) / 2) & (stop > x0 + (x1 - x0) / 2)
    return found


def _beside(glyphs: Glyphs, which: Mask, others: Mask) -> Mask:
    """Whether each of some glyphs has others at its height."""
    found = np.zeros(len(glyphs), bool)
    middle = (glyphs.top[others] + glyphs.bottom[others]) / 2
    for number in where(which).tolist():
        found[number] = bool(((middle > glyphs.top[number]) & (middle < glyphs.bottom[number])).any())
    return found


def _like(glyphs: Glyphs, runs: Codes, looks: Codes, found: Mask) -> Mask:
    """Glyphs of runs of the same text and look as one that was found: watermarks are repeated."""
    starts = where(np.diff(runs, prepend=-1))
    texts = [
        (int(looks[start]), part.tobytes())
        for start, part in zip(starts.tolist(), np.split(glyphs.codes, starts[1:]), strict=True)
    ]
    known = {texts[run] for run in np.unique(runs[found]).tolist()}
    return np.array([text in known for text in texts], bool)[runs]


def _around(glyphs: Glyphs, colours: Numbers, round_text: Mask) -> Mask:
    """Glyphs within what is set round in the same colour: the middle of a stamp."""
    found = np.zeros(len(glyphs), bool)
    for colour in np.unique(colours[round_text], axis=0):
        is_same = (colours == colour).all(axis=1)
        held = glyphs.take(round_text & is_same)
        box = (
            *(float(held.x0.min()), float(held.top.min())),
            *(float(held.x1.max()), float(held.bottom.max())),
        )
        found |= is_same & _within(glyphs, [box])
    return found
