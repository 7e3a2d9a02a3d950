"""From glyphs to text: which stand on one line, in which order, and where a blank stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise, repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ingest.model import Box
from ingest.readers.pdf.geometry import Codes, Numbers, ordered, steps
from ingest.readers.pdf.glyphs import UNREAD, Glyphs
from ingest.text import raised

Mask = npt.NDArray[np.bool_]
# Shares of a glyph's height: how far baselines of one line may differ, how wide a gap is a blank, and
# from which gap on two pieces of a line belong apart (another column, another block of text).
_BASELINE, _BLANK, _APART = 0.45, 0.33, 1.9
# The same glyph this near (share of its width) is drawn twice to look bold.
_TWICE = 0.3
# What stands over another character by more (share of the narrower one) was not set beside it.
_CLASH = 0.5
# Share of the usual height below which a glyph's own height says nothing.
_FULL = 1.0
# Marks of notes: shares of the size of the text beside them that they have at most, and by which their
# baseline lies above or below; how much of its height a font has below the baseline; how far off it stands.
SMALL, _RAISED, _LOWERED, _FOOT, _BESIDE = 0.78, 0.15, 0.1, 0.22, 0.5


class Piece(NamedTuple):
    """Glyphs of one line that stand together: their text and box; `size` is that of the largest font.

    `clashes` is how many of its digits are printed over other characters: they count as unread.
    """

    text: str
    box: Box
    base: float
    group: int
    line: int
    size: float
    clashes: int = 0


def set_lines(glyphs: Glyphs, groups: Codes) -> list[Piece]:
    """Pieces of text by group (such as the cell they stand in), from top to bottom and left to right.

    `groups` holds one number per glyph; glyphs of different groups never share a line. Pieces of one
    line carry the same number in `line`.
    """
    if not len(glyphs):
        return []
    heights = np.maximum(glyphs.bottom - glyphs.top, 1.0)
    size = _sizes(heights)
    level = _levels(glyphs, groups)
    order = ordered(groups, level)
    starts_line = np.ones(len(glyphs), bool)
    starts_line[1:] = (steps(groups[order]) != 0) | (steps(level[order]) > _BASELINE * size[order[1:]])
    lines = np.cumsum(starts_line)
    order = order[ordered(lines, glyphs.x0[order])]  # within a line: `lines` runs on as it is
    glyphs, groups, size = glyphs.take(order), groups[order], size[order]
    same_line = lines[1:] == lines[:-1]
    is_twice = same_line & (glyphs.codes[1:] == glyphs.codes[:-1])
    is_twice &= steps(glyphs.x0) < _TWICE * np.maximum(glyphs.x1[1:] - glyphs.x0[1:], 0.5)
    if is_twice.any():
        kept = np.append(True, ~is_twice)
        glyphs, groups, size, lines = glyphs.take(kept), groups[kept], size[kept], lines[kept]
        same_line = lines[1:] == lines[:-1]
    gap = glyphs.x0[1:] - glyphs.x1[:-1]
    clashes = _clashes(glyphs, same_line, gap)
    if clashes is not None:
        glyphs = glyphs.spelt(np.where(clashes, UNREAD, glyphs.codes))
    ahead = steps(glyphs.index)
    is_blank = same_line & (
        ((ahead > 1) & (ahead <= 3) & (gap > 0.1 * size[1:])) | ((ahead != 1) & (gap > _BLANK * size[1:]))
    )
    is_apart = ~same_line | (gap > _APART * size[1:])
    texts = glyphs.codes.astype("<u4").tobytes().decode("utf-32-le", "replace")
    starts = np.append(0, np.flatnonzero(is_apart) + 1)
    bounds = [*starts.tolist(), len(glyphs)]
    blanks = set((np.flatnonzero(is_blank & ~is_apart) + 1).tolist())
    sizes = np.maximum.reduceat(glyphs.size, starts)
    marks = _marks(glyphs, np.cumsum(np.append(False, is_apart)), sizes)
    boxes = zip(
        *(np.minimum.reduceat(side, starts).tolist() for side in (glyphs.x0, glyphs.top)),
        *(np.maximum.reduceat(side, starts).tolist() for side in (glyphs.x1, glyphs.bottom)),
        strict=True,
    )
    words = [_text(texts, start, stop, blanks, marks) for start, stop in pairwise(bounds)]
    lost = repeat(0) if clashes is None else np.add.reduceat(clashes, starts, dtype=np.int64).tolist()
    others = (glyphs.base[starts], groups[starts], lines[starts], sizes)
    return list(map(Piece, words, boxes, *(column.tolist() for column in others), lost))


def _text(texts: str, start: int, stop: int, blanks: set[int], marks: Mask | None) -> str:
    """The characters between two places, with blanks before those at `blanks`, and with raised marks."""
    if marks is None or not marks[start:stop].any():
        return _spaced(texts, range(start, stop), blanks) if blanks else texts[start:stop]
    text = ""
    for is_mark, run in groupby(range(start, stop), key=lambda place: bool(marks[place])):
        held = list(run)
        part = _spaced(texts, held, blanks)
        blank = " " if held[0] in blanks else ""
        text += blank + (raised(part) if is_mark else part)
    return text


def _clashes(glyphs: Glyphs, same_line: Mask, gap: Numbers) -> Mask | None:
    """Digits that stand half over another character of their line: in which order, nobody can tell."""
    width = glyphs.x1 - glyphs.x0
    is_over = same_line & (-gap > _CLASH * np.minimum(width[1:], width[:-1])) & (steps(glyphs.index) != 1)
    if not is_over.any():
        return None
    found = np.zeros(len(glyphs), bool)
    found[1:] |= is_over
    found[:-1] |= is_over
    found &= (glyphs.codes >= ord("0")) & (glyphs.codes <= ord("9"))
    return found if found.any() else None


def _levels(glyphs: Glyphs, groups: Codes) -> Numbers:
    """The baseline of the line on which each glyph stands: a mark stands on that of the text beside it."""
    ratio = glyphs.size[1:] / np.maximum(glyphs.size[:-1], 0.1)
    size = np.maximum(glyphs.size[1:], glyphs.size[:-1])
    gap = glyphs.x0[1:] - glyphs.x1[:-1]
    is_step = ((ratio < SMALL) | (ratio > 1 / SMALL)) & (np.abs(gap) < _BESIDE * size)
    is_step &= (steps(groups) == 0) & (steps(glyphs.index) <= 3)
    is_step &= (glyphs.top[1:] < glyphs.bottom[:-1]) & (glyphs.bottom[1:] > glyphs.top[:-1])
    places = np.flatnonzero(is_step).tolist()
    if not places:
        return glyphs.base
    level = glyphs.base.copy()
    for left in places:
        mark, text, way = (left + 1, left, 1) if ratio[left] < 1 else (left, left + 1, -1)
        foot = glyphs.base[mark]
        while 0 <= mark < len(level) and level[mark] == foot and glyphs.size[mark] < glyphs.size[text]:
            level[mark] = level[text]
            mark += way
    return level


def _spaced(texts: str, places: Sequence[int], blanks: set[int]) -> str:
    """The characters at those places, which follow one another, with blanks between them."""
    start, stop = places[0], places[-1] + 1
    cuts = [place for place in places[1:] if place in blanks]
    if not cuts:
        return texts[start:stop]
    return " ".join(texts[a:b] for a, b in pairwise([start, *cuts, stop]))


def _marks(glyphs: Glyphs, pieces: Codes, sizes: Numbers) -> Mask | None:
    """Which glyphs stand raised or lowered beside larger ones of their piece; None where none does."""
    whole = sizes[pieces]
    is_small = glyphs.size < SMALL * whole
    if not is_small.any():
        return None
    # where PDFium was not asked for the baseline, `base` is the foot of the font
    foot = glyphs.base - np.where(glyphs.base == glyphs.bottom, _FOOT * glyphs.size, 0.0)
    found = np.zeros(len(glyphs), bool)
    for piece in np.unique(pieces[is_small]).tolist():
        held = np.flatnonzero(pieces == piece)
        small = is_small[held]
        above = np.median(foot[held[~small]]) - foot[held]
        size = sizes[piece]
        found[held] = small & ((above > _RAISED * size) | (above < -_LOWERED * size))
    return found if found.any() else None


def _sizes(heights: Numbers) -> Numbers:
    """What a glyph's height would be if it were a full one: stops and dashes have little of their own."""
    ordered, many = np.sort(heights), len(heights)
    median = float(ordered[(many - 1) // 2] + ordered[many // 2]) / 2
    return np.maximum(heights, _FULL * median)


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
