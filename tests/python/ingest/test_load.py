"""Files into the warehouse: parse first, write after, and nothing twice."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from ingest import load, read, registering
from ingest.load import Loaded
from ingest.parse import Step

LINES = [f"虚构说明第{n}行" for n in range(10)]
A, B = "\n".join(LINES), "\n".join([*LINES[:8], "改一", "改二"])


def _quiet(*_: object) -> None:
    pass


def _load(build_file: Path, *paths: Path) -> dict[str, str]:
    return {result.source_uri: result.outcome for result in load.load(paths, build_file, _quiet)}


def _query(build_file: Path, query: str) -> list[tuple[object, ...]]:
    connection = duckdb.connect(str(build_file), read_only=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def _everything(build_file: Path) -> list[list[tuple[object, ...]]]:
    tables = ("documents", "tables", "rows", "lines", "outcomes")
    return [_query(build_file, f"select * from raw.{table} order by all") for table in tables]


def _current(build_file: Path) -> set[str]:
    query = "select document_id from raw.documents where superseded_by is null"
    return {str(row[0]) for row in _query(build_file, query)}


def _id(text: str) -> str:
    return read.document_id(text.encode())


@pytest.fixture
def build_file(tmp_path: Path) -> Path:
    return tmp_path / "private" / "build.duckdb"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(A, encoding="utf-8")
    return path


def test_the_same_bytes_twice_change_nothing(build_file: Path, file: Path) -> None:
    assert _load(build_file, file) == {str(file): "loaded"}
    before = _everything(build_file)
    assert _load(build_file, file) == {str(file): "unchanged"}
    assert _everything(build_file) == before


def test_a_copy_in_the_same_load_is_a_duplicate(build_file: Path, file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(file.read_bytes())
    assert _load(build_file, file, copy) == {str(copy): "duplicate", str(file): "loaded"}
    assert len(_current(build_file)) == 1
    assert _load(build_file, file, copy) == {str(copy): "duplicate", str(file): "unchanged"}


def test_a_changed_file_supersedes_and_keeps_the_old_version(build_file: Path, file: Path) -> None:
    _load(build_file, file)
    file.write_text(B, encoding="utf-8")
    assert _load(build_file, file) == {str(file): "loaded"}
    assert _current(build_file) == {_id(B)}
    assert _query(build_file, f"select count(*) from raw.lines where document_id = '{_id(A)}'") == [(10,)]


def test_going_back_to_an_earlier_version_makes_it_current_again(build_file: Path, file: Path) -> None:
    for text in (A, B, A, B, A):
        file.write_text(text, encoding="utf-8")
        assert _load(build_file, file) == {str(file): "loaded"}
        assert _current(build_file) == {_id(text)}
        before = _everything(build_file)
        assert _load(build_file, file) == {str(file): "unchanged"}
        assert _everything(build_file) == before


def test_going_back_over_two_versions(build_file: Path, file: Path) -> None:
    for text in (A, B, f"{B}\n再", A):
        file.write_text(text, encoding="utf-8")
        _load(build_file, file)
        assert _current(build_file) == {_id(text)}


def test_an_old_version_that_comes_back_at_a_new_place_is_current(
    build_file: Path, file: Path, tmp_path: Path
) -> None:
    _load(build_file, file)
    for folder, text in (("b", B), ("c", A)):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "a.txt"
        path.write_text(text, encoding="utf-8")
        _load(build_file, path)
        assert _current(build_file) == {_id(text)}


def test_versions_side_by_side_do_not_take_turns(build_file: Path, file: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    newer = tmp_path / "new" / "a.txt"
    newer.write_text(B, encoding="utf-8")
    _load(build_file, file, newer)
    before = _everything(build_file)
    assert set(_load(build_file, file, newer).values()) == {"unchanged"}
    assert _load(build_file, file) == {str(file): "unchanged"}
    assert _everything(build_file) == before
    moved = tmp_path.rename(tmp_path.with_name(f"{tmp_path.name}_moved"))
    build_file = moved / build_file.relative_to(tmp_path)
    _load(build_file, moved / "a.txt", moved / "new" / "a.txt")
    assert _current(build_file) == {_id(B)}


def test_a_new_reader_reads_again_and_leaves_old_versions_old(
    build_file: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new").mkdir()
    newer = tmp_path / "new" / "a.txt"
    newer.write_text(B, encoding="utf-8")
    _load(build_file, file)
    _load(build_file, newer)
    monkeypatch.setattr(load, "reader_version", lambda: "9.9+test")
    assert _load(build_file, file, newer) == {str(file): "reread", str(newer): "reread"}
    assert _current(build_file) == {_id(B)}
    assert _query(build_file, "select distinct reader_version from raw.documents") == [("9.9+test",)]
    assert set(_load(build_file, file, newer).values()) == {"unchanged"}


def test_unreadable_files_do_not_stop_the_others(build_file: Path, file: Path, tmp_path: Path) -> None:
    empty, binary, broken = tmp_path / "empty.txt", tmp_path / "binary", tmp_path / "broken.pdf"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)))
    broken.write_bytes(b"%PDF-1.4 broken")
    missing = tmp_path / "missing.txt"
    assert _load(build_file, empty, binary, broken, missing, file) == {
        str(empty): "failed", str(binary): "failed", str(broken): "failed",
        str(missing): "failed", str(file): "loaded",
    }  # fmt: skip
    assert {row[0] for row in _query(build_file, "select document_id from raw.lines")} == {_id(A)}
    reasons = _query(build_file, "select reason, place, remedy from raw.outcomes where outcome = 'failed'")
    assert len(reasons) == 3
    assert all(all(parts) for parts in reasons)


def test_a_missing_file_leaves_no_trace_once_it_is_there(build_file: Path, tmp_path: Path) -> None:
    """It was registered under a hash of its path and stayed failed after the file had appeared (2026-11)."""
    late = tmp_path / "late.txt"
    assert _load(build_file, late) == {str(late): "failed"}
    late.write_text(A, encoding="utf-8")
    assert _load(build_file, late) == {str(late): "loaded"}
    assert _query(build_file, "select document_id, outcome from raw.outcomes") == [(_id(A), "loaded")]


def test_a_reader_that_breaks_fails_its_own_file_only(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: bytes) -> None:
        raise ValueError("surprise")

    monkeypatch.setattr(read, "read_bytes", fail)
    item = read.read_file(file)
    assert item.reading is None
    assert item.failure is not None
    assert "ValueError: surprise" in item.failure.reason


def test_what_was_written_before_a_crash_stays_whole(
    build_file: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = tmp_path / "b.txt"
    second.write_text("另一文件", encoding="utf-8")
    lines = registering._lines

    def fail(item: read.Registered) -> registering.Rows:
        if item.file_name == "b.txt":
            raise RuntimeError("crash")
        return lines(item)

    with monkeypatch.context() as patch:
        patch.setattr(load, "_BATCH", 1)
        patch.setattr(registering, "_lines", fail)
        with pytest.raises(RuntimeError, match="crash"):
            _load(build_file, file, second)
    assert _query(build_file, "select distinct document_id from raw.lines") == [(_id(A),)]
    assert _load(build_file, file, second) == {str(file): "unchanged", str(second): "loaded"}


def test_the_warehouse_is_free_while_files_are_parsed(build_file: Path, file: Path) -> None:
    _load(build_file, file)
    file.write_text(B, encoding="utf-8")
    opened: list[int] = []
    script = f"import duckdb; duckdb.connect({str(build_file)!r}).close()"

    def progress(*_: object) -> None:
        opened.append(subprocess.run([sys.executable, "-c", script], check=False).returncode)

    load.load([file], build_file, progress)
    assert opened == [0]


def test_progress_counts_every_fresh_file_in_order(build_file: Path, file: Path, tmp_path: Path) -> None:
    second = tmp_path / "b.txt"
    second.write_text("另一文件", encoding="utf-8")
    steps: list[Step] = []
    results = load.load([file, second], build_file, steps.append)
    told = [(step.documents, step.documents_in_all, step.name) for step in steps]
    assert told == [(1, 2, "a.txt"), (2, 2, "b.txt")]
    assert steps[-1].share == 1.0
    assert [result.file_name for result in results] == ["a.txt", "b.txt"]


def test_only_whole_outcomes_are_whole() -> None:
    loaded = Loaded("a", "/a", "x", "loaded")
    assert loaded.is_whole
    assert not replace(loaded, outcome="partial").is_whole
    assert not replace(loaded, outcome="failed").is_whole


def test_a_file_that_moved_is_followed(build_file: Path, file: Path, tmp_path: Path) -> None:
    _load(build_file, file)
    moved = tmp_path / "elsewhere" / file.name
    moved.parent.mkdir()
    file.rename(moved)
    assert _load(build_file, moved) == {str(moved): "unchanged"}
    assert _query(build_file, "select source_uri from raw.documents") == [(str(moved.resolve()),)]
    copy = tmp_path / "copy" / file.name
    copy.parent.mkdir()
    copy.write_bytes(moved.read_bytes())
    _load(build_file, copy)
    assert _query(build_file, "select source_uri from raw.documents") == [(str(moved.resolve()),)]
