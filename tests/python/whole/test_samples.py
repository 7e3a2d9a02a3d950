"""The samples are what their script makes, and everything in them is read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.running.home import PROJECT, Home, reading_mart
from ingest.read import read_bytes
from samples.make_samples.documents import documents

MADE = documents()


@pytest.mark.parametrize("name", [name for name in MADE if name.endswith((".txt", ".md"))])
def test_text_samples_are_what_the_script_makes(name: str) -> None:
    assert (PROJECT / "samples" / name).read_bytes() == MADE[name]


@pytest.mark.parametrize("name", [name for name in MADE if name.endswith((".xlsx", ".pdf"))])
def test_other_samples_read_as_what_the_script_makes(name: str) -> None:
    """Compressed bytes differ between versions of zlib: what is read must not."""
    assert read_bytes((PROJECT / "samples" / name).read_bytes()) == read_bytes(MADE[name])


def test_the_same_figures_give_the_same_bytes() -> None:
    assert documents() == MADE


def test_no_sample_is_without_its_script() -> None:
    committed = {path.name for path in (PROJECT / "samples").iterdir() if path.is_file()}
    assert committed - {"README.md", "make_samples"} == set(MADE)


def test_every_table_and_amount_is_loaded(home: Home) -> None:
    with reading_mart(home) as mart:
        coverage = mart.execute(
            "select document_file, outcome, tables_found - tables_recognised,"
            " amounts_found - amounts_loaded from mart.qc_coverage order by document_file"
        ).fetchall()
    assert coverage == [(name, "loaded", 0, 0) for name in sorted(MADE)]


def test_only_the_wrong_total_fails(home: Home) -> None:
    with reading_mart(home) as mart:
        failing = mart.execute(
            "select documents.file_name, checks.statement_code, checks.difference_cny"
            " from mart.qc_reconciliation as checks"
            " inner join mart.dim_document as documents using (document_key)"
            " where checks.verdict = 'fails'"
        ).fetchall()
    assert failing == [("pingli_library_2024_budget.txt", "three_public_expenditure", Decimal("-5000.00"))]


def test_counties_and_year_are_recognised(home: Home) -> None:
    with reading_mart(home) as mart:
        found = mart.execute(
            "select distinct file_name, jurisdiction_code, fiscal_year, stage"
            " from mart.dim_document order by file_name"
        ).fetchall()
    assert found == [
        ("pingli_library_2024_budget.txt", "610926", 2024, "budget"),
        ("qingchuan_water_2024_budget.xlsx", "510822", 2024, "budget"),
        ("qingchuan_water_2024_targets.md", "510822", 2024, "budget"),
        ("ziyuan_culture_2024_budget.pdf", "450329", 2024, "budget"),
    ]


@pytest.mark.parametrize(
    ("document", "total", "indicators"),
    [
        ("qingchuan_water_2024_budget.xlsx", Decimal("11740000.00"), 0),
        ("pingli_library_2024_budget.txt", Decimal("2435000.00"), 0),
        ("ziyuan_culture_2024_budget.pdf", Decimal("1346600.00"), 0),
        ("qingchuan_water_2024_targets.md", None, 15),
    ],
)
def test_figures_arrive_in_yuan(home: Home, document: str, total: Decimal | None, indicators: int) -> None:
    with reading_mart(home) as mart:
        largest = mart.execute(
            "select max(amount_cny) from mart.rpt_budget_lines"
            " where document_file = ? and line_kind = 'function'",
            [document],
        ).fetchall()
        counted = mart.execute(
            "select count(*) from mart.rpt_performance_indicators where document_file = ?", [document]
        ).fetchall()
    assert largest == [(total,)]
    assert counted == [(indicators,)]
