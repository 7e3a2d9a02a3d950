"""Documents, then jurisdictions, built in batches: those that are new or no longer what they were."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pyarrow as pa

from gongkai.batch.engine import Batch, Engine
from gongkai.batch.program import Program, Scope, load
from gongkai.errors import Stopped
from gongkai.running.home import Home
from gongkai.running.outcome import BuildFailed
from gongkai.running.progress import Progress
from gongkai.running.warehouse import (
    Piece,
    open_build,
    prepare,
    put_in_documents,
    put_in_jurisdictions,
    rows_of,
    take_out,
)
from ingest.limits import serve
from ingest.parse import Step

_BATCH_ROWS, _BATCH_DOCUMENTS = 30_000, 200
"""Raw rows and documents that one batch holds at most; a larger document or jurisdiction is one alone."""

# What the tables of a document are made from, beside the program: its bytes and reader, its place among
# its versions, what was said of it, and what the second reader has.
_DOCUMENTS = """
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
# A jurisdiction whose last document is gone is built of none: its rows went with the document.
_JURISDICTIONS = """
select
    coalesce(now.jurisdiction_code, before.jurisdiction_code) as jurisdiction_code,
    coalesce(now.made_from, '') as made_from,
    coalesce(now.documents, []) as documents,
    coalesce(now.rows, 0) as rows
from (
    select
        documents.jurisdiction_code,
        list(documents.document_id order by documents.document_id) as documents,
        md5(string_agg(documents.document_id || documents.made_from, '|' order by documents.document_id))
            as made_from,
        sum(counted.rows) as rows
    from built.documents as documents
    left join (
        select document_id, sum(row_count) as rows from raw.tables group by document_id
    ) as counted using (document_id)
    group by documents.jurisdiction_code
) as now
full join built.jurisdictions as before using (jurisdiction_code)
where now.made_from is distinct from before.made_from
order by jurisdiction_code
"""
_Put = Callable[[Sequence[Piece], Mapping[str, pa.Table]], None]


def build_documents(home: Home, program: Program) -> int:
    """Build what is new, what has changed and what no document is left of; how many documents that were.

    A run that ends midway keeps the batches that are written. Raises `BuildFailed` where a test of a
    batch fails: nothing of that batch is written.
    """
    connection = open_build(home)
    try:
        prepare(connection, program)
        before = dict(connection.execute("select document_id, made_from from built.documents").fetchall())
        now = connection.execute(_DOCUMENTS).fetchall()
        gone = set(before) - {key for key, *_ in now}
        if gone:
            take_out(connection, program, sorted(gone))
        fresh = [
            Piece(key, name, made_from, (key,), int(rows))
            for key, name, made_from, rows in now
            if before.get(key) != made_from
        ]
        put_in = partial(put_in_documents, connection, program)
        _build(connection, program, Scope.DOCUMENT, fresh, put_in, "构建 / building")
        return len(fresh) + len(gone)
    finally:
        connection.close()


def build_jurisdictions(connection: duckdb.DuckDBPyConnection, program: Program) -> int:
    """Build what needs the documents of a jurisdiction where one of them has changed; how many that were.

    Raises `BuildFailed`, as `build_documents`, and keeps what is written.
    """
    fresh = [
        Piece(key, key or "?", made_from, tuple(documents), int(rows))
        for key, made_from, documents, rows in connection.execute(_JURISDICTIONS).fetchall()
    ]
    put_in = partial(put_in_jurisdictions, connection, program)
    _build(connection, program, Scope.JURISDICTION, fresh, put_in, "辖区 / jurisdictions")
    return len(fresh)


def _build(
    connection: duckdb.DuckDBPyConnection,
    program: Program,
    scope: Scope,
    pieces: Sequence[Piece],
    put_in: _Put,
    doing: str,
) -> None:
    progress, started, done = Progress(doing=doing), time.monotonic(), 0
    for batch, built in _built(connection, program, scope, list(_batches(pieces))):
        if built.failures:
            raise BuildFailed(built.failures)
        put_in(batch, built.tables)
        done += len(batch)
        share = done / len(pieces)
        progress(Step(done, len(pieces), 0, share, time.monotonic() - started, batch[-1].name))


def _batches(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    batch: list[Piece] = []
    size = documents = 0
    for piece in pieces:
        documents += len(piece.documents)
        size += piece.size
        if batch and (documents > _BATCH_DOCUMENTS or size > _BATCH_ROWS):
            yield batch
            batch, size, documents = [], piece.size, len(piece.documents)
        batch.append(piece)
    if batch:
        yield batch


def _built(
    connection: duckdb.DuckDBPyConnection, program: Program, scope: Scope, batches: Sequence[Sequence[Piece]]
) -> Iterator[tuple[Sequence[Piece], Batch]]:
    """Batches as they are done: one here, several on all cores."""

    def rows(batch: Sequence[Piece]) -> dict[str, pa.Table]:
        return rows_of(connection, program, scope, [key for piece in batch for key in piece.documents])

    cores = min(os.cpu_count() or 1, len(batches))
    if cores < 2:
        engine = Engine(program, scope) if batches else None
        for batch in batches:
            assert engine
            yield batch, engine.build(rows(batch))
        return
    pool = ProcessPoolExecutor(
        cores, mp_context=get_context("spawn"), initializer=_serve, initargs=(program.folder, scope)
    )
    try:
        upcoming = iter(batches)
        running: dict[Future[Batch], Sequence[Piece]] = {}
        while True:
            while len(running) < cores + 1 and (batch := next(upcoming, ())):
                running[pool.submit(_build_there, rows(batch))] = batch
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


def _serve(folder: Path, scope: Scope) -> None:
    global _engine
    serve()  # the engine bounds what it holds: it reserves far more than it uses
    program = load(folder)
    assert program
    _engine = Engine(program, scope)


def _build_there(rows: Mapping[str, pa.Table]) -> Batch:
    assert _engine
    return _engine.build(rows)
