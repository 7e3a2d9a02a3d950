"""What the published tables say of a document, gathered into a report: findings, identities, proof."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import duckdb

from gongkai.checking.layout import Layout
from gongkai.checking.report import (
    Checked,
    Counted,
    Description,
    Finding,
    Identity,
    Mended,
    Place,
    Proof,
    StatementProof,
    Term,
    Words,
)
from gongkai.tracing.cells import Cell, TextLine, place_of, places_in
from gongkai.tracing.printed import built

_SENTENCES = re.compile(r"(.*。)([A-Z].*)", re.DOTALL)
# What the evidence of a failing identity ends with: what a cell is, and what would mend it.
_MENDED = re.compile(r"\| (-?\d+(?:\.\d+)?) -> (-?\d+(?:\.\d+)?)$")
_FRACTION = re.compile(r"[.．](\d+)")
_OF_CHECKS = "identity_"
_FAILING = "fails"
_UNLISTED = (0, Words("", ""))
_OTHER = Term("other", "其他", "other")
_NOT_KNOWN = Term("unknown", "不明", "Not known")


class _Cause(NamedTuple):
    """What findings of one row have in common, so that they are one; `row` is where it stands."""

    kind: Term
    severity: str
    message: str
    evidence: str
    row: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Closed sets in their order, with labels; `findings` has the order and the general message of a kind of
    finding, `money` the yuan of each printed unit."""

    terms: dict[str, dict[str, Term]]
    findings: dict[str, tuple[int, Words]]
    money: dict[str, Decimal]

    def term(self, name: str, code: str | None) -> Term | None:
        """A term by its code; one that is not listed is its own label."""
        return None if code is None else self.terms.get(name, {}).get(code, Term(code, code, code))

    def counted(self, name: str, counts: dict[str, int]) -> tuple[Counted, ...]:
        """Counts of all terms in the order of the vocabulary, of others behind them."""
        listed = self.terms.get(name, {})
        others = {code: Term(code, code, code) for code in counts if code not in listed}
        return tuple(Counted(term, counts.get(code, 0)) for code, term in {**listed, **others}.items())

    def present(self, name: str, counts: dict[str, int]) -> tuple[Counted, ...]:
        """Counts of the terms of which there are any."""
        return tuple(one for one in self.counted(name, counts) if one.count)


def vocabulary(build: duckdb.DuckDBPyConnection) -> Vocabulary:
    """The closed sets that a build was made with."""
    terms: dict[str, dict[str, Term]] = defaultdict(dict)
    for name, code, zh, en, meaning in build.execute(
        "select vocabulary, code, name_zh, name_en, description from seed.code_vocabulary"
        " order by vocabulary, cast(display_order as integer)"
    ).fetchall():
        terms[name][code] = Term(code, zh, en, sentences(meaning or ""))
    terms["withheld_reason"].setdefault("other", _OTHER)  # an amount that no reason was found for
    kinds = built(build, "select code, display_order, message_zh, message_en from mart.dim_finding", [])
    money = build.execute("select unit_printed, factor from seed.code_money_unit").fetchall()
    return Vocabulary(
        dict(terms),
        {code: (order, Words(zh or "", en or "")) for code, order, zh, en in kinds},
        {unit: Decimal(factor) for unit, factor in money},
    )


def checked(build: duckdb.DuckDBPyConnection, layout: Layout, words: Vocabulary) -> Checked:
    """One document of a build, as the published tables judge it."""
    about = _description(build, layout, words)
    return Checked(about, _findings(build, layout, words), _proof(build, layout.document.document_id, words))


def sentences(text: str) -> Words:
    """A text of a Chinese sentence and an English one, taken apart; one without English stays whole."""
    found = _SENTENCES.fullmatch(text)
    return Words(found[1], found[2]) if found else Words(text, "")


def _description(build: duckdb.DuckDBPyConnection, layout: Layout, words: Vocabulary) -> Description:
    found = built(
        build,
        "select documents.page_count, documents.unit_name, documents.jurisdiction_name,"
        " documents.fiscal_year, documents.document_kind, documents.stage,"
        " coverage.outcome, coverage.outcome_reason, coverage.outcome_place"
        " from mart.dim_document as documents"
        " inner join mart.qc_coverage as coverage using (document_key) where documents.document_id = ?",
        [layout.document.document_id],
    )
    pages, unit, division, year, kind, stage, outcome, reason, place = found[0] if found else (None,) * 9
    return Description(
        layout.document.document_id,
        layout.document.file_name,
        layout.document.source_uri,
        layout.document.media_type,
        pages,
        unit,
        division,
        year,
        words.term("document_kind", kind),
        words.term("stage", stage),
        words.term("document_outcome", outcome) or _NOT_KNOWN,
        reason,
        place,
    )


