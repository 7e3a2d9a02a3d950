"""A database in memory in which the models of a scope are built, one batch after another."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from gongkai.batch import exchange
from gongkai.batch.failures import FAULTS, Failure, failing
from gongkai.batch.program import DATABASE, DataTest, Model, Program, Scope
from gongkai.batch.room import with_room
from ingest import raw

_MEMORY = {
    Scope.DOCUMENT: {"memory_limit": "200MB"},
    # wide tables and wide tests: what each gives back is not left to the allocator
    Scope.JURISDICTION: {
        "memory_limit": "500MB",
        "allocator_flush_threshold": "1MB",
        "allocator_bulk_deallocation_flush_threshold": "1MB",
    },
}
"""What an engine may hold before it puts tables aside on disk: enough for 200 ordinary documents."""


class Engine:
    """Seeds and reference models of a program in memory; each batch takes the place of the one before."""

    def __init__(self, program: Program, scope: Scope, aside: Path) -> None:
        """Take what does not depend on documents from the program's database; `aside` is a folder to make."""
        self._steps = tuple(_steps(program, scope))
        self._inputs = inputs(program, scope)
        self._connection = duckdb.connect(
            config={"threads": 1, "temp_directory": str(aside), **_MEMORY[scope]}
        )
        self._connection.execute("set enable_progress_bar = false")
        self._connection.execute(f"attach ':memory:' as {DATABASE}; use {DATABASE}")
        self._connection.execute(raw.SCHEMA)
        with reference_of(self._connection, program):
            copy_reference(self._connection, program)
            for model in program.models_of(Scope.DOCUMENT) if scope is Scope.JURISDICTION else ():
                if model.is_view and model.is_stored:
                    make_view(self._connection, model)
                elif model.is_stored:
                    copy_table(self._connection, f'"{model.schema}"', f'"{model.name}"')
        for schema in {step.model.schema for step in self._steps}:
            self._connection.execute(f'create schema if not exists "{schema}"')

    def close(self) -> None:
        """Let the memory go."""
        self._connection.close()

    def build(self, rows: Path, built: Path) -> tuple[Failure, ...]:
        """Build all models of the scope from the rows of its `inputs` and test them; returns what failed.

        Both are folders of an `exchange`, with a file for each input and each stored table that has rows.
        A table is dropped when nothing more reads it, so that a batch takes little memory.
        The result depends on these rows and the program alone. A model that cannot be computed is a failure
        too. Raises `duckdb.Error` for what no model is to blame for: no memory, an interruption.
        """
        return with_room(self._connection, lambda: self._build(rows, built))

    def _build(self, rows: Path, built: Path) -> tuple[Failure, ...]:
        self._fill(rows)
        failures: list[Failure] = []
        for step in self._steps:
            model = step.model
            try:
                self._make(model)
            except FAULTS as error:
                return (Failure(model.name, str(error)),)
            if step.is_kept:
                exchange.write(self._connection, f"from {model.relation}", built, model.name)
            failures += failing(self._connection, step.tests)
            for relation in step.done_with:
                self._connection.execute(f"drop table {relation}")
        return tuple(failures)

    def timed(self, rows: Path) -> dict[str, float]:
        """CPU seconds of each model on these rows."""
        return with_room(self._connection, lambda: self._timed(rows))

    def _timed(self, rows: Path) -> dict[str, float]:
        self._fill(rows)
        took = {}
        for model in (step.model for step in self._steps):
            before = time.process_time()
            self._make(model)
            took[model.name] = time.process_time() - before
        return took

    def _fill(self, rows: Path) -> None:
        for name, relation in self._inputs.items():
            self._connection.execute(f"truncate {relation}")
            exchange.read(self._connection, rows, name, relation)

    def _make(self, model: Model) -> None:
        kind = "view" if model.is_view else "table"
        self._connection.execute(f"create or replace {kind} {model.relation} as ({model.select}\n)")


@dataclass(frozen=True, slots=True)
class _Step:
    """A model to build, the tests that can run then, and the tables that nothing needs any more."""

    model: Model
    is_kept: bool
    tests: tuple[DataTest, ...]
    done_with: tuple[str, ...]


def _steps(program: Program, scope: Scope) -> Iterator[_Step]:
    models = program.built_for(scope)
    own = {model.name: model for model in models}
    kept = {model.name for model in program.stored(scope)}
    at = {model.name: number for number, model in enumerate(models)}
    tests: dict[int, list[DataTest]] = {}
    last = dict(at)
    for test in program.tests_of(scope):
        when = max((at[name] for name in test.reads if name in at), default=len(models) - 1)
        tests.setdefault(when, []).append(test)
        for name in _tables_read(own, test.reads):
            last[name] = max(last[name], when)
    for model in models:
        for name in _tables_read(own, model.reads):
            last[name] = max(last[name], at[model.name])
    for number, model in enumerate(models):
        done = tuple(
            own[name].relation for name, when in last.items() if when == number and not own[name].is_view
        )
        yield _Step(model, model.name in kept, tuple(tests.get(number, ())), done)


def _tables_read(models: Mapping[str, Model], names: Iterable[str]) -> Iterator[str]:
    """The models among these, and those that the views among them read."""
    for name in names:
        if name in models:
            yield name
            if models[name].is_view:
                yield from _tables_read(models, models[name].reads)


def inputs(program: Program, scope: Scope) -> dict[str, str]:
    """What a batch of a scope is made from: name and relation of raw tables and of stored tables."""
    found = {table: f"raw.{table}" for table in raw.TABLES}
    if scope is Scope.JURISDICTION:
        read = {name for model in program.built_for(scope) for name in model.reads}
        read |= {name for test in program.tests_of(scope) for name in test.reads}
        stored = program.stored(Scope.DOCUMENT)
        found |= {model.name: model.relation for model in stored if model.name in read}
    return found


@contextmanager
def reference_of(connection: duckdb.DuckDBPyConnection, program: Program) -> Iterator[None]:
    """The program's own database beside the one at hand, as `reference`."""
    path = str(program.reference).replace("'", "''")
    connection.execute(f"attach '{path}' as reference (read_only)")
    try:
        yield
    finally:
        connection.execute("detach reference")


def copy_reference(connection: duckdb.DuckDBPyConnection, program: Program) -> None:
    """Make seeds and reference models in the database at hand what they are in `reference_of` the program."""
    models = {model.name: model for model in program.models_of(Scope.REFERENCE)}
    for schema, table in connection.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = 'reference'"
    ).fetchall():
        if schema == "seed" or table in models:
            copy_table(connection, f'"{schema}"', f'"{table}"')
    for model in models.values():
        if model.is_view:
            make_view(connection, model)


def copy_table(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> None:
    """Make a table with the columns and rows of the one in `reference`; names are quoted."""
    connection.execute(f"create schema if not exists {schema}")
    connection.execute(f"create or replace table {schema}.{table} as from reference.{schema}.{table}")


def make_view(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Make the view of a model; what it reads is there."""
    connection.execute(f'create schema if not exists "{model.schema}"')
    connection.execute(f"create or replace view {model.relation} as ({model.select}\n)")
