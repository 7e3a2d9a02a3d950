"""Everything that a reader of what is published may see, as strings."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from gongkai.dictionary.page import page_of
from gongkai.running.home import Home
from publish.mart import connect
from publish.parquet import publish_parquet
from publish.site.writing import write_site


def _mart(home: Home, folder: Path) -> None:
    (folder / "mart.duckdb").symlink_to(home.mart_file)


def _parquet(home: Home, folder: Path) -> None:
    publish_parquet(home.mart_file, folder)


def _dictionary(home: Home, folder: Path) -> None:
    with connect(home.mart_file) as mart:
        (folder / "data-dictionary.md").write_text(page_of(mart), encoding="utf-8")


def _site(home: Home, folder: Path) -> None:
    write_site(home.mart_file, folder)


FORMS: dict[str, Callable[[Home, Path], None]] = {
    "mart": _mart,
    "parquet": _parquet,
    "dictionary": _dictionary,
    "site": _site,
}
"""Each form in which a mart is published -> what writes it into an empty folder. A new form is a line."""


def strings(folder: Path) -> Iterator[str]:
    """Each distinct text in the files of a folder, whatever they are: rows, descriptions, metadata."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from _OF.get(path.suffix, _text)(path)


def _text(path: Path) -> Iterator[str]:
    yield path.read_bytes().decode("utf-8")


def _duckdb(path: Path) -> Iterator[str]:
    with duckdb.connect(str(path), read_only=True) as connection:
        for table, comment in connection.execute(
            "select table_name, comment from duckdb_tables()"
        ).fetchall():
            yield comment or ""
            names, comments = zip(
                *connection.execute(
                    "select column_name, coalesce(comment, '') from duckdb_columns() where table_name = ?",
                    [table],
                ).fetchall(),
                strict=True,
            )
            yield from comments
            for name in names:
                found = connection.execute(f'select distinct cast("{name}" as varchar) from "{table}"')
                yield from (value for (value,) in found.fetchall() if value is not None)


def _parquet_file(path: Path) -> Iterator[str]:
    with pq.ParquetFile(path) as file:
        yield from (value.decode() for value in (file.metadata.metadata or {}).values())
        yield from (
            value.decode() for field in file.schema_arrow for value in (field.metadata or {}).values()
        )
        for column in file.read().columns:
            yield from (str(value) for value in column.unique().to_pylist() if value is not None)


def _package(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            yield package.read(name).decode("utf-8", errors="replace")


_OF: dict[str, Callable[[Path], Iterator[str]]] = {
    ".duckdb": _duckdb,
    ".parquet": _parquet_file,
    ".xlsx": _package,
    ".zip": _package,
}
