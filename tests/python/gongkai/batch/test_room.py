"""What needs more memory than a database was given gets more, once."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from gongkai.batch.room import with_room
from ingest.raw import whole

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
        limit = "select current_setting('memory_limit')"
        assert little.execute(limit).fetchone() == ("19.0 MiB",), "the next one begins with little again"


def test_a_commit_that_cannot_do_with_little_is_done_again_with_more(tmp_path: Path) -> None:
    """DuckDB calls it a failed transaction; a build of 1,000 documents ended there."""
    settings = {
        "memory_limit": "42MB",
        "threads": 1,
        "temp_directory": str(tmp_path / "aside"),
        "checkpoint_threshold": "1GB",
    }
    columns = ", ".join(f"repeat('x', (i % 97)::int) || i as c{number}" for number in range(60))
    asked = []
    with duckdb.connect(str(tmp_path / "file.duckdb"), config=settings) as little:
        little.execute(f"create table t as select {columns} from range(0) as r (i)")

        def work() -> None:
            asked.append(1)
            with whole(little):
                for first in range(0, 36_000, 3_000):
                    little.execute(
                        f"insert into t select {columns} from range({first}, {first} + 3000) as r (i)"
                    )

        with pytest.raises(duckdb.TransactionException, match="block of size"):
            work()
        with_room(little, work)
        assert len(asked) == 3
        assert little.execute("select count(*) from t").fetchone() == (36_000,)


def test_another_fault_is_not_tried_again() -> None:
    asked = []
    with duckdb.connect() as connection:

        def work() -> object:
            asked.append(1)
            return connection.execute("select 1 / 'a'")

        with pytest.raises(duckdb.ConversionException):
            with_room(connection, work)
    assert len(asked) == 1
