"""A table is of the year and stage that it says itself; the document's only where it says nothing.

The bureaus and their figures are invented; titles, header labels and codes are the official ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook

from gongkai.cli import main
from gongkai.running.home import Home

Rows = Sequence[Sequence[str]]
WAN = "单位：万元"
BUDGET, FINAL = "2024年部门预算", "2023年度部门决算"
BUREAU = "上海市长宁区示例{}局"


@dataclass(frozen=True, slots=True)
class Table:
    """A title, the line below it and rows of text."""

    title: str
    rows: Rows
    line: str = WAN


def by_function(total: int, *header: str) -> Rows:
    """支出表 of two items that are 70 % and 30 % of `total` 万元."""
    basic, project = f"{total * 0.7:.2f}", f"{total * 0.3:.2f}"
    return [
        header or ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("", "合计", f"{total:.2f}", basic, project),
        ("2010301", "行政运行", basic, basic, ""),
        ("2010302", "一般行政管理事务", project, "", project),
    ]


def final_by_function(total: int) -> Rows:
    """The same with the header of a final account."""
    return by_function(total, "科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")


def summary(total: int, header: str = "预算数") -> Rows:
    """收支总表 of one source and one function."""
    ends = ("收入总计", "支出总计") if header == "预算数" else ("总计", "总计")
    amount = f"{total:.2f}"
    return [
        ("收入", "", "支出", ""),
        ("项目", header, "项目", header),
        ("一、一般公共预算财政拨款收入", amount, "一、一般公共服务支出", amount),
        ("本年收入合计", amount, "本年支出合计", amount),
        (ends[0], amount, ends[1], amount),
    ]


def three_public(total: int, header: str = "预算数") -> Rows:
    """三公 of one category."""
    return [("项目", header), ("合计", f"{total:.2f}"), ("因公出国（境）费", f"{total:.2f}")]


def one_column(total: int, *headers: str) -> Rows:
    """支出表 with columns that say their stage; the last is of `total`, those before of 10 less."""
    shares = [(total - 10 * (len(headers) - index - 1)) / 10 for index in range(len(headers))]
    return [
        ("科目编码", "科目名称", *headers),
        ("", "合计", *(f"{share * 10:.2f}" for share in shares)),
        ("2010301", "行政运行", *(f"{share * 7:.2f}" for share in shares)),
        ("2010302", "一般行政管理事务", *(f"{share * 3:.2f}" for share in shares)),
    ]


CHAPTER = [("说明",), ("见下表",)]
DOCUMENTS: dict[str, tuple[str, Sequence[Table]]] = {
    # 决算 with a year, below the budget's own tables
    "final_in_budget.xlsx": (
        BUDGET,
        [
            Table("部门收支总表", summary(100)),
            Table("部门支出总表", by_function(100)),
            Table("2022年度支出决算表", final_by_function(777)),
            Table("2022年度收入支出决算总表", summary(777, "决算数")),
        ],
    ),
    # 决算 without a year cannot be that of 2024
    "open_in_budget.html": (
        BUDGET,
        [
            Table("部门支出总表", by_function(100)),
            Table("“三公”经费支出决算表", three_public(7, "决算数")),
        ],
    ),
    # a budget's table within final accounts; it has the document's year
    "budget_in_final.txt": (
        FINAL,
        [
            Table("支出决算表", final_by_function(100)),
            Table("收入支出决算总表", summary(100, "决算数")),
            Table("2023年部门支出预算总表", by_function(777)),
        ],
    ),
    # a title that says no stage beside one that says 决算
    "unsaid_in_final.html": (
        FINAL,
        [Table("支出决算表", final_by_function(100)), Table("部门支出总表", by_function(777))],
    ),
    # names of funds say no stage
    "funds_in_final.html": (
        FINAL,
        [
            Table("一般公共预算财政拨款支出决算表", final_by_function(100)),
            Table("支出决算表", final_by_function(100)),
            Table("收入支出决算总表", summary(100, "决算数")),
        ],
    ),
    # a chapter of another document, its titles without years
    "chapter.html": (
        BUDGET,
        [
            Table("部门支出总表", by_function(100)),
            Table("部门收支总表", summary(100)),
            Table("第三部分 2022年度部门决算", CHAPTER, ""),
            Table("部门支出总表", by_function(777)),
            Table("收入支出决算总表", summary(777, "决算数")),
            Table("第四部分 附表", CHAPTER, ""),
            Table("一般公共预算“三公”经费支出表", three_public(9)),
        ],
    ),
    # the year stands in the line below
    "line_below.xlsx": (
        FINAL,
        [
            Table("支出决算表", final_by_function(777), "编制单位：示例局  2022年度  金额单位：万元"),
            Table("支出决算表", final_by_function(100), "编制单位：示例局  2023年度  金额单位：万元"),
        ],
    ),
    "labelled.html": (
        BUDGET,
        [
            Table("部门支出总表", by_function(777), "编制年度：2023年  单位：万元"),
            Table("部门支出总表", by_function(100)),
            Table("部门收支总表", summary(100), "编制日期：2023年12月20日  单位：万元"),
        ],
    ),
    # title 2024, line 2023: told, and the document agrees with the title
    "torn.html": (
        BUDGET,
        [
            Table("2024年收支总表", summary(100)),
            Table("2024年支出总表", by_function(100), "2023年度 单位：万元"),
        ],
    ),
    # a copied title: the money is the document's own
    "slip.html": (
        BUDGET,
        [Table("2024年收支总表", summary(100)), Table("2023年支出总表", by_function(100))],
    ),
    # the same with nothing that proves it
    "no_proof.html": (
        BUDGET,
        [
            Table("2024年收支总表", summary(100)),
            Table("2024年支出总表", by_function(100)),
            Table("2023年一般公共预算“三公”经费支出表", three_public(9)),
        ],
    ),
    # last year's total stands in a column of last year, which proves nothing
    "columns.html": (
        BUDGET,
        [
            Table("部门支出总表", one_column(110, "2023年预算数", "2024年预算数")),
            Table("2023年收支总表", summary(100)),
        ],
    ),
    "adjusted.html": ("2024年部门预算调整方案", [Table("部门支出总表", one_column(160, "预算数"))]),
    "adjusted_beside.txt": (
        "2024年部门预算（调整）",
        [Table("部门支出总表", one_column(160, "年初预算数", "调整预算数"))],
    ),
    "adjusted_in_budget.html": (
        BUDGET,
        [
            Table("部门支出总表（2024年年初预算）", by_function(100)),
            Table("部门支出总表（2024年调整预算）", by_function(160)),
        ],
    ),
}
"""Title of the document behind its bureau, and its tables, by file name."""

B24, A24, F23 = (2024, "budget"), (2024, "adjusted_budget"), (2023, "final_account")
COUNTED = {
    "final_in_budget.xlsx": {("rpt_expenditure", *B24): 100, ("rpt_revenue", *B24): 100},
    "open_in_budget.html": {("rpt_expenditure", *B24): 100},
    "budget_in_final.txt": {("rpt_expenditure", *F23): 100, ("rpt_revenue", *F23): 100},
    "unsaid_in_final.html": {("rpt_expenditure", *F23): 100},
    "funds_in_final.html": {("rpt_expenditure", *F23): 100, ("rpt_revenue", *F23): 100},
    "chapter.html": {
        ("rpt_expenditure", *B24): 100,
        ("rpt_revenue", *B24): 100,
        ("rpt_three_public", *B24): 9,
    },
    "line_below.xlsx": {("rpt_expenditure", *F23): 100},
    "labelled.html": {("rpt_expenditure", *B24): 100, ("rpt_revenue", *B24): 100},
    "torn.html": {("rpt_expenditure", *B24): 100, ("rpt_revenue", *B24): 100},
    "slip.html": {("rpt_expenditure", *B24): 100, ("rpt_revenue", *B24): 100},
    "no_proof.html": {("rpt_expenditure", *B24): 100, ("rpt_revenue", *B24): 100},
    "columns.html": {("rpt_expenditure", *B24): 110},
    "adjusted.html": {("rpt_expenditure", *A24): 160},
    "adjusted_beside.txt": {("rpt_expenditure", *A24): 160},
    "adjusted_in_budget.html": {("rpt_expenditure", *B24): 100},
}
"""What counts, in 万元, by report, year and stage."""

OTHER, TORN, OPEN, BESIDE = (
    "table_of_another_period",
    "table_year_contradicted",
    "table_period_open",
    "table_not_counted",
)
TOLD = {
    "final_in_budget.xlsx": {(3, OTHER), (4, OTHER)},
    "open_in_budget.html": {(2, OPEN)},
    "budget_in_final.txt": {(3, OTHER)},
    "unsaid_in_final.html": {(2, BESIDE)},
    "chapter.html": {(4, OTHER), (5, OTHER)},
    "line_below.xlsx": {(1, OTHER)},
    "labelled.html": {(1, OTHER)},
    "torn.html": {(2, TORN)},
    "slip.html": {(2, TORN)},
    "no_proof.html": {(3, OTHER)},
    "columns.html": {(2, OTHER)},
    "adjusted_in_budget.html": {(2, OTHER)},
}
"""What is told of tables, by number; of other documents nothing."""

PERIODS = {
    ("final_in_budget.xlsx", 3): {(2022, "final_account")},
    ("final_in_budget.xlsx", 4): {(2022, "final_account")},
    ("open_in_budget.html", 1): {B24},
    ("budget_in_final.txt", 3): {(2023, "budget")},
    ("chapter.html", 4): {(2022, "final_account")},
    ("chapter.html", 5): {(2022, "final_account")},
    ("chapter.html", 7): {B24},
    ("line_below.xlsx", 1): {(2022, "final_account")},
    ("labelled.html", 1): {(2023, "budget")},
    ("labelled.html", 3): {B24},
    ("torn.html", 2): {B24},
    ("slip.html", 2): {B24},
    ("no_proof.html", 3): {(2023, "budget")},
    ("columns.html", 1): {(2023, "budget"), B24},
    ("columns.html", 2): {(2023, "budget")},
    ("adjusted.html", 1): {A24},
    ("adjusted_beside.txt", 1): {B24, A24},
    ("adjusted_in_budget.html", 2): {A24},
}
"""Year and stage of the facts of a table."""


def bureau(name: str) -> str:
    """A bureau of its own for each document."""
    return BUREAU.format("甲乙丙丁戊己庚辛壬癸子丑寅卯辰"[list(DOCUMENTS).index(name)])


def write_html(path: Path, title: str, tables: Sequence[Table]) -> None:
    """Title, line and table one below the other."""
    parts = [f"<html><meta charset=utf-8><body><h1>{title}</h1>"]
    for table in tables:
        body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in table.rows)
        parts.append(f"<h2>{table.title}</h2><p>{table.line}</p><table border=1>{body}</table>")
    path.write_text("".join(parts) + "</body></html>", encoding="utf-8")


def write_text(path: Path, title: str, tables: Sequence[Table]) -> None:
    """Cells parted by tabs."""
    lines = [title, ""]
    for table in tables:
        lines += [table.title, table.line, *("\t".join(row) for row in table.rows), ""]
    path.write_text("\n".join(lines), encoding="utf-8")


def write_workbook(path: Path, title: str, tables: Sequence[Table]) -> None:
    """A sheet a table; the parts of the line below its title in cells side by side."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, table in enumerate(tables, start=1):
        sheet = book.create_sheet(str(number))
        if number == 1:
            sheet.append([title])
        sheet.append([table.title])
        sheet.append(table.line.split("  "))
        for row in table.rows:
            sheet.append(list(row))
    book.save(path)


