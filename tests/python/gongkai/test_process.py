"""The command line as a process: ended from without, with what it leaves behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_SLOW = """
import os, sys, time
from ingest import parse

def read_part(path, first):
    open(path + ".reading", "w").write(str(os.getpid()))
    time.sleep(600)

parse.read_part = lambda path, first: read_part(str(path), first)
from gongkai.__main__ import run
run()
"""

_DEAF = """
import sys, time
from pathlib import Path
from gongkai import __main__ as process

class Callback:
    def __del__(self):
        Path(sys.argv[1]).touch()
        time.sleep(60)

def main():
    Callback()
    if "fails" in sys.argv:
        return 1
    time.sleep(60)
    return 0

process.main, process._PATIENCE = main, 0.5
process.run()
"""


@pytest.fixture
def reading(tmp_path: Path) -> tuple[subprocess.Popen[str], int, Path]:
    """A load whose worker reads for ever: the process, its worker, the home."""
    file, home = tmp_path / "预算.txt", tmp_path / "home"
    file.write_text("2024年部门预算", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", _SLOW, "load", str(file), "--home", str(home)],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    mark = Path(f"{file}.reading")
    _wait(lambda: mark.exists() and bool(mark.read_text()), "the worker never began to read")
    return process, int(mark.read_text()), home


def test_a_run_that_is_asked_to_end_says_so_and_leaves_no_worker(
    reading: tuple[subprocess.Popen[str], int, Path],
) -> None:
    process, worker, _ = reading
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 143
    assert "已应要求结束 / ended as asked" in said
    assert "Traceback" not in said
    _wait(lambda: _is_gone(worker), "the worker lives on")


@pytest.mark.parametrize("then", ["goes on", "fails"])
def test_a_run_that_python_does_not_let_know_that_it_is_asked_to_end_ends_nevertheless(
    then: str, tmp_path: Path
) -> None:
    """An exception out of a callback of Python's own (a lock given back after a fork) is printed and lost."""
    mark = tmp_path / "asked"
    process = subprocess.Popen(
        [sys.executable, "-c", _DEAF, str(mark), then],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    _wait(mark.exists, "the run never began")
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 143
    assert "Exception ignored" in said  # or this test asks nothing
    assert said.endswith("已应要求结束 / ended as asked\n")


def test_a_killed_run_leaves_no_worker_and_no_lock(
    reading: tuple[subprocess.Popen[str], int, Path], tmp_path: Path
) -> None:
    process, worker, home = reading
    process.kill()
    process.communicate(timeout=30)
    _wait(lambda: _is_gone(worker), "the worker lives on")
    (tmp_path / "another.txt").write_text("2023年部门预算", encoding="utf-8")
    again = subprocess.run(
        [sys.executable, "-m", "gongkai", "load", str(tmp_path / "another.txt"), "--home", str(home)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert again.returncode == 0, again.stderr


def _is_gone(process: int) -> bool:
    """Gone, or dead and not yet collected."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


def _wait(is_so: object, otherwise: str) -> None:
    assert callable(is_so)
    until = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < until, otherwise
        time.sleep(0.05)
