"""Invented budget documents as PDFs, with the cells that stand on each page beside them.

A statement is laid out once, so that its pages are known before anything prints them: each page is the
header (a print title) and the rows that fit below it. LibreOffice Calc, Writer and reportlab then print it.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from io import BytesIO
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SIZE, PAD, FONT = 9, 3, "STSong-Light"
ROOM = {False: 680.0, True: 440.0}  # points for a table, header included: portrait, landscape
PART = 50  # pages printed at once: Calc takes the longer for a page the more there are
STYLES = ("lines", "bars", "dashes", "boxes")
_AMOUNT = re.compile(r"^[\d,]+\.\d\d$")


class Cell(NamedTuple):
    """One cell: its first row and column from 0, how many of both it covers, its text or ""."""

    row: int
    col: int
    rows: int
    cols: int
    text: str


Cells = tuple[Cell, ...]
Truth = list[list[Cells]]
"""For each page, for each of its tables from top to bottom: all cells, blank ones included."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One table: header and blocks of rows that stay on one page, widths of columns in points."""

    title: str
    widths: tuple[float, ...]
    header: Cells
    blocks: tuple[Cells, ...]
    is_landscape: bool

    @property
    def cells(self) -> Cells:
        """Header and blocks as one table."""
        return stack((self.header, *self.blocks))

    def pages(self) -> list[Statement]:
        """What stands on each page, the header on all of them."""
        found: list[list[Cells]] = []
        full = ROOM[self.is_landscape] - sum(heights(self.header, self.widths))
        left = 0.0
        for block in self.blocks:
            height = sum(heights(block, self.widths))
            if height > left:
                found.append([])
                left = full
            found[-1].append(block)
            left -= height
        return [replace(self, blocks=tuple(blocks)) for blocks in found]


@dataclass(frozen=True, slots=True)
class Book:
    """A PDF and its truth."""

    name: str
    path: Path
    truth: Truth


def merged(rows: Iterable[Sequence[str]]) -> Cells:
    """Cells of a grid in which "<" continues the cell to the left and "^" the cell above."""
    grid, cells = [list(row) for row in rows], []
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            cols = next((i for i in range(1, len(row) - c) if row[c + i] != "<"), len(row) - c)
            down = next((i for i in range(1, len(grid) - r) if grid[r + i][c] != "^"), len(grid) - r)
            cells.append(Cell(r, c, down, cols, text))
    return tuple(cells)


def depth(cells: Cells) -> int:
    """Number of rows."""
    return max((cell.row + cell.rows for cell in cells), default=0)


def stack(parts: Iterable[Cells]) -> Cells:
    """The parts below each other as one table."""
    cells, top = [], 0
    for part in parts:
        cells += [cell._replace(row=cell.row + top) for cell in part]
        top += depth(part)
    return tuple(cells)


def heights(cells: Cells, widths: Sequence[float]) -> list[float]:
    """Heights of the rows in points, with some room to spare for printers that wrap earlier."""
    found = [18.0] * depth(cells)
    for cell in sorted(cells, key=lambda cell: cell.rows):
        ems = sum(0.6 if letter.isascii() else 1 for letter in cell.text)
        room = 0.9 * (sum(widths[cell.col : cell.col + cell.cols]) - 2 * PAD)
        missing = math.ceil(ems * SIZE / room) * SIZE * 1.45 + 4 - sum(found[cell.row : cell.row + cell.rows])
        found[cell.row + cell.rows - 1] += max(0.0, missing)
    return found


# --- statements -----------------------------------------------------------------------------------

