"""Every metric is what SQL finds in the table that it is made of, and none adds up what must not be.

The SQL stands here by hand; MetricFlow writes its own from what `models/marts/` declares.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from gongkai.cli import main
from gongkai.metrics.engine import Metrics, Question
from gongkai.metrics.manifest import semantic_manifest
from gongkai.running.home import PROJECT, Home, reading_mart
from tests.marts import changed

PAGE = (PROJECT / "docs" / "metrics.md").read_text(encoding="utf-8")
_SUM = "sum(amount_cny)"
_BUDGET, _FINAL = "stage = 'budget'", "stage = 'final_account'"


@dataclass(frozen=True, slots=True)
class Asked:
    """A metric as a person would write it. `unit` and `year` are columns or expressions of the table."""

    table: str
    measure: str
    where: str = "true"
    unit: str | None = "unit_name"
    year: str = "fiscal_year"


def _money(name: str, table: str, where: str = "true") -> dict[str, Asked]:
    return {
        name: Asked(table, _SUM, f"{_BUDGET} and {where}"),
        f"{name}_final": Asked(table, _SUM, f"{_FINAL} and {where}"),
    }


def _executed(prefix: str, classification: str) -> dict[str, Asked]:
    where = f"classification = '{classification}' and execution_share is not null"
    base = "sum(coalesce(budget_cny, adjusted_budget_cny))"
    table = "rpt_budget_execution"
    return {
        f"{prefix}budget_compared": Asked(table, base, where),
        f"{prefix}final_compared": Asked(table, "sum(final_account_cny)", where),
        f"{prefix}execution_rate": Asked(table, f"sum(final_account_cny)::double / nullif({base}, 0)", where),
    }


def _share(of: str, condition: str) -> str:
    return f"(sum({of}) filter ({condition}))::double / nullif(sum({of}), 0)"


_LINES = {"unit": "unit_name_resolved"}
# Where a form prints no unit the report names its publisher, and its key is that of the member 未印.
_NAMED = (
    "select unit_name from mart.dim_budget_unit as unit where unit.budget_unit_key = asked.budget_unit_key"
)
_TARGETS = {"unit": f"({_NAMED})"}
_QUALITY = {"unit": None}
METRICS = {
    **_money("total_expenditure", "rpt_expenditure"),
    **_money("basic_expenditure", "rpt_expenditure", "expenditure_nature = 'basic'"),
    **_money("project_expenditure", "rpt_expenditure", "expenditure_nature = 'project'"),
    "project_share": Asked(
        "rpt_expenditure",
        _share("amount_cny", "expenditure_nature = 'project'"),
        f"{_BUDGET} and expenditure_nature in ('basic', 'project')",
    ),
    "share_proved": Asked("rpt_expenditure", _share("amount_cny", "proof = 'proved'"), _BUDGET),
    "units_with_budget": Asked("rpt_expenditure", "count(distinct budget_unit_key)", _BUDGET),
    "units_with_final_account": Asked("rpt_expenditure", "count(distinct budget_unit_key)", _FINAL),
    **_money("total_revenue", "rpt_revenue"),
    **_money("basic_expenditure_by_item", "rpt_basic_expenditure"),
    **_money("personnel_cost", "rpt_basic_expenditure", "cost_group = 'personnel'"),
    **_money("public_cost", "rpt_basic_expenditure", "cost_group = 'public'"),
    "personnel_share": Asked(
        "rpt_basic_expenditure",
        _share("amount_cny", "cost_group = 'personnel'"),
        f"{_BUDGET} and cost_group in ('personnel', 'public')",
    ),
    **_money("project_funding", "rpt_project_expenditure"),
    "projects_with_budget": Asked("rpt_project_expenditure", "count(distinct project_key)", _BUDGET),
    **_money("three_public_expense", "rpt_three_public"),
    "three_public_units": Asked(
        "rpt_three_public", "count(distinct (budget_unit_key, fiscal_year))", _BUDGET
    ),
    "three_public_per_unit": Asked(
        "rpt_three_public", f"{_SUM}::double / count(distinct (budget_unit_key, fiscal_year))", _BUDGET
    ),
    **_executed("", "function"),
    **_executed("basic_", "economic"),
    **_executed("three_public_", "three_public"),
    "targets": Asked("rpt_performance_indicators", "count(*)", "is_counted", **_TARGETS),
    "targets_with_number": Asked(
        "rpt_performance_indicators", "count(*)", "is_counted and value_number is not null", **_TARGETS
    ),
    "share_of_targets_with_number": Asked(
        "rpt_performance_indicators", "count(value_number)::double / count(*)", "is_counted", **_TARGETS
    ),
    "findings": Asked("qc_finding", "count(*)", **_QUALITY),
    "findings_to_judge": Asked("qc_finding", "count(*)", "severity <> 'info'", **_QUALITY),
    "checks": Asked("qc_reconciliation", "count(*)", "verdict <> 'not_checkable'", **_QUALITY),
    "checks_failing": Asked("qc_reconciliation", "count(*)", "verdict = 'fails'", **_QUALITY),
    "share_of_checks_holding": Asked(
        "qc_reconciliation",
        "avg((verdict in ('holds', 'rounding'))::int)",
        "verdict <> 'not_checkable'",
        **_QUALITY,
    ),
    "amounts_counted": Asked("rpt_budget_lines", "count(*)", "is_counted", **_LINES),
    "share_of_amounts_proved": Asked(
        "rpt_budget_lines", "avg((proof = 'proved')::int)", "is_counted", **_LINES
    ),
    "documents": Asked("dim_document", "count(*)", "is_current and file_name is not null", **_QUALITY),
}
MARTS_OF = ["home", "real"]


@pytest.fixture(scope="module")
def metrics(home: Home) -> Metrics:
    return Metrics(semantic_manifest(home))


@pytest.fixture(scope="module")
def manifest(home: Home) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(semantic_manifest(home))
    return found


@pytest.fixture(scope="module", params=MARTS_OF)
def mart(request: pytest.FixtureRequest) -> Iterator[duckdb.DuckDBPyConnection]:
    """The samples, and the real documents where they are."""
    with reading_mart(request.getfixturevalue(request.param)) as connection:
        yield connection


@cache
def _sql(metrics: Metrics, question: Question) -> str:
    """The same for every mart."""
    return metrics.sql(question)


def _same(found: object, expected: object) -> bool:
    if isinstance(found, float) or isinstance(expected, float):
        return found == pytest.approx(expected) if None not in (found, expected) else found is expected
    return found == expected


def _nothing(value: object) -> bool:
    """What one side has as a row of nothing and the other as no row: a count of none, a sum of none."""
    return value is None or value == 0


def test_no_metric_is_left_out(metrics: Metrics) -> None:
    assert {one.name for one in metrics.metrics()} == set(METRICS)


@pytest.mark.parametrize("name", METRICS)
def test_a_metric_is_what_sql_finds(name: str, metrics: Metrics, mart: duckdb.DuckDBPyConnection) -> None:
    asked = METRICS[name]
    by_hand = mart.execute(f"select {asked.measure} from mart.{asked.table} where {asked.where}").fetchall()
    by_name = mart.execute(_sql(metrics, Question((name,)))).fetchall()
    assert len(by_name) == 1
    assert _same(by_name[0][0], by_hand[0][0]) or (_nothing(by_name[0][0]) and _nothing(by_hand[0][0]))


@pytest.mark.parametrize("name", METRICS)
def test_a_metric_by_unit_and_year_is_what_sql_finds(
    name: str, metrics: Metrics, mart: duckdb.DuckDBPyConnection
) -> None:
    """The unit of the dimension is that of the report, and a year is its first day."""
    asked = METRICS[name]
    groups, key, by = [asked.year], "", ["year"]
    if asked.unit:
        groups, key, by = [*groups, asked.unit], ", budget_unit_key", [*by, "budget_unit__unit_name"]
    keys = ", ".join(groups)
    by_hand = mart.execute(
        f"select {keys}, {asked.measure} from mart.{asked.table} as asked where {asked.where}"
        f" group by {keys}{key}"  # two units may have one name
    ).fetchall()
    by_name = mart.execute(_sql(metrics, Question((name,), tuple(by)))).fetchall()
    expected = sorted((row for row in by_hand if not _nothing(row[-1])), key=str)
    found = sorted((row for row in by_name if not _nothing(row[-1])), key=str)
    assert [row[:-1] for row in found] == [row[:-1] for row in expected]
    assert [row for row, wanted in zip(found, expected, strict=True) if not _same(row[-1], wanted[-1])] == []


def test_the_real_documents_have_both_stages(real: Home, metrics: Metrics) -> None:
    """Else the tests above could not tell a metric that adds them."""
    with reading_mart(real) as mart:
        for name in ("total_expenditure", "total_expenditure_final"):
            assert mart.execute(metrics.sql(Question((name,)))).fetchall()[0][0] > Decimal(0)


def test_metrics_of_several_tables_answer_side_by_side(
    metrics: Metrics, mart: duckdb.DuckDBPyConnection
) -> None:
    names = ("total_expenditure", "three_public_expense", "targets")
    together = mart.execute(metrics.sql(Question(names, ("unit_name",)))).fetchall()
    for position, name in enumerate(names, start=1):
        alone = dict(mart.execute(metrics.sql(Question((name,), ("unit_name",)))).fetchall())
        side = {row[0]: row[position] for row in together}
        assert {unit: side[unit] for unit in alone} == alone


def _filters(metric: dict[str, Any]) -> str:
    return " ".join(one["where_sql_template"] for one in (metric["filter"] or {}).get("where_filters", []))


def unsafe(manifest: dict[str, Any]) -> list[str]:
    """Metrics that add money of several stages or classifications, or rows that do not count.

    A measure sums money or counts rows; what its table must not mix is told by the dimensions that it has.
    """
    must: dict[str, list[str]] = {}
    for model in manifest["semantic_models"]:
        held = {one["name"] for one in model["dimensions"]}
        for measure in model["measures"]:
            is_money = measure["agg"] == "sum" and "_cny" in measure["expr"]
            must[measure["name"]] = [
                name
                for name in ("stage", "classification", "is_counted")
                if name in held and (is_money or name == "is_counted")
            ]
    bad = []
    for metric in manifest["metrics"]:
        if metric["type"] == "simple":
            needed = must[metric["type_params"]["measure"]["name"]]
            told = _filters(metric)
            bad += [
                metric["name"]
                for name in needed
                if not re.search(rf"__{name}'\) \}}\}}\s*" + ("" if name == "is_counted" else "= '"), told)
            ]
    return bad


def test_no_metric_counts_twice(manifest: dict[str, Any]) -> None:
    assert unsafe(manifest) == []


@pytest.mark.parametrize(
    "name", ["total_expenditure", "final_compared", "targets", "three_public_expense_final"]
)
def test_a_metric_without_its_filter_is_told(name: str, manifest: dict[str, Any]) -> None:
    changed = json.loads(json.dumps(manifest))
    [metric] = [one for one in changed["metrics"] if one["name"] == name]
    metric["filter"] = None
    assert unsafe(changed) == [name]


def test_everything_has_words_in_both_languages(manifest: dict[str, Any]) -> None:
    def is_both(text: str | None) -> bool:
        return bool(text and re.search("[一-鿿]", text) and re.search("[A-Za-z]{2}", text))

    told = [(one["name"], one[word]) for one in manifest["metrics"] for word in ("label", "description")]
    for model in manifest["semantic_models"]:
        told.append((model["name"], model["description"]))
        told += [(one["name"], one["label"]) for one in (*model["dimensions"], *model["measures"])]
    assert [name for name, text in told if not is_both(text)] == []


def test_the_time_spine_is_not_published(manifest: dict[str, Any], home: Home) -> None:
    [spine] = manifest["project_configuration"]["time_spines"]
    with reading_mart(home) as mart:
        held = {name for (name,) in mart.execute("select table_name from duckdb_tables()").fetchall()}
    assert spine["node_relation"]["alias"] not in held
    assert {model["node_relation"]["alias"] for model in manifest["semantic_models"]} <= held


def test_the_page_shows_what_is_printed(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    shown = re.findall(r"^```\n\$ gongkai (.+)\n((?:.*\n)+?)```$", PAGE, flags=re.MULTILINE)
    assert len(shown) == 4
    for command, expected in shown:
        assert main([*shlex.split(command), "--home", str(home.root)]) == 0
        assert capsys.readouterr().out == expected


def test_without_metricflow_it_says_what_to_install(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "gongkai.metrics.engine", None)
    assert main(["metrics", "--home", str(home.root)]) == 1
    assert "gongkai[metrics]" in capsys.readouterr().err


def test_a_condition_takes_short_names_and_leaves_texts_alone(
    home: Home, metrics: Metrics, mart: duckdb.DuckDBPyConnection
) -> None:
    """A name within quotes is a text, whatever the document prints: markup and quotes too."""
    every = mart.execute(metrics.sql(Question(("total_expenditure",)))).fetchall()
    for where in (
        *("unit_name <> 'year'", "unit_name <> '<b>''unit_name''</b>=1+1'", "year > 1999"),
        *("unit_name <> '--;/*)'", "year(current_date) > year", "len(list_filter([1], x -> x = year)) = 0"),
    ):
        assert mart.execute(metrics.sql(Question(("total_expenditure",), (), (where,)))).fetchall() == every
    none = metrics.sql(Question(("total_expenditure",), ("unit_name",), (), (1999,)))
    assert mart.execute(none).fetchall() == []


def _answer(capsys: pytest.CaptureFixture[str], mart: Path, *arguments: str) -> tuple[str, str]:
    assert main(["metrics", *arguments, "--csv", "--mart", str(mart)]) == 0
    said = capsys.readouterr()
    return said.out, said.err


def test_years_that_are_added_are_told(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Apart from the answer, and only where there are several and the question names none."""
    mart = changed(
        home.mart_file,
        tmp_path / "changed.duckdb",
        "update rpt_expenditure set fiscal_year = 2023, fiscal_year_start_date = date '2023-01-01'"
        " where unit_name like '%水务局'",
    )
    _, said = _answer(capsys, mart, "total_expenditure")
    assert (
        said
        == "合并了 2023、2024 年；分开用 --by year / 2023, 2024 are added up; --by year tells them apart\n"
    )
    for one_year in (
        *(["--by", "year"], ["--year", "2023"], ["--where", "year = 2024"], ["--by", "file_name"]),
        ["--where", "unit_name like '%水务局'"],
    ):
        assert _answer(capsys, mart, "total_expenditure", *one_year)[1] == ""
    assert _answer(capsys, home.mart_file, "total_expenditure")[1] == ""


