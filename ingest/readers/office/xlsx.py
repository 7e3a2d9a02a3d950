"""Sheets of an .xlsx as its XML stores them: values, looks, what is hidden. One pass over each part."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import inf
from xml.parsers import expat

from lxml import etree

from ingest.model import NotShown
from ingest.readers.merging import Merge
from ingest.readers.office.drawings import pictures
from ingest.readers.office.looks import Look, Run, Seen, Text, seen_number, seen_other, seen_text
from ingest.readers.office.numberformat import Unrenderable
from ingest.readers.office.package import Package, damaged, declares_entities
from ingest.readers.office.sheet import (
    MOST_CELLS,
    THINNEST_COLUMN,
    THINNEST_ROW,
    Ranges,
    Sheet,
    numbers_of,
    range_of,
    too_large,
)
from ingest.readers.office.styles import Styles
from ingest.text import repair

_EMPTY = re.compile(rb'<(?:c|row) r="[A-Z]*[0-9]+"[^<>]*/>')
_YES, _NO = ("1", "true"), ("0", "false")

Attributes = dict[str, str]


def shared_strings(package: Package, styles: Styles) -> list[Text]:
    """The table of strings that the cells of an .xlsx point into. Raises `UnreadableDocument`."""
    targets = package.targets(package.main).values()
    name = next(
        (each for each in targets if each.lower().endswith("sharedstrings.xml")), "xl/sharedStrings.xml"
    )
    if package.part(name) is None:
        return []
    strings: list[Text] = []
    reader = _StringReader(styles)

    def end(tag: str) -> None:
        local = tag.rpartition(":")[2]
        reader.end(local)
        if local == "si":
            strings.append(reader.take())

    def start(tag: str, attributes: Attributes) -> None:
        reader.start(tag.rpartition(":")[2], attributes)

    _parse(package, name, start, end, reader.characters, drop_empty=False)
    return strings


def sheet_of(
    package: Package, part: str, name: str, styles: Styles, strings: list[Text], is_1904: bool
) -> Sheet:
    """The worksheet in `part`, hidden rows and columns still in it. Raises `UnreadableDocument`."""
    scan = _scanned(package, part, name, styles, strings, is_1904, drop_empty=True)
    if scan.counts_by_order:  # places without a number follow from the empty ones before them
        scan = _scanned(package, part, name, styles, strings, is_1904, drop_empty=False)
    scan.uncover(Ranges([*scan.coloured, *_tables(package, part)]))
    for picture in pictures(package, part):
        scan.sheet.doubt_picture(picture)
    return scan.sheet


def _tables(package: Package, part: str) -> list[Merge]:
    """Ranges of tables with a style: it colours grounds that the cells do not know of."""
    found = []
    for name in package.targets(part).values():
        if "/tables/" in name and package.part(name):
            root = package.tree(name)
            if root.find("{*}tableStyleInfo") is not None and (place := range_of(root.get("ref", ""))):
                found.append(place)
    return found


def _parse(
    package: Package,
    name: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
    *,
    drop_empty: bool,
) -> None:
    """One pass; to drop formatted cells without content beforehand is ten times as fast."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters

    def refuse(*_: object) -> None:
        raise declares_entities(f"part {name}")

    parser.StartDoctypeDeclHandler = refuse
    try:
        for piece in package.pieces(name):
            parser.Parse(_EMPTY.sub(b"", piece) if drop_empty else piece)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise damaged(f"part {name} is no sound XML: {error}") from error


