"""The text layer of a PDF: lines of words, from which tables and forms are rebuilt.

What is lost: columns, blank cells, the place of merged cells. What is left: the order of words, line
ends and blank lines. Sections start at title lines; within a section a line either opens form fields
(label and value), belongs to a header, fills the columns of the last header, or continues the text of
the last field. Numbers whose column is lost are settled afterwards, over all tables (`settling`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.model import Grid, Line, Placement, Row, Table
from ingest.readers.textlayer import placing
from ingest.readers.textlayer.blocks import Block, GridRow, Section
from ingest.readers.textlayer.sections import sections_of
from ingest.readers.textlayer.settling import settle
from ingest.wordings import Wordings


def read(stretches: Iterable[Sequence[Line]], known: Wordings) -> list[Table]:
    """Tables of all stretches of one document, settled together. Lines must be repaired text."""
    sections = [
        section for stretch in stretches for section in sections_of(stretch, known) if section.is_table
    ]
    settle([(section, block) for section in sections for block in section.blocks], known)
    return [_table(section) for section in sections]


def _table(section: Section) -> Table:
    rows = tuple(row if isinstance(row, Row) else _grid_cells(*row) for row in section.rows)
    return Table(
        Grid.TEXT_LAYER,
        rows,
        first_line=min(section.used_lines),
        last_line=max(section.used_lines),
        name=section.title or None,
    )


def _grid_cells(block: Block, row: GridRow) -> Row:
    cells = [""] * len(block.columns)
    placements = [Placement.EXPLICIT] * len(block.columns)
    for column, text in row.labels.items():
        cells[column] = text
    if not row.entry.choices:
        spare = [i for i in block.amounts if i > max(row.labels, default=-1)] or block.amounts
        columns = tuple(spare[: len(row.numbers)])
    else:
        columns = row.entry.choices[0]
    for index, number in enumerate(row.numbers):
        column = columns[index] if index < len(columns) else len(cells)
        placement = placing.placement_of(row.entry, index)
        if column == len(cells):
            cells.append("")
            placements.append(placement)
        cells[column], placements[column] = number, placement
    return Row(tuple(cells), row.line_no, row.page_no, tuple(placements))
