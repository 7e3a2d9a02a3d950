"""A page as a picture, turned until its lines run level."""

from __future__ import annotations

import math

import numpy as np
import pypdfium2

from ingest.readers.pdf.picture.raster import Mask, Picture
from ingest.readers.pdf.picture.shades import NOTHING

# Degrees: how far a scan is turned at most, the steps of the search, and what is not worth turning.
_MOST_SKEW, _COARSE, _FINE, _STRAIGHT = 3.0, 0.1, 0.01, 0.04
_SKEW_POINTS = 80_000
_CLEARER = 1.05


def skew(dark: Mask) -> float:
    """Degrees by which the lines of a page fall to the right; 0.0 where turning makes none clearer."""
    y, x = np.nonzero(dark)
    if len(y) > _SKEW_POINTS:
        chosen = np.random.default_rng(0).choice(len(y), _SKEW_POINTS, replace=False)
        y, x = y[chosen], x[chosen]
    if len(y) < NOTHING:
        return 0.0
    x = x - dark.shape[1] / 2

    def clearness(angle: float) -> float:
        heights = np.rint(y - x * math.tan(math.radians(angle))).astype(np.int64)
        counts = np.bincount(heights - heights.min()).astype(np.float64)
        return float(np.square(counts).sum())

    best = max(np.arange(-_MOST_SKEW, _MOST_SKEW + _COARSE / 2, _COARSE).tolist(), key=clearness)
    near = np.arange(best - _COARSE, best + _COARSE + _FINE / 2, _FINE).tolist()
    scores = [clearness(angle) for angle in near]
    # rules stay one pixel high over some range of angles: its middle is the angle
    good = [angle for angle, score in zip(near, scores, strict=True) if score >= 0.98 * max(scores)]
    found = sum(good) / len(good)
    return found if clearness(found) > _CLEARER * clearness(0.0) and abs(found) > _STRAIGHT else 0.0


def rendered(page: pypdfium2.PdfPage, scale: float) -> Picture:
    """The page in colour (blue, green, red) at so many pixels a point."""
    bitmap = page.render(scale=scale)
    try:
        return np.array(bitmap.to_numpy())
    finally:
        bitmap.close()


def turned_by(picture: Picture, degrees: float) -> Picture:
    """The picture turned against the clock about its middle, white where it does not reach."""
    import cv2  # PDFium turns pictures too, but a tenth of a degree too far or too little

    if not degrees:
        return picture
    high, wide = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    white = (255, 255, 255)
    turned: Picture = cv2.warpAffine(picture, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=white)
    return turned
