"""The process of the command line: `gongkai`, `python -m gongkai`."""

from __future__ import annotations

import signal
import sys
from multiprocessing import active_children
from types import FrameType
from typing import NoReturn

from gongkai.cli import main
from gongkai.errors import INTERRUPTED, TERMINATED, Terminated


def run() -> NoReturn:
    """Run one command and end with its exit code."""
    signal.signal(signal.SIGTERM, _terminate)
    code = main()
    if code in (INTERRUPTED, TERMINATED):  # at its end Python would wait for workers that may hang
        for worker in active_children():
            worker.kill()
    sys.exit(code)


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise Terminated


if __name__ == "__main__":
    run()
