"""One line of a grid: its labels in their columns, and the columns in which its numbers may stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from math import prod

from ingest.model import Line
from ingest.readers.textlayer import placing
from ingest.readers.textlayer.blocks import Block, Column, GridRow
from ingest.readers.textlayer.printed import NUMBER, to_hundredths

_CODE = re.compile(r"^\d{3,12}$")
_ORDINAL = re.compile(r"^\d{1,4}$")
_CLASS, _PART = re.compile(r"^\d{3}$"), re.compile(r"^\d{2}$")
_LABEL_TYPES = frozenset({"code", "text", "name", "level1", "level2"})


def grid_row(block: Block, line: Line, words: list[str]) -> GridRow | None:
    """Labels and numbers of one line; None for a note or a line that does not fit the columns."""
    columns = block.columns
    label_columns = [i for i, column in enumerate(columns) if column.value_type in _LABEL_TYPES]
    parts = _code_parts(columns, words)
    if parts is None:
        return None
    words = words[len(parts) :]
    items: list[tuple[str, str]] = []
    for index, word in enumerate(words):
        is_code = index == 0 and bool(label_columns) and _CODE.match(word)
        kind = "number" if NUMBER.match(word) and not is_code else "code" if is_code else "text"
        if kind == "text" and items and items[-1][0] == "text" and _must_merge(words, columns):
            items[-1] = ("text", f"{items[-1][1]} {word}")
        else:
            items.append((kind, word))
    numbered = _with_ordinal(items, label_columns)
    if numbered is None:
        return None
    items = numbered
    texts = [item for item in items if item[0] != "number"]
    if not any(kind == "number" for kind, _ in items) and len(texts) > len(label_columns):
        return None
    places = _place_texts(texts, label_columns, columns)
    if places is None:
        return None
    return _numbers_between(block, line, items, places, parts)


def _with_ordinal(items: list[tuple[str, str]], label_columns: Sequence[int]) -> list[tuple[str, str]] | None:
    """1, 2, 3 (序号) before the name of a line is a label and no amount; None where no column takes it."""
    is_before_text = len(items) > 1 and items[1][0] != "number" and items[0][0] == "number"
    if not (is_before_text and _ORDINAL.match(items[0][1]) and label_columns[:1] == [0]):
        return items
    texts = sum(kind != "number" for kind, _ in items)
    return [("text", items[0][1]), *items[1:]] if len(label_columns) > texts else None


def _code_parts(columns: Sequence[Column], words: Sequence[str]) -> dict[int, str] | None:
    """类, 款 and 项 at the beginning of a line, by column; None where they are there, but not from 类 on."""
    places = [index for index, column in enumerate(columns) if column.value_type == "code_part"]
    found: dict[int, str] = {}
    for place, word in zip(places, words, strict=False):
        if not (_PART if found else _CLASS).match(word):
            break
        found[place] = word
    is_open = bool(places) and not found and bool(words) and _PART.match(words[0]) is not None
    return None if is_open else found


def _must_merge(words: Sequence[str], columns: Sequence[Column]) -> bool:
    """Words of one name stay together where there is only one column that they could fill."""
    names = [column for column in columns if column.value_type in ("text", "name")]
    texts = [word for word in words if not NUMBER.match(word)]
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
    parts: dict[int, str],
) -> GridRow:
    """Numbers stay between the texts around them, in order."""
    labels = dict(parts)
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
    code = "".join(parts.values()) or next((text for kind, text in items if kind == "code"), None)
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
