"""One budget dated 2018 and 2023: codes have the names of their year, years meet through the succession map.

The bureau and its figures are invented; titles, header labels, codes and their names are the official ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import PROJECT, Home
from tests.fixtures.make_statements.document import UNIT, Cell, Cells, Document, Statement, label, labels
from tests.fixtures.make_statements.spreadsheet import workbook

Rows = list[tuple[Any, ...]]

YEARS = (2018, 2023)
FORMER, PRESENT = "医疗卫生与计划生育支出", "卫生健康支出"
NAME_OF_210 = {2018: FORMER, 2023: PRESENT}

NAMES = {
    "201": "一般公共服务支出",
    "20115": "工商行政管理事务",
    "2011501": "行政运行",
    "20117": "质量技术监督与检验检疫事务",
    "20124": "宗教事务",
    "20138": "市场监督管理事务",
    "2013801": "行政运行",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位离退休",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "210": "",
    "21010": "食品和药品监督管理事务",
    "21011": "行政事业单位医疗",
    "2101101": "行政单位医疗",
    "215": "资源勘探信息等支出",
    "21506": "安全生产监管",
}
LINES = {
    "2011501": Decimal("410.10"),
    "20117": Decimal("205.20"),
    "20124": Decimal("38.05"),
    "2013801": Decimal("611.40"),
    "2080505": Decimal("77.70"),
    "21010": Decimal("152.35"),
    "2101101": Decimal("44.60"),
    "21506": Decimal("93.15"),
}
"""What the codes without printed parts get, in 万元; no two sums are alike."""
CLASSES = [code for code in NAMES if len(code) == 3]
PERSONNEL = {"2080505", "2101101"}


def spent(beginning: str = "", codes: set[str] | None = None) -> Decimal:
    """Sum of the lines whose code begins so, in 万元."""
    return sum(
        (
            value
            for code, value in LINES.items()
            if code.startswith(beginning) and (codes is None or code in codes)
        ),
        Decimal(0),
    )


def amounts(beginning: str) -> Cells:
    """合计, 基本支出, 项目支出."""
    basic = spent(beginning, PERSONNEL)
    return Cell(spent(beginning)), Cell(basic or ""), Cell(spent(beginning) - basic or "")


def by_function(title: str, codes: list[str], name_of_210: str) -> Statement:
    """A table by function: code, name, and a column a nature."""
    names = NAMES | {"210": name_of_210}
    head = [labels("科目编码", "科目名称", "合计", "基本支出", "项目支出")]
    body = [(label(code), label(names[code]), *amounts(code)) for code in codes]
    body.append((label("合计", columns=2), *amounts("")))
    return Statement(title, title[5:], "万元", (2, 6, 3, 3, 3), len(head), (*head, *body))


def by_name(title: str, name_of_210: str) -> Statement:
    """A summary that prints names and no codes."""
    names = NAMES | {"210": name_of_210}
    head: list[Cells] = [
        (label("财政拨款收入", columns=2), label("财政拨款支出", columns=5)),
        labels("项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"),
    ]
    revenue = [(label("一、一般公共预算资金"), Cell(spent())), *[(Cell(), Cell())] * (len(CLASSES) - 1)]
    body = [
        (*received, label(f"{number}、{names[code]}"), Cell(spent(code)), Cell(spent(code)), Cell(), Cell())
        for received, number, code in zip(revenue, "一二三四", CLASSES, strict=True)
    ]
    totals = tuple(map(Cell, ("收入总计", spent(), "支出总计", spent(), spent(), "", "")))
    return Statement(title, title[5:], "万元", (5, 4, 6, 4, 4, 4, 5), len(head), (*head, *body, totals))


def budget(year: int, name_of_210: str) -> Document:
    """The budget dated `year`, printing 210 under the name given."""
    return Document(
        "over_years",
        year,
        (f"上海市长宁区{year}年区级单位预算", f"预算单位：{UNIT}"),
        (
            by_function(f"{year}年单位支出预算总表", list(NAMES), name_of_210),
            by_name(f"{year}年财政拨款收支预算总表", name_of_210),
            by_function(f"{year}年一般公共预算支出预算表", CLASSES, name_of_210),
        ),
    )


def file_name(year: int, name_of_210: str) -> str:
    """Two copies a year: one prints the former name of 210, the other the present one."""
    return f"unit_{year}_{'former' if name_of_210 == FORMER else 'present'}_name.xlsx"


@dataclass(frozen=True)
class Built:
    """What came of one `gongkai run` over all copies."""

    exit_code: int
    mart: duckdb.DuckDBPyConnection

    def rows(self, query: str, *parameters: Any) -> Rows:
        """Answer of the published mart."""
        return self.mart.execute(query, parameters).fetchall()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    folder = tmp_path_factory.mktemp("over_years")
    paths: list[Path] = []
    for year in YEARS:
        for name in (FORMER, PRESENT):
            paths.append(folder / file_name(year, name))
            paths[-1].write_bytes(workbook(budget(year, name)))
    home = Home(folder / "home")
    code = main(["run", *map(str, paths), "--home", str(home.root)])
    assert home.mart_file.exists(), f"gongkai run exits with {code} and publishes nothing"
    mart = duckdb.connect(str(home.mart_file), read_only=True)
    yield Built(code, mart)
    mart.close()


NAMED = """
    select distinct
        amounts.function_key, functions.function_name, functions.valid_from_year, functions.valid_to_year
    from mart.fct_function_expenditure as amounts
    inner join mart.dim_document as documents on amounts.document_key = documents.document_key
    left join mart.dim_function as functions on amounts.function_key = functions.function_key
    where documents.file_name = ? and amounts.statement_code = ? and amounts.function_code = '210'
