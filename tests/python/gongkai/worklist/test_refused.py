"""A file that is refused: every error with its place and what to do about it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.worklist.codes import ALIAS_COLUMNS
from tests.python.gongkai.worklist.filled import FIRST, HEADER, SEEDS, Run, added_to, seed_of


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (
            "functions,1,,,205,2023,,",
            "code_kind",
            "function, economic, revenue, funding_source, measurement_unit",
        ),
        ("function,1,,,2059999,2023,,", "target_code", "not in seeds/code_function.csv"),
        ("function,1,,,30201,2023,,", "target_code", "not in seeds/code_function.csv"),
        ("function,1,,,2080101 行政运行,2023,,", "target_code", "write 2080101 only"),
        ("function,1,,,行政运行(2080101),2023,,", "target_code", "write 2080101 only"),
        ("measurement_unit,,个次,,人次 人,2023,,", "target_code", "write 人次 only"),
        ("function,1,,,行政运行,2023,,", "target_code", "write its code: 2050101, 2080101"),
        ("funding_source,,拨款,,财政拨款,2023,,", "target_code", "write its code: fiscal"),
        ("function,1,,,2080101,2017,,", "target_code", "valid in 2018–, not in all of 2017–"),
        ("function,1,,,2011504,2018,,", "target_code", "valid in 2018, not in all of 2018–"),
        ("function,1,,,2011505,2019,2022,", "target_code", "valid in 2018–2019, 2022–"),
        ("function,1,,,205,,,", "valid_from_year", "write four digits"),
        ("fonds,,财政补助,,fiscal,,,", "valid_from_year", "write four digits"),
        ("funding_source,,财政补贴,,fiscal,2019,,", "valid_from_year, valid_to_year", "→ fiscal, –2020"),
        ("function,1,,,205,soon,,", "valid_from_year", "“soon” is no year"),
        ("function,1,,,205,2023.5,,", "valid_from_year", "“2023.5” is no year"),
        ("function,1,,,205,2023,99,", "valid_to_year", "“99” is no year"),
        ("function,1,,,205,2023,2022,", "valid_to_year", "before the first, 2023"),
        ("function,,,,205,2023,,", "printed_code, wording", "fill at least one"),
        ("function,1,其中：,,205,2023,,", "wording", "numbering without a name"),
        ("function,2.08E+06,,,205,2023,,", "printed_code", "with a ' before them"),
        ("function,1,教育,支出,,,205,2023,,note", "*", "“note” stands behind the last column"),
        ("function,1,教育,,205,2023,,note,more", "*", "“more” stands behind the last column"),
        ("function,20599,教育费支出,,205,2020,2023,", "valid_from_year, valid_to_year", "line 2 of seeds/"),
        (
            "function,20599,教育费支出,,2050101,2018,2020,",
            "valid_from_year, valid_to_year",
            "→ 205, 2018–2020",
        ),
    ],
)
def test_a_row_that_does_not_hold_is_told_with_place_and_remedy(
    imported: Run, project: Path, tmp_path: Path, row: str, column: str, words: str
) -> None:
    before = seed_of(project).read_bytes()
    code, said, told = imported(FIRST, row)
    assert (code, said) == (1, "")
    assert f"{tmp_path / 'filled.csv'}, line 3, {column}: " in told
    assert f"{tmp_path / 'filled.csv'}，第 3 行，{column}：" in told
    assert words in told
    assert "nothing was imported" in told
    assert seed_of(project).read_bytes() == before


def test_rows_of_a_file_must_not_overlap(imported: Run, project: Path) -> None:
    code, _, told = imported(
        "function,1,,,205,2018,2020,", "function,1,,,2050101,2021,,", "function,1,,,2080101,2020,2021,"
    )
    assert code == 1
    assert told.count("line 4, valid_from_year, valid_to_year") == 2
    assert "line 2 of this file" in told and "line 3 of this file" in told
    assert added_to(project) == []


def test_all_errors_are_told_at_once(imported: Run, project: Path) -> None:
    code, _, told = imported(
        "function,1,,,999,2023,,", "wrong,1,,,205,soon,later,", FIRST, "function,1,,,205,2024,2025,"
    )
    assert code == 1
    found = re.findall(r"line (\d), ([a-z_, ]+):", told)
    assert found == [
        ("2", "target_code"),
        ("3", "code_kind"),
        ("3", "valid_from_year"),
        ("3", "valid_to_year"),
        ("5", "valid_from_year, valid_to_year"),
    ]
    assert "has 5 errors" in told
    assert added_to(project) == []


def test_lines_are_those_of_the_file(imported: Run) -> None:
    _, _, told = imported('function,1,,,205,2023,,"two\nlines"', "", "function,2,,,999,2023,,")
    assert "line 5, target_code" in told


def test_a_character_lost_in_saving_is_told(imported: Run, project: Path) -> None:
    text = f"{HEADER}\nfunction,1,?蒿事务,,205,2023,,\n"
    code, _, told = imported(text.encode("gbk"))
    assert code == 1
    assert "line 2, wording" in told and "CSV UTF-8" in told
    assert imported(text.encode())[0] == 0
    assert added_to(project) == ["function,1,?蒿事务,,205,2023,,reviewed"]


@pytest.mark.parametrize("column", [column for column in ALIAS_COLUMNS if column != "source_ref"])
def test_a_missing_column_is_named(imported: Run, column: str) -> None:
    header = HEADER.replace(column, "other")
    code, _, told = imported(FIRST, header=header)
    assert code == 1
    assert f"columns {column} are missing" in told
    assert "gongkai codes export" in told


def test_a_column_twice_is_told(imported: Run) -> None:
    code, _, told = imported(FIRST + ",2050101", header=HEADER + ",target_code 新")
    assert code == 1
    assert "target_code stand there more than once" in told


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"PK\x03\x04\x00 a workbook",
        f'{HEADER}\nfunction,"1,,,205,2023,,\n'.encode(),
        b"\xff\x00\xd8",
    ],
)
def test_a_broken_file_is_told(imported: Run, project: Path, tmp_path: Path, content: bytes) -> None:
    code, _, told = imported(content)
    assert code == 1
    assert str(tmp_path / "filled.csv") in told
    assert "CSV UTF-8" in told
    assert added_to(project) == []


def test_a_missing_file_is_told(project: Path, tmp_path: Path, run: Run) -> None:
    code, _, told = run("import", tmp_path / "none.csv", "--project", project)
    assert code == 1
    assert "none.csv" in told


@pytest.mark.parametrize("seed", SEEDS)
def test_a_missing_seed_is_named(imported: Run, project: Path, seed: str) -> None:
    (project / "seeds" / f"{seed}.csv").unlink()
    code, _, told = imported(FIRST)
    assert code == 1
    assert f"{seed}.csv" in told and "--project" in told


def test_a_folder_that_is_no_project_is_told(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "filled.csv"
    file.write_text(f"{HEADER}\n{FIRST}\n", encoding="utf-8")
    code, _, told = run("import", file, "--project", tmp_path)
    assert code == 1
    assert "--project is the folder of the project" in told


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"code_kind\n", "lacks the columns printed_code"),
        (f"{HEADER}\nfunction,1,,,205,soon,,\n".encode(), "line 2: the years are no whole numbers"),
        (HEADER.encode("utf-16"), "cannot be read"),
        (b"", "cannot be read"),
    ],
)
def test_a_seed_that_is_broken_already_is_told(
    imported: Run, project: Path, content: bytes, words: str
) -> None:
    seed_of(project).write_bytes(content)
    code, _, told = imported(FIRST)
    assert code == 1
    assert words in told
    assert seed_of(project).read_bytes() == content
