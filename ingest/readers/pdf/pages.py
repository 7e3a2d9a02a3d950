"""From pages to one reading: tables joined over pages, wrapped lines made paragraphs, all in order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.model import Box, Line, Placement, Reading, Row, Table
from ingest.readers.pdf.cutrows import mended
from ingest.readers.pdf.page import Page, PageCell, PageLine, PageTable
from ingest.readers.pdf.typeset import joined
from ingest.text import repair

_EDGE, _FRAME = 2.5, 4.0
_MARGIN = 0.12
_REACHES, _STARTS, _WIDE, _LONG = 1.6, 0.8, 0.7, 15
# No line of Chinese text begins with these: they belong to the line above.
_CLOSING = tuple("。，、；：！？）》”,;:)")
# Running text has one of these within two lines; titles have none.
_RUNNING = re.compile("[,，。;；、]")
_PAGE_NUMBER = re.compile(r"[\s\d第共页/·.,—–-]+")
_NUMBERING = re.compile(
    r"[(（]?[一二三四五六七八九十\d]+([)）、]|[.．](?!\d))|第[一二三四五六七八九十\d]+[章节条部]"
)


@dataclass(slots=True)
class _Joined:
    """One table with its parts on one or more pages, and the edges of its columns so far."""

    parts: list[tuple[Page, PageTable]]
    edges: list[float]


@dataclass(slots=True)
class _Paragraph:
    """Lines of running text that were wrapped: they stand on one page, or go on over the next."""

    page: Page
    lines: list[PageLine] = field(default_factory=list)


_Item = _Joined | _Paragraph


def reading(media_type: str, read: Sequence[Page]) -> Reading:
    """The reading of a document from its pages in order."""
    lines: list[Line] = []
    tables: list[Table] = []
    for item in _items(read):
        if isinstance(item, _Paragraph):
            if text := repair(joined([line.text for line in item.lines])).replace("\n", " "):
                box = _around(line.box for line in item.lines)
                page = item.page
                lines.append(
                    Line(len(lines) + 1, text, page.page_no, box=box, is_from_picture=page.is_picture)
                )
            continue
        rows = _rows(item, len(lines), len(tables) + 1)
        if rows:
            first = len(lines) + 1
            lines += [line for _, line in rows]
            page_no = item.parts[0][0].page_no
            grid = item.parts[0][1].grid
            tables.append(Table(grid, tuple(row for row, _ in rows), first, len(lines), page_no))
    doubts = tuple(doubt for page in read for doubt in page.doubts)
    left_out = tuple(piece for page in read for piece in page.left_out)
    return Reading(media_type, tuple(lines), tuple(tables), len(read), doubts, left_out)


def _items(read: Sequence[Page]) -> list[_Item]:
    """Tables and paragraphs of all pages in reading order, joined where they go on."""
    running = _running_lines(read)
    items: list[_Item] = []
    last_table: _Joined | None = None
    open_text: _Paragraph | None = None
    for page in read:
        if page.is_lost:  # what stood on it is not known, so nothing goes on over it
            last_table = open_text = None
        boxes = [*(line.box for line in page.lines), *(table.box for table in page.tables)]
        left, right = min((box[0] for box in boxes), default=0.0), max((box[2] for box in boxes), default=0.0)
        placed: list[PageLine | PageTable] = sorted([*page.lines, *page.tables], key=_order)
        for thing in placed:
            if isinstance(thing, PageTable):
                if last_table and _goes_on(last_table, page, thing):
                    last_table.parts.append((page, thing))
                    last_table.edges = _edges([*last_table.edges, *_column_edges(thing)])
                else:
                    last_table = _Joined([(page, thing)], _edges(_column_edges(thing)))
                    items.append(last_table)
                open_text = None
                continue
            is_running = _running_key(page, thing) in running or _PAGE_NUMBER.fullmatch(repair(thing.text))
            if open_text and not is_running and _continues(open_text.lines[-1], thing, left):
                open_text.lines.append(thing)
            else:
                paragraph = _Paragraph(page, [thing])
                items.append(paragraph)
                if is_running:
                    continue
                open_text = paragraph
                last_table = None
            if not _reaches(thing, left, right):
                open_text = None
    return items


def _order(thing: PageLine | PageTable) -> tuple[float, float]:
    return thing.box[1], thing.box[0]


def _running_key(page: Page, line: PageLine) -> tuple[str, int] | None:
    """Text without its numbers and height on the page, for lines near the top or the bottom edge."""
    if not page.height * _MARGIN < line.box[1] < page.height * (1 - _MARGIN):
        return re.sub(r"\d+", "#", repair(line.text)), round(line.box[1] / 4)
    return None


def _running_lines(read: Sequence[Page]) -> set[tuple[str, int] | None]:
    """Lines that stand at the same height of many pages: headers and footers."""
    counts = Counter(
        key for page in read for key in {_running_key(page, line) for line in page.lines} if key is not None
    )
    fewest = max(3, len(read) // 3)
    return {key for key, count in counts.items() if count >= fewest}


def _reaches(line: PageLine, left: float, right: float) -> bool:
    """A line of most of the text's width, up to the right margin: its paragraph may go on below."""
    height = line.box[3] - line.box[1]
    width = line.box[2] - line.box[0]
    is_wide = width >= _WIDE * (right - left) and width >= _LONG * height
    return line.is_whole and is_wide and line.box[2] >= right - _REACHES * height


