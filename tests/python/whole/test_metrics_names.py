"""What has one name in a group and is not the same stays apart, and what tells it apart is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from gongkai.cli import main
from gongkai.metrics.engine import Metrics, Question
from gongkai.metrics.manifest import semantic_manifest
from gongkai.metrics.names import IS_NAME, Names
from gongkai.running.home import Home
from tests.marts import changed

_ALIKE = "同名"


@pytest.fixture(scope="module")
def manifest(home: Home) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(semantic_manifest(home))
    return found


@pytest.fixture(scope="module")
def metrics(home: Home) -> Metrics:
    return Metrics(semantic_manifest(home))


@pytest.fixture(scope="module")
def names(metrics: Metrics) -> Names:
    return metrics.names


@pytest.fixture(scope="module")
def alike(
    home: Home, manifest: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The samples, where everything that has a name has the same."""
    statements = [
        f"update {model['node_relation']['alias']} set {dimension['name']} = '{_ALIKE}'"
        for model, dimension in _named(manifest)
    ]
    file = changed(home.mart_file, tmp_path_factory.mktemp("alike") / "mart.duckdb", *statements)
    with duckdb.connect(str(file), read_only=True) as mart:
        yield mart


def _named(manifest: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Dimensions of names, with their semantic models."""
    return [
        (model, dimension)
        for model in manifest["semantic_models"]
        for dimension in model["dimensions"]
        if IS_NAME.search(dimension["name"])
    ]


def _one_of_each_model(manifest: dict[str, Any]) -> list[str]:
    """A metric of each semantic model that has measures."""
    measured = {
        one["name"]: one["type_params"]["measure"]["name"]
        for one in manifest["metrics"]
        if one["type"] == "simple" and not one["name"].endswith("_final")  # the samples are budgets
    }
    return [
        next(name for name, measure in measured.items() if measure in held)
        for model in manifest["semantic_models"]
        if (held := {one["name"] for one in model["measures"]})
    ]


def test_every_group_of_names_says_what_tells_them_apart(manifest: dict[str, Any]) -> None:
    """Its key is an entity or a dimension of the same table."""
    named = _named(manifest)
    assert len(named) > 20
    for model, dimension in named:
        where = f"{model['name']}.{dimension['name']}"
        meta = (dimension["config"] or {}).get("meta", {})
        assert meta.keys() <= {"key", "told_by", "is_of_a_year"}, where
        assert "key" in meta, where
        keys = meta["key"] if isinstance(meta["key"], list) else [meta["key"]]
        held = {one["name"] for one in (*model["entities"], *model["dimensions"])} - {dimension["name"]}
        assert set(keys) <= held, where


def test_what_is_to_be_added_is_a_group(manifest: dict[str, Any], metrics: Metrics, names: Names) -> None:
    declared = {
        dimension["name"]: told if isinstance(told, list) else [told]
        for _, dimension in _named(manifest)
        if (told := dimension["config"]["meta"].get("told_by"))
    }
    for metric in _one_of_each_model(manifest):
        known = {one.name for one in metrics.groups([metric])}
        for group in known:
            if wanted := declared.get(group.rpartition("__")[2]):
                assert len(list(names.told_by(group, known))) == len(wanted), (metric, group)


def test_whatever_has_one_name_stays_apart_by_its_key(
    manifest: dict[str, Any], metrics: Metrics, names: Names, alike: duckdb.DuckDBPyConnection
) -> None:
    """All of one name are as many rows as they have keys, with the same figures, and no column is added."""
    apart = set()
    for metric in _one_of_each_model(manifest):
        for group in metrics.groups([metric]):
            if not IS_NAME.search(group.name):
                continue
            asked = alike.execute(metrics.sql(Question((metric,), (group.name,))))
            assert [column[0] for column in asked.description or ()] == [group.name, metric]
            found = asked.fetchall()
            keyed = alike.execute(metrics.sql(Question((metric,), names.keys(group.name)))).fetchall()
            assert sorted(str(row[-1]) for row in found) == sorted(str(row[-1]) for row in keyed), group
            if len(found) > len({row[0] for row in found}):
                apart.add(group.name.rpartition("__")[2])
    assert {"unit_name", "department_name", "project_name", "function_name", "economic_name"} <= apart
    assert {"funding_source_name_zh", "category_name_zh", "level1_name_zh", "name", "file_name"} <= apart


def _answer(capsys: pytest.CaptureFixture[str], mart: Path, *arguments: str) -> tuple[str, str]:
    assert main(["metrics", *arguments, "--csv", "--mart", str(mart)]) == 0
    said = capsys.readouterr()
    return said.out, said.err


def test_units_of_one_name_stay_apart(home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So do divisions: 鼓楼区 is in 南京 and in 徐州."""
    mart = changed(
        home.mart_file,
        tmp_path / "changed.duckdb",
        "update dim_budget_unit set unit_name = '商务局', department_name = '商务局'",
        "update dim_jurisdiction set jurisdiction_name = '鼓楼区'",
    )
    names = {
        "unit_name": "budget_unit__jurisdiction_code",
        "department_name": "budget_unit__jurisdiction_code",
        "jurisdiction_name": "budget_unit__jurisdiction__jurisdiction_code",
        "unit_name,jurisdiction_name": "budget_unit__jurisdiction_code",
        "document__jurisdiction__jurisdiction_name": "document__jurisdiction__jurisdiction_code",
    }
    for name, code in names.items():
        found, said = _answer(capsys, mart, "total_expenditure", "targets", "--by", name)
        assert len(found.splitlines()) == 4, name
        assert said.endswith(f"--by {code} tells them apart\n")
        found, said = _answer(capsys, mart, "total_expenditure", "--by", f"{name},{code}")
        assert len(found.splitlines()) == 4 and said == ""
    found, said = _answer(capsys, mart, "documents", "--by", "unit_name")
    assert len(found.splitlines()) > 3


def test_documents_of_one_name_stay_apart(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mart = changed(home.mart_file, tmp_path / "changed.duckdb", "update dim_document set file_name = 'a.pdf'")
    found, said = _answer(capsys, mart, "total_expenditure", "--by", "file_name")
    assert len(found.splitlines()) == 4 and "--by document " in said


def test_departments_of_one_name_in_a_division_stay_apart_by_their_code(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mart = changed(
        home.mart_file,
        tmp_path / "changed.duckdb",
        "update dim_budget_unit set department_name = '商务局', jurisdiction_code = '510822',"
        " jurisdiction_key = (select any_value(jurisdiction_key) from dim_budget_unit"
        " where jurisdiction_code = '510822'),"
        " department_code = case when unit_name like '%水务局' then '101' else '102' end",
    )
    found, said = _answer(capsys, mart, "total_expenditure", "--by", "department_name")
    assert len(found.splitlines()) == 3 and "--by budget_unit__department_code " in said


@pytest.mark.parametrize(
    ("other", "more", "added"),
    [
        ("河堤加固工程", "", "budget_unit__unit_name"),  # of another unit
        (
            "乡镇流动书车",  # of the same unit, another year's
            ", fiscal_year = 2023, fiscal_year_start_date = date '2023-01-01'",
            "metric_time__year",
        ),
        ("乡镇流动书车", ", project_code = 'A1'", "project_expenditure__project_code"),
        ("乡镇流动书车", "", "project_expenditure__project"),
    ],
)
def test_projects_of_one_name_stay_apart(
    other: str, more: str, added: str, home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Years are not added then, and it is not said that they were."""
    mart = changed(
        home.mart_file,
        tmp_path / "changed.duckdb",
        f"update rpt_project_expenditure set project_name = '图书购置'{more} where project_name = '{other}'",
    )
    found, said = _answer(capsys, mart, "project_funding", "--by", "project_name")
    assert len(found.splitlines()) == 6 and found.count("图书购置") == 2
    assert said.count("\n") == 1 and said.endswith(f"--by {added} tells them apart\n")
    found, said = _answer(capsys, mart, "project_funding", "--by", f"project_name,{added}")
    assert len(found.splitlines()) == 6 and said == ""


def test_functions_of_one_name_stay_apart_by_their_code(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """一般行政管理事务 is in every section; one function of several units is one row."""
    mart = changed(
        home.mart_file,
        tmp_path / "changed.duckdb",
        "update rpt_expenditure set function_name = '一般行政管理事务'"
        " where function_name in ('图书馆', '住房公积金')",
    )
    before, _ = _answer(capsys, home.mart_file, "total_expenditure", "--by", "function_name")
    found, said = _answer(capsys, mart, "total_expenditure", "--by", "function_name")
    assert len(found.splitlines()) == len(before.splitlines())
    assert found.count("一般行政管理事务") == 2
    assert said.endswith("--by expenditure__function_code tells them apart\n")
    found, said = _answer(capsys, mart, "total_expenditure", "--by", "function_name,function_code")
    assert found.count("一般行政管理事务") == 2 and said == ""