WRITERS = {".html": write_html, ".txt": write_text, ".xlsx": write_workbook}


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """All documents in one home; the one with an open table makes the run end with 3."""
    folder = tmp_path_factory.mktemp("periods_of_tables")
    for name, (title, tables) in DOCUMENTS.items():
        path = folder / name
        WRITERS[path.suffix](path, bureau(name) + title, tables)
    home = Home(folder / "home")
    assert main(["run", *(str(folder / name) for name in DOCUMENTS), "--home", str(home.root)]) == 3
    with duckdb.connect(str(home.mart_file), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("name", DOCUMENTS)
def test_only_money_of_the_documents_year_and_stage_counts(
    mart: duckdb.DuckDBPyConnection, name: str
) -> None:
    found: dict[tuple[str, int, str], Decimal] = {}
    for report in ("rpt_expenditure", "rpt_revenue", "rpt_three_public"):
        rows = mart.execute(
            f"select counted.fiscal_year, counted.stage, sum(amount_cny) from mart.{report} as counted"
            " inner join mart.dim_document using (document_key) where file_name = ? group by all",
            [name],
        ).fetchall()
        found |= {(report, year, stage): amount for year, stage, amount in rows}
    assert found == {key: Decimal(wan) * 10_000 for key, wan in COUNTED[name].items()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_of_another_period_is_told(mart: duckdb.DuckDBPyConnection, name: str) -> None:
    told = mart.execute(
        "select table_no, finding_code from mart.qc_finding"
        " inner join mart.dim_document using (document_key)"
        f" where file_name = ? and finding_code in ('{OTHER}', '{TORN}', '{OPEN}', '{BESIDE}')",
        [name],
    ).fetchall()
    assert set(told) == TOLD.get(name, set())


@pytest.mark.parametrize(("name", "table_no"), PERIODS)
def test_facts_are_of_the_year_and_stage_of_their_table(
    mart: duckdb.DuckDBPyConnection, name: str, table_no: int
) -> None:
    found = mart.execute(
        "select distinct lines.fiscal_year, lines.stage from mart.rpt_budget_lines as lines"
        " inner join mart.dim_document using (document_key) where file_name = ? and table_no = ?",
        [name, table_no],
    ).fetchall()
    assert set(found) == PERIODS[name, table_no]


def test_a_table_of_an_open_year_is_no_fact(mart: duckdb.DuckDBPyConnection) -> None:
    counted = mart.execute(
        "select outcome, (select count(*) from mart.rpt_budget_lines as lines"
        " where lines.document_key = documents.document_key and table_no = 2)"
        " from mart.dim_document as documents where file_name = 'open_in_budget.html'"
    ).fetchone()
    assert counted == ("partial", 0)
