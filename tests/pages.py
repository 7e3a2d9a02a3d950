"""What stands in pages of a folder: where their links lead, and whether anything is there."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import duckdb
from lxml import html

from publish.site.reports import REPORTS

_TARGETS = "//h3[contains(@id, '-targets')]/following-sibling::section[1]//tbody/tr"


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


def left_out(folder: Path, mart_file: Path) -> list[str]:
    """Reports of the mart with another number of rows than all pages of units have."""
    shown: Counter[str] = Counter()
    for page in (folder / "units").iterdir():
        shown["rpt_performance_indicators"] += len(parsed(page).xpath(_TARGETS))
    for file in (folder / "data").iterdir():
        with file.open(encoding="utf-8-sig", newline="") as opened:
            shown.update(row["report"] for row in csv.DictReader(opened))
    with duckdb.connect(str(mart_file), read_only=True) as mart:
        wanted = {report.table: report.where for report in REPORTS}
        wanted["rpt_performance_indicators"] = "is_counted"
        held = {
            table: mart.execute(f"select count(*) from {table} where {where}").fetchall()[0][0]
            for table, where in wanted.items()
        }
    return [f"{table}: {shown[table]} of {rows}" for table, rows in held.items() if shown[table] != rows]


def texts(folder: Path) -> str:
    """What readers see of all pages, tags taken away."""
    return "\n".join(parsed(page).text_content() for page in sorted(folder.rglob("*.html")))


@cache
def _anchors(page: Path) -> frozenset[str]:
    return frozenset(parsed(page).xpath("//@id"))
