"""What is found between two titles while it is read: columns, rows whose numbers wait, blocks, sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.model import Row
from ingest.readers.textlayer import placing
from ingest.readers.textlayer.headers import HeaderTree
from ingest.wordings import Header, Wordings

_FEWEST_FIELDS = 3
_UNKNOWN = Header("amount", 1, "")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a rebuilt grid."""

    key: str
    value_type: str
    weight: int
    concept: str
    group: str
    known: bool

    @property
    def notion(self) -> str:
        """What two columns of other wordings have in common."""
        return self.concept or self.key


@dataclass(slots=True)
class GridRow:
    """A row whose numbers wait for their columns."""

    line_no: int
    page_no: int | None
    labels: dict[int, str]
    numbers: tuple[str, ...]
    beside: dict[int, tuple[int, ...]]
    entry: placing.Entry
    code: str | None


@dataclass(slots=True)
class Block:
    """A header and the rows below it."""

    tree: HeaderTree
    columns: tuple[Column, ...]
    rows: list[GridRow] = field(default_factory=list)

    @property
    def amounts(self) -> list[int]:
        """Indexes of the columns that hold amounts."""
        return [i for i, column in enumerate(self.columns) if column.value_type == "amount"]

    @property
    def is_indicator(self) -> bool:
        """True for a header of performance indicators."""
        types = {column.value_type for column in self.columns}
        return "value" in types and "name" in types

    @property
    def has_unknown(self) -> bool:
        """True when a wording of the header is in no seed."""
        return not all(column.known for column in self.columns)

    @property
    def is_doubtful(self) -> bool:
        """True when the wordings leave open which column stands where.

        That is so where they do not stand as they are printed; and an unknown one does it below groups, whose
        columns only the relations put in order, and among the labels.
        """
        if not self.tree.is_in_order:
            return True
        if not self.has_unknown:
            return False
        has_groups = any(root.children for root in self.tree.roots)
        first_amount = next(iter(self.amounts), len(self.columns))
        return has_groups or any(not c.known for c in self.columns[: first_amount + 1])


@dataclass(slots=True)
class Section:
    """What stands between two titles: the rows found, in order, and the lines they used."""

    title: str
    rows: list[Row | tuple[Block, GridRow]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    used_lines: list[int] = field(default_factory=list)
    field_labels: set[str] = field(default_factory=set)

    @property
    def is_table(self) -> bool:
        """A section is a table when it has a header or several fields; a lone label is a caption."""
        return bool(self.blocks) or len(self.field_labels) >= _FEWEST_FIELDS


def columns_of(tree: HeaderTree, known: Wordings) -> Iterable[Column]:
    """The columns of a header; one that no seed knows is an amount right of the labels, text among them."""
    groups = {id(leaf): root.piece.key for root in tree.roots for leaf in root.leaves()}
    leaves = tree.leaves
    first_amount = next(
        (
            i
            for i, leaf in enumerate(leaves)
            if leaf.piece.known and known.headers[leaf.piece.key].value_type == "amount"
        ),
        len(leaves),
    )
    for index, leaf in enumerate(leaves):
        header = known.headers.get(leaf.piece.key)
        if header is None:
            header = _UNKNOWN if index >= first_amount - 1 else Header("text", 1, "")
        value_type = "amount" if header.value_type == "group" else header.value_type
        yield Column(
            leaf.piece.key, value_type, header.fill_weight, header.concept, groups[id(leaf)], leaf.piece.known
        )
