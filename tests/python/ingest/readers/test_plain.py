"""Text files: tab, pipe and comma grids, and that no line is lost."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Grid, NotShown, Placement, Reading
from ingest.read import known_wordings
from ingest.readers import plain
from ingest.readers.markup import found_in, shown
from ingest.text import repair

KNOWN = known_wordings()


def _read(text: str) -> Reading:
    return plain.read(text, KNOWN)


def _cells(reading: Reading) -> list[list[tuple[str, ...]]]:
    return [[row.cells for row in table.rows] for table in reading.tables]


def test_a_tab_table_below_its_title() -> None:
    reading = _read("虚构支出表\n单位：万元\n科目\t合计\n甲\t１.５0\n\n说明\n")
    assert _cells(reading) == [[("科目", "合计"), ("甲", "1.50")]]
    assert [(line.line_no, line.table_no) for line in reading.lines] == [
        (1, None), (2, None), (3, 1), (4, 1), (6, None),
    ]  # fmt: skip


def test_ragged_rows_stay_ragged() -> None:
    assert _cells(_read("a\tb\tc\nd\te\n\t\tf\n")) == [[("a", "b", "c"), ("d", "e"), ("", "", "f")]]


def test_blank_lines_part_pages_not_tables() -> None:
    assert _cells(_read("科目\t合计\n甲\t1.00\n\n\n乙\t2.00\n")) == [
        [("科目", "合计"), ("甲", "1.00"), ("乙", "2.00")]
    ]


def test_a_title_row_after_a_gap_opens_a_second_table() -> None:
    reading = _read("表一\t\t\n甲\t1.00\t2.00\n\n表二\t\t单位:元\n乙\t3.00\t4.00\n")
    assert [len(table.rows) for table in reading.tables] == [2, 2]
    assert [(table.first_line, table.last_line) for table in reading.tables] == [(1, 2), (4, 5)]


def test_html_and_check_boxes_in_tab_cells() -> None:
    reading = _read(
        '名称\t<p>甲</p><p>乙</p>\n是否\t<input type="checkbox" checked>是<input type="checkbox">否\n'
    )
    assert _cells(reading) == [[("名称", "甲\n乙"), ("是否", "☑是☐否")]]
    assert reading.lines[0].text == "名称 甲 乙"


@pytest.mark.parametrize("delimiter", ["\t", ",", " | ", ";"])
def test_names_in_brackets_are_names(delimiter: str) -> None:
    names = [
        "<OA>系统升级",
        "<GIS>系统升级",
        "<HR>系统升级",
        "<HTML>系统升级",
        "<table>系统升级",
        "<b>系统</b>升级",
        "系统升级&lt;b&gt;",
    ]
    if delimiter == ";":
        names.pop()
    rows = [["项目名称", "金额"], *([name, "5.00"] for name in names)]
    edge = "| " if "|" in delimiter else ""
    reading = _read("".join(edge + delimiter.join(row) + edge[::-1] + "\n" for row in rows))
    cells = [tuple(cell.strip() for cell in row) for row in _cells(reading)[0]]
    assert cells == [tuple(row) for row in rows]
    assert reading.left_out == ()


def test_names_stay_apart_beside_markup() -> None:
    reading = _read("项目名称\t金额\n<OA>系统<br>升级\t5.00\n<GIS>系统<br>升级\t<b>6.00</b>\n")
    assert _cells(reading)[0][1:] == [("<OA>系统\n升级", "5.00"), ("<GIS>系统\n升级", "6.00")]


def test_a_pipe_table_without_its_rule() -> None:
    reading = _read("| 科目 | 合计 |\n|:---|---:|\n| 甲 | 1.00 |\n")
    assert _cells(reading) == [[("科目", "合计"), ("甲", "1.00")]]
    assert reading.tables[0].grid is Grid.PIPES
    assert reading.doubts == ()


def test_a_row_of_single_dashes_is_a_row() -> None:
    assert _cells(_read("| 甲 | 合计 |\n|-|-|\n| 乙 | 1 |\n| - | - |\n"))[0][-1] == ("-", "-")


def test_escaped_bars_latex_and_entities_in_pipe_cells() -> None:
    reading = _read("| a \\| b | $\\geq 95\\%$ | &lt;5 |\n|---|---|---|\n| x | y | z |\n")
    assert _cells(reading)[0][0] == ("a | b", "≥ 95%", "<5")


def test_a_row_broken_over_lines_goes_on_to_its_bar() -> None:
    reading = _read("| 甲 | 说明\n一 | 二 |\n| 乙 | 三 | 四 |\n")
    assert _cells(reading) == [[("甲", "说明一", "二"), ("乙", "三", "四")]]
    assert [row.line_no for row in reading.tables[0].rows] == [1, 3]


def test_a_row_without_its_bar_is_a_doubt() -> None:
    reading = _read("| 甲 | 1 |\n| 乙 | 2\n")
    assert _cells(reading) == [[("甲", "1"), ("乙", "2")]]
    assert [(doubt.reason, doubt.place) for doubt in reading.doubts] == [
        ("a table row without its closing bar", "line 2")
    ]


def test_a_comma_file() -> None:
    reading = _read('虚构表\n科目编码,科目名称,合计\n201,"甲,乙","1,234.50"\n\n202,丙,\n')
    assert reading.media_type == "text/csv"
    assert _cells(reading) == [
        [("科目编码", "科目名称", "合计"), ("201", "甲,乙", "1,234.50"), ("202", "丙", "")]
    ]
    assert [(line.line_no, line.table_no) for line in reading.lines] == [(1, None), (2, 1), (3, 1), (5, 1)]


def test_a_quoted_field_over_lines_keeps_the_line_numbers() -> None:
    reading = _read('科目编码,科目名称,合计\n201,"甲\n乙",1\n202,丙,2\n203,丁,3\n')
    assert [row.line_no for row in reading.tables[0].rows] == [1, 2, 4, 5]


def test_running_text_with_commas_is_no_table() -> None:
    assert _read("one, two and three, of course\nfour, five\nsix, seven\n").tables == ()


@pytest.mark.parametrize("delimiter", [",", ";", "|"])
def test_fields_may_be_parted_otherwise(delimiter: str) -> None:
    rows = [
        ["虚构支出表", "", ""],
        ["科目编码", "科目名称", "合计"],
        ["201", "甲", "1.50"],
        ["202", "乙", ""],
    ]
    reading = _read("".join(delimiter.join(row) + "\n" for row in rows))
    assert reading.media_type == "text/csv"
    assert _cells(reading) == [[tuple(row) for row in rows]]


def test_a_line_that_names_the_delimiter_is_none_of_the_table() -> None:
    reading = _read("sep=;\n科目编码;科目名称;合计\n201;甲;1,50\n")
    assert _cells(reading) == [[("科目编码", "科目名称", "合计"), ("201", "甲", "1,50")]]


@pytest.mark.parametrize("code", ['"=""2130205"""', '="2130205"', "'2130205"])
def test_a_code_that_was_kept_from_becoming_a_number(code: str) -> None:
    reading = _read(f"科目编码,科目名称,合计\n{code},甲,1.50\n")
    assert _cells(reading)[0][1] == ("2130205", "甲", "1.50")
    assert _cells(_read('科目编码\t合计\n="0201"\t5\n'))[0][1] == ("0201", "5")


