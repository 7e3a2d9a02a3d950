"""CSV and JSON: nothing is calculated, nothing is lost, all of it comes back."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from gongkai.worklist.sheet import unguarded
from tests.python.gongkai.command import Command

TEXTS = [
    "=1+1",
    "001",
    "2080101",
    "a\nb",
    'a"b,c',
    "'quoted",
    "1e5",
    "-5",
    "\t=x",
    "\u202eevil",
    "教育支出",
    "\\u0009",
]


@pytest.fixture
def texts(changed: Home) -> Home:
    with duckdb.connect(str(changed.mart_file)) as mart:
        mart.execute(
            "create table qc_texts (place integer, text varchar, amount_cny decimal(38, 2), is_it boolean)"
        )
        mart.executemany(
            "insert into qc_texts values (?, ?, 12345678901234567890.12, ?)",
            [[place, text, place % 2 == 0] for place, text in enumerate(TEXTS)],
        )
        mart.execute("insert into qc_texts values (99, null, null, null)")
    return changed


def test_csv_is_neutral_and_comes_back(texts: Home, folder: Path, gongkai: Command) -> None:
    assert gongkai(texts, "export", "qc_texts", "--format", "csv")[0] == 0
    data = (folder / "qc_texts.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfplace,text,amount_cny,is_it\r\n")
    assert data.count(b"\r\n") == len(TEXTS) + 2
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert not [row["text"] for row in rows if row["text"].startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [unguarded(row["text"]).text for row in rows[:-1]] == TEXTS
    assert (rows[0]["amount_cny"], rows[0]["is_it"]) == ("12345678901234567890.12", "true")
    assert set(rows[-1].values()) == {"99", ""}


def test_json_loses_no_digit(texts: Home, folder: Path, gongkai: Command) -> None:
    assert gongkai(texts, "export", "qc_texts", "--output", "t.json")[0] == 0
    text = (folder / "t.json").read_text(encoding="utf-8")
    assert "\u202e" not in text
    told = json.loads(text)
    assert [row["text"] for row in told["rows"]] == [*TEXTS, None]
    assert Decimal(told["rows"][0]["amount_cny"]) == Decimal("12345678901234567890.12")
    assert told["rows"][0]["is_it"] is True
    assert told["row_count"] == len(TEXTS) + 1
    assert told["mart"] == {
        "project_version": "0.9",
        "fingerprint": "f00",
        "built_at": "2026-01-02T03:04:05+00:00",
    }
    assert [column["name"] for column in told["columns"]] == ["place", "text", "amount_cny", "is_it"]


def test_json_without_rows_is_json(made: Home, folder: Path, gongkai: Command) -> None:
    assert gongkai(made, "export", "rpt_budget_lines", "--year", "1999", "--output", "t.json")[0] == 0
    told = json.loads((folder / "t.json").read_text(encoding="utf-8"))
    assert (told["rows"], told["row_count"]) == ([], 0)
    assert told["filters"] == [{"option": "--year", "typed": "1999", "meaning": "1999"}]


def test_text_may_go_to_the_standard_output(made: Home, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    asked = ["qc_finding", "--unit", "福利", "--format", "csv", "--output", "-", "--home", str(made.root)]
    assert main(["export", *asked]) == 0
    printed = capfdbinary.readouterr()
    assert printed.out.splitlines() == [b"finding_key,document_key,fiscal_year", b"f2,d2,2024"]
    assert "1 行 / rows".encode() in printed.err
