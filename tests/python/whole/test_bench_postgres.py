"""What `bench/postgres.py` does without a server: types, times, sums, the script of a table, what is told."""

from __future__ import annotations

import importlib.util
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import duckdb
import pytest

from gongkai.running.home import PROJECT, Home, reading_mart


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """`bench/postgres.py`, which is no package."""
    spec = importlib.util.spec_from_file_location("bench_postgres", PROJECT / "bench" / "postgres.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("VARCHAR", "text"),
        ("DOUBLE", "double precision"),
        ("INTEGER", "integer"),
        ("BOOLEAN", "boolean"),
        ("DECIMAL(18,2)", "decimal(18,2)"),
    ],
)
def test_a_type(bench: ModuleType, ours: str, theirs: str) -> None:
    assert bench.type_of(ours) == theirs


def test_a_type_that_is_not_known(bench: ModuleType) -> None:
    with pytest.raises(ValueError, match="STRUCT"):
        bench.type_of("STRUCT(a INTEGER)")


def test_each_type_of_the_mart_has_one(bench: ModuleType, home: Home) -> None:
    with reading_mart(home) as mart:
        kinds = mart.execute("select distinct data_type from duckdb_columns() where not internal").fetchall()
    assert kinds
    assert all(bench.type_of(kind) for (kind,) in kinds)


@pytest.mark.parametrize(
    ("line", "took"),
    [
        ("Time: 12.345 ms", 12.345),
        ("Time: 61234.567 ms (01:01.235)", 61234.567),
        ("question not_read", None),
        ("Time: soon", None),
    ],
)
def test_a_line_of_timing(bench: ModuleType, line: str, took: float | None) -> None:
    assert bench.milliseconds(line) == took


def test_sums_are_the_same_of_values_and_of_text(bench: ModuleType) -> None:
    values = [("甲", Decimal("1.10"), None), ("乙", Decimal("2.00"), 0.25)]
    text = [["甲", "1.10", ""], ["乙", "2.00", "0.25"]]
    assert bench.sums(values, [1, 2]) == bench.sums(text, [1, 2]) == {1: Decimal("3.1"), 2: Decimal("0.25")}


def test_a_table_has_a_key_where_a_column_can_be_one(bench: ModuleType, tmp_path: Path) -> None:
    with duckdb.connect() as mart:
        mart.execute("create schema mart")
        mart.execute(
            "create table mart.t (unit_key varchar, line_key varchar, cell_id varchar, name varchar)"
        )
        mart.execute("insert into mart.t values ('u', 'a', 'c', ''), ('u', 'b', null, null)")
        script = list(bench.copied(mart, "t", tmp_path))
    assert script[2:] == [
        "create index on mart.t (unit_key);",
        "alter table mart.t add primary key (line_key);",
        "create index on mart.t (cell_id);",
        "analyze mart.t;",
    ]
    assert (tmp_path / "t.csv").read_text() == 'u,a,c,""\nu,b,,\n'


def test_only_what_both_run_is_compared(bench: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    ours = {
        "a": bench.Answer([1.0, 3.0], 1, {0: Decimal(5)}),
        "b": bench.Answer([2.0, 2.0], 1, {0: Decimal(5)}),
        "c": bench.Answer([900.0, 900.0]),
    }
    theirs = {
        "a": bench.Answer([4.0, 4.0], 1, {0: Decimal(5)}),
        "b": bench.Answer([8.0, 8.0], 1, {0: Decimal(6)}),
        "c": bench.Answer(refused="syntax error"),
    }
    bench.report(ours, theirs)
    first, *rest = capsys.readouterr().out.splitlines()
    assert "DuckDB p50 2.0" in first
    assert first.endswith("2 of 3 questions run in both, PostgreSQL / DuckDB median ratio 3.00")
    assert rest == [
        "  differs: b: DuckDB 1 rows, sums 5; PostgreSQL 1 rows, sums 6",
        "  not in PostgreSQL: c (syntax error)",
    ]


def test_without_the_programs_their_package_is_named(
    bench: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "PROGRAMS", tmp_path)
    with duckdb.connect() as mart:
        bench.compare(mart, {"a": "select 1"})
    assert "postgresql-15" in capsys.readouterr().out
