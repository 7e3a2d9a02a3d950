"""A database for each test."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from bench.pgserver import Server
from tests.python.publish.postgresql.made import MODELS, Place

_NUMBERS = count(1)


@pytest.fixture
def place(postgres: Server, tmp_path: Path) -> Place:
    """An empty database; roles are those of the whole server."""
    name = f"test{next(_NUMBERS)}"
    postgres.psql([f"create database {name};"])
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "small.yml").write_text(MODELS, encoding="utf-8")
    return Place(postgres, name, tmp_path)
