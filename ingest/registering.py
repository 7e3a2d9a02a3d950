"""Documents get into the raw tables: many in one transaction, each whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import duckdb
import pyarrow as pa

from ingest.model import Grid, LeftOut, NotShown, Placement
from ingest.raw import newest, whole
from ingest.read import Registered

# How many lines may differ between two versions of a document of one name: many where the file lies at
# the same place, few where it came from elsewhere (bureaus fill in the same template), two in any case.
_SAME_PLACE, _OTHER_PLACE, _FEWEST = 0.4, 0.1, 2

_TEXT, _NUMBER = pa.string(), pa.int32()
_BOX = pa.list_(pa.float64())
_SCHEMAS = {
    "documents": pa.schema(
        {
            "document_id": _TEXT, "file_name": _TEXT, "source_uri": _TEXT, "media_type": _TEXT,
            "byte_size": pa.int64(), "page_count": _NUMBER, "reader_version": _TEXT,
            "ingested_at": pa.timestamp("us"), "load_order": pa.int64(), "superseded_by": _TEXT,
        }
    ),
    "tables": pa.schema(
        {
            "document_id": _TEXT, "table_no": _NUMBER, "page_no": _NUMBER, "first_line_no": _NUMBER,
            "last_line_no": _NUMBER, "grid": _TEXT, "table_name": _TEXT, "row_count": _NUMBER,
            "column_count": _NUMBER,
        }
    ),
    "rows": pa.schema(
        {
            "document_id": _TEXT, "table_no": _NUMBER, "row_no": _NUMBER, "line_no": _NUMBER,
            "page_no": _NUMBER, "cells": pa.list_(_TEXT), "placements": pa.list_(_TEXT),
            "row_spans": pa.list_(_NUMBER), "column_spans": pa.list_(_NUMBER), "boxes": pa.list_(_BOX),
        }
    ),
    "lines": pa.schema(
        {
            "document_id": _TEXT, "line_no": _NUMBER, "page_no": _NUMBER, "table_no": _NUMBER,
            "line_text": _TEXT, "box": _BOX, "is_from_picture": pa.bool_(),
        }
    ),
    "left_out": pa.schema(
        {
            "document_id": _TEXT, "reason": _TEXT, "place": _TEXT, "page_no": _NUMBER,
            "piece_count": _NUMBER,
        }
    ),
    "outcomes": pa.schema(
        {
            "document_id": _TEXT, "file_name": _TEXT, "source_uri": _TEXT, "outcome": _TEXT,
            "reason": _TEXT, "place": _TEXT, "remedy": _TEXT,
        }
    ),
}  # fmt: skip
Rows = Iterable[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What the warehouse said of a document before it is written anew."""

    ingested_at: datetime
    load_order: int
    superseded_by: str | None
    media_type: str | None


def register(
    connection: duckdb.DuckDBPyConnection,
    items: Sequence[Registered],
    version: str,
    back: Collection[str] = (),
) -> list[str]:
    """Write documents in one transaction and say what became of each.

    That is `loaded`, `reread`, `partial` or `failed`. A file of the same name whose lines are mostly the same
    is an earlier version: it is kept and marked as superseded. Documents in `back` are old versions that came
    back (`raw.has_returned`): each supersedes the one that superseded it.
    """
    outcomes: list[str] = []
    with whole(connection):
        for is_back, group in groupby(items, key=lambda item: item.document_id in back):
            if is_back:
                for item in group:
                    current = newest(connection, item.document_id)
                    outcomes += _write(connection, [item], version, {})
                    if item.reading is not None:
                        connection.execute(
                            "update raw.documents set superseded_by = ?"
                            " where document_id = ? and document_id <> ?",
                            [item.document_id, current, item.document_id],
                        )
            else:
                same = list(group)
                outcomes += _write(connection, same, version, _earlier(connection, same))
    return outcomes


def _earlier(connection: duckdb.DuckDBPyConnection, items: Sequence[Registered]) -> dict[str, _Earlier]:
    found = connection.execute(
        "select document_id, ingested_at, load_order, superseded_by, media_type from raw.documents"
        " where document_id in (select unnest(?))",
        [[item.document_id for item in items]],
    ).fetchall()
    return {key: _Earlier(*rest) for key, *rest in found}


def _write(
    connection: duckdb.DuckDBPyConnection,
    items: Sequence[Registered],
    version: str,
    earlier: dict[str, _Earlier],
) -> list[str]:
    keys = [item.document_id for item in items]
    found = connection.execute("select coalesce(max(load_order), 0) from raw.documents").fetchone()
    last = int(found[0]) if found else 0
    known = _Known(connection, {item.file_name for item in items}, set(keys))
    for table in _SCHEMAS:
        connection.execute(f"delete from raw.{table} where document_id in (select unnest(?))", [keys])
    now = datetime.now(UTC).replace(tzinfo=None)
    held = {
        item.document_id: earlier.get(item.document_id, _Earlier(now, last + number, None, None))
        for number, item in enumerate(items, start=1)
    }
    outcomes = [list(_outcomes(item)) for item in items]
    read = [item for item in items if item.reading]
    for table, content in {
        "documents": (_document(item, version, held[item.document_id]) for item in items),
        "tables": (row for item in read for row in _tables(item)),
        "rows": (row for item in read for row in _rows(item)),
        "lines": (row for item in read for row in _lines(item)),
        "left_out": (row for item in read for row in _left_out(item)),
        "outcomes": (row for rows in outcomes for row in rows),
    }.items():
        _insert(connection, table, content)
    for item in items:
        known.add(item, held[item.document_id])
    known.write()
    return [
        "reread" if item.document_id in earlier and rows[0][3] == "loaded" else str(rows[0][3])
        for item, rows in zip(items, outcomes, strict=True)
    ]


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Rows) -> None:
    schema = _SCHEMAS[table]
    columns = list(zip(*rows, strict=True))
    if not columns:
        return
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    connection.register("batch", pa.Table.from_arrays(arrays, schema=schema))
    connection.execute(f"insert into raw.{table} by name select * from batch")
    connection.unregister("batch")


