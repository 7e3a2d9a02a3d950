"""What a process that reads other people's files may take, and how long it lives."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread, Timer

from ingest.model import UnreadableDocument

# Of one document; the largest that publishers print hold some ten thousand cells.
MOST_CELLS, MOST_LINES = 3_000_000, 1_000_000

# Real documents take 1 CPU second a MB and less; pictures of pages are recognised, which takes longer.
_SECONDS, _SECONDS_A_MB, _MOST_SECONDS = 60, 20, 300
BYTES = 6 << 30
"""Bytes of data that a process which reads may take beyond those of the process it comes from."""

# A PDF is parsed page by page, and the largest pages take some hundred MB.
_PDF_BYTES, _PDF_BYTES_A_BYTE = 2 << 30, 256
# What computes nothing (a disk that is gone) is waited for so many times as long.
_WAIT = 10


def serve(size: int | None = None) -> None:
    """Make this process a worker: at most `size` bytes of data of its own, and no longer than its parent.

    Whoever interrupts or ends a run means its parent, which ends its workers.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()
    if size is not None and sys.platform == "linux":
        import resource  # there is none on Windows

        most = _data_size() + size
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _data_size() -> int:
    """Bytes of data that this process has of the one it is a copy of, which must not be taken off its own."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _end_with_parent() -> None:
    """A worker waits for work that a killed parent never gives, and would keep what it inherited."""
    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)


def cpu_seconds(byte_size: int, *, with_pictures: bool) -> int:
    """CPU seconds that one call may take to read of a file of that size."""
    return (
        _MOST_SECONDS if with_pictures else min(_SECONDS + _SECONDS_A_MB * (byte_size >> 20), _MOST_SECONDS)
    )


def memory_bytes(byte_size: int, *, with_pictures: bool) -> int:
    """Bytes of data that reading a PDF of that size may take: a form that draws itself takes all there is."""
    return BYTES if with_pictures else min(_PDF_BYTES + _PDF_BYTES_A_BYTE * byte_size, BYTES)


@contextmanager
def limited_memory(size: int) -> Iterator[None]:
    """Let this process take at most `size` bytes of data more than it has now."""
    if sys.platform != "linux":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = _data_size() + size
    resource.setrlimit(
        resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
    )
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


@contextmanager
def limited_time(seconds: float) -> Iterator[None]:
    """End this process after so many CPU seconds: on a busy machine a clock would end what only waits.

    A C library that hangs hears no exception, only what a signal does by default. Windows has no such
    signals: there a clock ends the process, as long as Python itself runs on.
    """
    if sys.platform == "win32":
        ending = Timer(_WAIT * seconds, os._exit, [1])
        ending.daemon = True
        ending.start()
        try:
            yield
        finally:
            ending.cancel()
        return
    timers = (
        (signal.SIGPROF, signal.ITIMER_PROF, seconds),
        (signal.SIGALRM, signal.ITIMER_REAL, _WAIT * seconds),
    )
    for ending, timer, after in timers:
        signal.signal(ending, signal.SIG_DFL)
        signal.setitimer(timer, after)
    try:
        yield
    finally:
        for _, timer, _ in timers:
            signal.setitimer(timer, 0)


def ensure_size(cells: int, lines: int = 0) -> None:
    """Refuse what a process cannot hand on and a warehouse not hold. Raises `UnreadableDocument`."""
    if cells > MOST_CELLS or lines > MOST_LINES:
        raise UnreadableDocument(
            f"{cells} cells and {lines} lines",
            "file",
            f"split it into parts of at most {MOST_CELLS} cells and {MOST_LINES} lines",
        )
