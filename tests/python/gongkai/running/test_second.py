"""What a build asks the second reader for: once a page, and only where the file is still what was loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running import second
from gongkai.running.build import build, fingerprint
from gongkai.running.home import Home, reading_mart
from ingest import raw
from ingest.files import document_id
from ingest.reread import second_reader_version
from tests.fixtures.make_pdf import twofold


@pytest.fixture
def unchecked(empty: Home, tmp_path: Path) -> Home:
    """A warehouse with one PDF that has an amount beyond arithmetic on page 1, and what the query reads."""
    data = twofold.table()
    (tmp_path / "a.pdf").write_bytes(data)
    empty.build_file.parent.mkdir(parents=True)
    connection = duckdb.connect(str(empty.build_file))
    connection.execute(raw.SCHEMA)
    connection.execute(
        "insert into raw.documents by name select ? as document_id, 'a.pdf' as file_name, ? as source_uri,"
        " 1 as byte_size, '1' as reader_version, now() as ingested_at, 1 as load_order",
        [document_id(data), str(tmp_path / "a.pdf")],
    )
    connection.execute("create schema intermediate")
    connection.execute(
        "create table intermediate.int_cells_unchecked as select ? as document_id, 'c1' as cell_id,"
        " 'self' as stands, 1 as page_no union all select ?, 'c1', 'row', 1",
        [document_id(data)] * 2,
    )
    connection.execute(
        "create table intermediate.int_lines_proved as select 'k' as budget_line_key, 'unchecked' as proof"
    )
    connection.execute(
        "create table intermediate.int_line_proofs as select 'k' as budget_line_key, 'consistent' as proof,"
        " 'second_reading' as proof_basis"
    )
    connection.close()
    return empty


def test_a_page_is_asked_for_once(unchecked: Home) -> None:
    told: list[str] = []
    assert second.read(unchecked, told.append) == 1
    assert len(told) == 1 and "1 页 / pages" in told[0] and "CPU" in told[0]
    assert second.read(unchecked, told.append) == 0
    assert second.wanted(unchecked) == second.Wanted((), ())
    assert len(told) == 1


def test_a_page_is_asked_for_again_when_the_second_reader_has_changed(
    unchecked: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    second.read(unchecked, lambda _: None)
    monkeypatch.setattr(second, "second_reader_version", lambda: second_reader_version() + "+1")
    assert [one.pages for one in second.wanted(unchecked).asked] == [(1,)]


def test_a_page_that_gives_no_text_is_told_and_not_asked_for_again(unchecked: Home, tmp_path: Path) -> None:
    data = b"%PDF-1.4 cut off"
    (tmp_path / "a.pdf").write_bytes(data)
    with duckdb.connect(str(unchecked.build_file)) as connection:
        for table in ("raw.documents", "intermediate.int_cells_unchecked"):
            connection.execute(f"update {table} set document_id = ?", [document_id(data)])
    told: list[str] = []
    assert second.read(unchecked, told.append) == 1
    assert len(told) == 2 and "1 pages gave no text" in told[1]
    assert second.wanted(unchecked).asked == ()


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (Path.unlink, "is not where it was"),
        (lambda path: path.write_bytes(twofold.table() + b"changed"), "has changed"),
    ],
)
def test_a_file_that_is_gone_or_another_is_told_and_nothing_is_read(
    unchecked: Home, tmp_path: Path, harm: Callable[[Path], object], words: str
) -> None:
    harm(tmp_path / "a.pdf")
    told: list[str] = []
    assert second.read(unchecked, told.append) == 0
    assert len(told) == 1 and words in told[0] and "a.pdf" in told[0] and "1 places stay unchecked" in told[0]
    connection = duckdb.connect(str(unchecked.build_file), read_only=True)
    assert connection.execute("select count(*) from raw.second_readings").fetchone() == (0,)
    connection.close()


class Ran:
    """Stands for the models: notes down which of them are built."""

    def __init__(self) -> None:
        self.built: list[str] = []

    def documents(self, *_: object) -> int:
        """Those of documents."""
        self.built.append("documents")
        return 1

    def jurisdictions(self, *_: object) -> int:
        """Those of jurisdictions."""
        self.built.append("jurisdictions")
        return 1

    def corpus(self, *_: object) -> int:
        """Those of all documents."""
        self.built.append("corpus")
        return 1


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Ran:
    ran = Ran()
    monkeypatch.setattr("gongkai.running.build.build_documents", ran.documents)
    monkeypatch.setattr("gongkai.running.build.build_jurisdictions", ran.jurisdictions)
    monkeypatch.setattr("gongkai.running.build.build_corpus", ran.corpus)
    monkeypatch.setattr("gongkai.running.build.is_built_here", lambda _: True)
    monkeypatch.setattr("gongkai.running.build.program_of", lambda *_: object())
    return ran


def test_what_was_read_again_is_built_again_and_the_share_is_said(unchecked: Home, ran: Ran) -> None:
    told: list[str] = []
    build(unchecked, tell=told.append)
    assert ran.built == ["documents", "documents", "jurisdictions", "corpus"]
    assert len(told) == 2
    assert "of 1 amounts 1 are beyond arithmetic, 1 consistent, 0 unchecked" in told[1]
    told.clear()
    assert build(unchecked, tell=told.append)[1] is None, "nothing changed and nothing is left to read"
    build(unchecked, full=True, tell=told.append)
    assert told == [], "a page is read once"


def test_a_build_without_the_second_reader_reads_nothing_and_a_later_one_does(
    unchecked: Home, ran: Ran
) -> None:
    told: list[str] = []
    build(unchecked, second_reader=False, tell=told.append)
    assert ran.built == ["documents", "jurisdictions", "corpus"]
    assert told == []
    before = fingerprint(unchecked)
    assert build(unchecked, second_reader=False)[1] is None
    assert build(unchecked, tell=told.append)[1] is not None, "the documents are the same, a page is unread"
    assert fingerprint(unchecked) == before
    assert len(told) == 2


def test_a_build_with_nothing_to_do_still_says_that_a_file_is_gone(
    unchecked: Home, ran: Ran, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").unlink()
    told: list[str] = []
    build(unchecked, tell=told.append)
    assert build(unchecked, tell=told.append)[1] is None
    assert len(told) == 2 and told[0] == told[1]


@pytest.mark.parametrize(("options", "wanted"), [([], True), (["--no-second-reader"], False)])
def test_the_command_line_passes_the_choice_on(
    empty: Home, monkeypatch: pytest.MonkeyPatch, options: list[str], wanted: bool
) -> None:
    asked: dict[str, object] = {}

    def built(_: Home, **options: object) -> tuple[None, None]:
        asked.update(options)
        return None, None

    monkeypatch.setattr("gongkai.running.build.build", built)
    assert main(["build", "--home", str(empty.root), *options]) == 0
    assert asked["second_reader"] is wanted


def test_amounts_of_the_sample_pdf_that_nothing_proves_are_read_twice(home: Home) -> None:
    """Running text, which no table restates; text files and workbooks have no page to read again."""
    with reading_mart(home) as mart:
        proofs = mart.execute(
            "select document_file, proof, count(*) from mart.rpt_budget_lines"
            " where proof in ('consistent', 'unchecked') group by all order by all"
        ).fetchall()
    assert proofs == [("ziyuan_culture_2024_budget.pdf", "consistent", 5)]
    with duckdb.connect(str(home.build_file), read_only=True) as connection:
        pages = connection.execute("select count(*) from raw.second_readings where piece_no = 0").fetchone()
    assert pages == (1,)