def test_thousands_without_quotes_have_no_column() -> None:
    """1,280,000 without quotes is three fields: every amount behind it stood in another column."""
    reading = _read("科目编码,科目名称,合计,基本支出\n201,甲,5,5\n202,乙,1,280,000,280,000\n203,丙,6,6\n")
    odd = reading.tables[0].rows[2]
    assert [odd.placement_of(index) for index in range(7)] == [
        Placement.EXPLICIT, Placement.EXPLICIT, *[Placement.UNPLACED] * 5,
    ]  # fmt: skip
    assert [doubt.place for doubt in reading.doubts] == ["line 3"]
    assert reading.tables[0].rows[1].placements == reading.tables[0].rows[3].placements == ()


def test_statements_of_other_widths_below_each_other() -> None:
    reading = _read(
        "科目编码,科目名称,合计\n201,甲,5\n科目编码,科目名称,合计,基本支出,项目支出\n202,乙,6,6,\n"
    )
    assert (len(_cells(reading)[0]), reading.doubts) == (4, ())


def test_cells_that_a_spreadsheet_quoted_for_its_clipboard() -> None:
    reading = _read('科目\t合计\t备注\n"森林\n资源培育"\t"1,280,000"\t甲\n"三公"\t5\t"说""明"""\n乙\t6\t\n')
    assert _cells(reading)[0][1:] == [
        ("森林\n资源培育", "1,280,000", "甲"), ('"三公"', "5", '说"明"'), ("乙", "6", ""),
    ]  # fmt: skip
    assert (reading.tables[0].first_line, reading.tables[0].last_line) == (1, 5)


def test_a_quote_that_nothing_closes_is_a_quote() -> None:
    assert _cells(_read('科目\t"合计\n甲\t5\n'))[0] == [("科目", '"合计'), ("甲", "5")]


def test_struck_out_text_and_notes_in_cells_of_text() -> None:
    reading = _read("| 科目 | 合计 |\n|---|---|\n| 甲 | ~~98.00~~128.00[^1] |\n| 乙 | 5~6 <s>3</s> |\n")
    assert _cells(reading)[0][1:] == [("甲", "128.00¹"), ("乙", "5~6")]
    assert [(left.reason, left.place) for left in reading.left_out] == [
        (NotShown.STRUCK_OUT, "line 3"), (NotShown.STRUCK_OUT, "line 4"),
    ]  # fmt: skip
    assert _cells(_read("科目\t合计\n甲\t<del>98</del>128.00<sup>1</sup>\n"))[0][1] == ("甲", "128.00¹")


