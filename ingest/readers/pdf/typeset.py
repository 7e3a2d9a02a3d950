"""From glyphs to text: which stand on one line, in which order, and where a blank stands between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby, pairwise, repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ingest.model import Box
from ingest.readers.pdf.geometry import Codes, Numbers, led_by, ordered, some, steps, where
from ingest.readers.pdf.glyphs import UNREAD, Glyphs
from ingest.text import raised

Mask = npt.NDArray[np.bool_]
# Shares of a glyph's height: how far baselines of one line may differ, how wide a gap is a blank, and
# from which gap on two pieces of a line belong apart (another column, another block of text).
_BASELINE, _BLANK, _APART = 0.45, 0.33, 1.9
# Which gap is one where PDFium skipped a blank or two between the glyphs, and between Latin letters.
_NEAR_BLANK, _LATIN_BLANK = 0.1, 0.05
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


class Pieces(NamedTuple):
    """Pieces of text by group, from top to bottom and left to right: the fields of `Piece` as columns."""

    texts: list[str]
    boxes: tuple[Numbers, ...]
    base: Numbers
    group: Codes
    line: Codes
    size: Numbers
    clashes: Codes | None

    def of(self, which: slice | Codes) -> list[Piece]:
        """Some of them."""
        places = range(len(self.texts))[which] if isinstance(which, slice) else which.tolist()
        texts = [self.texts[place] for place in places]
        boxes = zip(*(side[which].tolist() for side in self.boxes), strict=True)
        others = (self.base, self.group, self.line, self.size)
        clashes = repeat(0) if self.clashes is None else self.clashes[which].tolist()
        return list(map(Piece, texts, boxes, *(column[which].tolist() for column in others), clashes))


_NOTHING = np.zeros(0)
NO_PIECES = Pieces(
    [],
    (_NOTHING, _NOTHING, _NOTHING, _NOTHING),
    _NOTHING,
    _NOTHING.astype(int),
    _NOTHING.astype(int),
    _NOTHING,
    None,
)


def set_lines(glyphs: Glyphs, groups: Codes) -> Pieces:
    """Pieces of text by group (such as the cell they stand in), from top to bottom and left to right.

    `groups` holds one number per glyph; glyphs of different groups never share a line. Pieces of one
    line carry the same number in `line`.
    """
    if not len(glyphs):
        return NO_PIECES
    size = _sizes(np.maximum(glyphs.bottom - glyphs.top, 1.0))
    level = _levels(glyphs, groups)
    left = glyphs.x0
    order = ordered(groups, level)
    if order is not None:
        groups, size, level, left = groups[order], size[order], level[order], left[order]
    same_line = (steps(groups) == 0) & ~(steps(level) > _BASELINE * size[1:])
    lines = np.cumsum(led_by(True, ~same_line))
    along = ordered(lines, left)
    if along is not None:  # within a line: `groups` and `lines` run on as they are
        size = size[along]
        order = along if order is None else order[along]
    if order is not None:
        glyphs = glyphs.take(order)
    is_twice = same_line & (glyphs.codes[1:] == glyphs.codes[:-1])
    is_twice &= steps(glyphs.x0) < _TWICE * np.maximum(glyphs.x1[1:] - glyphs.x0[1:], 0.5)
    if some(is_twice):
        kept = led_by(True, ~is_twice)
        glyphs, groups, size, lines = glyphs.take(kept), groups[kept], size[kept], lines[kept]
        same_line = steps(lines) == 0
    gap = glyphs.x0[1:] - glyphs.x1[:-1]
    ahead = steps(glyphs.index)
    is_apart = ~same_line | (gap > _APART * size[1:])
    leaps = where(same_line & (ahead != 1))
    clashes = _clashes(glyphs, leaps, gap)
    if clashes is not None:
        glyphs = glyphs.spelt(np.where(clashes, UNREAD, glyphs.codes))
    texts = glyphs.codes.astype("<u4").tobytes().decode("utf-32-le", "replace")
    starts = led_by(0, where(is_apart) + 1)
    is_near = (ahead[leaps] > 1) & (ahead[leaps] <= 3)
    narrowest = np.where(is_near, _NEAR_BLANK, _BLANK)
    # the ink of a wide letter fills some of the blank behind it
    narrowest[is_near & _are_latin(glyphs.codes[leaps], glyphs.codes[leaps + 1])] = _LATIN_BLANK
    is_blank = ~is_apart[leaps] & (gap[leaps] > narrowest * size[leaps + 1])
    sizes = np.maximum.reduceat(glyphs.size, starts)
    return Pieces(
        _texts(texts, [*starts.tolist(), len(glyphs)], leaps[is_blank] + 1, _marks(glyphs, is_apart, sizes)),
        (
            *(np.minimum.reduceat(side, starts) for side in (glyphs.x0, glyphs.top)),
            *(np.maximum.reduceat(side, starts) for side in (glyphs.x1, glyphs.bottom)),
        ),
        *(glyphs.base[starts], groups[starts], lines[starts], sizes),
        None if clashes is None else np.add.reduceat(clashes, starts, dtype=np.int64),
    )


def _texts(texts: str, bounds: list[int], blanks: Codes, marks: Mask | None) -> list[str]:
    """The characters from each bound to the next, with blanks before those at `blanks`, and raised marks."""
    if marks is not None:
        held = set(blanks.tolist())
        return [_text(texts, start, stop, held, marks) for start, stop in pairwise(bounds)]
    words = [texts[start:stop] for start, stop in pairwise(bounds)]
    for blank in reversed(blanks.tolist()):
        piece = bisect_right(bounds, blank) - 1
        word, place = words[piece], blank - bounds[piece]
        words[piece] = f"{word[:place]} {word[place:]}"
    return words


def _text(texts: str, start: int, stop: int, blanks: set[int], marks: Mask) -> str:
    """The characters between two places, with blanks before those at `blanks`, and with raised marks."""
    if not marks[start:stop].any():
        return _spaced(texts, range(start, stop), blanks)
    text = ""
    for is_mark, run in groupby(range(start, stop), key=lambda place: bool(marks[place])):
        held = list(run)
        part = _spaced(texts, held, blanks)
        blank = " " if held[0] in blanks else ""
        text += blank + (raised(part) if is_mark else part)
    return text


def _clashes(glyphs: Glyphs, leaps: Codes, gap: Numbers) -> Mask | None:
    """Digits that stand half over another character of their line: in which order, nobody can tell.

    Only those count that were not drawn one after the other: `leaps` are the places where that is so.
    """
    width = glyphs.x1 - glyphs.x0
    over = leaps[-gap[leaps] > _CLASH * np.minimum(width[leaps + 1], width[leaps])]
    if not len(over):
        return None
    found = np.zeros(len(glyphs), bool)
    found[over] = found[over + 1] = True
    found &= (glyphs.codes >= ord("0")) & (glyphs.codes <= ord("9"))
    return found if some(found) else None


def _are_latin(first: Codes, second: Codes) -> Mask:
    """Whether both are Latin letters: a blank between those parts two words."""
    found = np.ones(len(first), bool)
    for codes in (first | 32, second | 32):
        found &= (codes >= ord("a")) & (codes <= ord("z"))
    return found


def _levels(glyphs: Glyphs, groups: Codes) -> Numbers:
    """The baseline of the line on which each glyph stands: a mark stands on that of the text beside it."""
    ratio = glyphs.size[1:] / np.maximum(glyphs.size[:-1], 0.1)
    left = where((ratio < SMALL) | (ratio > 1 / SMALL))
    right = left + 1
    size = np.maximum(glyphs.size[right], glyphs.size[left])
    is_step = np.abs(glyphs.x0[right] - glyphs.x1[left]) < _BESIDE * size
    is_step &= (groups[right] == groups[left]) & (glyphs.index[right] - glyphs.index[left] <= 3)
    is_step &= (glyphs.top[right] < glyphs.bottom[left]) & (glyphs.bottom[right] > glyphs.top[left])
    places = left[is_step].tolist()
    if not places:
        return glyphs.base
    level = glyphs.base.copy()
    for place in places:
        mark, text, way = (place + 1, place, 1) if ratio[place] < 1 else (place, place + 1, -1)
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


def _marks(glyphs: Glyphs, is_apart: Mask, sizes: Numbers) -> Mask | None:
    """Which glyphs stand raised or lowered beside larger ones of their piece; None where none does."""
    if glyphs.size.min() >= SMALL * sizes.max():
        return None
    pieces = np.cumsum(led_by(False, is_apart))
    is_small = glyphs.size < SMALL * sizes[pieces]
    if not some(is_small):
        return None
    # where PDFium was not asked for the baseline, `base` is the foot of the font
    foot = glyphs.base - np.where(glyphs.base == glyphs.bottom, _FOOT * glyphs.size, 0.0)
    found = np.zeros(len(glyphs), bool)
    for piece in np.unique(pieces[is_small]).tolist():
        held = where(pieces == piece)
        small = is_small[held]
        above = np.median(foot[held[~small]]) - foot[held]
        size = sizes[piece]
        found[held] = small & ((above > _RAISED * size) | (above < -_LOWERED * size))
    return found if some(found) else None


def _sizes(heights: Numbers) -> Numbers:
    """What a glyph's height would be if it were a full one: stops and dashes have little of their own."""
    middle = [(len(heights) - 1) // 2, len(heights) // 2]
    median = float(np.partition(heights, middle)[middle].sum()) / 2
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
