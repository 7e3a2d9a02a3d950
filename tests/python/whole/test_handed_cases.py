"""End to end on the cases that lie beside the project: right or told, never silently wrong.

The cases are not part of the project; on a machine without them these tests are skipped.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import PROJECT, Home

CASES = PROJECT.parent / "shared" / "cases"
DOCUMENTS = sorted(path for path in (CASES / "documents").glob("b*"))
LAYOUTS = sorted(path for path in (CASES / "layouts").glob("a*") if path.is_file())

pytestmark = pytest.mark.skipif(not LAYOUTS, reason="no cases beside the project")


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """All cases and layouts of other provinces in one home: every data test of the build holds on them."""
    home = Home(tmp_path_factory.mktemp("handed") / "home")
    files = [path for path in [*DOCUMENTS, *LAYOUTS] if not path.name.endswith(".expected.csv")]
    assert main(["run", *map(str, files), "--home", str(home.root)]) == 3, "some are read in part, by design"
    return home


def said(script: Path, *arguments: Path) -> str:
    """What a script that judges prints."""
    ran = subprocess.run(
        [sys.executable, script, *arguments], capture_output=True, text=True, check=False, timeout=300
    )
    return ran.stdout


def test_no_case_is_wrong_or_silent(handed: Home) -> None:
    verdicts = said(CASES / "judge.py", handed.mart_file, CASES / "documents")
    assert re.search(r"silent 0, wrong 0$", verdicts.strip()), verdicts


def test_on_layouts_only_what_the_publisher_contradicts_fails(handed: Home) -> None:
    """The total of a project list and of its source; a code that differs from its columns, section, whole,
    other statement; columns of a county's last year that do not add up as printed.
    """
    with duckdb.connect(str(handed.mart_file), read_only=True) as mart:
        failing = mart.execute(
            "select document_file, check_code, abs(difference_cny)::int from mart.qc_reconciliation"
            " where verdict = 'fails' and starts_with(document_file, 'a') order by all"
        ).fetchall()
    assert failing == [
        ("a03_beijing.pdf", "lines_equal_total", 500_000),
        ("a03_beijing.pdf", "sources_equal_total", 500_000),
        ("a15_sichuan_final.pdf", "basic_plus_project", 200_000),
        ("a15_sichuan_final.pdf", "children_equal_parent", 200_000),
        ("a15_sichuan_final.pdf", "codes_agree", 200_000),
        ("a15_sichuan_final.pdf", "lines_equal_total", 200_000),
        ("a17_county_government.xlsx", "children_equal_parent", 10_000),
        ("a17_county_government.xlsx", "children_equal_parent", 20_000),
        ("a17_county_government.xlsx", "lines_equal_total", 40_000),
        ("a17_county_government.xlsx", "lines_equal_total", 50_000),
    ]


def test_layouts_of_other_provinces_lose_nothing_they_had(handed: Home) -> None:
    compared = said(CASES / "layouts" / "compare.py", handed.root, CASES / "layouts" / "expected")
    total = re.search(r"TOTAL .*'header_wrong': (\d+).*'found': (\d+).*'wrong': (\d+)", compared)
    assert total, compared
    header_wrong, found, wrong = map(int, total.groups())
    assert header_wrong == 0
    assert found >= 4303
    assert wrong == 0


def test_sums_of_the_additive_reports_are_the_printed_totals(handed: Home) -> None:
    """Of each layout in one format, whichever speaks for its unit; budgets and final accounts."""
    compared = said(CASES / "layouts" / "totals.py", handed.root, CASES / "layouts" / "expected")
    agreeing = re.search(r"^(\d+) of (\d+) totals as printed$", compared, flags=re.MULTILINE)
    assert agreeing, compared
    assert agreeing[1] == agreeing[2], compared
    assert int(agreeing[2]) >= 34