def _findings(build: duckdb.DuckDBPyConnection, layout: Layout, words: Vocabulary) -> tuple[Finding, ...]:
    """Findings of the document, grave ones first, then as they are printed; what one row breaks is one."""
    identities = _identities(build, layout)
    causes: dict[_Cause, list[Place]] = defaultdict(list)
    for code, zh, en, severity, page, table, row, col, cell_id, message, evidence in built(
        build,
        "select finding_code, finding_name_zh, finding_name_en, severity, page_no, table_no, row_no, col_no,"
        " cell_id, message, evidence from mart.qc_finding as findings"
        " inner join mart.dim_document as documents using (document_key) where documents.document_id = ?",
        [layout.document.document_id],
    ):
        cell = place_of(cell_id) if cell_id else None
        place = layout.place(cell) if cell else _table_place(layout, page, table, row, col)
        row_of = (place.page_no or 0, place.table_no or 0, place.row_no or 0, place.line_no or 0)
        causes[_Cause(Term(code, zh, en), severity, message, evidence or "", row_of)].append(place)
    severities = list(words.terms.get("severity", {}))

    def rank(cause: _Cause) -> tuple[int, tuple[int, ...], int, str]:
        known = cause.severity in severities
        gravity = severities.index(cause.severity) if known else len(severities)
        return gravity, cause.row, words.findings.get(cause.kind.code, _UNLISTED)[0], cause.evidence

    return tuple(
        _finding(layout, words, number, cause, causes[cause], identities)
        for number, cause in enumerate(sorted(causes, key=rank), 1)
    )


def _finding(
    layout: Layout,
    words: Vocabulary,
    number: int,
    cause: _Cause,
    places: Sequence[Place],
    identities: Sequence[Identity],
) -> Finding:
    term, evidence = cause.kind, cause.evidence
    places = sorted(places, key=lambda place: place.col_no or 0)
    own = {place.cell_id for place in places}
    rivals: tuple[Place, ...] = ()
    broken: tuple[Identity, ...] = ()
    check = term.code.removeprefix(_OF_CHECKS)
    if check != term.code:
        broken = tuple(
            dict.fromkeys(  # a line of text may say the same twice
                one
                for one in identities
                if (own != {None} and any(place.cell_id in own for place in one.cells))
                or (one.check.code == check and f"{one.scope}: {one.expected} " in evidence)
            )
        )
        named = places_in(evidence.rpartition("|")[2]) if "|" in evidence else []
        rivals = tuple(layout.weighed(layout.place(place)) for place in named if place.cell_id not in own)
        places = [layout.weighed(place) for place in places]
        broken = tuple(
            replace(one, cells=tuple(layout.weighed(place) for place in one.cells)) for one in broken
        )
    return Finding(
        number,
        term,
        words.term("severity", cause.severity) or _NOT_KNOWN,
        # what the evidence says in one line, identities say with their cells
        words.findings[term.code][1] if broken and term.code in words.findings else sentences(cause.message),
        evidence,
        tuple(places),
        rivals,
        _mended(layout, places[0], evidence, words) if broken else None,
        broken,
    )


def _mended(layout: Layout, place: Place, evidence: str, words: Vocabulary) -> Mended | None:
    """What would mend the place, also as the document would print it: in its unit, with its digits."""
    found = _MENDED.search(evidence)
    if not found:
        return None
    value, expected = Decimal(found[1]), Decimal(found[2])
    amounts = layout.amounts.get(place.cell_id or "", ())
    amount = next((one for one in amounts if one.cny == value), None)
    factor = words.money.get(amount.unit or "") if amount else None
    if not amount or not factor:
        return Mended(value, expected, _plain(value), _plain(expected))
    digits = _FRACTION.search(amount.printed or "")
    smallest = Decimal(1).scaleb(-len(digits[1]) if digits else 0)
    return Mended(
        value,
        expected,
        f"{amount.printed or _plain(value / factor)} {amount.unit}",
        f"{(expected / factor).quantize(smallest, ROUND_HALF_UP):,f} {amount.unit}",
    )


