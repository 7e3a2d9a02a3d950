"""What Superset imports, made of `dashboards.yml` and of what the mart says of its own columns.

A bundle is a dict of file name → YAML text, as Superset's own export has it. Identifiers are derived from
names, so an import takes the place of the one before.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import yaml

from gongkai.exporting.wording import label
from gongkai.running.home import PROJECT

DEFINITION = PROJECT / "bi" / "dashboards.yml"

_VERSION = "1.0.0"
_ROOT = uuid.UUID("5b0f3f2e-6f1c-5e0c-9a57-6d1f6f0e5f11")
_TEMPORAL = "fiscal_year_start_date"
_OF_DOCUMENT = ("fiscal_year", "jurisdiction_code", "jurisdiction_name", "budget_unit_key", "unit_name")
# A name stands alone where no other unit of the mart has it: charts and filters tell apart by what is shown.
_UNITS = """
    select
        budget_unit_key,
        unit_name,
        case
            when count(*) over (partition by unit_name) = 1 then unit_name
            when
                jurisdiction_code is not null
                and count(*) over (partition by unit_name, jurisdiction_code) = 1
                then unit_name || '（' || jurisdiction_code || '）'
            else unit_name || '（' || concat_ws('，', jurisdiction_code, left(budget_unit_key, 6)) || '）'
        end as unit_label
    from dim_budget_unit
"""
# Of all divisions of the country only those that units of the mart are in.
_PLACES = """
    select
        jurisdiction_code,
        case
            when count(*) over (partition by jurisdiction_name) = 1 then jurisdiction_name
            else jurisdiction_name || '（' || jurisdiction_code || '）'
        end as jurisdiction_label
    from dim_jurisdiction
    where jurisdiction_code in (
        select jurisdiction_code from dim_budget_unit
        union all
        select jurisdiction_code from dim_document
    )
"""
_NOTHING_ELSE = {"enable_external_access": "false", "autoinstall_known_extensions": "false"}
"""SQL typed into Superset reads the mart and no other file, and fetches nothing."""
_ONE_METRIC = ("metric", "timeseries_limit_metric")
_OWN_KEYS = {"title", "dataset", "kind", "where", "note"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a published table: its type and what it means."""

    name: str
    type: str
    zh: str
    en: str

    @property
    def label(self) -> str:
        """The first clause of the Chinese description, as in an export; 阶段 of 阶段的中文名称。"""
        return label(self.zh).removesuffix("的中文名称")


Dictionary = dict[str, list[Column]]


def definition() -> dict[str, Any]:
    """`dashboards.yml` as it stands."""
    read: dict[str, Any] = yaml.safe_load(DEFINITION.read_text(encoding="utf-8"))
    return read


def dictionary(mart: Path) -> Dictionary:
    """Tables of the mart and their columns, in order."""
    tables: Dictionary = {}
    with duckdb.connect(str(mart), read_only=True) as connection:
        rows = connection.execute(
            "select table_name, column_name, data_type, description_zh, description_en"
            " from dictionary_column order by table_name, position"
        ).fetchall()
    for table, *column in rows:
        tables.setdefault(table, []).append(Column(*column))
    return tables


def identifier(*names: str) -> str:
    """The same UUID for the same names, always."""
    return str(uuid.uuid5(_ROOT, "/".join(names)))


def query(spec: dict[str, Any], tables: Dictionary) -> str:
    """SQL of a dataset: a table or a union, with what charts call units and divisions."""
    name, labels = "unit_name", ["u.unit_label"]
    units = f"left join ({_UNITS}) as u on u.budget_unit_key = t.budget_unit_key"
    if "unit_name_resolved" in {column.name for column in _held(spec, tables)}:
        # a form that names no unit is of the one that publishes the document, and its key is of none
        name, labels = "unit_name_resolved", [*labels, "v.unit_label"]
        units += (
            f" and u.unit_name = t.{name}\nleft join dim_document as d on d.document_key = t.document_key\n"
            f"left join ({_UNITS}) as v on v.budget_unit_key = d.budget_unit_key and v.unit_name = t.{name}"
        )
    unit = f"coalesce({', '.join(labels)}, t.{name})"
    place = "coalesce(p.jurisdiction_label, t.jurisdiction_name)"
    texts = [
        f"{_shown(f't.{one.name}')} as {one.name}"
        for one in _held(spec, tables)
        if one.type == "varchar" and not one.name.endswith(("_key", "_id"))
    ]
    return (
        f"select t.* replace ({', '.join(texts)}),"
        f" {_shown(unit)} as unit_label, {_shown(place)} as jurisdiction_label\n"
        f"from (\n{_source(spec, tables)}\n) as t\n{units}\n"
        f"left join ({_PLACES}) as p on p.jurisdiction_code = t.jurisdiction_code"
    )


