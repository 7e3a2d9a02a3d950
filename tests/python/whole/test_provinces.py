"""End to end on ten invented budgets in layouts of ten provinces: every amount right, or told.

What is expected comes from the tables that the documents are made of (`tests.fixtures.make_provinces`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.fixtures.make_provinces.comparing import Fact, compared, facts_of
from tests.fixtures.make_provinces.documents import PROVINCES, Province, write
from tests.fixtures.make_provinces.tables import Expected

DOCUMENTS = [pytest.param(province, id=province.file_name) for province in PROVINCES]


@dataclass(frozen=True)
class Built:
    """What came of one `gongkai run` over all ten."""

    exit_code: int
    mart: duckdb.DuckDBPyConnection


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    folder = tmp_path_factory.mktemp("provinces")
    home = Home(folder / "home")
    code = main(["run", *map(str, write(folder / "documents")), "--home", str(home.root)])
    assert home.mart_file.exists(), f"gongkai run exits with {code} and publishes nothing"
    mart = duckdb.connect(str(home.mart_file), read_only=True)
    yield Built(code, mart)
    mart.close()


@pytest.mark.parametrize("province", DOCUMENTS)
def test_no_amount_is_wrong_and_no_required_one_is_missing(built: Built, province: Province) -> None:
    wrong, missing = compared(facts_of(built.mart, province.file_name), province.expected)
    assert not wrong, "\n".join(map(str, wrong[:10]))
    assert not missing, "\n".join(map(str, missing[:10]))


@pytest.mark.parametrize("province", DOCUMENTS)
def test_publisher_place_and_year_are_known(built: Built, province: Province) -> None:
    found = built.mart.execute(
        "select fiscal_year, unit_name, coalesce(jurisdiction_code, '*'), document_kind, stage"
        " from mart.dim_document where file_name = ?",
        [province.file_name],
    ).fetchall()
    unit = province.unit
    assert found == [(unit.year, unit.name, unit.jurisdiction, "budget", "budget")]


@pytest.mark.parametrize("province", DOCUMENTS)
def test_indicators_are_those_of_the_source(built: Built, province: Province) -> None:
    found = built.mart.execute(
        "select coalesce(project_name, ''), indicator_name, operator, value_printed,"
        " coalesce(unit_printed, '')"
        " from mart.rpt_performance_indicators where document_file = ?",
        [province.file_name],
    ).fetchall()
    told = [
        (project, name, operator, value.strip("≥≤=%项万元"), unit)
        for project, name, operator, value, unit in found
    ]
    wanted = [
        (each.project, each.name, each.operator, each.value, each.unit)
        for table in province.tables
        for each in table.indicators
    ]
    assert sorted(told) == sorted(wanted)


@pytest.mark.parametrize("province", DOCUMENTS)
def test_every_amount_that_is_not_loaded_is_told(built: Built, province: Province) -> None:
    ((outcome, lost, told),) = built.mart.execute(
        "select outcome, amounts_found - amounts_loaded, ("
        "    select count(*) from mart.qc_finding as findings"
        "    where findings.document_key = coverage.document_key"
        "    and cell_id is not null and severity <> 'info'"
        " ) from mart.qc_coverage as coverage where document_file = ?",
        [province.file_name],
    ).fetchall()
    assert told >= lost
    assert outcome == ("partial" if lost else "loaded")


def test_the_run_says_that_something_was_left_out(built: Built) -> None:
    assert built.exit_code == 3


# --- the source itself ----------------------------------------------------------------------------


@pytest.mark.parametrize("province", DOCUMENTS)
def test_every_printed_amount_is_expected_once_or_said_to_be_none(province: Province) -> None:
    """A column is an amount with its facts, or a figure: nothing that is printed goes unjudged."""
    for table in province.tables:
        amounts = [
            cell
            for row in table.rows
            for cell, word in zip(row.cells, table.columns.split(), strict=True)
            if isinstance(cell, Decimal) and cell and not word.startswith("figure")
        ]
        facts = list(table.expected(province.unit.year, 1))[: len(amounts)]
        assert Counter(amounts) == Counter(fact.amount_cny for fact in facts), table.title


RIGHT = Fact(
    "expenditure_summary", "function", "expenditure", "budget", 2024, False, Decimal(3), None, "basic", None,
    "total", None, "2130101", ("行政运行",),
)  # fmt: skip
WANTED = Expected(
    "expenditure_summary", "支出总表", "2130101", "行政运行", "basic", "expenditure", "budget", 2024, "",
    "false", Decimal(3), "yes",
)  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"statement_code": "general_public_expenditure"}, {"stage": "execution"}, {"fiscal_year": 2023},
        {"is_total": True}, {"amount_cny": Decimal(4)}, {"expenditure_nature": "project"},
        {"funding_source_code": "unit_funds"}, {"code": "2130106"}, {"side": "revenue"},
    ],
)  # fmt: skip
def test_a_fact_that_says_something_else_is_wrong(change: dict[str, Any]) -> None:
    assert compared([RIGHT], [WANTED]) == ([], [])
    wrong = replace(RIGHT, **change)
    assert compared([wrong], [WANTED]) == ([wrong], [WANTED])


def test_an_amount_that_is_loaded_twice_is_wrong() -> None:
    assert compared([RIGHT, RIGHT], [WANTED]) == ([RIGHT], [])


@pytest.mark.parametrize("province", DOCUMENTS)
def test_the_source_adds_up(province: Province) -> None:
    unit = province.unit
    assert sum((line.basic for line in unit.economics()), Decimal(0)) == unit.sum().basic
    assert unit.sum().project == sum(project.amount for project in unit.projects)
    assert unit.sum().total == sum(line.total for line in unit.tree() if len(line.code) == 3)
