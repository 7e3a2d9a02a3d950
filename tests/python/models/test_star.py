"""A fact has a key of each of its dimensions, so that inner joins lose nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pytest

from gongkai.running.home import Home

MEMBERS = {"未对应", "未印"}
"""What every dimension holds beside what is known: unmapped, not printed."""

WITHOUT_MEMBERS = {"document", "check", "finding"}
"""Dimensions that whatever refers to them always finds."""


@contextmanager
def opened(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        yield mart


def columns(mart: duckdb.DuckDBPyConnection, prefix: str) -> dict[str, set[str]]:
    """The columns of every published table whose name begins so, by the rest of its name."""
    found: dict[str, set[str]] = {}
    for table, column in mart.execute(
        "select table_name, column_name from duckdb_columns() where starts_with(table_name, ?)", [prefix]
    ).fetchall():
        found.setdefault(table.removeprefix(prefix), set()).add(column)
    return found


def lost(mart: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Each fact and key whose inner join does not give the rows of the fact, each once."""
    dimensions = columns(mart, "dim_")
    found = []
    for fact, held in columns(mart, "fct_").items():
        keys = sorted(f"{thing}_key" for thing in dimensions if f"{thing}_key" in held)
        joins = {key: f" inner join mart.dim_{key[:-4]} using ({key})" for key in keys}
        joins["all keys"] = "".join(
            f" inner join mart.dim_{key[:-4]} as {key} on facts.{key} = {key}.{key}" for key in keys
        )
        query = f"select count(*) from mart.fct_{fact} as facts"
        whole = mart.execute(query).fetchall()
        found += [
            (fact, key) for key, join in joins.items() if mart.execute(query + join).fetchall() != whole
        ]
    return found


def test_no_row_is_lost_by_inner_joins(home: Home) -> None:
    with opened(home) as mart:
        assert lost(mart) == []


def test_a_fact_has_the_key_of_each_dimension_whose_code_it_holds(home: Home) -> None:
    with opened(home) as mart:
        dimensions = columns(mart, "dim_")
        missing = {
            (fact, thing)
            for fact, held in columns(mart, "fct_").items()
            for thing in dimensions
            if {thing, f"{thing}_code"} & held and f"{thing}_key" not in held
        }
    assert missing == set()


def test_every_dimension_has_the_two_members_under_the_same_keys(home: Home) -> None:
    with opened(home) as mart:
        keys = dict(mart.execute("select name_zh, stage_key from mart.dim_stage").fetchall())
        members = {name: keys[name] for name in MEMBERS}
        for thing in set(columns(mart, "dim_")) - WITHOUT_MEMBERS:
            found = mart.execute(
                f"select {thing}_key from mart.dim_{thing} where list_contains(?, {thing}_key)",
                [sorted(members.values())],
            ).fetchall()
            assert sorted(found) == sorted((key,) for key in members.values()), thing


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("update mart.fct_revenue set stage_key = null", "stage_key"),
        ("update mart.fct_revenue set function_key = 'nothing'", "function_key"),
        ("insert into mart.dim_stage by name select * from mart.dim_stage", "stage_key"),
    ],
)
def test_a_key_that_joins_nothing_or_twice_is_seen(copied: Home, change: str, told: str) -> None:
    with duckdb.connect(str(copied.mart_file)) as mart:
        mart.execute("alter table mart.fct_revenue alter column stage_key drop not null")
        mart.execute(change)
        assert ("revenue", told) in lost(mart)


def test_reports_leave_empty_what_is_unknown(home: Home) -> None:
    """The members serve the joins of facts; the name of a place or unit in a report is never 未印."""
    with opened(home) as mart:
        named = [
            (report, column)
            for report, held in columns(mart, "rpt_").items()
            for column in sorted(held)
            if mart.execute(
                f"select count(*) from mart.rpt_{report} where list_contains(?, cast({column} as varchar))",
                [[*MEMBERS, "not_printed"]],
            ).fetchall()
            != [(0,)]
        ]
    assert named == []
