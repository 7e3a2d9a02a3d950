"""Joins are joins of equal keys: DuckDB plans none of them as a loop over all pairs of rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import pytest

from gongkai.batch.program import DATABASE
from gongkai.running.compiling import compiled
from gongkai.running.home import Home

Plan = Mapping[str, Any]

_LOOPS = {"BLOCKWISE_NL_JOIN", "IE_JOIN", "NESTED_LOOP_JOIN", "PIECEWISE_MERGE_JOIN"}
_LITERAL = re.compile(r"\(*('[^']*'|[\d.]+|true|false|NULL)\)*", flags=re.IGNORECASE)


def loops(plan: Plan) -> Iterator[str]:
    """Conditions of the joins that are no hash joins."""
    if plan["name"].strip() in _LOOPS:
        said = plan["extra_info"]
        conditions = said.get("Condition") or said.get("Conditions") or ""
        yield conditions if isinstance(conditions, str) else " AND ".join(conditions)
    for child in plan.get("children", ()):
        yield from loops(child)


def holds_a_key(condition: str) -> bool:
    """Whether columns of both sides must be equal, so that a loop is the fault of what stands beside.

    What may loop compares ranges only, or looks for a wording in a text: the part of the text that is
    compared has the length of the wording.
    """
    for comparison in re.split(r"\b(?:AND|OR)\b", condition):
        sides = re.split(r" = | IS NOT DISTINCT FROM ", comparison.strip())
        if len(sides) == 2 and "length(" not in comparison and not any(map(_LITERAL.fullmatch, sides)):
            return True
    return False


def faults(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    """Conditions of a query's joins that hold a key and are planned as loops all the same."""
    rows = connection.execute(f"explain (format json) {query}").fetchall()
    return [
        condition
        for _, plan in rows
        for root in json.loads(plan)
        for condition in loops(root)
        if holds_a_key(condition)
    ]


@pytest.mark.parametrize(
    ("condition", "is_fault"),
    [
        ("lines.code = codes.code and lines.year between codes.first_year and codes.last_year", False),
        ("lines.code = codes.code and coalesce(lines.method, '') <> 'unmapped'", True),
        ("lines.code = codes.code or lines.name = codes.name", True),
        ("lines.code = codes.code and starts_with(codes.name, lines.name)", True),
        ("right(lines.name, length(codes.name)) = codes.name", False),
        ("lines.name like '%' || codes.name || '%'", False),
        ("lines.year between codes.first_year and codes.last_year", False),
    ],
)
def test_a_loop_in_spite_of_a_key_is_seen(condition: str, is_fault: bool) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "create table lines as"
            " select i::varchar as code, 'n' as name, 'm' as method, i as year from range(9) t(i);"
            "create table codes as"
            " select i::varchar as code, 'n' as name, i as first_year, i as last_year from range(9) t(i)"
        )
        found = faults(connection, f"select count(codes.code) from lines left join codes on {condition}")
    assert bool(found) == is_fault


def test_no_model_joins_equal_keys_in_a_loop(empty: Home) -> None:
    program = compiled(empty)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{program.reference}' as {DATABASE} (read_only); use {DATABASE}")
        found = {
            model.name: conditions
            for model in program.models
            if (conditions := faults(connection, model.select))
        }
    assert found == {}
