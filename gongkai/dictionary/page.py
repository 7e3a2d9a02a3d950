"""The dictionary of a mart as one page of Markdown, Chinese and English side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import duckdb

from publish.dictionary import Column, Table, Text, read_dictionary

_KINDS = {
    "rpt_": Text("报表：可读，不须连接", "Reports: readable without a join"),
    "fct_": Text("事实：以键连接维度", "Facts: join dimensions by their keys"),
    "dim_": Text("维度", "Dimensions"),
    "bridge_": Text("对应表", "Bridges"),
    "qc_": Text("质量：读了多少，什么可疑", "Quality: what was read, what is in doubt"),
    "": Text("本文件与字典", "This file and the dictionary"),
}
_HEAD = Path(__file__).with_name("head.txt")
_MOST_VALUES = 12
"""Longer vocabularies are left to `dictionary_value`."""

_LONG, _SHARED = 240, 3
"""A description of so many characters that so many tables have stands once."""

_WIDEST = 36


def page_of(mart: duckdb.DuckDBPyConnection) -> str:
    """The page, its examples answered by the mart, which is open as `mart`. Raises what DuckDB raises."""
    tables = read_dictionary(mart)
    shared = _shared(tables)
    parts = [_HEAD.read_text(encoding="utf-8"), *_contents(tables)]
    for table in sorted(tables, key=_place):
        parts += _table(table, shared)
        parts += _example(table, mart)
    parts += _shared_columns(shared)
    return "\n".join(parts)


def _kind(name: str) -> str:
    return next(prefix for prefix in _KINDS if name.startswith(prefix))


def _place(table: Table) -> tuple[int, str]:
    return list(_KINDS).index(_kind(table.name)), table.name


def _shared(tables: Iterable[Table]) -> dict[tuple[str, Text], str]:
    """Long descriptions of columns of one name in many tables, and what they are called in the page."""
    counts = Counter(
        (column.name, column.description)
        for table in tables
        for column in table.columns
        if len(column.description.zh) + len(column.description.en) >= _LONG
    )
    wanted = sorted(
        (key for key, count in counts.items() if count >= _SHARED), key=lambda k: (k[0], -counts[k])
    )
    seen: Counter[str] = Counter()
    found = {}
    for name, text in wanted:
        seen[name] += 1
        found[name, text] = f"shared-{name}" + (f"-{seen[name]}" if seen[name] > 1 else "")
    return found


def _contents(tables: Sequence[Table]) -> Iterator[str]:
    for prefix, label in _KINDS.items():
        yield f"## {label.zh} / {label.en}\n"
        yield "| 表 / table | 一行是什么 | what a row is |\n|---|---|---|"
        for table in tables:
            if _kind(table.name) == prefix:
                yield f"| [{table.name}](#{table.name}) | {_cell(table.grain.zh)} | {_cell(table.grain.en)} |"
        yield ""


def _table(table: Table, shared: dict[tuple[str, Text], str]) -> Iterator[str]:
    yield f"## {table.name}\n"
    yield f"{_cell(table.grain.zh)} {_cell(table.grain.en)}\n"
    yield f"**相加 / adding up** {_cell(table.addition.zh)} {_cell(table.addition.en)}\n"
    if table.notes:
        yield f"**须知 / to mind** {_cell(table.notes.zh)} {_cell(table.notes.en)}\n"
    if table.key:
        yield f"**键 / key** {', '.join(f'`{name}`' for name in table.key)}\n"
    yield "| 列 / column | 类型 / type | 中文 | English |\n|---|---|---|---|"
    for column in table.columns:
        name = f"**{column.name}**" if column.is_key else column.name
        kind = column.data_type + ("" if column.is_nullable else "，非空 not null")
        yield f"| {name} | {kind} | {' | '.join(_described(column, shared))} |"
    yield ""


def _described(column: Column, shared: dict[tuple[str, Text], str]) -> tuple[str, str]:
    """Both descriptions of a column with its values and the table that it relates to."""
    if anchor := shared.get((column.name, column.description)):
        zh, en = f"见[文末](#{anchor})。", f"[Below](#{anchor})."
    else:
        zh, en = _cell(column.description.zh), _cell(column.description.en)
    if len(column.values) > _MOST_VALUES:
        zh += f" {len(column.values)} 种值见 [dictionary_value](#dictionary_value)。"
        en += f" Its {len(column.values)} values are in [dictionary_value](#dictionary_value)."
    elif column.values:
        zh += " 值：" + "，".join(f"`{value.code}` {_cell(value.name.zh)}" for value in column.values) + "。"
        en += (
            " Values: " + ", ".join(f"`{value.code}` {_cell(value.name.en)}" for value in column.values) + "."
        )
    if column.related:
        table, field = column.related
        link = f" → [{table}](#{table})" + (f".{field}" if field != column.name else "")
        zh, en = zh + link, en + link
    return zh, en


def _example(table: Table, mart: duckdb.DuckDBPyConnection) -> Iterator[str]:
    yield f"{_cell(table.example.question.zh)} {_cell(table.example.question.en)}\n"
    yield f"```sql\n{table.example.query}\n```\n"
    answer = mart.execute(table.example.query)
    names = [column[0] for column in answer.description or ()]
    rows = answer.fetchall()
    right = [any(_is_number(row[at]) for row in rows) for at in range(len(names))]
    yield f"| {' | '.join(names)} |"
    yield f"|{'|'.join('---:' if number else '---' for number in right)}|"
    for row in rows:
        yield f"| {' | '.join(map(_shown, row))} |"
    yield ""


def _shared_columns(shared: dict[tuple[str, Text], str]) -> Iterator[str]:
    yield "## 多张表共有的列 / Columns that many tables have\n"
    for (_, text), anchor in shared.items():
        yield f"### {anchor}\n"
        yield f"{_cell(text.zh)}\n"
        yield f"{_cell(text.en)}\n"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal | float):
        return f"{value:,}"
    text = str(value)
    return _cell(text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…")


def _cell(text: str) -> str:
    """Text that Markdown shows as it is, in a table too."""
    text = " ".join(text.split())
    for sign in "\\*|":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("<", "&lt;")
