"""Columns made by blanks: words stand in the column that their place proves, or are left alone."""

from __future__ import annotations

import time

import pytest

from ingest.model import Grid, Placement, Reading, Table
from ingest.read import known_wordings
from ingest.readers import plain
from tests.python.ingest.readers.spaced.laid import Head, Measure, laid, shown, shown_wide

KNOWN = known_wordings()

BY_FUNCTION: list[list[Head]] = [
    [("功能分类科目", 0, 1), ("本年预算", 2, 6)],
    [("科目编码", 0, 0), ("科目名称", 1, 1), ("合计", 2, 2), ("基本支出", 3, 5), ("项目支出", 6, 6)],
    [("小计", 3, 3), ("人员经费", 4, 4), ("公用经费", 5, 5)],
]
FUNCTIONS = [
    ["合计", "", "1,957.22", "711.53", "583.35", "128.18", "1,245.69"],
    ["204", "公共安全支出", "1,808.76", "563.07", "434.89", "128.18", "1,245.69"],
    ["2040604", "基层司法业务", "1,245.69", "", "", "", "1,245.69"],
    ["208", "社会保障和就业支出“含补助”", "148.46", "148.46", "148.46", "", ""],
]
FLAT: list[list[Head]] = [
    [("科目编码", 0, 0), ("科目名称", 1, 1), ("合计", 2, 2), ("基本支出", 3, 3), ("项目支出", 4, 4)]
]
ROWS = [
    ["208", "社会保障和就业支出", "98.47", "78.47", "20.00"],
    ["2080501", "行政单位离退休", "12.09", "12.09", ""],
    ["2080599", "其他支出", "7.00", "", "7.00"],
]


def _read(text: str) -> Reading:
    return plain.read(text, KNOWN)


def _aligned(text: str) -> list[Table]:
    return [table for table in _read(text).tables if table.grid is Grid.ALIGNED]


def _cells(table: Table) -> list[list[str]]:
    return [list(row.cells) for row in table.rows]


def _spans(table: Table, row: int) -> list[tuple[str, int]]:
    cells = zip(table.rows[row].cells, table.rows[row].spans, strict=True)
    return [(text, span[1]) for text, span in cells if text]


@pytest.mark.parametrize("measure", [shown, shown_wide, len], ids=["terminal", "east_asian", "counted"])
@pytest.mark.parametrize("sides", ["<<>>>>>", "<<<<<<<"], ids=["right", "left"])
def test_amounts_stand_in_the_column_that_their_place_proves(measure: Measure, sides: str) -> None:
    """A blank cell moves nothing: 基层司法业务 has project expenditure only, whatever else would add up."""
    (table,) = _aligned("支出表\n" + laid(BY_FUNCTION, FUNCTIONS, sides, measure=measure))
    assert _cells(table)[3:] == FUNCTIONS
    assert {row.placement_of(n) for row in table.rows for n in range(7)} == {Placement.EXPLICIT}
    assert (table.first_line, table.last_line) == (2, 8)


@pytest.mark.parametrize("head_side", ["^", "<", ">"], ids=["centred", "left", "right"])
def test_a_group_spans_the_columns_below_it(head_side: str) -> None:
    (table,) = _aligned(laid(BY_FUNCTION, FUNCTIONS, "<<>>>>>", head_side=head_side))
    assert _spans(table, 0) == [("功能分类科目", 2), ("本年预算", 5)]
    assert _spans(table, 1) == [
        ("科目编码", 1), ("科目名称", 1), ("合计", 1), ("基本支出", 3), ("项目支出", 1),
    ]  # fmt: skip
    assert table.rows[2].cells == ("", "", "", "小计", "人员经费", "公用经费", "")


