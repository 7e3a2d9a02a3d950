"""Header lines over the columns below them: which cells head one column, and which a group of columns.

A cell with nothing of the header below it heads the column in which it stands. Every other cell spans a
group: it stands over its middle, or at its left or right edge, as the other cells stand over their columns.
A line of groups is taken apart only where one way fits, or one that the relations of the seeds allow; else
the header says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import product
from math import prod

from ingest.model import Row
from ingest.readers.spaced.columns import Strip, strips_of
from ingest.readers.spaced.words import Word, is_known, is_total
from ingest.text import header_key
from ingest.wordings import Wordings

# Columns of characters by which a group may stand off its middle, and one way must fit better than others.
_OFF_MIDDLE, _OFF_EDGE, _BETTER = 3.0, 1, 1.5
_MOST_OPEN, _MOST_WAYS = 4, 5000


class Style(Enum):
    """Where the cells of a header stand over their columns."""

    CENTRED = "centred"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Cell:
    """A header cell over the columns `first` to `last`, in the header line `level`."""

    text: str
    level: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Header:
    """Strips of the columns, their own wordings, all cells, and how far groups are `off` their places."""

    strips: tuple[Strip, ...]
    wordings: tuple[str, ...]
    cells: tuple[Cell, ...]
    off: float


@dataclass(frozen=True, slots=True)
class _Node:
    """A cell with the columns below it, and the columns of characters that these take."""

    word: Word
    level: int
    first: int
    last: int
    strip: Strip
    hull: Strip
    """The strip widened until the cell stands in its middle: what its printed cell may have taken."""


def header_of(lines: Sequence[Sequence[Word]], body: Iterable[Word], known: Wordings) -> Header | None:
    """The header over the words of a body, or None where it is not clear what stands over what."""
    levels = joined(lines, known)
    below = strips_of(body)
    deepest = max(level for level, words in enumerate(levels) if words)
    sure: list[tuple[Word, int]] = []
    groups: list[tuple[Word, int]] = []
    unsure: list[tuple[Word, int]] = []
    for level in range(deepest, -1, -1):
        for word in levels[level]:
            headed = [strip for strip in below if _meet(word, strip)]
            has_child = any(word.meets(other.start, other.end) for other, at in sure if at > level)
            has_group = any(word.meets(other.start, other.end) for other, at in groups if at > level)
            is_taken = any(
                other.meets(strip.start, strip.end) for strip in headed for other, at in sure if at > level
            )
            is_leaf = headed or not _may_be_group(word, levels[level + 1 :], below)
            if level == deepest or (is_leaf and not (has_child or has_group or is_taken)):
                sure.append((word, level))
            elif has_child or has_group or is_taken:
                groups.append((word, level))
            else:
                unsure.append((word, level))
    if len(unsure) > _MOST_OPEN:
        return None
    found: dict[tuple[Cell, ...], Header] = {}
    best = 0
    for style in Style:
        for are_leaves in product((True, False), repeat=len(unsure)):
            leaves = [*sure, *(each for each, is_leaf in zip(unsure, are_leaves, strict=True) if is_leaf)]
            others = [
                *groups,
                *(each for each, is_leaf in zip(unsure, are_leaves, strict=True) if not is_leaf),
            ]
            header = _header(leaves, others, below, known, style)
            agreeing = _agreeing([word for word, _ in leaves], below, style)
            if header is None or agreeing < best:
                continue
            if agreeing > best:
                found, best = {}, agreeing
            found[header.cells] = header
    return next(iter(found.values())) if len(found) == 1 else None


def _may_be_group(word: Word, deeper: Sequence[Sequence[Word]], below: Sequence[Strip]) -> bool:
    """True when the word reaches the columns that lower header lines head: beside them it spans none."""
    reach: list[float] = []
    for other in (each for words in deeper for each in words):
        edges = [other.start, other.end]
        edges += [edge for strip in below if _meet(other, strip) for edge in (strip.start, strip.end)]
        half = max(abs(edge - other.centre) for edge in edges)
        reach += [other.centre - half, other.centre + half]
    return bool(reach) and min(reach) - _OFF_MIDDLE <= word.end and word.start <= max(reach) + _OFF_MIDDLE


def _agreeing(leaves: Sequence[Word], below: Sequence[Strip], style: Style) -> int:
    """How many cells over wider columns stand in them as the style says."""
    agreeing = 0
    for word in leaves:
        for strip in below:
            left, right = word.start - strip.start, strip.end - word.end
            if _meet(word, strip) and min(left, right) >= 0 and left + right > _OFF_MIDDLE:
                middle = abs(left - right) <= _OFF_MIDDLE
                agreeing += {Style.CENTRED: middle, Style.LEFT: left <= _OFF_EDGE}.get(
                    style, right <= _OFF_EDGE
                )
    return agreeing


def joined(lines: Sequence[Sequence[Word]], known: Wordings) -> list[list[Word]]:
    """Header lines with wordings that were wrapped (科目 / 编码) put together in their first line."""
    levels = [list(line) for line in lines]
    for level in range(len(levels) - 2, -1, -1):
        upper, lower = levels[level], levels[level + 1]
        for number, word in enumerate(upper):
            parts = [part for part in lower if word.meets(part.start, part.end)]
            if len(parts) != 1 or sum(parts[0].meets(each.start, each.end) for each in upper) != 1:
                continue
            whole = Word(
                word.text + parts[0].text, min(word.start, parts[0].start), max(word.end, parts[0].end)
            )
            is_member = known.role_in(header_key(word.text), header_key(parts[0].text)) is not None
            if is_known(whole.text, known) and not (is_member or _is_middle(parts[0], upper, lower, known)):
                upper[number] = whole
                lower.remove(parts[0])
    return levels


def _is_middle(part: Word, upper: list[Word], lower: list[Word], known: Wordings) -> bool:
    """A wording of its own that stands beside others without a cell above them: it is one of a group."""
    if not is_known(part.text, known):
        return False
    place = lower.index(part)
    beside = lower[max(place - 1, 0) : place] + lower[place + 1 : place + 2]
    return any(not any(word.meets(each.start, each.end) for word in upper) for each in beside)


def _meet(word: Word, strip: Strip) -> bool:
    return word.meets(strip.start, strip.end)


def _header(
    leaves: Sequence[tuple[Word, int]],
    groups: Sequence[tuple[Word, int]],
    below: Sequence[Strip],
    known: Wordings,
    style: Style,
) -> Header | None:
    """Every strip headed by one leaf, and the groups over them; None where they are not clear."""
    strips = strips_of(
        [*(word for word, _ in leaves), *(Word("", strip.start, strip.end) for strip in below)]
    )
    headed = [[leaf for leaf in leaves if _meet(leaf[0], strip)] for strip in strips]
    if any(len(each) != 1 for each in headed):
        return None
    ordered = [each[0] for each in headed]
    hulls = list(_hulls(strips, [word for word, _ in ordered]))
    nodes = [
        _Node(word, level, number, number, strips[number], hulls[number])
        for number, (word, level) in enumerate(ordered)
    ]
    cells = list(nodes)
    off = 0.0
    for level in sorted({level for _, level in groups}, reverse=True):
        words = sorted((word for word, at in groups if at == level), key=lambda word: word.start)
        chosen = _grouped(words, level, nodes, known, style)
        if chosen is None:
            return None
        cost, made = chosen
        off += cost
        cells += made
        nodes = sorted(
            [
                *made,
                *(node for node in nodes if not any(g.first <= node.first <= g.last for g in made)),
            ],
            key=lambda node: node.first,
        )
    return Header(
        tuple(strips),
        tuple(word.text for word, _ in ordered),
        tuple(Cell(node.word.text, node.level, node.first, node.last) for node in cells),
        off,
    )


def _hulls(strips: Sequence[Strip], words: Sequence[Word]) -> Iterator[Strip]:
    ends = [0, *(strip.end for strip in strips)]
    starts = [*(strip.start for strip in strips[1:]), strips[-1].end]
    for strip, word, least, most in zip(strips, words, ends, starts, strict=False):
        half = max(word.centre - strip.start, strip.end - word.centre)
        left, right = round(word.centre - half), round(word.centre + half)
        yield Strip(max(least, left), max(strip.end, min(most, right)))


def _grouped(
    words: Sequence[Word], level: int, nodes: Sequence[_Node], known: Wordings, style: Style
) -> tuple[float, list[_Node]] | None:
    """The groups of one line, each over neighbouring nodes of lower lines: the one way that is clear.

    They cover all columns that have no cell in this line or, where labels stand in a line between, all
    whose cells begin in one line below. Where several ways do, the relations of the seeds must allow one.
    """
    fits = [list(_fits(word, level, nodes, style)) for word in words]
    if prod(map(len, fits)) > _MOST_WAYS:
        return None
    ways = list(_ways(words, fits, nodes, 0))
    open_nodes = [node for node in nodes if node.level > level]
    wanted = [open_nodes]
    tops = sorted({node.level for node in open_nodes})
    if len(tops) > 1:
        wanted += [[node for node in open_nodes if node.level == top] for top in tops]
    whole = [way for way in ways if _covered(way, open_nodes) == open_nodes]
    if whole:
        return _clear(level, whole, known)
    partial = [way for way in ways if _covered(way, open_nodes) in wanted[1:]]
    return _clear(level, partial or ways, known, is_whole=bool(partial))


_Fit = tuple[int, int, float]
_Way = tuple[float, tuple[tuple[Word, tuple[_Node, ...]], ...]]


def _fits(word: Word, level: int, nodes: Sequence[_Node], style: Style) -> Iterator[_Fit]:
    """Runs of nodes of lower lines over which the word may stand."""
    for first in range(len(nodes)):
        for stop in range(first + 1, len(nodes) + 1):
            block = nodes[first:stop]
            if block[-1].level <= level:
                break
            off = _off(word, block, style)
            if off is not None:
                yield first, stop, off


def _ways(
    words: Sequence[Word], fits: Sequence[Sequence[_Fit]], nodes: Sequence[_Node], start: int
) -> Iterator[_Way]:
    """All ways to put runs of nodes below the words, in order."""
    if not words:
        yield 0.0, ()
        return
    for first, stop, off in fits[0]:
        if first >= start:
            for cost, rest in _ways(words[1:], fits[1:], nodes, stop):
                yield off + cost, ((words[0], tuple(nodes[first:stop])), *rest)


def _off(word: Word, block: Sequence[_Node], style: Style) -> float | None:
    """How far a group stands off the middle, or the edge, of its columns; None where that is too far."""
    first, last = block[0], block[-1]
    if style is Style.CENTRED:
        middles = [(first.strip.start + last.strip.end) / 2, (first.hull.start + last.hull.end) / 2]
        off = min(abs(word.centre - middle) for middle in middles)
        return off if off <= _OFF_MIDDLE else None
    if style is Style.LEFT:
        off = min(abs(word.start - edge) for edge in (first.strip.start, first.word.start))
    else:
        off = min(abs(word.end - edge) for edge in (last.strip.end, last.word.end))
    return off if off <= _OFF_EDGE else None


def _covered(way: _Way, open_nodes: Sequence[_Node]) -> list[_Node]:
    held = {node.first for _, block in way[1] for node in block}
    return [node for node in open_nodes if node.first in held]


def _clear(
    level: int, ways: Sequence[_Way], known: Wordings, *, is_whole: bool = True
) -> tuple[float, list[_Node]] | None:
    """The way that fits best by far, else the largest that the relations allow; None where none is.

    Where the groups do not cover all columns, a middle may be that of three columns or of five: then nothing
    is clear without the relations.
    """
    if not ways:
        return None
    ranked = sorted(ways, key=lambda way: way[0])
    if is_whole and (len(ranked) == 1 or ranked[1][0] - ranked[0][0] >= _BETTER):
        return ranked[0][0], _made(level, ranked[0])
    near = [way for way in ranked if way[0] - ranked[0][0] < _BETTER and _is_allowed(way, known)]
    most = max(map(_size, near), default=0)
    largest = [way for way in near if _size(way) == most]
    return (largest[0][0], _made(level, largest[0])) if len(largest) == 1 else None


def _size(way: _Way) -> int:
    return sum(len(block) for _, block in way[1])


def _is_allowed(way: _Way, known: Wordings) -> bool:
    """True when the relations let all these stand below their groups, one of them at most as the total."""
    for word, block in way[1]:
        members = known.relations.get(header_key(word.text), {})
        has_total = "total" in members.values()
        totals = [node for node in block if is_total(node.word.text, known)]
        parts = [node for node in block if node not in totals]
        if len(totals) > 1 or (totals and not has_total):
            return False
        if any(header_key(node.word.text) not in members for node in parts):
            return False
    return True


def _made(level: int, way: _Way) -> list[_Node]:
    return [
        _Node(
            word,
            level,
            block[0].first,
            block[-1].last,
            Strip(block[0].strip.start, block[-1].strip.end),
            Strip(block[0].hull.start, block[-1].hull.end),
        )
        for word, block in way[1]
    ]


def may_span(word: Word, header: Header, first: int) -> bool:
    """True when a word above the header may head some of the columns from `first` on, not the whole table."""
    strips = header.strips
    if word.start < strips[first].start or word.end > strips[-1].end:
        return False
    if abs(word.centre - (strips[0].start + strips[-1].end) / 2) <= _OFF_MIDDLE:
        return False
    return any(
        abs(word.centre - (strips[left].start + strips[right].end) / 2) <= _OFF_MIDDLE
        or (left > 0 and abs(word.start - strips[left].start) <= _OFF_EDGE)
        for left in range(first, len(strips))
        for right in range(left + 1, len(strips))
    )


def rows_of(header: Header, line_numbers: Sequence[int]) -> list[Row]:
    """The header lines as rows; a cell stands in its first column and covers the rest of its span."""
    rows = []
    for level in sorted({cell.level for cell in header.cells}):
        texts, spans = [""] * len(header.strips), [(1, 1)] * len(header.strips)
        for cell in header.cells:
            if cell.level == level:
                texts[cell.first], spans[cell.first] = cell.text, (1, cell.last - cell.first + 1)
        rows.append(Row(tuple(texts), line_numbers[level], spans=tuple(spans)))
    return rows
