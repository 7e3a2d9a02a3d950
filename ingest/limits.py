"""What a process that reads other people's files may take: memory and time."""

from __future__ import annotations

import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def limit_memory(size: int) -> None:
    """Let this process hold at most `size` bytes of data, where the system can be told so."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


@contextmanager
def limited_time(seconds: int) -> Iterator[None]:
    """End this process after so long: a C library that hangs hears no exception, only the alarm's default."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
