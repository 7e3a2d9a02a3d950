"""From a file to its reading: the format is told by the content, never by the name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ingest import statements, wordings
from ingest.files import content, document_id
from ingest.limits import ensure_size
from ingest.model import Doubt, LeftOut, NotShown, Reading, UnreadableDocument
from ingest.names import readable, stored
from ingest.readers import html, mht, plain
from ingest.readers.joining import joined
from ingest.readers.office import ods, single, word, workbook
from ingest.readers.office.kinds import Kind, is_signed, kind_of
from ingest.readers.pdf import reader as pdf
from ingest.readers.pdf.picture import recogniser
from ingest.text import decode_with_doubts

VERSION = "0.1"
_PDF = b"%PDF-"
_PACKAGES = {
    Kind.XLSX: workbook.read,
    Kind.XLSB: workbook.read_xlsb,
    Kind.XLS: workbook.read_xls,
    Kind.ODS: ods.read,
    Kind.DOCX: word.read,
}


@dataclass(frozen=True, slots=True)
class Registered:
    """One file with what was read from it: a reading, or the reason why there is none.

    A file that could not be opened has no bytes, so no identity: it is reported, but never stored.
    """

    document_id: str
    file_name: str
    source_uri: str
    byte_size: int
    reading: Reading | None
    failure: Doubt | None
    is_opened: bool = True


_told: list[wordings.Wordings] = []
"""What this process reads with, the last of them; none where it reads with the project's own seeds."""


def known_wordings() -> wordings.Wordings:
    """The seeds that this process reads with."""
    return _told[-1] if _told else _of_the_project()


@cache
def _of_the_project() -> wordings.Wordings:
    return wordings.load()


def read_with(known: wordings.Wordings) -> None:
    """Let this process read with other seeds than the project's, as long as it lives."""
    _told.append(known)


@contextmanager
def reading_with(known: wordings.Wordings) -> Iterator[None]:
    """Read with other seeds meanwhile, in the workers that this process begins too."""
    _told.append(known)
    try:
        yield
    finally:
        _told.pop()


def reader_version() -> str:
    """Changes with the readers' code, their seeds and the extra for pictures: then files are read anew."""
    version = f"{VERSION}+{known_wordings().fingerprint}"
    return f"{version}+ocr" if recogniser.is_readable() else version


def is_pdf(data: bytes) -> bool:
    """A PDF may carry some bytes before its mark, but an archive that holds one is none."""
    return data.startswith(_PDF) or (_PDF in data[:1024] and not is_signed(data))


def read_bytes(data: bytes) -> Reading:
    """Reading of a file's bytes. Raises `UnreadableDocument`."""
    if is_pdf(data):
        return pdf.read(data)
    if kind := kind_of(data):
        return _PACKAGES[kind](data)
    return _read_message(data) if mht.is_message(data) else _read_text(data)


def _read_text(data: bytes) -> Reading:
    text, doubts = decode_with_doubts(data)
    reading = single.read(text) or plain.read(text, known_wordings())
    return replace(reading, doubts=(*doubts, *reading.doubts)) if doubts else reading


def _read_message(data: bytes) -> Reading:
    """The pages of a message one after the other; those without content are frames and the like.

    Hidden sheets are left out and counted; pages that could not be read are doubts.
    """
    saved = mht.opened(data)
    readings: list[Reading] = []
    hidden: list[LeftOut] = []
    doubts = [
        *(Doubt(f"a file attached: {name}", "file", "save it, and load it") for name in saved.attached),
        *(
            Doubt(f"a page that it lacks: {name}", "file", "save the whole of it anew")
            for name in saved.missing
        ),
    ]
    failure = UnreadableDocument("empty", "file", "save the page again in full: it holds no page")
    for number, page in enumerate(saved.pages, start=1):
        try:
            reading = _read_text(page.content)
        except UnreadableDocument as error:
            failure = error
            if error.doubt.reason not in html.WITHOUT_CONTENT and page.hidden_sheet is None:
                doubts.append(replace(error.doubt, place=f"page {number}, {error.doubt.place}"))
            continue
        if page.hidden_sheet is None:
            readings.append(reading)
        else:
            hidden.append(LeftOut(NotShown.HIDDEN, f"sheet {page.hidden_sheet}", _piece_count(reading)))
    if not readings and hidden:
        raise UnreadableDocument("every sheet is hidden", "file", "show the sheets, and save it again")
    if not readings:
        raise failure
    whole = joined(readings, mht.MEDIA_TYPE)
    return replace(whole, doubts=(*whole.doubts, *doubts), left_out=(*whole.left_out, *hidden))


def _piece_count(reading: Reading) -> int:
    """Cells that hold something, and lines that stand in no table."""
    cells = sum(bool(cell) for table in reading.tables for row in table.rows for cell in row.cells)
    return cells + sum(line.table_no is None for line in reading.lines)


def read_file(path: Path) -> Registered:
    """Read one file; what cannot be read is registered with its reason, never raised."""
    try:
        data = content(path)
    except OSError as error:
        return unopened(path, error)
    return registered(path, document_id(data), len(data), lambda: read_bytes(data))


def unopened(path: Path, error: OSError) -> Registered:
    """A file that could not be opened."""
    missing = Doubt(error.strerror or "unreadable file", stored(path), "check path and permissions")
    return Registered(
        document_id(os.fsencode(path)), readable(path.name), stored(path), 0, None, missing, is_opened=False
    )


def registered(path: Path, key: str, byte_size: int, read: Callable[[], Reading]) -> Registered:
    """A file with what `read` makes of it, its tables cut where a statement begins, or why that failed."""
    reading: Reading | None = None
    failure: Doubt | None = None
    try:
        reading = statements.cut(_bounded(read()), known_wordings())
    except UnreadableDocument as error:
        failure = error.doubt
    except Exception as error:  # a reader that breaks must not stop the other files
        failure = Doubt(
            f"the reader broke: {type(error).__name__}: {error}", "file", "report it with the file"
        )
    return Registered(key, readable(path.name), stored(path.resolve()), byte_size, reading, failure)


def _bounded(reading: Reading) -> Reading:
    """The reading, if a process can hand it on and a warehouse hold it. Raises `UnreadableDocument`."""
    cells = sum(len(row.cells) for table in reading.tables for row in table.rows)
    ensure_size(cells, len(reading.lines))
    return reading
