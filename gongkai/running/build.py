"""`gongkai build`: build the models, unless nothing changed since the last good build."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import duckdb

from gongkai.batch.program import Program
from gongkai.batch.room import with_room
from gongkai.errors import Stopped
from gongkai.running import second
from gongkai.running.batches import build_documents, build_jurisdictions
from gongkai.running.compacting import compact_where_needed, remove_leftovers, workshop
from gongkai.running.compiling import compiled, program_of
from gongkai.running.corpus import build_corpus
from gongkai.running.home import Home
from gongkai.running.merging import project_of
from gongkai.running.outcome import Built, Work
from gongkai.running.projects import project_digest
from gongkai.running.second import Tell
from gongkai.running.seeds import record_seeds, seed_digests
from gongkai.running.warehouse import forget_built, is_built_here, open_build
from gongkai.running.workers import PROCESSES, Workers
from ingest import raw


def build(
    home: Home,
    *,
    full: bool = False,
    second_reader: bool = True,
    tell: Tell = lambda _: None,
    workers: Workers = PROCESSES,
) -> tuple[Built, Work | None]:
    """Build all models and run their tests; between them the second reader reads what nothing proves.

    Returns the build and what was done, None when nothing changed. What the second
    reader has to say goes to `tell`, line by line. Raises `BuildFailed`, and `Stopped` when nothing has
    been loaded.
    """
    if not (home.build_file.exists() and raw.prepare(home.build_file)):
        raise Stopped(f"{home.root} 中还没有载入文件", f"nothing has been loaded into {home.root} yet")
    remove_leftovers(home)
    project = project_of(home)
    wanted = fingerprint(home, project)
    last = last_build(home)
    is_same = last and last.fingerprint == wanted and not full and is_built_here(home)
    if last and is_same and not (second_reader and _has_unread(home, tell)):
        return last, None
    home.built_file.unlink(missing_ok=True)
    program = program_of(home, project) or _compiled(home, project, tell)
    if full:
        forget_built(home)
    documents = build_documents(home, program, workers)
    pages = second.read(home, tell) if second_reader else 0
    if pages:
        build_documents(home, program, workers)
    with closing(open_build(home)) as connection:
        build_jurisdictions(connection, program, workers, workshop(home))
        nodes = with_room(connection, partial(build_corpus, connection, program))
    if pages:
        tell(second.share(home))
    record_seeds(home, seed_digests(project))
    compact_where_needed(home)
    built = Built(wanted, datetime.now(UTC).isoformat(timespec="seconds"))
    home.built_file.write_text(json.dumps(asdict(built)) + "\n", encoding="utf-8")
    return built, Work(documents, nodes)


def _compiled(home: Home, project: Path, tell: Tell) -> Program:
    tell("编译模型，每个版本一次 / compiling the models, once for each version")
    return compiled(home, project)


def _has_unread(home: Home, tell: Tell) -> bool:
    """Whether the second reader has something to do; says what it cannot do."""
    found = second.wanted(home)
    if not found.asked:
        second.tell_all(found.missing, tell)
    return bool(found.asked)


def last_build(home: Home) -> Built | None:
    """The last build, if it succeeded."""
    try:
        return Built(**json.loads(home.built_file.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def fingerprint(home: Home, project: Path | None = None) -> str:
    """SHA-256 of all that a build is made from: models, seeds, macros, tests, engine, documents."""
    digest = hashlib.sha256(project_digest(project or project_of(home)).encode())
    connection = duckdb.connect(str(home.build_file), read_only=True)
    try:
        documents = connection.execute(
            "select document_id, reader_version, superseded_by from raw.documents order by document_id"
        ).fetchall()
        told = connection.execute("select * from raw.manifest order by document_id").fetchall()
    finally:
        connection.close()
    digest.update(json.dumps([documents, told], default=str).encode())
    return digest.hexdigest()
