"""The points of paths: where they stand, how each is reached, whether the outline closes there."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ingest.readers.pdf import pdfium
from ingest.readers.pdf.geometry import Codes, Numbers
from ingest.readers.pdf.pdfium import Addresses


class Points(NamedTuple):
    """Points path by path: x and y in the path's own space, how each is reached, whether it closes there."""

    x: Numbers
    y: Numbers
    kinds: Codes
    closes: npt.NDArray[np.bool_]


def points_of(paths: Addresses, owner: Codes, place: Codes) -> Points:
    """Points of those paths, each by the number of its path and its own in it."""
    points = pdfium.segment_of(paths[owner], place)
    x, y = pdfium.point_of(points).T
    return Points(x, y, pdfium.segment_type_of(points), pdfium.segment_close_of(points) > 0)
