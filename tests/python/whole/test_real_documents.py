"""End to end on real documents, where they lie beside the project: counts, expected facts, renamed headers.

The documents are not part of the project; on a machine without them these tests are skipped.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import duckdb
import pytest

from gongkai.running.home import Home
from tests.python.whole.real import PRINTED, SHARED, TEXTS

EXPECTED = SHARED / "expected"

pytestmark = pytest.mark.skipif(not TEXTS, reason="no real documents beside the project")

# Amount cells and indicator rows that a careful reader counts, totals included; without the six amounts
# of a procurement table of Bazhong that would exceed all expenditure in the unit it prints. Procurement and
# 三公 that only the text states are among them.
COUNTS = {
    "bazhong_2022_budget.txt": {
        "function": 108, "unit_total": 12, "economic": 184, "revenue": 6, "summary": 15, "project": 44,
        "funding": 97, "three_public": 12, "procurement": 27, "unit_task": 12, "indicators": 213,
    },
    "dacheng_2023_budget.txt": {
        "unit_total": 3, "economic": 3, "revenue": 6, "three_public": 7, "asset": 3, "procurement": 1,
        "indicators": 164,
    },
    "dazhu_2023_performance.txt": {"unit_total": 5, "funding": 42, "indicators": 67},
    "menyuan_2022_projects.txt": {"project": 10, "indicators": 85},
    "qijiang_2023_budget.txt": {
        "function": 61, "unit_total": 5, "economic": 65, "revenue": 9, "summary": 18, "funding": 57,
        "three_public": 4, "indicators": 171,
    },
    "putuo_welfare_home_2024_unit_budget.pdf": {
        "function": 59, "unit_total": 5, "economic": 55, "revenue": 6, "revenue_by_function": 34,
        "summary": 20, "three_public": 6, "procurement": 4, "indicators": 0,
    },
    "putuo_commerce_2025_unit_budget.pdf": {
        "function": 124, "unit_total": 6, "economic": 63, "revenue": 5, "revenue_by_function": 62,
        "summary": 37, "three_public": 3, "procurement": 4, "indicators": 0,
    },
    "wanli_2024_department_budget.pdf": {
        "function": 396, "unit_total": 6, "economic": 96, "revenue": 5, "revenue_by_function": 335,
        "summary": 30, "three_public": 7, "procurement": 4, "indicators": 0,
    },
    "shanghai_finance_2025_unit_budget.pdf": {
        "function": 100, "unit_total": 6, "economic": 71, "revenue": 5, "revenue_by_function": 48,
        "summary": 27, "three_public": 6, "procurement": 4, "indicators": 0,
    },
    "putuo_finance_2024_final_accounts.pdf": {
        "function": 82, "unit_total": 6, "economic": 29, "revenue": 10, "revenue_by_function": 45,
        "summary": 21, "three_public": 7, "procurement": 4, "indicators": 0,
    },
}  # fmt: skip


@pytest.fixture
def mart(real_mart: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The mart of all documents and two mutilated copies."""
    return real_mart


def kinds(mart: duckdb.DuckDBPyConnection, document: str) -> dict[str, int]:
    """Rows by kind, as the expected counts name them; amounts in running text are a matter of taste."""
    counted: Counter[str] = Counter()
    for kind, side, code in mart.execute(
        "select line_kind, side, coalesce(function_code, function_code_printed) from mart.rpt_budget_lines"
        " where document_file = ?",
        [document],
    ).fetchall():
        if kind == "summary" and side == "revenue":
            kind = "revenue"
        elif kind == "function" and side == "revenue":
            kind = "revenue_by_function"
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
    """Proof-read: forms whose weights add to 90, a statement of one class only, a code printed without its
    first digits, sentences that state another amount than the table, changes of parts that do not make
    the change of the whole, and forms that tell money as of other sources than the tables do."""
    failing = mart.execute(
        "select document_file, check_code, count(*) from mart.qc_reconciliation"
        " where verdict = 'fails' and document_file in (select unnest(?)) group by all order by all",
        [list(COUNTS)],
    ).fetchall()
    assert failing == [
        ("bazhong_2022_budget.txt", "form_agrees", 1),
        ("bazhong_2022_budget.txt", "form_purchases_agree", 2),
        ("bazhong_2022_budget.txt", "project_forms_agree", 4),
        ("dacheng_2023_budget.txt", "changes_agree", 1),
        ("putuo_finance_2024_final_accounts.pdf", "rates_agree", 1),
        ("putuo_finance_2024_final_accounts.pdf", "text_agrees", 1),
        ("putuo_welfare_home_2024_unit_budget.pdf", "codes_agree", 1),
        ("putuo_welfare_home_2024_unit_budget.pdf", "text_agrees", 2),
        ("qijiang_2023_budget.txt", "form_agrees", 2),
        ("qijiang_2023_budget.txt", "indicator_weights", 2),
        ("qijiang_2023_budget.txt", "part_within_whole", 1),
        ("qijiang_2023_budget.txt", "statements_agree", 1),
        ("wanli_2024_department_budget.pdf", "text_agrees", 1),
    ]


