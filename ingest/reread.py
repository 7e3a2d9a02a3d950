"""Pages of PDFs read by the second reader, on all cores, and put into the warehouse page by page.

A page stays what was read of it: it is asked for again only when the second reader has changed.
"""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from ingest.parse import Progress, Step, limited_pool
from ingest.read import document_id

if TYPE_CHECKING:
    from ingest.secondreader import Piece

# Of the second reader's own code; raised by hand when it reads otherwise.
_VERSION = "1"
# Pages that one call reads, pages that are kept before they are written.
_AT_ONCE, _BATCH = 16, 200
_WAITING = 8
_SECONDS = 300


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
        return document_id(asked.path.read_bytes()) == asked.document_id
    except OSError:
        return None


def reread(asked: Sequence[Asked], build_file: Path, progress: Progress) -> Cost:
    """Read the pages and store them."""
    cost = Cost()
    batch: list[Reread] = []
    for read in _readings(asked, progress):
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


def read_part(asked: Asked) -> Reread:
    """The pages of one document, whatever its file makes of the engine."""
    from ingest.secondreader import read_pages  # importing it takes time: only when a page is asked for

    started = time.process_time()
    try:
        pages = read_pages(asked.path.read_bytes(), asked.pages)
    except Exception:  # nothing is read, so nothing is confirmed
        pages = dict.fromkeys(asked.pages, ())
    return Reread(asked.document_id, pages, time.process_time() - started)


def _readings(asked: Sequence[Asked], progress: Progress) -> Iterator[Reread]:
    parts = [
        Asked(one.document_id, one.path, one.pages[first : first + _AT_ONCE])
        for one in asked
        for first in range(0, len(one.pages), _AT_ONCE)
    ]
    started, pages, pages_in_all = time.monotonic(), 0, sum(len(part.pages) for part in parts)
    cores = min(os.cpu_count() or 1, len(parts))
    pool = limited_pool(cores)
    upcoming = iter(parts)
    queue: deque[tuple[Asked, Future[Reread]]] = deque()
    try:
        for number in range(1, len(parts) + 1):
            while len(queue) < _WAITING + cores and (part := next(upcoming, None)):
                queue.append((part, pool.submit(_guarded, part)))
            part, future = queue.popleft()
            try:
                read = future.result()
            except BrokenProcessPool:  # who broke it is not known: this one is read alone
                pool.shutdown(wait=False, cancel_futures=True)
                read = _alone(part)
                pool = limited_pool(cores)
                queue = deque((other, pool.submit(_guarded, other)) for other, _ in queue)
            pages += len(part.pages)
            share, seconds = pages / pages_in_all, time.monotonic() - started
            progress(Step(number, len(parts), pages, share, seconds, part.path.name))
            yield read
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _alone(part: Asked) -> Reread:
    with limited_pool(1) as pool:
        try:
            return pool.submit(_guarded, part).result()
        except BrokenProcessPool:
            return Reread(part.document_id, dict.fromkeys(part.pages, ()))


def _guarded(part: Asked) -> Reread:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(_SECONDS)
    try:
        return read_part(part)
    finally:
        signal.alarm(0)


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
        connection.begin()
        connection.register("batch", frame.to_arrow())
        connection.execute(
            "delete from raw.second_readings where (document_id, page_no) in"
            " (select document_id, page_no from batch)"
        )
        connection.execute("insert into raw.second_readings by name select * from batch")
        connection.commit()
    finally:
        connection.close()
