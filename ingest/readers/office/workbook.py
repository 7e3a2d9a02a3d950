"""Workbooks (.xlsx, .xlsb, .xls): one table a sheet, values as the cells show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TypeVar

import python_calamine

from ingest.model import Doubt, Grid, LeftOut, Line, Reading, Row, Table, UnreadableDocument
from ingest.readers.merging import Merge, unfold
from ingest.readers.office import biff, sheet, styles, xlsx
from ingest.readers.office.looks import Look, Seen, seen_number, seen_other, seen_text
from ingest.readers.office.numberformat import Unrenderable, exact_of, plain
from ingest.readers.office.ole import open_ole
from ingest.readers.office.package import WITHOUT_PASSWORD, Package, damaged, open_zip
from ingest.readers.office.sheet import Sheet, too_large
from ingest.text import repair

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPE_XLS = "application/vnd.ms-excel"
MEDIA_TYPE_XLSB = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"

Value = int | float | str | bool | time | date | datetime | timedelta
_T = TypeVar("_T")
_HIDDEN = ("hidden", "veryHidden")


def read(data: bytes) -> Reading:
    """Reading of an .xlsx; sheets count as pages. Raises `UnreadableDocument` for damage and bombs."""
    package = open_zip(data)
    root = package.tree(package.main)
    targets = package.targets(package.main)
    of_book = styles.of_package(package)
    strings = xlsx.shared_strings(package, of_book)
    properties = root.find("{*}workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    sheets: list[Sheet | None] = []
    for element in root.iterfind("{*}sheets/{*}sheet"):
        relation = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        part = targets.get(relation, "")
        if not part or package.part(part) is None:
            raise damaged("the workbook lists other sheets than it holds")
        if not _is_worksheet(package, part):
            sheets.append(None)
            continue
        found = xlsx.sheet_of(package, part, element.get("name", ""), of_book, strings, is_1904)
        found.is_shown = element.get("state", "visible") not in _HIDDEN
        sheets.append(found)
    return reading_of(MEDIA_TYPE, sheets)


def _is_worksheet(package: Package, part: str) -> bool:
    """Sheets of charts and of old dialogues have other names of parts; their root says it for sure."""
    head = next(package.pieces(part), b"")[:4096]
    return not any(b"<" + name in head for name in (b"chartsheet", b"dialogsheet", b"xm:macrosheet"))


def reading_of(media_type: str, sheets: Iterable[Sheet | None]) -> Reading:
    """One table for each sheet that is shown; those without cells of their own, as charts, are None.

    Raises `UnreadableDocument` for a workbook without a sheet, and for more cells than can be held.
    """
    tables: list[Table] = []
    lines: list[Line] = []
    doubts: list[Doubt] = []
    left_out: list[LeftOut] = []
    left, page_no = sheet.MOST_CELLS, 0
    for page_no, found in enumerate(sheets, start=1):
        if found is None:
            continue
        if found.is_shown:
            found.hide()
            left -= found.size
            if left < 0:
                raise too_large(f"sheet {found.name}", found.size)
            doubts += found.all_doubts()
        left_out += found.left_out(page_no)
        rows: list[Row] = []
        first = len(lines) + 1
        for row in unfold(found.rows(), found.merges) if found.is_shown else ():
            text = " ".join(cell for cell in row.cells if cell).replace("\n", " ")
            lines.append(Line(len(lines) + 1, text, page_no, len(tables) + 1))
            rows.append(Row(tuple(row.cells), len(lines), page_no, spans=tuple(row.spans)))
        if rows:
            tables.append(Table(Grid.SHEET, tuple(rows), first, len(lines), page_no, found.name))
    if not page_no:
        raise damaged("a workbook without a sheet")
    return Reading(media_type, tuple(lines), tuple(tables), page_no, tuple(doubts), tuple(left_out))


# --- by calamine ----------------------------------------------------------------------------------


def read_xls(data: bytes) -> Reading:
    """Reading of an .xls; sheets count as pages. Raises `UnreadableDocument` for damage and passwords."""
    records = biff.of_xls(open_ole(data))
    book = _opened(data)
    if len(records.areas) != len(book.sheets_metadata):
        raise damaged("the workbook lists other sheets than it holds")
    sheets = zip(_sheets(book), records.areas, strict=True)
    return reading_of(MEDIA_TYPE_XLS, (each and _seen_by(records, area, *each) for each, area in sheets))


def read_xlsb(data: bytes) -> Reading:
    """Reading of an .xlsb, plain: its number formats and hidden rows are a doubt, since calamine keeps them.

    Raises `UnreadableDocument` for damage and passwords.
    """
    open_zip(data)
    sheets: list[Sheet | None] = []
    for each in _sheets(_opened(data)):
        if each:
            found, values = each
            for place, value in values:
                if text := _stored(value):
                    found.cells[place[0]][place[1]] = text
        sheets.append(each and each[0])
    reading = reading_of(MEDIA_TYPE_XLSB, sheets)
    doubt = Doubt(
        "a binary workbook (.xlsb): number formats, hidden rows and struck-out text are not known",
        "file",
        "open it in Excel, WPS or LibreOffice and save it as .xlsx",
    )
    return Reading(
        reading.media_type, reading.lines, reading.tables, reading.page_count, (*reading.doubts, doubt),
        reading.left_out,
    )  # fmt: skip


_Values = Iterator[tuple[sheet.Place, Value]]


def _sheets(book: python_calamine.CalamineWorkbook) -> Iterator[tuple[Sheet, _Values] | None]:
    """Sheets with their merged ranges and values, None for what is no worksheet."""
    for index, meta in enumerate(book.sheets_metadata):
        if meta.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            yield None
            continue
        read_sheet = _asked(lambda index=index: book.get_sheet_by_index(index))  # type: ignore[misc]
        merges = [Merge(*start, *end) for start, end in read_sheet.merged_cell_ranges or []]
        is_shown = meta.visible is python_calamine.SheetVisibleEnum.Visible
        yield Sheet(meta.name, is_shown, merges=merges), _values(read_sheet)


def _values(read_sheet: python_calamine.CalamineSheet) -> _Values:
    if read_sheet.start is None:
        return
    top, left = read_sheet.start
    rows = _asked(lambda: read_sheet.to_python(skip_empty_area=True))
    for row, cells in enumerate(rows, start=top):
        for column, value in enumerate(cells, start=left):
            yield (row, column), value


def _seen_by(records: biff.Workbook, area: biff.Area, found: Sheet, values: _Values) -> Sheet:
    """The sheet with what the records say of its cells: calamine leaves out errors and looks."""
    found.hidden_rows, found.hidden_columns = area.hidden_rows, area.hidden_columns
    for place, value in values:
        look = records.look(area, place)
        try:
            seen = _seen(records, area, place, value, look)
        except Unrenderable as error:
            found.not_rendered(error, [place])
            continue
        if seen.hidden:
            found.unseen[seen.hidden].append(place)
        if text := repair(seen.text):
            found.cells[place[0]][place[1]] = text
    return found


def _seen(records: biff.Workbook, area: biff.Area, place: sheet.Place, value: Value, look: Look) -> Seen:
    if place in area.errors:
        return seen_other(area.errors[place], look)
    if place in area.numbers:
        number = area.numbers[place]
        if area.hides_zeros and not number:
            return Seen("")
        return seen_number(number, look, records.is_1904)
    if isinstance(value, str):
        rich = records.rich.get(area.strings.get(place, -1))
        return seen_text(rich or value, look)
    return seen_other(_stored(value), look)


def _opened(data: bytes) -> python_calamine.CalamineWorkbook:
    return _asked(lambda: python_calamine.CalamineWorkbook.from_filelike(BytesIO(data)))


def _asked(call: Callable[[], _T]) -> _T:
    """What calamine answers. Its errors have a type per format, its panics are not even `Exception`s."""
    try:
        return call()
    except (KeyboardInterrupt, SystemExit):
        raise
    except python_calamine.PasswordError as error:
        raise UnreadableDocument("password-protected", "file", WITHOUT_PASSWORD) from error
    except BaseException as error:
        raise UnreadableDocument(
            f"damaged workbook: {error}", "file", "open it and save it again as .xlsx"
        ) from error


def _stored(value: Value) -> str:
    """A value without a look."""
    if isinstance(value, str):
        return repair(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return plain(exact_of(value))
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, datetime):
        nearest = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        return str(nearest.date() if nearest.time() == time() else nearest)
    return str(value)
