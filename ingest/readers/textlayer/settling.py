"""The columns of numbers settled over all tables of a document.

First by the sums that a header states, then by families of codes and by printed totals, then by the same
amount elsewhere, and last by which columns are usually filled (`placing` says how each proves itself).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ingest.readers.textlayer import headers, placing
from ingest.readers.textlayer.blocks import Block, Column, GridRow, Section
from ingest.text import bare, header_key
from ingest.wordings import Wordings

_FILLED_WEIGHT = 3


def settle(blocks: list[tuple[Section, Block]], known: Wordings) -> None:
    """Leave every row with the one choice of columns that was proved or is likely, or with none."""
    families: dict[tuple[str, tuple[str, ...]], list[Block]] = defaultdict(list)
    for section, block in blocks:
        if block.amounts and not block.is_indicator:
            key = (bare(section.title), tuple(column.key for column in block.columns))
            families[key].append(block)
    for members in families.values():
        _settle_rows(members, known)
    totals = _column_totals(list(families.values()), known)
    for key, members in families.items():
        _settle_families(members, key, totals)
    for members in families.values():
        for row in (row for block in members for row in block.rows):
            placing.reopen(row.entry)
    for members in families.values():
        _settle_rest(members, list(families.values()), known)


def _sums(block: Block, known: Wordings) -> list[placing.Sum]:
    """The sums that the header states; a group with an unknown wording states none."""
    leaves = {id(leaf): index for index, leaf in enumerate(block.tree.leaves)}
    sums: list[placing.Sum] = []

    def value_column(node: headers.Node) -> int | None:
        if not node.children:
            return leaves[id(node)]
        totals = [c for c in node.children if known.role_in(node.piece.key, c.piece.key) == "total"]
        return value_column(totals[0]) if totals else None

    def may_be_part(child: headers.Node, role: str | None) -> bool:
        """An amount that no relation names may be a part or not: then the sum proves nothing."""
        header = known.headers.get(child.piece.key)
        return role is None and (header is None or header.value_type in ("amount", "group"))

    def visit(group: str, children: Sequence[headers.Node]) -> None:
        roles = [(child, known.role_in(group, child.piece.key)) for child in children]
        total = [child for child, role in roles if role == "total"]
        parts = [value_column(child) for child, role in roles if role == "part"]
        if total and parts and not any(may_be_part(child, role) for child, role in roles):
            column = value_column(total[0])
            if column is not None and None not in parts:
                sums.append(placing.Sum(column, tuple(p for p in parts if p is not None)))
        for child in children:
            if child.children:
                visit(child.piece.key, child.children)

    visit("*", block.tree.roots)
    return sums


def _settle_rows(members: list[Block], known: Wordings) -> None:
    width = len(members[0].columns)
    sums = _sums(members[0], known)
    for block in members:
        for row in block.rows:
            placing.keep_possible(row.entry, sums, width, block.amounts)
            if block.is_doubtful or (block.has_unknown and len(row.entry.choices) > 1):
                row.entry.choices, row.entry.rivals = [], []


def _column_totals(families: list[list[Block]], known: Wordings) -> dict[str, set[int]]:
    """Notion of a column → amounts printed for it on a total row whose columns are already certain."""
    totals: dict[str, set[int]] = defaultdict(set)
    for members in families:
        for block in members:
            for row in block.rows:
                if len(row.entry.choices) != 1 or row.entry.rivals or not _is_total_row(row, known):
                    continue
                spread = row.entry.vector(row.entry.choices[0], len(block.columns))
                for column, amount in zip(block.columns, spread, strict=True):
                    if amount:
                        totals[_group_notion(column, known)].add(amount)
    return totals


def _group_notion(column: Column, known: Wordings) -> str:
    """What the amounts of a column add up to: a column 合计 speaks for the group above it."""
    if column.concept != "total":
        return column.notion
    group = known.headers.get(column.group)
    return (group.concept if group else "") or column.group


def _is_total_row(row: GridRow, known: Wordings) -> bool:
    """A row named 合计 or the like, or a row without any label: it states totals only."""
    return all(
        (header := known.headers.get(header_key(text))) is not None and header.concept == "total"
        for text in row.labels.values()
    )


def _settle_families(
    members: list[Block], key: tuple[str, tuple[str, ...]], totals: dict[str, set[int]]
) -> None:
    width = len(members[0].columns)
    rows = [row for block in members for row in block.rows if row.entry.amounts and row.entry.choices]
    tops: list[placing.Entry] = []
    path: list[GridRow] = []
    for row in rows:
        if row.code is None:
            path = []
            continue
        while path and not (row.code.startswith(path[-1].code or "") and row.code != path[-1].code):
            path.pop()
        if path:
            row.entry.parent = path[-1].entry
            path[-1].entry.children.append(row.entry)
        else:
            tops.append(row.entry)
        path.append(row)
    printed_total = [row.entry for row in rows if row.code is None and len(row.entry.choices) == 1]
    printed_total = [entry for entry in printed_total if not entry.rivals][:1]
    if printed_total and tops:
        spread = printed_total[0].vector(printed_total[0].choices[0], width)
        placing.solve_total(dict(enumerate(spread)), tops, width)
        placing.confirm(dict(enumerate(spread)), tops, width)
    else:
        for index, column in enumerate(members[0].columns):
            for amount in sorted(totals.get(column.notion, ())):
                placing.solve_total({index: amount}, tops, width)
                placing.confirm({index: amount}, tops, width)
    placing.solve_families(tops, width)
    placing.confirm_families(tops, width)


def _settle_rest(members: list[Block], families: list[list[Block]], known: Wordings) -> None:
    """Settle what arithmetic left open: same code or same concept elsewhere, else the usual columns."""
    others = [block for family in families if family is not members for block in family]
    by_code: set[tuple[str, str, int]] = set()
    by_concept: set[tuple[str, int]] = set()
    filled: set[str] = set()
    for block in others:
        for row in block.rows:
            if len(row.entry.choices) != 1:
                continue
            spread = row.entry.vector(row.entry.choices[0], len(block.columns))
            for column, amount in zip(block.columns, spread, strict=True):
                if amount and row.code:
                    by_code.add((row.code, column.notion, amount))
    for block in [*others, *members]:
        for row in block.rows:
            for column_no, text in row.labels.items():
                concept = known.concepts.get(header_key(text)) or known.concepts.get(bare(text))
                if concept and row.beside.get(column_no):
                    filled.add(concept)
                    by_concept.update((concept, amount) for amount in row.beside[column_no])
    for block in members:
        for row in block.rows:
            _choose(row, block.columns, by_code, by_concept, filled)


def _choose(
    row: GridRow,
    columns: Sequence[Column],
    by_code: set[tuple[str, str, int]],
    by_concept: set[tuple[str, int]],
    filled: set[str],
) -> None:
    def evidence(choice: placing.Choice) -> int:
        score = 0
        for index, amount in zip(choice, row.entry.amounts, strict=True):
            column = columns[index]
            score += 4 * ((row.code or "", column.notion, amount) in by_code)
            score += 2 * ((column.concept, amount) in by_concept)
        return score

    def weight(choice: placing.Choice) -> int:
        """That the same notion carries money elsewhere makes a column likely; it proves nothing."""
        return sum(columns[i].weight + _FILLED_WEIGHT * (columns[i].concept in filled) for i in choice)

    placing.choose(row.entry, evidence, weight)
