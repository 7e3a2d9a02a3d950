"""A sum is that of a printed total, or a finding says what it is: small documents, one story each.

The bureaus and their figures are invented; titles, header labels and codes are the official ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home

Rows = Sequence[Sequence[str]]
Counted = dict[str, Decimal]

BY_FUNCTION = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
BY_ITEM = ("科目编码", "科目名称", "合计", "人员经费", "公用经费")
BY_CATEGORY = ("单位名称", "合计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费")
BY_SOURCE = ("项目名称", "合计", "一般公共预算", "政府性基金预算")
GENERAL: Rows = [("2010301", "行政运行", "70", "70", ""), ("2010302", "一般行政管理事务", "30", "", "30")]
FUND: Rows = [("2120801", "征地和拆迁补偿支出", "60", "", "60")]


def table(title: str, rows: Rows) -> str:
    """A titled table of a web page; a cell `text|n` stands over n columns."""
    body = ""
    for row in rows:
        body += "<tr>"
        for cell in row:
            text, _, span = cell.partition("|")
            body += f"<td colspan={span or 1}>{text}</td>"
        body += "</tr>"
    return f"<h2>{title}</h2><p>单位：万元</p><table border=1>{body}</table>"


def both_sides(title: str, figures: str, revenue: Rows, expenditure: Rows) -> str:
    """A summary of both sides, line beside line."""
    rows: list[Sequence[str]] = [("收入", "", "支出", ""), ("项目", figures, "项目", figures)]
    for number in range(max(len(revenue), len(expenditure))):
        left = revenue[number] if number < len(revenue) else ("", "")
        right = expenditure[number] if number < len(expenditure) else ("", "")
        rows.append((*left, *right))
    return table(title, rows)


def summary(revenue: Rows, expenditure: Rows) -> str:
    """部门收支总表 of a budget."""
    return both_sides("部门收支总表", "预算数", revenue, expenditure)


def accounts(revenue: Rows, expenditure: Rows) -> str:
    """收入支出决算总表."""
    return both_sides("收入支出决算总表", "决算数", revenue, expenditure)


def by_function(title: str, lines: Rows, *total: str) -> str:
    """Expenditure by function with its total at the head, where there is one."""
    return table(title, [BY_FUNCTION, *([("", "合计", *total)] if total else []), *lines])


SPENT_150: Rows = [("一、教育支出", "150"), ("支出总计", "150")]
THREE = "一般公共预算“三公”经费支出表"
LIST = "项目支出表"
BASIC = "一般公共预算基本支出表"

BUDGETS: dict[str, str] = {
    "fiscal_only": by_function("一般公共预算支出表", GENERAL, "100", "70", "30")
    + by_function("政府性基金预算支出表", FUND, "60", "", "60"),
    "part_on_the_right": summary(
        [
            ("一、一般公共预算拨款收入", "120"),
            ("二、事业收入", "20"),
            ("三、其他收入", "10"),
            ("收入总计", "150"),
        ],
        [
            ("一、一般公共服务支出", "130"),
            ("其中：信访事务", "20"),
            ("二、教育支出", "20"),
            ("支出总计", "150"),
        ],
    ),
    "part_on_the_left": summary(
        [
            ("一、一般公共预算拨款收入", "140"),
            ("其中：非税收入", "20"),
            ("二、其他收入", "10"),
            ("收入总计", "150"),
        ],
        [
            ("一、一般公共服务支出", "100"),
            ("二、教育支出", "30"),
            ("三、卫生健康支出", "20"),
            ("支出总计", "150"),
        ],
    ),
    "fees_in_a_column": table(
        "部门收入总表",
        [
            ("单位名称", "合计", "一般公共预算拨款收入", "事业收入", "其中：教育收费"),
            ("合计", "150", "100", "50", "40"),
            ("本级", "150", "100", "50", "40"),
        ],
    ),
    "units_without_sources": table(
        "部门收入总表",
        [
            ("单位名称", "合计", "一般公共预算拨款收入", "事业收入"),
            ("合计", "100", "60", ""),
            ("甲单位", "60", "60", ""),
            ("乙单位", "40", "", ""),
        ],
    ),
    "carried_over_in_columns": table(
        "部门收入总表",
        [
            ("单位名称", "合计", "本年收入|3", "上年结转|3"),
            ("", "", "小计", "一般公共预算", "政府性基金预算", "小计", "一般公共预算", "政府性基金预算"),
            ("合计", "150", "120", "100", "20", "30", "20", "10"),
            ("本级", "150", "120", "100", "20", "30", "20", "10"),
        ],
    ),
    "carried_over_in_rows": summary(
        [
            ("一、一般公共预算拨款收入", "100"),
            ("二、政府性基金预算拨款收入", "20"),
            ("本年收入合计", "120"),
            ("上年结转", "30"),
            ("一般公共预算", "20"),
            ("政府性基金预算", "10"),
            ("收入总计", "150"),
        ],
        SPENT_150,
    ),
    "not_carried_over": summary(
        [("财政拨款收入", "100"), ("上年结转", "30"), ("其他收入", "20"), ("收入总计", "150")], SPENT_150
    ),
    "two_schemes_beside": table(
        BASIC,
        [
            ("部门预算支出经济分类科目|2", "政府预算支出经济分类科目|2", "合计", "人员经费", "公用经费"),
            ("科目编码", "科目名称", "科目编码", "科目名称", "", "", ""),
            ("合计", "", "", "", "75", "60", "15"),
            ("30101", "基本工资", "50101", "工资奖金津补贴", "60", "60", ""),
            ("30201", "办公费", "50201", "办公经费", "15", "", "15"),
        ],
    ),
    "two_schemes_below": table(
        BASIC,
        [
            BY_ITEM,
            ("", "合计", "75", "60", "15"),
            ("30101", "基本工资", "60", "60", ""),
            ("30201", "办公费", "15", "", "15"),
            ("50101", "工资奖金津补贴", "60", "60", ""),
            ("50201", "办公经费", "15", "", "15"),
        ],
    ),
    "one_scheme": table(
        BASIC,
        [BY_ITEM, ("", "合计", "60", "60", ""), ("501", "机关工资福利支出", "60", "60", "")],
    ),
    "units_of_three_public": table(
        THREE, [BY_CATEGORY, ("甲单位", "6", "1", "4", "1"), ("乙单位", "3", "1", "", "2")]
    ),
    "units_and_their_total": table(
        THREE,
        [
            BY_CATEGORY,
            ("合计", "9", "2", "4", "3"),
            ("甲单位", "6", "1", "4", "1"),
            ("乙单位", "3", "1", "", "2"),
        ],
    ),
    "unit_without_categories": table(
        THREE, [BY_CATEGORY, ("甲单位", "6", "1", "4", "1"), ("乙单位", "3", "", "", "")]
    ),
    "with_meetings": table(
        THREE,
        [
            ("项目", "预算数"),
            ("合计", "15"),
            ("“三公”经费小计", "9"),
            ("因公出国（境）费", "2"),
            ("公务接待费", "3"),
            ("公务用车购置及运行维护费", "4"),
            ("会议费", "6"),
        ],
    ),
    "with_meetings_alone": table(
        THREE,
        [
            ("项目", "预算数"),
            ("合计", "15"),
            ("因公出国（境）费", "2"),
            ("公务接待费", "3"),
            ("公务用车购置及运行维护费", "4"),
            ("会议费", "6"),
        ],
    ),
    "units_above_projects": table(
        LIST,
        [
            BY_SOURCE,
            ("西充县示例局", "55", "55", ""),
            ("渔政执法", "40", "40", ""),
            ("设备购置", "15", "15", ""),
            ("西充县示例站", "35", "15", "20"),
            ("鱼苗投放", "35", "15", "20"),
        ],
    ),
    "a_project_that_is_as_much_as_two": table(
        LIST,
        [BY_SOURCE, ("渔政执法", "55", "55", ""), ("设备购置", "40", "40", ""), ("鱼苗投放", "15", "15", "")],
    ),
    "subtotals_of_projects": table(
        LIST,
        [
            BY_SOURCE,
            ("渔政执法", "40", "40", ""),
            ("设备购置", "15", "15", ""),
            ("小计", "55", "55", ""),
            ("鱼苗投放", "35", "15", "20"),
            ("小计", "35", "15", "20"),
        ],
    ),
    "units_above_functions": by_function(
        "部门支出总表",
        [
            ("", "西充县示例教育局", "100", "80", "20"),
            ("2050201", "学前教育", "100", "80", "20"),
            ("", "西充县示例小学", "40", "10", "30"),
            ("2050202", "小学教育", "40", "10", "30"),
        ],
    ),
    "balance_without_a_total": summary(
        [("一、一般公共预算拨款收入", "150"), ("本年收入合计", "150"), ("上年结转", "10")],
        [("一、教育支出", "155"), ("本年支出合计", "155"), ("结转下年", "5")],
    ),
}
FINAL_ACCOUNTS: dict[str, str] = {
    "no_total_of_the_year": accounts(
        [
            ("一、一般公共预算财政拨款收入", "375"),
            ("二、其他收入", "5"),
            ("年初结转和结余", "45"),
            ("总计", "425"),
        ],
        [("一、一般公共服务支出", "395"), ("结余分配", "5"), ("年末结转和结余", "25"), ("总计", "425")],
    ),
    "totals_in_the_text": "<p>2023年度收入总计425万元，支出总计425万元。</p>"
    "<p>其中：基本支出300万元，项目支出90万元。</p>",
}


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Each document of a bureau of its own."""
    folder = tmp_path_factory.mktemp("sums_told")
    titles = [(BUDGETS, "2024年部门预算"), (FINAL_ACCOUNTS, "2023年度部门决算")]
    for documents, title in titles:
        for number, (name, body) in enumerate(documents.items(), len(title) * 30):
            bureau = f"西充县示例{chr(0x4E00 + number)}局"
            text = f"<html><meta charset=utf-8><body><h1>{bureau}{title}</h1>{body}</body></html>"
            (folder / f"{name}.html").write_text(text, encoding="utf-8")
    home = Home(folder / "home")
    assert main(["run", *map(str, sorted(folder.glob("*.html"))), "--home", str(home.root)]) in (0, 3)
    with duckdb.connect(str(home.mart_file), read_only=True) as connection:
        yield connection


