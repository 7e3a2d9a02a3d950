"""What stands on one page of a document with geometry: cells with their boxes, and text around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ingest.model import Box, Doubt, Grid, LeftOut


class PageCell(NamedTuple):
    """One cell of a table: where it stands, its text (lines of it apart by line breaks), how sure it is."""

    box: Box
    text: str
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class PageTable:
    """The cells of one table on one page, in any order; together they need not fill its box."""

    grid: Grid
    box: Box
    cells: tuple[PageCell, ...]


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of text outside tables; `is_whole` is false where wide gaps part it."""

    box: Box
    text: str
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is shown: sizes and boxes in points, tables and lines from top to bottom.

    What stands on a page that `is_picture` was recognised, if it was read at all.
    """

    page_no: int
    width: float
    height: float
    tables: tuple[PageTable, ...] = ()
    lines: tuple[PageLine, ...] = ()
    is_picture: bool = False
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def is_lost(self) -> bool:
        """Nothing of the page could be read, not even its size."""
        return not self.width
