"""A whole site: its links, its figures, what it does with odd names, with several years and with nothing."""

from __future__ import annotations

import csv
import json
import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from gongkai.running.home import Home
from publish.mart import PublishError, published_version
from publish.site.folder import version_of
from publish.site.numbers import wan
from publish.site.writing import write_site
from publish.spreadsheets import guarded
from tests.marts import changed
from tests.pages import broken_links, left_out, parsed, texts
from tests.python.publish.site.conftest import FORMULA, SCRIPT


def _altered(home: Home, folder: Path, *statements: str) -> Path:
    """The site of the samples' mart after it was changed."""
    write_site(changed(home.mart_file, folder / "mart.duckdb", *statements), folder / "site")
    return folder / "site"


def _unit(folder: Path, name: str) -> Path:
    """The page of a unit."""
    (link,) = parsed(folder / "index.html").xpath("//table//a[text() = $name]/@href", name=name)
    return folder / str(link)


def test_every_link_leads_to_a_place(pages: Path) -> None:
    assert broken_links(pages) == []


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<a id="a" href="#b">x</a><a href="gone.html">x</a><a href="#a">x</a><img src="http://x/y">',
        encoding="utf-8",
    )
    assert broken_links(tmp_path) == [
        "index.html: #b",
        "index.html: gone.html",
        "index.html: loads http://x/y",
    ]


def test_every_unit_and_document_has_a_page(pages: Path, home: Home) -> None:
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        documents = {row[0] for row in mart.execute("select document_id from dim_document").fetchall()}
        units = {row[0] for row in mart.execute("select budget_unit_key from rpt_expenditure").fetchall()}
    assert {path.stem for path in (pages / "documents").iterdir()} == documents
    assert units <= {path.stem for path in (pages / "units").iterdir()}
    assert version_of(pages) == published_version(home.mart_file)


def test_nothing_that_counts_is_left_out(pages: Path, home: Home, tmp_path: Path) -> None:
    assert left_out(pages, home.mart_file) == []
    page = tmp_path / "units" / "one.html"
    page.parent.mkdir()
    (tmp_path / "data").mkdir()
    page.write_text("<p>nothing</p>", encoding="utf-8")
    assert any(told.startswith("rpt_expenditure: 0 of") for told in left_out(tmp_path, home.mart_file))


def test_totals_are_those_of_the_additive_reports(pages: Path, home: Home) -> None:
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        for table in ("rpt_expenditure", "rpt_revenue", "rpt_basic_expenditure", "rpt_three_public"):
            for key, year, stage, amount in mart.execute(
                f"select budget_unit_key, fiscal_year, stage, sum(amount_cny) from {table} group by all"
            ).fetchall():
                (shown,) = parsed(pages / "units" / f"{key}.html").xpath(
                    f"//*[@id = 'y{year}-{stage}-{table}']/h4/*[@class = 'total']/*/text()"
                )
                assert shown == wan(amount)


def test_every_printed_figure_leads_to_its_cell(pages: Path, home: Home) -> None:
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        rows = mart.execute(
            "select report.budget_unit_key, report.amount_cny, lines.amount_printed, report.cell_id"
            " from rpt_expenditure as report inner join rpt_budget_lines as lines using (budget_line_key)"
            " where report.line_count = 1"
        ).fetchall()
    assert rows
    for key, amount, printed, cell_id in rows:
        document, _, place = cell_id.partition(":")
        anchor = place.replace(":", "-")
        shown = parsed(pages / "units" / f"{key}.html").xpath(
            "//a[@href = $to]/text()", to=f"../documents/{document}.html#{anchor}"
        )
        assert wan(amount) in shown
        (row,) = parsed(pages / "documents" / f"{document}.html").xpath("//tr[@id = $id]", id=anchor)
        assert printed in row.text_content()


def test_markup_of_documents_is_text(hostile: Path, tmp_path: Path) -> None:
    write_site(hostile, tmp_path / "site")
    assert broken_links(tmp_path / "site") == []
    for page in (tmp_path / "site").rglob("*.html"):
        tree = parsed(page)
        assert [
            one.get("src") for one in tree.iter("script") if not (one.get("src") or "").startswith("..")
        ] in (
            [],
            ["assets/site.js"],
            ["assets/site.js", "assets/search.js"],
        )
        assert not tree.xpath("//@*[starts-with(name(), 'on')]")
        assert not tree.xpath("//img | //iframe | //object | //a[starts-with(@href, 'javascript')]")
    assert SCRIPT in texts(tmp_path / "site")


def test_marks_that_turn_text_are_told_by_their_numbers(hostile: Path, tmp_path: Path) -> None:
    write_site(hostile, tmp_path / "site")
    for path in (tmp_path / "site").rglob("*"):
        if path.is_file():
            assert not {"\u202e", "\x07"} & set(path.read_text(encoding="utf-8"))
    assert r"甲\u202e乙\u0007丙" in texts(tmp_path / "site")


def test_a_download_calculates_nothing(hostile: Path, tmp_path: Path) -> None:
    write_site(hostile, tmp_path / "site")
    names = []
    for path in (tmp_path / "site" / "data").iterdir():
        with path.open(encoding="utf-8-sig", newline="") as file:
            names += [row["name"] for row in csv.DictReader(file) if row["report"] == "rpt_expenditure"]
    assert names
    assert set(names) == {guarded(FORMULA)} != {FORMULA}


