"""What a build of many documents costs, by room and by model, and what share of it the checks take.

Documents are read and built once; then their raw rows are copied under other ids, each copy with the name
of another place in all its texts, so that its unit is another unit, and everything is built once more from
nothing. All figures are CPU seconds of this process and its children; reading and second reading of so many
documents are those of the documents read, times the copies.

    python bench/scale.py PATH... --documents 1000
    python bench/scale.py --home HOME --documents 1000    # a home that is built; reading is not counted
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gongkai.running import second
from gongkai.running.build import build
from gongkai.running.dbt_run import BUILD_FILE_VARIABLE
from gongkai.running.home import PROJECT, Home
from gongkai.running.loading import load

CHECKS = ("checks", "proofs", "findings")
_TEXTS = {
    "documents": {"file_name": "concat(copies.copy_id, '-', originals.file_name)"},
    "tables": {"table_name": "replace(originals.table_name, copies.place, copies.other_place)"},
    "rows": {
        "cells": "list_transform(originals.cells, cell -> replace(cell, copies.place, copies.other_place))"
    },
    "lines": {"line_text": "replace(originals.line_text, copies.place, copies.other_place)"},
    "second_readings": {"piece_text": "replace(originals.piece_text, copies.place, copies.other_place)"},
    "left_out": {},
    "outcomes": {},
    "manifest": {},
}
_PLACES = """
select right(jurisdiction_name, 1) as ending, list(jurisdiction_name order by jurisdiction_code)
from (
    select jurisdiction_name, min(jurisdiction_code) as jurisdiction_code
    from seed.code_jurisdiction
    where level <> 'province' and length(jurisdiction_name) = 3
    group by jurisdiction_name having count(*) = 1
)
group by all
"""
_PUBLISHERS = """
select document_id, coalesce(jurisdiction_name, unit_name, document_id)
from mart.dim_document where is_current order by document_id
"""


@dataclass(slots=True)
class Spent:
    """CPU seconds of the nodes of one build: models by room and by name, tests by room."""

    rooms: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    tests: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    models: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    whole: float = 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what each room and the slowest models took, and the share of the checks."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--home", type=Path, help="a home that is built; it is copied, not changed")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--models", type=int, default=20, help="how many of the slowest models are listed")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        reading = rereading = 0.0
        if options.home:
            shutil.copytree(options.home, home.root)
        else:
            before = cpu_seconds()
            load(home, options.paths)
            reading = cpu_seconds() - before
            build(home, second_reader=False)
            before = cpu_seconds()
            second.read(home, lambda _: None)
            rereading = cpu_seconds() - before
        times = copied(home, options.documents)
        spent = measured(home)
    report(spent, reading * times, rereading * times, options.models)
    return 0


def cpu_seconds() -> float:
    """What this process and its ended children have taken so far."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def copied(home: Home, wanted: int) -> float:
    """Write copies of the documents until there are as many as wanted; how many times as many they are."""
    connection = duckdb.connect(str(home.build_file))
    try:
        documents = connection.execute(_PUBLISHERS).fetchall()
        places = dict(connection.execute(_PLACES).fetchall())
        copies = [
            (document_id, f"copy{number:04}{place_no:04}", place, _other_place(place, place_no, places))
            for number, (document_id, place) in enumerate(documents)
            for place_no in range(_copies_of(number, len(documents), wanted))
        ]
        connection.execute(
            "create temp table copies"
            " (document_id varchar, copy_id varchar, place varchar, other_place varchar)"
        )
        connection.executemany("insert into copies values (?, ?, ?, ?)", copies)
        for table, texts in _TEXTS.items():
            changed = ", ".join(f"{text} as {column}" for column, text in texts.items())
            connection.execute(
                f"insert into raw.{table} by name select originals.* replace (copies.copy_id as document_id"
                f"{', ' if changed else ''}{changed})"
                f" from raw.{table} as originals inner join copies using (document_id)"
            )
    finally:
        connection.close()
    print(f"{len(documents) + len(copies)} documents", flush=True)
    return (len(documents) + len(copies)) / len(documents)


