"""Titles out of contents lists of real documents are the statements that they are, by the real mechanism."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from gongkai.running.home import PROJECT
from tests.python.whole.real import SHARED

TITLES = SHARED / "cases" / "titles.csv"
OWN = """document,province,kind,title,statement_code
甲县2024预算,,government,2024年全县一般公共预算收入表,x_government
甲县2024预算,,government,2024年县级一般公共预算支出表,x_government
甲县2024预算,,government,2024年政府性基金预算转移支付分项目表,x_government
甲县2024预算,,government,2024年地方政府专项债务限额和余额情况表,x_government
甲县2024预算,,government,社会保险基金预算支出表,x_government
甲县2024预算,,government,2024年一般公共预算收支平衡表,x_balance
乙局2024预算,,budget,部门收支总表,revenue_expenditure_summary
乙局2024预算,,budget,一般公共预算支出表,general_public_expenditure
乙局2024预算,,budget,一般公共预算财政拨款“三公”经费支出表,three_public_expenditure
乙局2024预算,,budget,一般公共预算收入表,x_department_revenue
丙局2023决算,,final_account,支出决算表,final_expenditure_summary
丙局2023决算,,final_account,一般公共预算财政拨款收入支出决算表,x_final_general_public_revenue_expenditure
丙局2023决算,,final_account,项目支出决算表,final_project_list
丙局2023决算,,final_account,一般公共预算财政拨款项目支出决算表,final_project_expenditure
丙局2023决算,,final_account,国有资产占用情况表,fixed_assets
丙局2023决算,,final_account,部门整体支出绩效自评表,self_evaluation
丙局2023决算,,final_account,2023年项目绩效目标完成情况表,self_evaluation
丙局2023决算,,final_account,项目支出绩效自评结果汇总表,self_evaluation
丙局2023决算,,final_account,2023年度项目绩效自评情况汇总表,self_evaluation
丁局2024预算,,budget,项目支出绩效目标表,project_performance_target
丁局2024预算,,budget,项目支出预算表,project_list
"""
"""What must be kept out stands beside what must be let in."""


def bench() -> ModuleType:
    """`bench/titles.py`, which is no package."""
    spec = importlib.util.spec_from_file_location("bench_titles", PROJECT / "bench" / "titles.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_our_own_titles(tmp_path: Path) -> None:
    file = tmp_path / "titles.csv"
    file.write_text(OWN, encoding="utf-8")
    assert bench().main([str(file)]) == 0


@pytest.mark.skipif(not TITLES.is_file(), reason="no cases beside the project")
def test_the_handed_titles() -> None:
    """97 in 100 of every kind are right, and none is taken for another statement."""
    assert bench().main([str(TITLES)]) == 0
