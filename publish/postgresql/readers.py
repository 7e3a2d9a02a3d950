"""Who may read a schema: the role of readers, and whoever might read the version before."""

from __future__ import annotations

from dataclasses import dataclass

import asyncpg

from publish.postgresql.keys import quoted

_GRANTED = """
select distinct 'usage on schema' as what, '' as table_name, roles.rolname::text as grantee
from pg_namespace as schemas
cross join aclexplode(schemas.nspacl) as grants
left join pg_roles as roles on grants.grantee = roles.oid
where schemas.oid = $1::bigint::oid and grants.privilege_type = 'USAGE'
    and grants.grantee <> schemas.nspowner
union all
select distinct 'select on', tables.relname::text, roles.rolname::text
from pg_class as tables
cross join aclexplode(tables.relacl) as grants
left join pg_roles as roles on grants.grantee = roles.oid
where tables.relnamespace = $1::bigint::oid and tables.relkind = 'r' and grants.privilege_type = 'SELECT'
    and grants.grantee <> tables.relowner
"""


@dataclass(frozen=True, slots=True)
class Role:
    """The role of readers: whether it is there, and whether it had to be made."""

    name: str
    is_there: bool
    is_new: bool = False


async def ensured(connection: asyncpg.Connection, name: str) -> Role:
    """Make the role where it is missing and this user may; it cannot log in and owns nothing."""
    if await connection.fetchval("select 1 from pg_roles where rolname = $1", name):
        return Role(name, True)
    try:
        async with connection.transaction():
            await connection.execute(f"create role {quoted(name)} nologin")
    except (asyncpg.InsufficientPrivilegeError, asyncpg.ReservedNameError):
        return Role(name, False)
    except (asyncpg.DuplicateObjectError, asyncpg.UniqueViolationError):  # another publication was faster
        return Role(name, True)
    return Role(name, True, True)


async def granted(connection: asyncpg.Connection, schema: str, role: Role) -> None:
    """Let the role read all tables of the schema, those too that are made there later, and write none."""
    if role.is_there:
        place, reader = quoted(schema), quoted(role.name)
        await connection.execute(
            f"grant usage on schema {place} to {reader};"
            f" grant select on all tables in schema {place} to {reader};"
            f" alter default privileges in schema {place} grant select on tables to {reader}"
        )


async def taken_over(connection: asyncpg.Connection, before: int, fresh: str, tables: set[str]) -> None:
    """Whoever might read the schema with that number, or a table of it, may read what takes its place."""
    for what, table, grantee in await connection.fetch(_GRANTED, before):
        if not table or table in tables:
            place = f"{quoted(fresh)}.{quoted(table)}" if table else quoted(fresh)
            await connection.execute(f"grant {what} {place} to {quoted(grantee) if grantee else 'public'}")
