"""The published mart: a fresh file that holds only the marts, swapped in at once.

DuckDB names a database after its file: opened directly, `mart.duckdb` is the database `mart`. Its tables
stand in that database's own schema, so `mart.rpt_budget_lines` names them. A schema `mart` within it
would make every such name ambiguous, and DuckDB (1.2 to 2.0) refuses those.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from publish.renewal import record, renewed

STORAGE_VERSION = "v1.2.0"
SCHEMA = "mart"
VERSION_TABLE = "version"
_LEAST_ROOM = 8 * 2**20

Told = Callable[[int, int, str], None]
"""Takes how many tables are written, of how many, and the name of the last one."""


class PublishError(Exception):
    """The mart could not be written; the file published before stands as it was."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a mart was made from: `fingerprint` (SHA-256, hex) and `built_at` (ISO 8601) name the build."""

    project_version: str
    fingerprint: str
    built_at: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column as the build declares it."""

    name: str
    data_type: str
    is_nullable: bool
    comment: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the mart with its description."""

    name: str
    comment: str | None
    columns: tuple[Column, ...]


def publish(
    build_file: Path, mart_file: Path, version: Version, told: Told = lambda _done, _in_all, _name: None
) -> bool:
    """Copy the schema `mart` of the build into a fresh file and swap it in atomically.

    Where the published file is known to be of the same program, only what has changed since is written.
    Returns False when exactly this build is published already: then nothing is touched. Readers that
    hold the old file keep reading it. `told` hears of each table of a mart that is written as a whole.
    Raises `PublishError`.
    """
    mart_file.parent.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(mart_file.parent)
    published = published_version(mart_file)
    if published == version:
        return False
    fresh = mart_file.with_name(f".mart.{os.getpid()}.duckdb")
    try:
        _need_room(build_file, mart_file)
        if not _renew(build_file, mart_file, fresh, published, version):
            fresh.unlink(missing_ok=True)
            _write(build_file, fresh, version, told)
        _sync(fresh)
        fresh.replace(mart_file)
        _sync(mart_file.parent)
    except (duckdb.Error, OSError) as error:
        raise PublishError(str(error)) from error
    finally:
        _remove_leftovers(mart_file.parent)
    with suppress(duckdb.Error):  # what is not taken down is written as a whole the next time
        record(build_file, version.fingerprint, version.built_at)
    return True


def connect(mart_file: Path, name: str = SCHEMA) -> duckdb.DuckDBPyConnection:
    """A read-only connection in which `<name>.<table>` names a table, whatever the file is called."""
    connection = duckdb.connect()
    try:
        connection.execute(f"attach {_text(str(mart_file))} as {name} (read_only)")
        connection.execute(f"use {name}")
    except duckdb.Error:
        connection.close()
        raise
    return connection


def published_version(mart_file: Path) -> Version | None:
    """Version of the mart that is published; None when there is none or it cannot be read."""
    if not mart_file.exists():
        return None
    try:
        connection = connect(mart_file)
        try:
            found = connection.execute(
                f"select project_version, fingerprint, built_at from {SCHEMA}.{VERSION_TABLE}"
            ).fetchall()
        finally:
            connection.close()
    except duckdb.Error:
        return None
    return Version(*found[0]) if found else None


def _need_room(build_file: Path, mart_file: Path) -> None:
    """Raise `OSError` (ENOSPC) where a fresh mart cannot fit beside the one that is published.

    DuckDB 1.5 was seen to spin for minutes on a disk that filled while it wrote. A mart takes as much as the
    one before and some more, and never more than its build.
    """
    before = mart_file.stat().st_size * 5 // 4 if mart_file.exists() else build_file.stat().st_size
    if shutil.disk_usage(mart_file.parent).free < max(before, _LEAST_ROOM):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(mart_file))


def _renew(
    build_file: Path, mart_file: Path, fresh: Path, published: Version | None, version: Version
) -> bool:
    if published is None or published.project_version != version.project_version:
        return False
    with duckdb.connect() as connection:
        connection.execute(f"attach {_text(str(build_file))} as build (read_only)")
        tables = [table.name for table in _tables(connection)]
    if not renewed(build_file, mart_file, fresh, tables, (published.fingerprint, published.built_at)):
        return False
    with duckdb.connect() as connection:
        connection.execute(f"attach {_text(str(build_file))} as build (read_only)")
        connection.execute(f"attach {_text(str(fresh))} as fresh")
        connection.execute(f"drop table fresh.{VERSION_TABLE}")
        _write_version(connection, version)
        connection.execute("checkpoint fresh")
    return True


