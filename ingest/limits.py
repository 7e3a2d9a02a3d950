"""What a process that reads other people's files may take, and how long it lives."""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread


def serve(size: int) -> None:
    """Make this process a worker: at most `size` bytes of data, and no longer than its parent.

    Whoever interrupts or ends a run means its parent, which ends its workers.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def _end_with_parent() -> None:
    """A worker waits for work that a killed parent never gives, and would keep what it inherited."""
    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)


@contextmanager
def limited_time(seconds: int) -> Iterator[None]:
    """End this process after so long: a C library that hangs hears no exception, only the alarm's default."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
