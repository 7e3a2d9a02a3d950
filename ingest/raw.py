"""The raw tables: their shape, and how one document gets in whole or not at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from ingest.model import Grid, LeftOut, NotShown, Placement
from ingest.names import restored, stored
from ingest.read import Registered

# How many lines may differ between two versions of a document of one name: many where the file lies at
# the same place, few where it came from elsewhere (bureaus fill in the same template), two in any case.
_SAME_PLACE, _OTHER_PLACE, _FEWEST = 0.4, 0.1, 2

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
    newest = _newest(connection, document_id)
    if newest == document_id:
        return False
    uris = dict(
        connection.execute(
            "select document_id, source_uri from raw.documents where document_id in (?, ?)",
            [document_id, newest],
        ).fetchall()
    )
    is_replaced = source_uri == uris[newest]
    return is_replaced or (newest not in loading and source_uri != uris[document_id])


def _newest(connection: duckdb.DuckDBPyConnection, document_id: str) -> str:
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


def register(
    connection: duckdb.DuckDBPyConnection, item: Registered, version: str, is_back: bool = False
) -> str:
    """Write one document in one transaction and say what became of it.

    Returns `loaded`, `reread`, `partial` or `failed`. A file of the same name whose lines are mostly
    the same is an earlier version: it is kept and marked as superseded. With `is_back` this document
    is an old version that came back (`has_returned`): it supersedes the one that superseded it.
    """
    with whole(connection):
        newest = _newest(connection, item.document_id)
        outcome = _write(connection, item, version, is_back)
        if is_back and item.reading is not None:
            connection.execute(
                "update raw.documents set superseded_by = ? where document_id = ? and document_id <> ?",
                [item.document_id, newest, item.document_id],
            )
    return outcome


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


def _write(connection: duckdb.DuckDBPyConnection, item: Registered, version: str, is_back: bool) -> str:
    earlier = connection.execute(
        "select ingested_at, load_order, superseded_by, media_type from raw.documents"
        " where document_id = ? and not ?",
        [item.document_id, is_back],
    ).fetchone()
    for table in ("documents", "tables", "rows", "lines", "left_out", "outcomes"):
        connection.execute(f"delete from raw.{table} where document_id = ?", [item.document_id])
    newest = connection.execute("select coalesce(max(load_order), 0) from raw.documents").fetchone()
    order = (newest[0] if newest else 0) + 1
    ingested_at, load_order, superseded_by, media_type = earlier or (datetime.now(UTC), order, None, None)
    connection.execute(
        "insert into raw.documents values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            item.document_id,
            item.file_name,
            item.source_uri,
            item.reading.media_type if item.reading else None,
            item.byte_size,
            item.reading.page_count if item.reading else None,
            version,
            ingested_at.replace(tzinfo=None),
            load_order,
            superseded_by,
        ],
    )
    _write_reading(connection, item)
    outcome = _write_outcomes(connection, item)
    if media_type is None:
        _supersede(connection, item, load_order)
    return "reread" if earlier and outcome == "loaded" else outcome


def _write_outcomes(connection: duckdb.DuckDBPyConnection, item: Registered) -> str:
    doubts = (item.failure,) if item.failure else item.reading.doubts if item.reading else ()
    outcome = "failed" if item.failure else "partial" if doubts else "loaded"
    for doubt in doubts or (None,):
        connection.execute(
            "insert into raw.outcomes values (?, ?, ?, ?, ?, ?, ?)",
            [
                item.document_id,
                item.file_name,
                item.source_uri,
                outcome,
                doubt.reason if doubt else None,
                doubt.place if doubt else None,
                doubt.remedy if doubt else None,
            ],
        )
    return outcome


def _write_reading(connection: duckdb.DuckDBPyConnection, item: Registered) -> None:
    if item.reading is None:
        return
    tables, rows, lines = _frames(item)
    left_out = _left_out(item.document_id, item.reading.left_out)
    for name, frame in (("tables", tables), ("rows", rows), ("lines", lines), ("left_out", left_out)):
        if frame.height:
            connection.register("batch", frame.to_arrow())
            connection.execute(f"insert into raw.{name} by name select * from batch")
            connection.unregister("batch")


def _frames(item: Registered) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    assert item.reading is not None
    reading, key = item.reading, item.document_id
    tables = pl.DataFrame(
        [
            (
                key, number, table.page_no, table.first_line, table.last_line, Grid(table.grid).value,
                table.name, len(table.rows), max((len(row.cells) for row in table.rows), default=0),
            )
            for number, table in enumerate(reading.tables, start=1)
        ],
        schema={
            "document_id": pl.String, "table_no": pl.Int32, "page_no": pl.Int32,
            "first_line_no": pl.Int32, "last_line_no": pl.Int32, "grid": pl.String,
            "table_name": pl.String, "row_count": pl.Int32, "column_count": pl.Int32,
        },
        orient="row",
    )  # fmt: skip
    rows = pl.DataFrame(
        [
            (
                key, number, row_no, row.line_no, row.page_no, list(row.cells),
                [Placement(row.placement_of(index)).value for index in range(len(row.cells))],
                [down for down, _ in row.spans], [across for _, across in row.spans],
                [list(box) if box else None for box in row.boxes],
            )
            for number, table in enumerate(reading.tables, start=1)
            for row_no, row in enumerate(table.rows, start=1)
        ],
        schema={
            "document_id": pl.String, "table_no": pl.Int32, "row_no": pl.Int32, "line_no": pl.Int32,
            "page_no": pl.Int32, "cells": pl.List(pl.String), "placements": pl.List(pl.String),
            "row_spans": pl.List(pl.Int32), "column_spans": pl.List(pl.Int32),
            "boxes": pl.List(pl.List(pl.Float64)),
        },
        orient="row",
    )  # fmt: skip
    lines = pl.DataFrame(
        [
            (
                key, line.line_no, line.page_no, line.table_no, line.text,
                list(line.box) if line.box else None, line.is_from_picture,
            )
            for line in reading.lines
        ],
        schema={
            "document_id": pl.String, "line_no": pl.Int32, "page_no": pl.Int32,
            "table_no": pl.Int32, "line_text": pl.String, "box": pl.List(pl.Float64),
            "is_from_picture": pl.Boolean,
        },
        orient="row",
    )  # fmt: skip
    return tables, rows, lines


def _left_out(document_id: str, pieces: Iterable[LeftOut]) -> pl.DataFrame:
    """One row for each reason and place."""
    counted: Counter[tuple[str, str, int | None]] = Counter()
    for piece in pieces:
        counted[NotShown(piece.reason).value, piece.place, piece.page_no] += piece.count
    return pl.DataFrame(
        [(document_id, *key, count) for key, count in counted.items()],
        schema={
            "document_id": pl.String, "reason": pl.String, "place": pl.String,
            "page_no": pl.Int32, "piece_count": pl.Int32,
        },
        orient="row",
    )  # fmt: skip


def _supersede(connection: duckdb.DuckDBPyConnection, item: Registered, load_order: int) -> None:
    """Mark the current documents that this one is a newer version of, or this one where it is older.

    Older is only a document that could not be read when it came and is read now.
    """
    if item.reading is None:
        return
    candidates = connection.execute(
        "select document_id, load_order > ?, source_uri = ? from raw.documents"
        " where file_name = ? and document_id <> ? and superseded_by is null",
        [load_order, item.source_uri, item.file_name, item.document_id],
    ).fetchall()
    new = Counter(line.text for line in item.reading.lines)
    for candidate, is_newer, is_same_place in candidates:
        found = connection.execute(
            "select line_text from raw.lines where document_id = ?", [candidate]
        ).fetchall()
        old = Counter(str(text) for (text,) in found)
        larger = max(new.total(), old.total())
        share = _SAME_PLACE if is_same_place else _OTHER_PLACE
        if larger - (new & old).total() <= max(_FEWEST, share * larger):
            old_id, new_id = (item.document_id, candidate) if is_newer else (candidate, item.document_id)
            connection.execute(
                "update raw.documents set superseded_by = ? where document_id = ?", [new_id, old_id]
            )