def _write(build_file: Path, fresh: Path, version: Version, told: Told) -> None:
    connection = duckdb.connect()
    try:
        connection.execute(f"attach {_text(str(build_file))} as build (read_only)")
        connection.execute(f"attach {_text(str(fresh))} as fresh (storage_version '{STORAGE_VERSION}')")
        tables = _tables(connection)
        if not tables:
            raise PublishError(f"the build holds no table in schema {SCHEMA}")
        connection.execute("begin")
        for number, table in enumerate(tables, 1):
            _copy(connection, table)
            told(number, len(tables), table.name)
        _write_version(connection, version)
        connection.execute("commit")
        connection.execute("checkpoint fresh")
        connection.execute("detach fresh")
    finally:
        connection.close()


def _tables(connection: duckdb.DuckDBPyConnection) -> list[Table]:
    """Tables of the mart in the build, by name."""
    comments = connection.execute(
        "select table_name, comment from duckdb_tables()"
        " where database_name = 'build' and schema_name = ? order by table_name",
        [SCHEMA],
    ).fetchall()
    columns = connection.execute(
        "select table_name, column_name, data_type, is_nullable, comment from duckdb_columns()"
        " where database_name = 'build' and schema_name = ? order by table_name, column_index",
        [SCHEMA],
    ).fetchall()
    return [
        Table(name, comment, tuple(Column(*rest) for table, *rest in columns if table == name))
        for name, comment in comments
    ]


def _copy(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """One table with its types, NOT NULL and descriptions. Raises `PublishError` if rows get lost."""
    source, name = f"build.{SCHEMA}.{_name(table.name)}", f"fresh.{_name(table.name)}"
    columns = ", ".join(
        f"{_name(column.name)} {column.data_type}{'' if column.is_nullable else ' not null'}"
        for column in table.columns
    )
    names = ", ".join(_name(column.name) for column in table.columns)
    connection.execute(f"create table {name} ({columns})")
    connection.execute(f"insert into {name} select {names} from {source}")
    if table.comment:
        connection.execute(f"comment on table {name} is {_text(table.comment)}")
    for column in table.columns:
        if column.comment:
            place = f"{name}.{_name(column.name)}"
            connection.execute(f"comment on column {place} is {_text(column.comment)}")
    counts = connection.execute(
        f"select (select count(*) from {source}), (select count(*) from {name})"
    ).fetchall()
    if counts[0][0] != counts[0][1]:
        raise PublishError(f"{table.name}: {counts[0][0]} rows built, {counts[0][1]} copied")


def _write_version(connection: duckdb.DuckDBPyConnection, version: Version) -> None:
    name = f"fresh.{VERSION_TABLE}"
    connection.execute(
        f"create table {name} (project_version varchar not null, fingerprint varchar not null,"
        " built_at varchar not null, storage_version varchar not null, document_count bigint not null)"
    )
    connection.execute(
        f"insert into {name} select ?, ?, ?, ?, count(*) from build.raw.documents",
        [version.project_version, version.fingerprint, version.built_at, STORAGE_VERSION],
    )
    for place, description in _version_described(connection):
        connection.execute(f"comment on {place} is {_text(description)}")


def _version_described(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """What the dictionary of the build says of the table, if it has one: what it is said of, and what."""
    known = connection.execute(
        "select 1 from duckdb_tables() where database_name = 'build' and table_name = 'dictionary_column'"
    )
    if not known.fetchall():
        return []
    name = f"fresh.{VERSION_TABLE}"
    return connection.execute(
        f"select 'table {name}', concat(addition_zh, addition_en, ' ', grain_zh, grain_en)"
        f" from build.{SCHEMA}.dictionary_table where table_name = $table"
        f" union all select concat('column {name}.', column_name), concat(description_zh, description_en)"
        f" from build.{SCHEMA}.dictionary_column where table_name = $table",
        {"table": VERSION_TABLE},
    ).fetchall()


def _remove_leftovers(folder: Path) -> None:
    """Fresh files that a killed run never swapped in. Whoever publishes holds the home alone."""
    for path in folder.glob(".mart.*.duckdb*"):
        path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk. Windows opens no folder and keeps its names."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
