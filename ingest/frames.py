"""polars, with Ctrl-C left to Python.

When it is imported polars puts a handler of its own before Python's, by which a thread that waits, as a run
does for its workers, is not woken: Ctrl-C was heard when the next document had been read.
"""

from __future__ import annotations

import signal
import threading

import polars as pl

__all__ = ["pl"]

_handler = signal.getsignal(signal.SIGINT)
if _handler is not None and threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, _handler)