def _copies_of(number: int, documents: int, wanted: int) -> int:
    each, more = divmod(max(0, wanted - documents), documents)
    return each + (number < more)


def _other_place(place: str, place_no: int, places: Mapping[str, Sequence[str]]) -> str:
    """A place with the same last character; a name that is none has a place put before it."""
    like = places.get(place[-1])
    if like is None:
        return places["县"][place_no % len(places["县"])] + place
    return like[place_no % len(like)]


def measured(home: Home) -> Spent:
    """Build everything anew, node by node, and take the time of each."""
    spent = Spent()
    started: dict[str, float] = {}
    rooms: dict[str, str] = {}

    def on_event(event: object) -> None:
        name = event.info.name  # type: ignore[attr-defined]
        if name not in ("NodeStart", "NodeFinished"):
            return
        node = event.data.node_info  # type: ignore[attr-defined]
        if name == "NodeStart":
            started[node.unique_id] = cpu_seconds()
            return
        took = cpu_seconds() - started[node.unique_id]
        room = rooms.get(node.unique_id, "-")
        if node.resource_type == "model":
            spent.models[node.node_name] += took
            spent.rooms[room] += took
        else:
            spent.tests[room] += took

    os.environ[BUILD_FILE_VARIABLE] = str(home.build_file.resolve())
    where = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    where += ["--target-path", str(home.target_dir.resolve()), "--log-path", str(home.log_dir.resolve())]
    quiet = ["--log-level", "none", "--log-level-file", "none"]
    before = cpu_seconds()
    parsed = dbtRunner().invoke([*quiet, "parse", "--no-write-json", *where])
    assert isinstance(parsed.result, Manifest)
    rooms.update(rooms_of(parsed.result))
    runner = dbtRunner(manifest=parsed.result, callbacks=[on_event])
    outcome = runner.invoke([*quiet, "build", "--exclude-resource-type", "unit_test", *where])
    spent.whole = cpu_seconds() - before
    if not outcome.success:
        print("the build ended with failures", file=sys.stderr)
    return spent


def rooms_of(manifest: Manifest) -> dict[str, str]:
    """The folder of each model, and of each test that of the model it is written for."""
    rooms: dict[str, str] = defaultdict(lambda: "-")
    for unique_id, node in manifest.nodes.items():
        owner = manifest.nodes.get(getattr(node, "attached_node", None) or unique_id, node)
        rooms[unique_id] = owner.fqn[-2] if len(owner.fqn) > 2 else "-"
    return rooms


def report(spent: Spent, reading: float, rereading: float, most: int) -> None:
    """Rooms, the slowest models, and the share of the checks of everything."""
    print(f"\n{'CPU seconds':42}{'models':>9}{'tests':>9}")
    both = {room: spent.rooms[room] + spent.tests[room] for room in {*spent.rooms, *spent.tests}}
    for room in sorted(both, key=lambda room: -both[room]):
        print(f"{room:42}{spent.rooms[room]:9.1f}{spent.tests[room]:9.1f}")
    print(f"{'all nodes':42}{sum(spent.rooms.values()):9.1f}{sum(spent.tests.values()):9.1f}")
    print("\nslowest models")
    for model, took in sorted(spent.models.items(), key=lambda item: -item[1])[:most]:
        print(f"{model:42}{took:9.1f}")
    checks = sum(spent.rooms[room] + spent.tests[room] for room in CHECKS)
    whole = spent.whole + reading
    print()
    for name, took in (("reading", reading), ("build", spent.whole), ("second reading", rereading)):
        print(f"{name:42}{took:9.1f}")
    print(f"{'checks':42}{checks:9.1f}   {checks / whole:.1%} of reading and build")
    with_both = (checks + rereading) / (whole + rereading)
    print(f"{'checks and second reading':42}{checks + rereading:9.1f}   {with_both:.1%} of all")


if __name__ == "__main__":
    raise SystemExit(main())
