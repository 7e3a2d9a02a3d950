"""OpenDocument workbooks (.ods, .fods): one table a sheet, the text that each cell shows stored in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from ingest.model import NotShown, Reading, UnreadableDocument
from ingest.readers.merging import Merge
from ingest.readers.office.looks import WHITE, Font, Look, Run, Seen, seen_text
from ingest.readers.office.numberformat import exact_of, plain
from ingest.readers.office.package import WITHOUT_PASSWORD, damaged, open_zip
from ingest.readers.office.sheet import MOST_CELLS, Sheet, too_large
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


class _Styles:
    """Styles by family and name, each with what it takes from the one above it."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._elements = {
            (_get(each, "family"), _get(each, "name")): each
            for root in roots
            for each in root.iter("{*}style")
        }
        self._found: dict[tuple[str, str], _Style] = {}

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


def _styled(element: etree._Element, above: _Style) -> _Style:
    font, ground, is_hidden = above.font, above.ground, above.is_hidden
    for properties in element:
        line = _get(properties, "text-line-through-style") or _get(properties, "text-line-through-type")
        if line:
            font = replace(font, is_struck=line != "none")
        if position := _get(properties, "text-position"):
            font = replace(font, is_raised=position.split()[0] not in ("0%", "0"))
        if colour := _colour(_get(properties, "color")):
            font = replace(font, colour=colour)
        if fill := _get(properties, "background-color"):
            ground = WHITE if fill == "transparent" else _colour(fill)
        is_hidden |= _get(properties, "display") == "false"
        is_hidden |= any(_is_nothing(_get(properties, size)) for size in ("row-height", "column-width"))
    return _Style(font, ground, is_hidden)


def _colour(stated: str) -> str | None:
    return stated[1:].upper() if len(stated) == 7 and stated.startswith("#") else None


def _is_nothing(size: str) -> bool:
    number = size.rstrip("abcdefghijklmnopqrstuvwxyz%")
    try:
        return bool(number) and float(number) <= 0.01
    except ValueError:
        return False


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
        return found

    def _is_hidden(self, element: etree._Element, family: str) -> bool:
        style = self._styles.of(family, _get(element, "style-name"))
        return _get(element, "visibility") not in _SEEN or style.is_hidden

    def _cells(self, row: etree._Element, found: Sheet) -> list[tuple[int, Seen]]:
        cells: list[tuple[int, Seen]] = []
        column = 0
        for cell in row:
            times = _times(cell, "number-columns-repeated")
            if _name(cell) == "table-cell":
                seen = self._seen(cell, column, _get(row, "default-cell-style-name"))
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

    def _seen(self, cell: etree._Element, column: int, of_row: str) -> Seen:
        of_column = next((name for end, name in self._columns if column < end), "")
        style = self._styles.of("table-cell", _get(cell, "style-name") or of_row or of_column)
        paragraphs = list(cell.iterchildren("{*}p"))
        if not paragraphs:
            return Seen(repair(_stored(cell)))
        runs: list[Run] = []
        for number, paragraph in enumerate(paragraphs):
            runs += [Run("\n", None)] if number else []
            runs += self._runs(paragraph, style.font)
        if not any(run.text.strip() for run in runs) and _stored(cell).strip("0.-"):
            return Seen("", NotShown.HIDDEN)
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
    try:
        return plain(exact_of(float(_get(cell, "value"))))
    except ValueError:
        return ""
