"""Where an import writes: into the seeds of a project, or into a home's own seeds over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gongkai.running.home import Home
from gongkai.running.merging import project_of
from gongkai.running.seedlayers import Place, layered, written
from gongkai.running.seedreading import Declared, declared


@dataclass(frozen=True, slots=True)
class Target:
    """The seeds of a project; with a home, that home's own seeds over those of the project."""

    project: Path
    home: Home | None = None

    @property
    def folder(self) -> Path:
        """The folder whose seeds are appended to."""
        return self.home.own_seeds if self.home else self.project / "seeds"

    def file(self, seed: str) -> Path:
        """A seed that is appended to; links are followed, so that replacing it does not cut them."""
        return (self.folder / f"{seed}.csv").resolve()

    def known(self) -> Path:
        """A project whose seeds hold all that is known. Raises `BadSeeds` where own seeds are not sound."""
        return project_of(self.home, self.project) if self.home else self.project

    def begun(self, seeds: Iterable[str]) -> dict[Path, bytes]:
        """What own seeds hold before their first row; the mark tells spreadsheets that it is UTF-8."""
        return {
            self.file(seed): ("\ufeff" + written(self._declared(seed).columns)).encode()
            for seed in (seeds if self.home else ())
        }

    def place(self, seed: str, line: int) -> tuple[str, str]:
        """What a line of a seed of `known` is called, zh and en: it may stand in either file."""
        place = self._place(seed, line)
        name = f"seeds/{seed}.csv" if place.file.parent == self.project / "seeds" else str(place.file)
        return f"{name} 第 {place.line} 行", f"line {place.line} of {name}"

    def _place(self, seed: str, line: int) -> Place:
        shipped, own = self.project / "seeds" / f"{seed}.csv", self.folder / f"{seed}.csv"
        if self.home is None or not own.exists():
            return Place(shipped, line)
        return layered(self._declared(seed), shipped, own).place(line) or Place(shipped, line)

    def _declared(self, seed: str) -> Declared:
        return next(one for one in declared(self.project) if one.name == seed)
