"""The published mart, narrowed: each table as its rows that are wanted, each question asked of these.

A question is plain SQL over `mart.<table>` and knows no parameters. So the published file is attached under
another name, and `mart` is a database in memory with a view of each table that it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from tempfile import TemporaryDirectory

import duckdb

from gongkai.errors import USAGE, Stopped
from gongkai.exporting import naming
from gongkai.exporting.columns import Column
from gongkai.exporting.filters import WANTED, Asked, Filter, conditions
from gongkai.exporting.naming import Taken
from gongkai.running.home import Home, reading_mart
from publish.belonging import IS_NO_UNIT
from publish.mart import SCHEMA, VERSION_TABLE, Version

_FILE = "published"
_COMMENT_OR_TEXT = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.DOTALL)
_WORD = re.compile(r"\w+")
_FACTS, _QUALITY = ("rpt_", "fct_"), ("qc_", "bridge_")
_ORDER = (
    "jurisdiction_code",
    "department_name",
    "unit_code",
    "unit_name",
    "fiscal_year",
    "stage",
    "document_file",
    "file_name",
    "document_key",
    "table_no",
    "row_no",
    "col_no",
    "display_order",
    "code",
)
_KEYS = """
create temp table {name} as {query};
"""
_OF_DOCUMENTS = {
    f"{WANTED}_no_units": (f"select budget_unit_key as key from {_FILE}.dim_budget_unit where {IS_NO_UNIT}"),
    f"{WANTED}_documents_of_publishers": (
        f"select document_key as key from {_FILE}.dim_document where budget_unit_key in (from {WANTED}_units)"
    ),
    f"{WANTED}_documents_of_units": (
        f"select document_key as key from {_FILE}.dim_document where budget_unit_key in (from {WANTED}_units)"
        f" union select document_key from {_FILE}.rpt_budget_lines"
        f" where budget_unit_key in (from {WANTED}_units)"
        f" union select document_key from {_FILE}.rpt_performance_indicators"
        f" where budget_unit_key in (from {WANTED}_units)"
    ),
    f"{WANTED}_documents_of_years": (
        f"select document_key as key from {_FILE}.dim_document where fiscal_year in (from {WANTED}_years)"
    ),
    f"{WANTED}_documents_of_divisions": (
        f"select document_key as key from {_FILE}.dim_document"
        f" where jurisdiction_code in (from {WANTED}_divisions)"
    ),
    f"{WANTED}_units_of_divisions": (
        f"select budget_unit_key as key from {_FILE}.dim_budget_unit"
        f" where jurisdiction_code in (from {WANTED}_divisions)"
    ),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the mart: its name, its description, its columns."""

    name: str
    description: str
    columns: tuple[Column, ...]

    @property
    def conditions(self) -> dict[Filter, str]:
        """The filters that it takes."""
        return conditions({column.name for column in self.columns})


