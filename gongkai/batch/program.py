"""The models and tests as dbt compiled them: all that building them without dbt takes, in any process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

DATABASE = "warehouse"
"""The name by which compiled SQL calls the database it runs in."""

PUBLISHED = "mart"
"""The schema that is published."""

_PROGRAM, _REFERENCE = "program.json", "reference.duckdb"


class Scope(StrEnum):
    """What the rows of a model depend on: seeds alone, one document, those of one jurisdiction, all."""

    REFERENCE = "reference"
    DOCUMENT = "document"
    JURISDICTION = "jurisdiction"
    CORPUS = "corpus"


IN_BATCHES = (Scope.DOCUMENT, Scope.JURISDICTION)
"""Scopes whose models are built for some documents at a time, in this order."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model: `select` is its query, `head` and `tail` what dbt puts around it to make the relation."""

    name: str
    schema: str
    scope: Scope
    is_view: bool
    is_stored: bool
    select: str
    head: str
    tail: str
    reads: tuple[str, ...]

    @property
    def relation(self) -> str:
        """Its quoted name without that of the database."""
        return f'"{self.schema}"."{self.name}"'

    @property
    def has_contract(self) -> bool:
        """Whether it is published, with the constraints and comments of its contract."""
        return self.schema == PUBLISHED

    @property
    def statement(self) -> str:
        """What makes the relation with its contract and its comments, as dbt does."""
        return f"{self.head}{self.select}{self.tail}"


@dataclass(frozen=True, slots=True)
class DataTest:
    """A test: `query` finds the rows that must not be; `reads` are the models it looks at."""

    name: str
    scope: Scope
    query: str
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled project. Models stand in an order in which they can be built.

    `digest` stands for the whole project, `digests` for all that the tables of a scope are made from beside
    rows. `folder` holds the database with seeds, reference models and every other table empty.
    """

    digest: str
    digests: Mapping[Scope, str]
    models: tuple[Model, ...]
    tests: tuple[DataTest, ...]
    folder: Path

    @property
    def reference(self) -> Path:
        """The database that `models` were compiled in, with no document in it."""
        return self.folder / _REFERENCE

    def models_of(self, scope: Scope) -> Iterator[Model]:
        """Models of one scope, in order."""
        return (model for model in self.models if model.scope is scope)

    def tests_of(self, scope: Scope) -> Iterator[DataTest]:
        """Tests of one scope."""
        return (test for test in self.tests if test.scope is scope)

    def stored(self, scope: Scope) -> tuple[Model, ...]:
        """Tables built in batches that a warehouse keeps; the others live as long as a batch."""
        return tuple(m for m in self.models_of(scope) if m.is_stored and not m.is_view)

    def built_for(self, scope: Scope) -> tuple[Model, ...]:
        """Models that a batch of this scope builds: its own, and those that its tests look at beside them.

        What holds for a row within the dimensions of its jurisdiction holds within those of all documents.
        """
        looked_at = {name for test in self.tests_of(scope) for name in test.reads}
        for model in reversed(self.models):  # a model stands behind what it reads
            if model.scope is Scope.CORPUS and model.name in looked_at:
                looked_at.update(model.reads)
        return tuple(
            model
            for model in self.models
            if model.scope is scope or (model.scope is Scope.CORPUS and model.name in looked_at)
        )


def save(program: Program) -> None:
    """Write the program into its folder, where its database lies already."""
    told = {
        "reference": _digest(program.reference),
        "digest": program.digest,
        "digests": program.digests,
        "models": [asdict(model) for model in program.models],
        "tests": [asdict(test) for test in program.tests],
    }
    (program.folder / _PROGRAM).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> Program | None:
    """The program that lies in a folder; None where there is none, or one that is damaged."""
    try:
        told = json.loads((folder / _PROGRAM).read_text(encoding="utf-8"))
        if _digest(folder / _REFERENCE) != told["reference"]:
            return None
        models = tuple(
            Model(**{**model, "scope": Scope(model["scope"]), "reads": tuple(model["reads"])})
            for model in told["models"]
        )
        tests = tuple(
            DataTest(**{**test, "scope": Scope(test["scope"]), "reads": tuple(test["reads"])})
            for test in told["tests"]
        )
        digests = {Scope(scope): digest for scope, digest in told["digests"].items()}
        return Program(told["digest"], digests, models, tests, folder)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
