"""`run.json`: what a run did, for whoever watches over it. Its shape is docs/run.schema.json."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import duckdb

from gongkai import __version__
from gongkai.errors import HARD_FAILURE, INTERRUPTED, TERMINATED, Stopped, Terminated, asked
from gongkai.jsontext import as_bytes
from gongkai.running.home import Home, InUse, writing
from gongkai.saying import say_error

_SCHEMA = 1
_KEPT = 100
"""Runs that are kept below `runs/`."""

_BETWEEN_LOOKS = 0.25
_LAST_WORK = 1.0
"""Seconds: between two looks at a home that is held, and for workers to come to their end."""

_NOT_YET = TERMINATED
"""The exit code in the record of a run that does not come to its own end."""


@dataclass(slots=True)
class Record:
    """What is known of a run so far; the fields are those of `run.json` that a run itself fills in."""

    started: float = field(default_factory=time.time)
    inbox: str | None = None
    exit_code: int = _NOT_YET
    step: str = "look"
    documents: dict[str, int] | None = None
    left_out: dict[str, int] | None = None
    not_whole: list[dict[str, Any]] = field(default_factory=list)
    new_findings: list[dict[str, Any]] = field(default_factory=list)
    mart: Mapping[str, Any] | None = None
    published: dict[str, Any] | None = None
    errors: list[str] = field(default_factory=list)
    _content: bytes = b""

    def failed(self, error: BaseException, home: Home) -> None:
        """Take down how a run came to its end before its time."""
        from gongkai.trouble import of_database, of_system

        if end := asked(error):
            self.exit_code = TERMINATED if isinstance(end, Terminated) else INTERRUPTED
            return
        if isinstance(error, OSError):
            error = of_system(error)
        elif isinstance(error, duckdb.Error):
            error = of_database(error, home)
        is_told = isinstance(error, Stopped)
        self.exit_code = error.exit_code if isinstance(error, Stopped) else HARD_FAILURE
        self.errors += [*(error.lines() if isinstance(error, Stopped) else ())]
        self.errors.append(str(error) if is_told else f"{type(error).__name__}: {error}")

    def content(self) -> bytes:
        """The record as it stands when this is first asked, in UTF-8: what is kept and what is printed."""
        if not self._content:
            self._content = self._written()
        return self._content

    def _written(self) -> bytes:
        ended = time.time()
        told = {
            "schema_version": _SCHEMA,
            "gongkai_version": __version__,
            "started_at": _date(self.started),
            "ended_at": _date(ended),
            "seconds": round(max(ended - self.started, 0.0), 3),
            "cpu_seconds": round(_cpu_seconds(), 3),
            "exit_code": self.exit_code,
            "step": self.step,
            "inbox": self.inbox,
            "documents": self.documents,
            "left_out": self.left_out,
            "not_whole": self.not_whole,
            "new_findings": self.new_findings,
            "mart": self.mart,
            "published": self.published,
            "errors": self.errors,
        }
        return as_bytes(told)


_open: list[tuple[Home, Record]] = []


@contextmanager
def recorded(home: Home, *, is_printed: bool, patience: float | None) -> Iterator[Record]:
    """Hold the home and keep a record of what is done, whatever comes of it.

    Where another run holds it, waits `patience` seconds and then raises `InUse`: a record of that is printed
    but not kept. With `is_printed` the standard output has the record alone, the standard error all else.
    """
    record = Record()
    output = sys.stdout
    with redirect_stdout(sys.stderr) if is_printed else nullcontext():
        try:
            with _turn(home, patience):
                _open.append((home, record))
                try:
                    yield record
                except BaseException as error:
                    record.failed(error, home)
                    raise
                finally:
                    if _open:
                        _keep(*_open.pop())
        except InUse as error:
            record.failed(error, home)
            raise
        finally:
            if is_printed:
                output.flush()
                output.buffer.write(record.content())
                output.buffer.flush()


def abandon() -> None:
    """Keep the record of a run whose end is not waited for, if there is one."""
    while _open:
        _keep(*_open.pop())


def _keep(home: Home, record: Record) -> None:
    """Write it, whole or not at all; a run does not fail for the sake of its record."""
    content = record.content()
    name = f"{datetime.fromtimestamp(record.started, UTC):%Y%m%dT%H%M%S_%fZ}.json"
    try:
        for path in (home.runs_dir / name, home.run_file):
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f".{path.name}.fresh")
            fresh.write_bytes(content)
            fresh.replace(path)
        kept = sorted(path for path in home.runs_dir.iterdir() if path.suffix == ".json")
        for old in kept[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        say_error(
            "运行记录没有写成 / the record of this run could not be written:"
            f" {home.run_file}: {error.strerror}"
        )


@contextmanager
def _turn(home: Home, patience: float | None) -> Iterator[None]:
    """Hold the home; where another process does, wait so many seconds for it."""
    until = time.monotonic() + (patience or 0.0)
    is_said = False
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(writing(home))
                break
            except InUse:
                if patience is None or time.monotonic() >= until:
                    raise
            if not is_said:
                is_said = True
                say_error(
                    f"{home.root} 正被另一个 gongkai 使用，等待中 / is in use by another gongkai, waiting …"
                )
            time.sleep(_BETWEEN_LOOKS)
        yield


def _cpu_seconds() -> float:
    """Of this process and of those it started and that have ended."""
    until = time.monotonic() + _LAST_WORK
    if multiprocessing := sys.modules.get("multiprocessing"):
        for worker in multiprocessing.active_children():
            worker.join(max(0.0, until - time.monotonic()))
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _date(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
