"""Documents, then jurisdictions, built in batches: those that are new or no longer what they were."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from gongkai.batch.program import Program, Scope
from gongkai.batch.room import with_room
from gongkai.running.compacting import workshop
from gongkai.running.home import Home
from gongkai.running.outcome import BuildFailed
from gongkai.running.progress import Progress, Stage
from gongkai.running.warehouse import (
    Piece,
    open_build,
    prepare,
    put_in_documents,
    put_in_jurisdictions,
    take_out,
    write_rows,
)
from gongkai.running.workers import PROCESSES, Task, Workers

_MOST_ROWS = 30_000
_MOST_DOCUMENTS = {Scope.DOCUMENT: 200, Scope.JURISDICTION: 125}
"""Raw rows and documents that one batch holds at most; a larger document or jurisdiction is one alone.

The tables of jurisdictions are the wide ones: fewer documents take as much memory.
"""

_FEW_DOCUMENTS = 50
"""Down to so many in a batch, each core has one."""

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
_Put = Callable[[Sequence[Piece], Path], None]


def build_documents(home: Home, program: Program, workers: Workers = PROCESSES) -> int:
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
        _build(connection, program, Scope.DOCUMENT, fresh, put_in, Stage.DOCUMENTS, workers, workshop(home))
        return len(fresh) + len(gone)
    finally:
        connection.close()


def build_jurisdictions(
    connection: duckdb.DuckDBPyConnection, program: Program, workers: Workers, folder: Path
) -> int:
    """Build what needs the documents of a jurisdiction where one of them has changed; how many that were.

    Raises `BuildFailed`, as `build_documents`, and keeps what is written.
    """
    fresh = [
        Piece(key, key or "?", made_from, tuple(documents), int(rows))
        for key, made_from, documents, rows in connection.execute(_JURISDICTIONS).fetchall()
    ]
    put_in = partial(put_in_jurisdictions, connection, program)
    _build(connection, program, Scope.JURISDICTION, fresh, put_in, Stage.JURISDICTIONS, workers, folder)
    return len(fresh)


def _build(
    connection: duckdb.DuckDBPyConnection,
    program: Program,
    scope: Scope,
    pieces: Sequence[Piece],
    put_in: _Put,
    stage: Stage,
    workers: Workers,
    workshop: Path,
) -> None:
    progress, started, done = Progress(stage=stage), time.monotonic(), 0
    share = -(-sum(len(piece.documents) for piece in pieces) // (os.cpu_count() or 1))
    batches = list(_batches(pieces, min(max(share, _FEW_DOCUMENTS), _MOST_DOCUMENTS[scope])))
    if pieces:
        progress.begin(len(pieces))
    with TemporaryDirectory(dir=workshop) as name:
        folder = Path(name)

        def tasks() -> Iterator[Task]:
            for number, batch in enumerate(batches):
                task = Task(number, folder / f"{number}-rows", folder / f"{number}-built")
                task.rows.mkdir()
                task.built.mkdir()
                documents = [key for piece in batch for key in piece.documents]
                with_room(connection, partial(write_rows, connection, program, scope, documents, task.rows))
                yield task

        for task, failures in workers.build(program, scope, tasks(), len(batches)):
            if failures:
                raise BuildFailed(failures)
            batch = batches[task.number]
            with_room(connection, partial(put_in, batch, task.built))
            for done_with in (task.rows, task.built):
                shutil.rmtree(done_with)
            done += len(batch)
            progress.count(done, len(pieces), batch[-1].name, started)


def _batches(pieces: Sequence[Piece], most_documents: int) -> Iterator[list[Piece]]:
    batch: list[Piece] = []
    size = documents = 0
    for piece in pieces:
        documents += len(piece.documents)
        size += piece.size
        if batch and (documents > most_documents or size > _MOST_ROWS):
            yield batch
            batch, size, documents = [], piece.size, len(piece.documents)
        batch.append(piece)
    if batch:
        yield batch