def test_a_file_that_ends_within_a_tab_row_is_a_doubt() -> None:
    reading = _read("a\tb\tc\n1\t2\t3\n4\t5")
    assert [doubt.reason for doubt in reading.doubts] == [
        "a row with other columns than its table has: its amounts are not placed",
        "the file ends within a table row",
    ]
    assert _read("a\tb\tc\n1\t2\t3\n4\t5\n").doubts == reading.doubts[:1]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(end: str) -> None:
    assert _read(end.join(["甲\t1", "乙\t2", ""])) == _read("甲\t1\n乙\t2\n")


_PIECE = st.one_of(
    st.sampled_from(sorted(KNOWN.headers)),
    st.sampled_from(sorted(KNOWN.titles)),
    st.sampled_from(sorted(KNOWN.labels)),
    st.sampled_from(sorted(KNOWN.operators)),
    st.sampled_from(
        [
            "1.00",
            "(2.50)",
            "-3.00",
            "２０1",
            "2080101",
            "|",
            "\t",
            " ",
            "  ",
            "---",
            ",",
            '"',
            "数量指标",
            "<p>",
            "<br>",
            "$",
            "%",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\x00"), max_size=8),
)
_TEXT = st.lists(
    st.lists(st.tuples(_PIECE, st.sampled_from(["", " ", "\t", "|", ","])), max_size=8).map(
        lambda parts: "".join(piece + gap for piece, gap in parts)
    ),
    max_size=14,
).map("\n".join)


@settings(deadline=None, max_examples=300)
@given(_TEXT)
def test_no_line_is_lost_whatever_the_text_is(text: str) -> None:
    reading = _read(text)
    if reading.media_type == "text/html":
        return
    numbers = [line.line_no for line in reading.lines]
    assert numbers == sorted(set(numbers))
    if reading.media_type == "text/plain":
        printed = [repair(shown(line, found_in(text))).replace("\n", " ") for line in text.split("\n")]
        assert [line.text for line in reading.lines] == [line for line in printed if line]
    for table in reading.tables:
        assert table.rows
        assert all(table.first_line <= row.line_no <= table.last_line for row in table.rows)
    owned = [range(table.first_line, table.last_line + 1) for table in reading.tables]
    assert all(before.stop <= after.start for before, after in pairwise(owned))
    assert {line.table_no for line in reading.lines} <= {None, *range(1, len(reading.tables) + 1)}


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["甲", "1.00", "", "科目"]), min_size=2, max_size=6), min_size=1, max_size=8
    )
)
def test_tab_cells_come_back_as_they_stand(rows: list[list[str]]) -> None:
    reading = _read("".join("\t".join(row) + "\n" for row in rows))
    assert [row.cells for table in reading.tables for row in table.rows] == [tuple(row) for row in rows]


_ROW = "{0} 虚构{0} {1}.00 {1}.00\n"
_HEAD = "部门支出总表\n科目编码 科目名称 合计 基本支出 项目支出\n"


@pytest.mark.parametrize(
    "text",
    [
        "|甲|乙|\n|" + "-" * 50_000 + "x|\n",
        "|甲|乙|\n|" + " " * 50_000 + "x|\n",
        "科目编码,科目名称,合计\n1,a,2\n1,a,2\n1," + "b" * 200_000 + ",3\n",
        "科目编码 科目名称 合计\n201 甲 " + "1" * 5000 + "\n",
        "合计 " * 100_000,
        "合计" * 100_000,
        "<" * 100_000,
        "$" * 100_000,
        "\t" * 100_000,
        "<s>" * 30_000,
        "<b style='display:none'>" * 5_000,
        "<b>" * 30_000 + "</b>" * 30_000,
        "<b>" + " " * 100_000,
        "\n" * 100_000 + "</b>",
        "<table" * 30_000,
        "&lt;" + "1," * 50_000,
    ],
    ids=[
        "dashes",
        "blanks",
        "csv field",
        "digits",
        "words",
        "letters",
        "tags",
        "dollars",
        "tabs",
        "struck",
        "hidden",
        "pairs",
        "blanks in tags",
        "line ends",
        "tables",
        "compared",
    ],
)
def test_very_long_lines_are_read_in_no_time(text: str) -> None:
    started = time.process_time()
    assert _read(text).media_type
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "text",
    [
        "一些 普通 文字 说明 如下。\n" * 50_000,
        "合计\n" * 50_000,
        "项目名称 甲\n项目类型 乙\n项目属性 丙\n" + ("字" * 40 + "\n") * 50_000,
        _HEAD + "".join(_ROW.format(2_000_000 + n, n) for n in range(50_000)),
        "".join(f"甲\t{n}.00\n" for n in range(50_000)),
        "".join(f"| 甲 | {n}.00 |\n" for n in range(50_000)),
    ],
    ids=["text", "headers", "field", "rows", "tabs", "pipes"],
)
def test_fifty_thousand_lines_are_read_in_linear_time(text: str) -> None:
    started = time.process_time()
    assert len(_read(text).lines) >= 50_000
    assert time.process_time() - started < 30
