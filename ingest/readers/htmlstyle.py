"""What the styles of a page say of its text: whether it is seen, struck out, raised, and in which colours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.model import NotShown
from ingest.readers import htmlvalues as values
from ingest.readers.htmlrules import Added, Declared, Rules, rules_of
from ingest.readers.office.looks import BLACK, WHITE, is_same_colour

_STRUCK = frozenset({"s", "strike", "del"})
_RAISED = frozenset({"sup", "sub", "rt"})
_MARKING = _STRUCK | _RAISED | {"dialog", "bdo"}
_ATTRIBUTES = frozenset({"hidden", "color", "text", "bgcolor", "background"})
_INLINE = frozenset({"span", "font", "a", "b", "i", "em", "small", "strong", "u", "sup", "sub", "label"})
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
_KEEPS_PLACE = _TABLE_PARTS - {"table"}
_SAYS_SOMETHING = re.compile(r"attr\(|counter|[\"'][^\"']*[^\s\"']")
_NOT_UNDERSTOOD = "a style that may hide something is not understood"
_UNDECIDED = ("display", "visibility", "text-decoration", "text-decoration-line", "content-visibility")


@dataclass(frozen=True, slots=True)
class State:
    """How text is seen within an element."""

    is_shown: bool = True
    is_struck: bool = False
    is_raised: bool = False
    is_tiny: bool = False
    is_clear: bool = False
    is_veiled: bool = False
    is_reversed: bool = False
    """Its letters are laid out from right to left, whatever they are."""
    colour: str = BLACK
    ground: str | None = WHITE

    @property
    def not_shown(self) -> NotShown | None:
        """Why text is not seen here, None where it is."""
        if not self.is_shown:
            return NotShown.HIDDEN
        if self.is_struck:
            return NotShown.STRUCK_OUT
        if self.is_tiny or self.is_clear or self.is_veiled or is_same_colour(self.colour, self.ground):
            return NotShown.INVISIBLE
        return None


@dataclass(frozen=True, slots=True)
class StyleDoubt:
    """A style that may change what is seen of an element, in a way that cannot be told from the page."""

    reason: str
    element: etree._Element


@dataclass(slots=True)
class Styles:
    """How the elements of one page are seen."""

    rules: Rules
    struck: set[etree._Element] = field(default_factory=set)
    """Elements over whose text a rule draws a line."""
    written: dict[etree._Element, dict[str, str]] = field(default_factory=dict)
    """Text that rules write `before` or `after` that of elements of tables."""
    opened: set[etree._Element] = field(default_factory=set)
    """Elements that the page opens for who asks: they are read although they are not laid out at first."""
    doubts: list[StyleDoubt] = field(default_factory=list)

    def within(self, element: etree._Element, state: State) -> State | None:
        """How text is seen within `element`, which stands in `state`; None where it is not laid out."""
        tag = str(element.tag)
        attributes = element.attrib
        declared = self.declared(element)
        is_opened, has_line = element in self.opened, element in self.struck
        is_plain = tag not in _MARKING and _ATTRIBUTES.isdisjoint(attributes)
        if is_plain and not (declared or is_opened or has_line):
            return state
        if not is_opened and not self.is_laid_out(element, declared):
            return None
        visibility = declared.get("visibility")
        is_shown = (
            visibility == "visible" if visibility in ("visible", "hidden", "collapse") else state.is_shown
        )
        has_decoration = "text-decoration-line" in declared or "text-decoration" in declared
        is_struck = has_line or values.is_struck(declared) or (tag in _STRUCK and not has_decoration)
        is_raised = tag in _RAISED or (tag in _INLINE and values.is_raised(declared))
        is_tiny = state.is_tiny
        if (size := values.font_size(declared)) is not None:
            tiny = values.is_tiny(size)
            is_tiny = is_tiny if tiny is None else tiny
        is_veiled = values.is_veiled(declared) or values.is_clipped(declared, is_of_table=tag in _TABLE_PARTS)
        colour = declared.get("color") or _stated_colour(element)
        return replace(
            state,
            is_shown=is_shown or is_opened,
            is_struck=state.is_struck or is_struck,
            is_raised=state.is_raised or is_raised,
            is_tiny=is_tiny,
            is_veiled=state.is_veiled or (is_veiled and not is_opened),
            is_reversed=_is_reversed(element, declared, state.is_reversed),
            is_clear=state.is_clear if colour in ("", "inherit") else values.is_clear(colour),
            colour=values.colour(colour) or state.colour,
            ground=(
                values.ground(declared, attributes.get("bgcolor", ""), state.ground)
                if not attributes.get("background")
                else None
            ),
        )

    def declared(self, element: etree._Element) -> Declared:
        """All declarations that hold for an element."""
        inline = element.get("style", "")
        return self.rules.of(element, inline) if inline or self.rules.declared else {}

    def is_laid_out(self, element: etree._Element, declared: Declared) -> bool:
        """Whether an element takes a place in the page where something of it can be seen."""
        tag = str(element.tag)
        if "hidden" in element.attrib and declared.get("display", "none") == "none":
            return False
        if declared.get("display") == "none" or (tag == "dialog" and "open" not in element.attrib):
            return False
        return tag in _KEEPS_PLACE or not values.is_clipped(declared, is_of_table=tag in _TABLE_PARTS)


def of_page(root: etree._Element) -> Styles:
    """The styles of a page, and what of them cannot be told."""
    styles = Styles(rules_of(root, may_hide))
    for selector, element in styles.rules.not_understood:
        what = f"{_NOT_UNDERSTOOD}: {selector}"
        styles.doubts.append(StyleDoubt(what, element))
    styles.doubts += _undecided(root, styles)
    for added in styles.rules.added:
        if reason := _added(added, styles):
            styles.doubts.append(StyleDoubt(f"{reason}: {added.selector}", added.element))
    return styles


def may_hide(declared: Declared) -> bool:
    """Whether declarations hide, strike, lift or turn text."""
    colour = declared.get("color", "")
    return (
        declared.get("display") == "none"
        or declared.get("visibility") in ("hidden", "collapse")
        or values.is_struck(declared)
        or values.may_be_struck(declared)
        or values.is_raised(declared)
        or values.is_veiled(declared)
        or values.is_clipped(declared, is_of_table=False)
        or bool(values.is_tiny(values.font_size(declared) or "12px"))
        or (bool(colour) and values.is_clear(colour))
        or is_same_colour(values.colour(colour) or BLACK, WHITE)
        or declared.get("unicode-bidi") in ("bidi-override", "isolate-override")
    )


def _undecided(root: etree._Element, styles: Styles) -> Iterator[StyleDoubt]:
    """Elements of tables whose style asks for what only a browser knows."""
    told: set[str] = set()
    # one walk: an expression of XPath that begins with //table// grows with the square of the tables
    styled = (
        element
        for element in root.iter(etree.Element)
        if element.get("style")
        and (element.tag == "table" or next(element.iterancestors("table"), None) is not None)
    )
    for element in dict.fromkeys((*styles.rules.declared, *styled)):
        declared = styles.declared(element)
        for name in _UNDECIDED:
            value = declared.get(name, "")
            if "var(" in value and value not in told and "".join(element.itertext()).strip():
                told.add(value)
                yield StyleDoubt(f"{_NOT_UNDERSTOOD}: {name}: {value}", element)
        if (
            values.may_be_struck(declared)
            and "ground" not in told
            and _has_digits("".join(element.itertext()), element)
        ):
            told.add("ground")
            yield StyleDoubt("the ground may draw a line through the text", element)


def _added(added: Added, styles: Styles) -> str | None:
    """What is doubtful about something that is added to an element; a line through its text strikes it."""
    declared = added.declared
    content = declared.get("content", "")
    if not content or content in ("none", "normal"):
        return None
    element = added.element
    if _SAYS_SOMETHING.search(content):
        if not _touches_cell(element) or _is_unseen(declared):
            return None
        text = values.written(content, element.attrib)
        if text is None or values.is_raised(declared) or not _is_in_cell(element):
            return _NOT_UNDERSTOOD
        styles.written.setdefault(element, {})[added.side] = text
        return None
    over = values.line_over(declared)
    if over is False or not "".join(element.itertext()).strip():
        return None
    if over and _is_in_cell(element):
        styles.struck.add(element)
        return None
    return (
        "a line may be drawn through the text" if _has_digits("".join(element.itertext()), element) else None
    )


def _is_unseen(declared: Mapping[str, str]) -> bool:
    return (
        declared.get("display") == "none"
        or declared.get("visibility") == "hidden"
        or values.is_veiled(declared)
        or values.is_clipped(declared, is_of_table=False)
        or values.is_clear(declared.get("color", ""))
        or bool(values.is_tiny(values.font_size(declared) or "12px"))
    )


def _touches_cell(element: etree._Element) -> bool:
    return _is_in_cell(element) or next(element.iter("td", "th"), None) is not None


def _is_in_cell(element: etree._Element) -> bool:
    return element.tag in ("td", "th") or next(element.iterancestors("td", "th"), None) is not None


def _has_digits(text: str, element: etree._Element) -> bool:
    return _is_in_cell(element) and any(sign.isdigit() for sign in text)


def _is_reversed(element: etree._Element, declared: Declared, above: bool) -> bool:
    direction = element.get("dir", declared.get("direction", "")).lower()
    if element.tag == "bdo" or declared.get("unicode-bidi") in ("bidi-override", "isolate-override"):
        return direction == "rtl" or (above and direction != "ltr")
    return above


def _stated_colour(element: etree._Element) -> str:
    name = {"font": "color", "body": "text"}.get(str(element.tag))
    return str(element.get(name, "")) if name else ""
