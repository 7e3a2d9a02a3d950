"""Load files into the raw tables: parse first, on all cores; open the warehouse only to write."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest import raw
from ingest.files import document_id, identity
from ingest.model import Doubt
from ingest.names import readable, stored
from ingest.parse import Progress
from ingest.parse import parse as parse_here
from ingest.read import Registered, reader_version
from ingest.registering import register

# Lines of text that are kept in memory before they are written.
_BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file: loaded, reread, unchanged, duplicate, partial or failed."""

    file_name: str
    source_uri: str
    document_id: str
    outcome: str
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_whole(self) -> bool:
        """False when something of the document could not be read."""
        return self.outcome not in ("failed", "partial")


Parse = Callable[[Sequence[Path], Progress], Iterator[Registered]]


def load(
    paths: Sequence[Path],
    build_file: Path,
    progress: Progress,
    parse: Parse = parse_here,
    beside: Collection[str] = (),
) -> list[Loaded]:
    """Load all files. Bytes that the warehouse holds already, read by the same reader, change nothing.

    `parse` gives what it reads of files in their order. `beside` are documents that lie beside them unread.
    """
    build_file.parent.mkdir(parents=True, exist_ok=True)
    version = reader_version()
    fresh: dict[str, Path] = {}
    results: list[Loaded] = []
    for path in paths:
        key = _identity(path)
        if key in fresh:
            results.append(Loaded(readable(path.name), stored(path), key, "duplicate"))
        fresh.setdefault(key, path)
    settled, back = _known(build_file, fresh, version, beside)
    for key in settled:
        path = fresh.pop(key)
        results.append(Loaded(readable(path.name), stored(path), key, "unchanged"))
    for items in _batches(parse(list(fresh.values()), progress)):
        results += _write(build_file, items, version, back)
    if not build_file.exists():
        _write(build_file, [], version, back)
    return results


def _batches(items: Iterable[Registered]) -> Iterator[list[Registered]]:
    """Documents in order, so many at a time that their lines fit into memory with ease."""
    batch: list[Registered] = []
    lines = 0
    for item in items:
        batch.append(item)
        lines += len(item.reading.lines) if item.reading else 0
        if lines >= _BATCH:
            yield batch
            batch, lines = [], 0
    if batch:
        yield batch


def _write(build_file: Path, items: Sequence[Registered], version: str, back: set[str]) -> list[Loaded]:
    """Register documents; the warehouse is open only as long as that takes."""
    connection = duckdb.connect(str(build_file), config={"storage_compatibility_version": "v1.2.0"})
    try:
        connection.execute(raw.SCHEMA)
        opened = [item for item in items if item.is_opened]
        keys = [item.document_id for item in opened]
        outcomes = dict(zip(keys, register(connection, opened, version, back), strict=True))
    finally:
        connection.close()
    return [
        Loaded(
            item.file_name,
            item.source_uri,
            item.document_id,
            outcomes.get(item.document_id, "failed"),
            tuple((item.failure,) if item.failure else item.reading.doubts if item.reading else ()),
        )
        for item in items
    ]


def _identity(path: Path) -> str:
    try:
        return identity(path)
    except OSError:
        return document_id(os.fsencode(path))


def _known(
    build_file: Path, files: dict[str, Path], version: str, beside: Collection[str]
) -> tuple[list[str], set[str]]:
    """Documents that this reader has read already, and old versions that came back."""
    if not build_file.exists():
        return [], set()
    connection = duckdb.connect(str(build_file))
    try:
        connection.execute(raw.SCHEMA)
        known = raw.known_documents(connection)
        loading = {*files, *beside}
        back = {
            key
            for key, path in files.items()
            if key in known and raw.has_returned(connection, key, stored(path.resolve()), loading)
        }
        settled = [key for key in files if known.get(key) == version and key not in back]
        for key in settled:
            raw.follow(connection, key, files[key].resolve())
        return settled, back
    finally:
        connection.close()
