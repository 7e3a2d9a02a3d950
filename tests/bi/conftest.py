"""One Superset for all tests of this folder, over a home of the samples that later gets more documents."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.bi import superset
from tests.chromium import Browser, chromium, missing
from tests.python.conftest import SAMPLES

_REPORTED: list[str] = []


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The samples, published. Tests in `test_publication.py` add to it."""
    if not superset.PYTHON.exists():
        pytest.skip("没有 Superset 的环境 / no environment of Superset: make test-bi")
    if why := missing():
        pytest.skip(why)
    made = Home(tmp_path_factory.mktemp("bi") / "公开 home")
    assert main(["run", *map(str, SAMPLES), "--home", str(made.root)]) == 0
    return made


@pytest.fixture(scope="session")
def served(home: Home) -> Iterator[superset.Running]:
    """Superset over it; ended as by Ctrl-C, which is a test too."""
    with superset.running(home.root) as running:
        report(f"Superset ready after {running.seconds:.0f} s")
        yield running
        assert running.interrupt() == 0


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture
def reader(browser: Browser, served: superset.Running) -> Iterator[superset.Reader]:
    """Someone who has logged in, at a desk."""
    with superset.reader(browser, served, 1280) as someone:
        yield someone


def report(line: str) -> None:
    """A figure for people, printed at the end."""
    _REPORTED.append(line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was measured."""
    for line in _REPORTED:
        terminalreporter.write_line(line)


def pictures() -> Path | None:
    """Where to leave screenshots to be looked at; by default nowhere."""
    named = os.environ.get("GONGKAI_BI_PICTURES")
    return Path(named) if named else None