def test_two_years_side_by_side_in_a_table_of_one_row() -> None:
    items = ["合计", "因公出国(境)费", "小计", "公务用车购置费", "公务用车运行费", "公务接待费"]
    heads: list[list[Head]] = [[("上年预算数", 0, 5), ("本年预算数", 6, 11)], [], []]
    for first in (0, 6):
        heads[1] += [(items[0], first, first), (items[1], first + 1, first + 1)]
        heads[1] += [("公务用车购置及运行费", first + 2, first + 4), (items[5], first + 5, first + 5)]
        heads[2] += [(items[n], first + n, first + n) for n in (2, 3, 4)]
    row = ["15.74", "", "9.33", "", "9.33", "6.41", "14.76", "", "9.93", "", "9.93", "4.83"]
    other = laid(BY_FUNCTION, FUNCTIONS, "<<>>>>>")
    table = _aligned("甲表\n" + other + "\n乙表\n" + laid(heads, [row], ">" * 12))[-1]
    assert _cells(table)[-1] == row
    assert _spans(table, 0) == [("上年预算数", 6), ("本年预算数", 6)]
    assert _spans(table, 1)[2] == ("公务用车购置及运行费", 3)
    assert _spans(table, 1)[6] == ("公务用车购置及运行费", 3)


def test_repeated_wordings_below_two_groups_whose_columns_are_blank() -> None:
    heads: list[list[Head]] = [
        [
            ("项目名称", 0, 0),
            ("合计", 1, 1),
            ("本年拨款", 2, 4),
            ("财政拨款结转结余", 5, 7),
            ("单位资金", 8, 8),
        ],
        [
            (text, first + n, first + n)
            for first in (2, 5)
            for n, text in enumerate(["一般公共预算", "政府性基金预算", "国有资本经营预算"])
        ],
    ]
    body = [
        ["合计", "27.48", "20.00", "", "", "7.48", "", "", ""],
        ["甲项目", "27.48", "20.00", "", "", "7.48", "", "", ""],
    ]
    (table,) = _aligned(laid(heads, body, "<>>>>>>>>"))
    assert _spans(table, 0)[2:4] == [("本年拨款", 3), ("财政拨款结转结余", 3)]
    assert _cells(table)[2:] == body


def test_labels_that_stand_in_the_last_header_line() -> None:
    heads: list[list[Head]] = [
        [("基本支出", 3, 5)],
        [
            ("科目编码", 0, 0), ("科目名称", 1, 1), ("合计", 2, 2), ("小计", 3, 3), ("人员经费", 4, 4),
            ("公用经费", 5, 5), ("项目支出", 6, 6),
        ],
    ]  # fmt: skip
    (table,) = _aligned(laid(heads, FUNCTIONS, "<<>>>>>"))
    assert _spans(table, 0) == [("基本支出", 3)]
    assert _cells(table)[2:] == FUNCTIONS


def test_a_group_that_may_span_three_columns_or_five_says_nothing() -> None:
    """甲乙 stands in the middle of both: nothing tells how far it reaches, so the table is not placed so."""
    heads: list[list[Head]] = [
        [("甲乙", 3, 5)],
        [
            ("科目编码", 0, 0), ("科目名称", 1, 1), ("合计", 2, 2), ("基本支出", 3, 3), ("项目支出", 4, 4),
            ("人员经费", 5, 5), ("公用经费", 6, 6),
        ],
    ]  # fmt: skip
    body = [["208", "社会保障", *["1111.00"] * 5], ["209", "卫生健康", *["1111.00"] * 5]]
    assert _aligned(laid(heads, body, "<<>>>>>")) == []


def test_a_wording_that_was_wrapped_over_header_lines() -> None:
    heads: list[list[Head]] = [
        [("科目", 0, 0), ("科目", 1, 1), ("合计", 2, 2), ("一般公共预算", 3, 3), ("政府性基金预算", 4, 4)],
        [("编码", 0, 0), ("名称", 1, 1), ("财政拨款", 3, 3), ("财政拨款", 4, 4)],
    ]
    (table,) = _aligned(laid(heads, ROWS, "<<>>>"))
    assert _cells(table)[0] == [
        "科目编码", "科目名称", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款",
    ]  # fmt: skip
    assert _cells(table)[1:] == ROWS


