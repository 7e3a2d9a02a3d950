"""OpenDocument workbooks (.ods, .fods): one table a sheet, the text that each cell shows stored in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from ingest.model import NotShown, Reading, UnreadableDocument
from ingest.readers.merging import Merge
from ingest.readers.office.drawings import is_large
from ingest.readers.office.looks import WHITE, Change, Font, Look, Run, Seen, seen_text
from ingest.readers.office.numberformat import (
    Unrenderable,
    WithoutSign,
    exact_of,
    format_of,
    is_above_nought,
    plain,
)
from ingest.readers.office.package import WITHOUT_PASSWORD, damaged, open_zip
from ingest.readers.office.sheet import MOST_CELLS, SMALLEST_FONT, THINNEST_ROW, Sheet, too_large
from ingest.readers.office.workbook import reading_of
from ingest.text import repair

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

_MANIFEST = "META-INF/manifest.xml"
_GROUPS = frozenset(
    {"table-row-group", "table-header-rows", "table-rows"}
    | {"table-column-group", "table-columns", "table-header-columns"}
)
_SEEN = ("", "visible")
_LAST = 1 << 20
_POINTS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "in": 72.0, "pc": 12.0, "px": 0.75}
_THINNEST_COLUMN = 2.5
"""In points, as rows are measured too: half a figure."""


def read(data: bytes) -> Reading:
    """Reading of an .ods; sheets count as pages. Raises `UnreadableDocument` for damage and passwords."""
    package = open_zip(data)
    manifest = (
        b"".join(package.pieces("META-INF/manifest.xml")) if package.part("META-INF/manifest.xml") else b""
    )
    if b"encryption-data" in manifest:
        raise UnreadableDocument("password-protected", "file", WITHOUT_PASSWORD)
    roots = [package.tree(name) for name in ("styles.xml", "content.xml") if package.part(name)]
    return read_trees(roots)


def read_trees(roots: list[etree._Element]) -> Reading:
    """Reading of a workbook from the trees that hold its styles and, the last of them, its sheets."""
    book = None if not roots else roots[-1].find("{*}body/{*}spreadsheet")
    if book is None:
        raise damaged("an OpenDocument workbook without sheets")
    styles = _Styles(roots)
    return reading_of(MEDIA_TYPE, (_Reader(styles).sheet(table) for table in book.iterchildren("{*}table")))


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _get(element: etree._Element, name: str) -> str:
    """An attribute by its name without the namespace."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


# --- styles ---------------------------------------------------------------------------------------


_PLAIN = Font()


@dataclass(frozen=True, slots=True)
class _Style:
    font: Font = _PLAIN
    ground: str | None = WHITE
    is_hidden: bool = False
    data: str = ""
    """The data style that says how numbers are written."""
    conditions: tuple[str, ...] = ()
    """Styles that conditions put in its place."""


