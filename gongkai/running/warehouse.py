"""The build file as the warehouse of a program: its tables, and the rows of documents and jurisdictions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from gongkai.batch import exchange
from gongkai.batch.engine import copy_reference, inputs, make_view, reference_of
from gongkai.batch.program import DATABASE, IN_BATCHES, Model, Program, Scope
from gongkai.running.home import Home
from ingest.raw import whole

_SCHEMA = """
create schema if not exists built;
create table if not exists built.documents (
    document_id varchar not null,
    made_from varchar not null,
    jurisdiction_code varchar not null,
    primary key (document_id)
);
create table if not exists built.jurisdictions (
    jurisdiction_code varchar not null,
    made_from varchar not null,
    primary key (jurisdiction_code)
);
create table if not exists built.relations (name varchar not null, scope varchar not null);
create table if not exists built.programs (
    digest varchar not null, documents_digest varchar not null, jurisdictions_digest varchar not null
);
"""
_LOG, _MEMORY = "512MB", "192MB"
"""Size of the log at which it is written into the tables, the end of every one anew; and of what is held."""

_PLACED = '"intermediate"."int_documents_described"'
"""The table that tells the jurisdiction of a document."""

_BY_DOCUMENT = {
    "document_id": "document_id in (select document_id from handled)",
    "document_key": "document_key in (select document_key from handled)",
    # the id of a cell begins with that of its document
    "cell_id": "split_part(cell_id, ':', 1) in (select document_id from handled)",
}
_LINKS = {
    Scope.DOCUMENT: _BY_DOCUMENT,
    Scope.JURISDICTION: {
        **_BY_DOCUMENT,
        "project_key": "project_key in (select project_key from handled_names)",
        "budget_unit_key": "budget_unit_key in (select budget_unit_key from handled_names)",
    },
}
"""Columns by which the rows of a table belong to documents, the surest first, and how they do."""

_HANDLED = f"""
create or replace temp table handled as
select document_id, described.document_key
from (select unnest(?) as document_id) as named
left join {_PLACED} as described using (document_id)
"""
_HANDLED_NAMES = """
create or replace temp table handled_names as
select distinct budget_unit_key, project_key from "intermediate"."int_unit_mentions_keyed"
where document_id in (select document_id from handled)
"""
_COMMENTS = """
select table_name, '' as column_name, comment from duckdb_tables()
where database_name = 'reference' and comment is not null
union all
select table_name, column_name, comment from duckdb_columns()
where database_name = 'reference' and comment is not null
"""
_NAMED_ALONE = ("project_key", "budget_unit_key")


@dataclass(frozen=True, slots=True)
class Piece:
    """What is built at once: a document, or all documents of a jurisdiction.

    `key` is the id of the document or the code of the jurisdiction, empty where none is known; `made_from`
    changes when what it is built from does; `size` counts raw rows.
    """

    key: str
    name: str
    made_from: str
    documents: tuple[str, ...]
    size: int


def open_build(home: Home) -> duckdb.DuckDBPyConnection:
    """The build file for writing, with the storage that older readers open."""
    connection = duckdb.connect(str(home.build_file), config={"storage_compatibility_version": "v1.2.0"})
    connection.execute("set enable_progress_bar = false")
    # the cores are busy with building, and each thread that writes holds a block of every column
    connection.execute(
        f"set checkpoint_threshold = '{_LOG}'; set memory_limit = '{_MEMORY}'; set threads = 1"
    )
    return connection


def forget_built(home: Home) -> None:
    """Let the next build make everything anew."""
    connection = open_build(home)
    try:
        connection.execute("drop table if exists built.programs")
    finally:
        connection.close()


def is_built_here(home: Home) -> bool:
    """Whether the tables of the warehouse are those that a build left: plain dbt takes the mark away."""
    connection = duckdb.connect(str(home.build_file), read_only=True)
    try:
        return bool(
            connection.execute(
                "select 1 from duckdb_tables() where schema_name = 'built' and table_name = 'programs'"
            ).fetchall()
        )
    finally:
        connection.close()


def prepare(connection: duckdb.DuckDBPyConnection, program: Program) -> None:
    """Make the warehouse one of this program: its reference models, and the tables filled in batches."""
    found = _programs(connection)
    if found and found[0] == program.digest:
        return
    with reference_of(connection, program), whole(connection):
        connection.execute("delete from built.programs")
        _drop_strangers(connection, program)
        copy_reference(connection, program)
        published = [m for m in program.models_of(Scope.REFERENCE) if m.has_contract]
        _declare(connection, published)
        for model in published:
            connection.execute(f"insert into {model.relation} from reference.{model.relation}")
        if not found or found[1] != program.digests[Scope.DOCUMENT]:
            connection.execute("delete from built.documents")
            _declare(connection, program.stored(Scope.DOCUMENT))
        if not found or found[1:] != tuple(program.digests[scope] for scope in IN_BATCHES):
            connection.execute("delete from built.jurisdictions")
            _declare(connection, program.stored(Scope.JURISDICTION))
        for model in program.models:
            if model.scope in IN_BATCHES and model.is_view and model.is_stored:
                make_view(connection, model)
        connection.execute("delete from built.relations")
        connection.execute(
            "insert into built.relations select unnest(?), unnest(?)",
            [[model.name for model in program.models], [model.scope.value for model in program.models]],
        )
        connection.execute(
            "insert into built.programs values (?, ?, ?)",
            [program.digest, *(program.digests[scope] for scope in IN_BATCHES)],
        )


def _programs(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...] | None:
    """Digests of the program that the warehouse is of; one that another version kept is built anew."""
    connection.execute(_SCHEMA)
    try:
        connection.execute("select document_id, made_from, jurisdiction_code from built.documents limit 0")
        return connection.execute(
            "select digest, documents_digest, jurisdictions_digest from built.programs"
        ).fetchone()
    except duckdb.BinderException:
        connection.execute("drop schema built cascade")
        connection.execute(_SCHEMA)
        return None


def write_rows(
    connection: duckdb.DuckDBPyConnection,
    program: Program,
    scope: Scope,
    documents: Sequence[str],
    folder: Path,
) -> None:
    """Write the rows that documents, or the jurisdictions they are all documents of, are built from."""
    connection.execute(_HANDLED, [documents])
    columns = _columns(connection)
    for name, relation in inputs(program, scope).items():
        rows = _linked(columns[name], Scope.DOCUMENT)[1]
        exchange.write(connection, f"select * from {relation} where {rows}", folder, name)


def put_in_documents(
    connection: duckdb.DuckDBPyConnection,
    program: Program,
    pieces: Sequence[Piece],
    built: Path,
) -> None:
    """Replace the rows of documents by those built, in one transaction."""
    with whole(connection):
        _delete(connection, program, [piece.key for piece in pieces])
        for model in program.stored(Scope.DOCUMENT):
            exchange.read(connection, built, model.name, model.relation)
        connection.execute(
            "insert into built.documents"
            " select document_id, made.made_from, coalesce(described.jurisdiction_code, '')"
            " from (select unnest(?) as document_id, unnest(?) as made_from) as made"
            f" inner join {_PLACED} as described using (document_id)",
            [[piece.key for piece in pieces], [piece.made_from for piece in pieces]],
        )


def put_in_jurisdictions(
    connection: duckdb.DuckDBPyConnection,
    program: Program,
    pieces: Sequence[Piece],
    built: Path,
) -> None:
    """Replace the rows of jurisdictions by those built, in one transaction."""
    columns = _columns(connection)
    with whole(connection):
        _delete_jurisdictions(connection, program, [key for piece in pieces for key in piece.documents])
        for model in program.stored(Scope.JURISDICTION):
            link, _ = _linked(columns[model.name], Scope.JURISDICTION)
            # the member that stands for what is unknown is the same one for all
            known = f"{link} not in (select {link} from {model.relation})" if link in _NAMED_ALONE else "true"
            exchange.read(connection, built, model.name, model.relation, known)
        connection.execute(
            "delete from built.jurisdictions where jurisdiction_code in (select unnest(?))",
            [[piece.key for piece in pieces]],
        )
        held = [piece for piece in pieces if piece.documents]
        connection.execute(
            "insert into built.jurisdictions select unnest(?), unnest(?)",
            [[piece.key for piece in held], [piece.made_from for piece in held]],
        )


def take_out(connection: duckdb.DuckDBPyConnection, program: Program, documents: Sequence[str]) -> None:
    """Delete the rows of documents that are no more, in one transaction."""
    with whole(connection):
        _delete(connection, program, documents)


def _delete(connection: duckdb.DuckDBPyConnection, program: Program, documents: Sequence[str]) -> None:
    """All rows of documents, those too that stand for them in the tables of their jurisdiction."""
    known = "select document_id from built.documents where document_id in (select unnest(?))"
    held = [key for (key,) in connection.execute(known, [documents]).fetchall()]
    if not held:
        return
    _delete_jurisdictions(connection, program, held)
    columns = _columns(connection)
    for model in program.stored(Scope.DOCUMENT):
        _, rows = _linked(columns[model.name], Scope.DOCUMENT)
        connection.execute(f"delete from {model.relation} where {rows}")
    connection.execute("delete from built.documents where document_id in (select unnest(?))", [held])


def _delete_jurisdictions(
    connection: duckdb.DuckDBPyConnection, program: Program, documents: Sequence[str]
) -> None:
    connection.execute(_HANDLED, [documents])
    connection.execute(_HANDLED_NAMES)
    columns = _columns(connection)
    for model in program.stored(Scope.JURISDICTION):
        _, rows = _linked(columns[model.name], Scope.JURISDICTION)
        connection.execute(f"delete from {model.relation} where {rows}")


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """The columns of every table and view, by the name of the table."""
    found: dict[str, set[str]] = {}
    for table, column in connection.execute(
        f"select table_name, column_name from duckdb_columns() where database_name = '{DATABASE}'"
    ).fetchall():
        found.setdefault(table, set()).add(column)
    return found


def _linked(columns: Iterable[str], scope: Scope) -> tuple[str, str]:
    """The column by which rows belong to documents, and the condition that those rows fulfil."""
    held = set(columns)
    return next((column, rows) for column, rows in _LINKS[scope].items() if column in held)


def _declare(connection: duckdb.DuckDBPyConnection, tables: Sequence[Model]) -> None:
    """Empty tables with the columns, constraints and comments that they have in `reference`."""
    statements = dict(
        connection.execute(
            "select table_name, sql from duckdb_tables() where database_name = 'reference'"
        ).fetchall()
    )
    comments = connection.execute(_COMMENTS).fetchall()
    for model in tables:
        connection.execute(f'create schema if not exists "{model.schema}"')
        connection.execute(statements[model.name].replace("CREATE TABLE", "CREATE OR REPLACE TABLE", 1))
        for table, column, comment in comments:
            if table == model.name:
                thing = f'column {model.relation}."{column}"' if column else f"table {model.relation}"
                text = comment.replace("'", "''")
                connection.execute(f"comment on {thing} is '{text}'")


def _drop_strangers(connection: duckdb.DuckDBPyConnection, program: Program) -> None:
    """What is no relation of this program, or one of another kind."""
    kinds = {
        (model.schema, model.name): "VIEW" if model.is_view else "BASE TABLE"
        for model in program.models
        if model.scope not in IN_BATCHES or model.is_stored
    }
    schemas = {model.schema for model in program.models}
    for schema, name, kind in connection.execute(
        "select table_schema, table_name, table_type from information_schema.tables"
        f" where table_catalog = '{DATABASE}'"
    ).fetchall():
        if schema in schemas and kinds.get((schema, name)) != kind:
            connection.execute(f'drop {"view" if kind == "VIEW" else "table"} "{schema}"."{name}"')
