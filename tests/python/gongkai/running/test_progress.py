"""How far a run is."""

from __future__ import annotations

import re
from io import StringIO

import pytest

from gongkai.grid import width
from gongkai.running.progress import Progress, Stage
from gongkai.saying import say
from ingest.parse import Step


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class Gone(StringIO):
    """A pipe whose reader has left."""

    def write(self, _: str) -> int:
        raise BrokenPipeError


def test_progress_is_a_plain_line_each_without_a_terminal() -> None:
    stream = StringIO()
    progress = Progress(stream)
    progress(Step(0, 2, 32, 0.1, 1.0, "a.pdf", is_document_end=False))
    progress(Step(1, 2, 64, 0.5, 2.0, "a.pdf"))
    progress(Step(2, 2, 65, 1.0, 3.0, "b.txt"))
    assert stream.getvalue() == "读取 / reading 1/2 a.pdf\n读取 / reading 2/2 b.txt\n"


def test_of_many_small_things_the_last_is_told_and_one_in_ten_seconds() -> None:
    stream = StringIO()
    progress = Progress(stream, Stage.MODELS, is_each_told=False)
    progress(Step(1, 3, 0, 0.3, 1.0, "a"))
    assert stream.getvalue() == ""
    progress(Step(2, 3, 0, 0.6, 11.0, "b"))
    progress(Step(3, 3, 0, 1.0, 12.0, "c"))
    assert [line.split()[-1] for line in stream.getvalue().splitlines()] == ["b", "c"]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("gongkai.running.progress._LIVE_EVERY", 0.0)
    return Terminal()


def _lines(terminal: Terminal) -> list[str]:
    """What stood in the live line, one after the other, without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue()).replace("\x1b[K", "").split("\r")[1:]


def test_progress_is_one_live_line_on_a_terminal(terminal: Terminal) -> None:
    progress = Progress(terminal)
    progress(Step(1, 2, 64, 0.25, 2.0, "a.pdf"))
    progress(Step(2, 2, 65, 1.0, 3.0, "很" * 60))
    live, last = _lines(terminal)
    assert live.startswith("1/7 读取 / reading 1/2") and not live.endswith("\n")
    assert "64 页 / pages" in live and "left 6s" in live
    assert last.endswith("…\n") and width(last.strip()) <= 78


def test_a_live_line_has_colours_only_where_they_are_wanted(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    Progress(terminal)(Step(1, 2, 0, 0.5, 2.0, "a.pdf"))
    assert re.search(r"\x1b\[[0-9;]+m", terminal.getvalue())
    monkeypatch.setenv("NO_COLOR", "1")
    plain = Terminal()
    Progress(plain)(Step(1, 2, 0, 0.5, 2.0, "a.pdf"))
    assert re.findall(r"\x1b\[[0-9;]*m", plain.getvalue()) == []


def test_what_is_said_wipes_the_live_line_away(terminal: Terminal) -> None:
    """What failed was once printed behind the name of the document at hand."""
    Progress(terminal)(Step(1, 2, 0, 0.5, 2.0, "a.pdf"))
    say("构建失败", file=terminal)
    assert terminal.getvalue().endswith("\r\x1b[K构建失败\n")


def test_a_name_does_not_steer_the_terminal(terminal: Terminal) -> None:
    Progress(terminal)(Step(1, 2, 0, 0.5, 2.0, "a\x1b[2Jb[bold]"))
    assert "\x1b[2J" not in terminal.getvalue()
    assert "a\\u001b[2Jb[b" in terminal.getvalue()


@pytest.mark.parametrize("stream", [Gone(), None])
def test_a_report_that_nobody_reads_ends_no_run(stream: Gone | None) -> None:
    progress = Progress(stream)
    progress(Step(1, 2, 0, 0.5, 2.0, "a.pdf"))
    progress(Step(2, 2, 0, 1.0, 2.0, "b.pdf"))


def test_a_terminal_that_cannot_go_back_gets_plain_lines(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    Progress(terminal)(Step(1, 2, 0, 0.5, 2.0, "a.pdf"))
    assert terminal.getvalue() == "读取 / reading 1/2 a.pdf\n"
