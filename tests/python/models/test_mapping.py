"""From a printed code to a key: ways of printing, and twenty unknown codes settled through the worklist.

The bureau and its figures are invented; titles, header labels, codes and their names are the official ones.
"""

from __future__ import annotations

import csv
import hashlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import Workbook

from gongkai import __version__
from gongkai.cli import main
from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import PROJECT, Home
from publish.mart import Version, publish

Line = tuple[str, str]

FUNCTIONS: list[Line] = [
    ("2010301", "行政运行"),
    ("2010302", "一般行政管理事务"),
    ("2050205", "高等教育"),
    ("2060404", "科技成果转化与扩散"),
    ("2080101", "行政运行"),
    ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("2080506", "机关事业单位职业年金缴费支出"),
    ("2101101", "行政单位医疗"),
    ("2101103", "公务员医疗补助"),
    ("2120101", "行政运行"),
    ("2130104", "事业运行"),
    ("2210201", "住房公积金"),
]
ECONOMICS: list[Line] = [
    ("30101", "基本工资"),
    ("30102", "津贴补贴"),
    ("30103", "奖金"),
    ("30108", "机关事业单位基本养老保险缴费"),
    ("30113", "住房公积金"),
    ("30201", "办公费"),
    ("30205", "水费"),
    ("30211", "差旅费"),
    ("30217", "公务接待费"),
    ("30228", "工会经费"),
    ("30302", "退休费"),
    ("30305", "生活补助"),
]
INVENTED = {
    **{"2010301": "2010377", "2050205": "2050288", "2080101": "2080177", "2101103": "2101188"},
    **{"2210201": "2210277", "30101": "30177", "30108": "30188", "30205": "30288", "30217": "30277"},
    **{"30302": "30388"},
}
"""Official codes and the ones printed instead of them."""
RENAMED = {
    **{"2010302": "机关日常事务", "2060404": "成果推广应用", "2080505": "在职人员养老统筹"},
    **{"2120101": "城管机构运转", "2130104": "农技机构运转", "30102": "岗位补贴", "30201": "文具耗材"},
    **{"30211": "出差食宿", "30228": "职工活动", "30305": "困难慰问"},
}
"""Official codes and the names printed beside them instead of their own."""


@dataclass(frozen=True, slots=True)
class Warehouse:
    """A home and a copy of the project, so that its seeds can be changed."""

    home: Home
    project: Path

    def build(self) -> None:
        """Everything with its tests, none of which unknown codes may fail; and publish what came of it."""
        outcome = run_dbt(self.home, ["build", "--exclude-resource-type", "unit_test"], project=self.project)
        assert not outcome.failures, outcome.failures
        seeds = hashlib.sha256((self.project / "seeds" / "map_code_alias.csv").read_bytes()).hexdigest()
        publish(self.home.build_file, self.home.mart_file, Version(__version__, seeds, "2026-01-01"))

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the published mart."""
        with duckdb.connect(str(self.home.mart_file), read_only=True) as mart:
            return mart.execute(sql).fetchall()


def sheet(path: Path, title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A workbook with one table under its title."""
    book = Workbook()
    for row in ([f"大竹县测试服务中心2023年{title}"], ["单位：元"], list(header), *map(list, rows)):
        book.active.append(row)
    book.save(path)


