"""What stands in pages of a folder: where their links lead, and whether anything is there."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html


@cache
def parsed(page: Path) -> html.HtmlElement:
    """The page as a tree; of a page that is not written again."""
    return html.document_fromstring(page.read_bytes())


def broken_links(folder: Path) -> list[str]:
    """Links and what pages load that lead to no file, or to no place of a page."""
    broken = []
    for page in sorted(folder.rglob("*.html")):
        for element, _, link, _ in parsed(page).iterlinks():
            parts = urlsplit(link)
            if parts.scheme:
                if element.tag != "a":
                    broken.append(f"{page.name}: loads {link}")
                continue
            target = page.parent / unquote(parts.path) if parts.path else page
            if not target.is_file() or (parts.fragment and parts.fragment not in _anchors(target.resolve())):
                broken.append(f"{page.name}: {link}")
    return broken


def texts(folder: Path) -> str:
    """What readers see of all pages, tags taken away."""
    return "\n".join(parsed(page).text_content() for page in sorted(folder.rglob("*.html")))


@cache
def _anchors(page: Path) -> frozenset[str]:
    return frozenset(parsed(page).xpath("//@id"))
