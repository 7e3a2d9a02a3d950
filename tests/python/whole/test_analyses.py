"""Each question of analyses/ is short, names the place of a unit and adds up only what counts once."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from gongkai.running.answers import ANALYSES
from gongkai.running.home import Home

QUERIES = sorted(ANALYSES.glob("*.sql"))
MOST_LINES = 20
_ADDITIVE = re.compile(
    r"from mart\.rpt_(?:expenditure|revenue|basic_expenditure|project_expenditure|three_public"
    r"|procurement|purchased_services|asset|budget_execution)\b"
)
_GROUPED = re.compile(
    r"\b(?:group|partition) by\b(.*?)"
    r"(?=\b(?:order by|having|window|qualify|limit|select|from|where|union|(?:group|partition) by)\b|\Z)",
    re.DOTALL,
)
_OF_A_PLACE = {"budget_unit_key", "jurisdiction_code"}
_OF_A_PROJECT = {"project_key", "budget_unit_key", "cell_id"}
_MONEY = re.compile(r"_cny\b|(?:\b|_)wan\b")
_NAMED = re.compile(r"\b(?:unit|jurisdiction|department|project)_name\b")
_COUNTS_ONCE = re.compile(r"\b(?:is_counted|counted_in)\b")


def sql(query: str) -> str:
    """A query without its comments."""
    return re.sub(r"^--.*\n", "", query, flags=re.MULTILINE)


def named_alone(statement: str) -> list[str]:
    """Names that rows are grouped by without what tells two of one name apart.

    A place of a group needs its code: 鼓楼区 is the short name of several. Money of a unit needs its key, and
    so does a project. What is shown, or is named by its position, tells no key.
    """
    told = []
    for clause in _GROUPED.findall(statement):
        names = set(re.findall(r"\w+", clause))
        if {"jurisdiction_name", "department_name"} & names and not names & _OF_A_PLACE:
            told.append("groups by the name of a place alone")
        of_a_unit = {"budget_unit_key"} if _MONEY.search(statement) else _OF_A_PLACE
        if {"unit_name", "unit_name_resolved"} & names and not names & of_a_unit:
            told.append("groups by the name of a unit alone")
        if "project_name" in names and not names & _OF_A_PROJECT:
            told.append("groups by the name of a project alone")
        if re.match(r"\s*(?:all\b|\d)", clause) and _NAMED.search(statement):
            told.append("groups by whatever is shown")
    return told


def faults(query: str) -> list[str]:
    """What a question of the folder must not be."""
    told = []
    statement = sql(query)
    if len(statement.strip().splitlines()) > MOST_LINES:
        told.append("long")
    if "amount_cny" in statement and "sum(" in statement:
        if not _ADDITIVE.search(statement) and not _COUNTS_ONCE.search(statement):
            told.append("adds up what stands twice")
        if "unit_name" in statement and "jurisdiction" not in statement:
            told.append("units of one name in two places")
    if re.search(r"/ 10000\b", statement):
        told.append("divides as a double")
    return told


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_question_is_short_and_counts_once(path: Path) -> None:
    query = path.read_text(encoding="utf-8")
    assert faults(query) == named_alone(sql(query)) == []


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_question_has_an_answer_of_named_columns(home: Home, path: Path) -> None:
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        answer = mart.execute(path.read_text(encoding="utf-8"))
        assert len({column[0] for column in answer.description or ()}) > 2


def test_the_ways_in_which_codes_were_found_are_counted_by_kind(home: Home) -> None:
    """The table has a column of the name that the question once gave the value: all kinds were alike."""
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        found: dict[str, int] = {}
        for kind, _, count, _ in mart.execute(
            (ANALYSES / "codes_by_mapping_method.sql").read_text(encoding="utf-8")
        ).fetchall():
            found[kind] = found.get(kind, 0) + count
        for kind in ("function", "revenue", "economic", "funding_source"):
            expected = mart.execute(f"select count({kind}_mapping_method) from rpt_budget_lines").fetchone()
            assert (found.get(f"{kind}_code", 0),) == expected
        assert len(set(found.values())) == len(found) > 1


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("select sum(amount_cny) from mart.rpt_budget_lines", ["adds up what stands twice"]),
        ("select sum(amount_cny) from mart.rpt_budget_lines where is_counted", []),
        (
            "select unit_name, sum(amount_cny) from mart.rpt_revenue group by all",
            ["units of one name in two places", "groups by whatever is shown"],
        ),
        (
            "select jurisdiction_name, sum(amount_cny) from mart.rpt_revenue group by jurisdiction_name",
            ["groups by the name of a place alone"],
        ),
        ("select jurisdiction_code, count(*) from mart.dim_document group by jurisdiction_code", []),
        (
            "select sum(amount_cny) from mart.rpt_revenue group by jurisdiction_code, unit_name",
            ["groups by the name of a unit alone"],
        ),
        (
            "select unit_name, jurisdiction_name, sum(amount_cny) from mart.rpt_revenue"
            " group by budget_unit_key, unit_name, jurisdiction_name order by unit_name",
            [],
        ),
        (
            "select unit_name, jurisdiction_code, count(*) from mart.dim_document"
            " group by jurisdiction_code, unit_name",
            [],
        ),
        (
            "select jurisdiction_name, unit_name, sum(amount_cny) from mart.rpt_revenue group by all",
            ["groups by whatever is shown"],
        ),
        (
            "select jurisdiction_name, unit_name, sum(amount_cny) from mart.rpt_revenue group by 1, 2",
            ["groups by whatever is shown"],
        ),
        # the columns of an execution are money of other names
        (
            "select unit_name, sum(final_account_cny) from mart.rpt_budget_execution"
            " group by jurisdiction_code, unit_name",
            ["groups by the name of a unit alone"],
        ),
        (
            "select project_name, sum(amount_cny) from mart.rpt_procurement group by project_name",
            ["groups by the name of a project alone"],
        ),
        (
            "select project_name, sum(amount_cny) from mart.rpt_procurement"
            " group by project_key, project_name",
            [],
        ),
        # a key outside of the group is none of it
        (
            "select name, wan from (select unit_name as name, wan(sum(amount_cny)) as wan, jurisdiction_code"
            " from mart.rpt_revenue group by jurisdiction_code, unit_name) where budget_unit_key is not null",
            ["groups by the name of a unit alone"],
        ),
        ("select 1\n" * 21, ["long"]),
        # 0.5 fen of an exact sum was rounded the other way
        ("select cast(budget_cny / 10000 as decimal(18, 2)) from mart.fct_asset", ["divides as a double"]),
    ],
)
def test_what_a_question_must_not_be_is_seen(query: str, told: list[str]) -> None:
    assert [*faults(query), *named_alone(sql(query))] == told
