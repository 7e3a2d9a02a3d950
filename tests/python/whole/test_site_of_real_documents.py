"""What a reader sees of the real documents in a browser: totals as they are printed, and the way to them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.running.home import Home
from publish.site.writing import write_site
from tests.chromium import DESK, Browser
from tests.pages import broken_links, left_out
from tests.python.whole.real import pages

# Unit, place of the section, what the page says in 万元, how it is printed, and in which document.
TOTALS = [
    (
        "上海市普陀区商务委员会",
        "y2025-budget-rpt_expenditure",
        "37,151.4655",
        "371,514,655",
        "putuo_commerce_2025_unit_budget.pdf",
    ),
    (
        "上海市普陀区商务委员会",
        "y2025-budget-rpt_revenue",
        "37,151.4655",
        "371,514,655",
        "putuo_commerce_2025_unit_budget.pdf",
    ),
    (
        "上海市普陀区人民政府万里街道办事处",
        "y2024-budget-rpt_expenditure",
        "15,621.1123",
        "156,211,123",
        "wanli_2024_department_budget.pdf",
    ),
    (
        "上海市普陀区人民政府万里街道办事处",
        "y2024-budget-rpt_basic_expenditure",
        "9,970.602",
        "99,706,020",
        "wanli_2024_department_budget.pdf",
    ),
    (
        "上海市普陀区社会福利院",
        "y2024-budget-rpt_expenditure",
        "1,212.1164",
        "12,121,164",
        "putuo_welfare_home_2024_unit_budget.pdf",
    ),
    (
        "上海市财政局",
        "y2025-budget-rpt_expenditure",
        "17,191.5169",
        "171,915,169",
        "shanghai_finance_2025_unit_budget.pdf",
    ),
    (
        "上海市普陀区财政局",
        "y2024-final_account-rpt_revenue",
        "2,946.25",
        "2,946.25",
        "putuo_finance_2024_final_accounts.pdf",
    ),
    (
        "市人力资源和社会保障局机关",
        "y2022-budget-rpt_expenditure",
        "1,330.30",
        "1,330.30",
        "bazhong_2022_budget.txt",
    ),
    ("市就业局", "y2022-budget-rpt_expenditure", "314.07", "314.07", "bazhong_2022_budget.txt"),
    ("市社保局", "y2022-budget-rpt_expenditure", "532.91", "532.91", "bazhong_2022_budget.txt"),
    (
        "大城县人力资源和社会保障局本级",
        "y2023-budget-rpt_expenditure",
        "26,602.51",
        "26602.51",
        "dacheng_2023_budget.txt",
    ),
]


@pytest.fixture(scope="module")
def site(real: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all of them."""
    folder = tmp_path_factory.mktemp("site") / "site"
    write_site(real.mart_file, folder)
    return folder


def test_totals_on_the_page_are_those_that_are_printed(site: Path, browser: Browser) -> None:
    with browser.page(DESK) as page:
        for unit, section, shown, printed, document in TOTALS:
            assert any(printed in text for text in pages(document)), (document, printed)
            page.open(site / "index.html")
            page.tab.fill("#query", unit)
            page.tab.locator("#found a", has_text=unit).first.click()
            page.tab.wait_for_url("**/units/*.html")
            assert page.tab.inner_text("h1") == unit
            assert page.tab.inner_text(f"#{section} h4 .total .n") == shown
            yuan = page.tab.get_attribute(f"#{section} h4 .total .n", "title") or ""
            assert Decimal(yuan.split(" ")[0].replace(",", "")) == Decimal(shown.replace(",", "")) * 10_000
        assert page.troubles == []


def test_no_amount_and_no_target_is_left_out(site: Path, real: Home) -> None:
    assert left_out(site, real.mart_file) == []


def test_a_total_that_lines_miss_by_rounding_is_one_step_away(site: Path, browser: Browser) -> None:
    """The lines of 綦江 add up to 4,284.88, and the document prints 4,284.87."""
    with browser.page(DESK) as page:
        page.open(site / "index.html")
        page.tab.fill("#query", "綦江")
        page.tab.click("#found a >> nth=0")
        page.tab.wait_for_url("**/units/*.html")
        section = page.tab.locator("#y2023-budget-rpt_expenditure")
        assert section.locator("h4 .total .n").inner_text() == "4,284.88"
        assert "仅差四舍五入" in section.inner_text()
        section.locator(".from a").first.click()
        page.tab.wait_for_url("**/documents/*.html#t*")
        totals = page.tab.locator("tr.sum").all_text_contents()
        assert any("4,284.87" in total for total in totals)
        assert page.troubles == []


def test_every_page_of_them_opens_and_every_link_leads_somewhere(site: Path, browser: Browser) -> None:
    assert broken_links(site) == []
    with browser.page(DESK) as page:
        for file in sorted(site.rglob("*.html")):
            page.open(file)
            assert page.beyond() == [], file.name
        assert page.troubles == []
