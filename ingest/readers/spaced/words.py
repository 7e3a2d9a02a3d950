"""Words of a line and the columns of characters that they take, for a width of characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.textlayer.printed import NUMBER
from ingest.text import header_key, repair
from ingest.wordings import Wordings

_TOKEN = re.compile(r"\S+")
_CODE = re.compile(r"\d{3,12}")
_DECIMALS = re.compile(r"\d\.\d")
_UNSEEN = frozenset({"Cf", "Mn", "Me"})


@dataclass(frozen=True, slots=True)
class Widths:
    """How many columns a wide character takes, and one that is wide in East Asian fonts only."""

    wide: int
    ambiguous: int

    def of(self, character: str) -> int:
        """Columns that one character takes."""
        if character < "\x7f":
            return 1
        if unicodedata.category(character) in _UNSEEN:
            return 0
        width = unicodedata.east_asian_width(character)
        return self.wide if width in "WF" else self.ambiguous if width == "A" else 1


_TERMINAL, _EAST_ASIAN, _COUNTED = Widths(2, 1), Widths(2, 2), Widths(1, 1)


def models(lines: Sequence[str]) -> list[Widths]:
    """As terminals show text, as East Asian fonts do where that differs, and as programs count characters."""
    characters = frozenset().union(*lines)
    has_ambiguous = any(unicodedata.east_asian_width(character) == "A" for character in characters)
    return [_TERMINAL, *([_EAST_ASIAN] if has_ambiguous else []), _COUNTED]


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two gaps of a line, from column `start` up to `end`."""

    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """True for an amount, a count or a code."""
        return bool(NUMBER.match(self.text))

    @property
    def is_decimal(self) -> bool:
        """True for a number that is no code."""
        return self.is_number and bool(_DECIMALS.search(self.text))

    @property
    def centre(self) -> float:
        """Middle of the word."""
        return (self.start + self.end) / 2

    def meets(self, start: int, end: int) -> bool:
        """True when they share a column of characters."""
        return self.start < end and start < self.end


def words_of(line: str, widths: Widths, known: Wordings) -> tuple[Word, ...]:
    """Words from left to right. One blank parts figures and known wordings only, two part any words."""
    tokens = _tokens(line, widths)
    found: list[list[Word]] = []
    for token in tokens:
        if found and token.start - found[-1][-1].end < 2 and not _are_apart(found, token, known):
            found[-1].append(token)
        else:
            found.append([token])
    words = [Word(" ".join(t.text for t in run), run[0].start, run[-1].end) for run in found]
    return tuple(_spread_joined(words, known))


def _tokens(line: str, widths: Widths) -> list[Word]:
    tokens = []
    column = at = 0
    for match in _TOKEN.finditer(line):
        start = column + sum(map(widths.of, line[at : match.start()]))
        column = start + sum(map(widths.of, match[0]))
        at = match.end()
        if text := repair(match[0]):
            tokens.append(Word(text, start, column))
    return tokens


def _are_apart(found: list[list[Word]], token: Word, known: Wordings) -> bool:
    before = found[-1][-1]
    if before.is_number or token.is_decimal:
        is_code = len(found) == 1 and len(found[0]) == 1 and bool(_CODE.fullmatch(before.text))
        return token.is_number or token.is_decimal or is_code
    joined = " ".join([*(word.text for word in found[-1]), token.text])
    return is_known(before.text, known) and is_known(token.text, known) and not is_known(joined, known)


def _spread_joined(words: Sequence[Word], known: Wordings) -> list[Word]:
    """`合    计` is one word that was set wide."""
    kept: list[Word] = []
    for word in words:
        last = kept[-1] if kept else None
        is_single = len(word.text) == 1 and not word.text.isascii()
        if last and is_single and len(last.text) == 1 and is_known(last.text + word.text, known):
            kept[-1] = Word(last.text + word.text, last.start, word.end)
        else:
            kept.append(word)
    return kept


def is_known(text: str, known: Wordings) -> bool:
    """True for the wording of a column, and for a year, which heads columns alone."""
    key = header_key(text)
    return key in known.headers or not key


def value_type(text: str, known: Wordings) -> str:
    """Type of the cells below a wording; blank for an unknown one."""
    header = known.headers.get(header_key(text))
    return header.value_type if header else ""


def is_total(text: str, known: Wordings) -> bool:
    """合计 and the like, which may stand across several label columns."""
    header = known.headers.get(header_key(text))
    return header is not None and header.concept == "total"
