"""Pages of PDFs as pictures, each once, and where on them a place is: the browser draws the frame.

A picture of each cell would be drawn and stored dozens of times a page. A page in grey, without loss, is a
third smaller than one in sixteen colours and half the work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from ingest.model import Box
from ingest.readers.pdf.sheet import opened, picture

_SCALE, _MOST_PIXELS, _EFFORT = 1.5, 2400, 2
_AROUND = 2.0
"""Points between what is printed and its frame."""


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a document, and page (from 1) and box in points of places by their cell ids."""

    data: bytes
    boxes: Mapping[str, tuple[int, Box]]


Originals = Callable[[str, Sequence[str]], Original | None]
"""Takes the id of a document and the cell ids wanted; None where there is nothing to draw."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a place is: page from 1, then left, top, width and height in percent of the page."""

    page_no: int
    left: float
    top: float
    width: float
    height: float

    def __str__(self) -> str:
        return f"{self.page_no} {self.left:.2f} {self.top:.2f} {self.width:.2f} {self.height:.2f}"


def draw(original: Original, folder: Path) -> dict[str, Frame]:
    """Write a picture of each page that a place is on, named by its number; returns the frames by cell id.

    Raises `UnreadableDocument` for a file or page that cannot be shown.
    """
    folder.mkdir(parents=True)
    frames: dict[str, Frame] = {}
    ordered = sorted(original.boxes.items(), key=lambda one: one[1][0])
    with opened(original.data) as document:
        for page_no, places in groupby(ordered, key=lambda one: one[1][0]):
            page, scale = picture(document, page_no - 1, _SCALE, _MOST_PIXELS)
            page.convert("L").save(folder / f"{page_no}.webp", lossless=True, method=_EFFORT)
            for cell_id, (_, box) in places:
                frames[cell_id] = _frame(page_no, box, page.width / scale, page.height / scale)
    return frames


def _frame(page_no: int, box: Box, width: float, height: float) -> Frame:
    left, top = max(box[0] - _AROUND, 0.0), max(box[1] - _AROUND, 0.0)
    right, bottom = min(box[2] + _AROUND, width), min(box[3] + _AROUND, height)
    return Frame(
        page_no,
        left / width * 100,
        top / height * 100,
        (right - left) / width * 100,
        (bottom - top) / height * 100,
    )
