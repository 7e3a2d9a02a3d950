"""Which seeds the warehouse holds as they stand in the project now: only the others are loaded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import duckdb

from gongkai.running.home import PROJECT, Home

_SCHEMA = "seed"


def seed_digests(project: Path = PROJECT) -> dict[str, str]:
    """SHA-256 (hex) of every seed by name: its rows, and the types that its folder's YAML gives."""
    folder = project / "seeds"
    types = hashlib.sha256()
    for path in sorted(folder.glob("*.yml")):
        types.update(hashlib.sha256(path.read_bytes()).digest())
    return {
        path.stem: hashlib.sha256(types.digest() + path.read_bytes()).hexdigest()
        for path in sorted(folder.glob("*.csv"))
    }


def changed_seeds(home: Home, digests: Mapping[str, str]) -> list[str]:
    """Seeds that were not loaded as they are now, or whose table is gone, by name."""
    loaded = seeds_used(home)
    held = _held(home)
    return [name for name, digest in digests.items() if loaded.get(name) != digest or name not in held]


def record_seeds(home: Home, digests: Mapping[str, str]) -> None:
    """Remember that the seeds have been loaded as they are now."""
    home.seeds_file.write_text(json.dumps(dict(digests), indent=0) + "\n", encoding="utf-8")


def seeds_used(home: Home) -> dict[str, str]:
    """The digests of the seeds that were last loaded; empty where none were."""
    try:
        found = json.loads(home.seeds_file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _held(home: Home) -> frozenset[str]:
    connection = duckdb.connect(str(home.build_file), read_only=True)
    try:
        found = connection.execute(
            "select table_name from duckdb_tables() where schema_name = ?", [_SCHEMA]
        ).fetchall()
    finally:
        connection.close()
    return frozenset(str(name) for (name,) in found)
