"""Workbooks."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from ingest.model import Grid, Reading, UnreadableDocument
from ingest.read import read_bytes
from ingest.readers import workbook


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
        ("甲", "12.50"),
    ]
    assert reading.page_count == 2
    assert [line.text for line in reading.lines] == ["虚构总表", "科目 合计", "甲 12.50", "乙 3"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12.0, "12"),
        (12.5, "12.50"),
        (-0.25, "-0.25"),
        (1234.5678, "1234.5678"),
        (0.125, "0.125"),
        (0.1 + 0.2, "0.30"),
        (1e-7, "0.0000001"),
        (1e20, "100000000000000000000"),
        ("１２.５０", "12.50"),
        ("001", "001"),
        (date(2024, 1, 2), "2024-01-02"),
        (datetime(2024, 1, 2, 3, 4), "2024-01-02 03:04:00"),
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


def test_a_hidden_sheet_is_a_doubt() -> None:
    book = openpyxl.Workbook()
    book.active.append(["甲"])
    book.create_sheet("藏").sheet_state = "hidden"
    reading = workbook.read(_bytes(book))
    assert [doubt.place for doubt in reading.doubts] == ["sheet 藏"]
    assert len(reading.tables) == 1


def test_an_empty_workbook_has_no_table() -> None:
    assert workbook.read(_bytes(openpyxl.Workbook())).tables == ()


def test_what_is_no_workbook_is_unreadable() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "x")
    for data in (
        file.getvalue(),
        _bytes(openpyxl.Workbook())[:200],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    ):
        with pytest.raises(UnreadableDocument, match="damaged workbook"):
            read_bytes(data)
