"""What belongs to a project that dbt compiles: its files, and a digest of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from gongkai.running.home import PROJECT

_SOURCES = ("models", "seeds", "macros", "tests/dbt")
_FILES = ("dbt_project.yml", "profiles.yml")
_PACKAGES = ("dbt-core", "dbt-duckdb", "duckdb")


def project_digest(project: Path = PROJECT) -> str:
    """SHA-256 of all that compiled SQL comes from: models, seeds, macros, tests, dbt and the engine."""
    digest = hashlib.sha256()
    for path in sources(project):
        digest.update(f"{path.relative_to(project).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for package in _PACKAGES:
        digest.update(f"{package}=={version(package)}\0".encode())
    return digest.hexdigest()


def sources(project: Path) -> Iterator[Path]:
    """The files of a project; hidden ones, such as a lock or what an editor leaves, are none of it."""
    for folder in _SOURCES:
        yield from sorted(
            path for path in (project / folder).rglob("*") if path.is_file() and not path.name.startswith(".")
        )
    yield from (project / name for name in _FILES)
