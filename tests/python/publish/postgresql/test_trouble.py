"""What goes wrong between here and a server is told with its remedy; passwords are found and never told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench.pgserver import Server
from publish.postgresql import publishing, swap
from publish.postgresql.address import address
from publish.postgresql.trouble import NotPublished
from tests.python.publish.postgresql.made import SCHEMAS, Place, asked, small_mart, version


def test_a_server_that_goes_midway_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.publish(small_mart(place.folder, 1))

    async def ended(connection: object, *_: object) -> None:
        place.ask(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where application_name = 'gongkai publish'"
        )
        await connection.execute("select 1")  # type: ignore[attr-defined]

    monkeypatch.setattr(swap, "swapped", ended)
    monkeypatch.setattr(place.__class__, "ask", lambda _, *queries: _in_thread(place, queries))
    with pytest.raises(NotPublished, match=r"the server stopped midway|the connection was lost"):
        place.publish(small_mart(place.folder, 2))
    monkeypatch.undo()
    assert (version(place), place.ask(SCHEMAS)) == ("f1", [("gongkai",)])


def _in_thread(place: Place, queries: tuple[str, ...]) -> object:
    """What asks while a loop runs needs a loop of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asked, place.address, queries).result()


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        ("postgresql://u:s3cret@127.0.0.1:1/d", "the server cannot be reached"),
        ("postgresql://u:s3cret@no.such.host.invalid/d", "the server cannot be reached"),
        ("postgresql://nobody:s3cret@127.0.0.1:{port}/postgres", "the password is wrong"),
        ("postgresql://postgres@/none?host={folder}&port={port}", "there is no such database"),
        ("postgresql://poor@/postgres?host={folder}&port={port}", "no permission"),
        ("postgresql://none@/postgres?host={folder}&port={port}", "does not let this user in"),
        (
            "postgresql://postgres@/latin?host={folder}&port={port}",
            "the encoding of the database is SQL_ASCII",
        ),
        ("postgresql://u@h/d?sslmode=s3cret", "something in the address cannot be used"),
        (
            "postgresql://postgres@/postgres?host={folder}&port={port}&colour=1",
            "a parameter that the server does not know.*colour",
        ),
    ],
)
def test_what_goes_wrong_is_told_with_its_remedy_and_no_password(
    uri: str, told: str, postgres: Server, tmp_path: Path
) -> None:
    if not asked(postgres.address, ["select 1 from pg_roles where rolname = 'poor'"]):
        asked(postgres.address, ["create role poor login"])
        asked(postgres.address, ["create database latin encoding 'SQL_ASCII' locale 'C' template template0"])
    where = address(uri.format(port=postgres.port, folder=postgres.folder))
    with pytest.raises(NotPublished, match=told) as error:
        publishing.publish_postgresql(small_mart(tmp_path, 1), where, "gongkai", "gongkai_reader", tmp_path)
    assert "s3cret" not in str(error.value)
    assert error.value.zh
    assert error.value.zh != error.value.en


def test_a_password_comes_from_the_environment_or_a_file(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, port, database = f"login_{place.database}", place.server.port, place.database
    place.ask(f"create role {user} login password 's3cret'", f"grant create on database {database} to {user}")
    where = address(f"postgresql://{user}@127.0.0.1:{port}/{database}")
    models = place.folder / "models"
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
    with pytest.raises(NotPublished, match="password"):
        publishing.publish_postgresql(small_mart(place.folder, 1), where, "one", "gongkai_reader", models)
    (tmp_path / "pgpass").write_text(f"127.0.0.1:{port}:*:{user}:s3cret\n")
    (tmp_path / "pgpass").chmod(0o600)
    mart_file = place.folder / "mart1.duckdb"
    assert publishing.publish_postgresql(mart_file, where, "one", "gongkai_reader", models).is_new
    monkeypatch.delenv("PGPASSFILE")
    monkeypatch.setenv("PGPASSWORD", "s3cret")
    assert publishing.publish_postgresql(mart_file, where, "two", "gongkai_reader", models).is_new
    monkeypatch.delenv("PGPASSWORD")
    service = f"[budget]\nhost=127.0.0.1\nport={port}\ndbname={database}\nuser={user}\npassword=s3cret\n"
    (tmp_path / "services").write_text(service)
    monkeypatch.setenv("PGSERVICEFILE", str(tmp_path / "services"))
    for given, schema in (("postgresql:///?service=budget", "three"), ("postgresql://", "four")):
        if schema == "four":
            monkeypatch.setenv("PGSERVICE", "budget")
        made = publishing.publish_postgresql(mart_file, address(given), schema, "gongkai_reader", models)
        assert made.is_new
    with pytest.raises(NotPublished, match="there is no service"):
        publishing.publish_postgresql(
            mart_file, address("postgresql:///?service=other"), "five", "gongkai_reader", models
        )
