"""The raw tables: their shape, which documents they hold, and how one is forgotten."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.names import restored, stored

SCHEMA = """
create schema if not exists raw;
create table if not exists raw.documents (
    document_id varchar not null,
    file_name varchar not null,
    source_uri varchar not null,
    media_type varchar,
    byte_size bigint not null,
    page_count integer,
    reader_version varchar not null,
    ingested_at timestamp not null,
    load_order bigint not null,
    superseded_by varchar,
    primary key (document_id)
);
create table if not exists raw.tables (
    document_id varchar not null,
    table_no integer not null,
    page_no integer,
    first_line_no integer,
    last_line_no integer,
    grid varchar not null,
    table_name varchar,
    row_count integer not null,
    column_count integer not null
);
create table if not exists raw.rows (
    document_id varchar not null,
    table_no integer not null,
    row_no integer not null,
    line_no integer,
    page_no integer,
    cells varchar[] not null,
    placements varchar[] not null,
    row_spans integer[],
    column_spans integer[],
    boxes double[][]
);
alter table raw.rows add column if not exists row_spans integer[];
alter table raw.rows add column if not exists column_spans integer[];
alter table raw.rows add column if not exists boxes double[][];
create table if not exists raw.lines (
    document_id varchar not null,
    line_no integer not null,
    page_no integer,
    table_no integer,
    line_text varchar not null,
    box double[],
    is_from_picture boolean
);
alter table raw.lines add column if not exists box double[];
alter table raw.lines add column if not exists is_from_picture boolean;
create table if not exists raw.left_out (
    document_id varchar not null,
    reason varchar not null,
    place varchar not null,
    page_no integer,
    piece_count integer not null
);
create table if not exists raw.outcomes (
    document_id varchar not null,
    file_name varchar not null,
    source_uri varchar not null,
    outcome varchar not null,
    reason varchar,
    place varchar,
    remedy varchar
);
create table if not exists raw.manifest (
    document_id varchar not null,
    source_url varchar,
    published_on date,
    publisher varchar,
    jurisdiction_code varchar,
    fiscal_year integer,
    document_kind varchar,
    primary key (document_id)
);
create table if not exists raw.second_readings (
    document_id varchar not null,
    page_no integer not null,
    piece_no integer not null,
    piece_text varchar,
    box double[],
    table_no integer,
    row_no integer,
    col_no integer,
    reader_version varchar not null
);
"""

TABLES = tuple(re.findall(r"create table if not exists raw\.(\w+)", SCHEMA))
"""Names of the raw tables; each has `document_id`."""


def prepare(build_file: Path) -> int:
    """Give a warehouse that an older version wrote the tables that have come since; its documents."""
    connection = duckdb.connect(str(build_file))
    try:
        connection.execute(SCHEMA)
        counted = connection.execute("select count(*) from raw.documents").fetchone()
        return int(counted[0]) if counted else 0
    finally:
        connection.close()


def known_documents(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Document → version of the reader that read it."""
    found = connection.execute("select document_id, reader_version from raw.documents").fetchall()
    return {str(document): str(version) for document, version in found}


def follow(connection: duckdb.DuckDBPyConnection, document_id: str, path: Path) -> None:
    """Where the file of a document lies now, if it no longer lies where it was read."""
    found = connection.execute(
        "select source_uri from raw.documents where document_id = ?", [document_id]
    ).fetchone()
    if found and found[0] != stored(path) and not restored(str(found[0])).is_file():
        for table in ("documents", "outcomes"):
            connection.execute(
                f"update raw.{table} set source_uri = ? where document_id = ?", [stored(path), document_id]
            )


def has_returned(
    connection: duckdb.DuckDBPyConnection, document_id: str, source_uri: str, loading: Container[str]
) -> bool:
    """True when an old version is met anew: where the newest one stood, or at a place new to it.

    Old and new versions that stand side by side in one load are no return.
    """
    current = newest(connection, document_id)
    if current == document_id:
        return False
    uris = dict(
        connection.execute(
            "select document_id, source_uri from raw.documents where document_id in (?, ?)",
            [document_id, current],
        ).fetchall()
    )
    is_replaced = source_uri == uris[current]
    return is_replaced or (current not in loading and source_uri != uris[document_id])


def newest(connection: duckdb.DuckDBPyConnection, document_id: str) -> str:
    """The version that is current in place of this document, itself when none superseded it."""
    found = connection.execute(
        "with recursive later as ("
        " select document_id, superseded_by from raw.documents where document_id = ?"
        " union select d.document_id, d.superseded_by"
        " from later join raw.documents as d on d.document_id = later.superseded_by)"
        " select document_id from later where superseded_by is null",
        [document_id],
    ).fetchone()
    return str(found[0]) if found else document_id


@dataclass(frozen=True, slots=True)
class Removed:
    """How many rows a document had, and id and file name of the older versions that are current again."""

    rows: int
    current_again: tuple[tuple[str, str], ...]


def forget(connection: duckdb.DuckDBPyConnection, document_id: str) -> Removed:
    """Remove every row of a document, whatever table of `raw` it stands in.

    What it superseded is superseded by what superseded it, and current where there is none.
    """
    tables = connection.execute(
        "select table_name from duckdb_columns() where schema_name = 'raw' and column_name = 'document_id'"
    ).fetchall()
    rows = 0
    with whole(connection):
        older = connection.execute(
            "select document_id, file_name from raw.documents where superseded_by = ?", [document_id]
        ).fetchall()
        newer = connection.execute(
            "select superseded_by from raw.documents where document_id = ?", [document_id]
        ).fetchone()
        successor = newer[0] if newer else None
        connection.execute(
            "update raw.documents set superseded_by = ? where superseded_by = ?", [successor, document_id]
        )
        for (table,) in tables:
            removed = connection.execute(
                f'delete from raw."{table}" where document_id = ?', [document_id]
            ).fetchone()
            rows += int(removed[0]) if removed else 0
    again = () if successor else tuple((str(key), str(name)) for key, name in older)
    return Removed(rows, again)


@contextmanager
def whole(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """A transaction: all that is written within, or nothing."""
    connection.begin()
    try:
        yield
        connection.commit()
    except BaseException:
        with suppress(duckdb.Error):  # a disk that is full has ended it already
            connection.rollback()
        raise