NAMES = (
    *("行政运行", "一般行政管理事务", "机关服务", "事业运行", "信息化建设", "住房公积金", "行政单位医疗"),
    *("机关事业单位基本养老保险缴费支出", "机关事业单位职业年金缴费支出", "其他社会保障和就业支出"),
    *("农村饮水安全工程维修养护及水质检测能力建设补助支出", "公共场所无障碍设施改造和适老化更新支出"),
)
UNITS = ("示例水务局", "示例图书馆", "示例文化站", "示例林场", "示例县公共就业与人才服务中心")
TASKS = ("设备更新", "岗位培训", "河道巡查", "馆藏数字化", "低收入家庭冬季取暖补贴发放", "老旧管网及路面恢复")
PARTS = ("今年", "本单位", "按照年初安排", "逐项核对", "各站点的台账", "收支口径", "与上年相比", "略有增加")
FILLED: dict[str, Callable[[random.Random], str]] = {
    "a": lambda rng: "" if rng.random() < 0.35 else f"{rng.lognormvariate(4, 1.6):,.2f}",
    "n": lambda rng: rng.choice(NAMES),
    "u": lambda rng: rng.choice(UNITS),
    "m": lambda rng: rng.choice((*UNITS, *"^^^^^")),
    "t": lambda rng: f"{rng.choice(UNITS)}{rng.choice(TASKS)}（{rng.choice(TASKS)}）{rng.randint(1, 60)}期",
    "p": lambda rng: prose(rng, 40),
    "c": lambda rng: str(rng.randint(201, 229)),
    "d": lambda rng: f"{rng.randint(1, 99):02}",
    "i": lambda rng: str(rng.randint(30101, 31099)),
}
RECEPTIONS = "三公经费支出表"
# Title: is landscape, fewest and most rows, what fills the columns, their widths, header.
GRIDS: dict[str, tuple[bool, int, int, str, tuple[float, ...], str]] = {
    "部门收支总体情况表": (
        *(False, 26, 26, "nana", (165, 90, 165, 90)),
        "收入 < 支出 <|项目 预算数 项目（按功能分类） 预算数",
    ),
    "部门收入总体情况表": (
        *(True, 40, 90, "cddnaaaaaaa", (32, 28, 28, 150, *[74] * 7)),
        "科目编码 < < 科目名称 合计 财政拨款收入 < < < 事业收入 其他收入|^ < < ^ ^ 小计 本年 < 上年结转 ^ ^|"
        "类 款 项 ^ ^ ^ 一般公共预算 政府性基金 ^ ^ ^",
    ),
    "一般公共预算基本支出情况表": (
        *(False, 40, 100, "inaaa", (70, 190, 85, 85, 85)),
        "科目编码 科目名称 本年基本支出 < <|^ ^ 合计 人员经费 公用经费",
    ),
    "项目支出表": (
        *(True, 15, 60, "mtnaaap", (85, 165, 80, 70, 70, 70, 215)),
        "单位名称 项目名称 支出科目 合计 本年拨款 < 绩效说明|^ ^ ^ ^ 一般公共预算 政府性基金 ^",
    ),
    RECEPTIONS: (
        *(False, 3, 8, "uaaaaaa", (100, *[68] * 6)),
        "单位名称 三公经费预算数 < < < < <|^ 合计 因公出国（境）费 公务用车购置及运行费 < < 公务接待费|"
        "^ ^ ^ 小计 购置费 运行费 ^",
    ),
}


def prose(rng: random.Random, letters: int) -> str:
    """Invented sentences of about so many letters."""
    text = ""
    while len(text) < letters:
        text += "，".join(rng.sample(PARTS, 3)) + f"{rng.randint(2, 98)}项。"
    return text


def grid(rng: random.Random, title: str) -> Statement:
    """One of `GRIDS`: amounts below two or three header rows, one page or more."""
    is_landscape, fewest, most, kinds, widths, header = GRIDS[title]
    blocks: list[list[list[str]]] = []
    for _ in range(rng.randint(fewest, most)):
        row = [FILLED[kind](rng) for kind in kinds]
        if row[0] == "^" and blocks and len(blocks[-1]) < 4:
            blocks[-1].append(row)
        else:
            blocks.append([[row[0].replace("^", UNITS[0]), *row[1:]]])
    head = merged(row.split() for row in header.split("|"))
    return Statement(title, widths, head, tuple(map(merged, blocks)), is_landscape)


