"""Whole HTML pages: tables with merged cells unfolded into a grid, other text line by line."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from ingest.model import Doubt, Grid, LeftOut, Line, NotShown, Reading, Row, Table, UnreadableDocument
from ingest.readers import htmlgrid
from ingest.readers.htmlboxes import is_amount, make_tables
from ingest.readers.htmlother import can_hold_table, figures_of, holds_data, is_turned, numbers_of
from ingest.readers.htmlpanes import open_panes
from ingest.readers.htmlstyle import State, Styles, of_page
from ingest.readers.htmlwalk import Walk, Where
from ingest.readers.marks import with_marks
from ingest.readers.oddrows import doubt_of
from ingest.text import repair

_AS_SHOWN = "show it in a browser, and save the page as PDF, or as it is shown then"
_SIDE_BY_SIDE = re.compile(r"(?<!\S)[\d,]+\.\d{1,2} [\d,]+\.\d{1,2}(?!\S)")
# `<HTML>` or `<table>` alone may be a name: a page, a table hold more than that.
_PAGE = re.compile(r"\A\W*<html[\s>]|<(?:head|body|meta|title|/html)[\s/>]", re.IGNORECASE)
_TABLE, _OF_TABLE = (
    re.compile(pattern, re.IGNORECASE)
    for pattern in (r"<table[\s>]", r"<table\s[^<>]*=|</table\s*>|<(?:t[rhd]|tbody|caption|div)[\s>]")
)
_MOST_LOOSE = 4
"""Figures outside tables from which on they are taken for rows of one."""
_EMPTY, _LINKS_ONLY = "empty", "a page of links only"
WITHOUT_CONTENT = (_EMPTY, _LINKS_ONLY)
"""Reasons for which a page is none, as it says nothing: a frame, a bar of links."""


def is_page(text: str) -> bool:
    """True for a page or a fragment whose tables are HTML tables, not for HTML within tab cells."""
    head = text[:4000].lower()
    if "<!doctype html" in head:
        return True
    if re.search(r"<html[\s>]", head) and _PAGE.search(text):
        return True
    if not (_TABLE.search(text) and _OF_TABLE.search(text)):
        return False
    return not re.search(r"^[ \t]*[^<\s][^<\n]*\t", text, re.MULTILINE)


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
    doubts = tuple(dict.fromkeys((*_unclosed(text), *story.doubts)))
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
        open_panes(root, self._styles)
        make_tables(root, self._styles)
        self._walk = Walk(root, self._styles)
        self._root = root
        self._table_of: dict[etree._Element, int] = {}
        self._buffer: list[tuple[str, bool]] = []
        self._hidden: list[tuple[str, etree._Element]] = []
        self._scripts: list[tuple[str, str]] = []
        self._loose: list[int] = []
        self._cells = 0

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
                    what = f"a page within the page, not read: {piece.text}"
                    self._doubt(what, "save what it shows as a file of its own")
                case Where.PICTURE if (
                    not piece.is_link and self.has_content and can_hold_table(piece.element)
                ):
                    self._flush()
                    self._doubt("a picture as large as a table, not read", "load the table as text or as PDF")
                case Where.SCRIPT:
                    self._scripts.append((f"line {len(self.lines) + 1}", piece.text))
                case Where.TEXT if reason := piece.state.not_shown:
                    self._leave_out(reason, f"line {len(self.lines) + 1}", 1)
                case Where.UNSEEN:
                    self._leave_out(NotShown.HIDDEN, f"line {len(self.lines) + 1}", 1)
                    self._hidden.append((f"line {len(self.lines) + 1}", piece.element))
                case Where.TEXT if is_turned(piece.text, piece.state):
                    self._flush()
                    self._doubt("figures laid out from right to left, not read", _AS_SHOWN)
                case Where.TEXT:
                    self._buffer.append((piece.text, piece.state.is_raised))
                    self._loose += (
                        [len(self.lines) + 1] if is_amount(piece.text) and "." in piece.text else []
                    )
                    self.has_content |= bool(piece.text.strip()) and not piece.is_link
        self._flush()
        for doubt in self._styles.doubts:
            self._doubt(doubt.reason, "compare the page with what was read", self._place_of(doubt.element))
        self._tell_what_is_missing()

    def _tell_what_is_missing(self) -> None:
        """Doubts about figures that the page has, but not in what was read of it as text and tables."""
        whole = "\n".join(line.text for line in self.lines)
        shown, letters = figures_of(whole), "".join(whole.split())
        hidden = 0
        for place, element in self._hidden:
            text = " ".join(element.itertext())
            if _has_table(element) and numbers_of(text) - numbers_of(whole):
                self._doubt("a table of the page is hidden, not read", _AS_SHOWN, place)
            elif (own := "".join(text.split())) not in letters:
                hidden += len(own)
        if hidden > len(letters):
            self._doubt("more than half of the page is hidden, not read", _AS_SHOWN, "page")
        for place, script in self._scripts:
            if holds_data(script, shown):
                self._doubt("a script carries figures that the page shows, not read", _AS_SHOWN, place)
        for line in self.lines:
            pairs = len(_SIDE_BY_SIDE.findall(line.text)) if line.table_no is None else 0
            self._loose += [line.line_no] * 2 * pairs
        if len(self._loose) >= _MOST_LOOSE:
            what = "amounts stand side by side outside any table, not read as a table"
            self._doubt(what, "save the page as PDF, or the table as text", f"line {self._loose[0]}")

    def _place_of(self, element: etree._Element) -> str:
        """The table that an element stands in or holds, else that a style speaks of it."""
        around = (self._table_of.get(each) for each in (element, *element.iterancestors("table")))
        within = (self._table_of.get(each) for each in element.iter("table"))
        number = next((each for each in (*around, *within) if each), None)
        return f"table {number}" if number else "style"

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
            grid = htmlgrid.grid_of(self._walk, element, state, self._cells)
            table_no, first = len(self.tables) + 1, len(self.lines) + 1
            rows: list[Row] = []
            odd: list[int] = []
            for row in grid.rows:
                printed = " ".join(cell for cell in row.cells if cell)
                self.lines.append(Line(len(self.lines) + 1, printed.replace("\n", " "), None, table_no))
                placements = htmlgrid.placed(row, grid)
                rows.append(Row(tuple(row.cells), len(self.lines), None, placements, tuple(row.spans)))
                odd += [len(self.lines)] if placements else []
            self._cells += sum(len(row.cells) for row in rows)
            self.doubts += doubt_of(odd)
            filled = sum(bool(cell) for row in rows for cell in row.cells)
            if grid.unseen[NotShown.HIDDEN] > filled:
                what = "more than half of a table is hidden, not read"
                self._doubt(what, _AS_SHOWN, f"table {table_no}" if rows else "page")
            for what in grid.doubts:
                self._doubt(what, "compare the page with what was read", f"table {table_no}")
            if rows:
                self.has_content = True
                self._table_of[element] = table_no
                self.tables.append(Table(Grid.HTML, tuple(rows), first_line=first, last_line=len(self.lines)))
            for reason, count in grid.unseen.items():
                self._leave_out(reason, f"table {table_no}", count)
            waiting += reversed(grid.inner)

    def _doubt(self, reason: str, remedy: str, place: str = "") -> None:
        self.doubts.append(Doubt(reason, place or f"line {len(self.lines)}", remedy))

    def _leave_out(self, reason: NotShown, place: str, count: int) -> None:
        if count:
            self.left_out.append(LeftOut(reason, place, count))


def _has_table(element: etree._Element) -> bool:
    return element.tag == "table" or next(element.iter("table"), None) is not None


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


def _without_comments(text: str) -> str:
    """Each comment is looked for once: openings without an end must not be searched from anew."""
    kept: list[str] = []
    begin = 0
    while (start := text.find("<!--", begin)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        kept.append(text[begin:start])
        begin = end + 3
    return "".join([*kept, text[begin:]])


def _unclosed(text: str) -> tuple[Doubt, ...]:
    text = _without_comments(text)
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
