"""What stops a command: said in both languages, with its exit code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HARD_FAILURE = 1
USAGE = 2
NOT_WHOLE = 3
ERRORS_FOUND = 4
INTERRUPTED = 130
TERMINATED = 143
ENDED = "已应要求结束 / ended as asked"


class Terminated(KeyboardInterrupt):
    """The system asked this process to end."""


def asked(error: BaseException) -> KeyboardInterrupt | None:
    """Whether it came of being asked to end: a database that is interrupted makes another error of that."""
    passed: set[int] = set()  # an error that is raised again out of what it caused makes a circle
    seen: BaseException | None = error
    while seen is not None and not isinstance(seen, KeyboardInterrupt) and id(seen) not in passed:
        passed.add(id(seen))
        seen = seen.__cause__ or seen.__context__
    return seen if isinstance(seen, KeyboardInterrupt) else None


class Stopped(Exception):
    """A command cannot go on. Prints as `中文 / English`; `exit_code` is what the process returns."""

    def __init__(self, zh: str, en: str, exit_code: int = HARD_FAILURE) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh, self.en = zh, en
        self.exit_code = exit_code

    def lines(self) -> list[str]:
        """What is to be said before: nothing, unless there are places to name."""
        return []


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong at one place of a file, and the remedy; lines count from 1, the header included."""

    line: int
    column: str
    zh: str
    en: str


class Refused(Stopped):
    """A file that a person filled in has errors and nothing of it was taken, as `zh` and `en` say."""

    def __init__(self, file: Path, complaints: Sequence[Complaint], zh: str, en: str) -> None:
        super().__init__(
            f"{file} 有 {len(complaints)} 处错误，{zh}", f"{file} has {len(complaints)} errors; {en}"
        )
        self.file = file
        self.complaints = tuple(complaints)

    def lines(self) -> list[str]:
        """Two lines an error: file, line and column with what is wrong and the remedy, zh and en."""
        return [
            text
            for complaint in self.complaints
            for text in (
                f"  {self.file}，第 {complaint.line} 行，{complaint.column}：{complaint.zh}",
                f"    / {self.file}, line {complaint.line}, {complaint.column}: {complaint.en}",
            )
        ]
