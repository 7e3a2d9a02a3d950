"""The lines of one section in order: each is header, field, row or indicator, or goes on with a field."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from ingest.model import Line, Row
from ingest.readers.textlayer import headers
from ingest.readers.textlayer.blocks import Block, Section, columns_of
from ingest.readers.textlayer.headers import Piece
from ingest.readers.textlayer.indicators import fill_tail, split_levels, split_operator
from ingest.readers.textlayer.printed import NUMBER
from ingest.readers.textlayer.rows import grid_row
from ingest.text import bare, header_key
from ingest.wordings import Wordings

_PAGE_GAP = 2
_MOST_HEADER_WORDS = 60
_MOST_HEADER_LETTERS = 1000


class SectionReader:
    """Reads the lines of one section."""

    def __init__(self, title: str, known: Wordings) -> None:
        self.known = known
        self.section = Section(title)
        self.finished: list[Section] = []
        self.block: Block | None = None
        self.open_field: int | None = None
        self.continued: dict[int, list[str]] = defaultdict(list)
        self.pending: list[tuple[str, int]] = []
        self.gap = 0

    def read(self, lines: Sequence[Line], vertical: set[int]) -> list[Section]:
        """The sections of these lines: one, or more where a table begins below a title that nobody knows.

        `vertical` are numbers of lines that spell a merged cell downwards.
        """
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
        self._finish()
        return self.finished

    def _finish(self) -> None:
        """The fields of the section are whole; another one begins, below a title that nobody knows."""
        for row_index, texts in self.continued.items():
            row = self.section.rows[row_index]
            assert isinstance(row, Row)
            cells = (*row.cells[:-1], "".join([row.cells[-1], *texts]))
            self.section.rows[row_index] = Row(cells, row.line_no, row.page_no)
        self.finished.append(self.section)
        self.section, self.continued = Section(""), defaultdict(list)

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
                or any(NUMBER.match(part) for part in parts)
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
        block = Block(tree, tuple(columns_of(tree, self.known)))
        if self._is_another_table(block):
            self._finish()
        self.block = block
        self.section.blocks.append(self.block)
        header_lines = [line for line in lines[start : start + used] if line.text]
        for index, cells in enumerate(tree.rows()):
            line = header_lines[min(index, len(header_lines) - 1)]
            self.section.rows.append(Row(tuple(cells), line.line_no, line.page_no))
        self.section.used_lines += [line.line_no for line in header_lines]
        self.open_field, self.pending = None, []
        return used

    def _is_another_table(self, block: Block) -> bool:
        """Whether a header that the table has not stands below lines that ended its rows.

        So does a table below a title that nobody knows. Forms have headers of several kinds.
        """
        blocks = self.section.blocks
        return (
            self.block is None
            and bool(blocks)
            and not self.section.field_labels
            and not any(each.is_indicator for each in (*blocks, block))
            and all(each.tree.rows() != block.tree.rows() for each in blocks)
        )

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
        has_number = any(NUMBER.match(word) for word in words)
        if self.gap >= _PAGE_GAP and not has_number:
            self.block = None
            return
        parsed = grid_row(self.block, line, words)
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
        words = split_operator(words, self.known)
        types = [column.value_type for column in self.block.columns]
        anchor = self._anchor(words, types)
        if anchor is None:
            self.pending += [(word, line.line_no) for word in words]
            return
        before = [*self.pending, *((word, line.line_no) for word in words[:anchor])]
        cells = [""] * len(types)
        name_at = types.index("name")
        first_key = self.block.columns[0].key
        if types[0] == "text" and len(before) > 1 and header_key(before[0][0]) == first_key:
            # 绩效指标 beside the first row runs down the whole block: it opens no field of this row.
            before = before[1:]
        first, second, name = split_levels([word for word, _ in before], self.known)
        for value_type, text in (("level1", first), ("level2", second)):
            if value_type in types:
                cells[types.index(value_type)] = text
        cells[name_at] = name
        tail_from = name_at + 1
        for column, text in fill_tail(words[anchor:], types, self.block.columns, tail_from):
            cells[column] = text
        self.section.rows.append(Row(tuple(cells), line.line_no, line.page_no))
        self.section.used_lines += sorted({number for _, number in before} | {line.line_no})
        self.pending = []

    def _anchor(self, words: list[str], types: list[str]) -> int | None:
        """Index of the first word right of the name; None when the line is only labels or name."""
        if "operator" in types:
            found = [i for i, word in enumerate(words) if word in self.known.operators]
            return found[0] if found else None
        _, _, name = split_levels([*(word for word, _ in self.pending), *words], self.known)
        return len(words) - 1 if len(words) >= 2 and name != words[-1] else None


def _is_header(pieces: list[Piece]) -> bool:
    known = sum(piece.known for piece in pieces)
    unknown = len(pieces) - known
    return (known >= 2 and not unknown) or (known >= 3 and unknown * 3 <= known)
