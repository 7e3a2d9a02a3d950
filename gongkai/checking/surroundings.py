"""What is shown beside findings: the page with framed places, else a few rows of the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from gongkai.checking.layout import Layout, around
from gongkai.checking.pictures import Snapshot
from gongkai.checking.report import DOUBTFUL, GRAVE, Finding, Place
from gongkai.grid import clip
from ingest.model import Box

_ROWS_AROUND, _LINES_AROUND, _FIRST_ROWS = 2, 2, 6
_MOST_COLUMNS, _LEADING_COLUMNS = 8, 2
_CELL_WIDTH, _LINE_WIDTH = 80, 400
_LINE_GAP = 3.0
_MARGIN_ACROSS, _MARGIN_DOWN = 12.0, 40.0
_LEAST_WIDTH = 260.0


class Role(IntEnum):
    """What a framed place is to a finding; the lower one is shown where a place is several."""

    SUSPECT = 0
    RIVAL = 1
    QUOTED = 2
    SUMMAND = 3

    @property
    def code(self) -> str:
        """The role as a class of the style sheet."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame on a picture, in percent of it, with the numbers of the findings that it is the place of."""

    left: float
    top: float
    width: float
    height: float
    role: Role
    label: str
    cell_id: str | None

    @property
    def code(self) -> str:
        """The classes of the style sheet: a label stands left of a cell, and above lines and tables."""
        return self.role.code if self.cell_id and ":l" not in self.cell_id else f"{self.role.code} wide"


