"""The published mart once more as parquet files: what has not changed since the last time is kept.

    published/parquet/current/dim_document/part.parquet
    published/parquet/current/rpt_budget_lines/year=2024/province=61/part.parquet
    published/parquet/current/manifest.json

`current` names a version that is written as a whole and swapped in at once; files of the version before stay
until the next one, so that whoever reads them reads on, unless it has a document that is current no more:
that may be one to forget. Tables with many rows are parted by the year and the province of their documents
(0 and 00 where these are not known), which engines read as columns.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from publish.described import as_sql, described
from publish.dictionary import has_dictionary, read_dictionary
from publish.mart import SCHEMA, PublishError, Version, connect, published_version

_LARGE = 50_000
"""Rows from which a table is parted."""

_CURRENT, _MANIFEST, _SCRATCH = "current", "manifest.json", ".empty"
_NUMBER = re.compile("[1-9][0-9]*", re.ASCII)

_Column = tuple[str, str, str | None]
"""Name, type and comment."""

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

    Nothing is written where this mart is there already, whole. Raises `PublishError`.
    """
    version = published_version(mart_file)
    if version is None:
        raise PublishError(f"{mart_file} holds no mart")
    current, fresh = folder / _CURRENT, folder / f".{os.getpid()}"
    is_copy = _is_copy(current)
    if os.path.lexists(current) and not (current.is_symlink() or is_copy):
        raise PublishError(f"{current} is no link that gongkai made; give it another name")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if is_copy:
            _name(folder, current)
        _remove_strangers(folder)
        with connect(mart_file) as mart:
            writing = _Writing(mart, current, fresh)
            is_fresh = not writing.is_there(version)
            if is_fresh:
                writing.write(version)
                _name(folder, fresh)
            _remove_old(folder, mart)
    except (duckdb.Error, OSError) as error:
        raise PublishError(str(error)) from error
    finally:
        _remove_strangers(folder)
    return writing.written


class _Writing:
    """One version under way."""

    def __init__(self, mart: duckdb.DuckDBPyConnection, old: Path, fresh: Path) -> None:
        self._mart, self._old, self._fresh = mart, old.resolve(), fresh
        self._version, self._known = _manifest(self._old)
        known = read_dictionary(mart) if has_dictionary(mart) else ()
        self._dictionary = {table.name: table for table in known}
        self.written = 0

    def is_there(self, version: Version) -> bool:
        """Whether this mart has been written, and nothing of it was taken away or cut off since."""
        return self._version == asdict(version) and all(map(self._is_whole, self._known.values()))

    def write(self, version: Version) -> None:
        """All tables and the manifest."""
        self._fresh.mkdir()
        self._mart.execute(_PLACED)
        tables = [self._table(*table) for table in self._tables()]
        content = json.dumps(
            {"version": asdict(version), "documents": _documents(self._mart), "tables": tables},
            ensure_ascii=False,
            indent=1,
        )
        (self._fresh / _MANIFEST).write_text(content + "\n", encoding="utf-8")

    def _tables(self) -> Iterator[tuple[str, str | None, list[_Column]]]:
        """Name, comment and columns of each table."""
        columns: dict[str, list[_Column]] = {}
        for table, *told in self._mart.execute(
            "select table_name, column_name, data_type, comment from duckdb_columns()"
            " where database_name = ? order by table_name, column_index",
            [SCHEMA],
        ).fetchall():
            columns.setdefault(table, []).append((told[0], told[1], told[2]))
        for name, comment in self._mart.execute(
            "select table_name, comment from duckdb_tables()"
            " where database_name = ? and not temporary order by table_name",
            [SCHEMA],
        ).fetchall():
            yield name, comment, columns[name]

    def _table(self, name: str, comment: str | None, columns: Sequence[_Column]) -> dict[str, Any]:
        metadata = described(
            self._mart, name, comment, columns, self._dictionary.get(name), self._fresh / _SCRATCH
        )
        shape = hashlib.sha256(repr((metadata, columns)).encode()).hexdigest()[:16]
        files = [
            self._part(name, path, where, metadata, rows, f"{content} {shape}")
            for path, where, rows, content in self._parts(name, {column for column, *_ in columns})
        ]
        return {
            "name": name,
            "description": comment,
            "columns": [
                {"name": column, "type": data_type, **texts}
                for (column, data_type, _), texts in zip(
                    columns, json.loads(metadata["columns"]).values(), strict=True
                )
            ],
            "rows": sum(part.rows for part in files),
            "files": [asdict(part) for part in files],
        }

    def _parts(self, name: str, columns: set[str]) -> Iterator[tuple[str, str, int, str]]:
        """Path, condition, number of rows and a number for what they say, for each file of a table."""
        table = f'{SCHEMA}."{name}"'
        (rows,) = self._one(f"select count(*) from {table}")
        if rows < _LARGE or "document_key" not in columns:
            (content,) = self._one(f"select sum(hash(told)) from {table} as told")
            yield f"{name}/part.parquet", "true", rows, str(content)
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

    def _part(
        self, name: str, path: str, where: str, metadata: dict[str, str], rows: int, content: str
    ) -> Part:
        """The file as it was where it says the same, else a new one. `PublishError` if rows are lost."""
        file = self._fresh / path
        file.parent.mkdir(parents=True, exist_ok=True)
        known = self._known.get(path)
        if known and (known.rows, known.content) == (rows, content) and self._is_whole(known):
            os.link(self._old / path, file)
            return known
        place = str(file).replace("'", "''")
        (copied,) = self._one(
            f"copy (select * from {SCHEMA}.\"{name}\" where {where}) to '{place}'"
            f" (format parquet, compression zstd, kv_metadata {as_sql(metadata)})"
        )
        if copied != rows:
            raise PublishError(f"{path}: {rows} rows published, {copied} copied")
        self.written += 1
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        return Part(path, rows, file.stat().st_size, digest, content)

    def _is_whole(self, part: Part) -> bool:
        file = self._old / part.path
        return file.is_file() and file.stat().st_size == part.bytes

    def _one(self, query: str) -> tuple[Any, ...]:
        found = self._mart.execute(query).fetchone()
        assert found
        return found


