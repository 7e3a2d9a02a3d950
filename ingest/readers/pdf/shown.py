"""The glyphs of a page that are shown, and how many pieces of text are there and not shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2

from ingest.model import Box, NotShown
from ingest.readers.pdf.geometry import Matrix, Numbers, among, least, some, where
from ingest.readers.pdf.glyphs import UNREAD, Glyphs, glyphs_of, moved
from ingest.readers.pdf.paths import Areas
from ingest.readers.pdf.runs import follows, runs_of
from ingest.readers.pdf.seen import UNSEEN, contrasts, drawn_contrasts
from ingest.readers.pdf.texts import Texts, windows_of

Mask = npt.NDArray[np.bool_]
# Text whose contrast is less is pale, and may be a watermark.
PALE = 110.0
_CLEAR = 250.0
# Points: nobody reads smaller type.
_TINY = 1.5
# Between the most and the least of red, green and blue: more is a colour.
COLOURED = 60.0
_DIGITS = tuple(map(ord, "0123456789０１２３４５６７８９"))


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a page's text, in the page's own space, and what is not.

    `contrast` is by how much (of 255) each glyph differs from its ground. `turn` is the angle, clockwise, of
    most text. Where it has no looks nothing is unusual about any text: all is black or grey and straight.
    `covered` is how many digits are hidden within numbers that are shown: they count as unread.
    """

    glyphs: Glyphs
    contrast: Numbers
    turn: int
    has_looks: bool
    left_out: tuple[tuple[NotShown, int], ...] = ()
    covered: int = 0


def shown_of(
    page: pypdfium2.PdfPage,
    frame: Box,
    shown: Matrix,
    texts: Texts,
    areas: Areas,
    own: int,
    has_notes: bool,
) -> Shown:
    """The glyphs that can be seen within the `frame` of the page and the windows that clip them."""
    left, low, right, high = frame
    windows = windows_of(texts.objects, texts.forms)
    marks = texts.marks()
    texts.read_as_drawn(marks)
    is_layered = texts.is_layered(marks)
    contrast, is_open = contrasts(texts, areas, is_layered | ((texts.forms.of > 0) & (texts.order < own)))
    is_open &= texts.has_ink
    has_looks = has_notes or bool(
        (is_open | ~texts.has_ink | (contrast < PALE) | is_coloured(texts)).any() or some(texts.angles)
    )
    glyphs = glyphs_of(page, texts, shown, has_looks or windows is not None)
    x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
    kept = (x >= left) & (x <= right) & (y >= low) & (y <= high)
    if windows is not None:
        seen = np.vstack([windows, [-np.inf, -np.inf, np.inf, np.inf]])[glyphs.text].T
        kept &= (x >= seen[0]) & (x <= seen[2]) & (y >= seen[1]) & (y <= seen[3])
    glyphs, cut = _cut(glyphs, shown, kept)
    is_tiny = glyphs.size < _TINY
    if some(is_tiny):
        is_tiny &= glyphs.x1 - glyphs.x0 < _TINY
    if not has_looks and not some(is_tiny):
        return Shown(glyphs, np.full(len(glyphs), 255.0), 0, False, (), cut)
    known = np.append(contrast, 255.0)[glyphs.text]
    known[~np.append(texts.has_ink, True)[glyphs.text] | is_tiny] = 0.0
    if some(is_open):
        asked, found = drawn_contrasts(page, shown, texts, where(is_open), glyphs)
        known[asked] = found
        known[_printed_anew(texts, glyphs, is_open)] = 255.0
    turn = _turn(texts, glyphs, known >= UNSEEN)
    is_hidden = known < UNSEEN
    left_out: list[tuple[NotShown, int]] = []
    covered = cut
    if some(is_hidden):
        is_gap = _gaps(moved(glyphs, shown), is_hidden)
        glyphs = glyphs.spelt(np.where(is_gap, UNREAD, glyphs.codes))
        is_hidden &= ~is_gap
        covered += int(is_gap.sum())
        layered = np.append(is_layered, False)[glyphs.text]
        for reason, which in (
            (NotShown.HIDDEN, is_hidden & layered),
            (NotShown.INVISIBLE, is_hidden & ~layered),
        ):
            if some(which):
                left_out.append((reason, _count(moved(glyphs.take(which), shown))))
        glyphs, known = glyphs.take(~is_hidden), known[~is_hidden]
    return Shown(glyphs, known, turn, True, tuple(left_out), covered)


def _cut(glyphs: Glyphs, shown: Matrix, kept: Mask) -> tuple[Glyphs, int]:
    """The glyphs that are kept; what is seen of a number whose other digits are clipped away is unread."""
    if kept.all():
        return glyphs, 0
    if not among(glyphs.codes[~kept], _DIGITS).any():
        return glyphs.take(kept), 0
    is_part = kept & _gaps(moved(glyphs, shown), kept)
    return glyphs.spelt(np.where(is_part, UNREAD, glyphs.codes)).take(kept), int(is_part.sum())


def is_coloured(texts: Texts) -> Mask:
    """Whether each text is neither black nor grey nor opaque."""
    colours = texts.colours[:, :3]
    is_opaque = texts.colours[:, 3] >= _CLEAR
    return np.asarray((-least(-colours) - least(colours) > COLOURED) | ~is_opaque, bool)


def _turn(texts: Texts, glyphs: Glyphs, is_seen: Mask) -> int:
    angles = np.append(texts.angles, 0)[glyphs.text]
    counts = Counter(angles[is_seen & (angles >= 0)].tolist())
    return int(counts.most_common(1)[0][0]) if counts else 0


def _gaps(glyphs: Glyphs, is_hidden: Mask) -> Mask:
    """Hidden digits in a row with others that are shown: the number is no whole one without them."""
    if len(glyphs) < 2:
        return np.zeros(len(glyphs), bool)
    is_digit = among(glyphs.codes, _DIGITS)
    rows = np.concatenate([[0], np.cumsum(~follows(glyphs) | ~(is_digit[1:] | is_digit[:-1]))])
    seen = np.bincount(rows, is_digit & ~is_hidden) > 0
    return np.asarray(is_hidden & is_digit & seen[rows], bool)


def _printed_anew(texts: Texts, glyphs: Glyphs, is_open: Mask) -> Mask:
    """Glyphs over which the same text was printed once more: PDFium gives the first of them only."""
    found = np.zeros(len(glyphs), bool)
    is_kept = np.zeros(len(texts.objects) + 1, bool)
    is_kept[glyphs.text] = True
    again = where(~is_kept[:-1] & ~is_open & texts.has_ink)
    x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
    order = np.append(texts.order, 0)[glyphs.text]
    for place, (left, low, right, high) in zip(again.tolist(), texts.boxes(again).tolist(), strict=True):
        is_here = (x >= left) & (x <= right) & (y >= low) & (y <= high)
        found |= is_here & (order < texts.order[place])
    return found


def _count(glyphs: Glyphs) -> int:
    return int(runs_of(glyphs, np.zeros(len(glyphs), np.int64))[-1]) + 1