def indicators(rng: random.Random) -> Statement:
    """A performance form: labels beside values, levels merged downwards, one page."""
    rows: list[Sequence[str]] = [
        ("项目名称", f"{rng.choice(TASKS)}项目", "<", "<", "<", "<"),
        ("主管部门", rng.choice(UNITS), "<", "实施单位", rng.choice(UNITS), "<"),
        ("项目资金", "年度资金总额", f"{rng.randint(1, 999)}.00", "其中：财政拨款", FILLED["a"](rng), "<"),
        ("年度目标", prose(rng, 120), "<", "<", "<", "<"),
        ("一级指标", "二级指标", "三级指标", "指标值", "度量单位", "权重"),
    ]
    levels = (("产出指标", "数量指标"), ("^", "质量指标"), ("^", "时效指标"), ("效益指标", "社会效益指标"))
    for first, second in levels:
        for number in range(rng.randint(1, 3)):
            above = ("^", "^") if number else (first, second)
            name = f"{rng.choice(TASKS)}完成{rng.choice(('率', '数量', '及时程度'))}"
            value = f"{rng.choice('≥≤')}{rng.randint(1, 100)}"
            rows.append((*above, name, value, rng.choice("%个次"), str(rng.randint(5, 20))))
    return Statement("项目绩效目标表", (65, 80, 160, 85, 65, 55), (), (merged(rows),), False)


def statements(rng: random.Random, pages: int) -> list[Statement]:
    """Statements of all kinds in turn until they fill so many pages."""
    kinds = (indicators, *(partial(grid, title=title) for title in GRIDS))
    found: list[Statement] = []
    while pages > 0:
        made = kinds[len(found) % len(kinds)](rng)
        found.append(made if len(made.pages()) <= pages else indicators(rng))
        pages -= len(found[-1].pages())
    return found


# --- printers -------------------------------------------------------------------------------------


def by_calc(rng: random.Random, pages: int, folder: Path) -> tuple[bytes, Truth]:
    """Statements as sheets of one workbook, printed by LibreOffice Calc."""
    workbook, made = Workbook(), statements(rng, pages)
    workbook.remove(workbook.worksheets[0])
    for number, one in enumerate(made):
        side = Side("dashed" if number % 4 == 1 else "thin")
        _fill_sheet(workbook.create_sheet(), one, Border(side, side, side, side), has_shade=number % 3 == 0)
    workbook.save(folder / "calc.xlsx")
    return _print(folder / "calc.xlsx"), [[page.cells] for one in made for page in one.pages()]


def _fill_sheet(sheet: Worksheet, one: Statement, border: Border, has_shade: bool) -> None:
    top, head = 3, depth(one.header)
    sheet["A1"], sheet["A2"] = one.title, "单位：万元"
    sheet["A1"].alignment, sheet["A1"].font = Alignment(horizontal="centerContinuous"), Font("宋体", 14)
    for index, width in enumerate(one.widths):
        sheet.cell(1, index + 1).alignment = Alignment(horizontal="centerContinuous")
        sheet.column_dimensions[get_column_letter(index + 1)].width = width / 5.25
    for index, height in enumerate(heights(one.cells, one.widths)):
        sheet.row_dimensions[top + index].height = height
    last = top + head - 1
    for page in one.pages()[:-1]:
        last += depth(page.cells) - head
        sheet.row_breaks.append(Break(last))
    for cell in one.cells:
        first, is_amount = sheet.cell(top + cell.row, 1 + cell.col), _AMOUNT.match(cell.text)
        last_place = sheet.cell(first.row + cell.rows - 1, first.column + cell.cols - 1)
        box = f"{first.coordinate}:{last_place.coordinate}"
        for place in chain(*sheet[box]):
            place.border = border
        first.value = float(cell.text.replace(",", "")) if is_amount else cell.text
        first.number_format = "#,##0.00" if is_amount else "@"
        align = "center" if cell.row < head else "right" if is_amount else "left"
        first.alignment = Alignment(horizontal=align, vertical="center", wrap_text=not is_amount)
        first.font = Font("宋体", SIZE)
        if has_shade and cell.row < head:
            first.fill = PatternFill("solid", "FFD9E2EC")
        if first is not last_place:
            sheet.merge_cells(box)
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if one.is_landscape else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(0.4, 0.4, 0.5, 0.5)
    if head:
        sheet.print_title_rows = f"1:{top + head - 1}"


