"""What a site of many documents costs: rows of a published mart once more under other keys, then its pages.

python bench/pagesize.py home/published/mart.duckdb                # 1,000 documents
python bench/pagesize.py MART --documents 100 --keep FOLDER        # keeps the mart and the site there
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from publish.site.writing import write_site

# Keys of what is shared by all documents; every other key is that of a copy.
_SHARED = re.compile(
    "(jurisdiction|statement|function|economic|economic_government|funding_source|fiscal_year|stage|line_kind"
    "|expenditure_nature|cost_category|horizon|measurement_unit|indicator_category|revenue_category)_key"
)
_OWN = ("dim_budget_unit", "dim_project", "rpt_budget_execution")
_NAMES = ("unit_name", "unit_name_resolved")


def multiplied(mart: Path, copies: int) -> None:
    """Put `copies` further copies of all documents and units into a mart."""
    with duckdb.connect(str(mart)) as connection:
        tables = connection.execute(
            "select table_name, list(column_name order by column_index) from duckdb_columns() group by all"
        ).fetchall()
        for table, columns in tables:
            if "document_key" in columns or table in _OWN:
                changed = ", ".join(map(_changed, columns))
                members = "where unit_role is not null" if table == "dim_budget_unit" else ""
                connection.execute(
                    f"insert into {table} select {changed}"
                    f" from (from {table} {members}), range(1, {copies + 1}) as copies(number)"
                )


def _changed(column: str) -> str:
    if column in ("cell_id", "document_id") or column.endswith("_cell_id"):
        return f"printf('%08x', number) || substr({column}, 9)"
    if column.endswith("_key") and not _SHARED.fullmatch(column):
        return f"if({column} is null, null, md5({column} || number))"
    return f"{column} || number" if column in _NAMES else f'"{column}"'


def main() -> None:
    """Multiply, write, tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mart", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        mart = folder / "mart.duckdb"
        shutil.copyfile(options.mart, mart)
        with duckdb.connect(str(mart), read_only=True) as connection:
            (held,), *_ = connection.execute("select count(*) from dim_document").fetchall()
        multiplied(mart, -(-options.documents // held) - 1)
        began, cpu = time.monotonic(), time.process_time()
        site = write_site(mart, folder / "site")
        cpu, took = time.process_time() - cpu, time.monotonic() - began
        files = [path.stat().st_size for path in site.folder.rglob("*") if path.is_file()]
        held_at_once = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        print(
            f"{site.documents} documents, {site.units} units: {cpu:.1f} CPU s, {took:.1f} s,"
            f" {sum(files) / 1e6:.0f} MB in {len(files)} files, {held_at_once} MB at once"
        )


if __name__ == "__main__":
    main()
