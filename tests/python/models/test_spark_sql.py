"""The same models run on a bigger engine: what DuckDB runs, sqlglot can say in Spark SQL."""

from __future__ import annotations

import json

import pytest
import sqlglot
from sqlglot.errors import ErrorLevel, SqlglotError

from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import PROJECT, Home


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every model compiled as DuckDB SQL, by name; no existing warehouse is touched."""
    home = Home(tmp_path_factory.mktemp("compiled") / "home")
    home.build_file.parent.mkdir(parents=True)
    outcome = run_dbt(home, ["compile"])
    assert outcome.failures == ()
    manifest = json.loads((home.target_dir / "manifest.json").read_text(encoding="utf-8"))
    return {
        node["name"]: node["compiled_code"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
    }


def test_every_model_of_the_project_is_compiled(compiled: dict[str, str]) -> None:
    assert set(compiled) == {path.stem for path in (PROJECT / "models").rglob("*.sql")}


def test_every_model_is_spark_sql_too(compiled: dict[str, str]) -> None:
    failing = {}
    for name, sql in sorted(compiled.items()):
        try:
            sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
        except SqlglotError as error:
            failing[name] = str(error)
    assert not failing, "\n".join(f"{name}: {reason}" for name, reason in failing.items())