def by_writer(rng: random.Random, pages: int, folder: Path) -> tuple[bytes, Truth]:
    """Pages of running text, every third with two tables instead, printed by LibreOffice Writer."""
    body, truth = [], []
    for page in range(pages):
        pair = (grid(rng, RECEPTIONS), indicators(rng)) if page % 3 == 2 else ()
        truth.append([one.cells for one in pair])
        body.append(f'<p style="page-break-before: always">第{page + 1}部分　情况说明</p>')
        body += [f"<p>{prose(rng, rng.randint(60, 160))}</p>" for _ in range(1 if pair else 9)]
        body += [f"<p>{one.title}</p>{_html(one)}<p>以上为示例。</p>" for one in pair]
    style = "<style>* {font-size: 9pt}</style>"
    text = f'<html><head><meta charset="utf-8">{style}</head><body>{"".join(body)}</body></html>'
    (folder / "writer.html").write_text(text, "utf-8")
    return _print(folder / "writer.html", "--infilter=HTML (StarWriter)"), truth


def _html(one: Statement) -> str:
    rows, border = [""] * depth(one.cells), 'style="border: 0.5pt solid black; font-size: 9pt"'
    for cell in one.cells:
        rows[cell.row] += f"<td {border} rowspan={cell.rows} colspan={cell.cols}>{escape(cell.text)}</td>"
    columns = "".join(f'<col width="{width * 4 / 3:.0f}">' for width in one.widths)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<table width="640" style="border-collapse: collapse">{columns}{body}</table>'


def _print(path: Path, *options: str) -> bytes:
    profile = f"-env:UserInstallation={(path.parent / 'profile').resolve().as_uri()}"
    command = ["soffice", profile, "--headless", *options, "--convert-to", "pdf", path.name]
    subprocess.run(command, cwd=path.parent, check=True, capture_output=True, timeout=900)
    return path.with_suffix(".pdf").read_bytes()


