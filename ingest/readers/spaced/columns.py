"""Columns of characters that words take in all rows: the blank corridors between them part the cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.readers.spaced.words import Word

_SLACK = 2
_FEWEST_NUMBERED = 3


@dataclass(frozen=True, slots=True)
class Strip:
    """From column `start` up to `end`: a blank corridor lies on both sides."""

    start: int
    end: int


def strips_of(words: Iterable[Word]) -> list[Strip]:
    """The strips that these words cover together, from left to right."""
    strips: list[Strip] = []
    for word in sorted(words, key=lambda word: word.start):
        if strips and word.start < strips[-1].end:
            strips[-1] = Strip(strips[-1].start, max(strips[-1].end, word.end))
        else:
            strips.append(Strip(word.start, word.end))
    return strips


def strays(numbers: Sequence[Word]) -> int | None:
    """By how much numbers of one column are off their common edge or middle; None when they share none.

    A number that a slip of its line moved into the strip of a neighbour stands at no edge of it.
    """
    if not numbers:
        return 0
    starts, ends = [word.start for word in numbers], [word.end for word in numbers]
    middles = [start + end for start, end in zip(starts, ends, strict=True)]
    spread = min(max(starts) - min(starts), max(ends) - min(ends), (max(middles) - min(middles) + 1) // 2)
    return spread if spread <= _SLACK else None


def is_numbering(words: Sequence[Word]) -> bool:
    """A row 1, 2, 3 … that counts the columns."""
    figures = [word.text for word in words if word.is_number]
    return len(figures) >= _FEWEST_NUMBERED and figures in (
        [str(number) for number in range(first, first + len(figures))] for first in (1, 2)
    )
