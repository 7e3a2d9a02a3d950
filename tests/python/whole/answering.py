"""Documents in unknown layouts: built, asked about, answered as a person would, and built again."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from gongkai import __version__
from gongkai.cli import main
from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import PROJECT, Home
from publish.mart import Version, publish

TABLES = "select count(*) from mart.rpt_budget_lines where statement_code <> 'narrative_statement'"


@dataclass(frozen=True)
class Answered:
    """A home, a copy of the project whose seeds may be changed, and what was found before."""

    home: Home
    project: Path
    facts_before: int
    before: Path
    """The mart before the answers."""
    rows: tuple[dict[str, str], ...]

    def query(self, sql: str, mart: Path | None = None) -> list[tuple[Any, ...]]:
        """Rows of the published mart, or of another."""
        with duckdb.connect(str(mart or self.home.mart_file), read_only=True) as opened:
            return opened.execute(sql).fetchall()


def build(home: Home, project: Path, version: str) -> None:
    """Build and publish with the models and seeds of `project`."""
    outcome = run_dbt(home, ["build", "--exclude-resource-type", "unit_test"], project=project)
    assert not outcome.failures, outcome.failures
    publish(home.build_file, home.mart_file, Version(__version__, version, "2026-01-01"))


def answered(
    folder: Path, documents: Iterable[tuple[str, bytes]], answer: Callable[[dict[str, str]], str]
) -> Answered:
    """Load, build, export the list, fill each row by `answer`, import it, and build once more."""
    (folder / "documents").mkdir()
    for name, content in documents:
        (folder / "documents" / name).write_bytes(content)
    for name in ("models", "seeds", "macros", "tests/dbt", "analyses"):
        shutil.copytree(PROJECT / name, folder / "project" / name)
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(PROJECT / name, folder / "project" / name)
    home, project = Home(folder / "home"), folder / "project"
    assert main(["load", str(folder / "documents"), "--home", str(home.root)]) == 0
    build(home, project, "before")
    kept = folder / "before" / home.mart_file.name
    kept.parent.mkdir()
    shutil.copy(home.mart_file, kept)
    with duckdb.connect(str(kept), read_only=True) as mart:
        (before,) = mart.execute(TABLES).fetchone() or (0,)
    file = folder / "list.csv"
    assert main(["layouts", "export", "--output", str(file), "--home", str(home.root)]) == 0
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = tuple(csv.DictReader(opened))
    for row in rows:
        row["target"] = answer(row)
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert main(["layouts", "import", str(file), "--project", str(project)]) == 0
    build(home, project, "after")
    return Answered(home, project, before, kept, rows)