def test_that_nothing_matches_is_told(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    for groups in ([], ["--by", "unit_name"], ["--by", "year"]):
        _, said = _answer(capsys, home.mart_file, "total_expenditure", "--year", "1999", *groups)
        assert said == "没有符合条件的数 / nothing matches\n"


def test_columns_stand_as_they_are_asked_for(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["targets", "total_expenditure", "--by", "unit_name,year,jurisdiction_name"]
    found, _ = _answer(capsys, home.mart_file, *asked)
    assert found.splitlines()[0].split(",") == [
        *("budget_unit__unit_name", "metric_time__year", "budget_unit__jurisdiction__jurisdiction_name"),
        *("targets", "total_expenditure"),
    ]
    found, _ = _answer(capsys, home.mart_file, "checks", "--by", "document__fiscal_year")
    assert found.splitlines()[0] == "document__fiscal_year,checks" and "\n2024," in found


def test_metrics_are_listed_with_their_groups(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["metrics", "--home", str(home.root)]) == 0
    assert "总支出（预算） Total expenditure, budget" in capsys.readouterr().out
    assert main(["metrics", "targets", "findings", "--groups", "--home", str(home.root)]) == 0
    both = capsys.readouterr().out
    assert "document__file_name" in both and "target__level1_code" not in both


def test_the_manifest_is_made_once_for_a_version(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    first = semantic_manifest(home)
    capsys.readouterr()
    assert semantic_manifest(home) == first
    assert capsys.readouterr().err == ""


def test_mf_asks_the_published_file(home: Home, metrics: Metrics, tmp_path: Path) -> None:
    """MetricFlow's own command, in a project that has nothing but its settings and the parsed metrics."""
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(PROJECT / name, tmp_path)
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "semantic_manifest.json").write_text(semantic_manifest(home), encoding="utf-8")
    answer = tmp_path / "answer.csv"
    environment = {
        **os.environ,
        "DBT_TARGET": "published",
        "GONGKAI_MART_FILE": str(home.mart_file.resolve()),
    }
    asked = [
        str(Path(sys.executable).with_name("mf")),
        *("query", "--metrics", "total_expenditure", "--group-by", "budget_unit__unit_name"),
        *("--csv", str(answer)),
    ]
    subprocess.run(asked, cwd=tmp_path, env=environment, check=True, capture_output=True)
    with reading_mart(home) as mart:
        expected = mart.execute(metrics.sql(Question(("total_expenditure",), ("unit_name",)))).fetchall()
    lines = answer.read_text(encoding="utf-8").split()[1:]
    assert {(unit, Decimal(amount)) for unit, amount in (line.split(",") for line in lines)} == set(expected)
