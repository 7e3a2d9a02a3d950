"""The command line: wrong usage, and what it says where there is nothing to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.python.gongkai.command import Command


@pytest.mark.parametrize("arguments", [[], ["load"], ["dance"], ["trace"], ["check"], ["run", "--home"]])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


@pytest.mark.parametrize("command", ["build", "publish", "status", "ask"])
def test_nothing_loaded_is_said_in_both_languages(gongkai: Command, empty: Home, command: str) -> None:
    code, _, said = gongkai(empty, command)
    assert code == 1
    assert " / " in said


def test_folder_without_files_is_wrong_usage(gongkai: Command, empty: Home, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    code, _, said = gongkai(empty, "load", tmp_path / "nothing")
    assert code == 2
    assert "no files found" in said


@pytest.mark.parametrize("command", ["load", "run", "check"])
def test_a_path_mistyped_on_a_fresh_home_publishes_nothing(
    gongkai: Command, empty: Home, tmp_path: Path, command: str
) -> None:
    code, _, said = gongkai(empty, command, tmp_path / "预箅.pdf")
    assert code == 2
    assert "no files found" in said
    assert not empty.mart_file.exists()


def test_what_could_not_be_opened_makes_no_empty_mart(gongkai: Command, empty: Home, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    code, said, complained = gongkai(empty, "run", tmp_path)
    assert code == 1
    assert "failed: link.txt" in said
    assert "nothing has been loaded" in complained
    assert not empty.mart_file.exists()
