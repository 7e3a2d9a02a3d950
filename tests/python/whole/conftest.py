"""The real documents loaded once for all tests that ask them."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.python.whole.real import PRINTED, TEXTS, misnamed, renamed


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """All documents and two mutilated copies, loaded, built and published in one go. Not to be changed."""
    if not TEXTS:
        pytest.skip("no real documents beside the project")
    folder = tmp_path_factory.mktemp("real")
    copies = [renamed(folder), misnamed(folder)]
    made = Home(folder / "home")
    code = main(["run", *map(str, TEXTS + PRINTED), *map(str, copies), "--home", str(made.root)])
    assert code == 3, "the two copies are read in part, so the exit code says so"
    return made


@pytest.fixture(scope="session")
def real_mart(real: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published mart of the real documents."""
    with duckdb.connect(str(real.mart_file), read_only=True) as connection:
        yield connection
