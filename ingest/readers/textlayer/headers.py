"""Header lines of a text layer: cut into known wordings, then built into a tree of columns.

A text layer gives the words of a header in reading order, wrapped and glued at will
(一般公共预算财政 / 拨款). Only the seeds tell where one wording ends and the next begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.text import bare, header_key
from ingest.wordings import Wordings

_LONGEST = 32
_UNKNOWN_COST = 10.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One wording of a header, where it starts and ends; an unknown one is a single printed word."""

    text: str
    line: int
    line_end: int
    known: bool
    place: int = 0
    """Its first letter, counted from the first of the header."""

    @property
    def key(self) -> str:
        """The wording without year, numbering and unit."""
        return header_key(self.text)


@dataclass(slots=True)
class Node:
    """A column or a group of columns."""

    piece: Piece
    children: list[Node] = field(default_factory=list)

    def leaves(self) -> list[Node]:
        """The columns below this node, itself when it is one."""
        return [leaf for child in self.children for leaf in child.leaves()] or [self]

    @property
    def depth(self) -> int:
        """Number of header rows this node needs."""
        return 1 + max((child.depth for child in self.children), default=0)


@dataclass(frozen=True)
class HeaderTree:
    """The columns of one table, in order, with the groups above them."""

    roots: tuple[Node, ...]

    @property
    def leaves(self) -> list[Node]:
        """Columns from left to right."""
        return [leaf for root in self.roots for leaf in root.leaves()]

    @property
    def is_in_order(self) -> bool:
        """True where the wordings of every line stand in the tree as they are printed, left to right.

        What its group did not claim (of 小计, 基本支出, 项目支出 it knows two) ends up behind all others.
        """
        leaves = [leaf.piece for leaf in self.leaves]
        printed = sorted(leaves, key=lambda piece: piece.place)
        return all(
            leaves.index(piece) < leaves.index(later)
            for piece, later in pairwise(printed)
            if piece.line == later.line
        )

    def rows(self) -> list[list[str]]:
        """Header rows as they would be printed in a grid: groups above, blank where merged."""
        depth = max(root.depth for root in self.roots)
        width = len(self.leaves)
        grid = [["" for _ in range(width)] for _ in range(depth)]

        def fill(node: Node, level: int, column: int) -> int:
            grid[level][column] = node.piece.text
            if not node.children:
                return column + 1
            for child in node.children:
                column = fill(child, level + 1, column)
            return column

        column = 0
        for root in self.roots:
            column = fill(root, 0, column)
        return grid


def cut(words: Sequence[tuple[str, int]], known: Wordings) -> list[Piece]:
    """Cut printed words (text, line) into wordings, the fewest that cover them.

    A known wording may span words and lines and may end within a word; what no wording covers is
    kept as one unknown piece per printed word.
    """
    text = "".join(bare(word) for word, _ in words)
    starts: dict[int, tuple[str, int]] = {}
    line_at: list[int] = []
    for word, line in words:
        starts[len(line_at)] = (bare(word), line)
        line_at.extend([line] * len(bare(word)))
    best: list[tuple[float, list[Piece]] | None] = [None] * (len(text) + 1)
    best[0] = (0.0, [])
    for end_of_previous, state in enumerate(best):
        if state is None or end_of_previous == len(text):
            continue
        cost, pieces = state
        for end in range(end_of_previous + 1, min(len(text), end_of_previous + _LONGEST) + 1):
            chunk = text[end_of_previous:end]
            lines = line_at[end_of_previous:end]
            if header_key(chunk) in known.headers and _is_whole(chunk) and not _is_group(chunk, lines, known):
                glued = 0.0 if end == len(text) or end in starts else 0.5
                _offer(
                    best,
                    end,
                    cost + 1 + glued,
                    [
                        *pieces,
                        Piece(chunk, line_at[end_of_previous], line_at[end - 1], True, end_of_previous),
                    ],
                )
        if end_of_previous in starts:
            word, line = starts[end_of_previous]
            end = end_of_previous + len(word)
            _offer(
                best, end, cost + _UNKNOWN_COST, [*pieces, Piece(word, line, line, False, end_of_previous)]
            )
    final = best[len(text)]
    return final[1] if final else []


def _is_whole(chunk: str) -> bool:
    """A bracket that opens in a wording also closes in it, unless the print cut it off at the end."""
    return chunk.count("(") == chunk.count(")")


def _is_group(chunk: str, lines: Sequence[int], known: Wordings) -> bool:
    """支出 with 项目 in the line below it is a group and its member, not a wrapped 支出项目."""
    first = lines.count(lines[0])
    return known.role_in(header_key(chunk[:first]), header_key(chunk[first:])) is not None


def _offer(best: list[tuple[float, list[Piece]] | None], end: int, cost: float, pieces: list[Piece]) -> None:
    current = best[end]
    if current is None or cost < current[0]:
        best[end] = (cost, pieces)


def build(pieces: Sequence[Piece], known: Wordings) -> HeaderTree:
    """Arrange wordings into columns below their groups, as the relations of the seeds allow."""
    nodes = [Node(piece) for piece in pieces]
    claimed: set[int] = set()
    for band in reversed(_sibling_groups(nodes, known)):
        _distribute(nodes, band, claimed, known)
    return HeaderTree(tuple(node for index, node in enumerate(nodes) if index not in claimed))


def _sibling_groups(nodes: list[Node], known: Wordings) -> list[list[int]]:
    """Runs of neighbouring group wordings on one line: they share out what follows."""
    bands: list[list[int]] = []
    for index, node in enumerate(nodes):
        if not (known.is_group(node.piece.key) or _has_parts(index, nodes, known)):
            continue
        previous = bands[-1][-1] if bands else None
        if previous == index - 1 and nodes[previous].piece.line == node.piece.line:
            bands[-1].append(index)
        else:
            bands.append([index])
    return bands


def _distribute(nodes: list[Node], band: list[int], claimed: set[int], known: Wordings) -> None:
    """Give every later wording to the group of the band that may hold it; a repeat opens the next group."""
    position = 0
    for index in range(band[-1] + 1, len(nodes)):
        if index in claimed:
            continue
        key = nodes[index].piece.key
        for candidate in range(position, len(band)):
            group = nodes[band[candidate]]
            held = {child.piece.key for child in group.children}
            is_below = nodes[index].piece.line > group.piece.line
            may_hold = known.role_in(group.piece.key, key) or _is_part_of(key, group.piece.key, known)
            if is_below and may_hold and key not in held:
                group.children.append(nodes[index])
                claimed.add(index)
                position = candidate
                break


def _has_parts(index: int, nodes: list[Node], known: Wordings) -> bool:
    """Whether 类, 款 or 项 is printed on a line below a wording of codes."""
    return any(
        node.piece.line > nodes[index].piece.line
        and _is_part_of(node.piece.key, nodes[index].piece.key, known)
        for node in nodes[index + 1 :]
    )


def _is_part_of(part: str, code: str, known: Wordings) -> bool:
    """类, 款 and 项 are parts of a code, whatever the wording of its column."""
    headers = known.headers
    return (
        part in headers
        and code in headers
        and headers[part].value_type == "code_part"
        and headers[code].value_type == "code"
    )
