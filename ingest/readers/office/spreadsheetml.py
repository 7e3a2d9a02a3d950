"""Workbooks as one XML file (Excel 2003, `<?mso-application progid="Excel.Sheet"?>`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from ingest.model import Reading
from ingest.readers.merging import Merge
from ingest.readers.office.dateformat import serial_of
from ingest.readers.office.looks import (
    BLACK,
    WHITE,
    Change,
    Font,
    Look,
    Run,
    Seen,
    seen_number,
    seen_other,
    seen_text,
)
from ingest.readers.office.numberformat import GENERAL, Unrenderable
from ingest.readers.office.package import damaged
from ingest.readers.office.sheet import MOST_CELLS, SMALLEST_FONT, THINNEST_ROW, Sheet, too_large
from ingest.readers.office.workbook import reading_of
from ingest.text import repair

MEDIA_TYPE = "application/vnd.ms-excel.xml"
SPACE = "urn:schemas-microsoft-com:office:spreadsheet"

_FORMATS = {
    "General Number": GENERAL, "Standard": "#,##0.00", "Fixed": "0.00", "Percent": "0.00%",
    "Scientific": "0.00E+00", "Currency": '"￥"#,##0.00;"￥"-#,##0.00', "Euro Currency": "[$€-2] #,##0.00",
    "General Date": "yyyy/m/d h:mm", "Short Date": "yyyy/m/d", "Medium Date": "d-mmm-yy",
    "Long Date": 'yyyy"年"m"月"d"日"', "Short Time": "h:mm", "Medium Time": "h:mm AM/PM",
    "Long Time": "h:mm:ss",
    "Yes/No": '"Yes";"Yes";"No"', "True/False": '"True";"True";"False"', "On/Off": '"On";"On";"Off"',
}  # fmt: skip
"""Number formats that have a name here."""
_POINTS_A_FIGURE = 5.0


def read_tree(root: etree._Element) -> Reading:
    """Reading of the workbook `root`; sheets count as pages. Raises `UnreadableDocument`."""
    styles: dict[str, Look] = {}
    for element in root.iterfind("{*}Styles/{*}Style"):
        above = styles.get(_get(element, "Parent")) or styles.get("Default") or Look()
        styles[_get(element, "ID")] = _look(element, above)
    return reading_of(MEDIA_TYPE, (_sheet(each, styles) for each in root.iterfind("{*}Worksheet")))


def _get(element: etree._Element, name: str) -> str:
    """An attribute by its name without the namespace."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _number(element: etree._Element, name: str, otherwise: int = 0) -> int:
    stated = _get(element, name)
    return min(int(stated), 1 << 20) if stated.isdecimal() and len(stated) < 10 else otherwise


def _look(element: etree._Element, above: Look) -> Look:
    code, ground = above.code, above.ground
    font = element.find("{*}Font")
    if (written := element.find("{*}NumberFormat")) is not None:
        stated = _get(written, "Format")
        code = _FORMATS.get(stated, stated) or GENERAL
    if (interior := element.find("{*}Interior")) is not None:
        pattern = _get(interior, "Pattern") or "None"
        ground = WHITE if pattern == "None" else _colour(interior) if pattern == "Solid" else None
    return Look(code, above.font if font is None else _font(font), ground)


def _font(element: etree._Element) -> Font:
    position = _get(element, "VerticalAlign")
    return Font(
        _get(element, "StrikeThrough") == "1",
        position in ("Superscript", "Subscript"),
        _colour(element) or BLACK,
        _points(_get(element, "Size"), SMALLEST_FONT) < SMALLEST_FONT,
    )


def _points(stated: str, otherwise: float) -> float:
    try:
        return float(stated)
    except ValueError:
        return otherwise


def _colour(element: etree._Element) -> str | None:
    stated = _get(element, "Color")
    return stated[1:].upper() if len(stated) == 7 and stated.startswith("#") else None


def _sheet(worksheet: etree._Element, styles: dict[str, Look]) -> Sheet:
    options = worksheet.find("{*}WorksheetOptions")
    is_shown = options is None or options.findtext("{*}Visible") not in ("SheetHidden", "SheetVeryHidden")
    found = Sheet(_get(worksheet, "Name"), is_shown)
    hides_zeros = options is not None and options.find("{*}DoNotDisplayZeros") is not None
    count = 0
    for table in worksheet.iterfind("{*}Table"):
        of_columns = dict(_columns(table, found))
        row = -1
        for element in table.iterfind("{*}Row"):
            row = _number(element, "Index", row + 2) - 1
            times = 1 + _number(element, "Span")
            if _is_hidden(element, "Height", THINNEST_ROW):
                found.hidden_rows |= set(range(row, row + times))
            for column, cell in _cells(element, row, found):
                count += 1
                if count > MOST_CELLS:
                    raise too_large(f"sheet {found.name}", count)
                name = _get(cell, "StyleID") or _get(element, "StyleID") or of_columns.get(column, "")
                _add(
                    found,
                    (row, column),
                    cell,
                    styles.get(name) or styles.get("Default") or Look(),
                    hides_zeros,
                )
            row += times - 1
    if any(
        _may_conceal(each, styles)
        for each in worksheet.iterfind("{*}ConditionalFormatting/{*}Condition/{*}Format")
    ):
        found.doubt_condition()
    return found


