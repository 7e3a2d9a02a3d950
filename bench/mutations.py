"""What the checks notice of one misread amount, code, row, unit label or sentence.

Documents are loaded and built once; of each drawn change a copy of the document's raw rows is made, with
that one thing changed, and the models of documents are built once over all copies. A change is noticed
where the copy has a finding that the document has not: warning or error, or an amount that is not loaded
any more and told. What another reading of the file would tell does not count here. Text and web pages are
also changed in the file itself and read again; those are counted apart.

    python bench/mutations.py PATH...                    # 300 of each kind, in a home of its own
    python bench/mutations.py PATH... --per-kind 50 --seed 7 --silent
    python bench/mutations.py --home HOME                # the documents of a home that is built
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from file_mutants import changed_files
from mutants import Cell, Documents, Mutant, written

from gongkai.running.batches import build_documents
from gongkai.running.build import build
from gongkai.running.compiling import compiled
from gongkai.running.home import Home
from gongkai.running.loading import load

_ROW = re.compile(r"\br\d+")
PARTS = ("all", "unchecked", "target forms")
_REACH = """
select lines.statement_code, proofs.proof, count(*)
from intermediate.int_budget_lines_accepted as lines
inner join intermediate.int_line_proofs as proofs using (budget_line_key)
where lines.statement_code <> 'narrative_statement'
group by all
"""
_FINDINGS = """
select document_id, finding_code, table_no, row_no, col_no, cell_id, evidence
from intermediate.int_findings
where severity <> 'info'
order by all
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of one document, without the document."""

    code: str
    cell: Cell
    evidence: str

    @property
    def rivals(self) -> tuple[Cell, ...]:
        """Other cells that the finding calls as likely."""
        found = re.search(r"\| = (.*)$", self.evidence)
        cells = (_cell(f":{text}") for text in (found[1].split(", ") if found else []))
        return tuple(cell for cell in cells if cell)

    @property
    def told(self) -> frozenset[str]:
        """The sums that the finding says fail, wherever in their table they stand; none of another kind."""
        if not self.code.startswith("identity_"):
            return frozenset()
        return frozenset(_ROW.sub("r", self.evidence.partition(" | ")[0]).split("; "))

    @property
    def loose(self) -> tuple[str, int | None, str]:
        """The same wherever in its table it stands: below a lost row all rows have moved up."""
        return self.code, self.cell.table_no, _ROW.sub("r", self.evidence)


@dataclass(frozen=True, slots=True)
class Judged:
    """A mutant and the findings that it alone has, most telling first."""

    mutant: Mutant
    new: tuple[Finding, ...]

    @property
    def places(self) -> list[Cell]:
        """The cells that the new findings name, each once; behind them those said to be as likely.

        A finding of the whole document names none.
        """
        named = [finding.cell for finding in self.new if finding.cell.table_no or finding.cell.row_no]
        rivals = [cell for finding in self.new for cell in finding.rivals]
        return list(dict.fromkeys(named + rivals))

    def names(self, first: int) -> bool:
        """Whether one of the first so many places is the changed cell."""
        return any(self.mutant.is_named_by(place) for place in self.places[:first])

    @property
    def is_alone(self) -> bool:
        """Whether nothing but the changed cell is named."""
        return bool(self.places) and all(self.mutant.is_named_by(place) for place in self.places)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was noticed by kind and by statement, and what stayed silent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--home", type=Path, help="a home that is built; it is copied, not changed")
    parser.add_argument("--per-kind", type=int, default=300)
    parser.add_argument("--in-files", type=int, default=30, help="of each kind changed in a file itself")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--silent", action="store_true", help="list what stayed silent")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        if options.home:
            shutil.copytree(options.home, home.root)
        else:
            load(home, options.paths)
        build(home)
        draw = random.Random(options.seed)
        changed = changed_files(home, Path(folder) / "changed", options.in_files, draw)
        judged = judge(home, options.per_kind, draw, changed)
    report(judged)
    if options.silent:
        for one in judged:
            if not one.new:
                print(f"silent  {one.mutant}")
    return 0


def judge(home: Home, per_kind: int, draw: random.Random, changed: Sequence[Mutant] = ()) -> list[Judged]:
    """Draw, write and build the mutants of the documents of a built home; print the reach.

    ``changed`` are mutants that are loaded already.
    """
    connection = duckdb.connect(str(home.build_file))
    try:
        reach(connection)
        mutants = Documents(connection).drawn(per_kind, draw)
        written(connection, mutants)
        mutants = [*mutants, *changed]
    finally:
        connection.close()
    print(f"{len(mutants)} mutants", flush=True)
    build_documents(home, compiled(home))
    connection = duckdb.connect(str(home.build_file), read_only=True)
    try:
        findings = found(connection)
    finally:
        connection.close()
    return [
        Judged(mutant, new_findings(mutant, findings[mutant.document_id], findings[mutant.copy_id]))
        for mutant in mutants
    ]


def reach(connection: duckdb.DuckDBPyConnection) -> None:
    """Print how the amounts of the documents themselves are proved, by statement."""
    proofs: dict[str, Counter[str]] = defaultdict(Counter)
    for statement, proof, count in connection.execute(_REACH).fetchall():
        proofs[statement][proof] += count
        proofs["all"][proof] += count
    words = ("proved", "consistent", "unchecked", "contradicted")
    print(f"{'amounts by proof':42}" + "".join(f"{word:>13}" for word in words) + f"{'reach':>9}")
    for statement, counts in sorted(proofs.items(), key=lambda one: -one[1].total()):
        share = 1 - counts["unchecked"] / counts.total()
        print(f"{statement:42}" + "".join(f"{counts[word]:13}" for word in words) + f"{share:9.3f}")


def found(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Finding]]:
    """The findings of each document, warnings and errors."""
    findings: dict[str, list[Finding]] = defaultdict(list)
    for document, code, table, row, col, cell_id, evidence in connection.execute(_FINDINGS).fetchall():
        text = (evidence or "").replace(f"{document}:", "")
        findings[document].append(Finding(code, _cell(cell_id) or Cell(table, row, col), text))
    return findings


def _cell(cell_id: str | None) -> Cell | None:
    numbers = {part[0]: int(part[1:]) for part in (cell_id or "").split(":")[1:]}
    if "l" in numbers:
        return Cell(None, numbers["l"], None)
    return Cell(numbers.get("t"), numbers.get("r", 0), numbers.get("c")) if numbers else None


def new_findings(mutant: Mutant, before: Sequence[Finding], after: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings of a copy that its document has not: sums that fail there too are nothing new, also
    where another cell is suspected of them.
    """
    told = frozenset[str]().union(*(finding.told for finding in before))
    is_loose = mutant.kind == "row lost"
    known: Counter[Hashable] = Counter(finding.loose if is_loose else finding for finding in before)
    return tuple(
        finding
        for finding in after
        if not (finding.told and finding.told <= told)
        and _is_new(finding.loose if is_loose else finding, known)
    )


