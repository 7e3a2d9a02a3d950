"""`gongkai build`: run dbt over the build file, unless nothing changed since the last good build."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.artifacts.resources.types import NodeType
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.artifacts.schemas.run import RunExecutionResult

from gongkai.errors import Stopped
from gongkai.home import PROJECT, Home
from publish.mart import SCHEMA

BUILD_FILE_VARIABLE = "GONGKAI_BUILD_FILE"
_SOURCES = ("models", "seeds", "macros", "tests/dbt")
_FILES = ("dbt_project.yml", "profiles.yml")
_FAILED = frozenset({"error", "fail", "runtime error"})


@dataclass(frozen=True, slots=True)
class Built:
    """One successful build: what it was made from (SHA-256, hex) and when (ISO 8601, UTC)."""

    fingerprint: str
    built_at: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A model or test that failed, with what dbt says about it."""

    node: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one dbt command did. `failures` is empty exactly when it succeeded."""

    failures: tuple[Failure, ...]
    models: frozenset[str] = frozenset()
    nodes: int = 0
    warnings: int = 0


class BuildFailed(Stopped):
    """The build failed; the last published mart stands as it was."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        super().__init__(
            f"构建失败（{len(failures)} 处），已发布的数据集市保持不变",
            f"the build failed ({len(failures)} nodes); the published mart stands as it was",
        )
        self.failures = tuple(failures)


def build(home: Home, *, full: bool = False) -> tuple[Built, Outcome | None]:
    """Build all models and run their tests.

    Returns the build and what dbt did, None when nothing changed and dbt was not needed.
    Raises `BuildFailed`, and `Stopped` when nothing has been loaded.
    """
    if not home.build_file.exists():
        raise Stopped(f"{home.root} 中还没有载入文件", f"nothing has been loaded into {home.root} yet")
    wanted = fingerprint(home)
    last = last_build(home)
    if last and last.fingerprint == wanted and not full:
        return last, None
    home.built_file.unlink(missing_ok=True)
    outcome = run_dbt(home, ["build", "--exclude-resource-type", "unit_test"])
    if outcome.failures:
        raise BuildFailed(outcome.failures)
    _drop_abandoned(home, outcome.models)
    built = Built(wanted, datetime.now(UTC).isoformat(timespec="seconds"))
    home.built_file.write_text(json.dumps(asdict(built)) + "\n", encoding="utf-8")
    return built, outcome


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
    finally:
        connection.close()
    digest.update(json.dumps(documents).encode())
    return digest.hexdigest()


def _sources(project: Path) -> Iterator[Path]:
    for folder in _SOURCES:
        yield from sorted(path for path in (project / folder).rglob("*") if path.is_file())
    yield from (project / name for name in _FILES)


def run_dbt(home: Home, arguments: Sequence[str], project: Path = PROJECT) -> Outcome:
    """Run one dbt command in this process, quietly, with everything it writes below the home."""
    places = {
        "--project-dir": project,
        "--profiles-dir": project,
        "--target-path": home.target_dir.resolve(),
        "--log-path": home.log_dir.resolve(),
    }
    command = ["--log-level", "none", "--log-level-file", "info", *arguments]
    for option, path in places.items():
        command += [option, str(path)]
    folder = Path.cwd()
    with _variable(BUILD_FILE_VARIABLE, str(home.build_file.resolve())):
        try:
            result = dbtRunner().invoke(command)
        finally:
            os.chdir(folder)
            _let_go()
    return _outcome(result)


def _outcome(result: dbtRunnerResult) -> Outcome:
    if not isinstance(result.result, RunExecutionResult):
        return Outcome(() if result.success else (Failure("dbt", str(result.exception).strip()),))
    nodes = result.result.results
    failures = tuple(
        Failure(node.node.name, (node.message or str(node.status)).strip())
        for node in nodes
        if str(node.status) in _FAILED
    )
    if not result.success and not failures:
        failures = (Failure("dbt", str(result.exception or "failed without a message").strip()),)
    models = frozenset(node.node.name for node in nodes if node.node.resource_type is NodeType.Model)
    return Outcome(failures, models, len(nodes), sum(str(node.status) == "warn" for node in nodes))


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


def _let_go() -> None:
    """Close dbt's connection: it would keep the build file from everyone else in this process."""
    with suppress(Exception):  # there is none when dbt never came to open it
        DuckDBConnectionManager.env().close()
    DuckDBConnectionManager.close_all_connections()


@contextmanager
def _variable(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
