"""A mart that is renewed by what has changed is the mart that is written as a whole."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from gongkai.forgetting import forget
from gongkai.running.build import build, last_build
from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import Home
from gongkai.running.loading import load
from publish import mart, renewal
from publish.mart import Version, publish

Rows = dict[str, object]


def rows(mart_file: Path) -> Rows:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{mart_file}' as held (read_only)")
        return {
            table: connection.execute(f'select count(*), sum(hash(t)) from held."{table}" as t').fetchone()
            for (table,) in connection.execute(
                "select table_name from duckdb_tables() where database_name = 'held'"
            ).fetchall()
        }


def published(home: Home) -> Version:
    """Build and publish what is loaded."""
    build(home, second_reader=False)
    built = last_build(home)
    assert built
    version = Version("1", built.fingerprint, built.built_at)
    publish(home.build_file, home.mart_file, version)
    return version


def as_a_whole(home: Home, version: Version, folder: Path) -> Rows:
    """Rows of a mart that is written from nothing."""
    fresh = folder / "whole.duckdb"
    fresh.unlink(missing_ok=True)
    mart._write(home.build_file, fresh, version, lambda *_: None)
    return rows(fresh)


def expect_whole_with_one_more(home: Home, folder: Path, renewals: list[bool]) -> None:
    """With another document the mart is not renewed and comes out as from nothing."""
    elsewhere = folder / "elsewhere.md"
    elsewhere.write_text("大英县水务局2024年部门预算\n", encoding="utf-8")
    load(home, [elsewhere])
    version = published(home)
    assert not renewals[-1]
    assert rows(home.mart_file) == as_a_whole(home, version, folder)


@pytest.fixture
def renewals(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What came of each attempt to renew."""
    told: list[bool] = []

    def noted(*arguments: object) -> bool:
        told.append(renewal.renewed(*arguments))  # type: ignore[arg-type]
        return told[-1]

    monkeypatch.setattr(mart, "renewed", noted)
    return told


def test_documents_that_come_change_and_go_renew_the_mart(
    copied: Home, samples: list[Path], tmp_path: Path, renewals: list[bool]
) -> None:
    text = next(path for path in samples if path.suffix == ".txt")
    published(copied)
    told = text.read_text(encoding="utf-8")
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text(told.replace("平利县", "大英县"), encoding="utf-8")
    load(copied, [elsewhere])
    version = published(copied)
    assert rows(copied.mart_file) == as_a_whole(copied, version, tmp_path)
    newer = tmp_path / text.name
    newer.write_text(told.replace("132.40", "131.40") + "\n印错已改\n", encoding="utf-8")
    load(copied, [newer])
    version = published(copied)
    assert rows(copied.mart_file) == as_a_whole(copied, version, tmp_path)
    assert renewals[-2:] == [True, True]
    before = rows(copied.mart_file)
    forget(copied, [str(newer)])
    version = published(copied)
    assert rows(copied.mart_file) == as_a_whole(copied, version, tmp_path) != before


def test_what_is_not_known_to_be_published_is_written_as_a_whole(
    copied: Home, tmp_path: Path, samples: list[Path], renewals: list[bool]
) -> None:
    published(copied)
    with duckdb.connect(str(copied.mart_file)) as connection:
        connection.execute("update version set built_at = 'by others'")
    expect_whole_with_one_more(copied, tmp_path, renewals)
    assert run_dbt(copied, ["run", "--select", "dim_stage"]).failures == ()
    publish(copied.build_file, copied.mart_file, Version("1", "plain dbt", "now"))
    assert not renewals[-1]


def test_a_mart_that_does_not_come_out_as_the_build_is_written_as_a_whole(
    copied: Home, tmp_path: Path, samples: list[Path], renewals: list[bool]
) -> None:
    published(copied)
    with duckdb.connect(str(copied.mart_file)) as connection:
        connection.execute("delete from rpt_budget_lines where amount_cny is not null")
    expect_whole_with_one_more(copied, tmp_path, renewals)


def test_a_file_with_much_free_space_is_written_anew(
    copied: Home, tmp_path: Path, renewals: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    published(copied)
    monkeypatch.setattr(renewal, "_FEWEST_BLOCKS", 0)
    monkeypatch.setattr(renewal, "_MOST_FREE", -1.0)
    expect_whole_with_one_more(copied, tmp_path, renewals)


def test_what_cannot_be_taken_down_is_published_all_the_same(
    copied: Home, tmp_path: Path, renewals: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    published(copied)

    def fail(*_: object) -> None:
        raise duckdb.IOException("No space left on device")

    text = tmp_path / "elsewhere.md"
    text.write_text("大英县水务局2024年部门预算\n", encoding="utf-8")
    load(copied, [text])
    with monkeypatch.context() as patch:
        patch.setattr(mart, "record", fail)
        published(copied)
    text.write_text("大英县水务局2024年部门预算\n\n又一行\n", encoding="utf-8")
    load(copied, [text])
    version = published(copied)
    assert not renewals[-1]
    assert rows(copied.mart_file) == as_a_whole(copied, version, tmp_path)
