"""Publishing: only the mart, whole, in one step, and never worse than before."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from gongkai.running.home import Home
from publish.mart import (
    STORAGE_VERSION,
    VERSION_TABLE,
    PublishError,
    Version,
    connect,
    publish,
    published_version,
)

FIRST = Version("0.1.0", "aa", "2024-01-01T00:00:00+00:00")
SECOND = Version("0.1.0", "bb", "2024-01-02T00:00:00+00:00")


@pytest.fixture
def build_file(tmp_path: Path) -> Path:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema raw")
        connection.execute("create table raw.documents as select 'd1' as document_id")
        connection.execute("create schema mart")
        connection.execute(
            'create table mart.dim_thing (thing_key varchar not null, amount decimal(18, 2), "level" integer)'
        )
        connection.execute("insert into mart.dim_thing values ('a', 1.50, 1), ('b', null, 2)")
        connection.execute("comment on table mart.dim_thing is '东西''s。Things.'")
        connection.execute("comment on column mart.dim_thing.amount is '金额。Amount.'")
        connection.execute("create table mart.fct_nothing (thing_key varchar)")
    return path


@pytest.fixture
def mart_file(tmp_path: Path) -> Path:
    return tmp_path / "published" / "mart.duckdb"


def rows(mart_file: Path, query: str) -> list[tuple[object, ...]]:
    connection = connect(mart_file)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def state(path: Path) -> tuple[int, int, bytes]:
    return path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes()


def test_holds_only_the_mart(build_file: Path, mart_file: Path) -> None:
    assert publish(build_file, mart_file, FIRST)
    found = rows(
        mart_file,
        "select schema_name, table_name from duckdb_tables() where database_name = 'mart' order by all",
    )
    assert found == [("main", "dim_thing"), ("main", "fct_nothing"), ("main", "version")]


def test_a_plain_connection_reads_tables_of_the_mart_by_name(build_file: Path, mart_file: Path) -> None:
    """A schema `mart` in a file `mart.duckdb` made every `mart.<table>` ambiguous (2026-11)."""
    publish(build_file, mart_file, FIRST)
    plain = duckdb.connect(str(mart_file), read_only=True)
    assert plain.execute("select count(*) from mart.dim_thing").fetchall() == [(2,)]
    plain.close()


def test_keeps_types_constraints_and_descriptions(build_file: Path, mart_file: Path) -> None:
    publish(build_file, mart_file, FIRST)
    columns = rows(
        mart_file,
        "select column_name, data_type, is_nullable, comment from duckdb_columns()"
        " where table_name = 'dim_thing' order by column_index",
    )
    assert columns == [
        ("thing_key", "VARCHAR", False, None),
        ("amount", "DECIMAL(18,2)", True, "金额。Amount."),
        ("level", "INTEGER", True, None),
    ]
    comments = rows(mart_file, "select comment from duckdb_tables() where table_name = 'dim_thing'")
    assert comments == [("东西's。Things.",)]


def test_version_table_names_the_build(build_file: Path, mart_file: Path) -> None:
    publish(build_file, mart_file, FIRST)
    assert published_version(mart_file) == FIRST
    assert rows(mart_file, "select storage_version, document_count from mart.version") == [
        (STORAGE_VERSION, 1)
    ]


def test_storage_version_is_pinned(build_file: Path, mart_file: Path) -> None:
    publish(build_file, mart_file, FIRST)
    found = rows(
        mart_file, "select tags['storage_version'] from duckdb_databases() where database_name = 'mart'"
    )
    assert str(found[0][0]).startswith(STORAGE_VERSION)


def test_same_build_again_touches_nothing(build_file: Path, mart_file: Path) -> None:
    publish(build_file, mart_file, FIRST)
    before = state(mart_file)
    assert not publish(build_file, mart_file, FIRST)
    assert state(mart_file) == before


def test_readers_that_hold_the_old_file_are_undisturbed(build_file: Path, mart_file: Path) -> None:
    publish(build_file, mart_file, FIRST)
    reader = connect(mart_file)
    try:
        with duckdb.connect(str(build_file)) as connection:
            connection.execute("insert into mart.dim_thing values ('c', 3, 3)")
        assert publish(build_file, mart_file, SECOND)
        assert reader.execute("select count(*) from mart.dim_thing").fetchall() == [(2,)]
        assert _count_in_fresh_process(mart_file) == 3
    finally:
        reader.close()


def test_opens_read_only_in_a_fresh_process(build_file: Path, mart_file: Path) -> None:
    publish(build_file, mart_file, FIRST)
    mart_file.chmod(0o444)
    mart_file.parent.chmod(0o555)
    try:
        assert _count_in_fresh_process(mart_file) == 2
    finally:
        mart_file.parent.chmod(0o755)


def _count_in_fresh_process(mart_file: Path) -> int:
    script = (
        "import duckdb, sys\n"
        "mart = duckdb.connect(sys.argv[1], read_only=True)\n"
        "print(mart.execute('select count(*) from mart.dim_thing').fetchall()[0][0])\n"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script, str(mart_file)], capture_output=True, text=True, check=True
    )
    return int(printed.stdout)


def test_failed_publishing_leaves_the_last_good_mart(
    build_file: Path, mart_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(build_file, mart_file, FIRST)
    before = state(mart_file)

    def fail(*_: object) -> None:
        raise duckdb.IOException("no space left on device")

    monkeypatch.setattr("publish.mart._write_version", fail)
    with pytest.raises(PublishError, match="no space left"):
        publish(build_file, mart_file, SECOND)
    assert state(mart_file) == before
    assert [path.name for path in mart_file.parent.iterdir()] == ["mart.duckdb"]


def test_a_disk_without_room_is_told_before_a_byte_is_written(
    build_file: Path, mart_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Publishing on a disk that was full but for 2 MB spun for eight minutes of CPU time and did not end."""
    publish(build_file, mart_file, FIRST)
    before = state(mart_file)
    usage = shutil.disk_usage(mart_file.parent)
    monkeypatch.setattr("publish.mart.shutil.disk_usage", lambda _: usage._replace(free=2 * 2**20))
    monkeypatch.setattr("publish.mart._write", lambda *_: pytest.fail("it wrote"))
    with pytest.raises(PublishError, match="No space left"):
        publish(build_file, mart_file, SECOND)
    assert state(mart_file) == before