"""
EDITIONS = {2018: (FORMER, 2018, 2018), 2023: (PRESENT, 2019, None)}


def test_the_run_ends_well(built: Built) -> None:
    assert built.exit_code == 0
    found = built.rows("select file_name, fiscal_year, is_current, outcome from mart.dim_document order by 1")
    assert found == [
        (file_name(year, name), year, True, "loaded") for year in YEARS for name in (FORMER, PRESENT)
    ]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("name", [FORMER, PRESENT], ids=["former", "present"])
def test_a_code_has_the_name_of_its_year_whatever_is_printed(built: Built, year: int, name: str) -> None:
    found = built.rows(NAMED, file_name(year, name), "general_public_expenditure")
    assert [row[1:] for row in found] == [EDITIONS[year]]


@pytest.mark.parametrize("year", YEARS)
def test_a_name_without_a_code_is_that_of_its_year(built: Built, year: int) -> None:
    found = built.rows(NAMED, file_name(year, NAME_OF_210[year]), "fiscal_appropriation_summary")
    assert [row[1:] for row in found] == [EDITIONS[year]]


@pytest.mark.parametrize("name", [FORMER, PRESENT], ids=["former", "present"])
def test_the_years_have_keys_of_their_own(built: Built, name: str) -> None:
    keys = {
        year: built.rows(NAMED, file_name(year, name), "general_public_expenditure")[0][0] for year in YEARS
    }
    assert all(keys.values())
    assert keys[2018] != keys[2023]


MAPPED = """
    select
        coalesce(function_code, function_code_unmapped), function_name, mapping, mapped_code, mapping_path,
        comparable_code, comparable_name, comparable_level, is_comparable, line_count, amount_cny / 10000
    from mart.rpt_function_expenditure_over_years
    where document_file = ? and statement_code = ?
    order by 1
