"""How large a sheet is before it is opened: calamine lays out every cell between the first and the last.

One stray cell in the last row and column of a sheet would make that 17 thousand million cells. So the cells
are counted here in one pass over the sheet as stored, and a sheet of few rows far apart is moved together.
"""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from ingest.model import UnreadableDocument
from ingest.readers.merging import Merge
from ingest.readers.office.package import Ole, Package, damaged, declares_entities, workbook_stream

MOST_CELLS = 4_000_000
"""Most cells that one workbook is laid out to, blank ones included."""

_REMEDY = "delete the empty rows and columns behind the data, or split the workbook"
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,6})\$?(\d{1,9})")
_EMPTY = re.compile(rb'<(?:c|row) r="[A-Z]*[0-9]+"[^<>]*/>')


@dataclass(slots=True)
class UsedArea:
    """What one sheet holds, all numbers 0-based; `bottom` is -1 for a sheet without a cell."""

    top: int = 1 << 31
    bottom: int = -1
    right: int = -1
    filled_rows: int = 0
    filled_cells: int = 0
    errors: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    without_value: list[tuple[int, int]] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """Cells of the area as calamine lays it out, from the first column on."""
        return max(0, self.bottom - self.top + 1) * (self.right + 1)

    @property
    def cells_moved_together(self) -> int:
        """Cells of the area without its blank rows."""
        return self.filled_rows * (self.right + 1)

    def add(self, row: int, column: int) -> None:
        """Count one cell. Raises `UnreadableDocument` where the filled cells alone are too many."""
        self.top = min(self.top, row)
        self.bottom = max(self.bottom, row)
        self.right = max(self.right, column)
        self.filled_cells += 1
        if self.filled_cells > MOST_CELLS:
            raise too_large("file", self.filled_cells)


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


def _row_of(stated: str, otherwise: int) -> int:
    return int(stated) - 1 if stated.isdecimal() and len(stated) < 10 else otherwise


def _numbers_of(reference: str) -> tuple[int, int] | None:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


# --- .xlsx ----------------------------------------------------------------------------------------


class _Scan:
    """One pass over the XML of a sheet; nothing of it is kept but numbers and errors."""

    def __init__(self) -> None:
        self.area = UsedArea()
        self.row = self.column = self.last_filled = -1
        self.kind = ""
        self.text: list[str] = []
        self.is_in_value = self.is_stored = self.is_formula = self.counts_by_order = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        name = name.rpartition(":")[2]
        if name in ("c", "row") and "r" not in attributes:
            self.counts_by_order = True
        if name == "c":
            place = _numbers_of(attributes.get("r", ""))
            self.row, self.column = place or (self.row, self.column + 1)
            self.kind = attributes.get("t", "")
            self.is_stored = self.is_formula = False
            self.text.clear()
        elif name == "row":
            self.row = _row_of(attributes.get("r", ""), self.row + 1)
            self.column = -1
        elif name in ("v", "t"):
            self.is_in_value = self.is_stored = True
        elif name == "f":
            self.is_formula = True
        elif name == "is":
            self.is_stored = True

    def characters(self, text: str) -> None:
        """Text within an element."""
        if self.is_in_value:
            self.text.append(text)

    def end(self, name: str) -> None:
        """An element closes."""
        name = name.rpartition(":")[2]
        if name in ("v", "t"):
            self.is_in_value = False
        elif name == "c" and (self.is_stored or self.is_formula):
            self._close_cell("".join(self.text))

    def _close_cell(self, value: str) -> None:
        self.area.add(self.row, self.column)
        if self.is_formula and not value and self.kind != "str":
            self.area.without_value.append((self.row, self.column))
        if (value or self.is_formula) and self.row != self.last_filled:
            self.last_filled = self.row
            self.area.filled_rows += 1
        if self.kind == "e" and value:
            self.area.errors[self.row][self.column] = value


def of_part(package: Package, name: str) -> UsedArea:
    """Area of the worksheet in the part `name`. Raises `UnreadableDocument`."""
    scan = _scanned(package, name, drop_empty=True)
    if scan.counts_by_order:  # places without a number follow from the empty ones before them
        scan = _scanned(package, name, drop_empty=False)
    return scan.area


def _scanned(package: Package, name: str, drop_empty: bool) -> _Scan:
    """The scan of a worksheet; to drop formatted cells without content beforehand is ten times as fast."""
    scan = _Scan()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.characters

    def refuse(*_: object) -> None:
        raise declares_entities(name)

    parser.StartDoctypeDeclHandler = refuse
    try:
        for piece in package.pieces(name):
            parser.Parse(_EMPTY.sub(b"", piece) if drop_empty else piece)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise damaged(f"part {name} is no sound XML: {error}") from error
    return scan


