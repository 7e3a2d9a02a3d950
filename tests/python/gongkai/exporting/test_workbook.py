"""What stands in a workbook: what a spreadsheet would change on its own, and how much of it fits."""

from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.exporting import workbook
from gongkai.running.home import Home
from tests.python.gongkai.command import Command

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "'x", "=HYPERLINK(1)")
ODD = """
create table rpt_odd as select * from (values
    ('k1', '=1+1', '001', 12.5::decimal(18, 2), 0.125::decimal(9, 4), date '2024-02-29', 7::bigint, true,
        1.5),
    ('k2', 'a' || chr(7) || chr(10) || chr(8238) || 'b', '2080101', 9007199254740.93::decimal(18, 2),
        null, date '1899-12-31', 1234567890123456::bigint, false, 'nan'::double),
    ('k3', repeat('长', 40000), '1e5', -1234567890123456.78::decimal(18, 2), 1, null, null, null,
        'inf'::double),
    ('k4', null, null, 100000000000000.00::decimal(18, 2), 0, date '2024-01-01', 0::bigint, null, 0)
) as told (odd_key, text, printed, amount_cny, execution_share, day, line_count, is_it, found_share);
comment on column rpt_odd.amount_cny is '金额（元）。Amount in yuan.';
create table rpt_with_a_name_that_is_longer_than_31_1 as select 1 as a;
create table rpt_with_a_name_that_is_longer_than_31_2 as select 2 as a;
create table rpt_many as select range as number_cny from range(25);
create table rpt_none as select 1 as a where false;
create table rpt_formulas (text varchar);
"""


@pytest.fixture
def odd(changed: Home) -> Home:
    with duckdb.connect(str(changed.mart_file)) as mart:
        mart.execute(ODD)
        mart.executemany("insert into rpt_formulas values (?)", [[text] for text in FORMULAS])
    return changed


def opened(file: Path) -> Any:
    return openpyxl.load_workbook(file)


def columns(sheet: Worksheet) -> dict[str, list[Any]]:
    """Cells below the header by the name of their column."""
    return {str(cells[0].value).split("\n")[-1]: list(cells[1:]) for cells in sheet.iter_cols()}


def values(sheet: Worksheet, column: str) -> list[Any]:
    return [cell.value for cell in columns(sheet)[column]]


def definitions(book: Any) -> str:
    return "\n".join(
        str(value) for row in book[workbook.DEFINITIONS].values for value in row if value is not None
    )


def test_headers_are_chinese_and_formats_are_those_of_the_value(
    odd: Home, folder: Path, gongkai: Command
) -> None:
    assert gongkai(odd, "export", "rpt_odd")[0] == 0
    sheet = opened(folder / "rpt_odd.xlsx")["rpt_odd"]
    assert sheet["C1"].value == "金额（元）\namount_cny"
    assert [str(cells[0].value).split("\n")[-1] for cells in sheet.iter_cols()][-1] == "odd_key", (
        "keys stand last"
    )
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:I5"
    found = columns(sheet)
    assert {name: cells[0].number_format for name, cells in found.items()} == {
        "text": "@", "printed": "@", "amount_cny": "#,##0.00", "execution_share": "0.00%",
        "day": "yyyy-mm-dd", "line_count": "0", "is_it": "General", "found_share": "0.00%", "odd_key": "@",
    }  # fmt: skip
    assert values(sheet, "printed") == ["001", "2080101", "1e5", None]
    assert found["day"][0].value == datetime(2024, 2, 29)
    assert found["is_it"][0].value is True
    assert found["execution_share"][0].value == 0.125


def test_what_a_spreadsheet_would_round_is_text_and_told(odd: Home, folder: Path, gongkai: Command) -> None:
    code, said, _ = gongkai(odd, "export", "rpt_odd")
    assert code == 0
    book = opened(folder / "rpt_odd.xlsx")
    sheet = book["rpt_odd"]
    assert values(sheet, "amount_cny") == [12.5, 9007199254740.93, "-1234567890123456.78", 1e14]
    assert values(sheet, "line_count") == [7, "1234567890123456", None, 0]
    assert values(sheet, "found_share") == [1.5, "nan", "inf", 0]
    assert values(sheet, "day")[1] == "1899-12-31", "a workbook has no days before 1900"
    for told in (said, definitions(book)):
        assert "amount_cny: 1 个数超过 15 位有效数字" in told
        assert "line_count: 1 个数" in told
        assert "text: 1 处文字超过 32767 字" in told
    assert len(values(sheet, "text")[2]) == 32_767


def test_text_stays_text_whatever_it_begins_with(odd: Home, folder: Path, gongkai: Command) -> None:
    assert gongkai(odd, "export", "rpt_formulas", "rpt_odd", "--output", "f.xlsx")[0] == 0
    book = opened(folder / "f.xlsx")
    shown = [text.replace("\t", "\\u0009").replace("\r", "\\u000d") for text in FORMULAS]
    cells = columns(book["rpt_formulas"])["text"]
    assert sorted(cell.value for cell in cells) == sorted(shown)
    assert {cell.data_type for cell in cells} == {"s"}
    marked = {cell.value for cell in cells if cell.quotePrefix}
    assert marked == {text for text in shown if not text.startswith("\\")}
    assert values(book["rpt_odd"], "text")[1] == "a\\u0007\n\\u202eb"
    with ZipFile(folder / "f.xlsx") as package:
        for name in package.namelist():
            assert b"<f>" not in package.read(name)


