"""What is new in an inbox, told by names, sizes and dates: known files are not opened."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from gongkai.errors import USAGE, Stopped
from gongkai.running.folders import below, rules_of
from gongkai.running.ledger import Entry, Ledger
from ingest.files import identity
from ingest.names import restored, stored

_SETTLED = 5.0
"""Seconds for which a file must have been left alone: somebody may be copying it."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Files of an inbox by what is to be done with them; each in one of the groups.

    `entries` are those of known files, with dates as they are now; `seen` is how a file to read was before
    it was opened. `manifest` is the manifest where it is another one than last time.
    """

    folder: Path
    rules: str
    new: tuple[Path, ...] = ()
    changed: tuple[Path, ...] = ()
    again: tuple[Path, ...] = ()
    waiting: tuple[Path, ...] = ()
    ignored: tuple[Path, ...] = ()
    forgotten: tuple[Path, ...] = ()
    gone: tuple[str, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)
    seen: Mapping[str, os.stat_result] = field(default_factory=dict)
    manifests: int = 0
    has_new_manifest: bool = False

    @property
    def to_read(self) -> tuple[Path, ...]:
        """Files that are to be opened."""
        return self.new + self.changed + self.again

    @property
    def unchanged(self) -> int:
        """How many files are known and need not be opened; forgotten ones and manifests are none of them."""
        return len(self.entries) - len(self.forgotten) - self.manifests

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is to be read."""
        return not self.to_read and not self.has_new_manifest

    def with_again(self, paths: Sequence[str]) -> Sight:
        """The same where known files are to be read once more, whatever their dates say."""
        wanted = dict.fromkeys(path for path in paths if path in self.entries)
        seen = {path: found for path in wanted if (found := stat_of(restored(path)))}
        return replace(
            self,
            again=(*self.again, *(restored(path) for path in seen)),
            entries={path: entry for path, entry in self.entries.items() if path not in seen},
            seen={**self.seen, **seen},
        )


def look(folder: Path, ledger: Ledger, home: Path, manifest: Path | None = None) -> Sight:
    """What stands in an inbox against what is known of it. Raises `Stopped` where there is no such folder.

    Files that a manifest named the last time are looked at too, wherever they lie.
    """
    if not folder.is_dir():
        raise Stopped(
            f"收件夹不存在或不是文件夹：{folder}",
            f"the inbox does not exist or is no folder: {folder}",
            USAGE,
        )
    folder = folder.resolve()
    rules = rules_of(folder)
    inside = stored(folder) + os.sep
    known = {path: entry for path, entry in ledger.entries.items() if path.startswith(inside)}
    is_same_rules = ledger.rules.get(stored(folder)) == rules.digest
    found = below(folder, rules, home, known if is_same_rules else frozenset())
    told = manifest.resolve() if manifest else None
    others = [restored(path) for path in ledger.manifests.get(stored(told), ())] if told else []
    look = _Look(ledger, time.time())
    for path in (*(path for path in found.files if path != told), *others):
        look.at(path)
    has_new_manifest = bool(told and look.is_new(told))
    left = {stored(path) for path in (*found.files, *found.ignored, *found.unfinished)}
    gone = tuple(path for path in known if path not in left and not os.path.lexists(restored(path)))
    return Sight(
        folder=folder,
        rules=rules.digest,
        new=tuple(look.new),
        changed=tuple(look.changed),
        waiting=(*found.unfinished, *look.waiting),
        ignored=found.ignored,
        forgotten=tuple(look.forgotten),
        gone=gone,
        entries=look.entries,
        seen=look.seen,
        has_new_manifest=has_new_manifest,
        manifests=sum(path in ledger.manifests for path in look.entries),
    ).with_again(_left_behind(gone, look.entries, ledger))


class _Look:
    """Goes through files one by one."""

    def __init__(self, ledger: Ledger, now: float) -> None:
        self.new: list[Path] = []
        self.changed: list[Path] = []
        self.waiting: list[Path] = []
        self.forgotten: list[Path] = []
        self.entries: dict[str, Entry] = {}
        self.seen: dict[str, os.stat_result] = {}
        self._ledger = ledger
        self._now = now

    def at(self, path: Path) -> None:
        """Find out what is to be done with one file."""
        found = stat_of(path)
        if found is None:  # it went while the folder was listed
            return
        key = stored(path)
        entry = self._ledger.entries.get(key)
        known = self._unchanged(path, found, entry) if entry else None
        if known:
            self.entries[key] = known
            if known.document_id in self._ledger.forgotten:
                self.forgotten.append(path)
        elif abs(self._now - found.st_mtime) < _SETTLED and not path.is_dir():
            self.waiting.append(path)
            if entry:
                self.entries[key] = entry
        elif self._is_forgotten(path):
            self.forgotten.append(path)
            self.entries[key] = entry_of(found, identity_of(path))
        else:
            (self.changed if entry else self.new).append(path)
            self.seen[key] = found

    def is_new(self, manifest: Path) -> bool:
        """Whether a manifest is another one than last time."""
        key, found = stored(manifest), stat_of(manifest)
        if found is None:
            return True
        entry = self._ledger.entries.get(key)
        if entry and (known := self._unchanged(manifest, found, entry)):
            self.entries[key] = known
            return False
        self.seen[key] = found
        return True

    def _unchanged(self, path: Path, found: os.stat_result, entry: Entry) -> Entry | None:
        """The entry of a file that is as it was, with its dates as they are now; None for any other."""
        is_same = entry.is_same(found)
        if entry.document_id is None:  # it could not be opened: perhaps it can now
            return None if is_same is False or identity_of(path) else entry
        if is_same is None and identity_of(path) == entry.document_id:
            return replace(entry, changed=found.st_ctime_ns)
        return entry if is_same else None

    def _is_forgotten(self, path: Path) -> bool:
        return bool(self._ledger.forgotten) and identity_of(path) in self._ledger.forgotten


def entry_of(found: os.stat_result, document_id: str | None) -> Entry:
    """What is to be remembered of a file."""
    return Entry(found.st_size, found.st_mtime_ns, found.st_ctime_ns, document_id)


def _left_behind(gone: Sequence[str], entries: Mapping[str, Entry], ledger: Ledger) -> list[str]:
    """Known copies of documents of which another file went: the warehouse may be pointing at that one."""
    went = {ledger.entries[path].document_id for path in gone} - ledger.forgotten - {None}
    return [path for path, entry in entries.items() if entry.document_id in went]


def identity_of(path: Path) -> str | None:
    """The document that a file is; None where it cannot be opened."""
    try:
        return identity(path)
    except OSError:
        return None


def stat_of(path: Path) -> os.stat_result | None:
    """Size and dates of a file, those of a link that leads nowhere itself; None where there is none."""
    for look in (os.stat, os.lstat):
        try:
            return look(path)
        except OSError:
            continue
    return None
