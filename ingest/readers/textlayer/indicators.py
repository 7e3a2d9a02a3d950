"""The words of an indicator row: levels and name before the operator, typed columns behind it."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.textlayer import placing
from ingest.readers.textlayer.blocks import Column
from ingest.readers.textlayer.printed import NUMBER
from ingest.text import bare
from ingest.wordings import Wordings


def split_operator(words: list[str], known: Wordings) -> list[str]:
    """`≥95%` printed as one word becomes `≥`, `95%`."""
    parts: list[str] = []
    for word in words:
        sign = next((o for o in known.operators if word.startswith(o) and len(o) == 1), None)
        parts += [sign, word[1:]] if sign and len(word) > 1 and word[1].isdigit() else [word]
    return parts


def split_levels(words: list[str], known: Wordings) -> tuple[str, str, str]:
    """First level, second level and name in a run of words; levels may be wrapped over words."""
    found = {"1": "", "2": ""}
    rest = list(words)
    for level in ("1", "2"):
        for count in range(min(4, len(rest) - 1), 0, -1):
            joined = bare("".join(rest[:count]))
            if joined in known.levels[level]:
                found[level], rest = joined, rest[count:]
                break
    return found["1"], found["2"], "".join(rest)


def fill_tail(
    words: list[str], types: list[str], columns: Sequence[Column], first: int
) -> list[tuple[int, str]]:
    """Put the words right of the name into their columns by type; the usually filled ones first."""
    free = list(range(first, len(types)))
    while len(words) > len(free) and len(words) > 1:
        words = [*words[:-2], words[-2] + words[-1]]

    def fits(word: str, value_type: str) -> bool:
        is_number = bool(NUMBER.match(word))
        if value_type == "operator":
            return not is_number
        if value_type == "weight":
            return is_number
        if value_type in ("unit", "remark"):
            return not is_number
        return True

    best = max(
        (
            choice
            for choice in placing.choices_in_order(len(words), free)
            if all(fits(word, types[i]) for word, i in zip(words, choice, strict=True))
        ),
        key=lambda choice: sum(columns[i].weight for i in choice),
        default=tuple(free[: len(words)]),
    )
    return list(zip(best, words, strict=True))
