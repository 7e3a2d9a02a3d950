"""What can be exported: each table of the published mart, and each question of `analyses/`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from gongkai.errors import USAGE, Stopped
from gongkai.exporting.columns import Column
from gongkai.exporting.naming import Taken, Unclear
from gongkai.exporting.wanted import Mart
from gongkai.exporting.wording import by_language, first_sentences
from gongkai.running.answers import ANALYSES, question, questions
from publish.mart import Version

_BATCH = 1000
_NO_FILE_HOLDS_IT = re.compile(r"U?HUGEINT")  # sums of whole numbers; parquet would hold them rounded
_WHOLE = "DECIMAL(38,0)"


@dataclass(frozen=True, slots=True)
class Subject:
    """A table or an answer: what it says, its columns, what it was narrowed to, and of which mart it is."""

    name: str
    description: str
    adding_up: tuple[str, str]
    columns: tuple[Column, ...]
    taken: tuple[Taken, ...]
    version: Version
    query: str
    mart: Mart

    @property
    def by_language(self) -> tuple[str, str]:
        """The description in Chinese and in English."""
        return by_language(self.description)

    def batches(self) -> Iterator[list[tuple[Any, ...]]]:
        """Its rows, some at a time; they are never all in memory."""
        self.prepare()
        found = self.mart.connection.execute(self.query)
        while batch := found.fetchmany(_BATCH):
            yield batch

    def prepare(self) -> None:
        """Let `mart` be what its query is to see: to be called before the query is used."""
        if path := questions().get(self.name):
            self.mart.ask(self.name, path.read_text(encoding="utf-8"))


def subject(mart: Mart, name: str) -> Subject:
    """The table or question of that name. Raises `Stopped` where none is, or it cannot be narrowed so."""
    if table := mart.tables.get(name):
        query, description = mart.query_of_table(table), table.description
        adding_up = first_sentences(description)
        known = {column.name: column for column in table.columns}
    elif path := questions().get(name):
        query, description = path.read_text(encoding="utf-8").strip().rstrip(";"), question(path)
        mart.ask(name, query)
        adding_up = _adding_up(mart, query)
        known = _described(mart, name, query)
    else:
        raise _unknown(mart, name)
    shape = mart.connection.execute(f"describe {query}").fetchall()
    sums = [name for name, data_type, *_ in shape if _NO_FILE_HOLDS_IT.fullmatch(data_type)]
    columns = tuple(
        Column(
            name,
            _WHOLE if name in sums else data_type,
            known[name].description if name in known else "",
        )
        for name, data_type, *_ in shape
    )
    if sums:
        fit = ", ".join(f'cast("{name}" as {_WHOLE}) as "{name}"' for name in sums)
        query = f"select * replace ({fit}) from (\n{query}\n)"
    return Subject(name, description, adding_up, columns, mart.taken, mart.version, query, mart)


def listed(mart: Mart) -> list[str]:
    """The names of all that there is, for people."""
    return [f"表 / tables: {', '.join(mart.tables)}", f"问题 / questions: {', '.join(questions())}"]


def _unknown(mart: Mart, name: str) -> Stopped:
    every = [*mart.tables, *questions()]
    near = difflib.get_close_matches(name.lower(), every, n=5, cutoff=0.5) or [
        one for one in every if name and name in one
    ]
    if near:
        return Unclear(
            f"没有 {name}；相近的见上，全部的运行 gongkai export 列出",
            f"there is no {name}; what is called so nearly stands above, gongkai export lists all",
            near,
        )
    return Stopped(
        f"没有 {name}；运行 gongkai export 列出全部",
        f"there is no {name}; gongkai export lists all there is",
        USAGE,
    )


def _described(mart: Mart, name: str, query: str) -> dict[str, Column]:
    """Columns that a question takes over as they are, and those that it makes itself."""
    known: dict[str, Column] = {}
    for table in mart.tables_of(query):
        for column in table.columns:
            known.setdefault(column.name, column)
    return {**known, **_own_columns(ANALYSES).get(name, {})}


@cache
def _own_columns(folder: Path) -> dict[str, dict[str, Column]]:
    found: dict[str, dict[str, Column]] = {}
    for path in sorted(folder.glob("*.yml")):
        for told in yaml.safe_load(path.read_text(encoding="utf-8"))["analyses"]:
            found[told["name"]] = {
                column["name"]: Column(column["name"], "", column["description"])
                for column in told["columns"]
            }
    return found


def _adding_up(mart: Mart, query: str) -> tuple[str, str]:
    told = [(table.name, *first_sentences(table.description)) for table in mart.tables_of(query)]
    return (
        " ".join(f"{name}：{zh}" for name, zh, _ in told if zh),
        " ".join(f"{name}: {en}" for name, _, en in told if en),
    )
