"""What a published mart says of itself in both languages, read from the file alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from publish.mart import SCHEMA

_TABLE, _COLUMN, _VALUE = "dictionary_table", "dictionary_column", "dictionary_value"
_TABLES = f"""
select
    table_name, addition_zh, addition_en, grain_zh, grain_en, notes_zh, notes_en, key_columns,
    example_zh, example_en, example_query
from {SCHEMA}.{_TABLE}
order by table_name
"""
_COLUMNS = f"""
select
    table_name, column_name, data_type, is_key, is_nullable, description_zh, description_en, related_table,
    related_column
from {SCHEMA}.{_COLUMN}
order by table_name, position
"""
_VALUES = f"""
select table_name, column_name, code, name_zh, name_en, description_zh, description_en
from {SCHEMA}.{_VALUE}
order by table_name, column_name, display_order, code
"""


@dataclass(frozen=True, slots=True)
class Text:
    """The same in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Value:
    """A code that a column may have, with its label and what it means."""

    code: str
    name: Text
    meaning: Text


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `values` is empty where they are free; `related` is the table and column that hold them."""

    name: str
    data_type: str
    is_key: bool
    is_nullable: bool
    description: Text
    values: tuple[Value, ...]
    related: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Example:
    """A question and the query that answers it."""

    question: Text
    query: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what may be added up, what a row is, what to mind, the columns that name a row."""

    name: str
    addition: Text
    grain: Text
    notes: Text | None
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    example: Example


def has_dictionary(mart: duckdb.DuckDBPyConnection) -> bool:
    """Whether the mart carries one; those of an older project have comments alone."""
    found = mart.execute(
        "select count(*) from duckdb_tables() where database_name = ? and table_name in (?, ?, ?)",
        [SCHEMA, _TABLE, _COLUMN, _VALUE],
    ).fetchall()
    return bool(found[0][0] == 3)


def read_dictionary(mart: duckdb.DuckDBPyConnection) -> tuple[Table, ...]:
    """Every table by name, with its columns in their order. The mart is open under the name `mart`."""
    values: dict[tuple[str, str], list[Value]] = {}
    for table, column, code, *labels in mart.execute(_VALUES).fetchall():
        told = Value(code, Text(*labels[:2]), Text(*labels[2:]))
        values.setdefault((table, column), []).append(told)
    columns: dict[str, list[Column]] = {}
    for table, name, kind, is_key, is_nullable, zh, en, other, field in mart.execute(_COLUMNS).fetchall():
        columns.setdefault(table, []).append(
            Column(
                name,
                kind,
                is_key,
                is_nullable,
                Text(zh, en),
                tuple(values.get((table, name), ())),
                (other, field) if other else None,
            )
        )
    return tuple(_tables(mart.execute(_TABLES).fetchall(), columns))


def _tables(rows: list[tuple[Any, ...]], columns: dict[str, list[Column]]) -> Iterator[Table]:
    for name, add_zh, add_en, grain_zh, grain_en, notes_zh, notes_en, key, zh, en, query in rows:
        yield Table(
            name,
            Text(add_zh, add_en),
            Text(grain_zh, grain_en),
            Text(notes_zh, notes_en) if notes_zh else None,
            tuple(key.split(", ")) if key else (),
            tuple(columns[name]),
            Example(Text(zh, en), query),
        )
