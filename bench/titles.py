"""How many titles of real tables of contents are recognised as the statement that they are.

Each document of the file is made anew: a cover that says its kind, and below each title the same small
table. It is read and recognised as any other, by the readers, seeds and models of the project.

    python bench/titles.py TITLES.csv            # columns document, province, kind, title, statement_code
    python bench/titles.py TITLES.csv --all      # also what is right
"""

from __future__ import annotations

import argparse
import csv
import html
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import Home
from ingest.load import load
from ingest.read import known_wordings
from ingest.text import bare, repair
from ingest.titles import known_title

WANTED = 0.97
COVERS = {"budget": "部门预算", "final_account": "部门决算", "government": "政府预算"}
UNKNOWN = "x_"
OF_GOVERNMENT = ("gov_", "final_gov_")


@dataclass(frozen=True, slots=True)
class Title:
    """One title, the kind of its document, and the statement that it is.

    `x_government` is any of a government's, another `x_…` the statement of that name or none.
    """

    document: str
    kind: str
    title: str
    statement_code: str

    @property
    def is_known(self) -> bool:
        """Whether there is a code for the statement."""
        return self.is_of_government or not self.statement_code.startswith(UNKNOWN)

    @property
    def is_of_government(self) -> bool:
        """Whether it is a table of a whole government."""
        return self.statement_code == "x_government"

    def is_right(self, found: str | None) -> bool:
        """Whether it is taken for what it is."""
        if self.is_of_government:
            return found is not None and found.startswith(OF_GOVERNMENT)
        return found == self.statement_code.removeprefix(UNKNOWN)

    def is_another(self, found: str | None) -> bool:
        """Whether it is taken for another statement."""
        return found is not None and not self.is_right(found)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures and every title that is not right; 1 where they fall short of what is wanted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("titles", type=Path, help="CSV: document, province, kind, title, statement_code")
    parser.add_argument("--all", action="store_true", help="show every title")
    options = parser.parse_args(arguments)
    titles = [
        Title(row["document"], row["kind"], row["title"], row["statement_code"])
        for row in csv.DictReader(options.titles.open(encoding="utf-8", newline=""))
    ]
    with tempfile.TemporaryDirectory() as folder:
        found, in_sql = recognised(titles, Path(folder))
    others = [title for title in titles if title.is_another(found[title])]
    shares: list[float] = []
    differ = [title for title in titles if known_title(title.title, known_wordings()) != in_sql[title]]
    for title in titles:
        said = "another" if title in others else "right" if title.is_right(found[title]) else "unknown"
        if options.all or said == "another" or (said == "unknown" and title.is_known):
            print(f"{said:8} {title.kind:14} {title.title}  {title.statement_code}  {found[title] or '-'}")
    for title in differ:
        print(f"reader and model differ: {title.title}  {in_sql[title]}")
    for kind in dict.fromkeys(title.kind for title in titles):
        of_kind = [title for title in titles if title.kind == kind and title.is_known]
        hits = sum(title.is_right(found[title]) for title in of_kind)
        shares.append(hits / len(of_kind) if of_kind else 1.0)
        print(f"{kind}: {hits} of {len(of_kind)} titles with a code recognised (wanted {WANTED})")
    print(f"taken for another statement: {len(others)} (wanted 0)")
    return 0 if min(shares, default=1.0) >= WANTED and not others and not differ else 1


def recognised(
    titles: Sequence[Title], folder: Path
) -> tuple[dict[Title, str | None], dict[Title, str | None]]:
    """The statement of every title, and the known wording that each title is."""
    home = Home(folder / "home")
    documents = folder / "documents"
    documents.mkdir()
    places: dict[tuple[str, int], Title] = {}
    for number, name in enumerate(dict.fromkeys(title.document for title in titles), start=1):
        of_document = [title for title in titles if title.document == name]
        file = documents / f"{number}.html"
        file.write_text(page(name, of_document), encoding="utf-8")
        places.update({(file.name, table_no): title for table_no, title in enumerate(of_document, start=1)})
    load(sorted(documents.iterdir()), home.build_file, lambda *_: None)
    outcome = run_dbt(
        home, ["build", "--select", "+int_tables_recognised", "--exclude-resource-types", "test", "unit_test"]
    )
    if outcome.failures:
        raise SystemExit("\n".join(f"{failure.node}: {failure.message}" for failure in outcome.failures))
    with duckdb.connect(str(home.build_file), read_only=True) as warehouse:
        rows = warehouse.execute(
            "select documents.file_name, recognised.table_no, recognised.statement_code"
            " from intermediate.int_tables_recognised as recognised"
            " inner join raw.documents as documents using (document_id)"
        ).fetchall()
        read = dict(
            warehouse.execute("select bare_text, wording from intermediate.int_titles_read").fetchall()
        )
    found = {places[file, table_no]: code for file, table_no, code in rows}
    wordings = {title: read.get(bare(title.title)) for title in titles}
    return found, wordings


def page(name: str, titles: Sequence[Title]) -> str:
    """A web page: the cover, then each title above a table that tells nothing of itself."""
    body = "".join(
        f"<p>{html.escape(repair(title.title))}</p><p>单位：万元</p>"
        "<table><tr><td>序号</td><td>内容</td></tr><tr><td>甲</td><td>1.00</td></tr></table>"
        for title in titles
    )
    cover = f"{name} {COVERS[titles[0].kind]}"
    return f"<html><body><h1>{html.escape(cover)}</h1>{body}</body></html>"


if __name__ == "__main__":
    sys.exit(main())
