"""Pages that are pictures: straightened, their rules found, their text recognised cell by cell.

Recognition needs the extra `gongkai[ocr]`; all that comes before it needs numpy only. Lengths are in
nominal points: 200 pixels are 72 of them, whatever size the page says it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2

from ingest.model import Doubt, Grid
from ingest.readers.pdf import ruled
from ingest.readers.pdf.page import Page, PageCell, PageLine, PageTable
from ingest.readers.pdf.picture import recogniser
from ingest.readers.pdf.picture.raster import DOTS_PER_POINT, Picture, Window, bounds_of, to_points, window_of
from ingest.readers.pdf.picture.ruling import add_frame, ruling, without_rules
from ingest.readers.pdf.picture.shades import NOTHING, grey, ink, light
from ingest.readers.pdf.picture.slips import FAINT, FAINT_COLOUR, slip_of, slips_of
from ingest.readers.pdf.picture.straightening import rendered, skew, turned_by
from ingest.readers.pdf.picture.textlines import SAME_LINE, apart, fitted, usual_height
from ingest.readers.pdf.typeset import joined

# Longer pages were made from pictures as if a pixel were a point: they are taken for A4.
_LONGEST, _A4 = 1250.0, 842.0
# Ink is coloured if it is so much (of 255) lighter without its colour.
_COLOURED = 40
# So many times as high as wide is text that runs up or down.
_LENGTHWISE = 1.5
# How sure half of a page must be to stand upright.
_CERTAIN = 0.7


def read(document: pypdfium2.PdfDocument, index: int) -> Page:
    """The page at the 0-based `index` as recognised; boxes in points of the page straight and upright.

    A page with ink on it of which nothing is recognised carries a doubt; an empty one does not.
    """
    page = document[index]
    try:
        width, height = page_size = page.get_size()
        longest = max(width, height)
        scale = DOTS_PER_POINT * (1.0 if longest <= _LONGEST else _A4 / longest)
        picture = rendered(page, scale)
    finally:
        page.close()
    picture = turned_by(picture, skew(ink(light(picture))))
    found = _recognised(picture, scale)
    for quarters in (1, 3, 2):
        if found.certainty >= _CERTAIN:
            break
        turned = _recognised(np.rot90(picture, quarters), scale)
        if turned.certainty > found.certainty:
            found = turned
            if quarters != 2:
                width, height = page_size[1], page_size[0]
    is_read = found.is_blank or bool(found.lines)
    is_read = is_read or any(cell.text for table in found.tables for cell in table.cells)
    doubt = Doubt("image_only", f"page {index + 1}", "no text was recognised on it: see what it shows")
    return Page(
        *(index + 1, width, height, found.tables, found.lines),
        is_picture=True,
        doubts=() if is_read else (doubt,),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What a picture shows, in points of its page, and how sure (0 to 1) half of its lines are at least.

    Nothing is read where text stands on its side: then `certainty` is 0.
    """

    tables: tuple[PageTable, ...] = ()
    lines: tuple[PageLine, ...] = ()
    certainty: float = 0.0
    is_blank: bool = False


def _recognised(picture: Picture, scale: float) -> _Found:
    """Tables and lines of a straight picture."""
    shades, black = light(picture), grey(picture)
    dark, dark_black = ink(shades), ink(black)
    if int(dark.sum()) <= NOTHING:
        return _Found(certainty=1.0, is_blank=True)
    is_coloured = black - np.minimum(black, shades) > _COLOURED
    if 2 * (dark & is_coloured).sum() > dark.sum():
        # printed in colour: there is no black to tell from stamps
        black, dark_black = shades, dark
    rules = ruling(dark_black)
    grids = [grid for grid in ruled.grids(rules.across, rules.down) if len(grid.xs) > 2]
    drawn = rules.drawn
    for grid in grids:
        add_frame(drawn, window_of(grid.box, dark.shape))
    text = dark & ~drawn
    layers = [
        (without_rules(black, drawn), text & dark_black, FAINT),
        (without_rules(shades, drawn), text & is_coloured, FAINT_COLOUR),
    ]
    windows = [[window_of(box, dark.shape) for box in grid.boxes] for grid in grids]
    outside = text.copy()
    for grid in grids:
        left, top, right, bottom = window_of(grid.box, dark.shape)
        outside[top:bottom, left:right] = False
        shades[top:bottom, left:right] = 255
    boxes = recogniser.text_boxes(shades) if outside.sum() > NOTHING else []
    every = [window for held in windows for window in held]
    if _is_sideways([*(bounds_of(layers[0][1], window) for window in every), *boxes]):
        return _Found()
    usual = usual_height(layers[0][1], every)
    slips = [
        (number, place, slip)
        for number, held in enumerate(windows)
        for place, window in enumerate(held)
        for slip in slips_of(layers, window, usual)
    ]
    readings = recogniser.read_lines([slip.picture for *_, slip in slips])
    texts: dict[tuple[int, int], list[str]] = {}
    for (number, place, slip), (word, score) in zip(slips, readings, strict=True):
        if word and score >= slip.least:
            texts.setdefault((number, place), []).append(word)
    tables = []
    for number, grid in enumerate(grids):
        cells = tuple(
            PageCell(to_points(box, scale), joined(texts.get((number, place), [])))
            for place, box in enumerate(grid.boxes)
        )
        tables.append(PageTable(Grid.PICTURE, to_points(grid.box, scale), cells))
    found = apart([window for box in boxes if (window := fitted(outside, box))])
    whole = (0, 0, dark.shape[1], dark.shape[0])
    others = recogniser.read_lines(
        [slip_of(shades, outside, window, whole, window[3] - window[1]) for window in found]
    )
    lines = _lines(
        [
            (window, word)
            for window, (word, score) in zip(found, others, strict=True)
            if word and score >= FAINT
        ],
        scale,
    )
    scores = [score for _, score in (*readings, *others)]
    return _Found(tuple(tables), tuple(lines), float(np.median(scores)) if scores else 0.0)


def _is_sideways(boxes: Sequence[Window]) -> bool:
    """Whether most text that is no square runs up or down."""
    sizes = [(right - left, bottom - top) for left, top, right, bottom in boxes]
    tall = sum(high > _LENGTHWISE * wide for wide, high in sizes)
    return tall > sum(wide > _LENGTHWISE * high for wide, high in sizes)


def _lines(pieces: Sequence[tuple[Window, str]], scale: float) -> list[PageLine]:
    """Lines of text outside tables, those at the same height put together."""
    rows_of: list[list[tuple[Window, str]]] = []
    for piece in sorted(pieces, key=lambda piece: piece[0][1] + piece[0][3]):
        middle = (piece[0][1] + piece[0][3]) / 2
        height = piece[0][3] - piece[0][1]
        if rows_of and abs(middle - _middle(rows_of[-1])) <= SAME_LINE * height:
            rows_of[-1].append(piece)
        else:
            rows_of.append([piece])
    lines = []
    for row in rows_of:
        row.sort(key=lambda piece: piece[0][0])
        box = (
            *(min(window[0] for window, _ in row) / scale, min(window[1] for window, _ in row) / scale),
            *(max(window[2] for window, _ in row) / scale, max(window[3] for window, _ in row) / scale),
        )
        lines.append(PageLine(box, " ".join(word for _, word in row), len(row) == 1))
    return lines


def _middle(row: Sequence[tuple[Window, str]]) -> float:
    return sum(window[1] + window[3] for window, _ in row) / 2 / len(row)
