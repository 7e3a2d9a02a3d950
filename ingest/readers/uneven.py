"""Rows of text files that have other numbers of cells than their table: which of them stand in its columns.

A blank at the end of a line is easily lost, and leaves all in place; one at its beginning moves the row by
a column. The words of a row tell: they stand where words stand in the other rows, or they do not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise

from ingest.readers.oddrows import is_amount

_CODE = re.compile(r"\d{3}(?:\d\d){0,2}")
_BEFORE_COMMA, _BEHIND_COMMA = re.compile(r"[-−(（¥￥]?[1-9]\d{0,2}"), re.compile(r"\d{3}(?:\.\d+)?[)）]?")


class _Kind(Enum):
    WORD = auto()
    CODE = auto()
    """Three, five or seven figures: a code, or a whole amount."""
    WHOLE = auto()
    DECIMAL = auto()


def uneven(
    rows: Sequence[Sequence[str]], heads: Collection[int], *, may_part_figures: bool = False
) -> set[int]:
    """Numbers of the rows that hold amounts of which nobody can say in which column they stand.

    `heads` are the numbers of header rows; without any, what stands above the first amounts is the header.
    With `may_part_figures` the cells are parted by a comma, so 1,234.56 may have become two of them.
    """
    found: set[int] = set()
    for first, body, last in _blocks(rows, heads):
        filled = [number for number in range(body, last) if any(map(is_amount, rows[number][1:]))]
        counted = Counter(len(rows[number]) for number in filled)
        usual = max(counted, key=lambda width: (counted[width], width), default=0)
        wide = (row for row in rows[first:body] if _is_wide(row))
        width = max(map(len, wide), default=usual)
        full = max(usual, width)
        parted = {number for number in filled if may_part_figures and _parted_at(rows[number])}
        kinds = _kinds([rows[number] for number in filled if len(rows[number]) == full], full)
        is_uneven = len(counted) > 1 or usual != width
        sound = set(filled) - parted
        found |= {number for number in parted if is_uneven or _is_whole_among_decimals(rows, number, sound)}
        for number in filled if is_uneven else ():
            row = rows[number]
            is_longer = len(row) > width and (may_part_figures or any(row[width:]))
            if is_longer or (len(row) != full and not _is_in_place(row, kinds, full - len(row))):
                found.add(number)
    return found


def _blocks(rows: Sequence[Sequence[str]], heads: Collection[int]) -> Iterator[tuple[int, int, int]]:
    """First row of each header, first row below it, and end of what stands below."""
    starts = [number for number in sorted(heads) if number - 1 not in heads]
    if not starts:
        amounts = (number for number, row in enumerate(rows) if any(map(is_amount, row[1:])))
        yield 0, next(amounts, len(rows)), len(rows)
        return
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        body = next(number for number in range(start, len(rows) + 1) if number not in heads)
        yield start, body, end


def _is_wide(row: Sequence[str]) -> bool:
    return sum(map(bool, row)) > 1


def _kind(cell: str) -> _Kind:
    if not is_amount(cell):
        return _Kind.WORD
    return _Kind.CODE if _CODE.fullmatch(cell) else _Kind.DECIMAL if "." in cell else _Kind.WHOLE


def _kinds(rows: Sequence[Sequence[str]], width: int) -> list[Counter[_Kind]]:
    """What stands in each column of the rows that fit."""
    return [Counter(_kind(row[column]) for row in rows if row[column]) for column in range(width)]


def _is_in_place(row: Sequence[str], kinds: Sequence[Counter[_Kind]], lacking: int) -> bool:
    """True where the cells suit their columns, and would not if the row were moved by what it lacks."""
    moves = range(1, lacking + 1) if lacking > 0 else range(lacking, 0)
    return _suits(row, kinds, 0) and not any(_suits(row, kinds, by) for by in moves)


def _suits(row: Sequence[str], kinds: Sequence[Counter[_Kind]], by: int) -> bool:
    return all(
        0 <= column < len(kinds) and _suits_column(_kind(cell), kinds[column])
        for column, cell in enumerate(row, start=by)
        if cell
    )


def _suits_column(kind: _Kind, above: Counter[_Kind]) -> bool:
    """Words stand among words and codes, figures among figures, decimals not among whole ones alone."""
    if not above:
        return True
    if kind is _Kind.WORD:
        return above[_Kind.WHOLE] + above[_Kind.DECIMAL] < above[_Kind.WORD] + above[_Kind.CODE]
    if above[_Kind.WORD] > above.total() - above[_Kind.WORD]:
        return False
    return kind is not _Kind.DECIMAL or above[_Kind.DECIMAL] > 0


def _parted_at(row: Sequence[str]) -> list[int]:
    """Columns whose cell and the next one may be one figure that a comma parted."""
    return [
        column
        for column, (cell, following) in enumerate(pairwise(row))
        if _BEFORE_COMMA.fullmatch(cell) and _BEHIND_COMMA.fullmatch(following)
    ]


def _is_whole_among_decimals(rows: Sequence[Sequence[str]], number: int, others: Collection[int]) -> bool:
    """True where what may stand before a comma is the only amount of its column without decimals."""
    for column in _parted_at(rows[number]):
        figures = [
            rows[other][column]
            for other in others
            if column < len(rows[other]) and is_amount(rows[other][column])
        ]
        if figures and all("." in figure for figure in figures):
            return True
    return False
