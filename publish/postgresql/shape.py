"""Tables of the published mart as statements of PostgreSQL: columns, types, keys, indexes, descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterator

import duckdb

from publish.mart import SCHEMA, Column, Table
from publish.postgresql.keys import Columns, Keys, quoted

_TYPES = {"VARCHAR": "text", "DOUBLE": "double precision"}
_SAME_TYPE = re.compile(r"SMALLINT|INTEGER|BIGINT|BOOLEAN|DATE|TIMESTAMP|DECIMAL\(\d+,\d+\)")


def type_of(duckdb_type: str) -> str:
    """PostgreSQL's type for a type of DuckDB. Raises `ValueError` for one that no table of the mart has."""
    if duckdb_type not in _TYPES and not _SAME_TYPE.fullmatch(duckdb_type):
        raise ValueError(f"no type of PostgreSQL for {duckdb_type}")
    return _TYPES.get(duckdb_type, duckdb_type.lower().replace("decimal", "numeric"))


def tables(mart: duckdb.DuckDBPyConnection) -> list[Table]:
    """Tables of the published file by name, as `publish.mart.connect` has it."""
    columns: dict[str, list[Column]] = {}
    for table, *rest in mart.execute(
        "select table_name, column_name, data_type, is_nullable, comment from duckdb_columns()"
        " where database_name = ? and not internal order by table_name, column_index",
        [SCHEMA],
    ).fetchall():
        columns.setdefault(table, []).append(Column(*rest))
    return [
        Table(name, comment, tuple(columns[name]))
        for name, comment in mart.execute(
            "select table_name, comment from duckdb_tables()"
            " where database_name = ? and not temporary order by table_name",
            [SCHEMA],
        ).fetchall()
    ]


def created(schema: str, table: Table) -> str:
    """The table alone, as it is filled fastest."""
    columns = ", ".join(
        f"{quoted(column.name)} {type_of(column.data_type)}{'' if column.is_nullable else ' not null'}"
        for column in table.columns
    )
    return f"create table {quoted(schema)}.{quoted(table.name)} ({columns})"


def indexed(schema: str, table: str, keys: Keys) -> Iterator[str]:
    """What is found by an index: keys first, and what is known of the rows."""
    place = f"{quoted(schema)}.{quoted(table)}"
    if keys.primary:
        yield f"alter table {place} add primary key ({_listed(keys.primary)})"
    for columns in keys.unique:
        yield f"alter table {place} add unique ({_listed(columns)})"
    for columns in keys.indexes:
        yield f"create index on {place} ({_listed(columns)})"
    yield f"analyze {place}"


def referring(schema: str, table: str, keys: Keys) -> Iterator[str]:
    """Foreign keys, when all tables have their own."""
    for to in keys.references:
        yield (
            f"alter table {quoted(schema)}.{quoted(table)} add foreign key ({quoted(to.column)})"
            f" references {quoted(schema)}.{quoted(to.table)} ({quoted(to.field)})"
        )


def described(schema: str, table: Table) -> Iterator[str]:
    """The descriptions of a table and its columns."""
    place = f"{quoted(schema)}.{quoted(table.name)}"
    if table.comment:
        yield f"comment on table {place} is {text(table.comment)}"
    for column in table.columns:
        if column.comment:
            yield f"comment on column {place}.{quoted(column.name)} is {text(column.comment)}"


def text(value: str) -> str:
    """A literal that is the same whatever `standard_conforming_strings` says."""
    return "E'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _listed(columns: Columns) -> str:
    return ", ".join(map(quoted, columns))
