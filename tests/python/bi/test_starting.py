"""What `make bi` does before Superset is there."""

from __future__ import annotations

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