def _continues(line: PageLine, following: PageLine, left: float) -> bool:
    """A line from the left margin on, without an indent or a number of its own, near the one before."""
    if following.text[:1] in _CLOSING:
        return True
    height = line.box[3] - line.box[1]
    is_near = following.box[1] < line.box[1] or following.box[1] - line.box[3] < 2 * height
    is_running = _RUNNING.search(line.text) or _RUNNING.search(following.text)
    return bool(
        is_near
        and is_running
        and following.box[0] <= left + _STARTS * height
        and abs((following.box[3] - following.box[1]) - height) < height / 2
        and not _NUMBERING.match(repair(following.text))
    )


def _goes_on(table: _Joined, page: Page, part: PageTable) -> bool:
    """A table at the top of the next page, in the same frame and with no other columns, goes on there.

    A first row that is one cell, with no figures right below it, is the title of another table. Text
    between them, running headers and page numbers left aside, has ended the table already.
    """
    last_page, last = table.parts[-1]
    if page.page_no != last_page.page_no + 1 or part.grid != last.grid:
        return False
    if abs(part.box[0] - last.box[0]) > _FRAME or abs(part.box[2] - last.box[2]) > _FRAME:
        return False
    first_row = [cell for cell in part.cells if abs(cell.box[1] - part.box[1]) <= _EDGE]
    if len(first_row) == 1 and first_row[0].text:
        below = first_row[0].box[3]
        second_row = [cell for cell in part.cells if abs(cell.box[1] - below) <= _EDGE]
        if not any(character.isdigit() for cell in second_row for character in cell.text):
            return False
    others = _edges(_column_edges(part))
    return _all_among(others, table.edges) or _all_among(table.edges, others)


def _column_edges(part: PageTable) -> Iterator[float]:
    for cell in part.cells:
        yield cell.box[0]
        yield cell.box[2]


def _all_among(some: list[float], others: list[float]) -> bool:
    return all(min(abs(edge - other) for other in others) <= _FRAME for edge in some)


def _edges(places: Iterable[float]) -> list[float]:
    """The places at which cells begin or end, each once."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _EDGE:
            edges.append(place)
    return edges


def _index(edges: list[float], place: float) -> int:
    after = bisect_left(edges, place)
    if after and (after == len(edges) or place - edges[after - 1] <= edges[after] - place):
        return after - 1
    return after


def _rows(table: _Joined, line_count: int, table_no: int) -> list[tuple[Row, Line]]:
    """The printed rows of a table with their lines of text; rows without any text are left out."""
    is_picture = {page.page_no: page.is_picture for page, _ in table.parts}
    found: list[tuple[Row, Line]] = []
    for row in mended([row for page, part in table.parts for row in _printed(page, part, table.edges)]):
        line_no = line_count + len(found) + 1
        printed = " ".join(cell for cell in row.cells if cell)
        box = _around(box for box in row.boxes if box)
        line = Line(line_no, printed, row.page_no, table_no, box, is_picture[row.page_no or 0])
        found.append((replace(row, line_no=line_no), line))
    return found


def _printed(page: Page, part: PageTable, columns: list[float]) -> Iterator[Row]:
    """The rows of that part of a table which stands on one page."""
    at_column = {edge: _index(columns, edge) for edge in set(_column_edges(part))}
    heights = _edges(edge for cell in part.cells for edge in (cell.box[1], cell.box[3]))
    at_row = {edge: _index(heights, edge) for cell in part.cells for edge in (cell.box[1], cell.box[3])}
    by_row: dict[int, list[tuple[PageCell, str]]] = {}
    for cell in part.cells:
        text = repair(cell.text).replace("\n", " ")
        if text:
            by_row.setdefault(at_row[cell.box[1]], []).append((cell, text))
    for row_index in sorted(by_row):
        width = len(columns) - 1
        cells, placements = [""] * width, [Placement.EXPLICIT] * width
        spans: list[tuple[int, int]] = [(1, 1)] * width
        boxes: list[Box | None] = [None] * width
        for cell, text in sorted(by_row[row_index], key=lambda pair: pair[0].box[0]):
            column, end = at_column[cell.box[0]], at_column[cell.box[2]]
            row_end = at_row[cell.box[3]]
            down = sum(1 for other in by_row if row_index <= other < row_end)
            # cells too narrow to tell apart stay two texts
            cells[column] = f"{cells[column]} {text}".strip()
            spans[column] = (max(down, 1), max(end - column, 1))
            boxes[column] = _rounded(cell.box)
            if not cell.is_sure:
                placements[column] = Placement.UNPLACED
        unsure = tuple(placements) if Placement.UNPLACED in placements else ()
        yield Row(tuple(cells), None, page.page_no, unsure, tuple(spans), tuple(boxes))


def _rounded(box: Box) -> Box:
    return round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)


def _around(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return _rounded((min(lefts), min(tops), max(rights), max(bottoms)))
