"""How far a run is: a live line on a terminal, plain lines elsewhere.

A report that nobody can be given any more, since its stream is gone, ends no run.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, field
from enum import Enum
from typing import TextIO

from gongkai.grid import clip, width
from gongkai.saying import say, say_under_way, stay
from ingest.names import plain
from ingest.parse import Step

_BAR = 12
_LINE_WIDTH = 78
_LIVE_EVERY = 0.1
_PLAIN_EVERY = 10.0
"""Seconds between two reports, on a terminal and elsewhere; the last one of a stage always comes."""


class Stage(Enum):
    """What a run does, in its order; what is not needed is passed over. `SITE` is no part of one."""

    READING = "读取 / reading"
    COMPILING = "编译 / compiling"
    DOCUMENTS = "构建 / building"
    SECOND_READER = "复读 / reading again"
    JURISDICTIONS = "辖区 / jurisdictions"
    MODELS = "全部文件 / all documents"
    PUBLISHING = "发布 / publishing"
    SITE = "网页 / pages"

    @property
    def number(self) -> int:
        """Its place in a run, from 1."""
        return list(Stage).index(self) + 1

    @property
    def place(self) -> str:
        """Its place in a run, of how many; nothing where it is none of them."""
        return "" if self is Stage.SITE else f"{self.number}/{len(Stage) - 1} "


@dataclass(slots=True)
class Progress:
    """Called as a stage goes on; says how many things are done, which step it is and what is left of it.

    Without a terminal each `Step` that ends a document is a line; where `is_each_told` is False, which is
    for things that are many and nobody's own, one in `_PLAIN_EVERY` seconds.
    """

    stream: TextIO | None = field(default_factory=lambda: sys.stderr)
    stage: Stage = Stage.READING
    is_each_told: bool = True
    _told: float = 0.0

    def __call__(self, step: Step) -> None:
        """Report one step."""
        if self.stream is None:
            return
        is_last = step.is_document_end and step.documents == step.documents_in_all
        try:
            if is_live(self.stream):
                self._live(self.stream, step, is_last)
            elif step.is_document_end:
                self._plain(self.stream, step, is_last)
        except (OSError, ValueError):
            self.stream = None

    def begin(self, in_all: int) -> None:
        """Report that a stage of so many things begins, which a log need not know."""
        self(Step(0, in_all, 0, 0.0, 0.0, "", is_document_end=False))

    def count(self, done: int, in_all: int, name: str, started: float) -> None:
        """Report that so many things of a stage are done, the last one by its name; began at `started`."""
        self(Step(done, in_all, 0, done / max(in_all, 1), time.monotonic() - started, name))

    def _plain(self, stream: TextIO, step: Step, is_last: bool) -> None:
        now = time.monotonic()
        if not self.is_each_told and not is_last and now - (self._told or now - step.seconds) < _PLAIN_EVERY:
            return
        self._told = now
        say(f"{self._head(step)} {step.name}", file=stream, flush=True)

    def _live(self, stream: TextIO, step: Step, is_last: bool) -> None:
        now = time.monotonic()
        if not is_last and now - self._told < _LIVE_EVERY:
            return
        self._told = now
        pages = f"  {step.pages} 页 / pages" if step.pages else ""
        left = _duration(step.seconds / step.share * (1 - step.share)) if step.share else "?"
        head = f"{self.stage.place}{self._head(step)} "
        tail = f"{pages}  剩余 / left {left}  "
        room = _columns(stream) - 1 - width(head) - width(tail)
        if room >= _BAR:
            name = clip(step.name, room - _BAR) if room > _BAR + 1 else ""
            say_under_way(f"{plain(head)}{_bar(stream, step.share)}{plain(tail)}{name}", stream)
        else:
            say_under_way(clip(f"{head}{tail}", _columns(stream) - 1), stream)
        if is_last:
            stay()

    def _head(self, step: Step) -> str:
        return f"{self.stage.value} {step.documents}/{step.documents_in_all}"


def is_live(stream: TextIO) -> bool:
    """Whether a line there can be written over."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or _LINE_WIDTH
    except (OSError, ValueError):
        return _LINE_WIDTH


def _bar(stream: TextIO, share: float) -> str:
    """A bar, in colours where the terminal has them and NO_COLOR does not forbid it."""
    from rich.console import Console  # takes a tenth of a second, and only who looks on needs it
    from rich.progress_bar import ProgressBar

    console = Console(file=stream, width=_BAR)
    with console.capture() as drawn:
        console.print(
            ProgressBar(1.0, min(share, 1.0), _BAR, complete_style="cyan", finished_style="cyan"), end=""
        )
    return drawn.get().rstrip("\n")


def _duration(seconds: float) -> str:
    """Seconds as 42s, 3m05s or 1h02m."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole}s"
    if whole < 3600:
        return f"{whole // 60}m{whole % 60:02d}s"
    return f"{whole // 3600}h{whole % 3600 // 60:02d}m"
