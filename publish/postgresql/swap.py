"""A fresh schema in the place of the one before, and what of that one is left."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg

from publish.mart import VERSION_TABLE, Version
from publish.postgresql import views
from publish.postgresql.keys import quoted
from publish.postgresql.shape import text
from publish.postgresql.trouble import NotPublished

MARK = "由 gongkai publish 写入"
"""With this begins the description of a schema that may be replaced."""

_DESCRIPTION = (
    MARK + "，每次发布整个替换，请勿在其中建立自己的对象。Written by gongkai publish and replaced as a whole"
    " by each publication: make nothing of your own in it."
)
_OLD_MARK = "由 gongkai publish 替换下来"
_OLD_DESCRIPTION = (
    _OLD_MARK + "，无人再读时删去。Replaced by gongkai publish, to be dropped when nobody reads it any more."
)
_OURS = ("rpt_", "fct_", "dim_", "bridge_", "qc_", "dictionary_", VERSION_TABLE)
_BRIEF = "300ms"
"""To wait at a stretch: others wait behind, and after 1 s PostgreSQL looks for deadlocks."""

_PATIENCE, _PAUSE, _IDLE = 60.0, 0.5, 5.0
"""Seconds to try altogether, between two tries, and to wait for a transaction that does nothing."""

_STANDING = """
select schemas.oid::bigint as oid, coalesce(obj_description(schemas.oid, 'pg_namespace'), '') as description
from pg_namespace as schemas where schemas.nspname = $1
"""
_INSIDE = """
select relname::text as name, relkind = 'r' as is_table from pg_class
where relnamespace = $1::bigint::oid and relkind in ('r', 'v', 'm', 'f', 'p', 'S')
union all select proname::text, false from pg_proc where pronamespace = $1::bigint::oid
union all select typname::text, false from pg_type
where typnamespace = $1::bigint::oid and typrelid = 0 and typelem = 0
order by 1
"""
_READERS = """
select distinct sessions.pid, sessions.usename::text as usename, sessions.application_name,
    sessions.backend_xmin is not null
        or coalesce(clock_timestamp() - sessions.state_change < interval '1 second', false) as is_at_work
from pg_locks as locks
inner join pg_class as tables on locks.relation = tables.oid
inner join pg_stat_activity as sessions on locks.pid = sessions.pid
where tables.relnamespace = $1::bigint::oid and locks.granted and locks.pid <> pg_backend_pid()
    and locks.database = (select oid from pg_database where datname = current_database())
