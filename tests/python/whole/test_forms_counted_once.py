"""The money of target forms counts once, form by form, and what does not count or load is told.

The bureaus and their figures are invented; titles and header labels are the official ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.python.whole.test_counted_once import page, table, yuan

Cell = str | tuple[str, int, int]
"""A text, or a text over so many rows and columns."""
INDICATORS = [
    ("产出指标", "数量指标", "培训人次", "≥500人次"),
    ("产出指标", "质量指标", "合格率", "≥95%"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
]
LEVELS = ("一级指标", "二级指标", "三级指标", "指标值")
TARGETS = "项目支出绩效目标表"


def merged(title: str, rows: Sequence[Sequence[Cell]]) -> str:
    """A titled table of a web page with merged cells."""
    body = ""
    for row in rows:
        cells = (cell if isinstance(cell, tuple) else (cell, 1, 1) for cell in row)
        body += f"<tr>{''.join(f'<td rowspan={r} colspan={c}>{text}</td>' for text, r, c in cells)}</tr>"
    return f"<h2>{title}</h2><p>单位：万元</p><table border=1>{body}</table>"


def form(project: str, unit: str, total: str, *sources: tuple[str, str]) -> list[list[Cell]]:
    """项目支出绩效目标申报表 of one project."""
    rows: list[list[Cell]] = [
        [("项目名称", 1, 2), (project, 1, 4)],
        [("主管部门", 1, 2), ("青禾县民政局", 1, 2), "实施单位", unit],
        [("项目资金（万元）", 1 + len(sources), 2), ("年度资金总额", 1, 2), (total, 1, 2)],
    ]
    rows += [[(name, 1, 2), (amount, 1, 2)] for name, amount in sources]
    rows += [[("绩效指标", 4, 1), *LEVELS, "权重"]]
    rows += [[*indicator, "30"] for indicator in INDICATORS]
    return rows


def projects(
    *named: tuple[str, ...], head: Sequence[str] = ("项目名称", "项目金额"), total: Sequence[str] = ()
) -> list[list[Cell]]:
    """A table of several projects, each merged over two indicators."""
    rows: list[list[Cell]] = [[*head, *LEVELS]]
    if total:
        rows.append([*total, "", "", "", ""])
    for cells in named:
        rows.append([*((cell, 2, 1) for cell in cells), *INDICATORS[0]])
        rows.append([*INDICATORS[1]])
    return rows


def listed(*named: tuple[str, str], total: str = "") -> str:
    """项目支出表, with or without its total."""
    rows = [("项目名称", "合计", "一般公共预算"), *((name, money, money) for name, money in named)]
    return table("项目支出表", [*rows, *([("合计", total, total)] if total else [])])


FISCAL, OTHER = "其中：财政拨款", "其他资金"
HALF = form("流浪人员救助", "青禾县救助站", "22.20", (FISCAL, "20.00"), (OTHER, "2.20"))
DOCUMENTS = {
    # The fault: the first table counted nowhere, since the second prints sources and a total.
    "two_tables.html": merged(TARGETS, projects(("统防统治", "123.45"), ("农田管护", "88.20")))
    + merged(TARGETS, HALF),
    "total_alone.html": merged(TARGETS, form("站务运行", "青禾县救助站", "11.10")) + merged(TARGETS, HALF),
    "one_table.html": merged(TARGETS, [*HALF, *form("站务运行", "青禾县民政局", "9.90", (FISCAL, "7.00"))]),
    "with_total.html": merged(
        TARGETS, projects(("食堂", "11.10"), ("救助", "22.20"), total=("合计", "33.30"))
    ),
    "total_and_none.html": merged(TARGETS, projects(("食堂", "11.10"), total=("合计", "11.10")))
    + merged(TARGETS, projects(("站务", "5.50"))),
    "three_units.html": merged(
        TARGETS,
        projects(
            ("青禾县民政局", "食堂", "11.10"),
            ("青禾县救助站", "救助", "22.20"),
            ("青禾县殡葬所", "补助", "33.30"),
            head=("单位名称", "项目名称", "项目金额"),
        ),
    ),
    "sources.html": merged(
        TARGETS,
        projects(
            ("食堂", "11.10", "10.00", "1.10"),
            head=("项目名称", "合计", "财政拨款", "其他资金"),
            total=("合计", "11.10", "10.00", "1.10"),
        ),
    ),
    "listed.html": listed(("食堂", "11.10"), ("流浪人员救助", "22.20"), total="33.30")
    + merged(TARGETS, HALF)
    + merged(TARGETS, form("设备购置", "青禾县民政局", "44.40", (FISCAL, "44.40"))),
    "list_without_total.html": listed(("食堂", "11.10"), ("流浪人员救助", "22.20")) + merged(TARGETS, HALF),
    "list_wrong_total.html": listed(("食堂", "11.10"), ("流浪人员救助", "22.20"), total="77.70")
    + merged(TARGETS, HALF),
    "told_twice.html": merged(TARGETS, projects(("流浪人员救助", "22.20"), ("展演", "8.80")))
    + merged(TARGETS, HALF),
    "headings.html": merged(
        TARGETS,
        [
            ["项目名称", "金额", *LEVELS, "指标解释"],
            ["沙洲市第一医院", "50.00", "", "", "", "", ""],
            ["门诊楼修缮", "30.00", *INDICATORS[0], "人次"],
            ["设备购置", "20.00", *INDICATORS[1], "合格数"],
            ["合计", "50.00", "", "", "", "", ""],
        ],
    ),
    "free_text.html": merged(
        TARGETS, projects(("食堂", "11.10", "保障就餐"), head=("项目名称", "项目金额", "主要做法"))
    ),
    "in_every_row.html": merged(
        TARGETS, [["项目名称", "项目金额", *LEVELS, "方向"], ["食堂", "11.10", *INDICATORS[0], "正向"]]
    ),
    "by_kind.html": merged(
        TARGETS,
        [["项目名称", "项目金额", "数量指标", "质量指标"], ["图书采购", "8.80", "≥5000册", "合格率≥98%"]],
    ),
    "evaluated.html": merged(
        "项目支出绩效自评表",
        [
            [("项目名称", 1, 2), ("改造补助", 1, 6)],
            [("项目资金（万元）", 2, 2), "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率"],
            ["年度资金总额", "320.00", "340.00", "333.20", "10", "98.00%"],
            [("绩效指标", 2, 1), *LEVELS[:3], "年度指标值", "实际完成值", "分值", "得分"],
            ["产出指标", "数量指标", "改造小区数", "≥12个", "11个", "50", "45.8"],
        ],
    ),
    "counts.html": table("固定资产占用情况表", [("资产名称", "计量单位", "数量"), ("车辆", "辆", "5")]),
}
UNITS = dict(zip(DOCUMENTS, "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午", strict=True))


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A bureau for each way to print forms."""
    folder = tmp_path_factory.mktemp("forms")
    for name, tables in DOCUMENTS.items():
        (folder / name).write_text(page(f"青禾县{UNITS[name]}局2025年部门预算", tables), encoding="utf-8")
    home = Home(folder / "home")
    assert main(["run", *(str(folder / name) for name in DOCUMENTS), "--home", str(home.root)]) in {0, 3}
    with duckdb.connect(str(home.mart_file), read_only=True) as connection:
        yield connection


