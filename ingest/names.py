"""Names of files as text that a warehouse can hold and a terminal can show.

A name on disk is bytes. Archives packed on Chinese Windows leave names in GBK, which Python keeps as lone
surrogates (PEP 383) that no UTF-8 text may hold; and any name may hold control characters.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

_SURROGATES = re.compile("[\udc80-\udcff]")
# Control characters, what turns the direction of writing, what is no width or ends a line.
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_ESCAPED = re.compile(r"\\\\|\\x([0-9a-f]{2})|\\u([0-9a-f]{4})")


def readable(name: str) -> str:
    """A name for people: GBK bytes as the characters they are, what cannot be shown as \\x.. or \\u...."""
    if _SURROGATES.search(name):
        with suppress(UnicodeError):
            name = os.fsencode(name).decode("gb18030")
    return plain(name)


def plain(text: str, kept: str = "") -> str:
    """Text without a character that steers a terminal, each shown by its number; those of `kept` stay."""
    return UNSAFE.sub(lambda found: found[0] if found[0] in kept else _escape(found[0]), text)


def stored(path: Path | str) -> str:
    """A path as text for the warehouse; `restored` gives the path back, whatever bytes it holds."""
    text = str(path)
    if not (UNSAFE.search(text) or "\\x" in text or "\\u" in text):
        return text
    return plain(text.replace("\\", "\\\\"))


def restored(text: str) -> Path:
    """The path that `stored` was given."""
    if "\\x" not in text and "\\u" not in text:
        return Path(text)
    return Path(_ESCAPED.sub(_unescape, text))


def _escape(character: str) -> str:
    number = ord(character)
    return f"\\x{number - 0xDC00:02x}" if _SURROGATES.match(character) else f"\\u{number:04x}"


def _unescape(found: re.Match[str]) -> str:
    byte, number = found.groups()
    if byte:
        return chr(0xDC00 + int(byte, 16))
    return chr(int(number, 16)) if number else "\\"
