"""Statements side by side in one grid: blocks of columns, each under a title and headers of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.model import Row, Table
from ingest.text import bare, header_key
from ingest.titleforms import FIGURE, Forms, forms_of, heads
from ingest.titles import known_title
from ingest.wordings import Wordings

_ROWS_BELOW_FIGURES = 6
"""A block may begin this much lower than the one beside it."""

_Block = tuple[int, int]
"""First and last column, both 0-based."""


@dataclass(frozen=True, slots=True)
class Parted:
    """The tables of one grid from left to right, or the titles in one row that no cut could part."""

    tables: tuple[Table, ...]
    unparted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Title:
    row: int
    column: int
    across: int
    text: str


def parted(table: Table, above: Collection[str], known: Wordings) -> Parted:
    """The table cut by columns where titles of several statements stand over blocks of them.

    Blocks are parted by a column that is empty below the titles, or where a title begins with its block.
    Cells keep their columns: those of other blocks are blank. A known title over all keeps them together.
    `above` holds the lines above the table, bare.
    """
    forms = forms_of(known)
    titles = list(_titles(table.rows, forms, known))
    if len({title.column for title in titles}) < 2:
        return Parted((table,), tuple(_beside_title(table.rows, titles, forms, known)))
    top = min(title.row for title in titles)
    over = (bare(cell) for row in table.rows[:top] for cell in row.cells if cell)
    blocks: list[_Block] = []
    if not any(_is_known_title(text, forms, known) for text in (*above, *over)):
        blocks = _blocks(table.rows[top:], [replace(each, row=each.row - top) for each in titles], known)
    if len(blocks) > 1:
        return Parted(tuple(_part(table, blocks, number) for number in range(len(blocks))))
    beside = {title.text for title in titles if title.row == top}
    return Parted((table,), tuple(sorted(beside)) if len(beside) > 1 else ())


def _beside_title(
    rows: Sequence[Row], titles: Sequence[_Title], forms: Forms, known: Wordings
) -> Iterator[str]:
    """A title, and texts in its row that may be titles too, over blocks of their own with headers."""
    for title in titles[:1]:
        below = rows[title.row :]
        for column, cell in enumerate(below[0].cells):
            text = bare(cell)
            if not any(word in text for word in known.uses["title_word"]) or forms.caption.match(text):
                continue
            for block in _runs(below, ()):
                is_apart = block[0] <= column <= block[1] < title.column or title.column < block[0] <= column
                if (
                    is_apart
                    and column <= block[1]
                    and heads([_within(row, block) for row in below], 0, known)
                ):
                    yield from (title.text, text)


def _titles(rows: Sequence[Row], forms: Forms, known: Wordings) -> Iterator[_Title]:
    """Titles in the head of a table."""
    figures = next(
        (number for number, row in enumerate(rows) if any(map(FIGURE.match, row.cells))), len(rows)
    )
    for number, row in enumerate(rows[: figures + _ROWS_BELOW_FIGURES]):
        for column, cell in enumerate(row.cells):
            text = forms.unit_behind.sub("", bare(cell)).strip("《》:：") if len(cell) > 2 else ""
            is_title = bool(forms.title_of_block.match(text)) or _is_known_title(text, forms, known)
            if is_title and not forms.caption.match(text):
                yield _Title(number, column, _across(row, column), text)


def _is_known_title(text: str, forms: Forms, known: Wordings) -> bool:
    return bool(forms.title.match(text)) and known_title(text, known) is not None


def _across(row: Row, column: int) -> int:
    return max(1, row.spans[column][1]) if column < len(row.spans) else 1


def _blocks(rows: Sequence[Row], titles: Sequence[_Title], known: Wordings) -> list[_Block]:
    """Blocks with a title and headers. What stands between two belongs to the one on its left.

    None where it may as well belong to the one on its right, whose title does not begin with its block.
    """
    runs = list(_runs(rows, titles))
    owners = [_title_of(run, rows, titles, known) for run in runs]
    starts = [number for number, owner in enumerate(owners) if owner]
    for number in starts[1:]:
        owner = owners[number]
        if owner and not owners[number - 1] and owner.column > runs[number][0] and owner.across == 1:
            return []
    ends = [*(start - 1 for start in starts[1:]), len(runs) - 1]
    first = [0, *starts[1:]]
    return [(runs[start][0], runs[end][1]) for start, end in zip(first, ends, strict=True)] if starts else []


def _runs(rows: Sequence[Row], titles: Sequence[_Title]) -> Iterator[_Block]:
    """Columns in which something stands, up to the next empty one or to a title that begins its block.

    A merged cell that stands alone in its row, as a note does, may reach over all blocks.
    """
    filled: set[int] = set()
    inside: set[int] = set()
    for row in rows:
        columns = [column for column, cell in enumerate(row.cells) if cell]
        for column in columns:
            across = _across(row, column) if len(columns) > 1 else 1
            filled.update(range(column, column + across))
            inside.update(range(column + 1, column + across))
    cuts = {title.column for title in titles if title.column not in inside and _begins(title, rows, titles)}
    run: list[int] = []
    for column in sorted(filled):
        if run and (column - run[-1] > 1 or column in cuts):
            yield run[0], run[-1]
            run = []
        run.append(column)
    if run:
        yield run[0], run[-1]


def _begins(title: _Title, rows: Sequence[Row], titles: Sequence[_Title]) -> bool:
    """True for a title that is merged over its block, or stands over a header that its neighbour has too."""
    left = [each.column for each in titles if each.row == title.row and each.column < title.column]
    if not left or title.across > 1:
        return bool(left)
    keys = [
        (header_key(row.cells[left[-1]]), header_key(row.cells[title.column]))
        for row in rows[title.row + 1 :]
        if row.cells[left[-1] : left[-1] + 1] and row.cells[title.column : title.column + 1]
    ]
    return any(key and key == other and not FIGURE.match(key) for key, other in keys[:4])


def _title_of(block: _Block, rows: Sequence[Row], titles: Sequence[_Title], known: Wordings) -> _Title | None:
    """The title in a block where headers follow it there."""
    within = [_within(row, block) for row in rows]
    return next(
        (
            title
            for title in titles
            if block[0] <= title.column <= block[1] and heads(within, title.row, known)
        ),
        None,
    )


def _within(row: Row, block: _Block) -> Row:
    """A row with the cells of a block alone, in their columns."""
    first, last = block
    return replace(
        row,
        cells=tuple(cell if first <= column <= last else "" for column, cell in enumerate(row.cells)),
        spans=tuple(span if first <= column <= last else (1, 1) for column, span in enumerate(row.spans)),
        boxes=tuple(box if first <= column <= last else None for column, box in enumerate(row.boxes)),
    )


def _part(table: Table, blocks: Sequence[_Block], number: int) -> Table:
    """The block of this number with all up to the next one; the first has the name of the table."""
    first = blocks[number][0] if number else 0
    last = (
        blocks[number + 1][0] - 1 if number + 1 < len(blocks) else max(len(row.cells) for row in table.rows)
    )
    rows = tuple(row for row in (_within(row, (first, last)) for row in table.rows) if any(row.cells))
    numbers = [row.line_no for row in rows if row.line_no is not None]
    return replace(
        table,
        rows=rows,
        first_line=numbers[0] if number and numbers else table.first_line,
        last_line=numbers[-1] if number and numbers else table.last_line,
        name=None if number else table.name,
    )
