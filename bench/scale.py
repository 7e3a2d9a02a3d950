"""What many documents cost: loading, building and publishing them, then one more and twenty more.

Documents are invented (`documents.py`). Each command runs as it is used, in a process of its own; its CPU
seconds are those of all its processes, its memory is what they hold together at once (proportional set size,
looked at ten times a second). Then the models are timed one by one, on batches of two sizes and over all
documents, and the questions of `analyses/` on the published file, there and in PostgreSQL (`postgres.py`).

    python bench/scale.py                                 # 10, 100, 200 and 1,000 documents
    python bench/scale.py --sizes 10 50 --keep FOLDER     # keeps homes and documents there
"""

from __future__ import annotations

import argparse
import ctypes
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import documents
import postgres

from gongkai.batch.engine import Engine
from gongkai.batch.program import Program, Scope
from gongkai.running.compiling import compiled
from gongkai.running.home import PROJECT, Home, reading_mart
from gongkai.running.warehouse import open_build, write_rows

_COMMANDS = ("load", "build", "publish")
_ROOMS = {path.stem: path.parent.name for path in (PROJECT / "models").rglob("*.sql")}
_CHECKS = ("checks", "proofs", "findings")
_ADOPT_ORPHANS = 36
"""PR_SET_CHILD_SUBREAPER: workers that outlive their parent are counted here."""

_HELD = "".join(f"{f'{name} MB':>12}" for name in _COMMANDS)
_TURNS = 5
_FEWEST_SECONDS = 0.02
"""Below this an exponent says nothing."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command took: CPU seconds, seconds by the clock, megabytes at once."""

    cpu: float
    wall: float
    megabytes: int


def run(home: Home, *arguments: object) -> Cost:
    """Run `gongkai ARGUMENTS --home HOME` and count all its processes."""
    begin, before = time.monotonic(), _of_children()
    command = [sys.executable, "-m", "gongkai", *map(str, arguments), "--home", str(home.root)]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0
    while True:
        try:
            _, said = process.communicate(timeout=0.1)
            break
        except subprocess.TimeoutExpired:
            peak = max(peak, sum(_held(pid) for pid in _with_children(process.pid)))
    wall = time.monotonic() - begin
    _reap()
    if process.returncode:
        sys.exit(
            f"gongkai {arguments[0]} ends with {process.returncode}: {said.decode(errors='replace')[-800:]}"
        )
    return Cost(_of_children() - before, wall, peak >> 20)


def _of_children() -> float:
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def _reap() -> None:
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        return


def _with_children(pid: int) -> Iterator[int]:
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _with_children(int(child))
    except OSError:
        return


def _held(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in told.splitlines() if line.startswith("Pss:")), 0)


def whole(folder: Path, size: int) -> dict[str, Cost]:
    """Load, build and publish so many documents into a home of their own."""
    place = folder / f"documents-{size}"
    documents.written(place, 0, size)
    home = Home(folder / f"home-{size}")
    return {"load": run(home, "load", place), **_built(home)}


def more(folder: Path, size: int, first: int, count: int) -> dict[str, Cost]:
    """Some documents more on top of those."""
    paths = documents.written(folder / f"more-{size}-{first}", 100_000 + first, count)
    home = Home(folder / f"home-{size}")
    return {"load": run(home, "load", *paths), **_built(home)}


def _built(home: Home) -> dict[str, Cost]:
    return {"build": run(home, "build", "--no-second-reader"), "publish": run(home, "publish")}


def row(name: str, costs: dict[str, Cost]) -> float:
    """Print one line of the table; the CPU seconds in all."""
    cpu = sum(cost.cpu for cost in costs.values())
    each = "".join(f"{costs[command].cpu:9.1f}" for command in _COMMANDS)
    wall = sum(cost.wall for cost in costs.values())
    held = "".join(f"{costs[command].megabytes:12}" for command in _COMMANDS)
    print(f"{name:24}{each}{cpu:9.1f}{wall:9.1f}{held}", flush=True)
    return cpu


def seconds_of_models(home: Home, program: Program, scope: Scope, count: int) -> dict[str, float]:
    """CPU seconds of each model of a scope on a batch of so many documents."""
    connection = open_build(home)
    try:
        keys = [key for (key,) in connection.execute(_KEYS, [count]).fetchall()]
        with tempfile.TemporaryDirectory() as name:
            rows = Path(name)
            write_rows(connection, program, scope, keys, rows)
            with closing(Engine(program, scope, rows)) as engine:
                return engine.timed(rows)
    finally:
        connection.close()


_KEYS = "select document_id from built.documents order by jurisdiction_code, document_id limit ?"


