"""What a check says of documents: findings with their places, what was proved, a verdict in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from gongkai.errors import ERRORS_FOUND, NOT_WHOLE

GRAVE, DOUBTFUL = "error", "warning"
"""Severities that decide how a command ends; all others are for information."""

WHOLE_OUTCOME = "loaded"


class Verdict(IntEnum):
    """From the best to the worst; of several documents the worst counts."""

    CLEAN = 0
    NOT_WHOLE = 1
    WARNINGS = 2
    ERRORS = 3

    @property
    def code(self) -> str:
        """The verdict as a word of a machine."""
        return self.name.lower()

    @property
    def exit_code(self) -> int:
        """What the process returns."""
        return {Verdict.CLEAN: 0, Verdict.ERRORS: ERRORS_FOUND}.get(self, NOT_WHOLE)


@dataclass(frozen=True, slots=True)
class Words:
    """One thing said in both languages; either may be empty."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Term:
    """A code of a closed set with its labels, and what it means in both languages where that is known."""

    code: str
    zh: str
    en: str
    meaning: Words = Words("", "")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed, and what stands there; all numbers start at 1.

    A place without a row is a whole table, one without a table and line a page or the document.
    """

    cell_id: str | None = None
    page_no: int | None = None
    table_no: int | None = None
    row_no: int | None = None
    col_no: int | None = None
    line_no: int | None = None
    printed: str | None = None
    header: str | None = None
    row_printed: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """A sum or comparison that does not hold: both sides in yuan (weights in points) and its cells."""

    check: Term
    statement: Term
    scope: str
    expected: Decimal
    found: Decimal
    cells: tuple[Place, ...]

    @property
    def difference(self) -> Decimal:
        """What was found less what was expected."""
        return self.found - self.expected


@dataclass(frozen=True, slots=True)
class Mended:
    """What a cell is (`value`) and would have to be (`expected`), in yuan; weights in points.

    The other two are the same as the document prints them, with its unit where it has one.
    """

    value: Decimal
    expected: Decimal
    value_printed: str
    expected_printed: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause: what is suspicious, at which places; the first place is the one to look at.

    `rivals` are as likely to be wrong, `identities` are what it breaks. `number` counts in the document.
    """

    number: int
    kind: Term
    severity: Term
    message: Words
    evidence: str
    places: tuple[Place, ...]
    rivals: tuple[Place, ...] = ()
    mended: Mended | None = None
    identities: tuple[Identity, ...] = ()

    @property
    def place(self) -> Place:
        """The place to look at."""
        return self.places[0] if self.places else Place()


@dataclass(frozen=True, slots=True)
class Counted:
    """How many things are of one term."""

    term: Term
    count: int


@dataclass(frozen=True, slots=True)
class StatementProof:
    """Amounts of one statement by how sure they are, in the order of the vocabulary."""

    statement: Term
    by_proof: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """How sure the loaded amounts are, and what no arithmetic reaches."""

    by_proof: tuple[Counted, ...]
    by_statement: tuple[StatementProof, ...]
    not_loaded: tuple[Counted, ...]
    tables: tuple[Counted, ...]
    identities: tuple[Counted, ...]
    indicators: int

    @property
    def amounts(self) -> int:
        """Loaded amounts in tables and running text."""
        return sum(one.count for one in self.by_proof)

    def share(self, one: Counted) -> float:
        """Its share of the loaded amounts; 0 where there is none."""
        return one.count / self.amounts if self.amounts else 0.0


