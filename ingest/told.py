"""What the sender of a document says of it, beside what the document prints: the table raw.manifest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path

import duckdb

from ingest import raw


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one document; None where nothing is. Fields are the columns of raw.manifest."""

    document_id: str
    source_url: str | None = None
    published_on: date | None = None
    publisher: str | None = None
    jurisdiction_code: str | None = None
    fiscal_year: int | None = None
    document_kind: str | None = None


def tell(build_file: Path, told: Sequence[Told]) -> int:
    """Put what is said of documents in the place of what was said before, all or nothing.

    Returns of how many documents something else is said than before. Nothing is read anew.
    """
    columns = ", ".join(field.name for field in fields(Told))
    marks = ", ".join("?" for _ in fields(Told))
    connection = duckdb.connect(str(build_file))
    try:
        connection.execute(raw.SCHEMA)
        before = {Told(*row) for row in connection.execute(f"select {columns} from raw.manifest").fetchall()}
        changed = [one for one in dict.fromkeys(told) if one not in before]
        with raw.whole(connection):
            for one in changed:
                connection.execute("delete from raw.manifest where document_id = ?", [one.document_id])
                connection.execute(
                    f"insert into raw.manifest ({columns}) values ({marks})", list(astuple(one))
                )
    finally:
        connection.close()
    return len(changed)
