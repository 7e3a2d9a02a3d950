"""A project of small seeds, and the two commands run on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.cli import main
from tests.python.gongkai.worklist.filled import HEADER, Run, made_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of small seeds."""
    return made_project(tmp_path / "project")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["codes", *map(str, arguments)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def imported(project: Path, tmp_path: Path, run: Run) -> Run:
    """Import rows (or the bytes of a file) into the project."""

    def imported(*rows: str | bytes, header: str = HEADER) -> tuple[int, str, str]:
        file = tmp_path / "filled.csv"
        if rows and isinstance(rows[0], bytes):
            file.write_bytes(rows[0])
        else:
            file.write_text("\n".join([header, *map(str, rows)]) + "\n", encoding="utf-8")
        return run("import", file, "--project", project)

    return imported
