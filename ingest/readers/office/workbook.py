"""Workbooks (.xlsx, .xls): one table a sheet, values as the cells show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import TypeVar

import python_calamine

from ingest.model import Doubt, Grid, Line, Reading, Row, Table, UnreadableDocument
from ingest.readers.merging import Merge, unfold
from ingest.readers.office import usedarea
from ingest.readers.office.package import Package, damaged, open_ole, open_zip
from ingest.readers.office.usedarea import MOST_CELLS, UsedArea, place_of
from ingest.text import repair

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPE_XLS = "application/vnd.ms-excel"

Value = int | float | str | bool | time | date | datetime | timedelta
_T = TypeVar("_T")


def read(data: bytes) -> Reading:
    """Reading of an .xlsx; sheets count as pages. Raises `UnreadableDocument` for damage and bombs."""
    package = open_zip(data)
    parts = _worksheets(package)
    book = _asked(lambda: python_calamine.CalamineWorkbook.from_filelike(BytesIO(data)))
    if len(parts) != len(book.sheets_metadata):
        raise damaged("the workbook lists other sheets than it holds")
    left = MOST_CELLS

    def sheet(index: int, name: str) -> _Sheet:
        nonlocal left
        area = usedarea.of_part(package, parts[index])
        if area.cells <= left:
            left -= area.cells
            return _laid_out(book, name, area)
        if area.cells_moved_together > left:
            raise usedarea.too_large(f"sheet {name}", area.cells)
        left -= area.cells_moved_together
        copy, numbers, merges = usedarea.moved_together(package, parts[index])
        moved = _asked(lambda: python_calamine.CalamineWorkbook.from_filelike(BytesIO(copy)))
        rows = [(numbers[row], cells) for row, cells in _laid_out(moved, name, UsedArea()).rows]
        return _Sheet(_with_errors(rows, area), merges, area)

    return _reading(MEDIA_TYPE, book, sheet)


def read_xls(data: bytes) -> Reading:
    """Reading of an .xls; sheets count as pages. Raises `UnreadableDocument` for damage and passwords."""
    areas = usedarea.of_xls(open_ole(data))
    book = _asked(lambda: python_calamine.CalamineWorkbook.from_filelike(BytesIO(data)))
    if len(areas) != len(book.sheets_metadata):
        raise damaged("the workbook lists other sheets than it holds")
    return _reading(MEDIA_TYPE_XLS, book, lambda index, name: _laid_out(book, name, areas[index]))


class _Sheet:
    """Rows of a sheet with their 0-based numbers, its merged ranges, and what was counted in it."""

    def __init__(self, rows: list[tuple[int, list[str]]], merges: list[Merge], area: UsedArea) -> None:
        self.rows, self.merges, self.area = rows, merges, area


def _reading(
    media_type: str, book: python_calamine.CalamineWorkbook, sheet: Callable[[int, str], _Sheet]
) -> Reading:
    if not book.sheets_metadata:
        raise damaged("a workbook without a sheet")
    tables: list[Table] = []
    lines: list[Line] = []
    doubts: list[Doubt] = []
    for page_no, meta in enumerate(book.sheets_metadata, start=1):
        if meta.visible is not python_calamine.SheetVisibleEnum.Visible:
            doubts.append(
                Doubt("hidden sheet, not read", f"sheet {meta.name}", "show the sheet if it counts")
            )
            continue
        if meta.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        found = sheet(page_no - 1, meta.name)
        doubts += _doubts(meta.name, found.area)
        rows: list[Row] = []
        first = len(lines) + 1
        for row in unfold(found.rows, found.merges):
            text = " ".join(cell for cell in row.cells if cell).replace("\n", " ")
            lines.append(Line(len(lines) + 1, text, page_no, len(tables) + 1))
            rows.append(Row(tuple(row.cells), len(lines), page_no, spans=tuple(row.spans)))
        if rows:
            tables.append(Table(Grid.SHEET, tuple(rows), first, len(lines), page_no, meta.name))
    return Reading(media_type, tuple(lines), tuple(tables), len(book.sheets_metadata), tuple(doubts))


def _doubts(name: str, area: UsedArea) -> Iterator[Doubt]:
    if area.without_value:
        more = len(area.without_value) - 1
        place = f"sheet {name}, cell {place_of(*area.without_value[0])}"
        yield Doubt(
            "formula without a stored value",
            f"{place} and {more} more" if more else place,
            "open it in Excel or WPS and save it again, so that the values are stored",
        )


def _worksheets(package: Package) -> list[str]:
    """Names of the parts of all sheets, in the order of the workbook."""
    targets = package.targets(package.main)
    parts: list[str] = []
    for sheet in package.tree(package.main).iterfind("{*}sheets/{*}sheet"):
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        parts.append(targets.get(relation, ""))
    return parts


def _laid_out(book: python_calamine.CalamineWorkbook, name: str, area: UsedArea) -> _Sheet:
    """All cells of a sheet as shown, from the first column on; leading blank rows have their numbers."""
    sheet = _asked(lambda: book.get_sheet_by_name(name))
    if sheet.start is None:
        return _Sheet([], [], area)
    top, left = sheet.start
    values = _asked(lambda: sheet.to_python(skip_empty_area=True))
    rows = [
        (row, [""] * left + [_shown(value) for value in cells]) for row, cells in enumerate(values, start=top)
    ]
    merges = [Merge(*start, *end) for start, end in sheet.merged_cell_ranges or []]
    return _Sheet(_with_errors(rows, area), merges, area)


def _with_errors(rows: list[tuple[int, list[str]]], area: UsedArea) -> list[tuple[int, list[str]]]:
    """calamine leaves cells that show an error blank: they show it."""
    for row, cells in rows:
        for column, error in area.errors.get(row, {}).items():
            if column < len(cells):
                cells[column] = error
    return rows


def _asked(call: Callable[[], _T]) -> _T:
    """What calamine answers. Its errors have a type per format, its panics are not even `Exception`s."""
    try:
        return call()
    except (KeyboardInterrupt, SystemExit):
        raise
    except python_calamine.PasswordError as error:
        raise UnreadableDocument(
            "password-protected", "file", "open it with the password and save it without one"
        ) from error
    except BaseException as error:
        raise UnreadableDocument(
            f"damaged workbook: {error}", "file", "open it and save it again as .xlsx"
        ) from error


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return repair(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{Decimal(f'{value:.15g}'):f}" if value else "0"
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, datetime):
        nearest = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        return str(nearest.date() if nearest.time() == time() else nearest)
    return str(value)