def _document(item: Registered, version: str, held: _Earlier) -> tuple[Any, ...]:
    return (
        item.document_id,
        item.file_name,
        item.source_uri,
        item.reading.media_type if item.reading else None,
        item.byte_size,
        item.reading.page_count if item.reading else None,
        version,
        held.ingested_at.replace(tzinfo=None),
        held.load_order,
        held.superseded_by,
    )


def _outcomes(item: Registered) -> Rows:
    doubts = (item.failure,) if item.failure else item.reading.doubts if item.reading else ()
    outcome = "failed" if item.failure else "partial" if doubts else "loaded"
    for doubt in doubts or (None,):
        told = (doubt.reason, doubt.place, doubt.remedy) if doubt else (None, None, None)
        yield (item.document_id, item.file_name, item.source_uri, outcome, *told)


def _tables(item: Registered) -> Rows:
    assert item.reading is not None
    for number, table in enumerate(item.reading.tables, start=1):
        width = max((len(row.cells) for row in table.rows), default=0)
        lines = (table.page_no, table.first_line, table.last_line)
        yield (
            item.document_id, number, *lines, Grid(table.grid).value, table.name, len(table.rows), width
        )  # fmt: skip


def _rows(item: Registered) -> Rows:
    assert item.reading is not None
    for number, table in enumerate(item.reading.tables, start=1):
        for row_no, row in enumerate(table.rows, start=1):
            yield (
                item.document_id, number, row_no, row.line_no, row.page_no, list(row.cells),
                [Placement(row.placement_of(index)).value for index in range(len(row.cells))],
                [down for down, _ in row.spans], [across for _, across in row.spans],
                [list(box) if box else None for box in row.boxes],
            )  # fmt: skip


def _lines(item: Registered) -> Rows:
    assert item.reading is not None
    for line in item.reading.lines:
        box = list(line.box) if line.box else None
        place = (line.line_no, line.page_no, line.table_no)
        yield (item.document_id, *place, line.text, box, line.is_from_picture)


def _left_out(item: Registered) -> Rows:
    """One row for each reason and place."""
    assert item.reading is not None
    counted: Counter[tuple[str, str, int | None]] = Counter()
    for piece in item.reading.left_out:
        counted[_place_of(piece)] += piece.count
    return [(item.document_id, *key, count) for key, count in counted.items()]


def _place_of(piece: LeftOut) -> tuple[str, str, int | None]:
    return NotShown(piece.reason).value, piece.place, piece.page_no


@dataclass(slots=True)
class _Version:
    """A current document, with its lines counted."""

    document_id: str
    source_uri: str
    load_order: int
    lines: Counter[str]


class _Known:
    """The current documents of some file names: which of them are versions of one another."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, names: Collection[str], written: Collection[str]
    ) -> None:
        """Take what the warehouse holds of these names, but for documents that are written anew."""
        self._connection = connection
        self._superseded: list[tuple[str, str]] = []
        self._current: dict[str, dict[str, _Version]] = {}
        wanted = [list(names)]
        for key, name, uri, order in connection.execute(
            "select document_id, file_name, source_uri, load_order from raw.documents"
            " where file_name in (select unnest(?)) and superseded_by is null order by load_order",
            wanted,
        ).fetchall():
            if key not in written:
                self._current.setdefault(name, {})[key] = _Version(key, uri, order, Counter())
        for key, name, text in connection.execute(
            "select document_id, documents.file_name, lines.line_text"
            " from raw.documents as documents inner join raw.lines as lines using (document_id)"
            " where documents.file_name in (select unnest(?)) and documents.superseded_by is null",
            wanted,
        ).fetchall():
            if version := self._current.get(name, {}).get(key):
                version.lines[text] += 1

    def add(self, item: Registered, held: _Earlier) -> None:
        """Take a document that is written; a newer version supersedes the older ones.

        Older is only a document that could not be read when it came and is read now.
        """
        if held.superseded_by is not None:
            return
        lines = Counter(line.text for line in item.reading.lines) if item.reading else Counter[str]()
        new = _Version(item.document_id, item.source_uri, held.load_order, lines)
        others = self._current.setdefault(item.file_name, {})
        is_current = True
        if item.reading is not None and held.media_type is None:
            for old in list(others.values()):
                if _is_version(new, old):
                    is_newer = new.load_order > old.load_order
                    earlier, later = (old, new) if is_newer else (new, old)
                    self._superseded.append((earlier.document_id, later.document_id))
                    is_current = is_current and is_newer
                    if is_newer:
                        del others[old.document_id]
        if is_current:
            others[new.document_id] = new

    def write(self) -> None:
        """Mark what has been superseded."""
        for earlier, later in self._superseded:
            self._connection.execute(
                "update raw.documents set superseded_by = ? where document_id = ?", [later, earlier]
            )


def _is_version(new: _Version, old: _Version) -> bool:
    """Whether few enough lines differ."""
    sizes = new.lines.total(), old.lines.total()
    share = _SAME_PLACE if new.source_uri == old.source_uri else _OTHER_PLACE
    most = max(_FEWEST, share * max(sizes))
    if max(sizes) - min(sizes) > most:  # the lines need not be compared
        return False
    return max(sizes) - (new.lines & old.lines).total() <= most
