"""Tests run on a database: which of them find rows, and the first of these rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import duckdb

from gongkai.batch.program import DataTest
from ingest.names import plain

FAULTS = (duckdb.DataError, duckdb.IntegrityError, duckdb.NotSupportedError, duckdb.ProgrammingError)
"""What a query may be blamed for; a full disk or an interruption is the fault of none."""

_MOST_ROWS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Failure:
    """A model or test that failed, with what dbt says about it; `query` finds the rows of a test."""

    node: str
    message: str
    query: str | None = None


def failing(
    connection: duckdb.DuckDBPyConnection,
    tests: Sequence[DataTest],
    tested: Callable[[int, str], None] = lambda _number, _name: None,
) -> tuple[Failure, ...]:
    """The tests that find rows or cannot run, each with what it finds first.

    `tested` is told of each test behind it: its number from 1, its name.
    """
    failures = []
    for number, test in enumerate(tests, 1):
        if failure := _failure(connection, test):
            failures.append(failure)
        tested(number, test.name)
    return tuple(failures)


def _failure(connection: duckdb.DuckDBPyConnection, test: DataTest) -> Failure | None:
    try:
        counted = connection.execute(f"select count(*) from ({test.query}\n)").fetchone()
        count = int(counted[0]) if counted else 0
        if not count:
            return None
        shown = first_rows(connection, test.query)
    except FAULTS as error:
        return Failure(test.name, str(error))
    return Failure(test.name, "\n      ".join([f"Got {count} results", *shown]))


def first_rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    """The first rows that a query finds, a line each. Raises `duckdb.Error`."""
    cursor = connection.execute(f"select * from ({query}\n) limit {_MOST_ROWS_SHOWN}")
    names = [str(column[0]) for column in cursor.description or ()]
    return [
        "; ".join(
            f"{name} = {plain(str(value))}"
            for name, value in zip(names, row, strict=True)
            if value not in (None, "")
        )
        for row in cursor.fetchall()
    ]