def _manifest(version: Path) -> tuple[object, dict[str, Part]]:
    """What a version is of, and its files by path; nothing where no manifest of ours says so."""
    try:
        found = json.loads((version / _MANIFEST).read_text(encoding="utf-8"))
        parts = [Part(**part) for table in found["tables"] for part in table["files"]]
        return found["version"], {part.path: part for part in parts}
    except (OSError, ValueError, TypeError, KeyError):
        return None, {}


def _documents(mart: duckdb.DuckDBPyConnection) -> list[str]:
    """Keys of the documents whose money and targets the mart tells."""
    query = f"select document_key from {SCHEMA}.dim_document where is_current order by document_key"
    return [key for (key,) in mart.execute(query).fetchall()]


def _is_copy(current: Path) -> bool:
    """Whether it is a version in place of the link to it, as copies of a home may have it."""
    return not current.is_symlink() and _manifest(current)[0] is not None


def _name(folder: Path, version: Path) -> None:
    """Give the version its number, the next one, and let `current` name it."""
    number = max((int(path.name) for path in folder.iterdir() if _NUMBER.fullmatch(path.name)), default=0) + 1
    version.rename(folder / str(number))
    link = folder / f".{_CURRENT}"
    link.symlink_to(str(number))
    link.replace(folder / _CURRENT)


def _remove_old(folder: Path, mart: duckdb.DuckDBPyConnection) -> None:
    """Take away all versions but `current` and, if all its documents are current yet, the one before."""
    current = int((folder / _CURRENT).resolve().name)
    numbers = sorted(
        int(path.name)
        for path in folder.iterdir()
        if _NUMBER.fullmatch(path.name) and (path / _MANIFEST).is_file()
    )
    before = max((number for number in numbers if number < current), default=0)
    known = set(_documents(mart))
    for number in numbers:
        if number == current or (number == before and _all_in(folder / str(number), known)):
            continue
        shutil.rmtree(folder / str(number))


def _all_in(version: Path, documents: set[str]) -> bool:
    try:
        found = json.loads((version / _MANIFEST).read_text(encoding="utf-8"))["documents"]
        return documents.issuperset(found)
    except (OSError, ValueError, TypeError, KeyError):
        return False


def _remove_strangers(folder: Path) -> None:
    """What a run that was killed never swapped in. Whoever publishes holds the home alone."""
    (folder / f".{_CURRENT}").unlink(missing_ok=True)
    for path in folder.glob(".*"):
        if _NUMBER.fullmatch(path.name[1:]):
            shutil.rmtree(path, ignore_errors=True)
