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
# Unit, the three amounts printed, yuan, whether that is rounded.
_PRINTED = {
    2021: ("亿元", ("1.2345678912", "1.0000000001", "0.2345678911"), "123456789.12", False),
    2022: ("万元", ("12.345678", "12.34", "0.005678000000"), "123456.78", False),
    2023: ("万元", ("12.3456789", "12.34", "0.0056789"), "123456.79", True),
    2024: ("元", ("123456.785", "123456.78", "0.005"), "123456.79", True),
}


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document a year."""
    folder = tmp_path_factory.mktemp("fen")
    for year, (unit, (total, basic, project), _, _) in _PRINTED.items():
        text = _TEXT.format(year=year, unit=unit, total=total, basic=basic, project=project)
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    home = Home(folder / "home")
    assert main(["run", *map(str, sorted(folder.glob("*.txt"))), "--home", str(home.root)]) == 0
    return home.mart_file


@pytest.mark.parametrize("year", _PRINTED)
def test_it_is_read_to_the_fen_and_what_is_finer_is_told(mart: Path, year: int) -> None:
    unit, printed, expected, is_rounded = _PRINTED[year]
    with duckdb.connect(str(mart), read_only=True) as connection:
        amounts = connection.execute(
            "select sum(amount_cny) from rpt_expenditure where fiscal_year = ?", [year]
        ).fetchone()
        told = connection.execute(
            "select evidence from qc_finding inner join dim_document using (document_key)"
            " where finding_code = 'amount_below_a_fen' and dim_document.fiscal_year = ?",
            [year],
        ).fetchall()
    assert amounts == (Decimal(expected),)
    assert told == ([(f"8 amounts; {max(printed)} {unit}",)] if is_rounded else [])
