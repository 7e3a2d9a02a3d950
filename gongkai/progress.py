"""How far a load is: a live line on a terminal, one plain line a document elsewhere."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import TextIO

from gongkai.grid import clip

_LINE_WIDTH = 78


@dataclass(slots=True)
class Progress:
    """Called after every document with the number done, the number in all, and the document's name."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    started: float = field(default_factory=time.monotonic)

    def __call__(self, done: int, total: int, name: str) -> None:
        """Report one document."""
        head = f"读取 / reading {done}/{total}"
        if not self.stream.isatty():
            print(f"{head} {name}", file=self.stream, flush=True)
            return
        left = (time.monotonic() - self.started) / done * (total - done)
        line = clip(f"{head}  剩余 / left {_duration(left)}  {name}", _LINE_WIDTH)
        end = "\n" if done == total else ""
        print(f"\r\x1b[K{line}", end=end, file=self.stream, flush=True)


def _duration(seconds: float) -> str:
    """Seconds as 42s, 3m05s or 1h02m."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole}s"
    if whole < 3600:
        return f"{whole // 60}m{whole % 60:02d}s"
    return f"{whole // 3600}h{whole % 3600 // 60:02d}m"
