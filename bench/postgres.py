"""The questions of `analyses/` on the same tables in PostgreSQL 15, beside DuckDB.

The server is one of its own (`pgserver`) with memory for all tables, and holds the mart as `gongkai publish
--to … --schema mart` writes it. A question runs as it stands, all in one session of psql: once to warm up and
to keep its answer, then to be timed. psql's time ends when it has all rows, as DuckDB's does when Python has
them.
"""

from __future__ import annotations

import argparse
import csv
import re
import statistics
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import duckdb
import pgserver

from gongkai.running.home import PROJECT
from publish.mart import connect
from publish.postgresql.address import READER, address
from publish.postgresql.publishing import publish_postgresql

_MODELS = PROJECT / "models" / "marts"
_NUMBER = re.compile(r".*INT|INTEGER|DOUBLE|DECIMAL.*")
_TIME = re.compile(r"Time: (\d+\.\d+) ms\b.*")


@dataclass(slots=True)
class Answer:
    """What a question gave: milliseconds of each run, rows, sums of numeric columns; why it did not run."""

    took: list[float] = field(default_factory=list)
    rows: int = 0
    sums: dict[int, Decimal] = field(default_factory=dict)
    refused: str = ""

    def __str__(self) -> str:
        return f"{self.rows} rows, sums {', '.join(map(str, self.sums.values()))}"


def milliseconds(line: str) -> float | None:
    r"""Milliseconds that a line of psql's `\timing` tells; None for any other line."""
    found = _TIME.fullmatch(line.strip())
    return float(found[1]) if found else None


def sums(rows: Iterable[Sequence[object]], numeric: Iterable[int]) -> dict[int, Decimal]:
    """The sums of the columns in those places; NULL and nothing count as 0."""
    found = dict.fromkeys(numeric, Decimal(0))
    for row in rows:
        for place in found:
            if row[place] not in (None, ""):
                found[place] += Decimal(str(row[place]))
    return found


def in_duckdb(mart: duckdb.DuckDBPyConnection, query: str, runs: int) -> Answer:
    """The answer of DuckDB, warmed up once as well."""
    rows = mart.execute(query).fetchall()
    kinds = [str(column[1]) for column in mart.description or ()]
    numeric = [place for place, kind in enumerate(kinds) if _NUMBER.fullmatch(kind)]
    answer = Answer(rows=len(rows), sums=sums(rows, numeric))
    for _ in range(runs):
        begin = time.perf_counter()
        mart.execute(query).fetchall()
        answer.took.append(1000 * (time.perf_counter() - begin))
    return answer


def in_postgres(server: pgserver.Server, queries: Mapping[str, str], runs: int) -> dict[str, Answer]:
    """The answers of PostgreSQL in one session, their rows in a CSV file each."""
    script, answers = [], {name: Answer() for name in queries}
    for name, query in queries.items():
        script += [f"\\echo question {name}", f"\\o {name}.csv", f"{query}\n;", "\\o /dev/null"]
        script += ["\\if :ERROR", "\\echo refused :LAST_ERROR_MESSAGE", "\\else", "\\timing on"]
        script += [*[f"{query}\n;"] * runs, "\\timing off", "\\endif"]
    for line in server.psql(script, stop=False):
        word, _, rest = line.partition(" ")
        if word == "question":
            answer = answers[rest]
        elif word == "refused":
            answer.refused = rest
        elif (took := milliseconds(line)) is not None:
            answer.took.append(took)
    return answers


def compare(mart_file: Path, queries: Mapping[str, str], runs: int = 5) -> None:
    """Print the milliseconds of both over the questions that both run, and what they answer differently."""
    if not pgserver.is_installed():
        print(f"PostgreSQL left out: no {pgserver.PROGRAMS}, which Debian's package postgresql-15 installs")
        return
    with connect(mart_file) as mart:
        ours = {name: in_duckdb(mart, query, runs) for name, query in queries.items()}
    with pgserver.server() as server:
        begin = time.perf_counter()
        publish_postgresql(mart_file, address(server.address), "mart", READER, _MODELS)
        print(f"published into PostgreSQL in {time.perf_counter() - begin:.1f} s")
        theirs = in_postgres(server, queries, runs)
        for name, answer in theirs.items():
            with (server.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))[1:]
            answer.rows, answer.sums = len(rows), sums(rows, ours[name].sums)
    report(ours, theirs)


def report(ours: Mapping[str, Answer], theirs: Mapping[str, Answer]) -> None:
    """Print the comparison of DuckDB's answers with PostgreSQL's."""
    both = [name for name in ours if not theirs[name].refused]
    if both:
        cuts = []
        for answers in (ours, theirs):
            took = [run for name in both for run in answers[name].took]
            cuts.append(f"p50 {statistics.median(took):.1f}, p95 {statistics.quantiles(took, n=20)[-1]:.1f}")
        ratios = [statistics.median(theirs[name].took) / statistics.median(ours[name].took) for name in both]
        print(
            f"questions, ms: DuckDB {cuts[0]}; PostgreSQL 15 {cuts[1]}; "
            f"{len(both)} of {len(ours)} questions run in both, "
            f"PostgreSQL / DuckDB median ratio {statistics.median(ratios):.2f}"
        )
    for name, answer in theirs.items():
        if answer.refused:
            print(f"  not in PostgreSQL: {name} ({answer.refused})")
        elif (answer.rows, answer.sums) != (ours[name].rows, ours[name].sums):
            print(f"  differs: {name}: DuckDB {ours[name]}; PostgreSQL {answer}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare on a published file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("mart_file", metavar="FILE", type=Path, help="a published mart.duckdb")
    compare(parser.parse_args(arguments).mart_file, questions())
    return 0


def questions() -> dict[str, str]:
    """The text of each file of `analyses/`, by name."""
    paths = sorted((PROJECT / "analyses").glob("*.sql"))
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


if __name__ == "__main__":
    raise SystemExit(main())
