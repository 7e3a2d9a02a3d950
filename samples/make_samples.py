"""Write the sample documents: four invented budgets in the four formats that bureaus publish.

Every bureau, project and figure here is invented; only the counties and the official codes exist.
Totals are computed, so that everything adds up, except one total that is wrong on purpose (README.md).

    python samples/make_samples.py [FOLDER]
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

YEAR = 2024
WRITTEN = datetime(2024, 2, 1)
FONT = "STSong-Light"
ZERO = Decimal(0)
FUNCTION_HEADER = (("科目编码", "科目名称", "合计", "基本支出", "项目支出"),)

Value = str | Decimal
Grid = tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Statement:
    """One statutory table. In `header`, "" right of a group or below a wording is merged with it."""

    title: str
    unit: str
    header: tuple[tuple[str, ...], ...]
    rows: Grid


@dataclass(frozen=True)
class Line:
    """One most detailed code with its amounts, in the unit of the document."""

    code: str
    name: str
    basic: Decimal = ZERO
    project: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Basic and project part together."""
        return self.basic + self.project


@dataclass(frozen=True)
class Budget:
    """One invented bureau: functions, economic items, the three public expenses, carried-over money."""

    bureau: str
    unit: str
    parents: dict[str, str]
    functions: tuple[Line, ...]
    economics: tuple[Line, ...]
    vehicles: Decimal
    reception: Decimal
    carryover: Decimal

    @property
    def basic(self) -> Decimal:
        """All basic expenditure."""
        return sum((line.basic for line in self.functions), ZERO)

    @property
    def project(self) -> Decimal:
        """All project expenditure."""
        return sum((line.project for line in self.functions), ZERO)

    @property
    def total(self) -> Decimal:
        """All expenditure; revenue equals it."""
        return self.basic + self.project

    def with_parents(self, lines: Sequence[Line]) -> list[Line]:
        """The lines with their parents above them; a parent is the sum of the lines below it."""
        found: dict[str, Line] = {}
        for line in lines:
            for length in range(3, len(line.code) + 1, 2):
                code = line.code[:length]
                name = line.name if code == line.code else self.parents[code]
                above = found.get(code, Line(code, name))
                found[code] = Line(code, name, above.basic + line.basic, above.project + line.project)
        return list(found.values())


def amount(text: str) -> Decimal:
    """A figure as it is printed."""
    return Decimal(text)


def blank(value: Decimal) -> Value:
    """Bureaus leave a cell without an amount blank."""
    return value or ""


# --- the budgets ----------------------------------------------------------------------------------

WATER = Budget(
    bureau="青川县示例水务局",
    unit="万元",
    parents={
        "208": "社会保障和就业支出",
        "20805": "行政事业单位养老支出",
        "210": "卫生健康支出",
        "21011": "行政事业单位医疗",
        "213": "农林水支出",
        "21303": "水利",
        "221": "住房保障支出",
        "22102": "住房改革支出",
        "301": "工资福利支出",
        "302": "商品和服务支出",
        "303": "对个人和家庭的补助",
    },
    functions=(
        Line("2080505", "机关事业单位基本养老保险缴费支出", amount("41.60")),
        Line("2080506", "机关事业单位职业年金缴费支出", amount("20.80")),
        Line("2101101", "行政单位医疗", amount("28.50")),
        Line("2130301", "行政运行", amount("425.60")),
        Line("2130305", "水利工程建设", project=amount("380.00")),
        Line("2130306", "水利工程运行与维护", project=amount("150.00")),
        Line("2130314", "防汛", project=amount("90.00")),
        Line("2210201", "住房公积金", amount("37.50")),
    ),
    economics=(
        Line("30101", "基本工资", amount("168.20")),
        Line("30102", "津贴补贴", amount("96.40")),
        Line("30103", "奖金", amount("58.10")),
        Line("30108", "机关事业单位基本养老保险缴费", amount("41.60")),
        Line("30109", "职业年金缴费", amount("20.80")),
        Line("30110", "职工基本医疗保险缴费", amount("28.50")),
        Line("30112", "其他社会保障缴费", amount("4.30")),
        Line("30113", "住房公积金", amount("37.50")),
        Line("30201", "办公费", amount("14.60")),
        Line("30207", "邮电费", amount("3.20")),
        Line("30211", "差旅费", amount("18.40")),
        Line("30217", "公务接待费", amount("2.10")),
        Line("30228", "工会经费", amount("6.80")),
        Line("30231", "公务用车运行维护费", amount("7.50")),
        Line("30239", "其他交通费用", amount("21.60")),
        Line("30299", "其他商品和服务支出", amount("8.90")),
        Line("30305", "生活补助", amount("9.20")),
        Line("30309", "奖励金", amount("6.30")),
    ),
    vehicles=amount("7.50"),
    reception=amount("2.10"),
    carryover=amount("44.00"),
)

