"""The dashboards fit the mart: tables, columns and metrics are there, and no chart counts money twice."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from gongkai.dashboards import assets
from gongkai.running.home import Home
from tests.marts import changed

SAID = assets.definition()
ADDITIVE = {"rpt_expenditure", "rpt_revenue", "rpt_basic_expenditure", "rpt_project_expenditure"}
ADDITIVE |= {"rpt_three_public", "rpt_procurement"}
GROUPS = ("groupby", "groupbyRows", "groupbyColumns", "all_columns")
_NAMED = """
    select table_name, column_name from duckdb_columns() as named
    where
        column_name in ('unit_name', 'unit_name_resolved', 'jurisdiction_name')
        and exists (
            from duckdb_columns() as coded
            where coded.table_name = named.table_name and coded.column_name = 'jurisdiction_code'
        )
        and table_name in (select table_name from duckdb_tables())
"""
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
        params = bundle[f"charts/{name}.yaml"]["params"]
        asked = {params[one] for one in ("metric", "timeseries_limit_metric") if one in params}
        assert asked | {*params.get("metrics", [])} <= metrics, name
        assert asked or params.get("metrics") or params.get("all_columns"), name
    for name, spec in SAID["filters"].items():
        made = bundle[f"datasets/mart/{spec['dataset']}.yaml"]
        assert spec["column"] in {one["column_name"] for one in made["columns"]}, name
    metrics = {
        one["metric_name"]
        for name in SAID["datasets"]
        for one in bundle[f"datasets/mart/{name}.yaml"]["metrics"]
    }
    for slug in SAID["dashboards"]:
        for one in bundle[f"dashboards/{slug}.yaml"]["metadata"]["native_filter_configuration"]:
            assert one["sortMetric"] is None or one["sortMetric"] in metrics


def test_units_and_divisions_of_one_name_are_told_apart(
    home: Home, bundle: dict[str, Any], tmp_path: Path
) -> None:
    """By the code of the division, or where that is one too by the key; a name of one unit stands alone."""
    file = tmp_path / "changed.duckdb"
    shutil.copy(home.mart_file, file)
    found = {}
    with duckdb.connect(str(file)) as mart:
        for table, column in mart.execute(_NAMED).fetchall():
            name = "鼓楼区" if column == "jurisdiction_name" else "商务局"
            mart.execute(
                f"update {table} set {column} = '{name}' where jurisdiction_code in ('510822', '610926')"
            )
        for name in SAID["datasets"]:
            made = bundle[f"datasets/mart/{name}.yaml"]["sql"]
            rows = mart.execute(f"select distinct unit_label, jurisdiction_label from ({made})").fetchall()
            found[name] = set(rows)
        mart.execute("update dim_budget_unit set jurisdiction_code = '510822' where unit_name = '商务局'")
        made = bundle["datasets/mart/expenditure.yaml"]["sql"]
        keyed = mart.execute(
            f"select distinct unit_label from ({made}) where unit_name = '商务局'"
        ).fetchall()
    apart = {("商务局（510822）", "鼓楼区（510822）"), ("商务局（610926）", "鼓楼区（610926）")}
    whole = {*apart, ("资源县示例文化馆", "资源县")}
    for name in ("scope", "expenditure", "coverage", "check"):
        assert found[name] == whole, name
    assert len(keyed) == 2 and all(label.startswith("商务局（510822，") for (label,) in keyed)


def test_charts_and_filters_go_by_what_tells_units_apart() -> None:
    shown = set().union(*(_grouped(spec) for spec in SAID["charts"].values()))
    shown |= {spec["column"] for spec in SAID["filters"].values()}
    assert shown & {"unit_name", "jurisdiction_name"} == set()
    assert {"unit_label", "jurisdiction_label"} <= shown


def test_what_looks_like_a_tag_is_shown_as_text(home: Home, bundle: dict[str, Any], tmp_path: Path) -> None:
    """Superset takes tags out and turns entities into signs: a name would be shorter than it is printed."""
    name, shown = "商务局<b>&lt;甲&amp;乙</b>", "商务局＜b>＆lt;甲＆amp;乙＜/b>"
    renamed = "update {} set unit_name = '" + name + "' where unit_name = '青川县示例水务局'"
    statements = map(renamed.format, ("dim_budget_unit", "rpt_expenditure"))
    file = changed(home.mart_file, tmp_path / "changed.duckdb", *statements)
    with duckdb.connect(str(file), read_only=True) as mart:
        made = bundle["datasets/mart/expenditure.yaml"]["sql"]
        rows = mart.execute(
            f"select distinct unit_name, unit_label from ({made}) where unit_name like '商务局%'"
        ).fetchall()
        assert rows == [(shown, shown)]
        for dataset in SAID["datasets"]:
            made = bundle[f"datasets/mart/{dataset}.yaml"]["sql"]
            held = mart.execute(f"describe ({made})").fetchall()
            odd = " or ".join(f"regexp_matches({one[0]}, '[<&]')" for one in held if one[1] == "VARCHAR")
            assert mart.execute(f"select count(*) from ({made}) where {odd}").fetchone() == (0,), dataset


def test_a_label_adds_no_row(home: Home, bundle: dict[str, Any]) -> None:
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        for name, spec in SAID["datasets"].items():
            tables = spec["union"]["reports"].values() if "union" in spec else [spec["table"]]
            where = spec.get("where", "true")
            if spec.get("of_document"):
                old = "select document_key from dim_document where not is_current"
                where = f"document_key is null or document_key not in ({old})"
            rows = " + ".join(f"(select count(*) from {table} where {where})" for table in tables)
            made = bundle[f"datasets/mart/{name}.yaml"]["sql"]
            labelled = mart.execute(f"select count(*) from ({made})").fetchall()
            assert labelled == mart.execute(f"select {rows}").fetchall(), name


def test_the_share_of_checks_is_that_of_the_metric() -> None:
    """What cannot be checked neither holds nor fails: see share_of_checks_holding."""
    metrics = {name: one["sql"] for name, one in SAID["datasets"]["check"]["metrics"].items()}
    asked = f"select {metrics['checks']}, {metrics['fails']}, {metrics['holding']} from"
    verdicts = [("holds", 2), ("rounding", 1), ("fails", 1), ("not_checkable", 4)]
    rows = ", ".join(f"('{verdict}')" for verdict, count in verdicts for _ in range(count))
    assert duckdb.sql(f"{asked} (values {rows}) as t(verdict)").fetchall() == [(4, 1, 0.75)]
    nothing = duckdb.sql(f"{asked} (values ('not_checkable')) as t(verdict)").fetchall()
    assert nothing == [(0, 0, None)]


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
