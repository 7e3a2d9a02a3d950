"""From facts of the samples back to what is printed, in words."""

from __future__ import annotations

import pytest

from gongkai.running.home import Home, reading_mart
from tests.python.gongkai.command import Command


def test_trace_leads_from_a_fact_to_the_printed_cell(gongkai: Command, home: Home) -> None:
    with reading_mart(home) as mart:
        found = mart.execute(
            "select budget_line_key, cell_id, page_no from mart.rpt_budget_lines"
            " where document_file = 'qingchuan_water_2024_budget.xlsx' and function_code = '2130314'"
            " and statement_code = 'expenditure_summary' and expenditure_nature = 'project'"
        ).fetchall()
    key, cell_id, page_no = found[0]
    code, said, _ = gongkai(home, "trace", key)
    assert code == 0
    assert "document: qingchuan_water_2024_budget.xlsx" in said
    assert f"page: {page_no}" in said
    assert "expenditure_summary" in said
    assert "header: 项目支出" in said
    assert "2130314 | 防汛 | 90.00 |  | 【90.00】" in said
    assert "amount_cny: 900000.00" in said
    assert gongkai(home, "trace", cell_id)[1] == said


def test_trace_leads_from_a_fact_to_its_text_line(gongkai: Command, home: Home) -> None:
    with reading_mart(home) as mart:
        found = mart.execute(
            "select cell_id from mart.rpt_budget_lines"
            " where document_file = 'ziyuan_culture_2024_budget.pdf' and line_kind = 'narrative'"
        ).fetchall()
    code, said, _ = gongkai(home, "trace", found[0][0])
    assert code == 0
    assert "printed text: 【" in said
    assert "fact: rpt_budget_lines" in said


@pytest.mark.parametrize(
    ("key", "expected"),
    [("nonsense", 2), ("0" * 32, 1), ("0" * 16 + ":t1:r1:c1", 1), ("0" * 16 + ":l1", 1)],
)
def test_trace_of_nothing_says_so(gongkai: Command, home: Home, key: str, expected: int) -> None:
    code, _, said = gongkai(home, "trace", key)
    assert code == expected
    assert key in said
