"""What an alias of a code is (`seeds/map_code_alias.csv`), and the code lists that aliases lead to."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from gongkai.errors import Stopped
from ingest.text import bare, without_marks

ALIAS_SEED = "map_code_alias"
ALIAS_COLUMNS = (
    "code_kind",
    "printed_code",
    "wording",
    "publisher",
    "target_code",
    "valid_from_year",
    "valid_to_year",
    "source_ref",
)
_OPEN = 9999
_NUMBERING = re.compile(
    r"^([一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d{1,2}[.、]|\(\d{1,2}\)|[①-⒛]|其中:?)+",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of code: the seed that lists its codes, and how that seed calls the code and its name."""

    seed: str
    code_column: str
    name_column: str
    is_dated: bool


KINDS = {
    "function": Kind("code_function", "function_code", "function_name", True),
    "economic": Kind("code_economic", "economic_code", "economic_name", True),
    "revenue": Kind("code_revenue", "revenue_code", "revenue_name", True),
    "funding_source": Kind("code_funding_source", "funding_source_code", "funding_source_name_zh", False),
    "measurement_unit": Kind("code_measurement_unit", "unit_printed", "unit_printed", False),
}


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a CSV file: the line on which it begins (from 1), and its cells as they stand."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Fiscal years from `first` to `last`, both included; `last` is None while it is open."""

    first: int
    last: int | None = None

    @property
    def end(self) -> int:
        """The last year as a number: 9999 while it is open."""
        return _OPEN if self.last is None else self.last

    def overlaps(self, other: Window) -> bool:
        """True when some year lies in both."""
        return self.first <= other.end and other.first <= self.end

    def __str__(self) -> str:
        if self.first == self.last:
            return str(self.first)
        return f"{self.first or ''}–{'' if self.last is None else self.last}"


@dataclass(frozen=True)
class CodeList:
    """The codes of one kind with their windows, and which codes carry a name."""

    seed: str
    windows: dict[str, tuple[Window, ...]]
    codes_named: dict[str, tuple[str, ...]]
    names: dict[str, str]

    def __contains__(self, code: str) -> bool:
        return code in self.windows

    def holds(self, code: str, window: Window) -> bool:
        """True when the code is valid in every year of the window."""
        year = window.first
        for valid in _in_order(self.windows[code]):
            if valid.first <= year <= valid.end:
                year = valid.end + 1
        return year > window.end

    def years(self, code: str) -> str:
        """The years in which the code is valid, windows that follow each other joined: `2018–2020, 2022–`."""
        joined: list[Window] = []
        for valid in _in_order(self.windows[code]):
            if joined and valid.first <= joined[-1].end + 1:
                is_longer = valid.end > joined[-1].end
                joined[-1] = Window(joined[-1].first, valid.last if is_longer else joined[-1].last)
            else:
                joined.append(valid)
        return ", ".join(map(str, joined))


def line_key(text: str) -> str:
    """The name of a line without numbering and white space; what the macro `line_key` gives in SQL.

    >>> line_key("二、 教育支出"), line_key("其中：差旅费")
    ('教育支出', '差旅费')
    """
    return _NUMBERING.sub("", without_marks(bare(text)))


def read_code_list(project: Path, kind: Kind) -> CodeList:
    """The code list of a kind. Raises `Stopped` when the seed is missing or has another shape."""
    path = project / "seeds" / f"{kind.seed}.csv"
    dated = ("valid_from_year", "valid_to_year") if kind.is_dated else ()
    windows: dict[str, list[Window]] = {}
    codes_named: dict[str, dict[str, None]] = {}
    names: dict[str, str] = {}
    for line, row in read_seed(path, (kind.code_column, kind.name_column, *dated)):
        code, name = row[kind.code_column], row[kind.name_column]
        window = read_window(path, line, row) if kind.is_dated else Window(0)
        windows.setdefault(code, []).append(window)
        codes_named.setdefault(line_key(name), {})[code] = None
        names[code] = name
    return CodeList(
        kind.seed,
        {code: tuple(found) for code, found in windows.items()},
        {name: tuple(codes) for name, codes in codes_named.items()},
        names,
    )


def read_window(path: Path, line: int, row: dict[str, str]) -> Window:
    """The window of a seed's row; without a first year it holds for all before the last.

    Raises `Stopped`, naming the line, when its years are no numbers.
    """
    try:
        last = row["valid_to_year"]
        return Window(int(row["valid_from_year"] or 0), int(last) if last else None)
    except ValueError as error:
        raise Stopped(
            f"{path} 第 {line} 行的年度不是整数，请先更正种子表",
            f"{path}, line {line}: the years are no whole numbers; mend the seed first",
        ) from error


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in the place of another at once: a killed run leaves the old one. Raises `OSError`."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")  # not *.csv: dbt would take it for a seed
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            fresh.chmod(path.stat().st_mode & 0o777)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def read_seed(path: Path, columns: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and cells (trimmed, by column) of every row of a seed. Raises `Stopped`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        header, *rows = read_records(text)
    except FileNotFoundError as error:
        raise Stopped(
            f"缺少种子表 {path}；--project 应为项目所在文件夹",
            f"there is no seed {path}; --project is the folder of the project",
        ) from error
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise Stopped(
            f"种子表 {path} 无法读取：{error}", f"the seed {path} cannot be read: {error}"
        ) from error
    names = [cell.strip() for cell in header.cells]
    if missing := [column for column in columns if column not in names]:
        raise Stopped(
            f"种子表 {path} 缺少列 {', '.join(missing)}",
            f"the seed {path} lacks the columns {', '.join(missing)}",
        )
    for row in rows:
        cells = [cell.strip() for cell in row.cells]
        yield row.line, dict(zip(names, [*cells, *[""] * len(names)], strict=False))


def _in_order(windows: Iterable[Window]) -> list[Window]:
    return sorted(windows, key=lambda window: (window.first, window.end))


def read_records(text: str, delimiter: str = ",") -> list[Record]:
    """Records of a CSV text, those without any content left out; at least the header.

    Raises `ValueError`, naming the line, for quotes that do not close and for a text without records.
    """
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append(Record(line, tuple(cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"line {line}: {error}") from error
    if not records:
        raise ValueError("no header")
    return records
