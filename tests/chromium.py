"""A real browser for tests: Debian's Chromium without a window, driven by Playwright.

    with chromium() as browser:
        with browser.page(390) as page:
            page.open(Path("index.html"))
            assert page.troubles == [] and page.beyond() == []

A page writes down what its console calls an error, what it cannot load and what it asks for that is neither
on this machine's disk nor served by this machine. `.ci/browser` installs what is needed; without it
`missing()` says why not.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser as PlaywrightBrowser
    from playwright.sync_api import Page as PlaywrightPage
    from playwright.sync_api import Response

PHONE, DESK = 390, 1280
"""Widths in CSS pixels of the windows that pages are looked at in."""

_HEIGHT, _TALLEST = 844, 15_000
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_HERE = {"localhost", "127.0.0.1", "::1"}
_LOCAL_SCHEMES = {"file", "data", "blob", "about"}

# What stands beyond the window and is not within something that scrolls or hides by itself.
_BEYOND = """() => {
  const width = document.documentElement.clientWidth;
  const holds = one => {
    for (let at = one.parentElement; at && at !== document.body; at = at.parentElement)
      if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(at).overflowX)) return true;
    return false;
  };
  const named = one => `${one.tagName}.${one.getAttribute("class") || ""}`;
  const told = one => `${named(one)}: ${one.textContent.trim().slice(0, 40)}`;
  const found = [...document.querySelectorAll("body *")].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width && box.height && (box.right > width + 1 || box.left < -1) && !holds(one);
  }).map(told);
  const scrolls = document.documentElement.scrollWidth > width + 1;
  return scrolls && !found.length ? ["the page scrolls sideways"] : found;
}"""


def missing() -> str:
    """Why no browser can be started; empty where one can."""
    if find_spec("playwright") is None:
        return "playwright is not installed: make setup"
    return "" if executable() else "Chromium is not installed: .ci/browser, or apt-get install chromium"


def executable() -> str | None:
    """Where Chromium is on this machine."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for as long as the block runs. Ask `missing()` first."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        try:
            yield Browser(browser)
        finally:
            browser.close()


@dataclass(frozen=True, slots=True)
class Browser:
    """Chromium that is running."""

    playwright: PlaywrightBrowser

    @contextmanager
    def page(self, width: int = DESK, **options: Any) -> Iterator[Page]:
        """A page of its own in a window of `width` CSS pixels; `options` are those of a browser context."""
        context = self.playwright.new_context(viewport={"width": width, "height": _HEIGHT}, **options)
        try:
            yield Page(context.new_page())
        finally:
            context.close()


@dataclass
class Page:
    """One page; `tab` is Playwright's, for all that is not here. Lists grow from one address to the next."""

    tab: PlaywrightPage
    errors: list[str] = field(default_factory=list)
    """What the console calls an error, and scripts that fell over."""
    failed: list[str] = field(default_factory=list)
    """What could not be loaded, or was answered with 400 or more."""
    outside: list[str] = field(default_factory=list)
    """Addresses asked for that are not on this machine."""

    def __post_init__(self) -> None:
        self.tab.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        self.tab.on("pageerror", lambda error: self.errors.append(str(error)))
        self.tab.on("requestfailed", lambda asked: self.failed.append(f"{asked.url} {asked.failure}"))
        self.tab.on("response", self._hear)
        self.tab.on("request", lambda asked: is_local(asked.url) or self.outside.append(asked.url))

    def _hear(self, answer: Response) -> None:
        if answer.status >= 400:
            self.failed.append(f"{answer.url} {answer.status}")

    @property
    def troubles(self) -> list[str]:
        """All that went wrong so far."""
        return [*self.errors, *self.failed, *(f"asks for {url}" for url in self.outside)]

    def open(self, address: Path | str) -> None:
        """Go to a file of this machine or an address, and wait until it is loaded."""
        self.tab.goto(address.resolve().as_uri() if isinstance(address, Path) else address)

    def beyond(self) -> list[str]:
        """What stands beyond the left or right edge of the window without a frame that scrolls."""
        found: list[str] = self.tab.evaluate(_BEYOND)
        return found

    def screenshot(self, file: Path) -> None:
        """The whole page as a PNG, up to the height that Chromium draws."""
        size = self.tab.viewport_size
        assert size
        height = min(self.tab.evaluate("document.documentElement.scrollHeight"), _TALLEST)
        self.tab.set_viewport_size({"width": size["width"], "height": height})
        self.tab.screenshot(path=file)
        self.tab.set_viewport_size(size)


def is_local(url: str) -> bool:
    """Whether an address leads to this machine."""
    parts = urlsplit(url)
    return parts.scheme in _LOCAL_SCHEMES or parts.hostname in _HERE