def test_every_statutory_table_of_the_pdfs_is_recognised(mart: duckdb.DuckDBPyConnection) -> None:
    """Nine tables a document; one more lists the units of a department, without amounts.

    The notes of the blank form are examples for whoever fills it in, so its tables are blank.
    """
    found = mart.execute(
        "select document_file, count(statement_code), count(*) filter (outcome = 'declared_empty'),"
        " count(*) filter (outcome = 'partial') from mart.qc_table"
        " where document_file like '%.pdf' group by all order by all"
    ).fetchall()
    assert found == [
        ("final_accounts_template_blank.pdf", 9, 0, 0),
        ("putuo_commerce_2025_unit_budget.pdf", 9, 2, 0),
        ("putuo_finance_2024_final_accounts.pdf", 9, 2, 0),
        ("putuo_welfare_home_2024_unit_budget.pdf", 9, 2, 0),
        ("shanghai_finance_2025_unit_budget.pdf", 9, 0, 0),
        ("wanli_2024_department_budget.pdf", 9, 2, 0),
    ]


@pytest.mark.parametrize("document", [path.name for path in PRINTED if "blank" in path.name])
def test_a_blank_form_loads_nothing_and_fails_nothing(mart: duckdb.DuckDBPyConnection, document: str) -> None:
    lines = mart.execute(
        "select count(*) from mart.rpt_budget_lines where document_file = ? and line_kind <> 'narrative'",
        [document],
    ).fetchall()
    coverage = mart.execute(
        "select outcome, tables_recognised, amounts_found from mart.qc_coverage where document_file = ?",
        [document],
    ).fetchall()
    assert (lines, coverage) == ([(0,)], [("blank", 9, 0)])


def test_publishers_errors_are_kept_as_printed_and_told(mart: duckdb.DuckDBPyConnection) -> None:
    findings = mart.execute(
        "select finding_code, evidence from mart.qc_finding"
        " where document_file = 'putuo_welfare_home_2024_unit_budget.pdf'"
    ).fetchall()
    assert ("code_unmapped", "71102 事业单位医疗") in findings
    assert ("code_unmapped", "30210 车辆运行费") in findings
    assert ("code_contradicts_name", "30203 水费") in findings
    kept = mart.execute(
        "select distinct function_code_printed, function_code, function_name, function_name_printed, is_total"
        " from mart.rpt_budget_lines"
        " where document_file = 'putuo_welfare_home_2024_unit_budget.pdf'"
        " and function_code_printed in ('71102', '21011') and side = 'expenditure' order by all"
    ).fetchall()
    assert kept == [
        ("21011", "21011", "行政事业单位医疗", "行政事业单位医疗", True),
        ("71102", None, None, "事业单位医疗", False),
    ]
    told = mart.execute(
        "select evidence from mart.qc_finding"
        " where finding_code = 'declared_empty_but_filled'"
        " and document_file = 'wanli_2024_department_budget.pdf'"
    ).fetchall()
    assert len(told) == 1


def test_final_accounts_tell_budget_and_outturn_apart(mart: duckdb.DuckDBPyConnection) -> None:
    """The table prints the budget alone; what was spent, noughts and one amount, the text states."""
    stages = mart.execute(
        "select stage, count(*) from mart.rpt_budget_lines"
        " where document_file = 'putuo_finance_2024_final_accounts.pdf' and line_kind = 'three_public'"
        " group by all order by all"
    ).fetchall()
    assert stages == [("budget", 2), ("final_account", 5)]


# What the documents print as total expenditure, revenue and basic expenditure, in yuan.
PRINTED_TOTALS = {
    "bazhong_2022_budget.txt": (21_772_800, 21_772_800, 18_316_200),
    "dacheng_2023_budget.txt": (266_025_100, 266_025_100, 37_762_200),
    "dazhu_2023_performance.txt": (13_800_577.75, None, None),
    "qijiang_2023_budget.txt": (42_848_700, 42_848_700, 8_368_600),
    "putuo_welfare_home_2024_unit_budget.pdf": (12_121_164, 12_121_164, 9_501_164),
    "putuo_commerce_2025_unit_budget.pdf": (371_514_655, 371_514_655, 19_830_655),
    "wanli_2024_department_budget.pdf": (156_211_123, 156_211_123, 99_706_020),
    "shanghai_finance_2025_unit_budget.pdf": (171_915_169, 171_915_169, 127_642_039),
    "putuo_finance_2024_final_accounts.pdf": (29_400_500, 29_462_500, 23_369_100),
}


@pytest.mark.parametrize("document", PRINTED_TOTALS)
def test_additive_reports_say_the_printed_totals(mart: duckdb.DuckDBPyConnection, document: str) -> None:
    """Lines in 万元 are rounded: a few times 100 yuan at most, and the report says so."""
    reports = ("rpt_expenditure", "rpt_revenue", "rpt_basic_expenditure")
    for report, printed in zip(reports, PRINTED_TOTALS[document], strict=True):
        row = mart.execute(
            f"select sum(amount_cny)::double, min(sum_basis), max(sum_basis) from {report}"
            " where document_file = ?",
            [document],
        ).fetchone()
        assert row is not None
        told, basis, other_basis = row
        assert basis == other_basis
        if printed is None:
            assert told is None
        elif basis == "adds_up":
            assert told == printed
        else:
            assert basis == "rounding"
            assert abs(told - printed) <= 300
