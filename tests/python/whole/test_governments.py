"""The budget of a whole government is read as what it is, and none of it is a department's.

The county, its bureaus and all figures are invented; titles and header labels are the official ones.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home
from tests.python.whole.test_counted_once import one, page, table, yuan

REVENUE = [
    ("项目", "2023年执行数", "2024年预算数", "预算数为上年执行数的%"),
    ("一、税收收入", "80", "88", "110.0"),
    ("增值税", "50", "53", "106.0"),
    ("个人所得税", "30", "35", "116.7"),
    ("二、非税收入", "20", "12", "60.0"),
    ("罚没收入", "20", "12", "60.0"),
    ("本年收入合计", "100", "100", "100.0"),
    ("转移性收入", "40", "50", "125.0"),
    ("收入总计", "140", "150", "107.1"),
]
REVENUE_BY_CODE = [
    ("科目编码", "科目名称", "决算数"),
    ("101", "税收收入", "87"),
    ("10101", "增值税", "52"),
    ("10106", "个人所得税", "35"),
    ("", "收入合计", "87"),
]
EXPENDITURE = [
    ("科目编码", "科目名称", "预算数"),
    ("201", "一般公共服务支出", "60"),
    ("205", "教育支出", "90"),
    ("", "支出合计", "150"),
]
BY_ITEM = [
    ("科目编码", "科目名称", "基本支出"),
    ("501", "机关工资福利支出", "30"),
    ("502", "机关商品和服务支出", "10"),
    ("", "合计", "40"),
]
BY_KIND = [
    ("项目", "预算数"),
    ("一、税收返还", "10"),
    ("二、一般性转移支付", "20"),
    ("体制补助", "5"),
    ("均衡性转移支付", "15"),
    ("合计", "30"),
]
BY_PLACE = [("地区", "金额"), ("河口镇", "20"), ("东山乡", "10"), ("合计", "30")]
BY_PLACE_AND_KIND = [("地区", "体制补助", "专项补助", "合计"), ("河口镇", "12", "8", "20")]
KINDS_OF_PLACES = [
    ("地区", "合计", "税收返还", "一般性转移支付", "专项转移支付"),
    ("河口镇", "60", "10", "30", "20"),
    ("东山乡", "40", "5", "25", "10"),
    ("合计", "100", "15", "55", "30"),
]
DEBT = [
    ("项目", "2023年债务限额", "2023年债务余额"),
    ("合计", "62.33", "60.45"),
    ("一般债务", "30.18", "29.27"),
    ("专项债务", "32.15", "31.18"),
    ("其中：土地储备专项债券", "2.15", "1.18"),
]
THREE_PUBLIC = [("项目", "预算数"), ("合计", "30"), ("因公出国（境）费", "10"), ("公务接待费", "20")]
OF_BUREAU = [
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("201", "一般公共服务支出", "7.00", "5.00", "2.00"),
    ("", "合计", "7.00", "5.00", "2.00"),
]
COUNTY = "湖南省湘潭县"


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A county's budget and account, its finance bureau's own budget, and two that only look like one."""
    folder = tmp_path_factory.mktemp("governments")
    documents = {
        "county.html": page(
            f"{COUNTY}财政局关于{COUNTY}2024年政府预算的公开",
            table("2024年一般公共预算收入表", REVENUE),
            table("2024年一般公共预算支出表", EXPENDITURE),
            table("2024年县本级一般公共预算支出表", EXPENDITURE),
            table("2024年一般公共预算本级基本支出政府经济分类表", BY_ITEM),
            table("2024年一般公共预算税收返还和转移支付分项目表", BY_KIND),
            table("2024年一般公共预算税收返还和转移支付分地区表", BY_PLACE),
            table("2024年政府性基金预算转移支付分地区表", BY_PLACE_AND_KIND),
            table("2024年国有资本经营预算转移支付分地区表", KINDS_OF_PLACES),
            table("2024年地方政府债务限额和余额情况表", DEBT),
            table("2024年“三公”经费预算表", THREE_PUBLIC),
            "<p>2024年，全县一般公共预算支出150万元，其中基本支出40万元，项目支出110万元。</p>",
        ),
        "account.html": page(
            f"{COUNTY}2023年政府决算公开",
            table("一般公共预算收入决算表", REVENUE_BY_CODE),
            table("一般公共预算支出决算表", EXPENDITURE),
        ),
        "bureau.html": page(f"{COUNTY}财政局2024年部门预算", table("部门支出总表", OF_BUREAU)),
        "archive.html": page(
            f"{COUNTY}档案馆2024年预算公开",
            table("一般公共预算收入表", [("项目", "预算数"), ("一般公共预算拨款收入", "7.00")]),
            table("一般公共预算支出表", OF_BUREAU),
        ),
        "report.html": page(
            f"{COUNTY}2024年财政预算草案的报告",
            "<p>2024年，全县一般公共预算支出150万元，“三公”经费30万元。</p>",
        ),
    }
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    home = Home(folder / "home")
    assert main(["run", *(str(folder / name) for name in documents), "--home", str(home.root)]) in {0, 3}
    with duckdb.connect(str(home.mart_file), read_only=True) as connection:
        yield connection


