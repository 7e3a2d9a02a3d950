"""Seeds of a project as files: locked while an import works on them, rows appended to all or to none."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from gongkai.errors import Stopped
from gongkai.locking import locked
from gongkai.worklist.codes import write_whole

Rows = Sequence[Mapping[str, str]]
Placed = Callable[[str, int], tuple[str, str]]
"""Seed and line → what the place is called, zh and en."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every row of a filled file; `seed` is the file or folder that `added` went into."""

    seed: Path
    added: tuple[object, ...]
    present: tuple[int, ...]
    unfilled: int
    rewritten: tuple[tuple[int, str, str], ...]
    target: str
    next_step: str

    def lines(self) -> list[str]:
        """What was added and what was not, and what comes next."""
        lines = [f"已增加 / added: {len(self.added)}, {self.seed}"]
        lines += [f"  {added}" for added in self.added]
        if self.rewritten:
            lines.append("写法改为比较时的形式 / wordings put into the form in which they are compared:")
            lines += [f"  第 {line} 行 / line {line}: {old} → {new}" for line, old, new in self.rewritten]
        if self.present:
            numbers = ", ".join(map(str, self.present))
            lines.append(
                f"已在其中，跳过 / already there, skipped: {len(self.present)} (行 / lines {numbers})"
            )
        if self.unfilled:
            lines.append(f"未填 {self.target}，跳过 / {self.target} not filled, skipped: {self.unfilled}")
        return [*lines, self.next_step] if self.added else lines


@contextmanager
def held(folder: Path, *, is_made: bool = False) -> Iterator[None]:
    """Two imports at once would each drop the rows of the other: the second waits for the first.

    A folder that is not there `is_made`, or it is the folder of no project. Raises `Stopped`.
    """
    if is_made:
        folder.mkdir(parents=True, exist_ok=True)
    elif not folder.is_dir():
        raise Stopped(
            f"没有 {folder} 文件夹；--project 应为项目所在文件夹",
            f"there is no folder {folder}; --project is the folder of the project",
        )
    with locked(folder / ".lock", wait=True):
        yield


def append(
    added: Mapping[Path, Rows],
    check: Callable[[Mapping[Path, bytes]], None] = lambda fresh: None,
    begun: Mapping[Path, bytes] | None = None,
) -> None:
    """Append rows in the order of each seed's columns and with its line ends; on failure none is changed.

    `check` sees what each seed is going to hold, and raises where that must not be written; `begun` is what a
    seed holds that is not there yet. Raises `Stopped` when a seed cannot be written.
    """
    begun = begun or {}
    before: dict[Path, bytes | None] = {}
    seed = Path()
    try:
        fresh = {}
        for seed, rows in added.items():
            for leftover in seed.parent.glob(f".{seed.name}.*"):  # of an import that was killed
                leftover.unlink(missing_ok=True)
            before[seed] = seed.read_bytes() if seed.exists() or seed not in begun else None
            fresh[seed] = _with_rows(before[seed] or begun[seed], rows)
        check(fresh)
        for seed, content in fresh.items():
            write_whole(seed, content)
    except OSError as error:
        for other, old in before.items():
            _put_back(other, old)
        raise Stopped(
            f"无法写入 {seed}：{error.strerror}", f"{seed} cannot be written: {error.strerror}"
        ) from error


def _put_back(seed: Path, content: bytes | None) -> None:
    if content is None:
        seed.unlink(missing_ok=True)
    elif seed.read_bytes() != content:
        write_whole(seed, content)


def _with_rows(before: bytes, rows: Rows) -> bytes:
    header = next(csv.reader(StringIO(before.decode("utf-8-sig"))))
    newline = "\r\n" if b"\r\n" in before else "\n"
    text = StringIO(newline="")
    writer = csv.DictWriter(text, [name.strip() for name in header], lineterminator=newline)
    writer.writerows(rows)
    glue = "" if before.endswith((b"\n", b"\r")) else newline
    return before + (glue + text.getvalue()).encode()
