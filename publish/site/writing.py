"""A whole site: pages of documents, of units and of all together; each kind of rows is asked for once."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment

from ingest.model import UnreadableDocument
from ingest.names import plain
from publish.dictionary import Text, has_dictionary, read_dictionary
from publish.mart import PublishError, Version, connect, published_version
from publish.site import overview, queries
from publish.site.documents import document
from publish.site.downloads import write_csv
from publish.site.folder import fresh
from publish.site.numbers import wan
from publish.site.pictures import Frame, Originals, draw
from publish.site.rows import Row, Rows, all_rows
from publish.site.template import ASSETS, Words, environment
from publish.site.trouble import SiteError
from publish.site.units import COLUMNS, Unit, unit

Told = Callable[[int, int, str], None]
"""Takes how many pages are written, of how many, and the name of the last one."""


@dataclass(frozen=True, slots=True)
class Site:
    """What was written."""

    folder: Path
    units: int
    documents: int
    unshown: tuple[str, ...] = ()
    """Files of documents whose pages were asked for as pictures and cannot be shown, and why."""


def write_site(
    mart_file: Path,
    folder: Path,
    told: Told = lambda _done, _in_all, _name: None,
    originals: Originals | None = None,
) -> Site:
    """Write the site of a published mart into a folder, whole or not at all. Raises `PublishError`.

    With `originals` the pages of PDFs are written as pictures, and each figure is framed there.
    """
    version = published_version(mart_file)
    if version is None:
        raise SiteError(f"{mart_file} 不是数据集市", f"{mart_file} holds no mart")
    beside = Path(os.path.relpath(mart_file.resolve(), folder.resolve()))
    try:
        with connect(mart_file) as mart, fresh(folder, version, has_pictures=bool(originals)) as made:
            return _Writing(mart, made, version, _link(beside), told, originals).write(folder)
    except duckdb.Error as error:
        raise PublishError(str(error)) from error
    except OSError as error:
        raise PublishError(str(error)) from error


def _link(beside: Path) -> str | None:
    """The mart where it lies beside the site, so that both are moved together."""
    return beside.as_posix() if beside.parts == ("..", beside.name) else None


class _Writing:
    """One site under way."""

    def __init__(
        self,
        mart: duckdb.DuckDBPyConnection,
        made: Path,
        version: Version,
        link: str | None,
        told: Told,
        originals: Originals | None,
    ) -> None:
        self._mart, self._made, self._told, self._link = mart, made, told, link
        self._originals, self._unshown = originals, list[str]()
        self._pages: Environment = environment(_words(mart))
        self._documents = all_rows(mart, queries.DOCUMENTS)
        self._units = all_rows(mart, queries.UNITS)
        self._written = 0
        self._file_of = {row["document_key"]: row["document_id"] for row in self._documents}
        self._pages.globals.update(version=version, file_names=frozenset(self._file_of.values()))

    def write(self, folder: Path) -> Site:
        """All pages."""
        for name in ("units", "documents", "data"):
            (self._made / name).mkdir()
        shutil.copytree(ASSETS, self._made / "assets")
        shown = [overview.listed(one) for one in self._unit_pages()]
        self._pages.globals["unit_pages"] = frozenset(one.key for one in shown)
        self._document_pages()
        self._common_pages(shown)
        return Site(folder, sum(one.is_unit for one in shown), len(self._documents), tuple(self._unshown))

    def _unit_pages(self) -> Iterator[Unit]:
        money, executed, targets, findings, failing = (
            Rows(self._mart, query)
            for query in (
                queries.MONEY,
                queries.EXECUTION,
                queries.TARGETS,
                queries.FINDINGS_OF_UNITS,
                queries.FAILING_OF_UNITS,
            )
        )
        by_key = {row["document_key"]: row for row in self._documents}
        own: dict[str, list[str]] = {}
        for row in self._documents:
            own.setdefault(row["budget_unit_key"], []).append(row["document_key"])
        template = self._pages.get_template("unit.html.jinja")
        for row in self._units:
            key = row["budget_unit_key"]
            counted = money.of(key)
            keys = dict.fromkeys([*own.get(key, ()), *(one["document_key"] for one in counted)])
            made = unit(
                row,
                counted,
                executed.of(key),
                targets.of(key),
                sorted((by_key[one] for one in keys), key=_latest_first),
                findings.of(key),
                failing.of(key),
            )
            self._tell(row["unit_name"])
            if not made.is_shown:
                continue
            self._render(
                template,
                f"units/{key}.html",
                unit=made,
                columns=COLUMNS,
                file_of=self._file_of,
                place=" ".join(
                    dict.fromkeys(
                        filter(None, (row["province_name"], row["prefecture_name"], row["jurisdiction_name"]))
                    )
                ),
                targets_of={year.year: {one.key for one in year.targets if one.key} for year in made.years},
            )
            if made.money:
                write_csv(made.money, self._made / "data" / f"{key}.csv")
            yield made

    def _document_pages(self) -> None:
        tables, places, checks, failing, findings = (
            Rows(self._mart, query)
            for query in (
                queries.TABLES,
                queries.PLACES,
                queries.CHECKS,
                queries.FAILING,
                queries.FINDINGS,
            )
        )
        template = self._pages.get_template("document.html.jinja")
        for row in self._documents:
            key = row["document_key"]
            made = document(
                row, tables.of(key), places.of(key), checks.of(key), failing.of(key), findings.of(key)
            )
            frames = self._frames(row, [place["cell_id"] for of in made.tables for place in of.places])
            self._render(template, f"documents/{row['document_id']}.html", document=made, frames=frames)
            self._tell(row["file_name"])

    def _frames(self, row: Row, cell_ids: list[str]) -> dict[str, Frame]:
        """Draw the pages of a document and say where on them its places are."""
        if self._originals is None:
            return {}
        found = self._originals(row["document_id"], cell_ids)
        if found is None:
            return {}
        folder = self._made / "pictures" / row["document_id"]
        try:
            return draw(found, folder)
        except UnreadableDocument as error:
            shutil.rmtree(folder, ignore_errors=True)
            self._unshown.append(f"{row['file_name']}: {error}")
            return {}

    def _common_pages(self, shown: list[overview.Listed]) -> None:
        self._render(
            self._pages.get_template("index.html.jinja"),
            "index.html",
            up="",
            totals=overview.totals(self._documents, shown),
            provinces=overview.provinces(shown),
            mart=self._link,
        )
        self._render(
            self._pages.get_template("documents.html.jinja"),
            "documents.html",
            up="",
            years=[
                (year, list(of))
                for year, of in groupby(
                    sorted(self._documents, key=_latest_first), key=itemgetter("fiscal_year")
                )
            ],
        )
        dictionary = read_dictionary(self._mart) if has_dictionary(self._mart) else ()
        self._render(
            self._pages.get_template("dictionary.html.jinja"), "dictionary.html", up="", dictionary=dictionary
        )
        (self._made / "assets" / "search.js").write_text(_index(shown), encoding="utf-8")

    def _render(self, template: Any, name: str, up: str = "../", **values: Any) -> None:
        template.stream(up=up, **values).dump(str(self._made / name), encoding="utf-8")

    def _tell(self, name: str) -> None:
        self._written += 1
        self._told(self._written, len(self._units) + len(self._documents), name)


def _latest_first(row: Row) -> tuple[Any, ...]:
    return -(row["fiscal_year"] or 0), row["stage"] or "", row["file_name"], row["document_key"]


def _words(mart: duckdb.DuckDBPyConnection) -> Words:
    if not has_dictionary(mart):
        return Words({})
    return Words(
        {
            (table, column, code): (Text(zh, en), meaning)
            for table, column, code, zh, en, meaning in mart.execute(queries.WORDS).fetchall()
        }
    )


def _index(shown: list[overview.Listed]) -> str:
    """What the search looks in, as a script: a page from a disk may not fetch a file beside it."""
    rows = [
        [
            one.key,
            plain(one.name),
            plain(one.code or ""),
            plain(one.department or ""),
            plain(" ".join(dict.fromkeys((one.province, one.place, one.place_code)))),
            " ".join(map(str, one.years)),
            one.period,
            wan(one.latest),
        ]
        for one in shown
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"window.gongkaiUnits = [\n{lines}\n];\n"
