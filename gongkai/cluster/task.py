"""What a process of a cluster does: read files, build a batch; what it needs is sent to it as bytes."""

from __future__ import annotations

import os
import pickle
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from gongkai.batch import exchange
from gongkai.batch.failures import Failure
from gongkai.batch.program import Program, Scope, load
from gongkai.batch.task import build
from ingest.parse import Step, parse
from ingest.read import Registered, reading_with
from ingest.wordings import Wordings

FILES_AT_ONCE = 8
"""Files that one task reads: its process is bounded for each, and begun once for all."""

_KEPT_SECONDS = 86_400
"""How long a program lies unused before it may go."""


class Sent(NamedTuple):
    """A program on its way: what it is called, and the files of its folder."""

    digest: str
    files: Mapping[str, bytes]


def sent(program: Program) -> Sent:
    """The program of this machine, for others."""
    return Sent(program.digest, exchange.packed(program.folder))


def read_files(paths: list[bytes], known: Wordings) -> list[Registered]:
    """Readings of files by name, as the system writes it; whatever a file does, the task lives on.

    `known` is what the machine that asks reads with. The files must lie at the same place as there. Never
    raises for what a file holds.
    """
    with reading_with(known):
        return list(parse([Path(os.fsdecode(path)) for path in paths], _silent, cores=1))


def build_sent(program: Sent, scope: Scope, rows: bytes) -> bytes:
    """Build a batch: rows as `as_bytes` gives them; returned are the tables and what failed, likewise."""
    with tempfile.TemporaryDirectory(prefix="gongkai-batch-") as name:
        folder = Path(name)
        put = exchange.unpacked(pickle.loads(rows), folder / "rows")
        built = folder / "built"
        built.mkdir()
        unpacked = _unpacked(program)
        failures = build(unpacked, scope, put, built, unpacked.parent)
        return pickle.dumps((exchange.packed(built), failures))


def as_bytes(rows: Path) -> bytes:
    """The rows of a batch on their way."""
    return pickle.dumps(exchange.packed(rows))


def take(result: bytes, built: Path) -> tuple[Failure, ...]:
    """Put the tables that a task built where they are waited for; returns what failed."""
    files, failures = pickle.loads(result)
    built.rmdir()
    exchange.unpacked(files, built)
    return tuple(failures)


def chunks(paths: list[Path]) -> Iterator[list[bytes]]:
    """Names of files, so many as one task reads; a link keeps its own name."""
    names = [os.fsencode(path.absolute()) for path in paths]
    for first in range(0, len(names), FILES_AT_ONCE):
        yield names[first : first + FILES_AT_ONCE]


def _unpacked(program: Sent) -> Path:
    """Its folder on this machine, written by whoever needs it first, or finds it damaged.

    Those of other programs go when they are a day old: whoever still needs one writes it again.
    """
    user = os.getuid() if hasattr(os, "getuid") else ""
    programs = Path(tempfile.gettempdir()) / f"gongkai-programs-{user}"
    folder = programs / program.digest
    if load(folder) is None:
        for old in programs.glob("*"):
            if old == folder or old.stat().st_mtime < time.time() - _KEPT_SECONDS:
                shutil.rmtree(old, ignore_errors=True)
        making = exchange.unpacked(program.files, folder.with_name(f"{folder.name}.{os.getpid()}"))
        try:
            making.rename(folder)
        except OSError:  # another process was first
            shutil.rmtree(making)
    return folder


def _silent(_step: Step) -> None:
    """A task has no terminal."""
