"""The text of one cell from the lines in it: wrapped text whole, figures apart, marks raised."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import Box
from ingest.readers.pdf.typeset import SMALL, Piece, joined
from ingest.text import raised, repair

# A figure that is whole by itself; a mark that stands above or below it in small print.
_FIGURE = re.compile(r"[-−△▲(]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?[)%]?")
_WORD = re.compile("[一-\u9fff]")  # what begins so is none, repaired or not
_MARK = re.compile(r"[\[(〔]?(注|[*※#])?[\d①-⒛¹²³]{0,2}[\])〕]?")
# How wide a digit is at most for its size; points between text and the wall of its cell at most.
_DIGIT, _PADDING = 0.7, 6.5


def cell_text(lines: Sequence[Sequence[Piece]], box: Box) -> str:
    """The text of a cell from its lines: wrapped names and numbers whole, two figures apart, marks raised."""
    texts = [" ".join(piece.text for piece in line) for line in lines]
    if len(lines) < 2:
        return texts[0] if texts else ""
    sizes = [max(piece.size for piece in line) for line in lines]
    largest = max(sizes)
    held: list[tuple[str, bool]] = []
    waiting = ""
    for line, text, size in zip(lines, texts, sizes, strict=True):
        if size < SMALL * largest and _MARK.fullmatch(repair(text)):
            if held:
                held[-1] = held[-1][0] + raised(repair(text)), False
            else:
                waiting = raised(repair(text))
            continue
        left, right = line[0].box[0] - box[0], box[2] - line[-1].box[2]
        free = left + right - 2 * min(left, right, _PADDING)
        held.append((text + waiting, free < _DIGIT * size))
        waiting = ""
    parts, is_full = [held[0][0]], held[0][1]
    for text, fills in held[1:]:
        parts.append(f" {text}" if _are_two(parts[-1], text, is_full) else text)
        is_full = fills
    return joined(parts)


def _are_two(above: str, below: str, is_full: bool) -> bool:
    """Whether two lines are two figures rather than one that was wrapped.

    What is no figure by itself goes on, such as `12,345,678.` above `90`; plain digits do where their line
    fills the cell.
    """
    if _WORD.match(above) or _WORD.match(below):
        return False
    above, below = repair(above), repair(below)
    if not (_FIGURE.fullmatch(above) and _FIGURE.fullmatch(below)):
        return False
    return not (is_full and above.isdecimal() and below.isdecimal())
