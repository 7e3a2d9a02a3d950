"""Memory of a database: little at first, so that many can work side by side; what needs more gets it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import duckdb

_MOST = "8GB"
_Result = TypeVar("_Result")


_WANTS_MEMORY = (duckdb.OutOfMemoryException, duckdb.TransactionException)
"""A commit that finds no memory is a transaction that failed."""


def with_room(connection: duckdb.DuckDBPyConnection, work: Callable[[], _Result]) -> _Result:
    """What `work` returns; it is done once more, with most memory, where the limit of the database stops it.

    Tables beyond the limit are put aside on disk; what a query holds at once cannot be.
    """
    try:
        return work()
    except _WANTS_MEMORY:
        limit = connection.execute("select current_setting('memory_limit')").fetchall()[0][0]
        connection.execute(f"set memory_limit = '{_MOST}'")
        try:
            return work()
        finally:
            with suppress(duckdb.OutOfMemoryException):  # what is held cannot always be put aside
                connection.execute(f"set memory_limit = '{limit}'")
