"""Who imports whom: read from the source, so that imports within functions count too."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

Graph = Mapping[str, set[str]]
"""Module → the modules of the same sources that it imports."""


def sources(root: Path, packages: tuple[str, ...]) -> dict[str, str]:
    """Name and source of every module of the packages below `root`; a package goes by its own name."""
    found = {}
    for package in packages:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = path.read_text(encoding="utf-8")
    return found


def graph(modules: Mapping[str, str]) -> Graph:
    """The imports among the modules, wherever in a module they stand."""
    return {name: _imported(name, source, modules) for name, source in modules.items()}


def _imported(name: str, source: str, modules: Mapping[str, str]) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name}, line {node.lineno}: imports are absolute"
            origin = node.module or ""
            for alias in node.names:
                part = f"{origin}.{alias.name}"
                found.add(part if part in modules else origin)
    return {module for module in found if module in modules}


def circle(imports: Graph) -> list[str]:
    """Modules that import each other in a circle, the first one again at the end; empty without one."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def within(module: str, room: str) -> bool:
    """True for the room itself and all that stands in it."""
    return module == room or module.startswith(f"{room}.")
