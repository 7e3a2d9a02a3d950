"""What `make bi` does before Superset is there."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

from bi.__main__ import HOST, free_port
from gongkai.running.home import PROJECT


def test_without_a_mart_it_says_what_to_do(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bi", str(tmp_path)]
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "请先 make run / no mart, run `make run` first" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_not_chosen() -> None:
    with socket.create_server((HOST, 0)) as taken:
        usual = taken.getsockname()[1]
        assert free_port(usual) != usual
    assert free_port(usual) == usual


def test_what_is_installed_is_locked_to_its_bytes_and_from_nowhere() -> None:
    lock = (PROJECT / "requirements-bi.lock").read_text(encoding="utf-8")
    pins = re.split(r"\n(?=\S)", lock.strip())
    pin_as_it_must_be = re.compile(
        r"[a-z0-9.-]+(?:\[[a-z0-9,]+\])?==\S+(?: ; [^\\\n]+)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+"
    )
    assert [pin for pin in pins if not pin_as_it_must_be.fullmatch(pin)] == []
    assert {"apache-superset==6.1.0", "duckdb-engine==0.17.0"} <= {pin.split(" ")[0] for pin in pins}
    assert "://" not in lock
