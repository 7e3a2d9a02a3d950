"""A model reads from its own room and from rooms above it; one document never needs all documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import pytest

from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import PROJECT, Home

Node = Mapping[str, Any]
Edge = tuple[str, str]

_TABLE = (PROJECT / "models/intermediate/README.md").read_text(encoding="utf-8")
ROOMS = dict(
    re.findall(r"^\| ([a-z]+) \| (reference|document|jurisdiction|corpus) \|", _TABLE, flags=re.MULTILINE)
)
_ORDER = {room: place for place, room in enumerate(ROOMS)}
_SCOPES = ("reference", "document", "jurisdiction", "corpus")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Node]:
    """Every model of the project by name, as dbt parsed it."""
    home = Home(tmp_path_factory.mktemp("parsed") / "home")
    home.build_file.parent.mkdir(parents=True)
    assert run_dbt(home, ["parse"]).failures == ()
    manifest = json.loads((home.target_dir / "manifest.json").read_text(encoding="utf-8"))
    return {node["name"]: node for node in manifest["nodes"].values() if node["resource_type"] == "model"}


def room(model: Node) -> str | None:
    """The room of an intermediate model; None elsewhere."""
    parts = PurePosixPath(model["original_file_path"]).parts
    return parts[2] if parts[1] == "intermediate" and len(parts) > 3 else None


def layer(model: Node) -> int:
    """0 staging, 1 intermediate, 2 marts."""
    return ("staging", "intermediate", "marts").index(PurePosixPath(model["original_file_path"]).parts[1])


def edges(models: Mapping[str, Node]) -> Iterator[tuple[Node, Node]]:
    """Every reader with each model that it reads."""
    for reader in models.values():
        for unique_id in reader["depends_on"]["nodes"]:
            read = models.get(unique_id.rpartition(".")[2])
            if read is not None:
                yield reader, read


def upward(models: Mapping[str, Node]) -> list[Edge]:
    """Readers of a model that stands in a later layer or a later room."""
    return [
        (reader["name"], read["name"])
        for reader, read in edges(models)
        if layer(read) > layer(reader)
        or ((mine := room(reader)) and (its := room(read)) and _ORDER[its] > _ORDER[mine])
    ]


def out_of_scope(models: Mapping[str, Node]) -> list[Edge]:
    """Readers of a model that needs more documents than they say they do."""
    scope = {name: _SCOPES.index(model["config"]["meta"]["scope"]) for name, model in models.items()}
    return [
        (reader["name"], read["name"])
        for reader, read in edges(models)
        if scope[read["name"]] > scope[reader["name"]]
    ]


def moved(models: Mapping[str, Node], name: str, to: str) -> dict[str, Node]:
    """The same models with one of them in another room."""
    path = f"models/intermediate/{to}/{name}.sql"
    meta = {"scope": ROOMS[to]}
    return {
        **models,
        name: {
            **models[name],
            "original_file_path": path,
            "config": {**models[name]["config"], "meta": meta},
        },
    }


def test_every_model_stands_in_a_room_of_the_table(models: Mapping[str, Node]) -> None:
    assert len(ROOMS) >= 16
    found = {room(model) for model in models.values() if layer(model) == 1}
    assert found == set(ROOMS)


def test_every_folder_declares_its_scope_as_the_table_says(models: Mapping[str, Node]) -> None:
    for model in models.values():
        mine = room(model)
        assert model["config"]["meta"]["scope"] == (ROOMS[mine] if mine else model["config"]["meta"]["scope"])


def told(found: Sequence[Edge], models: Mapping[str, Node]) -> str:
    """One line a fault, with the rooms and scopes that it breaks."""
    return "\n".join(
        f"{reader} ({place(models[reader])}) reads {read} ({place(models[read])})" for reader, read in found
    )


def place(model: Node) -> str:
    return f"{room(model) or 'marts'}, {model['config']['meta']['scope']}"


def test_no_model_reads_from_a_later_room(models: Mapping[str, Node]) -> None:
    assert not (found := upward(models)), f"models read from a later room:\n{told(found, models)}"


def test_no_model_of_one_document_needs_all_documents(models: Mapping[str, Node]) -> None:
    found = out_of_scope(models)
    assert not found, f"models read what needs more documents than they say:\n{told(found, models)}"


def test_a_model_moved_below_its_reader_is_told(models: Mapping[str, Node]) -> None:
    wrong = moved(models, "int_columns_resolved", "checks")
    assert ("int_table_amounts", "int_columns_resolved") in upward(wrong)
    assert out_of_scope(wrong) == out_of_scope(models)
    assert "int_table_amounts (amounts, document) reads int_columns_resolved (checks, document)" in told(
        upward(wrong), wrong
    )


def test_a_model_moved_among_those_of_all_documents_is_told(models: Mapping[str, Node]) -> None:
    wrong = moved(models, "int_reconciliations", "entities")
    assert ("int_documents_cut_off", "int_reconciliations") in out_of_scope(wrong)


def test_no_model_is_longer_than_a_screen_or_two() -> None:
    long = {
        str(path.relative_to(PROJECT)): lines
        for folder in ("models", "macros", "tests/dbt", "analyses")
        for path in (PROJECT / folder).rglob("*.sql")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 200
    }
    assert long == {}
