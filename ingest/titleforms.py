"""What a title of a statement and a header look like in a row, told by their form, not by a list.

A statement that nobody knows must end the one before it all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.model import Row
from ingest.text import bare, header_key
from ingest.wordings import Wordings

FIGURE = re.compile(r"^[^一-鿿A-DF-Za-z]*[0-9][^一-鿿A-DF-Za-z]*$")
_ROWS_TO_HEADER = 4
_MOST_CELLS_OF_TITLE = 2


@dataclass(frozen=True, slots=True)
class Forms:
    """How a title and what stands beside it look, in the words of the seed."""

    title: re.Pattern[str]
    title_of_block: re.Pattern[str]
    """A title that parts blocks of columns: more than one heads groups of one table (收入情况, 支出情况)."""
    caption: re.Pattern[str]
    number: re.Pattern[str]
    unit_behind: re.Pattern[str]


@cache
def _forms(
    endings: tuple[str, ...],
    of_blocks: tuple[str, ...],
    captions: tuple[str, ...],
    numbers: tuple[str, ...],
    units: tuple[str, ...],
) -> Forms:
    return Forms(
        re.compile(rf"^.{{2,60}}({_any(endings)})(\([^()]*\)){{0,2}}$"),
        re.compile(rf"^.{{2,60}}(?<![\d一二三四五六七八九十〇])({_any(of_blocks)})(\([^()]*\)){{0,2}}$"),
        re.compile(rf"^({_any(captions)}).{{0,30}}$"),
        re.compile(rf"^({_any(numbers)})[\d一二三四五六七八九十〇-]{{1,6}}[:.、]?$"),
        re.compile(rf"\(?({_any(units)}).*$"),
    )


def _any(wordings: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(wordings, key=len, reverse=True)))


def forms_of(known: Wordings) -> Forms:
    """The forms that the seed gives."""
    uses = (
        "statement_title_ending", "block_title_ending", "caption_front", "title_number_front", "unit_label",
    )  # fmt: skip
    return _forms(*(known.uses[use] for use in uses))


def title_of(row: Row, forms: Forms) -> str | None:
    """The title in a row that holds little else and no figure."""
    filled = [bare(cell) for cell in row.cells if cell]
    if not filled or any(map(FIGURE.match, filled)):
        return None
    said = [forms.unit_behind.sub("", text).strip("《》:：") for text in filled]
    index = next((index for index, text in enumerate(said) if _is_title(text, forms)), None)
    if index is None:
        return None
    beside = [text for other, text in enumerate(filled) if other != index]
    if len(filled) > _MOST_CELLS_OF_TITLE and not all(
        forms.caption.match(text) or forms.title_of_block.match(text) for text in beside
    ):
        return None
    return said[index]


def _is_title(text: str, forms: Forms) -> bool:
    return bool(forms.title.match(text) and not forms.caption.match(text))


def heads(rows: Sequence[Row], index: int, known: Wordings) -> bool:
    """True where a row of known headers follows soon, with nothing but captions between."""
    for row in rows[index + 1 : index + 1 + _ROWS_TO_HEADER]:
        filled = [cell for cell in row.cells if cell]
        if any(map(FIGURE.match, filled)):
            return False
        if sum(header_key(cell) in known.headers for cell in filled) >= 2:
            return True
    return False
