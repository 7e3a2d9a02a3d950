"""Who stands on the mart is told whole: `models/marts/_marts__exposures.yml`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import duckdb
import pytest
import yaml

from gongkai.dashboards import assets
from gongkai.running.home import PROJECT, Home

MARTS = PROJECT / "models" / "marts"


def _exposures() -> dict[str, set[str]]:
    """Exposure -> the tables that it stands on."""
    declared = yaml.safe_load((MARTS / "_marts__exposures.yml").read_text(encoding="utf-8"))["exposures"]
    return {one["name"]: set(re.findall(r"ref\('(\w+)'\)", " ".join(one["depends_on"]))) for one in declared}


def _read(query: str) -> set[str]:
    """The tables that a query names, those of queries within as well, by the database's own parser."""
    [(serialized,)] = duckdb.execute("select json_serialize_sql(?::varchar)", [query]).fetchall()
    parsed = json.loads(serialized)
    assert not parsed["error"], parsed
    return set(_tables(parsed))


def _tables(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") == "BASE_TABLE":
            yield node["table_name"]
        node = list(node.values())
    for one in node if isinstance(node, list) else []:
        yield from _tables(one)


def test_what_is_published_whole_is_an_exposure_of_every_table() -> None:
    published = {path.stem for path in MARTS.rglob("*.sql") if path.parent.name != "spine"}
    whole = {name: tables for name, tables in _exposures().items() if not name.startswith("dashboard_")}
    assert whole == dict.fromkeys(["published_file", "parquet_files", "postgresql", "site"], published)


@pytest.mark.skipif(not assets.DEFINITION.is_file(), reason="no dashboards in this project")
def test_every_dashboard_is_an_exposure_of_the_tables_that_its_datasets_read(home: Home) -> None:
    """Of its charts and its filters, as the database reads their SQL: what labels are made of is in it."""
    said, tables = assets.definition(), assets.dictionary(home.mart_file)
    read = {name: _read(assets.query(spec, tables)) for name, spec in said["datasets"].items()}
    shown = {}
    for name, dashboard in said["dashboards"].items():
        charts = [said["charts"][chart] for row in dashboard["rows"] for chart in row if chart != "height"]
        asking = [*charts, *(said["filters"][one] for one in dashboard["filters"])]
        shown[f"dashboard_{name}"] = set().union(*(read[one["dataset"]] for one in asking))
    exposed = {name: tables for name, tables in _exposures().items() if name.startswith("dashboard_")}
    assert exposed == shown
