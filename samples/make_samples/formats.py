"""Statements as tabbed text, as a workbook and as a PDF."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
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

from samples.make_samples.budget import YEAR, Budget, Statement, Value

WRITTEN = datetime(2024, 2, 1)
FONT = "STSong-Light"


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
