"""End to end on real documents, where they lie beside the project: counts, expected facts, renamed headers.

The documents are not part of the project; on a machine without them these tests are skipped.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from gongkai.cli import main
from gongkai.home import PROJECT, Home

SHARED = PROJECT.parent / "shared"
DOCUMENTS = SHARED / "documents"
EXPECTED = SHARED / "expected"
TEXTS = sorted(DOCUMENTS.glob("*.txt"))

pytestmark = pytest.mark.skipif(not TEXTS, reason="no real documents beside the project")

# Amount cells and indicator rows that a careful reader counts, totals included.
COUNTS = {
    "bazhong_2022_budget.txt": {
        "function": 108, "unit_total": 12, "economic": 184, "revenue": 6, "summary": 15, "project": 44,
        "funding": 97, "three_public": 12, "procurement": 27, "unit_task": 12, "indicators": 213,
    },
    "dacheng_2023_budget.txt": {
        "unit_total": 3, "revenue": 6, "three_public": 7, "asset": 3, "indicators": 164,
    },
    "dazhu_2023_performance.txt": {"unit_total": 5, "funding": 42, "indicators": 67},
    "menyuan_2022_projects.txt": {"project": 10, "indicators": 85},
    "qijiang_2023_budget.txt": {
        "function": 61, "unit_total": 5, "economic": 65, "revenue": 9, "summary": 18, "funding": 57,
        "three_public": 4, "indicators": 171,
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The five texts and two mutilated copies, loaded, built and published in one go."""
    folder = tmp_path_factory.mktemp("real")
    copies = [renamed(folder), misnamed(folder)]
    made = Home(folder / "home")
    code = main(["run", *map(str, TEXTS), *map(str, copies), "--home", str(made.root)])
    assert code == 3, "the two copies are read in part, so the exit code says so"
    return made


def renamed(folder: Path) -> Path:
    """A grid as printed with a column heading that no seed knows."""
    text = (DOCUMENTS / "bazhong_2022_budget.txt").read_text(encoding="utf-8")
    path = folder / "renamed.txt"
    path.write_text(text.replace("\t人员经费\t\t公用经费", "\t全体职工支出\t\t公用经费"), encoding="utf-8")
    return path


def misnamed(folder: Path) -> Path:
    """A text layer with a column heading that no seed knows."""
    text = (DOCUMENTS / "qijiang_2023_budget.txt").read_text(encoding="utf-8")
    path = folder / "misnamed.txt"
    path.write_text(re.sub("(?m)^(科目编码 科目名称 小计) 基本支出", r"\1 根本开支", text), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def mart(real: Home) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(real.mart_file), read_only=True)


def kinds(mart: duckdb.DuckDBPyConnection, document: str) -> dict[str, int]:
    """Rows by kind, as the expected counts name them; amounts in running text are a matter of taste."""
    counted: Counter[str] = Counter()
    for kind, side, code in mart.execute(
        "select line_kind, side, function_code from mart.rpt_budget_lines where document_file = ?", [document]
    ).fetchall():
        if kind == "summary" and side == "revenue":
            kind = "revenue"
        elif kind == "function" and code is None:
            kind = "unit_total"
        counted[kind] += 1
    counted["indicators"] = mart.execute(
        "select count(*) from mart.rpt_performance_indicators where document_file = ?", [document]
    ).fetchall()[0][0]
    del counted["narrative"]
    return dict(counted)


@pytest.mark.parametrize("document", COUNTS)
def test_every_printed_thing_is_loaded_once(mart: duckdb.DuckDBPyConnection, document: str) -> None:
    assert kinds(mart, document) == COUNTS[document]
    coverage = mart.execute(
        "select outcome, amounts_found - amounts_loaded, rows_found - rows_loaded"
        " from mart.qc_coverage where document_file = ?",
        [document],
    ).fetchall()
    assert coverage == [("loaded", 0, 0)]


def test_facts_are_the_expected_ones(real: Home) -> None:
    judged = subprocess.run(
        [
            sys.executable, EXPECTED / "score.py", real.mart_file,
            "qijiang=qijiang_2023_budget.txt", "menyuan=menyuan_2022_projects.txt",
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "amount recall 1.0000 precision 1.0000; indicators whole 1.0000" in judged.stdout
    assert judged.returncode == 0


FACTS = """
    select
        line_kind, side, function_code, economic_code, expenditure_nature, cost_category,
        funding_source_code, project_name, item_name, amount_cny
    from mart.rpt_budget_lines
    where document_file = ?
"""


@pytest.mark.parametrize(
    ("copy", "original", "wording", "lost"),
    [
        ("renamed.txt", "bazhong_2022_budget.txt", "全体职工支出", 48),
        ("misnamed.txt", "qijiang_2023_budget.txt", "根本开支", 58),
    ],
)
def test_an_unknown_header_makes_a_finding_and_no_wrong_fact(
    mart: duckdb.DuckDBPyConnection, copy: str, original: str, wording: str, lost: int
) -> None:
    facts = Counter(mart.execute(FACTS, [copy]).fetchall())
    truth = Counter(mart.execute(FACTS, [original]).fetchall())
    assert not facts - truth
    assert (truth - facts).total() == lost
    known = mart.execute("select wording from mart.qc_unmapped_code").fetchall()
    assert (wording,) in known
    outcome = mart.execute("select outcome from mart.qc_coverage where document_file = ?", [copy]).fetchall()
    assert outcome == [("partial",)]


def test_only_publishers_errors_fail(mart: duckdb.DuckDBPyConnection) -> None:
    """Proof-read: two forms whose weights add to 90, and one statement that prints the first class only."""
    failing = mart.execute(
        "select document_file, check_code, count(*) from mart.qc_reconciliation"
        " inner join mart.qc_coverage using (document_key)"
        " where verdict = 'fails' and document_file in (select unnest(?)) group by all order by all",
        [list(COUNTS)],
    ).fetchall()
    assert failing == [
        ("qijiang_2023_budget.txt", "indicator_weights", 2),
        ("qijiang_2023_budget.txt", "statements_agree", 2),
    ]
