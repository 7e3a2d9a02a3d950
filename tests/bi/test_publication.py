"""A publication while Superset runs is seen without a restart, what is hostile and what is real in it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.bi.superset import Reader
from tests.bi.test_dashboards import CHARTS, SAID, asked, titles, wan
from tests.python.conftest import SAMPLES
from tests.python.whole.real import DOCUMENTS

IMAGE = "<img src=x onerror=\"document.title='owned'\">"
HARM = {
    "河堤加固工程": f"{IMAGE}河堤",
    "防汛物资储备": "=HYPERLINK(\"http://x\")<script>document.title='owned'</script>",
    "2130305": "2130388",  # a code of no list, so that the name stands as printed wherever functions do
    "水利工程建设": f"{IMAGE}水利",
    "2024": "2023",
}
UNIT = "青川县示例水务局"
WIDE = str.maketrans("<&", "＜＆")


def harmful(file: Path) -> None:
    """A sample of the year before, with names that mean harm."""
    (sample,) = [path for path in SAMPLES if path.name == "qingchuan_water_2024_budget.xlsx"]
    book = openpyxl.load_workbook(sample)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, str):
            for plain, harm in HARM.items():
                cell.value = cell.value.replace(plain, harm)
            cell.data_type = "s"  # text, also where it begins as a formula does
    book.save(file)


@pytest.fixture(scope="module")
def republished(home: Home, reader_before: str, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A year more of a sample, with names that mean harm, and the real documents where there are any."""
    assert reader_before == "1,552.16"
    folder = tmp_path_factory.mktemp("more")
    harmful(folder / "qingchuan_water_2023_budget.xlsx")
    real = sorted(DOCUMENTS.iterdir()) if DOCUMENTS.exists() else []
    assert main(["run", str(folder), *map(str, real), "--home", str(home.root)]) in {0, 3}
    return home


@pytest.fixture(scope="module")
def reader_before(browser: object, served: object) -> str:
    """What the dashboard shows before: Superset has had the old file open."""
    from tests.bi import superset

    with superset.reader(browser, served, 1280) as someone:  # type: ignore[arg-type]
        someone.open("year", len(CHARTS["year"]))
        return someone.charts()[titles("year")[0]].strip()


def test_a_year_is_chosen_and_seen_without_a_restart(republished: Home, reader: Reader) -> None:
    reader.open("year", len(CHARTS["year"]))
    reader.choose("year", "2023", len(CHARTS["year"]))
    [(total, units)] = asked(
        republished,
        "select sum(amount_cny), count(distinct budget_unit_key)"
        " from rpt_expenditure where fiscal_year = 2023 and stage = 'budget'",
    )
    shown = reader.charts()
    assert shown[titles("year")[0]].strip() == wan(total)
    assert shown[titles("year")[2]].strip() == str(units)


def test_nothing_that_a_document_says_is_run(republished: Home, reader: Reader) -> None:
    """Names that hold tags stand whole, with signs that open none."""
    printed = {
        name
        for (name,) in asked(
            republished,
            "select project_name from rpt_project_expenditure"
            f" where fiscal_year = 2023 and unit_name = '{UNIT}'",
        )
    }
    assert {HARM["河堤加固工程"], HARM["防汛物资储备"]} <= printed
    reader.open("unit", len(CHARTS["unit"]))
    reader.choose("one_unit", UNIT, len(CHARTS["unit"]))
    assert reader.empty() == []
    shown = [row[1] for row in reader.rows(SAID["charts"]["unit_projects"]["title"]) if row[0] == "2023"]
    assert set(shown) == {name.translate(WIDE) for name in printed}
    functions = reader.charts()[SAID["charts"]["unit_functions"]["title"]]
    assert HARM["水利工程建设"].translate(WIDE) in functions and "2023" in functions
    assert reader.page.tab.locator("img[src=x]").count() == 0
    reader.open("year", len(CHARTS["year"]))
    reader.choose("year", "2023", len(CHARTS["year"]))
    reader.choose("unit", UNIT, len(CHARTS["year"]))
    pointed_at = reader.pointed_at()
    assert any("水利" in words for words in pointed_at)
    assert not any("<img" in words or "<script" in words for words in pointed_at)
    assert reader.page.tab.locator("img[src=x]").count() == 0
    assert "owned" not in reader.page.tab.title()


@pytest.mark.skipif(not DOCUMENTS.exists(), reason="the real documents are not beside the project")
def test_every_total_is_what_the_real_documents_print(republished: Home, reader: Reader) -> None:
    """Unit by unit, read off the page: the sum of the report, which its document prints as a total."""
    reader.open("compare", len(CHARTS["compare"]))
    title = SAID["charts"]["compare_units"]["title"]
    compared = 0
    for year in ("2022", "2023", "2024", "2025"):
        reader.choose("year", year, len(CHARTS["compare"]))
        sums = asked(
            republished,
            f"""select r.unit_name, sum(r.amount_cny), any_value(r.sum_basis), bool_or(exists(
                    from fct_printed_total as t
                    where t.document_key = r.document_key and t.amount_cny = s.total))
                from rpt_expenditure as r
                inner join (
                    select budget_unit_key, sum(amount_cny) as total from rpt_expenditure
                    where fiscal_year = {year} and stage = 'budget' group by all
                ) as s using (budget_unit_key)
                where r.fiscal_year = {year} and r.stage = 'budget'
                group by r.unit_name, r.budget_unit_key""",
        )
        shown = {row[1]: row[2] for row in reader.rows(title)}
        assert shown == {unit: wan(total) for unit, total, _, _ in sums}
        assert [unit for unit, _, basis, is_printed in sums if basis == "adds_up" and not is_printed] == []
        compared += len(shown)
    assert compared >= 10


def test_every_chart_shows_data_of_real_documents(republished: Home, reader: Reader) -> None:
    if not DOCUMENTS.exists():
        pytest.skip("the real documents are not beside the project")
    for slug in ("targets", "quality", "unit"):
        reader.open(slug, len(CHARTS[slug]))
        assert reader.empty() == [], slug