def told(mart: duckdb.DuckDBPyConnection, document: str, *codes: str) -> list[tuple[str, str]]:
    """Findings of a document with these codes, and their evidence."""
    query = (
        "select finding_code, evidence from mart.qc_finding where document_file = ?"
        " order by finding_code, table_no, row_no, col_no"
    )
    return [row for row in mart.execute(query, [document]).fetchall() if row[0] in codes]


@pytest.mark.parametrize(
    ("document", "counted"),
    [
        ("two_tables.html", {"统防统治": "123.45", "农田管护": "88.20", "流浪人员救助": "22.20"}),
        ("total_alone.html", {"站务运行": "11.10", "流浪人员救助": "22.20"}),
        ("one_table.html", {"站务运行": "9.90", "流浪人员救助": "22.20"}),
        ("with_total.html", {"食堂": "11.10", "救助": "22.20"}),
        ("total_and_none.html", {"食堂": "11.10", "站务": "5.50"}),
        ("three_units.html", {"食堂": "11.10", "救助": "22.20", "补助": "33.30"}),
        ("sources.html", {"食堂": "11.10"}),
        ("listed.html", {"食堂": "11.10", "流浪人员救助": "22.20"}),
        ("list_without_total.html", {"食堂": "11.10", "流浪人员救助": "22.20"}),
        ("told_twice.html", {"流浪人员救助": "22.20", "展演": "8.80"}),
        ("headings.html", {"门诊楼修缮": "30.00", "设备购置": "20.00"}),
    ],
)
def test_each_project_counts_once(
    mart: duckdb.DuckDBPyConnection, document: str, counted: dict[str, str]
) -> None:
    sums = mart.execute(
        "select project_name, sum(amount_cny) from mart.rpt_project_expenditure"
        " where document_file = ? group by 1",
        [document],
    ).fetchall()
    assert dict(sums) == {name: yuan(amount) for name, amount in counted.items()}


