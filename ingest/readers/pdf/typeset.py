"""From glyphs to text: which stand on one line, in which order, and where a blank stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ingest.model import Box
from ingest.readers.pdf.geometry import Codes, Numbers
from ingest.readers.pdf.glyphs import Glyphs

# Shares of a glyph's height: how far baselines of one line may differ, how wide a gap is a blank, and
# from which gap on two pieces of a line belong apart (another column, another block of text).
_BASELINE, _BLANK, _APART = 0.45, 0.33, 1.9
# The same glyph this near (share of its width) is drawn twice to look bold.
_TWICE = 0.3
# Share of the usual height below which a glyph's own height says nothing.
_FULL = 1.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs of one line that stand together: their text and box, and the numbers of the glyphs."""

    text: str
    box: Box
    base: float
    group: int
    line: int


def set_lines(glyphs: Glyphs, groups: Codes) -> list[Piece]:
    """Pieces of text by group (such as the cell they stand in), from top to bottom and left to right.

    `groups` holds one number per glyph; glyphs of different groups never share a line. Pieces of one
    line carry the same number in `line`.
    """
    if not len(glyphs):
        return []
    heights = np.maximum(glyphs.bottom - glyphs.top, 1.0)
    size = _sizes(heights)
    order = np.lexsort((glyphs.base, groups))
    glyphs, groups, size = glyphs.take(order), groups[order], size[order]
    starts_line = np.ones(len(glyphs), bool)
    starts_line[1:] = (np.diff(groups) != 0) | (np.diff(glyphs.base) > _BASELINE * size[1:])
    lines = np.cumsum(starts_line)
    order = np.lexsort((glyphs.x0, lines))
    glyphs, groups, size, lines = glyphs.take(order), groups[order], size[order], lines[order]
    kept = np.ones(len(glyphs), bool)
    width = np.maximum(glyphs.x1 - glyphs.x0, 0.5)
    kept[1:] = ~(
        (np.diff(lines) == 0)
        & (np.diff(glyphs.codes.astype(np.int64)) == 0)
        & (np.diff(glyphs.x0) < _TWICE * width[1:])
    )
    if not kept.all():
        glyphs, groups, size, lines = glyphs.take(kept), groups[kept], size[kept], lines[kept]
    gap = glyphs.x0[1:] - glyphs.x1[:-1]
    same_line = np.diff(lines) == 0
    steps = np.diff(glyphs.index)
    is_blank = same_line & (
        ((steps > 1) & (steps <= 3) & (gap > 0.1 * size[1:])) | ((steps != 1) & (gap > _BLANK * size[1:]))
    )
    is_apart = ~same_line | (gap > _APART * size[1:])
    texts = glyphs.codes.astype("<u4").tobytes().decode("utf-32-le", "replace")
    bounds = [0, *(np.flatnonzero(is_apart) + 1).tolist(), len(glyphs)]
    blanks = set((np.flatnonzero(is_blank & ~is_apart) + 1).tolist())
    left = np.minimum.reduceat(glyphs.x0, bounds[:-1]).tolist()
    top = np.minimum.reduceat(glyphs.top, bounds[:-1]).tolist()
    right = np.maximum.reduceat(glyphs.x1, bounds[:-1]).tolist()
    bottom = np.maximum.reduceat(glyphs.bottom, bounds[:-1]).tolist()
    found = []
    for number, (start, stop) in enumerate(pairwise(bounds)):
        text = texts[start:stop]
        if blanks:
            cuts = [place for place in range(start + 1, stop) if place in blanks]
            if cuts:
                edges = [start, *cuts, stop]
                text = " ".join(texts[a:b] for a, b in pairwise(edges))
        box = (left[number], top[number], right[number], bottom[number])
        found.append(Piece(text, box, float(glyphs.base[start]), int(groups[start]), int(lines[start])))
    return found


def _sizes(heights: Numbers) -> Numbers:
    """What a glyph's height would be if it were a full one: stops and dashes have little of their own."""
    return np.maximum(heights, _FULL * np.median(heights))


def joined(texts: Sequence[str]) -> str:
    """Wrapped lines of one cell or paragraph as one text; only Latin words keep a blank between them.

    >>> joined(["12,345,678.", "90"]), joined(["机关事业单位基本养老保险缴", "费支出"])
    ('12,345,678.90', '机关事业单位基本养老保险缴费支出')
    """
    whole = ""
    for text in texts:
        is_word = whole[-1:].isascii() and whole[-1:].isalpha() and text[:1].isascii() and text[:1].isalpha()
        whole += f" {text}" if is_word else text
    return whole
