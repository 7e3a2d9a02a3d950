"""Tables written for others are read as they were, by name, and what has no rows is not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from gongkai.batch import exchange

_ROWS = """
select * from (values
    (1, '行政运行', 1234.50::decimal(18, 2), 0.000001::decimal(38, 6), [1.5, null], date '2024-01-31', true),
    (2, null, null, null, null, null, null),
    (9007199254740993, 'a''b', -0.01::decimal(18, 2), -1::decimal(38, 6), [], date '1999-12-31', false)
) as given (number, name, amount, share, box, day, is_told)
"""


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(f"create table given as {_ROWS}")
        connection.execute("create table taken as from given limit 0")
        yield connection


def test_every_value_comes_back(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    folder = tmp_path / "it's 公开"
    folder.mkdir()
    exchange.write(connection, "from given", folder, "lines")
    carried = exchange.unpacked(exchange.packed(folder), tmp_path / "elsewhere")
    exchange.read(connection, carried, "lines", "taken")
    assert connection.execute("from taken").fetchall() == connection.execute("from given").fetchall()


def test_columns_are_found_by_name_and_rows_may_be_left_out(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    exchange.write(connection, "select name, number from given", tmp_path, "lines")
    exchange.read(connection, tmp_path, "lines", "taken", "number = 1")
    assert connection.execute("select number, name, amount from taken").fetchall() == [(1, "行政运行", None)]


def test_a_table_without_rows_is_no_file(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    exchange.write(connection, "from given where false", tmp_path, "lines")
    assert list(tmp_path.iterdir()) == []
    exchange.read(connection, tmp_path, "lines", "taken")
    assert connection.execute("select count(*) from taken").fetchone() == (0,)
