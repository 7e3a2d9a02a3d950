"""What a parquet file says of its table and columns beside the rows: for any reader, and in Arrow's way."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from publish.dictionary import Table, Text
from publish.mart import SCHEMA

_ARROW = "ARROW:schema"
"""Where readers that know Arrow (pyarrow, pandas, polars) look for the metadata of columns."""


def described(
    mart: duckdb.DuckDBPyConnection,
    name: str,
    comment: str | None,
    columns: Sequence[tuple[str, str, str | None]],
    table: Table | None,
    scratch: Path,
) -> dict[str, str]:
    """Key-value metadata of the files of a table; `columns` are name, type and comment of each.

    `table` is its entry in the dictionary, None where there is none. `scratch` is a name that is free, and is
    again afterwards.
    """
    told = {"description": comment or ""}
    texts: Mapping[str, Text] = {}
    if table:
        told |= {f"description_{key}": value for key, value in _both(table).items()}
        texts = {column.name: column.description for column in table.columns}
    fields = {
        column: {"description": known or ""}
        | (
            {"description_zh": texts[column].zh, "description_en": texts[column].en}
            if column in texts
            else {}
        )
        for column, _, known in columns
    }
    told["columns"] = json.dumps(fields, ensure_ascii=False)
    told[_ARROW] = _arrow(mart, name, fields, scratch)
    return told


def as_sql(metadata: Mapping[str, str]) -> str:
    """A struct for `kv_metadata` of COPY."""
    return "{" + ", ".join(f"{_text(key)}: {_text(value)}" for key, value in metadata.items()) + "}"


def _both(table: Table) -> dict[str, str]:
    pairs = [table.addition, table.grain, *([table.notes] if table.notes else [])]
    return {"zh": "".join(pair.zh for pair in pairs), "en": " ".join(pair.en for pair in pairs)}


def _arrow(
    mart: duckdb.DuckDBPyConnection, name: str, fields: Mapping[str, Mapping[str, str]], scratch: Path
) -> str:
    """The schema as Arrow reads it from a file without rows, each field with its descriptions."""
    place = _text(str(scratch))
    try:
        mart.execute(f'copy (select * from {SCHEMA}."{name}" limit 0) to {place} (format parquet)')
        schema = pq.read_schema(scratch)
    finally:
        scratch.unlink(missing_ok=True)
    for at, field in enumerate(schema):
        schema = schema.set(at, field.with_metadata(dict(fields[field.name])))
    return base64.b64encode(schema.remove_metadata().serialize()).decode()


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
