"""One document gets into the raw tables in whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from ingest import raw
from ingest.model import Doubt, Grid, Line, Placement, Reading, Row, Table
from ingest.read import Registered


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


def _all(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: connection.execute(f"select * from raw.{table} order by all").fetchall()
        for table in ("documents", "tables", "rows", "lines", "outcomes")
    }


def _successors(connection: duckdb.DuckDBPyConnection) -> dict[str, str | None]:
    return dict(connection.execute("select document_id, superseded_by from raw.documents").fetchall())


def test_rows_keep_cells_places_and_placements(connection: duckdb.DuckDBPyConnection) -> None:
    assert raw.register(connection, _item("a", ["x", "y"]), "1") == "loaded"
    assert connection.execute("select row_no, line_no, cells, placements from raw.rows").fetchall() == [
        (1, 1, ["甲", "1.00"], ["explicit", "prior"]),
        (2, 2, ["乙"], ["explicit"]),
    ]
    assert connection.execute("select grid, row_count, column_count from raw.tables").fetchall() == [
        ("text_layer", 2, 2)
    ]


def test_the_same_document_twice_changes_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    raw.register(connection, _item("a", ["x", "y"]), "1")
    before = _all(connection)
    assert raw.register(connection, _item("a", ["x", "y"]), "1") == "reread"
    assert _all(connection) == before


@pytest.mark.parametrize("broken", ["_write_reading", "_write_outcomes", "_supersede", "_frames"])
def test_a_failure_half_way_leaves_nothing_half_loaded(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    raw.register(connection, _item("a", ["x", "y"]), "1")
    before = _all(connection)

    def fail(*_: object) -> None:
        raise RuntimeError("half way")

    with monkeypatch.context() as patch:
        patch.setattr(raw, broken, fail)
        with pytest.raises(RuntimeError, match="half way"):
            raw.register(connection, _item("b", ["x", "y", "z"]), "1")
    assert _all(connection) == before
    assert raw.register(connection, _item("b", ["x", "y", "z"]), "1") == "loaded"


def test_a_mostly_equal_file_of_the_same_name_supersedes(connection: duckdb.DuckDBPyConnection) -> None:
    texts = [f"行{n}" for n in range(10)]
    raw.register(connection, _item("a", texts), "1")
    raw.register(connection, _item("other", texts, name="b.txt"), "1")
    raw.register(connection, _item("far", ["另", *texts[:3]]), "1")
    raw.register(connection, _item("b", [*texts[:8], "新", "新"]), "1")
    assert _successors(connection) == {"a": "b", "other": None, "far": None, "b": None}
    assert connection.execute("select count(*) from raw.lines where document_id = 'a'").fetchone() == (10,)


def test_a_failed_version_supersedes_nothing_until_it_is_read(connection: duckdb.DuckDBPyConnection) -> None:
    raw.register(connection, _item("a", ["x", "y"]), "1")
    assert raw.register(connection, _item("b", None), "1") == "failed"
    assert _successors(connection) == {"a": None, "b": None}
    raw.register(connection, _item("b", ["x", "y"]), "2")
    assert _successors(connection) == {"a": "b", "b": None}


def test_a_failed_version_read_late_is_older_than_what_came_since(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    raw.register(connection, _item("b", None), "1")
    raw.register(connection, _item("c", ["x", "y"]), "1")
    raw.register(connection, _item("b", ["x", "y"]), "2")
    assert _successors(connection) == {"b": "c", "c": None}


def test_reading_an_old_version_anew_leaves_it_old(connection: duckdb.DuckDBPyConnection) -> None:
    for key, version in (("a", "1"), ("b", "1"), ("a", "2")):
        raw.register(connection, _item(key, ["x", "y"]), version)
    assert _successors(connection) == {"a": "b", "b": None}


def test_an_old_version_that_came_back_is_current_again(connection: duckdb.DuckDBPyConnection) -> None:
    for key in "abc":
        raw.register(connection, _item(key, ["x", "y"]), "1")
    assert raw.has_returned(connection, "a", "/a.txt", {"a"})
    assert not raw.has_returned(connection, "c", "/a.txt", {"c"})
    raw.register(connection, _item("a", ["x", "y"]), "1", is_back=True)
    assert _successors(connection) == {"a": None, "b": "c", "c": "a"}


def test_doubts_make_a_document_partial(connection: duckdb.DuckDBPyConnection) -> None:
    doubts = (Doubt("one", "p", "r"), Doubt("two", "p", "r"))
    item = Registered("a", "a", "/a", 1, Reading("text/plain", doubts=doubts), None)
    assert raw.register(connection, item, "1") == "partial"
    assert connection.execute("select outcome, reason from raw.outcomes order by all").fetchall() == [
        ("partial", "one"),
        ("partial", "two"),
    ]
