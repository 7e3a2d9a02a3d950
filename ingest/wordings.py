"""The wordings that a text layer needs to be read as a grid, taken from the project's seeds.

Why ingest knows words of budgets at all: a cell without a column is no cell, and in a text layer the
columns are lost. So its reader rebuilds the grid itself, and the only evidence left is which wordings may
head a column and which of them add up (合计 = 基本支出 + 项目支出). These wordings and additive relations
stand in seeds that the models read too, each once, so a new wording is a row and no code. The reader knows
relations between columns: that a wording heads a column, opens a field or names a level, and which is the
sum of which. What any of them means is for the models downstream.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.project import PROJECT
from ingest.text import bare, header_key

CODE = Path(__file__).resolve().parent
SEEDS = PROJECT / "seeds"
FILES = (
    "map_title_to_statement.csv",
    "map_title_part.csv",
    "map_publisher_wording.csv",
    "map_header_to_role.csv",
    "header_relation.csv",
    "map_label_to_field.csv",
    "map_level_to_category.csv",
    "map_item_to_concept.csv",
    "map_operator.csv",
    "map_text_wording.csv",
    "code_money_unit.csv",
)
DIMENSIONS = (
    "side",
    "expenditure_nature",
    "cost_category",
    "funding_source_code",
    "three_public_category",
)


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of the wording of a column: the type of its cells and how likely they are filled."""

    value_type: str
    fill_weight: int
    concept: str


@dataclass(frozen=True)
class Wordings:
    """All wordings, in the form that `header_key` and `bare` give; titles as `ingest.titles` reads them."""

    titles: dict[str, bool]
    headers: dict[str, Header]
    relations: dict[str, dict[str, str]]
    labels: frozenset[str]
    levels: dict[str, frozenset[str]]
    concepts: dict[str, str]
    operators: frozenset[str]
    uses: dict[str, tuple[str, ...]]
    publisher_endings: tuple[str, ...]
    money_units: tuple[str, ...]
    fingerprint: str

    def is_group(self, wording: str) -> bool:
        """True when other columns may stand below this one."""
        return wording in self.relations

    def role_in(self, group: str, member: str) -> str | None:
        """`total`, `part` or `label`: what `member` is below `group`; None when it cannot be there."""
        return self.relations.get(group, {}).get(member)


def load(seeds: Path = SEEDS) -> Wordings:
    """Read the seeds. Raises `FileNotFoundError` naming the seed that is missing."""
    relations: dict[str, dict[str, str]] = {}
    for row in _rows(seeds, "header_relation.csv"):
        group = relations.setdefault(row["group_wording"], {})
        group[row["member_wording"]] = row["member_role"]
    levels: dict[str, set[str]] = {"1": set(), "2": set()}
    for row in _rows(seeds, "map_level_to_category.csv"):
        levels[row["level"]].add(bare(row["wording"]))
    return Wordings(
        titles=_titles(seeds),
        headers={
            header_key(row["wording"]): Header(row["value_type"], int(row["fill_weight"]), row["concept"])
            for row in _rows(seeds, "map_header_to_role.csv")
        },
        relations=_with_synonyms(relations, list(_rows(seeds, "map_header_to_role.csv"))),
        labels=frozenset(
            bare(row["wording"])
            for row in _rows(seeds, "map_label_to_field.csv")
            if row["value_type"] != "inline"
        ),
        levels={level: frozenset(wordings) for level, wordings in levels.items()},
        concepts={bare(row["wording"]): row["concept"] for row in _rows(seeds, "map_item_to_concept.csv")},
        operators=frozenset(row["printed"] for row in _rows(seeds, "map_operator.csv")),
        uses=_uses(seeds),
        publisher_endings=tuple(
            row["wording"] for row in _rows(seeds, "map_publisher_wording.csv") if row["kind"] == "ending"
        ),
        money_units=tuple(row["unit_printed"] for row in _rows(seeds, "code_money_unit.csv")),
        fingerprint=fingerprint(seeds),
    )


def _titles(seeds: Path) -> dict[str, bool]:
    """Every known title, written out, and whether any name may stand before it; as `int_titles_known`."""
    parts: dict[str, list[tuple[str, str]]] = {"": [("", "")]}
    for row in _rows(seeds, "map_title_part.csv"):
        parts.setdefault(row["part_set"], []).append((row["wording"], row["document_kind"]))
    titles: dict[str, bool] = {}
    for row in _rows(seeds, "map_title_to_statement.csv"):
        endings = [
            ending
            for ending, kind in parts[row["endings"]]
            if not kind or not row["document_kind"] or kind == row["document_kind"]
        ]
        is_free = row["has_free_front"] == "yes"
        for front, _ in parts[row["fronts"]]:
            for ending in endings:
                title = front + row["wording"] + ending
                titles[title] = titles.get(title, False) or is_free
    return titles


def _uses(seeds: Path) -> dict[str, tuple[str, ...]]:
    """Purpose → wordings that serve it, as compared."""
    found: dict[str, list[str]] = {}
    for row in _rows(seeds, "map_text_wording.csv"):
        found.setdefault(row["used_for"], []).append(bare(row["wording"]))
    return {use: tuple(wordings) for use, wordings in found.items()}


def _with_synonyms(
    relations: dict[str, dict[str, str]], headers: list[dict[str, str]]
) -> dict[str, dict[str, str]]:
    """Relations extended to wordings that no relation names, but that mean the same column as one.

    So a new wording needs one row in one seed. Two wordings mean the same when all their dimensions
    (side, nature, cost category, source, category) are equal and at least one is given.
    """
    named = set(relations) | {member for members in relations.values() for member in members}
    alike: dict[tuple[str, ...], list[str]] = {}
    for row in headers:
        if row["wording"] in named:
            alike.setdefault(_meaning(row), []).append(row["wording"])
    extended = {group: dict(members) for group, members in relations.items()}
    for row in headers:
        if row["wording"] in named or not any(_meaning(row)):
            continue
        for synonym in alike.get(_meaning(row), []):
            for group, members in relations.items():
                if synonym in members:
                    extended[group].setdefault(row["wording"], members[synonym])
            if synonym in relations:
                extended.setdefault(row["wording"], {}).update(relations[synonym])
    return extended


def _meaning(header: dict[str, str]) -> tuple[str, ...]:
    return tuple(header[dimension] for dimension in DIMENSIONS)


def _rows(seeds: Path, name: str) -> Iterator[dict[str, str]]:
    path = seeds / name
    if not path.is_file():
        raise FileNotFoundError(f"{path}: the reader needs this seed")
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def fingerprint(seeds: Path = SEEDS, code: Path = CODE) -> str:
    """12 hex digits over the seeds that a reader needs and all modules below `code`, whatever their room."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((seeds / name).read_bytes())
    for module in sorted(code.rglob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()[:12]
