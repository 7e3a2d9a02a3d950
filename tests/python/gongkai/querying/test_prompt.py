"""The prompt of `gongkai sql`, typed at through a terminal of its own."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # tests in the background are deaf to it
            os.execv(sys.executable, [sys.executable, "-m", "gongkai", *arguments])
        self._unseen = b""

    def type(self, text: str) -> None:
        os.write(self._end, text.encode())

    def wait_for(self, text: str) -> None:
        """Until it is shown behind what was waited for before."""
        until = time.monotonic() + _PATIENCE
        while text.encode() not in self._unseen:
            assert time.monotonic() < until, f"{text} never came: {self._unseen.decode(errors='replace')}"
            self._read()
        self._unseen = self._unseen.partition(text.encode())[2]

    def leave(self) -> int:
        """The exit code. Only a prompt takes a Ctrl-D: typed while rows are printed it is lost."""
        self.wait_for("sql> ")
        self.type("\x04")
        until = time.monotonic() + _PATIENCE
        while not (ended := os.waitpid(self.process, os.WNOHANG))[0]:
            assert time.monotonic() < until, "it does not end"
            self._read()
        return os.waitstatus_to_exitcode(ended[1])

    def _read(self) -> None:
        if select.select([self._end], [], [], 0.2)[0]:
            with suppress(OSError):  # its other end is shut
                self._unseen += os.read(self._end, 65_536)


@contextmanager
def _terminal(*arguments: str) -> Iterator[Terminal]:
    """One that is gone afterwards, with whatever is still running on it."""
    terminal = Terminal(*arguments)
    try:
        yield terminal
    finally:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(terminal.process, signal.SIGKILL)
            os.waitpid(terminal.process, 0)


def test_statements_end_with_a_semicolon_and_mistakes_do_not_end_the_prompt(copied: Home) -> None:
    with _terminal("sql", "--home", str(copied.root)) as terminal:
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
        assert terminal.leave() == 0
    kept = copied.root / ".sql_history"
    assert "from range(300);" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0


def test_ctrl_c_stops_the_query_and_not_the_prompt(home: Home, tmp_path: Path) -> None:
    """The database once went on with a query that was given up, and the prompt with it."""
    with _terminal("sql", "--mart", str(home.mart_file), "--home", str(tmp_path)) as terminal:
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
