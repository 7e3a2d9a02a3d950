"""Glyphs that were drawn one after the other in one look: pieces of text as they were set."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ingest.readers.pdf.geometry import Codes, steps
from ingest.readers.pdf.glyphs import Glyphs

# Shares of a glyph's size: how far baselines of one run differ, how far its glyphs stand apart or overlap.
_BASE, _APART, _BACK = 0.3, 0.8, 0.5
# Glyphs of one font differ in size by less.
_SIZES = 1.3


def follows(glyphs: Glyphs) -> npt.NDArray[np.bool_]:
    """For every glyph but the first, whether it stands right behind the one before, in its line and size."""
    size = np.maximum(glyphs.size[1:], glyphs.size[:-1])
    gap = glyphs.x0[1:] - glyphs.x1[:-1]
    is_near = (gap < _APART * size) & (gap > -_BACK * size)
    is_near &= size < _SIZES * np.minimum(glyphs.size[1:], glyphs.size[:-1])
    return np.asarray(is_near & (np.abs(steps(glyphs.base)) < _BASE * size), bool)


def runs_of(glyphs: Glyphs, looks: Codes) -> Codes:
    """The number of its run for every glyph, from 0; `looks` has one number per glyph."""
    if not len(glyphs):
        return np.zeros(0, np.int64)
    breaks = ~follows(glyphs) | (steps(looks) != 0)
    return np.concatenate([[0], breaks.cumsum()])
