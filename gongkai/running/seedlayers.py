"""Own seeds of a user over those that the project ships: a row of the same key replaces, others are added."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from gongkai.errors import Complaint, Refused
from gongkai.running.seedreading import Declared, read_seed

_TABLES = frozenset({".csv", ".tsv", ".xls", ".xlsx", ".xlsm", ".ods", ".et"})
"""What a spreadsheet writes: meant as a seed, whatever it is called."""

Contents = Mapping[Path, bytes]


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a seed: its file, and the line on which it begins, from 1."""

    file: Path
    line: int


@dataclass(frozen=True, slots=True)
class Layered:
    """The rows of a seed, shipped ones first, each with its place; what is wrong with its files.

    `replaced` counts the shipped rows that own ones stand for.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Place, dict[str, str | None]], ...]
    complaints: Mapping[Path, tuple[Complaint, ...]]
    replaced: int = 0

    def content(self) -> bytes:
        """The rows as one file: CSV in UTF-8."""
        return "".join(text for _, text in self._written()).encode()

    def place(self, line: int) -> Place | None:
        """Where the row stands that begins on a line of `content`."""
        begins = 1
        for place, text in self._written():
            if begins == line:
                return place
            begins += text.count("\n")
        return None

    def _written(self) -> Iterator[tuple[Place | None, str]]:
        yield None, written(self.columns)
        for place, row in self.rows:
            yield place, written(row[column] or "" for column in self.columns)


def written(cells: Iterator[str] | Sequence[str]) -> str:
    """A row as it stands in a seed."""
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def own_files(folder: Path, names: Sequence[str]) -> tuple[dict[str, Path], list[Refused]]:
    """The files of own seeds by the seed's name, and those that are meant to be one and are none.

    Hidden files, and notes such as a README, are neither. Raises `OSError`.
    """
    found: dict[str, Path] = {}
    refused: list[Refused] = []
    if not folder.exists():
        return found, refused
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")):
            continue
        if path.suffix == ".csv" and path.stem in names and not path.is_dir():
            found[path.stem] = path
        elif path.is_dir() or path.suffix.lower() in _TABLES:
            refused.append(_stranger(path, names))
    return found, refused


def layered(seed: Declared, shipped: Path, own: Path | None, instead: Contents | None = None) -> Layered:
    """A seed as its shipped file and its own one have it; `instead` holds what files are about to be."""
    instead = instead or {}
    below = read_seed(shipped, seed.columns, instead.get(shipped))
    complaints = {shipped: below.complaints}
    rows = [(Place(shipped, line), row) for line, row in below.rows]
    if own is None:
        return Layered(seed.columns, tuple(rows), complaints)
    above = read_seed(own, seed.columns, instead.get(own))
    complaints[own] = above.complaints
    own_rows = [
        (Place(own, line), {name: (cell or "").strip() or None for name, cell in row.items()})
        for line, row in above.rows
    ]
    keys = {_key(seed, row) for _, row in own_rows}
    kept = [(place, row) for place, row in rows if _key(seed, row) not in keys]
    return Layered(seed.columns, (*kept, *own_rows), complaints, len(rows) - len(kept))


def _key(seed: Declared, row: Mapping[str, str | None]) -> tuple[str | None, ...]:
    return tuple(row[column] for column in seed.key)


def _stranger(path: Path, names: Sequence[str]) -> Refused:
    known = ", ".join(names)
    if path.is_dir():
        zh, en = (
            "文件夹不读；请把种子表直接放在上一级",
            "folders are not looked into; put seeds directly above",
        )
    elif path.stem in names:
        zh, en = (
            f"种子表须为 CSV；请另存为“CSV UTF-8”，文件名 {path.stem}.csv",
            f"a seed is CSV; save it as “CSV UTF-8” under the name {path.stem}.csv",
        )
    else:
        zh, en = f"没有这个名字的种子表；有：{known}", f"no seed has this name; there are {known}"
    return Refused(path, [Complaint(1, "…", zh, en)], "请改正后再运行", "mend them and run again")
