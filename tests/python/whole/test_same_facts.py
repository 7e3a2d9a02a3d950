"""One budget and one set of final accounts give the same facts in every format, and the right ones.

What is expected comes from where the figures are written down (`tests.fixtures.make_statements`), not from
any reader.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from typing import Any

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.fixtures import STATEMENTS
from tests.fixtures.make_statements.document import JURISDICTION, UNIT, Document, Fact
from tests.fixtures.make_statements.variants import DOCUMENTS, FORMATS, file_name, write

Rows = list[tuple[Any, ...]]

VARIANTS = [
    pytest.param(document, file_name(document, variant), id=file_name(document, variant))
    for document in DOCUMENTS
    for variant in FORMATS
]
NAMES = {document.name: [file_name(document, variant) for variant in FORMATS] for document in DOCUMENTS}


@dataclass(frozen=True)
class Built:
    """What came of one `gongkai run` over all variants."""

    exit_code: int
    mart: duckdb.DuckDBPyConnection

    def rows(self, query: str, document: str) -> Rows:
        """Answer to a query about one document; it stands for the question mark."""
        return self.mart.execute(query, [document]).fetchall()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    folder = tmp_path_factory.mktemp("statements")
    home = Home(folder / "home")
    code = main(["run", *map(str, write(folder / "documents")), "--home", str(home.root)])
    assert home.mart_file.exists(), f"gongkai run exits with {code} and publishes nothing"
    mart = duckdb.connect(str(home.mart_file), read_only=True)
    yield Built(code, mart)
    mart.close()


FACTS = f"""
    select {", ".join(field.name for field in fields(Fact))}
    from mart.rpt_budget_lines
    where document_file = ?
"""


def difference(found: Counter[tuple[Any, ...]], expected: Counter[tuple[Any, ...]]) -> str:
    """What is missing (-) and what is too much (+), a row a line."""
    lost, odd = expected - found, found - expected
    rows = [f"- {row}" for row in sorted(map(str, lost.elements()))]
    rows += [f"+ {row}" for row in sorted(map(str, odd.elements()))]
    return "\n".join([f"{lost.total()} missing, {odd.total()} too many of {expected.total()}", *rows[:20]])


@pytest.mark.parametrize(("document", "name"), VARIANTS)
def test_facts_are_those_of_the_source(built: Built, document: Document, name: str) -> None:
    found = Counter(built.rows(FACTS, name))
    expected = Counter(map(astuple, document.facts))
    assert found == expected, difference(found, expected)


@pytest.mark.parametrize(("document", "name"), VARIANTS)
def test_year_publisher_and_place_are_known(built: Built, document: Document, name: str) -> None:
    found = built.rows(
        "select fiscal_year, unit_name, jurisdiction_code, is_current from mart.dim_document"
        " where file_name = ?",
        name,
    )
    assert found == [(document.fiscal_year, UNIT, JURISDICTION, True)]


@pytest.mark.parametrize(("document", "name"), VARIANTS)
def test_everything_adds_up(built: Built, document: Document, name: str) -> None:
    verdicts = built.rows(
        "select verdict, count(*) from mart.qc_reconciliation"
        " inner join mart.dim_document using (document_key)"
        " where file_name = ? group by all",
        name,
    )
    assert [verdict for verdict, _ in verdicts] == ["holds"], verdicts


@pytest.mark.parametrize(("document", "name"), VARIANTS)
def test_every_amount_found_is_loaded(built: Built, document: Document, name: str) -> None:
    found = built.rows(
        "select outcome, amounts_found, amounts_loaded from mart.qc_coverage where document_file = ?", name
    )
    assert found == [("loaded", len(document.facts), len(document.facts))]


@pytest.mark.parametrize(("document", "name"), VARIANTS)
def test_every_table_is_recognised_by_its_title(built: Built, document: Document, name: str) -> None:
    found = built.rows(
        "select statement_code, statement_title_printed, outcome from mart.qc_table"
        " where document_file = ? and statement_code is not null order by table_no",
        name,
    )
    wanted = [
        (statement.title, "loaded" if any(cell.fact for _, _, cell in statement.placed) else "declared_empty")
        for statement in document.statements
    ]
    assert [(bare(title), outcome) for _, title, outcome in found] == [
        (bare(title), outcome) for title, outcome in wanted
    ]
    codes = {fact.statement_code for fact in document.facts}
    assert {code for code, _, outcome in found if outcome == "loaded"} == codes


def test_the_empty_table_is_declared_empty_in_every_variant(built: Built) -> None:
    found = built.mart.execute(
        "select document_file, statement_code from mart.qc_table where outcome = 'declared_empty'"
    ).fetchall()
    assert sorted(found) == sorted((name, "government_fund_expenditure") for name in NAMES["budget"])


def test_the_run_ends_well(built: Built) -> None:
    assert built.exit_code == 0


AS_PRINTED = """
    select
        statement_code, statement_title_printed, side, line_kind, function_code, function_name,
        function_name_printed, economic_code, economic_name, economic_name_printed, funding_source_code,
        funding_source_printed, expenditure_nature, cost_category, item_name, stage, is_total, amount_cny,
        unit_printed, unit_code, unit_name, department_name, jurisdiction_name, fiscal_year, placement,
        function_mapping_method, economic_mapping_method
    from mart.rpt_budget_lines
    where document_file = ?
"""
CHECKS = """
    select statement_code, check_code, expected_cny, found_cny, difference_cny, verdict
    from mart.qc_reconciliation
    inner join mart.dim_document using (document_key)
    where file_name = ?
"""
DESCRIBED = """
    select
        title, document_kind, fiscal_year, stage, jurisdiction_code, jurisdiction_name, department_code,
        department_name, unit_code, unit_name, outcome
    from mart.dim_document
    where file_name = ?
"""


def bare(value: Any) -> Any:
    """Text without white space: where lines are broken is no fact. Everything else as it is."""
    return re.sub(r"\s", "", value) if isinstance(value, str) else value


@pytest.mark.parametrize("query", [AS_PRINTED, CHECKS, DESCRIBED], ids=["facts", "checks", "documents"])
@pytest.mark.parametrize("document", DOCUMENTS, ids=[document.name for document in DOCUMENTS])
def test_variants_agree_with_each_other(built: Built, document: Document, query: str) -> None:
    """In wordings too, as printed and as matched, in the checks, and in what is known of the document."""
    first, *others = (
        Counter(tuple(map(bare, row)) for row in built.rows(query, name)) for name in NAMES[document.name]
    )
    assert first
    apart = {
        name: difference(other, first)
        for name, other in zip(NAMES[document.name][1:], others, strict=True)
        if other != first
    }
    assert not apart, "\n".join(
        f"{name} and {NAMES[document.name][0]}: {text}" for name, text in apart.items()
    )


# --- the source itself ----------------------------------------------------------------------------


def test_the_source_prints_every_fact_once_and_nothing_else() -> None:
    for document in DOCUMENTS:
        for statement in document.statements:
            for _, _, cell in statement.placed:
                is_amount = re.fullmatch(r"[\d,]+\.\d\d", cell.text) is not None
                assert is_amount == (cell.fact is not None), (statement.title, cell)


def test_committed_files_are_those_of_the_script() -> None:
    """And no heavier than they need be."""
    wanted = {name for names in NAMES.values() for name in names if name.endswith(("calc.pdf", "writer.pdf"))}
    assert {path.name for path in STATEMENTS.iterdir()} == wanted
    assert all(path.stat().st_size < 200_000 for path in STATEMENTS.iterdir())
