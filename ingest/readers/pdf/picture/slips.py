"""Pictures of one line of text each, cut out as the recogniser needs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.readers.pdf.picture.raster import Mask, Picture, Window, holds_ink, spans_of
from ingest.readers.pdf.picture.textlines import ONE_SIZE, text_lines

_WIDE_GAP, _KEPT_GAP, _PAD = 1.2, 0.6, 0.15
# How sure (0 to 1) the reading of a line must be; in a cell in coloured ink, which may be a stamp.
FAINT, FAINT_COLOUR = 0.5, 0.8


@dataclass(frozen=True, slots=True)
class Slip:
    """The picture of one line of text, and how sure its reading must be."""

    picture: Picture
    least: float


def slips_of(layers: Sequence[tuple[Picture, Mask, float]], window: Window, usual: float) -> list[Slip]:
    """The lines of one cell, read from the first layer (black ink, then any) that holds text there."""
    left, top, right, bottom = window
    for shades, text, least in layers:
        lines = text_lines(text[top:bottom, left:right], usual)
        if least == FAINT_COLOUR:
            lines = [line for line in lines if line[3] - line[1] <= ONE_SIZE * usual]
        if lines:
            places = [(left + x0, top + y0, left + x1, top + y1) for x0, y0, x1, y1 in lines]
            return [Slip(slip_of(shades, text, place, window, usual), least) for place in places]
    return []


def slip_of(picture: Picture, text: Mask, around: Window, room: Window, usual: float) -> Picture:
    """The picture of one line of text with some room around it, wide gaps made narrow."""
    left, top, right, bottom = around
    height = max(bottom - top, round(usual))
    pad = max(round(_PAD * height), 2)
    spare = (height - (bottom - top)) // 2 + pad
    first, last = max(top - spare, room[1]), min(bottom + spare, room[3])  # the cell's own, then paper
    kept = np.zeros(right - left, bool)
    limit = round(_WIDE_GAP * height)
    keep = round(_KEPT_GAP * height / 2)
    spans = spans_of(holds_ink(text[top:bottom, left:right], 0))
    end = 0
    for start, stop in spans:
        if start - end > limit:
            kept[end : end + keep] = True
            kept[start - keep : start] = True
        else:
            kept[end:start] = True
        kept[start:stop] = True
        end = stop
    shades = picture[first:last, left:right][:, kept]
    paper = int(np.percentile(picture[first:last, left:right], 90))
    missing = (spare - (top - first), spare - (last - bottom))
    return np.pad(shades, (missing, (pad, pad)), constant_values=paper)
