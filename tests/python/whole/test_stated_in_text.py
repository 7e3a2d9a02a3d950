"""Procurement and 三公 of running text alone: totals, parts that add up, nothing where it is plain.

The bureaus and their figures are invented; the wordings are those of published documents.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.fixtures.execution import BUDGET, page, paragraphs, table

SPENT = table(
    BUDGET,
    [
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("2010301", "行政运行", "70.00", "70.00", ""),
        ("2010302", "一般行政管理事务", "30.00", "", "30.00"),
        ("", "合计", "100.00", "70.00", "30.00"),
    ],
)
CARS = table("一般公共预算“三公”经费支出表", [("项目", "预算数"), ("合计", "2.00"), ("公务接待费", "2.00")])
TEXTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "parts": (
        SPENT,
        (
            "2024年度本单位政府采购预算38.20万元，其中：政府采购货物预算7.80万元、"
            "政府采购工程预算0万元、政府采购服务预算30.40万元。",
        ),
    ),
    "rounded": (
        SPENT,
        ("2024年政府采购支出总额10.01万元，其中：货物类采购支出3.34万元、服务类采购支出6.68万元。",),
    ),
    "differing": (
        SPENT,
        ("2024年政府采购预算总额40万元，其中：政府采购货物预算10万元、政府采购服务预算20万元。",),
    ),
    "reserved": (SPENT, ("2024年面向中小企业预留政府采购项目预算金额664.98万元。",)),
    "nothing": (
        SPENT,
        ("四、政府采购情况", "我单位2024年无政府采购。", "五、“三公”经费", "2024年“三公”经费预算为0。"),
    ),
    "unclear": (
        SPENT,
        ("如无政府采购，本表不填。", "政府性基金预算无“三公”经费支出。"),
    ),
    "change": (SPENT + CARS, ("2024年无“三公”经费增加。", "本单位无“三公”经费支出。")),
    "last_year": (SPENT, ("2023年无“三公”经费支出。", "下属单位未安排政府采购。")),
}


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A budget of another bureau for every text."""
    folder = tmp_path_factory.mktemp("text")
    for number, (name, (tables, lines)) in enumerate(TEXTS.items()):
        bureau = "审计教育水利文化统计民政林业农业"[2 * number : 2 * number + 2]
        content = page(f"广元市利州区示例{bureau}局2024年部门预算", tables, paragraphs(*lines))
        (folder / f"{name}.html").write_bytes(content)
    home = Home(folder / "home")
    assert main(["run", *(str(folder / f"{name}.html") for name in TEXTS), "--home", str(home.root)]) in (
        0,
        3,
    )
    with duckdb.connect(str(home.mart_file), read_only=True) as connection:
        yield connection


def rows(mart: duckdb.DuckDBPyConnection, report: str, item: str) -> dict[str, list[tuple[object, ...]]]:
    """Document -> item, 万元, basis, proof, whether a table states it."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for name, *row in mart.execute(
        f"select replace(document_file, '.html', ''), {item}, amount_cny / 10000, sum_basis, proof,"
        f" table_no is not null from mart.{report} order by all"
    ).fetchall():
        found.setdefault(name, []).append(tuple(row))
    return found


def test_procurement_of_the_text_is_in_its_report(mart: duckdb.DuckDBPyConnection) -> None:
    assert rows(mart, "rpt_procurement", "item_name") == {
        "parts": [
            ("工程", 0, "adds_up", "proved", False),
            ("服务", 30.4, "adds_up", "proved", False),
            ("货物", 7.8, "adds_up", "proved", False),
        ],
        "rounded": [
            ("服务", 6.68, "rounding", "proved", False),
            ("货物", 3.34, "rounding", "proved", False),
        ],
        # parts that do not add up: the total alone, and a finding
        "differing": [("政府采购", 40, "total_only", "unchecked", False)],
        "nothing": [("政府采购", 0, "total_only", "unchecked", False)],
    }


def test_nothing_of_three_public_is_a_row_of_zero_and_a_table_goes_first(
    mart: duckdb.DuckDBPyConnection,
) -> None:
    assert rows(mart, "rpt_three_public", "category_code") == {
        "nothing": [("total", 0, "total_only", "unchecked", False)],
        "change": [("reception", 2, "adds_up", "proved", True)],
    }


def test_what_is_not_plain_is_told(mart: duckdb.DuckDBPyConnection) -> None:
    told = dict(
        mart.execute(
            "select replace(d.file_name, '.html', ''), count(*) from mart.qc_finding as f"
            " inner join mart.dim_document as d using (document_key)"
            " where f.finding_code = 'zero_stated_unclear' group by all"
        ).fetchall()
    )
    assert told == {"unclear": 2, "last_year": 2}
    differing = mart.execute(
        "select count(*) from mart.qc_finding as f inner join mart.dim_document as d using (document_key)"
        " where f.finding_code = 'sum_not_as_printed' and d.file_name = 'differing.html'"
    ).fetchall()
    assert differing == [(1,)]