LIBRARY = Budget(
    bureau="平利县示例图书馆",
    unit="万元",
    parents={
        "207": "文化旅游体育与传媒支出",
        "20701": "文化和旅游",
        "208": "社会保障和就业支出",
        "20805": "行政事业单位养老支出",
        "210": "卫生健康支出",
        "21011": "行政事业单位医疗",
        "301": "工资福利支出",
        "302": "商品和服务支出",
    },
    functions=(
        Line("2070104", "图书馆", amount("132.40"), amount("85.00")),
        Line("2080505", "机关事业单位基本养老保险缴费支出", amount("16.80")),
        Line("2101102", "事业单位医疗", amount("9.30")),
    ),
    economics=(
        Line("30101", "基本工资", amount("61.50")),
        Line("30107", "绩效工资", amount("48.20")),
        Line("30108", "机关事业单位基本养老保险缴费", amount("16.80")),
        Line("30110", "职工基本医疗保险缴费", amount("9.30")),
        Line("30201", "办公费", amount("6.40")),
        Line("30205", "水费", amount("1.20")),
        Line("30206", "电费", amount("9.60")),
        Line("30217", "公务接待费", amount("1.20")),
        Line("30228", "工会经费", amount("2.80")),
        Line("30231", "公务用车运行维护费", amount("1.50")),
    ),
    vehicles=amount("1.50"),
    reception=amount("1.20"),
    carryover=ZERO,
)
# Wrong on purpose: vehicles 1.50 and reception 1.20 make 2.70.
LIBRARY_THREE_PUBLIC_PRINTED = amount("3.20")

CULTURE = Budget(
    bureau="资源县示例文化馆",
    unit="元",
    parents={
        "207": "文化旅游体育与传媒支出",
        "20701": "文化和旅游",
        "208": "社会保障和就业支出",
        "20805": "行政事业单位养老支出",
        "221": "住房保障支出",
        "22102": "住房改革支出",
        "301": "工资福利支出",
        "302": "商品和服务支出",
    },
    functions=(
        Line("2070109", "群众文化", amount("864200"), amount("310000")),
        Line("2080505", "机关事业单位基本养老保险缴费支出", amount("98500")),
        Line("2210201", "住房公积金", amount("73900")),
    ),
    economics=(
        Line("30101", "基本工资", amount("402600")),
        Line("30107", "绩效工资", amount("356000")),
        Line("30108", "机关事业单位基本养老保险缴费", amount("98500")),
        Line("30113", "住房公积金", amount("73900")),
        Line("30201", "办公费", amount("46100")),
        Line("30211", "差旅费", amount("31500")),
        Line("30217", "公务接待费", amount("6000")),
        Line("30231", "公务用车运行维护费", amount("22000")),
    ),
    vehicles=amount("22000"),
    reception=amount("6000"),
    carryover=ZERO,
)

WATER_PROJECTS = (
    ("2130305", "水利工程建设", "河堤加固工程", amount("380.00")),
    ("2130306", "水利工程运行与维护", "灌区渠系维护", amount("150.00")),
    ("2130314", "防汛", "防汛物资储备", amount("90.00")),
)
LIBRARY_PROJECTS = (
    ("2070104", "图书馆", "图书购置", amount("60.00")),
    ("2070104", "图书馆", "乡镇流动书车", amount("25.00")),
)


# --- the statutory tables -------------------------------------------------------------------------


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


# --- the four formats -----------------------------------------------------------------------------


def shown(value: Value) -> str:
    """A figure with thousands separators and two digits; text as it is."""
    return f"{value:,.2f}" if isinstance(value, Decimal) else value


def spans(header: Sequence[Sequence[str]]) -> list[tuple[int, int, int, int]]:
    """Merged header cells: first row, first column, last row, last column, from 0."""
    found = []
    for row, wordings in enumerate(header):
        for column, wording in enumerate(wordings):
            if not wording:
                continue
            right, below = column, row
            while (
                right + 1 < len(wordings) and not wordings[right + 1] and _is_headed(header, row, right + 1)
            ):
                right += 1
            while below + 1 < len(header) and right == column and not header[below + 1][column]:
                below += 1
            if (right, below) != (column, row):
                found.append((row, column, below, right))
    return found


