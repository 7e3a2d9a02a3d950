"""One sheet of a workbook, whatever format it came in: what is seen of it, and what is not."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.model import Doubt, LeftOut, NotShown, UnreadableDocument
from ingest.readers.merging import Merge
from ingest.readers.office.numberformat import Unrenderable

MOST_CELLS = 4_000_000
"""Most cells that one workbook is laid out to, blank ones between filled ones included."""
THINNEST_ROW, THINNEST_COLUMN = 3.0, 0.5
"""Height in points and width in figures below which nothing of a row or column can be seen."""

SMALLEST_FONT = 2.0
"""Size in points below which letters are none to the eye."""

_REMEDY = "delete the empty rows and columns behind the data, or split the workbook"
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,6})\$?(\d{1,9})")

Place = tuple[int, int]
"""Row and column of a cell, both 0-based."""


@dataclass(slots=True)
class Sheet:
    """Cells that show something, by 0-based row and column, and what keeps others from being seen."""

    name: str
    is_shown: bool = True
    cells: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """First and last column of each hidden stretch."""
    unseen: dict[NotShown, list[Place]] = field(default_factory=lambda: defaultdict(list))
    unrenderable: dict[tuple[str, str], list[Place]] = field(default_factory=lambda: defaultdict(list))
    """Cells whose number format could not be followed, by why, and what a person can do."""
    without_value: list[Place] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def doubt_condition(self, where: str = "") -> None:
        """Tell that a condition may change what cells show."""
        place = f"sheet {self.name}{where and f', cells {where}'}"
        doubt = Doubt(
            "a conditional format that may hide cells or strike them out, not followed",
            place,
            "compare these cells with the workbook, or save it as PDF",
        )
        if doubt not in self.doubts:
            self.doubts.append(doubt)

    def not_rendered(self, error: Unrenderable, places: Iterable[Place]) -> None:
        """Tell that the format of these cells could not be followed."""
        self.unrenderable[f"{error.why}: {error}", error.remedy] += places

    def doubt_picture(self, name: str) -> None:
        """Tell that a picture lies on the sheet which is as large as a table is."""
        self.doubts.append(
            Doubt(
                f"a picture that may be a table ({name}), not read",
                f"sheet {self.name}",
                "put the figures into cells, or save the workbook as PDF and load that with the OCR extra",
            )
        )

    @property
    def size(self) -> int:
        """Cells that the rows which hold any are laid out to."""
        right = max((max(row) for row in self.cells.values() if row), default=-1)
        return len(self.cells) * (right + 1)

    def rows(self) -> list[tuple[int, list[str]]]:
        """Rows with their numbers, cells from the first column on; what is hidden is blank or not there."""
        shown: list[tuple[int, list[str]]] = []
        for number in sorted(self.cells):
            cells = self.cells[number]
            if cells and number not in self.hidden_rows:
                row = [""] * (max(cells) + 1)
                for column, text in cells.items():
                    row[column] = text
                shown.append((number, row))
        return shown

    def hide(self) -> None:
        """Take out what stands in hidden rows and columns; a merged cell that reaches out of them is seen."""
        if not (self.hidden_rows or self.hidden_columns):
            return
        self.merges = [self._seen_part(merge) for merge in self.merges]
        columns = {column for row in self.cells.values() for column in row if self._is_hidden(column)}
        for number in self.hidden_rows & self.cells.keys():
            self.unseen[NotShown.HIDDEN] += ((number, column) for column in self.cells.pop(number))
        for number, row in self.cells.items():
            for column in columns & row.keys():
                del row[column]
                self.unseen[NotShown.HIDDEN].append((number, column))

    def _is_hidden(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden_columns)

    def _seen_part(self, merge: Merge) -> Merge:
        """The range without hidden rows and columns before it; the text at its corner moves along."""
        top = next((r for r in range(merge.top, merge.bottom + 1) if r not in self.hidden_rows), None)
        left = next((c for c in range(merge.left, merge.right + 1) if not self._is_hidden(c)), None)
        if top is None or left is None or (top, left) == (merge.top, merge.left):
            return merge
        text = self.cells.get(merge.top, {}).pop(merge.left, "")
        if text:
            self.cells[top][left] = text
        return Merge(top, left, merge.bottom, merge.right)

    def left_out(self, page_no: int) -> Iterator[LeftOut]:
        """What was not read because it is not shown."""
        if not self.is_shown:
            count = sum(map(len, self.cells.values())) + sum(map(len, self.unseen.values()))
            if count:
                yield LeftOut(NotShown.HIDDEN, f"sheet {self.name}", count, page_no)
            return
        for reason, places in self.unseen.items():
            if places:
                yield LeftOut(reason, f"sheet {self.name}, {_called(places)}", len(places), page_no)

    def all_doubts(self) -> Iterator[Doubt]:
        """What could not be read although it is shown."""
        yield from self.doubts
        without = [place for place in self.without_value if not self._is_out(place)]
        if without:
            yield Doubt(
                "formula without a stored value",
                f"sheet {self.name}, {_called(without)}",
                "open it in Excel or WPS and save it again, so that the values are stored",
            )
        for (why, remedy), places in self.unrenderable.items():
            if seen := [place for place in places if not self._is_out(place)]:
                yield Doubt(why, f"sheet {self.name}, {_called(seen)}", remedy)

    def _is_out(self, place: Place) -> bool:
        return place[0] in self.hidden_rows or self._is_hidden(place[1])


def _called(places: Iterable[Place]) -> str:
    ordered = sorted(places)
    first = f"cell {place_of(*ordered[0])}"
    return f"{first} and {len(ordered) - 1} more" if len(ordered) > 1 else first


def too_large(place: str, cells: int) -> UnreadableDocument:
    """The outcome for a sheet or workbook of more cells than can be held."""
    return UnreadableDocument(f"too large: {cells} cells, at most {MOST_CELLS} are read", place, _REMEDY)


def place_of(row: int, column: int) -> str:
    """The place as a person calls it: (1, 27) is AB2."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def numbers_of(reference: str) -> Place | None:
    """Row and column of a reference as `AB2`, None for what is none."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def range_of(reference: str) -> Merge | None:
    """The range of a reference as `A1:B2` or `A1`, None for what is none."""
    ends = [numbers_of(end) for end in reference.split(":")]
    if len(ends) > 2 or not ends[0] or not ends[-1]:
        return None
    return Merge(ends[0][0], ends[0][1], ends[-1][0], ends[-1][1])


class Ranges:
    """Ranges of a sheet, asked for single cells."""

    def __init__(self, ranges: Iterable[Merge]) -> None:
        self._ranges = sorted(ranges, key=lambda each: each.top)
        self._tops = [each.top for each in self._ranges]

    def __contains__(self, place: object) -> bool:
        if not isinstance(place, tuple):
            return False
        row, column = place
        reach = self._ranges[: bisect_left(self._tops, row + 1)]
        return any(row <= each.bottom and each.left <= column <= each.right for each in reach)
