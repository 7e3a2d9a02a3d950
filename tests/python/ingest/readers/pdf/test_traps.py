"""One small PDF per trap; what was drawn stands beside each as JSON (`tests.fixtures.make_pdf`).

White space is not compared. `or_cells` is a second reading that is as good; the number named by `unsure`
must then not pass for one whose column is known. Text in `lines_or_not` may be a line or be left out.
A line that `is_paragraph` may be read as one line or as several.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from ingest.model import Placement, Reading, Row, UnreadableDocument
from ingest.readers.pdf import reader as pdf
from ingest.readers.pdf.picture import recogniser
from tests.fixtures import PDF

EXPECTED: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(PDF.glob("*.json"))
}
READABLE = [name for name, expected in EXPECTED.items() if "unreadable" not in expected]
UNREADABLE = [name for name, expected in EXPECTED.items() if "unreadable" in expected]


@pytest.fixture(autouse=True)
def _without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures stay pictures here, also where the extra that reads them is installed."""
    monkeypatch.setattr(recogniser, "is_readable", lambda: False)


def _read(name: str) -> Reading:
    return pdf.read((PDF / f"{name}.pdf").read_bytes())


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _cells(row: Row) -> list[str]:
    return [_bare(cell) for cell in row.cells]


def test_every_fixture_has_its_expected_values() -> None:
    assert sorted(EXPECTED) == sorted(path.stem for path in PDF.glob("*.pdf"))
    assert len(EXPECTED) > 30


@pytest.mark.parametrize("name", READABLE)
def test_cells_and_pages(name: str) -> None:
    expected = EXPECTED[name]
    reading = _read(name)
    assert reading.page_count == expected["page_count"]
    found = [[(row.page_no, _cells(row)) for row in table.rows] for table in reading.tables]
    wanted = []
    for t, table in enumerate(expected["tables"]):
        rows = []
        for r, row in enumerate(table["rows"]):
            cells = row["cells"]
            actual = found[t][r][1] if t < len(found) and r < len(found[t]) else None
            rows.append((row["page"], actual if actual == row.get("or_cells") else cells))
        wanted.append(rows)
    assert found == wanted


@pytest.mark.parametrize("name", READABLE)
def test_grids(name: str) -> None:
    tables = _read(name).tables
    expected = EXPECTED[name]["tables"]
    assert len(tables) == len(expected)
    for table, wanted in zip(tables, expected, strict=True):
        assert table.grid == wanted.get("grid", table.grid)


@pytest.mark.parametrize(
    "name",
    [name for name in READABLE if any("spans" in r for t in EXPECTED[name]["tables"] for r in t["rows"])],
)
def test_spans(name: str) -> None:
    found = [[[list(span) for span in row.spans] for row in table.rows] for table in _read(name).tables]
    assert found == [[row["spans"] for row in table["rows"]] for table in EXPECTED[name]["tables"]]


@pytest.mark.parametrize("name", READABLE)
def test_lines_outside_tables(name: str) -> None:
    expected = EXPECTED[name]
    optional = {_bare(text) for text in expected.get("lines_or_not", [])}
    lines = [(line.page_no, _bare(line.text)) for line in _read(name).lines if line.table_no is None]
    found: list[tuple[int | None, str]] = []
    paragraph = ""
    paragraphs = [line["text"] for line in expected["lines"] if "is_paragraph" in line]
    for page_no, text in lines:
        if text in optional:
            continue
        if paragraph and found[-1][0] == page_no and paragraph.startswith(found[-1][1] + text):
            found[-1] = (page_no, found[-1][1] + text)
        else:
            found.append((page_no, text))
            paragraph = next((whole for whole in paragraphs if whole.startswith(text)), "")
    assert found == [(line["page"], line["text"]) for line in expected["lines"]]


@pytest.mark.parametrize("name", READABLE)
def test_every_row_is_a_line_of_its_table(name: str) -> None:
    reading = _read(name)
    lines = {line.line_no: line for line in reading.lines}
    assert [line.line_no for line in reading.lines] == sorted(lines)
    for table_no, table in enumerate(reading.tables, 1):
        for row in table.rows:
            assert row.line_no is not None
            line = lines[row.line_no]
            assert (line.table_no, line.page_no) == (table_no, row.page_no)
            assert _bare(line.text) == "".join(_cells(row))
            assert len(row.spans) in (0, len(row.cells))
            assert len(row.boxes) in (0, len(row.cells))


@pytest.mark.parametrize(
    "name",
    [name for name in READABLE if any("unsure" in r for t in EXPECTED[name]["tables"] for r in t["rows"])],
)
def test_a_number_between_two_columns_is_not_sure_of_its_own(name: str) -> None:
    checked = 0
    for table, expected in zip(_read(name).tables, EXPECTED[name]["tables"], strict=True):
        for row, wanted in zip(table.rows, expected["rows"], strict=True):
            cells = _cells(row)
            unsure = cells.index(wanted["unsure"]) if "unsure" in wanted else None
            for index, cell in enumerate(cells):
                if cell:
                    assert (row.placement_of(index) == Placement.EXPLICIT) == (index != unsure), (
                        cells,
                        index,
                    )
            checked += unsure is not None
    assert checked


@pytest.mark.parametrize("name", [name for name in READABLE if "doubts" in EXPECTED[name]])
def test_doubts(name: str) -> None:
    doubts = _read(name).doubts
    for wanted in EXPECTED[name]["doubts"]:
        numbers = [re.findall(r"\d+", doubt.place) for doubt in doubts if doubt.reason == wanted["reason"]]
        assert [wanted["place"]] in numbers, doubts


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_files_say_why(name: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        _read(name)
    doubt = caught.value.doubt
    reasons = EXPECTED[name]["unreadable"]["reason"]
    assert any(reason in doubt.reason.lower() for reason in reasons), doubt
    assert doubt.place and doubt.remedy
    if name == "19_user_password":
        assert "damaged" not in doubt.reason, "an encrypted file is not a damaged one"
