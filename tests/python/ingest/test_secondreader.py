"""The second reader: the same page by other means, in the same places."""

from __future__ import annotations

import pytest

from gongkai.running.home import PROJECT
from ingest.read import read_bytes
from ingest.secondreader import Piece, read_pages
from ingest.text import bare
from tests.fixtures.make_pdf import twofold

FIXTURES = PROJECT / "tests" / "fixtures" / "pdf"


def _cells(data: bytes) -> list[Piece]:
    return [piece for piece in read_pages(data, (1,))[1] if piece.table_no is not None]


def _first(data: bytes) -> list[str]:
    return [cell for table in read_bytes(data).tables for row in table.rows for cell in row.cells]


@pytest.mark.parametrize(
    "name",
    ["01_merged_header", "06_rotate_90", "06_rotate_180", "06_rotate_270", "06_sideways", "12_wrapped"],
)
def test_both_readers_have_the_same_text_in_the_same_places(name: str) -> None:
    """Whichever way the page is turned."""
    data = (FIXTURES / f"{name}.pdf").read_bytes()
    second = _cells(data)
    compared = 0
    for table in read_bytes(data).tables:
        for row in table.rows:
            for text, box in zip(row.cells, row.boxes, strict=True):
                if not (text and box):
                    continue
                x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
                met = [
                    piece
                    for piece in second
                    if piece.box[0] < x < piece.box[2] and piece.box[1] < y < piece.box[3]
                ]
                assert [bare(piece.text or "") for piece in met] == [bare(text)]
                compared += 1
    assert compared > 5


def test_places_are_those_of_the_part_of_the_page_that_is_shown() -> None:
    whole = _cells(twofold.table())
    cut = _cells(twofold.table(page=b"/MediaBox [0 0 400 800] /CropBox [40 0 400 780]"))
    assert [piece.box for piece in cut] == [
        (x0 - 40, y0 - 20, x1 - 40, y1 - 20) for x0, y0, x1, y1 in (piece.box for piece in whole)
    ]


def test_an_engine_of_its_own_reads_what_another_does_not() -> None:
    """A font with a mapping that PDFium follows and pdfminer does not: one page, two texts."""
    data = twofold.table(twofold.DOUBTFUL)
    assert _first(data) == ["Total", "700.00", "Part", "50.00"]
    assert [piece.text for piece in _cells(data)] == ["Total", "100.00", "Part", "50.00"]


def test_a_character_that_is_not_known_is_no_text() -> None:
    texts = [piece.text for piece in _cells(twofold.table(twofold.UNKNOWN))]
    assert texts == ["Total", None, "Part", "50.00"]


def test_a_blank_cell_is_told_from_no_cell() -> None:
    data = (FIXTURES / "14_declared_empty.pdf").read_bytes()
    assert "" in [piece.text for piece in _cells(data)]


def test_words_of_one_line_stay_together_though_their_fonts_have_other_tops() -> None:
    """Figures once came behind the characters of the whole paragraph."""
    page = read_pages((PROJECT / "samples" / "ziyuan_culture_2024_budget.pdf").read_bytes(), (1,))[1]
    words = "".join(piece.text or "" for piece in page if piece.table_no is None)
    lines = [
        bare(line.text)
        for line in read_bytes((PROJECT / "samples" / "ziyuan_culture_2024_budget.pdf").read_bytes()).lines
        if line.page_no == 1 and line.table_no is None
    ]
    assert lines and all(line in bare(words) for line in lines)


def test_a_page_that_breaks_the_engine_has_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("ingest.secondreader._upright", broken)
    assert read_pages(twofold.table(), (1,)) == {1: ()}
