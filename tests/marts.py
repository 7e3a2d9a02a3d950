"""Published marts with something in them said differently."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb


def changed(mart_file: Path, copy: Path, *statements: str) -> Path:
    """A copy of a mart after these statements; returns the copy."""
    shutil.copyfile(mart_file, copy)
    with duckdb.connect(str(copy)) as connection:
        for statement in statements:
            connection.execute(statement)
    return copy
