"""Rows of a grid with merged cells: text at the corner, blank places beside it, spans in printed rows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.model import Span

_ONE: Span = (1, 1)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range from its corner to `bottom` and `right`, both within it; all numbers 0-based."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class GridRow:
    """A row under way: its 0-based number in the source, its cells, and their spans."""

    number: int
    cells: list[str]
    spans: list[Span]


def unfold(rows: Iterable[tuple[int, list[str]]], merges: Sequence[Merge]) -> list[GridRow]:
    """Rows that print something, of equal width, with their spans.

    `rows` come in order with their number. What stands beneath a merged cell is not printed, so it is
    blank; a span counts printed rows and existing columns only. A range that overlaps an earlier one is
    no range.
    """
    kept = [GridRow(number, cells, []) for number, cells in rows if any(cells)]
    width = max((len(row.cells) for row in kept), default=0)
    for row in kept:
        row.cells += [""] * (width - len(row.cells))
    apart = list(_apart(merges, kept, width))
    for merge in apart:
        for row in _within(kept, merge):
            for column in range(merge.left, min(merge.right + 1, width)):
                if (row.number, column) != (merge.top, merge.left):
                    row.cells[column] = ""
    kept = [row for row in kept if any(row.cells)]
    for row in kept:
        row.spans = [_ONE] * width
    for merge in apart:
        printed = _within(kept, merge)
        if printed:
            printed[0].spans[merge.left] = (len(printed), min(merge.right + 1, width) - merge.left)
    return kept


def _within(rows: Sequence[GridRow], merge: Merge) -> Sequence[GridRow]:
    first = bisect_left(rows, merge.top, key=lambda row: row.number)
    return rows[first : bisect_right(rows, merge.bottom, key=lambda row: row.number)]


def _apart(merges: Sequence[Merge], rows: Sequence[GridRow], width: int) -> Iterator[Merge]:
    """Merges that touch a row, in order, without those that overlap one before."""
    taken = {row.number: bytearray(width) for row in rows} if merges else {}
    for merge in merges:
        across = slice(merge.left, min(merge.right + 1, width))
        filled = b"\x01" * (across.stop - across.start)
        touched = _within(rows, merge)
        if not touched or not filled or any(taken[touched[-1].number][across]):
            continue
        if any(any(taken[row.number][across]) for row in touched):
            continue
        for row in touched:
            taken[row.number][across] = filled
        yield merge
