"""`gongkai codes export`: what no seed maps, as a file for a reviewer to fill."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from itertools import count
from pathlib import Path

import duckdb

from gongkai.errors import Stopped
from gongkai.running.home import Home, reading_mart
from gongkai.worklist.codes import ALIAS_COLUMNS, ALIAS_SEED, write_whole
from gongkai.worklist.sheet import CODES, COLUMNS, Form, read_sheet
from publish.spreadsheets import guarded

_TABLE = "qc_unmapped_code"
_WORKBOOKS = {".xlsx", ".xls", ".xlsm", ".ods", ".et"}


@dataclass(frozen=True, slots=True)
class Worklist:
    """Rows to be mapped, by amount and then by rows affected; how many belong into other seeds."""

    rows: tuple[tuple[object, ...], ...]
    elsewhere: tuple[tuple[str, int], ...]

    def content(self) -> bytes:
        """The file: CSV in UTF-8 with a mark, which is how spreadsheets know it."""
        return as_csv(COLUMNS, self.rows, ALIAS_COLUMNS)

    def lines(self) -> list[str]:
        """What a person should know about it."""
        lines = []
        if not self.rows:
            lines.append("没有未对应的代码，只有表头 / no code is unmapped: there is only the header")
        if self.elsewhere:
            seeds = ", ".join(f"{seed} {number}" for seed, number in self.elsewhere)
            total = sum(number for _, number in self.elsewhere)
            lines.append(
                f"另有 {total} 种写法属于其他种子表 / {total} wordings belong into other seeds:"
                f" {seeds} (gongkai layouts export, docs/map-a-layout.md)"
            )
        return lines


def worklist(home: Home) -> Worklist:
    """The worklist of the published mart. Raises `Stopped` when there is none, or one of an older version."""
    with reading_mart(home) as mart:
        expect_columns(home, mart, _TABLE, {"seed_name", *COLUMNS})
        rows = mart.execute(
            f"select {', '.join(COLUMNS)} from mart.{_TABLE} where seed_name = ?"
            " order by amount_cny desc nulls last, rows_affected desc nulls last, wording, unmapped_code_key",
            [ALIAS_SEED],
        ).fetchall()
        elsewhere = mart.execute(
            f"select seed_name, count(*) from mart.{_TABLE} where seed_name <> ? group by all order by all",
            [ALIAS_SEED],
        ).fetchall()
    return Worklist(tuple(rows), tuple((str(seed), int(number)) for seed, number in elsewhere))


def write(content: bytes, path: Path, form: Form = CODES, answer: str = "target_code") -> Path | None:
    """Write the file at once. A file there that a reviewer began to fill is kept under another name.

    `answer` is the column that a reviewer fills.
    Returns that name, if any. Raises `Stopped` when the file cannot be written.
    """
    if path.exists() and not path.is_file():
        raise Stopped(
            f"{path} 不是普通文件；请给出文件名，或用 - 写到标准输出",
            f"{path} is no regular file; give a file name, or - for the standard output",
        )
    if path.suffix.lower() in _WORKBOOKS:
        raise Stopped(
            f"写出的是 CSV，{path.name} 会打不开；请以 .csv 为扩展名",
            f"what is written is CSV, and no program would open {path.name}; give a name that ends in .csv",
        )
    try:
        kept = _set_aside(path) if path.exists() and not _is_unfilled(path, form, answer) else None
        write_whole(path, content)
    except OSError as error:
        raise Stopped(
            f"无法写出 {path}：{error.strerror}", f"{path} cannot be written: {error.strerror}"
        ) from error
    return kept


def expect_columns(home: Home, mart: duckdb.DuckDBPyConnection, table: str, columns: Collection[str]) -> None:
    """Raises `Stopped` when the published mart has no such table with these columns."""
    found = mart.execute(
        "select column_name from duckdb_columns() where database_name = 'mart' and table_name = ?", [table]
    ).fetchall()
    if not set(columns) <= {column for (column,) in found}:
        raise Stopped(
            f"{home.mart_file} 由较早版本发布，没有这份清单；请先运行 gongkai build 和 gongkai publish",
            f"{home.mart_file} was published by an older version and has no such list;"
            " run gongkai build and gongkai publish first",
        )


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], filled: Collection[str]) -> bytes:
    """Rows as CSV in UTF-8 with a mark; `filled` are the columns that come back."""
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(
            _cell(value, is_filled=column in filled) for column, value in zip(columns, row, strict=True)
        )
    return file.getvalue().encode("utf-8-sig")


def _cell(value: object, *, is_filled: bool) -> str:
    """Numbers as they are; text guarded, on one line where it is there to be read only."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    text = str(value)
    return guarded(text if is_filled else " ".join(text.split()))


def _is_unfilled(path: Path, form: Form, answer: str) -> bool:
    """True for a worklist without any answer: nothing is lost with it."""
    try:
        return not any(row[answer].text for row in read_sheet(path, form).rows)
    except Stopped:
        return False


def _set_aside(path: Path) -> Path:
    free = next(
        name
        for number in count(1)
        if not (name := path.with_name(f"{path.stem}.{number}{path.suffix}")).exists()
    )
    return path.rename(free)