def test_rows_that_do_not_fit_go_on_in_another_sheet(
    odd: Home, folder: Path, gongkai: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for fitting, parts in ((10, [10, 10, 5]), (25, [25]), (5, [5] * 5)):
        monkeypatch.setattr(workbook, "ROWS_OF_A_SHEET", fitting)
        code, said, _ = gongkai(odd, "export", "rpt_many")
        assert (code, "25 行" in said) == (0, True)
        book = opened(folder / "rpt_many.xlsx")
        sheets = [sheet for sheet in book.worksheets if sheet.title.startswith("rpt_many")]
        assert [sheet.max_row - 1 for sheet in sheets] == parts
        assert sum(sum(values(sheet, "number_cny")) for sheet in sheets) == 300
        assert all(sheet.title in definitions(book) for sheet in sheets)


def test_names_of_sheets_are_short_and_differ(odd: Home, folder: Path, gongkai: Command) -> None:
    names = [f"rpt_with_a_name_that_is_longer_than_31_{number}" for number in (1, 2)]
    assert gongkai(odd, "export", *names, "rpt_none", names[0])[0] == 0
    book = opened(folder / "gongkai.xlsx")
    assert book.sheetnames == [
        "rpt_with_a_name_that_is_longer_",
        "rpt_with_a_name_that_is_lon (2)",
        "rpt_none",
        workbook.DEFINITIONS,
    ]
    assert all(name in definitions(book) for name in names)
    assert book["rpt_none"].max_row == 1


def test_definitions_say_what_it_is_and_where_from(odd: Home, folder: Path, gongkai: Command) -> None:
    assert gongkai(odd, "export", "rpt_budget_lines", "--unit", "福利", "--output", "d.xlsx")[0] == 0
    book = opened(folder / "d.xlsx")
    told = definitions(book)
    parts = ("2026-01-02T03:04:05+00:00", "f00", "--unit 福利 = 310107", "DECIMAL(18,2)", "金额（元，照印）")
    assert [part for part in parts if part not in told] == []
    sentences = ("同一阶段的行可以相加。", "Rows of one stage add up.", "三公 too. See others.")
    assert [sentence for sentence in sentences if sentence not in told] == []
    assert book.properties.created == datetime(2026, 1, 2, 3, 4, 5)


def test_the_same_mart_makes_the_same_bytes(odd: Home, folder: Path, gongkai: Command) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        assert gongkai(odd, "export", "rpt_budget_lines", "rpt_odd", "--output", name)[0] == 0
    assert (folder / "one.xlsx").read_bytes() == (folder / "two.xlsx").read_bytes()


def test_dates_before_1900_are_no_numbers() -> None:
    assert date(1899, 12, 31).year < workbook._FIRST_YEAR


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (Decimal("0.00"), True),
        (Decimal("123456789012345.00"), True),
        (Decimal("1234567890123456.00"), False),
        (Decimal("1" + "0" * 30 + ".01"), False),
        (Decimal("0.000000000000001"), True),
        (10**20, True),
        (-(10**15) - 1, False),
    ],
)
def test_fifteen_digits_are_held(number: int | Decimal, expected: bool) -> None:
    assert workbook._is_held(number) is expected


def test_an_export_that_fails_leaves_what_was_there(
    odd: Home, folder: Path, gongkai: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert gongkai(odd, "export", "rpt_many")[0] == 0
    before = (folder / "rpt_many.xlsx").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(workbook._Book, "define", full)
    code, _, said = gongkai(odd, "export", "rpt_many")
    assert code == 1
    assert "the disk is full" in said
    assert [path.name for path in folder.iterdir()] == ["rpt_many.xlsx"]
    assert (folder / "rpt_many.xlsx").read_bytes() == before


def test_libreoffice_adds_up_the_same(home: Home, folder: Path, gongkai: Command) -> None:
    """All tables with money of the samples, opened and saved as CSV by LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed (Debian: libreoffice-calc-nogui)")
    names = [
        "rpt_budget_lines",
        "rpt_expenditure",
        "fct_printed_total",
        "qc_reconciliation",
        "revenue_by_funding_source",
    ]
    assert gongkai(home, "export", *names)[0] == 0
    each_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", each_sheet, str(folder / "gongkai.xlsx")],
        cwd=folder, check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    compared = 0
    for name in names:
        assert gongkai(home, "export", name, "--output", f"{name}.parquet")[0] == 0
        with (folder / f"gongkai-{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        for place, column in enumerate(header):
            if (named := column.split("\n")[-1]).endswith(("_cny", "_wan")):
                found = sum(Decimal(row[place]) for row in rows if row[place])
                told = duckdb.sql(f"select sum({named}), count(*) from '{folder / name}.parquet'").fetchall()
                assert [(found, len(rows))] == told
                compared += 1
    assert compared >= 8
