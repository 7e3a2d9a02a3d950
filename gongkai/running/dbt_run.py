"""dbt in this process: quiet, with everything it writes below the home."""

from __future__ import annotations

import gc
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.artifacts.resources.types import NodeType
from dbt.artifacts.schemas.run import RunExecutionResult
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest

from gongkai.batch.failures import Failure, first_rows
from gongkai.running.home import PROJECT, Home
from gongkai.running.outcome import Outcome
from gongkai.running.progress import Progress

BUILD_FILE_VARIABLE = "GONGKAI_BUILD_FILE"
_LOG_BYTES = 2_000_000
"""dbt begins a new log there, and keeps five old ones: some thirty builds."""

_FAILED = frozenset({"error", "fail", "runtime error"})


def run_dbt(
    home: Home, *steps: Sequence[str], project: Path = PROJECT, progress: Progress | None = None
) -> Outcome:
    """Run dbt commands on the build file of the home, one after the other, until one fails.

    The project is parsed once for all. Returns what the commands did together. Never raises for what dbt
    reports. `progress` is told of the models and seeds of each command.
    """
    places = {
        "--project-dir": project,
        "--profiles-dir": project,
        "--target-path": home.target_dir.resolve(),
        "--log-path": home.log_dir.resolve(),
    }
    options = ["--log-level", "none", "--log-level-file", "info", "--log-file-max-bytes", str(_LOG_BYTES)]
    where = [part for option, path in places.items() for part in (option, str(path))]
    outcome = Outcome(())
    manifest: Manifest | None = None
    folder = Path.cwd()
    with _variable(BUILD_FILE_VARIABLE, str(home.build_file.resolve())), _rare_collection(), _quiet_logs():
        for step in (["parse", "--no-write-json"], *steps) if len(steps) > 1 else steps:
            try:
                result = dbtRunner(manifest, [_counting(progress)] if progress else []).invoke(
                    [*options, *step, *where]
                )
            finally:
                os.chdir(folder)
                _let_go()
            if isinstance(result.exception, KeyboardInterrupt | OSError):
                raise result.exception
            if isinstance(result.result, Manifest):
                manifest = result.result
            outcome = outcome.followed_by(_with_rows(_outcome(result), home))
            if outcome.failures:
                break
    return outcome


def _counting(progress: Progress) -> Callable[[Any], None]:
    """What hears all that dbt says, and tells of each model or seed that it begins."""
    started = time.monotonic()

    def hear(event: Any) -> None:
        if event.info.name == "LogStartLine":
            progress.count(event.data.index, event.data.total, event.data.node_info.node_name, started)

    return hear


def _outcome(result: dbtRunnerResult) -> Outcome:
    if not isinstance(result.result, RunExecutionResult):
        return Outcome(() if result.success else (Failure("dbt", str(result.exception).strip()),))
    nodes = result.result.results
    failures = tuple(
        Failure(
            node.node.name,
            (node.message or str(node.status)).strip(),
            node.node.compiled_code if node.node.resource_type is NodeType.Test else None,
        )
        for node in nodes
        if str(node.status) in _FAILED
    )
    if not result.success and not failures:
        failures = (Failure("dbt", str(result.exception or "failed without a message").strip()),)
    return Outcome(failures, len(nodes))


def _with_rows(outcome: Outcome, home: Home) -> Outcome:
    """The same with the first rows that each failing test found: dbt itself only counts them."""
    if not any(failure.query for failure in outcome.failures):
        return outcome
    connection = duckdb.connect(str(home.build_file), read_only=True)
    try:
        return replace(
            outcome, failures=tuple(_with_first_rows(failure, connection) for failure in outcome.failures)
        )
    finally:
        connection.close()


def _with_first_rows(failure: Failure, connection: duckdb.DuckDBPyConnection) -> Failure:
    if failure.query is None:
        return failure
    try:
        shown = first_rows(connection, failure.query)
    except duckdb.Error:  # a test that cannot run has said why
        return failure
    return replace(failure, message="\n      ".join([failure.message, *shown]))


def _let_go() -> None:
    """Close dbt's connection: it would keep the build file from everyone else in this process."""
    with suppress(Exception):  # there is none when dbt never came to open it
        DuckDBConnectionManager.env().close()
    DuckDBConnectionManager.close_all_connections()


@contextmanager
def _quiet_logs() -> Iterator[None]:
    """A log that cannot be written, on a disk that is full, is no traceback on the terminal."""
    before = logging.raiseExceptions
    logging.raiseExceptions = False
    try:
        yield
    finally:
        logging.raiseExceptions = before


@contextmanager
def _rare_collection() -> Iterator[None]:
    """Hardly look for circles among objects: dbt keeps what it makes, and the search took a sixth."""
    before = gc.get_threshold()
    gc.set_threshold(2_000_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


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