def test_its_statements_are_its_own(mart: duckdb.DuckDBPyConnection) -> None:
    read = mart.execute(
        "select statement_code from mart.qc_table where document_file = 'county.html' order by table_no"
    ).fetchall()
    assert [code for (code,) in read] == [
        "gov_general_revenue",
        "gov_general_expenditure",
        "gov_general_own_expenditure",
        "gov_general_basic_expenditure",
        "gov_general_transfers_by_item",
        "gov_general_transfers_by_place",
        "gov_fund_transfers_by_place",
        "gov_capital_transfers_by_place",
        "gov_debt",
        "gov_three_public",
    ]


def test_revenue_has_its_category_by_name_and_by_code(mart: duckdb.DuckDBPyConnection) -> None:
    """个人所得税 is a section and its one item, and means the section; last year stands in its own."""
    lines = mart.execute(
        "select facts.revenue_code, categories.level, facts.amount_cny"
        " from mart.fct_revenue as facts"
        " inner join mart.dim_revenue_category as categories using (revenue_category_key)"
        " inner join mart.dim_document as documents using (document_key)"
        " where documents.file_name = 'county.html' and facts.fiscal_year = 2024 order by facts.row_no"
    ).fetchall()
    assert lines == [
        ("101", "class", yuan("88")),
        ("10101", "section", yuan("53")),
        ("10106", "section", yuan("35")),
        ("103", "class", yuan("12")),
        ("10305", "section", yuan("12")),
        ("110", "class", yuan("50")),
    ]
    assert one(
        mart,
        "select sum(amount_cny) from mart.fct_revenue where fiscal_year = 2023 and stage = 'execution'",
    ) == yuan("240")
    coded = mart.execute(
        "select revenue_code_printed, amount_cny from mart.fct_revenue where stage = 'final_account'"
        " order by 1"
    ).fetchall()
    assert coded == [("10101", yuan("52")), ("10106", yuan("35"))]


def test_transfers_add_up_by_kind_and_by_place(mart: duckdb.DuckDBPyConnection) -> None:
    """二、一般性转移支付 is the sum of the rows below it, 一、税收返还 has none below it."""
    transfers = mart.execute(
        "select statement_code, sum(amount_cny), count(*) from mart.fct_transfer group by all order by 1"
    ).fetchall()
    assert transfers == [
        ("gov_capital_transfers_by_place", yuan("100"), 6),
        ("gov_fund_transfers_by_place", yuan("12"), 1),
        ("gov_general_transfers_by_item", yuan("30"), 3),
        ("gov_general_transfers_by_place", yuan("30"), 2),
    ]


def test_a_transfer_has_the_place_of_its_row_and_the_kind_of_its_column(
    mart: duckdb.DuckDBPyConnection,
) -> None:
    """合计 beside the kinds is a total, so that places and kinds add up without counting twice."""
    transfers = mart.execute(
        "select place_name, transfer_kind, amount_cny from mart.fct_transfer"
        " where statement_code = 'gov_capital_transfers_by_place' order by row_no, col_no"
    ).fetchall()
    assert transfers == [
        ("河口镇", "tax_return", yuan("10")),
        ("河口镇", "general", yuan("30")),
        ("河口镇", "special", yuan("20")),
        ("东山乡", "tax_return", yuan("5")),
        ("东山乡", "general", yuan("25")),
        ("东山乡", "special", yuan("10")),
    ]
    assert (
        one(
            mart,
            "select count(*) from mart.qc_reconciliation where verdict = 'holds'"
            " and statement_code = 'gov_capital_transfers_by_place' and check_code = 'sources_equal_total'",
        )
        == 3
    )


