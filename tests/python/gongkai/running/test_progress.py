"""How far a load is."""

from __future__ import annotations

from io import StringIO

from gongkai.grid import width
from gongkai.running.progress import Progress
from ingest.parse import Step


def test_progress_is_a_plain_line_each_without_a_terminal() -> None:
    stream = StringIO()
    progress = Progress(stream)
    progress(Step(0, 2, 32, 0.1, 1.0, "a.pdf", is_document_end=False))
    progress(Step(1, 2, 64, 0.5, 2.0, "a.pdf"))
    progress(Step(2, 2, 65, 1.0, 3.0, "b.txt"))
    assert stream.getvalue() == "读取 / reading 1/2 a.pdf\n读取 / reading 2/2 b.txt\n"


def test_progress_is_one_live_line_on_a_terminal() -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    progress = Progress(stream)
    progress(Step(1, 2, 64, 0.25, 2.0, "a.pdf"))
    progress(Step(2, 2, 65, 1.0, 3.0, "很" * 60))
    live, last, rest = [*stream.getvalue().replace("\x1b[K", "").split("\r")[1:], ""]
    assert live.startswith("读取 / reading 1/2") and not live.endswith("\n")
    assert "64 页 / pages" in live and "left 6s" in live
    assert last.endswith("…\n") and width(last.strip()) <= 78
    assert rest == ""
