"""The site in a real browser, from the disk: every page, the search, the charts, the keyboard, paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chromium import DESK, PHONE, Browser, Page
from tests.pages import broken_links
from tests.python.browser.conftest import FORMULA, SCRIPT

_OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true; })"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page at a desk; whatever a test did, nothing may have gone wrong or been asked for elsewhere."""
    with browser.page(DESK) as opened:
        yield opened
        assert opened.troubles == []


def _unit(page: Page, site: Path, name: str) -> None:
    """Go to a unit by way of the search."""
    page.open(site / "index.html")
    page.tab.fill("#query", name)
    page.tab.click("#found a")
    page.tab.wait_for_url("**/units/*.html")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_opens_without_an_error_and_fits(browser: Browser, site: Path, width: int) -> None:
    assert broken_links(site) == []
    with browser.page(width) as page:
        for file in sorted(site.rglob("*.html")):
            page.open(file)
            assert page.beyond() == [], file.name
            page.tab.evaluate(_OPEN_ALL)
            assert page.beyond() == [], f"{file.name}, all opened"
            assert page.tab.title().endswith("gongkai 公开"), "no script of a document has run"
        assert page.troubles == []


def test_the_search_finds_by_name_code_and_place(page: Page, site: Path) -> None:
    page.open(site / "index.html")
    for typed, name in (
        ("水务局", "青川县示例水务局"),
        ("610926", "平利县示例图书馆"),
        ("广西 文化", "资源县示例文化馆"),
    ):
        page.tab.fill("#query", typed)
        assert page.tab.locator("#found a").all_inner_texts() == [name], typed
        assert page.tab.inner_text("#told").startswith("1 个单位")
    page.tab.fill("#query", "没有这个单位")
    assert page.tab.inner_text("#told").startswith("0 个单位")


def test_the_search_goes_by_keyboard(page: Page, site: Path) -> None:
    page.open(site / "index.html")
    page.tab.focus("#query")
    page.tab.keyboard.type("图书馆")
    page.tab.keyboard.press("ArrowDown")
    assert page.tab.evaluate("document.activeElement.textContent") == "平利县示例图书馆"
    page.tab.keyboard.press("Enter")
    page.tab.wait_for_url("**/units/*.html")
    assert page.tab.inner_text("h1") == "平利县示例图书馆"


def test_every_chart_shows_its_figures(page: Page, site: Path) -> None:
    charts = 0
    for file in sorted((site / "units").iterdir()):
        page.open(file)
        for chart in page.tab.locator("figure.chart svg").all():
            charts += 1
            box = chart.bounding_box()
            assert box and box["width"] > 250 and box["height"] >= 50
            drawn = chart.evaluate(
                "svg => [...svg.querySelectorAll('rect')].map(bar => bar.getBoundingClientRect().width)"
            )
            assert drawn and max(drawn) > 40, "the longest bar is seen"
            outside = chart.evaluate(
                "svg => { const frame = svg.getBoundingClientRect(); return [...svg.querySelectorAll('text')]"
                ".filter(text => { const box = text.getBoundingClientRect();"
                " return box.left < frame.left - 1 || box.right > frame.right + 1; })"
                ".map(text => text.textContent); }"
            )
            assert outside == []
    assert charts >= 8


def test_a_class_opens_to_its_items_by_keyboard(page: Page, site: Path) -> None:
    _unit(page, site, "水务局")
    group = page.tab.locator("section[id$='rpt_expenditure'] details.group").first
    items = group.locator("table")
    assert not items.is_visible()
    group.locator("summary").focus()
    page.tab.keyboard.press("Enter")
    assert items.is_visible()
    page.tab.keyboard.press("Tab")
    assert page.tab.evaluate("document.activeElement.matches('a.n')"), "the next stop is a figure"
    page.tab.keyboard.press("Enter")
    page.tab.wait_for_url("**/documents/*.html#*")
    assert page.tab.locator("tr:target").is_visible(), "the table that it is printed in has opened"


def test_a_figure_leads_to_its_place_on_the_page(page: Page, site: Path) -> None:
    _unit(page, site, "文化馆")
    page.tab.evaluate(_OPEN_ALL)
    figure = page.tab.locator("section[id$='rpt_expenditure'] a.n").first
    shown = figure.get_attribute("title") or ""
    figure.click()
    page.tab.wait_for_url("**/documents/*.html#*")
    assert shown.split(" ")[0] in page.tab.inner_text("tr:target")
    image = page.tab.locator(".look img")
    image.wait_for()
    page.tab.wait_for_function("document.querySelector('.look img').naturalWidth > 0")
    frame, sheet = page.tab.locator(".look i").bounding_box(), page.tab.locator(".look .sheet").bounding_box()
    assert frame and sheet
    assert sheet["x"] <= frame["x"] and frame["x"] + frame["width"] <= sheet["x"] + sheet["width"]
    assert sheet["y"] <= frame["y"] and frame["y"] + frame["height"] <= sheet["y"] + sheet["height"]


def test_markup_script_and_formula_are_text(page: Page, site: Path) -> None:
    _unit(page, site, "水文局")
    page.tab.evaluate(_OPEN_ALL)
    seen = page.tab.inner_text("main")
    assert SCRIPT in seen
    assert FORMULA.replace("\u202e", r"\u202e") in seen
    assert "\u202e" not in seen
    page.tab.click("#documents ~ .scroll a")
    page.tab.wait_for_url("**/documents/*.html")
    assert "=1+1<b>.xlsx" in page.tab.inner_text("main")
    assert page.tab.locator("main img, main script").count() == 0
    assert page.tab.title().endswith("gongkai 公开")


def test_all_is_there_without_scripts(browser: Browser, site: Path) -> None:
    with browser.page(DESK, java_script_enabled=False) as page:
        page.open(site / "index.html")
        assert not page.tab.locator("#query").is_visible()
        page.tab.click("text=青川县示例水务局")
        page.tab.wait_for_url("**/units/*.html")
        page.tab.locator("section[id$='rpt_expenditure'] summary").first.click()
        assert page.tab.locator("section[id$='rpt_expenditure'] .group table").first.is_visible()
        assert page.tab.locator("figure.chart svg").first.is_visible()


def test_paper_has_what_is_folded_away(page: Page, site: Path) -> None:
    _unit(page, site, "水务局")
    folded = page.tab.locator("section[id$='rpt_expenditure'] .group table").first
    assert not folded.is_visible()
    page.tab.emulate_media(media="print")
    page.tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded.is_visible()
    assert not page.tab.locator("header").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_light_and_dark(browser: Browser, site: Path, scheme: str) -> None:
    with browser.page(DESK, color_scheme=scheme) as page:
        _unit(page, site, "水务局")
        told = page.tab.evaluate(
            "() => [getComputedStyle(document.querySelector('.chart text')).fill,"
            " getComputedStyle(document.querySelector('.card')).backgroundColor]"
            ".map(colour => Math.max(...colour.match(/[0-9]+/g).slice(0, 3).map(Number)))"
        )
        assert abs(told[0] - told[1]) > 128
