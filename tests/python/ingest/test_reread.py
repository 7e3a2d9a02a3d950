"""Pages read by the second reader and stored, whatever a file does to its process."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

from ingest import raw, reread
from ingest.files import document_id
from ingest.parse import Step
from ingest.reread import Asked
from ingest.secondreader import Piece, read_file
from tests.fixtures.make_pdf import twofold


@pytest.fixture
def build_file(tmp_path: Path) -> Path:
    duckdb.connect(str(tmp_path / "warehouse.duckdb")).close()
    raw.prepare(tmp_path / "warehouse.duckdb")
    return tmp_path / "warehouse.duckdb"


def asked(folder: Path, name: str) -> Asked:
    data = twofold.table() + name.encode()
    (folder / name).write_bytes(data)
    return Asked(document_id(data), folder / name, (1,))


def stored(build_file: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(build_file), read_only=True) as connection:
        return connection.execute(
            "select document_id, page_no, piece_no, piece_text, reader_version"
            " from raw.second_readings order by all"
        ).fetchall()


def test_a_page_is_stored_with_a_row_of_its_own_and_told(tmp_path: Path, build_file: Path) -> None:
    one, steps = asked(tmp_path, "a.pdf"), list[Step]()
    cost = reread.reread([one], build_file, steps.append)
    assert (cost.pages, cost.without_text) == (1, 0) and cost.cpu_seconds > 0
    assert [(step.documents, step.documents_in_all, step.name) for step in steps] == [(1, 1, "a.pdf")]
    rows = stored(build_file)
    texts = ["Total", "100.00", "Part", "50.00"]  # as cells, then as words
    assert [row[3] for row in rows] == [None, *texts, *texts]
    assert {row[:2] for row in rows} == {(one.document_id, 1)}
    assert {row[4] for row in rows} == {reread.second_reader_version()}


def test_a_page_read_anew_takes_the_place_of_what_was_read_before(
    tmp_path: Path, build_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = asked(tmp_path, "a.pdf")
    monkeypatch.setattr(reread, "_VERSION", "0")
    reread.reread([one], build_file, lambda _: None)
    before = stored(build_file)
    monkeypatch.undo()
    reread.reread([one], build_file, lambda _: None)
    after = stored(build_file)
    assert [row[:4] for row in before] == [row[:4] for row in after]
    assert {row[4] for row in before}.isdisjoint({row[4] for row in after})


def dying(path: Path, pages: tuple[int, ...]) -> tuple[dict[int, tuple[Piece, ...]], float]:
    if path.name.startswith("bad"):
        os._exit(139)
    return read_file(path, pages)


def test_a_file_that_breaks_its_process_takes_no_other_with_it(tmp_path: Path, build_file: Path) -> None:
    files = [asked(tmp_path, name) for name in ("a.pdf", "bad.pdf", "c.pdf")]
    cost = reread.reread(files, build_file, lambda _: None, dying)
    assert (cost.pages, cost.without_text) == (3, 1)
    rows = stored(build_file)
    counts = {one.path.name: sum(row[0] == one.document_id for row in rows) for one in files}
    assert counts == {"a.pdf": 9, "bad.pdf": 1, "c.pdf": 9}


def test_what_no_engine_opens_is_a_page_without_text(tmp_path: Path, build_file: Path) -> None:
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.4 cut off")
    cost = reread.reread([Asked("x", tmp_path / "cut.pdf", (1, 2))], build_file, lambda _: None)
    assert (cost.pages, cost.without_text) == (2, 2)
    assert [row[1:4] for row in stored(build_file)] == [(1, 0, None), (2, 0, None)]


def test_a_file_is_there_only_with_the_bytes_that_were_loaded(tmp_path: Path) -> None:
    one = asked(tmp_path, "a.pdf")
    assert reread.lies_there(one) is True
    one.path.write_bytes(twofold.table() + b"changed")
    assert reread.lies_there(one) is False
    one.path.unlink()
    assert reread.lies_there(one) is None
