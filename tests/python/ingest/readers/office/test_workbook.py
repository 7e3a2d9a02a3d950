"""Workbooks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from gongkai.running.home import PROJECT
from ingest.model import Grid, LeftOut, NotShown, Reading, Row, UnreadableDocument
from ingest.read import read_bytes
from ingest.readers.office import sheet, workbook
from tests.python.ingest.readers.office.files import MEASURED, measured

TEMPLATES = sorted((PROJECT.parent / "shared" / "documents").glob("department_budget_template_blank.xls*"))
SHEET = "xl/worksheets/sheet1.xml"


def _bytes(book: openpyxl.Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _read(*sheets: list[list[object]]) -> Reading:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    return workbook.read(_bytes(book))


def test_a_sheet_is_a_table_and_a_page() -> None:
    reading = _read([["虚构总表"], [None, None], ["科目", "合计"], ["甲", 12.5]], [["乙", 3]])
    assert [(t.grid, t.name, t.page_no, t.first_line, t.last_line) for t in reading.tables] == [
        (Grid.SHEET, "表1", 1, 1, 3),
        (Grid.SHEET, "表2", 2, 4, 4),
    ]
    assert [row.cells for row in reading.tables[0].rows] == [
        ("虚构总表", ""),
        ("科目", "合计"),
        ("甲", "12.5"),
    ]
    assert reading.page_count == 2
    assert [line.text for line in reading.lines] == ["虚构总表", "科目 合计", "甲 12.5", "乙 3"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12.0, "12"),
        (12.5, "12.5"),
        (12.30, "12.3"),
        (-0.0, "0"),
        (True, "TRUE"),
        (timedelta(hours=27, minutes=5), "27:05:00"),
        ("1,234,567.80", "1,234,567.80"),
        (-0.25, "-0.25"),
        (1234.5678, "1234.5678"),
        (0.125, "0.125"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (1e20, "100000000000000000000"),
        ("１２.５０", "12.50"),
        ("001", "001"),
        (date(2024, 1, 2), "2024-01-02"),
        (datetime(2024, 1, 2, 3, 4), "2024-01-02 3:04:00"),
        ("甲\n乙", "甲\n乙"),
    ],
)
def test_values_keep_every_digit(value: object, shown: str) -> None:
    assert _read([["x", value]]).tables[0].rows[0].cells == ("x", shown)


def test_cells_keep_their_column() -> None:
    assert _read([[], [None, None, "丙"]]).tables[0].rows[0].cells == ("", "", "丙")


def test_a_merged_cell_stands_at_its_corner() -> None:
    book = openpyxl.Workbook()
    book.active.append(["支出", None, "备注"])
    book.active.append(["基本", "项目", None])
    book.active.merge_cells("A1:B1")
    assert [row.cells for row in workbook.read(_bytes(book)).tables[0].rows] == [
        ("支出", "", "备注"),
        ("基本", "项目", ""),
    ]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_left_out_and_told(state: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["甲"])
    hidden = book.create_sheet("藏")
    hidden.sheet_state = state
    hidden.append(["旧数", 55])
    book.create_sheet("空").sheet_state = state
    reading = workbook.read(_bytes(book))
    assert reading.left_out == (LeftOut(NotShown.HIDDEN, "sheet 藏", 2, 2),)
    assert reading.doubts == ()
    assert len(reading.tables) == 1


def test_an_empty_workbook_has_no_table() -> None:
    assert workbook.read(_bytes(openpyxl.Workbook())).tables == ()


def _sheet_of(rows: Iterable[str], extra: str = "", before: str = "") -> bytes:
    """A workbook whose sheet is the XML given."""
    made = BytesIO()
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with ZipFile(BytesIO(_bytes(openpyxl.Workbook()))) as source, ZipFile(made, "w", ZIP_DEFLATED) as copy:
        for part in source.namelist():
            if part == SHEET:
                with copy.open(part, "w") as file:
                    file.write(f'<worksheet xmlns="{space}">{before}<sheetData>'.encode())
                    for row in rows:
                        file.write(row.encode())
                    file.write(f"</sheetData>{extra}</worksheet>".encode())
            else:
                copy.writestr(part, source.read(part))
    return made.getvalue()


def _spans(row: Row) -> dict[int, tuple[int, int]]:
    return {index: span for index, span in enumerate(row.spans) if span != (1, 1)}


def _merged(rows: list[list[object]], *ranges: str) -> list[Row]:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for each in ranges:
        book.active.merge_cells(each)
    return list(workbook.read(_bytes(book)).tables[0].rows)


def test_a_title_over_all_columns_spans_them() -> None:
    rows = _merged([["虚构表", None, None], ["科目", "合计", "备注"]], "A1:C1")
    assert rows[0].cells == ("虚构表", "", "")
    assert [_spans(row) for row in rows] == [{0: (1, 3)}, {}]
    assert len(rows[1].spans) == 3


def test_a_title_wider_than_the_table_spans_the_columns_there_are() -> None:
    assert _spans(_merged([["虚构表"], ["科目", "合计"]], "A1:H1")[0]) == {0: (1, 2)}


def test_headers_of_two_and_three_rows_have_spans() -> None:
    two = _merged(
        [["科目", "合计", "支出", None], [None, None, "基本", "项目"], ["甲", 3, 1, 2]],
        "A1:A2",
        "B1:B2",
        "C1:D1",
    )
    assert [_spans(row) for row in two] == [{0: (2, 1), 1: (2, 1), 2: (1, 2)}, {}, {}]
    three = _merged(
        [
            ["科目", "资金来源", None, None, None],
            [None, "合计", "财政拨款", None, "其他"],
            [None, None, "一般", "基金", None],
            ["甲", 6, 1, 2, 3],
        ],
        "A1:A3", "B1:E1", "B2:B3", "C2:D2", "E2:E3",
    )  # fmt: skip
    assert [_spans(row) for row in three] == [
        {0: (3, 1), 1: (1, 4)},
        {1: (2, 1), 2: (1, 2), 4: (2, 1)},
        {},
        {},
    ]


def test_a_vertical_merge_in_the_body_counts_printed_rows() -> None:
    rows = _merged(
        [["项目", "指标"], ["修路", "里程"], [None, None], [None, "费用"], ["种树", "株数"]], "A2:A4"
    )
    assert [row.cells for row in rows] == [
        ("项目", "指标"),
        ("修路", "里程"),
        ("", "费用"),
        ("种树", "株数"),
    ]
    assert _spans(rows[1]) == {0: (2, 1)}


def test_what_stands_beneath_a_merged_cell_is_not_printed() -> None:
    data = _sheet_of(
        [
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>',
            '<row r="2"><c r="B2"><v>3</v></c></row>',
        ],
        '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>',
    )
    rows = workbook.read(data).tables[0].rows
    assert [(row.cells, row.spans) for row in rows] == [(("1", ""), ((1, 2), (1, 1)))]


def test_ranges_that_overlap_are_no_ranges() -> None:
    data = _sheet_of(
        ['<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'],
        '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="B1:C1"/></mergeCells>',
    )
    assert workbook.read(data).tables[0].rows[0].cells == ("1", "", "3")


def test_leading_blank_rows_are_passed_over_and_columns_kept() -> None:
    rows = _merged([[], [], [None, None, "科目", "合计"], [None, None, "甲", 1]], "C3:C4")
    assert [row.cells for row in rows] == [("", "", "科目", "合计"), ("", "", "", "1")]
    assert _spans(rows[0]) == {2: (2, 1)}


def test_an_error_is_shown_as_the_cell_shows_it() -> None:
    book = openpyxl.Workbook()
    book.active.append(["甲", "#REF!", "#DIV/0!", 1])
    book.active["B1"].data_type = book.active["C1"].data_type = "e"
    reading = workbook.read(_bytes(book))
    assert reading.tables[0].rows[0].cells == ("甲", "#REF!", "#DIV/0!", "1")


def test_a_formula_shows_its_stored_value() -> None:
    row = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2.5</v></c><c r="B1" t="str"><f>"甲"</f><v>甲</v></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    reading = workbook.read(_sheet_of([row]))
    assert reading.tables[0].rows[0].cells == ("2.5", "甲", "", "#DIV/0!")
    assert reading.doubts == ()


def test_a_formula_without_a_stored_value_is_a_doubt() -> None:
    reading = _read([["甲", 1], ["乙", "=B1*2"], ["丙", "=B1*3"]])
    assert [(doubt.reason, doubt.place) for doubt in reading.doubts] == [
        ("formula without a stored value", "sheet 表1, cell B2 and 1 more")
    ]
    assert [row.cells for row in reading.tables[0].rows] == [("甲", "1"), ("乙", ""), ("丙", "")]


def test_sheets_are_told_by_relation_not_by_name_of_part() -> None:
    book = openpyxl.Workbook()
    book.active.append(["甲"])
    book.create_sheet("第二").append(["=A1"])
    book.move_sheet("第二", -1)
    reading = workbook.read(_bytes(book))
    assert [doubt.place for doubt in reading.doubts] == ["sheet 第二, cell A1"]
    assert [table.name for table in reading.tables] == ["Sheet"]


# --- used area ------------------------------------------------------------------------------------


def test_cells_far_apart_are_moved_together() -> None:
    data = _sheet_of(
        [
            '<row r="2"><c r="A2"><v>1</v></c></row>',
            '<row r="500000"><c r="A500000"><v>5</v></c><c r="C500000" t="e"><v>#N/A</v></c></row>',
            '<row r="500001"><c r="C500001"><v>6</v></c></row>',
            '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>末</t></is></c></row>',
        ],
        '<mergeCells count="1"><mergeCell ref="A500000:B500001"/></mergeCells>',
    )
    rows = workbook.read(data).tables[0].rows
    assert [{i: cell for i, cell in enumerate(row.cells) if cell} for row in rows] == [
        {0: "1"},
        {0: "5", 2: "#N/A"},
        {2: "6"},
        {16383: "末"},
    ]
    assert [_spans(row) for row in rows] == [{}, {0: (2, 2)}, {}, {}]


def test_cells_without_a_reference_stand_behind_the_one_before() -> None:
    data = _sheet_of(
        ['<row><c/><c><v>1</v></c></row><row r="4"/><row><c r="C5" s="0"/><c><v>2</v></c></row>']
    )
    assert [row.cells for row in workbook.read(data).tables[0].rows] == [("", "1", "", ""), ("", "", "", "2")]


def test_more_cells_than_fit_are_an_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_CELLS", 9)
    with pytest.raises(UnreadableDocument, match="too large: 10 cells"):
        _read([[1] * 5, [1] * 5])
    with pytest.raises(UnreadableDocument, match="sheet 表2"):
        _read([[1] * 4, [1] * 4], [[1, None], [None, 1]])


@MEASURED
def test_a_million_formatted_rows_need_little(tmp_path: Path) -> None:
    cells = "".join(f'<c r="{column}%d" s="0"/>' for column in "ABC")
    blank = (
        f'<row r="{row}" s="0" customFormat="1">{cells % ((row,) * 3)}</row>' for row in range(3, 1_048_577)
    )
    first = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'
    found = measured(tmp_path, _sheet_of([first, *blank]))
    assert found.outcome == "2 lines"
    assert found.megabytes < 600
    assert found.seconds < 60


@MEASURED
def test_one_cell_in_the_last_corner_needs_little(tmp_path: Path) -> None:
    corner = ['<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>']
    found = measured(tmp_path, _sheet_of(corner))
    assert (found.outcome, found.megabytes < 300) == ("2 lines", True)


def test_rows_and_columns_of_no_size_are_hidden() -> None:
    data = _sheet_of(
        [
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>',
            '<row r="2" ht="0" customHeight="1"><c r="A2"><v>3</v></c></row>',
        ],
        before='<cols><col min="2" max="2" width="0" customWidth="1"/></cols>',
    )
    reading = workbook.read(data)
    assert [row.cells for row in reading.tables[0].rows] == [("1",)]
    assert [left.count for left in reading.left_out] == [2]


def test_how_a_name_is_pronounced_is_no_part_of_it() -> None:
    name = "<is><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></is>"
    reading = workbook.read(_sheet_of([f'<row r="1"><c r="A1" t="inlineStr">{name}</c></row>']))
    assert reading.tables[0].rows[0].cells == ("東京",)


def test_a_workbook_whose_parts_are_named_with_backslashes() -> None:
    """Programs that pack by hand on Windows write `xl\\workbook.xml`: it was told as a ZIP archive."""
    book = openpyxl.Workbook()
    book.active.append(["甲", 1])
    made = BytesIO()
    with ZipFile(BytesIO(_bytes(book))) as source, ZipFile(made, "w") as copy:
        for part in source.namelist():
            copy.writestr(part.replace("/", "\\"), source.read(part))
    assert read_bytes(made.getvalue()).tables[0].rows[0].cells == ("甲", "1")


# --- damage ---------------------------------------------------------------------------------------


def test_a_cut_off_workbook_is_damaged() -> None:
    whole = _bytes(openpyxl.Workbook())
    for size in (200, len(whole) // 2, len(whole) - 10):
        with pytest.raises(UnreadableDocument, match="damaged"):
            read_bytes(whole[:size])


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ('<row r="1"><c r="A1"><v>1</c></row>', "no sound XML"),
        ('<row r="1"><c r="1A"><v>1</v></c></row>', "no cell is called 1A"),
        ('<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>', "there is no string 99999999"),
        ('<row r="1"><c r="A1"><v>1,5</v></c></row>', "'1,5' is no number"),
    ],
)
def test_a_broken_sheet_is_damaged(row: str, outcome: str) -> None:
    with pytest.raises(UnreadableDocument, match=outcome):
        read_bytes(_sheet_of([row]))


@pytest.mark.skipif(not TEMPLATES, reason="no real documents beside the project")
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_blank_template_is_read(path: Path) -> None:
    reading = read_bytes(path.read_bytes())
    assert len(reading.tables) >= 16
    assert reading.doubts == ()
    assert any(_spans(row) for table in reading.tables for row in table.rows)
