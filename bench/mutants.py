"""Mutants of documents: what a reader delivered, with one thing in it changed.

A mutant is a copy of the raw rows of one document. What may be changed is found in the warehouse itself:
the cells of the amounts that it loaded, the codes beside them, the unit labels above them, and the
sentences that state money.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

FIGURE = re.compile(r"\d[\d,，]*(?:\.\d+)?")
TEXT = "narrative_statement"
TARGET_FORM = "performance_target"

_LOADED = """
select
    lines.document_id, lines.table_no, lines.row_no, lines.col_no, lines.statement_code,
    lines.amount_printed, coalesce(lines.function_code_printed, lines.economic_code_printed) as code,
    lines.amount_cny, lines.stage, proofs.proof <> 'unchecked' as is_reached
from intermediate.int_budget_lines_accepted as lines
inner join intermediate.int_line_proofs as proofs using (budget_line_key)
inner join raw.documents using (document_id)
where raw.documents.superseded_by is null and lines.statement_code <> 'narrative_statement'
order by all
"""
_STATED = """
select
    stated.document_id, stated.row_no, stated.amount_printed, stated.amount_cny, stated.stage,
    printed.line_text
from intermediate.int_budget_lines_accepted as stated
inner join raw.lines as printed
    on stated.document_id = printed.document_id and stated.row_no = printed.line_no
where stated.statement_code = 'narrative_statement' and stated.measure = 'level' and stated.amount_cny <> 0
order by stated.document_id, stated.row_no, stated.col_no, stated.cell_id
"""
_AMOUNT_COLUMNS = """
select document_id, table_no, row_no, col_no
from mart.qc_table_column
inner join mart.qc_table_row using (document_id, table_no, block_no)
where row_role = 'body' and role = 'amount'
"""
_UNITS = """
select document_id, table_no, unit_text, unit_printed
from intermediate.int_units_printed
where
    unit_printed in ('元', '万元')
    and (document_id, table_no) not in (
        select (document_id, table_no)
        from intermediate.int_findings
        where finding_code = 'unit_label_contradicted'
    )
order by all
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell: table, row and column, all from 1; a line of running text has a row alone."""

    table_no: int | None
    row_no: int
    col_no: int | None


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: what it was, where, and the cells of which one is to be suspected.

    ``is_reached``: whether the warehouse claims that anything proves or confirms what was changed.
    """

    document_id: str
    copy_id: str
    kind: str
    statement_code: str
    cells: tuple[Cell, ...]
    before: str
    after: str
    is_reached: bool = True

    @property
    def part(self) -> str:
        """What it is counted with: target forms and what the warehouse calls unchecked stand apart."""
        if self.statement_code.endswith(TARGET_FORM):
            return "target forms"
        return "all" if self.is_reached else "unchecked"

    def is_named_by(self, place: Cell) -> bool:
        """Whether a finding there names the change: its cell; of a code its row, for the amount is told
        with it; of a lost row or a label its table, for they are no longer there.
        """
        if self.kind in ("row lost", "unit label"):
            return place.table_no == self.cells[0].table_no
        if self.kind == "code":
            return (place.table_no, place.row_no) == (self.cells[0].table_no, self.cells[0].row_no)
        return place in self.cells


@dataclass(frozen=True, slots=True)
class Amount:
    """One loaded amount of a table or form, as printed and in yuan, with the code of its row."""

    cell: Cell
    statement_code: str
    printed: str
    code: str | None
    cny: Decimal
    stage: str
    is_reached: bool


def changed_digit(printed: str, draw: random.Random) -> str | None:
    """The figure with one digit replaced; None for one without a digit above nothing."""
    places = [place for place, sign in enumerate(printed) if sign.isdigit()]
    if not any(printed[place] != "0" for place in places):
        return None
    place = draw.choice(places)
    digits = [digit for digit in "0123456789" if digit != printed[place]]
    if place == places[0] and len(places) > 1:
        digits = [digit for digit in digits if digit != "0"]
    return printed[:place] + draw.choice(digits) + printed[place + 1 :]


def slipped(printed: str, draw: random.Random) -> str | None:
    """The figure ten or a hundred times as large or as small; None where it is nothing."""
    value = Decimal(printed.replace(",", "").replace("，", "") or 0)
    return None if value == 0 else f"{value.scaleb(draw.choice((-2, -1, 1, 2))):f}"


