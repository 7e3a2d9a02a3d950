"""A document as printed: its tables and lines, the headers above and the roles of columns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import duckdb

from gongkai.checking.report import Place
from gongkai.tracing.cells import Cell, TextLine, place_of
from gongkai.tracing.printed import Document, Rows, box_at, built, tables
from ingest.model import Box

_AMOUNT, _CODE, _WEIGHT = "amount", "code", "weight"
_SHORTEST_QUOTE = 2


class Line(NamedTuple):
    """One line of running text."""

    page_no: int | None
    text: str
    box: Box | None


class Column(NamedTuple):
    """What a column below a header is."""

    header: str | None
    role: str


class Amount(NamedTuple):
    """A loaded amount in yuan, as it is printed and in which unit; None where the document says none."""

    cny: Decimal
    printed: str | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Layout:
    """A document as printed. `blocks` goes by table and row, `columns` by table, block and column."""

    document: Document
    tables: dict[int, Rows]
    lines: dict[int, Line]
    blocks: dict[tuple[int, int], int]
    headers: dict[tuple[int, int], tuple[int, ...]]
    columns: dict[tuple[int, int, int], Column]
    amounts: dict[str, tuple[Amount, ...]]

    def place(self, place: Cell | TextLine) -> Place:
        """What stands at a place of this document; its numbers alone where nothing does."""
        unit = next((amount.unit for amount in self.amounts.get(place.cell_id, ())), None)
        if isinstance(place, TextLine):
            line = self.lines.get(place.line_no)
            return Place(
                place.cell_id,
                page_no=line.page_no if line else None,
                line_no=place.line_no,
                printed=line.text if line else None,
                unit=unit,
            )
        row = self.tables.get(place.table_no, {}).get(place.row_no)
        cells = row.cells if row else ()
        column = self.column(place.table_no, place.row_no, place.col_no)
        return Place(
            place.cell_id,
            row.page_no if row else None,
            place.table_no,
            place.row_no,
            place.col_no,
            printed=" ".join(cells[place.col_no - 1].split()) if place.col_no <= len(cells) else None,
            header=column.header if column else None,
            row_printed=" ".join(text for text in (" ".join(cell.split()) for cell in cells) if text) or None,
            unit=unit,
        )

    def column(self, table_no: int, row_no: int, col_no: int) -> Column | None:
        """The column in which a cell stands; None in forms and above headers."""
        block = self.blocks.get((table_no, row_no))
        return None if block is None else self.columns.get((table_no, block, col_no))

    def weighed(self, place: Place) -> Place:
        """The weight of an indicator whose cell the place is: what a sum of indicators adds up.

        The place itself where it holds an amount, or where its row has no column of weights.
        """
        table_no, row_no = place.table_no, place.row_no
        if place.cell_id in self.amounts or table_no is None or row_no is None:
            return place
        block = self.blocks.get((table_no, row_no))
        for (table, below, col_no), column in self.columns.items():
            if (table, below, column.role) == (table_no, block, _WEIGHT):
                return self.place(Cell(self.document.document_id, table_no, row_no, col_no))
        return place

    def header_rows(self, table_no: int, row_no: int) -> tuple[int, ...]:
        """Rows of the header above a row."""
        block = self.blocks.get((table_no, row_no))
        return () if block is None else self.headers.get((table_no, block), ())

    def quoted(self, place: Place, evidence: str) -> list[int]:
        """Columns of the row that the evidence quotes, a code or a name; amounts are none of them."""
        if place.table_no is None or place.row_no is None:
            return []
        row = self.tables.get(place.table_no, {}).get(place.row_no)
        said = "".join(evidence.split())
        found = []
        for col_no, cell in enumerate(row.cells if row else (), 1):
            text = "".join(cell.split())
            column = self.column(place.table_no, place.row_no, col_no)
            if col_no == place.col_no or column is None or len(text) < _SHORTEST_QUOTE or text not in said:
                continue
            # figures of other columns may stand in the evidence by chance
            if column.role == _CODE or (column.role != _AMOUNT and any(map(str.isalpha, text))):
                found.append(col_no)
        return found

    def box(self, place: Place) -> Box | None:
        """Where a place stands on its page: a cell, else its row, else its table; None where unknown."""
        if place.line_no is not None:
            line = self.lines.get(place.line_no)
            return line.box if line else None
        rows = self.tables.get(place.table_no or 0, {})
        if place.row_no is not None and place.col_no is not None:
            return box_at(rows, (place.row_no, place.col_no), place.page_no)
        wanted = [place.row_no] if place.row_no is not None else list(rows)
        return around(
            [
                box
                for row_no in wanted
                if row_no in rows and rows[row_no].page_no == place.page_no
                for box in rows[row_no].boxes
                if box
            ]
        )


def around(boxes: list[Box]) -> Box | None:
    """The box that holds all boxes; None for none."""
    if not boxes:
        return None
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def layout(build: duckdb.DuckDBPyConnection, document: Document) -> Layout:
    """The layout of one loaded and built document."""
    key: list[object] = [document.document_id]
    lines = build.execute(
        "select line_no, page_no, line_text, box from raw.lines where document_id = ?", key
    ).fetchall()
    blocks: dict[tuple[int, int], int] = {}
    headers: dict[tuple[int, int], list[int]] = defaultdict(list)
    for table_no, row_no, block_no, role in built(
        build,
        "select table_no, row_no, block_no, row_role from mart.qc_table_row"
        " where document_id = ? and block_no is not null order by 1, 2",
        key,
    ):
        blocks[table_no, row_no] = block_no
        if role == "header":
            headers[table_no, block_no].append(row_no)
    columns = built(
        build,
        "select table_no, block_no, col_no, header_path, role from mart.qc_table_column"
        " where document_id = ?",
        key,
    )
    amounts: dict[str, list[Amount]] = defaultdict(list)
    for cell_id, cny, printed, unit in built(
        build,
        "select cell_id, amount_cny, amount_printed, unit_printed from mart.rpt_budget_lines"
        " where document_id = ? order by cell_id, amount_cny",
        key,
    ):
        place = place_of(cell_id)  # the parts of a cell are one place
        amounts[place.cell_id if place else cell_id].append(Amount(cny, printed, unit))
    return Layout(
        document,
        tables(build, document.document_id),
        {no: Line(page, text, tuple(box) if box else None) for no, page, text, box in lines},
        blocks,
        {block: tuple(rows) for block, rows in headers.items()},
        {
            (table_no, block_no, col_no): Column(path.replace("\n", "") if path else None, role)
            for table_no, block_no, col_no, path, role in columns
        },
        {cell_id: tuple(found) for cell_id, found in amounts.items()},
    )
