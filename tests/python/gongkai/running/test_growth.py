"""A home does not grow without end: the build file shrinks back, logs rotate, pictures and leftovers go.

Before, a build file kept the size of the largest build for ever, and what killed runs had left stayed.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import duckdb
import pytest

from gongkai.checking import check
from gongkai.running import compacting
from gongkai.running.compacting import compact, compact_where_needed, remove_leftovers
from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import Home
from gongkai.tracing import pictures
from publish.own import SIGNATURE


def filled(home: Home, megabytes: int) -> None:
    """A build file with what one has, and so much that was dropped again."""
    home.build_file.parent.mkdir(parents=True)
    with duckdb.connect(
        str(home.build_file), config={"storage_compatibility_version": "v1.2.0"}
    ) as connection:
        connection.execute("create schema raw; create schema staging; create schema mart")
        connection.execute("create table raw.rows (id integer primary key, cells varchar[] not null)")
        connection.execute("insert into raw.rows select range, ['甲', null, '1.00'] from range(1000)")
        connection.execute(f"create view staging.rows as select id from {home.build_file.stem}.raw.rows")
        connection.execute("create table mart.fact (amount_cny decimal(18, 2))")
        connection.execute("comment on table mart.fact is '事实。A fact.'")
        connection.execute("comment on column mart.fact.amount_cny is '金额。Amount.'")
        connection.execute(
            "create table mart.big as select hash(range) as a, hash(range + 1) as b"
            f" from range({megabytes * 62_500})"
        )
        connection.execute("checkpoint")
        connection.execute("create table mart.last as select 1 as one; checkpoint; drop table mart.big")


def described(home: Home) -> list[object]:
    with duckdb.connect(str(home.build_file), read_only=True) as connection:
        return [
            connection.execute(query).fetchall()
            for query in (
                "select schema_name, table_name, comment, sql from duckdb_tables() order by all",
                "select schema_name, view_name, sql from duckdb_views() where not internal order by all",
                "select table_name, column_name, comment, is_nullable from duckdb_columns()"
                " where not internal order by all",
                "select id, cells from raw.rows order by all",
                "select count(*) from staging.rows",
            )
        ]


def test_a_build_file_that_is_mostly_free_shrinks_back(empty: Home) -> None:
    filled(empty, 80)
    before, size = described(empty), empty.build_file.stat().st_size
    assert size > 60e6
    assert compact_where_needed(empty)
    assert empty.build_file.stat().st_size < 10e6
    assert described(empty) == before
    assert not compact_where_needed(empty), "and is left alone then"
    assert [path.name for path in empty.build_file.parent.iterdir()] == [empty.build_file.name]
    with duckdb.connect(str(empty.build_file)) as connection:
        connection.execute("insert into raw.rows values (1000, [])")
        with pytest.raises(duckdb.ConstraintException):
            connection.execute("insert into raw.rows values (1000, [])")


def test_a_small_one_is_left_as_it_is(empty: Home) -> None:
    filled(empty, 8)
    assert not compact_where_needed(empty)


def test_what_fails_halfway_leaves_the_old_file(empty: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(empty, 8)
    before = described(empty)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(compacting.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        compact(empty)
    monkeypatch.undo()
    assert described(empty) == before
    remove_leftovers(empty)
    assert [path.name for path in empty.build_file.parent.iterdir()] == [empty.build_file.name]


def test_what_killed_runs_left_is_removed(empty: Home) -> None:
    filled(empty, 1)
    for name in (".fresh.duckdb", ".fresh.duckdb.wal"):
        empty.build_file.with_name(name).write_bytes(b"half")
    spilled = empty.build_file.with_name(f"{empty.build_file.name}.tmp")
    spilled.mkdir()
    (spilled / "duckdb_temp_storage-0.tmp").write_bytes(b"spilled")
    remove_leftovers(empty)
    assert [path.name for path in empty.build_file.parent.iterdir()] == [empty.build_file.name]


def test_the_log_of_dbt_rotates(empty: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.running.dbt_run._LOG_BYTES", 300)
    empty.build_file.parent.mkdir(parents=True)
    for _ in range(2):
        assert run_dbt(empty, ["ls", "--select", "stg_raw__lines"]).failures == ()
    assert len(list(empty.log_dir.iterdir())) > 1
    assert sum(path.stat().st_size for path in empty.log_dir.iterdir()) < 6 * 2000


def test_the_oldest_pictures_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 250)
    folder = tmp_path / "evidence"
    (folder / "document").mkdir(parents=True)
    names = ["a.png", "document/page_0001.png", "b.png", "c.png"]
    for age, name in enumerate(reversed(names)):
        (folder / name).write_bytes(SIGNATURE.ljust(100))
        os.utime(folder / name, (time.time() - age, time.time() - age))
    (folder / "foreign.png").write_bytes(b"x" * 1000)
    os.utime(folder / "foreign.png", (0, 0))
    pictures._bound(folder, [folder / "a.png"])
    left = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.png"))
    assert left == ["a.png", "b.png", "c.png", "foreign.png"]


def test_homes_of_checks_that_were_killed_go_after_a_day(tmp_path: Path) -> None:
    old, new = tmp_path / "gongkai-check-old", tmp_path / "gongkai-check-new"
    for folder in (old, new, tmp_path / "other"):
        (folder / "home").mkdir(parents=True)
    os.utime(old, (time.time() - 90_000, time.time() - 90_000))
    os.utime(tmp_path / "other", (0, 0))
    check._remove_abandoned(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gongkai-check-new", "other"]