@dataclass(frozen=True, slots=True)
class Shot:
    """A part of a page with frames."""

    page_no: int
    snapshot: Snapshot
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell of an excerpt, framed where it has a role."""

    text: str
    role: Role | None = None
    label: str = ""
    cell_id: str | None = None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of an excerpt; one without a number stands for rows that are left out."""

    row_no: int | None
    cells: tuple[ShownCell, ...]
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Rows of one table, or lines of running text where there is no table number."""

    table_no: int | None
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that pictures or excerpts show: first where they stand, then where rivals do.

    None of both where there is nothing to show.
    """

    findings: tuple[Finding, ...]
    shots: tuple[Shot, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()


@dataclass(slots=True)
class _Mark:
    """A place with what it is to which findings."""

    place: Place
    role: Role
    numbers: list[int]


Camera = Callable[[int, Box], Snapshot | None]
"""Takes a page, from 1, and the part of it that is wanted; None where the page cannot be shown."""


def groups(layout: Layout, findings: Iterable[Finding], camera: Camera | None) -> list[Group]:
    """Errors and warnings of a document by page or table, the gravest first; `camera` for what has pages."""
    by_sheet: dict[tuple[int, int | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.severity.code in (GRAVE, DOUBTFUL):
            by_sheet[_sheet(finding.place, camera is not None)].append(finding)
    return [_group(layout, together, camera) for together in by_sheet.values()]


def _sheet(place: Place, has_pages: bool) -> tuple[int, int | None]:
    """What findings must share to be shown together: the page, the table, running text, or no place."""
    if has_pages and place.page_no is not None:
        return 0, place.page_no
    if place.table_no is not None:
        return 1, place.table_no
    return 2, None if place.line_no is None else 0


def _group(layout: Layout, findings: Sequence[Finding], camera: Camera | None) -> Group:
    marks = _marks(layout, findings)
    meant = [mark for mark in marks if mark.role in (Role.SUSPECT, Role.RIVAL)]
    pages = [mark.place.page_no for mark in sorted(meant, key=lambda mark: mark.role)]
    shots = [
        shot
        for page_no in dict.fromkeys(pages)
        if camera and page_no is not None
        for shot in [_shot(layout, marks, page_no, camera)]
        if shot
    ]
    pictured = {shot.page_no for shot in shots}
    unseen = [mark for mark in meant if mark.place.page_no not in pictured or layout.box(mark.place) is None]
    return Group(tuple(findings), tuple(shots), tuple(_excerpts(layout, marks, unseen)))


def _marks(layout: Layout, findings: Sequence[Finding]) -> list[_Mark]:
    """Places of the findings and of what they break, each once; the first of a finding has its number."""
    found: dict[tuple[str | int | None, ...], _Mark] = {}

    def mark(place: Place, role: Role, number: int, is_first: bool = False) -> None:
        key = (place.table_no, place.row_no, place.col_no, place.line_no)
        if key == (None,) * 4:
            return
        known = found.setdefault(key, _Mark(place, role, []))
        known.role = min(known.role, role)
        known.numbers += [number] if is_first else []

    for finding in findings:
        for place in finding.places:
            mark(place, Role.SUSPECT, finding.number, place is finding.place)
            for col_no in layout.quoted(place, finding.evidence):
                mark(_beside(layout, place, col_no), Role.QUOTED, finding.number)
        for place in finding.rivals:
            mark(place, Role.RIVAL, finding.number)
        for identity in finding.identities:
            for place in identity.cells:
                mark(place, Role.SUMMAND, finding.number)
    return list(found.values())


def _beside(layout: Layout, place: Place, col_no: int) -> Place:
    cell_id = f"{layout.document.document_id}:t{place.table_no}:r{place.row_no}:c{col_no}"
    return Place(cell_id, place.page_no, place.table_no, place.row_no, col_no)


def _shot(layout: Layout, marks: Sequence[_Mark], page_no: int, camera: Camera) -> Shot | None:
    """The part of the page that holds the framed places, their rows and the header above them."""
    framed = [
        (mark, box)
        for mark in marks
        if mark.place.page_no == page_no
        for box in [layout.box(mark.place)]
        if box is not None
    ]
    if not any(mark.role in (Role.SUSPECT, Role.RIVAL) for mark, _ in framed):
        return None
    wanted = around([box for _, box in framed] + list(_context(layout, marks, page_no)))
    if wanted is None:
        return None
    spare = max(_LEAST_WIDTH - (wanted[2] - wanted[0]), 0.0) / 2 + _MARGIN_ACROSS
    snapshot = camera(
        page_no, (wanted[0] - spare, wanted[1] - _MARGIN_DOWN, wanted[2] + spare, wanted[3] + _MARGIN_DOWN)
    )
    if snapshot is None:
        return None
    frames = tuple(
        _frame(mark, box, snapshot.box) for mark, box in sorted(framed, key=lambda pair: -pair[0].role)
    )
    return Shot(page_no, snapshot, frames)


def _context(layout: Layout, marks: Sequence[_Mark], page_no: int) -> Iterator[Box]:
    """Rows of the framed cells and their headers, where they stand on the page."""
    wanted = {
        (mark.place.table_no, row_no)
        for mark in marks
        if mark.place.page_no == page_no
        and mark.role is not Role.SUMMAND
        and mark.place.table_no is not None
        and mark.place.row_no is not None
        for row_no in (mark.place.row_no, *layout.header_rows(mark.place.table_no, mark.place.row_no))
    }
    for table_no, row_no in wanted:
        if box := layout.box(Place(None, page_no, table_no, row_no)):
            yield box


def _frame(mark: _Mark, box: Box, part: Box) -> Frame:
    if mark.place.line_no is not None:
        # the box of a line fits its glyphs, and a frame on it would touch them
        box = (box[0] - _LINE_GAP, box[1] - _LINE_GAP, box[2] + _LINE_GAP, box[3] + _LINE_GAP)
    width, height = part[2] - part[0], part[3] - part[1]
    left, right = (min(max((x - part[0]) / width, 0.0), 1.0) * 100 for x in (box[0], box[2]))
    top, bottom = (min(max((y - part[1]) / height, 0.0), 1.0) * 100 for y in (box[1], box[3]))
    return Frame(left, top, right - left, bottom - top, mark.role, _label(mark), mark.place.cell_id)


def _label(mark: _Mark) -> str:
    return " ".join(map(str, mark.numbers))


def _excerpts(layout: Layout, marks: Sequence[_Mark], unseen: Sequence[_Mark]) -> Iterator[Excerpt]:
    """Tables and text around the places that no picture shows."""
    places = [mark.place for mark in unseen]
    for table_no in dict.fromkeys(place.table_no for place in places if place.table_no is not None):
        yield _table(layout, table_no, [mark for mark in marks if mark.place.table_no == table_no])
    line_nos = {place.line_no for place in places if place.line_no is not None}
    if line_nos:
        yield _text(layout, {mark.place.line_no: mark for mark in marks if mark.place.line_no in line_nos})


def _table(layout: Layout, table_no: int, marks: Sequence[_Mark]) -> Excerpt:
    rows = layout.tables.get(table_no, {})
    framed = {
        (row_no, col_no): mark
        for mark in marks
        for row_no, col_no in [(mark.place.row_no, mark.place.col_no)]
        if row_no is not None and col_no is not None
    }
    is_whole = any(mark.place.row_no is None for mark in marks)
    near, headers = set(list(rows)[:_FIRST_ROWS] if is_whole else ()), set[int]()
    for (row_no, _), mark in framed.items():
        around_it = 0 if mark.role is Role.SUMMAND else _ROWS_AROUND
        near.update(range(row_no - around_it, row_no + around_it + 1))
        headers.update(layout.header_rows(table_no, row_no))
    shown = [row_no for row_no in sorted(near | headers) if row_no in rows]
    columns = _columns([rows[row_no].cells for row_no in shown], [col for _, col in framed])
    lines: list[ShownRow] = []
    for row_no in shown:
        if lines and lines[-1].row_no is not None and row_no > lines[-1].row_no + 1:
            lines.append(ShownRow(None, tuple(ShownCell("⋯") for _ in columns)))
        lines.append(
            ShownRow(
                row_no,
                tuple(_cell(rows[row_no].cells, col, framed.get((row_no, col or 0))) for col in columns),
                row_no in headers,
            )
        )
    return Excerpt(table_no, tuple(lines))


def _columns(rows: Sequence[Sequence[str]], framed: Sequence[int]) -> list[int | None]:
    """Columns to show, from 1: those with anything; of many those around the framed. None is a gap."""
    most = max((len(cells) for cells in rows), default=0)
    filled = [
        col
        for col in range(1, most + 1)
        if col in framed or any(col <= len(cells) and cells[col - 1].strip() for cells in rows)
    ]
    if len(filled) <= _MOST_COLUMNS:
        return list(filled)
    near = {col + step for col in framed for step in (-1, 0, 1)} | set(filled[:_LEADING_COLUMNS])
    shown: list[int | None] = []
    for col in filled:
        if col in near:
            shown.append(col)
        elif not shown or shown[-1] is not None:
            shown.append(None)
    return shown


def _cell(cells: Sequence[str], col: int | None, mark: _Mark | None) -> ShownCell:
    text = "⋯" if col is None else clip(cells[col - 1], _CELL_WIDTH) if col <= len(cells) else ""
    if mark is None:
        return ShownCell(text)
    return ShownCell(text, mark.role, _label(mark), mark.place.cell_id)


def _text(layout: Layout, marks: dict[int | None, _Mark]) -> Excerpt:
    near = {
        number + step
        for number in marks
        if number is not None
        for step in range(-_LINES_AROUND, _LINES_AROUND + 1)
    }
    shown: list[ShownRow] = []
    for line_no in sorted(near & set(layout.lines)):
        if shown and shown[-1].row_no is not None and line_no > shown[-1].row_no + 1:
            shown.append(ShownRow(None, (ShownCell("⋯"),)))
        text, mark = clip(layout.lines[line_no].text, _LINE_WIDTH), marks.get(line_no)
        cell = ShownCell(text, mark.role, _label(mark), mark.place.cell_id) if mark else ShownCell(text)
        shown.append(ShownRow(line_no, (cell,)))
    return Excerpt(None, tuple(shown))
