"""Groups that are names, and what tells apart things of one name: `meta` of dimensions in `models/marts/`.

`key` is grouped by with the name and not shown: an entity, or a dimension of the same table such as a code.
`told_by` is what a person may add to see which is which, the key where it is left out. `is_of_a_year` is said
of what is another each year, such as a document.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dbt_semantic_interfaces.implementations.semantic_manifest import PydanticSemanticManifest

IS_NAME = re.compile(r"(?:^|_)name(?:_zh|_en)?$")
"""What a dimension of names is called."""


@dataclass(frozen=True, slots=True)
class _Name:
    keys: tuple[str, ...]
    told_by: tuple[str, ...]
    is_of_a_year: bool


class Names:
    """Names that several may have, in the groups of MetricFlow: entities on the way, then the dimension."""

    def __init__(self, manifest: PydanticSemanticManifest) -> None:
        self._names = {
            (entity.name, dimension.name): _Name(
                _listed(meta["key"]),
                _listed(meta.get("told_by", meta["key"])),
                bool(meta.get("is_of_a_year", False)),
            )
            for model in manifest.semantic_models
            for entity in model.entities
            if entity.type.value == "primary"
            for dimension in model.dimensions
            if dimension.config and "key" in (meta := dimension.config.meta)
        }

    def keys(self, group: str) -> tuple[str, ...]:
        """What tells apart rows with the same name; nothing for a group that is no such name."""
        way, name = self._named(group)
        return tuple(_placed(key, way) for key in name.keys) if name else ()

    def told_by(self, group: str, known: Collection[str]) -> Iterator[str]:
        """Groups among those known by which a person sees which is which, the likeliest first."""
        way, name = self._named(group)
        for one in name.told_by if name else ():
            if (placed := _placed(one, way)) in known:
                yield placed
            elif one in known:  # of another table
                yield one

    def is_of_a_year(self, group: str) -> bool:
        """Whether a name, or rather what it names, is of one year."""
        name = self._named(group)[1]
        return name is not None and name.is_of_a_year

    def _named(self, group: str) -> tuple[str, _Name | None]:
        way, _, dimension = group.rpartition("__")
        return way, self._names.get((way.rpartition("__")[2], dimension))


def _placed(name: str, way: str) -> str:
    """A key or a code beside a name; an entity may be the one that the name is of."""
    return way if name == way.rpartition("__")[2] else f"{way}__{name}"


def _listed(told: Any) -> tuple[str, ...]:
    return tuple(told) if isinstance(told, list) else (str(told),)
