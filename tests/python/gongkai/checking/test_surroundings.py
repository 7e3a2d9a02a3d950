"""Frames stand on the cells that are meant, on pages and in excerpts of tables without pages."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from gongkai.checking.layout import Amount, Column, Layout, layout
from gongkai.checking.pictures import snapshot
from gongkai.checking.report import Place
from gongkai.checking.surroundings import Frame, Group, Role, Shot, groups
from gongkai.cli import main
from gongkai.running.home import Home, reading_build
from gongkai.tracing.cells import Cell
from gongkai.tracing.printed import document
from ingest.files import document_id
from ingest.model import Box
from ingest.readers.pdf.sheet import opened
from tests.fixtures import PDF
from tests.python.gongkai.checking.made import INFO, finding

FILE = PDF / "01_merged_header.pdf"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """A document of two tables with pages, loaded and not built."""
    home = Home(tmp_path_factory.mktemp("pages") / "home")
    assert main(["load", str(FILE), "--home", str(home.root)]) == 0
    return _layout(home, FILE)


def _layout(home: Home, path: Path) -> Layout:
    with reading_build(home) as build:
        found = document(build, document_id(path.read_bytes()))
        assert found is not None
        return layout(build, found)


def _cell(pages: Layout, table_no: int, row_no: int, col_no: int) -> Cell:
    return Cell(pages.document.document_id, table_no, row_no, col_no)


def _shown(pages: Layout, *cells: Cell) -> list[Group]:
    found = [finding(number, places=[pages.place(cell)]) for number, cell in enumerate(cells, 1)]
    with opened(FILE.read_bytes()) as read:
        return groups(pages, found, lambda page_no, box: snapshot(read, page_no, box))


def _on_page(shot: Shot, frame: Frame) -> Box:
    """Where a frame stands on its page, in points from the top left corner."""
    left, top, right, bottom = shot.snapshot.box
    across, down = (right - left) / 100, (bottom - top) / 100
    x, y = left + frame.left * across, top + frame.top * down
    return x, y, x + frame.width * across, y + frame.height * down


def _printed(page_no: int, box: Box) -> str:
    """What PDFium finds on the page within that box."""
    with pypdfium2.PdfDocument(FILE) as read:
        page = read[page_no - 1]
        height = page.get_size()[1]
        left, top, right, bottom = box
        text: str = page.get_textpage().get_text_bounded(left, height - bottom, right, height - top)
        return "".join(text.split())


@pytest.mark.parametrize(("place", "printed"), [((1, 5, 4), "1,265.52"), ((2, 5, 5), "18,150.00")])
def test_the_frame_holds_the_number_that_is_meant(
    pages: Layout, place: tuple[int, int, int], printed: str
) -> None:
    (group,) = _shown(pages, _cell(pages, *place))
    assert group.excerpts == ()
    (shot,) = group.shots
    (frame,) = shot.frames
    assert frame.label == "1" and frame.role is Role.SUSPECT
    assert _printed(shot.page_no, _on_page(shot, frame)) == printed


def test_the_picture_is_the_part_of_the_page_that_it_says(pages: Layout) -> None:
    (group,) = _shown(pages, _cell(pages, 1, 5, 4))
    (shot,) = group.shots
    kept = shot.snapshot
    kind, data = kept.data_uri.split(",")
    assert kind in ("data:image/png;base64", "data:image/jpeg;base64")
    part = Image.open(BytesIO(b64decode(data))).convert("L")
    assert part.size == (kept.width, kept.height)
    with pypdfium2.PdfDocument(FILE) as read:
        whole = read[shot.page_no - 1].render(scale=2).to_pil().convert("L")
    left, top = (round(2 * edge) for edge in kept.box[:2])
    theirs = np.asarray(whole.crop((left, top, left + kept.width, top + kept.height))) < 110
    ours = np.asarray(part) < 110
    assert (ours & theirs).sum() / (ours | theirs).sum() > 0.95
    assert kept.height < whole.height


def test_findings_of_one_page_share_one_picture(pages: Layout) -> None:
    shown = _shown(pages, _cell(pages, 1, 5, 4), _cell(pages, 1, 6, 4), _cell(pages, 1, 5, 4))
    assert [[one.number for one in group.findings] for group in shown] == [[1, 2, 3]]
    (shot,) = shown[0].shots
    assert sorted(frame.label for frame in shot.frames) == ["1 3", "2"]


def test_what_is_for_information_is_not_pictured(pages: Layout) -> None:
    told = finding(1, INFO, [pages.place(_cell(pages, 1, 5, 4))])
    assert groups(pages, [told], None) == []


def test_without_pages_the_rows_around_are_shown(pages: Layout) -> None:
    found = finding(1, places=[pages.place(_cell(pages, 1, 5, 4))])
    (group,) = groups(pages, [found], None)
    assert group.shots == ()
    (excerpt,) = group.excerpts
    assert [row.row_no for row in excerpt.rows] == [3, 4, 5, 6]
    framed = [cell for row in excerpt.rows for cell in row.cells if cell.role is not None]
    assert [(cell.text, cell.label) for cell in framed] == [("1,265.52", "1")]


def test_a_page_that_cannot_be_shown_gives_rows(pages: Layout) -> None:
    found = finding(1, places=[pages.place(_cell(pages, 1, 5, 4))])
    (group,) = groups(pages, [found], lambda page_no, box: None)
    assert group.shots == () and len(group.excerpts) == 1


def test_a_rival_elsewhere_is_shown_as_well(pages: Layout) -> None:
    found = finding(1, places=[pages.place(_cell(pages, 1, 5, 4))])
    found = replace(found, rivals=(pages.place(_cell(pages, 2, 5, 5)),))
    (group,) = groups(pages, [found], None)
    assert [excerpt.table_no for excerpt in group.excerpts] == [1, 2]
    framed = [
        (cell.text, cell.role)
        for excerpt in group.excerpts
        for row in excerpt.rows
        for cell in row.cells
        if cell.role is not None
    ]
    assert framed == [("1,265.52", Role.SUSPECT), ("18,150.00", Role.RIVAL)]


def test_a_sum_of_indicators_is_about_their_weights(pages: Layout) -> None:
    """The cell of an indicator is that of its value; what is added up stands in the column of weights."""
    weights = replace(
        pages,
        blocks={(1, 5): 1},
        columns={(1, 1, 4): Column("权重", "weight"), (2, 1, 2): Column("权重", "weight")},
    )
    place = weights.place(_cell(pages, 1, 5, 2))
    assert weights.weighed(place).printed == "1,265.52"
    assert weights.weighed(weights.place(_cell(pages, 2, 5, 5))).col_no == 5
    amount = replace(weights, amounts={str(place.cell_id): (Amount(Decimal(1), "1", None),)})
    assert amount.weighed(place) == place


def test_codes_and_names_that_the_evidence_quotes_are_framed_and_figures_are_not(pages: Layout) -> None:
    row = replace(pages.tables[1][5], cells=("302", "02", "咨询费", "20,000", "100", "7"))
    roles = ("code", "code", "name", "amount", "value", "code")
    made = replace(
        pages,
        tables={1: {5: row}},
        blocks={(1, 5): 1},
        columns={(1, 1, number): Column(None, role) for number, role in enumerate(roles, 1)},
    )
    place = made.place(_cell(pages, 1, 5, 4))
    assert made.quoted(place, "30202 咨询费: 100.00 <> 20,000.00, 7") == [1, 2, 3]
    assert made.quoted(Place(), "30202 咨询费") == []
