"""Tables and forms rebuilt from the text layer of a PDF."""

from __future__ import annotations

import pytest

from ingest.model import Grid, Placement, Reading, Table
from ingest.read import known_wordings
from ingest.readers import plain

KNOWN = known_wordings()
HEAD = "科目编码 科目名称 合计 基本支出 项目支出"
COLUMNS = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
E, A, P, U = Placement.EXPLICIT, Placement.ARITHMETIC, Placement.PRIOR, Placement.UNPLACED


def _read(*lines: str) -> Reading:
    return plain.read("\n".join(lines) + "\n", KNOWN)


def _table(*lines: str) -> Table:
    (table,) = _read(*lines).tables
    assert table.grid is Grid.TEXT_LAYER
    return table


def _cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def _marks(table: Table, line_no: int) -> set[Placement]:
    (row,) = (row for row in table.rows if row.line_no == line_no)
    return {row.placement_of(i) for i, cell in enumerate(row.cells) if "." in cell}


def test_a_full_row_is_explicit_and_the_title_names_the_table() -> None:
    table = _table("部门支出总表", HEAD, "208 甲 ３．００ 1.00 2.00")
    assert _cells(table) == [COLUMNS, ("208", "甲", "3.00", "1.00", "2.00")]
    assert _marks(table, 3) == {E}
    assert (table.name, table.first_line, table.last_line) == ("部门支出总表", 2, 3)


