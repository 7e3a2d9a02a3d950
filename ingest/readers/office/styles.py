"""Styles of an .xlsx: the look of each cell format, the fonts of runs, colours of theme and palette."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from lxml import etree

from ingest.readers.office.looks import BLACK, WHITE, Change, Font, Look
from ingest.readers.office.numberformat import BUILT_IN, GENERAL
from ingest.readers.office.package import Package
from ingest.readers.office.sheet import SMALLEST_FONT

PALETTE = (
    *("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF") * 2,
    "800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080",
    "9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080", "0066CC", "CCCCFF",
    "000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF",
    "00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99",
    "3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696",
    "003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333",
    BLACK, WHITE,
)  # fmt: skip
"""Colours by index (ECMA-376 part 1, 18.8.27); the last two are those of the system's text and window."""
_THEME = (WHITE, BLACK, "EEECE1", "1F497D")
_T = TypeVar("_T")
_OFF = ("0", "false", "none", "off")


@dataclass(frozen=True, slots=True)
class Styles:
    """Looks of the cell formats in their order, and what names colours."""

    looks: tuple[Look, ...]
    palette: tuple[str, ...] = PALETTE
    theme: tuple[str, ...] = _THEME
    concealing: frozenset[str] = frozenset()
    """Numbers of the formats for conditions that may hide a cell, strike it out or show another number."""

    def look(self, index: str) -> Look:
        """The look of a cell whose format has the number `index`; one that does not exist is plain."""
        number = int(index) if index.isdecimal() else 0
        return self.looks[number] if number < len(self.looks) else Look()

    def font(self, properties: Iterable[tuple[str, dict[str, str]]]) -> Font:
        """The font with these properties: name and attributes of each."""
        is_struck = is_raised = is_tiny = False
        colour = BLACK
        for name, attributes in properties:
            value = attributes.get("val", "")
            if name == "strike":
                is_struck = value not in _OFF
            elif name == "vertAlign":
                is_raised = value in ("superscript", "subscript")
            elif name == "sz":
                is_tiny = _number(value, SMALLEST_FONT) < SMALLEST_FONT
            elif name == "color":
                colour = self.colour(attributes) or BLACK
        return Font(is_struck, is_raised, colour, is_tiny)

    def may_conceal(self, condition: etree._Element) -> bool:
        """Whether the format of a condition (dxf) may hide a cell, strike it out or show another number."""
        written, fill = condition.find("{*}font"), condition.find("{*}fill")
        properties = [] if written is None else _properties(written)
        font = self.font(properties)
        change = Change(
            font.colour if any(name == "color" for name, _ in properties) else None,
            None if fill is None else _ground_of_condition(fill, self),
            font.is_struck,
            condition.find("{*}numFmt") is not None,
            font.is_tiny,
        )
        return change.may_conceal(self.looks)

    def colour(self, attributes: dict[str, str]) -> str | None:
        """RRGGBB of a colour element, None where it leaves the colour to the system."""
        if rgb := attributes.get("rgb"):
            found: str | None = rgb[-6:].upper()
        elif theme := attributes.get("theme"):
            found = _at(self.theme, theme)
        else:
            found = _at(self.palette, attributes.get("indexed", ""))
        if found is None or len(found) != 6 or not all(c in "0123456789ABCDEF" for c in found):
            return None
        return _tinted(found, attributes.get("tint", ""))


def of_package(package: Package) -> Styles:
    """The styles of a workbook; one without any has plain cells. Raises `UnreadableDocument`."""
    targets = package.targets(package.main).values()
    name = next((each for each in targets if each.endswith("styles.xml")), "xl/styles.xml")
    if package.part(name) is None:
        return Styles(())
    root = package.tree(name)
    indexed = tuple(
        c.get("rgb", "")[-6:].upper() for c in root.iterfind("{*}colors/{*}indexedColors/{*}rgbColor")
    )
    themes = [each for each in targets if "/theme/" in f"/{each}" and package.part(each)]
    theme = _theme(package.tree(themes[0])) if themes else _THEME
    bare = Styles((), indexed + PALETTE[len(indexed) :], theme)
    codes = {
        each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iterfind("{*}numFmts/{*}numFmt")
    }
    fonts = [bare.font(_properties(each)) for each in root.iterfind("{*}fonts/{*}font")]
    grounds = [_ground(each, bare) for each in root.iterfind("{*}fills/{*}fill")]
    looks = tuple(
        Look(
            _code(each.get("numFmtId", "0"), codes),
            _at(fonts, each.get("fontId", "0")) or Font(),
            _at(grounds, each.get("fillId", "0")) if grounds else WHITE,
        )
        for each in root.iterfind("{*}cellXfs/{*}xf")
    )
    conditions = enumerate(root.iterfind("{*}dxfs/{*}dxf"))
    found = Styles(looks, bare.palette, bare.theme)
    concealing = frozenset(str(number) for number, each in conditions if found.may_conceal(each))
    return replace(found, concealing=concealing)


def _ground_of_condition(fill: etree._Element, styles: Styles) -> str | None:
    """The colour that a condition fills a cell with: that of a solid fill is its background."""
    pattern = fill.find("{*}patternFill")
    if pattern is None or pattern.get("patternType", "solid") != "solid":
        return None
    colour = pattern.find("{*}bgColor")
    return None if colour is None else styles.colour(dict(colour.attrib))


def _number(stated: str, otherwise: float) -> float:
    try:
        return float(stated)
    except ValueError:
        return otherwise


def _properties(element: etree._Element) -> list[tuple[str, dict[str, str]]]:
    return [(etree.QName(each).localname, dict(each.attrib)) for each in element]


def _code(number: str, codes: dict[str, str]) -> str:
    if number in codes:
        return codes[number]
    return BUILT_IN.get(int(number), GENERAL) if number.isdecimal() else GENERAL


def _at(values: Sequence[_T], index: str) -> _T | None:
    return values[int(index)] if index.isdecimal() and int(index) < len(values) else None


def _ground(fill: etree._Element, styles: Styles) -> str | None:
    """Colour of a fill: white where there is none, None for patterns and gradients."""
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return None if len(fill) else WHITE
    kind = pattern.get("patternType", "none")
    if kind != "solid":
        return WHITE if kind == "none" else None
    colour = pattern.find("{*}fgColor")
    return None if colour is None else styles.colour(dict(colour.attrib))


def _theme(root: etree._Element) -> tuple[str, ...]:
    """Colours of a theme in the order of their numbers: light and dark change places."""
    scheme = root.find("{*}themeElements/{*}clrScheme")
    found = [
        next((each.get("lastClr") or each.get("val", "") for each in colour), "").upper()
        for colour in (() if scheme is None else scheme)
    ]
    if len(found) < 4:
        return _THEME
    return (found[1], found[0], found[3], found[2], *found[4:])


def _tinted(colour: str, tint: str) -> str:
    """Darker below nought, lighter above it (18.8.19)."""
    try:
        share = max(-1.0, min(1.0, float(tint or 0)))
    except ValueError:
        return colour
    if not share:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)))
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))