class Mart:
    """The published mart, of which only what is wanted shows; one version, whatever comes meanwhile."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, asked: Asked) -> None:
        self.connection = connection
        self._filters = asked.filters
        connection.execute(f"attach ':memory:' as {SCHEMA}")
        connection.execute(f"use {SCHEMA}")
        self.taken = self._want(asked)

    @cached_property
    def version(self) -> Version:
        """Which mart it is."""
        query = f"select project_version, fingerprint, built_at from {_FILE}.{VERSION_TABLE}"
        return Version(*self.connection.execute(query).fetchall()[0])

    @cached_property
    def tables(self) -> dict[str, Table]:
        """All tables by name."""
        columns: dict[str, list[Column]] = {}
        for table, name, data_type, comment in self.connection.execute(
            "select table_name, column_name, data_type, comment from duckdb_columns()"
            " where database_name = ? order by table_name, column_index",
            [_FILE],
        ).fetchall():
            columns.setdefault(table, []).append(Column(name, data_type, comment or ""))
        told = self.connection.execute(
            "select table_name, comment from duckdb_tables() where database_name = ? order by table_name",
            [_FILE],
        ).fetchall()
        return {name: Table(name, comment or "", tuple(columns[name])) for name, comment in told}

    def query_of_table(self, table: Table) -> str:
        """The wanted rows of a table, in an order that does not depend on how the file was written.

        Raises `Stopped` where a filter says nothing about the table.
        """
        self._refuse_unless(table.name, table.conditions)
        there = {column.name for column in table.columns}
        order = [name for name in _ORDER if name in there]
        order += [
            column.name
            for column in table.columns
            if column.name not in order and column.name.endswith("_key")
        ]
        listed = ", ".join(f'"{name}"' for name in order)
        return f"{self._rows(table)} order by {listed or 'all'}"

    def tables_of(self, query: str) -> list[Table]:
        """The tables that a question reads."""
        words = set(_WORD.findall(_COMMENT_OR_TEXT.sub(" ", query)))
        return [table for name, table in self.tables.items() if name in words]

    def ask(self, name: str, query: str) -> None:
        """Let `mart` be what a question is to see. Raises `Stopped` where a filter says nothing about it.

        What it is about is narrowed: its reports and facts, else its tables of quality, else its dimensions.
        What it looks up stays whole; of tables of quality beside reports it sees the documents of these rows.
        """
        read = self.tables_of(query)
        leading = _leading(read)
        self._refuse_unless(name, [option for table in leading for option in table.conditions])
        documents = " union ".join(
            f"select document_key from ({self._rows(table)})"
            for table in leading
            if any(column.name == "document_key" for column in table.columns)
        )
        for table in read:
            rows = f'select * from {_FILE}."{table.name}"'
            if table in leading:
                rows = self._rows(table)
            elif documents and self._filters and table.name.startswith(_QUALITY) and table.conditions:
                rows += f" where document_key in ({documents})"
            self.connection.execute(f'create or replace view {SCHEMA}."{table.name}" as {rows}')

    def _rows(self, table: Table) -> str:
        met = [table.conditions[option] for option in self._filters if option in table.conditions]
        where = f" where {' and '.join(met)}" if met else ""
        return f'select * from {_FILE}."{table.name}"{where}'

    def _refuse_unless(self, name: str, taken: Iterable[Filter]) -> None:
        there = set(taken)
        if not (refused := [option.value for option in self._filters if option not in there]):
            return
        able = [option.value for option in Filter if option in there]
        zh = f"只能按 {'、'.join(able)}" if able else "各行不属于某一单位、年度或区划"
        en = f"it takes {', '.join(able)}" if able else "its rows are of no unit, year or jurisdiction"
        raise Stopped(
            f"{name} 不能按 {'、'.join(refused)} 筛选，{zh}；请去掉",
            f"{name} cannot be filtered by {', '.join(refused)}, {en}; leave it out",
            USAGE,
        )

    def _want(self, asked: Asked) -> tuple[Taken, ...]:
        """Put down the keys of what is wanted, and tell what was taken for what was typed."""
        taken: list[Taken] = []
        years, told = naming.years(asked.years)
        taken += told
        codes, told = (
            naming.divisions(self.connection, _FILE, asked.jurisdictions)
            if asked.jurisdictions
            else (set(), [])
        )
        taken += told
        units: set[str] = set()
        if asked.units:
            units, told = naming.units(
                self.connection, _FILE, asked.units, codes if asked.jurisdictions else None
            )
            taken += told
        self._keep("units", "key varchar", units)
        self._keep("years", "year integer", years)
        self._keep("divisions", "code varchar", codes)
        for name, query in _OF_DOCUMENTS.items() if asked.filters else ():
            self.connection.execute(f"create temp table {name.removeprefix('temp.')} as {query}")
        return tuple(taken)

    def _keep(self, name: str, column: str, values: Iterable[object]) -> None:
        table = f"{WANTED}_{name}"
        self.connection.execute(f"create temp table {table.removeprefix('temp.')} ({column})")
        if rows := [[value] for value in sorted(values, key=str)]:
            self.connection.executemany(f"insert into {table} values (?)", rows)


def _leading(read: Sequence[Table]) -> list[Table]:
    for kind in (_FACTS, _QUALITY, ("dim_",)):
        if found := [table for table in read if table.name.startswith(kind)]:
            return found
    return []


@contextmanager
def narrowed(home: Home, asked: Asked) -> Iterator[Mart]:
    """The published mart as asked for. Raises `Stopped` where there is none, or nothing is called so."""
    with reading_mart(home, _FILE) as connection, TemporaryDirectory() as spilled:
        connection.execute("set temp_directory = ?", [spilled])  # else it would be where the command is run
        try:
            yield Mart(connection, asked)
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            said = str(error).splitlines()[0]
            raise Stopped(
                f"{home.mart_file} 由另一版本发布，没有所要的表或列；请先 gongkai build、gongkai publish",
                f"{home.mart_file} was published by another version and lacks a table or column;"
                f" run gongkai build and gongkai publish first ({said})",
            ) from error
