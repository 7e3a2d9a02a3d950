"""`gongkai run --inbox`: what is new in a folder is loaded; where nothing is, nothing is done."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gongkai.errors import NOT_WHOLE
from gongkai.running import ledger as memory
from gongkai.running.folders import named
from gongkai.running.home import Home
from gongkai.running.inbox import Sight, entry_of, identity_of, look, stat_of
from gongkai.running.ledger import Entry, Ledger, Stand, Trouble
from gongkai.running.record import Record
from gongkai.running.run import (
    Registered,
    Steps,
    as_told,
    build_and_publish,
    counted,
    left_out,
    no_documents,
    not_whole_of,
    registered,
    say_not_whole,
    troubles,
)
from gongkai.saying import say
from ingest.names import readable, restored, stored

if TYPE_CHECKING:
    from gongkai.running.loading import Report
    from gongkai.running.manifest import Manifest


def run_inbox(home: Home, options: argparse.Namespace, steps: Steps, record: Record) -> int:
    """Load what is new or changed in the inbox, build and publish; the exit code.

    It is 3 only in the run that first tells of a document that could not be read wholly.
    """
    ledger = memory.read(home)
    sight = look(options.inbox, ledger, home.root, options.manifest)
    record.inbox = stored(sight.folder)
    record.left_out = left_out(len(sight.waiting), len(sight.ignored), len(sight.forgotten), len(sight.gone))
    program = memory.program_digest(home)
    if sight.is_nothing and not options.full and _stands(home, ledger, program, options):
        return _nothing(home, ledger, sight, record)
    return _Night(home, options, ledger, program, record).run(sight, steps)


def _stands(home: Home, ledger: Ledger, program: str, options: argparse.Namespace) -> bool:
    """Whether the home is as the last run left it, and the same program would make nothing else of it."""
    stand = ledger.stand
    return (
        stand is not None
        and stand.program == program
        and stand.files == memory.files_of(home)
        and (stand.has_second_reader or not options.second_reader)
        and (home.parquet_dir.is_dir() or not options.parquet or not home.mart_file.exists())
        and not options.to  # what stands there is for the database to say
    )


def _nothing(home: Home, ledger: Ledger, sight: Sight, record: Record) -> int:
    """Say that nothing is to be done; what is known of dates and of files that went is kept."""
    stand = ledger.stand
    assert stand
    record.step = "nothing"
    record.documents = no_documents() | {"unchanged": sight.unchanged}
    record.mart = stand.figures or None
    record.not_whole = [
        _as_told(path, entry, entry.trouble, is_new=False)
        for path, entry in sight.entries.items()
        if entry.trouble
    ]
    say(
        "收件夹 / inbox: 没有新的文件，什么也没有做 / nothing new, nothing done"
        f" ({sight.unchanged} 未变 / unchanged)"
    )
    _say_rest(sight, record)
    fresh = _remembering(ledger, sight, sight.entries)
    if fresh != ledger:
        memory.write(home, fresh)
    return 0


class _Night:
    """One run that has something to do."""

    def __init__(
        self, home: Home, options: argparse.Namespace, ledger: Ledger, program: str, record: Record
    ) -> None:
        self._home = home
        self._options = options
        self._ledger = ledger
        self._program = program
        self._record = record

    def run(self, sight: Sight, steps: Steps) -> int:
        """Load, build, publish, and remember what there is now."""
        home, record = self._home, self._record
        steps.ready()
        record.step = "load"
        before = registered(home)
        sight = sight.with_again(self._unread(sight, before))
        manifest = self._manifest(sight)
        say(
            f"收件夹 / inbox: 新 / new {len(sight.new)} · 有变 / changed {len(sight.changed)}"
            f" · 再看 / once more {len(sight.again)} · 未变 / unchanged {sight.unchanged}"
        )
        report = self._loaded(sight, manifest, steps)
        after = registered(home)
        record.documents = counted(report, before, after)
        record.documents["unchanged"] += sight.unchanged
        entries = self._entries(sight, manifest, report, after)
        if after:
            build_and_publish(home, steps, record)
        self._tell(entries, report)
        _say_rest(sight, record)
        self._remember(sight, manifest, entries)
        return NOT_WHOLE if any(one["is_new"] for one in record.not_whole) else 0

    def _unread(self, sight: Sight, before: Mapping[str, Registered]) -> list[str]:
        """Known files to be read anew: all where the reader is another, else those of no document."""
        stand = self._ledger.stand
        is_reader_new = stand is None or stand.reader != memory.reader_digest(self._home)
        return [
            path
            for path, entry in sight.entries.items()
            if entry.document_id not in self._ledger.forgotten
            and path not in self._ledger.manifests
            and (is_reader_new or (entry.document_id and entry.document_id not in before))
        ]

    def _manifest(self, sight: Sight) -> Manifest | None:
        """What the sender says, where it may be of something new; not of documents that were forgotten."""
        from gongkai.running.manifest import read_manifest
        from gongkai.running.merging import project_of

        path = self._options.manifest
        if not path or sight.is_nothing:
            return None
        manifest = read_manifest(path, project_of(self._home))
        forgotten = self._ledger.forgotten
        return replace(
            manifest,
            files=tuple(file for file in manifest.files if identity_of(file) not in forgotten),
            told=tuple(one for one in manifest.told if one.document_id not in forgotten),
        )

    def _loaded(self, sight: Sight, manifest: Manifest | None, steps: Steps) -> Report:
        from gongkai.running.loading import Report

        if not sight.to_read and not (manifest and manifest.files):
            return Report(())
        beside = {entry.document_id for entry in sight.entries.values() if entry.document_id}
        return steps.load(sight.to_read, manifest, beside)

    def _entries(
        self, sight: Sight, manifest: Manifest | None, report: Report, after: Mapping[str, Registered]
    ) -> dict[str, Entry]:
        """What is known of the files now; their dates are those from before they were opened."""
        loaded = {file.source_uri: file for file in report.files}
        entries = dict(sight.entries)
        others = [path.resolve() for path in manifest.files] if manifest else []
        for path in (*sight.to_read, *others):
            found = sight.seen.get(stored(path)) or stat_of(path)
            file = loaded.get(stored(path)) or loaded.get(stored(path.resolve()))
            if found and file:
                document = file.document_id if file.document_id in after else None
                entries[stored(path)] = entry_of(found, document)
        if manifest and (found := sight.seen.get(key := stored(self._options.manifest.resolve()))):
            entries[key] = entry_of(found, identity_of(self._options.manifest))
        return entries

    def _tell(self, entries: dict[str, Entry], report: Report) -> None:
        """Say what could not be read wholly and was not said before; all of it gets into the record."""
        record = self._record
        held = {entry.document_id for entry in entries.values() if entry.document_id}
        doubtful = not_whole_of(self._home, held) if record.published else []
        known = _told_before(self._ledger)
        found: dict[str, Trouble] = {}
        for (document, _, uri), why in troubles(report, doubtful).items():
            found[document] = found[uri] = why
        news: set[str | None] = set()
        for path, entry in entries.items():
            trouble = found.get(entry.document_id or path)
            if trouble is None and entry.document_id is None:  # it cannot be opened, and was not tried
                trouble = entry.trouble
            entries[path] = replace(entry, trouble=trouble)
            if trouble:
                is_new = (entry.document_id or path, trouble.outcome) not in known
                record.not_whole.append(_as_told(path, entry, trouble, is_new=is_new))
                news |= {entry.document_id} if is_new else set()
        say_not_whole([one for one in doubtful if one.document_id in news])

    def _remember(self, sight: Sight, manifest: Manifest | None, entries: Mapping[str, Entry]) -> None:
        ledger = _remembering(self._ledger, sight, entries)
        if manifest:
            inside = stored(sight.folder) + os.sep
            named = (stored(path.resolve()) for path in manifest.files)
            others = tuple(path for path in named if not path.startswith(inside))
            told = {stored(self._options.manifest.resolve()): others}
            ledger = replace(ledger, manifests={**ledger.manifests, **told})
        stand = Stand(
            self._program,
            memory.reader_digest(self._home),
            self._options.second_reader,
            memory.files_of(self._home),
            self._record.mart or {},
        )
        memory.write(self._home, replace(ledger, stand=stand))


def _told_before(ledger: Ledger) -> set[tuple[str, str]]:
    """Documents, or files that could not be opened, and the outcomes that were told of them."""
    return {
        (entry.document_id or path, entry.trouble.outcome)
        for path, entry in ledger.entries.items()
        if entry.trouble
    }


def _remembering(ledger: Ledger, sight: Sight, entries: Mapping[str, Entry]) -> Ledger:
    """The ledger with what is known now of this inbox; other inboxes stay as they were."""
    inside = stored(sight.folder) + os.sep
    others = {path: entry for path, entry in ledger.entries.items() if not path.startswith(inside)}
    rules = {**ledger.rules, stored(sight.folder): sight.rules}
    return replace(ledger, entries={**others, **entries}, rules=rules)


def _say_rest(sight: Sight, record: Record) -> None:
    """Files that were not read, by name, and how many were told of before."""
    for paths, what in (
        (sight.waiting, "还在写，下次再读 / being written, left for the next run"),
        (sight.ignored, "略过，不是文件 / left out, no documents"),
        (sight.forgotten, "曾忘记，不再载入 / forgotten, not loaded again"),
        (
            tuple(restored(path) for path in sight.gone),
            "已不在收件夹，所载内容保留；要去掉用 gongkai forget"
            " / no longer in the inbox, what was read of it stays; gongkai forget removes it",
        ),
    ):
        if paths:
            say(f"  {what}: {named(paths)}")
    if before := sum(not one["is_new"] for one in record.not_whole):
        say(
            f"  未能完整读取，以前说过：{before} 份，见 gongkai status"
            f" / not read wholly and told before: {before}, see gongkai status"
        )


def _as_told(path: str, entry: Entry, trouble: Trouble, *, is_new: bool) -> dict[str, Any]:
    name = readable(restored(path).name)
    return as_told(name, path, entry.document_id, trouble, is_new=is_new)
