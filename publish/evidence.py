"""Evidence pictures: a page of a PDF with marks on it, so that a person sees where a number is printed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from ingest.model import Box
from ingest.readers.pdf.sheet import opened, picture
from publish.own import SIGNATURE

SCALE = 2.0
"""Pixels a point, on pages of usual size."""

_MOST_PIXELS = 6000
_FRAME, _OUTLINE, _HATCH_STEP = 4, 2, 8
_TEXT, _LINE, _GAP, _PATCH = 20, 26, 6, 32

_Pixels = tuple[int, int, int, int]


class Style(IntEnum):
    """How a mark is drawn; later ones lie over earlier ones."""

    TINT = 1
    FILL = 2
    HATCH = 3
    OUTLINE = 4
    FRAME = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """A box in points from the top left corner of the page as shown, its `#rrggbb` colour, and a label.

    The label stands left of the box and above it. It is ASCII: no font with Chinese characters is asked for.
    """

    box: Box
    colour: str
    style: Style
    label: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One line of ASCII text below the page, behind a patch of its colour where it has one."""

    text: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page to draw: `page_no` starts at 1, `target` is the PNG to write."""

    page_no: int
    marks: tuple[Mark, ...]
    target: Path
    notes: tuple[Note, ...] = ()


def draw(data: bytes, pictures: Sequence[Picture]) -> None:
    """Write pictures of pages of the PDF `data`; folders are made as needed.

    Raises `UnreadableDocument` for a file or page that cannot be shown, `OSError` for a target that
    cannot be written.
    """
    with opened(data) as document:
        for wanted in pictures:
            page, scale = picture(document, wanted.page_no - 1, SCALE, _MOST_PIXELS)
            for mark in sorted(wanted.marks, key=lambda mark: mark.style):
                _draw(page, mark, _pixels(mark.box, scale, page.size))
            _save(_with_notes(page, wanted.notes), wanted.target)


def _pixels(box: Box, scale: float, size: tuple[int, int]) -> _Pixels:
    """The box on the picture; at least one pixel, and never beyond the page."""
    left, top = (min(max(round(part * scale), 0), most - 1) for part, most in zip(box[:2], size, strict=True))
    right, bottom = (min(round(part * scale), most) for part, most in zip(box[2:], size, strict=True))
    return left, top, max(right, left + 1), max(bottom, top + 1)


def _draw(page: Image.Image, mark: Mark, at: _Pixels) -> None:
    match mark.style:
        case Style.TINT:
            # multiplied, black stays black: what is printed can still be read
            under = page.crop(at)
            page.paste(ImageChops.multiply(under, Image.new("RGB", under.size, mark.colour)), at)
        case Style.FILL:
            page.paste(mark.colour, at)
        case Style.HATCH:
            page.paste(_hatched(page.crop(at), mark.colour), at)
        case Style.OUTLINE:
            _surround(page, at, mark.colour, _OUTLINE)
        case Style.FRAME:
            _surround(page, at, mark.colour, _FRAME)
    if mark.label:
        width = round(_font().getlength(mark.label))
        corner = (max(at[0] - width - _GAP, 0), max(at[1] - _LINE, 0))
        ImageDraw.Draw(page).text(corner, mark.label, fill=mark.colour, font=_font())


def _surround(page: Image.Image, at: _Pixels, colour: str, width: int) -> None:
    """A frame around the box rather than within: it must not run through the number."""
    out = width - 1
    outer = (at[0] - out, at[1] - out, at[2] + out, at[3] + out)
    ImageDraw.Draw(page).rectangle(outer, outline=colour, width=width)


def _hatched(under: Image.Image, colour: str) -> Image.Image:
    pen = ImageDraw.Draw(under)
    width, height = under.size
    for start in range(-height, width, _HATCH_STEP):
        pen.line((start, height, start + height, 0), fill=colour)
    return under


def _with_notes(page: Image.Image, notes: Sequence[Note]) -> Image.Image:
    """The page with the notes in a strip below, so that no coordinate of the page moves."""
    if not notes:
        return page
    places: list[tuple[int, int]] = []
    left = top = 0
    for note in notes:
        width = round(_font().getlength(note.text)) + (_PATCH + _GAP if note.colour else 0) + 4 * _GAP
        if left and left + width > page.width:
            left, top = 0, top + _LINE
        places.append((left + 2 * _GAP, page.height + top + _GAP))
        left += width
    whole = Image.new("RGB", (page.width, page.height + top + _LINE + 2 * _GAP), "white")
    whole.paste(page, (0, 0))
    pen = ImageDraw.Draw(whole)
    pen.line((0, page.height, page.width, page.height), fill="black")
    for note, (x, y) in zip(notes, places, strict=True):
        if note.colour:
            pen.rectangle((x, y + 4, x + _PATCH, y + _TEXT), fill=note.colour, outline="black")
            x += _PATCH + _GAP
        pen.text((x, y), note.text, fill="black", font=_font())
    return whole


@cache
def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The font that comes with Pillow: it is there on every machine, and holds ASCII."""
    return ImageFont.load_default(_TEXT)


def _signed() -> PngInfo:
    """By this a picture is known as one of ours, which may be drawn anew."""
    info = PngInfo()
    info.add_text("Software", SIGNATURE.decode("ascii"))
    return info


def _save(image: Image.Image, target: Path) -> None:
    """Swapped in whole: a viewer that is open on the old picture never meets half of a new one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        image.save(unfinished, format="PNG", pnginfo=_signed())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
