"""Word documents (.docx): paragraphs line by line, tables with merged cells, both in the order of the text.

Read from the XML itself: text of a cell without the tables in it, text that was inserted but not deleted,
tables within content controls and text boxes are what matters here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import InitVar, dataclass, field, replace

from lxml import etree

from ingest.model import Doubt, Grid, LeftOut, Line, NotShown, Reading, Row, Table, UnreadableDocument
from ingest.readers.marks import with_marks
from ingest.readers.merging import Merge, unfold
from ingest.readers.oddrows import doubt_of, is_amount, odd_of, placements
from ingest.readers.office.looks import WHITE
from ingest.readers.office.package import open_zip
from ingest.readers.office.wordlooks import Looks, attribute, is_on, name_of, value
from ingest.readers.office.wordmarks import UNREAD, Lists, formula, is_in_line, pictures, symbol
from ingest.readers.office.wordtabs import Tabbed, table_of
from ingest.text import repair

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MOST_CELLS = 2_000_000
_MOST_SPAN = 200
_WRAPPERS = frozenset(
    {
        "sdt",
        "sdtContent",
        "customXml",
        "smartTag",
        "ins",
        "moveTo",
        "hyperlink",
        "fldSimple",
        "AlternateContent",
    }
    | {"Choice", "ruby", "rubyBase", "bdo", "dir", "sect", "sub-section"}
)

_THINNEST_ROW = 60
"""Twentieths of a point, below which nothing of a row can be seen."""
_DECIMALS = re.compile(r"\d[.,]\d")
_AMOUNT = re.compile(r"[\s(（¥￥△▲−–—-]*\d")

Pieces = list[tuple[str, bool]]
"""Text, and whether it is raised or lowered."""


@dataclass(slots=True)
class _Story:
    """What was read so far, and on what ground it stands at the moment."""

    looks: Looks
    ground: str | None = WHITE
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    tabbed: list[Tabbed] = field(default_factory=list)
    """Lines with tabs up to the last one, without any other between."""
    is_in_table: bool = False
    lists: Lists = field(init=False)
    numbering: InitVar[etree._Element | None] = None

    def __post_init__(self, numbering: etree._Element | None) -> None:
        self.lists = Lists(numbering, self.looks)

    @property
    def place(self) -> str:
        return f"table {len(self.tables) + 1}" if self.is_in_table else f"line {len(self.lines) + 1}"

    def leave_out(self, reason: NotShown, count: int) -> None:
        if count:
            self.left_out.append(LeftOut(reason, self.place, int(count)))

    def end_tabbed(self) -> None:
        """Make a table of the lines with tabs that were met, where they are one."""
        table, doubts = table_of(self.tabbed)
        self.tabbed.clear()
        self.doubts += doubts
        if table:
            self.tables.append(table)
            for number in range((table.first_line or 1) - 1, table.last_line or 0):
                self.lines[number] = replace(self.lines[number], table_no=len(self.tables))

    def doubt(self, reason: str) -> None:
        """Tell once for each place what is shown there and could not be read."""
        doubt = Doubt(reason, self.place, "compare it with the document as Word shows it")
        if doubt not in self.doubts:
            self.doubts.append(doubt)


def read(data: bytes) -> Reading:
    """Reading of a .docx; it has no pages before it is printed. Headers, footers and notes are left out.

    Raises `UnreadableDocument` for damage, bombs, and documents without any text.
    """
    package = open_zip(data)
    parts = [
        next((each for each in package.targets(package.main).values() if each.endswith(end)), None)
        for end in ("styles.xml", "numbering.xml")
    ]
    trees = (package.tree(each) if each and package.part(each) else None for each in parts)
    return read_tree(package.tree(package.main), *trees)


def read_tree(
    root: etree._Element,
    styles: etree._Element | None = None,
    numbering: etree._Element | None = None,
) -> Reading:
    """Reading of a document from the tree that holds its body, and those that hold its styles and lists.

    Raises `UnreadableDocument` for a document without any text.
    """
    if styles is None:
        styles = next(root.iter("{*}styles"), None)
    ground = WHITE if root.find("{*}background") is None else None
    if numbering is None:
        numbering = next(root.iter("{*}numbering"), None)
    story = _Story(Looks(styles, ground), ground, numbering=numbering)
    for body in root.iter("{*}body"):
        _read_blocks(body, story)
    if not story.lines:
        if next(root.iter("{*}drawing", "{*}pict"), None) is not None:
            raise UnreadableDocument("image_only", "file", "it holds pictures only: run OCR over it first")
        raise UnreadableDocument("empty", "file", "publish the file again: it holds no text")
    return Reading(
        MEDIA_TYPE,
        tuple(story.lines),
        tuple(story.tables),
        doubts=tuple(story.doubts),
        left_out=tuple(story.left_out),
    )


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """Children as they print: those of content controls and insertions too, nothing that was deleted."""
    for child in parent:
        name = name_of(child)
        if name == "ins" and not len(child):
            continue
        if name in _WRAPPERS:
            yield from _children(child)
        elif name:
            yield child


# --- text -----------------------------------------------------------------------------------------


def _read_blocks(parent: etree._Element, story: _Story) -> None:
    """Paragraphs and tables in `parent`; text boxes follow the block that they hang on."""
    carried: Pieces = []
    for block in _children(parent):
        name = name_of(block)
        if name == "p":
            carried += _paragraph(block, story)
            mark = block.find("{*}pPr/{*}rPr")
            if mark is not None and mark.find("{*}del") is not None:
                continue  # the end of this paragraph was deleted: the next one goes on in it
            _add_lines(carried, story, story.looks.tab_stops(block.find("{*}pPr")))
            carried = []
        elif name == "tbl":
            _read_table(block, story)
        elif name == "altChunk":
            _doubt("an embedded document, not read", story)
        if name in ("p", "tbl"):
            _read_boxes(block, story)
            for picture in pictures(block):
                _doubt(f"a picture that may be a table ({picture}), not read", story)
    _add_lines(carried, story)
    story.end_tabbed()


def _add_lines(pieces: Pieces, story: _Story, stops: tuple[int, ...] = ()) -> None:
    for part in with_marks(pieces).splitlines():
        if not (text := repair(part)):
            continue
        if "\t" not in part:
            story.end_tabbed()
        story.lines.append(Line(len(story.lines) + 1, text))
        if "\t" in part:
            story.tabbed.append(Tabbed(len(story.lines), tuple(map(repair, part.split("\t"))), stops))


def _read_boxes(block: etree._Element, story: _Story) -> None:
    """Text boxes and embedded objects of a block but for boxes that are text of a cell."""
    for element in _boxes(block, "{*}txbxContent", "{*}OLEObject"):
        if name_of(element) != "txbxContent":
            if not element.get("ProgID", "").startswith("Equation"):
                _doubt(f"an embedded object ({element.get('ProgID', '')}), not read", story)
        elif not is_in_line(element):
            first = len(story.lines)
            ground, story.ground = story.ground, None  # that of the shape
            _read_blocks(element, story)
            story.ground = ground
            story.doubts += (
                Doubt(
                    "a text box that holds an amount: it may lie over a table",
                    f"line {line.line_no}",
                    "compare it with the document as Word shows it",
                )
                for line in story.lines[first:]
                if is_amount(line.text) and _DECIMALS.search(line.text)
            )


def _boxes(block: etree._Element, *names: str) -> Iterator[etree._Element]:
    """What stands in a block by these names, once; a box within a box comes with the outer one."""
    outside = len(list(block.iterancestors()))
    for element in block.iter(*names):
        above = [name_of(each) for each in element.iterancestors()]
        if {"Fallback", "del", "moveFrom", "txbxContent"}.isdisjoint(above[: len(above) - outside]):
            yield element


def _doubt(reason: str, story: _Story) -> None:
    story.doubts.append(
        Doubt(reason, f"line {len(story.lines)}", "open it in Word and save it as a file of its own")
    )


def _paragraph(paragraph: etree._Element, story: _Story) -> Pieces:
    """Text as it prints; line breaks and page breaks are line breaks."""
    pieces: Pieces = []
    properties = paragraph.find("{*}pPr")
    for run in _children(paragraph):
        if name_of(run) in ("oMath", "oMathPara"):
            pieces.append((formula(run), False))
            if UNREAD in pieces[-1][0]:
                story.doubt("a formula, not read")
        if name_of(run) != "r":
            continue
        look = story.looks.of_run(run.find("{*}rPr"), properties, story.ground)
        text = "".join(map(_piece, _children(run)))
        if reason := look.not_shown:
            story.leave_out(reason, bool(text.strip()))
        elif look.is_hidden_on_web and story.is_in_table and any(map(str.isdigit, text)):
            story.leave_out(NotShown.HIDDEN, 1)
            story.doubt("figures that are shown in print and hidden on the web, not read")
        else:
            pieces.append((text, look.is_raised))
            if UNREAD in text:
                story.doubt("a character that only its font knows, not read")
    for deleted in paragraph.iter("{*}del", "{*}moveFrom"):
        if next(deleted.iterancestors("{*}p")) is not paragraph:
            continue
        story.leave_out(NotShown.STRUCK_OUT, any(each.text for each in deleted.iter("{*}delText", "{*}t")))
    text = "".join(text for text, _ in pieces)
    if story.is_in_table and _AMOUNT.match(text) and story.lists.may_change(properties):
        pieces.insert(0, (UNREAD, False))
        story.doubt("a mark of a list before an amount, not read: it may be a sign")
    return pieces


def _piece(part: etree._Element) -> str:
    match name_of(part):
        case "t":
            return part.text or ""
        case "r":  # within a ruby text
            return "".join(map(_piece, _children(part)))
        case "tab" | "ptab":
            return "\t"
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "sym":
            return symbol(part)
        case "fldChar":
            box = part.find("{*}ffData/{*}checkBox")
            if box is None:
                return ""
            is_ticked = is_on(box, "checked" if box.find("{*}checked") is not None else "default")
            return "☑" if is_ticked else "☐"
    return ""


# --- tables ---------------------------------------------------------------------------------------


def _read_table(table: etree._Element, story: _Story) -> None:
    story.end_tabbed()
    inner: list[etree._Element] = []
    ground = story.ground
    story.is_in_table = True
    grid, merges, odd = _grid(table, story, inner)
    if story.looks.may_conceal(table.find("{*}tblPr")):
        story.doubt("a table style that may hide cells or strike them out, not followed")
    story.is_in_table = False
    first, table_no = len(story.lines) + 1, len(story.tables) + 1
    rows: list[Row] = []
    odd_lines: list[int] = []
    for row in unfold(enumerate(grid), merges):
        text = " ".join(cell for cell in row.cells if cell).replace("\n", " ")
        story.lines.append(Line(len(story.lines) + 1, text, None, table_no))
        placed = placements(row.cells) if row.number in odd else ()
        rows.append(Row(tuple(row.cells), len(story.lines), None, placed, tuple(row.spans)))
        odd_lines += [len(story.lines)] if placed else []
    story.doubts += doubt_of(odd_lines)
    if rows:
        story.tables.append(Table(Grid.DOCX, tuple(rows), first, len(story.lines)))
    for each in inner:
        story.ground = None if each.find("{*}tblPr/{*}shd") is None else ground
        _read_table(each, story)
    story.ground = ground


def _rows(table: etree._Element, story: _Story | None = None) -> Iterator[etree._Element]:
    """Rows that print; what stands in others is counted in `story`."""
    for row in _children(table):
        if name_of(row) != "tr":
            continue
        properties = row.find("{*}trPr")
        if properties is not None and properties.find("{*}del") is not None:
            reason = NotShown.STRUCK_OUT
        elif is_on(properties, "hidden") or _is_thin(properties):
            reason = NotShown.HIDDEN
        else:
            yield row
            continue
        if story:
            story.leave_out(reason, sum(_is_filled(cell) for cell in row.iter("{*}tc")))


def _is_thin(properties: etree._Element | None) -> bool:
    height = None if properties is None else properties.find("{*}trHeight")
    if height is None or attribute(height, "hRule") != "exact":
        return False
    return 0 <= _count(attribute(height, "val"), _THINNEST_ROW) < _THINNEST_ROW


def _is_filled(cell: etree._Element) -> bool:
    return any(each.text and each.text.strip() for each in cell.iter("{*}t", "{*}delText"))


def _cells(row: etree._Element, story: _Story | None = None) -> Iterator[etree._Element]:
    """Cells of a row without those that were deleted: the ones behind these move up."""
    for cell in _children(row):
        if name_of(cell) != "tc":
            continue
        if cell.find("{*}tcPr/{*}cellDel") is None:
            yield cell
        elif story:
            story.leave_out(NotShown.STRUCK_OUT, _is_filled(cell))


def _grid(
    table: etree._Element, story: _Story, inner: list[etree._Element]
) -> tuple[list[list[str]], list[Merge], set[int]]:
    """Cells by row and column, a merged one at its corner, the ranges that they cover, and odd rows.

    Tables in cells are added to `inner`, but for those of one cell, which are text.
    """
    grid: list[list[str]] = []
    merges: list[Merge] = []
    open_above: dict[int, int] = {}
    ends: dict[int, int] = {}
    of_table, ground = table.find("{*}tblPr"), story.ground
    for row_no, row in enumerate(_rows(table, story)):
        cells = [""] * _count(value(row.find("{*}trPr"), "gridBefore"), 0)
        still_open: dict[int, int] = {}
        for cell in _cells(row, story):
            properties = cell.find("{*}tcPr")
            across = max(1, _count(value(properties, "gridSpan"), 1))
            left, down = len(cells), value(properties, "vMerge")
            goes_on = down in ("", "continue") and left in open_above
            if goes_on:
                still_open[left] = open_above[left]
                above = merges[open_above[left]]
                merges[open_above[left]] = Merge(above.top, left, row_no, above.right)
            elif value(properties, "hMerge") in ("", "continue") and merges and merges[-1].top == row_no:
                merges[-1] = Merge(row_no, merges[-1].left, row_no, left + across - 1)
            else:
                if down is not None:
                    still_open[left] = len(merges)
                merges.append(Merge(row_no, left, row_no, left + across - 1))
            story.ground = story.looks.of_cell(of_table, properties, ground)
            text = _cell_text(cell, story, inner)
            cells += ["" if goes_on else text, *[""] * (across - 1)]
        open_above = still_open
        grid.append(cells)
        ends[row_no] = len(cells) + _count(value(row.find("{*}trPr"), "gridAfter"), 0)
    story.ground = ground
    width = max(map(len, grid), default=0)
    if width * len(grid) > _MOST_CELLS:
        raise UnreadableDocument(
            f"a table of {len(grid)} rows and {width} columns", "file", "split the table into several"
        )
    several = [each for each in merges if (each.top, each.left) != (each.bottom, each.right)]
    return grid, several, odd_of(ends)


def _count(stated: str | None, otherwise: int) -> int:
    return min(int(stated[:9]), _MOST_SPAN) if stated and stated.isdecimal() else otherwise


def _cell_text(cell: etree._Element, story: _Story, inner: list[etree._Element]) -> str:
    """Text of a cell, a line a paragraph; the tables in it are read after the one it stands in."""
    return re.sub(r"\n{2,}", "\n", repair(with_marks(_cell_pieces(cell, story, inner))))


def _cell_pieces(cell: etree._Element, story: _Story, inner: list[etree._Element]) -> Pieces:
    pieces: Pieces = []
    for block in _children(cell):
        pieces += [("\n", False)] if pieces else []
        if name_of(block) == "p":
            pieces += _paragraph(block, story)
            for box in filter(is_in_line, _boxes(block, "{*}txbxContent")):
                pieces += _cell_pieces(box, story, inner)
        elif name_of(block) == "tbl":
            filled = [each for row in _rows(block) for each in _cells(row) if _is_filled(each)]
            if len(filled) == 1:
                pieces += _cell_pieces(filled[0], story, inner)
            else:
                inner.append(block)
    return pieces
