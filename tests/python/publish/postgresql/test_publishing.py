"""A mart in PostgreSQL: the same rows, types, keys and descriptions; who may read; what is left alone."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal

import duckdb
import pytest

from gongkai.running.home import PROJECT, Home
from publish.postgresql import publishing
from publish.postgresql.address import address
from publish.postgresql.trouble import NotPublished
from tests.python.publish.postgresql.made import SCHEMAS, Place, small_mart, version


def test_rows_and_their_types(place: Place) -> None:
    published = place.publish(small_mart(place.folder, 1))
    assert (published.is_new, published.table_count, published.left) == (True, 3, ())
    assert place.ask("select * from gongkai.fct_amount order by amount_key") == [
        (
            "x",
            "a",
            "001",
            "009",
            2024,
            "budget",
            Decimal("1234567890123456.78"),
            True,
            date(2024, 2, 29),
            0.1,
            1,
        ),
        ("y", "b", None, None, None, "", Decimal("-0.01"), False, None, None, 1),
        (
            "z",
            "b",
            "002",
            None,
            2024,
            '引"号,\n换行\\t\\.',
            Decimal("0.00"),
            None,
            date(1949, 10, 1),
            1e-9,
            1,
        ),
    ]
    types = place.ask(
        "select column_name, format_type(atttypid, atttypmod), is_nullable from information_schema.columns"
        " inner join pg_attribute on attrelid = 'gongkai.fct_amount'::regclass and attname = column_name"
        " where table_schema = 'gongkai' and table_name = 'fct_amount' order by ordinal_position"
    )
    assert types[0] == ("amount_key", "text", "NO")
    assert [kind for _, kind, _ in types[4:10]] == [
        "integer",
        "text",
        "numeric(18,2)",
        "boolean",
        "date",
        "double precision",
    ]


def test_keys_are_those_that_are_declared_and_hold(place: Place) -> None:
    place.publish(small_mart(place.folder, 1))
    found = place.ask(
        "select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint"
        " where connamespace = 'gongkai'::regnamespace order by 1, contype, 2"
    )
    assert found == [
        ("gongkai.dim_thing", "PRIMARY KEY (thing_key)"),
        ("gongkai.dim_thing", "UNIQUE (code)"),  # not the name, which stands twice
        ("gongkai.fct_amount", "FOREIGN KEY (thing_code) REFERENCES gongkai.dim_thing(code)"),
        ("gongkai.fct_amount", "FOREIGN KEY (thing_key) REFERENCES gongkai.dim_thing(thing_key)"),
        ("gongkai.fct_amount", "PRIMARY KEY (amount_key)"),  # not lost_code, which stands nowhere
    ]
    indexes = place.ask(
        "select substring(indexdef from '\\(.*') from pg_indexes"
        " where schemaname = 'gongkai' and tablename = 'fct_amount' order by 1"
    )
    assert [one for (one,) in indexes] == [
        "(amount_key)",
        "(fiscal_year, stage)",
        "(lost_code)",
        "(thing_code)",
        "(thing_key)",
    ]


def test_what_is_too_long_for_an_index_is_published_without_one(place: Place) -> None:
    mart_file = small_mart(place.folder, 1)
    with duckdb.connect(str(mart_file)) as mart:
        mart.execute(
            "update fct_amount set thing_code ="
            " (select string_agg(md5(i::varchar), '') from range(99999) as r(i)) where amount_key = 'x'"
        )
    place.publish(mart_file)
    assert place.ask("select max(length(thing_code)) from gongkai.fct_amount") == [(32 * 99_999,)]


def test_descriptions_come_along(place: Place) -> None:
    place.publish(small_mart(place.folder, 1))
    told = place.ask(
        "select obj_description('gongkai.fct_amount'::regclass),"
        " col_description('gongkai.fct_amount'::regclass, 7)"
    )
    assert told == [("金额's。Amounts \\ of things.", "金额（元）。Amount in yuan.")]


def test_every_table_of_the_samples_is_row_for_row_that_of_the_mart(home: Home, place: Place) -> None:
    publishing.publish_postgresql(
        home.mart_file, address(place.address), "mart", "gongkai_reader", PROJECT / "models" / "marts"
    )
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        columns: dict[str, list[tuple[str, str]]] = {}
        for table, column, kind in mart.execute(
            "select table_name, column_name, data_type from duckdb_columns() where not internal"
        ).fetchall():
            columns.setdefault(table, []).append((column, kind))
        for table, named in columns.items():
            listed = ", ".join(f'"{name}"' for name, _ in named)
            ours = mart.execute(f"select {listed} from {table}").fetchall()
            theirs = place.ask(f"select {listed} from mart.{table}")
            assert sorted(map(repr, theirs)) == sorted(map(repr, ours)), table
            sums = [f'sum("{name}")' for name, kind in named if kind.startswith(("DECIMAL", "BIGINT", "INT"))]
            if sums:
                query = f"select {', '.join(sums)} from mart.{table}"
                assert place.ask(query) == mart.execute(query).fetchall()
    without_comment = place.ask(
        "select attrelid::regclass::text, attname from pg_attribute"
        " inner join pg_class on attrelid = pg_class.oid where relnamespace = 'mart'::regnamespace"
        " and relkind = 'r' and attnum > 0 and col_description(attrelid, attnum) is null"
    )
    assert without_comment == []
    without_key = place.ask(
        "select relname from pg_class where relnamespace = 'mart'::regnamespace and relkind = 'r' and not"
        " exists (select from pg_constraint where conrelid = pg_class.oid and contype = 'p')"
    )
    assert without_key == [("version",)]


def test_psql_reads_it(place: Place) -> None:
    place.publish(small_mart(place.folder, 1))
    said = place.server.psql([f"\\c {place.database}", "select name from gongkai.dim_thing;"])
    assert said[-3:] == ["name", "甲", "甲"]


def test_the_same_version_again_writes_nothing(place: Place) -> None:
    mart_file = small_mart(place.folder, 1)
    place.publish(mart_file)
    tables = "select oid, relname from pg_class where relnamespace = 'gongkai'::regnamespace order by 1"
    before = place.ask(tables)
    assert not place.publish(mart_file).is_new
    assert place.ask(tables) == before
    place.ask("drop table gongkai.fct_amount")
    assert place.publish(mart_file).is_new  # a table is missing
    assert place.publish(small_mart(place.folder, 2)).is_new
    assert version(place) == "f2"
    assert place.ask(SCHEMAS) == [("gongkai",)]


def test_readers_read_and_do_not_write(place: Place) -> None:
    reader = "Le ser"
    made = place.publish(small_mart(place.folder, 1), reader=reader)
    assert made.role.is_new
    place.ask(f'create role analyst_{place.database} login in role "{reader}"')
    user = f"analyst_{place.database}"
    for number in (2, 3):
        assert not place.publish(small_mart(place.folder, number), reader=reader).role.is_new
        assert place.ask("select distinct number from gongkai.fct_amount", user=user) == [(number,)]
    for write in (
        "delete from gongkai.fct_amount",
        "insert into gongkai.version values ('', '', '', '', 0)",
        "create table gongkai.rpt_mine (a int)",
        "drop table gongkai.fct_amount",
        "update gongkai.dim_thing set name = ''",
    ):
        with pytest.raises(Exception, match=r"permission denied|must be owner"):
            place.ask(write, user=user)
    place.ask("create table gongkai.rpt_later (a int)")
    assert place.ask("select * from gongkai.rpt_later", user=user) == []


def test_whoever_was_let_in_by_hand_stays_let_in(place: Place) -> None:
    place.publish(small_mart(place.folder, 1))
    user = f"guest_{place.database}"
    place.ask(
        f"create role {user} login",
        f"grant usage on schema gongkai to {user}",
        f"grant select on gongkai.dim_thing to {user}",
        "grant select on gongkai.version to public",
    )
    place.publish(small_mart(place.folder, 2))
    assert place.ask("select distinct number from gongkai.dim_thing", user=user) == [(2,)]
    assert place.ask("select fingerprint from gongkai.version", user=user) == [("f2",)]
    with pytest.raises(Exception, match="permission denied"):
        place.ask("select * from gongkai.fct_amount", user=user)


def test_a_user_who_may_make_schemas_and_no_roles_publishes(place: Place) -> None:
    user = f"writer_{place.database}"
    place.ask(f"create role {user} login", f"grant create on database {place.database} to {user}")
    uri = address(place.address.replace("//postgres@", f"//{user}@"))
    models = place.folder / "models"
    made = publishing.publish_postgresql(small_mart(place.folder, 1), uri, "gongkai", "nobody_yet", models)
    assert made.is_new
    assert not made.role.is_there
    assert place.ask("select distinct number from gongkai.fct_amount", user=user) == [(1,)]
    made = publishing.publish_postgresql(
        small_mart(place.folder, 2), uri, "gongkai", "gongkai_reader", models
    )
    assert (made.is_new, made.left) == (True, ())


def test_a_schema_that_another_user_published_is_not_taken_from_him(place: Place) -> None:
    place.publish(small_mart(place.folder, 1))
    user = f"other_{place.database}"
    place.ask(f"create role {user} login", f"grant create on database {place.database} to {user}")
    uri = address(place.address.replace("//postgres@", f"//{user}@"))
    with pytest.raises(NotPublished, match="publish as the owner"):
        publishing.publish_postgresql(
            small_mart(place.folder, 2), uri, "gongkai", "gongkai_reader", place.folder / "models"
        )
    assert (version(place), place.ask(SCHEMAS)) == ("f1", [("gongkai",)])


def test_without_the_models_nothing_is_published_without_keys(place: Place) -> None:
    mart_file = small_mart(place.folder, 1)
    with pytest.raises(NotPublished, match="which says the keys"):
        publishing.publish_postgresql(
            mart_file, address(place.address), "gongkai", "r", place.folder / "none"
        )
    assert place.ask(SCHEMAS) == []


@pytest.mark.parametrize("comment", ["", "comment on schema gongkai is 'mine'"])
def test_a_schema_of_others_is_never_replaced(comment: str, place: Place) -> None:
    place.ask(
        "create schema gongkai", "create table gongkai.dim_thing as select 1 as mine", comment or "select"
    )
    with pytest.raises(NotPublished, match="was not made by gongkai"):
        place.publish(small_mart(place.folder, 1))
    assert place.ask("select mine from gongkai.dim_thing") == [(1,)]
    assert place.ask(SCHEMAS) == [("gongkai",)]
    assert place.publish(small_mart(place.folder, 1), schema="公开").is_new
    assert place.ask('select count(*) from "公开".dim_thing') == [(2,)]


@pytest.mark.parametrize(
    "thing",
    [
        "table gongkai.mine as select 1 as a",
        "view gongkai.rpt_mine as select 1 as a",
        "function gongkai.mine() returns int language sql as 'select 1'",
        "type gongkai.mine as enum ('a')",
        "sequence gongkai.mine",
    ],
)
def test_what_others_put_into_the_schema_is_not_taken_away(thing: str, place: Place) -> None:
    place.publish(small_mart(place.folder, 1))
    place.ask(f"create {thing}")
    with pytest.raises(NotPublished, match=r"move it to another schema: (rpt_)?mine"):
        place.publish(small_mart(place.folder, 2))
    assert version(place) == "f1"


def test_a_schema_whose_name_begins_like_that_of_an_old_version_is_not_dropped(place: Place) -> None:
    place.publish(small_mart(place.folder, 1), schema="gongkai_old_1")
    place.ask("create schema gongkai_old_mine")
    place.publish(small_mart(place.folder, 1))
    place.publish(small_mart(place.folder, 2))
    assert [name for (name,) in place.ask(SCHEMAS)] == ["gongkai", "gongkai_old_1", "gongkai_old_mine"]


KILLED = """
import os, sys
from pathlib import Path
from publish.postgresql import publishing, swap
async def killed(*_):
    os._exit(9)
setattr(swap, sys.argv[1], killed)
publishing.publish_postgresql(
    Path(sys.argv[2]), publishing.Address(sys.argv[3], "", ""), "gongkai", "gongkai_reader", Path(sys.argv[4])
)
"""


@pytest.mark.parametrize(("at", "stands"), [("_alone", "f1"), ("cleared", "f2")])
def test_a_killed_publication_leaves_one_version_whole(at: str, stands: str, place: Place) -> None:
    place.publish(small_mart(place.folder, 1))
    second = small_mart(place.folder, 2)
    command = [sys.executable, "-c", KILLED, at, second, place.address, place.folder / "models"]
    assert subprocess.run(command, check=False, cwd=PROJECT).returncode == 9
    assert version(place) == stands
    assert place.ask("select count(*) from gongkai.fct_amount") == [(3,)]
    while place.ask("select 1 from pg_stat_activity where application_name = 'gongkai publish'"):
        pass  # the server notices that it is gone
    assert len(place.ask(SCHEMAS)) == (1 if stands == "f1" else 2)
    assert place.publish(second).is_new == (stands == "f1")
    assert (version(place), place.ask(SCHEMAS)) == ("f2", [("gongkai",)])
