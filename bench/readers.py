"""What readers see of the published file, the parquet files and PostgreSQL while builds go on.

Each `gongkai run` takes a new version of a document in and publishes into all three. Meanwhile three readers
ask every 50 ms for the version and for sums of tables, in one query. Whatever fails, and any version that was
seen with two answers, is printed, and the exit code is 1. PostgreSQL 15 is needed (`.ci/postgresql`).

    python bench/readers.py --builds 10
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import asyncpg
import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import pgserver
from gongkai.running.home import PROJECT, Home

_PAUSE = 0.05
_TABLES = ("fct_function_expenditure", "rpt_expenditure", "dim_document", "qc_finding")
_SAMPLES = sorted(
    path
    for path in (PROJECT / "samples").iterdir()
    if path.suffix in {".xlsx", ".txt", ".md", ".pdf"} and path.name != "README.md"
)

Answer = tuple[Any, ...]


def _query(place: str) -> str:
    """Version, rows of some tables, and a sum of money: all of one version, or mixed."""
    counts = ", ".join(f"(select count(*) from {place.format(table)})" for table in _TABLES)
    return (
        f"select (select cast(built_at as varchar) from {place.format('version')}), {counts},"
        f" (select cast(sum(amount_cny) as varchar) from {place.format('rpt_expenditure')})"
    )


def _file(mart: Path) -> Callable[[], Answer]:
    query = _query("mart.{}")

    def ask() -> Answer:
        with duckdb.connect(str(mart), read_only=True) as connection:
            return connection.execute(query).fetchall()[0]

    return ask


def _parquet(current: Path) -> Callable[[], Answer]:
    def ask() -> Answer:
        version = current.resolve()  # as docs/parquet.md has it for whoever must not mix two versions
        return duckdb.sql(_query(f"read_parquet('{version}/{{}}/**/*.parquet')")).fetchall()[0]

    return ask


def _postgresql(address: str) -> Callable[[], Answer]:
    query = _query("gongkai.{}")
    loop = asyncio.new_event_loop()
    connection = loop.run_until_complete(asyncpg.connect(address))

    def ask() -> Answer:
        return tuple(loop.run_until_complete(connection.fetchrow(query)))

    return ask


def _read(kind: Callable[[Any], Callable[[], Answer]], place: Any, told: Connection) -> None:
    """Ask until something is sent; then tell polls, failures, and the versions with their answers."""
    ask = kind(place)
    polls, failed, seen = 0, [], {}
    while not told.poll(_PAUSE):
        polls += 1
        try:
            version, *found = ask()
            seen.setdefault(version, set()).add(tuple(found))
        except Exception as error:
            failed.append(f"{type(error).__name__}: {error}")
    told.send((polls, failed, seen))


def _run(home: Path, address: str, documents: list[Path]) -> None:
    program = [sys.executable, "-m", "gongkai", "run", *map(str, documents), "--home", str(home)]
    done = subprocess.run([*program, "--to", address], cwd=PROJECT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def main() -> int:
    """Builds under the eyes of three readers; 0 where none saw anything but whole versions."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--builds", type=int, default=10)
    given = options.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as name, pgserver.server() as server:
        home = Home(Path(name) / "home")
        text = next(path for path in _SAMPLES if path.suffix == ".txt")
        versions = [text.read_text(encoding="utf-8") + "\n" * number for number in range(given.builds + 1)]
        changing = Path(name) / text.name
        changing.write_text(versions[0], encoding="utf-8")
        _run(home.root, server.address, [*_SAMPLES, changing])
        places = {
            "file": (_file, home.mart_file),
            "parquet": (_parquet, home.parquet_dir / "current"),
            "PostgreSQL": (_postgresql, server.address),
        }
        spawned = multiprocessing.get_context("spawn")
        readers = {}
        for what, (kind, place) in places.items():
            ours, theirs = spawned.Pipe()
            process = spawned.Process(target=_read, args=(kind, place, theirs), daemon=True)
            process.start()
            readers[what] = (process, ours)
        begin = time.monotonic()
        for number in range(1, given.builds + 1):
            changing.write_text(versions[number], encoding="utf-8")
            _run(home.root, server.address, [_SAMPLES[number % len(_SAMPLES)], changing])
            print(f"{number}/{given.builds} builds, {time.monotonic() - begin:.0f} s", flush=True)
        for what, (process, ours) in readers.items():
            ours.send("enough")
            polls, failed, seen = ours.recv()
            process.join()
            mixed = [version for version, answers in seen.items() if len(answers) > 1]
            bad += len(failed) + len(mixed)
            print(f"{what}: {polls} polls, {len(failed)} failed, {len(seen)} versions, {len(mixed)} mixed")
            for line in sorted(set(failed))[:10]:
                print("  ", line)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
