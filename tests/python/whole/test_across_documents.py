"""What two documents print of one subject: last year's column, a budget beside an account, a department.

The bureaus and their figures are invented; titles, header labels and codes are the official ones.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.fixtures.execution import BUDGET, FINAL, Rows, page, table

GENERAL = "一般公共预算支出表"
CODES = (
    ("2010301", "行政运行"),
    ("2010302", "一般行政管理事务"),
    ("2010399", "其他政府办公厅（室）及相关机构事务支出"),
)


def spent(*columns: tuple[str, tuple[float, ...]], digits: int = 2) -> Rows:
    """Functions by row and columns of amounts, with their totals; an amount of nothing is not printed."""
    lines = [
        (code, name, *(f"{amounts[number]:.{digits}f}" for _, amounts in columns))
        for number, (code, name) in enumerate(CODES)
        if any(amounts[number] for _, amounts in columns)
    ]
    totals = (f"{sum(amounts):.{digits}f}" for _, amounts in columns)
    return [("科目编码", "科目名称", *(header for header, _ in columns)), *lines, ("", "合计", *totals)]


def of_year(unit: str, year: int, *amounts: float, kind: str = "部门预算", statement: str = BUDGET) -> bytes:
    """A document of one column."""
    return page(f"{unit}{year}年{kind}", table(statement, spent(("本年预算数", amounts))))


def beside(
    unit: str, header: str, others: tuple[float, ...], statement: str = BUDGET, kind: str = "部门预算"
) -> bytes:
    """A budget of 2024 with a column of another year."""
    return page(f"{unit}2024年{kind}", table(statement, spent((header, others), ("本年预算数", (80, 30, 0)))))


def account(unit: str, header: str, budget: tuple[float, ...]) -> bytes:
    """A final account of 2023 with a column of another stage."""
    return page(f"{unit}2023年度部门决算", table(FINAL, spent((header, budget), ("决算数", (69, 28, 0)))))


LAST = (70, 30, 0)
DOCUMENTS = {
    # last year's column: as published; otherwise; in other digits; with a code less; twice
    "agrees_2023.html": of_year("广元市利州区示例审计局", 2023, *LAST),
    "agrees_2024.html": beside("广元市利州区示例审计局", "上年预算数", LAST),
    "differs_2023.html": of_year("广元市利州区示例教育局", 2023, *LAST),
    "differs_2024.html": beside("广元市利州区示例教育局", "上年预算数", (65, 30, 0)),
    "digits_2023.html": of_year("广元市利州区示例林业局", 2023, 70.4, 30.3, 0),
    "digits_2024.html": page(
        "广元市利州区示例林业局2024年部门预算",
        table(BUDGET, spent(("上年预算数", LAST), ("本年预算数", (80, 30, 0)), digits=0)),
    ),
    "codes_2023.html": of_year("广元市利州区示例民政局", 2023, 70, 0, 30),
    "codes_2024.html": beside("广元市利州区示例民政局", "上年预算数", LAST),
    # no budget of last year: its execution, another statement, another unit, the unit of a department
    "executed_2023.html": of_year("广元市利州区示例水利局", 2023, *LAST),
    "executed_2024.html": beside("广元市利州区示例水利局", "上年执行数", (60, 20, 0)),
    "fund_2023.html": of_year("广元市利州区示例财政局", 2023, *LAST),
    "fund_2024.html": beside("广元市利州区示例财政局", "上年预算数", (60, 20, 0), GENERAL),
    "place_2023.html": of_year("咸阳市兴平市示例统计局", 2023, *LAST),
    "place_2024.html": beside("广元市利州区示例统计局", "上年预算数", (60, 20, 0)),
    "office_2023.html": of_year("广元市利州区示例农业局", 2023, *LAST),
    "office_2024.html": beside("广元市利州区示例农业局", "上年预算数", (60, 20, 0), kind="单位预算"),
    # the budget beside a final account: as published, otherwise, as adjusted
    "account_budget.html": of_year("咸阳市兴平市示例水利局", 2023, *LAST),
    "account.html": account("咸阳市兴平市示例水利局", "年初预算数", LAST),
    "other_budget.html": of_year("咸阳市兴平市示例教育局", 2023, *LAST),
    "other_account.html": account("咸阳市兴平市示例教育局", "年初预算数", (70, 40, 0)),
    "adjusted_budget.html": of_year("咸阳市兴平市示例林业局", 2023, *LAST),
    "adjusted_account.html": account("咸阳市兴平市示例林业局", "调整预算数", (70, 40, 0)),
    # a department and its head office: within it, above it by code, all of it
    "within.html": of_year("仁寿县示例水利局", 2024, 90, 50, 0),
    "within_office.html": of_year("仁寿县示例水利局（本级）", 2024, 60, 50, 0, kind="单位预算"),
    "above.html": of_year("仁寿县示例教育局", 2024, 90, 50, 0),
    "above_office.html": of_year("仁寿县示例教育局（本级）", 2024, 60, 55, 0, kind="单位预算"),
    "only.html": of_year("仁寿县示例林业局", 2024, 90, 50, 0),
    "only_office.html": of_year("仁寿县示例林业局（本级）", 2024, 80, 60, 0, kind="单位预算"),
    "whole.html": of_year("仁寿县示例民政局", 2024, 90, 50, 0),
    "whole_office.html": of_year("仁寿县示例民政局（本级）", 2024, 90, 50, 0, kind="单位预算"),
    # of another year
    "later.html": of_year("仁寿县示例商务局", 2024, 90, 50, 0),
    "later_office.html": of_year("仁寿县示例商务局（本级）", 2023, 95, 55, 0, kind="单位预算"),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """All documents in one home."""
    folder = tmp_path_factory.mktemp("across")
    for name, content in DOCUMENTS.items():
        (folder / name).write_bytes(content)
    home = Home(folder / "home")
    assert main(["run", *(str(folder / name) for name in DOCUMENTS), "--home", str(home.root)]) in (0, 3)
    return home


@pytest.fixture(scope="module")
def mart(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(home.mart_file), read_only=True) as connection:
        yield connection


def test_what_differs_is_told_once_with_both_places(mart: duckdb.DuckDBPyConnection) -> None:
    told = mart.execute(
        "select document_file, finding_code, severity, table_no, row_no, col_no, evidence"
        " from mart.qc_finding where finding_code in (select 'identity_' || code from mart.dim_check"
        " where code like '%as_published' or code like '%department%') order by all"
    ).fetchall()
    assert told == [
        (
            "above_office.html", "identity_unit_within_department", "warning", 1, 3, 3,
            "2010302: 550000.00 > 500000.00 (t1:r3:c3) | 1/2 expenditure_summary 2024 budget (above.html)",
        ),
        (
            "differs_2024.html", "identity_other_year_as_published", "info", 1, 2, 3,
            "2010301: 650000.00 <> 700000.00 (t1:r2:c3) | 1/2 expenditure_summary 2023 budget"
            " (differs_2023.html)",
        ),
        (
            "only_office.html", "identity_department_as_only_unit", "warning", 1, 2, 3,
            "2010301: 800000.00 <> 900000.00 (t1:r2:c3); 2010302: 600000.00 <> 500000.00 (t1:r3:c3)"
            " | 2/2 expenditure_summary 2024 budget (only.html)",
        ),
        (
            "other_account.html", "identity_other_stage_as_published", "info", 1, 3, 3,
            "2010302: 400000.00 <> 300000.00 (t1:r3:c3) | 1/2 expenditure_summary 2023 budget"
            " (other_budget.html)",
        ),
    ]  # fmt: skip


def test_only_what_says_the_same_is_compared(home: Home) -> None:
    with duckdb.connect(str(home.build_file), read_only=True) as connection:
        compared = connection.execute(
            "select documents.file_name, count(*), string_agg(distinct verdict)"
            " from intermediate.int_amounts_across_documents"
            " inner join raw.documents as documents using (document_id) group by all order by all"
        ).fetchall()
    assert [row for row in compared if row[2] in ("holds", "rounding")] == [
        ("account.html", 2, "holds"),
        ("agrees_2024.html", 2, "holds"),
        ("codes_2024.html", 1, "holds"),
        ("digits_2024.html", 2, "rounding"),
        ("whole_office.html", 2, "holds"),
        ("within_office.html", 2, "holds"),
    ]
    assert {row[0] for row in compared if "fails" in row[2]} == {
        "above_office.html",
        "differs_2024.html",
        "only_office.html",
        "other_account.html",
    }


def test_a_restatement_makes_no_amount_less_sure(mart: duckdb.DuckDBPyConnection) -> None:
    proofs = {
        file: mart.execute(
            "select proof, count(*) from mart.rpt_budget_lines"
            " inner join mart.dim_document using (document_key)"
            " where file_name = ? group by all order by all",
            [file],
        ).fetchall()
        for file in ("agrees_2024.html", "differs_2024.html")
    }
    assert proofs["differs_2024.html"] == proofs["agrees_2024.html"]
    assert "contradicted" not in dict(proofs["differs_2024.html"])
