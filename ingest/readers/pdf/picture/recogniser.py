"""The recogniser of the extra `gongkai[ocr]`: what it reads, where it sees text, whether it is there.

Nothing else of this project imports it or knows of its models.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from ingest.readers.pdf.picture.raster import Picture, Window

# Pixels, at a height of 48: shorter lines are filled up to this width, half of what is usual, to save time.
_NARROWEST = 160


@cache
def is_readable() -> bool:
    """Whether the extra that recognises text is installed, and what it needs of the system."""
    try:
        import_module("rapidocr_onnxruntime")
    except ImportError:
        return False
    return True


@cache
def _engine() -> Any:
    """The recogniser with its models, made once: on one thread, as other pages have the other cores."""
    import cv2
    from rapidocr_onnxruntime import RapidOCR

    cv2.setNumThreads(1)
    return RapidOCR(
        use_cls=False, intra_op_num_threads=1, inter_op_num_threads=1, rec_img_shape=[3, 48, _NARROWEST]
    )


def read_lines(slips: Sequence[Picture]) -> list[tuple[str, float]]:
    """What stands on each picture of one line, with how sure it is (0 to 1)."""
    if not slips:
        return []
    found, _ = _engine().text_rec([np.repeat(slip[:, :, None], 3, axis=2) for slip in slips])
    return [(str(text), float(score)) for text, score, *_ in found]


def text_boxes(picture: Picture) -> list[Window]:
    """Where text stands on a grey picture."""
    half = picture[: picture.shape[0] // 2 * 2, : picture.shape[1] // 2 * 2].astype(np.uint16)
    half = (half[::2, ::2] + half[1::2, ::2] + half[::2, 1::2] + half[1::2, 1::2]) // 4
    boxes, _ = _engine().text_det(np.repeat(half[:, :, None].astype(np.uint8), 3, axis=2))
    if boxes is None or not len(boxes):
        return []
    corners = 2 * np.asarray(boxes)
    low, high = corners.min(axis=1), corners.max(axis=1)
    return [
        (int(x0), int(y0), int(x1) + 1, int(y1) + 1) for (x0, y0), (x1, y1) in zip(low, high, strict=True)
    ]
