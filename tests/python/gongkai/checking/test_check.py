"""`gongkai check` as a whole: the samples, of which one prints a sum that is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from gongkai.checking.check import home_for, report
from gongkai.checking.machine import as_json
from gongkai.checking.reading import sentences
from gongkai.checking.report import Report
from gongkai.cli import main
from gongkai.running.home import PROJECT, Home, reading_mart
from ingest.files import document_id
from ingest.load import Loaded
from tests.python.gongkai.checking.made import Page

WRONG = "pingli_library_2024_budget.txt"
SUSPECTS = {"t5:r4:c2"}


@pytest.fixture(scope="module")
def checked(home: Home, samples: list[Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Page]:
    """The report on all samples, and its page."""
    files = [Loaded(path.name, str(path), document_id(path.read_bytes()), "unchanged") for path in samples]
    page = tmp_path_factory.mktemp("checked") / "page.html"
    made = report(home, files, page)
    return made, Page(page.read_text(encoding="utf-8"))


def test_every_document_is_judged(checked: tuple[Report, Page], home: Home, samples: list[Path]) -> None:
    made, page = checked
    assert [one.about.file_name for one in made.documents] == sorted(path.name for path in samples)
    with reading_mart(home) as mart:
        grave = dict(
            mart.execute(
                "select document_file, count(*) from mart.qc_finding where severity <> 'info' group by 1"
            ).fetchall()
        )
    assert {one.about.file_name for one in made.documents if one.verdict} == set(grave)
    assert {one.text for one in page.tagged("h2")} == {one.about.file_name for one in made.documents}


def test_amounts_are_counted_by_the_published_words(checked: tuple[Report, Page], home: Home) -> None:
    with reading_mart(home) as mart:
        expected = dict(
            mart.execute("select proof, count(*) from mart.rpt_budget_lines group by 1").fetchall()
        )
    found: dict[str, int] = {}
    for one in checked[0].documents:
        for part in one.proof.by_proof:
            found[part.term.code] = found.get(part.term.code, 0) + part.count
        assert one.proof.amounts == sum(
            part.count for statement in one.proof.by_statement for part in statement.by_proof
        )
    assert {code: count for code, count in found.items() if count} == expected


def test_the_wrong_sum_is_shown_at_its_cells(checked: tuple[Report, Page]) -> None:
    made, page = checked
    (wrong,) = [one for one in made.documents if one.about.file_name == WRONG]
    (found,) = [one for one in wrong.findings if one.kind.code == "identity_three_public_parts"]
    (identity,) = found.identities
    assert (str(identity.expected), str(identity.found)) == ("32000.00", "27000.00")
    named = {place.cell_id.partition(":")[2] for place in (*found.places, *found.rivals) if place.cell_id}
    assert named == SUSPECTS
    framed = {
        one.attributes["data-cell"].partition(":")[2]
        for one in page.tagged("td")
        if {"suspect", "rival"} & set(one.classes)
    }
    assert framed >= SUSPECTS


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from _keys(part)
    elif isinstance(value, list):
        for part in value:
            yield from _keys(part)


def test_every_key_of_the_machine_form_is_documented(checked: tuple[Report, Page]) -> None:
    told = json.loads(as_json(checked[0]))
    assert told["schema_version"] == 1
    page = (PROJECT / "docs" / "check-a-document.md").read_text(encoding="utf-8")
    assert set(_keys(told)) - set(re.findall(r"`([a-z_]+)`", page)) == set()


def test_the_command_prints_json_alone_and_exits_as_it_says(
    copied: Home, samples: list[Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = next(path for path in samples if path.name == WRONG)
    page = tmp_path / "page.html"
    capsys.readouterr()
    code = main(["check", str(path), "gone.pdf", "--json", "--html", str(page), "--home", str(copied.root)])
    told = json.loads(capsys.readouterr().out)
    assert code == told["exit_code"] == 3
    assert [one["file_name"] for one in told["documents"]] == [WRONG]
    assert [one["source_uri"] for one in told["not_opened"]] == ["gone.pdf"]
    assert [one.text for one in Page(page.read_text(encoding="utf-8")).tagged("h2")] == [WRONG]


def test_a_path_that_is_not_there_builds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "gone.pdf"]) == 2
    assert (
        "没有找到文件：gone.pdf；请检查路径 / no files found: gone.pdf; check the path"
        in capsys.readouterr().err
    )


def test_nothing_remains_of_a_home_of_its_own() -> None:
    with pytest.raises(duckdb.Error), home_for(None) as made:
        made.build_file.parent.mkdir(parents=True)
        raise duckdb.Error
    assert not made.root.parent.exists()


def test_a_home_that_is_named_stays(tmp_path: Path) -> None:
    with home_for(tmp_path) as made:
        assert made.root == tmp_path
    assert tmp_path.exists()


@pytest.mark.parametrize("target", [".", "missing/page.html"])
def test_a_page_that_cannot_be_written_is_wrong_usage(target: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["check", "gone.pdf", "--html", target])
    assert stopped.value.code == 2


def test_a_page_that_somebody_else_wrote_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "mine.html"
    page.write_text("<p>of my own</p>", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(["check", "gone.pdf", "--html", str(page)])
    assert stopped.value.code == 2
    assert "is left as it is" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == "<p>of my own</p>"


def test_messages_are_taken_apart_by_language() -> None:
    assert (sentences("不符；| 之后。Figures do not add up.").zh, sentences("只有中文").en) == (
        "不符；| 之后。",
        "",
    )
