"""What `gongkai bi` does before Superset is there."""

from __future__ import annotations

import ast
import fcntl
import json
import os
import re
import socket
import sys
from pathlib import Path

import pytest

from bi.__main__ import HOST, free_port
from bi.__main__ import main as serve
from gongkai.dashboards import command, environment
from gongkai.errors import Stopped
from gongkai.running.home import PROJECT, Home
from tests.python.gongkai.command import Command


def _never(*_: object) -> None:
    raise AssertionError("nothing is installed here")


def test_without_a_mart_it_says_what_to_do(
    gongkai: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "_run", _never)
    code, _, told = gongkai(Home(tmp_path / "home"), "bi")
    assert code == 1
    assert "尚未发布" in told and "nothing is published yet" in told
    assert list(tmp_path.iterdir()) == []


def test_what_superset_imports_lies_in_the_home_and_its_own_python_starts(
    gongkai: Command, copied: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Packages of this environment must not be those of Superset: nothing names where they are."""
    began: list[tuple[object, list[str], dict[str, str]]] = []
    monkeypatch.setattr(command, "prepared", lambda home, folder: folder / "bin" / "python")
    monkeypatch.setattr(os, "execve", lambda *what: began.append(what))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert gongkai(copied, "bi", "--environment", tmp_path, "--port", 8099)[0] == 0
    ((python, line, told),) = began
    assert python == tmp_path / "bin" / "python"
    assert line[1:] == ["-B", "-m", "bi", str(copied.bi_dir / "assets.json"), str(copied.bi_dir), "8099"]
    assert "PYTHONPATH" not in told
    assert Path.cwd() == PROJECT
    assert (PROJECT / "bi" / "__main__.py").is_file()
    held = json.loads((copied.bi_dir / "assets.json").read_text(encoding="utf-8"))
    assert len([name for name in held if name.startswith("dashboards/")]) == 5
    assert copied.bi_dir.stat().st_mode & 0o077 == 0


def test_what_runs_in_its_environment_imports_nothing_of_the_project() -> None:
    for file in (PROJECT / "bi").glob("*.py"):
        imported = {
            name.partition(".")[0]
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            for name in (
                [one.name for one in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert not imported & {"gongkai", "ingest", "publish", "tests"}, file


def test_an_environment_is_made_once_for_a_lock(
    empty: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[list[str]] = []

    def run(line: list[str], folder: Path) -> None:
        ran.append(line)
        (folder / "bin").mkdir(exist_ok=True)
        (folder / "bin" / "python").touch()

    monkeypatch.setattr(environment, "_run", run)
    folder = tmp_path / "superset"
    python = environment.prepared(empty, folder)
    assert python == folder / "bin" / "python"
    assert ["--require-hashes", "-r", str(environment.LOCK)] == ran[1][-3:]
    assert "安装 Superset" in capsys.readouterr().out
    assert environment.prepared(empty, folder) == python
    assert len(ran) == 2
    other = tmp_path / "other.lock"
    other.write_text("duckdb==1.5.0\n", encoding="utf-8")
    monkeypatch.setattr(environment, "LOCK", other)
    environment.prepared(empty, folder)
    assert len(ran) == 4


def test_an_environment_that_could_not_be_made_is_told_and_tried_again(
    empty: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "wrong.lock"
    lock.write_text("no-such-package==0.0.0 --hash=sha256:" + "0" * 64 + "\n", encoding="utf-8")
    monkeypatch.setattr(environment, "LOCK", lock)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    for _ in range(2):
        with pytest.raises(Stopped, match=r"Superset could not be installed in .*no-such-package"):
            environment.prepared(empty, tmp_path / "superset")


def test_where_superset_does_not_run_it_says_so(
    empty: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    with pytest.raises(Stopped, match=r"needs Python 3.11 or 3.12, and this is 3.14"):
        environment.prepared(empty, tmp_path / "superset")
    assert not (tmp_path / "superset").exists()


def test_a_port_that_is_taken_is_not_chosen() -> None:
    with socket.create_server((HOST, 0)) as taken:
        usual = taken.getsockname()[1]
        assert free_port(usual) != usual
    assert free_port(usual) == usual


def test_a_port_that_is_asked_for_and_taken_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server((HOST, 0)) as taken:
        assert serve(tmp_path / "assets.json", tmp_path, taken.getsockname()[1]) == 1
    said = capsys.readouterr().err
    assert "已被占用" in said and "is taken; name another one, or none" in said
    assert list(tmp_path.iterdir()) == []


def test_dashboards_that_are_served_are_served_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second start gave the user another password, and locked out who had read the first."""
    with (tmp_path / "serving.lock").open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        assert serve(tmp_path / "assets.json", tmp_path, 0) == 1
    said = capsys.readouterr().err
    assert "正在运行" in said and "are served already; use them, or end them first" in said
    assert [one.name for one in tmp_path.iterdir()] == ["serving.lock"]


@pytest.mark.parametrize("port", ["99999", "-5", "abc"])
def test_a_port_that_is_none_is_wrong_usage(port: str, gongkai: Command, copied: Home) -> None:
    with pytest.raises(SystemExit) as ended:
        gongkai(copied, "bi", f"--port={port}")
    assert ended.value.code == 2


def test_what_is_installed_is_locked_to_its_bytes_and_from_nowhere() -> None:
    lock = (PROJECT / "requirements-bi.lock").read_text(encoding="utf-8")
    pins = re.split(r"\n(?=\S)", lock.strip())
    pin_as_it_must_be = re.compile(
        r"[a-z0-9.-]+(?:\[[a-z0-9,]+\])?==\S+(?: ; [^\\\n]+)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+"
    )
    assert [pin for pin in pins if not pin_as_it_must_be.fullmatch(pin)] == []
    assert {"apache-superset==6.1.0", "duckdb-engine==0.17.0"} <= {pin.split(" ")[0] for pin in pins}
    assert "://" not in lock