def test_a_list_that_does_not_add_up_counts_by_its_total_and_not_by_the_forms_of_some(
    mart: duckdb.DuckDBPyConnection,
) -> None:
    query = (
        "select sum(amount_cny) from mart.rpt_project_expenditure"
        " where document_file = 'list_wrong_total.html'"
    )
    assert mart.execute(query).fetchall() == [(yuan("77.70"),)]
    assert told(mart, "list_wrong_total.html", "sum_not_as_printed", "project_not_counted") == [
        ("sum_not_as_printed", "rpt_project_expenditure project_list: 333000.00 / 777000.00")
    ]


def test_what_does_not_count_is_told(mart: duckdb.DuckDBPyConnection) -> None:
    assert told(mart, "listed.html", "project_not_counted") == [
        ("project_not_counted", "rpt_project_expenditure: 设备购置 44.40")
    ]
    assert told(mart, "headings.html", "project_not_counted") == [
        ("project_not_counted", "rpt_project_expenditure: 沙洲市第一医院 50.00")
    ]
    assert [code for code, _ in told(mart, "one_table.html", "parts_not_counted")] == ["parts_not_counted"]
    assert told(mart, "told_twice.html", "statement_repeated", "project_not_counted") == [
        ("statement_repeated", "1 = 2")
    ]
    silent = ["two_tables.html", "with_total.html", "three_units.html", "sources.html"]
    for document in silent:
        codes = {"project_not_counted", "parts_not_counted", "sum_not_as_printed", "project_not_clear"}
        assert told(mart, document, *codes) == []


def test_an_indicator_is_named_by_its_own_column(mart: duckdb.DuckDBPyConnection) -> None:
    """Beside a column of projects the name of the project stood as the name of its first indicator."""
    rows = mart.execute(
        "select distinct indicator_name, value_printed from mart.rpt_performance_indicators order by 1"
    ).fetchall()
    assert sorted(rows) == sorted((name, value) for _, _, name, value in INDICATORS)


def test_an_unknown_column_of_whole_projects_keeps_no_indicator_out(mart: duckdb.DuckDBPyConnection) -> None:
    loaded = mart.execute(
        "select document_file, count(*) from mart.rpt_performance_indicators"
        " where document_file in ('free_text.html', 'in_every_row.html', 'by_kind.html') group by 1"
    ).fetchall()
    assert loaded == [("free_text.html", 2)]
    assert told(mart, "free_text.html", "indicators_under_unknown_header", "indicator_row_not_loaded") == [
        ("indicators_under_unknown_header", "主要做法")
    ]
    assert [code for code, _ in told(mart, "in_every_row.html", "indicator_row_not_loaded")] == [
        "indicator_row_not_loaded"
    ]
    assert ("indicator_row_not_loaded", "图书采购 | 8.80 | ≥5000册 | 合格率≥98%") in told(
        mart, "by_kind.html", "indicator_row_not_loaded"
    )
    assert mart.execute(
        "select count(*) from mart.dim_project where project_name = '项目金额'"
    ).fetchall() == [(0,)]


def test_a_self_evaluation_is_told_with_its_amounts_and_no_scores(mart: duckdb.DuckDBPyConnection) -> None:
    amounts = [evidence for _, evidence in told(mart, "evaluated.html", "amount_not_loaded")]
    assert amounts == ["年度资金总额: 320.00", "全年预算数: 340.00", "全年执行数: 333.20"]
    assert (
        told(mart, "evaluated.html", "amount_under_unknown_header", "indicators_under_unknown_header") == []
    )
    assert len(told(mart, "evaluated.html", "indicator_row_not_loaded")) == 1


def test_counts_without_money_are_told(mart: duckdb.DuckDBPyConnection) -> None:
    assert told(mart, "counts.html", "count_not_loaded") == [("count_not_loaded", "车辆 | 辆 | 5")]
    outcome = mart.execute("select outcome from mart.dim_document where file_name = 'counts.html'").fetchall()
    assert outcome == [("partial",)]