def seconds_of_corpus(home: Home, program: Program) -> dict[str, float]:
    """CPU seconds of each model that needs all documents."""
    took = {}
    connection = open_build(home)
    try:
        for model in program.models_of(Scope.CORPUS):
            before = time.process_time()
            connection.execute(model.statement)
            took[model.name] = time.process_time() - before
    finally:
        connection.close()
    return took


def exponents(small: dict[str, float], large: dict[str, float], times: float) -> dict[str, float]:
    """With which power of the number of documents each model grows."""
    return {
        name: math.log(large[name] / max(small[name], 1e-4)) / math.log(times)
        for name in large
        if large[name] > _FEWEST_SECONDS
    }


def questions(home: Home) -> None:
    """Print how long the questions take on the published file, and those that PostgreSQL runs there."""
    took = []
    queries = postgres.questions()
    with reading_mart(home) as mart:
        for query in queries.values():
            for _ in range(5):
                begin = time.perf_counter()
                mart.execute(query).fetchall()
                took.append(1000 * (time.perf_counter() - begin))
        cuts = statistics.quantiles(took, n=20)
        print(f"questions, ms: p50 {statistics.median(took):.1f}, p95 {cuts[-1]:.1f}, most {max(took):.1f}")
    postgres.compare(home.mart_file, queries)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what each size costs, what one and twenty more do, and how models grow."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=[10, 100, 200, 1000])
    parser.add_argument("--keep", type=Path, help="a folder for documents and homes")
    options = parser.parse_args(arguments)
    ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        program = compiled(Home(folder / "home"))
        measured(folder, program, sorted(options.sizes))
    return 0


def measured(folder: Path, program: Program, sizes: Sequence[int]) -> None:
    """Print the tables."""
    print(f"{'CPU seconds':24}" + "".join(f"{name:>9}" for name in (*_COMMANDS, "all", "wall s")) + _HELD)
    for size in sizes:
        row(f"{size} documents", whole(folder, size))
        row("  one more", more(folder, size, 1, 1))
        row("  twenty more", more(folder, size, 2, 20))
        home = Home(folder / f"home-{size}")
        files = {path.name: path.stat().st_size / 2**20 for path in (home.build_file, home.mart_file)}
        print("  MB: " + ", ".join(f"{name} {megabytes:.0f}" for name, megabytes in files.items()))
    smallest, largest = sizes[0], sizes[-1]
    one_more_in_turns(folder, smallest, largest)
    home = Home(folder / f"home-{largest}")
    count = min(200, largest)
    checks = all_models = 0.0
    for scope in (Scope.DOCUMENT, Scope.JURISDICTION):
        small, large = (seconds_of_models(home, program, scope, number) for number in (count // 10, count))
        checks += sum(seconds for name, seconds in large.items() if _ROOMS[name] in _CHECKS)
        all_models += sum(large.values())
        report(f"models of a {scope.value}, {count // 10} and {count} documents in a batch", small, large, 10)
    print(f"checks, proofs and findings: {checks / all_models:.1%} of the models")
    if len(sizes) > 1:
        before = Home(folder / f"home-{sizes[-2]}")
        small, large = seconds_of_corpus(before, program), seconds_of_corpus(home, program)
        report(f"models of all documents, {sizes[-2]} and {largest}", small, large, largest / sizes[-2])
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        found = mart.execute("select count(*) from rpt_budget_lines").fetchone()
        print(f"amounts: {found[0] if found else 0}")
    questions(home)


def one_more_in_turns(folder: Path, *sizes: int) -> None:
    """Print the ratio of what one more costs at two sizes, the median of turns: a machine has its moods."""
    turns = [
        [row(f"one more at {size}, turn {turn + 1}", more(folder, size, 50 + turn, 1)) for size in sizes]
        for turn in range(_TURNS)
    ]
    print(f"one more at {sizes[1]} / at {sizes[0]}: {statistics.median(b / a for a, b in turns):.2f}")


def report(title: str, small: dict[str, float], large: dict[str, float], times: float) -> None:
    """Print the whole, the fastest growing and the slowest models."""
    growing = sorted(exponents(small, large, times).items(), key=lambda item: -item[1])
    print(f"\n{title}: {sum(small.values()):.1f} and {sum(large.values()):.1f} s")
    print("  grow fastest: " + ", ".join(f"{name} {power:.2f}" for name, power in growing[:8]))
    slowest = sorted(large.items(), key=lambda item: -item[1])[:8]
    print("  slowest, s: " + ", ".join(f"{name} {took:.2f}" for name, took in slowest))


if __name__ == "__main__":
    raise SystemExit(main())
