"""PDFs: ruled tables by pdfplumber, the text around them line by line."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
from pdfplumber.page import Page

from ingest.model import Doubt, Grid, Line, Reading, Row, Table, UnreadableDocument
from ingest.text import repair

MEDIA_TYPE = "application/pdf"


def read(data: bytes) -> Reading:
    """Reading of a PDF. Raises `UnreadableDocument` for damaged, encrypted or image-only files."""
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            lines: list[Line] = []
            tables: list[Table] = []
            for page in pdf.pages:
                _read_page(page, lines, tables)
            pages = len(pdf.pages)
            images = sum(bool(page.images) for page in pdf.pages)
    except Exception as error:  # pdfminer raises many types for damaged files
        raise UnreadableDocument(
            f"damaged or encrypted PDF: {type(error).__name__}", "file", "print it to PDF again"
        ) from error
    if not lines and not tables:
        raise UnreadableDocument(
            "image_only" if images else "no text", f"{pages} pages", "run OCR over it first"
        )
    return Reading(MEDIA_TYPE, tuple(lines), tuple(tables), pages, _doubts(lines))


def _doubts(lines: list[Line]) -> tuple[Doubt, ...]:
    return () if lines else (Doubt("no text outside tables", "file", "check the titles of the tables"),)


def _read_page(page: Page, lines: list[Line], tables: list[Table]) -> None:
    """Lines and tables of one page, from top to bottom."""
    found = page.find_tables()
    outside = page
    for table in found:
        outside = outside.outside_bbox(table.bbox, strict=False)
    items: list[tuple[float, str | list[list[str | None]]]] = [
        (line["top"], line["text"]) for line in outside.extract_text_lines(return_chars=False)
    ]
    items += [(table.bbox[1], table.extract()) for table in found]
    for _, item in sorted(items, key=lambda item: item[0]):
        if isinstance(item, str):
            if text := repair(item):
                lines.append(Line(len(lines) + 1, text.replace("\n", " "), page.page_number))
            continue
        first = len(lines) + 1
        rows: list[Row] = []
        for printed in item:
            cells = tuple("".join(repair(cell or "").split("\n")) for cell in printed)
            if any(cells):
                text = " ".join(cell for cell in cells if cell)
                lines.append(Line(len(lines) + 1, text, page.page_number, len(tables) + 1))
                rows.append(Row(cells, len(lines), page.page_number))
        if rows:
            tables.append(Table(Grid.RULES, tuple(rows), first, len(lines), page.page_number))
