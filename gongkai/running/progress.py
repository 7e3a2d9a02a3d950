"""How far a reading is: a live line on a terminal, one plain line a document elsewhere."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TextIO

from gongkai.grid import clip
from gongkai.saying import say
from ingest.parse import Step

_LINE_WIDTH = 78


@dataclass(slots=True)
class Progress:
    """Called while documents are read; says how many documents and pages are done and what is left."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    doing: str = "读取 / reading"

    def __call__(self, step: Step) -> None:
        """Report one step."""
        head = f"{self.doing} {step.documents}/{step.documents_in_all}"
        if not self.stream.isatty():
            if step.is_document_end:
                say(f"{head} {step.name}", file=self.stream, flush=True)
            return
        left = step.seconds / step.share * (1 - step.share) if step.share else 0.0
        pages = f"  {step.pages} 页 / pages" if step.pages else ""
        line = clip(f"{head}{pages}  剩余 / left {_duration(left)}  {step.name}", _LINE_WIDTH)
        is_last = step.is_document_end and step.documents == step.documents_in_all
        end = "\n" if is_last else ""
        print(f"\r\x1b[K{line}", end=end, file=self.stream, flush=True)


def _duration(seconds: float) -> str:
    """Seconds as 42s, 3m05s or 1h02m."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole}s"
    if whole < 3600:
        return f"{whole // 60}m{whole % 60:02d}s"
    return f"{whole // 3600}h{whole % 3600 // 60:02d}m"
