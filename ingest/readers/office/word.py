"""Word documents (.docx): paragraphs line by line, tables with merged cells, both in the order of the text.

Read from the XML itself: text of a cell without the tables in it, text that was inserted but not deleted,
tables within content controls and text boxes are what matters here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.model import Doubt, Grid, Line, Reading, Row, Table, UnreadableDocument
from ingest.readers.merging import Merge, unfold
from ingest.readers.office.package import open_zip
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
_SYMBOLS = {
    ("Wingdings", "6F"): "☐", ("Wingdings", "71"): "☐", ("Wingdings", "A8"): "☐",
    ("Wingdings", "FC"): "✓", ("Wingdings", "FD"): "☒", ("Wingdings", "FE"): "☑",
    ("Wingdings 2", "50"): "✓", ("Wingdings 2", "52"): "☑", ("Wingdings 2", "54"): "☒",
    ("Wingdings 2", "A3"): "☐",
}  # fmt: skip
"""Ticks and boxes of the symbol fonts, which have no Unicode of their own in the file."""


@dataclass(slots=True)
class _Story:
    """What was read so far."""

    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def read(data: bytes) -> Reading:
    """Reading of a .docx; it has no pages before it is printed. Headers, footers and notes are left out.

    Raises `UnreadableDocument` for damage, bombs, and documents without any text.
    """
    package = open_zip(data)
    return read_tree(package.tree(package.main))


def read_tree(root: etree._Element) -> Reading:
    """Reading of a document from the tree that holds its body. Raises `UnreadableDocument`."""
    story = _Story()
    for body in root.iter("{*}body"):
        _read_blocks(body, story)
    if not story.lines:
        if next(root.iter("{*}drawing", "{*}pict"), None) is not None:
            raise UnreadableDocument("image_only", "file", "it holds pictures only: run OCR over it first")
        raise UnreadableDocument("empty", "file", "publish the file again: it holds no text")
    return Reading(MEDIA_TYPE, tuple(story.lines), tuple(story.tables), doubts=tuple(story.doubts))


def _name(element: etree._Element) -> str:
    """Name without its namespace; blank for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(parent: etree._Element | None, name: str) -> str | None:
    """Value of the property `name`: "" where it stands without one, None where it does not stand."""
    element = None if parent is None else parent.find(f"{{*}}{name}")
    return None if element is None else _attribute(element, "val")


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.endswith(f"}}{name}")), "")


def _is_on(parent: etree._Element | None, name: str) -> bool:
    return _value(parent, name) not in (None, "0", "false", "off")


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """Children as they print: those of content controls and insertions too, nothing that was deleted."""
    for child in parent:
        name = _name(child)
        if name == "ins" and not len(child):
            continue
        if name in _WRAPPERS:
            yield from _children(child)
        elif name:
            yield child


# --- text -----------------------------------------------------------------------------------------


def _read_blocks(parent: etree._Element, story: _Story) -> None:
    """Paragraphs and tables in `parent`; text boxes follow the block that they hang on."""
    carried = ""
    for block in _children(parent):
        name = _name(block)
        if name == "p":
            carried += _paragraph(block)
            mark = block.find("{*}pPr/{*}rPr")
            if mark is not None and mark.find("{*}del") is not None:
                continue  # the end of this paragraph was deleted: the next one goes on in it
            _add_lines(carried, story)
            carried = ""
        elif name == "tbl":
            _read_table(block, story)
        elif name == "altChunk":
            _doubt("an embedded document, not read", story)
        if name in ("p", "tbl"):
            _read_boxes(block, story)
    _add_lines(carried, story)


def _add_lines(text: str, story: _Story) -> None:
    story.lines += [
        Line(number, line)
        for number, line in enumerate(filter(None, repair(text).split("\n")), len(story.lines) + 1)
    ]


def _read_boxes(block: etree._Element, story: _Story) -> None:
    """Text boxes and embedded objects of a block; a box within a box comes with the outer one."""
    for element in block.iter("{*}txbxContent", "{*}OLEObject"):
        above = [_name(each) for each in element.iterancestors()]
        within = above[: len(above) - len(list(block.iterancestors()))]
        if not {"Fallback", "del", "moveFrom", "txbxContent"}.isdisjoint(within):
            continue
        if _name(element) == "txbxContent":
            _read_blocks(element, story)
        elif not element.get("ProgID", "").startswith("Equation"):
            _doubt(f"an embedded object ({element.get('ProgID', '')}), not read", story)


