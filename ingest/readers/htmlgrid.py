"""Tables of pages as grids: rows and cells as a browser lays them out, and rows that do not fit theirs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.limits import ensure_size
from ingest.model import NotShown, Placement
from ingest.readers.htmlcolumns import columns_of
from ingest.readers.htmlother import is_speck, is_turned, writes
from ingest.readers.htmlstyle import State
from ingest.readers.htmlwalk import Walk, Where, on_one_line
from ingest.readers.marks import with_marks
from ingest.readers.merging import GridRow, Merge, unfold
from ingest.readers.oddrows import odd_of, placements
from ingest.text import repair

_MOST_SPAN = 200
_LEADING = re.compile(r"[ \t\n\r\f]*\+?([0-9]+)")
_SECTIONS = {"thead": 0, "tfoot": 2}
_NEGATIVE = re.compile(r"[-−–—△▲(（\[负]")


@dataclass(slots=True)
class HtmlGrid:
    """Printed rows, numbers of those that do not fit, tables within cells, and what is not shown."""

    rows: list[GridRow] = field(default_factory=list)
    odd: set[int] = field(default_factory=set)
    inner: list[tuple[etree._Element, State]] = field(default_factory=list)
    unseen: Counter[NotShown] = field(default_factory=Counter)
    doubts: dict[str, None] = field(default_factory=dict)
    """What may stand in cells that cannot be read."""


@dataclass(frozen=True, slots=True)
class _RowOf:
    element: etree._Element
    state: State
    section: int


def grid_of(walk: Walk, table: etree._Element, state: State, cells_before: int = 0) -> HtmlGrid:
    """Printed rows; a merged cell stands at its top left corner, the rest of it is blank.

    A small page may lay out millions of cells by their spans: with `cells_before`, those of the page above
    the table, they are counted as they are laid out. Raises `UnreadableDocument`.
    """
    found = HtmlGrid()
    rows = _rows(walk, table, state, found)
    ends = {row.section: number + 1 for number, row in enumerate(rows)}
    columns = columns_of(walk.styles, table)
    taken: dict[tuple[int, int], str] = {}
    merges: list[Merge] = []
    for number, row in enumerate(rows):
        column = 0
        for cell, of_cell in _cells(walk, row.element, row.state, found):
            while (number, column) in taken:
                column += 1
            across = min(_span(cell, "colspan"), _MOST_SPAN)
            rest = ends[row.section] - number
            down = min(_span(cell, "rowspan") or rest, rest)
            ensure_size(cells_before + len(taken) + down * across)
            for r in range(down):
                for c in range(across):
                    taken[number + r, column + c] = ""
            text = _text(walk, cell, of_cell, found)
            covered = range(column, column + across)
            if text and columns.collapsed.issuperset(covered):
                found.unseen[NotShown.HIDDEN] += 1
                text = ""
            if columns.narrow.intersection(covered) and any(sign.isdigit() for sign in text):
                found.doubts["a column of no width may be hidden"] = None
            taken[number, column] = text
            if down > 1 or across > 1:
                merges.append(Merge(number, column, number + down - 1, column + across - 1))
            column += across
    width = 1 + max((c for _, c in taken), default=-1)
    ensure_size(cells_before + width * len(rows))
    grid = ((r, [taken.get((r, c), "") for c in range(width)]) for r in range(len(rows)))
    found.odd = _odd(taken)
    found.rows = unfold(grid, merges)
    return found


def placed(row: GridRow, grid: HtmlGrid) -> tuple[Placement, ...]:
    """Where the cells of a row stand; blank where all are in place."""
    return placements(row.cells) if row.number in grid.odd else ()


def _odd(taken: dict[tuple[int, int], str]) -> set[int]:
    """Rows that end before or behind the column where most rows end.

    Spans that reach too far push cells into the wrong columns, and cells that were left out draw them there.
    """
    ends: dict[int, int] = {}
    for row, column in taken:
        ends[row] = max(ends.get(row, 0), column + 1)
    return odd_of(ends)


def _rows(walk: Walk, table: etree._Element, state: State, found: HtmlGrid) -> list[_RowOf]:
    """Rows of a table without those of tables in it: heads first, feet last."""
    rows: list[tuple[int, _RowOf]] = []
    sections = 0
    waiting: list[tuple[etree._Element, State, int, int]] = [(table, state, 1, 0)]
    while waiting:
        element, of_element, order, section = waiting.pop()
        for child in reversed(list(element)):
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in ("", "table", "caption", "td", "th"):
                continue
            inside = walk.styles.within(child, of_element)
            if inside is None or (tag in ("tr", "tbody") and not inside.is_shown and of_element.is_shown):
                found.unseen[NotShown.HIDDEN] += _filled(child)
                continue
            sections += tag in ("tbody", "thead", "tfoot")
            own = sections if tag in ("tbody", "thead", "tfoot") else section
            waiting.append((child, inside, _SECTIONS.get(tag, order), own))
        if element.tag == "tr":
            rows.append((order, _RowOf(element, of_element, section)))
    return [row for _, row in sorted(rows, key=lambda each: each[0])]


def _cells(
    walk: Walk, row: etree._Element, state: State, found: HtmlGrid
) -> Iterator[tuple[etree._Element, State]]:
    """Cells of a row. One that is not laid out takes no place: those behind it move up."""
    for child in row:
        if child.tag in ("td", "th"):
            inside = walk.styles.within(child, state)
            if inside is None:
                found.unseen[NotShown.HIDDEN] += bool("".join(child.itertext()).strip())
            else:
                yield child, inside


def _filled(element: etree._Element) -> int:
    cells = [element] if element.tag in ("td", "th") else list(element.iter("td", "th"))
    return sum(bool("".join(cell.itertext()).strip()) for cell in cells)


def _span(cell: etree._Element, name: str) -> int:
    """Rows or columns that a cell spans, 0 for all that follow; the leading digits count, as in browsers."""
    found = _LEADING.match(cell.get(name, ""))
    value = int(found[1][:9]) if found else 1
    return value if value or name == "rowspan" else 1


def _text(walk: Walk, cell: etree._Element, state: State, found: HtmlGrid) -> str:
    text = _shown(walk, cell, state, found)
    if cell.get("x:num", "").startswith("-") and text.strip() and not _NEGATIVE.search(text):
        found.doubts[f"a negative number is shown without a sign, not read: {text.strip()}"] = None
        return ""
    return text


def _shown(walk: Walk, cell: etree._Element, state: State, found: HtmlGrid) -> str:
    is_plain = not len(cell) and not state.is_raised and cell not in walk.styles.written
    if is_plain and not is_turned(cell.text or "", state):
        if reason := state.not_shown:
            found.unseen[reason] += bool(cell.text and cell.text.strip())
            return ""
        return repair(on_one_line(cell.text or ""))
    pieces: list[tuple[str, bool]] = []
    pictures = 0
    for piece in walk.of(cell, state, is_cell=True):
        match piece.kind:
            case Where.TABLE:
                found.inner.append((piece.element, piece.state))
            case Where.BREAK:
                pieces.append(("\n", False))
            case Where.UNSEEN:
                found.unseen[NotShown.HIDDEN] += 1
            case Where.TEXT if reason := piece.state.not_shown:
                found.unseen[reason] += bool(piece.text.strip())
            case Where.TEXT if is_turned(piece.text, piece.state):
                found.doubts["figures laid out from right to left, not read"] = None
            case Where.TEXT:
                pieces.append((piece.text, piece.state.is_raised))
            case Where.PICTURE:
                pictures += not is_speck(piece.element)
            case Where.SCRIPT if writes(piece.text):
                found.doubts["a script writes into a cell, not read"] = None
            case Where.FRAME:
                found.doubts[f"a page within the page, not read: {piece.text}"] = None
    text = re.sub(r"\n{2,}", "\n", repair(with_marks(pieces)))
    if pictures and not text.strip():
        found.doubts["a picture in place of the text of a cell"] = None
    return text
