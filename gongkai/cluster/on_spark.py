"""Workers of Apache Spark: files are read and batches are built in its executors.

Which cluster that is, says Spark's own configuration (`spark-submit --master`, `spark-defaults.conf`).
Executors need this package; the files must lie at the same place for all of them.
"""

from __future__ import annotations

import os
import pickle
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from gongkai.batch.failures import Failure
from gongkai.batch.program import Program, Scope
from gongkai.cluster import task
from gongkai.errors import Stopped
from gongkai.running.workers import Task, steps
from ingest.parse import Progress
from ingest.read import Registered, known_wordings

_WAVE = 4
"""Tasks a core that are handed over together: what they return is held in memory at once."""

_SCHEMA = "number long, content binary"


class Spark:
    """The executors of a Spark session, begun where there is none."""

    def __init__(self) -> None:
        try:
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise Stopped(
                "没有安装 Spark；pip install 'gongkai[spark]'",
                "Spark is not installed; pip install 'gongkai[spark]'",
            ) from error
        # else it takes whatever python3 comes first; executors elsewhere have it set to theirs
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        try:
            self._fault = PySparkException
            self._session = SparkSession.builder.appName("gongkai").getOrCreate()
        except PySparkException as error:
            raise Stopped(
                f"Spark 未能启动，请看其日志：需要 Java 17 或更高，master 的地址须有效：{error}",
                "Spark did not start, see its log: it needs Java 17 or later and a valid address of its"
                f" master: {error}",
            ) from error

    def parse(self, paths: Sequence[Path], progress: Progress) -> Iterator[Registered]:
        """Readings in the order of the paths."""
        started, done = time.monotonic(), 0
        tell = steps(len(paths), progress, started)
        known = self._session.sparkContext.broadcast(known_wordings())
        try:
            for _, read in self._done(map(pickle.dumps, task.chunks(list(paths))), partial(_read, known)):
                for item in pickle.loads(read):
                    done += 1
                    tell(done, item.file_name)
                    yield item
        finally:
            known.unpersist()

    def build(
        self, program: Program, scope: Scope, tasks: Iterator[Task], count: int
    ) -> Iterator[tuple[Task, tuple[Failure, ...]]]:
        """Each task as its wave is done, with what failed."""
        if not count:
            return
        given: dict[int, Task] = {}

        def rows() -> Iterator[bytes]:
            for number, one in enumerate(tasks):
                given[number] = one
                yield task.as_bytes(one.rows)

        shared = self._session.sparkContext.broadcast(task.sent(program))
        try:
            for number, result in self._done(rows(), partial(_built, shared, scope)):
                one = given.pop(number)
                yield one, task.take(result, one.built)
        finally:
            shared.unpersist()

    def _done(self, contents: Iterator[bytes], work: Callable[[bytes], bytes]) -> Iterator[tuple[int, bytes]]:
        """What `work` makes of each, numbered from 0 and in order, a wave at a time."""
        wave = _WAVE * self._session.sparkContext.defaultParallelism
        first = 0
        while contents_of_wave := list(islice(contents, wave)):
            rows = list(enumerate(contents_of_wave, start=first))
            # a partition a task
            given = self._session.sparkContext.parallelize(rows, len(rows))
            frame = self._session.createDataFrame(given, _SCHEMA)
            try:
                found = frame.mapInArrow(partial(_mapped, work), _SCHEMA).collect()
            except self._fault as error:
                said = str(error).strip().splitlines() or [type(error).__name__]
                raise Stopped(
                    f"Spark 的任务失败；已写入的保留，排除后再运行：{said[-1]}",
                    f"a task of Spark failed; what is written stays, mend this and run again: {said[-1]}",
                ) from error
            yield from sorted((row["number"], bytes(row["content"])) for row in found)
            first += len(rows)


def _mapped(work: Callable[[bytes], bytes], batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for number, content in zip(batch["number"], batch["content"], strict=True):
            made = pa.array([work(content.as_py())], pa.binary())
            yield pa.RecordBatch.from_arrays(
                [pa.array([number.as_py()], pa.int64()), made], batch.schema.names
            )


def _read(known: Any, paths: bytes) -> bytes:
    return pickle.dumps(task.read_files(pickle.loads(paths), known.value))


def _built(shared: Any, scope: Scope, rows: bytes) -> bytes:
    return task.build_sent(shared.value, scope, rows)
