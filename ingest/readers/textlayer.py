"""The text layer of a PDF: lines of words, from which tables and forms are rebuilt.

What is lost: columns, blank cells, the place of merged cells. What is left: the order of words, line
ends and blank lines. Sections start at title lines; within a section a line either opens form fields
(label and value), belongs to a header, fills the columns of the last header, or continues the text of
the last field. Numbers whose column is lost are settled afterwards, over all tables (`ingest.placing`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

from ingest import headers, placing
from ingest.headers import HeaderTree, Piece
from ingest.model import Grid, Line, Placement, Row, Table
from ingest.text import bare, header_key
from ingest.wordings import Header, Wordings

_NUMBER = re.compile(r"^[-−]?\(?\d[\d,]{0,40}(\.\d+)?\)?$")
_CODE = re.compile(r"^\d{3,12}$")
_SENTENCE = re.compile(r"[。;；,，]")
_LONGEST_TITLE = 60
_FEWEST_FIELDS = 3
_PAGE_GAP = 2
_MOST_HEADER_WORDS = 60
_FILLED_WEIGHT = 3
_MOST_HEADER_LETTERS = 1000
_LABEL_TYPES = frozenset({"code", "text", "name", "level1", "level2"})
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
        """True when an unknown wording leaves open which column stands where.

        That is so below groups, whose columns only the relations put in order, and among the labels.
        """
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


def read(stretches: Iterable[Sequence[Line]], known: Wordings) -> list[Table]:
    """Tables of all stretches of one document, settled together. Lines must be repaired text."""
    sections = [section for stretch in stretches for section in _sections(stretch, known) if section.is_table]
    _settle([(section, block) for section in sections for block in section.blocks], known)
    return [_table(section) for section in sections]


# --- sections -----------------------------------------------------------------------------------


def _sections(lines: Sequence[Line], known: Wordings) -> list[Section]:
    vertical = _vertical_lines(lines)
    sections: list[Section] = []
    body: list[Line] = []
    title = ""

    def close() -> None:
        if body:
            sections.append(_Reader(title, known).read(body, vertical))

    for line in lines:
        if is_title(line.text, known):
            close()
            title, body = line.text, []
        else:
            body.append(line)
    close()
    return sections


def is_title(text: str, known: Wordings) -> bool:
    """A short line without sentence marks that holds the title of a statement."""
    words = bare(text)
    if len(words) > _LONGEST_TITLE or _SENTENCE.search(words):
        return False
    return any(title in words for title in known.titles)


def _vertical_lines(lines: Sequence[Line]) -> set[int]:
    """Numbers of lines that spell a merged cell downwards, one character a line."""
    vertical: set[int] = set()
    run: list[int] = []
    for line in lines:
        if len(line.text) == 1 and not line.text.isascii():
            run.append(line.line_no)
            continue
        if len(run) >= 3:
            vertical.update(run)
        run = []
    if len(run) >= 3:
        vertical.update(run)
    return vertical


class _Reader:
    """Reads the lines of one section."""

    def __init__(self, title: str, known: Wordings) -> None:
        self.known = known
        self.section = Section(title)
        self.block: Block | None = None
        self.open_field: int | None = None
        self.continued: dict[int, list[str]] = defaultdict(list)
        self.pending: list[tuple[str, int]] = []
        self.gap = 0

    def read(self, lines: Sequence[Line], vertical: set[int]) -> Section:
        index = 0
        while index < len(lines):
            line = lines[index]
            if not line.text:
                self.gap += 1
                index += 1
                continue
            if line.line_no in vertical:
                self.open_field = None
                index += 1
                continue
            used = self._header(lines, index, vertical)
            if not used:
                self._line(line)
                used = 1
            self.gap = 0
            index += used
        for row_index, texts in self.continued.items():
            row = self.section.rows[row_index]
            assert isinstance(row, Row)
            cells = (*row.cells[:-1], "".join([row.cells[-1], *texts]))
            self.section.rows[row_index] = Row(cells, row.line_no, row.page_no)
        return self.section

    def _header(self, lines: Sequence[Line], start: int, vertical: set[int]) -> int:
        """Try to read a header from `start`; returns the number of lines it takes, 0 for none."""
        if self._fields(lines[start].text.split()) and not self._is_header_line(lines[start]):
            return 0
        words: list[tuple[str, int]] = []
        pieces: list[Piece] = []
        used = letters = 0
        for offset in range(len(lines) - start):
            line = lines[start + offset]
            if not line.text or line.line_no in vertical:
                continue
            parts = line.text.split()
            words += [(part, line.line_no) for part in parts]
            letters += len(line.text)
            if (
                letters > _MOST_HEADER_LETTERS
                or len(words) > _MOST_HEADER_WORDS
                or any(_NUMBER.match(part) for part in parts)
            ):
                break
            longer = headers.cut(words, self.known)
            if longer[0].line == line.line_no and not any(piece.known for piece in longer):
                return 0
            if pieces and self._opens_body(parts, pieces, longer):
                break
            if _is_header(longer) and any(p.known and p.line_end == line.line_no for p in longer):
                pieces, used = longer, offset + 1
        if not pieces or max(Counter(piece.line for piece in pieces).values()) < 2:
            return 0
        tree = headers.build(pieces, self.known)
        self.block = Block(tree, tuple(_columns(tree, self.known)))
        self.section.blocks.append(self.block)
        header_lines = [line for line in lines[start : start + used] if line.text]
        for index, cells in enumerate(tree.rows()):
            line = header_lines[min(index, len(header_lines) - 1)]
            self.section.rows.append(Row(tuple(cells), line.line_no, line.page_no))
        self.section.used_lines += [line.line_no for line in header_lines]
        self.open_field, self.pending = None, []
        return used

    def _is_header_line(self, line: Line) -> bool:
        """True when a line that opens with a label (单位名称) goes on with columns that are no labels."""
        if len(line.text) > _MOST_HEADER_LETTERS:
            return False
        pieces = headers.cut([(word, line.line_no) for word in line.text.split()], self.known)
        columns = [piece for piece in pieces if bare(piece.text) not in self.known.labels]
        return len(columns) >= 2 and all(piece.known for piece in pieces)

    def _opens_body(self, parts: list[str], pieces: list[Piece], longer: list[Piece]) -> bool:
        """A lone 合计 that the header has already, or a field label, is the first row below it.

        A label that only completes the last wording (国有资本经营预算 / 财政拨款) is still header.
        """
        if len(parts) == 1 and self._is_total(parts[0]) and self._has(pieces, parts[0]):
            return True
        completes = len(longer) == len(pieces) and all(piece.known for piece in longer)
        return self._fields(parts) is not None and not completes

    def _is_total(self, text: str) -> bool:
        header = self.known.headers.get(header_key(text))
        return header is not None and header.concept == "total"

    @staticmethod
    def _has(pieces: list[Piece], text: str) -> bool:
        return any(piece.key == header_key(text) for piece in pieces)

    def _fields(self, words: Sequence[str]) -> list[str] | None:
        """Cells of a line of form fields [label, value, …]; None when it does not open with a label."""
        cells: list[str] = []
        for word in words:
            label, colon, rest = word.partition(":")
            if bare(word).rstrip(":") in self.known.labels:
                cells += [word, ""]
            elif colon and bare(label) in self.known.labels:
                cells += [label + colon, rest]
            elif not cells:
                return None
            else:
                cells[-1] = f"{cells[-1]} {word}".strip()
        return cells or None

    def _line(self, line: Line) -> None:
        words = line.text.split()
        cells = self._fields(words)
        if cells and not self._is_level_row(words):
            self.section.rows.append(Row(tuple(cells), line.line_no, line.page_no))
            self.section.field_labels.update(bare(cell).rstrip(":") for cell in cells[::2])
            self.section.used_lines.append(line.line_no)
            self.block, self.pending = None, []
            self.open_field = len(self.section.rows) - 1
        elif self.block is not None and self.block.is_indicator and not self.block.has_unknown:
            self._indicator_line(line, words)
        elif self.block is not None:
            self._grid_line(line, words)
        elif self.open_field is not None:
            self._continue_field(line)

    def _is_level_row(self, words: Sequence[str]) -> bool:
        """In an indicator block a line with an operator is an indicator, whatever it opens with."""
        return (
            self.block is not None
            and self.block.is_indicator
            and any(word in self.known.operators for word in words)
        )

    def _continue_field(self, line: Line) -> None:
        assert self.open_field is not None
        self.continued[self.open_field].append(line.text)
        self.section.used_lines.append(line.line_no)

    # --- rows of a grid -------------------------------------------------------------------------

    def _grid_line(self, line: Line, words: list[str]) -> None:
        assert self.block is not None
        has_number = any(_NUMBER.match(word) for word in words)
        if self.gap >= _PAGE_GAP and not has_number:
            self.block = None
            return
        parsed = _grid_row(self.block, line, words)
        self.section.used_lines.append(line.line_no)
        if parsed is None:
            self.section.rows.append(Row((line.text,), line.line_no, line.page_no))
            return
        self.block.rows.append(parsed)
        self.section.rows.append((self.block, parsed))

    # --- rows of indicators ---------------------------------------------------------------------

    def _indicator_line(self, line: Line, words: list[str]) -> None:
        assert self.block is not None
        if self.gap >= _PAGE_GAP:
            self.pending = []
        words = _split_operator(words, self.known)
        types = [column.value_type for column in self.block.columns]
        anchor = self._anchor(words, types)
        if anchor is None:
            self.pending += [(word, line.line_no) for word in words]
            return
        before = [*self.pending, *((word, line.line_no) for word in words[:anchor])]
        cells = [""] * len(types)
        name_at = types.index("name")
        first, second, name = _split_levels([word for word, _ in before], self.known)
        for value_type, text in (("level1", first), ("level2", second)):
            if value_type in types:
                cells[types.index(value_type)] = text
        cells[name_at] = name
        tail_from = name_at + 1
        for column, text in _fill_tail(words[anchor:], types, self.block.columns, tail_from):
            cells[column] = text
        self.section.rows.append(Row(tuple(cells), line.line_no, line.page_no))
        self.section.used_lines += sorted({number for _, number in before} | {line.line_no})
        self.pending = []

    def _anchor(self, words: list[str], types: list[str]) -> int | None:
        """Index of the first word right of the name; None when the line is only labels or name."""
        if "operator" in types:
            found = [i for i, word in enumerate(words) if word in self.known.operators]
            return found[0] if found else None
        _, _, name = _split_levels([*(word for word, _ in self.pending), *words], self.known)
        return len(words) - 1 if len(words) >= 2 and name != words[-1] else None


def _is_header(pieces: list[Piece]) -> bool:
    known = sum(piece.known for piece in pieces)
    unknown = len(pieces) - known
    return (known >= 2 and not unknown) or (known >= 3 and unknown * 3 <= known)


def _columns(tree: HeaderTree, known: Wordings) -> Iterable[Column]:
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


def _grid_row(block: Block, line: Line, words: list[str]) -> GridRow | None:
    """Labels and numbers of one line; None for a note or a line that does not fit the columns."""
    columns = block.columns
    label_columns = [i for i, column in enumerate(columns) if column.value_type in _LABEL_TYPES]
    items: list[tuple[str, str]] = []
    for index, word in enumerate(words):
        is_code = index == 0 and bool(label_columns) and _CODE.match(word)
        kind = "number" if _NUMBER.match(word) and not is_code else "code" if is_code else "text"
        if kind == "text" and items and items[-1][0] == "text" and _must_merge(words, columns):
            items[-1] = ("text", f"{items[-1][1]} {word}")
        else:
            items.append((kind, word))
    texts = [item for item in items if item[0] != "number"]
    if not any(kind == "number" for kind, _ in items) and len(texts) > len(label_columns):
        return None
    places = _place_texts(texts, label_columns, columns)
    if places is None:
        return None
    return _numbers_between(block, line, items, places)


def _must_merge(words: Sequence[str], columns: Sequence[Column]) -> bool:
    """Words of one name stay together where there is only one column that they could fill."""
    names = [column for column in columns if column.value_type in ("text", "name")]
    texts = [word for word in words if not _NUMBER.match(word)]
    return len(names) <= 1 or len(texts) > len(names)


def _place_texts(
    texts: list[tuple[str, str]], label_columns: list[int], columns: Sequence[Column]
) -> tuple[int, ...] | None:
    def cost(choice: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
        total = 0
        for (kind, text), index in zip(texts, choice, strict=True):
            column = columns[index]
            if (kind == "code") != (column.value_type == "code"):
                total += 10
            own = column.group in text
            other = any(columns[i].group in text for i in label_columns if columns[i].group != column.group)
            total += 2 if other and not own else 0 if own else 1
        return total, choice

    if len(texts) > len(label_columns):
        return None
    choices = placing.choices_in_order(len(texts), label_columns)
    return min(choices, key=cost) if choices else tuple(label_columns[: len(texts)])


def _numbers_between(
    block: Block,
    line: Line,
    items: list[tuple[str, str]],
    places: tuple[int, ...],
) -> GridRow:
    """Numbers stay between the texts around them, in order."""
    labels: dict[int, str] = {}
    runs: list[tuple[int, list[str]]] = [(-1, [])]
    texts = iter(places)
    for kind, text in items:
        if kind == "number":
            runs[-1][1].append(text)
        else:
            column = next(texts)
            labels[column] = text
            runs.append((column, []))
    options: list[list[placing.Choice]] = []
    for column, run in runs:
        end = _end_of_side(block, column)
        free = [i for i in block.amounts if column < i < end]
        options.append(placing.choices_in_order(len(run), free))
    numbers = tuple(text for kind, text in items if kind == "number")
    if prod(len(option) for option in options) > placing.MAX_CANDIDATES:
        options = [[]]
    choices = [tuple(c for part in combo for c in part) for combo in product(*options)]
    entry = placing.Entry(tuple(to_hundredths(number) for number in numbers), choices)
    code = next((text for kind, text in items if kind == "code"), None)
    beside = {column: tuple(to_hundredths(number) for number in run) for column, run in runs}
    return GridRow(line.line_no, line.page_no, labels, numbers, beside, entry, code)


def _end_of_side(block: Block, column: int) -> int:
    """The next label column with amounts before it: no number of this label stands beyond it."""
    has_amount = False
    for index in range(column + 1, len(block.columns)):
        if block.columns[index].value_type == "amount":
            has_amount = True
        elif has_amount:
            return index
    return len(block.columns)


def to_hundredths(text: str) -> int:
    """A printed number as an integer of its hundredths; brackets and a minus sign are negative."""
    sign = -1 if text.startswith(("-", "−", "(")) else 1
    digits = text.strip("-−()").replace(",", "")
    whole, _, fraction = digits.partition(".")
    return sign * (int(whole) * 100 + int((fraction + "00")[:2]))


def _split_operator(words: list[str], known: Wordings) -> list[str]:
    """`≥95%` printed as one word becomes `≥`, `95%`."""
    parts: list[str] = []
    for word in words:
        sign = next((o for o in known.operators if word.startswith(o) and len(o) == 1), None)
        parts += [sign, word[1:]] if sign and len(word) > 1 and word[1].isdigit() else [word]
    return parts


def _split_levels(words: list[str], known: Wordings) -> tuple[str, str, str]:
    """First level, second level and name in a run of words; levels may be wrapped over words."""
    found = {"1": "", "2": ""}
    rest = list(words)
    for level in ("1", "2"):
        for count in range(min(4, len(rest) - 1), 0, -1):
            joined = bare("".join(rest[:count]))
            if joined in known.levels[level]:
                found[level], rest = joined, rest[count:]
                break
    return found["1"], found["2"], "".join(rest)


def _fill_tail(
    words: list[str], types: list[str], columns: Sequence[Column], first: int
) -> list[tuple[int, str]]:
    """Put the words right of the name into their columns by type; the usually filled ones first."""
    free = list(range(first, len(types)))
    while len(words) > len(free) and len(words) > 1:
        words = [*words[:-2], words[-2] + words[-1]]

    def fits(word: str, value_type: str) -> bool:
        is_number = bool(_NUMBER.match(word))
        if value_type == "operator":
            return not is_number
        if value_type == "weight":
            return is_number
        if value_type in ("unit", "remark"):
            return not is_number
        return True

    best = max(
        (
            choice
            for choice in placing.choices_in_order(len(words), free)
            if all(fits(word, types[i]) for word, i in zip(words, choice, strict=True))
        ),
        key=lambda choice: sum(columns[i].weight for i in choice),
        default=tuple(free[: len(words)]),
    )
    return list(zip(best, words, strict=True))


# --- settling the numbers of all tables -----------------------------------------------------------


def _settle(blocks: list[tuple[Section, Block]], known: Wordings) -> None:
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
            placing.keep_possible(row.entry, sums, width)
            if block.is_doubtful or (block.has_unknown and len(row.entry.choices) > 1):
                row.entry.choices = []


def _column_totals(families: list[list[Block]], known: Wordings) -> dict[str, set[int]]:
    """Notion of a column → amounts printed for it on a total row whose columns are already certain."""
    totals: dict[str, set[int]] = defaultdict(set)
    for members in families:
        for block in members:
            for row in block.rows:
                if len(row.entry.choices) != 1 or not _is_total_row(row, known):
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
    printed_total = [row.entry for row in rows if row.code is None and len(row.entry.choices) == 1][:1]
    if printed_total and tops:
        spread = printed_total[0].vector(printed_total[0].choices[0], width)
        placing.solve_total(dict(enumerate(spread)), tops, width)
    else:
        for index, column in enumerate(members[0].columns):
            for amount in sorted(totals.get(column.notion, ())):
                placing.solve_total({index: amount}, tops, width)
    placing.solve_families(tops, width)


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


# --- back to rows ---------------------------------------------------------------------------------


def _table(section: Section) -> Table:
    rows = tuple(row if isinstance(row, Row) else _grid_cells(*row) for row in section.rows)
    return Table(
        Grid.TEXT_LAYER,
        rows,
        first_line=min(section.used_lines),
        last_line=max(section.used_lines),
        name=section.title or None,
    )


def _grid_cells(block: Block, row: GridRow) -> Row:
    cells = [""] * len(block.columns)
    placements = [Placement.EXPLICIT] * len(block.columns)
    for column, text in row.labels.items():
        cells[column] = text
    placement = placing.placement_of(row.entry)
    if not row.entry.choices:
        spare = [i for i in block.amounts if i > max(row.labels, default=-1)] or block.amounts
        columns = tuple(spare[: len(row.numbers)])
    else:
        columns = row.entry.choices[0]
    for index, number in enumerate(row.numbers):
        column = columns[index] if index < len(columns) else len(cells)
        if column == len(cells):
            cells.append("")
            placements.append(placement)
        cells[column], placements[column] = number, placement
    return Row(tuple(cells), row.line_no, row.page_no, tuple(placements))
