"""What a person wants to see after a run: counts, checks, and questions answered from the mart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from gongkai.grid import render, terminal_width
from gongkai.running.home import PROJECT, Home, reading_mart
from gongkai.running.lastrun import last_run

ANALYSES = PROJECT / "analyses"
_CURRENT = """
    from mart.qc_coverage
    where document_key in (select document_key from mart.dim_document where is_current)
"""
_WORDS_ZH = {
    "loaded": "已载入",
    "partial": "部分读取",
    "failed": "未能读取",
    "holds": "相符",
    "rounding": "尾差",
    "fails": "不符",
    "not_checkable": "无法核对",
}


@dataclass(frozen=True, slots=True)
class NotWhole:
    """A document of the mart of which something could not be read or recognised."""

    document_id: str
    file_name: str
    source_uri: str
    outcome: str
    reason: str
    place: str


def summary(home: Home) -> list[str]:
    """Documents, tables, amounts and checks of the published mart, and where it is.

    Versions that were replaced do not count.
    """
    with reading_mart(home) as mart:
        documents = _pairs(mart, f"select outcome, count(*) {_CURRENT} group by all order by all")
        found = mart.execute(
            "select sum(tables_recognised), sum(tables_found), sum(amounts_loaded), sum(amounts_found)"
            f" {_CURRENT}"
        ).fetchall()[0]
        checks = _pairs(
            mart, "select verdict, count(*) from mart.qc_reconciliation group by all order by all"
        )
    tables, tables_found, amounts, amounts_found = (int(number or 0) for number in found)
    return [
        f"文件 / documents: {documents}",
        f"表 / tables: 识别 / recognised {tables} of {tables_found}",
        f"金额 / amounts: 载入 / loaded {amounts} of {amounts_found}",
        f"核对 / checks: {checks}",
        f"数据集市 / mart: {home.mart_file}",
    ]


def not_whole(home: Home, document_ids: Iterable[str]) -> list[NotWhole]:
    """Those of the documents that the mart says were not read wholly."""
    with reading_mart(home) as mart:
        found = mart.execute(
            "select documents.document_id, documents.file_name, documents.source_uri, coverage.outcome,"
            " coalesce(coverage.outcome_reason, ''), coalesce(coverage.outcome_place, '')"
            " from mart.qc_coverage as coverage"
            " inner join mart.dim_document as documents using (document_key)"
            " where coverage.outcome <> 'loaded' order by documents.file_name, documents.document_id"
        ).fetchall()
    wanted = set(document_ids)
    return [NotWhole(*row) for row in found if row[0] in wanted]


def status(home: Home) -> list[str]:
    """Checks by code and verdict, those that fail with their amounts, and the coverage per document."""
    with reading_mart(home) as mart:
        return [
            "核对结果 / checks",
            _table(
                mart,
                "select check_code, verdict, count(*) as checks from mart.qc_reconciliation"
                " group by all order by all",
            ),
            "",
            "未通过 / failing",
            _table(
                mart,
                "select documents.file_name as document, checks.statement_code, checks.check_code,"
                " checks.scope, checks.expected_cny, checks.found_cny, checks.difference_cny"
                " from mart.qc_reconciliation as checks"
                " inner join mart.dim_document as documents using (document_key)"
                " where checks.verdict = 'fails'"
                " order by documents.file_name, checks.statement_code, checks.check_code, checks.scope",
            ),
            "",
            "覆盖情况 / coverage",
            _table(
                mart,
                "select documents.file_name as document, coverage.outcome,"
                " coverage.tables_recognised || '/' || coverage.tables_found as tables,"
                " coverage.rows_loaded || '/' || coverage.rows_found as rows,"
                " coverage.amounts_loaded || '/' || coverage.amounts_found as amounts,"
                " coverage.share_reconciled, coverage.outcome_reason as reason,"
                " coverage.outcome_place as place"
                " from mart.qc_coverage as coverage"
                " inner join mart.dim_document as documents using (document_key)"
                " order by documents.file_name, documents.document_id",
            ),
            "",
            *last_run(home),
        ]


def questions() -> dict[str, Path]:
    """The questions of the folder `analyses` by their names."""
    return {path.stem: path for path in sorted(ANALYSES.glob("*.sql"))}


def question(path: Path) -> str:
    """The question that an analysis answers: its opening comment lines, in both languages."""
    opening = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("--"):
            break
        opening.append(line.removeprefix("--").strip())
    return "\n".join(opening)


def _pairs(mart: duckdb.DuckDBPyConnection, query: str) -> str:
    counts = mart.execute(query).fetchall()
    named = (f"{_WORDS_ZH.get(name, '')} {name} {count}".strip() for name, count in counts)
    return " · ".join(named) or "0"


def _table(mart: duckdb.DuckDBPyConnection, query: str) -> str:
    cursor = mart.execute(query)
    header = [str(column[0]) for column in cursor.description or ()]
    rows = cursor.fetchall()
    return render(header, rows, terminal_width()) if rows else "（无 / none）"
