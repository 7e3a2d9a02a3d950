"""A walk over a page in reading order: text, breaks, tables; what is not laid out is met as such."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from lxml import etree

from ingest.readers.htmlstyle import State, Styles

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt"}
    | {"figcaption", "summary"}
    | {"footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol"}
    | {"p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul"}
)
_SKIPPED = frozenset({"style", "noscript", "noframes", "template", "datalist", "rp"})
_FRAMES = frozenset({"frame", "iframe", "embed", "object"})
_PICTURES = frozenset({"img", "svg", "canvas"})
_NOT_TYPED = frozenset({"hidden", "password", "submit", "button", "reset", "image", "file", "color", "range"})
_ADDRESSES = ("srcdoc", "src", "data")
# The white space of HTML: a no-break or narrow blank is none of it, and may group digits.
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_NEVER_SEEN = ("0", "1", "0px", "1px")


class Where(Enum):
    """What the walk comes upon."""

    TEXT = auto()
    BREAK = auto()
    TABLE = auto()
    FRAME = auto()
    PICTURE = auto()
    SCRIPT = auto()
    UNSEEN = auto()
    """An element with text that is not laid out."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing met: what it is, how it looks, and its text or element."""

    kind: Where
    state: State
    element: etree._Element
    text: str = ""
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class _Waiting:
    element: etree._Element
    state: State
    is_link: bool


class Walk:
    """Walks over one page; which of its tables are layout is counted once."""

    def __init__(self, root: etree._Element, styles: Styles) -> None:
        self.styles = styles
        has_inner = any(next(each.iterancestors("table"), None) is not None for each in root.iter("table"))
        self._filled, self._broad = _census(root) if has_inner else (Counter(), Counter())

    def of(self, element: etree._Element, state: State, *, is_cell: bool = False) -> Iterator[Piece]:
        """Pieces of an element in reading order, however deep it nests.

        Of a cell they are those within it, tables of one cell opened; others stay tables.
        """
        waiting: list[Piece | _Waiting] = []
        if is_cell:
            waiting += reversed(list(self._inside(element, state, is_link=False)))
        else:
            waiting.append(_Waiting(element, state, is_link=False))
        while waiting:
            item = waiting.pop()
            if isinstance(item, _Waiting):
                waiting += reversed(list(self._parts(item, is_cell)))
            else:
                yield item

    def is_layout(self, table: etree._Element) -> bool:
        """Whether a table only holds others in place: those hold as many cells, or it has no rows of any."""
        inner = [each for each in table.iterdescendants("table") if self._filled[each] > 1]
        if not inner:
            return next(table.iterdescendants("table"), None) is not None and self._broad[table] < 2
        return self._broad[table] < 2 or self._filled[table] <= max(self._filled[each] for each in inner)

    def has_one_cell(self, table: etree._Element) -> bool:
        """Whether nothing but one cell of a table is filled, those of tables in it counted too."""
        return self._filled[table] + sum(self._filled[each] for each in table.iterdescendants("table")) <= 1

    def _parts(self, item: _Waiting, is_cell: bool) -> Iterator[Piece | _Waiting]:
        element = item.element
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SKIPPED or not tag:
            return
        if tag == "script":
            yield Piece(Where.SCRIPT, item.state, element, element.text or "")
            return
        state = self.styles.within(element, item.state)
        if state is None:
            if "".join(element.itertext()).strip():
                yield Piece(Where.UNSEEN, item.state, element)
            return
        if tag in _FRAMES:
            address = next((element.get(name) for name in _ADDRESSES if element.get(name)), "")
            if address and not any(element.get(side) in _NEVER_SEEN for side in ("width", "height")):
                yield Piece(Where.FRAME, state, element, "its text" if element.get("srcdoc") else address)
            return
        if tag == "table" and not (self.has_one_cell(element) if is_cell else self.is_layout(element)):
            for caption in element.iterchildren("caption"):
                yield _Waiting(caption, state, item.is_link)
            yield Piece(Where.TABLE, state, element)
            return
        if tag in _PICTURES and not "".join(element.itertext()).strip():
            is_link = item.is_link or _leads_away(element)
            yield Piece(Where.PICTURE, state, element, is_link=is_link)
            return
        if tag in _BLOCKS:
            yield Piece(Where.BREAK, state, element)
        yield from self._inside(element, state, is_link=item.is_link or _leads_away(element))
        if tag in _BLOCKS:
            yield Piece(Where.BREAK, state, element)

    def _inside(self, element: etree._Element, state: State, *, is_link: bool) -> Iterator[Piece | _Waiting]:
        tag = element.tag
        if tag == "input":
            if typed := _typed(element):
                yield Piece(Where.TEXT, state, element, typed)
            return
        if tag == "select":
            for option in _chosen(element):
                yield Piece(Where.TEXT, state, element, "".join(option.itertext()))
            return
        written = self.styles.written.get(element, {})
        if before := written.get("before"):
            yield Piece(Where.TEXT, state, element, before, is_link)
        if element.text:
            yield Piece(Where.TEXT, state, element, on_one_line(element.text), is_link)
        for child in element:
            yield _Waiting(child, state, is_link)
            if child.tail:
                yield Piece(Where.TEXT, state, element, on_one_line(child.tail), is_link)
        if after := written.get("after"):
            yield Piece(Where.TEXT, state, element, after, is_link)


def _leads_away(element: etree._Element) -> bool:
    """Links, what lists them, and what only names the page."""
    return element.tag in ("title", "nav", "header", "footer") or (
        element.tag == "a" and element.get("href") is not None
    )


def on_one_line(text: str) -> str:
    """Text with one blank for each stretch of what is white space in HTML."""
    return _BLANKS.sub(" ", text)


def _typed(field: etree._Element) -> str:
    """What a field of a form shows."""
    kind = field.get("type", "").lower()
    if kind in ("checkbox", "radio"):
        return "☐" if field.get("checked") is None else "☑"
    return "" if kind in _NOT_TYPED else str(field.get("value", ""))


def _chosen(select: etree._Element) -> list[etree._Element]:
    """The options that are chosen; of a list that shows one line, the first one where none is."""
    options = list(select.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if select.get("multiple") is not None:
        return chosen
    if chosen:
        return chosen[-1:]
    return options[:1] if select.get("size") in (None, "0", "1") else []


def _census(root: etree._Element) -> tuple[Counter[etree._Element], Counter[etree._Element]]:
    """By table: its cells that hold text beside other tables, and its rows with two or more of these."""
    cell_of: dict[etree._Element, etree._Element | None] = {}
    filled: dict[etree._Element, None] = {}
    for element in root.iter():
        parent = element.getparent()
        above = None if parent is None else cell_of.get(parent)
        if element.tail and element.tail.strip() and above is not None:
            filled[above] = None
        tag = element.tag if isinstance(element.tag, str) else ""
        here = element if tag in ("td", "th") else None if tag == "table" else above
        cell_of[element] = here
        has_text = bool(element.text and element.text.strip()) and tag and tag not in (*_SKIPPED, "script")
        if here is not None and (has_text or (tag == "input" and _typed(element))):
            filled[here] = None
    tables: Counter[etree._Element] = Counter()
    rows: Counter[tuple[etree._Element, etree._Element]] = Counter()
    for cell in filled:
        table = next(cell.iterancestors("table"), None)
        row = next(cell.iterancestors("tr"), None)
        if table is not None and row is not None:
            tables[table] += 1
            rows[table, row] += 1
    broad = Counter(table for (table, _), count in rows.items() if count > 1)
    return tables, broad
