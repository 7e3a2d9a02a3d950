"""Numbers as a text layer prints them."""

from __future__ import annotations

import re

NUMBER = re.compile(r"^[-−]?\(?\d[\d,]{0,40}(\.\d+)?\)?$")


def to_hundredths(text: str) -> int:
    """A printed number as an integer of its hundredths; brackets and a minus sign are negative."""
    sign = -1 if text.startswith(("-", "−", "(")) else 1
    digits = text.strip("-−()").replace(",", "")
    whole, _, fraction = digits.partition(".")
    return sign * (int(whole) * 100 + int((fraction + "00")[:2]))
