"""Documents read and built by a cluster give the mart of one machine, and a hostile one is an outcome.

Run by `.ci/cluster` in an environment of its own with the extras `spark` and `ray`.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb
import pytest

from bench import documents, hostile_files
from gongkai.cli import main
from gongkai.running.home import Home
from tests.python.conftest import SAMPLES

_LATER = {"ingested_at", "built_at"}
"""What tells when it was made."""


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, eight invented budgets of one county each, and a page that ends whoever draws it."""
    folder = tmp_path_factory.mktemp("inbox") / "公开 100%"
    documents.written(folder, 0, 8)
    for sample in SAMPLES:
        shutil.copy(sample, folder)
    (folder / "self.pdf").write_bytes(hostile_files.HOSTILE["pdf that draws itself"]())
    return folder


@pytest.fixture(scope="module")
def alone(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """All of it read and built by this machine's processes."""
    home = Home(tmp_path_factory.mktemp("alone") / "home")
    assert _run(inbox, home, "processes") == 3
    return home


@pytest.mark.parametrize("workers", ["spark", "ray"])
def test_a_cluster_makes_the_mart_of_one_machine(
    workers: str, inbox: Path, alone: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if workers == "spark" and not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Spark needs Java 17 or later, which is not installed (openjdk-17-jre-headless)")
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", "--master local-cluster[2,1,1024] pyspark-shell")
    home = Home(tmp_path / "home")
    assert _run(inbox, home, workers) == 3
    assert _outcomes(home) == _outcomes(alone)
    assert [name for name, outcome, *_ in _outcomes(home) if outcome == "failed"] == ["self.pdf"]
    found, expected = _mart(home), _mart(alone)
    assert found.keys() == expected.keys()
    assert [name for name, rows in found.items() if rows != expected[name]] == []
    assert expected["rpt_budget_lines"][0] > 1000


def _run(inbox: Path, home: Home, workers: str) -> int:
    return main(["run", str(inbox), "--home", str(home.root), "--workers", workers, "--no-second-reader"])


def _outcomes(home: Home) -> list[tuple[str, ...]]:
    """What became of each file."""
    with duckdb.connect(str(home.build_file), read_only=True) as connection:
        return connection.execute(
            "select file_name, outcome, reason, place from raw.outcomes"
            " order by outcome = 'failed', file_name, reason, place"
        ).fetchall()


def _mart(home: Home) -> dict[str, tuple[int, int]]:
    """Every published table: how many rows, and a number for what they say."""
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        columns: dict[str, list[str]] = {}
        for table, column in mart.execute(
            "select table_name, column_name from duckdb_columns() where not internal order by all"
        ).fetchall():
            if column not in _LATER:
                columns.setdefault(table, []).append(f'"{column}"')
        return {
            table: mart.execute(f'select count(*), sum(hash({", ".join(names)})) from "{table}"').fetchone()  # type: ignore[misc]
            for table, names in columns.items()
        }
