"""docs/ as a site: no broken link, nothing fetched from elsewhere, a search in both languages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from gongkai.running.home import PROJECT
from tests.chromium import DESK, PHONE, Browser, chromium, missing

_FETCHED = re.compile(
    r"<(?:script|img|iframe|source|link(?! rel=\"?(?:canonical|next|prev))\b)[^>]*?"
    r"(?:src|href)=[\"']?(https?:|//)[^\"'\s>]*",
)


def built(folder: Path, project: Path = PROJECT) -> Path:
    """The site of a project. Raises `Abort` where a link or an anchor leads nowhere."""
    build(load_config(str(project / "mkdocs.yml"), site_dir=str(folder)))
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("site") / "docs")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if why := missing():
        pytest.skip(why)
    with chromium() as started:
        yield started


def test_every_page_is_in_the_site(site: Path) -> None:
    """The build is strict: it has seen links and anchors, and that no page is left out of the menu."""
    pages = {
        path.relative_to(PROJECT / "docs").with_suffix(".html") for path in (PROJECT / "docs").rglob("*.md")
    }
    made = {path.relative_to(site) for path in site.rglob("*.html")}
    assert pages <= made
    assert Path("project/decisions.html") in made


def test_a_link_from_docs_to_a_page_beside_them_leads_there(site: Path) -> None:
    page = (site / "develop" / "rooms.html").read_text(encoding="utf-8")
    assert re.search(r'href="?\.\./project/decisions\.html', page)


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    fetched = {
        (path.name, found[0])
        for path in site.rglob("*.html")
        for found in _FETCHED.finditer(path.read_text(encoding="utf-8"))
    }
    assert fetched == set()
    assert _FETCHED.search('<script src="https://unpkg.com/a.js">') and _FETCHED.search("<img src=//a/b.png>")
    assert not re.search(r"url\([\"']?https?:", (site / "assets" / "pages.css").read_text(encoding="utf-8"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What the site is made of, with a small data dictionary."""
    for name in ("mkdocs.yml", *_outside()):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, tmp_path / name)
    shutil.copytree(PROJECT / "docs", tmp_path / "docs")
    (tmp_path / "docs" / "data-dictionary.md").write_text("# d\n", encoding="utf-8")
    return tmp_path


def _outside() -> list[str]:
    """Pages that stand outside docs/, as the hook names them."""
    return re.findall(
        r'^        "([\w/]+\.md)",$', (PROJECT / "docs" / "_hooks.py").read_text(), re.MULTILINE
    )


@pytest.mark.parametrize(
    "broken", ["[a](gone.md)", "[a](add-up.md#gone)", "[a](../DECISIONS.md#gone)", "![a](pictures/gone.png)"]
)
def test_a_link_to_nothing_ends_the_build(broken: str, copy: Path) -> None:
    with (copy / "docs" / "units-of-measure.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{broken}\n")
    with pytest.raises(Abort):
        built(copy / "site", copy)


def test_a_page_that_the_menu_leaves_out_ends_the_build(copy: Path) -> None:
    (copy / "docs" / "lonely.md").write_text("# lonely\n", encoding="utf-8")
    with pytest.raises(Abort):
        built(copy / "site", copy)


def test_the_command_is_strict() -> None:
    """Mkdocs counts the warnings that it prints: told to be quiet it ends well with every link broken."""
    [command] = re.findall(r"mkdocs build .*", (PROJECT / "Makefile").read_text(encoding="utf-8"))
    assert "--strict" in command and "-q" not in command


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize(
    "name", ["index.html", "add-up.html", "metrics.html", "develop/from-cell-to-fact.html"]
)
def test_a_page_is_readable_in_a_browser(name: str, width: int, site: Path, browser: Browser) -> None:
    with browser.page(width) as page:
        page.open(site / name)
        page.tab.wait_for_selector("h1")
        assert page.troubles == []
        assert page.tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("words", "title"),
    [("三公经费", "四十余个问题"), ("数据字典", "数据字典"), ("metrics", "指标"), ("zzqqzz", "")],
)
def test_search_finds_both_languages_without_a_server(
    words: str, title: str, site: Path, browser: Browser
) -> None:
    with browser.page(DESK) as page:
        page.open(site / "index.html")
        box = page.tab.locator("input.md-search__input")
        box.click()
        box.fill(words)
        box.dispatch_event("keyup")
        page.tab.wait_for_function(
            "/\\d|没有/.test(document.querySelector('.md-search-result__meta').textContent)"
        )
        if title:
            page.tab.wait_for_selector(".md-search-result__item h1")
        found = page.tab.locator(".md-search-result__item h1").all_inner_texts()
        assert any(title in one.replace("\u200b", "") for one in found) is bool(title)
        assert page.troubles == []
