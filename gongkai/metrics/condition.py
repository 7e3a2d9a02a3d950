"""A condition that a person writes: one whole expression, so that it stays where it is put."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import duckdb

from gongkai.errors import USAGE, Stopped

_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_ENDS_OR_HIDES = ("--", "/*", ";")
_TEMPLATES = ("{{", "{%", "{#")
_NOW = {"current_date", "current_time", "current_timestamp", "localtime", "localtimestamp"}
"""Words of SQL that the parser takes for columns."""


def columns(condition: str) -> list[str]:
    """The columns that it names, but for queries within. Raises `Stopped` for what is no expression."""
    if any(mark in condition for mark in _TEMPLATES):
        raise Stopped(
            f"条件中直接写列名，不写模板：{condition}",
            f"write the names of groups in a condition, not templates: {condition}",
            USAGE,
        )
    if not condition.strip():
        raise _refused(condition, "空的条件", "it is empty")
    bare = _QUOTED.sub("''", condition)
    for mark in _ENDS_OR_HIDES:
        if mark in bare:
            raise _refused(condition, f"不写 {mark}", f"leave out {mark}")
    # Alone its parentheses close only what it opened, within parentheses no other clause follows it.
    alone = _parsed(condition, f"select 1 where {condition}")
    _parsed(condition, f"select 1 where ({condition})")
    if len(alone) != 1 or not (where := alone[0]["node"].get("where_clause")):
        raise _refused(condition, "要一个完整的式子", "one whole expression is needed")
    return [name for name in dict.fromkeys(_named(where)) if name.lower() not in _NOW]


def _parsed(condition: str, query: str) -> list[dict[str, dict[str, object]]]:
    with duckdb.connect() as parser:
        row = parser.execute("select json_serialize_sql(?::varchar)", [query]).fetchone()
    told = json.loads(row[0]) if row else {}
    if told.get("error", True):
        why = told.get("error_message", "")
        raise _refused(condition, f"语法错误（{why}）", why or "syntax error")
    found: list[dict[str, dict[str, object]]] = told["statements"]
    return found


def _named(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _named(one)
    elif isinstance(node, dict):
        match node.get("class"):
            case "COLUMN_REF":
                yield ".".join(node["column_names"])
            case "LAMBDA":  # names its own
                return
            case "SUBQUERY":
                yield from _named(node["child"])
            case _:
                yield from _named(list(node.values()))


def _refused(condition: str, zh: str, en: str) -> Stopped:
    return Stopped(f"条件不成立：{condition}：{zh}", f"this is no condition: {condition}: {en}", USAGE)
