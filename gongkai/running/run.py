"""`gongkai run`: load, build and publish in one, with a record of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from gongkai.errors import NOT_WHOLE
from gongkai.running.home import Home
from gongkai.running.ledger import Trouble
from gongkai.running.record import Record
from gongkai.saying import say

if TYPE_CHECKING:
    from gongkai.running.answers import NotWhole
    from gongkai.running.loading import Report
    from gongkai.running.manifest import Manifest
    from gongkai.running.outcome import Published


@dataclass(frozen=True, slots=True)
class Steps:
    """How the command line looks at seeds, loads files (with the documents that lie beside them), builds and
    publishes."""

    ready: Callable[[], None]
    load: Callable[[Sequence[Path], Manifest | None, Collection[str]], Report]
    build: Callable[[], object]
    publish: Callable[[], Published]


@dataclass(frozen=True, slots=True)
class Registered:
    """A document of the warehouse: the reader that read it, and what took its place."""

    reader_version: str
    superseded_by: str | None


def run_paths(home: Home, options: argparse.Namespace, steps: Steps, record: Record) -> int:
    """Load what is named, build and publish; the exit code."""
    from gongkai.running.manifest import read_manifest
    from gongkai.running.merging import project_of

    steps.ready()
    record.step = "load"
    manifest = read_manifest(options.manifest, project_of(home)) if options.manifest else None
    before = registered(home)
    report = steps.load(options.paths, manifest, ())
    record.documents = counted(report, before, registered(home))
    record.left_out = left_out(ignored=len(report.found.ignored), waiting=len(report.found.unfinished))
    build_and_publish(home, steps, record)
    doubtful = not_whole_of(home, report.document_ids)
    say_not_whole(doubtful)
    record.not_whole = [
        as_told(name, uri, key, trouble, is_new=True)
        for (key, name, uri), trouble in troubles(report, doubtful).items()
    ]
    return 0 if report.is_whole and not doubtful else NOT_WHOLE


def build_and_publish(home: Home, steps: Steps, record: Record) -> None:
    """Build, publish, say in figures what the mart holds now, and take all that down."""
    from gongkai.running.answers import summary
    from gongkai.running.build import last_build
    from gongkai.running.figures import figures, new_findings
    from publish.mart import published_version

    record.step = "build"
    steps.build()
    record.step = "publish"
    built, before = last_build(home), published_version(home.mart_file)
    is_other = not (built and before) or (built.fingerprint, built.built_at) != (
        before.fingerprint,
        before.built_at,
    )
    found = new_findings(home) if built and is_other else []
    published = steps.publish()
    record.step = "done"
    version = published_version(home.mart_file)
    record.published = {
        "is_new": published.is_new,
        "mart": str(home.mart_file),
        "bytes": home.mart_file.stat().st_size,
        "project_version": version.project_version if version else None,
        "fingerprint": version.fingerprint if version else None,
        "built_at": version.built_at if version else None,
        "parquet": None
        if published.parquet_files is None
        else {"folder": str(home.parquet_dir / "current"), "files_changed": published.parquet_files},
        "postgresql": published.postgresql,
    }
    record.new_findings = [asdict(one) for one in found]
    record.mart = figures(home)
    say("", *summary(home))


def registered(home: Home) -> dict[str, Registered]:
    """The documents of the warehouse by id; none where nothing has been loaded."""
    if not home.build_file.exists():
        return {}
    with closing(duckdb.connect(str(home.build_file), read_only=True)) as connection:
        try:
            found = connection.execute(
                "select document_id, reader_version, superseded_by from raw.documents"
            ).fetchall()
        except duckdb.CatalogException:  # a load that was killed before it had made the tables
            return {}
    return {str(key): Registered(*rest) for key, *rest in found}


def counted(
    report: Report, before: Mapping[str, Registered], after: Mapping[str, Registered]
) -> dict[str, int]:
    """How many of the files that were loaded are new documents, new versions and so on."""
    counts = no_documents()
    replacing = {
        one.superseded_by
        for key, one in after.items()
        if one.superseded_by and (key not in before or before[key].superseded_by != one.superseded_by)
    }
    met: set[str] = set()
    for file in report.files:
        key = file.document_id
        if key in met:
            what = "duplicate"
        elif key not in after:
            what = "not_opened"
        elif key in replacing:
            what = "changed"
        elif key not in before:
            what = "new"
        else:
            what = "unchanged" if before[key] == after[key] else "reread"
        met.add(key)
        counts[what] += 1
    counts["superseded"] = sum(
        1
        for key, one in after.items()
        if one.superseded_by and (key not in before or before[key].superseded_by is None)
    )
    return counts


def no_documents() -> dict[str, int]:
    """What `counted` counts, all of it zero."""
    return dict.fromkeys(
        ("new", "changed", "reread", "unchanged", "duplicate", "not_opened", "superseded"), 0
    )


def left_out(waiting: int = 0, ignored: int = 0, forgotten: int = 0, gone: int = 0) -> dict[str, int]:
    """Files that were not loaded, by why."""
    return {"waiting": waiting, "ignored": ignored, "forgotten": forgotten, "gone": gone}


def troubles(report: Report, doubtful: Iterable[NotWhole]) -> dict[tuple[str, str, str], Trouble]:
    """What was not read wholly, in this load or as the mart says, by id, name and place of the document."""
    found: dict[tuple[str, str, str], Trouble] = {}
    told: set[str] = set()
    for file in report.files:
        if not file.is_whole and file.document_id not in told:
            doubt = file.doubts[0] if file.doubts else None
            why = (doubt.reason, doubt.place, doubt.remedy) if doubt else ("", "", "")
            found[file.document_id, file.file_name, file.source_uri] = Trouble(file.outcome, *why)
            told.add(file.document_id)
    for one in doubtful:
        if one.document_id not in told:
            key = (one.document_id, one.file_name, one.source_uri)
            found[key] = Trouble(one.outcome, one.reason, one.place, "")
    return found


def not_whole_of(home: Home, documents: Iterable[str]) -> list[NotWhole]:
    """Those of the documents that the mart says were not read wholly."""
    from gongkai.running.answers import not_whole

    return not_whole(home, documents)


def say_not_whole(doubtful: Sequence[NotWhole]) -> None:
    """Each with its reason and place."""
    if doubtful:
        say("未能完整读取 / not read wholly:")
    for document in doubtful:
        say(f"  {document.file_name}: {document.outcome}, {document.reason} ({document.place})")


def as_told(
    name: str, source_uri: str, document_id: str | None, trouble: Trouble, *, is_new: bool
) -> dict[str, Any]:
    """A document that was not read wholly, as `run.json` has it."""
    return {
        "file_name": name,
        "source_uri": source_uri,
        "document_id": document_id,
        **asdict(trouble),
        "is_new": is_new,
    }
