"""Superset as `make bi` starts it, and a browser in front of it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from gongkai.running.home import PROJECT
from tests.chromium import Browser, Page, is_local

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Response

ENVIRONMENT = PROJECT / ".venv-bi"
PYTHON = ENVIRONMENT / "bin" / "python"
READY_WITHIN, DRAWN_WITHIN, ENDED_WITHIN = 240, 90, 10
"""Seconds; generous, as a machine may have other work."""
_ONE_TRY = 10_000
"""Milliseconds for one step in a menu, after which the menu is opened again."""
_TOLD = """() => [...document.querySelectorAll("[style*='z-index: 9999999']")].map(one => one.innerHTML)"""
"""What charts say under the mouse: it floats above all else."""


@dataclass(frozen=True, slots=True)
class Running:
    """Superset that answers: where, with which password, and how long it took to start (seconds)."""

    address: str
    password: str
    seconds: float
    process: subprocess.Popen[str]

    def interrupt(self) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(ENDED_WITHIN)


@contextmanager
def running(home: Path, *arguments: str) -> Iterator[Running]:
    """Superset over the mart of a home, until the block ends."""
    started = time.monotonic()
    begin = [sys.executable, "-m", "gongkai", "bi", "--home", home, "--environment", ENVIRONMENT]
    with subprocess.Popen([*begin, *arguments], text=True, stdout=subprocess.PIPE) as process:
        try:
            said = ""
            assert process.stdout
            while "Ctrl-C" not in said:
                line = process.stdout.readline()
                assert line, f"Superset ended by itself: {said}"
                assert time.monotonic() - started < READY_WITHIN, said
                said += line
            address, password = re.search(r"(http://[\d.:]+)", said), re.search(r"password: (\S+)", said)
            assert address and password, said
            yield Running(address[1], password[1], time.monotonic() - started, process)
        finally:
            if process.poll() is None:
                process.kill()


@dataclass
class Reader:
    """Someone who has logged in; `answers` are those of charts since the dashboard was opened."""

    page: Page
    address: str
    answers: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.tab.on("response", self._hear)

    def _hear(self, answer: Response) -> None:
        if _is_answer(answer):
            self.answers.append(answer)

    def log_in(self, password: str) -> None:
        """Through the form, as a person does."""
        tab = self.page.tab
        tab.set_default_timeout(DRAWN_WITHIN * 1000)
        tab.goto(f"{self.address}/login/")
        tab.fill("input#username", "admin")
        tab.fill("input[type=password]", password)
        tab.click("button[type=submit]")
        tab.wait_for_url(re.compile(r"/(superset/welcome|dashboard)"))

    def open(self, slug: str, charts: int) -> None:
        """Open a dashboard and wait until every chart of it is drawn."""
        self.answers.clear()
        self.page.open(f"{self.address}/superset/dashboard/{slug}/")
        self.wait(charts)

    def wait(self, charts: int) -> None:
        """Until this many charts are drawn. What is below the window is not, so the window is made high."""
        tab = self.page.tab
        tab.wait_for_selector("[data-test-chart-id]", timeout=DRAWN_WITHIN * 1000)
        size = tab.viewport_size
        assert size
        tab.set_viewport_size({"width": size["width"], "height": 5000})
        tab.wait_for_function(
            """charts => {
              const all = [...document.querySelectorAll("[data-test-chart-id]")];
              const busy = one => one.querySelector("[data-test=loading-indicator], .loading");
              const drawn = one => one.querySelector(".slice_container") && !busy(one);
              return all.length === charts && all.every(drawn);
            }""",
            arg=charts,
            timeout=DRAWN_WITHIN * 1000,
        )
        tab.wait_for_timeout(700)  # the last frames of what moves

    def charts(self) -> dict[str, str]:
        """Titles of charts and the text in them."""
        found: list[list[str]] = self.page.tab.evaluate(
            """() => [...document.querySelectorAll("[data-test-chart-id]")].map(one => [
              one.getAttribute("data-test-chart-name"),
              one.querySelector(".slice_container").innerText])"""
        )
        return dict(found)

    def empty(self, within: float = 15) -> list[str]:
        """Titles of charts that show an error, a word that there is no data, or a picture of one colour.

        What arrives is not drawn at once, so a chart has some seconds.
        """
        until = time.monotonic() + within
        while (found := self._empty()) and time.monotonic() < until:
            self.page.tab.wait_for_timeout(300)
        return found

    def _empty(self) -> list[str]:
        found: list[str] = self.page.tab.evaluate(
            """() => [...document.querySelectorAll("[data-test-chart-id]")].filter(one => {
              if (one.querySelector(".ant-alert-error, .ant-empty, .error-message")) return true;
              const canvas = one.querySelector("canvas");
              if (!canvas) return !one.querySelector(".slice_container").innerText.trim();
              const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
              const colours = new Set();
              for (let at = 0; at < data.length; at += 4 * 97)
                if (data[at + 3]) colours.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
              return colours.size < 3;
            }).map(one => one.getAttribute("data-test-chart-name"))"""
        )
        return found

    def choose(self, name: str, value: str, charts: int) -> None:
        """Choose a value of the filter of this name in `dashboards.yml`, and apply it where it is new."""
        tab = self.page.tab
        self.answers.clear()
        if not tab.locator(f"[data-test=NATIVE_FILTER-{name}]").is_visible():
            tab.click("[data-test=dropdown-container-btn]")  # those that the bar has no room for
        tab.click(f"[data-test=NATIVE_FILTER-{name}]")
        tab.keyboard.type(value)
        tab.locator(".ant-select-dropdown:visible .ant-select-item-option", has_text=value).first.click()
        tab.keyboard.press("Escape")
        chosen = tab.locator(f"[data-test=NATIVE_FILTER-{name}] .ant-select-selection-item")
        assert value in chosen.all_inner_texts()
        apply = tab.locator("[data-test=filter-bar__apply-button]")
        if apply.is_enabled():
            apply.click()
        tab.wait_for_timeout(500)  # until charts know that they are to ask again
        self.wait(charts)

    def click(self, title: str, text: str, charts: int) -> None:
        """Click a cell of a table: the other charts are filtered by it."""
        self.answers.clear()
        with self.page.tab.expect_response(_is_answer):
            self._cell(title, text).click()
        self.page.tab.wait_for_timeout(500)
        self.wait(charts)

    def drill_by(self, title: str, text: str, column: str) -> list[list[str]]:
        """Right-click a cell, “Drill by” a column of the dataset: rows of the table that is shown then."""
        tab = self.page.tab

        def ask() -> None:
            tab.get_by_placeholder("使用列").last.fill(column, timeout=_ONE_TRY)
            wanted = tab.get_by_role("menuitem").get_by_text(column, exact=True)
            wanted.wait_for(timeout=_ONE_TRY)
            with tab.expect_response(_is_answer):
                wanted.click(timeout=_ONE_TRY)

        self._from_menu(title, text, "钻取：", ask)
        drawn = tab.locator("[data-test=drill-by-chart] tbody tr")
        drawn.first.wait_for()
        found = [row.locator("td").all_inner_texts() for row in drawn.all()]
        tab.click("[data-test=close-drill-by-modal]")
        return [[cell.strip() for cell in row] for row in found]

    def drill_to_detail(self, title: str, text: str) -> str:
        """Right-click a cell, “Drill to detail” of it: what is said above the rows, and they themselves."""
        tab = self.page.tab

        def ask() -> None:
            with tab.expect_response(re.compile(r"/datasource/samples")):
                tab.get_by_role("menuitem").get_by_text(text).last.click(timeout=_ONE_TRY)

        self._from_menu(title, text, "钻取详情：", ask)
        shown = tab.locator(".ant-modal:visible")
        shown.get_by_text(text).last.wait_for()
        told = shown.inner_text()
        tab.keyboard.press("Escape")
        return told

    def _from_menu(self, title: str, text: str, entry: str, ask: Callable[[], None]) -> None:
        """Right-click a cell, open an entry of its menu, and ask there; again where the menu shut.

        Superset draws a menu again when what stands in it arrives, and whatever was open in it is shut then.
        """
        from playwright.sync_api import TimeoutError

        until = time.monotonic() + DRAWN_WITHIN
        while True:
            try:
                self._cell(title, text).click(button="right")
                self._menu(entry).hover(timeout=_ONE_TRY)
                return ask()
            except TimeoutError:
                if time.monotonic() > until:
                    raise
                self.page.tab.keyboard.press("Escape")
                self.page.tab.mouse.move(0, 0)

    def _cell(self, title: str, text: str) -> Locator:
        cells = self.page.tab.locator(f"[data-test-chart-name='{title}'] tbody td")
        return cells.filter(has_text=text).first

    def _menu(self, words: str) -> Locator:
        entries = self.page.tab.locator(".ant-dropdown-menu-submenu-title, .ant-dropdown-menu-item")
        return entries.get_by_text(words, exact=True).last

    def rows(self, title: str) -> list[list[str]]:
        """Cells of the table in a chart, without its headers."""
        found: list[list[str]] = self.page.tab.evaluate(
            """title => [...document.querySelectorAll(`[data-test-chart-name="${title}"] tbody tr`)].map(
              row => [...row.querySelectorAll("td, th")].map(cell => cell.innerText.trim()))""",
            title,
        )
        return found

    def pointed_at(self) -> list[str]:
        """HTML of what charts say where a mouse rests on them, at some places of each."""
        tab, said = self.page.tab, []
        for canvas in tab.locator("canvas").all():
            box = canvas.bounding_box()
            assert box
            for across, down in ((0.25, 0.4), (0.3, 0.75), (0.5, 0.5), (0.7, 0.3)):
                tab.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
                tab.wait_for_timeout(200)
                said += tab.evaluate(_TOLD)
        return said

    def resize(self, width: int) -> None:
        """Another window around the same page."""
        self.page.tab.set_viewport_size({"width": width, "height": 5000})
        self.page.tab.wait_for_timeout(1500)

    def left(self) -> list[str]:
        """Requests that left this machine: not those that the page's own policy stopped before they did."""
        stopped = {one.rpartition(" ")[0] for one in self.page.failed if one.endswith(" csp")}
        return [url for url in self.page.outside if url not in stopped and not is_local(url)]


def _is_answer(answer: Response) -> bool:
    return urlsplit(answer.url).path == "/api/v1/chart/data"


@contextmanager
def reader(browser: Browser, served: Running, width: int) -> Iterator[Reader]:
    """A reader who has logged in, in a window of this width."""
    with browser.page(width) as page:
        someone = Reader(page, served.address)
        someone.log_in(served.password)
        yield someone
