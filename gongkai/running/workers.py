"""Who does what can be done apart: on this machine a process a core."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

from gongkai.batch.engine import Engine
from gongkai.batch.failures import Failure
from gongkai.batch.program import Program, Scope
from gongkai.batch.task import build
from gongkai.errors import Stopped
from ingest.limits import serve
from ingest.parse import Progress, Step, parse
from ingest.read import Registered


@dataclass(frozen=True, slots=True)
class Task:
    """A batch to build: folders of an exchange with its rows, and for what is built."""

    number: int
    rows: Path
    built: Path


class Workers(Protocol):
    """What reads documents and builds batches. Tasks are taken when they can be begun, so that few wait."""

    def parse(self, paths: Sequence[Path], progress: Progress) -> Iterator[Registered]:
        """Readings in the order of the paths."""

    def build(
        self, program: Program, scope: Scope, tasks: Iterator[Task], count: int
    ) -> Iterator[tuple[Task, tuple[Failure, ...]]]:
        """Build `count` tasks; each as it is done, with what failed."""


def steps(count: int, progress: Progress, started: float) -> Callable[[int, str], None]:
    """What tells that so many of `count` documents are read, the last one by name."""

    def tell(done: int, name: str) -> None:
        progress(Step(done, count, 0, done / count, time.monotonic() - started, name))

    return tell


class Processes:
    """The processes of this machine."""

    def parse(self, paths: Sequence[Path], progress: Progress) -> Iterator[Registered]:
        """Readings in the order of the paths, on all cores."""
        return parse(paths, progress)

    def build(
        self, program: Program, scope: Scope, tasks: Iterator[Task], count: int
    ) -> Iterator[tuple[Task, tuple[Failure, ...]]]:
        """One task in this process, several on all cores."""
        cores = min(os.cpu_count() or 1, count)
        if not cores:
            return
        if cores < 2:
            for task in tasks:
                with closing(Engine(program, scope, task.built.parent)) as engine:
                    yield task, engine.build(task.rows, task.built)
            return
        pool = ProcessPoolExecutor(cores, mp_context=get_context("spawn"), initializer=serve)
        try:
            running: dict[Future[tuple[Failure, ...]], Task] = {}
            while True:
                while len(running) < cores + 1 and (upcoming := next(tasks, None)):
                    rows, built = upcoming.rows, upcoming.built
                    future = pool.submit(build, program.folder, scope, rows, built, built.parent)
                    running[future] = upcoming
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield running.pop(future), future.result()
        except BrokenProcessPool as error:
            raise Stopped(
                "构建文件的进程被系统结束，可能内存不足；已写入的批次保留，请再次构建",
                "a process that builds documents was ended by the system, perhaps for want of memory;"
                " what is written stays, build again",
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


PROCESSES = Processes()
