"""One parquet file: the types of the mart, read by polars and Arrow, and what it is in its metadata."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import polars
import pyarrow
import pyarrow.compute
import pyarrow.parquet
import pytest

from gongkai.running.home import Home
from tests.python.gongkai.command import Command


def test_rows_and_types_are_those_of_the_mart(home: Home, folder: Path, gongkai: Command) -> None:
    assert gongkai(home, "export", "rpt_budget_lines", "--format", "parquet")[0] == 0
    file = folder / "rpt_budget_lines.parquet"
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        query = "select count(*), sum(hash(t)), sum(amount_cny) from {} as t"
        told = mart.execute(query.format("rpt_budget_lines")).fetchall()
        assert mart.execute(query.format(f"'{file}'")).fetchall() == told
        described = mart.execute("describe rpt_budget_lines").fetchall()
        types = mart.execute(f"describe select * from '{file}'").fetchall()
        assert [row[:2] for row in types] == [row[:2] for row in described]
    assert polars.read_parquet(file)["amount_cny"].sum() == told[0][2]
    assert pyarrow.compute.sum(pyarrow.parquet.read_table(file)["amount_cny"]).as_py() == told[0][2]


def test_metadata_says_what_it_is(made: Home, folder: Path, gongkai: Command) -> None:
    assert gongkai(made, "export", "rpt_budget_lines", "--year", "2024", "--format", "parquet")[0] == 0
    told = pyarrow.parquet.read_metadata(folder / "rpt_budget_lines.parquet")
    assert told.row_group(0).column(0).compression == "ZSTD"
    metadata = {key.decode(): value.decode() for key, value in told.metadata.items()}
    assert metadata["description"].startswith("同一阶段的行可以相加。")
    assert json.loads(metadata["mart"])["fingerprint"] == "f00"
    assert json.loads(metadata["filters"])[0]["typed"] == "2024"
    assert {"name": "amount_cny", "label": "金额（元，照印）"}.items() <= json.loads(metadata["columns"])[
        -1
    ].items()


def test_sums_of_whole_numbers_are_not_rounded(
    made: Home, folder: Path, gongkai: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = tmp_path / "questions"
    questions.mkdir()
    query = (
        "select sum(9007199254740993::bigint) as large_count from mart.qc_finding where finding_key = 'f1'"
    )
    (questions / "large.sql").write_text(query, encoding="utf-8")
    for module in ("gongkai.exporting.subjects", "gongkai.running.answers"):
        monkeypatch.setattr(f"{module}.ANALYSES", questions)
    assert gongkai(made, "ask", "large", "--format", "parquet")[0] == 0
    found = duckdb.sql(
        f"select large_count, typeof(large_count) from '{folder / 'large.parquet'}'"
    ).fetchall()
    assert found == [(9007199254740993, "DECIMAL(38,0)")]
