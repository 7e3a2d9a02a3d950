"""A database in memory in which the models of documents are built, one batch after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from gongkai.batch.failures import FAULTS, Failure, failing
from gongkai.batch.program import DATABASE, Program, Scope
from ingest import raw


@dataclass(frozen=True, slots=True)
class Batch:
    """What was built of some documents: the rows of each stored table, and what failed."""

    tables: Mapping[str, pa.Table]
    failures: tuple[Failure, ...] = ()


class Engine:
    """Seeds and reference models of a program in memory; each batch takes the place of the one before."""

    def __init__(self, program: Program, threads: int = 1) -> None:
        """Take what does not depend on documents from the program's database."""
        self._program = program
        self._connection = duckdb.connect(config={"threads": threads})
        self._connection.execute("set enable_progress_bar = false")
        self._connection.execute(f"attach ':memory:' as {DATABASE}; use {DATABASE}")
        self._connection.execute(raw.SCHEMA)
        with reference_of(self._connection, program):
            copy_reference(self._connection, program)
        for model in program.models_of(Scope.DOCUMENT):
            self._connection.execute(f'create schema if not exists "{model.schema}"')

    def close(self) -> None:
        """Let the memory go."""
        self._connection.close()

    def build(self, rows: Mapping[str, pa.Table]) -> Batch:
        """Build all models of documents from raw rows, by the name of their table, and test them.

        The result depends on these rows and the program alone. A model that cannot be computed is a failure
        too. Raises `duckdb.Error` for what no model is to blame for: no memory, an interruption.
        """
        for table in raw.TABLES:
            self._connection.execute(f"truncate raw.{table}")
            if table in rows and rows[table].num_rows:
                self._connection.register("incoming", rows[table])
                self._connection.execute(f"insert into raw.{table} by name select * from incoming")
                self._connection.unregister("incoming")
        for model in self._program.models_of(Scope.DOCUMENT):
            kind = "view" if model.is_view else "table"
            try:
                self._connection.execute(f"create or replace {kind} {model.relation} as ({model.select}\n)")
            except FAULTS as error:
                return Batch({}, (Failure(model.name, str(error)),))
        tests = tuple(self._program.tests_of(Scope.DOCUMENT))
        return Batch(
            {
                model.name: self._connection.execute(f"from {model.relation}").to_arrow_table()
                for model in self._program.stored()
            },
            failing(self._connection, tests),
        )


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
    tables = [
        (schema, table)
        for schema, table in connection.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = 'reference'"
        ).fetchall()
        if schema == "seed" or table in models
    ]
    for schema in dict.fromkeys(
        [schema for schema, _ in tables] + [model.schema for model in models.values()]
    ):
        connection.execute(f'create schema if not exists "{schema}"')
    for schema, table in tables:
        connection.execute(
            f'create or replace table "{schema}"."{table}" as from reference."{schema}"."{table}"'
        )
    for model in models.values():
        if model.is_view:
            connection.execute(f"create or replace view {model.relation} as ({model.select}\n)")
