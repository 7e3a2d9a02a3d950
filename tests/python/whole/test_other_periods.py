"""Last year's columns and the budget beside a final account: told in a report of their own, counted nowhere.

The bureaus and their figures are invented; titles, header labels and codes are the official ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.fixtures.execution import BUDGET, FINAL, Rows, page, table

CARS = "一般公共预算“三公”经费支出表"
FINAL_CARS = "财政拨款“三公”经费支出决算表"
ITEMS = ("因公出国（境）费", "公务接待费", "公务用车运行维护费")


def cars(*columns: tuple[str, tuple[float, float, float]]) -> Rows:
    """三公 by row: a header and the three items of each column, and their total."""
    headers = ("项目", *(header for header, _ in columns))
    lines = [
        (item, *(f"{amounts[number]:.2f}" for _, amounts in columns)) for number, item in enumerate(ITEMS)
    ]
    return [headers, ("合计", *(f"{sum(amounts):.2f}" for _, amounts in columns)), *lines]


def by_function(*columns: tuple[str, float]) -> Rows:
    """Two functions that are 70 % and 30 % of the total of each column."""
    return [
        ("科目编码", "科目名称", *(header for header, _ in columns)),
        ("2010301", "行政运行", *(f"{total * 0.7:.2f}" for _, total in columns)),
        ("2010302", "一般行政管理事务", *(f"{total * 0.3:.2f}" for _, total in columns)),
        ("", "合计", *(f"{total:.2f}" for _, total in columns)),
    ]


DOCUMENTS = {
    # nothing else tells of 2023
    "alone_2024.html": page(
        "广元市利州区示例审计局2024年部门预算",
        table(CARS, cars(("上年预算数", (0, 3, 5)), ("本年预算数", (0, 2, 4)))),
        table(BUDGET, by_function(("上年执行数", 90), ("本年预算数", 100))),
    ),
    # of 2023 the budget itself is there
    "both_2023.html": page(
        "广元市利州区示例教育局2023年部门预算", table(CARS, cars(("本年预算数", (0, 3, 5))))
    ),
    "both_2024.html": page(
        "广元市利州区示例教育局2024年部门预算",
        table(CARS, cars(("2023年预算数", (0, 3, 5)), ("2024年预算数", (1, 2, 4)))),
    ),
    # a final account that prints the budget, and the budget of the year after that prints it again
    "final_2023.html": page(
        "咸阳市兴平市示例水利局2023年度部门决算",
        table(FINAL_CARS, cars(("预算数", (0, 3, 5)), ("决算数", (0, 1.5, 4)))),
    ),
    "after_2024.html": page(
        "咸阳市兴平市示例水利局2024年部门预算",
        table(CARS, cars(("上年预算数", (0, 3, 5)), ("本年预算数", (0, 2, 4)))),
    ),
    # the general public budget alone has a column of last year; one year only in another bureau
    "fund_2024.html": page(
        "湖北省随州市广水市示例文化局2024年部门预算",
        table(BUDGET, by_function(("本年预算数", 150))),
        table("一般公共预算支出表", by_function(("上年预算数", 80), ("本年预算数", 100))),
    ),
    "plain_2024.html": page(
        "湖北省随州市广水市示例统计局2024年部门预算", table(CARS, cars(("预算数", (0, 2, 4))))
    ),
    # 增减额 is no amount of a year
    "change_2024.html": page(
        "咸阳市兴平市示例民政局2024年部门预算",
        table(CARS, cars(("上年预算数", (0, 3, 5)), ("本年预算数", (0, 2, 4)), ("增减额", (0, -1, -1)))),
    ),
    "account_2023.html": page(
        "咸阳市兴平市示例林业局2023年度部门决算",
        table(FINAL, by_function(("年初预算数", 100), ("决算数", 95))),
    ),
}


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """All documents in one home."""
    folder = tmp_path_factory.mktemp("periods")
    for name, content in DOCUMENTS.items():
        (folder / name).write_bytes(content)
    home = Home(folder / "home")
    assert main(["run", *(str(folder / name) for name in DOCUMENTS), "--home", str(home.root)]) in (0, 3)
    with duckdb.connect(str(home.mart_file), read_only=True) as connection:
        yield connection


def sums(mart: duckdb.DuckDBPyConnection, query: str) -> dict[tuple[object, ...], Decimal]:
    """The last column of each row in 万元 by the others."""
    return {tuple(row[:-1]): row[-1] / 10000 for row in mart.execute(query).fetchall()}


@pytest.fixture(scope="module")
def told(mart: duckdb.DuckDBPyConnection) -> dict[tuple[object, ...], Decimal]:
    """Document, report, fund, year, stage, whether it is the only source -> sum in 万元."""
    return sums(
        mart,
        "select document_file, report_code, fund_scope, fiscal_year, stage, is_only_source, sum(amount_cny)"
        " from mart.rpt_amounts_of_other_periods group by all",
    )


@pytest.mark.parametrize(
    ("document", "report", "fund", "year", "stage", "is_only_source", "wan"),
    [
        ("alone_2024.html", "rpt_three_public", "total", 2023, "budget", True, 8),
        ("alone_2024.html", "rpt_expenditure", "total", 2023, "execution", True, 90),
        ("both_2024.html", "rpt_three_public", "total", 2023, "budget", False, 8),
        ("final_2023.html", "rpt_three_public", "total", 2023, "budget", True, 8),
        ("after_2024.html", "rpt_three_public", "total", 2023, "budget", False, 8),
        ("fund_2024.html", "rpt_expenditure", "general_public_budget", 2023, "budget", True, 80),
        ("change_2024.html", "rpt_three_public", "total", 2023, "budget", True, 8),
        ("account_2023.html", "rpt_expenditure", "total", 2023, "budget", True, 100),
    ],
)
def test_what_is_printed_for_comparison_is_told(
    told: dict[tuple[object, ...], Decimal],
    document: str,
    report: str,
    fund: str,
    year: int,
    stage: str,
    is_only_source: bool,
    wan: int,
) -> None:
    assert told[(document, report, fund, year, stage, is_only_source)] == wan


def test_nothing_else_is_told(told: dict[tuple[object, ...], Decimal]) -> None:
    """No change (增减额), nothing of a document that prints one year, no amount of its own year and stage."""
    assert len(told) == 8
    assert {key[0] for key in told}.isdisjoint({"plain_2024.html", "both_2023.html"})


def test_only_sources_are_money_once(mart: duckdb.DuckDBPyConnection) -> None:
    """With what counts, a unit, year and stage has one source."""
    twice = mart.execute(
        """
        select unit_name, fiscal_year, stage
        from (
            select unit_name, fiscal_year, stage, document_file from mart.rpt_three_public
            union
            select unit_name, fiscal_year, stage, document_file from mart.rpt_amounts_of_other_periods
            where is_only_source and report_code = 'rpt_three_public'
        )
        group by all having count(*) > 1
        """
    ).fetchall()
    assert twice == []


def test_reports_that_add_up_hold_none_of_it(mart: duckdb.DuckDBPyConnection) -> None:
    counted = sums(
        mart,
        "select document_file, fiscal_year, stage, sum(amount_cny) from mart.rpt_three_public group by all",
    )
    assert counted == {
        ("alone_2024.html", 2024, "budget"): 6,
        ("both_2023.html", 2023, "budget"): 8,
        ("both_2024.html", 2024, "budget"): 7,
        ("final_2023.html", 2023, "final_account"): Decimal("5.5"),
        ("after_2024.html", 2024, "budget"): 6,
        ("plain_2024.html", 2024, "budget"): 6,
        ("change_2024.html", 2024, "budget"): 6,
    }


def test_budget_and_final_account_of_three_public_stand_side_by_side(
    mart: duckdb.DuckDBPyConnection,
) -> None:
    rows = mart.execute(
        """
        select code, budget_cny / 10000, final_account_cny / 10000, budget_source, execution_basis
        from mart.rpt_budget_execution
        where classification = 'three_public' and fiscal_year = 2023 and unit_name like '%水利局'
        order by code
        """
    ).fetchall()
    assert rows == [
        ("overseas", 0, 0, "beside", "budget_is_zero"),
        ("reception", 3, 1.5, "beside", "final_to_budget"),
        ("vehicle_operation", 5, 4, "beside", "final_to_budget"),
    ]


def test_amounts_of_other_periods_lead_to_their_cell(mart: duckdb.DuckDBPyConnection) -> None:
    lost = mart.execute(
        """
        select count(*) from mart.rpt_amounts_of_other_periods as told
        left join mart.rpt_budget_lines as lines using (budget_line_key)
        where lines.cell_id is distinct from told.cell_id or lines.table_no is distinct from told.table_no
            or lines.amount_cny is distinct from told.amount_cny
        """
    ).fetchall()
    assert lost == [(0,)]
