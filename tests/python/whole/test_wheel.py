"""An installed wheel does it all without a checkout, in an empty folder, and writes nothing into itself."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from gongkai import __version__
from gongkai.running.home import PROJECT
from gongkai.running.projects import project_digest

SAMPLE = PROJECT / "samples" / "pingli_library_2024_budget.txt"
PAGES = PROJECT / "samples" / "ziyuan_culture_2024_budget.pdf"
_SOURCES = ("gongkai", "ingest", "publish", "models", "seeds", "macros", "analyses", "tests/dbt", "bi")
_FILES = (
    *("dbt_project.yml", "profiles.yml", "pyproject.toml", "setup.py", "README.md", "LICENSE"),
    "requirements-bi.lock",
)
_SDIST = "from setuptools import build_meta; build_meta.build_sdist('..')"


def _done(*command: object, **more: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, **more)  # type: ignore[call-overload]


def _pip(*arguments: object) -> None:
    _done(sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments)


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel and what it depends on, and an empty folder to work in."""

    packages: Path
    program: Path
    folder: Path

    def __call__(self, *arguments: object, code: int = 0) -> str:
        """What a command prints on its standard output; it ends with `code`."""
        kept = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
        cache = os.environ.get("XDG_CACHE_HOME") or str(
            Path.home() / ".cache"
        )  # what is compiled there is the same
        done = subprocess.run(
            [self.program, *map(str, arguments)],
            capture_output=True,
            cwd=self.folder,
            env={name: os.environ[name] for name in kept if name in os.environ}
            | {"HOME": str(self.folder.parent), "XDG_CACHE_HOME": cache},
            check=False,
        )
        assert done.returncode == code, done.stderr.decode()
        return done.stdout.decode()

    def content(self) -> dict[str, str]:
        """Every file and folder of what was installed, and what it holds."""
        return {
            str(path.relative_to(self.packages)): hashlib.sha256(path.read_bytes()).hexdigest()
            if path.is_file()
            else ""
            for path in self.packages.rglob("*")
        }


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Wheels of a checkout in which another was built before, and of an sdist."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in _SOURCES:
        shutil.copytree(
            PROJECT / name, folder / "source" / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in _FILES:
        shutil.copy(PROJECT / name, folder / "source")
    _done(sys.executable, "-c", _SDIST, cwd=folder / "source")
    old = folder / "source" / "build" / "lib" / "gongkai" / "project" / "models" / "int_of_yesterday.sql"
    old.parent.mkdir(parents=True)
    old.write_text("select 1", encoding="utf-8")
    made = []
    for source in (folder / "source", folder / f"gongkai-{__version__}.tar.gz"):
        into = folder / f"of_{source.name}"
        _pip("wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", into, source)
        made += into.iterdir()
    return made[0], made[1]


@pytest.fixture(scope="module")
def installed(wheels: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """The dependencies are those of this environment, whose own link to the checkout no path leads to."""
    folder = tmp_path_factory.mktemp("installed")
    _done(sys.executable, "-m", "venv", "--without-pip", folder / "env")
    paths = sysconfig.get_paths(vars={"base": str(folder / "env"), "platbase": str(folder / "env")})
    packages = Path(paths["purelib"])
    (packages / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    python = next(Path(paths["scripts"]).glob("python*"))
    _pip("--python", python, "install", "--quiet", "--no-deps", "--no-index", wheels[1])
    (folder / "empty").mkdir()
    modes = {path: path.stat().st_mode for path in packages.rglob("*")}
    for path, mode in modes.items():  # whoever is root writes all the same: see `content`
        path.chmod(mode & ~0o222)
    yield Installed(packages, Path(paths["scripts"]) / "gongkai", folder / "empty")
    for path, mode in modes.items():
        path.chmod(mode)


def test_a_wheel_holds_the_project_as_it_is_wherever_it_was_built(wheels: tuple[Path, Path]) -> None:
    of_checkout, of_sdist = (set(zipfile.ZipFile(wheel).namelist()) for wheel in wheels)
    assert of_checkout == of_sdist
    assert {name.partition("/")[0] for name in of_sdist} == {
        "gongkai", "ingest", "publish", f"gongkai-{__version__}.dist-info",
    }  # fmt: skip
    carried = {
        name.removeprefix("gongkai/project/") for name in of_sdist if name.startswith("gongkai/project/")
    }
    assert not any(part.startswith(".") for name in carried for part in name.split("/"))
    assert {name for name in carried if name.startswith("analyses/")} == {
        f"analyses/{path.name}" for path in (PROJECT / "analyses").iterdir()
    }
    assert {name for name in carried if name.startswith("bi/")} == {
        f"bi/{path.name}" for path in (PROJECT / "bi").iterdir() if path.is_file()
    }


def test_what_is_installed_compiles_to_what_the_checkout_does(installed: Installed) -> None:
    assert project_digest(installed.packages / "gongkai" / "project") == project_digest()


def test_an_empty_folder_is_all_it_needs(installed: Installed) -> None:
    before = installed.content()
    for path in (SAMPLE, PAGES):
        shutil.copy(path, installed.folder)
    assert "loaded 125 of 125" in installed("run", SAMPLE.name, PAGES.name)
    assert _stage_names(installed) == {"年初预算数"}
    assert installed("build").rstrip().endswith("nothing changed, skipped")
    assert "unchanged" in installed("publish")
    assert "2 个单位 / units" in installed("site", "--pictures")
    assert SAMPLE.name in installed("status")
    assert "平利县示例图书馆" in installed("ask", "expenditure_by_unit_and_nature")
    (cell,) = _asked(
        installed, "select cell_id from mart.rpt_budget_lines where document_file like '%.pdf' limit 1"
    )
    assert "picture: home/evidence/" in installed("trace", cell)
    assert "0 行 / rows" in installed("layouts", "export")
    assert "0 行 / rows" in installed("codes", "export")
    assert "seeds, no errors" in installed("seeds", "check")
    assert installed.content() == before


def test_own_seeds_count_before_those_that_are_carried(installed: Installed) -> None:
    before = installed.content()
    shutil.copy(SAMPLE, installed.folder)
    filled = installed.folder / "filled.csv"
    filled.write_text(
        "code_kind,printed_code,wording,publisher,target_code,valid_from_year,valid_to_year,source_ref\n"
        "economic,,零星办公开销,,30201,2024,,\n",
        encoding="utf-8",
    )
    own = installed.folder / "home" / "seeds"
    assert f"added: 1, {own / 'map_code_alias.csv'}" in installed("codes", "import", filled.name)
    (own / "code_vocabulary.csv").write_text(
        "vocabulary,code,display_order,name_zh,name_en,description\n"
        "stage,budget,1,部门预算,Our budget,本局的叫法。As we call it.\n",
        encoding="utf-8-sig",
    )
    told = installed("seeds", "check")
    assert "code_vocabulary.csv: 1 行，1 行随附的被替代" in told
    assert "map_code_alias.csv: 1 行，0 行随附的被替代" in told
    told = installed("run", SAMPLE.name)
    assert "own seeds: code_vocabulary, map_code_alias (home/seeds)" in told
    assert _stage_names(installed) == {"部门预算"}
    assert installed("build").rstrip().endswith("nothing changed, skipped")
    (own / "code_vocabularies.csv").write_text("", encoding="utf-8")
    installed("run", SAMPLE.name, code=1)
    assert _stage_names(installed) == {"部门预算"}
    assert installed.content() == before


def _stage_names(installed: Installed) -> set[str]:
    return _asked(installed, "select name_zh from mart.dim_stage where code = 'budget'")


def _asked(installed: Installed, query: str) -> set[str]:
    mart = installed.folder / "home" / "published" / "mart.duckdb"
    with duckdb.connect(str(mart), read_only=True) as connection:
        return {str(value) for (value,) in connection.execute(query).fetchall()}
