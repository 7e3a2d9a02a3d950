"""What the mart makes of a printed place: identities that use it, findings that touch it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

from gongkai.tracing.cells import Cell, TextLine, place_of, places_in

_MOST_CELLS = 12
"""Cells of one side of an identity that are listed; a total may have hundreds of lines."""

_IDENTITIES = """
with touching as (
    select distinct used.reconciliation_key
    from mart.bridge_reconciliation_cell as used
    where used.cell_id = ?
)

select
    checks.reconciliation_key, checks.verdict_zh, checks.verdict, checks.check_name_zh, checks.check_name_en,
    coalesce(kinds.relation, '='), checks.check_code, checks.scope, checks.expected_cny, checks.found_cny,
    checks.difference_cny
from touching
inner join mart.qc_reconciliation as checks using (reconciliation_key)
left join mart.dim_check as kinds on checks.check_code = kinds.code
order by
    case checks.verdict when 'fails' then 1 when 'not_checkable' then 2 when 'rounding' then 3 else 4 end,
    kinds.display_order, checks.scope, checks.reconciliation_key
"""
_CELLS = """
select used.reconciliation_key, used.side, used.cell_id, printed.amount_printed
from mart.bridge_reconciliation_cell as used
left join (
    select lines.cell_id, any_value(lines.amount_printed order by lines.budget_line_key) as amount_printed
    from mart.rpt_budget_lines as lines
    group by lines.cell_id
    having count(distinct lines.amount_printed) = 1
) as printed using (cell_id)
where used.reconciliation_key in (select unnest(?))
"""
# Of the document, or of another one whose evidence names the place.
_FINDINGS = """
select
    findings.severity_zh, findings.severity, findings.finding_name_zh, findings.finding_name_en,
    findings.message, findings.finding_code, findings.evidence, findings.cell_id, findings.table_no,
    findings.row_no, findings.col_no, documents.document_id
from mart.qc_finding as findings
inner join mart.dim_document as documents using (document_key)
where documents.document_id = ? or contains(findings.evidence, ?)
order by
    case findings.severity when 'error' then 1 when 'warning' then 2 else 3 end,
    findings.finding_code, findings.finding_key
"""
_OF_CHECKS = "identity_"
_VERDICTS = {"holds": "{}", "rounding": "≈", "fails": "≠"}
_SIDES = (("found", "所见"), ("expected", "应为"))


@dataclass(frozen=True, slots=True)
class _Touch:
    """How a finding touches a place, zh and en."""

    zh: str
    en: str


_OWN, _NAMED = _Touch("此格", "this cell"), _Touch("依据提到此格", "its evidence names this cell")
_IDENTITY = _Touch("用到此格的等式", "an identity that uses this cell")
_ROW, _COLUMN, _TABLE = (
    _Touch("此行", "its row"),
    _Touch("此列", "its column"),
    _Touch("此表", "its table"),
)


def judged(mart: duckdb.DuckDBPyConnection, place: Cell | TextLine) -> list[str]:
    """Checks that use the place, with amounts and cells, and findings about it, its row, column or table."""
    identities = mart.execute(_IDENTITIES, [place.cell_id]).fetchall()
    # how the finding of an identity begins its evidence, wherever it stands
    broken = [(f"{_OF_CHECKS}{row[6]}", f"{row[7]}: {row[8]} ") for row in identities if row[2] == "fails"]
    return [*_checks(mart, place, identities), *_findings(mart, place, broken)]


def _checks(
    mart: duckdb.DuckDBPyConnection, place: Cell | TextLine, found: Sequence[tuple[Any, ...]]
) -> Iterator[str]:
    if not found:
        yield "核对 / checks: 没有等式用到此处 / no identity uses it"
        return
    yield f"核对 / checks: {len(found)}（金额为元，权重为分 / amounts in yuan, weights in points）"
    cells: dict[tuple[str, str], list[tuple[str, str | None]]] = defaultdict(list)
    for key, side, cell_id, printed in mart.execute(_CELLS, [[key for key, *_ in found]]).fetchall():
        cells[key, side].append((cell_id, printed))
    for key, verdict_zh, verdict, name_zh, name_en, relation, _, scope, expected, seen, difference in found:
        sign = _VERDICTS.get(verdict, "?").format(relation)
        off = f"，差 / difference {difference:+,f}" if difference and verdict != "holds" else ""
        yield f"    [{verdict_zh} {verdict}] {name_zh} / {name_en}: {scope}"
        yield f"        所见 / found {_amount(seen)} {sign} 应为 / expected {_amount(expected)}{off}"
        for side, side_zh in _SIDES:
            if held := cells[key, side]:
                yield f"        {side_zh} / {side}: {_listed(held, place)}"


def _amount(amount: Decimal | None) -> str:
    return "?" if amount is None else f"{amount:,f}"


def _listed(cells: Sequence[tuple[str, str | None]], place: Cell | TextLine) -> str:
    """Cells as they are printed, the place itself first and marked, those of another document with its id."""

    def order(one: tuple[str, str | None]) -> tuple[bool, str, tuple[int, ...]]:
        at = place_of(one[0])
        if isinstance(at, Cell):
            return at != place, at.document_id, (0, at.table_no, at.row_no, at.col_no)
        return at != place, one[0], (1, at.line_no if at else 0)

    shown = []
    for cell_id, printed in sorted(cells, key=order)[:_MOST_CELLS]:
        at = place_of(cell_id)
        own = at is not None and at.document_id == place.document_id
        name = cell_id.partition(":")[2] if own else cell_id
        shown.append(f"{'▶ ' if at == place else ''}{name}{f' 【{printed}】' if printed else ''}")
    if len(cells) > _MOST_CELLS:
        more = len(cells) - _MOST_CELLS
        shown.append(f"… 另 {more} 格 / {more} more")
    return ", ".join(shown)


def _findings(
    mart: duckdb.DuckDBPyConnection, place: Cell | TextLine, broken: Sequence[tuple[str, str]]
) -> Iterator[str]:
    raised = []
    for *told, code, evidence, cell_id, table_no, row_no, col_no, document_id in mart.execute(
        _FINDINGS, [place.document_id, place.cell_id]
    ).fetchall():
        is_here = document_id == place.document_id
        touch = _touch(place, cell_id, (table_no, row_no, col_no)) if is_here else None
        if touch is None and place in places_in(evidence or ""):
            touch = _NAMED
        if touch is None and is_here:
            mended = any(code == kind and begins in (evidence or "") for kind, begins in broken)
            touch = _IDENTITY if mended else None
        if touch:
            raised.append((told, evidence, touch))
    if not raised:
        yield "发现 / findings: 没有 / none"
        return
    yield f"发现 / findings: {len(raised)}"
    for (severity_zh, severity, name_zh, name_en, message), evidence, touch in raised:
        yield f"    [{severity_zh} {severity}] {name_zh} / {name_en}（{touch.zh} / {touch.en}）"
        yield f"        {' '.join(message.split())}"
        if evidence:
            yield f"        依据 / evidence: {' '.join(evidence.split())}"


def _touch(
    place: Cell | TextLine, cell_id: str | None, at: tuple[int | None, int | None, int | None]
) -> _Touch | None:
    if cell_id:
        return _OWN if place_of(cell_id) == place else None
    if isinstance(place, TextLine) or at[0] != place.table_no:
        return None
    match at[1:]:
        case (None, None):
            return _TABLE
        case (row_no, None):
            return _ROW if row_no == place.row_no else None
        case (None, col_no):
            return _COLUMN if col_no == place.col_no else None
    return _OWN if at[1:] == (place.row_no, place.col_no) else None