def _is_headed(header: Sequence[Sequence[str]], row: int, column: int) -> bool:
    """True when a wording stands in `column` somewhere below `row`."""
    return any(header[lower][column] for lower in range(row + 1, len(header)))


def tabbed(budget: Budget, statements: Sequence[Statement]) -> str:
    """Text with tabs between the columns."""
    blocks = [f"{budget.bureau}\n\n{YEAR}年部门预算"]
    for statement in statements:
        grid = [*statement.header, *statement.rows]
        table = "\n".join("\t".join(shown(value) for value in row) for row in grid)
        blocks += [
            statement.title,
            f"单位名称：{budget.bureau}",
            f"单位：{statement.unit}",
            table,
        ]
    return "\n\n".join(blocks) + "\n"


def workbook(budget: Budget, statements: Sequence[Statement]) -> bytes:
    """A workbook with one sheet a table."""
    book = Workbook()
    book.remove(book.active)
    side = Side(style="thin")
    border = Border(left=side, right=side, top=side, bottom=side)
    for statement in statements:
        sheet = book.create_sheet(statement.title)
        columns = len(statement.header[0])
        sheet.append([f"{budget.bureau}{YEAR}年{statement.title}"])
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=columns)
        sheet["A1"].font = Font(size=14, bold=True)
        sheet.append([f"单位名称：{budget.bureau}", *[""] * (columns - 2), f"单位：{statement.unit}"])
        for wordings in statement.header:
            sheet.append(list(wordings))
        for row in statement.rows:
            sheet.append([float(value) if isinstance(value, Decimal) else value or None for value in row])
        for cells in sheet.iter_rows(min_row=3, max_col=columns):
            for cell in cells:
                cell.border = border
                if isinstance(cell.value, float):
                    cell.number_format = "#,##0.00"
        for top, left, bottom, right in spans(statement.header):
            sheet.merge_cells(
                start_row=top + 3, end_row=bottom + 3, start_column=left + 1, end_column=right + 1
            )
            sheet.cell(top + 3, left + 1).alignment = Alignment(horizontal="center", vertical="center")
        for column in range(1, columns + 1):
            sheet.column_dimensions[get_column_letter(column)].width = 24
    stream = io.BytesIO()
    book.save(stream)
    return _undated(stream.getvalue())


def _undated(data: bytes) -> bytes:
    """The workbook without the hour of its making, so that the same figures give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                stamp = WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]{8}Z", stamp, content)
            new.writestr(zipfile.ZipInfo(name, WRITTEN.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def pdf(budget: Budget, statements: Sequence[Statement]) -> bytes:
    """A PDF with ruled tables and an opening statement in running text."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    title = ParagraphStyle("title", fontName=FONT, fontSize=16, leading=24, alignment=1)
    text = ParagraphStyle("text", fontName=FONT, fontSize=11, leading=20, wordWrap="CJK")
    note = ParagraphStyle("note", parent=text, alignment=2)
    parts: list[Flowable] = [
        Paragraph(f"{budget.bureau}{YEAR}年单位预算", title),
        Spacer(1, 20),
        *(Paragraph(sentence, text) for sentence in culture_sentences(budget)),
    ]
    for statement in statements:
        grid: list[list[Any]] = [
            [shown(value) for value in row] for row in (*statement.header, *statement.rows)
        ]
        style = [
            ("FONT", (0, 0), (-1, -1), FONT, 10),
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]
        style += [
            ("SPAN", (left, top), (right, bottom)) for top, left, bottom, right in spans(statement.header)
        ]
        parts += [
            PageBreak(),
            Paragraph(f"{YEAR}年{statement.title}", title),
            Paragraph(f"编制单位：{budget.bureau}", text),
            Paragraph(f"单位：{statement.unit}", note),
            Table(grid, style=TableStyle(style), repeatRows=len(statement.header)),
        ]
    stream = io.BytesIO()
    document = SimpleDocTemplate(
        stream, pagesize=landscape(A4), title=f"{budget.bureau}{YEAR}年单位预算", invariant=1
    )
    document.build(parts)
    return stream.getvalue()


def culture_sentences(budget: Budget) -> list[str]:
    """The opening statement: amounts in 万元, as text usually has them."""
    ten_thousand = Decimal(10000)

    def said(value: Decimal) -> str:
        return f"{value / ten_thousand:.2f}万元"

    return [
        f"一、收入预算。{YEAR}年收入预算{said(budget.total)}，其中：一般公共预算拨款收入{said(budget.total)}。",
        f"二、支出预算。{YEAR}年支出预算{said(budget.total)}，其中：基本支出{said(budget.basic)}，"
        f"项目支出{said(budget.project)}。",
    ]


