"""One bureau under several names, tables of several units, forms in a file each: counted once each.

Bureaus and figures are invented; places, titles and header labels are real ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.python.whole.test_counted_once import Rows, table

DEPARTMENT = "2024年部门预算"
UNIT = "2024年单位预算"


def page(title: str, *tables: str) -> str:
    """A web page with a cover line."""
    return f"<html><meta charset=utf-8><body><h1>{title}</h1>{''.join(tables)}</body></html>"


def spent(total: int, heading: str = "部门支出总表", label: str = "") -> str:
    """支出总表 of two functions, 万元."""
    rows = [
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("", "合计", f"{total}.00", f"{total - 10}.00", "10.00"),
        ("2010301", "行政运行", f"{total - 10}.00", f"{total - 10}.00", ""),
        ("2010302", "一般行政管理事务", "10.00", "", "10.00"),
    ]
    return labelled(heading, rows, label)


def labelled(heading: str, rows: Rows, label: str) -> str:
    """A table with a line above it that says whose it is."""
    return table(heading, rows).replace("<p>单位：万元</p>", f"<p>{label}  单位：万元</p>")


def three_public(overseas: int, reception: int, label: str = "") -> str:
    """三公 in rows, 万元."""
    rows = [
        ("项目", "预算数"),
        ("合计", f"{overseas + reception}.00"),
        ("因公出国（境）费", f"{overseas}.00"),
        ("公务接待费", f"{reception}.00"),
    ]
    return labelled("一般公共预算“三公”经费支出表", rows, label)


def form(project: str, total: int, unit: str) -> str:
    """项目支出绩效目标表 of one project, 万元."""
    return (
        "<h2>项目支出绩效目标表</h2><p>单位：万元</p><table border=1>"
        f"<tr><td>项目名称</td><td colspan=5>{project}</td></tr>"
        f"<tr><td>主管部门</td><td colspan=2>{unit}</td><td>实施单位</td><td colspan=2>{unit}</td></tr>"
        "<tr><td rowspan=2>项目资金（万元）</td>"
        f"<td colspan=2>年度资金总额</td><td colspan=3>{total}.00</td></tr>"
        f"<tr><td colspan=2>其中：财政拨款</td><td colspan=3>{total}.00</td></tr>"
        "<tr><td>年度目标</td><td colspan=5>保障工作开展</td></tr>"
        "<tr><td>一级指标</td><td>二级指标</td><td colspan=2>三级指标</td><td colspan=2>指标值</td></tr>"
        "<tr><td>产出指标</td><td>数量指标</td><td colspan=2>接访次数</td><td colspan=2>≥100次</td></tr>"
        "</table>"
    )


def projects(*rows: tuple[str, str, int]) -> str:
    """项目支出表 with a column of units, 万元."""
    total = sum(amount for _, _, amount in rows)
    lines = [(unit, name, f"{amount}.00", f"{amount}.00") for unit, name, amount in rows]
    head = ("单位名称", "项目名称", "合计", "一般公共预算")
    return table("项目支出表", [head, ("合计", "", f"{total}.00", f"{total}.00"), *lines])


NAMES = {
    "place": [
        "仁寿县示例教育局",
        "眉山市仁寿县示例教育局",
        "四川省眉山市仁寿县示例教育局",
        "四川省仁寿县示例教育局",
    ],
    "whole": ["仁寿县示例农业局", "仁寿县示例农业局（汇总）", "仁寿县 示例农业局"],
    "party": ["中共仁寿县委组织部", "中国共产党仁寿县委员会组织部"],
    "office": ["仁寿县人民政府办公室", "仁寿县政府办公室"],
    "autonomous": [
        "彭水县示例林业局",
        "彭水苗族土家族自治县示例林业局",
        "重庆市彭水苗族土家族自治县示例林业局",
    ],
    "youth": ["共青团仁寿县委员会", "中国共产主义青年团仁寿县委员会"],
    "committee": ["仁寿县发展和改革委员会", "仁寿县发展改革委员会"],
}
"""Names of one bureau each: every list is one unit."""

APART = ["眉山市示例教育局", "彭山区示例教育局", "仁寿县示例教育局教师服务中心", "眉山市仁寿县示例教育馆"]
"""Near names of other units: another place, a unit of the bureau, another ending."""

LIBRARY, BUREAU = "仁寿县示例图书馆", "仁寿县示例文旅局"
BLANK = [
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("", "合计", "", "", ""),
    ("", "", "", "", ""),
]


def documents() -> dict[str, str]:
    """File names and pages."""
    made: dict[str, str] = {}
    for family, names in NAMES.items():
        for number, name in enumerate(names):
            made[f"{family}_{number}.html"] = page(f"{name}{DEPARTMENT}", spent(100))
    for number, name in enumerate(APART):
        made[f"apart_{number}.html"] = page(f"{name}{UNIT}", spent(40))
    water = "仁寿县示例水利局"
    made["water.html"] = page(f"{water}{DEPARTMENT}", spent(100))
    for number, ending in enumerate(("（本级）", "机关", "本级")):
        made[f"water_{number}.html"] = page(f"{water}{ending}{UNIT}", spent(60, "单位支出总表"))
    made["tables.html"] = page(
        f"{BUREAU}{DEPARTMENT}",
        spent(100, label=f"编制单位：{BUREAU}"),
        spent(60, label=f"编制单位：{LIBRARY}"),
        three_public(2, 3, f"编制单位：{BUREAU}"),
        three_public(1, 2, f"编制单位：{LIBRARY}"),
    )
    made["tables_library.html"] = page(f"{LIBRARY}{UNIT}", spent(60, "单位支出总表"))
    health, hospital, clinic = "仁寿县示例卫健局", "仁寿县示例医院", "仁寿县示例卫生院"
    made["united.html"] = page(
        f"{health}{DEPARTMENT}",
        spent(160, label=f"编制单位：{health}"),
        spent(100, label=f"编制单位：{hospital}"),
        spent(60, label=f"编制单位：{clinic}"),
    )
    forest, farm = "仁寿县示例林草局", "仁寿县示例林场"
    made["list.html"] = page(
        f"{forest}{DEPARTMENT}", projects((forest, "森林防火", 50), ("示例林场", "苗圃建设", 40))
    )
    made["list_farm.html"] = page(f"{farm}{UNIT}", projects((farm, "苗圃建设", 40)))
    letters = "仁寿县示例信访局"
    for number, (project, total) in enumerate((("信访专项", 40), ("接访中心运维", 35), ("信访专项", 40))):
        made[f"form_{number}.html"] = page(
            f"{letters}2024年项目支出绩效目标表", form(project, total, letters), f"<p>{number}</p>"
        )
    twice = "仁寿县示例民政局"
    made["twice.html"] = page(f"{twice}{DEPARTMENT}", *[form("养老服务", 40, twice)] * 2)
    made["two_units.html"] = page(
        f"仁寿县示例司法局{DEPARTMENT}",
        form("法律援助", 40, "仁寿县示例一所"),
        form("法律援助", 40, "仁寿县示例二所"),
    )
    work = "仁寿县示例就业局"
    made["meet.html"] = page(
        f"{work}{DEPARTMENT}",
        projects(
            (work, "促进稳岗就业", 30),
            (work, "公益岗位", 20),
            (work, "公益岗位经费", 20),
            (work, "技能大赛", 7),
        ),
        form("促进稳岗就业经费", 30, work),
        form("公益岗位", 20, work),
        form("职业技能比武活动", 7, work),
    )
    made["template.html"] = page(f"仁寿县示例司法馆{DEPARTMENT}", table("部门支出总表", BLANK))
    made["parts_a.html"] = page(f"仁寿县示例档案局{DEPARTMENT}", spent(100))
    made["parts_b.html"] = page(f"仁寿县示例档案局{DEPARTMENT}", three_public(4, 5))
    made["differ_a.html"] = page(f"仁寿县示例统计局{DEPARTMENT}", spent(100), three_public(4, 5))
    made["differ_b.html"] = page(f"仁寿县示例统计局{DEPARTMENT}（更正）", spent(90))
    return made


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """All of them in one home."""
    folder = tmp_path_factory.mktemp("units_once")
    for name, text in documents().items():
        (folder / name).write_text(text, encoding="utf-8")
    home = Home(folder / "home")
    main(["run", *(str(folder / name) for name in documents()), "--home", str(home.root)])
    with duckdb.connect(str(home.mart_file), read_only=True) as connection:
        yield connection


Sums = dict[str, Decimal]


def sums(mart: duckdb.DuckDBPyConnection, report: str, files: str, by: str = "unit_name") -> Sums:
    """万元 of a report from the files of one family, by a column."""
    rows = mart.execute(
        f"select {by}, sum(amount_cny) / 10000 from mart.{report} where document_file like ? group by all",
        [files],
    ).fetchall()
    return {str(name): Decimal(amount).quantize(Decimal(1)) for name, amount in rows}


def preferred(mart: duckdb.DuckDBPyConnection, files: str) -> list[str]:
    """Which of the files count."""
    rows = mart.execute(
        "select file_name from mart.dim_document where is_preferred and file_name like ? order by 1", [files]
    ).fetchall()
    return [name for (name,) in rows]


@pytest.mark.parametrize("family", NAMES)
def test_a_bureau_is_one_under_all_its_names(mart: duckdb.DuckDBPyConnection, family: str) -> None:
    keys = mart.execute(
        "select count(distinct budget_unit_key), count(*) from mart.dim_document"
        " where starts_with(file_name, ?)",
        [f"{family}_"],
    ).fetchone()
    assert keys == (1, len(NAMES[family]))
    assert list(sums(mart, "rpt_expenditure", f"{family}_%").values()) == [100]
    assert len(preferred(mart, f"{family}_%")) == 1


def test_near_names_of_other_units_stay_apart(mart: duckdb.DuckDBPyConnection) -> None:
    counted = sums(mart, "rpt_expenditure", "apart_%", "budget_unit_key")
    assert list(counted.values()) == [40] * len(APART)


def test_a_head_office_is_a_unit_of_its_department_and_not_added(mart: duckdb.DuckDBPyConnection) -> None:
    assert sums(mart, "rpt_expenditure", "water%") == {"仁寿县示例水利局": 100}
    assert preferred(mart, "water%") == ["water.html"]
    units = mart.execute(
        "select distinct unit_name from mart.dim_budget_unit where department_name = '仁寿县示例水利局'"
    ).fetchall()
    assert len(units) == 2


def test_tables_of_units_are_added_under_their_names(mart: duckdb.DuckDBPyConnection) -> None:
    assert sums(mart, "rpt_expenditure", "tables%") == {BUREAU: 100, LIBRARY: 60}
    assert sums(mart, "rpt_three_public", "tables%") == {BUREAU: 5, LIBRARY: 3}


def test_a_table_that_unites_those_of_the_units_is_not_added_to_them(mart: duckdb.DuckDBPyConnection) -> None:
    assert sum(sums(mart, "rpt_expenditure", "united%").values()) == 160


def test_a_project_stands_under_the_unit_of_its_row(mart: duckdb.DuckDBPyConnection) -> None:
    assert sums(mart, "rpt_project_expenditure", "list%") == {"仁寿县示例林草局": 50, "仁寿县示例林场": 40}
    assert preferred(mart, "list%") == ["list.html"]


def test_forms_in_a_file_each_count_once_each(mart: duckdb.DuckDBPyConnection) -> None:
    assert sums(mart, "rpt_project_expenditure", "form_%", "project_name") == {
        "信访专项": 40,
        "接访中心运维": 35,
    }


def test_a_form_printed_twice_counts_once_and_one_of_another_unit_again(
    mart: duckdb.DuckDBPyConnection,
) -> None:
    assert sum(sums(mart, "rpt_project_expenditure", "twice%").values()) == 40
    assert sum(sums(mart, "rpt_project_expenditure", "two_units%").values()) == 80


def test_projects_of_list_and_form_meet_where_amount_and_name_agree(mart: duckdb.DuckDBPyConnection) -> None:
    assert sum(sums(mart, "rpt_project_expenditure", "meet%").values()) == 77
    met = mart.execute(
        "select count(*) from mart.dim_project where project_name like '%稳岗就业%'"
    ).fetchone()
    assert met == (1,)
    apart = mart.execute(
        "select count(*) from mart.dim_project where project_name like '公益岗位%'"
    ).fetchone()
    assert apart == (2,)
    suggested = mart.execute(
        "select wording, suggestion_1_name from mart.qc_unmapped_code"
        " where seed_name = 'map_project_alias' and publishers = '仁寿县示例就业局'"
    ).fetchall()
    assert suggested == [("职业技能比武活动", "技能大赛")]


def test_an_empty_template_is_told_and_counts_nowhere(mart: duckdb.DuckDBPyConnection) -> None:
    told = mart.execute(
        "select outcome, is_preferred from mart.dim_document where file_name = 'template.html'"
    ).fetchall()
    assert told == [("blank", False)]


def test_every_document_that_counts_is_preferred(mart: duckdb.DuckDBPyConnection) -> None:
    assert preferred(mart, "parts_%") == ["parts_a.html", "parts_b.html"]
    counted = mart.execute(
        "select count(*) filter (is_preferred), count(*) from mart.dim_document where document_key in"
        " (select document_key from mart.rpt_budget_lines where is_counted)"
    ).fetchone()
    assert counted is not None
    assert counted[0] == counted[1]


def test_a_document_that_says_other_than_the_counted_one_is_told(mart: duckdb.DuckDBPyConnection) -> None:
    told = mart.execute(
        "select evidence from mart.qc_finding inner join mart.dim_document using (document_key)"
        " where finding_code = 'documents_differ' and file_name like 'differ%'"
    ).fetchall()
    assert told == [("rpt_expenditure: 900000.00 <> 1000000.00 (differ_a.html)",)]
