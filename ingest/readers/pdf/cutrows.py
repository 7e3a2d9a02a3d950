"""Rows cut by the end of a page: put together again where the table goes on over the page.

Only tables whose rows begin with a number (a code, a running number) tell: there, a row without one whose
cells do not contradict the row before is the rest of it. Elsewhere a name alone may be a row of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Row
from ingest.readers.pdf.typeset import joined

_KEY = re.compile(r"\d[\d.\-]*")
_NUMBER = re.compile(r"[-−△(]?\d[\d,]*(\.\d+)?[)%]?")
# Share of the rows of a table that begin with a number.
_KEYED = 0.6
_FEWEST = 4


def mended(rows: Sequence[Row]) -> list[Row]:
    """The rows of one table with those that a page cut in two made whole; headers stay as they are."""
    pages = {row.page_no for row in rows}
    if len(pages) < 2 or not _is_keyed(rows):
        return list(rows)
    first_page = [row.cells for row in rows if row.page_no == rows[0].page_no]
    found: list[Row] = []
    whole = -1  # place of the last row that is no header printed again
    is_top = False
    for number, row in enumerate(rows):
        if number and row.page_no != rows[number - 1].page_no:
            is_top = True
        if is_top and row.cells in first_page:
            found.append(row)
            continue
        if is_top and _goes_on(found[whole], row, rows[number + 1 :], found):
            found[whole] = _whole(found[whole], row)
        else:
            found.append(row)
            whole = len(found) - 1
        is_top = False
    return found


def _is_keyed(rows: Sequence[Row]) -> bool:
    keys = sum(bool(_KEY.fullmatch(row.cells[0])) for row in rows)
    return keys >= _FEWEST and keys >= _KEYED * len(rows)


def _goes_on(above: Row, below: Row, following: Sequence[Row], others: Sequence[Row]) -> bool:
    """Whether a row at the top of a page is the rest of the last one on the page before.

    It has no number to begin with; text only below text, figures only where the row above has none at all.
    A row with figures that ends the table, or reads like another one without a number, may be a total.
    """
    if below.cells[0] or not _KEY.fullmatch(above.cells[0]) or any(rows > 1 for rows, _ in below.spans):
        return False
    pairs = list(zip(above.cells[1:], below.cells[1:], strict=True))
    texts = [(upper, lower) for upper, lower in pairs if lower and not _NUMBER.fullmatch(lower)]
    if not texts or any(not upper or _NUMBER.fullmatch(upper) for upper, _ in texts):
        return False
    if not any(lower and _NUMBER.fullmatch(lower) for _, lower in pairs):
        return True
    if any(_NUMBER.fullmatch(upper) for upper, _ in pairs) or not following:
        return False
    return all(row.cells[0] or row.cells[1] != below.cells[1] for row in [*others, *following])


def _whole(above: Row, below: Row) -> Row:
    """Both as one row of the first page; cells that stand on the second one have no box there."""
    cells = tuple(joined([upper, lower]) for upper, lower in zip(above.cells, below.cells, strict=True))
    boxes = above.boxes and tuple(
        box if upper else None for box, upper in zip(above.boxes, above.cells, strict=True)
    )
    spans = above.spans and tuple(
        (1, wide) if upper else other
        for (_, wide), other, upper in zip(above.spans, below.spans, above.cells, strict=True)
    )
    placements = above.placements or below.placements
    if above.placements and below.placements:
        placements = tuple(
            one if upper else other
            for one, other, upper in zip(above.placements, below.placements, above.cells, strict=True)
        )
    return replace(above, cells=cells, boxes=boxes, spans=spans, placements=placements)
