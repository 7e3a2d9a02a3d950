"""Final accounts list their projects and their assets, and evaluate themselves: each is read as what it is.

The bureaus, the projects and all figures are invented; titles and header labels are the official ones.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.python.whole.test_counted_once import one, page, table, yuan

SPENT = [
    ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
    ("", "合计", "600.00", "355.50", "244.50"),
    ("214", "交通运输支出", "600.00", "355.50", "244.50"),
    ("21401", "公路水路运输", "600.00", "355.50", "244.50"),
    ("2140101", "行政运行", "355.50", "355.50", ""),
    ("2140106", "公路养护", "144.50", "", "144.50"),
    ("2140112", "公路运输管理", "100.00", "", "100.00"),
]
PROJECTS = [
    ("科目编码", "科目名称", "项目名称", "合计", "财政拨款", "其他资金"),
    ("", "合计", "", "244.50", "232.50", "12.00"),
    ("2140106", "公路养护", "县道大修", "104.50", "104.50", ""),
    ("2140106", "公路养护", "桥梁检测", "40.00", "28.00", "12.00"),
    ("2140112", "公路运输管理", "客运监管", "100.00", "100.00", ""),
]
OF_GENERAL_BUDGET = [
    ("科目编码", "科目名称", "项目名称", "年初结转和结余", "本年收入", "本年支出", "年末结转和结余"),
    ("", "合计", "", "20.00", "232.50", "232.50", "20.00"),
    ("2140106", "公路养护", "县道大修", "20.00", "104.50", "104.50", "20.00"),
    ("2140106", "公路养护", "桥梁检测", "", "28.00", "28.00", ""),
    ("2140112", "公路运输管理", "客运监管", "", "100.00", "100.00", ""),
]
BY_FUNCTION = [
    ("科目编码", "科目名称", "金额"),
    ("", "合计", "244.50"),
    ("214", "交通运输支出", "244.50"),
    ("21401", "公路水路运输", "244.50"),
    ("2140106", "公路养护", "144.50"),
    ("2140112", "公路运输管理", "100.00"),
]
BY_ITEM = [
    ("科目编码", "科目名称", "金额"),
    ("302", "商品和服务支出", "144.50"),
    ("30213", "维修（护）费", "144.50"),
    ("310", "资本性支出", "100.00"),
    ("31007", "信息网络及软件购置更新", "100.00"),
]
ASSETS = [
    ("项目", "数量", "价值"),
    ("资产总额", "—", "1,278.58"),
    ("1、房屋（平方米）", "3200", "810.00"),
    ("2、车辆（台、辆）", "2", "34.87"),
    ("3、单价在20万元以上的设备", "3", "190.00"),
    ("4、其他固定资产", "", "243.71"),
]
ASSETS_BY_KIND = [
    ("项目", "行次", "资产总额", "流动资产", "固定资产", "在建工程", "无形资产"),
    ("合计", "1", "500.00", "120.00", "300.00", "50.00", "30.00"),
]
VEHICLES = [("项目", "数量"), ("一、车辆数合计（台、辆）", "12"), ("二、单价100万元以上设备（台、套）", "3")]
PURCHASES = [
    ("采购项目", "采购品目", "固定资产", "金额"),
    ("办公设备", "台式计算机", "1", "12.50"),
    ("", "合计", "", "12.50"),
]
EVALUATION = [
    ("项目名称", "县道大修"),
    ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "120.00", "118.50", "110.25", "10", "93.04%", "9.3"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("", "产出指标", "数量指标", "养护里程", "≥56公里", "53公里", "20", "18"),
    ("", "满意度指标", "服务对象满意度", "群众满意度", "≥90%", "92%", "10", "10"),
]
OF_UNIT = [
    ("一级指标", "二级指标", "三级指标", "年度指标值", "全年完成值", "得分"),
    ("产出指标", "数量指标", "公路里程", "≥400公里", "410公里", "20"),
]


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Three final accounts: with projects, by function, and by economic item."""
    folder = tmp_path_factory.mktemp("accounts")
    documents = {
        "named.html": page(
            "甲县交通运输局2023年度部门决算",
            table("支出决算表", SPENT),
            table("项目支出决算表", PROJECTS),
            table("一般公共预算财政拨款项目支出决算表", OF_GENERAL_BUDGET),
            table("国有资产占用情况表", ASSETS),
            table("政府采购情况表", PURCHASES),
        ),
        "by_function.html": page(
            "乙县交通运输局2023年度部门决算",
            table("支出决算表", SPENT),
            table("项目支出决算表", BY_FUNCTION),
            table("国有资产使用情况表", ASSETS_BY_KIND),
            table("项目支出绩效自评表", EVALUATION),
            table("2023年项目绩效目标完成情况表", EVALUATION),
        ),
        "by_item.html": page(
            "丙县交通运输局2023年度部门决算",
            table("支出决算表", SPENT),
            table("一般公共预算财政拨款项目支出决算表", BY_ITEM),
            table("国有资产占有使用情况表", VEHICLES),
            table("部门整体支出绩效自评表", OF_UNIT),
            table("项目支出绩效目标表", EVALUATION),
        ),
    }
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    home = Home(folder / "home")
    assert main(["run", *(str(folder / name) for name in documents), "--home", str(home.root)]) in {0, 3}
    with duckdb.connect(str(home.mart_file), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(
    ("document", "statements"),
    [
        (
            "named.html",
            [
                "final_expenditure_summary",
                "final_project_list",
                "final_project_expenditure",
                "fixed_assets",
                "government_procurement",
            ],
        ),
        (
            "by_function.html",
            [
                "final_expenditure_summary",
                "final_project_list",
                "state_assets_by_kind",
                "self_evaluation",
                "self_evaluation",
            ],
        ),
        (
            "by_item.html",
            [
                "final_expenditure_summary",
                "final_project_expenditure_by_item",
                "fixed_assets",
                "self_evaluation",
                "self_evaluation",
            ],
        ),
    ],
)
def test_each_table_is_what_it_is(
    mart: duckdb.DuckDBPyConnection, document: str, statements: list[str]
) -> None:
    """One title may be that of two layouts, and a target form that tells what was done is none."""
    read = mart.execute(
        f"select statement_code from mart.qc_table where document_file = '{document}' order by table_no"
    ).fetchall()
    assert [code for (code,) in read] == statements


def test_projects_are_counted_once(mart: duckdb.DuckDBPyConnection) -> None:
    """The same projects stand in two tables; 2140106 without projects is a line, and no project."""
    counted = mart.execute(
        "select file_name, project_name, function_code, funding_source_code, sum(amount_cny)"
        " from mart.rpt_project_expenditure inner join mart.dim_document using (document_key)"
        " where rpt_project_expenditure.stage = 'final_account' group by all order by all"
    ).fetchall()
    of_functions = [row for row in counted if row[0] == "by_function.html"]
    assert [(row[1], row[2], row[4]) for row in of_functions] == [
        (None, "2140106", yuan("144.50")),
        (None, "2140112", yuan("100.00")),
    ]
    of_projects = [row for row in counted if row[0] == "named.html"]
    assert sum(row[4] for row in of_projects) == yuan("244.50")
    assert {row[1] for row in of_projects} == {"县道大修", "桥梁检测", "客运监管"}
    assert not [row for row in counted if row[0] == "by_item.html"]


def test_what_was_carried_over_is_not_spent(mart: duckdb.DuckDBPyConnection) -> None:
    lines = (
        "select sum(amount_cny) from mart.fct_project_funding"
        " where statement_code = 'final_project_expenditure'"
    )
    assert one(mart, lines) == yuan("232.50")
    totals = (
        "select sum(amount_cny) from mart.fct_printed_total"
        " where statement_code = 'final_project_expenditure'"
    )
    assert one(mart, totals) == yuan("232.50")
    told = (
        "select count(*) from mart.qc_finding inner join mart.dim_document using (document_key)"
        " where file_name = 'named.html' and table_no = 3 and severity = 'warning'"
    )
    assert one(mart, told) == 8


def test_assets_are_values_and_no_counts(mart: duckdb.DuckDBPyConnection) -> None:
    """行次, numbers of cars and marks are no amounts; 资产总额 is the total of the kinds."""
    assets = mart.execute(
        "select file_name, item_name, quantity, value_cny"
        " from mart.fct_asset inner join mart.dim_document using (document_key)"
        " where fct_asset.stage = 'final_account' and is_counted order by file_name, row_no, col_no"
    ).fetchall()
    assert assets == [
        ("by_function.html", "流动资产", None, yuan("120.00")),
        ("by_function.html", "固定资产", None, yuan("300.00")),
        ("by_function.html", "在建工程", None, yuan("50.00")),
        ("by_function.html", "无形资产", None, yuan("30.00")),
        ("named.html", "房屋(平方米)", 3200, yuan("810.00")),
        ("named.html", "车辆(台、辆)", 2, yuan("34.87")),
        ("named.html", "单价在20万元以上的设备", 3, yuan("190.00")),
        ("named.html", "其他固定资产", None, yuan("243.71")),
    ]
    assert one(mart, "select sum(amount_cny) from mart.fct_procurement") == yuan("12.50")


def test_a_self_evaluation_is_told_and_nothing_of_it_is_loaded(mart: duckdb.DuckDBPyConnection) -> None:
    assert one(mart, "select count(*) from mart.fct_performance_indicator") == 0
    assert one(mart, "select count(*) from mart.rpt_budget_lines where statement_code like 'self_%'") == 0
    told = mart.execute(
        "select file_name, table_no from mart.qc_finding inner join mart.dim_document using (document_key)"
        " where finding_code = 'table_not_recognised' and severity = 'warning' order by all"
    ).fetchall()
    assert told == [
        ("by_function.html", 4),
        ("by_function.html", 5),
        ("by_item.html", 2),
        ("by_item.html", 4),
        ("by_item.html", 5),
    ]
