"""One table of a text: where its header and its rows begin and end, and which word stands in which column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.model import Row
from ingest.readers.spaced.columns import Strip, is_numbering, strays
from ingest.readers.spaced.header import Header, header_of, may_span, rows_of
from ingest.readers.spaced.words import Word, is_known, is_total, value_type
from ingest.readers.spaced.wrapping import continued
from ingest.text import header_key
from ingest.titles import known_title
from ingest.wordings import Wordings

_MOST_HEADER_LINES = 6
_MOST_LINES_ABOVE = 3
_LOOK_AHEAD = 3
_SENTENCE = re.compile(r"[。;]")
_PAGE_NUMBER = re.compile(r"[-—–\s]*\d{1,4}[-—–\s]*")
LABEL_TYPES = frozenset({"code", "code_part", "text", "name", "level1", "level2", "remark", "unit"})


@dataclass(frozen=True, slots=True)
class SpacedLine:
    """A line as words. `is_fit` is False where it holds tabs, bars or markup: no table goes on over it."""

    number: int
    words: tuple[Word, ...]
    opens_page: bool = False
    is_fit: bool = True

    @property
    def text(self) -> str:
        """The words with one blank between them."""
        return " ".join(word.text for word in self.words)

    @property
    def has_number(self) -> bool:
        """True when a word is an amount, a count or a code."""
        return any(word.is_number for word in self.words)

    @property
    def is_page_number(self) -> bool:
        """True for a line that holds the number of a page and nothing else."""
        return len(self.words) == 1 and bool(_PAGE_NUMBER.fullmatch(self.words[0].text))


@dataclass(frozen=True, slots=True)
class Part:
    """Rows under one header, from line to line, with what tells how well they are aligned."""

    header: tuple[Row, ...]
    body: tuple[Row, ...]
    first_line: int
    last_line: int
    numbers: int
    off: float

    @property
    def heading(self) -> tuple[tuple[str, ...], ...]:
        """The texts of the header."""
        return tuple(row.cells for row in self.header)


def header_at(lines: Sequence[SpacedLine], start: int, known: Wordings) -> list[int]:
    """Indexes of the lines of a header that begins at `start`; none where none does.

    One of its first lines holds two known wordings, at least half of its words.
    """
    if not _may_open(lines[start], known):
        return []
    found = [start]
    is_core = _is_core(lines[start], known)
    for index in range(start + 1, min(start + 2 * _MOST_HEADER_LINES, len(lines))):
        line = lines[index]
        if not line.is_fit or line.opens_page or len(found) == _MOST_HEADER_LINES:
            break
        if not line.words:
            if index + 1 < len(lines) and _is_core(lines[index + 1], known):
                continue
            break
        above = [lines[each].words for each in found]
        if is_core and not _goes_on(line, above, known):
            break
        if not is_core and not _may_open(line, known):
            break
        is_core = is_core or _is_core(line, known)
        if not is_core and len(found) == _MOST_LINES_ABOVE:
            break
        found.append(index)
    return found if is_core else []


def _may_open(line: SpacedLine, known: Wordings) -> bool:
    """A line of words in columns; a lone word opens a header only where it heads columns, unlike a title."""
    if not line.is_fit or not line.words or line.has_number or _SENTENCE.search(line.text):
        return False
    if any(":" in word.text and not is_known(word.text, known) for word in line.words):
        return False
    if any(known_title(word.text, known) and not is_known(word.text, known) for word in line.words):
        return False
    return len(line.words) > 1 or is_known(line.words[0].text, known)


def _is_core(line: SpacedLine, known: Wordings) -> bool:
    heads = sum(is_known(word.text, known) for word in line.words)
    return line.is_fit and not line.has_number and heads >= 2 and heads * 2 >= len(line.words)


def _goes_on(line: SpacedLine, above: Sequence[Sequence[Word]], known: Wordings) -> bool:
    """True when a line below a header is one more of it: its wordings are known, and below no label."""
    if line.has_number or _SENTENCE.search(line.text):
        return False
    is_header = False
    for word in line.words:
        over = [upper for words in above[-1:] for upper in words if word.meets(upper.start, upper.end)]
        if any(is_known(upper.text + word.text, known) for upper in over):
            is_header = True
            continue
        lowest = next(
            (upper for words in reversed(above) for upper in words if word.meets(upper.start, upper.end)),
            None,
        )
        if lowest and value_type(lowest.text, known) in LABEL_TYPES:
            is_group = known.role_in(header_key(lowest.text), header_key(word.text)) is not None
            if not (is_group or value_type(word.text, known) in LABEL_TYPES):
                return False
        is_header = is_header or is_known(word.text, known)
    return is_header


def is_form(lines: Sequence[SpacedLine], found: Sequence[int], known: Wordings) -> bool:
    """True for the header of performance indicators: its form is read as a whole."""
    types = {value_type(word.text, known) for index in found for word in lines[index].words}
    return "value" in types and "name" in types


def body_below(lines: Sequence[SpacedLine], start: int, known: Wordings) -> list[int]:
    """Indexes of the lines of rows below a header that ends before `start`."""
    found: list[int] = []
    is_gap = False
    index = start
    while index < len(lines) and lines[index].is_fit:
        line = lines[index]
        is_gap = is_gap or line.opens_page
        if not line.words or (line.is_page_number and (is_gap or _ends_page(lines, index))):
            is_gap = True
        elif (
            _breaks_off(line, known)
            or _is_new_header(line, known)
            or (found and is_gap and not _resumes(lines, index, known))
        ):
            break
        else:
            found.append(index)
            is_gap = False
        index += 1
    while found and not _is_row(lines[found[-1]]):
        found.pop()
    return found


def _ends(lines: Sequence[SpacedLine], index: int, is_behind_gap: bool, known: Wordings) -> bool:
    """True when the line belongs to something else than the rows above it."""
    if _breaks_off(lines[index], known) or _is_new_header(lines[index], known):
        return True
    return is_behind_gap and not _resumes(lines, index, known)


def _is_row(line: SpacedLine) -> bool:
    return len(line.words) > 1 or not (_SENTENCE.search(line.text) or ":" in line.text or "," in line.text)


def _ends_page(lines: Sequence[SpacedLine], index: int) -> bool:
    following = lines[index + 1] if index + 1 < len(lines) else None
    return following is None or not following.words or following.opens_page


def _resumes(lines: Sequence[SpacedLine], index: int, known: Wordings) -> bool:
    """True when a row with a number follows a gap, with nothing before it that opens something new."""
    filled = (lines[at] for at in range(index, len(lines)) if lines[at].words)
    for line in islice(filled, _LOOK_AHEAD):
        is_new = _is_new_header(line, known)
        if not line.is_fit or is_new or _breaks_off(line, known) or ":" in line.text:
            return False
        if line.has_number and not line.is_page_number:
            return True
    return False


def _breaks_off(line: SpacedLine, known: Wordings) -> bool:
    """A title, or a sentence, is no row."""
    if len(line.words) > 1:
        return False
    text = line.text
    return bool(_SENTENCE.search(text)) or (
        known_title(text, known) is not None and not is_known(text, known)
    )


def _is_new_header(line: SpacedLine, known: Wordings) -> bool:
    heads = sum(is_known(word.text, known) for word in line.words)
    return not line.has_number and heads == len(line.words) and heads >= 3


def part_of(
    lines: Sequence[SpacedLine], head: Sequence[int], below: Sequence[int], known: Wordings
) -> Part | None:
    """The rows with each word in its column, or None where one of them stands in none for sure."""
    heading = [lines[index].words for index in head]
    rows = [lines[index] for index in below]
    in_columns = [row for row in rows if len(row.words) > 1 or row.has_number]
    words = [word for row in in_columns for word in row.words if not is_total(word.text, known)]
    header = header_of(heading, words, known)
    if header is None or len(header.strips) < 2:
        return None
    numbers: list[list[Word]] = [[] for _ in header.strips]
    body: list[Row] = []
    for row in rows:
        placed = _placed(row, header, known)
        if placed is None:
            return None
        cells = [""] * len(header.strips)
        for column, word in placed:
            cells[column] = f"{cells[column]} {word.text}".strip()
            if word.is_number and not is_numbering(row.words):
                numbers[column].append(word)
        body.append(Row(tuple(cells), row.number))
    labels = [value_type(wording, known) in LABEL_TYPES for wording in header.wordings]
    above = lines[head[0] - 1] if head[0] else None
    if above and len(above.words) == 1 and _may_head(above, header, labels, known):
        return None
    off = header.off
    for held, is_label in zip(numbers, labels, strict=True):
        stray = 0 if is_label else strays(held)
        if stray is None or (is_label and any(word.is_decimal for word in held)):
            return None
        off += stray
    return Part(
        tuple(rows_of(header, [lines[index].number for index in head])),
        tuple(continued(body, labels, known)),
        lines[head[0]].number,
        rows[-1].number if rows else lines[head[-1]].number,
        sum(len(held) for held, is_label in zip(numbers, labels, strict=True) if not is_label),
        off,
    )


def _may_head(line: SpacedLine, header: Header, labels: Sequence[bool], known: Wordings) -> bool:
    """True when a lone unknown word above the header may be a cell of it: then a group would be lost."""
    word = line.words[0]
    is_other = line.has_number or bool(known_title(word.text, known)) or not word.text[0].isalnum()
    return (
        not is_other
        and ":" not in word.text
        and False in labels
        and may_span(word, header, labels.index(False))
    )


def _placed(row: SpacedLine, header: Header, known: Wordings) -> list[tuple[int, Word]] | None:
    """Each word with its column; a total, or a line of one text, stands in the first that it meets."""
    placed: list[tuple[int, Word]] = []
    for word in row.words:
        met = [n for n, strip in enumerate(header.strips) if word.meets(strip.start, strip.end)]
        if len(met) != 1:
            is_free = is_total(word.text, known) or (len(row.words) == 1 and not word.is_number)
            if not is_free:
                return None
            met = met or [_nearest(word, header.strips)]
        placed.append((met[0], word))
    figures = [column for column, word in placed if word.is_number]
    return placed if len(set(figures)) == len(figures) else None


def _nearest(word: Word, strips: Sequence[Strip]) -> int:
    return min(range(len(strips)), key=lambda n: abs(strips[n].start + strips[n].end - 2 * word.centre))
