"""One document gets into the raw tables in whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from ingest import raw, registering
from ingest.model import Doubt, Grid, Line, Placement, Reading, Row, Table
from ingest.read import Registered
from ingest.registering import register


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    made = duckdb.connect()
    made.execute(raw.SCHEMA)
    yield made
    made.close()


def _item(key: str, texts: list[str] | None, name: str = "a.txt", uri: str = "/a.txt") -> Registered:
    if texts is None:
        return Registered(key, name, uri, 1, None, Doubt("empty", "byte 0", "again"))
    lines = tuple(Line(number, text) for number, text in enumerate(texts, start=1))
    rows = (Row(("甲", "1.00"), 1, None, (Placement.EXPLICIT, Placement.PRIOR)), Row(("乙",), 2))
    return Registered(
        key, name, uri, 1, Reading("text/plain", lines, (Table(Grid.TEXT_LAYER, rows, 1, 2),)), None
    )


def _registered(
    connection: duckdb.DuckDBPyConnection, item: Registered, version: str, is_back: bool = False
) -> str:
    return register(connection, [item], version, {item.document_id} if is_back else ())[0]


def _all(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: connection.execute(f"select * from raw.{table} order by all").fetchall()
        for table in ("documents", "tables", "rows", "lines", "outcomes")
    }


def _successors(connection: duckdb.DuckDBPyConnection) -> dict[str, str | None]:
    return dict(connection.execute("select document_id, superseded_by from raw.documents").fetchall())


def test_rows_keep_cells_places_and_placements(connection: duckdb.DuckDBPyConnection) -> None:
    assert _registered(connection, _item("a", ["x", "y"]), "1") == "loaded"
    assert connection.execute("select row_no, line_no, cells, placements from raw.rows").fetchall() == [
        (1, 1, ["甲", "1.00"], ["explicit", "prior"]),
        (2, 2, ["乙"], ["explicit"]),
    ]
    assert connection.execute("select grid, row_count, column_count from raw.tables").fetchall() == [
        ("text_layer", 2, 2)
    ]


def test_the_same_document_twice_changes_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    _registered(connection, _item("a", ["x", "y"]), "1")
    before = _all(connection)
    assert _registered(connection, _item("a", ["x", "y"]), "1") == "reread"
    assert _all(connection) == before


@pytest.mark.parametrize("broken", ["_outcomes", "_rows", "_insert", "_is_version"])
def test_a_failure_half_way_leaves_nothing_half_loaded(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    _registered(connection, _item("a", ["x", "y"]), "1")
    before = _all(connection)

    def fail(*_: object) -> None:
        raise RuntimeError("half way")

    with monkeypatch.context() as patch:
        patch.setattr(registering, broken, fail)
        with pytest.raises(RuntimeError, match="half way"):
            _registered(connection, _item("b", ["x", "y", "z"]), "1")
    assert _all(connection) == before
    assert _registered(connection, _item("b", ["x", "y", "z"]), "1") == "loaded"


def test_many_documents_at_once_are_registered_as_one_after_the_other(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    texts = [f"行{number}" for number in range(10)]
    items = [
        _item("first", texts),
        _item("broken", None),
        _item("second", [*texts, "新"]),
        _item("other name", texts, name="b.txt"),
        _item("other place", [*texts, "新", "又"], uri="/far/a.txt"),
        _item("other document", ["另", "一", "份"]),
        _item("third", [*texts[:9], "改"]),
    ]
    with duckdb.connect() as alone:
        alone.execute(raw.SCHEMA)
        one_by_one = [_registered(alone, item, "1") for item in items]
        assert register(connection, items, "1") == one_by_one
        assert _without_time(_all(connection)) == _without_time(_all(alone))
        assert _successors(connection)["first"] == "second"
        again = [_item("broken", [*texts, "新"]), *items[2:5]]
        one_by_one = [_registered(alone, item, "2") for item in again]
        assert register(connection, again, "2") == one_by_one
        assert _without_time(_all(connection)) == _without_time(_all(alone))


def _without_time(tables: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    return {**tables, "documents": [row[:7] + row[8:] for row in tables["documents"]]}


def test_a_mostly_equal_file_of_the_same_name_supersedes(connection: duckdb.DuckDBPyConnection) -> None:
    texts = [f"行{n}" for n in range(10)]
    _registered(connection, _item("a", texts), "1")
    _registered(connection, _item("other", texts, name="b.txt"), "1")
    _registered(connection, _item("far", ["另", *texts[:3]]), "1")
    _registered(connection, _item("b", [*texts[:8], "新", "新"]), "1")
    assert _successors(connection) == {"a": "b", "other": None, "far": None, "b": None}
    assert connection.execute("select count(*) from raw.lines where document_id = 'a'").fetchone() == (10,)


def test_a_failed_version_supersedes_nothing_until_it_is_read(connection: duckdb.DuckDBPyConnection) -> None:
    _registered(connection, _item("a", ["x", "y"]), "1")
    assert _registered(connection, _item("b", None), "1") == "failed"
    assert _successors(connection) == {"a": None, "b": None}
    _registered(connection, _item("b", ["x", "y"]), "2")
    assert _successors(connection) == {"a": "b", "b": None}


def test_a_failed_version_read_late_is_older_than_what_came_since(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    _registered(connection, _item("b", None), "1")
    _registered(connection, _item("c", ["x", "y"]), "1")
    _registered(connection, _item("b", ["x", "y"]), "2")
    assert _successors(connection) == {"b": "c", "c": None}


def test_reading_an_old_version_anew_leaves_it_old(connection: duckdb.DuckDBPyConnection) -> None:
    for key, version in (("a", "1"), ("b", "1"), ("a", "2")):
        _registered(connection, _item(key, ["x", "y"]), version)
    assert _successors(connection) == {"a": "b", "b": None}


def test_an_old_version_that_came_back_is_current_again(connection: duckdb.DuckDBPyConnection) -> None:
    for key in "abc":
        _registered(connection, _item(key, ["x", "y"]), "1")
    assert raw.has_returned(connection, "a", "/a.txt", {"a"})
    assert not raw.has_returned(connection, "c", "/a.txt", {"c"})
    _registered(connection, _item("a", ["x", "y"]), "1", is_back=True)
    assert _successors(connection) == {"a": None, "b": "c", "c": "a"}


def test_doubts_make_a_document_partial(connection: duckdb.DuckDBPyConnection) -> None:
    doubts = (Doubt("one", "p", "r"), Doubt("two", "p", "r"))
    item = Registered("a", "a", "/a", 1, Reading("text/plain", doubts=doubts), None)
    assert _registered(connection, item, "1") == "partial"
    assert connection.execute("select outcome, reason from raw.outcomes order by all").fetchall() == [
        ("partial", "one"),
        ("partial", "two"),
    ]
