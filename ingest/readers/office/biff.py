"""Records of an .xls: how large its sheets are before it is opened, how its cells look, what is hidden.

calamine gives the texts, but lays out every cell between the first and the last, and tells no looks. One
stray cell in the last row and column of a sheet would make 17 million cells, so they are counted here first.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.model import UnreadableDocument
from ingest.readers.office.looks import BLACK, WHITE, Font, Look, Run
from ingest.readers.office.numberformat import BUILT_IN, GENERAL
from ingest.readers.office.ole import Ole, workbook_stream
from ingest.readers.office.package import damaged
from ingest.readers.office.sheet import (
    MOST_CELLS,
    SMALLEST_FONT,
    THINNEST_COLUMN,
    THINNEST_ROW,
    Place,
    too_large,
)
from ingest.readers.office.styles import PALETTE

_BOUND_SHEET, _STRINGS, _PASSWORD, _BOF, _EOF, _CONTINUE = 0x85, 0xFC, 0x2F, 0x809, 0x0A, 0x3C
_FONT, _FORMAT, _XF, _PALETTE, _DATE_MODE = 0x31, 0x41E, 0xE0, 0x92, 0x22
_DIMENSIONS, _ROW, _COLUMNS, _WINDOW = 0x200, 0x208, 0x7D, 0x23E
_MOST_ROWS, _MOST_COLUMNS = 1 << 16, 1 << 8
_FORMULA, _BOOL_OR_ERROR, _NUMBER, _RK, _RK_ROW, _LABEL_OF_TABLE = 0x06, 0x205, 0x203, 0x27E, 0xBD, 0xFD
_CELLS = frozenset({_FORMULA, _BOOL_OR_ERROR, _RK_ROW, _NUMBER, _RK, _LABEL_OF_TABLE, 0x204, 0xD6})
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_BIFF8 = 0x600


@dataclass(slots=True)
class Area:
    """What the records of one sheet say, all numbers 0-based; `bottom` is -1 for a sheet without a cell."""

    top: int = 1 << 31
    bottom: int = -1
    right: int = -1
    filled_cells: int = 0
    formats: dict[Place, int] = field(default_factory=dict)
    """The number of the format of each cell."""
    numbers: dict[Place, float] = field(default_factory=dict)
    strings: dict[Place, int] = field(default_factory=dict)
    """The number of the string in the table of strings."""
    errors: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    hides_zeros: bool = False

    @property
    def cells(self) -> int:
        """Cells of the area as calamine lays it out, from the first column on."""
        return max(0, self.bottom - self.top + 1) * (self.right + 1)

    def add(self, row: int, column: int) -> None:
        """Count one cell. Raises `UnreadableDocument` where the filled cells alone are too many."""
        self.top = min(self.top, row)
        self.bottom = max(self.bottom, row)
        self.right = max(self.right, column)
        self.filled_cells += 1
        if self.filled_cells > MOST_CELLS:
            raise too_large("file", self.filled_cells)


@dataclass(slots=True)
class Workbook:
    """What the records of a workbook say of all its sheets."""

    areas: list[Area] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    rich: dict[int, tuple[Run, ...]] = field(default_factory=dict)
    """Strings with runs of their own look, by their number."""
    is_1904: bool = False

    def look(self, area: Area, place: Place) -> Look:
        """The look of a cell; one that is not known is plain."""
        number = area.formats.get(place, -1)
        return self.looks[number] if 0 <= number < len(self.looks) else Look()


@dataclass(slots=True)
class _Raw:
    """Records of the workbook as they come; looks need all of them."""

    fonts: list[bytes] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    cell_formats: list[bytes] = field(default_factory=list)
    palette: list[str] = field(default_factory=lambda: list(PALETTE))


def of_xls(ole: Ole) -> Workbook:
    """All sheets of an .xls in their order. Raises `UnreadableDocument`.

    calamine lays out all of them when the file is opened, so together they must be within the limit.
    """
    name = workbook_stream(ole)
    if name is None:
        raise damaged("OLE file without a workbook")
    stream = ole.stream(name)
    book, raw = Workbook(), _Raw()
    scanned: dict[int, Area] = {}
    strings: list[bytes] = []
    version, last = _BIFF8, 0
    for _, kind, content in _records(stream, 0):
        if kind == _PASSWORD:
            raise UnreadableDocument(
                "password-protected", "file", "open it with the password and save it without one"
            )
        if kind == _STRINGS and len(content) >= 8:
            if struct.unpack_from("<I", content, 4)[0] > len(stream):
                raise damaged("a table of more strings than the file has bytes")
            strings = [content]
        elif kind == _CONTINUE and last == _STRINGS:
            strings.append(content)
            continue
        elif kind == _BOF and len(content) >= 2:
            (version,) = struct.unpack_from("<H", content)
        elif kind == _BOUND_SHEET and len(content) >= 4:
            (start,) = struct.unpack_from("<I", content)
            if start not in scanned:
                scanned[start] = _of_records(stream, start)
            book.areas.append(scanned[start])
            if (cells := sum(area.cells for area in book.areas)) > MOST_CELLS:
                raise too_large("file", cells)
        elif kind == _DATE_MODE:
            book.is_1904 = content[:1] == b"\x01"
        else:
            _collect(raw, kind, content, version)
        last = kind
    fonts = [_font(content, raw.palette) for content in raw.fonts]
    book.looks = [_look(content, fonts, raw, version) for content in raw.cell_formats]
    book.rich = _rich_strings(strings, fonts)
    return book


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


# --- sheets ---------------------------------------------------------------------------------------


def _of_records(stream: bytes, start: int) -> Area:
    area = Area()
    for depth, kind, content in _records(stream, start):
        if kind == _DIMENSIONS:
            _check_dimensions(content)
        if depth == 1 and kind in (_ROW, _COLUMNS, _WINDOW):
            _note(area, kind, content)
        if kind not in _CELLS or len(content) < 6:
            continue
        row, column, number = struct.unpack_from("<HHH", content)
        area.add(row, column)
        if kind == _RK_ROW:
            area.add(row, struct.unpack_from("<H", content, len(content) - 2)[0])
        if depth == 1:
            _add_cell(area, kind, content, (row, column), number)
    return area


def _note(area: Area, kind: int, content: bytes) -> None:
    """Hidden rows and columns, and whether the sheet shows zeros."""
    if kind == _ROW and len(content) >= 16:
        row, height, options = struct.unpack_from("<H4xH4xH", content)
        if options & 0x20 or 0 < height < THINNEST_ROW * 20:
            area.hidden_rows.add(row)
    elif kind == _COLUMNS and len(content) >= 10:
        first, last, width, _, options = struct.unpack_from("<HHHHH", content)
        if options & 1 or width < THINNEST_COLUMN * 256:
            area.hidden_columns.append((first, last))
    elif kind == _WINDOW and len(content) >= 2:
        area.hides_zeros = not struct.unpack_from("<H", content)[0] & 0x10


def _add_cell(area: Area, kind: int, content: bytes, place: Place, number: int) -> None:
    area.formats[place] = number
    if kind == _NUMBER and len(content) >= 14:
        (area.numbers[place],) = struct.unpack_from("<d", content, 6)
    elif kind == _RK and len(content) >= 10:
        area.numbers[place] = _rk(struct.unpack_from("<I", content, 6)[0])
    elif kind == _RK_ROW:
        for index in range((len(content) - 6) // 6):
            of_cell, value = struct.unpack_from("<HI", content, 4 + 6 * index)
            area.formats[place[0], place[1] + index] = of_cell
            area.numbers[place[0], place[1] + index] = _rk(value)
    elif kind == _LABEL_OF_TABLE and len(content) >= 10:
        (area.strings[place],) = struct.unpack_from("<I", content, 6)
    elif kind == _BOOL_OR_ERROR and len(content) >= 8 and content[7]:
        area.errors[place] = _ERRORS.get(content[6], f"#{content[6]}")
    elif kind == _FORMULA and len(content) >= 14:
        if content[12:14] != b"\xff\xff":
            (area.numbers[place],) = struct.unpack_from("<d", content, 6)
        elif content[6] == 2:
            area.errors[place] = _ERRORS.get(content[8], f"#{content[8]}")


def _rk(value: int) -> float:
    """A number in 30 bits: of a double the first ones, or an integer; perhaps a hundred times too large."""
    if value & 2:
        number = float(struct.unpack("<i", struct.pack("<I", value))[0] >> 2)
    else:
        (number,) = struct.unpack("<d", struct.pack("<Q", (value & 0xFFFFFFFC) << 32))
    return number / 100 if value & 1 else number


def _check_dimensions(content: bytes) -> None:
    """calamine makes room for as many cells as a sheet states, without a look at them."""
    if len(content) >= 8:
        form = "<IIHH" if len(content) >= 12 else "<HHHH"
        top, bottom, left, right = struct.unpack_from(form, content)
        if not (0 <= bottom - top <= _MOST_ROWS and 0 <= right - left <= _MOST_COLUMNS):
            raise damaged("a sheet states more rows or columns than an .xls may have")


# --- looks ----------------------------------------------------------------------------------------


def _collect(raw: _Raw, kind: int, content: bytes, version: int) -> None:
    if kind == _FONT:
        raw.fonts.append(content)
        if len(raw.fonts) == 4:
            raw.fonts.append(content)  # no font has the number 4: it goes on with 5
    elif kind == _XF:
        raw.cell_formats.append(content)
    elif kind == _FORMAT and len(content) >= 5:
        (number,) = struct.unpack_from("<H", content)
        raw.formats[number] = _format_code(content, version)
    elif kind == _PALETTE:
        for index in range(min((len(content) - 2) // 4, 56)):
            raw.palette[8 + index] = content[2 + 4 * index : 5 + 4 * index].hex().upper()


def _format_code(content: bytes, version: int) -> str:
    if version < _BIFF8:
        return content[3 : 3 + content[2]].decode("gb18030", "replace")
    length, flags = struct.unpack_from("<HB", content, 2)
    if flags & 1:
        return content[5 : 5 + 2 * length].decode("utf-16-le", "replace")
    return content[5 : 5 + length].decode("latin-1")


def _font(content: bytes, palette: Sequence[str]) -> Font:
    if len(content) < 10:
        return Font()
    height, options, colour, _, escapement = struct.unpack_from("<HHHHH", content)
    return Font(
        bool(options & 8),
        escapement in (1, 2),
        palette[colour] if colour < len(palette) else BLACK,
        0 < height < SMALLEST_FONT * 20,
    )


def _look(content: bytes, fonts: Sequence[Font], raw: _Raw, version: int) -> Look:
    if len(content) < 16:
        return Look()
    font, number = struct.unpack_from("<HH", content)
    if version < _BIFF8:
        (packed,) = struct.unpack_from("<I", content, 8)
        pattern, colour = packed >> 16 & 0x3F, packed & 0x7F
    elif len(content) >= 20:
        pattern = struct.unpack_from("<I", content, 14)[0] >> 26
        colour = struct.unpack_from("<H", content, 18)[0] & 0x7F
    else:
        pattern = colour = 0
    ground: str | None = WHITE
    if pattern:
        ground = raw.palette[colour] if pattern == 1 and colour < len(raw.palette) else None
    code = raw.formats.get(number) or BUILT_IN.get(number, GENERAL)
    return Look(code, fonts[font] if font < len(fonts) else Font(), ground)


# --- table of strings -----------------------------------------------------------------------------


class _Pieces:
    """The table of strings in its pieces: within letters each piece says anew how wide they are."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces, self._piece, self._place = pieces, 0, 0

    def take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            part = self._rest()[: count - len(taken)]
            self._place += len(part)
            taken += part
            if len(taken) < count:
                self._turn()
        return taken

    def letters(self, count: int, is_wide: bool) -> str:
        text = ""
        while len(text) < count:
            size = 2 if is_wide else 1
            part = self._rest()[: (count - len(text)) * size]
            self._place += len(part)
            text += part.decode("utf-16-le" if is_wide else "latin-1", "replace")
            if len(text) < count:
                self._turn()
                is_wide = bool(self.take(1)[0] & 1)
        return text

    def _rest(self) -> bytes:
        return self._pieces[self._piece][self._place :]

    def _turn(self) -> None:
        self._piece, self._place = self._piece + 1, 0
        if self._piece >= len(self._pieces):
            raise damaged("the table of strings is cut off")


def _rich_strings(pieces: Sequence[bytes], fonts: Sequence[Font]) -> dict[int, tuple[Run, ...]]:
    """The strings that change their font on the way. Numbers are those of the table."""
    if not pieces:
        return {}
    rich: dict[int, tuple[Run, ...]] = {}
    table = _Pieces(pieces)
    (count,) = struct.unpack("<I", table.take(8)[4:])
    for number in range(count):
        length, flags = struct.unpack("<HB", table.take(3))
        runs = struct.unpack("<H", table.take(2))[0] if flags & 8 else 0
        more = struct.unpack("<I", table.take(4))[0] if flags & 4 else 0
        text = table.letters(length, bool(flags & 1))
        changes = [struct.unpack("<HH", table.take(4)) for _ in range(runs)]
        table.take(more)
        if changes:
            starts = [0, *(start for start, _ in changes)]
            ends = [*starts[1:], length]
            styles = [None, *(fonts[font] if font < len(fonts) else None for _, font in changes)]
            rich[number] = tuple(
                Run(text[start:end], font) for start, end, font in zip(starts, ends, styles, strict=True)
            )
    return rich
