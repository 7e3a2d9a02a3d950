"""What is known of a code that no list holds stays known: an unknown item keeps the class it is printed in.

The bureau and its figures are invented.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.python.models.test_star import lost

Rows = list[tuple[str, ...]]

FUNCTIONS: Rows = [
    ("科目编码", "", "", "科目名称", "合计", "基本支出", "项目支出"),
    ("类", "款", "项", "", "", "", ""),
    ("", "", "", "合计", "1100.00", "800.00", "300.00"),
    ("208", "", "", "社会保障和就业支出", "1000.00", "800.00", "200.00"),
    ("", "5", "", "行政事业单位养老支出", "900.00", "700.00", "200.00"),
    ("", "", "5", "机关事业单位基本养老保险缴费支出", "500.00", "300.00", "200.00"),
    ("", "", "77", "某项补助", "400.00", "400.00", "0.00"),
    ("", "99", "", "其他社会保障和就业支出", "100.00", "100.00", "0.00"),
    ("", "", "99", "其他社会保障和就业支出", "100.00", "100.00", "0.00"),
    ("288", "", "", "某类支出", "100.00", "0.00", "100.00"),
    ("", "1", "", "某款支出", "100.00", "0.00", "100.00"),
    ("", "", "1", "某项支出", "100.00", "0.00", "100.00"),
]
ECONOMICS: Rows = [
    ("科目编码", "科目名称", "合计", "人员经费", "公用经费"),
    ("", "合计", "800.00", "600.00", "200.00"),
    ("301", "工资福利支出", "600.00", "600.00", "0.00"),
    ("30101", "基本工资", "300.00", "300.00", "0.00"),
    ("3012", "津贴补贴", "150.00", "150.00", "0.00"),
    ("3013", "办公费", "50.00", "50.00", "0.00"),
    ("30177", "某项补贴", "100.00", "100.00", "0.00"),
    ("302", "商品和服务支出", "200.00", "0.00", "200.00"),
    ("30201", "办公费", "150.00", "0.00", "150.00"),
    ("30211", "福利费", "50.00", "0.00", "50.00"),
]
REVENUES: Rows = [
    ("科目编码", "科目名称", "合计", "财政拨款收入", "其他收入"),
    ("", "合计", "1100.00", "1000.00", "100.00"),
    ("103", "非税收入", "1100.00", "1000.00", "100.00"),
    ("10304", "行政事业性收费收入", "800.00", "800.00", "0.00"),
    ("10377", "某项收入", "200.00", "200.00", "0.00"),
    ("10399", "其他收入", "100.00", "0.00", "100.00"),
]


def table(title: str, rows: Rows) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<p>{title}</p><p>单位：元</p><table border=1>{lines}</table>"


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("known_in_part")
    document = folder / "budget.html"
    document.write_text(
        "<html><meta charset=utf-8><body><h1>重庆市綦江区人力资源和社会保障局2023年部门预算公开</h1>"
        + table("部门收入总表", REVENUES)
        + table("一般公共预算财政拨款支出预算表", FUNCTIONS)
        + table("一般公共预算财政拨款基本支出预算表", ECONOMICS)
        + "</body></html>",
        encoding="utf-8",
    )
    home = Home(folder / "home")
    assert main(["run", str(document), "--home", str(home.root)]) == 0
    with duckdb.connect(str(home.mart_file), read_only=True) as connection:
        yield connection


def printed(mart: duckdb.DuckDBPyConnection, kind: str, *columns: str) -> dict[str, tuple[object, ...]]:
    """The columns of the lines that print codes of one kind, by what is printed."""
    rows = mart.execute(
        f"select distinct {kind}_code_printed, {', '.join(columns)} from mart.rpt_budget_lines"
        f" where {kind}_code_printed is not null"
    ).fetchall()
    found = {code: tuple(rest) for code, *rest in rows}
    assert len(found) == len(rows)
    return found


def test_an_unknown_item_has_the_class_and_section_of_its_code(mart: duckdb.DuckDBPyConnection) -> None:
    found = printed(mart, "function", "function_code", "function_class_code", "function_section_name")
    assert found["2080577"] == (None, "208", "行政事业单位养老支出")
    assert found["2080505"] == ("2080505", "208", "行政事业单位养老支出")
    assert found["2880101"] == (None, None, None), "the rows above it are of another class"


def test_an_item_under_the_number_of_another_is_not_that_one(mart: duckdb.DuckDBPyConnection) -> None:
    """福利费 printed as 30211 was once answered as travel."""
    found = printed(mart, "economic", "economic_code", "economic_name", "economic_class_code")
    assert found["30211"] == (None, None, "302")
    assert found["30177"] == (None, None, "301")


def test_a_lost_zero_is_restored_by_the_name_and_told(mart: duckdb.DuckDBPyConnection) -> None:
    economics = printed(mart, "economic", "economic_code", "economic_mapping_method")
    assert economics["3012"] == ("30102", "alias")
    assert economics["3013"] == (None, "unmapped"), "办公费 is no name of 30103"
    assert printed(mart, "function", "function_mapping_method")["2080505"] == ("alias",)
    told = mart.execute(
        "select evidence from mart.qc_finding where finding_code = 'code_lost_a_zero' order by all"
    ).fetchall()
    assert told == [
        ("20805 行政事业单位养老支出",),
        ("2080505 机关事业单位基本养老保险缴费支出",),
        ("30102 津贴补贴",),
    ]


@pytest.mark.parametrize("kind", ["function", "economic"])
def test_inner_joins_give_the_printed_totals_by_class(mart: duckdb.DuckDBPyConnection, kind: str) -> None:
    columns = "facts.expenditure_nature, facts.cost_category"
    summed = mart.execute(
        f"select class_code, {columns}, sum(amount_cny) from mart.fct_{kind}_expenditure as facts"
        f" inner join mart.dim_{kind} using ({kind}_key)"
        " inner join mart.dim_budget_unit using (budget_unit_key) inner join mart.dim_stage using (stage_key)"
        " where class_code <> 'unmapped' group by all order by all"
    ).fetchall()
    totals = mart.execute(
        f"select {kind}_code, {columns}, amount_cny from mart.fct_printed_total as facts"
        f" where length({kind}_code) = 3 order by all"
    ).fetchall()
    assert summed == totals


def test_no_row_is_lost_by_inner_joins(mart: duckdb.DuckDBPyConnection) -> None:
    assert lost(mart) == []


def test_codes_of_revenue_are_categories_of_revenue(mart: duckdb.DuckDBPyConnection) -> None:
    found = printed(mart, "revenue", "revenue_code", "function_code_printed")
    assert found == {
        "103": ("103", None),
        "10304": ("10304", None),
        "10377": (None, None),
        "10399": ("10399", None),
    }
    summed = mart.execute(
        "select categories.revenue_name, sum(amount_cny)::integer from mart.fct_revenue as received"
        " inner join mart.dim_revenue_category as categories using (revenue_category_key)"
        " where funding_source_code = 'total' group by 1 order by 2"
    ).fetchall()
    assert summed == [("其他收入", 100), ("非税收入", 200), ("行政事业性收费收入", 800)]
    reasons = mart.execute(
        "select printed_code, reason from mart.qc_unmapped_code where code_kind = 'revenue'"
    ).fetchall()
    assert reasons == [("10377", "code_unknown")]
