"""A second reading of pages of a PDF, by an engine of its own: pdfminer's glyphs, pdfplumber's tables.

Nothing of the first reader is used but the repair of Unicode, so that one text is the same in both.
Places are those of the page as it is shown, as the first reader gives them.
"""

from __future__ import annotations

import logging
import math
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.pdf import PDF

from ingest.files import content
from ingest.limits import limited_time
from ingest.model import Box
from ingest.text import repair

_SECONDS = 300
# How pdfminer writes a glyph whose character it does not know, and what fonts say where they do not.
_UNKNOWN = re.compile(r"\(cid:|[\x00\ufffd]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell of a table that pdfplumber finds, or a word of the page: what it says and where it stands.

    Table, row and column are pdfplumber's own, from 1, and None for a word. `text` is empty for a blank
    cell, None where a glyph has no character.
    """

    text: str | None
    box: Box
    table_no: int | None = None
    row_no: int | None = None
    col_no: int | None = None


def read_file(path: Path, page_numbers: tuple[int, ...]) -> tuple[dict[int, tuple[Piece, ...]], float]:
    """The pieces of each page of a file, whatever it makes of the engine, and the CPU seconds."""
    started = time.process_time()
    with limited_time(_SECONDS):
        try:
            pages = read_pages(content(path), page_numbers)
        except Exception:  # nothing is read, so nothing is confirmed
            pages = dict.fromkeys(page_numbers, ())
    return pages, time.process_time() - started


def read_pages(data: bytes, page_numbers: tuple[int, ...]) -> dict[int, tuple[Piece, ...]]:
    """The pieces of each page, by its number from 1: cells, then words in the order of reading.

    A page that breaks the engine has none. Raises what pdfminer raises for a file that it cannot open.
    """
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    with pdfplumber.open(BytesIO(data)) as document:
        return {number: _pieces_or_none(document, number) for number in page_numbers}


def _pieces_or_none(document: PDF, number: int) -> tuple[Piece, ...]:
    page = document.pages[number - 1]
    try:
        return tuple(_pieces(_upright(document, page)))
    except Exception:  # whatever it stumbles over: nothing is read, so nothing is confirmed
        return ()
    finally:
        page.close()


def _pieces(page: Page) -> Iterator[Piece]:
    left, top = page.cropbox[:2]
    clean = page.dedupe_chars()
    for table_no, table in enumerate(clean.find_tables(), start=1):
        for row_no, (row, texts) in enumerate(zip(table.rows, table.extract(), strict=True), start=1):
            for col_no, (box, text) in enumerate(zip(row.cells, texts, strict=True), start=1):
                if box:
                    yield Piece(_said(text or ""), _moved(box, left, top), table_no, row_no, col_no)
    for text, box in _words(clean):
        yield Piece(_said(text), _moved(box, left, top))


def _words(page: Page) -> Iterator[tuple[str, Box]]:
    """The words line by line. A line is what stands at one height: figures and characters of two fonts
    have tops of their own.
    """
    words = [
        (str(word["text"]), (word["x0"], word["top"], word["x1"], word["bottom"]))
        for word in page.extract_words()
    ]
    words.sort(key=lambda word: word[1][1] + word[1][3])
    line: list[tuple[str, Box]] = []
    for word in words:
        if line and (word[1][1] + word[1][3]) / 2 > line[0][1][3]:
            yield from _from_left(line)
            line = []
        line.append(word)
    yield from _from_left(line)


def _from_left(line: list[tuple[str, Box]]) -> list[tuple[str, Box]]:
    return sorted(line, key=lambda word: word[1][0])


def _said(text: str) -> str | None:
    return None if _UNKNOWN.search(text) else repair(text)


def _moved(box: Box, left: float, top: float) -> Box:
    """From the corner of the medium to that of what is shown of it, in tenths of a point."""
    x0, y0, x1, y1 = box
    return round(x0 - left, 1), round(y0 - top, 1), round(x1 - left, 1), round(y1 - top, 1)


def _upright(document: PDF, page: Page) -> Page:
    """The page turned so that most of its text runs to the right."""
    turns = Counter(_turn(char["matrix"]) for char in page.chars)
    turn = turns.most_common(1)[0][0] if turns else 0
    if not turn:
        return page
    layout = page.page_obj
    layout.rotate = (page.rotation - turn) % 360
    layout.attrs["Rotate"] = layout.rotate
    return Page(document, layout, page.page_number)


def _turn(matrix: tuple[float, ...]) -> int:
    """Degrees, clockwise and in quarters, at which text runs."""
    return round(math.degrees(-math.atan2(matrix[1], matrix[0])) / 90) * 90 % 360
