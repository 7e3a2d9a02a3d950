"""A small mart with the models that say its keys, and what asks a server."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import duckdb

from bench.pgserver import Server
from publish.postgresql.address import address
from publish.postgresql.publishing import Published, publish_postgresql

MODELS = """
models:
  - name: dim_thing
    data_tests:
      - columns_hold:
          arguments:
            unique: [thing_key, code, name]
  - name: fct_amount
    data_tests:
      - columns_hold:
          arguments:
            unique: [amount_key]
            related:
              - {column: thing_key, to: ref('dim_thing')}
              - {column: thing_code, to: ref('dim_thing'), field: code}
              - {column: lost_code, to: ref('dim_thing'), field: code}
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A database of a test's own, and a folder with the models of the small mart."""

    server: Server
    database: str
    folder: Path

    @property
    def address(self) -> str:
        return self.server.address.replace("/postgres?", f"/{self.database}?")

    def publish(self, mart_file: Path, schema: str = "gongkai", reader: str = "gongkai_reader") -> Published:
        return publish_postgresql(mart_file, address(self.address), schema, reader, self.folder / "models")

    def ask(self, *queries: str, user: str = "postgres") -> list[tuple[Any, ...]]:
        """The rows of the last query, by the driver; all run in one session."""
        return asked(self.address.replace("//postgres@", f"//{user}@"), queries)


SCHEMAS = "select nspname from pg_namespace where nspname !~ '^pg_|^information|^public$' order by 1"


def version(place: Place) -> object:
    return place.ask("select fingerprint from gongkai.version")[0][0]


def asked(uri: str, queries: Sequence[str]) -> list[tuple[Any, ...]]:
    async def ask() -> list[tuple[Any, ...]]:
        connection = await asyncpg.connect(uri)
        try:
            for query in queries:
                rows = await connection.fetch(query)
            return [tuple(row) for row in rows]
        finally:
            await connection.close()

    return asyncio.run(ask())


def small_mart(folder: Path, number: int) -> Path:
    """A published file in which every row tells the number of its version."""
    path = folder / f"mart{number}.duckdb"
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as mart:
        mart.execute(
            "create table dim_thing (thing_key varchar not null, code varchar not null, name varchar,"
            " number integer)"
        )
        mart.execute(
            f"insert into dim_thing values ('a', '001', '甲', {number}), ('b', '002', '甲', {number})"
        )
        mart.execute(
            "create table fct_amount (amount_key varchar not null, thing_key varchar not null,"
            " thing_code varchar, lost_code varchar, fiscal_year integer, stage varchar,"
            " amount_cny decimal(18, 2), is_total boolean, printed_on date, share double, number integer)"
        )
        mart.execute(
            "insert into fct_amount values"
            " ('x', 'a', '001', '009', 2024, 'budget', 1234567890123456.78, true, '2024-02-29', 0.1,"
            f" {number}),"
            f" ('y', 'b', null, null, null, '', -0.01, false, null, null, {number}),"
            f" ('z', 'b', '002', null, 2024, '引\"号,\n换行\\t\\.', 0, null, '1949-10-01', 1e-9, {number})"
        )
        mart.execute("comment on table fct_amount is '金额''s。Amounts \\ of things.'")
        mart.execute("comment on column fct_amount.amount_cny is '金额（元）。Amount in yuan.'")
        mart.execute(
            "create table version (project_version varchar, fingerprint varchar, built_at varchar,"
            " storage_version varchar, document_count bigint)"
        )
        mart.execute(f"insert into version values ('1', 'f{number}', 'now', 'v1.2.0', 1)")
    return path
