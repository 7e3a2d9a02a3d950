"""PDFs: tables by the rules drawn on each page, or by alignment; the text around them line by line."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import groupby, islice, repeat

import numpy as np
import pypdfium2

from ingest.model import Box, Doubt, Grid, LeftOut, Reading, UnreadableDocument
from ingest.readers.pdf import aligned, pages, ruled
from ingest.readers.pdf.celltext import cell_text
from ingest.readers.pdf.drawings import drawn_cells
from ingest.readers.pdf.geometry import Codes, led_by, steps, where
from ingest.readers.pdf.glyphs import Glyphs
from ingest.readers.pdf.page import Page, PageCell, PageLine, PageTable
from ingest.readers.pdf.picture import reader as picture
from ingest.readers.pdf.picture import recogniser
from ingest.readers.pdf.sheet import Sheet, opened, sheet
from ingest.readers.pdf.steps import Steps, side_by_side
from ingest.readers.pdf.straddle import whole_numbers
from ingest.readers.pdf.typeset import Piece, Pieces, set_lines

MEDIA_TYPE = "application/pdf"

_MOST_PAGES = 20_000
# A page is a picture when pictures cover this share of it: with a few glyphs (a page number), with none.
_FEW_GLYPHS, _MUCH_OF_PAGE, _SOME_OF_PAGE = 20, 0.25, 0.01
# A picture of that share of a page with so few glyphs beside it may be its table.
_PART_OF_PAGE, _LITTLE_TEXT = 0.1, 150
_OVERFLOW, _STRADDLE = 3.0, 0.3
_FIGURES_ALONE = re.compile(r"^(?:-?[\d,]+\.\d{1,2}\s+){2,}-?[\d,]+\.\d{1,2}$")
"""A row of a table that has no rules and too few rows to be told by its columns."""
_AS_A_TABLE = "ask for the file as a workbook, or with rules around its cells"
_BULLET = re.compile(r"\s*\ufffd\s*[^\W\d]")
# A cell from its fields, without a Python call for each.
_cell: Callable[[tuple[Box, str, bool]], PageCell] = partial(tuple.__new__, PageCell)
_UNREAD_REMEDY = "fetch another copy, or print it as pictures and read it with gongkai[ocr]"


def read(data: bytes) -> Reading:
    """Reading of a PDF. Raises `UnreadableDocument` for damaged, encrypted or image-only files."""
    return assembled(read_pages(data, 0, page_count(data)))


def page_count(data: bytes) -> int:
    """Number of pages. Raises `UnreadableDocument` for a file without any, or with too many to read."""
    with opened(data) as document:
        count = len(document)
    if not count:
        raise UnreadableDocument("PDF without pages", "file", "fetch it again, or print it to PDF again")
    if count > _MOST_PAGES:
        raise UnreadableDocument(
            f"{count} pages", "file", f"split it into parts of at most {_MOST_PAGES} pages"
        )
    return count


def read_pages(data: bytes, first: int, stop: int) -> tuple[Page, ...]:
    """Pages from the 0-based `first` to before `stop`, each as it is shown."""
    with opened(data) as document, _uncollected():
        return tuple(side_by_side(_page(document, index) for index in range(first, stop)))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing here refers to itself, so the collector would go through all pages read so far for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def assembled(read: tuple[Page, ...]) -> Reading:
    """The reading of all pages of a document. Raises `UnreadableDocument` when none holds any text."""
    if not any(page.lines or page.tables for page in read):
        pictures = [page for page in read if page.is_picture]
        broken = [doubt.reason for page in read if page.is_lost for doubt in page.doubts]
        remedies = [doubt.remedy for page in pictures for doubt in page.doubts]
        raise UnreadableDocument(
            "image_only" if pictures else broken[0] if broken else "no text",
            f"{len(read)} pages",
            ", or ".join([*remedies[:1], "ask for the file as text"]),
        )
    return pages.reading(MEDIA_TYPE, read)


def _page(document: pypdfium2.PdfDocument, index: int) -> Steps[Page]:
    try:
        seen = yield from sheet(document, index)
        yield 0
        if _is_picture(seen) and recogniser.is_readable():
            return picture.read(document, index)
        return _laid_out(seen, index + 1)
    except UnreadableDocument as error:
        doubt = Doubt(error.doubt.reason, f"page {index + 1}", error.doubt.remedy)
    except Exception as error:  # whatever one page raises is a doubt of that page alone
        reason = f"reading it broke: {type(error).__name__}: {error}"
        doubt = Doubt(reason, f"page {index + 1}", "print it to PDF again, and report it with the file")
    return Page(index + 1, 0.0, 0.0, doubts=(doubt,))


def _laid_out(sheet: Sheet, page_no: int) -> Page:
    grids = [grid for grid in ruled.grids(*sheet.rules) if len(grid.xs) > 2]
    if _is_picture(sheet):
        doubt = Doubt("image_only", f"page {page_no}", "install gongkai[ocr] to read pictures of pages")
        return Page(page_no, sheet.width, sheet.height, is_picture=True, doubts=(doubt,))
    groups, boxes = _grouped(sheet.glyphs, grids)
    glyphs, parted = whole_numbers(sheet.glyphs, groups, boxes)
    pieces = set_lines(glyphs, groups)
    texts = _cell_texts(pieces, boxes)
    cells = map(_cell, zip(boxes.values(), texts.values(), repeat(True), strict=False))
    tables = [PageTable(Grid.RULES, grid.box, tuple(islice(cells, len(grid.cells)))) for grid in grids]
    outside = pieces.of(slice(0, int(np.searchsorted(pieces.group, 0, "right"))))
    lines = [list(line) for _, line in groupby(outside, key=lambda piece: piece.line)]
    lines.sort(key=lambda line: line[0].base)
    taken: set[int] = set()
    for table, block in aligned.tables(lines):
        tables.append(table)
        taken.update(block)
    kept = [_line(line) for number, line in enumerate(lines) if number not in taken]
    if len(sheet.others):
        kept.append(_turned(sheet.others))
    bullets = sum(map(_has_bullet, kept))
    in_paths = drawn_cells(sheet.drawn, boxes, groups)
    doubts = _doubts(
        sheet,
        bullets,
        0 if pieces.clashes is None else int(pieces.clashes.sum()),
        *(parted, in_paths, bool(tables), page_no),
    )
    if any(_FIGURES_ALONE.match(line.text) for line in kept):
        doubts += (Doubt("figures side by side outside any table", f"page {page_no}", _AS_A_TABLE),)
    return Page(
        *(page_no, sheet.width, sheet.height, tuple(tables), tuple(kept)),
        doubts=doubts,
        left_out=tuple(
            LeftOut(reason, f"page {page_no}", count, page_no) for reason, count in sheet.left_out
        ),
    )


def _has_bullet(line: PageLine) -> bool:
    """Bullets of lists come from fonts of signs: what begins a line of words is no loss."""
    return bool(_BULLET.match(line.text))


def _doubts(
    sheet: Sheet, bullets: int, clashes: int, parted: int, in_paths: int, has_table: bool, page_no: int
) -> tuple[Doubt, ...]:
    """What is shown on the page and could not be read; its places in the text are marked."""
    counts = (
        (sheet.unread - bullets, "glyphs whose font does not say which characters they are", _UNREAD_REMEDY),
        (sheet.covered, "digits of numbers are covered", "ask for a copy without what covers them"),
        (sheet.undrawn, "fields or notes have a text and no picture of it", "print it to PDF again"),
        (_digits(sheet.others), "digits are turned by an angle", "ask for a copy with upright text"),
        (parted, "digits stand on a rule between cells", "ask for a copy with wider columns"),
        (in_paths, "cells hold drawings and no text", _UNREAD_REMEDY),
        (_pictures(sheet, has_table), "pictures that may hold a table beside text", _UNREAD_REMEDY),
        (clashes, "digits are printed over other characters", "ask for a copy without what lies over them"),
    )
    return tuple(
        Doubt(f"{count} {reason}", f"page {page_no}", remedy) for count, reason, remedy in counts if count
    )


def _digits(glyphs: Glyphs) -> int:
    return int(((glyphs.codes >= ord("0")) & (glyphs.codes <= ord("9"))).sum())


def _pictures(sheet: Sheet, has_table: bool) -> int:
    """How many large pictures stand beside the few lines of a page without any table."""
    if has_table or len(sheet.glyphs) > _LITTLE_TEXT:
        return 0
    x = (sheet.glyphs.x0 + sheet.glyphs.x1) / 2
    y = (sheet.glyphs.top + sheet.glyphs.bottom) / 2
    count = 0
    for x0, y0, x1, y1 in sheet.pictures:
        is_large = (x1 - x0) * (y1 - y0) > _PART_OF_PAGE * sheet.width * sheet.height
        count += is_large and not ((x > x0) & (x < x1) & (y > y0) & (y < y1)).any()
    return count


def _is_picture(sheet: Sheet) -> bool:
    if len(sheet.glyphs) >= _FEW_GLYPHS:
        return False
    area = sum(max(box[2] - box[0], 0) * max(box[3] - box[1], 0) for box in sheet.pictures)
    share = _MUCH_OF_PAGE if len(sheet.glyphs) else _SOME_OF_PAGE
    return area > share * sheet.width * sheet.height


def _turned(glyphs: Glyphs) -> PageLine:
    """Text at another angle, in the order in which it was drawn."""
    box = (
        *(float(glyphs.x0.min()), float(glyphs.top.min())),
        *(float(glyphs.x1.max()), float(glyphs.bottom.max())),
    )
    return PageLine(box, "".join(map(chr, glyphs.codes.tolist())))


def _grouped(glyphs: Glyphs, grids: list[ruled.RuledGrid]) -> tuple[Codes, dict[int, Box]]:
    """For every glyph the number of the cell in which its middle stands (0: none), and the cells' boxes."""
    groups = np.zeros(len(glyphs), np.int64)
    boxes: dict[int, Box] = {}
    area = np.full(len(glyphs), np.inf)
    x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
    first = 1
    for grid in grids:
        xs, ys = np.array(grid.xs), np.array(grid.ys)
        column, row = xs.searchsorted(x) - 1, ys.searchsorted(y) - 1
        inside = (column >= 0) & (column < len(xs) - 1) & (row >= 0) & (row < len(ys) - 1)
        # of tables within tables the inner one counts
        size = (xs[-1] - xs[0]) * (ys[-1] - ys[0])
        inside &= size < area
        area[inside] = size
        groups[inside] = grid.owners[row[inside], column[inside]] + first
        boxes.update(enumerate(grid.boxes, start=first))
        first += len(grid.cells)
    _pull_back(glyphs, groups, boxes)
    return groups, boxes


