"""Ids of printed places: a cell of a table, or a line of running text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CELL = re.compile(r"([0-9a-f]{16}):t(\d+):r(\d+):c(\d+)(?::p\d+)?")
_LINE = re.compile(r"([0-9a-f]{16}):l(\d+)")
_ANY = re.compile(rf"{_CELL.pattern}|{_LINE.pattern}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a table: numbers start at 1."""

    document_id: str
    table_no: int
    row_no: int
    col_no: int

    @property
    def cell_id(self) -> str:
        """The id of the whole cell, also where the key named one amount within it."""
        return f"{self.document_id}:t{self.table_no}:r{self.row_no}:c{self.col_no}"

    def described(self) -> list[str]:
        """Where it is, in a line."""
        place = f"表 {self.table_no} 行 {self.row_no} 列 {self.col_no}"
        place_en = f"table {self.table_no}, row {self.row_no}, column {self.col_no}"
        return [f"位置 / place: {place} / {place_en}"]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A place in running text: the line number starts at 1."""

    document_id: str
    line_no: int

    @property
    def cell_id(self) -> str:
        """The id that facts from the line carry."""
        return f"{self.document_id}:l{self.line_no}"

    def described(self) -> list[str]:
        """Where it is, in a line."""
        return [f"行号 / line: {self.line_no}"]


def place_of(cell_id: str) -> Cell | TextLine | None:
    """The place that has the id; None for what is no id."""
    if found := _CELL.fullmatch(cell_id):
        document_id, *numbers = found.groups()
        return Cell(document_id, *(int(number) for number in numbers))
    if found := _LINE.fullmatch(cell_id):
        return TextLine(found[1], int(found[2]))
    return None


def places_in(text: str) -> list[Cell | TextLine]:
    """Places that a text names by their ids, each once, in its order."""
    named = (place_of(found[0]) for found in _ANY.finditer(text))
    return list(dict.fromkeys(place for place in named if place))
