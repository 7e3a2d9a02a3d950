"""The rooms of the Python packages: who may import whom, what each says of itself, how long a file is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from setuptools import find_packages

from gongkai.running.home import PROJECT
from tests.python.whole.imports import circle, graph, sources, within

PACKAGES = ("gongkai", "ingest", "publish")
MODULES = sources(PROJECT, PACKAGES)
IMPORTS = graph(MODULES)
LONGEST = 500

# Room → rooms and modules of which nothing in it may know.
STRANGERS = {
    "ingest": ("gongkai", "publish"),
    "publish": ("gongkai",),
    "ingest.readers": ("ingest.raw", "ingest.load", "ingest.parse", "ingest.read"),
    "ingest.readers.pdf": ("ingest.wordings", "ingest.readers.textlayer", "ingest.readers.office"),
    "ingest.readers.office": ("ingest.wordings", "ingest.readers.textlayer", "ingest.readers.pdf"),
    "ingest.readers.textlayer": ("ingest.readers.pdf", "ingest.readers.office"),
    "gongkai.batch": (
        "gongkai.running",
        "gongkai.cluster",
        "gongkai.cli",
        "gongkai.checking",
        "gongkai.tracing",
        "gongkai.worklist",
    ),
    "gongkai.cluster": ("gongkai.cli", "gongkai.checking", "gongkai.tracing", "gongkai.worklist"),
    "gongkai.running": (
        "gongkai.cluster",
        "gongkai.cli",
        "gongkai.checking",
        "gongkai.tracing",
        "gongkai.worklist",
    ),
    "gongkai.tracing": ("gongkai.cli", "gongkai.checking", "gongkai.worklist"),
    "gongkai.checking": ("gongkai.cli", "gongkai.worklist"),
    "gongkai.worklist": ("gongkai.cli", "gongkai.checking", "gongkai.tracing"),
}


def _python_files(root: Path = PROJECT) -> Iterator[Path]:
    """Python of the project: not what stands in hidden folders, in a home, or was built."""
    for path in sorted(root.iterdir()):
        if path.name.startswith(".") or path.name in {"home", "target", "build", "dist"}:
            continue
        if path.is_dir():
            yield from _python_files(path)
        elif path.suffix == ".py":
            yield path


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle(IMPORTS) == []


@pytest.mark.parametrize(
    "back",
    [
        "import made.a",
        "from made import a",
        "from made.a import first",
        "def late() -> None:\n    from made.a import first",
        "if TYPE_CHECKING:\n    import made.a as other",
    ],
)
def test_a_circle_is_found_wherever_the_import_stands(back: str) -> None:
    made = {"made": "", "made.a": "import made.b", "made.b": "import json\nfrom made import c", "made.c": ""}
    assert circle(graph(made)) == []
    found = circle(graph({**made, "made.c": back}))
    assert found[0] == found[-1]
    assert set(found) == {"made.a", "made.b", "made.c"}


def test_an_import_added_to_the_modules_would_be_found() -> None:
    """The two that once imported each other, the second one within a function."""
    module = "gongkai.running.batches"
    assert module in IMPORTS["gongkai.running.build"]
    changed = f"{MODULES[module]}\n\ndef late() -> None:\n    from gongkai.running.build import build\n"
    assert set(circle(graph({**MODULES, module: changed}))) == {module, "gongkai.running.build"}


@pytest.mark.parametrize("room", STRANGERS)
def test_a_room_imports_nothing_that_it_may_not_know(room: str) -> None:
    assert any(within(module, room) for module in MODULES)
    assert all(any(within(module, stranger) for module in MODULES) for stranger in STRANGERS[room])
    assert [
        f"{module} imports {other}"
        for module, others in IMPORTS.items()
        if within(module, room)
        for other in sorted(others)
        if any(within(other, stranger) for stranger in STRANGERS[room])
    ] == []


def test_every_room_is_a_package_that_says_what_it_holds() -> None:
    rooms = find_packages(str(PROJECT), include=[f"{package}*" for package in PACKAGES])
    assert set(rooms) == {
        ".".join(path.parent.relative_to(PROJECT).parts)
        for package in PACKAGES
        for path in (PROJECT / package).rglob("*.py")
    }
    for room in rooms:
        assert ast.get_docstring(ast.parse(MODULES[room])), room


def test_no_python_file_is_long() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in _python_files()}
    assert len(lengths) > len(MODULES)
    assert [f"{path}: {length} lines" for path, length in lengths.items() if length > LONGEST] == []
