"""dbt compiles the project once; what it made is kept for every build of the same project.

Everything is run through dbt on a warehouse without documents: what compiled SQL looks up stands in seeds
and reference models alone, so the same SQL builds every batch.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from gongkai.batch.failures import failing
from gongkai.batch.program import DATABASE, IN_BATCHES, PUBLISHED, DataTest, Model, Program, Scope, load, save
from gongkai.errors import Stopped
from gongkai.running.cache import alone, cache, keep
from gongkai.running.compacting import compact
from gongkai.running.home import PROJECT, Home
from gongkai.running.outcome import BuildFailed
from gongkai.running.progress import Progress, Stage
from gongkai.running.projects import project_digest
from gongkai.running.seeds import changed_seeds, record_seeds, seed_digests
from ingest import raw

_FRESH = ".fresh-"
_KEPT = 4
"""Programs that stay on disk; more come up only where several versions of the project are in use."""

_TEST_DEFAULTS = {
    "severity": "ERROR",
    "fail_calc": "count(*)",
    "warn_if": "!= 0",
    "error_if": "!= 0",
    "limit": None,
}
_CONTENT = f"select count(*), sum(hash(t)) from {DATABASE}.{{}} as t"
_ORDER = (Scope.REFERENCE, Scope.DOCUMENT, Scope.JURISDICTION, Scope.CORPUS)


def program_of(home: Home, project: Path = PROJECT) -> Program | None:
    """The compiled project if it lies in the cache."""
    digest = project_digest(project)
    found = load(cache(home) / digest)
    return found if found and found.digest == digest else None


def compiled(home: Home, project: Path = PROJECT) -> Program:
    """The compiled project, from the cache or by dbt.

    Raises `BuildFailed` for what dbt or a test says, `Stopped` where the project changes meanwhile.
    """
    shelf = cache(home)
    with alone(shelf):
        if found := program_of(home, project):
            found.folder.touch()
            return found
        made = _compile(shelf, project)
        keep(shelf, _is_program, _KEPT)
        return made


def _compile(shelf: Path, project: Path) -> Program:
    from gongkai.running.dbt_run import run_dbt  # starting dbt takes seconds: only when it is needed

    workshop = Home(shelf / "workshop")
    for left in shelf.glob(f"{_FRESH}*"):  # by a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    workshop.build_file.parent.mkdir(parents=True, exist_ok=True)
    try:
        raw.prepare(workshop.build_file)
    except duckdb.Error:  # damaged: nothing in it is not made again
        shutil.rmtree(workshop.root)
        workshop.build_file.parent.mkdir(parents=True)
        raw.prepare(workshop.build_file)
    seeds = seed_digests(project)
    digest = project_digest(project)
    changed = changed_seeds(workshop, seeds)
    loading = [["seed", "--select", *changed]] if changed else []
    outcome = run_dbt(
        workshop,
        *loading,
        ["run"],
        ["compile", "--select", "resource_type:test"],
        project=project,
        progress=Progress(stage=Stage.COMPILING, is_each_told=False),
    )
    if outcome.failures:
        raise BuildFailed(outcome.failures)
    if project_digest(project) != digest:  # nobody could say which of them was compiled
        raise Stopped(
            f"{project} 的文件在编译时有改动，请再运行一次",
            f"files of {project} changed while they were compiled; run it again",
        )
    record_seeds(workshop, seeds)
    nodes = json.loads((workshop.target_dir / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    models = _models(nodes)
    tests = _tests(nodes, {model.name: model.scope for model in models})
    connection = duckdb.connect(str(workshop.build_file))
    try:
        if failures := failing(connection, [test for test in tests if test.scope is Scope.REFERENCE]):
            raise BuildFailed(failures)
        digests = {scope: _digest(connection, models, tests, scope) for scope in IN_BATCHES}
    finally:
        connection.close()
    fresh = Path(tempfile.mkdtemp(prefix=_FRESH, dir=shelf))
    compact(workshop)
    shutil.copyfile(workshop.build_file, Program(digest, {}, (), (), fresh).reference)
    save(Program(digest, digests, models, tests, fresh))
    folder = shelf / digest
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    made = load(folder)
    assert made
    return made


def _models(nodes: Mapping[str, Any]) -> tuple[Model, ...]:
    """Models in an order in which each stands behind what it reads."""
    models = {key: node for key, node in nodes.items() if node["resource_type"] == "model"}
    stored = _stored(nodes, models)
    ordered: dict[str, Model] = {}

    def add(key: str) -> None:
        if key in ordered or key not in models:
            return
        node = models[key]
        for other in node["depends_on"]["nodes"]:
            add(other)
        select = node["compiled_code"]
        head, found, tail = Path(node["build_path"]).read_text(encoding="utf-8").partition(select)
        assert found, f"{node['name']}: what dbt ran is not what it compiled"
        ordered[key] = Model(
            node["name"],
            node["schema"],
            Scope(node["config"]["meta"]["scope"]),
            node["config"]["materialized"] == "view",
            key in stored,
            select,
            head,
            tail,
            tuple(models[other]["name"] for other in node["depends_on"]["nodes"] if other in models),
        )

    for key in models:
        add(key)
    return tuple(sorted(ordered.values(), key=lambda model: _ORDER.index(model.scope)))


def _stored(nodes: Mapping[str, Any], models: Mapping[str, Any]) -> set[str]:
    """Models built in batches that are published or read by models and tests of a wider scope or by people.

    A view that is kept needs what it reads.
    """
    scopes = {key: Scope(node["config"]["meta"]["scope"]) for key, node in models.items()}
    stored = {
        key
        for key, node in models.items()
        if node["schema"] == PUBLISHED or node["config"]["meta"].get("is_stored")
    }
    for node in nodes.values():
        if node["resource_type"] not in ("model", "test"):
            continue
        reads = [key for key in node["depends_on"]["nodes"] if key in models]
        widest = max(
            (scopes[key] for key in (*reads, node["unique_id"]) if key in scopes),
            key=_ORDER.index,
            default=Scope.REFERENCE,
        )
        stored.update(key for key in reads if _ORDER.index(scopes[key]) < _ORDER.index(widest))
    waiting = list(stored)
    while waiting:
        node = models[waiting.pop()]
        if node["config"]["materialized"] == "view":
            fresh = {key for key in node["depends_on"]["nodes"] if key in models} - stored
            stored |= fresh
            waiting += fresh
    return stored


def _tests(nodes: Mapping[str, Any], scopes: Mapping[str, Scope]) -> tuple[DataTest, ...]:
    found = []
    for node in nodes.values():
        if node["resource_type"] != "test":
            continue
        for name, value in _TEST_DEFAULTS.items():
            assert node["config"][name] == value, f"{node['name']}: {name} is {node['config'][name]}"
        reads = tuple(
            nodes[key]["name"]
            for key in node["depends_on"]["nodes"]
            if key in nodes and key.startswith("model.")
        )
        own = [scopes[name] for name in reads]
        if any(key.startswith("source.") for key in node["depends_on"]["nodes"]):
            own.append(Scope.DOCUMENT)
        scope = max(own, key=_ORDER.index, default=Scope.REFERENCE)
        of = nodes.get(node.get("attached_node") or "")
        if scope is Scope.CORPUS and of and scopes.get(of["name"]) in IN_BATCHES:
            scope = Scope.JURISDICTION  # its columns refer to dimensions of all documents
        scope = Scope(node["config"]["meta"].get("scope", scope))
        found.append(DataTest(node["name"], scope, node["compiled_code"], reads))
    return tuple(found)


def _digest(
    connection: duckdb.DuckDBPyConnection, models: Sequence[Model], tests: Sequence[DataTest], scope: Scope
) -> str:
    """SHA-256 of what the tables of a scope are made from: SQL, and rows of reference models."""
    reference = {model.name: model for model in models if model.scope is Scope.REFERENCE}
    own = [model for model in models if model.scope is scope]
    read = sorted({name for model in own for name in model.reads if name in reference})
    content = [
        (name, str(connection.execute(_CONTENT.format(reference[name].relation)).fetchone())) for name in read
    ]
    told = [
        [(model.name, model.select, model.is_stored) for model in own],
        [(test.name, test.query) for test in tests if test.scope is scope],
        content,
        version("duckdb"),
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _is_program(folder: Path) -> bool:
    return (folder / "program.json").is_file()