def swapped(printed: str, draw: random.Random) -> str | None:
    """The figure with two digits that stand side by side exchanged; None where all are alike."""
    places = [
        place
        for place in range(len(printed) - 1)
        if printed[place : place + 2].isdigit() and printed[place] != printed[place + 1]
    ]
    if not places:
        return None
    place = draw.choice(places)
    return printed[:place] + printed[place + 1] + printed[place] + printed[place + 2 :]


FIGURES: Mapping[str, Callable[[str, random.Random], str | None]] = {
    "digit": changed_digit,
    "slip": slipped,
    "swap": swapped,
}


class Documents:
    """The documents of a built warehouse, as far as mutants of them are drawn and written."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self.amounts: dict[str, list[Amount]] = defaultdict(list)
        for document, table, row, col, *rest in connection.execute(_LOADED).fetchall():
            self.amounts[document].append(Amount(Cell(table, row, col), *rest))
        self.rows: dict[tuple[str, int, int], list[str]] = {
            (document, table, row): cells
            for document, table, row, cells in connection.execute(
                "select document_id, table_no, row_no, cells from raw.rows"
            ).fetchall()
        }
        self._columns: dict[tuple[str, int, int], set[int]] = defaultdict(set)
        for document, table, row, col in connection.execute(_AMOUNT_COLUMNS).fetchall():
            self._columns[document, table, row].add(col)

    def drawn(self, per_kind: int, draw: random.Random) -> list[Mutant]:
        """So many mutants of each kind, drawn over all documents, and a quarter as many of target forms;
        fewer where there is no more to change.
        """
        kinds: dict[tuple[str, bool], list[Mutant]] = defaultdict(list)
        for mutant in {mutant.copy_id: mutant for mutant in self._possible(draw)}.values():
            kinds[mutant.kind, mutant.part == "target forms"].append(mutant)
        return [
            mutant
            for (kind, is_form), ones in kinds.items()
            for mutant in draw.sample(ones, min(per_kind // 4 if is_form else per_kind, len(ones)))
        ]

    def _possible(self, draw: random.Random) -> Iterator[Mutant]:
        for document, amounts in self.amounts.items():
            yield from self._of_amounts(document, amounts, draw)
            yield from self._of_rows(document, amounts)
        yield from self._of_units()
        yield from self._of_text(draw)

    def _of_amounts(self, document: str, amounts: Sequence[Amount], draw: random.Random) -> Iterator[Mutant]:
        for amount in amounts:
            figure = FIGURE.search(amount.printed)
            for kind, change in FIGURES.items():
                before = figure[0] if figure else ""
                after = change(before, draw)
                if after is not None:
                    yield _mutant(
                        document,
                        kind,
                        amount.statement_code,
                        (amount.cell,),
                        before,
                        after,
                        amount.is_reached,
                    )
            yield from self._moved(document, amount)
            if amount.code:
                after = changed_digit(amount.code, draw)
                found = self._cell_of_code(document, amount)
                if after and found:
                    yield _mutant(document, "code", amount.statement_code, (found,), amount.code, after)

    def _moved(self, document: str, amount: Amount) -> Iterator[Mutant]:
        cell = amount.cell
        cells = self.rows.get((document, cell.table_no or 0, cell.row_no), [])
        for col in ((cell.col_no or 0) - 1, (cell.col_no or 0) + 1):
            is_free = 1 <= col <= len(cells) and not cells[col - 1].strip()
            if is_free and col in self._columns[document, cell.table_no or 0, cell.row_no]:
                other = Cell(cell.table_no, cell.row_no, col)
                yield _mutant(
                    document,
                    "moved",
                    amount.statement_code,
                    (cell, other),
                    amount.printed,
                    "",
                    amount.is_reached,
                )

    def _cell_of_code(self, document: str, amount: Amount) -> Cell | None:
        cell = amount.cell
        cells = self.rows.get((document, cell.table_no or 0, cell.row_no), [])
        for place, text in enumerate(cells, 1):
            if amount.code and text.replace(" ", "").startswith(amount.code):
                return Cell(cell.table_no, cell.row_no, place)
        return None

    def _of_rows(self, document: str, amounts: Sequence[Amount]) -> Iterator[Mutant]:
        rows: dict[tuple[int | None, int], list[Amount]] = defaultdict(list)
        for amount in amounts:
            if amount.cny != 0:
                rows[amount.cell.table_no, amount.cell.row_no].append(amount)
        for (table, row), lost in rows.items():
            reached = any(amount.is_reached for amount in lost)
            yield _mutant(
                document, "row lost", lost[0].statement_code, (Cell(table, row, None),), "row", "", reached
            )

    def _of_units(self) -> Iterator[Mutant]:
        statements = {
            (document, amount.cell.table_no): amount.statement_code
            for document, amounts in self.amounts.items()
            for amount in amounts
        }
        for document, table, text, unit in self._connection.execute(_UNITS).fetchall():
            if (document, table) in statements:
                after = text.replace("万元", "元") if unit == "万元" else text.replace("元", "万元")
                statement = statements[document, table]
                yield _mutant(document, "unit label", statement, (Cell(table, 0, None),), text, after)

    def _of_text(self, draw: random.Random) -> Iterator[Mutant]:
        in_tables = {
            document: {(amount.cny, amount.stage) for amount in amounts}
            for document, amounts in self.amounts.items()
        }
        seen: Counter[tuple[str, int, str]] = Counter()
        for document, line, printed, cny, stage, text in self._connection.execute(_STATED).fetchall():
            figure = FIGURE.search(printed)
            if not figure:
                continue
            place = _place(text, figure[0], seen[document, line, figure[0]])
            seen[document, line, figure[0]] += 1
            after = draw.choice((changed_digit, slipped))(figure[0], draw)
            if place is None or after is None:
                continue
            # What stands before it tells one of equal figures in a line from the other.
            before = text[: place + len(figure[0])]
            is_restated = (cny, stage) in in_tables.get(document, ())
            yield _mutant(
                document,
                "sentence restates" if is_restated else "sentence alone",
                TEXT,
                (Cell(None, line, None),),
                before,
                text[:place] + after,
            )


def _place(text: str, figure: str, number: int) -> int | None:
    """Where the figure stands in the line for the n-th time, from 0, as a number of its own."""
    found = [match.start() for match in FIGURE.finditer(text) if match[0] == figure]
    return found[number] if number < len(found) else None


def _mutant(
    document: str,
    kind: str,
    statement: str,
    cells: tuple[Cell, ...],
    before: str,
    after: str,
    is_reached: bool = True,
) -> Mutant:
    told = repr((document, kind, cells, before, after)).encode()
    copy_id = hashlib.sha256(told).hexdigest()[: len(document)]
    return Mutant(document, copy_id, kind, statement, cells, before, after, is_reached)


def written(connection: duckdb.DuckDBPyConnection, mutants: Sequence[Mutant]) -> None:
    """Write each mutant beside its document into the raw tables."""
    connection.execute("create temp table copies (document_id varchar, copy_id varchar)")
    connection.executemany(
        "insert into copies values (?, ?)", [(mutant.document_id, mutant.copy_id) for mutant in mutants]
    )
    for table in ("documents", "tables", "rows", "lines", "left_out", "outcomes", "manifest"):
        connection.execute(
            f"insert into raw.{table} by name select originals.* replace (copies.copy_id as document_id)"
            f" from raw.{table} as originals inner join copies on originals.document_id = copies.document_id"
        )
    for mutant in mutants:
        _CHANGES.get(mutant.kind, _change_figure)(connection, mutant)


def _change_figure(connection: duckdb.DuckDBPyConnection, mutant: Mutant) -> None:
    cell = mutant.cells[0]
    where = [mutant.copy_id, cell.table_no, cell.row_no]
    (cells, line_no) = connection.execute(
        "select cells, line_no from raw.rows where document_id = ? and table_no = ? and row_no = ?", where
    ).fetchone() or ([], None)
    changed = list(cells)
    place = (cell.col_no or 1) - 1
    changed[place] = changed[place].replace(mutant.before, mutant.after, 1)
    connection.execute(
        "update raw.rows set cells = ? where document_id = ? and table_no = ? and row_no = ?",
        [changed, *where],
    )
    _change_line(connection, mutant, line_no)


def _change_line(connection: duckdb.DuckDBPyConnection, mutant: Mutant, line_no: int | None) -> None:
    found = connection.execute(
        "select line_text from raw.lines where document_id = ? and line_no = ?", [mutant.copy_id, line_no]
    ).fetchone()
    if found:
        connection.execute(
            "update raw.lines set line_text = ? where document_id = ? and line_no = ?",
            [found[0].replace(mutant.before, mutant.after, 1), mutant.copy_id, line_no],
        )


def _change_text(connection: duckdb.DuckDBPyConnection, mutant: Mutant) -> None:
    _change_line(connection, mutant, mutant.cells[0].row_no)


def _move(connection: duckdb.DuckDBPyConnection, mutant: Mutant) -> None:
    source, target = mutant.cells
    where = [mutant.copy_id, source.table_no, source.row_no]
    (cells,) = connection.execute(
        "select cells from raw.rows where document_id = ? and table_no = ? and row_no = ?", where
    ).fetchone() or ([],)
    changed = list(cells)
    here, there = (source.col_no or 1) - 1, (target.col_no or 1) - 1
    changed[here], changed[there] = "", changed[here]
    connection.execute(
        "update raw.rows set cells = ? where document_id = ? and table_no = ? and row_no = ?",
        [changed, *where],
    )


def _lose_row(connection: duckdb.DuckDBPyConnection, mutant: Mutant) -> None:
    cell = mutant.cells[0]
    where = [mutant.copy_id, cell.table_no, cell.row_no]
    connection.execute(
        "delete from raw.lines where document_id = ? and line_no in (select line_no from raw.rows"
        " where document_id = ? and table_no = ? and row_no = ?)",
        [mutant.copy_id, *where],
    )
    connection.execute("delete from raw.rows where document_id = ? and table_no = ? and row_no = ?", where)
    connection.execute(
        "update raw.rows set row_no = row_no - 1 where document_id = ? and table_no = ? and row_no > ?", where
    )
    connection.execute(
        "update raw.tables set row_count = row_count - 1 where document_id = ? and table_no = ?", where[:2]
    )


def _relabel(connection: duckdb.DuckDBPyConnection, mutant: Mutant) -> None:
    """The label as it stands in a row of the table, or in the lines right above it."""
    table = mutant.cells[0].table_no
    before, after = ("万元", "元") if "万元" in mutant.before else ("元", "万元")
    rows = connection.execute(
        "select row_no, cells from raw.rows where document_id = ? and table_no = ?"
        " and (row_no <= 6 or list_contains(cells, ?)) order by row_no",
        [mutant.copy_id, table, mutant.before],
    ).fetchall()
    for row_no, cells in rows:
        labelled = [_relabelled(text, before, after) for text in cells]
        if labelled != cells:
            connection.execute(
                "update raw.rows set cells = ? where document_id = ? and table_no = ? and row_no = ?",
                [labelled, mutant.copy_id, table, row_no],
            )
    lines = connection.execute(
        "select line_no, line_text from raw.lines inner join raw.tables using (document_id)"
        " where document_id = ? and raw.tables.table_no = ?"
        " and line_no between first_line_no - 4 and least(first_line_no + 6, last_line_no)"
        " and coalesce(raw.lines.table_no, ?) = ?",
        [mutant.copy_id, table, table, table],
    ).fetchall()
    for line_no, line_text in lines:
        relabelled = _relabelled(line_text, before, after)
        if relabelled != line_text:
            connection.execute(
                "update raw.lines set line_text = ? where document_id = ? and line_no = ?",
                [relabelled, mutant.copy_id, line_no],
            )


def _relabelled(text: str, before: str, after: str) -> str:
    return re.sub(rf"(单\s*位\s*[:：]\s*\S*?|金额\s*[（(]){before}", rf"\g<1>{after}", text)


_CHANGES: Mapping[str, Callable[[duckdb.DuckDBPyConnection, Mutant], None]] = {
    "moved": _move,
    "row lost": _lose_row,
    "unit label": _relabel,
    "sentence restates": _change_text,
    "sentence alone": _change_text,
}
