"""Documents built in batches and put into the warehouse: those that are new or no longer what they were."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pyarrow as pa

from gongkai.batch.engine import Batch, Engine, copy_reference, reference_of
from gongkai.batch.program import DATABASE, Program, Scope, load
from gongkai.errors import Stopped
from gongkai.running.home import Home
from gongkai.running.outcome import BuildFailed
from gongkai.running.progress import Progress
from ingest import raw
from ingest.limits import serve
from ingest.parse import Step
from ingest.raw import whole

_BATCH_ROWS, _BATCH_DOCUMENTS = 20_000, 40
"""Raw rows and documents that one batch holds at most; a larger document is a batch of its own."""
_BYTES = 8 << 30
"""Bytes that a process which builds may take."""

_SCHEMA = """
create schema if not exists built;
create table if not exists built.documents (
    document_id varchar not null,
    made_from varchar not null,
    primary key (document_id)
);
create table if not exists built.programs (digest varchar not null, documents_digest varchar not null);
"""

# What the tables of a document are made from, beside the program: its bytes and reader, its place among
# its versions, what was said of it, and what the second reader has.
_MADE_FROM = """
select
    documents.document_id,
    documents.file_name,
    md5(concat_ws('|', documents::varchar, manifest::varchar, readings.content)) as made_from,
    coalesce(counted.rows, 0) as rows
