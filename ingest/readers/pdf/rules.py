"""The straight rules that the paths of a page draw: strokes, edges of rectangles, thin areas."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from ingest.readers.pdf import pdfium
from ingest.readers.pdf.fills import on_colour
from ingest.readers.pdf.geometry import (
    NO_RULES,
    Codes,
    Matrix,
    Numbers,
    Rules,
    all_rules,
    least,
    numbered,
    some,
    where,
)
from ingest.readers.pdf.outlines import points_of
from ingest.readers.pdf.paths import RECTANGLE, THIN, Areas, Paths
from ingest.readers.pdf.pdfium import Addresses

_FLAT = 0.5
_WHITE = 250


def rules_of(paths: Paths, areas: Areas, upright: Matrix) -> Rules:
    """Strokes, edges of stroked rectangles, thin filled rectangles; white ones on coloured ground only."""
    if not len(paths.objects):
        return NO_RULES
    lengths, is_stroked = paths.lengths, paths.is_stroked
    is_drawn = (is_stroked | paths.is_filled) & _are_seen(paths, areas)
    is_plain = is_drawn & paths.is_thin & ((lengths <= RECTANGLE) | ~is_stroked)
    found = thin_rules(upright.of_boxes(*paths.boxes[is_plain].T))
    is_outlined = is_drawn & ~is_plain & (lengths > 2)
    if not some(is_outlined):
        return found
    held = paths.objects[is_outlined]
    matrices = paths.forms.take(is_outlined).turn(pdfium.matrix_of(held), upright)
    return all_rules(found, *_outline_rules(held, matrices, lengths[is_outlined], is_stroked[is_outlined]))


def _are_seen(paths: Paths, areas: Areas) -> npt.NDArray[np.bool_]:
    """False for what nobody sees: drawn in the colour of paper on paper, or wholly transparent."""
    is_inked: npt.NDArray[np.bool_] = np.asarray(paths.colours[:, 3] > 0)
    is_white = is_inked & (least(paths.colours[:, :3]) >= _WHITE)
    if not some(is_white):
        return is_inked
    seen: npt.NDArray[np.bool_] = np.asarray(is_inked & ~is_white)
    seen[is_white] = on_colour(paths.boxes[is_white], areas)
    return seen


def _outline_rules(
    paths: Addresses, matrices: Numbers, lengths: Codes, is_stroked: npt.NDArray[np.bool_]
) -> tuple[Rules, Rules]:
    """Outlines as thin as a rule, and straight pieces of other stroked ones."""
    owner, place = numbered(lengths)
    x, y, kinds, closes = points_of(paths, owner, place)
    is_one = (matrices == matrices[0]).all()
    a, b, c, d, e, f = matrices[0].tolist() if is_one else matrices[owner].T
    x, y = a * x + c * y + e, b * x + d * y + f
    is_start = (kinds == raw.FPDF_SEGMENT_MOVETO) | (place == 0)
    starts = where(is_start)
    outline = is_start.cumsum() - 1
    boxes = [
        np.minimum.reduceat(x, starts), np.minimum.reduceat(y, starts),
        np.maximum.reduceat(x, starts), np.maximum.reduceat(y, starts),
    ]  # fmt: skip
    is_thin = np.minimum(boxes[2] - boxes[0], boxes[3] - boxes[1]) <= THIN
    # pieces from each point to the next, and from the last to the first where the outline closes
    counts = is_stroked[owner] & ~is_thin[outline]
    ends = where(counts & ~is_start & (kinds != raw.FPDF_SEGMENT_BEZIERTO))
    closing = where(counts & closes)
    first = np.concatenate([ends - 1, closing])
    second = np.concatenate([ends, starts[outline[closing]]])
    wide, high = np.abs(x[second] - x[first]), np.abs(y[second] - y[first])
    flat, upright = (high <= _FLAT) & (wide > _FLAT), (wide <= _FLAT) & (high > _FLAT)
    return (
        thin_rules([side[is_thin] for side in boxes]),
        (_pieces(first[flat], second[flat], x, y), _pieces(first[upright], second[upright], y, x)),
    )


def _pieces(first: Codes, second: Codes, along: Numbers, at: Numbers) -> Numbers:
    """Rules from some points to others."""
    ends = along[first], along[second]
    return np.stack([(at[first] + at[second]) / 2, np.minimum(*ends), np.maximum(*ends)], axis=1)


def thin_rules(sides: Sequence[Numbers]) -> Rules:
    """Boxes (left, top, right and bottom of each) as thin as a rule are one; any others are none."""
    left, top, right, bottom = sides
    width, height = right - left, bottom - top
    is_flat = (height <= THIN) & (width >= height)
    flat, upright = where(is_flat), where((width <= THIN) & ~is_flat)
    across, down = np.empty((len(flat), 3)), np.empty((len(upright), 3))
    for rules, which, (low, high), ends in (
        (across, flat, (top, bottom), (left, right)),
        (down, upright, (left, right), (top, bottom)),
    ):
        rules[:, 0] = (low[which] + high[which]) / 2
        rules[:, 1], rules[:, 2] = ends[0][which], ends[1][which]
    return across, down