def counted(mart: duckdb.DuckDBPyConnection, report: str, name: str, column: str) -> Counted:
    """What a report takes from a document, in 万元, by one of its columns."""
    query = (
        f"select {column}, sum(amount_cny) / 10000 from mart.{report}"
        " where document_file = ? group by all having sum(amount_cny) <> 0"
    )
    return {key: Decimal(str(wan)) for key, wan in mart.execute(query, [f"{name}.html"]).fetchall()}


def told(mart: duckdb.DuckDBPyConnection, name: str, finding: str) -> list[str]:
    """Evidence of one kind of finding about a document, what weighs nothing left out."""
    query = (
        "select evidence from mart.qc_finding inner join mart.dim_document using (document_key)"
        " where file_name = ? and finding_code = ?"
        " and (severity <> 'info' or finding_code <> 'report_left_empty')"
        " order by evidence"
    )
    return [evidence for (evidence,) in mart.execute(query, [f"{name}.html", finding]).fetchall()]


def wan(**amounts: str) -> Counted:
    """Amounts in 万元 by key."""
    return {key: Decimal(amount) for key, amount in amounts.items()}


def test_a_report_that_takes_nothing_is_told(mart: duckdb.DuckDBPyConnection) -> None:
    assert counted(mart, "rpt_expenditure", "fiscal_only", "expenditure_nature") == {}
    assert told(mart, "fiscal_only", "report_left_empty") == [
        "rpt_expenditure: general_public_expenditure, government_fund_expenditure"
    ]
    assert told(mart, "part_on_the_right", "report_left_empty") == []


