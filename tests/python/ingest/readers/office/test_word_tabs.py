"""Tables that Word documents set with tabs are tables, or are told; lists with tabs are lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.model import Grid, Placement, Reading
from tests.python.ingest.readers.office.test_word import p, r, read, tbl, tr

HEADER = "科目编码", "科目名称", "合计", "基本支出"
ROWS = ("208", "社会保障", "36.40", "30.00"), ("", "合计", "36.40", "30.00")
STOPS = (1500, 5500, 7000)


def line(cells: Sequence[str], stops: Sequence[int] = STOPS) -> str:
    """A paragraph whose cells a tab parts."""
    tabs = "".join(f'<w:tab w:val="right" w:pos="{stop}"/>' for stop in stops)
    inner = "<w:r><w:tab/></w:r>".join(r(cell) if cell else "" for cell in cells)
    return f"<w:p><w:pPr><w:tabs>{tabs}</w:tabs></w:pPr>{inner}</w:p>"


def lines(*rows: Sequence[str], stops: Sequence[int] = STOPS) -> str:
    return "".join(line(row, stops) for row in rows)


def told(reading: Reading) -> list[str]:
    return [doubt.reason for doubt in reading.doubts]


def test_rows_with_tabs_are_a_table() -> None:
    """They were running text, so the whole table was lost and the document passed as wholly read."""
    reading = read(
        p("一般公共预算支出表")
        + lines(HEADER, *ROWS)
        + p("二、说明")
        + tbl(tr("项目", "金额"), tr("甲", "1.00"))
    )
    first, second = reading.tables
    assert (first.grid, second.grid) == (Grid.TABS, Grid.DOCX)
    assert [row.cells for row in first.rows] == [HEADER, *ROWS]
    assert (first.first_line, first.last_line) == (2, 4)
    assert [(entry.text, entry.table_no) for entry in reading.lines] == [
        ("一般公共预算支出表", None),
        ("科目编码 科目名称 合计 基本支出", 1),
        ("208 社会保障 36.40 30.00", 1),
        ("合计 36.40 30.00", 1),
        ("二、说明", None),
        ("项目 金额", 2),
        ("甲 1.00", 2),
    ]
    assert reading.doubts == ()


def test_captions_with_tabs_belong_to_it_and_indented_text_does_not() -> None:
    caption = line(("编制单位：某局", "", "", "单位：万元"))
    reading = read(
        line(("", "第二部分 报表")) + caption + lines(HEADER, *ROWS) + line(("", "以上各表均已公开。"))
    )
    assert [len(table.rows) for table in reading.tables] == [4]
    assert [entry.text for entry in reading.lines if entry.table_no is None] == [
        "第二部分 报表",
        "以上各表均已公开。",
    ]


def test_blank_paragraphs_do_not_part_it() -> None:
    assert [len(table.rows) for table in read(line(HEADER) + p() + lines(*ROWS)).tables] == [3]


def test_a_row_that_lost_a_tab_has_no_columns_and_is_told() -> None:
    reading = read(lines(HEADER, *ROWS, ("合计", "36.40", "30.00")))
    assert [row.placements for row in reading.tables[0].rows[:-1]] == [(), (), ()]
    assert reading.tables[0].rows[-1].placements == (
        Placement.EXPLICIT, Placement.UNPLACED, Placement.UNPLACED,
    )  # fmt: skip
    assert told(reading) == ["a row with other columns than its table has: its amounts are not placed"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(lines(HEADER, *ROWS, stops=()), id="no stops of its own"),
        pytest.param(lines(HEADER, *ROWS, stops=(1500, 5500)), id="fewer stops than tabs"),
        pytest.param(
            lines(HEADER, ROWS[0]) + line(ROWS[1], (900, 1500, 5500, 7000)), id="rows with other stops"
        ),
        pytest.param(lines(*ROWS), id="no header"),
        pytest.param(lines(("甲", "1.00"), ("乙", "2.50")), id="two columns without a header"),
    ],
)
def test_where_tabs_leave_the_columns_open_it_is_told(body: str) -> None:
    reading = read(p("支出表") + body + p("后"))
    assert reading.tables == ()
    assert told(reading) == ["amounts set with tabs, not read as a table"]
    assert next(doubt.place for doubt in reading.doubts).startswith("line ")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(lines(("目录", ""), ("一、概况", "1"), ("二、报表", "12")), id="contents"),
        pytest.param(lines(("", "一、部门职责"), ("", "二、2024年预算 1,234.50 万元")), id="indented text"),
        pytest.param(lines(("编制单位：某局", "单位：万元"), ("日期：", "2024年1月")), id="captions"),
        pytest.param(lines(("单位负责人：", "财务负责人：", "制表人：")), id="signatures"),
        pytest.param(lines(("联系电话", "0791", "8123456")), id="one line alone"),
    ],
)  # fmt: skip
def test_lines_with_tabs_that_are_no_table_stay_lines(body: str) -> None:
    reading = read(body + p("后"))
    assert (reading.tables, reading.doubts) == ((), ())
    assert all(entry.table_no is None for entry in reading.lines)
    assert not any("\t" in entry.text for entry in reading.lines)


def test_a_tab_in_a_cell_is_a_blank() -> None:
    reading = read(
        tbl(tr("科目", "合计"), f"<w:tr><w:tc>{line(('甲', '乙'))}</w:tc><w:tc>{p('1')}</w:tc></w:tr>")
    )
    assert reading.tables[0].rows[1].cells == ("甲 乙", "1")
