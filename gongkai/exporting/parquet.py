"""Exports as one parquet file: zstd, the types of the mart, and in its metadata what all of it is."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from gongkai import __version__
from gongkai.exporting.subjects import Subject
from gongkai.exporting.target import WRITTEN_BY
from gongkai.exporting.text import columns, filters


def write(subject: Subject, file: Path) -> int:
    """Write the rows; returns how many they are."""
    told = {
        "written_by": f"{WRITTEN_BY} {__version__}",
        "name": subject.name,
        "description": subject.description,
        "mart": _json(asdict(subject.version)),
        "filters": _json(filters(subject)),
        "columns": _json(columns(subject)),
    }
    metadata = ", ".join(f"{key}: {_text(value)}" for key, value in told.items())
    subject.prepare()
    found = subject.mart.connection.execute(
        f"copy (\n{subject.query}\n) to {_text(str(file))}"
        f" (format parquet, compression zstd, kv_metadata {{{metadata}}})"
    ).fetchall()
    return int(found[0][0])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
