"""The process of the command line: `gongkai`, `python -m gongkai`."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from multiprocessing import active_children, util
from types import FrameType
from typing import NoReturn

from gongkai.cli import main
from gongkai.errors import Terminated


def run() -> NoReturn:
    """Run one command and end with its exit code."""
    signal.signal(signal.SIGTERM, _terminate)
    _leave(main())


def _leave(code: int) -> NoReturn:
    """End now: at its end Python would wait for workers that may hang, and wake a pool that closes."""
    for again in (signal.SIGINT, signal.SIGTERM):
        signal.signal(again, signal.SIG_IGN)
    for worker in active_children():
        worker.kill()
    # gives back semaphores: whoever watches over them would say that they were left
    util._run_finalizers(0)  # type: ignore[attr-defined]
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError, ValueError):  # whoever read them may be gone
            stream.flush()
    os._exit(code)


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise Terminated


if __name__ == "__main__":
    run()
