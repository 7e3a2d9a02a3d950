"""Rows of an answer as text that fits the terminal, as CSV or as JSON."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from io import StringIO
from itertools import islice

from gongkai.grid import render, terminal_width
from gongkai.jsontext import as_bytes, plain_value
from gongkai.querying.session import Answer, Row
from gongkai.saying import parts, say, say_error

ON_TERMINAL = 100
"""Rows that a terminal is shown unless more are asked for."""
_AT_ONCE = 10_000
_COUNTED = 1_000_000
"""Rows left out that are counted at most: a query may find more than anybody waits for."""


class Form(Enum):
    """How rows are printed."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


def show(answer: Answer, form: Form, limit: int | None) -> None:
    """Print the rows of an answer, `limit` at most, and say what was left out. Raises `BadQuery`."""
    if form is Form.TEXT and answer.is_plan:
        say(*parts(*(str(row[-1]).rstrip() for row in _rows(answer))))
        return
    rows = _rows(answer)
    shown = rows if limit is None else islice(rows, limit)
    _PRINTED[form](answer.names, shown)
    if limit is not None and (more := sum(1 for _ in islice(rows, _COUNTED + 1))):
        counted = f"{_COUNTED:,}+" if more > _COUNTED else f"{more:,}"
        say_error(
            f"只显示前 {limit} 行，另有 {counted} 行；--limit 0 显示全部"
            f" / the first {limit} rows; {counted} more; --limit 0 shows all"
        )


def _rows(answer: Answer) -> Iterator[Row]:
    while rows := answer.fetch(_AT_ONCE):
        yield from rows


def _text(names: Sequence[str], rows: Iterator[Row]) -> None:
    held, columns = list(rows), terminal_width()
    say(*parts(render(names, held, columns)))
    if columns is not None:
        say(f"（{len(held)} 行 / {len(held)} {'row' if len(held) == 1 else 'rows'}）")


def _csv(names: Sequence[str], rows: Iterator[Row]) -> None:
    """Amounts and texts as they are, for programs; nothing is done to them for the sake of spreadsheets."""
    line = StringIO()
    writer = csv.writer(line, lineterminator="\n")
    for row in ([*names], *rows):
        writer.writerow([_in_csv(value) for value in row])
        if line.tell() > _AT_ONCE:
            _out(line)
    _out(line)


def _in_csv(value: object) -> object:
    told = plain_value(value)
    if isinstance(told, list | dict):
        return json.dumps(told, ensure_ascii=False)
    return ("true" if told else "false") if isinstance(told, bool) else told


def _json(names: Sequence[str], rows: Iterator[Row]) -> None:
    """A list of objects, one a line; columns of one name are numbered, since an object has each key once."""
    keys: list[str] = []
    for name in names:
        number, key = 1, name
        while key in keys:
            number += 1
            key = f"{name}_{number}"
        keys.append(key)
    before = b"["
    for row in rows:
        told = {key: plain_value(value) for key, value in zip(keys, row, strict=True)}
        _bytes_out(before + b"\n" + as_bytes(told, indent=None).rstrip(b"\n"))
        before = b","
    _bytes_out(b"[]\n" if before == b"[" else b"\n]\n")


def _out(text: StringIO) -> None:
    lines = text.getvalue()
    text.seek(0)
    text.truncate()
    if terminal_width() is None:
        _bytes_out(lines.encode("utf-8", "replace"))
    elif lines:
        say(*lines.removesuffix("\n").split("\n"))


def _bytes_out(data: bytes) -> None:
    if sys.stdout:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)


_PRINTED: dict[Form, Callable[[Sequence[str], Iterator[Row]], None]] = {
    Form.TEXT: _text,
    Form.CSV: _csv,
    Form.JSON: _json,
}
