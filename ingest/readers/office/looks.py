"""How the cells of a workbook look: number format, font, ground; what of it is seen, and how it reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ingest.model import NotShown
from ingest.readers.marks import with_marks
from ingest.readers.office.numberformat import GENERAL, Shown, format_of

WHITE, BLACK = "FFFFFF", "000000"
# Colours that differ by no more than this in red, green and blue are one to the eye.
_SAME = 8


@dataclass(frozen=True, slots=True)
class Font:
    """What of a font decides whether and how text is seen; `colour` is RRGGBB."""

    is_struck: bool = False
    is_raised: bool = False
    colour: str = BLACK
    is_tiny: bool = False


class Run(NamedTuple):
    """A piece of a cell's text; without a font it has that of the cell."""

    text: str
    font: Font | None


@dataclass(frozen=True, slots=True)
class Look:
    """Look of a cell; a `ground` of None is none that a colour could be compared with."""

    code: str = GENERAL
    font: Font = Font()
    ground: str | None = WHITE


@dataclass(frozen=True, slots=True)
class Change:
    """What a condition changes of a look; None for a colour or a ground that it leaves as it is."""

    colour: str | None = None
    ground: str | None = None
    is_struck: bool = False
    has_other_code: bool = False
    is_tiny: bool = False

    def may_conceal(self, looks: Iterable[Look]) -> bool:
        """Whether a cell of one of these looks may be hidden, struck out or show something else."""
        if self.is_struck or self.has_other_code or self.is_tiny:
            return True
        if self.colour is None and self.ground is None:
            return False
        return any(
            is_same_colour(self.colour or look.font.colour, self.ground or look.ground)
            for look in (Look(), *looks)
        )


Text = str | tuple[Run, ...]


class Seen(NamedTuple):
    """What is seen of a cell, why some of it is not, and its text without regard to colours."""

    text: str
    hidden: NotShown | None = None
    if_coloured: str = ""


@lru_cache(maxsize=1 << 12)
def is_same_colour(first: str, second: str | None) -> bool:
    """Whether the eye takes two colours (RRGGBB) for one."""
    if second is None:
        return False
    return all(abs(int(first[i : i + 2], 16) - int(second[i : i + 2], 16)) <= _SAME for i in (0, 2, 4))


def seen_number(value: float, look: Look, is_1904: bool) -> Seen:
    """A number as its cell shows it. Raises `Unrenderable`."""
    shown = format_of(look.code).number(value, is_1904)
    if value and not shown.text.strip():
        return Seen("", NotShown.HIDDEN)
    return _seen(shown.text, shown, look)


def seen_text(value: Text, look: Look) -> Seen:
    """Text as its cell shows it: without what is struck out, notes raised."""
    if isinstance(value, str):
        shown = format_of(look.code).text(value)
        if value.strip() and not shown.text.strip():
            return Seen("", NotShown.HIDDEN)
        return _seen(shown.text, shown, look)
    if not format_of(look.code).text("x").text:
        return Seen("", NotShown.HIDDEN)
    runs = [(run.text, run.font or look.font) for run in value]
    kept = [(text, font) for text, font in runs if not font.is_struck]
    reason = NotShown.STRUCK_OUT if any(text.strip() for text, font in runs if font.is_struck) else None
    if any(text.strip() for text, font in kept if font.is_tiny):
        reason = reason or NotShown.INVISIBLE
        kept = [(text, font) for text, font in kept if not font.is_tiny]
    coloured = [(text, font) for text, font in kept if not is_same_colour(font.colour, look.ground)]
    if any(text.strip() for text, font in kept if is_same_colour(font.colour, look.ground)):
        return Seen(_marked(coloured), reason or NotShown.INVISIBLE, _marked(kept))
    return Seen(_marked(kept), reason)


def seen_other(value: str, look: Look) -> Seen:
    """What no number format changes: true, false and errors."""
    return _seen(value, Shown(value), look)


def _seen(text: str, shown: Shown, look: Look) -> Seen:
    if text.strip() and look.font.is_struck:
        return Seen("", NotShown.STRUCK_OUT)
    if text.strip() and look.font.is_tiny:
        return Seen("", NotShown.INVISIBLE)
    if text.strip() and is_same_colour(shown.colour or look.font.colour, look.ground):
        return Seen("", NotShown.INVISIBLE, text)
    return Seen(with_marks([(text, True)]) if look.font.is_raised else text)


def _marked(runs: Sequence[tuple[str, Font]]) -> str:
    return with_marks((text, font.is_raised) for text, font in runs)
