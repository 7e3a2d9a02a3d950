"""Which files below a folder are documents: those that no pattern takes out.

A file that is named by itself is read whatever it is called; patterns are for folders.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.errors import USAGE, Stopped
from ingest.files import content
from ingest.model import UnreadableDocument
from ingest.names import readable

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

OWN = ".gongkaiignore"
"""What a folder's owner adds to the patterns, or takes back with `!`."""

_MOST_NAMED = 5
_HERE = Path(__file__).parent
_NO_DOCUMENTS, _UNFINISHED = _HERE / "no_documents.ignore", _HERE / "unfinished.ignore"


@dataclass(frozen=True, slots=True)
class Found:
    """Files below folders: documents, what a pattern takes out, and what somebody is still writing.

    A folder that is taken out stands for all in it. One that cannot be listed is among the documents:
    whoever opens it says why.
    """

    files: tuple[Path, ...] = ()
    ignored: tuple[Path, ...] = ()
    unfinished: tuple[Path, ...] = ()

    def followed_by(self, other: Found) -> Found:
        """Both, each file once."""
        return Found(
            tuple(dict.fromkeys(self.files + other.files)),
            tuple(dict.fromkeys(self.ignored + other.ignored)),
            tuple(dict.fromkeys(self.unfinished + other.unfinished)),
        )


@dataclass(frozen=True)
class Rules:
    """The patterns that hold below a folder; `lines` are those that its owner adds."""

    lines: tuple[str, ...] = field(default=())

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of all patterns."""
        own = "\n".join(self.lines).encode("utf-8", "surrogatepass")
        return hashlib.sha256(
            b"\0".join((_NO_DOCUMENTS.read_bytes(), _UNFINISHED.read_bytes(), own))
        ).hexdigest()

    @cached_property
    def _documents(self) -> GitIgnoreSpec:
        return _spec((*_shipped(_NO_DOCUMENTS), *self.lines))

    @cached_property
    def _own(self) -> GitIgnoreSpec:
        return _spec(self.lines)

    @cached_property
    def _unfinished(self) -> GitIgnoreSpec:
        return _spec(_shipped(_UNFINISHED))

    def verdict(self, path: str) -> str:
        """`document`, `ignored` or `unfinished`, for a path relative to the folder; folders end in `/`.

        What the owner of the folder says of it, either way, goes before all else.
        """
        plain = _compared(path)
        is_told = bool(self.lines) and self._own.check_file(plain).include is not None
        if not is_told and self._unfinished.match_file(plain):
            return "unfinished"
        return "ignored" if self._documents.match_file(plain) else "document"


def rules_of(folder: Path) -> Rules:
    """The patterns for a folder. Raises `Stopped` for a file of patterns that cannot be read."""
    path = folder / OWN
    if not os.path.lexists(path):
        return Rules()
    from ingest.text import decode

    try:
        lines = tuple(decode(content(path)).removeprefix("\ufeff").splitlines())
    except OSError as error:
        raise Stopped(
            f"无法读取 {path}：{error.strerror}", f"{path} cannot be read: {error.strerror}"
        ) from error
    except UnreadableDocument as error:
        if error.doubt.reason == "empty":
            return Rules()
        raise Stopped(
            f"{path} 不是文字（{error.doubt.reason}）；请存为 UTF-8",
            f"{path} is no text ({error.doubt.reason}); save it as UTF-8",
        ) from error
    for number, line in enumerate(lines, start=1):
        try:
            _spec([line])
        except ValueError as error:
            raise Stopped(
                f"{path} 第 {number} 行不是可用的写法：{line}；请改正或删去",
                f"{path}, line {number}, is no pattern: {line}; mend or delete it",
                USAGE,
            ) from error
    return Rules(lines)


def expand(paths: Sequence[Path], home: Path | None = None) -> Found:
    """Files named, and documents below the folders named, in order; what lies in `home` is left alone."""
    found = Found()
    for path in paths:
        found = found.followed_by(below(path, rules_of(path), home) if path.is_dir() else Found((path,)))
    return found


def below(
    folder: Path, rules: Rules, home: Path | None = None, known: Collection[str] = frozenset()
) -> Found:
    """What lies below a folder, sorted; nothing in `home`. Paths in `known` are documents already."""
    files: list[Path] = []
    ignored: list[Path] = []
    unfinished: list[Path] = []
    places = {"document": files, "ignored": ignored, "unfinished": unfinished}
    skipped = _same_as(home)

    def unlisted(error: OSError) -> None:
        files.append(Path(os.fsdecode(error.filename)))

    root = os.fspath(folder)
    if skipped(root):
        raise Stopped(
            f"{folder} 是仓库自己的文件夹；请把文件放在另一个文件夹里",
            f"{folder} is the home itself; put documents into another folder",
            USAGE,
        )
    for place, folders, names in os.walk(root, onerror=unlisted):
        inside = "" if place == root else os.path.relpath(place, root).replace(os.sep, "/") + "/"
        entered = []
        for name in folders:
            path = os.path.join(place, name)  # noqa: PTH118 - a Path for each of a hundred thousand is slow
            if skipped(path):
                continue
            verdict = rules.verdict(f"{inside}{name}/")
            if verdict == "document":
                entered.append(name)
            else:
                places[verdict].append(Path(path))
        folders[:] = entered
        for name in names:
            if not inside and name == OWN:
                continue
            path = os.path.join(place, name)  # noqa: PTH118
            verdict = "document" if path in known else rules.verdict(inside + name)
            places[verdict].append(Path(path))
    return Found(tuple(sorted(files)), tuple(sorted(ignored)), tuple(sorted(unfinished)))


def named(paths: Sequence[Path]) -> str:
    """How many they are, and the names of the first."""
    names = ", ".join(readable(path.name) for path in paths[:_MOST_NAMED])
    return f"{len(paths)} ({names}{', …' if len(paths) > _MOST_NAMED else ''})"


def _same_as(home: Path | None) -> Callable[[str], bool]:
    """Whether a folder is the home, by whatever way it is written."""
    if home is None or not home.exists():
        return lambda _: False
    held = home.stat()

    def is_home(path: str) -> bool:
        try:
            return os.path.samestat(os.stat(path), held)  # noqa: PTH116
        except OSError:
            return False

    return is_home


def _shipped(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").splitlines())


def _spec(lines: Sequence[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines([_compared(line) for line in lines])


def _compared(text: str) -> str:
    """Names that people take for the same: any case, and macOS takes characters apart."""
    return unicodedata.normalize("NFC", text).lower()