def test_a_download_holds_the_amounts_of_the_mart(pages: Path, home: Home) -> None:
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        for key, expected in mart.execute(
            "select budget_unit_key, sum(amount_cny) from rpt_expenditure group by all"
        ).fetchall():
            with (pages / "data" / f"{key}.csv").open(encoding="utf-8-sig", newline="") as file:
                rows = [row for row in csv.DictReader(file) if row["report"] == "rpt_expenditure"]
            assert sum(Decimal(row["amount_cny"]) for row in rows) == expected


def test_the_search_knows_every_unit_of_the_start_page(pages: Path) -> None:
    script = (pages / "assets" / "search.js").read_text(encoding="utf-8")
    units = json.loads(script.removeprefix("window.gongkaiUnits = ").rstrip(";\n"))
    listed = parsed(pages / "index.html").xpath("//table//a[starts-with(@href, 'units/')]/@href")
    assert sorted(f"units/{unit[0]}.html" for unit in units) == sorted(map(str, listed))


def test_what_is_not_printed_is_no_zero(home: Home, tmp_path: Path) -> None:
    site = _altered(home, tmp_path, "update rpt_three_public set amount_cny = null")
    page = _unit(site, "平利县示例图书馆")
    section = parsed(page).xpath("//*[contains(@id, 'rpt_three_public')]")[0]
    assert section.xpath(".//td[@class = 'r']/span/@title") != []
    assert set(section.xpath(".//td[@class = 'r']/span/@title")) == {"未印 / not printed"}
    assert set(section.xpath(".//td[@class = 'r']/span/text()")) == {"—"}
    assert not section.xpath(".//*[local-name() = 'svg'] | .//*[@class = 'total']")


def test_a_unit_of_two_years_shows_both(home: Home, tmp_path: Path) -> None:
    site = _altered(
        home,
        tmp_path,
        "insert into rpt_expenditure by name select * replace ("
        "2023 as fiscal_year, amount_cny * 2 as amount_cny, md5(expenditure_key) as expenditure_key"
        ") from rpt_expenditure",
    )
    page = parsed(_unit(site, "青川县示例水务局"))
    years = page.xpath("//table[@class = 'over']//th[@scope = 'row']/a/text()")
    assert [year[:4] for year in years] == ["2024", "2023"]
    assert page.xpath("//*[local-name() = 'svg' and contains(@aria-label, '各年')]")
    first, second = (
        Decimal(
            page.xpath(f"string(//*[@id = 'y{year}-budget-rpt_expenditure']/h4/span[@class]/span)").replace(
                ",", ""
            )
        )
        for year in (2024, 2023)
    )
    assert second == 2 * first
    assert broken_links(site) == []


def test_whatever_may_be_missing_may_be_missing(home: Home, tmp_path: Path) -> None:
    """Every column that may be NULL is."""
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        columns = mart.execute(
            "select table_name, string_agg('\"' || column_name || '\" = null', ', ') from dictionary_column"
            " where is_nullable and table_name not like 'dictionary%' group by all order by all"
        ).fetchall()
    site = _altered(home, tmp_path, *(f"update {table} set {nothing}" for table, nothing in columns))
    assert broken_links(site) == []
    assert "None" not in texts(site)


def test_money_of_an_unknown_unit_is_shown(home: Home, tmp_path: Path) -> None:
    member = "(select budget_unit_key from dim_budget_unit where unit_role is null limit 1)"
    site = _altered(home, tmp_path, f"update rpt_expenditure set budget_unit_key = {member}")
    with duckdb.connect(str(tmp_path / "mart.duckdb"), read_only=True) as mart:
        ((key, total),) = mart.execute(
            "select budget_unit_key, sum(amount_cny) from rpt_expenditure group by all"
        ).fetchall()
    page = parsed(site / "units" / f"{key}.html")
    assert wan(total) in page.xpath("//*[@class = 'total']/*/text()")
    assert broken_links(site) == []
    index = parsed(site / "index.html")
    assert len(index.xpath("//tr/th/a[starts-with(@href, 'units/')]")) == 4
    assert index.xpath("//*[@class = 'tiles']/div[1]/dd/text()") == ["3"]  # what is printed of none is none


def test_a_mart_with_nothing_in_it_is_a_site(home: Home, tmp_path: Path) -> None:
    with duckdb.connect(str(home.mart_file), read_only=True) as mart:
        tables = [name for (name,) in mart.execute("select table_name from duckdb_tables()").fetchall()]
    empty = [f"delete from {name}" for name in tables if not name.startswith(("version", "dictionary"))]
    site = _altered(home, tmp_path, *empty)
    assert broken_links(site) == []
    assert not list((site / "units").iterdir())


def test_the_mart_is_linked_where_it_lies_beside(home: Home, tmp_path: Path) -> None:
    shutil.copyfile(home.mart_file, tmp_path / "mart.duckdb")
    for folder, links in ((tmp_path / "site", ["../mart.duckdb"]), (tmp_path / "else" / "where", [])):
        write_site(tmp_path / "mart.duckdb", folder)
        assert parsed(folder / "index.html").xpath("//a[contains(@href, 'mart.duckdb')]/@href") == links


def test_what_is_no_mart_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mart.duckdb").write_bytes(b"no")
    with pytest.raises(PublishError):
        write_site(tmp_path / "mart.duckdb", tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_the_same_mart_gives_the_same_bytes(pages: Path, home: Home, tmp_path: Path) -> None:
    write_site(home.mart_file, tmp_path / "site")

    def content(folder: Path) -> dict[str, bytes]:
        return {
            str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
        }

    assert content(tmp_path / "site") == content(pages)


def test_no_path_of_the_machine_is_told(pages: Path, home: Home) -> None:
    for path in pages.rglob("*"):
        if path.is_file():
            assert str(home.root.parent) not in path.read_text(encoding="utf-8")