@dataclass(frozen=True, slots=True)
class Description:
    """What a document is. `outcome_reason` and `outcome_place` say why it was not read wholly."""

    document_id: str
    file_name: str
    source_uri: str
    media_type: str
    page_count: int | None
    unit_name: str | None
    jurisdiction_name: str | None
    fiscal_year: int | None
    kind: Term | None
    stage: Term | None
    outcome: Term
    outcome_reason: str | None
    outcome_place: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """One document with all that was found."""

    about: Description
    findings: tuple[Finding, ...]
    proof: Proof

    def of_severity(self, code: str) -> int:
        """How many findings weigh as much."""
        return Counter(finding.severity.code for finding in self.findings)[code]

    @property
    def verdict(self) -> Verdict:
        """The worst that can be said of it."""
        if self.of_severity(GRAVE):
            return Verdict.ERRORS
        if self.of_severity(DOUBTFUL):
            return Verdict.WARNINGS
        return Verdict.CLEAN if self.about.outcome.code == WHOLE_OUTCOME else Verdict.NOT_WHOLE

    @property
    def sentence(self) -> Words:
        """The verdict in a sentence."""
        errors, warnings = self.of_severity(GRAVE), self.of_severity(DOUBTFUL)
        match self.verdict:
            case Verdict.ERRORS:
                zh = f"有 {errors} 处错误须改正或说明" + (f"，另有 {warnings} 处须核对" if warnings else "")
                en = f"{_many(errors, 'error')} to be corrected or explained"
                en += f", and {warnings} more to be looked at" if warnings else ""
            case Verdict.WARNINGS:
                zh, en = f"未发现错误，有 {warnings} 处须核对", f"No error found, {warnings} to be looked at"
            case Verdict.NOT_WHOLE:
                zh, en = (
                    "所读到的没有问题，但文件未能完整读取",
                    "Nothing found in what was read, which is not all",
                )
            case _:
                zh, en = "没有发现问题", "Nothing found"
        if self.verdict > Verdict.NOT_WHOLE and self.about.outcome.code != WHOLE_OUTCOME:
            zh, en = f"{zh}；文件未能完整读取", f"{en}; not read wholly"
        amounts = self.proof.amounts
        if not amounts:
            return Words(f"{zh}。没有载入金额。", f"{en}. No amount was loaded.")
        shares = [(one.term, percent(self.proof.share(one))) for one in self.proof.by_proof if one.count]
        return Words(
            f"{zh}。{amounts:,} 个金额中，"
            + "，".join(f"{term.zh} {share}" for term, share in shares)
            + "。",
            f"{en}. Of {_many(amounts, 'amount')}: "
            + ", ".join(f"{term.en.lower()} {share}" for term, share in shares)
            + ".",
        )


@dataclass(frozen=True, slots=True)
class NotOpened:
    """A path that gave no document, and why."""

    source_uri: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Report:
    """All documents of one check, in order of their files. `checked_at` is ISO 8601 in UTC."""

    version: str
    checked_at: str
    documents: tuple[Checked, ...]
    not_opened: tuple[NotOpened, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """That of the worst document; a path that could not be opened is not read wholly."""
        given = [document.verdict for document in self.documents]
        return max([*given, Verdict.NOT_WHOLE] if self.not_opened else given, default=Verdict.CLEAN)


def percent(share: float) -> str:
    """A share in percent to one digit; never 0.0 or 100.0 where it is not exactly that."""
    rounded = f"{share:.1%}"
    if rounded == "100.0%":
        return "100%" if share == 1 else "> 99.9%"
    if rounded == "0.0%":
        return "0%" if share == 0 else "< 0.1%"
    return rounded


def where(places: Sequence[Place]) -> Words:
    """Places in words, cells of one row together; empty for the document as a whole."""
    rows: dict[tuple[int | None, ...], list[int]] = {}
    for place in places:
        row = (place.page_no, place.table_no, place.row_no, place.line_no)
        rows.setdefault(row, []).extend([] if place.col_no is None else [place.col_no])
    told = [_row(row, columns) for row, columns in rows.items()]
    return Words("；".join(words.zh for words in told), "; ".join(words.en for words in told))


def _row(row: tuple[int | None, ...], columns: Sequence[int]) -> Words:
    page_no, table_no, row_no, line_no = row
    numbers = (
        ("第 {} 页", "page {}", page_no),
        ("表 {}", "table {}", table_no),
        ("行 {}", "row {}", row_no),
        ("列 {}", "column {}", ", ".join(map(str, dict.fromkeys(columns))) or None),
        ("文字第 {} 行", "line {}", line_no),
    )
    given = [(zh.format(number), en.format(number)) for zh, en, number in numbers if number is not None]
    return Words(" · ".join(zh for zh, _ in given), ", ".join(en for _, en in given))


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
