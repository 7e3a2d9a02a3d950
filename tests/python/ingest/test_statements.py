"""A table ends where another statement begins, in every format; nothing else cuts it."""

from __future__ import annotations

import pytest

from ingest.model import Grid, Line, Reading, Row, Table
from ingest.read import known_wordings
from ingest.statements import cut

HEADER = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
FIRST = [("一般公共预算支出表", "", "", "", ""), HEADER, ("208", "社会保障和就业支出", "36.40", "36.40", "")]


def reading(rows: list[tuple[str, ...]], above: tuple[str, ...] = ()) -> Reading:
    start = len(above)
    texts = [*((text, None) for text in above), *((" ".join(filter(None, row)), 1) for row in rows)]
    table = Table(
        Grid.SHEET,
        tuple(Row(row, start + number, 1) for number, row in enumerate(rows, start=1)),
        start + 1,
        start + len(rows),
        1,
        "Sheet1",
    )
    lines = tuple(Line(number, text, 1, table_no) for number, (text, table_no) in enumerate(texts, start=1))
    return Reading("text/plain", lines, (table,))


def heads(found: Reading) -> list[str]:
    return [next(filter(None, table.rows[0].cells)) for table in found.tables]


@pytest.mark.parametrize(
    "title",
    [
        "政府性基金预算支出表",
        "2024年政府性基金预算支出表",
        "社会保险基金预算支出表（续）",
        "二、从未见过的某某支出表",
        "部门整体支出情况",
    ],
)
def test_a_title_in_a_sheet_opens_a_table(title: str) -> None:
    rows = [
        *FIRST,
        (title, "", "", "", ""),
        ("", "", "", "", "单位：万元"),
        HEADER,
        ("212", "城乡", "1", "", "1"),
    ]
    found = cut(reading(rows), known_wordings())
    assert heads(found) == ["一般公共预算支出表", title]
    assert [(table.first_line, table.last_line) for table in found.tables] == [(1, 3), (4, 7)]
    assert [line.table_no for line in found.lines] == [1, 1, 1, 2, 2, 2, 2]
    assert [table.name for table in found.tables] == ["Sheet1", None]
    assert cut(found, known_wordings()) == found


@pytest.mark.parametrize(
    "row",
    [
        ("公开07表", "政府性基金预算支出表", "", "", "单位：万元"),
        ("政府性基金预算支出表　　单位：万元", "", "", "", ""),
        ("《政府性基金预算支出表》", "", "", "", ""),
    ],
)
def test_a_title_may_stand_beside_captions(row: tuple[str, ...]) -> None:
    found = cut(reading([*FIRST, row, HEADER, ("212", "城乡", "1", "", "1")]), known_wordings())
    assert [len(table.rows) for table in found.tables] == [3, 3]


@pytest.mark.parametrize(
    "above",
    [
        pytest.param([("附表10", "", "", "", "")], id="its number above it"),
        pytest.param([], id="the unit of money below it"),
    ],
)
def test_a_title_of_an_ending_that_no_seed_knows_opens_a_table(above: list[tuple[str, ...]]) -> None:
    """A list called 清单目录 was read as the last rows of 三公经费 above it."""
    below = [("部门名称：某局", "", "", "", "单位：万元")] if not above else []
    rows = [
        *FIRST,
        *above,
        ("部门专项资金管理清单目录", "", "", "", ""),
        *below,
        ("序号", "项目名称", "金额", "", ""),
        ("1", "文化节", "60.00", "", ""),
    ]
    found = cut(reading(rows), known_wordings())
    assert [len(table.rows) for table in found.tables] == [3, len(rows) - 3]


def test_the_number_of_a_title_goes_with_it() -> None:
    rows = [
        *FIRST,
        ("", "", "", "", ""),
        ("表7", "", "", "", ""),
        ("政府性基金预算支出表", "", "", "", ""),
        HEADER,
    ]
    found = cut(reading(rows), known_wordings())
    assert [len(table.rows) for table in found.tables] == [3, 4]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [*FIRST, FIRST[0], HEADER, ("210", "卫生", "1", "", "1")], id="the title again on page two"
        ),
        pytest.param(
            [*FIRST, ("专项业务费情况表", "", "", "", ""), ("210", "卫生", "1", "", "")], id="no header below"
        ),
        pytest.param([*FIRST, ("1", "政府采购表", "", "", ""), HEADER], id="a numbered line of a list"),
        pytest.param([*FIRST, ("213", "购置办公桌椅表", "5.00", "", ""), HEADER], id="a line with a figure"),
        pytest.param(
            [("部门收支总表", "", "", "", ""), ("表1", "", "", "", ""), *FIRST],
            id="two titles before figures",
        ),
        pytest.param([*FIRST, ("见附表", "x", "y", "", ""), HEADER], id="a row with more cells"),
        pytest.param(
            [*FIRST, ("基本支出", "", "", "", ""), ("序号", "项目名称", "金额", "", "")], id="a lone text"
        ),
        pytest.param(
            [*FIRST, ("某局", "", "", "", ""), ("", "", "", "", "单位：万元"), HEADER], id="the same header"
        ),
        pytest.param(
            [
                *FIRST,
                ("某局", "", "", "", ""),
                ("", "共3项", "", "", "单位：万元"),
                ("序号", "项目名称", "金额", "", ""),
            ],
            id="more than captions between",
        ),
    ],
)
def test_what_is_no_title_cuts_nothing(rows: list[tuple[str, ...]]) -> None:
    whole = reading(rows)
    assert cut(whole, known_wordings()) is whole


def test_a_heading_that_repeats_the_caption_above_cuts_nothing() -> None:
    whole = reading(
        [HEADER, FIRST[2], FIRST[0], HEADER, FIRST[2]], above=("一般公共预算支出表", "单位：万元")
    )
    assert cut(whole, known_wordings()) is whole


def test_a_statement_without_any_figure_ends_where_the_next_begins() -> None:
    """All on one sheet: the empty table of government funds had swallowed 三公经费 below it."""
    rows = [
        ("政府性基金预算支出表", "", "", "", ""),
        HEADER,
        ("合计", "", "", "", ""),
        ("注:本部门无此项支出", "", "", "", ""),
        ("一般公共预算“三公”经费支出表", "", "", "", ""),
        ("", "", "", "", "单位:万元"),
        HEADER,
        ("208", "社会", "1", "", "1"),
    ]
    found = cut(reading(rows), known_wordings())
    assert [len(table.rows) for table in found.tables] == [4, 4]
