"""A home is held by one process at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gongkai.locking import locked
from gongkai.running.home import Home, writing
from tests.python.gongkai.command import Command


@contextmanager
def held(home: Home) -> Iterator[None]:
    """The home as another process would hold it."""
    home.root.mkdir(parents=True, exist_ok=True)
    with locked(home.root / ".lock"):
        yield


@pytest.mark.parametrize("command", ["build", "publish"])
def test_second_run_on_one_home_says_that_it_is_in_use(gongkai: Command, empty: Home, command: str) -> None:
    with held(empty):
        code, _, said = gongkai(empty, command)
    assert code == 1
    assert "in use" in said


def test_a_worker_that_outlives_the_run_holds_no_lock(empty: Home) -> None:
    """Workers are copies of the process: with its lock they would keep the home after it was killed."""
    reader, writer = os.pipe()
    holder = os.fork()
    if not holder:  # pragma: no cover - another process
        with writing(empty):
            if not os.fork():
                os.close(writer)
                os.read(reader, 1)  # the worker stays until the test lets it go
            os._exit(0)
    os.waitpid(holder, 0)
    try:
        with writing(empty):
            pass
    finally:
        os.write(writer, b"x")
        os.close(writer)
        os.close(reader)