def _pull_back(glyphs: Glyphs, groups: Codes, boxes: dict[int, Box]) -> None:
    """Text that runs a little over the rule of its cell stays with its cell.

    Only the end of a run that was drawn in one go counts: its glyph across the rule starts (or ends)
    within the cell, and nothing follows it on the other side.
    """
    if len(glyphs) < 2:
        return
    is_run = (steps(glyphs.index) == 1) & (np.abs(steps(glyphs.base)) < _STRADDLE)
    is_run &= glyphs.x0[1:] - glyphs.x1[:-1] < _STRADDLE * (glyphs.bottom[1:] - glyphs.top[1:]) + _STRADDLE
    for left in where(is_run & (steps(groups) != 0)).tolist():
        right = left + 1
        if not groups[left] or not groups[right]:
            continue
        wall = boxes[int(groups[right])][0]
        if abs(boxes[int(groups[left])][2] - wall) > _STRADDLE:
            continue
        if glyphs.x0[right] < wall - _STRADDLE:
            last = right
            while last < len(is_run) and is_run[last] and groups[last + 1] == groups[right]:
                last += 1
            if glyphs.x1[last] - wall <= _OVERFLOW:
                groups[right : last + 1] = groups[left]
        elif glyphs.x1[left] > wall + _STRADDLE:
            first = left
            while first > 0 and is_run[first - 1] and groups[first - 1] == groups[left]:
                first -= 1
            if wall - glyphs.x0[first] <= _OVERFLOW:
                groups[first : left + 1] = groups[right]


def _cell_texts(pieces: Pieces, boxes: dict[int, Box]) -> dict[int, str]:
    """The text of every cell; most hold one piece, which is all of it."""
    texts = dict.fromkeys(boxes, "")
    texts.update(zip(pieces.group.tolist(), pieces.texts, strict=True))
    texts.pop(0, None)
    is_next = (steps(pieces.group) == 0) & (pieces.group[1:] > 0)
    several = where(np.append(is_next, False) | led_by(False, is_next))
    for group, inside in groupby(pieces.of(several), key=lambda piece: piece.group):
        texts[group] = _cell_text(list(inside), boxes[group])
    return texts


def _cell_text(pieces: list[Piece], box: Box) -> str:
    return cell_text([list(line) for _, line in groupby(pieces, key=lambda piece: piece.line)], box)


def _line(pieces: list[Piece]) -> PageLine:
    lefts, tops, rights, bottoms = zip(*(piece.box for piece in pieces), strict=True)
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    return PageLine(box, " ".join(piece.text for piece in pieces), len(pieces) == 1)
