"""Tables without rules: columns from the edges at which the words of many lines begin or end.

Amounts end at one edge, names begin at one. A word that ends or begins at no edge of its column is
kept in the nearest one and marked as unsure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.model import Grid
from ingest.readers.pdf.page import PageCell, PageTable
from ingest.readers.pdf.typeset import Piece, joined
from ingest.text import repair

_NUMBER = re.compile(r"[(-]?\d[\d,]*(\.\d+)?%?\)?")
_AMOUNT = re.compile(r"\d[.,]\d")
_FEWEST_ROWS = 3
_EDGE = 0.6
_ROW_GAP = 3.0
_WRAPPED = 0.75


@dataclass(slots=True)
class _Line:
    pieces: list[Piece]

    @property
    def base(self) -> float:
        return self.pieces[0].base

    @property
    def height(self) -> float:
        return median(piece.box[3] - piece.box[1] for piece in self.pieces)

    @property
    def numbers(self) -> list[Piece]:
        return [piece for piece in self.pieces if _is_number(piece)]

    @property
    def is_row(self) -> bool:
        return len(self.pieces) >= 2 and bool(self.numbers)


@dataclass(slots=True)
class _Column:
    left: float
    right: float
    is_numeric: bool
    edges: list[float] = field(default_factory=list)


def tables(lines: Sequence[Sequence[Piece]]) -> list[tuple[PageTable, range]]:
    """Tables found in lines of text (pieces from left to right), with the range of lines each takes."""
    rows = [_Line(list(pieces)) for pieces in lines]
    found = []
    for block in _blocks(rows):
        table = _table(rows, block)
        if table:
            found.append((table, block))
    return found


def _is_number(piece: Piece) -> bool:
    return bool(_NUMBER.fullmatch(repair(piece.text).replace(" ", "")))


def _blocks(rows: list[_Line]) -> list[range]:
    """Runs of lines that hold a table: rows of numbers, wrapped names between them, headers above."""
    blocks: list[range] = []
    number = 0
    while number < len(rows):
        if not rows[number].is_row:
            number += 1
            continue
        last = number
        for other in range(number + 1, len(rows)):
            is_far = rows[other].base - rows[last].base > _ROW_GAP * 2 * max(rows[last].height, 1.0)
            if is_far or (not rows[other].is_row and _is_running(rows[other], rows[number : last + 1])):
                break
            if rows[other].is_row:
                last = other
        first = number
        while (
            first > (blocks[-1].stop if blocks else 0)
            and len(rows[first - 1].pieces) >= 2
            and not rows[first - 1].is_row
            and rows[first].base - rows[first - 1].base <= _ROW_GAP * 2 * max(rows[first].height, 1.0)
        ):
            first -= 1
        inside = [row for row in rows[number : last + 1] if row.is_row]
        amounts = sum(bool(_AMOUNT.search(piece.text)) for row in inside for piece in row.numbers)
        if len(inside) >= _FEWEST_ROWS and amounts * 2 >= len(inside):
            blocks.append(range(first, last + 1))
        number = last + 1
    return blocks


def _is_running(line: _Line, above: list[_Line]) -> bool:
    """A line of running text reaches over more than the first column of the rows above it."""
    if len(line.pieces) > 1:
        return False
    seconds = [row.pieces[1].box[0] for row in above if row.is_row]
    return bool(seconds) and line.pieces[0].box[2] > min(seconds)


def _table(rows: list[_Line], block: range) -> PageTable | None:
    body = [rows[number] for number in block if rows[number].is_row]
    columns = _columns(body)
    if len(columns) < 2:
        return None
    walls = [(left.right + right.left) / 2 for left, right in pairwise(columns)]
    x0 = min(piece.box[0] for number in block for piece in rows[number].pieces)
    x1 = max(piece.box[2] for number in block for piece in rows[number].pieces)
    edges = [x0 - 1, *walls, x1 + 1]
    bands = _bands(rows, block, body)
    tops = [min(piece.box[1] for row in band for piece in row.pieces) for band in bands]
    lows = [max(piece.box[3] for row in band for piece in row.pieces) for band in bands]
    ys = [tops[0] - 1, *((low + top) / 2 for low, top in zip(lows, tops[1:], strict=False)), lows[-1] + 1]
    cells: list[PageCell] = []
    for number, band in enumerate(bands):
        is_body = any(row.is_row for row in band)
        held: dict[tuple[int, int], list[Piece]] = {}
        unsure: set[tuple[int, int]] = set()
        for piece in (piece for row in band for piece in row.pieces):
            place, is_sure = _place(piece, columns, edges, is_body)
            held.setdefault(place, []).append(piece)
            if not is_sure or (is_body and len(held[place]) > 1 and _is_number(piece)):
                unsure.add(place)
        for (first, last), pieces in held.items():
            box = (edges[first], ys[number], edges[last + 1], ys[number + 1])
            cells.append(PageCell(box, joined([piece.text for piece in pieces]), (first, last) not in unsure))
    return PageTable(Grid.ALIGNED, (edges[0], ys[0], edges[-1], ys[-1]), tuple(cells))


def _columns(body: list[_Line]) -> list[_Column]:
    """Columns that several rows share: numbers by their right edge, words by their left one."""
    columns: list[_Column] = []
    for is_numeric in (True, False):
        pieces = [piece for row in body for piece in row.pieces if _is_number(piece) is is_numeric]
        side = 2 if is_numeric else 0
        pieces.sort(key=lambda piece: piece.box[side])
        runs: list[list[Piece]] = []
        for piece in pieces:
            slack = _EDGE * (piece.box[3] - piece.box[1])
            if runs and piece.box[side] - runs[-1][-1].box[side] <= slack:
                runs[-1].append(piece)
            else:
                runs.append([piece])
        for run in runs:
            if len(run) * 4 < len(body) and len(run) < _FEWEST_ROWS - 1:
                continue
            columns.append(
                _Column(
                    min(piece.box[0] for piece in run),
                    max(piece.box[2] for piece in run),
                    is_numeric,
                    [piece.box[side] for piece in run],
                )
            )
    return _apart(sorted(columns, key=lambda column: (column.left, column.right)))


def _apart(columns: list[_Column]) -> list[_Column]:
    """Columns that overlap are one: a column of words with some numbers in it."""
    kept: list[_Column] = []
    for column in columns:
        if kept and column.left < kept[-1].right:
            last = kept[-1]
            main = last if len(last.edges) >= len(column.edges) else column
            kept[-1] = _Column(
                min(last.left, column.left), max(last.right, column.right), main.is_numeric, main.edges
            )
        else:
            kept.append(column)
    return kept


def _bands(rows: list[_Line], block: range, body: list[_Line]) -> list[list[_Line]]:
    """Lines that make one row: a line without numbers near a row is the rest of a wrapped name."""
    pitches = [below.base - above.base for above, below in pairwise(body)]
    pitch = median(pitches) if pitches else 0.0
    bands: list[list[_Line]] = []
    for number in block:
        line = rows[number]
        is_near = bool(bands) and line.base - bands[-1][-1].base < _WRAPPED * pitch
        if is_near and not line.is_row and any(row.is_row for row in bands[-1]):
            bands[-1].append(line)
        else:
            bands.append([line])
    return bands


def _place(
    piece: Piece, columns: list[_Column], edges: list[float], is_body: bool
) -> tuple[tuple[int, int], bool]:
    """First and last column of a piece, and whether that is sure."""
    left, right = piece.box[0], piece.box[2]
    if not is_body:
        met = [n for n, column in enumerate(columns) if column.left < right and left < column.right]
        if met:
            return (met[0], met[-1]), True
    slack = _EDGE * (piece.box[3] - piece.box[1])
    side = right if _is_number(piece) else left
    for number, column in enumerate(columns):
        if any(abs(side - edge) <= slack for edge in column.edges):
            return (number, number), True
    middle = (left + right) / 2
    nearest = sum(middle > wall for wall in edges[1:-1])
    column = columns[nearest]
    is_within = column.left - slack <= left and right <= column.right + slack
    return (nearest, nearest), is_within and not (column.is_numeric and _is_number(piece))
