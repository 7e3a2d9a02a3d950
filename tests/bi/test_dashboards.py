"""Every chart of every dashboard over the samples: data, figures, filters, width, speed, no way out."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from gongkai.dashboards import assets
from gongkai.running.home import Home
from tests.bi.conftest import pictures, report
from tests.bi.superset import Reader

SAID = assets.definition()
CHARTS = {
    slug: [one for row in board["rows"] for one in row if one != "height"]
    for slug, board in SAID["dashboards"].items()
}
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"


def titles(slug: str) -> list[str]:
    """Titles of the charts of a dashboard, as defined."""
    return [SAID["charts"][one]["title"] for one in CHARTS[slug]]


def asked(home: Home, query: str) -> list[tuple[Any, ...]]:
    """Rows of SQL on the mart that is published now."""
    with duckdb.connect(str(home.mart_file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def wan(amount: object) -> str:
    """Yuan as dashboards show it: in 万元, with two digits."""
    return f"{float(str(amount)) / 10000:,.2f}"


def keep(reader: Reader, name: str) -> None:
    """A screenshot for people, where one is asked for."""
    if folder := pictures():
        folder.mkdir(parents=True, exist_ok=True)
        reader.page.tab.screenshot(path=Path(folder) / f"{name}.png")


@pytest.mark.parametrize("slug", list(SAID["dashboards"]))
def test_every_chart_shows_data_on_a_desk_and_a_phone(reader: Reader, slug: str) -> None:
    reader.open(slug, len(CHARTS[slug]))
    assert list(reader.charts()) == titles(slug)
    assert reader.empty() == []
    for answer in reader.answers:
        assert answer.status == 200
        for result in answer.json()["result"]:
            assert result["error"] is None
    keep(reader, f"{slug}-1280")
    slow = []
    for answer in reader.answers:  # one after the other: what a chart costs, not what a queue does
        started = time.perf_counter()
        request = answer.request
        as_json = {"content-type": "application/json"}
        again = reader.page.tab.request.post(request.url, data=request.post_data, headers=as_json)
        assert again.ok
        slow.append(time.perf_counter() - started)
    report(f"{slug}: slowest of {len(slow)} queries {max(slow):.2f} s, mean {sum(slow) / len(slow):.2f} s")
    reader.resize(390)
    assert not reader.page.tab.evaluate(SIDEWAYS)
    assert reader.empty() == []
    keep(reader, f"{slug}-390")
    assert reader.left() == []


def test_a_year_shows_what_the_reports_hold(reader: Reader, home: Home) -> None:
    reader.open("year", len(CHARTS["year"]))
    shown = reader.charts()
    [(total, basic, project, units)] = asked(
        home,
        "select sum(amount_cny), sum(amount_cny) filter (where expenditure_nature = 'basic'),"
        " sum(amount_cny) filter (where expenditure_nature = 'project'), count(distinct budget_unit_key)"
        " from rpt_expenditure where fiscal_year = 2024 and stage = 'budget'",
    )
    [(revenue,)] = asked(home, "select sum(amount_cny) from rpt_revenue where stage = 'budget'")
    [(public,)] = asked(home, "select sum(amount_cny) from rpt_three_public where stage = 'budget'")
    assert [shown[title].strip() for title in titles("year")[:6]] == [
        wan(total),
        wan(revenue),
        str(units),
        wan(basic),
        wan(project),
        wan(public),
    ]
    assert wan(total) == "1,552.16"  # 1174.00 + 243.50 + 134.66, printed in the three samples
    rows = reader.rows("预算与决算 · Budget and final account")
    assert [(row[0], row[2]) for row in rows] == [
        ("青川县示例水务局", "1,174.00"),
        ("平利县示例图书馆", "243.50"),
        ("资源县示例文化馆", "134.66"),
    ]
    assert {cell for row in rows for cell in row[3:]} == {"N/A"}  # there are no final accounts: not zero


def test_a_jurisdiction_narrows_every_figure(reader: Reader, home: Home) -> None:
    reader.open("year", len(CHARTS["year"]))
    reader.choose("jurisdiction", "资源县", len(CHARTS["year"]))
    [(total,)] = asked(home, "select sum(amount_cny) from rpt_expenditure where jurisdiction_name = '资源县'")
    shown = reader.charts()
    assert shown[SAID["charts"]["year_expenditure"]["title"]].strip() == wan(total) == "134.66"
    assert shown[SAID["charts"]["year_units"]["title"]].strip() == "1"
    assert [row[0] for row in reader.rows("预算与决算 · Budget and final account")] == ["资源县示例文化馆"]


def test_chinese_is_drawn(reader: Reader) -> None:
    """Two characters that no font has would look alike."""
    reader.open("year", len(CHARTS["year"]))
    differ = reader.page.tab.evaluate(
        """() => {
          const family = getComputedStyle(document.querySelector("[data-test-chart-id]")).fontFamily;
          const drawn = text => {
            const canvas = Object.assign(document.createElement("canvas"), {width: 40, height: 40});
            const pen = canvas.getContext("2d");
            pen.font = `30px ${family}`;
            pen.fillText(text, 2, 32);
            return canvas.toDataURL();
          };
          return new Set(["预", "算", "龘", "支", "出"].map(drawn)).size;
        }"""
    )
    assert differ == 5


def test_a_click_on_a_unit_filters_the_other_charts(reader: Reader, home: Home) -> None:
    reader.open("compare", len(CHARTS["compare"]))
    title = SAID["charts"]["compare_units"]["title"]
    functions = SAID["charts"]["compare_items"]["title"]
    [(whole, one)] = asked(
        home,
        "select sum(amount_cny), sum(amount_cny) filter (where unit_name = '平利县示例图书馆')"
        " from rpt_expenditure where fiscal_year = 2024 and stage = 'budget'",
    )
    assert reader.rows(functions)[-1][-1] == wan(whole)
    reader.click(title, "平利县示例图书馆", len(CHARTS["compare"]))
    assert reader.rows(functions)[-1][-1] == wan(one) == "243.50"
    assert len(reader.rows(title)) == 3, "the table that was clicked shows all units still"


def test_a_unit_is_drilled_by_class_and_to_its_rows(reader: Reader, home: Home) -> None:
    reader.open("compare", len(CHARTS["compare"]))
    title = SAID["charts"]["compare_units"]["title"]
    of_unit = "from rpt_expenditure where stage = 'budget' and unit_name = '平利县示例图书馆'"
    classes = asked(
        home,
        "select function_class_name, sum(amount_cny),"
        f" sum(amount_cny) filter (where expenditure_nature = 'basic') {of_unit} group by 1 order by 2 desc",
    )
    drilled = reader.drill_by(title, "平利县示例图书馆", "功能类")
    assert [row[:3] for row in drilled] == [
        [name, wan(total), wan(basic) if basic is not None else "N/A"] for name, total, basic in classes
    ]
    [(rows,)] = asked(home, f"select count(*) {of_unit}")
    told = reader.drill_to_detail(title, "平利县示例图书馆")
    assert re.search(rf"\b{rows} 行", told)
    assert "青川县示例水务局" not in told


def test_a_function_is_drilled_from_class_to_item(reader: Reader, home: Home) -> None:
    """The table of functions opens and shuts its classes; the sums of the classes are those of the items."""
    reader.open("compare", len(CHARTS["compare"]))
    title = SAID["charts"]["compare_items"]["title"]
    whole = reader.rows(title)
    reader.page.tab.locator(f"[data-test-chart-name='{title}'] tbody th.pvtRowLabel .toggle").first.click()
    shut = reader.rows(title)
    assert len(shut) < len(whole)
    [(total,)] = asked(home, "select sum(amount_cny) from rpt_expenditure where stage = 'budget'")
    assert wan(total) in whole[-1]
