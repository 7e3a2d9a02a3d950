"""The straight rules that the paths of a page draw: strokes, edges of rectangles, thin areas."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from ingest.readers.pdf import pdfium
from ingest.readers.pdf.geometry import Codes, Matrix, Rule
from ingest.readers.pdf.objects import boxes_of

_THIN = 3.0
_FLAT = 0.5
_WHITE = 250
_RECTANGLE = 6


def rules_of(
    objects: Sequence[int], forms: Sequence[Matrix], upright: Matrix
) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules: strokes, edges of stroked rectangles, thin filled rectangles."""
    across: list[Rule] = []
    down: list[Rule] = []
    if not objects:
        return across, down
    boxes = np.array(boxes_of(objects, forms))
    modes = pdfium.modes.ask(len(objects), pdfium.draw_mode_of, objects) > 0
    lengths = np.fromiter(map(pdfium.path_length_of, objects), np.int64, len(objects))
    is_stroked = modes[:, 1]
    is_drawn = modes.any(axis=1) & _are_seen(objects, is_stroked)
    is_thin = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) <= _THIN
    is_plain = is_drawn & is_thin & ((lengths <= _RECTANGLE) | ~is_stroked)
    for box in zip(*upright.of_boxes(*boxes[is_plain].T), strict=True):
        add_thin(box, across, down)
    outlined = np.flatnonzero(is_drawn & ~is_plain & (lengths > 2)).tolist()
    if outlined:
        paths = [objects[place] for place in outlined]
        matrices = [
            upright.after(form).after(Matrix(*matrix))
            for form, matrix in zip(
                (forms[place] for place in outlined),
                pdfium.matrices.ask(len(paths), pdfium.matrix_of, paths, at=1).tolist(),
                strict=True,
            )
        ]
        _add_outlines(paths, matrices, lengths[outlined], is_stroked[outlined], across, down)
    return across, down


def _are_seen(objects: Sequence[int], is_stroked: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """False for what nobody sees: drawn in the colour of paper, or wholly transparent."""
    seen = np.zeros(len(objects), bool)
    for which, ask in ((is_stroked, pdfium.stroke_colour_of), (~is_stroked, pdfium.fill_colour_of)):
        asked = [objects[place] for place in np.flatnonzero(which).tolist()]
        colours = pdfium.colours.ask(len(asked), ask, asked)
        seen[which] = (colours[:, 3] > 0) & (colours[:, :3].min(axis=1) < _WHITE)
    return seen


def _add_outlines(
    paths: Sequence[int],
    matrices: Sequence[Matrix],
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
    a, b, c, d, e, f = np.array(matrices)[owner].T
    x, y = a * x + c * y + e, b * x + d * y + f
    starts = np.flatnonzero((kinds == raw.FPDF_SEGMENT_MOVETO) | (place == 0))
    outline = np.cumsum(np.isin(np.arange(len(x)), starts)) - 1
    boxes = [
        np.minimum.reduceat(x, starts), np.minimum.reduceat(y, starts),
        np.maximum.reduceat(x, starts), np.maximum.reduceat(y, starts),
    ]  # fmt: skip
    is_thin = np.minimum(boxes[2] - boxes[0], boxes[3] - boxes[1]) <= _THIN
    for number in np.flatnonzero(is_thin).tolist():
        add_thin((boxes[0][number], boxes[1][number], boxes[2][number], boxes[3][number]), across, down)
    # pieces from each point to the next, and from the last to the first where the outline closes
    ends = np.flatnonzero(~np.isin(np.arange(1, len(x)), starts)) + 1
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


def add_thin(box: Sequence[float], across: list[Rule], down: list[Rule]) -> None:
    """A box as thin as a rule is one; any other is none."""
    width, height = box[2] - box[0], box[3] - box[1]
    if height <= _THIN and width >= height:
        across.append(Rule(float(box[1] + box[3]) / 2, float(box[0]), float(box[2])))
    elif width <= _THIN:
        down.append(Rule(float(box[0] + box[2]) / 2, float(box[1]), float(box[3])))
