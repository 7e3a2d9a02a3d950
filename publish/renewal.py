"""What has changed since the mart was published, and a copy of it renewed by just that."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

_MOST_FREE = 0.3
"""Share of its blocks that may be free in a renewed file: one with more is written anew."""

_FEWEST_BLOCKS = 128
"""Below this (32 MB) it may have more of them."""

# Published and built by the same program, and what was published is known.
_KNOWN = """
select 1 from build.built.published as published
inner join build.built.programs as programs using (digest)
where published.fingerprint = ? and published.built_at = ?
"""
_CHANGED = """
create temp table changed as
select coalesce(now.jurisdiction_code, before.jurisdiction_code) as jurisdiction_code
from build.built.jurisdictions as now
full join (
    select distinct jurisdiction_code, made_from from build.built.published_documents
) as before using (jurisdiction_code)
where now.made_from is distinct from before.made_from
"""
_GOING = """
create temp table going as
select document_key from build.built.published_documents
where jurisdiction_code in (select jurisdiction_code from changed)
"""
_COMING = """
create temp table coming as
select described.document_key
from build.built.documents as documents
inner join build.intermediate.int_documents_described as described using (document_id)
where documents.jurisdiction_code in (select jurisdiction_code from changed)
"""
_SCOPES = """
select relations.name, relations.scope, columns.column_name is not null as has_document
from build.built.relations as relations
left join duckdb_columns() as columns
    on columns.database_name = 'build' and columns.schema_name = 'mart'
    and columns.table_name = relations.name and columns.column_name = 'document_key'
"""
_RECORDED = (
    """
create or replace table built.published as
select digest, ?::varchar as fingerprint, ?::varchar as built_at from built.programs
""",
    """
create or replace table built.published_documents as
select described.document_key, documents.jurisdiction_code, jurisdictions.made_from
from built.documents as documents
inner join intermediate.int_documents_described as described using (document_id)
inner join built.jurisdictions as jurisdictions
    on documents.jurisdiction_code = jurisdictions.jurisdiction_code
""",
)


def renewed(
    build_file: Path, mart_file: Path, fresh: Path, tables: Sequence[str], published: Sequence[str]
) -> bool:
    """Write the mart that is published into `fresh`, with the rows of what has changed since.

    `published` is fingerprint and time of the build that it was made from. False where the warehouse does not
    know what it holds, or where it does not come out as the build has it: then `fresh` is not to be used.
    """
    connection = duckdb.connect(config={"threads": 1})  # little to do: more would wait for each other
    try:
        connection.execute(f"attach {_text(build_file)} as build (read_only)")
        if not _is_known(connection, published):
            return False
        shutil.copyfile(mart_file, fresh)
        connection.execute(f"attach {_text(fresh)} as fresh")
        for statement in (_CHANGED, _GOING, _COMING):
            connection.execute(statement)
        scopes = {
            name: (scope, has_document)
            for name, scope, has_document in connection.execute(_SCOPES).fetchall()
        }
        connection.begin()
        for table in tables:
            scope, has_document = scopes.get(table, ("corpus", False))
            if scope in ("document", "jurisdiction") and has_document:
                _by_document(connection, table)
            elif scope != "reference":
                _as_a_whole(connection, table)
        connection.commit()
        connection.execute("checkpoint fresh")
        return all(
            _count(connection, "build.mart", t) == _count(connection, "fresh", t) for t in tables
        ) and not _is_loose(connection)
    except (duckdb.CatalogException, duckdb.BinderException, duckdb.ConstraintException):
        return False  # it has other tables or columns
    finally:
        connection.close()


def record(build_file: Path, fingerprint: str, built_at: str) -> None:
    """Take down in the warehouse what has been published of it."""
    connection = duckdb.connect(str(build_file))
    try:
        if _has(connection, build_file.stem, "programs"):
            connection.begin()
            connection.execute(_RECORDED[0], [fingerprint, built_at])
            connection.execute(_RECORDED[1])
            connection.commit()
    finally:
        connection.close()


def _is_known(connection: duckdb.DuckDBPyConnection, published: Sequence[str]) -> bool:
    needed = ("programs", "relations", "published", "published_documents")
    return all(_has(connection, "build", table) for table in needed) and bool(
        connection.execute(_KNOWN, list(published)).fetchall()
    )


def _has(connection: duckdb.DuckDBPyConnection, database: str, table: str) -> bool:
    found = connection.execute(
        "select 1 from duckdb_tables() where database_name = ? and schema_name = 'built' and table_name = ?",
        [database, table],
    )
    return bool(found.fetchall())


def _by_document(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    connection.execute(f'delete from fresh."{table}" where document_key in (select document_key from going)')
    connection.execute(
        f'insert into fresh."{table}" by name select * from build.mart."{table}"'
        " where document_key in (select document_key from coming)"
    )


def _as_a_whole(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Rows that belong to no document or depend on all: taken over where they differ."""
    told = "select count(*), sum(hash(t)) from {} as t"
    one, other = (
        connection.execute(told.format(place)).fetchone()
        for place in (f'build.mart."{table}"', f'fresh."{table}"')
    )
    if one != other:
        connection.execute(f'delete from fresh."{table}"')
        connection.execute(f'insert into fresh."{table}" by name select * from build.mart."{table}"')


def _count(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> object:
    return connection.execute(f'select count(*) from {schema}."{table}"').fetchone()


def _is_loose(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute(
        "select total_blocks > ? and free_blocks > ? * total_blocks"
        " from pragma_database_size() where database_name = 'fresh'",
        [_FEWEST_BLOCKS, _MOST_FREE],
    ).fetchone()
    return bool(found and found[0])


def _text(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
