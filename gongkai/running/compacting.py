"""The build file is written anew when much of it is free: DuckDB gives back little of what was dropped."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb

from gongkai.running.home import Home

_MOST_FREE = 0.5
"""Share of the blocks that may be free; a build needs about as many as what it replaces."""

_FEWEST_BLOCKS = 128
"""Below this (32 MB) a build file is left as it is."""


def compact_where_needed(home: Home) -> bool:
    """Write the build file anew if more than half of it is free. The home is held for writing."""
    remove_leftovers(home)
    connection = duckdb.connect(str(home.build_file), read_only=True)
    try:
        found = connection.execute("select total_blocks, free_blocks from pragma_database_size()").fetchone()
    finally:
        connection.close()
    total, free = found or (0, 0)
    if total < _FEWEST_BLOCKS or free <= _MOST_FREE * total:
        return False
    compact(home)
    return True


def compact(home: Home) -> None:
    """Copy what is in the build file into a fresh one and swap it in; nothing that was removed stays.

    A run that is killed meanwhile leaves the old file as it was.
    """
    remove_leftovers(home)
    fresh = _fresh(home)
    connection = duckdb.connect()
    try:
        # the name that views call it by; opened for writing, so that its log is written into it
        connection.execute(f"attach {_text(home.build_file)} as {home.build_file.stem}")
        connection.execute(f"checkpoint {home.build_file.stem}")
        connection.execute(f"attach {_text(fresh)} as fresh (storage_version 'v1.2.0')")
        connection.execute(f"copy from database {home.build_file.stem} to fresh")
        connection.execute("checkpoint fresh")
        connection.execute("detach fresh")
    except BaseException:
        connection.close()
        remove_leftovers(home)
        raise
    connection.close()
    if home.build_file.with_name(f"{home.build_file.name}.wal").exists():
        remove_leftovers(home)  # it would be applied to the fresh file, which it does not belong to
        return
    descriptor = os.open(fresh, os.O_RDWR)  # Windows writes through only what may be written
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    fresh.replace(home.build_file)


def workshop(home: Home) -> Path:
    """A folder for what is under way, on the disk of the build file; what a killed run leaves is removed."""
    folder = home.build_file.with_name(".workshop")
    folder.mkdir(exist_ok=True)
    return folder


def _fresh(home: Home) -> Path:
    return home.build_file.with_name(".fresh.duckdb")


def remove_leftovers(home: Home) -> None:
    """What a run that was killed leaves: a file half written anew, and what the database had put aside."""
    for path in home.build_file.parent.glob(f"{_fresh(home).name}*"):
        path.unlink(missing_ok=True)
    for folder in (f"{home.build_file.name}.tmp", ".workshop"):
        shutil.rmtree(home.build_file.with_name(folder), ignore_errors=True)


def _text(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
