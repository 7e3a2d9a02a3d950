"""What the paths of a page paint: where, in which colour, stroked or filled, and what lies below text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.readers.pdf import pdfium
from ingest.readers.pdf.geometry import Codes, Forms, Numbers, least
from ingest.readers.pdf.objects import Held, boxes_of
from ingest.readers.pdf.pdfium import Addresses

# Points: what is no wider is a rule, not an area. Points of an outline that a rectangle has at most.
THIN = 3.0
RECTANGLE = 6


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths of a page in the page's own space, in the order in which they are painted.

    `colours` are red, green, blue and how opaque (0 to 255) of the stroke, or of the area where there is
    none. `order` says when each is painted among all objects of the page; one that `is_thin` is as thin as a
    rule.
    """

    objects: Addresses
    forms: Forms
    order: Codes
    boxes: Numbers
    is_thin: npt.NDArray[np.bool_]
    is_filled: npt.NDArray[np.bool_]
    is_stroked: npt.NDArray[np.bool_]
    lengths: Codes
    colours: Numbers

    def take(self, which: npt.NDArray[np.bool_]) -> Paths:
        """Those paths only."""
        names = ("order", "boxes", "is_thin", "is_filled", "is_stroked", "lengths", "colours")
        rest = (getattr(self, name)[which] for name in names)
        return Paths(self.objects[which], self.forms.take(which), *rest)


@dataclass(frozen=True, slots=True)
class Areas:
    """What is painted over an area: filled paths, and pictures and shadings, whose colours are not known.

    `is_plain` tells rectangles of one opaque colour.
    """

    order: Codes
    boxes: Numbers
    colours: Numbers
    is_plain: npt.NDArray[np.bool_]


def paths_of(held: Held) -> Paths:
    """The paths with what they paint."""
    objects, forms, order = held
    modes = pdfium.draw_mode_of(objects) > 0
    is_stroked = modes[:, 1]
    colours = np.where(is_stroked[:, None], pdfium.stroke_colour_of(objects), pdfium.fill_colour_of(objects))
    boxes = boxes_of(objects, forms)
    return Paths(
        *(objects, forms, order, boxes),
        least(boxes[:, 2:] - boxes[:, :2]) <= THIN,
        modes[:, 0],
        is_stroked,
        pdfium.path_length_of(objects),
        colours,
    )


def areas_of(paths: Paths, others: Held) -> Areas:
    """The filled areas among the paths, and all `others`: pictures and shadings."""
    filled = paths.take(paths.is_filled & ~paths.is_thin)
    colours = pdfium.fill_colour_of(filled.objects)
    is_plain = (filled.lengths <= RECTANGLE) & (colours[:, 3] == 255)
    many = len(others.order)
    if not many:
        return Areas(filled.order, filled.boxes, colours, is_plain)
    boxes = boxes_of(others.objects, others.forms)
    unknown = np.tile([0.0, 0.0, 0.0, 255.0], (many, 1))
    return Areas(
        np.concatenate([filled.order, others.order]),
        np.concatenate([filled.boxes, boxes]),
        np.concatenate([colours, unknown]),
        np.concatenate([is_plain, np.zeros(many, bool)]),
    )