order by sessions.pid
"""
_LEFT = """
select oid::bigint as oid, nspname::text as name from pg_namespace
where starts_with(nspname, $1) and starts_with(obj_description(oid, 'pg_namespace'), $2)
order by nspname
"""


def old_name(schema: str, token: str) -> str:
    """The name under which a version before is kept until nobody reads it."""
    return f"{schema}_old_{token}"


@dataclass(frozen=True, slots=True)
class Standing:
    """The schema that is published: its number in the catalogue and its tables."""

    oid: int
    tables: tuple[str, ...]


async def standing(connection: asyncpg.Connection, schema: str) -> Standing | None:
    """What has the name now; None where nothing has. Raises `NotPublished` where it is not all ours."""
    found = await connection.fetchrow(_STANDING, schema)
    if found is None:
        return None
    if not found["description"].startswith(MARK):
        raise NotPublished(
            f"模式 {schema} 不是 gongkai 建立的，不替换；请用 --schema 另给名称，或改名、删去它",
            f"the schema {schema} was not made by gongkai and is left as it is;"
            " give another name with --schema, or rename or drop it",
        )
    inside = await connection.fetch(_INSIDE, found["oid"])
    strangers = [one["name"] for one in inside if not (one["is_table"] and one["name"].startswith(_OURS))]
    if strangers:
        named = ", ".join(strangers[:5])
        raise NotPublished(
            f"模式 {schema} 中有 gongkai 之外的对象，替换会使其失效；请移到别的模式：{named}",
            f"the schema {schema} holds what gongkai did not make and a publication would take away;"
            f" move it to another schema: {named}",
        )
    return Standing(found["oid"], tuple(one["name"] for one in inside))


async def version_of(connection: asyncpg.Connection, schema: str, now: Standing) -> Version | None:
    """The version that is published; None where it is not known."""
    if VERSION_TABLE not in now.tables:
        return None
    rows = await connection.fetch(
        f"select project_version, fingerprint, built_at from {quoted(schema)}.{quoted(VERSION_TABLE)}"
    )
    return Version(*rows[0]) if len(rows) == 1 else None


async def begun(connection: asyncpg.Connection, fresh: str) -> None:
    """Make the schema to be filled; it is seen by nobody until the transaction ends."""
    await connection.execute(f"create schema {quoted(fresh)}")
    await connection.execute(f"comment on schema {quoted(fresh)} is {text(_DESCRIPTION)}")


@dataclass(frozen=True, slots=True)
class Swapped:
    """What a swap could not do: sessions passed over, views that go on with the version before."""

    passed_over: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


async def swapped(
    connection: asyncpg.Connection, schema: str, fresh: str, old: str, now: Standing | None
) -> Swapped:
    """Give `fresh` the name of the schema and the one before the name `old`, for all readers at once.

    A name that is resolved while it changes hands would lead a query to both versions: so the swap waits
    until nobody reads. A transaction that does nothing and holds no snapshot was promised no single version
    by PostgreSQL: it is waited for some seconds, then goes on with the new version and is named.
    Raises `NotPublished` where readers hold on to the tables for too long.
    """
    if now is None:
        await connection.execute(f"alter schema {quoted(fresh)} rename to {quoted(schema)}")
        return Swapped()
    bound = await views.on(connection, now.oid)
    held = [view.name for view in bound if view.is_ours_to_bind]  # before their tables, as their readers do
    held += _placed(schema, now.tables)
    passed_over = await _alone(connection, schema, now, held)
    await connection.execute(f"alter schema {quoted(schema)} rename to {quoted(old)}")
    await connection.execute(f"comment on schema {quoted(old)} is {text(_OLD_DESCRIPTION)}")
    await connection.execute(f"alter schema {quoted(fresh)} rename to {quoted(schema)}")
    stale = [view.name for view in bound if not await views.bound(connection, view)]
    return Swapped(tuple(passed_over), tuple(stale))


async def _alone(
    connection: asyncpg.Connection, schema: str, now: Standing, held: Sequence[str]
) -> list[str]:
    """Lock all that is held on to; the sessions that were passed over, where it was done without."""
    clock = asyncio.get_running_loop().time
    begin, idle = clock(), dict[int, float]()
    while not await _locked(connection, held):
        readers = await connection.fetch(_READERS, now.oid)
        idle = {one["pid"]: idle.get(one["pid"], clock()) for one in readers if not one["is_at_work"]}
        told = [_told(one) for one in readers]
        if readers and all(clock() - idle.get(one["pid"], clock()) >= _IDLE for one in readers):
            return told
        if clock() - begin > _PATIENCE:
            named = ", ".join(told[:5])
            raise NotPublished(
                f"有会话在一个事务中一直读着 {schema}，等了 {_PATIENCE:.0f} 秒；"
                f"请它们结束事务，或用 pg_terminate_backend 结束它们，再运行：{named}",
                f"sessions have been reading {schema} in one transaction for more than {_PATIENCE:.0f} s;"
                f" let them end it, or end them with pg_terminate_backend, and run again: {named}",
            )
        await asyncio.sleep(_PAUSE)
    return []


async def _locked(connection: asyncpg.Connection, relations: Sequence[str]) -> bool:
    """Whether all of them could be locked in a moment; none is where not."""
    if not relations:
        return True
    try:
        async with connection.transaction():
            await connection.execute(f"set local statement_timeout = '{_BRIEF}'")
            await connection.execute(f"lock table {', '.join(relations)} in access exclusive mode")
            await connection.execute("set local statement_timeout = 0")
    except (asyncpg.QueryCanceledError, asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError):
        return False
    return True


def _told(session: Any) -> str:
    return f"{session['pid']} ({session['usename']}, {session['application_name'] or '?'})"


def _placed(schema: str, tables: Iterable[str]) -> list[str]:
    return [f"{quoted(schema)}.{quoted(table)}" for table in tables]


async def cleared(connection: asyncpg.Connection, schema: str) -> list[str]:
    """Drop what is left of versions before that nobody reads; the names of those that have to stay."""
    left = []
    for one in await connection.fetch(_LEFT, old_name(schema, ""), _OLD_MARK):
        inside = await connection.fetch(_INSIDE, one["oid"])
        tables = _placed(one["name"], (each["name"] for each in inside if each["is_table"]))
        try:
            async with connection.transaction():
                if not await _locked(connection, tables):
                    left.append(one["name"])
                    continue
                if tables:
                    await connection.execute(f"drop table {', '.join(tables)}")
                await connection.execute(f"drop schema {quoted(one['name'])}")
        except (asyncpg.DependentObjectsStillExistError, asyncpg.InsufficientPrivilegeError):
            left.append(one["name"])
    return left
