"""`gongkai check`: load and build documents, in a home that is gone afterwards, and report on them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import duckdb

from gongkai import __version__
from gongkai.checking.layout import Layout, layout
from gongkai.checking.page import Section, render
from gongkai.checking.pictures import Snapshot, snapshot
from gongkai.checking.reading import checked, vocabulary
from gongkai.checking.report import Checked, NotOpened, Report
from gongkai.checking.surroundings import Group, groups
from gongkai.errors import Stopped
from gongkai.running.home import Home, reading_build
from gongkai.tracing.printed import document, original
from ingest.load import Loaded
from ingest.model import Box, UnreadableDocument
from ingest.readers.pdf.sheet import opened

_PREFIX = "gongkai-check-"
_A_DAY = 86_400
_MOST_PICTURES = 100
"""Pictures a document: behind them rows of the tables are shown, so that a phone can open the page."""


@contextmanager
def home_for(root: Path | None, knowledge: Path | None = None) -> Iterator[Home]:
    """The home at `root`; without one a home that is removed at the end, whatever happens.

    That one has the own seeds of the folder `knowledge`.
    """
    if root is not None:
        yield Home(root)
        return
    _remove_abandoned(Path(gettempdir()))
    with TemporaryDirectory(prefix=_PREFIX) as folder:
        yield Home(Path(folder) / "home", knowledge)


def _remove_abandoned(folder: Path) -> None:
    """Homes of checks that were killed: no check takes a day."""
    for path in folder.glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another user's, or gone meanwhile
            if time.time() - path.lstat().st_mtime > _A_DAY and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)


def has_documents(home: Home, document_ids: Sequence[str]) -> bool:
    """True when any of the files gave a document that can be built; for whoever holds the home."""
    build = duckdb.connect(str(home.build_file), read_only=True)
    try:
        return any(document(build, key) for key in document_ids)
    finally:
        build.close()


def report(home: Home, files: Sequence[Loaded], page: Path | None = None) -> Report:
    """Report on the documents of a load in a built home, and write it to the HTML file `page`.

    Raises `Stopped` where the page cannot be written.
    """
    told: list[Checked] = []
    sections: list[Section] = []
    lost: list[NotOpened] = []
    with reading_build(home) as build:
        words = vocabulary(build) if has_build(build) else None
        for key, file in {file.document_id: file for file in reversed(files)}.items():
            found = document(build, key)
            if found is None or words is None:
                doubt = file.doubts[0] if file.doubts else None
                lost.append(
                    NotOpened(file.source_uri, doubt.reason if doubt else "", doubt.remedy if doubt else "")
                )
                continue
            printed = layout(build, found)
            told.append(checked(build, printed, words))
            if page is not None:
                sections.append(Section(told[-1], tuple(_groups(printed, told[-1]))))
    made = Report(
        __version__,
        datetime.now(UTC).isoformat(timespec="seconds"),
        tuple(sorted(told, key=_name)),
        tuple(sorted(lost, key=lambda one: one.source_uri)),
    )
    if page is not None:
        _write(page, render(made, sorted(sections, key=lambda section: _name(section.document))))
    return made


def has_build(build: duckdb.DuckDBPyConnection) -> bool:
    """True when the models were built: without any document they are not."""
    return bool(build.execute("select 1 from duckdb_tables() where schema_name = 'seed' limit 1").fetchall())


def _name(document: Checked) -> tuple[str, str]:
    return document.about.file_name, document.about.document_id


def _groups(printed: Layout, document: Checked) -> list[Group]:
    """Findings with what is shown beside them: pages of a PDF as long as its file is there."""
    if not printed.document.is_pdf:
        return groups(printed, document.findings, None)
    try:
        data = original(printed.document)
        with opened(data) as pages:
            left = count()

            def camera(page_no: int, box: Box) -> Snapshot | None:
                return snapshot(pages, page_no, box) if next(left) < _MOST_PICTURES else None

            return groups(printed, document.findings, camera)
    except (Stopped, UnreadableDocument):
        return groups(printed, document.findings, None)


def _write(page: Path, text: str) -> None:
    try:
        page.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise Stopped(f"网页未能写出：{error}", f"the page was not written: {error}") from error