@pytest.mark.parametrize("name", ["part_on_the_right", "part_on_the_left"])
def test_a_part_on_one_side_leaves_the_other_side(mart: duckdb.DuckDBPyConnection, name: str) -> None:
    revenue = counted(mart, "rpt_revenue", name, "funding_source_code")
    spent = counted(mart, "rpt_expenditure", name, "function_class_code")
    assert sum(revenue.values()) == 150
    assert sum(spent.values()) == 150
    assert len(revenue) == (3 if name == "part_on_the_right" else 2)
    assert len(spent) == (2 if name == "part_on_the_right" else 3)
    assert told(mart, name, "sum_not_as_printed") == []
    assert len(told(mart, name, "figures_not_money")) == 1


def test_an_of_which_is_not_added_to_what_it_is_part_of(mart: duckdb.DuckDBPyConnection) -> None:
    assert counted(mart, "rpt_revenue", "fees_in_a_column", "funding_source_code") == wan(
        general_public_budget="100", institution_income="50"
    )
    assert told(mart, "fees_in_a_column", "parts_not_counted") == []


def test_the_column_of_all_is_told_where_its_parts_are_not_all(mart: duckdb.DuckDBPyConnection) -> None:
    sources = counted(mart, "rpt_revenue", "units_without_sources", "funding_source_code")
    assert sources == wan(total="100")
    assert len(told(mart, "units_without_sources", "parts_not_counted")) == 1