class _Styles:
    """Styles by family and name, each with what it takes from the one above it."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._elements = {
            (_get(each, "family"), _get(each, "name")): each
            for root in roots
            for each in root.iter("{*}style")
        }
        self._found: dict[tuple[str, str], _Style] = {}
        self._codes = {
            _get(each, "name"): _code(each)
            for root in roots
            for parent in root.iter("{*}automatic-styles", "{*}styles")
            for each in parent
            if _name(each) in ("number-style", "percentage-style")
        }

    def of(self, family: str, name: str) -> _Style:
        """The style `name` of a family, a plain one where there is none."""
        key = (family, name)
        if key not in self._found:
            self._found[key] = _Style()  # what leads back to itself is plain
            element = self._elements.get(key)
            if element is not None:
                above = _get(element, "parent-style-name")
                self._found[key] = _styled(element, self.of(family, above) if above else _Style())
        return self._found[key]

    def font(self, name: str, above: Font) -> Font:
        """The font of a span within text of the font `above`."""
        element = self._elements.get(("text", name))
        return above if element is None else _styled(element, _Style(above)).font

    def written(self, value: float, name: str) -> str:
        """A number as the data style `name` writes it. Raises `Unrenderable` for one not understood."""
        code = self._codes.get(name, "")
        if not code:
            raise Unrenderable(name)
        return format_of(code).number(value).text

    def may_conceal(self, style: _Style, name: str) -> bool:
        """Whether a condition that puts the style `name` in the place of `style` may hide what it shows."""
        if ("table-cell", name) not in self._elements:
            return True
        other = self.of("table-cell", name)
        change = Change(
            other.font.colour,
            None,
            other.font.is_struck,
            other.data not in ("", style.data),
            other.font.is_tiny,
        )
        return change.may_conceal([Look(ground=other.ground), Look(ground=style.ground)])


def _code(data: etree._Element) -> str:
    """The format of a data style that only says how many digits are written, blank for all others."""
    numbers = [each for each in data if _name(each) != "text"]
    words = "".join(each.text or "" for each in data if _name(each) == "text")
    is_share = _name(data) == "percentage-style"
    if len(numbers) != 1 or words != ("%" if is_share else "") or _name(numbers[0]) != "number":
        return ""
    number = numbers[0]
    known = {"decimal-places", "min-decimal-places", "min-integer-digits", "grouping"}
    if len(number) or {key.rpartition("}")[2] for key in number.attrib} - known:
        return ""
    places, least = _get(number, "decimal-places"), _get(number, "min-integer-digits") or "1"
    if not places.isdecimal() or _get(number, "min-decimal-places") not in ("", places) or least != "1":
        return ""
    whole = "#,##0" if _get(number, "grouping") == "true" else "0"
    return whole + (f".{'0' * min(int(places), 9)}" if int(places) else "") + words


def _styled(element: etree._Element, above: _Style) -> _Style:
    font, ground, is_hidden = above.font, above.ground, above.is_hidden
    maps = tuple(_get(each, "apply-style-name") for each in element if _name(each) == "map")
    for properties in element:
        line = _get(properties, "text-line-through-style") or _get(properties, "text-line-through-type")
        if line:
            font = replace(font, is_struck=line != "none")
        if position := _get(properties, "text-position"):
            font = replace(font, is_raised=position.split()[0] not in ("0%", "0"))
        if colour := _colour(_get(properties, "color")):
            font = replace(font, colour=colour)
        if size := _get(properties, "font-size"):
            font = replace(font, is_tiny=_points(size, SMALLEST_FONT) < SMALLEST_FONT)
        if fill := _get(properties, "background-color"):
            ground = WHITE if fill == "transparent" else _colour(fill)
        is_hidden |= _get(properties, "display") == "false"
        is_hidden |= _points(_get(properties, "row-height"), THINNEST_ROW) < THINNEST_ROW
        is_hidden |= _points(_get(properties, "column-width"), _THINNEST_COLUMN) < _THINNEST_COLUMN
    return _Style(font, ground, is_hidden, _get(element, "data-style-name") or above.data, maps)


def _colour(stated: str) -> str | None:
    return stated[1:].upper() if len(stated) == 7 and stated.startswith("#") else None


def _points(size: str, otherwise: float) -> float:
    """A length in points; `otherwise` for shares and for what is none."""
    try:
        return float(size[:-2]) * _POINTS[size[-2:]]
    except (KeyError, ValueError):
        return otherwise


# --- sheets ---------------------------------------------------------------------------------------


class _Reader:
    """One table, its rows and columns counted as they repeat."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._columns: list[tuple[int, str]] = []
        self._row = self._count = 0

    def sheet(self, table: etree._Element) -> Sheet:
        found = Sheet(_get(table, "name"), not self._styles.of("table", _get(table, "style-name")).is_hidden)
        column = 0
        for element, is_hidden in _inner(table, "table-column"):
            count = _times(element, "number-columns-repeated")
            if is_hidden or self._is_hidden(element, "table-column"):
                found.hidden_columns.append((column, column + count - 1))
            self._columns.append((column + count, _get(element, "default-cell-style-name")))
            column += count
        for element, is_hidden in _inner(table, "table-row"):
            times = _times(element, "number-rows-repeated")
            if cells := self._cells(element, found):
                for number in range(self._row, self._row + times):
                    self._add(found, number, cells)
                    if is_hidden or self._is_hidden(element, "table-row"):
                        found.hidden_rows.add(number)
            self._row += times
        for frame in table.iter("{*}frame"):
            size = (_points(_get(frame, "width"), 0.0), _points(_get(frame, "height"), 0.0))
            if frame.find("{*}image") is not None and frame.find("{*}object") is None and is_large(*size):
                found.doubt_picture(_get(frame, "name"))
        if any(map(self._may_conceal, table.iterfind("{*}conditional-formats/{*}conditional-format/*"))):
            found.doubt_condition()
        return found

    def _may_conceal(self, condition: etree._Element) -> bool:
        if _name(condition) == "condition":
            return self._styles.may_conceal(_Style(), _get(condition, "apply-style-name"))
        return _get(condition, "show-value") == "false"

    def _is_hidden(self, element: etree._Element, family: str) -> bool:
        style = self._styles.of(family, _get(element, "style-name"))
        return _get(element, "visibility") not in _SEEN or style.is_hidden

    def _cells(self, row: etree._Element, found: Sheet) -> list[tuple[int, Seen]]:
        cells: list[tuple[int, Seen]] = []
        column = 0
        for cell in row:
            times = _times(cell, "number-columns-repeated")
            if _name(cell) == "table-cell":
                style = self._style(cell, column, _get(row, "default-cell-style-name"))
                try:
                    seen = self._seen(cell, style)
                except Unrenderable as error:
                    found.not_rendered(error, [(self._row, each) for each in range(column, column + times)])
                    seen = Seen("")
                if seen.text and any(self._styles.may_conceal(style, name) for name in style.conditions):
                    found.doubt_condition()
                down, across = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
                if down > 1 or across > 1:
                    found.merges.append(Merge(self._row, column, self._row + down - 1, column + across - 1))
                if seen.text or seen.hidden:
                    cells += ((each, seen) for each in range(column, column + times))
            column += times
        return cells

    def _add(self, found: Sheet, row: int, cells: list[tuple[int, Seen]]) -> None:
        self._count += len(cells)
        if self._count > MOST_CELLS:
            raise too_large(f"sheet {found.name}", self._count)
        for column, seen in cells:
            if seen.hidden:
                found.unseen[seen.hidden].append((row, column))
            if seen.text:
                found.cells[row][column] = seen.text

    def _style(self, cell: etree._Element, column: int, of_row: str) -> _Style:
        of_column = next((name for end, name in self._columns if column < end), "")
        return self._styles.of("table-cell", _get(cell, "style-name") or of_row or of_column)

    def _seen(self, cell: etree._Element, style: _Style) -> Seen:
        """What a cell shows. Raises `Unrenderable`, also for text that lacks the sign of its number."""
        paragraphs = list(cell.iterchildren("{*}p"))
        value = _number(cell)
        runs: list[Run] = []
        if not paragraphs:
            is_written = value is not None and style.data
            runs = [Run(self._styles.written(value or 0, style.data) if is_written else _stored(cell), None)]
        for number, paragraph in enumerate(paragraphs):
            runs += [Run("\n", None)] if number else []
            runs += self._runs(paragraph, style.font)
        if not any(run.text.strip() for run in runs) and _stored(cell).strip("0.-"):
            return Seen("", NotShown.HIDDEN)
        if value is not None and value < 0 and is_above_nought("".join(run.text for run in runs)):
            raise WithoutSign(style.data or "text of the cell")
        seen = seen_text(tuple(runs), Look(font=style.font, ground=style.ground))
        return Seen(repair(seen.text), seen.hidden)

    def _runs(self, element: etree._Element, font: Font) -> Iterator[Run]:
        yield Run(element.text or "", font)
        for child in element:
            match _name(child):
                case "span":
                    yield from self._runs(child, self._styles.font(_get(child, "style-name"), font))
                case "a" | "ruby" | "ruby-base" | "meta":
                    yield from self._runs(child, font)
                case "s" | "tab":
                    yield Run(" " * _times(child, "c"), font)
                case "line-break":
                    yield Run("\n", font)
            yield Run(child.tail or "", font)


def _inner(
    parent: etree._Element, name: str, is_hidden: bool = False
) -> Iterator[tuple[etree._Element, bool]]:
    """Rows or columns in order, those of groups too, and whether their group is folded."""
    for child in parent:
        if _name(child) == name:
            yield child, is_hidden
        elif _name(child) in _GROUPS:
            yield from _inner(child, name, is_hidden or _get(child, "display") == "false")


def _times(element: etree._Element, name: str) -> int:
    stated = _get(element, name)
    return min(int(stated), _LAST) if stated.isdecimal() and len(stated) < 10 and int(stated) else 1


def _stored(cell: etree._Element) -> str:
    """The value of a cell that says nothing of how it is shown."""
    for name in ("string-value", "date-value", "time-value", "boolean-value"):
        if value := _get(cell, name):
            return value
    number = _number(cell)
    return "" if number is None else plain(exact_of(number))


def _number(cell: etree._Element) -> float | None:
    try:
        return float(_get(cell, "value"))
    except ValueError:
        return None
