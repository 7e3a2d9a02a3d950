"""Looks of text in Word documents: styles one above the other, and the ground that text stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from ingest.model import NotShown
from ingest.readers.office.looks import WHITE, is_same_colour

_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "white": WHITE, "darkBlue": "000080", "darkCyan": "008080",
    "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
    "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
# Half-points: text moved by less stands in its line; letters of less are none to the eye.
_LEAST_MOVE, _LEAST_SIZE = 3, 4
_LEAST_WIDTH = 10
"""Per cent of the width of letters below which they are strokes."""
_CLEAR = 95_000
"""Thousandths of a per cent of transparency, at which nothing is seen."""
_LIGHT = frozenset({"bg1", "lt1"})


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run is seen; without a colour of its own it is seen on any ground (w:color auto)."""

    is_hidden: bool = False
    is_struck: bool = False
    is_raised: bool = False
    is_tiny: bool = False
    is_hollow: bool = False
    """Letters without any fill or outline."""
    is_hidden_on_web: bool = False
    """Shown in print, and not in the view of a web page."""
    colour: str | None = None
    ground: str | None = WHITE

    @property
    def not_shown(self) -> NotShown | None:
        """Why the text of the run is not seen, None where it is."""
        if self.is_hidden:
            return NotShown.HIDDEN
        if self.is_struck:
            return NotShown.STRUCK_OUT
        if (
            self.is_tiny
            or self.is_hollow
            or (self.colour is not None and is_same_colour(self.colour, self.ground))
        ):
            return NotShown.INVISIBLE
        return None


def name_of(element: etree._Element) -> str:
    """Name without its namespace; blank for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its name without the namespace, blank where it is missing."""
    return next((str(value) for key, value in element.attrib.items() if key.endswith(f"}}{name}")), "")


def value(parent: etree._Element | None, name: str) -> str | None:
    """Value of the property `name`: "" where it stands without one, None where it does not stand."""
    element = None if parent is None else parent.find(f"{{*}}{name}")
    return None if element is None else attribute(element, "val")


def is_on(parent: etree._Element | None, name: str) -> bool:
    """Whether the property `name` stands and is not switched off."""
    return value(parent, name) not in (None, "0", "false", "off")


class Looks:
    """The styles of a document by their identifiers."""

    def __init__(self, root: etree._Element | None = None, ground: str | None = WHITE) -> None:
        styles = () if root is None else root.iterfind("{*}style")
        self._styles = {attribute(each, "styleId"): each for each in styles}
        self._usual = {
            attribute(each, "type"): key
            for key, each in self._styles.items()
            if attribute(each, "default") in ("1", "true", "on")
        }
        plain = RunLook(ground=ground)
        base = None if root is None else root.find("{*}docDefaults/{*}rPrDefault/{*}rPr")
        self._plain = plain if base is None else _with(plain, base)

    def of_run(
        self, run: etree._Element | None, paragraph: etree._Element | None, ground: str | None
    ) -> RunLook:
        """The look of a run with the properties `run`, in a paragraph with the properties `paragraph`."""
        look = replace(self._plain, ground=ground)
        for key in self._lineage(value(paragraph, "pStyle") or self._usual.get("paragraph", "")):
            look = _with(look, self._styles[key].find("{*}rPr"), self._styles[key].find("{*}pPr"))
        look = _with(look, None, paragraph)
        for key in self._lineage(value(run, "rStyle") or ""):
            look = _with(look, self._styles[key].find("{*}rPr"))
        return look if run is None else _with(look, run)

    def of_cell(
        self, table: etree._Element | None, cell: etree._Element | None, ground: str | None
    ) -> str | None:
        """The ground of a cell; where the style of its table colours cells, none that is known."""
        own = _ground(cell)
        if own != "":
            return own
        for key in self._lineage(value(table, "tblStyle") or ""):
            if any(attribute(each, "fill") not in ("", "auto") for each in self._styles[key].iter("{*}shd")):
                return None
        of_table = _ground(table)
        return ground if of_table == "" else of_table

    def may_conceal(self, table: etree._Element | None) -> bool:
        """Whether the style of a table may strike out or hide what stands in some of its cells."""
        return any(
            (look := _with(RunLook(), properties)).is_struck or look.is_hidden or look.is_tiny
            for key in self._lineage(value(table, "tblStyle") or self._usual.get("table", ""))
            for properties in self._styles[key].iter("{*}rPr")
        )

    def numbering_of(self, paragraph: etree._Element | None) -> etree._Element | None:
        """The list that a paragraph with these properties, or its style, belongs to."""
        styles = self._lineage(value(paragraph, "pStyle") or self._usual.get("paragraph", ""))
        found = None
        for owner in [*(self._styles[key].find("{*}pPr") for key in styles), paragraph]:
            numbering = None if owner is None else owner.find("{*}numPr")
            found = found if numbering is None else numbering
        return found

    def tab_stops(self, paragraph: etree._Element | None) -> tuple[int, ...]:
        """Where the tabs of a paragraph stop as it or its style says, in twentieths of a point."""
        styles = self._lineage(value(paragraph, "pStyle") or self._usual.get("paragraph", ""))
        stops: set[int] = set()
        for owner in [*(self._styles[key].find("{*}pPr") for key in styles), paragraph]:
            for tab in owner.iterfind("{*}tabs/{*}tab") if owner is not None else ():
                position = _number(attribute(tab, "pos"))
                if attribute(tab, "val") == "clear":
                    stops.discard(position)
                elif attribute(tab, "val") != "bar":
                    stops.add(position)
        return tuple(sorted(stops))

    def _lineage(self, key: str) -> Iterator[str]:
        """A style and those that it is based on, the last of these first."""
        keys: list[str] = []
        while key in self._styles and key not in keys:
            keys.append(key)
            key = value(self._styles[key], "basedOn") or ""
        return reversed(keys)