def _may_conceal(element: etree._Element, styles: dict[str, Look]) -> bool:
    """Whether the format of a condition, written as CSS, may hide a cell or show something else."""
    declared = {
        name.strip().lower(): value.strip().lower()
        for name, _, value in (each.partition(":") for each in _get(element, "Style").split(";"))
    }
    change = Change(
        _css_colour(declared.get("color", "")),
        _css_colour(declared.get("background", "")),
        any("through" in name + value and value != "none" for name, value in declared.items()),
        "mso-number-format" in declared,
    )
    return change.may_conceal(styles.values())


def _css_colour(stated: str) -> str | None:
    """RRGGBB of a colour; None where it is not stated or bears another name."""
    if len(stated) == 7 and stated.startswith("#"):
        return stated[1:].upper()
    return WHITE if stated in ("white", "window") else BLACK if stated in ("black", "windowtext") else None


def _is_hidden(element: etree._Element, size: str, least: float) -> bool:
    return _points(_get(element, size), least) < least or _get(element, "Hidden") == "1"


def _columns(table: etree._Element, found: Sheet) -> Iterator[tuple[int, str]]:
    """The style of each column that has one; hidden columns are noted."""
    column = -1
    for element in table.iterfind("{*}Column"):
        column = _number(element, "Index", column + 2) - 1
        last = column + _number(element, "Span")
        if _is_hidden(element, "Width", _POINTS_A_FIGURE / 2):
            found.hidden_columns.append((column, last))
        if name := _get(element, "StyleID"):
            yield from ((each, name) for each in range(column, min(last, column + (1 << 14)) + 1))
        column = last


def _cells(row: etree._Element, number: int, found: Sheet) -> Iterator[tuple[int, etree._Element]]:
    column = -1
    for cell in row.iterfind("{*}Cell"):
        column = _number(cell, "Index", column + 2) - 1
        across, down = _number(cell, "MergeAcross"), _number(cell, "MergeDown")
        if across or down:
            found.merges.append(Merge(number, column, number + down, column + across))
        yield column, cell
        column += across


def _add(found: Sheet, place: tuple[int, int], cell: etree._Element, look: Look, hides_zeros: bool) -> None:
    data = cell.find("{*}Data")
    if data is None:
        if _get(cell, "Formula"):
            found.without_value.append(place)
        return
    try:
        seen = _seen(data, look, hides_zeros)
    except Unrenderable as error:
        found.not_rendered(error, [place])
        return
    if seen.hidden:
        found.unseen[seen.hidden].append(place)
    if text := repair(seen.text):
        found.cells[place[0]][place[1]] = text


def _seen(data: etree._Element, look: Look, hides_zeros: bool) -> Seen:
    stored = "".join(data.itertext())
    if not stored.strip():
        return Seen("")
    match _get(data, "Type"):
        case "Number":
            try:
                value = float(stored)
            except ValueError as error:
                raise damaged(f"{stored!r} is no number") from error
            return Seen("") if hides_zeros and not value else seen_number(value, look, False)
        case "DateTime":
            try:
                return seen_number(serial_of(datetime.fromisoformat(stored)), look, False)
            except ValueError as error:
                raise damaged(f"{stored!r} is no date") from error
        case "Boolean":
            return seen_other("FALSE" if stored.strip() == "0" else "TRUE", look)
        case "Error":
            return seen_other(stored, look)
    runs = tuple(_runs(data, look.font))
    return seen_text(runs if len(runs) > 1 else stored, look)


def _runs(element: etree._Element, font: Font) -> Iterator[Run]:
    """Text with the HTML that is written in it: struck out, raised, coloured."""
    if element.text:
        yield Run(element.text, font)
    for child in element:
        name = child.tag.rpartition("}")[2].lower() if isinstance(child.tag, str) else ""
        yield from _runs(
            child,
            Font(
                font.is_struck or name in ("s", "strike", "del"),
                font.is_raised or name in ("sup", "sub"),
                _colour(child) or font.colour,
                _points(_get(child, "Size"), SMALLEST_FONT) < SMALLEST_FONT
                if _get(child, "Size")
                else font.is_tiny,
            ),
        )
        if child.tail:
            yield Run(child.tail, font)
