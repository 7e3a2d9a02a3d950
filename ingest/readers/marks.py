"""Raised and lowered text among other text: marks of notes, joined before they are marked as such."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from ingest.text import raised

_LONGEST_MARK = 2


def with_marks(pieces: Iterable[tuple[str, bool]]) -> str:
    """Text of pieces (text, whether it is raised or lowered).

    Where nothing but raised text stands it is the text itself, only smaller, unless it is a mark without
    its amount: one or two figures.

    >>> with_marks([("128.00", False), ("1", True), (")", True)]), with_marks([("128.00", True)])
    ('128.00¹', '128.00')
    """
    kept = [(text, is_raised) for text, is_raised in pieces if text]
    if all(is_raised or not text.strip() for text, is_raised in kept):
        whole = "".join(text for text, _ in kept)
        mark = whole.strip().strip("[]()（）")
        return raised(whole) if mark.isdecimal() and len(mark) <= _LONGEST_MARK else whole
    return "".join(
        raised(text) if is_raised else text
        for is_raised, text in (
            (key, "".join(text for text, _ in group))
            for key, group in groupby(kept, key=lambda each: each[1])
        )
    )
