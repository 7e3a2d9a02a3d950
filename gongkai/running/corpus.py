"""The models and tests that need all documents, run with the SQL that dbt compiled."""

from __future__ import annotations

import time

import duckdb

from gongkai.batch.failures import FAULTS, Failure, failing
from gongkai.batch.program import Program, Scope
from gongkai.running.outcome import BuildFailed
from gongkai.running.progress import Progress, Stage


def build_corpus(connection: duckdb.DuckDBPyConnection, program: Program) -> int:
    """Build every model of all documents and test them; how many models and tests that were.

    Raises `BuildFailed` for the model that cannot be computed, or for all tests that fail.
    """
    models, tests = tuple(program.models_of(Scope.CORPUS)), tuple(program.tests_of(Scope.CORPUS))
    progress, started = Progress(stage=Stage.MODELS, is_each_told=False), time.monotonic()
    in_all = len(models) + len(tests)
    progress.begin(in_all)
    for number, model in enumerate(models, 1):
        try:
            connection.execute(f'create schema if not exists "{model.schema}"')
            connection.execute(model.statement)
        except FAULTS as error:
            raise BuildFailed([Failure(model.name, str(error))]) from error
        progress.count(number, in_all, model.name, started)

    def tested(number: int, name: str) -> None:
        progress.count(len(models) + number, in_all, name, started)

    if failures := failing(connection, tests, tested):
        raise BuildFailed(failures)
    return in_all
