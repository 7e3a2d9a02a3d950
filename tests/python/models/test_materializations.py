"""How a relation takes the place of its forerunner: whole, with its comments, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import PROJECT, Home
from gongkai.running.outcome import Outcome

CONTRACT = """
models:
  - name: thing
    description: 东西。It's a "thing".
    config:
      contract: {enforced: true}
      persist_docs: {relation: true, columns: true}
    columns:
      - name: amount
        description: 金额；$ 与 ' 都可以。Amount.
        data_type: integer
        constraints:
          - type: not_null
"""

Build = Callable[..., Outcome]


@pytest.fixture
def build(empty: Home, tmp_path: Path) -> Build:
    project = tmp_path / "project"
    for folder in ("models", "macros"):
        (project / folder).mkdir(parents=True)
    shutil.copy(PROJECT / "macros" / "materializations.sql", project / "macros")
    (project / "dbt_project.yml").write_text("name: thing\nprofile: thing\n", encoding="utf-8")
    (project / "profiles.yml").write_text(
        "thing:\n  target: dev\n  outputs:\n    dev:\n      type: duckdb\n"
        "      path: \"{{ env_var('GONGKAI_BUILD_FILE') }}\"\n",
        encoding="utf-8",
    )
    empty.build_file.parent.mkdir(parents=True)

    def run(sql: str, materialized: str = "table", properties: str = "models: []\n") -> Outcome:
        config = "{{ config(materialized='" + materialized + "') }}\n"
        (project / "models" / "thing.sql").write_text(config + sql, encoding="utf-8")
        (project / "models" / "thing.yml").write_text(properties, encoding="utf-8")
        return run_dbt(empty, ["build"], project=project)

    return run


def shown(home: Home, query: str = "from thing") -> list[tuple[object, ...]]:
    with duckdb.connect(str(home.build_file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_a_table_takes_the_place_of_a_view_and_back(build: Build, empty: Home) -> None:
    kind = "select table_type from information_schema.tables where table_name = 'thing'"
    assert not build("select 1 as amount", "view").failures
    assert shown(empty, kind) == [("VIEW",)]
    assert not build("select 2 as amount").failures
    assert (shown(empty, kind), shown(empty)) == ([("BASE TABLE",)], [(2,)])
    assert not build("select 3 as amount", "view").failures
    assert (shown(empty, kind), shown(empty)) == ([("VIEW",)], [(3,)])


def test_a_contract_brings_its_comments(build: Build, empty: Home) -> None:
    assert not build("select 1 as amount", properties=CONTRACT).failures
    assert not build("select 2 as amount", properties=CONTRACT).failures
    assert shown(empty) == [(2,)]
    assert shown(empty, "select comment from duckdb_tables()") == [('东西。It\'s a "thing".',)]
    assert shown(empty, "select comment from duckdb_columns() where column_name = 'amount'") == [
        ("金额；$ 与 ' 都可以。Amount.",)
    ]


@pytest.mark.parametrize(
    "sql",
    ["select 'two' as amount", "select 2 as amount, 3 as more", "select 2.5 as amount"],
    ids=["a text", "a column more", "another type"],
)
def test_what_breaks_the_contract_leaves_the_old_table(build: Build, empty: Home, sql: str) -> None:
    assert not build("select 1 as amount", properties=CONTRACT).failures
    outcome = build(sql, properties=CONTRACT)
    assert [failure.node for failure in outcome.failures] == ["thing"]
    assert "contract" in outcome.failures[0].message
    assert shown(empty) == [(1,)]


@pytest.mark.parametrize(
    "sql", ["select null::integer as amount", "select error('no')::integer as amount"], ids=["null", "error"]
)
def test_what_fails_while_it_fills_leaves_the_old_table(build: Build, empty: Home, sql: str) -> None:
    assert not build("select 1 as amount", properties=CONTRACT).failures
    assert [failure.node for failure in build(sql, properties=CONTRACT).failures] == ["thing"]
    assert shown(empty) == [(1,)]
