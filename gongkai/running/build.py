"""`gongkai build`: build the models, unless nothing changed since the last good build."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb

from gongkai.errors import Stopped
from gongkai.running import second
from gongkai.running.compacting import compact_where_needed, remove_leftovers
from gongkai.running.home import PROJECT, Home
from gongkai.running.outcome import Built, Failure, Outcome
from gongkai.running.second import Tell
from gongkai.running.seeds import changed_seeds, record_seeds, seed_digests
from ingest import raw
from publish.mart import SCHEMA

_SOURCES = ("models", "seeds", "macros", "tests/dbt")
_FILES = ("dbt_project.yml", "profiles.yml")


class BuildFailed(Stopped):
    """The build failed; the last published mart stands as it was."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        super().__init__(
            f"构建失败（{len(failures)} 处），已发布的数据集市保持不变",
            f"the build failed ({len(failures)} nodes); the published mart stands as it was",
        )
        self.failures = tuple(failures)


def build(
    home: Home, *, full: bool = False, second_reader: bool = True, tell: Tell = lambda _: None
) -> tuple[Built, Outcome | None]:
    """Build all models and run their tests; between them the second reader reads what nothing proves.

    Returns the build and what dbt did, None when nothing changed and dbt was not needed. What the second
    reader has to say goes to `tell`, line by line. Raises `BuildFailed`, and `Stopped` when nothing has
    been loaded.
    """
    if not (home.build_file.exists() and raw.prepare(home.build_file)):
        raise Stopped(f"{home.root} 中还没有载入文件", f"nothing has been loaded into {home.root} yet")
    remove_leftovers(home)
    wanted = fingerprint(home)
    last = last_build(home)
    if last and last.fingerprint == wanted and not full and not (second_reader and _has_unread(home, tell)):
        return last, None
    from gongkai.running.dbt_run import run_dbt  # starting dbt takes seconds: only when it is needed

    home.built_file.unlink(missing_ok=True)
    digests = seed_digests()
    changed = changed_seeds(home, digests)
    loading = [["seed", "--select", *changed]] if changed else []
    outcome = run_dbt(home, *loading, *_steps(home, second_reader, tell))
    if outcome.failures:
        raise BuildFailed(outcome.failures)
    record_seeds(home, digests)
    _drop_abandoned(home, outcome.models)
    compact_where_needed(home)
    built = Built(wanted, datetime.now(UTC).isoformat(timespec="seconds"))
    home.built_file.write_text(json.dumps(asdict(built)) + "\n", encoding="utf-8")
    return built, outcome


def _steps(home: Home, second_reader: bool, tell: Tell) -> list[Sequence[str] | Callable[[], None]]:
    """All models and tests at once, or in two halves with the second reader between them.

    A test belongs to the half after which all that it reads is there.
    """
    command = ["build", "--exclude-resource-type", "unit_test", "seed"]
    if not second_reader:
        return [command]
    half = [f"+{second.ASKS}", "--indirect-selection", "buildable"]
    pages: list[int] = []
    return [
        [*command, "--select", *half],
        lambda: pages.append(second.read(home, tell)),
        [*command, "--exclude", *half],
        lambda: tell(second.share(home)) if any(pages) else None,
    ]


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


def fingerprint(home: Home, project: Path = PROJECT) -> str:
    """SHA-256 of all that a build is made from: models, seeds, macros, tests, engine, documents."""
    digest = hashlib.sha256()
    for path in _sources(project):
        digest.update(f"{path.relative_to(project).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for package in ("dbt-core", "dbt-duckdb", "duckdb"):
        digest.update(f"{package}=={version(package)}\0".encode())
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


def _sources(project: Path) -> Iterator[Path]:
    for folder in _SOURCES:
        yield from sorted(path for path in (project / folder).rglob("*") if path.is_file())
    yield from (project / name for name in _FILES)


def _drop_abandoned(home: Home, models: frozenset[str]) -> None:
    """Tables of the mart whose model is gone: they would be published for ever."""
    connection = duckdb.connect(str(home.build_file))
    try:
        found = connection.execute(
            "select table_name from duckdb_tables() where schema_name = ?", [SCHEMA]
        ).fetchall()
        for (table,) in found:
            if table not in models:
                connection.execute(f'drop table {SCHEMA}."{table}"')
    finally:
        connection.close()