def moved_together(package: Package, name: str) -> tuple[bytes, list[int], list[Merge]]:
    """A copy of the workbook in which the worksheet `name` has its filled rows only, one below the other.

    With it the 0-based numbers of these rows and the merged ranges, both as they were.
    """
    numbers: list[int] = []
    merges: list[Merge] = []
    sheet = BytesIO()
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet.write(f'<worksheet xmlns="{space}"><sheetData>'.encode())
    number = -1
    for element in _rows_and_merges(package, name):
        if element.tag.endswith("}mergeCell"):
            ends = [_numbers_of(end) for end in element.get("ref", "").split(":")]
            if len(ends) == 2 and ends[0] and ends[1]:
                merges.append(Merge(ends[0][0], ends[0][1], ends[1][0], ends[1][1]))
            continue
        number = _row_of(element.get("r", ""), number + 1)
        cells = [
            cell
            for cell in element.iterchildren("{*}c")
            if any(part.text for part in cell.iter("{*}v", "{*}t", "{*}f"))
        ]
        if not cells:
            continue
        numbers.append(number)
        column = -1
        for cell in cells:
            place = _numbers_of(cell.get("r", ""))
            column = place[1] if place else column + 1
            cell.set("r", place_of(len(numbers) - 1, column))
        sheet.write(f'<row r="{len(numbers)}">'.encode())
        for cell in cells:
            sheet.write(etree.tostring(cell, with_tail=False))
        sheet.write(b"</row>")
    sheet.write(b"</sheetData></worksheet>")
    copy = BytesIO()
    with ZipFile(copy, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for part in package.archive.namelist():
            if part == package.part(name):
                archive.writestr(part, sheet.getvalue())
            elif not re.search(r"/(worksheets|media|drawings|charts)/", part):
                archive.writestr(part, b"".join(package.pieces(part)))
    return copy.getvalue(), numbers, merges


def _rows_and_merges(package: Package, name: str) -> Iterator[etree._Element]:
    """Rows and merged ranges of a worksheet one at a time; each is dropped after its turn."""
    parser = etree.XMLPullParser(
        events=("end",), tag=("{*}row", "{*}mergeCell"), resolve_entities=False, no_network=True
    )
    try:
        for piece in package.pieces(name):
            parser.feed(piece)
            for _, element in parser.read_events():
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise damaged(f"part {name} is no sound XML: {error}") from error


# --- .xls -----------------------------------------------------------------------------------------

_BOUND_SHEET, _STRINGS, _PASSWORD, _BOF, _EOF = 0x85, 0xFC, 0x2F, 0x809, 0x0A
_DIMENSIONS, _MOST_ROWS, _MOST_COLUMNS = 0x200, 1 << 16, 1 << 8
_FORMULA, _BOOL_OR_ERROR, _RK_ROW = 0x06, 0x205, 0xBD
_CELLS = frozenset({_FORMULA, _BOOL_OR_ERROR, _RK_ROW, 0x203, 0x27E, 0xFD, 0x204, 0xD6})
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def of_xls(ole: Ole) -> list[UsedArea]:
    """Areas of all sheets of an .xls in their order. Raises `UnreadableDocument`.

    calamine lays out all of them when the file is opened, so together they must be within the limit.
    """
    name = workbook_stream(ole)
    if name is None:
        raise damaged("OLE file without a workbook")
    stream = ole.stream(name)
    areas: list[UsedArea] = []
    scanned: dict[int, UsedArea] = {}
    for _, kind, content in _records(stream, 0):
        if kind == _PASSWORD:
            raise UnreadableDocument(
                "password-protected", "file", "open it with the password and save it without one"
            )
        if kind == _STRINGS and len(content) >= 8 and struct.unpack_from("<I", content, 4)[0] > len(stream):
            raise damaged("a table of more strings than the file has bytes")
        if kind == _BOUND_SHEET and len(content) >= 4:
            (start,) = struct.unpack_from("<I", content)
            if start not in scanned:
                scanned[start] = _of_records(stream, start)
            areas.append(scanned[start])
            if (cells := sum(area.cells for area in areas)) > MOST_CELLS:
                raise too_large("file", cells)
    return areas


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, bytes]]:
    """Depth, kind and content of the records from `start` to the end of what begins there.

    A chart within a sheet is one deeper; calamine takes its cells for cells of the sheet.
    """
    depth = 0
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        depth += (kind == _BOF) - (kind == _EOF)
        if not depth and kind != _EOF:
            raise damaged(f"no sheet begins at byte {start} of the workbook")
        if depth <= 0:
            return
        yield depth, kind, stream[start + 4 : start + 4 + length]
        start += 4 + length


def _of_records(stream: bytes, start: int) -> UsedArea:
    area = UsedArea()
    last = -1
    for depth, kind, content in _records(stream, start):
        if kind == _DIMENSIONS:
            _check_dimensions(content)
        if kind not in _CELLS or len(content) < 6:
            continue
        row, column = struct.unpack_from("<HH", content)
        area.add(row, column)
        if kind == _RK_ROW:
            area.add(row, struct.unpack_from("<H", content, len(content) - 2)[0])
        area.filled_rows += row != last
        last = row
        code = None
        if kind == _BOOL_OR_ERROR and len(content) >= 8 and content[7]:
            code = content[6]
        elif kind == _FORMULA and content[6:7] == b"\x02" and content[12:14] == b"\xff\xff":
            code = content[8]
        if code is not None and depth == 1:
            area.errors[row][column] = _ERRORS.get(code, f"#{code}")
    return area


def _check_dimensions(content: bytes) -> None:
    """calamine makes room for as many cells as a sheet states, without a look at them."""
    if len(content) >= 8:
        form = "<IIHH" if len(content) >= 12 else "<HHHH"
        top, bottom, left, right = struct.unpack_from(form, content)
        if not (0 <= bottom - top <= _MOST_ROWS and 0 <= right - left <= _MOST_COLUMNS):
            raise damaged("a sheet states more rows or columns than an .xls may have")
