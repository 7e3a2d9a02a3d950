"""Layouts that no seed knows: nothing is loaded, right answers stand first, and answered all is loaded.

Eleven invented budgets, one of a whole county (`tests.fixtures.make_odd`), odd on purpose, go through load,
build, `layouts export`, the answers of a person, `layouts import` into a copy of the project, and a second
build.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from gongkai import __version__
from gongkai.cli import main
from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import PROJECT, Home
from publish.mart import Version, publish
from tests.fixtures.make_odd import fifth, first, fourth, second
from tests.fixtures.make_odd.answers import Odd
from tests.fixtures.make_provinces.comparing import compared, facts_of

ODD = (*first.ODD, *second.ODD, *fourth.ODD, *fifth.ODD)
FIRST_SHARE = 0.8
"""Share of the wordings whose right answer must stand first."""


@dataclass(frozen=True)
class Odds:
    """A home, a copy of the project whose seeds may be changed, and what was found before."""

    home: Home
    project: Path
    facts_before: int
    rows: tuple[dict[str, str], ...]

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the published mart."""
        with duckdb.connect(str(self.home.mart_file), read_only=True) as mart:
            return mart.execute(sql).fetchall()


def build(home: Home, project: Path, version: str) -> None:
    outcome = run_dbt(home, ["build", "--exclude-resource-type", "unit_test"], project=project)
    assert not outcome.failures, outcome.failures
    publish(home.build_file, home.mart_file, Version(__version__, version, "2026-01-01"))


def answer(row: dict[str, str]) -> str:
    """What the fixture says that a wording means; a title may keep words in front that a name is not."""
    wording = row["wording"].removeprefix("'")
    for odd in ODD:
        known = {
            "map_title_to_statement": odd.titles,
            "map_header_to_role": odd.headers,
            "map_label_to_field": odd.labels,
            "map_total_wording": odd.totals,
        }.get(row["seed_name"], {})
        for text, meaning in known.items():
            is_title = row["seed_name"] == "map_title_to_statement"
            if text == wording or (is_title and (wording.endswith(text) or text.endswith(wording))):
                return meaning
    return ""


@pytest.fixture(scope="module")
def odds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Odds]:
    folder = tmp_path_factory.mktemp("odd")
    (folder / "documents").mkdir()
    for odd in ODD:
        (folder / "documents" / odd.province.file_name).write_bytes(odd.province.content)
    for name in ("models", "seeds", "macros", "tests/dbt", "analyses"):
        shutil.copytree(PROJECT / name, folder / "project" / name)
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(PROJECT / name, folder / "project" / name)
    home, project = Home(folder / "home"), folder / "project"
    assert main(["load", str(folder / "documents"), "--home", str(home.root)]) == 0
    build(home, project, "before")
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        tables = "select count(*) from mart.rpt_budget_lines where statement_code <> 'narrative_statement'"
        (before,) = mart.execute(tables).fetchone() or (0,)
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
    yield Odds(home, project, before, rows)


def test_nothing_is_loaded_by_a_suggestion(odds: Odds) -> None:
    assert odds.facts_before == 0


def test_every_unknown_wording_is_asked_about(odds: Odds) -> None:
    asked = {row["wording"].removeprefix("'") for row in odds.rows}
    wanted = {wording for odd in ODD for wording in (*odd.headers, *odd.labels, *odd.totals)}
    assert wanted - asked == set()
    titles = [row for row in odds.rows if row["seed_name"] == "map_title_to_statement"]
    assert len(titles) == sum(len(odd.titles) for odd in ODD)
    assert not [row["wording"] for row in odds.rows if not row["target"]], "asked about what is no wording"


def test_the_right_answer_stands_first(odds: Odds) -> None:
    with (odds.project / "seeds" / "map_header_to_role.csv").open(encoding="utf-8", newline="") as file:
        known = {row["wording"]: row for row in csv.DictReader(file)}

    def meaning(target: str) -> object:
        """What a column holds; that amounts are of the budget, a budget need not say."""
        row = known.get(target)
        if row is None:
            return target
        beside = ("wording", "value_type", "fill_weight", "concept")
        return tuple(value.replace("budget", "") for name, value in row.items() if name not in beside)

    wrong = [
        f"{row['wording']}: {row['suggestion_1_target']} instead of {row['target']}"
        for row in odds.rows
        if meaning(row["suggestion_1_target"]) != meaning(row["target"])
    ]
    assert len(wrong) <= (1 - FIRST_SHARE) * len(odds.rows), "\n".join(wrong)
    assert not [row for row in odds.rows if row["suggestion_1_target"] and not row["suggestion_1_why"]]


@pytest.mark.parametrize("odd", [pytest.param(odd, id=odd.province.file_name) for odd in ODD])
def test_answered_all_amounts_are_loaded_and_none_is_wrong(odds: Odds, odd: Odd) -> None:
    with duckdb.connect(str(odds.home.mart_file), read_only=True) as mart:
        found = facts_of(mart, odd.province.file_name)
    wrong, missing = compared(found, odd.province.expected)
    told = [fact for fact in wrong if fact.line_kind != "narrative"]
    told = [fact for fact in told if fact.statement_code != "narrative_statement"]
    assert not told, "\n".join(map(str, told[:10]))
    assert not missing, "\n".join(map(str, missing[:10]))


def test_indicators_of_an_odd_form_are_read(odds: Odds) -> None:
    found = odds.query(
        "select project_name, indicator_name, operator from mart.rpt_performance_indicators"
        " where document_file = 'odd_form.docx'"
    )
    wanted = [
        (each.project, each.name, each.operator)
        for odd in ODD
        for table in odd.province.tables
        for each in table.indicators
    ]
    assert sorted(found) == sorted(wanted)


def test_answered_nothing_is_left_to_ask(odds: Odds) -> None:
    assert odds.query("select seed_name, wording from mart.qc_unmapped_layout") == []
