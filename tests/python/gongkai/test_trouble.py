"""What the system and the database report is said with a remedy, in both languages, never as a traceback."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import duckdb
import pytest

from gongkai import cli
from gongkai.errors import Terminated
from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import Home
from gongkai.running.outcome import Built
from gongkai.trouble import of_database, of_system
from publish.mart import PublishError
from tests.python.gongkai.command import Command
from tests.python.gongkai.running.test_build import TEXT


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.EACCES, "no permission; check its owner"),
        (errno.EROFS, "read-only; choose another place"),
        (errno.ENOSPC, "the disk is full; make room"),
        (errno.ENOTDIR, "a part of it is a file"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_the_system_is_told_with_its_place(number: int, told: str) -> None:
    said = str(of_system(OSError(number, os.strerror(number), "/place/of/home")))
    assert told in said
    assert said.startswith("/place/of/home：")
    assert " / /place/of/home: " in said


def test_a_full_disk_is_known_from_what_the_database_says(tmp_path: Path) -> None:
    said = of_database(
        duckdb.IOException('Could not write file "a": No space left on device'), Home(tmp_path)
    )
    assert "the disk is full; make room" in str(said)


def test_a_home_below_a_file_is_told(gongkai: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    code, _, said = gongkai(Home(tmp_path / "a.txt" / "home"), "load", tmp_path / "a.txt")
    assert code == 1
    assert "a part of it is a file and no folder" in said


def _damage(file: Path, how: str) -> None:
    if how == "head":
        with file.open("r+b") as opened:
            opened.write(os.urandom(8192))
    elif how == "body":
        size = file.stat().st_size
        with file.open("r+b") as opened:
            opened.seek(12288)
            opened.write(os.urandom(size - 12288))
    else:
        os.truncate(file, 300_000)


@pytest.mark.parametrize("how", ["head", "body", "end"])
def test_a_damaged_build_file_is_made_anew_from_the_list_beside_it(
    gongkai: Command, empty: Home, tmp_path: Path, how: str
) -> None:
    text = tmp_path / "2023年预算.txt"
    text.write_text(TEXT, encoding="utf-8")
    manifest = tmp_path / "清单.csv"
    manifest.write_text(f"file,fiscal_year,publisher\n{text.name},2023,某局\n", encoding="utf-8")
    assert gongkai(empty, "load", "--manifest", manifest)[0] == 0
    _damage(empty.build_file, how)
    (tmp_path / "b.txt").write_text("2024年部门预算", encoding="utf-8")
    code, _, said = gongkai(empty, "load", tmp_path / "b.txt")
    assert code == 1
    assert "move it away and run gongkai run --manifest" in said
    empty.build_file.rename(tmp_path / "moved")
    code, told, said = gongkai(empty, "load", "--manifest", empty.loaded_file)
    assert code == 0, said
    assert "loaded: 2023年预算.txt" in told
    with duckdb.connect(str(empty.build_file)) as build:
        assert build.execute("select fiscal_year, publisher from raw.manifest").fetchall() == [(2023, "某局")]


@pytest.mark.parametrize("how", ["head", "body", "end"])
def test_a_damaged_mart_is_told(gongkai: Command, empty: Home, how: str) -> None:
    empty.mart_file.parent.mkdir(parents=True)
    with duckdb.connect(str(empty.mart_file)) as mart:
        mart.execute(
            "create table qc_reconciliation as"
            " select hash(range) as check_code, hash(-range) as verdict from range(200000)"
        )
    _damage(empty.mart_file, how)
    code, _, said = gongkai(empty, "status")
    assert code == 1
    assert "delete it and run gongkai publish" in said


def test_a_reader_writes_nothing(gongkai: Command, tmp_path: Path) -> None:
    home = Home(tmp_path / "nowhere")
    for command in (["status"], ["ask"], ["trace", "x"]):
        code, _, said = gongkai(home, *command)
        assert code in (1, 2)
        assert " / " in said
    assert not home.root.exists()


def test_a_log_that_cannot_be_written_is_no_traceback(
    empty: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a full disk every line of dbt's log was answered by thirty of a traceback."""
    empty.log_dir.mkdir(parents=True)
    full = empty.log_dir / "dbt.log"
    full.symlink_to("/dev/full")
    run_dbt(empty, ["ls", "--select", "stg_raw__lines"])
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(("asked", "code"), [(Terminated, 143), (KeyboardInterrupt, 130)])
@pytest.mark.parametrize("made_of_it", [RuntimeError, duckdb.InterruptException, PublishError])
def test_a_query_that_is_interrupted_ends_as_asked(
    gongkai: Command,
    empty: Home,
    monkeypatch: pytest.MonkeyPatch,
    asked: type[KeyboardInterrupt],
    code: int,
    made_of_it: type[Exception],
) -> None:
    """The database makes `RuntimeError: Query interrupted` of it: it was a traceback and exit code 1."""

    def interrupted(*_: object, **_options: object) -> None:
        try:
            raise asked
        except KeyboardInterrupt as ending:
            raise made_of_it("Query interrupted") from ending

    monkeypatch.setattr(cli, "_publish", interrupted)
    if made_of_it is PublishError:
        monkeypatch.undo()
        monkeypatch.setattr("gongkai.running.build.last_build", lambda home: Built("a", "b"))
        monkeypatch.setattr("publish.mart.publish", lambda *_: interrupted(empty))
    found, _, said = gongkai(empty, "publish")
    assert found == code
    assert "Traceback" not in said
    assert ("ended as asked" in said) == (code == 143)


def test_publishing_on_a_full_disk_says_so_and_ends(
    gongkai: Command, copied: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was raised again out of its own effect was followed in a circle: eight minutes, without an end."""
    usage = shutil.disk_usage(copied.root)
    monkeypatch.setattr("publish.mart.shutil.disk_usage", lambda _: usage._replace(free=2 * 2**20))
    built = Built("another", "2026-01-01T00:00:00+00:00")
    monkeypatch.setattr("gongkai.running.build.last_build", lambda _: built)
    code, _, said = gongkai(copied, "publish")
    assert code == 1
    assert "the disk is full; make room" in said


def test_a_run_that_is_asked_to_end_while_its_arguments_are_read_ends_as_asked(
    gongkai: Command, empty: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was a traceback and exit code 1."""

    def asked() -> None:
        raise Terminated

    monkeypatch.setattr(cli, "parser", asked)
    code, _, said = gongkai(empty, "status")
    assert code == 143
    assert "ended as asked" in said
