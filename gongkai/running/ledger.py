"""What a home remembers of the files of its inboxes, so that those which are known need not be opened.

`build/inbox.json` is written at the end of a run that went well, and only then: whatever a run that
failed has read is looked at once more, which costs the reading of bytes and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from gongkai.running.home import Home
from gongkai.running.merging import project_of
from gongkai.running.projects import project_digest
from ingest import wordings
from ingest.project import PACKAGES

_FORMAT = 1
_CODE = ("gongkai", "ingest", "publish")
_OPTIONAL = ("rapidocr_onnxruntime",)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a document was not read wholly: an outcome other than `loaded`, with reason, place and remedy."""

    outcome: str
    reason: str
    place: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it was when it was read: bytes, times in ns since 1970, document; what was told of it.

    `document_id` is None for what could not be opened.
    """

    size: int
    modified: int
    changed: int
    document_id: str | None
    trouble: Trouble | None = None

    def is_same(self, found: os.stat_result) -> bool | None:
        """Whether a file is as it was; None where only its bytes can tell.

        That is so where size and date are the same and the system says that something was changed: a name,
        a permission, or bytes by somebody who set the date back.
        """
        if (found.st_size, found.st_mtime_ns) != (self.size, self.modified):
            return False
        return True if found.st_ctime_ns == self.changed else None


@dataclass(frozen=True, slots=True)
class Stand:
    """How a home stood at the end of a run: made by which program, with which files, holding what.

    `figures` is what run.json says of the mart. `files` has size and time of each file that a run writes.
    """

    program: str
    reader: str
    has_second_reader: bool
    files: Mapping[str, list[int] | None]
    figures: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Entries by path, patterns by folder, documents that were forgotten, and the stand; None at first."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    manifests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forgotten: frozenset[str] = frozenset()
    stand: Stand | None = None


def read(home: Home) -> Ledger:
    """What the home remembers; nothing where there is no ledger or none that can be read."""
    try:
        told = json.loads(home.inbox_file.read_text(encoding="utf-8"))
        if told["format"] != _FORMAT:
            return Ledger()
        return Ledger(
            {path: _entry(entry) for path, entry in told["entries"].items()},
            told["rules"],
            {path: tuple(files) for path, files in told["manifests"].items()},
            frozenset(told["forgotten"]),
            Stand(**told["stand"]) if told["stand"] else None,
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return Ledger()


def write(home: Home, ledger: Ledger) -> None:
    """Put a ledger in the place of the one before, whole or not at all."""
    told = {
        "format": _FORMAT,
        "entries": {path: _told(entry) for path, entry in ledger.entries.items()},
        "rules": dict(ledger.rules),
        "manifests": {path: list(files) for path, files in ledger.manifests.items()},
        "forgotten": sorted(ledger.forgotten),
        "stand": asdict(ledger.stand) if ledger.stand else None,
    }
    fresh = home.inbox_file.with_suffix(".fresh")
    fresh.parent.mkdir(parents=True, exist_ok=True)
    fresh.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    fresh.replace(home.inbox_file)


def forget(home: Home, documents: Collection[str]) -> None:
    """Take down that documents are to be forgotten: their files in an inbox must not bring them back."""
    ledger = read(home)
    write(home, replace(ledger, forgotten=ledger.forgotten | set(documents)))


def welcome(home: Home, documents: Collection[str]) -> None:
    """Documents that somebody loads by name are forgotten no more."""
    ledger = read(home)
    if ledger.forgotten & set(documents):
        write(home, replace(ledger, forgotten=ledger.forgotten - set(documents)))


def program_digest(home: Home) -> str:
    """SHA-256 (hex) of all that decides what a run makes of the same files: code, seeds, models, extras."""
    digest = hashlib.sha256(project_digest().encode())
    for path in _sources(home):
        digest.update(f"{path.name}\0".encode("utf-8", "surrogateescape"))
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    digest.update(f"pdfplumber=={version('pdfplumber')}\0".encode())
    for package in _OPTIONAL:
        digest.update(f"{package}: {find_spec(package) is not None}\0".encode())
    return digest.hexdigest()


def reader_digest(home: Home) -> str:
    """Changes when files are to be read anew, as `reader_version` does, which needs the readers."""
    extras = [find_spec(package) is not None for package in _OPTIONAL]
    seeds = project_of(home) / "seeds"
    return f"{wordings.fingerprint(seeds)} {extras}"


def files_of(home: Home) -> dict[str, list[int] | None]:
    """Size and date of the files that a run writes; None for one that is not there."""
    log = home.build_file.with_name(f"{home.build_file.name}.wal")
    found: dict[str, list[int] | None] = {}
    for path in (home.build_file, log, home.built_file, home.mart_file, home.parquet_dir / "current"):
        try:
            seen = path.stat()
            found[path.name] = [seen.st_size, seen.st_mtime_ns]
        except OSError:
            found[path.name] = None
    return found


def _sources(home: Home) -> Iterator[Path]:
    for folder in _CODE:
        yield from sorted((PACKAGES / folder).rglob("*.py"))
    yield from sorted(path for path in home.own_seeds.glob("*") if path.is_file())


def _entry(told: list[Any]) -> Entry:
    size, modified, changed, document_id, *trouble = told
    return Entry(size, modified, changed, document_id, Trouble(*trouble) if trouble else None)


def _told(entry: Entry) -> list[Any]:
    """A list and no object: there may be a hundred thousand."""
    trouble = entry.trouble
    held = [trouble.outcome, trouble.reason, trouble.place, trouble.remedy] if trouble else []
    return [entry.size, entry.modified, entry.changed, entry.document_id, *held]
