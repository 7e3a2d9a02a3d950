"""The straight rules that the paths of a page draw: strokes, edges of rectangles, thin areas."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from ingest.readers.pdf import pdfium
from ingest.readers.pdf.fills import on_colour
from ingest.readers.pdf.geometry import SAME, Codes, Matrix, Numbers, Rule
from ingest.readers.pdf.paths import RECTANGLE, THIN, Areas, Paths

_FLAT = 0.5
_WHITE = 250


def rules_of(paths: Paths, areas: Areas, upright: Matrix) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules: strokes, edges of stroked rectangles, thin filled rectangles.

    White ones count on coloured ground only.
    """
    across: list[Rule] = []
    down: list[Rule] = []
    if not paths.objects:
        return across, down
    lengths, is_stroked = paths.lengths, paths.is_stroked
    is_drawn = (is_stroked | paths.is_filled) & _are_seen(paths, areas)
    is_plain = is_drawn & paths.is_thin & ((lengths <= RECTANGLE) | ~is_stroked)
    add_thin(upright.of_boxes(*paths.boxes[is_plain].T), across, down)
    outlined = np.flatnonzero(is_drawn & ~is_plain & (lengths > 2)).tolist()
    if outlined:
        held = [paths.objects[place] for place in outlined]
        matrices = pdfium.matrices.ask(len(held), pdfium.matrix_of, held, at=1)
        turned = _turned(matrices, [paths.forms[place] for place in outlined], upright)
        _add_outlines(held, turned, lengths[outlined], is_stroked[outlined], across, down)
    return across, down


def _are_seen(paths: Paths, areas: Areas) -> npt.NDArray[np.bool_]:
    """False for what nobody sees: drawn in the colour of paper on paper, or wholly transparent."""
    is_inked: npt.NDArray[np.bool_] = np.asarray(paths.colours[:, 3] > 0)
    is_white = is_inked & (paths.colours[:, :3].min(axis=1) >= _WHITE)
    if not is_white.any():
        return is_inked
    seen: npt.NDArray[np.bool_] = np.asarray(is_inked & ~is_white)
    seen[is_white] = on_colour(paths.boxes[is_white], areas)
    return seen


def _turned(matrices: Numbers, forms: Sequence[Matrix], upright: Matrix) -> Numbers:
    """The matrices of paths, each followed by that of its form and then by `upright`."""
    if all(form is SAME for form in forms):
        a, b, c, d, e, f = upright
        x, y = matrices[:, ::2], matrices[:, 1::2]
        moved = np.stack([a * x + c * y, b * x + d * y], axis=2)
        moved[:, 2] += e, f
        return moved.reshape(-1, 6)
    return np.array(
        [
            upright.after(form).after(Matrix(*matrix))
            for form, matrix in zip(forms, matrices.tolist(), strict=True)
        ]
    )


def _add_outlines(
    paths: Sequence[int],
    matrices: Numbers,
    lengths: Codes,
    is_stroked: npt.NDArray[np.bool_],
    across: list[Rule],
    down: list[Rule],
) -> None:
    """Straight pieces of stroked outlines; of filled ones only the parts as thin as a rule."""
    owner = np.repeat(np.arange(len(paths)), lengths)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    segments = list(map(pdfium.segment_of, (paths[number] for number in owner.tolist()), place.tolist()))
    x, y = pdfium.points.ask(len(segments), pdfium.point_of, segments).T
    kinds = np.fromiter(map(pdfium.segment_type_of, segments), np.int32, len(segments))
    closes = np.fromiter(map(pdfium.segment_close_of, segments), np.int32, len(segments)) > 0
    a, b, c, d, e, f = matrices[owner].T
    x, y = a * x + c * y + e, b * x + d * y + f
    is_start = (kinds == raw.FPDF_SEGMENT_MOVETO) | (place == 0)
    starts = np.flatnonzero(is_start)
    outline = np.cumsum(is_start) - 1
    boxes = [
        np.minimum.reduceat(x, starts), np.minimum.reduceat(y, starts),
        np.maximum.reduceat(x, starts), np.maximum.reduceat(y, starts),
    ]  # fmt: skip
    is_thin = np.minimum(boxes[2] - boxes[0], boxes[3] - boxes[1]) <= THIN
    add_thin([side[is_thin] for side in boxes], across, down)
    # pieces from each point to the next, and from the last to the first where the outline closes
    ends = np.flatnonzero(~is_start[1:]) + 1
    ends = ends[kinds[ends] != raw.FPDF_SEGMENT_BEZIERTO]
    first = np.concatenate([ends - 1, np.flatnonzero(closes)])
    second = np.concatenate([ends, starts[outline[closes]]])
    counts = is_stroked[owner[first]] & ~is_thin[outline[first]]
    first, second = first[counts], second[counts]
    wide, high = np.abs(x[second] - x[first]), np.abs(y[second] - y[first])
    flat, upright = (high <= _FLAT) & (wide > _FLAT), (wide <= _FLAT) & (high > _FLAT)
    for found, along, at, chosen in ((across, x, y, flat), (down, y, x, upright)):
        low, top = np.minimum(along[first], along[second]), np.maximum(along[first], along[second])
        middle = (at[first] + at[second]) / 2
        found += map(Rule, middle[chosen].tolist(), low[chosen].tolist(), top[chosen].tolist())


def add_thin(sides: Sequence[Numbers], across: list[Rule], down: list[Rule]) -> None:
    """Boxes (left, top, right and bottom of each) as thin as a rule are one; any others are none."""
    left, top, right, bottom = sides
    width, height = right - left, bottom - top
    flat = (height <= THIN) & (width >= height)
    upright = (width <= THIN) & ~flat
    for found, low, high, start, stop, chosen in (
        (across, top, bottom, left, right, flat),
        (down, left, right, top, bottom, upright),
    ):
        at = (low[chosen] + high[chosen]) / 2
        found += map(Rule, at.tolist(), start[chosen].tolist(), stop[chosen].tolist())
