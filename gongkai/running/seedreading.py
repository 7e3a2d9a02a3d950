"""A seed as a file: what its YAML declares of it, and its rows or what is wrong with them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import yaml

from gongkai.errors import Complaint
from gongkai.running.home import PROJECT
from ingest.files import content
from ingest.text import decode


@dataclass(frozen=True, slots=True)
class Declared:
    """A seed as its YAML declares it: its columns in order, and the rules of its rows."""

    name: str
    columns: tuple[str, ...]
    rules: Mapping[str, Any]

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell its rows apart: those that its rules name first."""
        keys = self.rules.get("keys") or [[column] for column in self.rules.get("unique", ())]
        return tuple(keys[0]) if keys else self.columns


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds: rows by column, each with the line it begins on; or why it cannot be read."""

    rows: tuple[tuple[int, dict[str, str | None]], ...] = ()
    complaints: tuple[Complaint, ...] = ()


def declared(project: Path = PROJECT) -> list[Declared]:
    """The seeds of a project, by name."""
    found = []
    for path in sorted((project / "seeds").glob("*.yml")):
        for seed in yaml.load(path.read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))["seeds"]:
            rules: dict[str, Any] = {}
            for test in seed.get("data_tests", ()):
                rules.update(test.get("columns_hold", {}).get("arguments", {}))
            found.append(Declared(seed["name"], tuple(seed["config"]["column_types"]), rules))
    return sorted(found, key=lambda seed: seed.name)


def read_seed(path: Path, columns: Sequence[str], data: bytes | None = None) -> Read:
    """Rows of a seed, or what is wrong with the file, or with `data` in place of what it holds."""
    try:
        data = content(path) if data is None else data
    except OSError as error:
        return _wrong(
            1,
            "…",
            f"无法读取（{error.strerror}）；请放回",
            f"cannot be read ({error.strerror}); put it back",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        shown = _as_gbk(data.split(b"\n")[line - 1])
        return _wrong(
            line,
            "…",
            f"不是 UTF-8{shown}；请另存为“CSV UTF-8”",
            f"not UTF-8{shown}; save the file as “CSV UTF-8”",
        )
    return _read_text(text, columns)


def _read_text(text: str, columns: Sequence[str]) -> Read:
    head = text.partition("\n")[0]
    for separator, zh, en in ((";", "分号", "semicolons"), ("\t", "制表符", "tabs")):
        if "," not in head and separator in head:
            return _wrong(
                1, "…", f"各列以{zh}相隔；请改用逗号", f"its columns are parted by {en}; part them by commas"
            )
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    complaints: list[Complaint] = []
    rows: list[tuple[int, dict[str, str | None]]] = []
    lines_of_rows: dict[tuple[str, ...], int] = {}
    try:
        header = next(reader, [])
        complaints += _header(header, columns)
        begin = reader.line_num + 1
        for cells in reader:
            line, begin = begin, reader.line_num + 1
            if complaints or not any(cells):
                continue
            if len(cells) != len(header):
                complaints += _wrong(
                    line,
                    "…",
                    f"有 {len(cells)} 格而表头有 {len(header)} 列；含逗号的文字请加引号",
                    f"holds {len(cells)} cells below {len(header)} columns; quote text with commas",
                ).complaints
                continue
            first = lines_of_rows.setdefault(tuple(cells), line)
            if first != line:
                complaints += _wrong(
                    line, "…", f"与第 {first} 行完全相同；请删去一行", f"repeats line {first}; delete one"
                ).complaints
                continue
            rows.append((line, {name: cell or None for name, cell in zip(header, cells, strict=True)}))
    except csv.Error as error:
        return _wrong(
            reader.line_num,
            "…",
            f"引号不成对（{error}）；请改正或重新导出",
            f"quotes do not close ({error}); mend them or export the file again",
        )
    return Read(tuple(rows), tuple(complaints))


def _header(header: Sequence[str], columns: Sequence[str]) -> Iterator[Complaint]:
    known = ", ".join(columns)
    for name in columns:
        if name not in header:
            yield Complaint(
                1, name, f"缺少此列；应有：{known}", f"the column is missing; there must be {known}"
            )
    for name in dict.fromkeys(header):
        if name not in columns:
            yield Complaint(
                1, name or "…", f"没有这一列；应有：{known}", f"no such column; there are {known}"
            )
        elif header.count(name) > 1:
            yield Complaint(1, name, "此列出现不止一次", "the column stands there more than once")


def _wrong(line: int, column: str, zh: str, en: str) -> Read:
    return Read(complaints=(Complaint(line, column, zh, en),))


def _as_gbk(line: bytes) -> str:
    """What the line says if it is GBK: then the reader sees that it is."""
    try:
        return f" (GBK: {decode(line.strip())[:40]})"
    except Exception:  # neither: nothing to show
        return ""