@pytest.mark.parametrize("name", ["carried_over_in_columns", "carried_over_in_rows"])
def test_what_is_carried_over_is_its_own_source(mart: duckdb.DuckDBPyConnection, name: str) -> None:
    assert counted(mart, "rpt_revenue", name, "funding_source_code") == wan(
        carryover="30", general_public_budget="100", government_fund_budget="20"
    )


def test_a_line_below_the_carryover_that_is_no_part_stays(mart: duckdb.DuckDBPyConnection) -> None:
    assert counted(mart, "rpt_revenue", "not_carried_over", "funding_source_code") == wan(
        carryover="30", fiscal="100", other_income="20"
    )


@pytest.mark.parametrize("name", ["two_schemes_beside", "two_schemes_below"])
def test_the_classes_of_a_government_do_not_displace_those_of_a_department(
    mart: duckdb.DuckDBPyConnection, name: str
) -> None:
    items = counted(mart, "rpt_basic_expenditure", name, "economic_code")
    assert items == {"30101": Decimal(60), "30201": Decimal(15)}


def test_the_classes_of_a_government_alone_count(mart: duckdb.DuckDBPyConnection) -> None:
    assert counted(mart, "rpt_basic_expenditure", "one_scheme", "economic_code") == {"501": Decimal(60)}


@pytest.mark.parametrize("name", ["units_of_three_public", "units_and_their_total"])
def test_three_public_by_unit_are_all_units(mart: duckdb.DuckDBPyConnection, name: str) -> None:
    assert counted(mart, "rpt_three_public", name, "category_code") == wan(
        overseas="2", reception="3", vehicle_total="4"
    )
    assert len(told(mart, name, "sum_without_total")) == (name == "units_of_three_public")


def test_a_unit_without_categories_is_not_lost(mart: duckdb.DuckDBPyConnection) -> None:
    assert counted(mart, "rpt_three_public", "unit_without_categories", "category_code") == wan(total="9")
    assert len(told(mart, "unit_without_categories", "parts_not_counted")) == 1


@pytest.mark.parametrize("name", ["with_meetings", "with_meetings_alone"])
def test_meetings_are_not_of_the_three(mart: duckdb.DuckDBPyConnection, name: str) -> None:
    assert counted(mart, "rpt_three_public", name, "category_code") == wan(
        overseas="2", reception="3", vehicle_total="4"
    )


def test_units_above_projects_are_not_added(mart: duckdb.DuckDBPyConnection) -> None:
    projects = counted(mart, "rpt_project_expenditure", "units_above_projects", "project_name")
    assert projects == {"渔政执法": Decimal(40), "设备购置": Decimal(15), "鱼苗投放": Decimal(35)}
    assert len(told(mart, "units_above_projects", "sum_without_total")) == 1


def test_a_project_that_happens_to_be_as_much_as_others_stays(mart: duckdb.DuckDBPyConnection) -> None:
    projects = counted(mart, "rpt_project_expenditure", "a_project_that_is_as_much_as_two", "project_name")
    assert sum(projects.values()) == 110


def test_subtotals_are_not_the_total(mart: duckdb.DuckDBPyConnection) -> None:
    projects = counted(mart, "rpt_project_expenditure", "subtotals_of_projects", "project_name")
    assert sum(projects.values()) == 90


def test_units_above_functions_are_not_added(mart: duckdb.DuckDBPyConnection) -> None:
    spent = counted(mart, "rpt_expenditure", "units_above_functions", "function_code")
    assert spent == {"2050201": Decimal(100), "2050202": Decimal(40)}


def test_balances_are_added_to_a_total_of_the_year(mart: duckdb.DuckDBPyConnection) -> None:
    name = "balance_without_a_total"
    assert sum(counted(mart, "rpt_revenue", name, "funding_source_code").values()) == 160
    assert sum(counted(mart, "rpt_expenditure", name, "function_class_code").values()) == 160


def test_balances_are_no_expenditure_of_the_year(mart: duckdb.DuckDBPyConnection) -> None:
    name = "no_total_of_the_year"
    assert sum(counted(mart, "rpt_revenue", name, "funding_source_code").values()) == 380
    assert sum(counted(mart, "rpt_expenditure", name, "function_class_code").values()) == 395
    assert len(told(mart, name, "sum_without_total")) == 2


def test_totals_of_the_text_hold_balances(mart: duckdb.DuckDBPyConnection) -> None:
    name = "totals_in_the_text"
    assert counted(mart, "rpt_revenue", name, "funding_source_code") == {}
    assert told(mart, name, "report_left_empty") == [
        "rpt_expenditure: narrative_statement",
        "rpt_revenue: narrative_statement",
    ]
