"""Parts of a page that are not laid out at first, but that the page opens for who asks: tab panes and folds.

A part with figures is one where something that is shown names it (a link to its identifier, `aria-controls`,
`data-target`, a call with its name), where it is a `tabpanel`, or where it is one of several siblings of
which one is shown, behind a row of as many heads. What is hidden otherwise stays hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ingest.readers.htmlstyle import Styles

_PARTS = frozenset({"div", "section", "article", "ul", "ol", "li", "dl", "dd", "table", "fieldset", "main"})
_HEADS = frozenset({"li", "a", "span", "td", "button", "label", "dt", "h2", "h3", "h4", "div", "p"})
_NAMED = re.compile(r"[\w-]+")
_DIGIT = re.compile(r"\d")
_LONGEST_HEAD = 40


def open_panes(root: etree._Element, styles: Styles) -> None:
    """Mark in `styles` what the page opens."""
    closed = [each for each in root.iter(*_PARTS) if _is_closed(each, styles) and _has_figures(each)]
    if not closed:
        return
    names = set(_names(root, styles))
    for element in closed:
        is_named = element.get("id") in names
        if is_named or element.get("role") == "tabpanel" or _is_one_of_panes(element, styles):
            styles.opened.add(element)


def _is_closed(element: etree._Element, styles: Styles) -> bool:
    declared = styles.declared(element)
    return not styles.is_laid_out(element, declared) or declared.get("visibility") == "hidden"


def _has_figures(element: etree._Element) -> bool:
    return bool(_DIGIT.search("".join(element.itertext())))


def _names(root: etree._Element, styles: Styles) -> Iterator[str]:
    """What elements that are shown call others by."""
    for element in root.iter(etree.Element):
        if not element.attrib or element.tag in ("link", "script", "style", "use"):
            continue
        for name, value in element.attrib.items():
            if name == "href" and not value.startswith("#"):
                continue
            if name in ("href", "aria-controls") or name.startswith(("data-", "on")):
                if any(_is_closed(each, styles) for each in (element, *element.iterancestors())):
                    break
                yield from _NAMED.findall(value)


def _is_one_of_panes(element: etree._Element, styles: Styles) -> bool:
    parent = element.getparent()
    if parent is None:
        return False
    panes = [each for each in parent if each.tag == element.tag and _is_alike(each, element)]
    if sum(not _is_closed(each, styles) for each in panes) != 1:
        return False
    return any(_is_row_of_heads(each, len(panes), styles) for each in _before(parent, panes[0]))


def _is_alike(one: etree._Element, other: etree._Element) -> bool:
    """Whether two elements have a class in common, or both have none."""
    classes, others = (set(each.get("class", "").split()) for each in (one, other))
    return classes == others or not classes.isdisjoint(others)


def _before(parent: etree._Element, first: etree._Element) -> Iterator[etree._Element]:
    """What stands before panes, and before what holds them."""
    yield from first.itersiblings(preceding=True)
    yield from parent.itersiblings(preceding=True)


def _is_row_of_heads(element: etree._Element, count: int, styles: Styles) -> bool:
    if not isinstance(element.tag, str) or _is_closed(element, styles):
        return False
    for held in element.iter(etree.Element):
        heads = [each for each in held if each.tag in _HEADS]
        texts = ["".join(each.itertext()).strip() for each in heads]
        if len(heads) == count > 1 and len({each.tag for each in heads}) == 1:
            return all(0 < len(text) <= _LONGEST_HEAD for text in texts)
    return False
