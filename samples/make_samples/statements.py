"""The statutory tables of each budget."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from samples.make_samples.budget import YEAR, ZERO, Budget, Statement, Value, blank
from samples.make_samples.budgets import (
    CULTURE,
    LIBRARY,
    LIBRARY_PROJECTS,
    LIBRARY_THREE_PUBLIC_PRINTED,
    WATER,
    WATER_PROJECTS,
)

FUNCTION_HEADER = (("科目编码", "科目名称", "合计", "基本支出", "项目支出"),)


def revenue_and_expenditure(budget: Budget, title: str) -> Statement:
    """Revenue on the left, expenditure by function class on the right."""
    classes = [line for line in budget.with_parents(budget.functions) if len(line.code) == 3]
    current = budget.total - budget.carryover
    revenue: list[tuple[str, Value]] = [
        ("一般公共预算拨款收入", current),
        ("政府性基金预算拨款收入", ""),
        ("国有资本经营预算拨款收入", ""),
    ]
    height = max(len(revenue), len(classes))
    rows: list[tuple[Value, ...]] = []
    for index in range(height):
        left = revenue[index] if index < len(revenue) else ("", "")
        right = (classes[index].name, classes[index].total) if index < len(classes) else ("", "")
        rows.append((*left, *right))
    rows += [
        ("本年收入合计", current, "本年支出合计", budget.total),
        ("上年结转", blank(budget.carryover), "", ""),
        ("收入总计", budget.total, "支出总计", budget.total),
    ]
    header = (("收入", "", "支出", ""), ("项目", "预算数", "项目", "预算数"))
    return Statement(title, budget.unit, header, tuple(rows))


def by_function(budget: Budget, title: str) -> Statement:
    """Expenditure by function: classes, sections, items, and the total above them."""
    rows: list[tuple[Value, ...]] = [("", "合计", budget.total, budget.basic, budget.project)]
    rows += [
        (line.code, line.name, line.total, blank(line.basic), blank(line.project))
        for line in budget.with_parents(budget.functions)
    ]
    return Statement(
        title, budget.unit, (("科目编码", "科目名称", "合计", "基本支出", "项目支出"),), tuple(rows)
    )


def by_economic_item(budget: Budget, title: str) -> Statement:
    """Basic expenditure by economic item, personnel (301, 303) and public (302) in their own columns."""
    lines = budget.with_parents(budget.economics)
    public = sum((line.total for line in lines if line.code == "302"), ZERO)
    rows: list[tuple[Value, ...]] = [("", "合计", budget.basic, budget.basic - public, public)]
    for line in lines:
        is_public = line.code.startswith("302")
        rows.append(
            (
                line.code,
                line.name,
                line.total,
                "" if is_public else line.total,
                line.total if is_public else "",
            )
        )
    header = (
        ("经济分类科目", "", f"{YEAR}年基本支出", "", ""),
        ("科目编码", "科目名称", "合计", "人员经费", "公用经费"),
    )
    return Statement(title, budget.unit, header, tuple(rows))


def three_public(budget: Budget, title: str, printed_total: Decimal | None = None) -> Statement:
    """Overseas travel, vehicles, receptions."""
    total = printed_total or budget.vehicles + budget.reception
    header = (
        (f"{YEAR}年预算数", "", "", "", "", ""),
        ("合计", "公务接待费", "公务用车购置及运行费", "", "", "因公出国（境）费"),
        ("", "", "小计", "公务用车购置费", "公务用车运行费", ""),
    )
    row = (total, budget.reception, budget.vehicles, "", budget.vehicles, "")
    return Statement(title, budget.unit, header, (row,))


def projects(budget: Budget, title: str, found: Sequence[tuple[str, str, str, Decimal]]) -> Statement:
    """Project expenditure by function."""
    rows: list[tuple[Value, ...]] = [("", "合计", "", budget.project), *found]
    return Statement(title, budget.unit, (("科目编码", "科目名称", "项目名称", "金额"),), tuple(rows))


def government_funds(budget: Budget) -> Statement:
    """A table that is declared empty: a header and nothing below."""
    return Statement("政府性基金预算支出表", budget.unit, FUNCTION_HEADER, ())


def water_statements() -> list[Statement]:
    """The workbook's sheets."""
    return [
        revenue_and_expenditure(WATER, "部门收支总表"),
        by_function(WATER, "部门支出总表"),
        by_function(WATER, "一般公共预算支出表"),
        by_economic_item(WATER, "一般公共预算基本支出表"),
        projects(WATER, "一般公共预算项目支出表", WATER_PROJECTS),
        three_public(WATER, "“三公”经费支出表"),
        government_funds(WATER),
    ]


def library_statements() -> list[Statement]:
    """The text file's tables."""
    return [
        revenue_and_expenditure(LIBRARY, "部门预算收支总表"),
        by_function(LIBRARY, "部门预算支出总表"),
        by_economic_item(LIBRARY, "一般公共预算基本支出预算表"),
        projects(LIBRARY, "一般公共预算项目支出预算表", LIBRARY_PROJECTS),
        three_public(LIBRARY, "“三公”经费支出预算表", LIBRARY_THREE_PUBLIC_PRINTED),
    ]


def culture_statements() -> list[Statement]:
    """The PDF's tables."""
    return [
        revenue_and_expenditure(CULTURE, "单位收支总表"),
        by_function(CULTURE, "一般公共预算支出预算表"),
        by_economic_item(CULTURE, "一般公共预算基本支出预算表"),
        three_public(CULTURE, "“三公”经费预算表"),
    ]
