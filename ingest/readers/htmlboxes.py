"""Tables that a page lays out without `table`: by `display`, by roles, by a grid, or by rows of boxes.

They are made tables of the tree, so that what reads tables reads them. Boxes that only hold a page in place
stay what they are: a table has two rows or more of two cells or more, and figures in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from ingest.readers.htmlstyle import Styles

_BY_DISPLAY = {
    "table": "table", "inline-table": "table", "table-row-group": "tbody", "table-header-group": "thead",
    "table-footer-group": "tfoot", "table-row": "tr", "table-cell": "td", "table-caption": "caption",
}  # fmt: skip
_BY_ROLE = {
    "table": "table", "grid": "table", "treegrid": "table", "rowgroup": "tbody", "row": "tr", "cell": "td",
    "gridcell": "td", "columnheader": "th", "rowheader": "th",
}  # fmt: skip
_OF_TABLES = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"})
_SECTIONS = ("tbody", "thead", "tfoot")
_REPEATED = re.compile(r"repeat\(\s*(\d+)\s*,([^()]*(?:\([^()]*\)[^()]*)*)\)")
_ONE_TRACK = re.compile(r"[\w-]+\([^()]*\)|[^\s]+")
_MOVED = ("grid-column", "grid-row", "grid-area", "order", "grid-auto-flow", "grid-column-start")
_AMOUNT = re.compile(r"\s*[-−+(（]?\s*[￥¥]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*[)）]?\s*")


def make_tables(root: etree._Element, styles: Styles) -> None:
    """Turn boxes that are laid out as tables into tables."""
    candidates = [each for each in root.iter(etree.Element) if each.tag not in _OF_TABLES]
    kinds = {each: kind for each in candidates if (kind := _kind(each, styles))}
    for holder in dict.fromkeys(_holder(each, kinds) for each, kind in kinds.items() if kind == "tr"):
        if holder is not None:
            _make_table(holder, kinds)
    for element in candidates:
        display = styles.declared(element).get("display", "")
        if element.tag in _OF_TABLES or "grid" not in display:
            continue
        _table_of_grid(element, styles)
    for parent in dict.fromkeys(
        each.getparent() for each in candidates if each.tag not in _OF_TABLES and _is_flex_row(each, styles)
    ):
        if parent is not None and parent.tag not in ("table", "tbody", "tr"):
            _table_of_rows(parent, styles)


def is_amount(text: str) -> bool:
    """Whether a text is one figure and nothing else."""
    return bool(_AMOUNT.fullmatch(text))


def _kind(element: etree._Element, styles: Styles) -> str | None:
    return _BY_ROLE.get(element.get("role", "")) or _BY_DISPLAY.get(
        styles.declared(element).get("display", "")
    )


def _holder(row: etree._Element, kinds: dict[etree._Element, str]) -> etree._Element | None:
    """The table that a row belongs to; where none is named, what holds the rows."""
    above = row.getparent()
    first = above
    while above is not None:
        kind = kinds.get(above)
        if kind == "table":
            return above
        if kind not in _SECTIONS:
            break
        first, above = above, above.getparent()
    return first


def _make_table(holder: etree._Element, kinds: dict[etree._Element, str]) -> None:
    groups = [each for each in holder if kinds.get(each) in _SECTIONS]
    rows = [each for part in (holder, *groups) for each in part if kinds.get(each) == "tr"]
    cells = {row: [each for each in row if isinstance(each.tag, str)] for row in rows}
    if not _is_table(list(cells.values())) or holder.tag in ("body", "html"):
        return
    holder.tag = "table"
    for group in groups:
        group.tag = kinds[group]
    for caption in [each for each in holder if kinds.get(each) == "caption"]:
        caption.tag = "caption"
    for row in rows:
        row.tag = "tr"
        for cell in cells[row]:
            cell.tag = "th" if kinds.get(cell) == "th" else "td"
            for name in ("colspan", "rowspan"):
                if span := cell.get(f"aria-{name}"):
                    cell.set(name, span)


def _is_table(rows: list[list[etree._Element]]) -> bool:
    """Two rows or more of two cells or more, with figures that stand by themselves."""
    broad = [cells for cells in rows if len(cells) > 1]
    figures = sum(is_amount("".join(cell.itertext())) for cells in broad for cell in cells)
    holds_others = any(cell.find(".//table") is not None for cells in broad for cell in cells)
    return len(broad) > 1 and figures > 1 and not holds_others


def _table_of_grid(element: etree._Element, styles: Styles) -> None:
    width = _tracks(styles.declared(element).get("grid-template-columns", ""))
    cells: list[etree._Element] = []
    for child in element:
        if not isinstance(child.tag, str):
            continue
        declared = styles.declared(child)
        if declared.get("display") == "none":
            continue
        cells += list(child) if declared.get("display") == "contents" else [child]
    if width < 2 or (element.text or "").strip() or any(_is_moved(each, styles) for each in cells):
        return
    rows = [cells[first : first + width] for first in range(0, len(cells), width)]
    if not _is_table(rows):
        return
    for row in rows:
        _into_row(row, element)
    for rest in [each for each in element if each.tag != "tr" and not len(each)]:
        if not (rest.text or "").strip():
            element.remove(rest)
    element.tag = "table"


def _into_row(cells: list[etree._Element], table: etree._Element) -> None:
    row = etree.SubElement(table, "tr")
    for cell in cells:
        cell.tag = "td"
        row.append(cell)


def _tracks(template: str) -> int:
    """How many columns a grid has, 0 where only the browser knows."""
    template = _REPEATED.sub(lambda each: f"{each[2]} " * int(each[1][:3]), template)
    template = re.sub(r"\[[^\]]*\]", " ", template)
    if "repeat(" in template or template in ("", "none", "subgrid"):
        return 0
    return len(_ONE_TRACK.findall(template))


def _is_moved(element: etree._Element, styles: Styles) -> bool:
    declared = styles.declared(element)
    return any(name in declared for name in _MOVED)


def _is_flex_row(element: etree._Element, styles: Styles) -> bool:
    declared = styles.declared(element)
    return declared.get("display") in ("flex", "inline-flex") and (
        "column" not in declared.get("flex-direction", "") + declared.get("flex-flow", "")
        and "reverse" not in declared.get("flex-direction", "") + declared.get("flex-flow", "")
        and not any(_is_moved(each, styles) for each in element if isinstance(each.tag, str))
    )


def _table_of_rows(parent: etree._Element, styles: Styles) -> None:
    """Rows of boxes that follow one another, each of as many boxes."""
    for rows in list(_runs(parent, styles)):
        if not _is_table([list(row) for row in rows]):
            continue
        table = etree.Element("table")
        rows[0].addprevious(table)
        for row in rows:
            row.tag = "tr"
            for cell in row:
                cell.tag = "td"
            table.append(row)


def _runs(parent: etree._Element, styles: Styles) -> Iterator[list[etree._Element]]:
    children = [each for each in parent if isinstance(each.tag, str)]
    for width, run in groupby(children, lambda each: len(each) if _is_flex_row(each, styles) else 0):
        rows = list(run)
        if width > 1 and not any((row.text or "").strip() for row in rows):
            yield rows
