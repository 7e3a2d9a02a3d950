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
from gongkai.errors import ENDED, HARD_FAILURE, TERMINATED, Terminated
from gongkai.saying import say_error

_PATIENCE = 5.0
"""Seconds in which a run that is asked to end may tidy up; a killed one loses nothing either."""


def run() -> NoReturn:
    """Run one command and end with its exit code."""
    signal.signal(signal.SIGTERM, _terminate)
    if sys.platform != "win32":  # which knows no alarm, and ends a process without asking
        signal.signal(signal.SIGALRM, _end)
    code = main()
    if code == HARD_FAILURE and _is_ending():
        _end()  # what failed was ended too, such as the workers
    _leave(code)


def _leave(code: int) -> NoReturn:
    """End now: at its end Python would wait for workers that may hang, and wake a pool that closes."""
    for name in ("SIGINT", "SIGTERM", "SIGALRM"):
        if again := getattr(signal, name, None):
            signal.signal(again, signal.SIG_IGN)
    for worker in active_children():
        worker.kill()
    # gives back semaphores: whoever watches over them would say that they were left
    util._run_finalizers(0)  # type: ignore[attr-defined]
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError, ValueError, RuntimeError):  # whoever read it is gone, or it is in use now
            stream.flush()
    os._exit(code)


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Unwind; raised within a callback of Python's own it is lost, so that there is an end to waiting."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, _PATIENCE)
    raise Terminated


def _is_ending() -> bool:
    """Whether the system has asked for an end already."""
    return sys.platform != "win32" and bool(signal.getitimer(signal.ITIMER_REAL)[0])


def _end(_signal: int = 0, _frame: FrameType | None = None) -> NoReturn:
    with suppress(OSError, ValueError, RuntimeError):  # the stream may be gone, or in use right now
        say_error("", ENDED)
    if record := sys.modules.get("gongkai.running.record"):
        record.abandon()
    _leave(TERMINATED)


if __name__ == "__main__":
    run()