def test_build_without_a_mart_is_not_published(tmp_path: Path, mart_file: Path) -> None:
    empty = tmp_path / "empty.duckdb"
    duckdb.connect(str(empty)).close()
    with pytest.raises(PublishError, match="no table"):
        publish(empty, mart_file, FIRST)
    assert not mart_file.exists()


def test_killed_publishing_leaves_the_last_good_mart(build_file: Path, mart_file: Path) -> None:
    publish(build_file, mart_file, FIRST)
    before = state(mart_file)
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "import publish.mart as mart\n"
        "mart._sync = lambda path: os._exit(9)\n"
        "version = mart.Version('0.1.0', 'bb', '2024-01-02T00:00:00+00:00')\n"
        "mart.publish(Path(sys.argv[1]), Path(sys.argv[2]), version)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(build_file), str(mart_file)], check=False)
    assert killed.returncode == 9
    assert len(list(mart_file.parent.glob(".mart.*"))) == 1
    assert state(mart_file) == before

    assert publish(build_file, mart_file, SECOND)
    assert [path.name for path in mart_file.parent.iterdir()] == ["mart.duckdb"]


def test_published_samples_equal_the_build_row_for_row(home: Home) -> None:
    connection = duckdb.connect()
    connection.execute(f"attach '{home.build_file}' as build (read_only)")
    connection.execute(f"attach '{home.mart_file}' as published (read_only)")
    listed = "select table_name from duckdb_tables() where database_name = ? and schema_name = ?"
    built = {name for (name,) in connection.execute(listed, ["build", "mart"]).fetchall()}
    published = {name for (name,) in connection.execute(listed, ["published", "main"]).fetchall()}
    assert published == built | {VERSION_TABLE}
    for table in sorted(built):
        for one, other in (("build.mart", "published"), ("published", "build.mart")):
            missing = connection.execute(
                f'select count(*) from (from {one}."{table}" except all from {other}."{table}")'
            ).fetchall()
            assert missing == [(0,)], f"{table}: rows of {one} that are not in {other}"
    connection.close()


def test_every_published_table_and_column_is_described(home: Home) -> None:
    undescribed = rows(
        home.mart_file,
        "select table_name, column_name from duckdb_columns()"
        " where database_name = 'mart' and comment is null order by all",
    )
    assert undescribed == []