def _doubt(reason: str, story: _Story) -> None:
    story.doubts.append(
        Doubt(reason, f"line {len(story.lines)}", "open it in Word and save it as a file of its own")
    )


def _paragraph(paragraph: etree._Element) -> str:
    """Text as it prints; line breaks and page breaks are line breaks, a tab is a blank."""
    return "".join(_piece(part) for run in _children(paragraph) if _name(run) == "r" for part in _run(run))


def _run(run: etree._Element) -> Iterator[etree._Element]:
    if not _is_on(run.find("{*}rPr"), "vanish"):
        yield from _children(run)


def _piece(part: etree._Element) -> str:
    match _name(part):
        case "t":
            return part.text or ""
        case "r":  # within a ruby text
            return "".join(map(_piece, _run(part)))
        case "tab" | "ptab":
            return " "
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "sym":
            code = _attribute(part, "char").upper().removeprefix("F0").removeprefix("00")
            return _SYMBOLS.get((_attribute(part, "font"), code), "")
        case "fldChar":
            box = part.find("{*}ffData/{*}checkBox")
            if box is None:
                return ""
            is_ticked = _is_on(box, "checked" if box.find("{*}checked") is not None else "default")
            return "☑" if is_ticked else "☐"
    return ""


# --- tables ---------------------------------------------------------------------------------------


def _read_table(table: etree._Element, story: _Story) -> None:
    grid, merges = _grid(table)
    first, table_no = len(story.lines) + 1, len(story.tables) + 1
    rows: list[Row] = []
    for row in unfold(enumerate(grid), merges):
        text = " ".join(cell for cell in row.cells if cell).replace("\n", " ")
        story.lines.append(Line(len(story.lines) + 1, text, None, table_no))
        rows.append(Row(tuple(row.cells), len(story.lines), spans=tuple(row.spans)))
    if rows:
        story.tables.append(Table(Grid.DOCX, tuple(rows), first, len(story.lines)))
    for row in _rows(table):
        for cell in _cells(row):
            for inner in _children(cell):
                if _name(inner) == "tbl":
                    _read_table(inner, story)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in _children(table):
        if _name(row) == "tr" and row.find("{*}trPr/{*}del") is None:
            yield row


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in _children(row) if _name(cell) == "tc")


def _grid(table: etree._Element) -> tuple[list[list[str]], list[Merge]]:
    """Cells by row and column, a merged one at its corner, and the ranges that they cover."""
    grid: list[list[str]] = []
    merges: list[Merge] = []
    open_above: dict[int, int] = {}
    for row_no, row in enumerate(_rows(table)):
        cells = [""] * _count(_value(row.find("{*}trPr"), "gridBefore"), 0)
        still_open: dict[int, int] = {}
        for cell in _cells(row):
            properties = cell.find("{*}tcPr")
            across = max(1, _count(_value(properties, "gridSpan"), 1))
            left, down = len(cells), _value(properties, "vMerge")
            goes_on = down in ("", "continue") and left in open_above
            if goes_on:
                still_open[left] = open_above[left]
                above = merges[open_above[left]]
                merges[open_above[left]] = Merge(above.top, left, row_no, above.right)
            elif _value(properties, "hMerge") in ("", "continue") and merges and merges[-1].top == row_no:
                merges[-1] = Merge(row_no, merges[-1].left, row_no, left + across - 1)
            else:
                if down is not None:
                    still_open[left] = len(merges)
                merges.append(Merge(row_no, left, row_no, left + across - 1))
            cells += ["" if goes_on else _cell_text(cell), *[""] * (across - 1)]
        open_above = still_open
        grid.append(cells)
    width = max(map(len, grid), default=0)
    if width * len(grid) > _MOST_CELLS:
        raise UnreadableDocument(
            f"a table of {len(grid)} rows and {width} columns", "file", "split the table into several"
        )
    return grid, [each for each in merges if (each.top, each.left) != (each.bottom, each.right)]


def _count(value: str | None, otherwise: int) -> int:
    return min(int(value[:9]), _MOST_SPAN) if value and value.isdecimal() else otherwise


def _cell_text(cell: etree._Element) -> str:
    """Text of a cell, a line a paragraph; the tables in it are read after the one it stands in."""
    text = "\n".join(_paragraph(block) for block in _children(cell) if _name(block) == "p")
    return re.sub(r"\n{2,}", "\n", repair(text))
