"""Where an export may go, and whose file it must not take the place of."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest

from gongkai.running.home import Home
from tests.python.gongkai.command import Command


def saved_by_a_person(file: Path) -> None:
    """What a spreadsheet leaves when somebody has added a note and saved."""
    book = openpyxl.load_workbook(file)
    book.properties.lastModifiedBy = "Wang"
    book.save(file)


def rewritten(file: Path) -> None:
    file.write_text("notes on gongkai\n", encoding="utf-8")


def emptied(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize("form", ["xlsx", "parquet", "json"])
def test_an_export_takes_the_place_of_the_one_before(
    form: str, made: Home, folder: Path, gongkai: Command
) -> None:
    for year in ("2023", "2024"):
        assert gongkai(made, "export", "qc_finding", "--format", form, "--year", year)[0] == 0
    assert [path.name for path in folder.iterdir()] == [f"qc_finding.{form}"]


@pytest.mark.parametrize(
    ("form", "change"),
    [
        ("xlsx", saved_by_a_person),
        ("xlsx", rewritten),
        ("xlsx", emptied),
        ("parquet", rewritten),
        ("json", rewritten),
        ("csv", emptied),
    ],
)
def test_what_somebody_else_wrote_is_left_as_it_is(
    form: str, change: Callable[[Path], None], made: Home, folder: Path, gongkai: Command
) -> None:
    file = folder / f"qc_finding.{form}"
    assert gongkai(made, "export", "qc_finding", "--format", form)[0] == 0
    change(file)
    before = file.read_bytes()
    code, _, said = gongkai(made, "export", "qc_finding", "--format", form)
    assert code == 2
    assert "--force" in said
    assert file.read_bytes() == before
    assert gongkai(made, "export", "qc_finding", "--format", form, "--force")[0] == 0
    assert file.read_bytes() != before


def test_what_is_no_regular_file_is_left_even_if_forced(made: Home, folder: Path, gongkai: Command) -> None:
    (folder / "kept.csv").write_text("kept", encoding="utf-8")
    (folder / "link.csv").symlink_to("kept.csv")
    os.mkfifo(folder / "pipe.csv")
    for name in ("link.csv", "pipe.csv"):
        code, _, said = gongkai(made, "export", "qc_finding", "--output", name, "--force")
        assert (code, "no regular file" in said) == (2, True)
    assert (folder / "kept.csv").read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["qc_finding", "--output", "no/such/x.csv"], "there is no folder"),
        (["qc_finding", "--format", "csv", "--output", "x.xlsx"], "contradicts the suffix"),
        (["qc_finding", "--output", "-"], "cannot go to the standard output"),
        (["qc_finding", "qc_coverage", "--output", "x.csv"], "holds one table"),
        (["qc_finding", "qc_coverage", "--format", "json", "--output", "-"], "holds one table"),
        (["qc_finding", "dim_function", "--year", "2024"], "cannot be filtered"),
        (["qc_finding", "qc_finging"], "there is no qc_finging"),
        ([], "give NAME"),
        (["qc_finding", "--output", "a.docx"], "take xlsx, csv, parquet, json, or say which by --format"),
    ],
)
def test_wrong_usage_writes_nothing(
    arguments: list[str], told: str, made: Home, folder: Path, gongkai: Command
) -> None:
    code, _, said = gongkai(made, "export", *arguments)
    assert code == 2
    assert told in said
    assert list(folder.iterdir()) == []


def test_a_format_that_is_named_goes_into_any_suffix_and_any_folder(
    made: Home, folder: Path, gongkai: Command
) -> None:
    assert gongkai(made, "export", "qc_finding", "--output", "a.txt", "--format", "csv")[0] == 0
    (folder / "of.2024").mkdir()
    assert gongkai(made, "export", "qc_finding", "--output", "of.2024")[0] == 0
    assert (folder / "of.2024" / "qc_finding.xlsx").is_file()


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_an_export_of_nothing_says_so(form: str, made: Home, folder: Path, gongkai: Command) -> None:
    code, said, _ = gongkai(made, "export", "qc_finding", "--year", "1999", "--format", form)
    assert (code, "没有符合的行 / nothing matches" in said) == (0, True)
    assert "nothing matches" not in gongkai(made, "export", "qc_finding", "--format", "json")[1]


def test_the_warehouse_itself_is_no_place_to_write(changed: Home, folder: Path, gongkai: Command) -> None:
    before = changed.mart_file.read_bytes()
    for name in ("mart.duckdb", "x.csv"):
        target = changed.mart_file.with_name(name)
        code, _, said = gongkai(
            changed, "export", "qc_finding", "--format", "csv", "--output", target, "--force"
        )
        assert (code, "of the warehouse itself" in said) == (2, True)
    assert changed.mart_file.read_bytes() == before


def test_several_go_into_a_folder_each_or_into_one_workbook(
    made: Home, folder: Path, gongkai: Command
) -> None:
    (folder / "out").mkdir()
    assert gongkai(made, "export", "qc_finding", "qc_coverage", "--format", "csv", "--output", "out")[0] == 0
    assert gongkai(made, "export", "qc_finding", "qc_coverage", "--output", "out")[0] == 0
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        "gongkai.xlsx", "qc_coverage.csv", "qc_finding.csv",
    ]  # fmt: skip


def test_a_mart_of_another_version_is_told(changed: Home, folder: Path, gongkai: Command) -> None:
    with duckdb.connect(str(changed.mart_file)) as mart:
        mart.execute("alter table dim_budget_unit drop column jurisdiction_code")
    code, _, said = gongkai(changed, "export", "qc_finding", "--unit", "701")
    assert (code, "was published by another version" in said) == (1, True)
    assert gongkai(changed, "export", "qc_finding")[0] == 0, "what needs no such column is there"
