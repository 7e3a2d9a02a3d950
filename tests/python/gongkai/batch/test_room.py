"""What needs more memory than a database was given gets more, once."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from gongkai.batch.room import with_room

_LARGE = "select len(list(i)) from range(10_000_000) as r (i)"
"""One value of 80 MB, which no disk can hold meanwhile."""


def test_a_query_that_cannot_do_with_little_is_asked_again_with_more(tmp_path: Path) -> None:
    asked = []
    with duckdb.connect(
        config={"memory_limit": "20MB", "threads": 1, "temp_directory": str(tmp_path)}
    ) as little:

        def work() -> object:
            asked.append(1)
            return little.execute(_LARGE).fetchone()

        assert with_room(little, work) == (10_000_000,)
        assert len(asked) == 2
        assert with_room(little, work) == (10_000_000,)  # and keeps what it was given
        assert len(asked) == 3


def test_another_fault_is_not_tried_again() -> None:
    asked = []
    with duckdb.connect() as connection:

        def work() -> object:
            asked.append(1)
            return connection.execute("select 1 / 'a'")

        with pytest.raises(duckdb.ConversionException):
            with_room(connection, work)
    assert len(asked) == 1
