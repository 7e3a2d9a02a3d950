"""Columns of a page's table that are hidden as columns: by `col` and `colgroup`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.readers.htmlstyle import Styles
from ingest.readers.htmlvalues import pixels

_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Columns:
    """Numbers of columns, from 0: those that are folded away, and those that may be."""

    collapsed: frozenset[int] = frozenset()
    narrow: frozenset[int] = frozenset()
    """Of no width or not laid out: a browser shows what stands in them, the program that wrote it may not."""


def columns_of(styles: Styles, table: etree._Element) -> Columns:
    """What the columns of a table ask for."""
    collapsed: set[int] = set()
    narrow: set[int] = set()
    first = 0
    for parts in _columns(table):
        span = _span(parts[-1])
        declared = [styles.declared(part) for part in parts]
        if any(each.get("visibility") == "collapse" for each in declared):
            collapsed.update(range(first, first + span))
        if any(_is_narrow(part, each) for part, each in zip(parts, declared, strict=True)):
            narrow.update(range(first, first + span))
        first += span
    return Columns(frozenset(collapsed), frozenset(narrow))


def _columns(table: etree._Element) -> Iterator[tuple[etree._Element, ...]]:
    """Each `col` with the group that it stands in, and groups that have none."""
    for child in table.iterchildren("col", "colgroup"):
        columns = list(child.iterchildren("col"))
        yield from ((child, column) for column in columns)
        if not columns:
            yield (child,)


def _is_narrow(part: etree._Element, declared: dict[str, str]) -> bool:
    width = declared.get("width", part.get("width", ""))
    return declared.get("display") == "none" or "hidden" in part.attrib or pixels(width) == 0


def _span(part: etree._Element) -> int:
    text = part.get("span", "1").strip()
    return min(max(int(text), 1), _MOST_COLUMNS) if text.isdecimal() else 1