def test_a_name_that_was_wrapped_goes_on_with_its_row() -> None:
    body = [
        ["2080505", "机关事业单位基本养老", "40.86", "40.86", ""],
        ["", "保险缴费支出", "", "", ""],
        ["2080599", "其他支出", "7.00", "", "7.00"],
        ["", "机关事业单位职业", "", "", ""],
        ["2080506", "", "3.00", "3.00", ""],
        ["", "年金缴费支出", "", "", ""],
        ["合计", "", "50.86", "43.86", "7.00"],
    ]
    (table,) = _aligned(laid(FLAT, body, "<<>>>"))
    assert _cells(table)[1:] == [
        ["2080505", "机关事业单位基本养老保险缴费支出", "40.86", "40.86", ""],
        ["2080599", "其他支出", "7.00", "", "7.00"],
        ["2080506", "机关事业单位职业年金缴费支出", "3.00", "3.00", ""],
        ["合计", "", "50.86", "43.86", "7.00"],
    ]


def test_items_without_amounts_are_no_wrapped_names() -> None:
    heads: list[list[Head]] = [
        [("收入", 0, 1), ("支出", 2, 3)],
        [("项目", 0, 0), ("预算数", 1, 1), ("项目", 2, 2), ("预算数", 3, 3)],
    ]
    body = [
        ["一、一般公共预算拨款收入", "957.22", "一、一般公共服务支出", "900.00"],
        ["二、事业收入", "", "", ""],
        ["", "", "二、国防支出", ""],
        ["收入总计", "957.22", "支出总计", "957.22"],
    ]
    (table,) = _aligned(laid(heads, body, "<><>"))
    assert _spans(table, 0) == [("收入", 2), ("支出", 2)]
    assert _cells(table)[2:] == body


def test_a_heading_repeated_on_the_next_page_goes_on_with_the_table() -> None:
    first, second = laid(FLAT, ROWS[:2], "<<>>>"), laid(FLAT, ROWS[2:], "<<>>>")
    (table,) = _aligned(f"支出表\n{first}\n                 - 3 -\n\f{second}")
    assert _cells(table) == [_cells(table)[0], *ROWS[:2], _cells(table)[0], *ROWS[2:]]


def test_rows_behind_a_form_feed_go_on_with_the_table() -> None:
    lines = laid(FLAT, ROWS, "<<>>>").splitlines()
    (table,) = _aligned("\n".join([*lines[:3], "", f"\f{lines[3]}", "", "\f第三部分 说明", ""]))
    assert _cells(table)[1:] == ROWS


def test_the_line_of_publisher_and_unit_is_above_the_table() -> None:
    reading = _read("支出总表\n部门:虚构县财政局    单位:万元\n" + laid(FLAT, ROWS, "<<>>>"))
    assert [(line.text, line.table_no) for line in reading.lines[:3]] == [
        ("支出总表", None), ("部门:虚构县财政局 单位:万元", None),
        ("科目编码 科目名称 合计 基本支出 项目支出", 1),
    ]  # fmt: skip


def test_a_number_moved_by_a_slip_is_placed_in_no_column() -> None:
    """12.09 that slipped below the blank 项目支出 stands at no edge of it: no place proves anything."""
    lines = laid(FLAT, ROWS, "<<>>>").splitlines()
    lines[2] = lines[2].replace("12.09      12.09", "12.09          12.09")
    assert _aligned("\n".join(lines)) == []


def test_an_amount_between_two_columns_is_placed_in_none() -> None:
    lines = laid(FLAT, ROWS, "<<>>>", gap=8).splitlines()
    at = lines[2].rindex("12.09")
    lines[2] = lines[2][:at].rstrip() + " " * (at + 9 - len(lines[2][:at].rstrip())) + "12.09"
    assert _aligned("\n".join(lines)) == []


def test_two_amounts_one_blank_apart_stand_in_their_columns() -> None:
    lines = [
        "科目编码  项目       合计 基本支出 项目支出",
        "208       甲       100.00   100.00",
        "209       乙      1200.00  1000.00   200.00",
        "210       丙     13000.00 13000.00",
    ]
    (table,) = _aligned("\n".join(lines))
    assert _cells(table)[1:] == [
        ["208", "甲", "100.00", "100.00", ""],
        ["209", "乙", "1200.00", "1000.00", "200.00"],
        ["210", "丙", "13000.00", "13000.00", ""],
    ]


