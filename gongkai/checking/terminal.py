"""A report as plain text: verdicts, errors and warnings with their places, and how much is proved."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checking.report import DOUBTFUL, GRAVE, Checked, Counted, Finding, Report, percent, where
from gongkai.grid import clip

_WIDTH = 100


def lines(report: Report) -> list[str]:
    """The report; nothing in it steers a terminal, whatever a document prints."""
    told = [line for document in report.documents for line in _document(document)]
    for one in report.not_opened:
        told += ["", _shown(one.source_uri), f"  未能打开 / not opened: {_shown(one.reason)}"]
        told += [f"  处理 / remedy: {_shown(one.remedy)}"] if one.remedy else []
    return ["".join(character if character.isprintable() else " " for character in line) for line in told[1:]]


def _document(document: Checked) -> Iterator[str]:
    about, proof = document.about, document.proof
    yield ""
    yield _shown(about.file_name)
    yield f"  {document.sentence.zh}"
    yield f"  {document.sentence.en}"
    if about.outcome_reason:
        at = f" ({about.outcome_place})" if about.outcome_place else ""
        yield f"  {about.outcome.zh} / {about.outcome.en}: {_shown(about.outcome_reason + at)}"
    for finding in document.findings:
        if finding.severity.code in (GRAVE, DOUBTFUL):
            yield from _finding(finding)
    others = sum(finding.severity.code not in (GRAVE, DOUBTFUL) for finding in document.findings)
    if others:
        yield f"  另有供知悉的 / for information: {others}"
    if proof.amounts:
        yield f"  金额 / amounts: {_counts(proof.by_proof, proof.amounts)}"
    if proof.identities:
        yield f"  核对 / checks: {_counts(proof.identities)}"
    if proof.not_loaded:
        yield f"  未载入 / not loaded: {_counts(proof.not_loaded)}"


def _finding(finding: Finding) -> Iterator[str]:
    term, place = finding.severity, finding.place
    at = where(finding.places)
    yield f"  {finding.number}. [{term.zh} {term.code}] {finding.kind.zh} / {finding.kind.en}"
    if at.zh:
        yield f"     {at.zh} / {at.en}"
    if place.printed:
        beside = f" ({_shown(place.header)})" if place.header else ""
        yield f"     印出 / printed: {_shown(place.printed)}{beside}"
    if finding.mended:
        expected = finding.mended.expected_printed
        yield f"     现值 / is: {finding.mended.value_printed}"
        if term.code == GRAVE:
            yield f"     应为 / expected: {expected}"
        else:
            yield f"     若错在此处，应为 / expected if this one is wrong: {expected}"
    for one in finding.identities:
        yield (
            f"     {one.check.zh} / {one.check.en}:"
            f" {one.expected:,f} ≠ {one.found:,f} ({one.difference:+,f})  {_shown(one.scope)}"
        )
    yield f"     {finding.message.zh}"
    yield f"     {finding.message.en}"
    if finding.evidence and not finding.identities:
        yield f"     依据 / evidence: {_shown(finding.evidence)}"


def _counts(counted: tuple[Counted, ...], whole: int = 0) -> str:
    return " · ".join(
        f"{one.term.zh} {one.term.code} {one.count:,}" + (f" ({percent(one.count / whole)})" if whole else "")
        for one in counted
        if one.count
    )


def _shown(text: str) -> str:
    """In one line of a width that can be read."""
    return clip(text, _WIDTH)
