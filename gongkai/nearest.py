"""What a person most likely meant by a word that is none of those expected."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_LIKE = 0.55
_MOST = 3


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known words most like it, the likeliest first; none where it is like none of them."""
    spelled = {one.lower(): one for one in known}
    found = get_close_matches(word.lower(), spelled, _MOST, _LIKE)
    held_in = [one for one in spelled if len(word) > 2 and word.lower() in one and one not in found]
    return [spelled[one] for one in [*found, *held_in][:_MOST]]


def meant(word: str, known: Iterable[str]) -> tuple[str, str]:
    """A question to go behind a complaint, zh and en: did you mean …? Both empty where nothing is like it."""
    found = ", ".join(nearest(word, known))
    return (f"；是否指 {found}？", f"; did you mean {found}?") if found else ("", "")