from raw.documents as documents
left join raw.manifest as manifest using (document_id)
left join (
    select document_id, sum(hash(reading))::varchar as content
    from raw.second_readings as reading group by document_id
) as readings using (document_id)
left join (
    select document_id, sum(row_count) as rows from raw.tables group by document_id
) as counted using (document_id)
order by documents.load_order
"""


def open_build(home: Home) -> duckdb.DuckDBPyConnection:
    """The build file for writing, with the storage that older readers open."""
    connection = duckdb.connect(str(home.build_file), config={"storage_compatibility_version": "v1.2.0"})
    connection.execute("set enable_progress_bar = false")
    return connection


def prepare(connection: duckdb.DuckDBPyConnection, program: Program) -> None:
    """Make the warehouse one of this program: its reference models, and its tables of documents."""
    connection.execute(_SCHEMA)
    found = connection.execute("select digest, documents_digest from built.programs").fetchone()
    if found and found[0] == program.digest:
        return
    with reference_of(connection, program), whole(connection):
        connection.execute("delete from built.programs")
        _drop_strangers(connection, program)
        copy_reference(connection, program)
        if not found or found[1] != program.documents_digest:
            connection.execute("delete from built.documents")
            _make_empty(connection, program)
        for model in program.models_of(Scope.DOCUMENT):
            if model.is_view and model.is_stored:
                connection.execute(f"create or replace view {model.relation} as ({model.select}\n)")
        connection.execute(
            "insert into built.programs values (?, ?)", [program.digest, program.documents_digest]
        )


def forget_built(home: Home) -> None:
    """Let the next build make every document anew."""
    connection = open_build(home)
    try:
        connection.execute("drop table if exists built.programs")
    finally:
        connection.close()


def is_built_here(home: Home) -> bool:
    """Whether the tables of the warehouse are those that a build left: plain dbt takes the mark away."""
    connection = duckdb.connect(str(home.build_file), read_only=True)
    try:
        return bool(
            connection.execute(
                "select 1 from duckdb_tables() where schema_name = 'built' and table_name = 'programs'"
            ).fetchall()
        )
    finally:
        connection.close()


def build_documents(home: Home, program: Program) -> int:
    """Build what is new, what has changed and what no document is left of; how many documents that were.

    A run that ends midway keeps the batches that are written. Raises `BuildFailed` where a test of a
    batch fails: nothing of that batch is written.
    """
    connection = open_build(home)
    try:
        prepare(connection, program)
        before = dict(connection.execute("select document_id, made_from from built.documents").fetchall())
        now = connection.execute(_MADE_FROM).fetchall()
        gone = set(before) - {row[0] for row in now}
        if gone:
            _take_out(connection, program, sorted(gone))
        fresh = [row for row in now if before.get(row[0]) != row[2]]
        batches = list(_batches(fresh))
        progress, started, done = Progress(doing="构建 / building"), time.monotonic(), 0
        for batch, built in _built(connection, program, batches):
            if built.failures:
                raise BuildFailed(built.failures)
            _put_in(connection, program, batch, built.tables, before)
            done += len(batch)
            share = done / len(fresh)
            progress(Step(done, len(fresh), 0, share, time.monotonic() - started, batch[-1][1]))
        return len(fresh) + len(gone)
    finally:
        connection.close()


Row = tuple[str, str, str, int]
"""Document, file name, digest of what it is made from, raw rows."""


def _batches(rows: Sequence[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    size = 0
    for row in rows:
        if batch and (len(batch) == _BATCH_DOCUMENTS or size + row[3] > _BATCH_ROWS):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += row[3]
    if batch:
        yield batch


def _built(
    connection: duckdb.DuckDBPyConnection, program: Program, batches: Sequence[Sequence[Row]]
) -> Iterator[tuple[Sequence[Row], Batch]]:
    """Batches as they are done: one here, several on all cores."""
    cores = min(os.cpu_count() or 1, len(batches))
    if cores < 2:
        engine = Engine(program) if batches else None
        for batch in batches:
            assert engine
            yield batch, engine.build(_raw(connection, batch))
        return
    pool = ProcessPoolExecutor(
        cores, mp_context=get_context("spawn"), initializer=_serve, initargs=(program.folder,)
    )
    try:
        upcoming = iter(batches)
        running: dict[Future[Batch], Sequence[Row]] = {}
        while True:
            while len(running) < cores + 1 and (batch := next(upcoming, ())):
                running[pool.submit(_build, _raw(connection, batch))] = batch
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield running.pop(future), future.result()
    except BrokenProcessPool as error:
        raise Stopped(
            "构建文件的进程被系统结束，可能内存不足；已写入的批次保留，请再次构建",
            "a process that builds documents was ended by the system, perhaps for want of memory;"
            " what is written stays, build again",
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


_engine: Engine | None = None


def _serve(folder: Path) -> None:
    global _engine
    serve(_BYTES)
    program = load(folder)
    assert program
    _engine = Engine(program)


def _build(rows: Mapping[str, pa.Table]) -> Batch:
    assert _engine
    return _engine.build(rows)


def _raw(connection: duckdb.DuckDBPyConnection, batch: Sequence[Row]) -> dict[str, pa.Table]:
    documents = [row[0] for row in batch]
    return {
        table: connection.execute(
            f"select * from raw.{table} where document_id in (select unnest(?))", [documents]
        ).to_arrow_table()
        for table in raw.TABLES
    }


def _put_in(
    connection: duckdb.DuckDBPyConnection,
    program: Program,
    batch: Sequence[Row],
    tables: Mapping[str, pa.Table],
    before: Mapping[str, str],
) -> None:
    """Replace the rows of these documents, in one transaction."""
    with whole(connection):
        _delete(connection, program, [row[0] for row in batch if row[0] in before])
        for model in program.stored():
            if tables[model.name].num_rows:
                connection.register("incoming", tables[model.name])
                connection.execute(f"insert into {model.relation} by name select * from incoming")
                connection.unregister("incoming")
        connection.executemany(
            "insert into built.documents values (?, ?)", [[row[0], row[2]] for row in batch]
        )


def _take_out(connection: duckdb.DuckDBPyConnection, program: Program, documents: Sequence[str]) -> None:
    with whole(connection):
        _delete(connection, program, documents)


def _delete(connection: duckdb.DuckDBPyConnection, program: Program, documents: Sequence[str]) -> None:
    if not documents:
        return
    with_document = {
        name
        for (name,) in connection.execute(
            "select table_name from duckdb_columns()"
            f" where database_name = '{DATABASE}' and column_name = 'document_id'"
        ).fetchall()
    }
    for model in program.stored():
        # the id of a cell begins with that of its document
        document = "document_id" if model.name in with_document else "split_part(cell_id, ':', 1)"
        connection.execute(
            f"delete from {model.relation} where {document} in (select unnest(?))", [documents]
        )
    connection.execute("delete from built.documents where document_id in (select unnest(?))", [documents])


def _make_empty(connection: duckdb.DuckDBPyConnection, program: Program) -> None:
    for model in program.stored():
        connection.execute(f'create schema if not exists "{model.schema}"')
        connection.execute(f"create or replace table {model.relation} as from reference.{model.relation}")


def _drop_strangers(connection: duckdb.DuckDBPyConnection, program: Program) -> None:
    """What is no relation of this program, or one of another kind."""
    kinds = {
        (model.schema, model.name): "VIEW" if model.is_view else "BASE TABLE"
        for model in program.models
        if model.scope is not Scope.DOCUMENT or model.is_stored
    }
    schemas = {model.schema for model in program.models}
    for schema, name, kind in connection.execute(
        "select table_schema, table_name, table_type from information_schema.tables"
        f" where table_catalog = '{DATABASE}'"
    ).fetchall():
        if schema in schemas and kinds.get((schema, name)) != kind:
            connection.execute(f'drop {"view" if kind == "VIEW" else "table"} "{schema}"."{name}"')
