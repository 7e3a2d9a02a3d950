"""What the pages say is there: files they link to, models, columns, paths, results of queries."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import duckdb
import pytest
import yaml

from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import PROJECT, Home
from tests.python.whole.test_analyses import named_alone, sql

_NOT_OURS = {"home", "target", "build", "dist", "logs", "node_modules"}
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_FENCE = re.compile(r"^ *```([^\n]*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_MODEL = re.compile(r"((?:stg|int|dim|fct|rpt|qc|bridge)_[a-z0-9_]*[a-z0-9])(?:\.([a-z0-9_]+))?")
_FOLDERS = "analyses|bench|docs|gongkai|ingest|macros|models|publish|samples|seeds|tests"
_PATH = re.compile(rf"(?:{_FOLDERS})/[\w./-]*")
_SELECTED = re.compile(r"^\.venv/bin/dbt run --select (.+)$", re.MULTILINE)
_WALK = "docs/develop/from-cell-to-fact.md"
_QUOTED = re.compile(r'"""(.*?)"""|"([^"]*)"', re.DOTALL)
_ANSWERED = re.compile(r"^ *```sql\n(.*?)^ *```\n\n((?: *\|[^\n]*\n)+)", re.MULTILINE | re.DOTALL)


def _pages(folder: Path = PROJECT) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name in _NOT_OURS:
            continue
        if path.is_dir():
            yield from _pages(path)
        elif path.suffix == ".md" and not path.name.endswith("__docs.md"):
            yield path


PAGES = {str(path.relative_to(PROJECT)): path.read_text(encoding="utf-8") for path in _pages()}
MODELS = {path.stem: path for path in (PROJECT / "models").rglob("*.sql")}


@cache
def _columns() -> dict[str, set[str]]:
    """Model -> columns that its folder's yml files describe."""
    return {
        model["name"]: {column["name"] for column in model.get("columns", [])}
        for path in (PROJECT / "models").rglob("*.yml")
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", [])
    }


