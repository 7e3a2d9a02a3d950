"""Tables that Word documents set with tabs: paragraphs below each other whose cells a tab parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Doubt, Grid, Row, Table
from ingest.readers.oddrows import doubt_of, is_amount, placements
from ingest.readers.uneven import uneven

_FEWEST_ROWS = 2
_DECIMALS = re.compile(r"\d\.\d")
_CELLS_OF_A_LIST = 2
"""A list of contents has as many: its entries, and the numbers of their pages."""


@dataclass(frozen=True, slots=True)
class Tabbed:
    """A line with tabs: its number, its cells, and where its tabs stop (twentieths of a point)."""

    line_no: int
    cells: tuple[str, ...]
    stops: tuple[int, ...]

    @property
    def is_wide(self) -> bool:
        """Whether more than one of its cells is filled."""
        return sum(map(bool, self.cells)) > 1

    @property
    def has_amount(self) -> bool:
        """Whether it holds amounts; in two columns only those with decimals are."""
        figures = [cell for cell in self.cells[1:] if is_amount(cell)]
        return bool(figures) and (len(self.cells) > _CELLS_OF_A_LIST or any(map(_DECIMALS.search, figures)))


def table_of(lines: Sequence[Tabbed]) -> tuple[Table | None, tuple[Doubt, ...]]:
    """The table that these lines are, or the doubt that they may be one; neither where they hold no amounts.

    A table has a header, words above its amounts, and its rows have the same stops, one for each tab: else
    it depends on the length of each word at which of them a tab stops.
    """
    wide = [number for number, line in enumerate(lines) if line.is_wide]
    rows = lines[wide[0] : wide[-1] + 1] if wide else []
    filled = [number for number, row in enumerate(rows) if row.has_amount]
    if len(filled) < _FEWEST_ROWS:
        return None, ()
    has_header = any(row.is_wide for row in rows[: filled[0]])
    is_set = all(len(row.cells) - 1 <= len(row.stops) for row in rows if row.is_wide)
    if not has_header or not is_set or len({rows[number].stops for number in filled}) > 1:
        return None, (
            Doubt(
                "amounts set with tabs, not read as a table",
                f"line {rows[filled[0]].line_no} and {len(filled) - 1} more",
                "make a table of these lines in Word",
            ),
        )
    odd = uneven([row.cells for row in rows], ())
    printed = tuple(
        Row(row.cells, row.line_no, placements=placements(row.cells) if number in odd else ())
        for number, row in enumerate(rows)
    )
    told = doubt_of([row.line_no for number, row in enumerate(rows) if number in odd])
    return Table(Grid.TABS, printed, rows[0].line_no, rows[-1].line_no), told