"""
OWN_JUDGEMENT = "successor by the project"


def of(code: str) -> tuple[int, Decimal]:
    """Number of lines of a code and their sum in 万元."""
    return 1, spent(code)


def mapped(built: Built, file: str, statement: str) -> Rows:
    """Rows of the report, amounts in 万元."""
    return [(*row[:-1], Decimal(str(row[-1]))) for row in built.rows(MAPPED, file, statement)]


def test_2018_is_mapped_to_the_newest_edition(built: Built) -> None:
    market = ("20138", "市场监督管理事务", "section", True)
    pension = ("2080505", "机关事业单位基本养老保险缴费支出")
    assert mapped(built, file_name(2018, FORMER), "expenditure_summary") == [
        ("2011501", None, "merged", "20115", "20115 → 20138 (2019)", *market, *of("2011501")),
        (
            "20117", NAMES["20117"], "split", "20117", "20117 → 2010912 (2019); 20117 → 20138 (2019)",
            "201", NAMES["201"], "class", True, *of("20117"),
        ),
        (
            "20124", "宗教事务", "moved", "20124", "20124 → 2013404 (2019)",
            "2013404", "宗教事务", "item", True, *of("20124"),
        ),
        ("2013801", None, "unmapped", None, None, None, None, None, False, *of("2013801")),
        (pension[0], pension[1], "renamed", "20805", "20805 → 20805 (2020)", *pension, "item", True,
         *of("2080505")),
        ("21010", NAMES["21010"], "merged", "21010", "21010 → 20138 (2019)", *market, *of("21010")),
        (
            "2101101", "行政单位医疗", "renamed", "210", "210 → 210 (2019)",
            "2101101", "行政单位医疗", "item", True, *of("2101101"),
        ),
        (
            "21506", NAMES["21506"], "split", "21506", "21506 → 22401 (2019); 21506 → 22404 (2019)",
            "224", "灾害防治及应急管理支出", "class", True, *of("21506"),
        ),
    ]  # fmt: skip


def test_2023_is_the_newest_edition_and_takes_no_former_code(built: Built) -> None:
    found = mapped(built, file_name(2023, PRESENT), "expenditure_summary")
    known = {"2013801": "行政运行", "2080505": NAMES["2080505"], "2101101": "行政单位医疗"}
    assert found == [
        (code, known[code], "unchanged", None, None, code, known[code], "item", True, *of(code))
        if code in known
        else (code, None, "unmapped", None, None, None, None, None, False, *of(code))
        for code in sorted(LINES)
    ]


def test_a_renamed_class_says_so_and_carries_both_names(built: Built) -> None:
    rows = {
        year: next(
            row[:-2]
            for row in mapped(built, file_name(year, NAME_OF_210[year]), "general_public_expenditure")
            if row[0] == "210"
        )
        for year in YEARS
    }
    assert rows == {
        2018: ("210", FORMER, "renamed", "210", "210 → 210 (2019)", "210", PRESENT, "class", True),
        2023: ("210", PRESENT, "unchanged", None, None, "210", PRESENT, "class", True),
    }


def test_successors_of_our_own_judgement_are_named_as_such(built: Built) -> None:
    found = built.rows(
        "select distinct mapping, mapping_source_ref like ? from mart.rpt_function_expenditure_over_years"
        " where mapping_source_ref is not null order by mapping",
        f"%{OWN_JUDGEMENT}%",
    )
    assert found == [("merged", True), ("moved", True), ("renamed", False), ("split", True)]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("statement", ["expenditure_summary", "general_public_expenditure"])
def test_no_money_is_lost_or_added(built: Built, year: int, statement: str) -> None:
    found = built.rows(
        "select sum(amount_cny), sum(line_count) from mart.rpt_function_expenditure_over_years"
        " where document_file = ? and statement_code = ?",
        file_name(year, NAME_OF_210[year]),
        statement,
    )
    lines = LINES if statement == "expenditure_summary" else CLASSES
    assert found == [(spent() * 10000, len(lines))]


def test_summaries_by_name_are_not_added_to_the_lines(built: Built) -> None:
    found = built.rows("select distinct statement_code from mart.rpt_function_expenditure_over_years")
    assert {row[0] for row in found} == {"expenditure_summary", "general_public_expenditure"}


def test_the_comparison_takes_every_line_of_a_year_once_and_names_the_mappings(built: Built) -> None:
    """Two copies a year and two statements print the same money: one of them counts."""
    query = (PROJECT / "analyses" / "expenditure_by_function_over_years.sql").read_text(encoding="utf-8")
    answer = built.mart.sql(query)
    for level in ("class", "section"):
        rows = answer.filter(f"comparison_level = '{level}'").aggregate("fiscal_year, sum(amount_wan)")
        assert dict(rows.fetchall()) == dict.fromkeys(YEARS, spent())
    merged, split = spent("20115") + spent("20124") + spent("21010"), spent("20117")
    found = answer.filter("comparison_level = 'class' and comparable_code = '201'").project(
        "fiscal_year, amount_wan, moved_cny / 10000, split_cny / 10000"
    )
    assert {row[0]: tuple(map(float, row[1:])) for row in found.fetchall()} == {
        2018: (float(merged + split), float(merged), float(split)),
        2023: (float(spent("20138")), 0.0, 0.0),
    }