def _anchors(page: str) -> set[str]:
    """What a link may name behind #: headings in the form that they have in a web page."""
    headings = re.findall(r"^#+ +(.+)$", _FENCE.sub("", page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _broken_links(name: str, page: str) -> list[str]:
    broken = []
    for link in _LINK.findall(_CODE.sub("", _FENCE.sub("", page))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (PROJECT / name).parent / path
        leads = not path or target.exists()
        if leads and anchor:
            leads = anchor in _anchors(target.read_text(encoding="utf-8") if path else page)
        if not leads:
            broken.append(link)
    return broken


def _unknown_names(page: str) -> list[str]:
    """Models and columns that a page names and that are not there.

    A page that shows how to make a model names its file, and may speak of the model.
    """
    code = _CODE.findall(_FENCE.sub("", page))
    made = {Path(text).stem for text in code if text.endswith(".sql")}
    columns = _columns()
    unknown = []
    for text in code:
        if not (found := _MODEL.fullmatch(text)) or found[1] in made:
            continue
        if found[1] not in MODELS or (found[2] and found[2] not in columns[found[1]]):
            unknown.append(text)
    return unknown


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_file_of_the_project(name: str) -> None:
    assert _broken_links(name, PAGES[name]) == []


def test_a_link_to_nothing_is_told() -> None:
    page = "# A b\n[a](README.md) [b](#a-b) [c](gone.md) [d](#c) `[e](f)` [g](https://example.org)"
    assert _broken_links("README.md", page) == ["gone.md", "#c"]


@pytest.mark.parametrize("name", PAGES)
def test_every_model_and_column_that_a_page_names_is_there(name: str) -> None:
    assert _unknown_names(PAGES[name]) == []


def test_a_name_of_yesterday_is_told() -> None:
    page = "`int_amount_cells_found` `dim_document` `dim_document.gone` `int_findings_of_<room>` `qc_*` "
    assert _unknown_names(page) == ["int_amount_cells_found", "dim_document.gone"]
    assert _unknown_names("`models/marts/facts/fct_made.sql` makes `fct_made`") == []


@pytest.mark.parametrize("name", [name for name in PAGES if "/add-a-" not in name])
def test_every_path_that_a_page_names_is_there(name: str) -> None:
    """Pages that show how to add something name files that are still to be made."""
    code = _CODE.findall(_FENCE.sub("", PAGES[name]))
    paths = [text for text in code if _PATH.fullmatch(text)]
    assert [path for path in paths if not (PROJECT / path).exists()] == []


def _statements(page: str) -> Iterator[str]:
    """SQL that a reader may copy: blocks, what a command or Python has in quotes, code in a sentence."""
    for language, block in _FENCE.findall(page):
        if language == "sql":
            yield from sql(block).split(";")
        else:
            yield from ("".join(quoted) for quoted in _QUOTED.findall(block))
    yield from _CODE.findall(_FENCE.sub("", page))


@pytest.mark.parametrize("name", PAGES)
def test_no_query_of_a_page_merges_what_has_one_name(name: str) -> None:
    """Readers copy queries, and of many units called 商务局 a group by the name silently makes one."""
    merged = {query: told for query in _statements(PAGES[name]) if (told := named_alone(query))}
    assert merged == {}


_BY_NAME = "select unit_name, wan(sum(amount_cny)) as wan from mart.rpt_revenue group by unit_name"


@pytest.mark.parametrize(
    "page",
    [
        f"```sql\n{_BY_NAME}\n```\n",
        f"```sql\n{_BY_NAME};\nselect budget_unit_key from mart.dim_budget_unit;\n```\n",
        f"1. In a list:\n\n   ```sql\n   {_BY_NAME}\n   ```\n",
        f'```\ngongkai sql --csv "{_BY_NAME}" > units.csv\n```\n',
        f'```python\nrows = connection.execute("""\n    {_BY_NAME}\n""").fetchall()\n```\n',
        f"Ask `{_BY_NAME}`.",
        f'Ask `gongkai sql "{_BY_NAME}"`.',
    ],
)
def test_a_query_by_name_is_found_wherever_it_stands(page: str) -> None:
    def told(text: str) -> list[str]:
        return [fault for query in _statements(text) for fault in named_alone(query)]

    assert told(page) == ["groups by the name of a unit alone"]
    assert told(page.replace("group by", "group by budget_unit_key,")) == []
    assert told(page.replace("unit_name", "proof").replace("by proof", "by all")) == []


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_every_published_table(name: str) -> None:
    published = {
        model for model, path in MODELS.items() if "marts" in path.parts and path.parent.name != "spine"
    }
    assert published - set(_CODE.findall(PAGES[name])) == set()


@pytest.fixture(scope="module")
def with_working(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The samples with the models that a warehouse does not keep, made as the walk says."""
    made = Home(tmp_path_factory.mktemp("working") / "home")
    shutil.copytree(home.root, made.root)
    assert run_dbt(made, ["run", "--select", *_SELECTED.findall(PAGES[_WALK])[0].split()]).failures == ()
    return made


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("docs/develop/")])
def test_queries_on_the_samples_give_what_the_page_shows(name: str, with_working: Home) -> None:
    connection = duckdb.connect(str(with_working.build_file), read_only=True)
    try:
        for query, shown in _ANSWERED.findall(PAGES[name]):
            answer = connection.execute(query)
            rows = [[column[0] for column in answer.description or ()], *answer.fetchall()]
            header, _, *lines = [
                [cell.strip() for cell in line.strip().strip("|").split("|")] for line in shown.splitlines()
            ]
            assert [header, *lines] == [["" if v is None else str(v).strip() for v in row] for row in rows], (
                query
            )
    finally:
        connection.close()


def test_the_walk_has_queries() -> None:
    assert len(_ANSWERED.findall(PAGES[_WALK])) > 10
