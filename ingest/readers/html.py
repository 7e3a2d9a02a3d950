"""Whole HTML pages: tables with merged cells unfolded into a grid, other text line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from ingest.model import Doubt, Grid, Line, Reading, Row, Table
from ingest.readers.merging import GridRow, Merge, unfold
from ingest.text import repair

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption"}
    | {"footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol"}
    | {"p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul"}
)
_SKIPPED = frozenset({"script", "style", "noscript", "template"})
_MOST_SPAN = 200


def is_page(text: str) -> bool:
    """True for a page or a fragment whose tables are HTML tables, not for HTML within tab cells."""
    head = text[:4000].lower()
    if re.search(r"<!doctype html|<html[\s>]", head):
        return True
    return bool(re.search(r"<table[\s>]", text, re.IGNORECASE)) and not re.search(
        r"^[ \t]*[^<\s][^<\n]*\t", text, re.MULTILINE
    )


def read(text: str) -> Reading:
    """Reading of a page: lines are numbered in the order in which a reader meets them."""
    lines: list[Line] = []
    tables: list[Table] = []
    buffer: list[str] = []

    def flush() -> None:
        for part in repair("".join(buffer)).split("\n"):
            if part:
                lines.append(Line(len(lines) + 1, part))
        buffer.clear()

    for kind, value in _walk(_parsed(text)):
        if kind == "table":
            flush()
            rows, first = [], len(lines) + 1
            table_no = len(tables) + 1
            for row in _grid(value):
                printed = " ".join(cell for cell in row.cells if cell)
                lines.append(Line(len(lines) + 1, printed.replace("\n", " "), None, table_no))
                rows.append(Row(tuple(row.cells), len(lines), spans=tuple(row.spans)))
            if rows:
                tables.append(Table(Grid.HTML, tuple(rows), first_line=first, last_line=len(lines)))
        elif kind == "break":
            flush()
        else:
            buffer.append(value)
    flush()
    doubts = _unclosed(text)
    return Reading("text/html", tuple(lines), tuple(tables), doubts=doubts)


def _parsed(text: str) -> etree._Element:
    """The page as a tree; one that holds no element at all is an empty page."""
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser)
    except etree.ParserError:
        return etree.Element("html")


def _unclosed(text: str) -> tuple[Doubt, ...]:
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    opened = len(re.findall(r"<table[\s>]", text, re.IGNORECASE))
    closed = len(re.findall(r"</table\s*>", text, re.IGNORECASE))
    if opened <= closed:
        return ()
    return (
        Doubt(
            "a table is not closed",
            f"table {opened} of {opened}",
            "the page is cut off: save it again in full",
        ),
    )


def _walk(root: etree._Element) -> Iterator[tuple[str, str | etree._Element]]:
    """Text, breaks and innermost tables in reading order, however deep the page nests."""
    waiting: list[tuple[str, str | etree._Element]] = [("element", root)]
    while waiting:
        kind, value = waiting.pop()
        if kind == "element":
            waiting += reversed(list(_parts(value)))
        else:
            yield kind, value


def _parts(element: etree._Element) -> Iterator[tuple[str, str | etree._Element]]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _SKIPPED or not tag:
        return
    if tag == "table" and next(element.iterdescendants("table"), None) is None:
        for caption in element.iterchildren("caption"):
            yield "element", caption
        yield "table", element
        return
    if tag == "input" and element.get("type", "").lower() in ("checkbox", "radio"):
        yield "text", "☐" if element.get("checked") is None else "☑"
    if tag in _BLOCKS:
        yield "break", ""
    if element.text:
        yield "text", re.sub(r"\s+", " ", element.text)
    for child in element:
        yield "element", child
        if child.tail:
            yield "text", re.sub(r"\s+", " ", child.tail)
    if tag in _BLOCKS:
        yield "break", ""


def _grid(table: etree._Element) -> list[GridRow]:
    """Printed rows; a merged cell stands at its top left corner, the rest of it is blank."""
    taken: dict[tuple[int, int], str] = {}
    merges: list[Merge] = []
    rows = list(table.iter("tr"))
    for row_index, row in enumerate(rows):
        column = 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while (row_index, column) in taken:
                column += 1
            down, across = min(_span(cell, "rowspan"), len(rows) - row_index), _span(cell, "colspan")
            for r in range(down):
                for c in range(across):
                    taken[row_index + r, column + c] = ""
            taken[row_index, column] = _text(cell)
            if down > 1 or across > 1:
                merges.append(Merge(row_index, column, row_index + down - 1, column + across - 1))
            column += across
    width = 1 + max((c for _, c in taken), default=-1)
    grid = ((r, [taken.get((r, c), "") for c in range(width)]) for r in range(len(rows)))
    return unfold(grid, merges)


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(int(value), _MOST_SPAN) if value.isdecimal() and int(value) > 0 else 1


def _text(cell: etree._Element) -> str:
    parts: list[str] = []
    for kind, value in _walk(cell):
        parts.append("\n" if kind == "break" else str(value))
    return re.sub(r"\n{2,}", "\n", repair("".join(parts)))