def _with(
    look: RunLook, properties: etree._Element | None, paragraph: etree._Element | None = None
) -> RunLook:
    """A look with what these properties of a run and of a paragraph say."""
    changed: dict[str, bool | str | None] = {}
    for owner in (paragraph, properties):
        if (ground := _ground(owner)) != "":
            changed["ground"] = ground
    for each in properties if properties is not None else ():
        stated, name = attribute(each, "val"), name_of(each)
        is_set = stated not in ("0", "false", "off")
        match name:
            case "vanish":
                changed["is_hidden"] = is_set
            case "strike" | "dstrike":
                changed["is_struck"] = is_set or bool(changed.get("is_struck"))
            case "webHidden":
                changed["is_hidden_on_web"] = is_set
            case "w":
                changed["is_tiny"] = _number(stated, 100) < _LEAST_WIDTH or bool(changed.get("is_tiny"))
            case "vertAlign":
                changed["is_raised"] = stated in ("superscript", "subscript")
            case "position":
                changed["is_raised"] = abs(_number(stated)) >= _LEAST_MOVE or bool(changed.get("is_raised"))
            case "sz":
                is_small = _number(stated, _LEAST_SIZE) < _LEAST_SIZE
                changed["is_tiny"] = is_small or bool(changed.get("is_tiny"))
            case "color":
                changed["colour"] = stated.upper() if len(stated) == 6 else None
            case "textFill":
                fill = _fill_of(each)
                changed["is_hollow"] = fill == "" and not _has_outline(properties)
                changed["colour"] = fill or changed.get("colour", look.colour)
            case "highlight":
                changed["ground"] = _HIGHLIGHTS.get(stated, changed.get("ground", look.ground))
    return replace(look, **changed) if changed else look  # type: ignore[arg-type]


def _fill_of(fill: etree._Element) -> str | None:
    """Colour of a text fill of Word 2010: blank for none or one that is seen through, None where unknown."""
    if fill.find("{*}noFill") is not None:
        return ""
    for each in fill.iterfind("{*}solidFill/*"):
        clear = each.find("{*}alpha")
        if clear is not None and _number(attribute(clear, "val")) >= _CLEAR:
            return ""
        if name_of(each) == "srgbClr":
            return attribute(each, "val").upper()
        if name_of(each) == "schemeClr" and attribute(each, "val") in _LIGHT and not len(each):
            return WHITE
    return None


def _has_outline(properties: etree._Element | None) -> bool:
    outline = None if properties is None else properties.find("{*}textOutline")
    return outline is not None and any(
        name_of(each).endswith("Fill") and name_of(each) != "noFill" for each in outline
    )


def _ground(properties: etree._Element | None) -> str | None:
    """The shading of a run, paragraph, cell or table: blank where there is none, None for patterns."""
    shading = None if properties is None else properties.find("{*}shd")
    if shading is None:
        return ""
    kind, fill = attribute(shading, "val"), attribute(shading, "fill")
    if kind in ("clear", "nil", ""):
        return fill.upper() if len(fill) == 6 else ""
    return attribute(shading, "color").upper() if kind == "solid" else None


def _number(stated: str, otherwise: int = 0) -> int:
    try:
        return int(float(stated))
    except ValueError:
        return otherwise
