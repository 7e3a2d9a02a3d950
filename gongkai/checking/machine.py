"""A report as JSON. The keys are a contract: docs/check-a-document.md lists them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from gongkai import saying
from gongkai.checking.report import (
    DOUBTFUL,
    GRAVE,
    Checked,
    Counted,
    Finding,
    Identity,
    Place,
    Report,
    Term,
)

SCHEMA = 1


def as_json(report: Report) -> bytes:
    """The report in UTF-8; what is no character of a file name becomes `?`."""
    told = {
        "schema_version": SCHEMA,
        "gongkai_version": report.version,
        "checked_at": report.checked_at,
        "verdict": report.verdict.code,
        "exit_code": report.verdict.exit_code,
        "documents": [_document(document) for document in report.documents],
        "not_opened": [
            {"source_uri": one.source_uri, "reason": one.reason, "remedy": one.remedy}
            for one in report.not_opened
        ],
    }
    return saying.as_json(told)


def _document(document: Checked) -> dict[str, Any]:
    about, proof = document.about, document.proof
    sentence = document.sentence
    return {
        "document_id": about.document_id,
        "file_name": about.file_name,
        "source_uri": about.source_uri,
        "media_type": about.media_type,
        "page_count": about.page_count,
        "unit_name": about.unit_name,
        "jurisdiction_name": about.jurisdiction_name,
        "fiscal_year": about.fiscal_year,
        "document_kind": about.kind.code if about.kind else None,
        "stage": about.stage.code if about.stage else None,
        "outcome": about.outcome.code,
        "outcome_reason": about.outcome_reason,
        "outcome_place": about.outcome_place,
        "verdict": document.verdict.code,
        "verdict_zh": sentence.zh,
        "verdict_en": sentence.en,
        "errors": document.of_severity(GRAVE),
        "warnings": document.of_severity(DOUBTFUL),
        "findings": [_finding(finding) for finding in document.findings],
        "proof": {
            "amounts": proof.amounts,
            "by_proof": [{**_counted(one), "share": round(proof.share(one), 4)} for one in proof.by_proof],
            "by_statement": [
                {**_term(one.statement), "by_proof": [_counted(part) for part in one.by_proof]}
                for one in proof.by_statement
            ],
        },
        "not_loaded": _all(proof.not_loaded),
        "tables": _all(proof.tables),
        "identities": _all(proof.identities),
        "indicators": proof.indicators,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    mended = finding.mended
    return {
        "number": finding.number,
        "finding_code": finding.kind.code,
        "finding_name_zh": finding.kind.zh,
        "finding_name_en": finding.kind.en,
        "severity": finding.severity.code,
        "message_zh": finding.message.zh,
        "message_en": finding.message.en,
        "evidence": finding.evidence,
        **_place(finding.place),
        "value": _number(mended.value) if mended else None,
        "expected": _number(mended.expected) if mended else None,
        "value_printed": mended.value_printed if mended else None,
        "expected_printed": mended.expected_printed if mended else None,
        "places": [_place(place) for place in finding.places],
        "rivals": [_place(place) for place in finding.rivals],
        "identities": [_identity(identity) for identity in finding.identities],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "cell_id": place.cell_id,
        "page_no": place.page_no,
        "table_no": place.table_no,
        "row_no": place.row_no,
        "col_no": place.col_no,
        "line_no": place.line_no,
        "printed": place.printed,
        "unit_printed": place.unit,
        "header": place.header,
        "row_printed": place.row_printed,
    }


def _identity(identity: Identity) -> dict[str, Any]:
    return {
        "check_code": identity.check.code,
        "check_name_zh": identity.check.zh,
        "check_name_en": identity.check.en,
        "statement_code": identity.statement.code,
        "scope": identity.scope,
        "expected": _number(identity.expected),
        "found": _number(identity.found),
        "difference": _number(identity.difference),
        "cell_ids": [place.cell_id for place in identity.cells],
    }


def _term(term: Term) -> dict[str, str]:
    return {"code": term.code, "name_zh": term.zh, "name_en": term.en}


def _counted(one: Counted) -> dict[str, Any]:
    return {**_term(one.term), "count": one.count}


def _all(counted: Sequence[Counted]) -> list[dict[str, Any]]:
    return [_counted(one) for one in counted]


def _number(number: Decimal) -> str:
    """As text: a reader that takes numbers for floats would lose digits."""
    return f"{number:f}"
