"""The state of a published mart as JSON. The keys are a contract: docs/command-line.md lists them."""

from __future__ import annotations

from typing import Any

import duckdb

from gongkai.jsontext import plain_value, print_json
from gongkai.running.home import Home, reading_mart

SCHEMA = 1

_CHECKS = """
select check_code, check_name_zh, check_name_en, verdict, count(*) as checks
from mart.qc_reconciliation
group by all
order by all
"""
_FAILING = """
select
    documents.document_id, documents.file_name, checks.statement_code, checks.check_code, checks.scope,
    checks.expected_cny, checks.found_cny, checks.difference_cny,
    string_split(checks.cell_ids, ',') as cell_ids
from mart.qc_reconciliation as checks
inner join mart.dim_document as documents using (document_key)
where checks.verdict = 'fails'
order by
    documents.file_name, documents.document_id, checks.statement_code, checks.check_code, checks.scope,
    checks.reconciliation_key
"""
_COVERAGE = """
select
    documents.document_id, documents.file_name, documents.unit_name, documents.fiscal_year, coverage.outcome,
    coverage.outcome_reason, coverage.outcome_place,
    coverage.tables_found, coverage.tables_recognised, coverage.rows_found, coverage.rows_loaded,
    coverage.amounts_found, coverage.amounts_loaded, coverage.share_reconciled
from mart.qc_coverage as coverage
inner join mart.dim_document as documents using (document_key)
order by documents.file_name, documents.document_id
"""
_VERSION = "select project_version, fingerprint, built_at, document_count from mart.version"


def print_status(home: Home) -> None:
    """Print checks by code and verdict, those that fail with their amounts, and coverage per document.

    Raises `Stopped` where nothing is published.
    """
    with reading_mart(home) as mart:
        told = {
            "schema_version": SCHEMA,
            "mart": {"file": str(home.mart_file), **_rows(mart, _VERSION)[0]},
            "checks": _rows(mart, _CHECKS),
            "failing": _rows(mart, _FAILING),
            "documents": _rows(mart, _COVERAGE),
        }
    print_json(told)


def _rows(mart: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """Rows as objects; amounts and shares as text, so that no digit is lost."""
    cursor = mart.execute(query)
    names = [str(column[0]) for column in cursor.description or ()]
    return [dict(zip(names, map(plain_value, row), strict=True)) for row in cursor.fetchall()]
