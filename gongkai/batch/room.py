"""Memory of a database: little at first, so that many can work side by side; what needs more gets it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import duckdb

_MOST = "8GB"
_Result = TypeVar("_Result")


def with_room(connection: duckdb.DuckDBPyConnection, work: Callable[[], _Result]) -> _Result:
    """What `work` returns; it is done once more, with most memory, where the limit of the database stops it.

    Tables beyond the limit are put aside on disk; what a query holds at once cannot be.
    """
    try:
        return work()
    except duckdb.OutOfMemoryException:
        connection.execute(f"set memory_limit = '{_MOST}'")
        return work()
