"""Parse many files on all cores: whole files, and long PDFs by ranges of pages.

Every file is read by a process of its own kind that may break down, run out of memory or run out of
time without harm to the others.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from ingest.files import content, document_id
from ingest.limits import BYTES, cpu_seconds, limited_memory, limited_time, memory_bytes, serve
from ingest.model import Doubt
from ingest.names import readable, stored
from ingest.read import Registered, is_pdf, known_wordings, read_file, read_with, registered, unopened
from ingest.readers.pdf import reader as pdf
from ingest.readers.pdf.page import Page
from ingest.readers.pdf.picture import recogniser
from ingest.wordings import Wordings

# Pages that one call reads; pictures take seconds each, and must not run out of time together.
PAGES_AT_ONCE, PICTURES_AT_ONCE = 32, 8
_WAITING = 8


@dataclass(frozen=True, slots=True)
class Step:
    """How far a load is: documents and pages read, the share of all bytes, the document at hand."""

    documents: int
    documents_in_all: int
    pages: int
    share: float
    seconds: float
    name: str
    is_document_end: bool = True


Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Part:
    """What one call reads: a whole file, or some pages of a long PDF."""

    document_id: str
    byte_size: int
    page_count: int
    whole: Registered | None = None
    pages: tuple[Page, ...] = ()


def parse(paths: Sequence[Path], progress: Progress, cores: int | None = None) -> Iterator[Registered]:
    """Readings in the order of the paths, whatever core finishes first; on all cores or as many as said."""
    if not paths:
        return
    run = _Run(paths, progress, cores or os.cpu_count() or 1)
    try:
        yield from run.items()
    finally:
        run.close()


def read_part(path: Path, first: int) -> Part:
    """A file as a whole, or the pages of a long PDF from the 0-based `first` on. Never raises."""
    try:
        data = content(path)
    except OSError as error:
        missing = unopened(path, error)
        return Part(missing.document_id, 0, 1, missing)
    if is_pdf(data):
        with limited_memory(memory_bytes(len(data), with_pictures=recogniser.is_readable())):
            return _read_part(path, data, first)
    return _read_part(path, data, first)


def _read_part(path: Path, data: bytes, first: int) -> Part:
    key = document_id(data)
    if is_pdf(data):
        try:
            count = pdf.page_count(data)
            step = _pages_at_once()
            if count > step:
                pages = pdf.read_pages(data, first, min(first + step, count))
                return Part(key, len(data), count, pages=pages)
        except Exception:  # read as a whole below, which says what is wrong with it
            pass
    whole = read_file(path)
    pages_read = whole.reading.page_count if whole.reading else None
    return Part(key, len(data), pages_read or 1, whole)


class _Run:
    """One load: a window of files handed to the workers, taken back in order."""

    def __init__(self, paths: Sequence[Path], progress: Progress, cores: int) -> None:
        self._paths, self._progress, self._cores = paths, progress, cores
        self._sizes = [path.stat().st_size if path.is_file() else 0 for path in paths]
        self._pool = _pool(self._cores)
        self._started = time.monotonic()
        self._pages = 0

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def items(self) -> Iterator[Registered]:
        queue: deque[tuple[Path, Future[Part]]] = deque()
        upcoming = iter(self._paths)
        for number in range(len(self._paths)):
            while len(queue) < _WAITING + self._cores and (path := next(upcoming, None)):
                queue.append((path, self._submit(path)))
            path, future = queue.popleft()
            try:
                item = self._finished(number, path, future.result(), self._submit)
            except (BrokenProcessPool, MemoryError):
                # who broke it is not known: this one is read alone, the others are handed in again
                item = self._alone(number, path)
                self._pool.shutdown(wait=False, cancel_futures=True)
                self._pool = _pool(self._cores)
                queue = deque((other, self._submit(other)) for other, _ in queue)
            self._tell(number, 1.0, path.name, is_end=True)
            yield item

    def _submit(self, path: Path, first: int = 0) -> Future[Part]:
        return self._pool.submit(_guarded, path, first)

    def _finished(
        self, number: int, path: Path, part: Part, submit: Callable[[Path, int], Future[Part]]
    ) -> Registered:
        """The whole of a document, its other pages asked for where it is long."""
        if part.whole:
            self._pages += part.page_count
            return part.whole
        pages = list(part.pages)
        starts = range(len(pages), part.page_count, _pages_at_once())
        for future in [submit(path, first) for first in starts]:
            pages += future.result().pages
            self._tell(number, len(pages) / part.page_count, path.name, is_end=False)
        self._pages += len(pages)
        return registered(path, part.document_id, part.byte_size, lambda: pdf.assembled(tuple(pages)))

    def _alone(self, number: int, path: Path) -> Registered:
        with _pool(1) as pool:
            try:
                first = pool.submit(_guarded, path, 0).result()
                return self._finished(
                    number, path, first, lambda path, first: pool.submit(_guarded, path, first)
                )
            except (BrokenProcessPool, MemoryError):
                data = content(path)
                seconds = _seconds(path)
                reason = f"reading it broke down, or took more than {seconds} CPU seconds or {BYTES >> 30} GB"
                failure = Doubt(reason, "file", "print it to PDF again, or split it into parts")
                return Registered(
                    document_id(data), readable(path.name), stored(path.resolve()), len(data), None, failure
                )

    def _tell(self, number: int, share: float, name: str, *, is_end: bool) -> None:
        done = sum(self._sizes[:number]) + share * self._sizes[number]
        seconds = time.monotonic() - self._started
        whole = max(sum(self._sizes), 1)
        step = Step(
            number + is_end, len(self._paths), self._pages, done / whole, seconds, readable(name), is_end
        )
        self._progress(step)


def _pages_at_once() -> int:
    return PICTURES_AT_ONCE if recogniser.is_readable() else PAGES_AT_ONCE


def _pool(cores: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(cores, initializer=_begin, initargs=(known_wordings(),))


def _begin(known: Wordings) -> None:
    """Make a process a worker that reads with what its parent reads with."""
    serve(BYTES)
    read_with(known)


def _seconds(path: Path) -> int:
    size = path.stat().st_size if path.is_file() else 0
    return cpu_seconds(size, with_pictures=recogniser.is_readable())


def _guarded(path: Path, first: int) -> Part:
    """`read_part` in bounded time."""
    with limited_time(_seconds(path)):
        return read_part(path, first)
