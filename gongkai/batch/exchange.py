"""Tables on their way between processes and machines: a folder with a parquet file for each that has rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb


def write(connection: duckdb.DuckDBPyConnection, query: str, folder: Path, name: str) -> None:
    """Write what a query gives; nothing where it gives no rows."""
    file = _file(folder, name)
    found = connection.execute(f"copy ({query}) to {_text(file)} (format parquet)").fetchone()
    if found == (0,):
        file.unlink()


def read(
    connection: duckdb.DuckDBPyConnection, folder: Path, name: str, relation: str, where: str = "true"
) -> None:
    """Put the rows of a table into a relation, by the names of their columns."""
    if (file := _file(folder, name)).exists():
        connection.execute(
            f"insert into {relation} by name select * from read_parquet({_text(file)}) where {where}"
        )


def packed(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name, for what travels without one."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def unpacked(content: Mapping[str, bytes], folder: Path) -> Path:
    """Write into a folder that is not there yet what `packed` gives."""
    folder.mkdir(parents=True)
    for name, data in content.items():
        (folder / name).write_bytes(data)
    return folder


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.parquet"


def _text(file: Path) -> str:
    return "'" + str(file).replace("'", "''") + "'"
