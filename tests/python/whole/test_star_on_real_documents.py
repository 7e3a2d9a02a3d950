"""The naive star over real documents: inner joins lose nothing, counted rows give the printed classes."""

from __future__ import annotations

from decimal import Decimal

import duckdb

from tests.python.models.test_catalogue import counted_twice
from tests.python.models.test_star import lost

COUNTED = """
    select documents.file_name, functions.class_code, sum(facts.amount_cny), count(*)
    from mart.fct_function_expenditure as facts
    inner join mart.dim_function as functions using (function_key)
    inner join mart.dim_budget_unit as units using (budget_unit_key)
    inner join mart.dim_stage as stages using (stage_key)
    inner join mart.dim_document as documents using (document_key)
    where facts.is_counted and documents.is_preferred
    group by all
"""

PRINTED = """
    select document_file, function_class_code, max(amount_cny), max(unit_printed)
    from mart.rpt_budget_lines
    where
        line_kind = 'summary'
        and side = 'expenditure'
        and statement_code in ('revenue_expenditure_summary', 'final_revenue_expenditure_summary')
        and not is_total
        and coalesce(expenditure_nature, 'total') = 'total'
        and coalesce(cost_category, 'total') = 'total'
        and function_class_code is not null
    group by all
"""
"""The lines of 收支总表, each a class as printed."""

WITHOUT_CLASSES = {"dacheng_2023_budget.txt", "dazhu_2023_performance.txt"}
"""Documents that print their expenditure by no function at all."""


def test_counted_rows_by_class_are_as_printed(real_mart: duckdb.DuckDBPyConnection) -> None:
    """Exact where the document prints yuan; lines in 万元 are half of the last digit off each."""
    counted = {(file, code): rest for file, code, *rest in real_mart.execute(COUNTED).fetchall()}
    printed = {(file, code): rest for file, code, *rest in real_mart.execute(PRINTED).fetchall()}
    by_class = {key for key in counted if key[0] not in WITHOUT_CLASSES}
    preferred = {file for file, _ in counted}
    assert by_class == {key for key in printed if key[0] in preferred}
    assert len({file for file, _ in by_class}) == 7
    wrong = {
        key: (counted[key], printed[key])
        for key in by_class
        if abs(counted[key][0] - printed[key][0])
        > (counted[key][1] + 1) * (Decimal(50) if "万" in (printed[key][1] or "") else Decimal(0))
    }
    assert wrong == {}


def test_no_row_of_any_fact_is_lost_by_inner_joins(real_mart: duckdb.DuckDBPyConnection) -> None:
    assert lost(real_mart) == []


def test_counted_rows_are_money_once(real_mart: duckdb.DuckDBPyConnection) -> None:
    assert counted_twice(real_mart) == []
