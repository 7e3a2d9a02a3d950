"""Procurement, purchased services, assets and forms count once, however they are printed.

The bureaus and their figures are invented; titles and header labels are the official ones.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.python.whole.test_counted_once import Rows, by_function, one, page, table, yuan

HEAD = ("项目名称", "采购品目", "采购数量", "合计", "一般公共预算", "政府性基金", "其他资金")
ITEMS = [
    ("智慧园林", "服务器", "2", "30.00", "20.00", "", "10.00"),
    ("智慧园林", "软件", "1", "12.00", "12.00", "", ""),
    ("公园改造", "苗木", "100", "40.00", "", "40.00", ""),
]
TOTAL = ("合计", "", "", "82.00", "32.00", "40.00", "10.00")
CLOUD = ("智慧园林", "云服务", "1", "6.00", "6.00", "", "")
PROGRAMMING = ("智慧园林", "软件开发", "1", "12.00", "12.00", "", "")
FORM = [
    ("项目名称", "智慧园林", "", ""),
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "培训人次", "≥100人次"),
    ("产出指标", "数量指标", "考察人次", "≥100人次"),
    ("满意度指标", "服务对象满意度指标", "公众满意度", "≥90%"),
]
ASSETS = [
    ("项目", "数量", "价值"),
    ("资产总额", "", "150.00"),
    ("1、房屋（平方米）", "500", "100.00"),
    ("其中：办公用房（平方米）", "400", "80.00"),
    ("2、车辆（台、辆）", "2", "30.00"),
    ("3、单价在 20 万元以上的设备", "1", "20.00"),
    ("4、其他固定资产", "", ""),
]


def procured(*rows: tuple[str, ...]) -> str:
    return table("政府采购预算表", [HEAD, *rows])


def purchased(*rows: tuple[str, ...]) -> str:
    return table("政府购买服务预算表", [HEAD, *rows])


def form(rows: Rows = FORM) -> str:
    return table("项目支出绩效目标表", rows)


def budget(district: str, *tables: str, remark: str = "") -> str:
    return page(f"上海市{district}示例园林局2024年部门预算", by_function(), *tables, remark=remark)


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """One bureau for each way to print."""
    folder = tmp_path_factory.mktemp("procured")
    documents = {
        "beside.html": budget("长宁区", procured(*ITEMS, TOTAL), purchased(CLOUD)),
        "twice.html": budget("静安区", procured(TOTAL, *ITEMS), procured(TOTAL, *ITEMS)),
        "without_total.html": budget("徐汇区", procured(*ITEMS), purchased(PROGRAMMING, CLOUD)),
        "wrong_total.html": budget("黄浦区", procured(*ITEMS, ("合计", "", "", "90.00", "", "", ""))),
        "assets.html": budget("虹口区", table("固定资产占用情况表", ASSETS)),
        "forms.html": budget("杨浦区", form(), form(), form(FORM[:-1])),
        "forms_again.html": budget("杨浦区", form(), remark="a second document"),
        "neighbour.html": budget("普陀区", form()),
    }
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    home = Home(folder / "home")
    assert main(["run", *(str(folder / name) for name in documents), "--home", str(home.root)]) in {0, 3}
    with duckdb.connect(str(home.mart_file), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("document", ["beside.html", "twice.html", "without_total.html"])
def test_the_sources_count_and_the_column_of_all_does_not(
    mart: duckdb.DuckDBPyConnection, document: str
) -> None:
    sources = mart.execute(
        "select funding_source_code, sum(amount_cny) from mart.rpt_procurement"
        " where document_file = ? group by all order by 1",
        [document],
    ).fetchall()
    assert sources == [
        ("general_public_budget", yuan("32.00")),
        ("government_fund_budget", yuan("40.00")),
        ("other_funds", yuan("10.00")),
    ]


def test_a_total_that_is_no_sum_counts_alone_and_is_told(mart: duckdb.DuckDBPyConnection) -> None:
    told = mart.execute(
        "select amount_cny, sum_basis, proof from mart.rpt_procurement"
        " where document_file = 'wrong_total.html'"
    ).fetchall()
    assert told == [(yuan("90.00"), "total_only", "contradicted")]
    assert one(
        mart,
        "select count(*) from mart.qc_finding"
        " where document_file = 'wrong_total.html' and finding_code = 'sum_not_as_printed'",
    )


def test_a_service_that_is_procured_counts_there_and_is_told(mart: duckdb.DuckDBPyConnection) -> None:
    """软件 and 软件开发 of one project and amount are one purchase; 云服务 stands alone."""
    services = mart.execute(
        "select document_file, item_name, amount_cny from mart.rpt_purchased_services order by 1"
    ).fetchall()
    assert services == [
        ("beside.html", "云服务", yuan("6.00")),
        ("without_total.html", "云服务", yuan("6.00")),
    ]
    told = mart.execute(
        "select document_file, evidence from mart.qc_finding where finding_code = 'listed_in_another_report'"
    ).fetchall()
    assert [document for document, _ in told] == ["without_total.html"]
    assert "软件开发" in told[0][1]


def test_a_part_of_an_asset_is_no_asset_beside_it(mart: duckdb.DuckDBPyConnection) -> None:
    assets = mart.execute("select item_name, amount_cny, proof from mart.rpt_asset order by 2").fetchall()
    assert assets == [
        ("单价在20万元以上的设备", yuan("20.00"), "proved"),
        ("车辆(台、辆)", yuan("30.00"), "proved"),
        ("房屋(平方米)", yuan("100.00"), "proved"),
    ]
    assert one(mart, "select sum(value_cny) from mart.fct_asset where is_counted") == yuan("150.00")


def test_an_indicator_counts_once_in_forms_and_documents(mart: duckdb.DuckDBPyConnection) -> None:
    """A form that differs counts beside the one that is printed twice; so does the neighbour's."""
    counted = mart.execute(
        "select document_file, count(*), count(*) filter (is_counted)"
        " from mart.rpt_performance_indicators group by all order by 1"
    ).fetchall()
    assert counted == [("forms.html", 8, 5), ("forms_again.html", 3, 0), ("neighbour.html", 3, 3)]


def test_the_fact_says_what_the_reports_say(mart: duckdb.DuckDBPyConnection) -> None:
    reports = one(
        mart,
        "select sum(amount_cny) from (select amount_cny, sum_basis from mart.rpt_procurement"
        " union all by name select amount_cny, sum_basis from mart.rpt_purchased_services)"
        " where sum_basis <> 'total_only'",
    )
    assert reports == one(mart, "select sum(amount_cny) from mart.fct_procurement where is_counted")
