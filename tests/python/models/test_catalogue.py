"""What the published file says of itself: labels in both languages, what may be added up, what counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pytest

from gongkai.running.home import Home

FACTS = {
    "fct_function_expenditure": ["rpt_expenditure"],
    "fct_revenue": ["rpt_revenue"],
    "fct_economic_expenditure": ["rpt_basic_expenditure"],
    "fct_project_funding": ["rpt_project_expenditure"],
    "fct_three_public": ["rpt_three_public"],
    "fct_procurement": ["rpt_procurement", "rpt_purchased_services"],
}
"""Fact -> the additive reports that its lines are in."""

READABLE = {
    "budget_unit_key", "unit_name", "department_name", "jurisdiction_code", "jurisdiction_name",
    "prefecture_name", "province_name", "fiscal_year", "fiscal_year_start_date",
}  # fmt: skip
"""What every report names."""


@contextmanager
def opened(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        yield mart


def columns(mart: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Published table -> its columns and their types."""
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in mart.execute(
        "select table_name, column_name, data_type from duckdb_columns() where not internal"
    ).fetchall():
        found.setdefault(table, {})[column] = kind
    return found


def first_sentences(comment: str) -> tuple[str, str]:
    """The first Chinese and the first English sentence of a comment."""
    chinese, _, rest = comment.partition("。")
    return chinese, re.split(r"\.(?:\s|$)", rest, maxsplit=1)[0]


def test_every_chinese_label_has_its_english_one(home: Home) -> None:
    with opened(home) as mart:
        lone = [
            (table, column)
            for table, held in columns(mart).items()
            for column in held
            for language, other in (("_zh", "_en"), ("_en", "_zh"))
            if column.endswith(language) and column.removesuffix(language) + other not in held
        ]
        assert lone == []


def test_every_report_is_readable_without_a_join(home: Home) -> None:
    with opened(home) as mart:
        for table, held in columns(mart).items():
            if not table.startswith("rpt_"):
                continue
            assert set(held) >= READABLE, table
            assert held["fiscal_year_start_date"] == "DATE", table
            codes = [code for code in ("stage", "statement_code", "funding_source_code") if code in held]
            assert {f"{code.replace('_code', '_name')}_zh" for code in codes} <= set(held), table
            for label in [column for column in held if column.endswith("_zh")]:
                code = label.removesuffix("_zh")
                code = code if code in held else code.replace("_name", "_code")
                if code in held and code != "item_name":
                    unlabelled = f"select count(*) from mart.{table} where {code} is not null"
                    assert mart.execute(f"{unlabelled} and {label} is null").fetchall() == [(0,)], label


def test_every_comment_begins_with_what_may_be_added_up(home: Home) -> None:
    with opened(home) as mart:
        comments = mart.execute("select table_name, comment from duckdb_tables()").fetchall()
        silent = []
        for table, comment in comments:
            chinese, english = first_sentences(comment)
            if not re.search("相加|计数", chinese) or not re.search(r"\b([Aa]dd|[Cc]ount)", english):
                silent.append((table, chinese, english))
        assert comments
        assert silent == []


@pytest.mark.parametrize(
    ("comment", "named"),
    [
        ("可以相加：各行。Safe to add up: rows. 支出。", True),
        ("支出，可以相加者见后。Expenditure. It adds up.", False),
        ("支出。Rows add up.", False),
    ],
)
def test_a_comment_that_says_it_later_is_seen(comment: str, named: bool) -> None:
    chinese, english = first_sentences(comment)
    assert (("相加" in chinese) and ("add" in english)) is named


def test_every_fact_says_what_counts(home: Home) -> None:
    with opened(home) as mart:
        facts = {table: held for table, held in columns(mart).items() if table.startswith("fct_")}
        assert {held.get("is_counted") for held in facts.values()} == {"BOOLEAN"}
        for table in facts:
            unsaid = f"select count(*) from mart.{table} where is_counted is null"
            assert mart.execute(unsaid).fetchall() == [(0,)], table


def counted_twice(mart: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Facts and documents whose counted rows of one stage are not the money of their reports once."""
    wrong = []
    for fact, reports in FACTS.items():
        told = " union all ".join(
            f"select document_key, stage, amount_cny as told, 0 as counted from mart.{report}"
            for report in reports
        )
        names = ", ".join(f"'{report}'" for report in reports)
        wrong += [
            (fact, document)
            for (document,) in mart.execute(
                f"select document_key from ({told}"
                f" union all select document_key, stage, 0, amount_cny from mart.{fact} where is_counted"
                " union all select document_key, stage, 0, amount_cny from mart.fct_printed_total"
                f" where counted_in in ({names}))"
                " group by document_key, stage having sum(told) <> sum(counted)"
            ).fetchall()
        ]
    return wrong


def test_counted_rows_of_a_fact_are_money_once(home: Home) -> None:
    with opened(home) as mart:
        assert counted_twice(mart) == []
        assert mart.execute("select count(*) from mart.fct_function_expenditure where is_counted").fetchall()


@pytest.mark.parametrize(
    "change",
    [
        "update mart.fct_revenue set is_counted = not is_counted",
        "update mart.fct_three_public set is_counted = not is_counted",
        "insert into mart.fct_function_expenditure select * from mart.fct_function_expenditure",
    ],
)
def test_what_counts_twice_is_seen(copied: Home, change: str) -> None:
    with duckdb.connect(str(copied.mart_file)) as mart:
        mart.execute(change)
        assert counted_twice(mart) != []
