"""Views that others made on the published tables: they hold on to tables, not names, and are bound anew."""

from __future__ import annotations

from dataclasses import dataclass

import asyncpg

_VIEWS = """
select distinct
    format('%I.%I', schemas.nspname, views.relname) as name,
    views.relkind = 'v' and pg_has_role(views.relowner, 'USAGE') as is_ours_to_bind,
    array_to_string(views.reloptions, ', ') as options,
    pg_get_viewdef(views.oid) as definition
from pg_depend as needs
inner join pg_class as tables on needs.refobjid = tables.oid
inner join pg_rewrite as rules on needs.objid = rules.oid
inner join pg_class as views on rules.ev_class = views.oid
inner join pg_namespace as schemas on views.relnamespace = schemas.oid
where needs.refclassid = 'pg_class'::regclass and needs.classid = 'pg_rewrite'::regclass
    and tables.relnamespace = $1::bigint::oid and views.relnamespace <> tables.relnamespace
order by name
"""
_BRIEF = "300ms"


@dataclass(frozen=True, slots=True)
class View:
    """A view as it was defined before the swap, when its tables had the published name."""

    name: str
    is_ours_to_bind: bool
    options: str
    definition: str


async def on(connection: asyncpg.Connection, schema: int) -> list[View]:
    """The views of other schemas on tables of the schema with that number."""
    found = await connection.fetch(_VIEWS, schema)
    return [
        View(one["name"], one["is_ours_to_bind"], one["options"] or "", one["definition"]) for one in found
    ]


async def bound(connection: asyncpg.Connection, view: View) -> bool:
    """Bind a view to the tables that have the names now; False where that cannot be."""
    if not view.is_ours_to_bind:
        return False
    options = f" with ({view.options})" if view.options else ""
    try:
        async with connection.transaction():
            await connection.execute(f"set local statement_timeout = '{_BRIEF}'")
            await connection.execute(f"create or replace view {view.name}{options} as {view.definition}")
            await connection.execute("set local statement_timeout = 0")
    except asyncpg.PostgresError as error:
        if (error.sqlstate or "").startswith("08"):
            raise
        return False
    return True