def by_reportlab(rng: random.Random, pages: int, _folder: Path) -> tuple[bytes, Truth]:
    """Statements with rules of all styles; a page in five is turned by /Rotate, some hold two tables."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    target, truth = BytesIO(), []
    canvas = Canvas(target, invariant=True)
    for number, one in enumerate(page for whole in statements(rng, pages) for page in whole.pages()):
        pair = (one, grid(rng, RECEPTIONS)) if one.title == RECEPTIONS else (one,)
        across, up = A4[::-1] if one.is_landscape else A4
        canvas.setPageSize((across, up))
        canvas.setPageRotation(90 if number % 5 == 4 else 0)
        if number % 5 == 4:
            canvas.transform(0, 1, -1, 0, up, 0)
        top = up - 50
        for table in pair:
            canvas.setFont(FONT, 14)
            canvas.drawCentredString(across / 2, top, table.title)
            top = _draw(canvas, table, top - 20, STYLES[number % len(STYLES)]) - 50
        canvas.showPage()
        truth.append([table.cells for table in pair])
    canvas.save()
    return target.getvalue(), truth


def _draw(canvas: Canvas, one: Statement, top: float, style: str) -> float:
    """Draws one table from `top` down; returns where it ends."""
    xs = list(accumulate(one.widths, initial=40.0))
    ys = list(accumulate((-height for height in heights(one.cells, one.widths)), initial=top))
    canvas.setLineWidth(0.5)
    canvas.setDash(*((3, 2) if style == "dashes" else ()))
    for cell in one.cells:
        x0, x1 = xs[cell.col], xs[cell.col + cell.cols]
        y0, y1 = ys[cell.row + cell.rows], ys[cell.row]
        edges = ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))
        if style == "boxes":
            canvas.rect(x0, y0, x1 - x0, y1 - y0)
        elif style != "bars":
            canvas.lines(edges)
        for left, low, right, high in edges if style == "bars" else ():
            canvas.rect(left - 0.25, low - 0.25, right - left + 0.5, high - low + 0.5, stroke=0, fill=1)
        canvas.setFont(FONT, SIZE)
        lines = _wrap(cell.text, x1 - x0 - 2 * PAD)
        for number, line in enumerate(lines):
            y = (y0 + y1) / 2 + (len(lines) * 0.6 - 1 - number * 1.2) * SIZE
            draw, x = (
                (canvas.drawRightString, x1)
                if _AMOUNT.match(cell.text)
                else (canvas.drawString, x0 + 2 * PAD)
            )
            draw(x - PAD, y, line)
    return ys[-1]


def _wrap(text: str, room: float) -> list[str]:
    lines = [""]
    for letter in text:
        if pdfmetrics.stringWidth(lines[-1] + letter, FONT, SIZE) > room:
            lines.append("")
        lines[-1] += letter
    return lines


# --- books ----------------------------------------------------------------------------------------


# Calc and Writer, which may be installed one without the other.
_PARTS = ("libsclo.so", "libswlo.so")


def has_office() -> bool:
    """True where LibreOffice can print."""
    program = shutil.which("soffice")
    return program is not None and all((Path(program).resolve().parent / part).exists() for part in _PARTS)


def book(name: str, shares: dict[str, float], pages: int, folder: Path) -> Book:
    """A PDF of `pages` pages: `shares` of them by calc, writer and reportlab.

    Kept in `folder` until this module changes. Without LibreOffice all is printed by reportlab.
    Raises `RuntimeError` when a printer breaks pages elsewhere than they were laid out.
    """
    shares = shares if has_office() else {"reportlab": 1.0}
    key = json.dumps([name, shares, pages]).encode() + Path(__file__).read_bytes()
    path = folder / f"{name}-{pages}-{hashlib.sha256(key).hexdigest()[:12]}.pdf"
    if path.exists():
        kept = json.loads(path.with_suffix(".json").read_text("utf-8"))
        return Book(name, path, [[tuple(Cell(*c) for c in table) for table in page] for page in kept])
    rng, truth, whole = random.Random(name), [], pypdfium2.PdfDocument.new()
    jobs: list[tuple[str, int]] = []
    for printer, share in shares.items():
        ends = [*range(0, round(pages * share), PART), round(pages * share)]
        jobs += [(printer, stop - first) for first, stop in pairwise(ends)]
    for printer, count in jobs:
        started = time.perf_counter()
        print_pages = {"calc": by_calc, "writer": by_writer, "reportlab": by_reportlab}[printer]
        data, its_truth = print_pages(rng, count, folder)
        part = pypdfium2.PdfDocument(data)
        if len(part) != len(its_truth):
            raise RuntimeError(f"{printer} printed {len(part)} pages, {len(its_truth)} were laid out")
        whole.import_pages(part)
        truth += its_truth
        print(f"{time.perf_counter() - started:8.1f} s  {name}: {len(part)} pages by {printer}", flush=True)
    path.with_suffix(".json").write_text(json.dumps(truth, ensure_ascii=False), "utf-8")
    whole.save(path)
    return Book(name, path, truth)
