"""Patterns of seeds stand in a model as text once they are built: an engine makes such a pattern once.

Read from a row they were made anew for each row of a table, and a build of many documents did little else.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import Home

MODEL = "int_texts_beside_tables"


def compiled(home: Home) -> str:
    home.build_file.parent.mkdir(parents=True, exist_ok=True)
    assert run_dbt(home, ["compile", "--select", MODEL]).failures == ()
    return next((home.target_dir / "compiled").rglob(f"{MODEL}.sql")).read_text(encoding="utf-8")


def test_patterns_that_are_built_stand_in_a_model_as_text(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.build_file.parent.mkdir(parents=True)
    with duckdb.connect(str(home.build_file)) as connection:
        connection.execute("create schema intermediate")
        connection.execute(
            "create table intermediate.int_wording_patterns (used_for varchar, pattern varchar)"
        )
        connection.execute(
            "insert into intermediate.int_wording_patterns values ('unit_name', 'it''s 单位\\(名\\)')"
        )
    query = compiled(home)
    assert "'it''s 单位\\(名\\)'" in query
    # a purpose without a wording has no pattern, as a query would find
    assert "where used_for = 'unit_of_all_tables'" in query
    assert "where used_for = 'unit_name'" not in query


def test_before_they_are_built_a_model_asks_for_them(tmp_path: Path) -> None:
    assert "where used_for = 'unit_name'" in compiled(Home(tmp_path / "home"))
