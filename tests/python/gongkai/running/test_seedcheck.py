"""Seeds that a spreadsheet or a hurried hand has changed are told by file, line, column and remedy."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.cli import main
from gongkai.running.home import PROJECT
from gongkai.running.seedcheck import check_seeds

Change = Callable[[bytes], bytes]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    return tmp_path


def changed(project: Path, seed: str, change: Change) -> list[str]:
    """What is told once a seed is changed so."""
    path = project / "seeds" / f"{seed}.csv"
    path.write_bytes(change(path.read_bytes()))
    refused = check_seeds(project)
    assert [one.file for one in refused] in ([], [path])
    return [line for one in refused for line in one.lines()]


def test_the_seeds_of_the_project_are_in_order() -> None:
    assert check_seeds() == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda data: data.decode().encode("gbk"), ["not UTF-8 (GBK: ", "save the file as “CSV UTF-8”"]),
        (lambda data: data.decode().encode("utf-16"), ["line 1", "not UTF-8"]),
        (lambda data: data.replace(b",", b";"), ["parted by semicolons", "part them by commas"]),
        (lambda data: data.replace(b",", b"\t"), ["parted by tabs"]),
        (
            lambda data: data.replace(b"wording,", "用语,".encode(), 1),
            ["line 1, wording: the column is missing"],
        ),
        (lambda data: data.replace(b"wording,", b"", 1), ["the column is missing"]),
        (lambda data: data.replace(b"\n", b",extra\n"), ["line 1, extra: no such column"]),
        (lambda data: data + data.splitlines(keepends=True)[2], ["repeats line 3; delete one"]),
        (lambda data: data + b'"open\n', ["quotes do not close"]),
        (lambda data: data + b"a,b\n", ["holds 2 cells below"]),
        (lambda data: b"", ["line 1", "the column is missing"]),
    ],
)
def test_a_file_that_is_no_seed_any_more_is_told(project: Path, change: Change, told: list[str]) -> None:
    said = "\n".join(changed(project, "map_subject_to_line", change))
    for part in told:
        assert part in said


def test_what_excel_adds_does_no_harm(project: Path) -> None:
    assert changed(project, "map_operator", lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")) == []


def test_a_line_end_within_a_cell_is_no_row(project: Path) -> None:
    said = changed(
        project, "map_operator", lambda data: data + '"约\u2028数",<>,\n'.encode() + b'"a\nb",<>,\n'
    )
    assert [part for part in said if "<>" in part and " / " in part]
    assert any("line 24, operator" in line for line in said)
    assert any("line 25, operator" in line for line in said)


@pytest.mark.parametrize(
    ("seed", "row", "told"),
    [
        ("map_operator", "≈,~,", "operator: “~” is none of >=, <=, ="),
        ("map_operator", "≈,>=,maybe", "is_substitute: “maybe” is none of yes"),
        ("map_operator", ",>=,", "printed: must not be empty"),
        ("map_operator", "≥,<=,", "printed: stands on line 2 already"),
        (
            "header_relation",
            "没有的用语,合计,total",
            "group_wording: “没有的用语” is not in wording of map_header_to_role.csv",
        ),
        ("map_operator", "≈,none,", "breaks the rule: operator is null or operator not in ('none')"),
    ],
)
def test_a_row_that_breaks_a_rule_is_told(project: Path, seed: str, row: str, told: str) -> None:
    said = changed(project, seed, lambda data: data.rstrip() + f"\n{row}\n".encode())
    assert any(told in line for line in said), said


def test_a_lost_seed_is_told(project: Path) -> None:
    (project / "seeds" / "code_money_unit.csv").unlink()
    (refused,) = check_seeds(project)
    assert "cannot be read (No such file or directory); put it back" in refused.lines()[1]


def test_the_command_says_what_is_wrong_and_fails(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seeds", "check", "--project", str(project)]) == 0
    assert "no errors" in capsys.readouterr().out
    (project / "seeds" / "code_part.csv").unlink()
    assert main(["seeds", "check", "--project", str(project)]) == 1
    said = capsys.readouterr().err
    assert "code_part.csv, line 1" in said
    assert "nothing was done" in said
