"""Keys of the tables: those that the models declare and that the rows keep, and what is indexed besides."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import yaml

from publish.mart import SCHEMA, Table

_REF = re.compile(r"ref\('(\w+)'\)")
_INDEXED = ("_key", "_id", "_code")
_OFTEN_ASKED = ("fiscal_year", "stage")
_LONGEST = 2_000
"""Bytes of an entry of an index; PostgreSQL refuses those beyond 2,704."""

Columns = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose values stand in the column `field` of another table."""

    column: str
    table: str
    field: str


@dataclass(frozen=True, slots=True)
class Declared:
    """What a model says of its keys: columns that stand once, alone or together; those of other models."""

    unique: tuple[Columns, ...]
    related: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one table; `primary` is empty where it has none."""

    primary: Columns
    unique: tuple[Columns, ...]
    references: tuple[Reference, ...]
    indexes: tuple[Columns, ...]


def declared(models: Path) -> dict[str, Declared]:
    """Keys of each model of a folder, as `columns_hold` tests them. Raises `OSError`, `yaml.YAMLError`."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = {}
    for path in sorted(models.rglob("*.yml")):
        for model in (yaml.load(path.read_bytes(), loader) or {}).get("models", ()):
            rules: dict[str, Any] = {}
            for test in model.get("data_tests", ()):
                if isinstance(test, dict):
                    rules.update(test.get("columns_hold", {}).get("arguments", {}))
            found[model["name"]] = Declared(
                tuple((column,) for column in rules.get("unique", ()))
                + tuple(map(tuple, rules.get("keys", ()))),
                tuple(_references(rules.get("related", ()))),
            )
    return found


def _references(related: Sequence[Mapping[str, str]]) -> list[Reference]:
    return [
        Reference(one["column"], ref[1], one.get("field", one["column"]))
        for one in related
        if (ref := _REF.fullmatch(one["to"])) and "where" not in one
    ]


def keys(
    mart: duckdb.DuckDBPyConnection, tables: Sequence[Table], known: Mapping[str, Declared]
) -> dict[str, Keys]:
    """Keys by name of the table. What is declared and does not hold in these rows is left out."""
    nothing = Declared((), ())
    once = {table.name: _once(mart, table, known.get(table.name, nothing)) for table in tables}
    targets = {(name, columns[0]) for name, sets in once.items() for columns in sets if len(columns) == 1}
    return {
        table.name: _keys(mart, table, known.get(table.name, nothing), once[table.name], targets)
        for table in tables
    }


def _once(mart: duckdb.DuckDBPyConnection, table: Table, known: Declared) -> list[Columns]:
    """What stands once, the primary key first; together only columns that are never NULL."""
    filled = {column.name for column in table.columns if not column.is_nullable}
    names = {column.name for column in table.columns}
    sets = [
        columns
        for columns in known.unique
        if (filled.issuperset(columns) if len(columns) > 1 else names.issuperset(columns))
        and _stands_once(mart, table.name, columns)
    ]
    return sorted(
        sets,
        key=lambda columns: (
            not filled.issuperset(columns),
            len(columns),
            not columns[0].endswith("_key"),
        ),
    )


def _stands_once(mart: duckdb.DuckDBPyConnection, table: str, columns: Columns) -> bool:
    listed = ", ".join(map(quoted, columns))
    some = " and ".join(f"{quoted(column)} is not null" for column in columns)
    twice = mart.execute(
        f"select 1 from {SCHEMA}.{quoted(table)} where {some} group by {listed} having count(*) > 1 limit 1"
    ).fetchall()
    return not twice and _fits(mart, table, columns)


def _fits(mart: duckdb.DuckDBPyConnection, table: str, columns: Columns) -> bool:
    """False where an entry could be too long for an index."""
    length = " + ".join(f"coalesce(max(strlen({quoted(column)}::varchar)), 0)" for column in columns)
    found = mart.execute(f"select {length} from {SCHEMA}.{quoted(table)}").fetchone()
    return bool(found and found[0] <= _LONGEST)


def _keys(
    mart: duckdb.DuckDBPyConnection,
    table: Table,
    known: Declared,
    once: Sequence[Columns],
    targets: Collection[tuple[str, str]],
) -> Keys:
    types = {column.name: column.data_type for column in table.columns}
    filled = {column.name for column in table.columns if not column.is_nullable}
    primary = once[0] if once and filled.issuperset(once[0]) else ()
    unique = tuple(columns for columns in once if columns != primary)
    led = {columns[0] for columns in once}
    asked = tuple(column for column in _OFTEN_ASKED if column in types)
    wanted: list[Columns] = [(name,) for name in types if name.endswith(_INDEXED) and name not in led]
    wanted += [asked] if asked and asked[0] not in led else []
    return Keys(
        primary,
        unique,
        tuple(
            one
            for one in known.related
            if one.column in types and (one.table, one.field) in targets and _refers(mart, table.name, one)
        ),
        tuple(columns for columns in wanted if _fits(mart, table.name, columns)),
    )


def _refers(mart: duckdb.DuckDBPyConnection, table: str, to: Reference) -> bool:
    lost = mart.execute(
        f"select 1 from {SCHEMA}.{quoted(table)} as one anti join {SCHEMA}.{quoted(to.table)} as other"
        f" on one.{quoted(to.column)} = other.{quoted(to.field)}"
        f" where one.{quoted(to.column)} is not null limit 1"
    ).fetchall()
    return not lost


def quoted(name: str) -> str:
    """A name as SQL has it, in DuckDB and PostgreSQL alike."""
    return '"' + name.replace('"', '""') + '"'