def _shown(text: str) -> str:
    """SQL of a text that Superset shows whole: it takes out what looks like a tag or an entity."""
    return f"translate({text}, '<&', '＜＆')"


def _source(spec: dict[str, Any], tables: Dictionary) -> str:
    if union := spec.get("union"):
        columns = ", ".join(union["columns"])
        return "\nunion all\n".join(
            f"select '{label}' as report, {columns} from {report}"
            for label, report in union["reports"].items()
        )
    table = spec["table"]
    if where := spec.get("where"):
        return f"select * from {table} where {where}"
    if not spec.get("of_document"):
        return f"select * from {table}"
    has = {column.name for column in tables[table]}
    added = [f"d.{name}" for name in _OF_DOCUMENT if name not in has]
    joined = "left join dim_document as d using (document_key)"
    if "outcome" in has:
        added.append("v.name_zh as outcome_zh")
        joined += (
            "\nleft join dictionary_value as v"
            f" on v.table_name = '{table}' and v.column_name = 'outcome' and v.code = t.outcome"
        )
    current = "where d.is_current is distinct from false"  # of a version that was replaced nothing counts
    return f"select {', '.join(['t.*', *added])}\nfrom {table} as t\n{joined}\n{current}"


def _columns(spec: dict[str, Any], tables: Dictionary) -> Iterator[Column]:
    yield from _held(spec, tables)
    yield Column("unit_label", "varchar", "单位", "Unit, with a code where two have the same name")
    yield Column(
        "jurisdiction_label", "varchar", "区划", "Division, with its code where two have the same name"
    )


def _held(spec: dict[str, Any], tables: Dictionary) -> Iterator[Column]:
    if union := spec.get("union"):
        has = {column.name: column for column in tables[next(iter(union["reports"].values()))]}
        yield Column("report", "varchar", "汇总表", "Report")
        yield from (has[name] for name in union["columns"])
        return
    yield from tables[spec["table"]]
    if spec.get("of_document"):
        has = {column.name: column for column in tables[spec["table"]]}
        of_document = {column.name: column for column in tables["dim_document"]}
        yield from (of_document[name] for name in _OF_DOCUMENT if name not in has)
        if "outcome" in has:
            yield Column("outcome_zh", "varchar", "载入结果的中文名称", "Chinese name of the outcome")


def dataset(name: str, spec: dict[str, Any], tables: Dictionary, database: str) -> dict[str, Any]:
    """One dataset: columns with the labels of the dictionary, columns and metrics of our own."""
    columns = [
        {
            "column_name": column.name,
            "verbose_name": column.label,
            "description": f"{column.zh} {column.en}",
            "type": column.type.upper(),
            "is_dttm": column.type == "date",
            "groupby": True,
            "filterable": True,
        }
        for column in _columns(spec, tables)
    ]
    columns += [
        {
            "column_name": own,  # not every chart shows a label, so the name is one
            "expression": expression,
            "type": "VARCHAR",
            "is_dttm": False,
            "groupby": True,
            "filterable": True,
        }
        for own, expression in spec.get("columns", {}).items()
    ]
    has_time = any(column["column_name"] == _TEMPORAL for column in columns)
    return {
        "table_name": f"{spec.get('table', 'rpt')}__{name}",
        "schema": "main",
        "sql": query(spec, tables),
        "description": spec.get("title"),
        "main_dttm_col": _TEMPORAL if has_time else None,
        "uuid": identifier("dataset", name),
        "database_uuid": identifier("database", database),
        "columns": columns,
        "metrics": [
            {
                "metric_name": what["label"],  # what is drilled shows the name, as downloads do
                "verbose_name": what["label"],
                "expression": what["sql"],
                "d3format": what["format"],
            }
            for what in spec["metrics"].values()
        ],
        "version": _VERSION,
    }


