"""Rows cut by the end of a page are one row; rows that may stand for themselves stay apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Reading
from tests.python.ingest.readers.pdf import drawn

HEAD = ["科目编码", "科目名称", "合计", "项目支出"]
FIRST = [
    ["2080505", "养老保险", "36.40", ""],
    ["2101101", "行政单位医疗", "18.20", ""],
    ["2130201", "行政运行", "312.50", ""],
]
LAST = [["2210201", "住房公积金", "27.30", ""], ["2210202", "提租补贴", "1.30", "1.30"]]
Rows = Sequence[Sequence[str]]


def _read(first: Rows, second: Rows, *, title: str = "") -> Reading:
    def page(rows: Rows, top: float, line: str = "") -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            drawn.ruled(canvas, rows, top)
            canvas.drawString(60, top + 12, line)

        return draw

    return drawn.read(page(first, drawn.TOP), page(second, 800, title))


def _rows(reading: Reading) -> list[tuple[str, ...]]:
    return [row.cells for table in reading.tables for row in table.rows]


@pytest.mark.parametrize("head", [[], [HEAD]])
@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["2130205", "森林资源", "128.00", "128.00"], ["", "培育", "", ""]),
        (["2130205", "森林资源", "", ""], ["", "培育", "128.00", "128.00"]),
    ],
)
def test_a_row_cut_by_the_end_of_its_page_is_one(above: list[str], below: list[str], head: Rows) -> None:
    """The rest of its name on the next page, with or without its amounts, below a header or not."""
    reading = _read([HEAD, *FIRST, above], [*head, below, *LAST])
    whole = ("2130205", "森林资源培育", "128.00", "128.00")
    assert _rows(reading) == [tuple(r) for r in (HEAD, *FIRST, whole, *head, *LAST)]
    row = reading.tables[0].rows[4]
    assert row.page_no == 1
    line = next(line for line in reading.lines if line.line_no == row.line_no)
    assert line.text == " ".join(whole)
    # what stands on the other page has no box on this one
    assert [box is None for box in row.boxes] == [False, False, not above[2], not above[3]]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["2130205", "森林资源培育", "128.00", "128.00"], ["", "合计", "523.70", "128.00"]),
        (["2130205", "森林资源培育", "128.00", "128.00"], ["213", "农林水支出", "", ""]),
        (["2130205", "森林资源培育", "", ""], ["2130206", "森林", "128.00", ""]),
        (["", "小计", "128.00", ""], ["", "其中", "", ""]),
    ],
)
def test_rows_that_stand_for_themselves_stay(above: list[str], below: list[str]) -> None:
    """Figures in both, a number of its own, nothing that says a row is missing."""
    reading = _read([HEAD, *FIRST, above], [below, *LAST])
    assert _rows(reading) == [tuple(r) for r in (HEAD, *FIRST, above, below, *LAST)]


def test_the_total_at_the_end_of_a_table_is_no_rest() -> None:
    above, total = ["2130205", "森林资源培育", "", ""], ["", "合计", "367.10", ""]
    assert _rows(_read([HEAD, *FIRST, above], [total])) == [tuple(r) for r in (HEAD, *FIRST, above, total)]


def test_without_numbers_a_name_alone_is_a_row() -> None:
    """Income by source: an item without an amount is printed like the rest of a name."""
    head, first = (
        ["项目", "预算数"],
        [["一般公共预算", "128.00"], ["政府性基金", "36.40"], ["国有资本", "1.00"]],
    )
    second = [["财政专户", ""], ["其他收入", "2.00"]]
    assert _rows(_read([head, *first], second)) == [tuple(r) for r in (head, *first, *second)]


def test_another_table_is_not_the_rest_of_this_one() -> None:
    above, below = ["2130205", "森林资源", "128.00", "128.00"], ["", "培育", "", ""]
    reading = _read([HEAD, *FIRST, above], [below, *LAST], title="另一张表")
    assert len(reading.tables) == 2


def test_an_amount_merged_over_two_rows_says_so() -> None:
    """It belongs to both: its span tells, and the second row has none of its own."""

    def draw(canvas: Canvas) -> None:
        rows = [["科目", "合计"], ["办公费", ""], ["差旅费", ""], ["印刷费", "3.00"]]
        for r, (name, amount) in enumerate(rows):
            canvas.rect(60, 700 - 24 * r, 120, 24)
            canvas.drawString(66, 708 - 24 * r, name)
            if amount:
                canvas.rect(180, 700 - 24 * r, 120, 24)
                canvas.drawString(186, 708 - 24 * r, amount)
        canvas.rect(180, 652, 120, 48)
        canvas.drawString(186, 674, "53.40")

    (table,) = drawn.read(draw).tables
    assert [(row.cells, row.spans[1]) for row in table.rows] == [
        (("科目", "合计"), (1, 1)), (("办公费", "53.40"), (2, 1)), (("差旅费", ""), (1, 1)),
        (("印刷费", "3.00"), (1, 1)),
    ]  # fmt: skip
