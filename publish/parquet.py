"""The published mart once more as parquet files: what has not changed since the last time is kept.

    published/parquet/current/dim_document.parquet
    published/parquet/current/rpt_budget_lines/year=2024/province=61/part.parquet
    published/parquet/current/manifest.json

`current` names a version that is written as a whole and swapped in at once; files of the version before stay
until the next one, so that whoever reads them reads on, unless a document of it is gone by now. Tables with
many rows are parted by the year and the province of their documents (0 and 00 where these are not known),
which engines read as columns.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from publish.mart import SCHEMA, PublishError, Version, connect, published_version

_LARGE = 50_000
"""Rows from which a table is parted."""

_CURRENT, _MANIFEST = "current", "manifest.json"

_PLACED = """
create or replace temp table placed as
select
    document_key,
    coalesce(cast(fiscal_year as varchar), '0') as year,
    coalesce(substr(jurisdiction_code, 1, 2), '00') as province
from mart.dim_document
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a table: path below the version, rows, bytes, SHA-256, and a number for what the rows say."""

    path: str
    rows: int
    bytes: int
    sha256: str
    content: str


def publish_parquet(mart_file: Path, folder: Path) -> int:
    """Write the tables of a published mart into a folder; returns how many files had to be written.

    Nothing is touched where this mart is there already. Raises `PublishError`.
    """
    version = published_version(mart_file)
    if version is None:
        raise PublishError(f"{mart_file} holds no mart")
    before = _manifest(folder / _CURRENT)
    if before.get("version") == asdict(version):
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{os.getpid()}"
    _remove_strangers(folder)
    try:
        with connect(mart_file) as mart:
            written = _Writing(mart, folder / _CURRENT, before, fresh).write(version)
            keeps = not _is_gone(mart, folder / _CURRENT)
        _swap(folder, fresh, keeps)
    except (duckdb.Error, OSError) as error:
        raise PublishError(str(error)) from error
    finally:
        _remove_strangers(folder)
    return written


class _Writing:
    """One version under way."""

    def __init__(
        self, mart: duckdb.DuckDBPyConnection, old: Path, before: dict[str, Any], fresh: Path
    ) -> None:
        self._mart, self._old, self._fresh = mart, old, fresh
        self._known = {
            part["path"]: Part(**part) for table in before.get("tables", []) for part in table["files"]
        }
        self._written = 0

    def write(self, version: Version) -> int:
        """All tables and the manifest; how many files are new."""
        self._fresh.mkdir()
        self._mart.execute(_PLACED)
        tables = [self._table(name, comment) for name, comment in self._tables()]
        content = json.dumps(
            {"version": asdict(version), "tables": tables}, ensure_ascii=False, indent=1, default=str
        )
        (self._fresh / _MANIFEST).write_text(content + "\n", encoding="utf-8")
        return self._written

    def _tables(self) -> list[tuple[str, str | None]]:
        return self._mart.execute(
            "select table_name, comment from duckdb_tables()"
            " where database_name = ? and not temporary order by table_name",
            [SCHEMA],
        ).fetchall()

    def _table(self, name: str, comment: str | None) -> dict[str, Any]:
        columns = self._mart.execute(
            "select column_name, data_type, comment from duckdb_columns()"
            " where database_name = ? and table_name = ? order by column_index",
            [SCHEMA, name],
        ).fetchall()
        files = [
            self._part(name, path, where, comment, rows, content)
            for path, where, rows, content in self._parts(name, {column for column, *_ in columns})
        ]
        return {
            "name": name,
            "description": comment,
            "columns": [
                {"name": column, "type": data_type, "description": told}
                for column, data_type, told in columns
            ],
            "rows": sum(part.rows for part in files),
            "files": [asdict(part) for part in files],
        }

    def _parts(self, name: str, columns: set[str]) -> Iterator[tuple[str, str, int, str]]:
        """Path, condition, number of rows and a number for what they say, for each file of a table."""
        table = f'{SCHEMA}."{name}"'
        rows, content = self._one(f"select count(*), sum(hash(told)) from {table} as told")
        if rows < _LARGE or "document_key" not in columns:
            yield f"{name}.parquet", "true", rows, str(content)
            return
        for year, province, count, told_content in self._mart.execute(
            f"select year, province, count(*), sum(hash(told)) from {table} as told"
            " inner join placed using (document_key) group by all order by all"
        ).fetchall():
            where = (
                "document_key in (select document_key from placed"
                f" where year = '{year}' and province = '{province}')"
            )
            path = f"{name}/year={year}/province={province}/part.parquet"
            yield path, where, count, str(told_content)

    def _part(self, name: str, path: str, where: str, comment: str | None, rows: int, content: str) -> Part:
        """The file as it was where it says the same, else a new one. `PublishError` if rows are lost."""
        file = self._fresh / path
        file.parent.mkdir(parents=True, exist_ok=True)
        known = self._known.get(path)
        if known and (known.rows, known.content) == (rows, content):
            os.link(self._old.resolve() / path, file)
            return known
        told = (comment or "").replace("'", "''")
        place = str(file).replace("'", "''")
        (copied,) = self._one(
            f"copy (select * from {SCHEMA}.\"{name}\" where {where}) to '{place}'"
            f" (format parquet, compression zstd, kv_metadata {{description: '{told}'}})"
        )
        if copied != rows:
            raise PublishError(f"{path}: {rows} rows published, {copied} copied")
        self._written += 1
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        return Part(path, rows, file.stat().st_size, digest, content)

    def _one(self, query: str) -> tuple[Any, ...]:
        found = self._mart.execute(query).fetchone()
        assert found
        return found


def _manifest(version: Path) -> dict[str, Any]:
    try:
        found = json.loads((version / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_gone(mart: duckdb.DuckDBPyConnection, old: Path) -> bool:
    """Whether the version before has a document that the mart has no more: it may be one to forget."""
    file = old / "dim_document.parquet"
    if not file.exists():
        return False
    known = f"select document_key from {SCHEMA}.dim_document"
    return bool(
        mart.execute(
            f"select 1 from read_parquet(?) where document_key not in ({known}) limit 1", [str(file)]
        ).fetchall()
    )


def _swap(folder: Path, fresh: Path, keeps: bool) -> None:
    """Give the version its name, let `current` name it; of those before keep the last one or none."""
    number = max((int(path.name) for path in _versions(folder)), default=0) + 1
    fresh.rename(folder / str(number))
    link = folder / f".{_CURRENT}"
    link.symlink_to(str(number))
    link.replace(folder / _CURRENT)
    for old in _versions(folder)[: -2 if keeps else -1]:
        shutil.rmtree(old)


def _versions(folder: Path) -> list[Path]:
    return sorted((path for path in folder.iterdir() if path.name.isdigit()), key=lambda path: int(path.name))


def _remove_strangers(folder: Path) -> None:
    """What a run that was killed never swapped in. Whoever publishes holds the home alone."""
    for path in folder.glob(".*"):
        if path.is_symlink() or path.is_file():
            path.unlink()
        else:
            shutil.rmtree(path)