def _plain(number: Decimal) -> str:
    """With separators of thousands and without zeros that say nothing."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _table_place(
    layout: Layout, page_no: int | None, table_no: int | None, row_no: int | None, col_no: int | None
) -> Place:
    if table_no is not None and row_no is not None and col_no is not None:
        return layout.place(Cell(layout.document.document_id, table_no, row_no, col_no))
    rows = layout.tables.get(table_no or 0, {})
    if page_no is None and rows:
        page_no = rows[row_no].page_no if row_no in rows else next(iter(rows.values())).page_no
    return Place(None, page_no, table_no, row_no, col_no)


def _identities(build: duckdb.DuckDBPyConnection, layout: Layout) -> list[Identity]:
    """Identities of the document that do not hold, with their cells in the order of the table."""
    key: list[object] = [layout.document.document_id, _FAILING]
    cells: dict[str, list[Cell | TextLine]] = defaultdict(list)
    for reconciliation, cell_id in built(
        build,
        "select used.reconciliation_key, used.cell_id from mart.bridge_reconciliation_cell as used"
        " inner join mart.qc_reconciliation as checks using (reconciliation_key)"
        " inner join mart.dim_document as documents on checks.document_key = documents.document_key"
        " where documents.document_id = ? and checks.verdict = ?",
        key,
    ):
        if place := place_of(cell_id):
            cells[reconciliation].append(place)
    found = built(
        build,
        "select reconciliation_key, check_code, check_name_zh, check_name_en, statement_code,"
        " statement_name_zh, statement_name_en, scope, expected_cny, found_cny"
        " from mart.qc_reconciliation as checks"
        " inner join mart.dim_document as documents using (document_key)"
        " where documents.document_id = ? and checks.verdict = ? order by 2, 8, 1",
        key,
    )
    return [
        Identity(
            Term(*check),
            Term(*statement),
            scope,
            expected,
            actual,
            tuple(layout.place(place) for place in sorted(set(cells[number]), key=_printing_order)),
        )
        for number, *labels, scope, expected, actual in found
        for check, statement in [(labels[:3], labels[3:])]
    ]


def _printing_order(place: Cell | TextLine) -> tuple[int, int, int, int]:
    if isinstance(place, TextLine):
        return 1, place.line_no, 0, 0
    return 0, place.table_no, place.row_no, place.col_no


def _proof(build: duckdb.DuckDBPyConnection, document_id: str, words: Vocabulary) -> Proof:
    key: list[object] = [document_id]
    statements: dict[Term, dict[str, int]] = defaultdict(dict)
    in_all: dict[str, int] = defaultdict(int)
    for code, zh, en, proof, count in built(
        build,
        "select lines.statement_code, lines.statement_name_zh, lines.statement_name_en, lines.proof, count(*)"
        " from mart.rpt_budget_lines as lines"
        " left join mart.dim_statement as statements using (statement_code)"
        " where lines.document_id = ? group by all order by any_value(statements.display_order), 1, 4",
        key,
    ):
        statements[Term(code, zh or code, en or code)][proof] = count
        in_all[proof] += count

    def counts(query: str) -> dict[str, int]:
        return {code: count for code, count in built(build, query, key) if code is not None}

    indicators = built(
        build, "select coalesce(sum(indicators_loaded), 0) from mart.qc_table where document_id = ?", key
    )
    return Proof(
        words.counted("proof", in_all),
        tuple(StatementProof(one, words.counted("proof", counts)) for one, counts in statements.items()),
        words.present(
            "withheld_reason",
            counts(
                "select coalesce(withheld_reason, 'other'), count(*) from mart.qc_amount"
                " where document_id = ? and not is_loaded group by 1"
            ),
        ),
        words.present(
            "table_outcome",
            counts("select outcome, count(*) from mart.qc_table where document_id = ? group by 1"),
        ),
        words.present(
            "verdict",
            counts(
                "select verdict, count(*) from mart.qc_reconciliation"
                " inner join mart.dim_document as documents using (document_key)"
                " where documents.document_id = ? group by 1"
            ),
        ),
        int(indicators[0][0]) if indicators else 0,
    )
