"""Exports as text: CSV that spreadsheets open and do not spoil, JSON that loses no digit."""

from __future__ import annotations

import csv
import json
import math
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from io import TextIOWrapper
from typing import Any, BinaryIO

from gongkai import __version__
from gongkai.exporting.subjects import Subject
from gongkai.exporting.target import WRITTEN_BY
from ingest.names import UNSAFE
from publish.spreadsheets import guarded

MARK = "\ufeff"
"""What tells a spreadsheet that a file is UTF-8."""


def write_csv(subject: Subject, file: BinaryIO) -> int:
    """Write lines of RFC 4180, the first with the names of the columns; returns how many rows there are.

    Text that a spreadsheet would calculate, round or take for a date has a `'` before it, and what cannot be
    shown stands by its number: `gongkai.worklist.sheet.unguarded` gives it back.
    """
    text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in subject.columns])
    count = 0
    for batch in subject.batches():
        writer.writerows([_cell(value) for value in row] for row in batch)
        count += len(batch)
    text.detach()
    return count


def write_json(subject: Subject, file: BinaryIO) -> int:
    """Write one object whose `rows` are objects, one a line; returns how many they are.

    Decimals are text, so that no reader rounds them.
    """
    zh, en = subject.by_language
    adding_zh, adding_en = subject.adding_up
    told = {
        "written_by": f"{WRITTEN_BY} {__version__}",
        "name": subject.name,
        "description_zh": zh,
        "description_en": en,
        "adding_up_zh": adding_zh,
        "adding_up_en": adding_en,
        "mart": asdict(subject.version),
        "filters": filters(subject),
        "columns": columns(subject),
    }
    names = [column.name for column in subject.columns]
    file.write(f'{_dumped(told)[:-1]}, "rows": ['.encode())
    count, between = 0, ",\n"
    for batch in subject.batches():
        lines = [_dumped(dict(zip(names, map(_value, row), strict=True))) for row in batch]
        file.write(f"{',' if count else ''}\n{between.join(lines)}".encode())
        count += len(batch)
    file.write(f'\n], "row_count": {count}}}\n'.encode())
    return count


def filters(subject: Subject) -> list[dict[str, str]]:
    """What the rows were narrowed to."""
    return [{"option": one.option.value, "typed": one.typed, "meaning": one.meaning} for one in subject.taken]


def columns(subject: Subject) -> list[dict[str, str]]:
    """What the columns are."""
    return [
        {
            "name": column.name,
            "label": column.label,
            "type": column.data_type,
            "description_zh": column.by_language[0],
            "description_en": column.by_language[1],
        }
        for column in subject.columns
    ]


def _dumped(value: object) -> str:
    """JSON in one line without a character that steers a terminal."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _cell(value: Any) -> str:
    told = _value(value)
    if told is None:
        return ""
    if isinstance(told, bool):
        return str(told).lower()
    return guarded(told) if isinstance(value, str) else str(told)
