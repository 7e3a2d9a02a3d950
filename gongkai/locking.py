"""Locks on files: a process holds one as long as it lives, and a killed one leaves nothing to clean up."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portalocker import AlreadyLocked, LockException, LockFlags, lock, unlock

_PAUSE = 0.05
"""Seconds between two tries of whoever waits: no system lets every kind of lock be waited for."""

_held_here: set[int] = set()


def _let_go_in_child() -> None:
    """A lock stays as long as any process has it open, and a worker may outlive the run by a moment."""
    for descriptor in _held_here:
        os.close(descriptor)
    _held_here.clear()


if hasattr(os, "register_at_fork"):  # where processes are not copied, what is open is not passed on
    os.register_at_fork(after_in_child=_let_go_in_child)


class Taken(Exception):
    """Another process holds the lock."""


@contextmanager
def locked(file: Path, *, shared: bool = False, wait: bool = False) -> Iterator[None]:
    """Hold a lock on a file: alone, or `shared` with others that share it.

    Whoever holds it alone makes the file where there is none; the folder must be there. Raises `Taken` unless
    it is to `wait`, `FileNotFoundError` where there is nothing to share, and `OSError`.
    """
    # a shared lock needs no right to write, but Windows locks only what was opened for both
    is_read_only = shared and os.name != "nt"
    how = os.O_RDONLY if is_read_only else os.O_RDWR | (0 if shared else os.O_CREAT)
    descriptor = os.open(file, how, 0o644)
    try:
        _take(file, descriptor, LockFlags.SHARED if shared else LockFlags.EXCLUSIVE, wait=wait)
        _held_here.add(descriptor)
        try:
            yield
        finally:
            _held_here.discard(descriptor)
            unlock(descriptor)
    finally:
        os.close(descriptor)


def _take(file: Path, descriptor: int, how: LockFlags, *, wait: bool) -> None:
    while True:
        try:
            lock(descriptor, how | LockFlags.NON_BLOCKING)
            return
        except AlreadyLocked as error:
            if not wait:
                raise Taken from error
        except LockException as error:  # a disk over the network may know no locks
            cause = error.__cause__
            raise OSError(getattr(cause, "errno", None), f"no lock: {cause or error}", str(file)) from error
        time.sleep(_PAUSE)
