"""Parts of pages as small pictures within a text: a palette where that is smaller, else JPEG."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from PIL import Image

from ingest.model import Box, UnreadableDocument
from ingest.readers.pdf.sheet import picture

_SCALE, _MOST_PIXELS = 2.0, 2800
_COLOURS, _QUALITY = 16, 70


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A part of a page: `box` in points from the top left corner of the page as shown, its size in pixels."""

    data_uri: str
    width: int
    height: int
    box: Box


def snapshot(document: pypdfium2.PdfDocument, page_no: int, wanted: Box) -> Snapshot | None:
    """The part of a page, counted from 1, within the page; None for a page that cannot be shown."""
    try:
        page, scale = picture(document, page_no - 1, _SCALE, _MOST_PIXELS)
    except UnreadableDocument:
        return None
    left, top = (max(int(part * scale), 0) for part in wanted[:2])
    right, bottom = (
        min(int(part * scale) + 1, most) for part, most in zip(wanted[2:], page.size, strict=True)
    )
    if right <= left or bottom <= top:
        return None
    part = page.crop((left, top, right, bottom))
    return Snapshot(_data_uri(part), *part.size, (left / scale, top / scale, right / scale, bottom / scale))


def _data_uri(image: Image.Image) -> str:
    drawn, photographed = BytesIO(), BytesIO()
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(drawn, format="PNG", optimize=True)
    image.save(photographed, format="JPEG", quality=_QUALITY, optimize=True)
    kind, data = min(
        ("png", drawn.getvalue()), ("jpeg", photographed.getvalue()), key=lambda pair: len(pair[1])
    )
    return f"data:image/{kind};base64,{b64encode(data).decode('ascii')}"
