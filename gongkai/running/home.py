"""The folder in which one warehouse lives: what stands where, and who may write now."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from gongkai.errors import Stopped
from publish.mart import SCHEMA, connect

PROJECT = Path(__file__).resolve().parents[2]

_held_here: set[int] = set()


def _let_go_in_child() -> None:
    """A lock stays as long as any process has it open, and a worker may outlive the run by a moment."""
    for descriptor in _held_here:
        os.close(descriptor)
    _held_here.clear()


os.register_at_fork(after_in_child=_let_go_in_child)


@dataclass(frozen=True, slots=True)
class Home:
    """Paths of one home. `build/` is private, `published/` is what readers open."""

    root: Path

    @property
    def build_file(self) -> Path:
        """The warehouse that is loaded and built; readers never open it."""
        return self.root / "build" / "warehouse.duckdb"

    @property
    def target_dir(self) -> Path:
        """Where dbt keeps what it compiled."""
        return self.root / "build" / "target"

    @property
    def log_dir(self) -> Path:
        """Where dbt writes its log."""
        return self.root / "build" / "logs"

    @property
    def built_file(self) -> Path:
        """The mark of the last successful build; there is none while a build has failed."""
        return self.root / "build" / "fingerprint.json"

    @property
    def seeds_file(self) -> Path:
        """What the seeds were when they were last loaded into the build file."""
        return self.root / "build" / "seeds.json"

    @property
    def loaded_file(self) -> Path:
        """The files that were loaded, as a manifest: from it the build file can be made anew."""
        return self.root / "build" / "loaded.csv"

    @property
    def mart_file(self) -> Path:
        """The published mart."""
        return self.root / "published" / "mart.duckdb"

    @property
    def parquet_dir(self) -> Path:
        """The same as parquet files, where they are asked for."""
        return self.root / "published" / "parquet"


@contextmanager
def writing(home: Home) -> Iterator[None]:
    """Hold the home for one writer. Raises `Stopped` when another process holds it."""
    with _held(home, fcntl.LOCK_EX):
        yield


@contextmanager
def reading_build(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the build file. Raises `Stopped` when it is missing or being written."""
    if not home.build_file.exists():
        raise Stopped(f"{home.root} 中还没有载入文件", f"nothing has been loaded into {home.root} yet")
    with _held(home, fcntl.LOCK_SH):
        connection = duckdb.connect(str(home.build_file), read_only=True)
        try:
            yield connection
        finally:
            connection.close()


@contextmanager
def reading_mart(home: Home, name: str = SCHEMA) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection in which a database of that name is the published mart.

    Raises `Stopped` when nothing is published.
    """
    if not home.mart_file.exists():
        raise Stopped(f"尚未发布：{home.mart_file}", f"nothing is published yet: {home.mart_file}")
    try:
        connection = connect(home.mart_file, name)
        try:
            yield connection
        finally:
            connection.close()
    except duckdb.Error as error:
        error.add_note(str(home.mart_file))  # the database does not always say which file it means
        raise


@contextmanager
def _held(home: Home, mode: int) -> Iterator[None]:
    """The lock goes with the process that holds it: a killed run leaves nothing to clean up."""
    if mode == fcntl.LOCK_EX:
        home.root.mkdir(parents=True, exist_ok=True)
    how = os.O_RDWR | os.O_CREAT if mode == fcntl.LOCK_EX else os.O_RDONLY
    try:
        descriptor = os.open(home.root / ".lock", how, 0o644)
    except FileNotFoundError:  # a reader, and nobody has ever held this home
        yield
        return
    try:
        try:
            fcntl.flock(descriptor, mode | fcntl.LOCK_NB)
        except OSError as error:
            raise Stopped(
                f"{home.root} 正被另一个 gongkai 进程使用，请等它结束后再试",
                f"{home.root} is in use by another gongkai process; try again when it has finished",
            ) from error
        _held_here.add(descriptor)
        yield
    finally:
        _held_here.discard(descriptor)
        os.close(descriptor)