def changed(line: Line) -> Line:
    """The line as the changed copy prints it."""
    code, name = line
    return INVENTED.get(code, code), RENAMED.get(code, name)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents that print codes and names in different ways."""
    folder = tmp_path_factory.mktemp("documents")
    natures = ["合计", "基本支出", "项目支出"]
    functions = [(*changed(line), 100 + at, 100 + at, None) for at, line in enumerate(FUNCTIONS)]
    sheet(
        folder / "unknown_functions.xlsx",
        "部门支出总表",
        ["科目编码", "科目名称", *natures],
        [*functions, ("", "合计", *[sum(row[2] for row in functions)] * 2, None)],
    )
    economics = [(*changed(line), 10 + at) for at, line in enumerate(ECONOMICS)]
    sheet(
        folder / "unknown_economics.xlsx",
        "一般公共预算基本支出表",
        ["经济科目编码", "经济科目名称", "合计"],
        [*economics, ("", "合计", sum(row[2] for row in economics))],
    )
    sheet(
        folder / "unknown_projects.xlsx",
        "一般公共预算项目支出表",
        ["科目编码", "科目名称", "项目名称", "合计"],
        [
            ("2080177", "行政运行(试点)", "窗口改造", 70),
            ("2010302", "机关日常事务", "档案整理", 30),
            ("2010301", "行政运行", "设备更新", 20),
            ("", "合计", "", 120),
        ],
    )
    sheet(
        folder / "one_cell.xlsx",
        "部门支出总表",
        ["功能科目", *natures],
        [
            ("[208]社会保障和就业支出", 300, 200, 100),
            ("[20801]人力资源和社会保障管理事务", 300, 200, 100),
            ("[2080101]行政运行", 200, 200, None),
            ("2080102-一般行政管理事务", 60, None, 60),
            ("2080199 其他人力资源和社会保障管理事务支出", 40, None, 40),
            ("合计", 300, 200, 100),
        ],
    )
    sheet(
        folder / "names_only.xlsx",
        "部门支出总表",
        ["功能科目", *natures],
        [
            ("社会保障和就业支出", 300, 200, 100),
            ("  人力资源和社会保障管理事务", 300, 200, 100),
            ("    行政运行", 200, 200, None),
            ("    一般行政管理事务", 100, None, 100),
            ("农林水支出", 50, 50, None),
            ("  水利", 50, 50, None),
            ("    行政运行", 50, 50, None),
            ("合计", 350, 250, 100),
        ],
    )
    sheet(
        folder / "two_schemes.xlsx",
        "一般公共预算基本支出表",
        ["政府预算支出经济分类编码", "科目名称", "部门预算支出经济分类编码", "科目名称", "合计"],
        [
            ("501", "机关工资福利支出", "301", "工资福利支出", 300),
            ("50101", "工资奖金津补贴", "30101", "基本工资", 200),
            ("50102", "社会保障缴费", "30108", "机关事业单位基本养老保险缴费", 100),
            ("合计", "", "", "", 300),
        ],
    )
    return folder


@pytest.fixture(scope="module")
def warehouse(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """The documents, loaded and built."""
    folder = tmp_path_factory.mktemp("warehouse")
    for name in ("models", "seeds", "macros", "tests/dbt", "analyses"):
        shutil.copytree(PROJECT / name, folder / "project" / name)
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(PROJECT / name, folder / "project" / name)
    made = Warehouse(Home(folder / "home"), folder / "project")
    assert main(["load", str(documents), "--home", str(made.home.root)]) == 0
    made.build()
    yield made


LINES = (
    "select coalesce(function_code, economic_code), amount_cny::int, is_total, mapping_method"
    " from mart.rpt_budget_lines where document_file = '{}' and expenditure_nature in ('total', 'basic')"
    " and (expenditure_nature = 'total' or line_kind = 'economic') order by row_no"
)


def test_code_and_name_in_one_cell_are_taken_apart(warehouse: Warehouse) -> None:
    assert warehouse.query(LINES.format("one_cell.xlsx")) == [
        ("208", 300, True, "exact"),
        ("20801", 300, True, "exact"),
        ("2080101", 200, False, "exact"),
        ("2080102", 60, False, "exact"),
        ("2080199", 40, False, "exact"),
        (None, 300, True, None),
    ]


def test_names_alone_are_found_below_the_class_and_section_above(warehouse: Warehouse) -> None:
    assert warehouse.query(LINES.format("names_only.xlsx")) == [
        ("208", 300, True, "name"),
        ("20801", 300, True, "name"),
        ("2080101", 200, False, "name"),
        ("2080102", 100, False, "name"),
        ("213", 50, True, "name"),
        ("21303", 50, True, "name"),
        ("2130301", 50, False, "name"),
        (None, 350, True, None),
    ]


def test_of_two_schemes_side_by_side_the_nearer_counts(warehouse: Warehouse) -> None:
    assert warehouse.query(LINES.format("two_schemes.xlsx")) == [
        ("301", 300, True, "exact"),
        ("30101", 200, False, "exact"),
        ("30108", 100, False, "exact"),
        (None, 300, True, None),
    ]


def test_twenty_unknown_codes_are_the_worklist_and_an_import_settles_them(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    printed = {changed(line): line[0] for line in FUNCTIONS + ECONOMICS if changed(line) != line}
    worklist = warehouse.query(
        "select printed_code, wording, reason, suggestion_1_code, suggestion_2_code, suggestion_3_code"
        " from mart.qc_unmapped_code"
    )
    assert len(printed) == 20
    assert sorted(row[:2] for row in worklist) == sorted(printed)
    for code, name, reason, *suggestions in worklist:
        assert reason == ("code_unknown" if code in INVENTED.values() else "name_differs")
        assert printed[code, name] in suggestions
    amounts = (
        "select document_file, cell_id, amount_cny from mart.rpt_budget_lines"
        " where document_file like 'unknown%' order by all"
    )
    before = warehouse.query(amounts)
    told = warehouse.query(
        "select cell_id from mart.qc_finding join mart.dim_document using (document_key)"
        " where finding_code = 'code_unmapped' and file_name like 'unknown%'"
    )
    assert len(told) == 10 * 2 + 10 + 2, (
        "a finding for every amount: two a function, one an economic item or project"
    )

    file = tmp_path / "list.csv"
    assert main(["codes", "export", "--output", str(file), "--home", str(warehouse.home.root)]) == 0
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    for row in rows:
        row["target_code"] = printed[row["printed_code"], row["wording"]]
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert main(["codes", "import", str(file), "--project", str(warehouse.project)]) == 0
    warehouse.build()

    assert warehouse.query("select * from mart.qc_unmapped_code") == []
    assert warehouse.query(amounts) == before
    for fact, kind in (("fct_function_expenditure", "function"), ("fct_economic_expenditure", "economic")):
        settled = warehouse.query(
            f"select facts.{kind}_code_printed, {kind}_name_printed, facts.{kind}_code, codes.{kind}_code,"
            f" facts.mapping_method from mart.{fact} as facts join mart.dim_document using (document_key)"
            f" left join mart.dim_{kind} as codes using ({kind}_key) where file_name like 'unknown%'"
        )
        assert settled
        for code, name, matched, keyed, method in settled:
            expected = printed.get((code, name), code)
            assert (matched, keyed) == (expected, expected)
            assert method == ("alias" if (code, name) in printed else "exact")
