"""Pages of PDFs read by the second reader, on all cores, and put into the warehouse page by page.

A page stays what was read of it: it is asked for again only when the second reader has changed.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from ingest import raw
from ingest.files import identity
from ingest.frames import pl
from ingest.limits import serve
from ingest.names import readable
from ingest.parse import Progress, Step

if TYPE_CHECKING:
    from ingest.secondreader import Piece

    Read = tuple[dict[int, tuple[Piece, ...]], float]
    """Pieces of each page, CPU seconds."""
    ReadFile = Callable[[Path, tuple[int, ...]], Read]
    """A file and the numbers of its pages."""

# Of the second reader's own code; raised by hand when it reads otherwise.
_VERSION = "1"
# Pages that one call reads, pages that are kept before they are written.
_AT_ONCE, _BATCH = 16, 200
_WAITING = 8
_BYTES = 6 << 30


@dataclass(frozen=True, slots=True)
class Asked:
    """Pages of one document, by their numbers from 1, that are to be read once more."""

    document_id: str
    path: Path
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reread:
    """What the second reader has on pages of one document; a page that it cannot read has no pieces."""

    document_id: str
    pages: dict[int, tuple[Piece, ...]] = field(default_factory=dict)
    cpu_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What a second reading took: pages, those of them that gave nothing, CPU seconds."""

    pages: int = 0
    without_text: int = 0
    cpu_seconds: float = 0.0


def second_reader_version() -> str:
    """Changes with pdfplumber and with what is made of it: then pages are read anew."""
    return f"{_VERSION}+pdfplumber-{version('pdfplumber')}"


def lies_there(asked: Asked) -> bool | None:
    """Whether the file is the document that was loaded; None where there is no file any more."""
    try:
        return identity(asked.path) == asked.document_id
    except OSError:
        return None


def reread(
    asked: Sequence[Asked], build_file: Path, progress: Progress, read_file: ReadFile | None = None
) -> Cost:
    """Read the pages, by the second reader unless another one is given, and store them."""
    from ingest import secondreader  # importing it takes time: only when a page is asked for

    cost = Cost()
    batch: list[Reread] = []
    for read in _readings(asked, progress, read_file or secondreader.read_file):
        batch.append(read)
        cost = Cost(
            cost.pages + len(read.pages),
            cost.without_text + sum(not pieces for pieces in read.pages.values()),
            cost.cpu_seconds + read.cpu_seconds,
        )
        if sum(len(one.pages) for one in batch) >= _BATCH:
            _store(build_file, batch)
            batch = []
    _store(build_file, batch)
    return cost


def _readings(asked: Sequence[Asked], progress: Progress, read_file: ReadFile) -> Iterator[Reread]:
    parts = [
        Asked(one.document_id, one.path, one.pages[first : first + _AT_ONCE])
        for one in asked
        for first in range(0, len(one.pages), _AT_ONCE)
    ]
    started, pages, pages_in_all = time.monotonic(), 0, sum(len(part.pages) for part in parts)
    cores = min(os.cpu_count() or 1, len(parts))
    pool = _pool(cores)
    upcoming = iter(parts)
    queue: deque[tuple[Asked, Future[Read]]] = deque()
    try:
        for number in range(1, len(parts) + 1):
            while len(queue) < _WAITING + cores and (part := next(upcoming, None)):
                queue.append((part, pool.submit(read_file, part.path, part.pages)))
            part, future = queue.popleft()
            try:
                read = Reread(part.document_id, *future.result())
            except BrokenProcessPool:  # who broke it is not known: this one is read alone
                pool.shutdown(wait=False, cancel_futures=True)
                read = _alone(part, read_file)
                pool = _pool(cores)
                queue = deque((other, pool.submit(read_file, other.path, other.pages)) for other, _ in queue)
            pages += len(part.pages)
            share, seconds = pages / pages_in_all, time.monotonic() - started
            progress(Step(number, len(parts), pages, share, seconds, readable(part.path.name)))
            yield read
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _alone(part: Asked, read_file: ReadFile) -> Reread:
    with _pool(1) as pool:
        try:
            return Reread(part.document_id, *pool.submit(read_file, part.path, part.pages).result())
        except BrokenProcessPool:
            return Reread(part.document_id, dict.fromkeys(part.pages, ()))


def _pool(cores: int) -> ProcessPoolExecutor:
    """Processes started anew: dbt leaves threads and memory in this one, which a copy would inherit."""
    return ProcessPoolExecutor(cores, mp_context=get_context("spawn"), initializer=serve, initargs=(_BYTES,))


def _store(build_file: Path, readings: Sequence[Reread]) -> None:
    """Each page with a row of its own, without a place, so that it is known to be read; then its pieces."""
    version = second_reader_version()
    frame = pl.DataFrame(
        [
            row
            for read in readings
            for page_no, pieces in read.pages.items()
            for row in (
                (read.document_id, page_no, 0, None, None, None, None, None, version),
                *(
                    (
                        *(read.document_id, page_no, number, piece.text, list(piece.box)),
                        *(piece.table_no, piece.row_no, piece.col_no, version),
                    )
                    for number, piece in enumerate(pieces, start=1)
                ),
            )
        ],
        schema={
            "document_id": pl.String, "page_no": pl.Int32, "piece_no": pl.Int32, "piece_text": pl.String,
            "box": pl.List(pl.Float64), "table_no": pl.Int32, "row_no": pl.Int32, "col_no": pl.Int32,
            "reader_version": pl.String,
        },
        orient="row",
    )  # fmt: skip
    if not frame.height:
        return
    connection = duckdb.connect(str(build_file))
    try:
        connection.register("batch", frame.to_arrow())
        with raw.whole(connection):
            connection.execute(
                "delete from raw.second_readings where (document_id, page_no) in"
                " (select document_id, page_no from batch)"
            )
            connection.execute("insert into raw.second_readings by name select * from batch")
    finally:
        connection.close()
