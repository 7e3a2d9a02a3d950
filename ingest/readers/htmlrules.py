"""The rules of a page's `style` elements: which declarations each element of the page has by them.

Style sheets are parsed by tinycss2 and matched by cssselect2, as the page stands before anybody uses it:
what holds under the pointer, or on paper, does not hold. A selector that is not understood is told where its
declarations may hide, strike or move text of the page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import cssselect2
import tinycss2
from lxml import etree
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

Declared = dict[str, str]
"""Properties with their values, in lower case."""

PROPERTIES = frozenset(
    {"display", "visibility", "opacity", "text-decoration", "text-decoration-line", "vertical-align", "color"}
    | {"background", "background-color", "font-size", "position", "left", "top", "text-indent", "height"}
    | {"max-height", "width", "overflow", "mso-text-raise", "clip", "clip-path", "transform", "right"}
    | {"background-image", "bottom", "content", "font", "font-variant-position", "margin-left", "margin-top"}
    | {"content-visibility", "direction", "unicode-bidi", "filter", "border", "border-top", "border-bottom"}
    | {"inset", "z-index", "overflow-x", "overflow-y", "scale", "grid-template-columns", "grid-column"}
    | {"grid-row", "grid-area", "order", "grid-auto-flow", "grid-column-start", "flex-direction", "flex-flow"}
)
_SHORT_FOR = {
    "text-decoration": ("text-decoration-line",),
    "background": ("background-color", "background-image"),
    "font": ("font-size",),
    "border": ("border-top", "border-bottom"),
    "overflow": ("overflow-x", "overflow-y"),
}
_MARKS_OF_OLD = re.compile(r"<!--|-->")
_WIDTH = re.compile(r"\((min|max)-width\s*:\s*([\d.]+)(px|em|rem)?\s*\)")
_PSEUDO = re.compile(r"::?-?[a-z][\w-]*(?:\([^()]*\))?", re.IGNORECASE)
# What the library raises for a selector that it does not match: wrong, valid and beyond it, or too deep.
_NOT_MATCHED = (cssselect2.SelectorError, RuntimeError, SyntaxError)
_OF_ONE_BROWSER = re.compile(r"::?-\w")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_SCREEN = 1280
"""Width in pixels of the window that a page is taken to be looked at in."""
_MOST_VARIABLES = 20


@dataclass(frozen=True, slots=True)
class Added:
    """What rules add before or behind the text of an element."""

    element: etree._Element
    side: str
    """`before` or `after`."""
    selector: str
    declared: Mapping[str, str]


@dataclass(slots=True)
class Rules:
    """Declarations by element, those of what is added to elements, and what could not be matched."""

    declared: dict[etree._Element, tuple[tuple[str, str, bool], ...]] = field(default_factory=dict)
    """By element: names, values and whether they are important, the weakest first."""
    added: list[Added] = field(default_factory=list)
    not_understood: list[tuple[str, etree._Element]] = field(default_factory=list)
    """Selectors that may hide something, each with an element that it may mean."""
    variables: dict[str, str] = field(default_factory=dict)
    _known: dict[tuple[int, str], Declared] = field(default_factory=dict)

    def of(self, element: etree._Element, inline: str) -> Declared:
        """All declarations that hold for an element, those of its `style` attribute included."""
        found = self.declared.get(element, ())
        if not found and not inline:
            return {}
        key = (id(found), inline)  # elements of the same rules share one tuple
        if key not in self._known:
            self._known[key] = _cascaded((*found, *_declarations(inline)), self.variables)
        return self._known[key]


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: str
    declarations: tuple[tuple[str, str, bool], ...]


def rules_of(root: etree._Element, may_hide: Callable[[Declared], bool]) -> Rules:
    """The rules of a page; `may_hide` tells declarations that hide, strike or move text."""
    rules = Rules()
    matcher = cssselect2.Matcher()
    unknown: list[_Rule] = []
    has_any = False
    for rule in _in_force(root):
        for name, value, _ in rule.declarations:
            if name.startswith("--") and rule.selector in (":root", "html", "body", "*"):
                rules.variables[name] = value
        try:
            selectors = cssselect2.compile_selector_list(rule.selector)
        except _NOT_MATCHED:
            if not _OF_ONE_BROWSER.search(rule.selector):
                unknown.append(rule)
            continue
        for selector in selectors:
            has_any = True
            matcher.add_selector(selector, rule)
    if has_any or unknown:
        _close_bodies(root)
        _match(root, matcher, rules)
        _tell(root, unknown, may_hide, rules)
    return rules


def _match(root: etree._Element, matcher: cssselect2.Matcher, rules: Rules) -> None:
    shared: dict[tuple[tuple[str, str, bool], ...], tuple[tuple[str, str, bool], ...]] = {}
    for element in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
        own: list[tuple[str, str, bool]] = []
        added: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
        names: dict[str, str] = {}
        for _, _, pseudo, rule in matcher.match(element):
            if pseudo is None:
                own += rule.declarations
            elif pseudo in ("before", "after"):
                added[pseudo] += rule.declarations
                names[pseudo] = rule.selector
        if own:
            rules.declared[element.etree_element] = shared.setdefault(tuple(own), tuple(own))
        for pseudo, declarations in added.items():
            declared = _cascaded(declarations, rules.variables)
            rules.added.append(Added(element.etree_element, pseudo, names[pseudo], declared))


def _tell(
    root: etree._Element, unknown: Iterable[_Rule], may_hide: Callable[[Declared], bool], rules: Rules
) -> None:
    """Keep what is not understood where something on the page fits the rest of its selector."""
    for rule in unknown:
        if not may_hide(_cascaded(rule.declarations, rules.variables)):
            continue
        try:
            loose = cssselect2.compile_selector_list(_PSEUDO.sub("", rule.selector) or "*")
        except _NOT_MATCHED:
            rules.not_understood.append((rule.selector, root))
            continue
        for element in cssselect2.ElementWrapper.from_html_root(root).query_all(*loose):
            if "".join(element.etree_element.itertext()).strip():
                rules.not_understood.append((rule.selector, element.etree_element))
                break


def _close_bodies(root: etree._Element) -> None:
    """Rows that stand in a table itself are put into a body, as browsers do: selectors count on it."""
    for table in list(root.iter("table")):
        body = None
        for child in list(table):
            if child.tag != "tr":
                body = None
                continue
            if body is None:
                body = etree.Element("tbody")
                child.addprevious(body)
            body.append(child)


# --- style sheets ---------------------------------------------------------------------------------


def _in_force(root: etree._Element) -> Iterator[_Rule]:
    for element in root.iter("style"):
        if is_on_screen(element.get("media", "")):
            text = _MARKS_OF_OLD.sub(" ", element.text or "")
            yield from _of_sheet(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def _of_sheet(nodes: Iterable[Node], within: str = "") -> Iterator[_Rule]:
    for node in nodes:
        if isinstance(node, QualifiedRule):
            for selector in _selectors(node.prelude):
                yield from _of_rule(_nested(selector, within), node.content)
        elif isinstance(node, AtRule) and node.content is not None and _holds_rule(node):
            inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            yield from _of_sheet(inner, within)


def _holds_rule(rule: AtRule) -> bool:
    """Whether the rules within an at-rule hold; of what a browser supports, all is taken to be."""
    if rule.lower_at_keyword == "media":
        return is_on_screen(tinycss2.serialize(rule.prelude))
    return rule.lower_at_keyword in ("supports", "layer")


def _of_rule(selector: str, content: list[Node]) -> Iterator[_Rule]:
    nodes = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    if found := tuple(_kept(nodes)):
        yield _Rule(selector, found)
    yield from _of_sheet((node for node in nodes if not isinstance(node, Declaration)), selector)


def _nested(selector: str, within: str) -> str:
    if not within:
        return selector
    return selector.replace("&", f":is({within})") if "&" in selector else f":is({within}) {selector}"


def _selectors(prelude: list[Node]) -> Iterator[str]:
    """The selectors of a list, each by itself: one that is not understood does not hide the others."""
    one: list[Node] = []
    for node in prelude:
        if node.type == "literal" and node.value == ",":
            yield tinycss2.serialize(one).strip()
            one = []
        elif node.type != "comment":
            one.append(node)
    if text := tinycss2.serialize(one).strip():
        yield text


@lru_cache(maxsize=1 << 12)
def _declarations(body: str) -> tuple[tuple[str, str, bool], ...]:
    return tuple(_kept(tinycss2.parse_blocks_contents(body, skip_comments=True, skip_whitespace=True)))


def _kept(nodes: Iterable[Node]) -> Iterator[tuple[str, str, bool]]:
    for node in nodes:
        if isinstance(node, Declaration) and (
            node.lower_name in PROPERTIES or node.lower_name.startswith("--")
        ):
            parts = [part for part in node.value if part.type != "comment"]
            if value := tinycss2.serialize(parts).strip().lower():
                yield node.lower_name, value, node.important


def _cascaded(declarations: Iterable[tuple[str, str, bool]], variables: Mapping[str, str]) -> dict[str, str]:
    """The declarations that win: important ones last; one that is short for others takes their place."""
    found: Declared = {}
    for name, value, _ in sorted(declarations, key=lambda each: each[2]):
        for longer in _SHORT_FOR.get(name, ()):
            found.pop(longer, None)
        found[name] = _resolved(value, variables) if "var(" in value else value
    return found


def _resolved(value: str, variables: Mapping[str, str]) -> str:
    """A value with its variables replaced, as far as they are those of the whole page."""
    for _ in range(_MOST_VARIABLES):
        known = _VARIABLE.sub(lambda each: variables.get(each[1], each[2] or each[0]), value)
        if known == value:
            break
        value = known
    return value.strip()


def is_on_screen(media: str) -> bool:
    """Whether rules hold in a window of usual width, not in print nor for someone's liking."""
    return any(_holds(query.strip().lower()) for query in media.split(","))


def _holds(query: str) -> bool:
    if not re.fullmatch(r"(?:\b(?:only|screen|all|and)\b|\s)*", _WIDTH.sub(" ", query)):
        return False  # print, another device, or a condition that is not understood
    for side, number, unit in _WIDTH.findall(query):
        pixels = float(number) * (1 if unit in ("", "px") else 16)
        if pixels > _SCREEN if side == "min" else pixels < _SCREEN:
            return False
    return True