# --- performance targets, in Markdown -------------------------------------------------------------


@dataclass(frozen=True)
class Indicator:
    """One target: levels, name, sign, value, unit and weight as printed."""

    level1: str
    level2: str
    name: str
    sign: str
    value: str
    unit: str
    weight: str


UNIT_TARGETS = (
    Indicator("产出指标", "数量指标", "加固河堤长度", "≥", "12", "公里", "20"),
    Indicator("", "质量指标", "工程一次验收合格率", "≥", "98", "%", "15"),
    Indicator("", "时效指标", "汛前完工时间", "≤", "5", "月", "15"),
    Indicator("效益指标", "社会效益指标", "受益群众人数", "≥", "3.2", "万人", "20"),
    Indicator("", "生态效益指标", "河道水质", "定性", "良好", "", "20"),
    Indicator("满意度指标", "服务对象满意度指标", "沿河居民满意度", "≥", "92", "%", "10"),
)
PROJECT_TARGETS = {
    "河堤加固工程": (
        Indicator("产出指标", "数量指标", "加固堤段数量", "=", "6", "处", "20"),
        Indicator("", "质量指标", "混凝土强度达标率", "=", "100", "%", "20"),
        Indicator("", "成本指标", "每公里加固成本", "≤", "31.5", "万元", "20"),
        Indicator("效益指标", "社会效益指标", "受保护农田面积", "≥", "4500", "亩", "30"),
        Indicator("满意度指标", "服务对象满意度指标", "受益村民满意度", "≥", "95", "%", "10"),
    ),
    "防汛物资储备": (
        Indicator("产出指标", "数量指标", "储备编织袋数量", "≥", "20000", "条", "30"),
        Indicator("", "时效指标", "入库完成时限", "≤", "60", "天", "20"),
        Indicator("效益指标", "可持续影响指标", "物资可用年限", "≥", "3", "年", "30"),
        Indicator("满意度指标", "服务对象满意度指标", "乡镇防汛员满意度", "≥", "90", "%", "20"),
    ),
}
GOALS = {
    "河堤加固工程": "对六处险工堤段加固，汛期前完工并通过验收。",
    "防汛物资储备": "补足县级仓库的防汛物资，做到随调随用。",
}
INDICATOR_HEADER = ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重")


def targets() -> str:
    """Target forms of the unit and of two projects as Markdown tables."""
    budget = WATER
    blocks = [
        f"# {budget.bureau}{YEAR}年绩效目标",
        f"## {budget.bureau}{YEAR}年整体支出绩效目标表",
        _pipes(
            [
                ("部门（单位）名称", budget.bureau),
                ("年度总体目标", "完成河堤加固和防汛储备，保障城乡供水与行洪安全。"),
                INDICATOR_HEADER,
                *(_cells(indicator) for indicator in UNIT_TARGETS),
            ]
        ),
    ]
    funding = {name: value for _, _, name, value in WATER_PROJECTS}
    for name, indicators in PROJECT_TARGETS.items():
        value = shown(funding[name])
        blocks += [
            "## 项目支出绩效目标表",
            _pipes(
                [
                    ("项目名称", name, "预算单位", budget.bureau),
                    (f"年度资金总额：{value}万元", f"其中：财政拨款 {value}万元", "其他资金 0.00万元"),
                    ("年度目标", GOALS[name]),
                    INDICATOR_HEADER,
                    *(_cells(indicator) for indicator in indicators),
                ]
            ),
        ]
    return "\n\n".join(blocks) + "\n"


def _cells(indicator: Indicator) -> tuple[str, ...]:
    return (
        indicator.level1,
        indicator.level2,
        indicator.name,
        indicator.sign,
        indicator.value,
        indicator.unit,
        indicator.weight,
    )


def _pipes(rows: Sequence[Sequence[str]]) -> str:
    columns = max(len(row) for row in rows)
    lines = [f"| {' | '.join([*row, *[''] * (columns - len(row))])} |" for row in rows]
    return "\n".join([lines[0], f"|{'---|' * columns}", *lines[1:]])


def documents() -> dict[str, bytes]:
    """All samples: file name and content."""
    return {
        "qingchuan_water_2024_budget.xlsx": workbook(WATER, water_statements()),
        "qingchuan_water_2024_targets.md": targets().encode(),
        "pingli_library_2024_budget.txt": tabbed(LIBRARY, library_statements()).encode(),
        "ziyuan_culture_2024_budget.pdf": pdf(CULTURE, culture_statements()),
    }


def main() -> None:
    """Write all samples into the folder given, or beside this file."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in documents().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
