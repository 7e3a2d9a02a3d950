"""All tables of a published file written into a fresh schema of a PostgreSQL database, and swapped in.

One transaction does it: whoever is killed on the way, and whatever fails, leaves the schema before as it
was and nothing besides. Rows are frozen as they are written, so that a transaction with an older snapshot
finds the new rows rather than none.
"""

from __future__ import annotations

import asyncio
import configparser
import io
import os
import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import duckdb
from pyarrow import csv

from publish.mart import SCHEMA as MART
from publish.mart import Table, connect, published_version
from publish.postgresql import readers, shape, swap
from publish.postgresql.address import Address
from publish.postgresql.keys import Keys, declared, keys, quoted
from publish.postgresql.trouble import NotPublished, refused, unreachable

_BATCH = 10_000
"""Rows that are in memory at once."""

_CONNECTING = 15
"""Seconds."""

_SETTINGS = {  # what a role or a database may have set for its people is not meant for this
    "application_name": "gongkai publish",
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "search_path": "pg_catalog",
    "default_transaction_isolation": "read committed",
}


@dataclass(frozen=True, slots=True)
class Published:
    """What came of it; `left` names the versions before that must stay yet."""

    is_new: bool
    table_count: int
    role: readers.Role
    swapped: swap.Swapped
    left: tuple[str, ...]


def publish_postgresql(
    mart_file: Path, address: Address, schema: str, reader: str, models: Path
) -> Published:
    """Publish a mart into the schema of a database; nothing is written where this version is there.

    `models` is the folder of the models, which say what the keys are. Raises `NotPublished`.
    """
    try:
        return asyncio.run(_published(mart_file, address, schema, reader, models))
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, duckdb.Error) as error:
        raise refused(error, address) from error


async def _published(mart_file: Path, address: Address, schema: str, reader: str, models: Path) -> Published:
    connection = await _connected(address)
    try:
        with connect(mart_file) as mart:
            publication = _Publication(connection, mart, schema, reader)
            published = await publication.made(mart_file, models)
        await connection.close(timeout=_CONNECTING)
        return published
    finally:
        connection.terminate()


async def _connected(address: Address) -> asyncpg.Connection:
    """A connection to a database that can hold Chinese. Raises `NotPublished`."""
    service = address.service or os.environ.get("PGSERVICE", "")
    if service and service not in _services():
        raise NotPublished(
            f"pg_service.conf 中没有 [{service}]；请检查名称和 PGSERVICEFILE",
            f"there is no service [{service}] in pg_service.conf; check its name and PGSERVICEFILE",
        )
    try:
        connection = await asyncpg.connect(
            address.uri,
            service=service or None,
            timeout=_CONNECTING,
            statement_cache_size=0,  # a pool between here and the server may not keep statements
            server_settings=_SETTINGS,
        )
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, ValueError, configparser.Error) as error:
        raise unreachable(error, address) from error
    encoding = await connection.fetchval("select current_setting('server_encoding')")
    if encoding != "UTF8":
        connection.terminate()
        raise NotPublished(
            f"{address}：数据库的编码是 {encoding}；请另建：createdb --encoding UTF8",
            f"{address}: the encoding of the database is {encoding}; make another: createdb --encoding UTF8",
        )
    return connection


def _services() -> list[str]:
    """Those of the file that the driver reads, which goes its own way where one is not in it."""
    file = os.environ.get("PGSERVICEFILE") or Path.home() / ".pg_service.conf"
    listed = configparser.ConfigParser(interpolation=None)
    try:
        listed.read(file, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError) as error:
        raise NotPublished(f"{file} 读不出", f"{file} cannot be read") from error
    return listed.sections()


class _Publication:
    """One publication under way."""

    def __init__(
        self, connection: asyncpg.Connection, mart: duckdb.DuckDBPyConnection, schema: str, reader: str
    ) -> None:
        self._connection, self._mart = connection, mart
        self._schema, self._reader = schema, reader
        token = secrets.token_hex(3)
        self._fresh, self._old = f"{schema}_new_{token}", swap.old_name(schema, token)

    async def made(self, mart_file: Path, models: Path) -> Published:
        version = published_version(mart_file)
        if version is None:
            raise NotPublished(f"{mart_file} 中没有数据集市", f"{mart_file} holds no mart")
        if not models.is_dir():
            raise NotPublished(f"缺少 {models}，不知道键", f"{models} is missing, which says the keys")
        tables = shape.tables(self._mart)
        names = {table.name for table in tables}
        async with self._connection.transaction():
            await self._hold()
            now = await swap.standing(self._connection, self._schema)
            role = await readers.ensured(self._connection, self._reader)
            is_new = (
                now is None
                or names != set(now.tables)
                or version != await swap.version_of(self._connection, self._schema, now)
            )
            swapped = swap.Swapped()
            if is_new:
                await self._write(tables, keys(self._mart, tables, declared(models)))
                if now is not None:
                    await readers.taken_over(self._connection, now.oid, self._fresh, names)
                await readers.granted(self._connection, self._fresh, role)
                swapped = await swap.swapped(self._connection, self._schema, self._fresh, self._old, now)
            else:
                await readers.granted(self._connection, self._schema, role)
        left = await swap.cleared(self._connection, self._schema)
        return Published(is_new, len(tables), role, swapped, tuple(left))

    async def _hold(self) -> None:
        """One publication at a time; the lock goes with the transaction."""
        is_held = await self._connection.fetchval(
            "select pg_try_advisory_xact_lock(hashtext('gongkai publish'), hashtext($1))", self._schema
        )
        if not is_held:
            raise NotPublished(
                f"另一个 gongkai publish 正在写模式 {self._schema}；请等它结束后再运行",
                f"another gongkai publish is writing the schema {self._schema}; run again when it is done",
            )

    async def _write(self, tables: Sequence[Table], found: dict[str, Keys]) -> None:
        await swap.begun(self._connection, self._fresh)
        for table in tables:
            await self._connection.execute(shape.created(self._fresh, table))
            await self._copy(table)
            statements = [*shape.indexed(self._fresh, table.name, found[table.name])]
            statements += shape.described(self._fresh, table)
            await self._connection.execute(";\n".join(statements))
        for table in tables:
            for statement in shape.referring(self._fresh, table.name, found[table.name]):
                await self._connection.execute(statement)

    async def _copy(self, table: Table) -> None:
        """The rows of a table. Raises `NotPublished` if some get lost."""
        told = await self._connection.copy_to_table(
            table.name, schema_name=self._fresh, source=self._rows(table), format="csv", freeze=True
        )
        counted = self._mart.execute(f"select count(*) from {MART}.{quoted(table.name)}").fetchone()
        if not counted or told != f"COPY {counted[0]}":
            raise NotPublished(
                f"{table.name} 的行没有全部写入：{told}", f"not all rows of {table.name} arrived: {told}"
            )

    async def _rows(self, table: Table) -> AsyncIterator[bytes]:
        columns = ", ".join(quoted(column.name) for column in table.columns)
        read = self._mart.execute(f"select {columns} from {MART}.{quoted(table.name)}")
        for batch in read.to_arrow_reader(_BATCH):
            written = io.BytesIO()
            csv.write_csv(batch, written, csv.WriteOptions(include_header=False))
            yield written.getvalue()
