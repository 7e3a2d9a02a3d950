"""Every seed looked at before a run: is it the file that it must be, and does each row keep its rules?

A spreadsheet that saves a seed may change its encoding, its separator, its columns. The rules of the
rows are those that `seeds/*.yml` declares for the tests of dbt; here a broken one is told by its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from gongkai.errors import Complaint, Refused, Stopped
from gongkai.running.home import PROJECT
from gongkai.running.seedlayers import Contents, Layered, Place, layered, own_files
from gongkai.running.seedreading import Declared, declared

_REF = re.compile(r"ref\('(\w+)'\)")
# Closed sets that have a seed of their own; the others share code_vocabulary.
_SETS = {"line_kind": "code_line_kind", "check": "code_check", "finding_with_reasons": "code_finding"}
_MOST_NAMED = 12


def check_seeds(
    project: Path = PROJECT, own: Path | None = None, instead: Contents | None = None
) -> list[Refused]:
    """What is wrong with the seeds of a project and those of the folder `own` over them, one refusal a file.

    `instead` holds what files are about to be: that is looked at in place of what they hold.
    """
    seeds = declared(project)
    files, refused = _own_files(own, seeds, instead or {})
    layers = {
        seed.name: layered(seed, project / "seeds" / f"{seed.name}.csv", files.get(seed.name), instead)
        for seed in seeds
    }
    complaints: dict[Path, list[Complaint]] = {}
    for layer in layers.values():
        for file, found in layer.complaints.items():
            complaints[file] = list(found)
    if not any(complaints.values()):
        with _Rules(layers) as rules:
            for seed in seeds:
                for place, complaint in rules.broken(seed):
                    complaints[place.file].append(replace(complaint, line=place.line))
    return [
        *refused,
        *(_refused(file, found, files) for file, found in complaints.items() if found),
    ]


def _own_files(
    own: Path | None, seeds: Sequence[Declared], instead: Contents
) -> tuple[dict[str, Path], list[Refused]]:
    if own is None:
        return {}, []
    files, refused = own_files(own, [seed.name for seed in seeds])
    return files | {path.stem: path for path in instead if path.parent == own}, refused


def _refused(file: Path, complaints: Sequence[Complaint], own: Mapping[str, Path]) -> Refused:
    """Shipped seeds keep their own rules: where one breaks them an own row has replaced what it needs."""
    if not own or file in own.values():
        zh, en = "请改正后再运行", "mend them and run again"
    else:
        named = ", ".join(str(path) for path in own.values())
        zh, en = f"由自有的行引起，请改 {named}", f"own rows bring this about: mend {named}"
    return Refused(file, sorted(complaints, key=lambda one: one.line), zh, en)


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
        return [line for one in self.refused for line in (*one.lines(), f"  {one}")]


class _Rules:
    """The rows of all seeds in a database of their own, to be asked which of them break a rule."""

    def __init__(self, seeds: Mapping[str, Layered]) -> None:
        self._seeds = seeds
        self._database = duckdb.connect()
        from ingest.frames import pl  # not needed where the seeds were looked at before

        for name, seed in seeds.items():
            frame = pl.DataFrame(
                [(number, *(row[c] for c in seed.columns)) for number, (_, row) in enumerate(seed.rows)],
                schema={"seed_row": pl.Int32} | dict.fromkeys(seed.columns, pl.String),
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

    def broken(self, seed: Declared) -> Iterator[tuple[Place, Complaint]]:
        """The rows of a seed that break a rule declared for it."""
        rows = self._seeds[seed.name].rows
        for complaint in self._broken(seed):
            yield rows[complaint.line][0], complaint

    def _broken(self, seed: Declared) -> Iterator[Complaint]:
        """The same with the number of the row in place of its line."""
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
            for line, *_ in self._asked(f'select seed_row from "{seed.name}" where not ({condition})'):
                yield Complaint(line, "…", f"不合此条件：{condition}", f"breaks the rule: {condition}")

    def _empty(self, seed: str, column: str, condition: str) -> Iterator[Complaint]:
        query = f'select seed_row from "{seed}" where "{column}" is null and ({condition})'
        for (line,) in self._asked(query):
            yield Complaint(line, column, "不能为空", "must not be empty")

    def _repeated(self, seed: str, columns: Sequence[str], *, is_single: bool) -> Iterator[Complaint]:
        named = ", ".join(f'"{column}"' for column in columns)
        where = f"where {named} is not null" if is_single else ""
        query = (
            f"select seed_row, first_row from (select seed_row, min(seed_row) over"
            f' (partition by {named}) as first_row from "{seed}" {where}) where seed_row > first_row'
        )
        rows = self._seeds[seed].rows
        for number, first in self._asked(query):
            here, there = rows[number][0], rows[first][0]
            zh, en = ("", "") if here.file == there.file else (f" {there.file} ", f" of {there.file}")
            yield Complaint(
                number,
                ", ".join(columns),
                f"与{zh}第 {there.line} 行重复",
                f"stands on line {there.line}{en} already",
            )

    def _strange(self, seed: str, column: str, known: Sequence[str], condition: str) -> Iterator[Complaint]:
        query = (
            f'select seed_row, "{column}" from "{seed}" where "{column}" is not null and ({condition})'
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
            f'select seed_row, "{column}" from "{seed}" where "{column}" is not null'
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
