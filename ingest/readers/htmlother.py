"""What stands on a page beside text: pictures, scripts that write, letters that are turned round."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO

from lxml import etree
from PIL import Image

from ingest.readers.htmlstyle import State
from ingest.readers.htmlvalues import pixels

_TURNS = "\u202e"
_SPECK = 12.0
_LEAST_WIDE, _LEAST_HIGH = 300.0, 80.0
"""Pixels from which on a picture can hold a table."""
_WRITES = re.compile(r"document\.write|innerHTML|\.(?:html|text|append)\(")
_FIGURE = re.compile(r"(?<![\dA-Za-z.,])(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{1,2}(?![\dA-Za-z.])")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DATA = re.compile(r"data:image/[\w.+-]+;base64,(.+)", re.DOTALL)
_HAN = re.compile(r"[\u4e00-\u9fff]|\\u[4-9][0-9a-f]{3}", re.IGNORECASE)
_LEAST_FIGURES = 3


def is_turned(text: str, state: State) -> bool:
    """Whether figures of a text are shown in the opposite order of their letters."""
    return (state.is_reversed or _TURNS in text) and any(sign.isdigit() for sign in text)


def writes(script: str) -> bool:
    """Whether a script writes into the page."""
    return bool(_WRITES.search(script))


def figures_of(text: str) -> set[str]:
    """Figures with decimals, without what groups their digits."""
    return {found.replace(",", "") for found in _FIGURE.findall(text)}


def numbers_of(text: str) -> set[str]:
    """Numbers of two digits or more, without what groups their digits."""
    return {found.replace(",", "") for found in _NUMBER.findall(text) if len(found) > 1}


def holds_data(script: str, shown: set[str]) -> bool:
    """Whether a script carries figures, with words to them, that the page does not show by itself."""
    missing = figures_of(script) - shown
    if not missing or not _HAN.search(script):
        return False
    return len(missing) >= _LEAST_FIGURES or writes(script)


def is_speck(picture: etree._Element) -> bool:
    """Whether a picture is too small to be read, as those that only hold a place."""
    return any(size is not None and size <= _SPECK for size in _size(picture))


def can_hold_table(picture: etree._Element) -> bool:
    """Whether a picture is as large as a table; of unknown size, where it is all that its paragraph holds."""
    wide, high = _size(picture)
    if wide is None and high is None:
        parent = picture.getparent()
        return parent is not None and parent.tag in ("p", "center", "figure", "td") and len(parent) == 1
    return (wide is None or wide >= _LEAST_WIDE) and (high is None or high >= _LEAST_HIGH)


def _size(picture: etree._Element) -> tuple[float | None, float | None]:
    """Width and height in pixels as the page asks for them, else those of the picture that it carries."""
    style = {
        name.strip().lower(): value
        for name, _, value in (part.partition(":") for part in picture.get("style", "").split(";"))
    }
    wide, high = (_length(style.get(side) or picture.get(side, "")) for side in ("width", "height"))
    if wide is None and high is None and (found := _DATA.match(picture.get("src", ""))):
        try:
            size = Image.open(BytesIO(b64decode(found[1]))).size
        except (ValueError, OSError):
            return None, None
        return float(size[0]), float(size[1])
    return wide, high


def _length(value: str) -> float | None:
    value = value.strip()
    return None if value.endswith("%") else pixels(value)
