"""Rows of one query over the whole mart, handed out group by group in its order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb

Row = dict[str, Any]
"""One row by the names of its columns."""

_AT_ONCE = 2048


class Rows:
    """The rows of a query that is sorted by its first column, the key of a page, those without one last.

    Pages are asked for in the order of their keys, so that no more than one of them is held at a time.
    """

    def __init__(self, mart: duckdb.DuckDBPyConnection, query: str) -> None:
        self._rows = _rows(mart, query)
        self._next = next(self._rows, None)

    def of(self, key: str) -> list[Row]:
        """All rows of a key; those of keys before it are passed over."""
        found = []
        while self._next is not None:
            at = next(iter(self._next.values()))
            if at is None or at > key:
                break
            if at == key:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found


def all_rows(mart: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    """All rows of a query, where they are few."""
    return list(_rows(mart, query))


def _rows(mart: duckdb.DuckDBPyConnection, query: str) -> Iterator[Row]:
    asked = mart.cursor().execute(query)
    names = [str(column[0]) for column in asked.description or ()]
    while batch := asked.fetchmany(_AT_ONCE):
        for row in batch:
            yield dict(zip(names, row, strict=True))
