"""What `bench/postgres.py` does: times, sums, what is told, which questions run in PostgreSQL."""

from __future__ import annotations

import importlib.util
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from gongkai.running.home import PROJECT, Home


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """`bench/postgres.py`, which is no package and finds `pgserver` beside it."""
    sys.path.append(str(PROJECT / "bench"))
    spec = importlib.util.spec_from_file_location("bench_postgres", PROJECT / "bench" / "postgres.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(PROJECT / "bench"))
    return module


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
    monkeypatch.setattr(bench.pgserver, "PROGRAMS", tmp_path)
    bench.compare(tmp_path / "mart.duckdb", {"a": "select 1"})
    assert "postgresql-15" in capsys.readouterr().out


def test_most_questions_run_unchanged_and_answer_the_same(
    bench: ModuleType, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    if not bench.pgserver.is_installed():
        pytest.skip("PostgreSQL is not installed: .ci/postgresql, or apt-get install postgresql-15")
    bench.compare(home.mart_file, bench.questions(), runs=2)
    _, first, *rest = capsys.readouterr().out.splitlines()
    assert "16 of 17 questions run in both" in first
    assert [
        line for line in rest if not line.startswith("  not in PostgreSQL: largest_projects_by_function")
    ] == []
