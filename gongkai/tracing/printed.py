"""What stands in a document, from the build file: its tables row by row, and the file it was read from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from gongkai.errors import NOT_WHOLE, USAGE, Stopped
from ingest.files import ID_LENGTH, content, document_id, identity
from ingest.model import Box, Span
from ingest.names import readable, restored
from ingest.readers.pdf.reader import MEDIA_TYPE as PDF
from publish.mart import SCHEMA

_SHA256 = re.compile("[0-9a-f]{64}")
_DOCUMENT = "select document_id, file_name, source_uri, media_type, superseded_by from raw.documents"


@dataclass(frozen=True, slots=True)
class Document:
    """One registered document; `source_uri` is the path of the file it was read from."""

    document_id: str
    file_name: str
    source_uri: str
    media_type: str
    superseded_by: str | None

    @property
    def is_pdf(self) -> bool:
        """True when its pages can be shown as pictures."""
        return self.media_type == PDF


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One printed row; `cells`, `placements`, `spans` and `boxes` run along with the columns.

    `boxes` holds None for places that another cell covers, and for every place of a document without
    pages.
    """

    table_no: int
    row_no: int
    page_no: int | None
    line_no: int | None
    cells: tuple[str, ...]
    placements: tuple[str, ...]
    spans: tuple[Span, ...]
    boxes: tuple[Box | None, ...]


Place = tuple[int, int]
"""Row and column of a table, both from 1."""

Rows = dict[int, PrintedRow]
"""The rows of one table by their numbers."""


def document(build: duckdb.DuckDBPyConnection, document_id: str) -> Document | None:
    """The document of that id; None when there is none."""
    found = build.execute(f"{_DOCUMENT} where document_id = ?", [document_id]).fetchall()
    return Document(*found[0]) if found else None


def described(document: Document) -> list[str]:
    """Which document it is and where it came from, in lines."""
    lines = [f"文件 / document: {document.file_name}", f"来源 / source: {document.source_uri}"]
    if document.superseded_by:
        lines.append(f"已被新版本取代 / superseded by: {document.superseded_by}")
    return lines


def documents_named(build: duckdb.DuckDBPyConnection, file_name: str) -> list[Document]:
    """Documents of that file name, current versions only where there are some, by id."""
    found = [
        Document(*row)
        for row in build.execute(f"{_DOCUMENT} where file_name = ? order by 1", [file_name]).fetchall()
    ]
    return [one for one in found if not one.superseded_by] or found


def wanted_document(build: duckdb.DuckDBPyConnection, file: str) -> Document:
    """The document that a path, a file name, an id or a SHA-256 names.

    Raises `Stopped` where that is none or several.
    """
    if by_id := document(build, file[:ID_LENGTH] if _SHA256.fullmatch(file) else file):
        return by_id
    path = Path(file)
    if path.is_file():
        if by_bytes := document(build, identity(path)):
            return by_bytes
        raise Stopped(
            f"{file} 的这一版本尚未载入，请先运行 gongkai run {file}",
            f"this version of {file} is not loaded; run gongkai run {file} first",
        )
    found = documents_named(build, readable(path.name))
    if not found:
        raise Stopped(f"没有载入过：{file}", f"no such document is loaded: {file}")
    if len(found) > 1:
        named = ", ".join(f"{one.document_id} ({one.source_uri})" for one in found)
        raise Stopped(
            f"有几个文件名为 {file}，请用文件号：{named}",
            f"several are named {file}, use the id: {named}",
            USAGE,
        )
    return found[0]


def tables(
    build: duckdb.DuckDBPyConnection, document_id: str, table_no: int | None = None
) -> dict[int, Rows]:
    """Rows of one table, of all tables by default, by table number."""
    found = build.execute(
        "select table_no, row_no, page_no, line_no, cells, placements, row_spans, column_spans, boxes"
        " from raw.rows where document_id = ? and table_no = coalesce(?, table_no) order by table_no, row_no",
        [document_id, table_no],
    ).fetchall()
    by_table: dict[int, Rows] = {}
    for number, row_no, page_no, line_no, cells, placements, row_spans, column_spans, boxes in found:
        by_table.setdefault(number, {})[row_no] = PrintedRow(
            number,
            row_no,
            page_no,
            line_no,
            tuple(cells),
            tuple(placements),
            tuple(zip(row_spans or (), column_spans or (), strict=True)) or ((1, 1),) * len(cells),
            tuple(tuple(box) if box else None for box in boxes or ()) or (None,) * len(cells),
        )
    return by_table


def owner(rows: Rows, place: Place) -> Place:
    """The cell that stands at the place, or the merged cell that covers it."""
    row_no, col_no = place
    for upper in range(row_no, 0, -1):
        row = rows.get(upper)
        if row is None:
            continue
        for left in range(min(col_no, len(row.spans)), 0, -1):
            down, across = row.spans[left - 1]
            if (upper, left) != place and upper + down > row_no and left + across > col_no:
                return upper, left
    return place


def box_at(rows: Rows, place: Place, page_no: int | None) -> Box | None:
    """The box of the cell there, or of the merged cell over it; None when it is not on that page."""
    if place[0] not in rows or place[1] > len(rows[place[0]].boxes):
        return None
    if rows[place[0]].boxes[place[1] - 1] is None:
        place = owner(rows, place)
    row = rows[place[0]]
    return row.boxes[place[1] - 1] if row.page_no == page_no else None


def built(build: duckdb.DuckDBPyConnection, query: str, values: list[object]) -> list[tuple[Any, ...]]:
    """Rows of a model of the mart; none while nothing has been built.

    Raises `Stopped` when there is a build that lacks the model: what it says would be missing unseen.
    """
    try:
        return build.execute(query, values).fetchall()
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        if not _is_built(build):
            return []
        raise Stopped(
            f"构建不完整或来自旧版本（{error}）；请运行 gongkai build --full 后再试",
            f"the build is not whole, or of an older version ({error});"
            " run gongkai build --full and try again",
        ) from error


def _is_built(build: duckdb.DuckDBPyConnection) -> bool:
    """True when any model of the mart stands in the build file."""
    return bool(
        build.execute("select 1 from duckdb_tables() where schema_name = ? limit 1", [SCHEMA]).fetchall()
    )


def original(document: Document) -> bytes:
    """The bytes that the document was read from. Raises `Stopped` when they are no longer there."""
    path = restored(document.source_uri)
    try:
        data = content(path)
    except OSError as error:
        raise Stopped(
            f"没有图：原文件不在原处 {path}（{error.strerror}），请放回该处后再试",
            f"no picture: no file at {path} any more ({error.strerror}); put it back there and try again",
            NOT_WHOLE,
        ) from error
    if document_id(data) != document.document_id:
        raise Stopped(
            f"没有图：{path} 的内容已改变，不再是 {document.document_id}；"
            "请放回原来的文件，或用 gongkai run 读入新文件并使用其中的键",
            f"no picture: {path} has changed and is no longer {document.document_id}; put the old file back,"
            " or give the new one to gongkai run and use its keys",
            NOT_WHOLE,
        )
    return data
