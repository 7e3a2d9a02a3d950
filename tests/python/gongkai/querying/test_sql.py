"""`gongkai sql`: it reads the published mart, and nothing else in the world."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from gongkai.errors import Stopped
from gongkai.querying.session import BadQuery, session
from gongkai.running.home import Home
from tests.python.gongkai.command import Command


def _rows(home: Home, query: str) -> list[tuple[object, ...]]:
    with session(home) as opened:
        return [row for answer in opened.answers(query) for row in answer.fetch(1_000)]


def test_macros_are_there(home: Home) -> None:
    total = _rows(home, "select sum(amount_cny) from mart.rpt_expenditure")[0][0]
    wan = _rows(home, "select wan(sum(amount_cny)) from mart.rpt_expenditure")[0][0]
    assert isinstance(total, Decimal) and isinstance(wan, Decimal)
    assert wan * 10_000 == total
    assert _rows(home, "select wan(0.01::decimal(18, 2)), wan(null)") == [(Decimal("0.000001"), None)]


def test_a_cell_is_traced_to_its_print_and_its_facts(home: Home) -> None:
    cell, printed, amount, key = _rows(
        home,
        "select cell_id, amount_printed, amount_cny, budget_line_key from mart.rpt_budget_lines"
        " where statement_code = 'three_public_expenditure' order by cell_id limit 1",
    )[0]
    assert isinstance(cell, str)
    found = _rows(home, f"select printed, amount_cny, fact_key, file_name from trace_cell('{cell}')")
    assert (printed, amount, key) in [row[:3] for row in found]
    assert _rows(home, f"select count(*) from trace_cell('{cell}:p1')") == [(len(found),)]
    assert _rows(home, "select * from trace_cell('nosuch')") == []


WRITING = [
    "create table t as select 1",
    "create temp table t as select 1",
    "insert into mart.version select * from mart.version",
    "delete from mart.version",
    "drop table mart.version",
    "copy (select 1) to '{out}'",
    "copy mart.version to '{out}' (format parquet)",
    "export database '{out}'",
    "import database '{out}'",
    "attach '{out}' as other",
    "detach mart",
    "install httpfs",
    "load httpfs",
    "set enable_external_access = true",
    "reset lock_configuration",
    "pragma enable_profiling",
    "use memory",
    "begin",
    "vacuum",
    "call duckdb_tables()",
    "prepare p as select 1",
    "explain analyze create table memory.t as select 1",
    "/* a */ explain (analyze) create table memory.t as select 1",
    "select 1; create table t as select 1",
]
OUTSIDE = [
    "select * from read_csv('{secret}')",
    "select * from read_text('{secret}')",
    "select * from '{secret}'",
    "select * from glob('{folder}/*')",
    "select * from secret_frame",
    "select * from query('copy (select 1) to ''{out}''')",
    "select * from read_duckdb('{out}')",
    "select * from mart.nosuch",
]


@pytest.mark.parametrize("query", WRITING + OUTSIDE)
def test_nothing_else_is_read_or_written(query: str, home: Home, tmp_path: Path) -> None:
    secret, out = tmp_path / "secret.csv", tmp_path / "out"
    secret.write_text("a\nSECRET\n", encoding="utf-8")
    before = home.mart_file.read_bytes()
    secret_frame = duckdb.sql("select 'SECRET'").arrow()  # which the database would find
    with pytest.raises(Stopped) as stopped:
        _rows(home, query.format(out=out, secret=secret, folder=tmp_path))
    assert secret_frame is not None
    assert " / " in str(stopped.value) and "SECRET" not in str(stopped.value)
    assert list(tmp_path.iterdir()) == [secret]
    assert home.mart_file.read_bytes() == before


@pytest.mark.parametrize(
    "query",
    [
        "from mart.version",
        "with a as (select 1) select * from a",
        "values (1)",
        "describe mart.version",
        "show tables",
        "summarize mart.version",
        "explain select 1",
        "explain analyze from mart.version",
        "explain (analyze, format json) select 1",
        "pivot mart.qc_coverage on outcome using count(*)",
        "select 1; select 2;",
        "-- a comment\nselect 1",
    ],
)
def test_what_reads_is_run(query: str, home: Home) -> None:
    assert _rows(home, query)


@pytest.mark.parametrize(
    ("query", "place", "marked"),
    [
        ("selct 1", "line 1, column 1", "s"),
        ("select 1,\n  水利, nope\nfrom mart.version", "line 2, column 3", "水"),
        ("select '水利' as 水利, nosuch(1)", "line 1, column 20", "n"),
        ("select 1;\nselect * from mart.versions", "line 2, column 15", "m"),
    ],
)
def test_a_mistake_is_shown_at_its_place(query: str, place: str, marked: str, home: Home) -> None:
    with pytest.raises(BadQuery) as bad:
        _rows(home, query)
    assert place in str(bad.value) and bad.value.exit_code == 2
    line, mark = bad.value.lines()
    columns = [character for character in line for _ in range(2 if ord(character) > 0x2E80 else 1)]
    assert columns[mark.index("^")] == marked


def test_a_value_that_does_not_fit_is_a_failure(home: Home) -> None:
    with pytest.raises(BadQuery, match="cannot be converted") as bad:
        _rows(home, "select unit_name::int from mart.rpt_expenditure")
    assert bad.value.exit_code == 1


def test_a_query_ends_in_its_time(home: Home) -> None:
    started = time.monotonic()
    with pytest.raises(BadQuery, match="stopped after") as bad, session(home, 0.3) as opened:
        for answer in opened.answers("select count(*) from range(100000000000) a(i) where hash(i) = 5"):
            answer.fetch(1)
    assert time.monotonic() - started < 20
    assert bad.value.exit_code == 1


def test_csv_and_json_lose_nothing(home: Home) -> None:
    query = (
        "select 12345678901234567.89::decimal(20, 2) as a, 9007199254740993 as a, '\"=1,\n' as b, null as c,"
        " date '2024-01-01' as d, [1.5] as e, 'nan'::double as f, '\x1b[31m' as g"
    )
    printed = _process(home, query, "--json")
    assert b"\x1b" not in printed
    assert json.loads(printed) == [
        {
            "a": "12345678901234567.89", "a_2": "9007199254740993", "b": '"=1,\n', "c": None,
            "d": "2024-01-01", "e": ["1.5"], "f": "nan", "g": "\x1b[31m",
        }
    ]  # fmt: skip
    header, row = csv.reader(io.StringIO(_process(home, query, "--csv").decode()))
    assert header == ["a", "a", "b", "c", "d", "e", "f", "g"]
    assert row[:6] == ["12345678901234567.89", "9007199254740993", '"=1,\n', "", "2024-01-01", '["1.5"]']


def _process(home: Home, *arguments: str) -> bytes:
    command = [sys.executable, "-m", "gongkai", "sql", *arguments, "--home", str(home.root)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def test_rows_that_are_left_out_are_told(gongkai: Command, home: Home) -> None:
    code, said, told = gongkai(home, "sql", "from range(7)", "--limit", 3)
    assert code == 0
    assert [line.strip() for line in said.splitlines()] == ["range", "-----", "0", "1", "2"]
    assert "the first 3 rows; 4 more" in told
    _, said, told = gongkai(home, "sql", "from range(777)")
    assert len(said.splitlines()) == 779 and told == ""


def test_a_published_file_alone_is_asked(gongkai: Command, home: Home, empty: Home) -> None:
    code, said, _ = gongkai(empty, "sql", "select document_count from mart.version", "--mart", home.mart_file)
    assert (code, said.split()[-1]) == (0, "4")
    code, _, said = gongkai(empty, "sql", "select 1", "--mart", Path(__file__))
    assert code == 1 and "is no mart, or is damaged" in said
    assert not empty.root.exists()


@pytest.mark.parametrize("query", ["", " ; ", "-- nothing"])
def test_no_query_is_said(gongkai: Command, home: Home, query: str) -> None:
    code, _, said = gongkai(home, "sql", query)
    assert code == 2 and "there is no query" in said
