"""As many invented budgets as are wanted: nine statements each whose figures add up, in three formats.

Two of four are workbooks, one is text, one a PDF; half of them are in yuan, half in 万元. Bureau and county
differ from document to document, and so do functions, items, projects and figures.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from gongkai.running.home import PROJECT
from samples.make_samples import statements as drawn
from samples.make_samples.budget import ZERO, Budget, Line, Statement
from samples.make_samples.formats import pdf, tabbed, workbook

BUREAUS = [
    "水务局", "教育局", "民政局", "财政局", "农业农村局", "卫生健康局", "文化和旅游局", "司法局",
    "审计局", "统计局",
    "交通运输局", "自然资源局", "应急管理局", "市场监督管理局", "退役军人事务局", "医疗保障局", "信访局",
    "档案馆", "图书馆", "科学技术局",
]  # fmt: skip
_STRIDE = 1009
"""A prime, so that neighbouring numbers lie in different provinces and every place has its turn."""

_FORMS = ("xlsx", "txt", "xlsx", "pdf")
_OWN_FUNCTIONS = ("201", "204", "205", "206", "207", "212", "213", "214", "215")
_COMMON_FUNCTIONS = ("2080505", "2210201")
_PERSONNEL = [*(f"301{item:02}" for item in (1, 2, 3, 7, 8, 9, 10, 12, 13)), "30305", "30309"]
_PUBLIC = [f"302{item:02}" for item in (1, 2, 7, 11, 13, 16, 28, 39, 99)]
_RECEPTION, _VEHICLES = "30217", "30231"
_PROJECTS = ("设备购置", "信息化建设", "专项业务", "设施维护", "宣传培训", "监督检查", "公共服务", "人才引进")


@dataclass(frozen=True, slots=True)
class Place:
    """A county or city by code and name."""

    code: str
    name: str


@cache
def places() -> tuple[Place, ...]:
    """Counties and cities whose name no other has."""
    with (PROJECT / "seeds" / "code_jurisdiction.csv").open(encoding="utf-8") as file:
        rows = [
            row for row in csv.DictReader(file) if row["level"] != "province" and not row["valid_to_year"]
        ]
    names = [row["jurisdiction_name"] for row in rows]
    return tuple(
        Place(row["jurisdiction_code"], row["jurisdiction_name"])
        for row in rows
        if row["level"] != "province"
        and names.count(row["jurisdiction_name"]) == 1
        and len(row["jurisdiction_name"]) < 6
    )


@cache
def _names(kind: str) -> dict[str, str]:
    with (PROJECT / "seeds" / f"code_{kind}.csv").open(encoding="utf-8") as file:
        return {
            row[f"{kind}_code"]: row[f"{kind}_name"]
            for row in csv.DictReader(file)
            if not row["valid_to_year"] and int(row["valid_from_year"]) <= drawn.YEAR
        }


def written(folder: Path, first: int, count: int) -> list[Path]:
    """Write the documents from number `first`; the same number gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(first, first + count):
        budget, statements = document(number)
        form = _FORMS[number % 4]
        path = folder / f"{number:06}_{budget.bureau}.{form}"
        if form == "xlsx":
            path.write_bytes(workbook(budget, statements))
        elif form == "txt":
            path.write_text(tabbed(budget, statements), encoding="utf-8")
        else:
            path.write_bytes(pdf(budget, statements))
        paths.append(path)
    return paths


def document(number: int) -> tuple[Budget, list[Statement]]:
    """The budget of this number, and its nine statements."""
    dice = random.Random(number)
    known = places()
    place = known[number * _STRIDE % len(known)].name
    bureau = BUREAUS[(number + number // len(known)) % len(BUREAUS)]
    # the text of the PDFs converts yuan into 万元
    unit = "元" if _FORMS[number % 4] == "pdf" or dice.random() < 0.4 else "万元"
    budget = _budget(f"{place}{bureau}", unit, dice)
    projects = list(_projects(budget, dice))
    return budget, [
        drawn.revenue_and_expenditure(budget, "部门收支总表"),
        _revenue(budget),
        drawn.by_function(budget, "部门支出总表"),
        drawn.revenue_and_expenditure(budget, "财政拨款收支总表"),
        drawn.by_function(budget, "一般公共预算支出表"),
        drawn.by_economic_item(budget, "一般公共预算基本支出表"),
        drawn.projects(budget, "一般公共预算项目支出表", projects),
        drawn.three_public(budget, "“三公”经费支出表"),
        drawn.government_funds(budget),
    ]


def _budget(bureau: str, unit: str, dice: random.Random) -> Budget:
    def amount(most: int) -> Decimal:
        value = Decimal(dice.randint(most * 20, most * 100)) / 100
        return value * 10_000 if unit == "元" else value

    codes = [*dice.sample(_PERSONNEL, 4), *dice.sample(_PUBLIC, 2), _RECEPTION, _VEHICLES]
    items = _names("economic")
    economics = tuple(Line(code, items[code], amount(90)) for code in sorted(codes))
    basic = sum((line.basic for line in economics), ZERO)
    functions = _names("function")
    section = dice.choice(_OWN_FUNCTIONS)
    own = sorted(code for code in functions if code.startswith(section) and len(code) == 7)
    common = [Line(code, functions[code], basic * dice.randint(5, 9) // 100) for code in _COMMON_FUNCTIONS]
    first, *others = dice.sample(own, min(2, len(own)))
    rest = basic - sum((line.basic for line in common), ZERO)
    lines = [Line(first, functions[first], rest, amount(400)), *common]
    lines += [Line(code, functions[code], project=amount(600)) for code in others]
    lines.sort(key=lambda line: line.code)
    by_code = {line.code: line for line in economics}
    above = {**functions, **items}
    parents = {
        line.code[:length]: above[line.code[:length]]
        for line in (*lines, *economics)
        for length in range(3, len(line.code), 2)
    }
    return Budget(
        bureau,
        unit,
        parents,
        tuple(lines),
        economics,
        by_code[_VEHICLES].total,
        by_code[_RECEPTION].total,
        ZERO,
    )


def _projects(budget: Budget, dice: random.Random) -> Iterator[tuple[str, str, str, Decimal]]:
    for line in budget.functions:
        if line.project:
            part = (line.project * dice.randint(20, 80) / 100).quantize(Decimal("0.01"))
            for name, value in zip(dice.sample(_PROJECTS, 2), (part, line.project - part), strict=True):
                yield line.code, line.name, f"{line.name[:6]}{name}", value


def _revenue(budget: Budget) -> Statement:
    """Revenue by function, all of it from the general public budget."""
    rows = [("", "合计", budget.total, budget.total)]
    rows += [(line.code, line.name, line.total, line.total) for line in budget.with_parents(budget.functions)]
    header = (("科目编码", "科目名称", "合计", "一般公共预算拨款收入"),)
    return Statement("部门收入总表", budget.unit, header, tuple(rows))


def formats(paths: Sequence[Path]) -> str:
    """How many of each format there are, in words."""
    endings = [path.suffix[1:] for path in paths]
    return ", ".join(f"{endings.count(ending)} {ending}" for ending in sorted(set(endings)))
