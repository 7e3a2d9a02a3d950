"""What is printed many times counts once: two documents of one bureau, balances, funds, other years.

The bureau and its figures are invented; titles, header labels and codes are the official ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home

BUREAU = "上海市长宁区示例园林局"
Rows = Sequence[Sequence[str]]

SPENT = [
    ("2080505", "机关事业单位基本养老保险缴费支出", "40.00", "40.00", ""),
    ("2120101", "行政运行", "310.50", "310.50", ""),
    ("2120102", "一般行政管理事务", "85.25", "", "85.25"),
    ("2120803", "城市建设支出", "120.00", "", "120.00"),
]
"""Code, name, total, basic, project in 万元; 2120803 is paid from a government fund."""
TOTAL, BASIC, PROJECT, FUND = "555.75", "350.50", "205.25", "120.00"


def table(title: str, rows: Rows) -> str:
    """A titled table of a web page."""
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<h2>{title}</h2><p>单位：万元</p><table border=1>{body}</table>"


def page(title: str, *tables: str, remark: str = "") -> str:
    """A web page with a cover line."""
    return f"<html><meta charset=utf-8><!--{remark}--><body><h1>{title}</h1>{''.join(tables)}</body></html>"


def by_function() -> str:
    """支出总表: 合计 beside 基本支出 and 项目支出, the total at the foot."""
    head = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
    return table("部门支出总表", [head, *SPENT, ("", "合计", TOTAL, BASIC, PROJECT)])


def summary() -> str:
    """收支总表 with what was carried over and what goes on."""
    return table(
        "部门收支总表",
        [
            ("收入", "", "支出", ""),
            ("项目", "预算数", "项目", "预算数"),
            ("一、一般公共预算拨款收入", "445.75", "一、社会保障和就业支出", "40.00"),
            ("二、政府性基金预算拨款收入", FUND, "二、城乡社区支出", "515.75"),
            ("本年收入合计", "565.75", "本年支出合计", TOTAL),
            ("上年结转", "20.00", "结转下年", "30.00"),
            ("收入总计", "585.75", "支出总计", "585.75"),
        ],
    )


def fund() -> str:
    """政府性基金预算支出表: says again what the table above has said."""
    head = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
    return table("政府性基金预算支出表", [head, SPENT[3], ("", "合计", FUND, "", FUND)])


def three_public() -> str:
    """三公 with last year's budget beside this one's."""
    return table(
        "一般公共预算“三公”经费支出表",
        [
            ("项目", "上年预算数", "本年预算数"),
            ("合计", "9.00", "7.50"),
            ("因公出国（境）费", "0.00", "0.00"),
            ("公务用车购置及运行维护费", "6.00", "5.00"),
            ("其中：公务用车运行维护费", "6.00", "5.00"),
            ("公务用车购置费", "0.00", "0.00"),
            ("公务接待费", "3.00", "2.50"),
        ],
    )


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A department's budget twice over, and its head office's own."""
    folder = tmp_path_factory.mktemp("counted_once")
    tables = (summary(), by_function(), fund(), three_public())
    documents = {
        "department.html": page(f"{BUREAU}2024年部门预算", *tables),
        "department_again.html": page(f"{BUREAU}2024年部门预算", *tables, remark="printed twice"),
        "office.html": page(f"{BUREAU}（本级）2024年单位预算", *tables),
    }
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    home = Home(folder / "home")
    assert main(["run", *(str(folder / name) for name in documents), "--home", str(home.root)]) == 0
    with duckdb.connect(str(home.mart_file), read_only=True) as connection:
        yield connection


def one(mart: duckdb.DuckDBPyConnection, query: str) -> Any:
    """The single value of a query."""
    row = mart.execute(query).fetchone()
    assert row is not None
    return row[0]


def yuan(wan: str) -> Decimal:
    """万元 in yuan."""
    return Decimal(wan) * 10_000


def test_one_document_speaks_for_the_bureau(mart: duckdb.DuckDBPyConnection) -> None:
    preferred = "select string_agg(file_name) from mart.dim_document where is_preferred"
    assert one(mart, preferred) == "department.html"


def test_expenditure_is_as_printed_with_what_goes_on_into_the_next_year(
    mart: duckdb.DuckDBPyConnection,
) -> None:
    assert one(mart, "select sum(amount_cny) from mart.rpt_expenditure") == yuan("585.75")
    natures = mart.execute(
        "select expenditure_nature, sum(amount_cny) from mart.rpt_expenditure group by all order by 1"
    ).fetchall()
    assert natures == [("basic", yuan(BASIC)), ("project", yuan(PROJECT)), ("total", yuan("30.00"))]


def test_revenue_is_as_printed_with_what_was_carried_over(mart: duckdb.DuckDBPyConnection) -> None:
    sources = mart.execute(
        "select funding_source_code, amount_cny, proof from mart.rpt_revenue order by 1"
    ).fetchall()
    assert sources == [
        ("carryover", yuan("20.00"), "proved"),
        ("general_public_budget", yuan("445.75"), "proved"),
        ("government_fund_budget", yuan(FUND), "proved"),
    ]


def test_a_star_of_counted_facts_gives_the_classes(mart: duckdb.DuckDBPyConnection) -> None:
    classes = mart.execute(
        "select f.class_code, sum(e.amount_cny) from mart.fct_function_expenditure as e"
        " inner join mart.dim_function as f using (function_key)"
        " inner join mart.dim_budget_unit using (budget_unit_key)"
        " inner join mart.dim_stage using (stage_key)"
        " where e.is_counted group by all order by 1"
    ).fetchall()
    assert classes == [("208", yuan("40.00")), ("212", yuan("515.75")), ("unmapped", yuan("30.00"))]


def test_last_year_stands_in_its_year_and_counts_nowhere(mart: duckdb.DuckDBPyConnection) -> None:
    last_year = mart.execute(
        "select distinct fiscal_year, stage, is_counted, counted_in from mart.rpt_budget_lines"
        " where document_file = 'department.html' and fiscal_year <> 2024"
    ).fetchall()
    assert last_year == [(2023, "budget", False, None)]
    categories = mart.execute(
        "select category_code, amount_cny from mart.rpt_three_public where amount_cny <> 0 order by 1"
    ).fetchall()
    assert categories == [("reception", yuan("2.50")), ("vehicle_operation", yuan("5.00"))]


def test_counted_lines_stand_in_one_report_each(mart: duckdb.DuckDBPyConnection) -> None:
    for report, fact in {
        "rpt_expenditure": "fct_function_expenditure",
        "rpt_revenue": "fct_revenue",
        "rpt_three_public": "fct_three_public",
    }.items():
        told = one(mart, f"select sum(amount_cny) from mart.{report}")
        assert told == one(mart, f"select sum(amount_cny) from mart.{fact} where is_counted")
        counted = f"select sum(amount_cny) from mart.rpt_budget_lines where counted_in = '{report}'"
        assert told == one(mart, counted)
