"""The prompt of `gongkai sql`, typed at through a terminal of its own."""

from __future__ import annotations

import os
import select
import sys
import time
from pathlib import Path

import pytest

from gongkai.running.home import Home

pty = pytest.importorskip("pty", reason="no terminals to make here")

_PATIENCE = 60.0
_ENDLESS = "select count(*) from range(100000000000) a(i) where hash(i) = 5;\n"


class Terminal:
    """A terminal of 100 columns on which `gongkai` runs."""

    def __init__(self, *arguments: str) -> None:
        self.process, self._end = pty.fork()
        if not self.process:  # pragma: no cover - another process
            os.environ.update(TERM="xterm", COLUMNS="100")
            os.execv(sys.executable, [sys.executable, "-m", "gongkai", *arguments])
        self._unseen = b""

    def type(self, text: str) -> None:
        os.write(self._end, text.encode())

    def wait_for(self, text: str) -> None:
        """Until it is shown behind what was waited for before."""
        until = time.monotonic() + _PATIENCE
        while text.encode() not in self._unseen:
            assert time.monotonic() < until, f"{text} never came: {self._unseen.decode(errors='replace')}"
            if select.select([self._end], [], [], 0.2)[0]:
                self._unseen += os.read(self._end, 65_536)
        self._unseen = self._unseen.partition(text.encode())[2]

    def leave(self) -> int:
        self.type("\x04")
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


def test_statements_end_with_a_semicolon_and_mistakes_do_not_end_the_prompt(copied: Home) -> None:
    terminal = Terminal("sql", "--home", str(copied.root))
    terminal.wait_for("sql> ")
    terminal.type("select 40 + 2 as answer,\n")
    terminal.wait_for("...> ")
    terminal.type("'half;\n")
    terminal.wait_for("...> ")
    terminal.type("' as text;\n")
    terminal.wait_for("42")
    terminal.wait_for("sql> ")
    terminal.type("selct 1;\n")
    terminal.wait_for("syntax error")
    terminal.wait_for("sql> ")
    terminal.type("from range(300);\n")
    terminal.wait_for("the first 100 rows; 200 more")
    terminal.wait_for("sql> ")
    assert terminal.leave() == 0
    kept = copied.root / ".sql_history"
    assert "from range(300);" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0


def test_ctrl_c_stops_the_query_and_not_the_prompt(home: Home, tmp_path: Path) -> None:
    """The database once went on with a query that was given up, and the prompt with it."""
    terminal = Terminal("sql", "--mart", str(home.mart_file), "--home", str(tmp_path))
    terminal.wait_for("sql> ")
    terminal.type(_ENDLESS)
    terminal.wait_for("= 5;")
    time.sleep(1)
    terminal.type("\x03")
    terminal.wait_for("已停止 / stopped")
    terminal.wait_for("sql> ")
    terminal.type("select 40 + 2 as answer;\n")
    terminal.wait_for("42")
    assert terminal.leave() == 0
    assert list(tmp_path.iterdir()) == [], "a file that came alone leaves no history"