def chart(name: str, spec: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """One chart: its kind, then what it says of itself."""
    kind = said["kinds"][spec["kind"]]
    metrics = said["datasets"][spec["dataset"]]["metrics"]
    params = kind | {key: value for key, value in spec.items() if key not in _OWN_KEYS}
    params |= {key: metrics[params[key]]["label"] for key in _ONE_METRIC if key in params}
    asked = [metrics[one] for one in params.get("metrics", [])]
    if asked:
        params["metrics"] = [one["label"] for one in asked]
    if params["viz_type"] == "table":  # what is drilled keeps no format but that of the chart itself
        params["column_config"] = {one["label"]: {"d3NumberFormat": one["format"]} for one in asked}
    if where := spec.get("where"):
        params["adhoc_filters"] = [{"expressionType": "SQL", "clause": "WHERE", "sqlExpression": where}]
    return {
        "slice_name": spec["title"],
        "description": spec.get("note"),
        "viz_type": params["viz_type"],
        "params": params,
        "uuid": identifier("chart", name),
        "dataset_uuid": identifier("dataset", spec["dataset"]),
        "version": _VERSION,
    }


def _filter_id(name: str) -> str:
    return f"NATIVE_FILTER-{name}"


def _filter(name: str, said: dict[str, Any], all_stages: list[int]) -> dict[str, Any]:
    spec = said["filters"][name]
    is_one = spec.get("one", False)
    by = said["datasets"][spec["dataset"]]["metrics"][spec["by"]]["label"] if "by" in spec else None
    excluded = all_stages if spec["column"] == "stage_zh" else []
    return {
        "id": _filter_id(name),
        "name": spec["label"],
        "type": "NATIVE_FILTER",
        "filterType": "filter_select",
        "description": "",
        "targets": [
            {"datasetUuid": identifier("dataset", spec["dataset"]), "column": {"name": spec["column"]}}
        ],
        "cascadeParentIds": [_filter_id(parent) for parent in spec.get("within", [])],
        "sortMetric": by,
        "controlValues": {
            "multiSelect": not is_one,
            "enableEmptyFilter": is_one,
            "defaultToFirstItem": is_one,
            "searchAllOptions": False,
            "inverseSelection": False,
            "sortAscending": not (by or spec.get("descending", False)),
        },
        "requiredFirst": is_one,
        "defaultDataMask": {"extraFormData": {}, "filterState": {}},
        "scope": {"rootPath": ["ROOT_ID"], "excluded": excluded},
    }


def dashboard(name: str, spec: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """One dashboard: rows of charts, filters, nothing that refreshes by itself."""
    position: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"id": "ROOT_ID", "type": "ROOT", "children": ["GRID_ID"]},
        "HEADER_ID": {"id": "HEADER_ID", "type": "HEADER", "meta": {"text": spec["title"]}},
        "GRID_ID": {"id": "GRID_ID", "type": "GRID", "children": [], "parents": ["ROOT_ID"]},
    }
    numbers: dict[str, int] = {}
    for at, row in enumerate(spec["rows"], start=1):
        row_id = f"ROW-{at}"
        widths = {key: value for key, value in row.items() if key != "height"}
        position["GRID_ID"]["children"].append(row_id)
        position[row_id] = {
            "id": row_id,
            "type": "ROW",
            "children": [f"CHART-{one}" for one in widths],
            "parents": ["ROOT_ID", "GRID_ID"],
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }
        for one, width in widths.items():
            numbers[one] = len(numbers) + 1
            position[f"CHART-{one}"] = {
                "id": f"CHART-{one}",
                "type": "CHART",
                "children": [],
                "parents": ["ROOT_ID", "GRID_ID", row_id],
                "meta": {
                    "chartId": numbers[one],  # any number: the import puts its own
                    "uuid": identifier("chart", one),
                    "sliceName": said["charts"][one]["title"],
                    "width": width,
                    "height": row["height"],
                },
            }
    all_stages = [numbers[one] for one in spec.get("all_stages", [])]
    return {
        "dashboard_title": spec["title"],
        "slug": name,
        "published": True,
        "css": said.get("css"),
        "uuid": identifier("dashboard", name),
        "position": position,
        "metadata": {
            "cross_filters_enabled": True,
            "color_scheme": said["colors"],
            "refresh_frequency": 0,
            "filter_bar_orientation": "HORIZONTAL",
            "native_filter_configuration": [_filter(one, said, all_stages) for one in spec["filters"]],
        },
        "version": _VERSION,
    }


def bundle(said: dict[str, Any], tables: Dictionary, mart: Path) -> dict[str, str]:
    """Everything that Superset imports, by file name."""
    name = said["database"]
    parts: dict[str, dict[str, Any]] = {
        "metadata.yaml": {"version": _VERSION, "type": "assets", "timestamp": "2000-01-01T00:00:00+00:00"},
        f"databases/{name}.yaml": {
            "database_name": name,
            "sqlalchemy_uri": f"duckdb:///{mart.resolve()}",
            "expose_in_sqllab": True,
            "allow_ctas": False,
            "allow_cvas": False,
            "allow_dml": False,
            "extra": {"engine_params": {"connect_args": {"read_only": True, "config": _NOTHING_ELSE}}},
            "uuid": identifier("database", name),
            "version": _VERSION,
        },
    }
    for one, spec in said["datasets"].items():
        parts[f"datasets/{name}/{one}.yaml"] = dataset(one, spec, tables, name)
    for one, spec in said["charts"].items():
        parts[f"charts/{one}.yaml"] = chart(one, spec, said)
    for one, spec in said["dashboards"].items():
        parts[f"dashboards/{one}.yaml"] = dashboard(one, spec, said)
    return {file: yaml.safe_dump(part, allow_unicode=True, sort_keys=False) for file, part in parts.items()}
