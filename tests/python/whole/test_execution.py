"""Budget beside final account: what is compared, from where, and what is kept out.

The bureaus are those of tests/fixtures/execution.py: both documents, one final account whose table prints its
budget, final accounts in three formats whose text alone states it, an execution in the next year's budget, a
budget of one fund; and texts that disclose nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.fixtures.execution import DOCUMENTS, PLACES, WORDED_TOTAL


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """All documents in one home; texts that are no disclosure are told, and make the run one to look at."""
    folder = tmp_path_factory.mktemp("execution")
    for name, content in DOCUMENTS.items():
        (folder / name).write_bytes(content)
    home = Home(folder / "home")
    assert main(["run", *(str(folder / name) for name in DOCUMENTS), "--home", str(home.root)]) == 3
    with duckdb.connect(str(home.mart_file), read_only=True) as connection:
        yield connection


def executed(mart: duckdb.DuckDBPyConnection, unit: str, year: int) -> dict[str, tuple[Any, ...]]:
    """Code -> budget, adjusted budget, final account in 万元, share, basis, source of the budget."""
    rows = mart.execute(
        """
        select
            code, budget_cny / 10000, adjusted_budget_cny / 10000, final_account_cny / 10000,
            cast(execution_share as double), execution_basis, budget_source
        from mart.rpt_budget_execution
        where unit_name like ? and fiscal_year = ? and classification = 'function'
        """,
        [f"%{unit}%", year],
    ).fetchall()
    return {code: tuple(values) for code, *values in rows}


def test_two_documents_are_compared_item_by_item(mart: duckdb.DuckDBPyConnection) -> None:
    assert executed(mart, "示例审计局", 2024) == {
        "2010801": (200, None, 190, 0.95, "final_to_budget", "counted"),
        "2010804": (50, None, 60, 1.2, "final_to_budget", "counted"),
        "2010806": (0, None, 8, None, "budget_is_zero", "counted"),
        "2080505": (30, None, None, None, "no_final_account", "counted"),
        "2210201": (None, None, 12, None, "no_budget", None),
    }


def test_the_budget_in_the_row_of_a_final_account_is_taken_where_no_budget_is_there(
    mart: duckdb.DuckDBPyConnection,
) -> None:
    assert executed(mart, "示例水利局", 2023) == {
        "2130301": (100, 110, 104.5, 1.045, "final_to_budget", "beside"),
        "2130305": (40, 60, 60, 1.5, "final_to_budget", "beside"),
        "2210201": (None, 5, 5, 1.0, "final_to_adjusted_budget", None),
    }


@pytest.mark.parametrize("place", PLACES.values(), ids=list(PLACES))
def test_sentences_state_the_budget_in_many_wordings(mart: duckdb.DuckDBPyConnection, place: str) -> None:
    assert executed(mart, f"{place}示例财政局", 2023) == {
        "2010601": (200, None, 190, 0.95, "final_to_budget", "sentence"),
        "2010607": (80, None, 72, 0.9, "final_to_budget", "sentence"),
        "2050202": (None, 62.5, 50, 0.8, "final_to_adjusted_budget", None),
        "2080505": (20, None, 22, 1.1, "final_to_budget", "sentence"),
        "2080506": (10, None, 10, 1.0, "final_to_budget", "sentence"),
        "2101101": (10, None, 9, 0.9, "final_to_budget", "sentence"),
        # the table is of all money and says 75, the sentence of the general public budget 50
        "2120399": (60, None, 75, None, "other_money", "sentence"),
        "2130122": (0, None, 15, None, "budget_is_zero", "sentence"),
        "2210201": (40, None, 30, 0.75, "final_to_budget", "sentence"),
    }


def test_each_amount_column_adds_up_to_what_the_documents_print(mart: duckdb.DuckDBPyConnection) -> None:
    finals = dict(
        mart.execute(
            "select d.file_name, sum(r.final_account_cny) / 10000 from mart.rpt_budget_execution as r"
            " inner join mart.dim_document as d on r.final_document_key = d.document_key"
            " where r.classification = 'function' and r.final_stage = 'final_account' group by all"
        ).fetchall()
    )
    assert finals == {
        "both_2024_final.html": 270,
        "beside_2023_final.html": 169.5,
        "gpb_2024_final.html": 518,
        **{f"worded_2023_final.{kind}": float(WORDED_TOTAL[0]) for kind in PLACES},
    }
    assert (
        one(mart, "select count(*) - count(distinct budget_execution_key) from mart.rpt_budget_execution")
        == 0
    )


def test_a_share_that_its_figures_do_not_give_is_told(mart: duckdb.DuckDBPyConnection) -> None:
    told = mart.execute(
        "select distinct evidence from mart.qc_finding where finding_code = 'share_not_as_stated'"
    ).fetchall()
    assert told == [("住房保障支出(类)住房改革支出(款)住房公积金(项) 300000.00 / 400000.00 = 75.00% <> 90%",)]


def test_the_execution_of_the_next_budget_stands_where_no_final_account_is_there(
    mart: duckdb.DuckDBPyConnection,
) -> None:
    assert executed(mart, "示例林业局", 2024) == {
        "2130201": (90, None, 81, 0.9, "execution_to_budget", "counted")
    }
    assert executed(mart, "示例林业局", 2025)["2130201"][:3] == (95, None, None)


def test_a_budget_of_one_fund_is_compared_with_the_same_money_alone(mart: duckdb.DuckDBPyConnection) -> None:
    assert executed(mart, "示例卫生健康局", 2024) == {
        "2100101": (120, None, 118, pytest.approx(0.983333), "final_to_budget", "fund_table"),
        "2100201": (30, None, 400, None, "other_money", "fund_table"),
    }


def test_texts_that_disclose_nothing_give_no_facts(mart: duckdb.DuckDBPyConnection) -> None:
    names = "('news.txt', 'tender.txt', 'rule.txt', 'report.txt')"
    assert one(mart, f"select count(*) from mart.rpt_budget_lines where document_file in {names}") == 0
    told = (
        "select count(distinct document_key) from mart.qc_finding"
        " where finding_code = 'text_not_a_disclosure'"
    )
    assert one(mart, told) == 4
    disclosed = "select sum(amount_cny) from mart.rpt_expenditure where document_file = 'disclosure.txt'"
    assert one(mart, disclosed) == 880_000


def test_running_text_names_its_functions(mart: duckdb.DuckDBPyConnection) -> None:
    odd = mart.execute(
        """
        select n.subject
        from mart.fct_narrative_amount as n
        inner join mart.dim_function as f using (function_key)
        inner join mart.dim_document as d using (document_key)
        where d.file_name like 'worded%'
            and (n.function_code is null or n.function_code <> f.function_code or n.subject not like '%(项)')
        """
    ).fetchall()
    assert odd == []
    prior = "select count(*) from mart.fct_narrative_amount where amount_cny = 80000 and fiscal_year = 2023"
    assert one(mart, prior) == 0
    shares = mart.execute(
        "select n.share_stated from mart.fct_narrative_amount as n inner join mart.dim_document as d"
        " using (document_key) where d.file_name = 'worded_2023_final.docx' and n.share_stated is not null"
        " order by n.row_no, n.col_no"
    ).fetchall()
    assert [share for (share,) in shares] == [
        Decimal(share) for share in ("0.95", "0.8", "1", "0.9", "0.9", "0.8333")
    ]


def one(mart: duckdb.DuckDBPyConnection, query: str) -> Any:
    """The single value of a query."""
    row = mart.execute(query).fetchone()
    assert row is not None
    return row[0]
