"""`gongkai load`: read documents into the build file and say what became of each."""

from __future__ import annotations

import csv
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from gongkai.errors import USAGE, Stopped
from gongkai.nearest import meant
from gongkai.running.folders import Found, expand, named
from gongkai.running.home import Home
from gongkai.running.ledger import welcome
from gongkai.running.manifest import COLUMNS, Manifest
from gongkai.running.merging import project_of
from gongkai.running.progress import Progress
from gongkai.running.workers import PROCESSES, Workers
from ingest.load import Loaded
from ingest.load import load as load_files
from ingest.model import Doubt
from ingest.read import reading_with
from ingest.told import tell
from ingest.wordings import load as load_wordings

# Columns and their order are those of a manifest.
_LOADED = """
select
    documents.source_uri, manifest.source_url, manifest.published_on, manifest.publisher,
    manifest.jurisdiction_code, manifest.fiscal_year, manifest.document_kind
from raw.documents
left join raw.manifest using (document_id)
order by documents.load_order
"""
_OUTCOMES_ZH = {
    "loaded": "已载入",
    "reread": "已重读",
    "unchanged": "未变",
    "duplicate": "重复",
    "partial": "部分读取",
    "failed": "未能读取",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every file of one load."""

    files: tuple[Loaded, ...]
    told: int = 0
    told_anew: int = 0
    found: Found = field(default_factory=Found)

    @property
    def is_whole(self) -> bool:
        """False when some document could not be read wholly, in this load or when it was first read."""
        return all(file.is_whole for file in self.files)

    @property
    def document_ids(self) -> list[str]:
        """Documents of this load, each once."""
        return list(dict.fromkeys(file.document_id for file in self.files))

    def lines(self) -> list[str]:
        """One line a file; below a broken one its reason, place and remedy."""
        lines = []
        for file in sorted(self.files, key=lambda file: file.source_uri):
            lines.append(f"  {_OUTCOMES_ZH.get(file.outcome, '')} / {file.outcome}: {file.file_name}")
            for doubt in file.doubts:
                lines.append(f"      原因 / reason: {doubt.reason}")
                lines.append(f"      位置 / place: {doubt.place}")
                lines.append(f"      处理 / remedy: {doubt.remedy}")
        if self.told:
            lines.append(
                f"  清单 / manifest: 说明 {self.told} 个文件，{self.told_anew} 个有变"
                f" / tells of {self.told} documents, {self.told_anew} anew"
            )
        lines += left_out(self.found)
        return lines


def left_out(found: Found) -> list[str]:
    """What of folders was not read, by name: nobody is to miss a document without a word."""
    lines = []
    if found.ignored:
        lines.append(f"  略过，不是文件 / left out, no documents: {named(found.ignored)}")
    if found.unfinished:
        lines.append(f"  没写完，下次再读 / unfinished, left for the next run: {named(found.unfinished)}")
    return lines


def load(
    home: Home,
    paths: Sequence[Path],
    manifest: Manifest | None = None,
    workers: Workers = PROCESSES,
    beside: Collection[str] = (),
) -> Report:
    """Load files, documents below folders and those of a manifest, then take down what it says.

    `beside` are documents whose files lie there and need not be read. Raises `Stopped` when there is no file.
    """
    found = expand(paths, home.root)
    files = [*found.files, *_others(found.files, manifest.files if manifest else ())]
    if not any(os.path.lexists(file) for file in files):
        raise _no_files(paths, left_out(found))
    with reading_with(load_wordings(project_of(home) / "seeds")):
        results = load_files(files, home.build_file, Progress(), workers.parse, beside)
    told = manifest.told if manifest else ()
    told_anew = tell(home.build_file, told) if told else 0
    keep_list(home)
    welcome(home, {result.document_id for result in results})
    return Report(tuple(_recalled(home.build_file, results)), len(told), told_anew, found)


def _no_files(paths: Sequence[Path], left_out: Sequence[str]) -> Stopped:
    """With what lies beside the first path that is not there and is called alike."""
    asked_for = ", ".join(str(path) for path in paths)
    zh, en = "", ""
    for path in paths:
        if not os.path.lexists(path) and path.parent.is_dir():
            zh, en = meant(path.name, [other.name for other in path.parent.iterdir()])
            break
    return Stopped(
        f"没有找到文件：{asked_for}{zh or '；请检查路径'}",
        f"no files found: {asked_for}{en or '; check the path'}{''.join(left_out)}",
        USAGE,
    )


def keep_list(home: Home) -> None:
    """Write down which files the build file was loaded from, oldest first, and what was said of them."""
    connection = duckdb.connect(str(home.build_file), read_only=True)
    try:
        found = connection.execute(_LOADED).fetchall()
    finally:
        connection.close()
    fresh = home.loaded_file.with_suffix(".fresh")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(found)
    fresh.replace(home.loaded_file)


def _others(files: Sequence[Path], told: Sequence[Path]) -> list[Path]:
    """Files that a manifest tells of and that are not there already, by whatever way they are written."""
    held = {path.resolve() for path in files}
    return [file for file in told if file.resolve() not in held]


def _recalled(build_file: Path, results: Sequence[Loaded]) -> list[Loaded]:
    """A file read earlier keeps the outcome it had then, so that the same command says the same."""
    connection = duckdb.connect(str(build_file), read_only=True)
    try:
        found = connection.execute(
            "select document_id, outcome, reason, place, remedy from raw.outcomes where outcome <> 'loaded'"
        ).fetchall()
    finally:
        connection.close()
    outcomes: dict[str, str] = {}
    doubts: dict[str, list[Doubt]] = {}
    for document_id, outcome, *doubt in found:
        outcomes[document_id] = outcome
        doubts.setdefault(document_id, []).append(Doubt(*(str(part or "") for part in doubt)))
    return [
        replace(
            result,
            outcome=outcomes[result.document_id],
            doubts=tuple(doubts[result.document_id]),
        )
        if result.document_id in outcomes
        else result
        for result in results
    ]
