"""One warehouse of the samples, built once; tests that change it take a copy."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench import pgserver
from gongkai.cli import main
from gongkai.running.home import PROJECT, Home
from ingest.readers.pdf.fonts import use_own_fonts
from tests.chromium import Browser, chromium, missing

use_own_fonts()  # before a test opens a page of its own: no document may be open then

SAMPLES = sorted(
    path
    for path in (PROJECT / "samples").iterdir()
    if path.suffix in {".xlsx", ".txt", ".md", ".pdf"} and path.name != "README.md"
)


@pytest.fixture(scope="session")
def samples() -> list[Path]:
    """The sample documents."""
    return SAMPLES


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The samples, loaded, built and published. Not to be changed."""
    made = Home(tmp_path_factory.mktemp("samples") / "home")
    code = main(["run", *map(str, SAMPLES), "--home", str(made.root)])
    assert code == 0, f"gongkai run over the samples exits with {code}"
    return made


@pytest.fixture
def copied(home: Home, tmp_path: Path) -> Home:
    """A copy of the samples' warehouse that a test may change."""
    shutil.copytree(home.root, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def postgres() -> Iterator[pgserver.Server]:
    """A PostgreSQL server of the tests' own."""
    if not pgserver.is_installed():
        pytest.skip("PostgreSQL is not installed: .ci/postgresql, or apt-get install postgresql-15")
    with pgserver.server() as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Of one module: while it runs no other test in this thread could start an event loop."""
    if why := missing():
        pytest.skip(why)
    with chromium() as running:
        yield running


@pytest.fixture
def empty(tmp_path: Path) -> Home:
    """A home with nothing in it."""
    return Home(tmp_path / "home")


@pytest.fixture
def gongkai(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run one command on a home: exit code, what it printed, what it printed as errors."""

    def run(home: Home, command: str, *arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([command, *map(str, arguments), "--home", str(home.root)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run
