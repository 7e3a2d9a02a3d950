"""Every seed looked at before a run: is it the file that it must be, and does each row keep its rules?

A spreadsheet that saves a seed may change its encoding, its separator, its columns. The rules of the
rows are those that `seeds/*.yml` declares for the tests of dbt; here a broken one is told by its line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import yaml

from gongkai.errors import Complaint, Refused, Stopped
from gongkai.running.home import PROJECT, Home
from gongkai.running.seeds import seed_digests, seeds_used
from ingest.frames import pl
from ingest.text import decode

_REF = re.compile(r"ref\('(\w+)'\)")
# Closed sets that have a seed of their own; the others share code_vocabulary.
_SETS = {"line_kind": "code_line_kind", "check": "code_check", "finding_with_reasons": "code_finding"}
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Declared:
    """A seed as its YAML declares it: its columns in order, and the rules of its rows."""

    name: str
    columns: tuple[str, ...]
    rules: Mapping[str, Any]


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


def check_seeds(project: Path = PROJECT, instead: Mapping[str, bytes] | None = None) -> list[Refused]:
    """What is wrong with the seeds, one refusal a file; none where all is well.

    `instead` holds contents, by name of the seed, that are about to be written: they are looked at in place
    of the files.
    """
    seeds = declared(project)
    read = {
        seed.name: read_seed(
            project / "seeds" / f"{seed.name}.csv", seed.columns, (instead or {}).get(seed.name)
        )
        for seed in seeds
    }
    complaints = {name: list(one.complaints) for name, one in read.items()}
    if not any(complaints.values()):
        with _Rules({seed.name: (seed.columns, read[seed.name].rows) for seed in seeds}) as rules:
            for seed in seeds:
                complaints[seed.name] += rules.broken(seed)
    return [
        Refused(
            project / "seeds" / f"{name}.csv",
            sorted(found, key=lambda one: one.line),
            "请改正后再运行",
            "mend them and run again",
        )
        for name, found in complaints.items()
        if found
    ]


def ensure_seeds(home: Home, project: Path = PROJECT) -> None:
    """Raise `BadSeeds` where a seed is not as it must be, before anything is done.

    Seeds that a build of this home has used as they are need no second look.
    """
    if seeds_used(home) != seed_digests(project) and (refused := check_seeds(project)):
        raise BadSeeds(refused)


class BadSeeds(Stopped):
    """Seeds that nothing can be done with; `refused` tells file by file."""

    def __init__(self, refused: Sequence[Refused]) -> None:
        names = ", ".join(one.file.name for one in refused)
        super().__init__(
            f"种子表有错误，什么也没有做：{names}", f"the seeds have errors and nothing was done: {names}"
        )
        self.refused = tuple(refused)

    def lines(self) -> list[str]:
        """What is wrong, file by file, with the remedies."""
        return [line for one in self.refused for line in one.lines()]


def read_seed(path: Path, columns: Sequence[str], data: bytes | None = None) -> Read:
    """Rows of a seed, or what is wrong with the file, or with `data` in place of what it holds."""
    try:
        data = path.read_bytes() if data is None else data
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


class _Rules:
    """The rows of all seeds in a database of their own, to be asked which of them break a rule."""

    def __init__(
        self, seeds: Mapping[str, tuple[Sequence[str], Sequence[tuple[int, dict[str, str | None]]]]]
    ) -> None:
        self._database = duckdb.connect()
        for name, (columns, rows) in seeds.items():
            frame = pl.DataFrame(
                [(line, *(row[column] for column in columns)) for line, row in rows],
                schema={"seed_line": pl.Int32} | dict.fromkeys(columns, pl.String),
                orient="row",
            )
            self._database.register("batch", frame.to_arrow())
            self._database.execute(f'create table "{name}" as select * from batch')
            self._database.unregister("batch")

    def __enter__(self) -> _Rules:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    @cached_property
    def _vocabularies(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for vocabulary, code in self._asked("select vocabulary, code from code_vocabulary"):
            found.setdefault(vocabulary, []).append(code)
        for vocabulary, seed in _SETS.items():
            found[vocabulary] = [code for (code,) in self._asked(f'select code from "{seed}"')]
        return found

    def broken(self, seed: Declared) -> Iterator[Complaint]:
        """The rows of a seed that break a rule declared for it."""
        rules = seed.rules
        for column in rules.get("filled", ()):
            yield from self._empty(seed.name, column, "true")
        for column, condition in rules.get("filled_where", {}).items():
            yield from self._empty(seed.name, column, condition)
        for columns in [[column] for column in rules.get("unique", ())] + rules.get("keys", []):
            yield from self._repeated(seed.name, columns, is_single=len(columns) == 1)
        for column, values in rules.get("values", {}).items():
            yield from self._strange(seed.name, column, [str(value) for value in values], "true")
        for column, rule in rules.get("listed", {}).items():
            name = rule if isinstance(rule, str) else rule["vocabulary"]
            if codes := self._vocabularies.get(name):
                condition = "true" if isinstance(rule, str) else rule["where"]
                yield from self._strange(seed.name, column, codes, condition)
        for related in rules.get("related", ()):
            yield from self._unrelated(seed.name, related)
        for condition in rules.get("holds", ()):
            for line, *_ in self._asked(f'select seed_line from "{seed.name}" where not ({condition})'):
                yield Complaint(line, "…", f"不合此条件：{condition}", f"breaks the rule: {condition}")

    def _empty(self, seed: str, column: str, condition: str) -> Iterator[Complaint]:
        query = f'select seed_line from "{seed}" where "{column}" is null and ({condition})'
        for (line,) in self._asked(query):
            yield Complaint(line, column, "不能为空", "must not be empty")

    def _repeated(self, seed: str, columns: Sequence[str], *, is_single: bool) -> Iterator[Complaint]:
        named = ", ".join(f'"{column}"' for column in columns)
        where = f"where {named} is not null" if is_single else ""
        query = (
            f"select seed_line, first_line from (select seed_line, min(seed_line) over"
            f' (partition by {named}) as first_line from "{seed}" {where}) where seed_line > first_line'
        )
        for line, first in self._asked(query):
            yield Complaint(
                line, ", ".join(columns), f"与第 {first} 行重复", f"stands on line {first} already"
            )

    def _strange(self, seed: str, column: str, known: Sequence[str], condition: str) -> Iterator[Complaint]:
        query = (
            f'select seed_line, "{column}" from "{seed}" where "{column}" is not null and ({condition})'
            f' and "{column}" not in (select unnest(?))'
        )
        some = ", ".join(known[:_MOST_NAMED]) + (" …" if len(known) > _MOST_NAMED else "")
        for line, value in self._asked(query, [list(known)]):
            yield Complaint(line, column, f"“{value}”不在可用的值中：{some}", f"“{value}” is none of {some}")

    def _unrelated(self, seed: str, related: Mapping[str, str]) -> Iterator[Complaint]:
        column, found = related["column"], _REF.search(related["to"])
        if not found:
            return
        other, field = found[1], related.get("field", related["column"])
        query = (
            f'select seed_line, "{column}" from "{seed}" where "{column}" is not null'
            f" and ({related.get('where', 'true')})"
            f' and "{column}" not in (select "{field}" from "{other}" where "{field}" is not null)'
        )
        for line, value in self._asked(query):
            yield Complaint(
                line,
                column,
                f"“{value}”不在 {other}.csv 的 {field} 中",
                f"“{value}” is not in {field} of {other}.csv",
            )

    def _asked(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return self._database.execute(query, list(values)).fetchall()
