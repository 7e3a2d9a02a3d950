"""Readers while a mart is published: no query fails, none and no transaction sees two versions."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import pytest

from publish.postgresql import swap
from publish.postgresql.trouble import NotPublished
from tests.python.publish.postgresql.made import SCHEMAS, Place, small_mart, version

_THINGS = "select distinct number from gongkai.dim_thing"
_AMOUNTS = "select distinct number from gongkai.fct_amount"
_BOTH = "select distinct a.number, b.number from gongkai.dim_thing as a cross join gongkai.fct_amount as b"


@dataclass
class Reader:
    """Asks every 50 ms, in one query and in one transaction; keeps what it saw."""

    uri: str
    isolation: str
    pause: float = 0.05
    seen: list[tuple[int, ...]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        asyncio.run(self._read())

    async def _read(self) -> None:
        connection = await asyncpg.connect(self.uri)
        prepared = await connection.prepare(_BOTH)
        while not self.done.is_set():
            try:
                self.seen += [tuple(row) for row in await prepared.fetch()]
                self.seen += [tuple(row) for row in await connection.fetch(_BOTH)]
                async with connection.transaction(isolation=self.isolation, readonly=True):
                    one = await connection.fetch(_THINGS)
                    await asyncio.sleep(0.01)
                    other = await connection.fetch(_AMOUNTS)
                assert len(one) == len(other) == 1
                self.seen.append((one[0][0], other[0][0]))
            except Exception as error:
                self.failed.append(repr(error))
            await asyncio.sleep(self.pause)
        await connection.close()


def test_ten_publications_disturb_no_reader(place: Place) -> None:
    marts = [small_mart(place.folder, 1), small_mart(place.folder, 2)]
    place.publish(marts[0])
    user = f"poller_{place.database}"
    place.ask(f"create role {user} login in role gongkai_reader")
    uri = place.address.replace("//postgres@", f"//{user}@")
    readers = [Reader(uri, isolation) for isolation in ("read_committed", "repeatable_read")]
    threads = [threading.Thread(target=reader.read) for reader in readers]
    for thread in threads:
        thread.start()
    for turn in range(1, 11):
        made = place.publish(marts[turn % 2])
        assert made.is_new
        assert made.swapped == swap.Swapped()
        time.sleep(0.1)
    for reader, thread in zip(readers, threads, strict=True):
        reader.done.set()
        thread.join()
        assert reader.failed == []
        assert set(reader.seen) == {(1, 1), (2, 2)}
        assert len(reader.seen) > 20
    place.publish(marts[1])
    assert place.ask(SCHEMAS) == [("gongkai",)]


def during(place: Place, isolation: str, act: Callable[[], Any]) -> tuple[Any, list[Any]]:
    """What `act` gives while a transaction is open that has read one table; what it reads afterwards."""

    async def read() -> tuple[Any, list[Any]]:
        connection = await asyncpg.connect(place.address)
        try:
            async with connection.transaction(isolation=isolation):
                assert await connection.execute(_THINGS) == "SELECT 1"  # leaves no portal with its snapshot
                with ThreadPoolExecutor(1) as pool:
                    given = await asyncio.wrap_future(pool.submit(act))
                return given, [
                    tuple(row) for query in (_THINGS, _AMOUNTS) for row in await connection.fetch(query)
                ]
        finally:
            await connection.close()

    return asyncio.run(read())


def test_a_transaction_of_one_snapshot_is_waited_for(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "_PATIENCE", 2.0)
    monkeypatch.setattr(swap, "_IDLE", 0.5)
    place.publish(small_mart(place.folder, 1))

    def refused() -> str:
        with pytest.raises(NotPublished, match=r"and run again: \d+ \(postgres") as error:
            place.publish(small_mart(place.folder, 2))
        return str(error.value)

    told, read = during(place, "repeatable_read", refused)
    assert "事务" in told
    assert read == [(1,), (1,)]
    assert (version(place), place.ask(SCHEMAS)) == ("f1", [("gongkai",)])
    assert place.publish(place.folder / "mart2.duckdb").is_new


def test_a_transaction_that_does_nothing_holds_up_nobody(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "_IDLE", 1.0)
    place.publish(small_mart(place.folder, 1))
    made, read = during(place, "read_committed", lambda: place.publish(small_mart(place.folder, 2)))
    assert made.is_new
    assert len(made.swapped.passed_over) == 1
    assert [name.startswith("gongkai_old_") for name in made.left] == [True]
    assert read == [(2,), (2,)]
    assert len(place.ask(SCHEMAS)) == 2
    assert place.publish(place.folder / "mart2.duckdb").left == ()  # dropped now, though nothing is new
    assert place.ask(SCHEMAS) == [("gongkai",)]


def test_an_older_snapshot_finds_rows_and_not_empty_tables(place: Place) -> None:
    """PostgreSQL shows a transaction tables that are newer than its snapshot, and hides their rows."""
    place.publish(small_mart(place.folder, 1))
    place.ask("create table public.other as select 7 as number")

    async def read() -> list[Any]:
        connection = await asyncpg.connect(place.address)
        try:
            async with connection.transaction(isolation="repeatable_read"):
                await connection.fetch("select * from public.other")
                with ThreadPoolExecutor(1) as pool:
                    await asyncio.wrap_future(pool.submit(place.publish, small_mart(place.folder, 2)))
                return [tuple(row) for row in await connection.fetch(_BOTH)]
        finally:
            await connection.close()

    assert asyncio.run(read()) == [(2, 2)]


def test_views_of_others_read_the_new_version(place: Place) -> None:
    place.publish(small_mart(place.folder, 1))
    place.ask(
        "create schema own",
        'create view own."My view" with (security_barrier) as select number from gongkai.fct_amount',
        'create view own.on_it as select max(number) as number from own."My view"',
    )
    made = place.publish(small_mart(place.folder, 2))
    assert (made.swapped.stale, made.left) == ((), ())
    assert place.ask("select number from own.on_it") == [(2,)]
    assert place.ask("select reloptions from pg_class where relname = 'My view'") == [
        (["security_barrier=true"],)
    ]


def test_a_view_that_cannot_be_bound_is_named_and_not_dropped(place: Place) -> None:
    place.publish(small_mart(place.folder, 1))
    place.ask(
        "create schema own", "create materialized view own.kept as select number from gongkai.fct_amount"
    )
    made = place.publish(small_mart(place.folder, 2))
    assert made.swapped.stale == ("own.kept",)
    assert len(made.left) == 1
    assert place.ask("select distinct number from own.kept") == [(1,)]
    place.ask("drop materialized view own.kept")
    assert place.publish(small_mart(place.folder, 2)).left == ()


def test_two_publications_at_once_do_not_meet(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    marts = [small_mart(place.folder, number) for number in (1, 2)]
    holding, let_go = threading.Event(), threading.Event()
    whole = swap.swapped

    async def slow(*arguments: Any) -> swap.Swapped:
        holding.set()
        await asyncio.to_thread(let_go.wait, 30)
        return await whole(*arguments)

    monkeypatch.setattr(swap, "swapped", slow)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(place.publish, marts[0])
        assert holding.wait(30)
        with pytest.raises(NotPublished, match="another gongkai publish"):
            place.publish(marts[1])
        let_go.set()
        assert first.result().is_new
    assert version(place) == "f1"
