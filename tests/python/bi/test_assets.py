"""The dashboards fit the mart: tables, columns and metrics are there, and no chart counts money twice."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest
import yaml

from bi import assets
from gongkai.running.home import Home

SAID = assets.definition()
ADDITIVE = {"rpt_expenditure", "rpt_revenue", "rpt_basic_expenditure", "rpt_project_expenditure"}
ADDITIVE |= {"rpt_three_public", "rpt_procurement"}
GROUPS = ("groupby", "groupbyRows", "groupbyColumns", "all_columns")
PER_CLASSIFICATION = "classification = 'function'"


def _charts(slug: str) -> list[str]:
    return [one for row in SAID["dashboards"][slug]["rows"] for one in row if one != "height"]


def _grouped(spec: dict[str, Any]) -> set[str]:
    """Columns by which a chart tells rows apart."""
    found = {name for group in GROUPS for name in spec.get(group, [])}
    return found | ({spec["x_axis"]} if "x_axis" in spec else set())


def _reports(dataset: str) -> set[str]:
    spec = SAID["datasets"][dataset]
    return {spec["table"]} if "table" in spec else set(spec["union"]["reports"].values())


@pytest.fixture(scope="module")
def bundle(home: Home) -> dict[str, Any]:
    tables = assets.dictionary(home.mart_file)
    texts = assets.bundle(SAID, tables, home.mart_file)
    return {file: yaml.safe_load(text) for file, text in texts.items()}


def test_every_dataset_and_metric_is_answered_by_the_mart(home: Home, bundle: dict[str, Any]) -> None:
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        for name, spec in SAID["datasets"].items():
            made = bundle[f"datasets/mart/{name}.yaml"]
            source = f"({made['sql']})" if made["sql"] else made["table_name"]
            columns = [one.get("expression") or f'"{one["column_name"]}"' for one in made["columns"]]
            metrics = [one["expression"] for one in made["metrics"]]
            assert len(metrics) == len(spec["metrics"])
            assert mart.execute(f"select {', '.join(metrics)} from {source} as t").fetchall() != []
            assert mart.execute(f"select {', '.join(columns)} from {source} as t").fetchall() != []


def test_a_chart_names_what_its_dataset_has(bundle: dict[str, Any]) -> None:
    for name, spec in SAID["charts"].items():
        made = bundle[f"datasets/mart/{spec['dataset']}.yaml"]
        columns = {one["column_name"] for one in made["columns"]}
        metrics = {one["metric_name"] for one in made["metrics"]}
        assert _grouped(spec) <= columns, name
        assert {*spec.get("metrics", []), *([spec["metric"]] if "metric" in spec else [])} <= metrics, name
    for name, spec in SAID["filters"].items():
        made = bundle[f"datasets/mart/{spec['dataset']}.yaml"]
        assert spec["column"] in {one["column_name"] for one in made["columns"]}, name


def test_columns_are_called_as_the_dictionary_calls_them(bundle: dict[str, Any]) -> None:
    columns = {one["column_name"]: one for one in bundle["datasets/mart/expenditure.yaml"]["columns"]}
    assert columns["fiscal_year"]["verbose_name"] == "预算年度"
    assert columns["stage_zh"]["verbose_name"] == "阶段"
    assert columns["fiscal_year_start_date"]["is_dttm"]
    assert bundle["datasets/mart/expenditure.yaml"]["main_dttm_col"] == "fiscal_year_start_date"


@pytest.mark.parametrize("slug", list(SAID["dashboards"]))
def test_money_is_of_one_stage_and_one_year(slug: str) -> None:
    """The same money is printed once a stage, and another year's is other money: see docs/add-up.md."""
    board = SAID["dashboards"][slug]
    chosen = {SAID["filters"][one]["column"] for one in board["filters"] if SAID["filters"][one].get("one")}
    for name in _charts(slug):
        spec = SAID["charts"][name]
        asked = {*spec.get("metrics", []), spec.get("metric")}
        metrics = SAID["datasets"][spec["dataset"]]["metrics"]
        if not any("_cny" in metric["sql"] for key, metric in metrics.items() if key in asked):
            continue
        unfiltered = {"stage_zh"} if name in board.get("all_stages", []) else set()
        told_apart = _grouped(spec) | (chosen - unfiltered)
        assert told_apart & {"fiscal_year", "年度"}, name
        if spec["dataset"] == "execution":  # stages stand in columns of their own
            assert spec["where"] == PER_CLASSIFICATION, name
        else:
            assert "stage_zh" in told_apart, name
            assert _reports(spec["dataset"]) <= ADDITIVE, name
            assert len(_reports(spec["dataset"])) == 1 or "report" in _grouped(spec), name


def test_every_chart_stands_on_one_dashboard_in_rows_of_twelve() -> None:
    placed = [one for slug in SAID["dashboards"] for one in _charts(slug)]
    assert sorted(placed) == sorted(SAID["charts"])
    for board in SAID["dashboards"].values():
        for row in board["rows"]:
            assert sum(width for one, width in row.items() if one != "height") == 12


def test_a_bundle_is_the_same_each_time_and_opens_the_mart_for_reading_alone(
    home: Home, bundle: dict[str, Any]
) -> None:
    again = assets.bundle(SAID, assets.dictionary(home.mart_file), home.mart_file)
    assert {file: yaml.safe_load(text) for file, text in again.items()} == bundle
    connecting = bundle["databases/mart.yaml"]["extra"]["engine_params"]["connect_args"]
    with duckdb.connect(str(home.mart_file), **connecting) as mart:
        with pytest.raises(duckdb.Error):
            mart.execute("create table a as select 1")
        with pytest.raises(duckdb.Error):
            mart.execute("select * from read_csv('/etc/hostname')")