class _StringReader:
    """A string with or without runs; what tells how to pronounce it is no part of it."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._runs: list[Run] = []
        self._text: list[str] = []
        self._properties: list[tuple[str, Attributes]] | None = None
        self._is_in_text = self._is_sound = self._is_in_properties = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "t":
            self._is_in_text = not self._is_sound
        elif name == "rPh":
            self._is_sound = True
        elif name == "rPr":
            self._properties, self._is_in_properties = [], True
        elif self._is_in_properties and self._properties is not None:
            self._properties.append((name, attributes))

    def characters(self, text: str) -> None:
        if self._is_in_text:
            self._text.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._is_in_text = False
        elif name == "rPh":
            self._is_sound = False
        elif name == "rPr":
            self._is_in_properties = False
        elif name == "r":
            font = None if self._properties is None else self._styles.font(self._properties)
            self._runs.append(Run("".join(self._text), font))
            self._text.clear()
            self._properties = None

    def take(self) -> Text:
        """The string that has ended; one whose runs have no font of their own is plain."""
        runs, rest = self._runs, "".join(self._text)
        self._runs, self._text, self._properties = [], [], None
        if any(run.font for run in runs):
            return (*runs, *([Run(rest, None)] if rest else []))
        return "".join(run.text for run in runs) + rest


class _Scan:
    """One pass over the XML of a sheet."""

    def __init__(self, name: str, styles: Styles, strings: list[Text], is_1904: bool) -> None:
        self.sheet = Sheet(name)
        self.coloured: list[Merge] = []
        self.counts_by_order = False
        self._styles, self._strings, self._is_1904 = styles, strings, is_1904
        self._string = _StringReader(styles)
        self._covered: list[tuple[int, int, str]] = []
        self._row = self._column = -1
        self._kind = self._style = ""
        self._text: list[str] = []
        self._is_in_value = self._is_formula = self._is_inline = self._hides_zeros = False
        self._count = 0
        self._condition = ""
        self._is_of_zero = self._is_concealing = False
        self._within_format: list[etree._Element] = []

    def start(self, name: str, attributes: Attributes) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._open_cell(attributes)
        elif name == "v":
            self._is_in_value = True
        elif name == "f":
            self._is_formula = True
        elif name == "is":
            self._is_inline = True
        elif self._is_inline:
            self._string.start(name, attributes)
        elif name == "row":
            self._open_row(attributes)
        else:
            self._note(name, attributes)

    def _open_cell(self, attributes: Attributes) -> None:
        self.counts_by_order |= "r" not in attributes
        reference = attributes.get("r", "")
        place = numbers_of(reference)
        if reference and not place:
            raise damaged(f"no cell is called {reference}")
        self._row, self._column = place or (self._row, self._column + 1)
        self._kind, self._style = attributes.get("t", ""), attributes.get("s", "0")
        self._is_formula = False
        self._text.clear()

    def _open_row(self, attributes: Attributes) -> None:
        self.counts_by_order |= "r" not in attributes
        stated = attributes.get("r", "")
        self._row = int(stated) - 1 if stated.isdecimal() and len(stated) < 10 else self._row + 1
        self._column = -1
        if attributes.get("hidden") in _YES or _size(attributes.get("ht")) < THINNEST_ROW:
            self.sheet.hidden_rows.add(self._row)

    def _note(self, name: str, attributes: Attributes) -> None:
        if self._within_format or name == "dxf":
            self._open_format(name, attributes)
        elif name == "col":
            if attributes.get("hidden") in _YES or _size(attributes.get("width")) < THINNEST_COLUMN:
                first, last = attributes.get("min", ""), attributes.get("max", "")
                if first.isdecimal() and last.isdecimal():
                    self.sheet.hidden_columns.append((int(first) - 1, int(last) - 1))
        elif name == "mergeCell":
            if merge := range_of(attributes.get("ref", "")):
                self.sheet.merges.append(merge)
        elif name == "sheetView":
            self._hides_zeros = attributes.get("showZeros") in _NO
        elif name == "conditionalFormatting":
            self._condition = attributes.get("sqref", "")
            places = map(range_of, self._condition.split())
            self.coloured += [place for place in places if place]
        elif name in ("iconSet", "dataBar"):
            if attributes.get("showValue") in _NO:
                self.sheet.doubt_condition(self._condition)
        elif name == "cfRule":
            self._is_of_zero = attributes.get("type") == "cellIs" and attributes.get("operator") == "equal"
            self._is_concealing = attributes.get("dxfId", "") in self._styles.concealing
        elif name == "formula":
            self._is_in_value = self._is_concealing
            self._text.clear()

    def characters(self, text: str) -> None:
        if self._is_in_value:
            self._text.append(text)
        elif self._is_inline:
            self._string.characters(text)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "v":
            self._is_in_value = False
        elif name == "is":
            self._is_inline = False
        elif self._is_inline:
            self._string.end(name)
        elif name == "c":
            self._close_cell("".join(self._text))
        elif name == "formula":
            self._is_in_value = False
        elif name == "cfRule" and self._is_concealing:
            self._close_condition("".join(self._text).strip())
        elif self._within_format:
            written = self._within_format.pop()
            if not self._within_format and self._styles.may_conceal(written):
                self.sheet.doubt_condition()

    def _open_format(self, name: str, attributes: Attributes) -> None:
        """A format that stands in the condition itself, as those about other sheets have it (x14:dxf)."""
        element = etree.Element(name)
        for key, value in attributes.items():
            element.set(key.rpartition(":")[2], value)
        if self._within_format:
            self._within_format[-1].append(element)
        self._within_format.append(element)

    def _close_cell(self, stored: str) -> None:
        inline = self._string.take() if self._kind == "inlineStr" else ""
        if not stored and not inline:
            if self._is_formula and self._kind != "str":
                self.sheet.without_value.append((self._row, self._column))
            return
        self._count += 1
        if self._count > MOST_CELLS:
            raise too_large("file", self._count)
        look = self._styles.look(self._style)
        try:
            seen = self._seen(stored, inline, look)
        except Unrenderable as error:
            self.sheet.not_rendered(error, [(self._row, self._column)])
            return
        text = repair(seen.text)
        if seen.hidden is NotShown.INVISIBLE and seen.if_coloured:
            self._covered.append((self._row, self._column, repair(seen.if_coloured)))
        elif seen.hidden:
            self.sheet.unseen[seen.hidden].append((self._row, self._column))
        if text:
            self.sheet.cells[self._row][self._column] = text

    def _close_condition(self, formula: str) -> None:
        """A condition that may hide what its cells show; to hide zeros changes no figure."""
        self._is_concealing = False
        if not (self._is_of_zero and formula == "0"):
            self.sheet.doubt_condition(self._condition)

    def _seen(self, stored: str, inline: Text, look: Look) -> Seen:
        match self._kind:
            case "s":
                number = int(stored) if stored.strip().isdecimal() else -1
                if not 0 <= number < len(self._strings):
                    raise damaged(f"there is no string {stored}")
                return seen_text(self._strings[number], look)
            case "inlineStr":
                return seen_text(inline or stored, look)
            case "str":
                return seen_text(stored, look)
            case "b":
                return seen_other("FALSE" if stored.strip() in ("0", "false") else "TRUE", look)
            case "e" | "d":
                return seen_other(stored, look)
        try:
            value = float(stored)
        except ValueError as error:
            raise damaged(f"{stored!r} is no number") from error
        return Seen("") if self._hides_zeros and not value else seen_number(value, look, self._is_1904)

    def uncover(self, coloured: Ranges) -> None:
        """Text of the colour of its ground is seen where something else colours that ground."""
        for row, column, text in self._covered:
            if (row, column) in coloured:
                self.sheet.cells[row][column] = text
            else:
                self.sheet.unseen[NotShown.INVISIBLE].append((row, column))


def _size(stated: str | None) -> float:
    try:
        return inf if stated is None else float(stated)
    except ValueError:
        return inf


def _scanned(
    package: Package,
    part: str,
    name: str,
    styles: Styles,
    strings: list[Text],
    is_1904: bool,
    *,
    drop_empty: bool,
) -> _Scan:
    scan = _Scan(name, styles, strings, is_1904)
    _parse(package, part, scan.start, scan.end, scan.characters, drop_empty=drop_empty)
    return scan
