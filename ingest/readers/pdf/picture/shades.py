"""How light the pixels of a picture are, and which of them are ink."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ingest.readers.pdf.picture.raster import DOTS_PER_POINT, Mask, Picture

# Ink is this much darker (of 255) than what lies around it within so many points.
_DARKER, _AROUND, _BLOCK = 26, 8.0, 1.5
# Pixels of ink within three by three, and on a page, that are no more than a speck.
SPECK, NOTHING = 4, 60


def grey(picture: Picture) -> Picture:
    """How light each pixel is without its colour: stamps and marks fade from the paper, black ink stays."""
    blue, green, red = (picture[:, :, colour].astype(np.uint16) for colour in range(3))
    most = np.maximum(np.maximum(blue, green), red)
    least = np.minimum(np.minimum(blue, green), red)
    lifted: Picture = np.minimum(most + (most - least) // 2, 255).astype(np.uint8)
    return lifted


def light(picture: Picture) -> Picture:
    """How light each pixel (blue, green, red) looks."""
    return (picture @ np.array([0.114, 0.587, 0.299], np.float32)).astype(np.uint8)


def ink(picture: Picture, dots_per_point: float = DOTS_PER_POINT) -> Mask:
    """The pixels of a grey picture that are darker than those around them, single specks left out."""
    block = max(round(_BLOCK * dots_per_point), 1)
    around = _block_means(picture, block, max(round(_AROUND * dots_per_point / block), 1))
    near = np.repeat(np.repeat(around, block, axis=0), block, axis=1)[: picture.shape[0], : picture.shape[1]]
    dark: Mask = picture < near - _DARKER
    padded = np.pad(dark, 1).view(np.uint8)
    rows = padded[:-2] + padded[1:-1] + padded[2:]
    dark &= rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:] >= SPECK
    return dark


def _block_means(picture: Picture, block: int, reach: int) -> npt.NDArray[np.float32]:
    """Mean shade around every square of `block` pixels, over squares up to `reach` away; edges repeated."""
    high, wide = -picture.shape[0] % block, -picture.shape[1] % block
    whole = np.pad(picture, ((0, high), (0, wide)), mode="edge").astype(np.float32)
    high, wide = whole.shape[0] // block, whole.shape[1] // block
    means: npt.NDArray[np.float32] = whole.reshape(high, block, wide, block).mean(axis=(1, 3))
    size = 2 * reach + 1
    for axis in (0, 1):
        pads = [(0, 0), (0, 0)]
        pads[axis] = (reach + 1, reach)
        sums = np.cumsum(np.pad(means, pads, mode="edge"), axis=axis, dtype=np.float64)
        upper = np.take(sums, range(size, sums.shape[axis]), axis)
        lower = np.take(sums, range(sums.shape[axis] - size), axis)
        means = ((upper - lower) / size).astype(np.float32)
    return means
