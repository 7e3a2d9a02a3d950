"""What is exported of the worklist, and what an export leaves alone."""

from __future__ import annotations

import csv
import os
from decimal import Decimal
from io import StringIO
from pathlib import Path

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from gongkai.worklist.codes import ALIAS_COLUMNS
from gongkai.worklist.sheet import COLUMNS
from tests.python.gongkai.worklist.filled import UNMAPPED_TYPES, Run, published, rows_of, unmapped


def test_export_orders_by_amount_and_then_by_rows(empty: Home, tmp_path: Path, run: Run) -> None:
    published(
        empty,
        [
            unmapped(wording="无金额", amount_cny=None, rows_affected=9),
            unmapped(wording="少", amount_cny=Decimal("1")),
            unmapped(wording="同额少行", amount_cny=Decimal("7"), rows_affected=1),
            unmapped(wording="同额多行", amount_cny=Decimal("7"), rows_affected=3),
            unmapped(seed_name="map_header_to_role", code_kind=None, wording="项目类支出"),
            unmapped(seed_name="map_header_to_role", code_kind=None, wording="机动支出"),
        ],
    )
    file = tmp_path / "list.csv"
    code, said, _ = run("export", "--output", file, "--home", empty.root)
    assert code == 0
    assert "4 行 / rows" in said
    assert "map_header_to_role 2 (gongkai layouts export, docs/map-a-layout.md)" in said
    assert f"gongkai codes import {file}" in said
    assert file.read_bytes().startswith(b"\xef\xbb\xbfcode_kind,")
    exported = rows_of(file)
    assert [row["wording"] for row in exported] == ["同额多行", "同额少行", "少", "无金额"]
    assert exported[0]["target_code"] == ""
    assert exported[0]["suggestion_1_code"] == "2080101"
    assert exported[0]["suggestion_1_similarity"] == "0.8000"
    assert exported[0]["amount_cny"] == "7.00"
    assert list(exported[0])[:8] == list(ALIAS_COLUMNS)


def test_export_goes_into_the_current_folder_by_default(
    empty: Home, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(empty, [unmapped()])
    monkeypatch.chdir(tmp_path)
    assert run("export", "--home", empty.root)[0] == 0
    assert len(rows_of(tmp_path / "unmapped_codes.csv")) == 1


def test_export_to_the_standard_output_holds_the_file_only(
    empty: Home, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    published(empty, [unmapped(), unmapped(seed_name="map_header_to_role")])
    assert main(["codes", "export", "--output", "-", "--home", str(empty.root)]) == 0
    printed = capsysbinary.readouterr()
    records = list(csv.reader(StringIO(printed.out.decode("utf-8-sig"))))
    assert [len(record) for record in records] == [len(COLUMNS)] * 2
    assert "docs/map-a-layout.md" in printed.err.decode()


def test_export_of_nothing_is_a_header(empty: Home, tmp_path: Path, run: Run) -> None:
    published(empty, [])
    code, said, _ = run("export", "--output", tmp_path / "list.csv", "--home", empty.root)
    assert code == 0
    assert "no code is unmapped" in said
    assert (tmp_path / "list.csv").read_text("utf-8-sig").splitlines() == [",".join(COLUMNS)]


def test_export_before_anything_is_published_says_so(empty: Home, tmp_path: Path, run: Run) -> None:
    code, _, said = run("export", "--output", tmp_path / "list.csv", "--home", empty.root)
    assert code == 1
    assert "尚未发布" in said and "nothing is published yet" in said
    assert not (tmp_path / "list.csv").exists()


def test_export_from_an_older_mart_says_what_to_do(empty: Home, tmp_path: Path, run: Run) -> None:
    published(empty, [])
    connection = duckdb.connect(str(empty.mart_file))
    connection.execute("alter table qc_unmapped_code drop column suggestion_1_code")
    connection.close()
    code, _, said = run("export", "--output", tmp_path / "list.csv", "--home", empty.root)
    assert code == 1
    assert "older version" in said and "gongkai publish" in said


def test_export_leaves_the_mart_alone(empty: Home, tmp_path: Path, run: Run) -> None:
    published(empty, [unmapped()])
    before = empty.mart_file.read_bytes()
    run("export", "--output", tmp_path / "list.csv", "--home", empty.root)
    assert empty.mart_file.read_bytes() == before
    assert [path.name for path in empty.mart_file.parent.iterdir()] == ["mart.duckdb"]


def test_export_keeps_a_file_that_somebody_began_to_fill(empty: Home, tmp_path: Path, run: Run) -> None:
    published(empty, [unmapped()])
    file = tmp_path / "list.csv"
    for _ in range(2):  # an unfilled list is simply written again
        assert run("export", "--output", file, "--home", empty.root)[0] == 0
    assert sorted(path.name for path in tmp_path.glob("list*")) == ["list.csv"]
    for number in (1, 2):
        filled = file.read_text("utf-8-sig").replace(",人社行政运行,,,", ",人社行政运行,,2080101,")
        file.write_text(filled, encoding="utf-8")
        code, said, _ = run("export", "--output", file, "--home", empty.root)
        assert code == 0
        assert f"list.{number}.csv" in said
        assert (tmp_path / f"list.{number}.csv").read_text("utf-8").replace("\r\n", "\n") == filled
    assert rows_of(file)[0]["target_code"] == ""


def test_export_writes_regular_files_only(empty: Home, tmp_path: Path, run: Run) -> None:
    published(empty, [unmapped()])
    for target in (tmp_path, Path(os.devnull), tmp_path / "missing" / "list.csv"):
        code, _, said = run("export", "--output", target, "--home", empty.root)
        assert code == 1
        assert str(target) in said
    assert tmp_path.is_dir() and Path(os.devnull).exists()


def test_a_name_of_a_workbook_is_refused(empty: Home, tmp_path: Path, run: Run) -> None:
    published(empty, [unmapped()])
    code, _, said = run("export", "--output", tmp_path / "codes.XLSX", "--home", empty.root)
    assert code == 1
    assert "give a name that ends in .csv" in said
    assert not (tmp_path / "codes.XLSX").exists()


def test_no_text_of_the_export_is_a_formula(empty: Home) -> None:
    texts = [name for name, data_type in UNMAPPED_TYPES.items() if data_type == "varchar"]
    published(
        empty,
        [{**dict.fromkeys(texts, '=HYPERLINK("a")'), "seed_name": "map_code_alias", "amount_cny": -5}],
    )
    from gongkai.worklist.exporting import worklist

    header, row = csv.reader(StringIO(worklist(empty).content().decode("utf-8-sig")))
    cells = dict(zip((heading.split()[0] for heading in header), row, strict=True))
    assert cells.pop("amount_cny") == "-5.00"
    assert not [cell for cell in cells.values() if cell.startswith(("=", "+", "-", "@"))]
