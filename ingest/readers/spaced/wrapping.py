"""Names that were wrapped: lines without amounts that go on with the name of the row beside them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from ingest.model import Row
from ingest.readers.spaced.words import is_total
from ingest.readers.textlayer.printed import NUMBER
from ingest.wordings import Wordings

_NEAR = 2
_FEWEST_ROWS = 2


def continued(body: Sequence[Row], labels: Sequence[bool], known: Wordings) -> list[Row]:
    """The rows with wrapped names put together; `labels` tells which columns hold no amounts.

    That is known only where all labels stand left of the amounts, and every row with amounts fills a column
    that the line leaves blank: then the line is no row of its own.
    """
    first_amount = labels.index(False) if False in labels else len(labels)

    def has_total(row: Row) -> bool:
        return any(is_total(text, known) for text in row.cells)

    full = [row for row in body if any(row.cells[first_amount:]) and not has_total(row)]
    keys = [n for n in range(first_amount) if all(row.cells[n] for row in full)]
    if any(labels[first_amount:]) or len(full) < _FEWEST_ROWS:
        return list(body)

    def is_part(row: Row) -> bool:
        return (
            not any(row.cells[first_amount:])
            and any(not row.cells[key] for key in keys)
            and not has_total(row)
            and not any(NUMBER.match(text) for text in row.cells)
        )

    def opens(row: Row, following: Row) -> bool:
        return not is_part(following) and _leaves_open(row, following)

    kept: list[Row] = []
    front: Row | None = None
    for row, following in zip_longest(body, body[1:]):
        if front is not None:
            kept[-1:] = [_together(front, row)]
            front = None
        elif is_part(row) and following and not has_total(following) and opens(row, following):
            kept.append(row)
            front = row
        elif is_part(row) and kept and _is_near(kept[-1], row) and not _leaves_open(row, kept[-1]):
            kept[-1] = _together(kept[-1], row)
        else:
            kept.append(row)
    return kept


def _is_near(upper: Row, lower: Row) -> bool:
    return (lower.line_no or 0) - (upper.line_no or 0) <= _NEAR


def _leaves_open(part: Row, row: Row) -> bool:
    """True when the row has nothing where the part of a name stands."""
    return _is_near(part, row) and not any(
        cell for cell, text in zip(row.cells, part.cells, strict=True) if text
    )


def _together(upper: Row, lower: Row) -> Row:
    cells = tuple(over + under for over, under in zip(upper.cells, lower.cells, strict=True))
    return Row(cells, lower.line_no if not upper.cells[0] else upper.line_no)