def test_a_spread_wording_is_one() -> None:
    (table,) = _aligned(
        "科目编码    科目名称      合      计     基本支出\n"
        "合          计                3.00         3.00\n"
        "208         甲                3.00         3.00\n"
    )
    assert _cells(table)[:2] == [["科目编码", "科目名称", "合计", "基本支出"], ["合计", "", "3.00", "3.00"]]


@pytest.mark.parametrize(
    "text",
    [
        "目  录\n一、收支总表"
        + " " * 30
        + "3\n二、收入总表"
        + " " * 30
        + "4\n三、支出总表"
        + " " * 29
        + "15\n",
        "目录\n一、收入总表 .......... 3\n二、支出总表 .......... 4\n",
        "本年收入  合计957.22万元,  支出  合计957.22万元。\n其中:基本支出  711.53万元。\n",
        "单位名称    虚构县财政局\n联系电话    12345678\n编制人数    12\n",
    ],
    ids=["contents", "leaders", "prose", "address"],
)
def test_blanks_make_no_table_without_a_header(text: str) -> None:
    assert _read(text).tables == ()


def test_a_target_form_is_read_as_a_form() -> None:
    text = (
        "项目支出绩效目标表\n(2023年度)\n"
        "      项目名称                                      社区矫正经费\n"
        "主管部门                虚构县司法局                            实施单位   虚构县司法局\n"
        "总体目标                完成各项任务\n"
        "绩效指标   一级指标     二级指标             三级指标               指标性质   指标值     度量单位\n"
        "绩效指标   产出指标     数量指标             矫正完成数量           ≥         229        项\n"
        "           产出指标     质量指标             验收合格率             =         100        %\n"
    )
    (table,) = _read(text).tables
    assert table.grid is Grid.TEXT_LAYER
    assert _cells(table)[-2:] == [
        ["", "产出指标", "数量指标", "矫正完成数量", "≥", "229", "项"],
        ["", "产出指标", "质量指标", "验收合格率", "=", "100", "%"],
    ]


_HEAD = "科目编码   科目名称      合计      基本支出   项目支出\n"


@pytest.mark.parametrize(
    "text",
    [
        _HEAD + "".join(f"{2_000_000 + n}    名称      {n:8}.00  {n:8}.00\n\n" for n in range(3_000)),
        _HEAD * 3_000,
        (_HEAD + "\n") * 3_000,
        "甲甲  乙乙  丙丙\n" * 3_000,
        ("合计  " * 300 + "\n") * 100,
        _HEAD + "208    名          1.00   1.00   1.00\n" + "       甲乙\n" * 3_000,
        "收入     支出     合计" * 50
        + "\n"
        + "收入    支出   合计     " * 50
        + "\n"
        + "1.00   2.00     3.00" * 50,
    ],
    ids=["gaps", "headers", "headers_apart", "words", "long", "names", "groups"],
)
def test_odd_texts_stay_bounded_in_time(text: str) -> None:
    started = time.process_time()
    _read(text)
    assert time.process_time() - started < 20


PARTED: list[list[Head]] = [
    [
        ("科目编码", 0, 2), ("科目名称", 3, 3), ("总计", 4, 4), ("一般公共预算", 5, 5),
        ("政府性基金预算", 6, 6),
        ("国有资本经营预算", 7, 7), ("财政专户管理资金", 8, 8), ("单位资金", 9, 9), ("上年结转结余", 10, 10),
    ],
    [("类", 0, 0), ("款", 1, 1), ("项", 2, 2)],
]  # fmt: skip


def test_blank_columns_beside_parts_of_a_code_are_columns() -> None:
    """Five headers without an amount below them might all be groups; beside 类, 款, 项 none can be."""
    rows = [
        ["208", "", "", "社会保障和就业支出", "98.47", "98.47", *[""] * 5],
        ["208", "05", "01", "行政单位离退休", "98.47", "98.47", *[""] * 5],
    ]
    (table,) = _aligned("收入总表\n" + laid(PARTED, rows, "^^^<>>>>>>>"))
    assert _cells(table)[2:] == rows
    assert _spans(table, 0)[:3] == [("科目编码", 3), ("科目名称", 1), ("总计", 1)]
