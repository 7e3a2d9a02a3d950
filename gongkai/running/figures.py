"""What a run says of the mart in figures, and which findings are new in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from gongkai.running.home import Home, reading_mart

_COVERAGE = """
select
    coalesce(sum(tables_found), 0), coalesce(sum(tables_recognised), 0),
    coalesce(sum(rows_found), 0), coalesce(sum(rows_loaded), 0),
    coalesce(sum(amounts_found), 0), coalesce(sum(amounts_loaded), 0)
from mart.qc_coverage
"""
_OUTCOMES = "select outcome, count(*) from mart.qc_coverage group by outcome order by outcome"
_CHECKS = "select verdict, count(*) from mart.qc_reconciliation group by verdict order by verdict"
_FINDINGS = "select severity, count(*) from mart.qc_finding group by severity order by severity"

# The wording of a finding may become another one with the program: that is no news.
_SAME = "document_key, finding_code, severity, page_no, table_no, row_no, col_no, cell_id"
_NEW = f"""
with fresh as (
    select {_SAME} from build.mart.qc_finding
    except all
    select {_SAME} from published.qc_finding
)
select fresh.severity, fresh.finding_code, documents.document_id, documents.file_name, count(*)
from fresh
inner join build.mart.dim_document as documents using (document_key)
group by all
order by all
"""
_ALL = _NEW.replace(f"except all\n    select {_SAME} from published.qc_finding", "")


@dataclass(frozen=True, slots=True)
class NewFinding:
    """How many findings of a kind a document has that the mart before did not have."""

    severity: str
    code: str
    document_id: str
    file_name: str
    count: int


def figures(home: Home) -> dict[str, Any]:
    """Documents, tables, rows, amounts, checks by verdict, findings by severity of the published mart."""
    with reading_mart(home) as mart:
        counted = [int(number) for number in mart.execute(_COVERAGE).fetchall()[0]]
        documents, checks, findings = (
            {str(code): int(count) for code, count in mart.execute(query).fetchall()}
            for query in (_OUTCOMES, _CHECKS, _FINDINGS)
        )
    tables, recognised, rows, rows_loaded, amounts, amounts_loaded = counted
    return {
        "documents": documents,
        "tables": {"found": tables, "recognised": recognised},
        "rows": {"found": rows, "loaded": rows_loaded},
        "amounts": {"found": amounts, "loaded": amounts_loaded},
        "checks": checks,
        "findings": findings,
    }


def new_findings(home: Home) -> list[NewFinding]:
    """Findings of what is built that the published mart does not have: to be asked before it is published.

    Where there is no mart, or one of another shape, all are new.
    """
    with duckdb.connect() as connection:
        connection.execute(f"attach {_text(home.build_file)} as build (read_only)")
        found = None
        if home.mart_file.exists():
            try:
                connection.execute(f"attach {_text(home.mart_file)} as published (read_only)")
                found = connection.execute(_NEW).fetchall()
            except duckdb.Error:  # damaged, or of a version with other columns
                found = None
        if found is None:
            found = connection.execute(_ALL).fetchall()
    return [NewFinding(*row) for row in found]


def _text(path: object) -> str:
    return "'" + str(path).replace("'", "''") + "'"
