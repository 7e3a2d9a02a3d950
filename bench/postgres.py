"""The questions of `analyses/` on the same tables in PostgreSQL 15, beside DuckDB.

The server is one of its own: its data lie in a temporary folder that goes with it, it listens on a socket
there and nowhere else, has memory for all tables and keeps nothing for a crash (no fsync). Each table has a
primary key where a `..._key` column can be one, an index on every other column of keys, ids and codes, and is
analysed. A question runs as it stands, all in one session of psql: once to warm up and to keep its answer,
then to be timed. psql's time ends when it has all rows, as DuckDB's does when Python has them.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import duckdb

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
_USER = "postgres"
_PSQL = (PROGRAMS / "psql", "-Xq", "--csv", "-U", _USER, "-d", _USER)
_SETTINGS = "listen_addresses= fsync=off statement_timeout=60s shared_buffers=1GB work_mem=64MB"
_TYPES = {"VARCHAR": "text", "DOUBLE": "double precision"}
_SAME_TYPE = re.compile(r"SMALLINT|INTEGER|BIGINT|BOOLEAN|DATE|TIMESTAMP|DECIMAL\(\d+,\d+\)")
_NUMBER = re.compile(r".*INT|INTEGER|DOUBLE|DECIMAL.*")
_TIME = re.compile(r"Time: (\d+\.\d+) ms\b.*")
_INDEXED = ("_key", "_id", "_code")


@dataclass(slots=True)
class Answer:
    """What a question gave: milliseconds of each run, rows, sums of numeric columns; why it did not run."""

    took: list[float] = field(default_factory=list)
    rows: int = 0
    sums: dict[int, Decimal] = field(default_factory=dict)
    refused: str = ""

    def __str__(self) -> str:
        return f"{self.rows} rows, sums {', '.join(map(str, self.sums.values()))}"


def type_of(duckdb_type: str) -> str:
    """PostgreSQL's type for a type of DuckDB. Raises `ValueError` for one that no table of the mart has."""
    if duckdb_type not in _TYPES and not _SAME_TYPE.fullmatch(duckdb_type):
        raise ValueError(f"no type of PostgreSQL for {duckdb_type}")
    return _TYPES.get(duckdb_type, duckdb_type.lower())


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


@contextmanager
def server() -> Iterator[Path]:
    """A server with an empty database; the folder of its socket. It is stopped and its data removed."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        folder = Path(name)
        alone = ["setpriv", "--pdeathsig=INT"]  # ends when this process does
        if not os.geteuid():  # as root it would refuse to run
            shutil.chown(folder, _USER, _USER)
            alone += [f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups"]
        new = ("-U", _USER, "-A", "trust", "-N", "-E", "UTF8", "--locale=C.UTF-8")
        made = [*alone, PROGRAMS / "initdb", "-D", folder / "data", *new]
        subprocess.run(made, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        begun = [*alone, PROGRAMS / "postgres", "-D", folder / "data", "-k", folder]
        begun += [word for setting in _SETTINGS.split() for word in ("-c", setting)]
        log = folder / "log"
        with log.open("wb") as said:
            process = subprocess.Popen(begun, cwd=folder, stdout=said, stderr=said)
        try:
            until = time.monotonic() + 60
            while subprocess.run([PROGRAMS / "pg_isready", "-q", "-h", folder], check=False).returncode:
                if process.poll() is not None or time.monotonic() > until:
                    raise OSError(f"PostgreSQL does not start: {log.read_text()[-800:]}")
                time.sleep(0.1)
            yield folder
        finally:
            process.send_signal(signal.SIGINT)  # a fast shutdown: waits for no client
            process.wait()


def psql(folder: Path, script: Iterable[str], *, stop: bool) -> list[str]:
    """The lines that psql says to a script, in one session. May raise `CalledProcessError` on an error."""
    said = subprocess.check_output(
        [*_PSQL, "-h", folder, "-v", f"ON_ERROR_STOP={int(stop)}"],
        input="\n".join(script).encode(),
        cwd=folder,
        env={**os.environ, "PGCLIENTENCODING": "UTF8", "LC_ALL": "C.UTF-8"},
        stderr=None if stop else subprocess.DEVNULL,
    )
    return said.decode().splitlines()


def copied(mart: duckdb.DuckDBPyConnection, table: str, folder: Path) -> Iterator[str]:
    """The script that copies a table of the mart into the server, with its keys and indexes."""
    columns = mart.execute(f"describe mart.{table}").fetchall()
    mart.execute(f"copy mart.{table} to '{folder / table}.csv' (format csv, header false)")
    yield f"create table mart.{table} ({', '.join(f'{name} {type_of(kind)}' for name, kind, *_ in columns)});"
    yield f"\\copy mart.{table} from '{table}.csv' (format csv)"
    names = [name for name, *_ in columns if name.endswith(_INDEXED)]
    once = f"select count(*) = count(distinct {{}}) from mart.{table}"
    keys = (name for name in names if name.endswith("_key"))
    primary = next((key for key in keys if mart.execute(once.format(key)).fetchall() == [(True,)]), None)
    for name in names:
        made = "alter table {} add primary key ({});" if name == primary else "create index on {} ({});"
        yield made.format(f"mart.{table}", name)
    yield f"analyze mart.{table};"


def in_postgres(folder: Path, queries: Mapping[str, str], runs: int) -> dict[str, Answer]:
    """The answers of PostgreSQL in one session, their rows in a CSV file each."""
    script, answers = [], {name: Answer() for name in queries}
    for name, query in queries.items():
        script += [f"\\echo question {name}", f"\\o {name}.csv", f"{query}\n;", "\\o /dev/null"]
        script += ["\\if :ERROR", "\\echo refused :LAST_ERROR_MESSAGE", "\\else", "\\timing on"]
        script += [*[f"{query}\n;"] * runs, "\\timing off", "\\endif"]
    for line in psql(folder, script, stop=False):
        word, _, rest = line.partition(" ")
        if word == "question":
            answer = answers[rest]
        elif word == "refused":
            answer.refused = rest
        elif (took := milliseconds(line)) is not None:
            answer.took.append(took)
    return answers


def compare(mart: duckdb.DuckDBPyConnection, queries: Mapping[str, str], runs: int = 5) -> None:
    """Print the milliseconds of both over the questions that both run, and what they answer differently."""
    if not (PROGRAMS / "postgres").exists():
        print(f"PostgreSQL left out: no {PROGRAMS}, which Debian's package postgresql-15 installs")
        return
    ours = {name: in_duckdb(mart, query, runs) for name, query in queries.items()}
    with server() as folder:
        psql(folder, ["create schema mart;"], stop=True)
        for table in sorted(set(re.findall(r"\bmart\.(\w+)", " ".join(queries.values())))):
            psql(folder, copied(mart, table, folder), stop=True)
        theirs = in_postgres(folder, queries, runs)
        for name, answer in theirs.items():
            with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
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
