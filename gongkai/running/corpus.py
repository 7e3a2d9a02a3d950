"""The models and tests that need all documents, run with the SQL that dbt compiled."""

from __future__ import annotations

import duckdb

from gongkai.batch.failures import FAULTS, Failure, failing
from gongkai.batch.program import Program, Scope
from gongkai.running.outcome import BuildFailed


def build_corpus(connection: duckdb.DuckDBPyConnection, program: Program) -> int:
    """Build every model of all documents and test them; how many models and tests that were.

    Raises `BuildFailed` for the model that cannot be computed, or for all tests that fail.
    """
    tests = tuple(program.tests_of(Scope.CORPUS))
    count = 0
    for model in program.models_of(Scope.CORPUS):
        try:
            connection.execute(f'create schema if not exists "{model.schema}"')
            connection.execute(model.statement)
        except FAULTS as error:
            raise BuildFailed([Failure(model.name, str(error))]) from error
        count += 1
    if failures := failing(connection, tests):
        raise BuildFailed(failures)
    return count + len(tests)
