"""What a person is told who types a command wrongly: a sentence in both languages, with what to do."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from gongkai.arguments import parser
from gongkai.cli import main
from gongkai.nearest import nearest
from gongkai.usage import NEEDED_FIRST


def _said(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    try:
        code = main(arguments)
    except SystemExit as stopped:
        code = int(str(stopped.code))
    return code, capsys.readouterr().err


def _commands(under: argparse.ArgumentParser | None = None) -> list[str]:
    """Every command and every command of a command; "" is gongkai itself."""
    found = [""]
    for action in (under or parser())._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                found += [f"{name} {below}".strip() for below in _commands(command)]
    return found


def test_commands_of_commands_are_found() -> None:
    assert {"", "run", "metrics", "codes", "codes import"} <= set(_commands())


@pytest.mark.parametrize(
    ("typed", "code", "remedy"),
    [
        ("rnu", 2, "did you mean run?"),
        ("run", 2, "give PATH or --manifest FILE"),
        ("run budgte.pdf", 2, "did you mean budget.pdf?"),
        ("ask satisfaction_target", 2, "did you mean satisfaction_targets?"),
        ("ask --home nosuch", 1, "run gongkai run PATH --home nosuch"),
        ("trace", 2, "give either KEY or --document FILE"),
        ("trace nosuchcell", 2, "such as d64d0a18688b44d8:t5:r4:c3"),
        ("publish", 1, "run gongkai run PATH --home home first"),
        ("status --home nosuch", 1, "or name the warehouse with --home"),
        ("status --hoem x", 2, "did you mean --home"),
        ("--home x status", 2, "--home belongs behind the command"),
        ("codes", 2, "STEP (export, import) is missing"),
        ("codes exprot", 2, "did you mean export?"),
        ("run --home", 2, "a value is missing behind --home"),
        ("load x --workers procces", 2, "did you mean processes?"),
        ("run --manifest=x --full=3", 2, "--full takes no value: 3"),
        ("sql --limit -1 x", 2, "--limit cannot be -1"),
        ("sql --csv --json x", 2, "not both"),
        ("status more", 2, "more arguments than it takes: more"),
        ("completion tcsh", 2, "there are: bash, zsh, fish"),
    ],
)
def test_what_is_typed_wrongly_is_answered_in_both_languages(
    typed: str,
    code: int,
    remedy: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "budget.pdf").write_bytes(b"")
    found, said = _said(typed.split(), capsys)
    assert found == code
    told = next(line for line in said.splitlines() if remedy in line)
    zh, _, en = told.partition(" / ")
    assert re.search("[\u4e00-\u9fff]", zh) and remedy in en
    assert "error:" not in said and "Traceback" not in said


@pytest.mark.parametrize("key", ["", " "])
def test_an_empty_key_is_no_document(key: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = _said(["trace", key, "--mart", "nosuch.duckdb"], capsys)
    assert (code, "KEY is empty" in said) == (2, True)


def test_of_a_file_and_a_home_the_file_is_read_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["site"], ["sql", "select 1"]):
        _, said = _said([*command, "--mart", "one.duckdb", "--home", "other"], capsys)
        assert "--mart one.duckdb is read, and not the mart of --home other" in said
    assert "not the mart of" not in _said(["site", "--mart", "one.duckdb"], capsys)[1]


def test_the_name_alone_shows_what_one_needs(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = _said([], capsys)
    assert code == 2
    assert [name for name in NEEDED_FIRST if f"  gongkai {name}" in said] == list(NEEDED_FIRST)
    assert "gongkai --help" in said


@pytest.mark.parametrize("command", _commands())
def test_every_command_says_how_it_is_used(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A % in a help text was once a place for an argument, and the help a traceback."""
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])
    assert ended.value.code == 0
    assert f"gongkai {command}".strip() in capsys.readouterr().out


def test_nothing_typed_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    _, said = _said(["run\x1b[2J"], capsys)
    assert "\x1b" not in said and "[2J" in said


def test_only_words_that_are_alike_are_offered() -> None:
    assert nearest("rnu", ["run", "status"]) == ["run"]
    assert nearest("weights", ["weights_not_100", "not_read"]) == ["weights_not_100"]
    assert nearest("xyz", ["run", "status"]) == []
