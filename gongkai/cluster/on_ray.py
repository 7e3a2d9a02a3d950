"""Workers of Ray: files are read and batches are built in its tasks.

Which cluster that is, says Ray's own configuration (`RAY_ADDRESS`); without one it is this machine.
The nodes need this package; the files must lie at the same place for all of them.
"""

from __future__ import annotations

import os
import socket
import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from gongkai.batch.failures import Failure
from gongkai.batch.program import Program, Scope
from gongkai.cluster import task
from gongkai.errors import Stopped
from gongkai.running.workers import Task, steps
from ingest.parse import Progress
from ingest.read import Registered, known_wordings

_SECONDS_TO_ANSWER = 10


class Ray:
    """The nodes of a Ray cluster, begun on this machine where there is none."""

    def __init__(self) -> None:
        try:
            import ray
        except ImportError as error:
            raise Stopped(
                "没有安装 Ray；pip install 'gongkai[ray]'", "Ray is not installed; pip install 'gongkai[ray]'"
            ) from error
        _ensure_heard(os.environ.get("RAY_ADDRESS", ""))
        try:
            ray.init(ignore_reinit_error=True, log_to_driver=False, include_dashboard=False)
        except (ConnectionError, RuntimeError) as error:
            raise Stopped(f"Ray 未能启动：{error}", f"Ray did not start: {error}") from error
        self._ray = ray

    def parse(self, paths: Sequence[Path], progress: Progress) -> Iterator[Registered]:
        """Readings in the order of the paths."""
        tell, done = steps(len(paths), progress, time.monotonic()), 0
        read = self._ray.remote(task.read_files)
        known = self._ray.put(known_wordings())
        waiting: deque[Any] = deque()
        upcoming = task.chunks(list(paths))
        while True:
            while len(waiting) <= 2 * self._cores() and (chunk := next(upcoming, None)):
                waiting.append(read.remote(chunk, known))
            if not waiting:
                return
            for item in self._result(waiting.popleft()):
                done += 1
                tell(done, item.file_name)
                yield item

    def build(
        self, program: Program, scope: Scope, tasks: Iterator[Task], count: int
    ) -> Iterator[tuple[Task, tuple[Failure, ...]]]:
        """Each task as it is done, with what failed."""
        if not count:
            return
        shared = self._ray.put(task.sent(program))
        built = self._ray.remote(task.build_sent)
        running: dict[Any, Task] = {}
        while True:
            while len(running) <= self._cores() and (upcoming := next(tasks, None)):
                running[built.remote(shared, scope, task.as_bytes(upcoming.rows))] = upcoming
            if not running:
                return
            done, _ = self._ray.wait(list(running))
            for one in done:
                given = running.pop(one)
                yield given, task.take(self._result(one), given.built)

    def _result(self, one: Any) -> Any:
        try:
            return self._ray.get(one)
        except self._ray.exceptions.RayError as error:
            said = str(error).strip().splitlines() or [type(error).__name__]
            raise Stopped(
                f"Ray 的任务失败；已写入的保留，排除后再运行：{said[-1]}",
                f"a task of Ray failed; what is written stays, mend this and run again: {said[-1]}",
            ) from error

    def _cores(self) -> int:
        return int(self._ray.cluster_resources().get("CPU", 1))


def _ensure_heard(address: str) -> None:
    """Raise `Stopped` where nothing listens at a given address: Ray itself asks on for minutes."""
    host, colon, port = address.rpartition("://")[2].partition("/")[0].rpartition(":")
    if not (colon and port.isdecimal()):
        return  # none, or one of Ray's own words
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS_TO_ANSWER).close()
    except (OSError, OverflowError) as error:
        raise Stopped(
            f"RAY_ADDRESS 所指的 {address} 没有应答，请核对地址或先启动集群：{error}",
            f"nothing answers at RAY_ADDRESS {address}; mend it, or start the cluster first: {error}",
        ) from error
