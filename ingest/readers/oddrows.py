"""Rows that do not fit their table: which of their amounts nobody can give a column, and how that is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.model import Doubt, Placement

_AMOUNT = re.compile(r"[-−–—(△▲¥$\s]*\d[\d,.\s]*(?:万元|亿元|元|万|%|\))*[¹²³⁰⁴-⁹①-⒛*\s]*")


def is_amount(cell: str) -> bool:
    """Whether a cell holds figures as amounts are written, and nothing else.

    >>> is_amount("△1,234.50"), is_amount("128.00①"), is_amount("2080505"), is_amount("三公经费")
    (True, True, True, False)
    """
    return bool(_AMOUNT.fullmatch(cell))


def placements(cells: Sequence[str]) -> tuple[Placement, ...]:
    """Amounts behind the first cell have no column; blank where there are none, so that all is in place."""
    amounts = [bool(index and is_amount(cell)) for index, cell in enumerate(cells)]
    if not any(amounts):
        return ()
    return tuple(Placement.UNPLACED if amount else Placement.EXPLICIT for amount in amounts)


def odd_of(ends: Mapping[int, int]) -> set[int]:
    """Rows that end before or behind the column where most rows end; where as many do, the one behind counts.

    >>> odd_of({0: 5, 1: 4, 2: 5, 3: 5})
    {1}
    """
    counted = Counter(ends.values())
    usual = max(counted, key=lambda end: (counted[end], end), default=0)
    return {row for row, end in ends.items() if end != usual}


def doubt_of(lines: Sequence[int]) -> tuple[Doubt, ...]:
    """The doubt about the rows in these lines of a table, none where there are none."""
    if not lines:
        return ()
    more = f" and {len(lines) - 1} more" if len(lines) > 1 else ""
    return (
        Doubt(
            "a row with other columns than its table has: its amounts are not placed",
            f"line {lines[0]}{more}",
            "compare the row with the document",
        ),
    )