def _is_new(finding: Hashable, known: Counter[Hashable]) -> bool:
    known[finding] -= 1
    return known[finding] < 0


def report(judged: Sequence[Judged]) -> None:
    """Print shares by kind, then by kind and statement."""
    groups: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.mutant.kind, one.mutant.part].append(one)
        groups[one.mutant.kind, one.mutant.statement_code].append(one)
    print(f"{'kind':20}{'statement':42}{'mutants':>8}{'noticed':>9}{'alone':>8}{'first 3':>9}{'silent':>8}")
    for (kind, statement), ones in sorted(groups.items(), key=_all_first):
        noticed = [one for one in ones if one.new]
        shares = _shares(noticed)
        print(
            f"{kind:20}{statement:42}{len(ones):8}{len(noticed) / len(ones):9.3f}"
            f"{shares['alone']:8.3f}{shares['first']:9.3f}{len(ones) - len(noticed):8}"
        )


def _shares(noticed: Sequence[Judged]) -> Mapping[str, float]:
    if not noticed:
        return {"alone": 0.0, "first": 0.0}
    alone = sum(one.is_alone for one in noticed)
    first = sum(one.names(3) for one in noticed)
    return {"alone": alone / len(noticed), "first": first / len(noticed)}


def _all_first(group: tuple[tuple[str, str], list[Judged]]) -> tuple[bool, str, int]:
    (kind, statement), ones = group
    return statement not in PARTS, kind, -len(ones)


if __name__ == "__main__":
    sys.exit(main())
