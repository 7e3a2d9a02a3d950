"""Whole HTML pages: tables with merged cells unfolded into a grid, other text line by line."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from ingest.model import Doubt, Grid, LeftOut, Line, NotShown, Reading, Row, Table, UnreadableDocument
from ingest.readers import htmlgrid
from ingest.readers.htmlstyle import State, Styles, of_page
from ingest.readers.htmlwalk import Walk, Where
from ingest.readers.marks import with_marks
from ingest.readers.oddrows import doubt_of
from ingest.text import repair

_EMPTY, _LINKS_ONLY = "empty", "a page of links only"
WITHOUT_CONTENT = (_EMPTY, _LINKS_ONLY)
"""Reasons for which a page is none, as it says nothing: a frame, a bar of links."""


def is_page(text: str) -> bool:
    """True for a page or a fragment whose tables are HTML tables, not for HTML within tab cells."""
    head = text[:4000].lower()
    if re.search(r"<!doctype html|<html[\s>]", head):
        return True
    return bool(re.search(r"<table[\s>]", text, re.IGNORECASE)) and not re.search(
        r"^[ \t]*[^<\s][^<\n]*\t", text, re.MULTILINE
    )


def read(text: str) -> Reading:
    """Reading of a page: lines are numbered in the order in which a reader meets them.

    Raises `UnreadableDocument` for a page that shows no text, or nothing but links.
    """
    root = _parsed(text)
    story = _Story(root)
    story.tell()
    if not story.lines:
        what = "image_only" if next(root.iter("img"), None) is not None else _EMPTY
        raise UnreadableDocument(what, "page", "save the page as it is shown, in full, or as PDF")
    if not story.has_content:
        raise UnreadableDocument(
            _LINKS_ONLY, "page", "load the documents that it links to, or the page with the text"
        )
    doubts = (*_unclosed(text), *story.doubts)
    return Reading(
        "text/html", tuple(story.lines), tuple(story.tables), doubts=doubts, left_out=tuple(story.left_out)
    )


class _Story:
    """What was read so far of a page."""

    def __init__(self, root: etree._Element) -> None:
        self.lines: list[Line] = []
        self.tables: list[Table] = []
        self.doubts: list[Doubt] = []
        self.left_out: list[LeftOut] = []
        self.has_content = False
        self._styles: Styles = of_page(root)
        self._walk = Walk(root, self._styles)
        self._root = root
        self._buffer: list[tuple[str, bool]] = []

    def tell(self) -> None:
        """Read the page from its beginning to its end."""
        for piece in self._walk.of(self._root, State()):
            match piece.kind:
                case Where.TABLE:
                    self._flush()
                    self._read_table(piece.element, piece.state)
                case Where.BREAK:
                    self._flush()
                case Where.FRAME:
                    self._flush()
                    self._doubt("a page within the page, not read", "save what it shows as a file of its own")
                case Where.TEXT if reason := piece.state.not_shown:
                    self._leave_out(reason, f"line {len(self.lines) + 1}", 1)
                case Where.UNSEEN:
                    self._leave_out(NotShown.HIDDEN, f"line {len(self.lines) + 1}", 1)
                case Where.TEXT:
                    self._buffer.append((piece.text, piece.state.is_raised))
                    self.has_content |= bool(piece.text.strip()) and not piece.is_link
        self._flush()
        for selector in dict.fromkeys(self._styles.not_understood):
            what = f"a style that may hide something is not understood: {selector}"
            self._doubt(what, "compare the page with what was read", "style")

    def _flush(self) -> None:
        for part in repair(with_marks(self._buffer)).split("\n"):
            if part:
                self.lines.append(Line(len(self.lines) + 1, part))
        self._buffer.clear()

    def _read_table(self, element: etree._Element, state: State) -> None:
        """A table, and after it those that stand in its cells."""
        waiting = [(element, state)]
        while waiting:
            element, state = waiting.pop()
            grid = htmlgrid.grid_of(self._walk, element, state)
            table_no, first = len(self.tables) + 1, len(self.lines) + 1
            rows: list[Row] = []
            odd: list[int] = []
            for row in grid.rows:
                printed = " ".join(cell for cell in row.cells if cell)
                self.lines.append(Line(len(self.lines) + 1, printed.replace("\n", " "), None, table_no))
                placements = htmlgrid.placed(row, grid)
                rows.append(Row(tuple(row.cells), len(self.lines), None, placements, tuple(row.spans)))
                odd += [len(self.lines)] if placements else []
            self.doubts += doubt_of(odd)
            if rows:
                self.has_content = True
                self.tables.append(Table(Grid.HTML, tuple(rows), first_line=first, last_line=len(self.lines)))
            for reason, count in grid.unseen.items():
                self._leave_out(reason, f"table {table_no}", count)
            waiting += reversed(grid.inner)

    def _doubt(self, reason: str, remedy: str, place: str = "") -> None:
        self.doubts.append(Doubt(reason, place or f"line {len(self.lines)}", remedy))

    def _leave_out(self, reason: NotShown, place: str, count: int) -> None:
        if count:
            self.left_out.append(LeftOut(reason, place, count))


def _parsed(text: str) -> etree._Element:
    """The page as a tree; one that holds no element at all is an empty page."""
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser)
    except etree.ParserError:
        return etree.Element("html")
    if any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log):
        raise UnreadableDocument(
            f"damaged: {parser.error_log.filter_from_fatals()[0].message}",
            "page",
            "save it as PDF, or as text",
        )
    return root


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
