"""How often the right code is among the first suggestions of the worklist.

Wordings of the alias seed are taken out of it, fifty at a time, and the models that make the
suggestions are built without them: the code each of them had must be found again from the code
lists and the aliases that are left.

    python bench/suggestions.py            # fifty wordings, of each kind of code in turn
    python bench/suggestions.py --all      # every wording of the seed, in groups of fifty
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import PROJECT, Home

GROUP = 50
WANTED = 0.9
SEEN, COMMON = "seen in documents", "common wording"
KINDS = ("function", "economic", "funding_source")
NEEDED = ("models", "seeds", "macros", "tests/dbt", "dbt_project.yml", "profiles.yml")


@dataclass(frozen=True, slots=True)
class Alias:
    """One wording of the seed and the code it means."""

    kind: str
    wording: str
    code: str
    source: str


@dataclass(frozen=True, slots=True)
class Found:
    """What is suggested for one wording: codes, the likeliest first."""

    alias: Alias
    codes: tuple[str, ...]

    def is_within(self, first: int) -> bool:
        """Whether the code is among the first ones."""
        return self.alias.code in self.codes[:first]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the share found and the wordings missed; 1 where it falls short of what is wanted."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true", help="every wording, in groups of fifty")
    every = parser.parse_args(arguments).all
    aliases = _aliases(PROJECT / "seeds" / "map_code_alias.csv")
    groups = (
        [aliases[at : at + GROUP] for at in range(0, len(aliases), GROUP)] if every else [aliases[:GROUP]]
    )
    found = [one for group in groups for one in suggested(group)]
    for first in (1, 3):
        hits = sum(one.is_within(first) for one in found)
        print(f"right code among the first {first}: {hits} of {len(found)} ({hits / len(found):.1%})")
    for one in found:
        if not one.is_within(3):
            print(
                f"  missed: {one.alias.wording} -> {one.alias.code}, suggested {', '.join(one.codes) or '-'}"
            )
    return 0 if sum(one.is_within(3) for one in found) >= WANTED * len(found) else 1


def suggested(aliases: Sequence[Alias]) -> list[Found]:
    """Build the suggestions for some wordings on a copy of the project whose seed lacks them."""
    with tempfile.TemporaryDirectory() as folder:
        project = _project_without(aliases, Path(folder) / "project")
        home = Home(Path(folder) / "home")
        home.build_file.parent.mkdir(parents=True)
        _run(home, project, "build", "--select", "+int_codes_to_suggest", "--exclude-resource-type", "test")
        with duckdb.connect(str(home.build_file)) as connection:
            connection.execute(
                "create table intermediate.int_unmapped_codes"
                " (code_kind varchar, printed_code varchar, wording varchar, fiscal_year integer)"
            )
            connection.executemany(
                "insert into intermediate.int_unmapped_codes values (?, null, ?, 2023)",
                [(alias.kind, alias.wording) for alias in aliases],
            )
        _run(home, project, "run", "--select", "int_code_suggestions")
        with duckdb.connect(str(home.build_file), read_only=True) as connection:
            rows = connection.execute(
                "select code_kind, wording, list(code order by suggestion_no)"
                " from intermediate.int_code_suggestions group by all"
            ).fetchall()
    codes = {(kind, wording): tuple(suggestions) for kind, wording, suggestions in rows}
    return [Found(alias, codes.get((alias.kind, alias.wording), ())) for alias in aliases]


def _aliases(seed: Path) -> list[Alias]:
    """Real wordings that stand without a code, each kind in turn, what documents print before common ones."""
    with seed.open(encoding="utf-8", newline="") as file:
        found = [
            Alias(row["code_kind"], row["wording"], row["target_code"], row["source_ref"])
            for row in csv.DictReader(file)
            if row["code_kind"] in KINDS and not row["printed_code"] and row["source_ref"] in (SEEN, COMMON)
        ]
    turns = [
        sorted(
            (alias for alias in found if alias.kind == kind),
            key=lambda alias: (alias.source != SEEN, alias.wording[::-1]),
        )
        for kind in KINDS
    ]
    return [alias for turn in zip_longest(*turns) for alias in turn if alias]


def _project_without(aliases: Sequence[Alias], project: Path) -> Path:
    left_out = {(alias.kind, alias.wording) for alias in aliases}
    for name in NEEDED:
        copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        copy(PROJECT / name, project / name)
    seed = project / "seeds" / "map_code_alias.csv"
    seed.write_text("".join(_kept(seed, left_out)), encoding="utf-8")
    return project


def _kept(seed: Path, left_out: set[tuple[str, str]]) -> Iterator[str]:
    for line in seed.read_text(encoding="utf-8").splitlines(keepends=True):
        kind, _, wording = next(csv.reader([line]))[:3]
        if (kind, wording) not in left_out:
            yield line


def _run(home: Home, project: Path, *arguments: str) -> None:
    outcome = run_dbt(home, arguments, project=project)
    if outcome.failures:
        raise SystemExit("\n".join(f"{failure.node}: {failure.message}" for failure in outcome.failures))


if __name__ == "__main__":
    sys.exit(main())
