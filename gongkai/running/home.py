"""The folder in which one warehouse lives: what stands where, and who may write now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

import ingest.project
from gongkai.errors import Stopped
from gongkai.locking import Taken, locked
from publish.mart import SCHEMA, connect

PROJECT = ingest.project.PROJECT


@dataclass(frozen=True, slots=True)
class Home:
    """Paths of one home. `build/` is private, `published/` is what readers open.

    `knowledge` is another folder of own seeds than that of the home. `bare_mart` is a published file that
    came without its home: it alone is read.
    """

    root: Path
    knowledge: Path | None = None
    bare_mart: Path | None = None

    @property
    def own_seeds(self) -> Path:
        """Seeds of the user's own, which count before those of the project; it need not be there."""
        return self.knowledge or self.root / "seeds"

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
    def inbox_file(self) -> Path:
        """What is known of the files of inboxes."""
        return self.root / "build" / "inbox.json"

    @property
    def run_file(self) -> Path:
        """What the last run did."""
        return self.root / "run.json"

    @property
    def runs_dir(self) -> Path:
        """What the runs before did."""
        return self.root / "runs"

    @property
    def mart_file(self) -> Path:
        """The published mart."""
        return self.bare_mart or self.root / "published" / "mart.duckdb"

    @property
    def parquet_dir(self) -> Path:
        """The same as parquet files, where they are asked for."""
        return self.root / "published" / "parquet"

    @property
    def site_dir(self) -> Path:
        """The same as pages, where they are asked for."""
        return self.mart_file.parent / "site"

    @property
    def bi_dir(self) -> Path:
        """What Superset keeps of its own."""
        return (self.bare_mart.parent if self.bare_mart else self.root) / "bi"

    def unread(self) -> str:
        """What is to be said where a published file by itself is read although a home is named."""
        return (
            f"只读 --mart {self.bare_mart}，不读 --home {self.root} 的数据集市"
            f" / --mart {self.bare_mart} is read, and not the mart of --home {self.root}"
        )


class InUse(Stopped):
    """Another process holds the home."""


@contextmanager
def writing(home: Home) -> Iterator[None]:
    """Hold the home for one writer. Raises `InUse` when another process holds it."""
    home.root.mkdir(parents=True, exist_ok=True)
    with _held(home, shared=False):
        yield


@contextmanager
def reading_build(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the build file. Raises `Stopped` when it is missing or being written."""
    if not home.build_file.exists():
        raise Stopped(f"{home.root} 中还没有载入文件", f"nothing has been loaded into {home.root} yet")
    with _held(home, shared=True):
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
    if not home.mart_file.is_file():
        raise _not_published(home)
    try:
        connection = connect(home.mart_file, name)
        try:
            yield connection
        finally:
            connection.close()
    except duckdb.Error as error:
        error.add_note(str(home.mart_file))  # the database does not always say which file it means
        raise


def _not_published(home: Home) -> Stopped:
    if home.bare_mart:
        return Stopped(f"没有这个文件：{home.bare_mart}", f"no such file: {home.bare_mart}")
    run = f"gongkai run PATH --home {home.root}"
    return Stopped(
        f"尚未发布：{home.mart_file}；请运行 {run}，或用 --home 指明仓库",
        f"nothing is published yet: {home.mart_file}; run {run}, or name the warehouse with --home",
    )


@contextmanager
def _held(home: Home, *, shared: bool) -> Iterator[None]:
    file = home.root / ".lock"
    if shared and not file.exists():  # nobody has ever held this home
        yield
        return
    try:
        with locked(file, shared=shared):
            yield
    except Taken as error:
        raise InUse(
            f"{home.root} 正被另一个 gongkai 进程使用，请等它结束后再试",
            f"{home.root} is in use by another gongkai process; try again when it has finished",
        ) from error
