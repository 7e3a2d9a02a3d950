"""Amounts with more decimals than a fen has: to the fen where it is printed, told where it is not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import Home

_TEXT = """\
泾县示例档案馆{year}年部门预算

部门支出总表

单位：{unit}

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t{total}\t{basic}\t{project}
201\t一般公共服务支出\t{total}\t{basic}\t{project}
20126\t档案事务\t{total}\t{basic}\t{project}
2012604\t档案馆\t{total}\t{basic}\t{project}
"""
_ARCHIVE = "unit_name = '泾县示例档案馆'"
# Unit, the three amounts printed, yuan, whether that is rounded.
_PRINTED = {
    2021: ("亿元", ("1.2345678912", "1.0000000001", "0.2345678911"), "123456789.12", False),
    2022: ("万元", ("12.345678", "12.34", "0.005678000000"), "123456.78", False),
    2023: ("万元", ("12.3456789", "12.34", "0.0056789"), "123456.79", True),
    2024: ("元", ("123456.785", "123456.78", "0.005"), "123456.79", True),
}


# Each line is finer than a fen, and they add up as printed.
_ADDING_UP = """\
泾县示例图书馆2024年部门预算

部门支出总表

单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t37.0370352\t37.0370348\t0.0000004
207\t文化旅游体育与传媒支出\t37.0370352\t37.0370348\t0.0000004
20701\t文化和旅游\t37.0370352\t37.0370348\t0.0000004
2070104\t图书馆\t12.3456784\t12.3456784\t
2070105\t文化展示及纪念机构\t12.3456784\t12.3456784\t
2070109\t群众文化\t12.3456784\t12.3456780\t0.0000004

2024年，一般公共预算支出323.455元。其中：农林水支出323.455元。
三公经费预算1.23456789万元，其中公务接待费1.23456789万元。
"""


# The form names yuan in the label of its total, other tables are in 万元.
_FORM = """\
泾县示例文化馆2024年部门预算

部门支出总表

单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t120.00\t20.00\t100.00
207\t文化旅游体育与传媒支出\t120.00\t20.00\t100.00
20701\t文化和旅游\t120.00\t20.00\t100.00
2070109\t群众文化\t120.00\t20.00\t100.00

项目支出绩效目标表

项目名称\t展厅\t预算单位\t泾县示例文化馆
实施期资金总额（万元）\t300\t年度资金总额（元）\t1000000
其中：财政拨款\t200\t其中：财政拨款\t600000
其他资金\t100\t其他资金\t400000
年度目标\t开放
一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t权重
产出指标\t数量指标\t数量\t=\t6\t处\t100
"""


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document a year."""
    folder = tmp_path_factory.mktemp("fen")
    for year, (unit, (total, basic, project), _, _) in _PRINTED.items():
        text = _TEXT.format(year=year, unit=unit, total=total, basic=basic, project=project)
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    (folder / "adding_up.txt").write_text(_ADDING_UP, encoding="utf-8")
    (folder / "form.txt").write_text(_FORM, encoding="utf-8")
    home = Home(folder / "home")
    assert main(["run", *map(str, sorted(folder.glob("*.txt"))), "--home", str(home.root)]) == 0
    return home.mart_file


@pytest.mark.parametrize("year", _PRINTED)
def test_it_is_read_to_the_fen_and_what_is_finer_is_told(mart: Path, year: int) -> None:
    unit, printed, expected, is_rounded = _PRINTED[year]
    with duckdb.connect(str(mart), read_only=True) as connection:
        amounts = connection.execute(
            f"select sum(amount_cny) from rpt_expenditure where fiscal_year = ? and {_ARCHIVE}", [year]
        ).fetchone()
        told = connection.execute(
            "select evidence from qc_finding inner join dim_document using (document_key)"
            " where finding_code = 'amount_below_a_fen' and dim_document.fiscal_year = ?"
            f" and dim_document.{_ARCHIVE}",
            [year],
        ).fetchall()
    assert amounts == (Decimal(expected),)
    assert told == ([(f"8 amounts; {max(printed)} {unit}",)] if is_rounded else [])


def test_our_own_rounding_is_no_fault_of_the_document(mart: Path) -> None:
    """Sums that hold as printed were said not to, and their lines not to be sure."""
    with duckdb.connect(str(mart), read_only=True) as connection:
        verdicts = connection.execute(
            "select verdict, count(*) from qc_reconciliation inner join dim_document using (document_key)"
            " where dim_document.unit_name = '泾县示例图书馆' and verdict = 'fails' group by verdict"
        ).fetchall()
        told = connection.execute(
            "select finding_code, count(*) from qc_finding inner join dim_document using (document_key)"
            " where dim_document.unit_name = '泾县示例图书馆' and severity <> 'info' group by finding_code"
        ).fetchall()
    assert verdicts == []
    assert {code for code, _ in told} & {"identity", "rows_missing", "sum_not_as_printed"} == set()


def test_what_a_line_prints_twice_is_told_once(mart: Path) -> None:
    """Two findings of one line in the same words once ended the build of every document."""
    with duckdb.connect(str(mart), read_only=True) as connection:
        told = connection.execute(
            "select evidence, count(*) from qc_finding inner join dim_document using (document_key)"
            " where dim_document.unit_name = '泾县示例图书馆' and finding_code = 'amount_below_a_fen'"
            " and table_no is null"
            " group by evidence order by evidence"
        ).fetchall()
    assert told == [("1.23456789 万元", 1), ("323.455 元", 1)]


def test_a_unit_in_the_label_of_a_total_is_that_of_its_parts(mart: Path) -> None:
    """The parts were read in the unit of another table, ten thousand times too large."""
    with duckdb.connect(str(mart), read_only=True) as connection:
        read = connection.execute(
            "select distinct amount_cny from rpt_budget_lines"
            " where document_file = 'form.txt' and statement_code = 'project_performance_target'"
        ).fetchall()
        fails = connection.execute(
            "select count(*) from qc_reconciliation where verdict = 'fails'"
        ).fetchone()
    assert {int(amount) for (amount,) in read} == {
        *(3_000_000, 2_000_000),  # of the years together, in 万元
        *(1_000_000, 600_000, 400_000),
    }
    assert fails == (0,)
