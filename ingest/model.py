"""The one shared model of what a reader returns: document, table, row, line.

Numbers are never converted here: a cell is the text that stands in it, after Unicode repair.
All numbering (page, table, row, column, line) starts at 1, as a person would count.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points, from the top left corner of the page as it is shown."""

Span = tuple[int, int]
"""Rows and columns that a cell covers; (1, 1) where it is not merged."""


class Placement(StrEnum):
    """How the column of a cell is known."""

    EXPLICIT = "explicit"
    ARITHMETIC = "arithmetic"
    PRIOR = "prior"
    UNPLACED = "unplaced"


class Grid(StrEnum):
    """Where the columns of a table come from."""

    TABS = "tabs"
    PIPES = "pipes"
    COMMAS = "commas"
    HTML = "html"
    SHEET = "sheet"
    RULES = "rules"
    ALIGNED = "aligned"
    PICTURE = "picture"
    DOCX = "docx"
    TEXT_LAYER = "text_layer"


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row. `cells[i]` stands in column i + 1; the other tuples run along with it or are empty.

    A merged cell stands at its top left corner and carries its span; the places it covers are blank.
    """

    cells: tuple[str, ...]
    line_no: int | None = None
    page_no: int | None = None
    placements: tuple[Placement, ...] = ()
    spans: tuple[Span, ...] = ()
    boxes: tuple[Box | None, ...] = ()

    def placement_of(self, index: int) -> Placement:
        """Placement of the cell at the 0-based `index`; cells that were printed in a grid are explicit."""
        return self.placements[index] if index < len(self.placements) else Placement.EXPLICIT


@dataclass(frozen=True, slots=True)
class Table:
    """One table with its rows, captions and header included, from `first_line` to `last_line`."""

    grid: Grid
    rows: tuple[Row, ...]
    first_line: int | None = None
    last_line: int | None = None
    page_no: int | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `table_no` is set when the line was read as part of that table.

    `is_from_picture` tells that the text was recognised in a picture, not read from the document.
    """

    line_no: int
    text: str
    page_no: int | None = None
    table_no: int | None = None
    box: Box | None = None
    is_from_picture: bool = False


class NotShown(StrEnum):
    """Why something that stands in a file is not shown to who looks at it."""

    HIDDEN = "hidden"
    """A row, column, sheet, element or layer that is hidden or filtered away."""
    STRUCK_OUT = "struck_out"
    """Struck out, or deleted under tracked changes."""
    INVISIBLE = "invisible"
    """Of the colour of its ground, without any ink, or behind something else."""
    OVERPRINT = "overprint"
    """A watermark, stamp or signature over the text."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not read because it is not shown: how many cells or pieces of text, and where."""

    reason: NotShown
    place: str
    count: int
    page_no: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document holds, in reading order, and what was doubtful while reading it."""

    media_type: str
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    page_count: int | None = None
    doubts: tuple[Doubt, ...] = field(default_factory=tuple)
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that makes a reading incomplete: a reason, the place, and what a person can do."""

    reason: str
    place: str
    remedy: str


class UnreadableDocument(Exception):
    """A document that gives no reading at all; carries the same three things as a `Doubt`."""

    def __init__(self, reason: str, place: str, remedy: str) -> None:
        super().__init__(f"{reason} ({place}): {remedy}")
        self.doubt = Doubt(reason, place, remedy)