def test_a_header_wrapped_over_lines() -> None:
    table = _table(
        "一般公共预算支出表",
        "科目编码 科目名称 合计 一般公共预算财政",
        "拨款 政府性基金预算财政拨款",
        "208 甲 3.00 1.00 2.00",
    )
    assert _cells(table) == [
        ("科目编码", "科目名称", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款"),
        ("208", "甲", "3.00", "1.00", "2.00"),
    ]


def test_glued_header_wordings_are_parted() -> None:
    table = _table("部门支出总表", "科目编码科目名称 合计 基本支出项目支出", "208 甲 3.00 1.00 2.00")
    assert _cells(table)[0] == COLUMNS


def test_the_header_repeated_on_the_next_page_opens_no_new_table() -> None:
    table = _table(
        "部门支出总表",
        HEAD,
        "208 甲类 6.00 4.00 2.00",
        "20801 甲款 4.00 4.00",
        "",
        "",
        "",
        HEAD,
        "20802 乙款 2.00 2.00",
    )
    assert _cells(table) == [
        COLUMNS,
        ("208", "甲类", "6.00", "4.00", "2.00"),
        ("20801", "甲款", "4.00", "4.00", ""),
        COLUMNS,
        ("20802", "乙款", "2.00", "", "2.00"),
    ]
    assert _marks(table, 9) == {A}


def test_children_are_placed_by_their_parent() -> None:
    table = _table(
        "部门支出总表", HEAD, "208 甲类 6.00 4.00 2.00", "20801 甲款 4.00 4.00", "20802 乙款 2.00 2.00"
    )
    assert _cells(table)[2:] == [("20801", "甲款", "4.00", "4.00", ""), ("20802", "乙款", "2.00", "", "2.00")]
    assert _marks(table, 4) == _marks(table, 5) == {A}


def test_negative_amounts_are_placed_as_well() -> None:
    table = _table(
        "部门支出总表",
        HEAD,
        "208 甲类 6.00 4.00 2.00",
        "20801 甲款 10.00 10.00",
        "20802 乙款 (6.00) (6.00)",
        "20803 丙款 -0.50 -0.50",
        "20804 丁款 2.50 2.50",
    )
    assert [cells[3:] for cells in _cells(table)[2:]] == [
        ("10.00", ""), ("(6.00)", ""), ("", "-0.50"), ("", "2.50"),
    ]  # fmt: skip
    assert _marks(table, 5) == {A}


def test_rows_are_placed_by_the_printed_total() -> None:
    table = _table("部门支出总表", HEAD, "合计 6.00 4.00 2.00", "208 甲 4.00 4.00", "209 乙 2.00 2.00")
    assert _cells(table)[1:] == [
        ("", "合计", "6.00", "4.00", "2.00"),
        ("208", "甲", "4.00", "4.00", ""),
        ("209", "乙", "2.00", "", "2.00"),
    ]
    assert _marks(table, 4) == {A}


def test_a_row_is_placed_by_the_same_code_in_another_table() -> None:
    first, second = _read(
        "部门支出总表",
        HEAD,
        "208 甲 6.00 6.00",
        "一般公共预算基本支出表",
        "科目编码 科目名称 基本支出",
        "208 甲 6.00",
    ).tables
    assert _cells(first)[1] == ("208", "甲", "6.00", "6.00", "")
    assert (_marks(first, 3), _marks(second, 6)) == ({A}, {E})


def test_what_stays_open_is_prior_where_one_column_is_usual() -> None:
    table = _table(
        "一般公共预算支出表", "科目编码 科目名称 合计 一般公共预算 政府性基金预算", "208 甲 6.00 6.00"
    )
    assert _cells(table)[1] == ("208", "甲", "6.00", "6.00", "")
    assert _marks(table, 3) == {P}


def test_what_stays_open_between_equals_is_unplaced() -> None:
    assert _marks(_table("部门支出总表", HEAD, "208 甲 6.00 6.00"), 3) == {U}


def test_an_unknown_wording_leaves_numbers_unplaced_but_kept() -> None:
    table = _table("部门支出总表", "科目编码 科目名称 合计 基本支出 虚构栏目 项目支出", "208 甲 3.00 3.00")
    assert _cells(table)[0] == ("科目编码", "科目名称", "合计", "基本支出", "虚构栏目", "项目支出")
    assert [cell for cell in _cells(table)[1] if "." in cell] == ["3.00", "3.00"]
    assert _marks(table, 3) == {U}


def test_more_numbers_than_columns_are_kept_unplaced() -> None:
    table = _table("部门支出总表", HEAD, "208 甲 1.00 2.00 3.00 4.00")
    assert _cells(table)[1] == ("208", "甲", "1.00", "2.00", "3.00", "4.00")
    assert _marks(table, 3) == {U}


def test_in_a_two_sided_table_numbers_stay_on_their_side() -> None:
    table = _table(
        "部门收支总表",
        "收入 支出",
        "项目 预算数 项目 预算数",
        "一、拨款 5.00 一、服务 3.00",
        "二、其他 二、教育 2.00",
        "合计 5.00 合计 5.00",
    )
    assert _cells(table) == [
        ("收入", "", "支出", ""),
        ("项目", "预算数", "项目", "预算数"),
        ("一、拨款", "5.00", "一、服务", "3.00"),
        ("二、其他", "", "二、教育", "2.00"),
        ("合计", "5.00", "合计", "5.00"),
    ]


@pytest.mark.parametrize("opening", ["单位名称", "单位编码"])
def test_the_header_tree_of_the_three_public_expenses(opening: str) -> None:
    name = "虚构局" if opening == "单位名称" else "901001"
    table = _table(
        "三公经费支出预算表",
        f"{opening} 合计 因公出国(境)费 公务用车购置及运行费 公务接待费",
        "小计 公务用车购置费 公务用车运行费",
        f"{name} 6.00 4.00 4.00 2.00",
        f"{name} 9.00 1.00 6.00 2.00 4.00 2.00",
    )
    assert _cells(table)[:2] == [
        (opening, "合计", "因公出国(境)费", "公务用车购置及运行费", "", "", "公务接待费"),
        ("", "", "", "小计", "公务用车购置费", "公务用车运行费", ""),
    ]
    assert _cells(table)[2][:4] == (name, "6.00", "", "4.00")
    assert _cells(table)[2][6] == "2.00"
    assert _cells(table)[3] == (name, "9.00", "1.00", "6.00", "2.00", "4.00", "2.00")


def test_words_of_one_name_stay_together() -> None:
    table = _table("部门支出总表", HEAD, "208 很长的 名称 3.00 1.00 2.00")
    assert _cells(table)[1] == ("208", "很长的 名称", "3.00", "1.00", "2.00")


def test_form_fields_take_the_text_that_wraps() -> None:
    table = _table(
        "项目支出绩效目标表",
        "项目名称 虚构工程",
        "项目类型：甲类",
        "整体目标 第一句",
        "第二句",
        "联系人 某甲 联系电话 000",
    )
    assert _cells(table) == [
        ("项目名称", "虚构工程"),
        ("项目类型:", "甲类"),
        ("整体目标", "第一句第二句"),
        ("联系人", "某甲", "联系电话", "000"),
    ]


def test_indicators_with_levels_between_the_rows_and_wrapped_names() -> None:
    table = _table(
        "整体绩效目标表",
        "一级指标 二级指标 三级指标 指标性质 指标值 度量单位 权重",
        "产出指标 数量指标 虚构次数 ≥ 10 次 20",
        "质量指标 虚构",
        "合格率 ≥95 % 10",
        "效益",
        "指标 社会效益指标 虚构影响 定性 好 5",
    )
    assert _cells(table)[1:] == [
        ("产出指标", "数量指标", "虚构次数", "≥", "10", "次", "20"),
        ("", "质量指标", "虚构合格率", "≥", "95", "%", "10"),
        ("效益指标", "社会效益指标", "虚构影响", "定性", "好", "", "5"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["一、说明", "项目名称", "其余文字照常。", "再来一行"],
        ["联系人 某甲", "联系电话 000", "以上两项。"],
        ["虚构文字，合计 5.00 万元。", "基本支出 3.00 万元。"],
        ["合计", "1.00"],
    ],
)
def test_lone_labels_in_running_text_are_no_table(lines: list[str]) -> None:
    reading = _read(*lines)
    assert reading.tables == ()
    assert {line.table_no for line in reading.lines} == {None}


def test_text_after_the_page_gap_ends_a_grid() -> None:
    reading = _read("部门支出总表", HEAD, "208 甲 3.00 1.00 2.00", "", "", "后面的说明", "还有一行")
    assert [(line.line_no, line.table_no) for line in reading.lines] == [
        (1, None), (2, 1), (3, 1), (6, None), (7, None),
    ]  # fmt: skip


def test_the_title_above_a_table_counts_and_not_the_last_of_the_contents() -> None:
    """收支总表 was in no seed, so that the last line of the contents named the table below it."""
    table = _table(
        "目录",
        "一、收支总表",
        "二、支出总表",
        "三、项目支出绩效目标表",
        "第一部分 概况",
        "支出总表",
        HEAD,
        "208 甲 3.00 1.00 2.00",
    )
    assert table.name == "支出总表"


@pytest.mark.parametrize(
    "line", ["数据不含政府性基金预算支出表", "附 一般公共预算支出表说明", "项目支出总表 12"]
)
def test_a_line_that_holds_a_title_parts_no_table(line: str) -> None:
    table = _table("部门支出总表", HEAD, "208 甲 3.00 1.00 2.00", line, "210 乙 3.00 1.00 2.00")
    assert table.name == "部门支出总表"
    assert [row.cells[0] for row in table.rows if "." in " ".join(row.cells)] == ["208", "210"]


PARTS = ("部门支出总表", "科目编码 科目名称 支出预算", "类 款 项 小计 基本支出 项目支出")


def test_a_code_printed_in_parts_is_put_into_their_columns() -> None:
    """Xinjiang: 208 05 01 had become class 208 with 05 and 01 among the amounts."""
    table = _table(*PARTS, "208 社保支出 3.00 1.00 2.00", "208 05 01 离退休 3.00 1.00 2.00")
    assert _cells(table) == [
        ("科目编码", "", "", "科目名称", "支出预算", "", ""),
        ("类", "款", "项", "", "小计", "基本支出", "项目支出"),
        ("208", "", "", "社保支出", "3.00", "1.00", "2.00"),
        ("208", "05", "01", "离退休", "3.00", "1.00", "2.00"),
    ]


def test_a_part_of_a_code_without_its_class_is_no_amount() -> None:
    table = _table(*PARTS, "208 社保支出 3.00 1.00 2.00", "05 01 离退休 3.00 1.00 2.00")
    assert _cells(table)[-1] == ("05 01 离退休 3.00 1.00 2.00",)


def test_columns_that_do_not_stand_as_printed_are_not_filled() -> None:
    """A group that knows two of three wordings below it left the third, and its amounts, behind all."""
    lines = ("部门支出总表", "科目编码 科目名称 支出预算", "金额 基本支出 项目支出", "208 甲 3.00 1.00 2.00")
    assert _marks(_table(*lines), 4) == {U}


LIST = ("序号 项目名称 预算数 一般公共预算拨款 其他收入", "1 图书 3.00 3.00", "2 送戏 3.00 1.00 2.00")


def test_the_number_of_a_line_is_no_amount() -> None:
    """1 图书 3.00 3.00 had filled three columns of amounts with 1, 3.00 and 3.00."""
    table = _table("项目支出表", *LIST)
    assert _cells(table)[1:] == [("1", "图书", "3.00", "3.00", ""), ("2", "送戏", "3.00", "1.00", "2.00")]


def test_the_number_of_a_line_without_a_column_for_it_is_in_none() -> None:
    table = _table("项目支出表", "项目名称 预算数 一般公共预算拨款", "1 图书 3.00")
    assert _cells(table)[1:] == [("1 图书 3.00",)]


def test_a_new_header_below_an_unknown_title_begins_another_table() -> None:
    """Its rows had gone into the statement above it."""
    found = _read(
        "部门支出总表", HEAD, "208 甲 3.00 1.00 2.00", "", "", "专项资金管理清单目录", "单位：万元", *LIST
    )
    assert [(table.name, len(table.rows)) for table in found.tables] == [("部门支出总表", 2), (None, 3)]


def test_the_same_header_below_lines_that_end_the_rows_goes_on() -> None:
    found = _read(
        "部门支出总表", HEAD, "208 甲 3.00 1.00 2.00", "", "", "续表", HEAD, "210 乙 3.00 1.00 2.00"
    )
    assert [table.name for table in found.tables] == ["部门支出总表"]
