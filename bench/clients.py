"""The published mart in other clients: the same figures in DuckDB 1.2, 1.5 and 2.0, in polars and in pandas.

    python bench/clients.py HOME [--keep DIR]

Makes an environment for each client (below DIR, else in a folder that goes afterwards), opens the published
file there read-only and compares with what the project's own DuckDB says: rows of every table, sums of every
numeric column, how many values each column has, and the answers to all questions of `analyses/`. Exports each
table with money as parquet, and compares what polars and pandas add up there. Ends with 1 if any differs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import venv
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb

from gongkai.cli import main as gongkai
from gongkai.running.answers import ANALYSES

DATABASES = ("1.2.*", "1.3.*", "1.4.*", "1.5.*", "2.0.*")
FRAMES = ("polars", "pandas")
_MONEY = ("rpt_", "fct_")

_IN_DUCKDB = """
import hashlib, json, pathlib, sys, duckdb
mart = duckdb.connect(sys.argv[1], read_only=True)
columns = {}
for table, column, kind in mart.execute(
    "select table_name, column_name, data_type from information_schema.columns"
    " where table_catalog = 'mart' order by table_name, ordinal_position"
).fetchall():
    columns.setdefault(table, []).append((column, kind))
told = {}
for table, found in columns.items():
    parts = ["count(*)"]
    for column, kind in found:
        is_number = kind.startswith(("DECIMAL", "INT", "BIGINT"))
        parts.append(f'count("{column}")')
        parts.append(f'sum("{column}")' if is_number else f'max(cast("{column}" as varchar))')
    row = mart.execute(f"select {', '.join(parts)} from mart.{table}").fetchone()
    told[table] = [str(value) for value in row]
for path in sorted(pathlib.Path(sys.argv[2]).glob("*.sql")):
    rows = sorted(map(repr, mart.execute(path.read_text(encoding="utf-8")).fetchall()))
    told["ask " + path.stem] = [str(len(rows)), hashlib.sha256("\\n".join(rows).encode()).hexdigest()]
print(json.dumps({"version": duckdb.__version__, "told": told}))
"""
_SUMS = """
import decimal, json, pathlib, sys
told = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.parquet")):
    frame = library.read_parquet(path)
    sums = {}
    for column in frame.columns:
        values = [value for value in frame[column].LIST() if isinstance(value, decimal.Decimal)]
        if values:
            sums[column] = str(sum(values))
    told[path.stem] = [str(len(frame)), sums]
print(json.dumps({"version": library.__version__, "told": told}))
"""
_IN_FRAMES = {
    "polars": "import polars as library" + _SUMS.replace("LIST", "to_list"),
    "pandas": "import pandas as library"
    + _SUMS.replace("LIST", "tolist").replace(
        "read_parquet(path)", 'read_parquet(path, dtype_backend="pyarrow")'
    ),
}


def environment(folder: Path, *requirements: str) -> Path:
    """The Python of an environment that has these packages."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements]
        subprocess.run(command, check=True)
    return python


def said(python: Path | str, program: str, *arguments: Path) -> dict[str, Any]:
    """What a program says there, which is JSON."""
    command = [str(python), "-c", program, *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def differing(ours: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    """Names of what is not the same."""
    return sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))


def told(client: str, started: float, ours: dict[str, Any], found: dict[str, Any]) -> bool:
    """Print a line on a client; whether it says the same."""
    wrong = differing(ours, found["told"])
    verdict = f"differs in {', '.join(wrong)}" if wrong else f"{len(ours)} the same"
    print(f"{client:8} {found['version']:10} {verdict} ({time.monotonic() - started:.1f} s)")
    return not wrong


def exported(home: Path, folder: Path, tables: list[str]) -> None:
    """Write tables as parquet into a folder."""
    folder.mkdir()
    names = [table for table in tables if table.startswith(_MONEY)]
    command = ["export", *names, "--format", "parquet", "--output", str(folder), "--home", str(home)]
    with redirect_stdout(StringIO()):
        code = gongkai(command)
    if code:
        raise SystemExit(code)


def compare(home: Path, place: Path) -> bool:
    """Compare all clients; whether they say the same."""
    mart = home / "published" / "mart.duckdb"
    ours = said(sys.executable, _IN_DUCKDB, mart, ANALYSES)
    print(f"{'ours':8} {ours['version']:10} {len(ours['told'])} tables and answers")
    same = []
    for version in DATABASES:
        python = environment(place / f"duckdb-{version.removesuffix('.*')}", f"duckdb=={version}")
        started = time.monotonic()
        same.append(told("duckdb", started, ours["told"], said(python, _IN_DUCKDB, mart, ANALYSES)))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "exported"
        exported(home, folder, [name for name in ours["told"] if " " not in name])
        sums = said(sys.executable, _IN_FRAMES["polars"], folder)["told"]
        wrong = differing(sums, _from_mart(mart, sums))
        print(f"exports  {'':10} {f'differ in {wrong}' if wrong else f'{len(sums)} the same as the mart'}")
        same.append(not wrong)
        for name in FRAMES:
            python = environment(place / name, name, "pyarrow")
            started = time.monotonic()
            same.append(told(name, started, sums, said(python, _IN_FRAMES[name], folder)))
    return all(same)


def _from_mart(mart: Path, sums: dict[str, Any]) -> dict[str, Any]:
    found = {}
    with duckdb.connect(str(mart), read_only=True) as connection:
        for table, (_, columns) in sums.items():
            parts = ", ".join(["count(*)", *(f'sum("{column}")' for column in columns)])
            count, *added = connection.execute(f"select {parts} from mart.{table}").fetchall()[0]
            found[table] = [str(count), dict(zip(columns, map(str, added), strict=True))]
    return found


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("home", type=Path)
    parser.add_argument("--keep", type=Path, help="where environments are kept for the next time")
    options = parser.parse_args()
    if options.keep:
        return 0 if compare(options.home, options.keep) else 1
    with tempfile.TemporaryDirectory() as place:
        return 0 if compare(options.home, Path(place)) else 1


if __name__ == "__main__":
    sys.exit(main())
