"""What a person most likely meant by a word that is none of those expected."""

from __future__ import annotations

from collections.abc import Collection
from difflib import SequenceMatcher

_LIKE, _AS_GOOD = 0.55, 0.1
_MOST = 3


def nearest(word: str, known: Collection[str]) -> list[str]:
    """The known words most like it, the likeliest first; none where it is like none of them."""
    matcher = SequenceMatcher(b=word.lower(), autojunk=False)
    scored = []
    for one in known:
        matcher.set_seq1(one.lower())
        if matcher.quick_ratio() >= _LIKE and (score := matcher.ratio()) >= _LIKE:
            scored.append((-score, one))
    scored.sort()
    alike = [one for score, one in scored if score <= scored[0][0] + _AS_GOOD]
    return (alike or [one for one in known if len(word) > 2 and word.lower() in one.lower()])[:_MOST]


def meant(word: str, known: Collection[str]) -> tuple[str, str]:
    """A question to go behind a complaint, zh and en: did you mean …? Both empty where nothing is like it."""
    found = ", ".join(nearest(word, known))
    return (f"；是否指 {found}？", f"; did you mean {found}?") if found else ("", "")