def test_what_is_not_read_is_told(mart: duckdb.DuckDBPyConnection) -> None:
    """Whole numbers under headers that nobody knows are no blank table; of debt one row is not known."""
    tables = mart.execute(
        "select statement_code, outcome, amounts_found, amounts_loaded from mart.qc_table"
        " where document_file = 'county.html' and amounts_loaded < amounts_found order by table_no"
    ).fetchall()
    assert [(code, found, loaded) for code, _, found, loaded in tables] == [
        ("gov_fund_transfers_by_place", 3, 2),
        ("gov_debt", 8, 6),
    ]


def test_debt_has_measure_kind_and_the_stage_of_its_year(mart: duckdb.DuckDBPyConnection) -> None:
    """2023 in a budget of 2024 is being executed; a row of bonds that are part of one above is told."""
    debts = mart.execute(
        "select debt_measure, debt_kind, fiscal_year, stage, amount_cny, proof"
        " from mart.fct_debt order by row_no, col_no"
    ).fetchall()
    assert debts == [
        ("debt_limit", "general", 2023, "execution", yuan("30.18"), "proved"),
        ("debt_balance", "general", 2023, "execution", yuan("29.27"), "proved"),
        ("debt_limit", "special", 2023, "execution", yuan("32.15"), "proved"),
        ("debt_balance", "special", 2023, "execution", yuan("31.18"), "proved"),
    ]
    assert one(
        mart,
        "select sum(amount_cny) from mart.fct_printed_total"
        " where debt_kind = 'total' and expenditure_nature = 'debt_limit'",
    ) == yuan("62.33")
    told = mart.execute(
        "select finding_code, message from mart.qc_finding"
        " inner join mart.dim_document using (document_key)"
        " where file_name = 'county.html' and row_no = 5 and cell_id is not null"
        " and message like '%debt%'"
    ).fetchall()
    assert len(told) == 2


def test_nothing_fails_and_nothing_of_it_counts(mart: duckdb.DuckDBPyConnection) -> None:
    assert one(mart, "select count(*) from mart.qc_reconciliation where verdict = 'fails'") == 0
    assert mart.execute("select distinct document_file from mart.rpt_expenditure").fetchall() == [
        ("bureau.html",)
    ]
    for report in ("rpt_revenue", "rpt_basic_expenditure", "rpt_three_public", "rpt_budget_execution"):
        where = "" if report == "rpt_budget_execution" else " where document_file <> 'bureau.html'"
        rows = one(mart, f"select count(*) from mart.{report}{where}")
        assert rows == (1 if report == "rpt_budget_execution" else 0), report


def test_whoever_publishes_it_has_none_of_its_money(mart: duckdb.DuckDBPyConnection) -> None:
    units = mart.execute(
        "select distinct units.unit_name from mart.fct_function_expenditure as facts"
        " inner join mart.dim_budget_unit as units using (budget_unit_key)"
        " where facts.statement_code like '%gov_%'"
    ).fetchall()
    assert all("财政局" not in name for (name,) in units)
    preferred = mart.execute(
        "select file_name, disclosure_scope from mart.dim_document where is_preferred order by 1"
    ).fetchall()
    assert ("bureau.html", "department") in preferred
    assert ("county.html", "government") in preferred


def test_a_department_with_two_titles_of_governments_is_none(mart: duckdb.DuckDBPyConnection) -> None:
    """It is not certain whose tables they are: neither is loaded, and both are told."""
    assert one(mart, "select count(*) from mart.rpt_budget_lines where document_file = 'archive.html'") == 0
    assert (
        one(
            mart,
            "select count(*) from mart.qc_finding"
            " where document_file = 'archive.html' and finding_code = 'table_not_recognised'"
            " and severity = 'warning'",
        )
        == 2
    )
