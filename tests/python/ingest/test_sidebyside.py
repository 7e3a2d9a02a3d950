"""Tables side by side in one grid are tables of their own; one table with an empty column stays one."""

from __future__ import annotations

import pytest

from ingest.model import Grid, Line, Reading, Row, Table
from ingest.read import known_wordings
from ingest.statements import cut

LEFT = ["一般公共预算支出表", "", ""], ["科目编码", "科目名称", "合计"], ["208", "社会保障", "36.40"]
RIGHT = ["“三公”经费支出表", ""], ["项目", "预算数"], ["公务接待费", "1.20"]


def beside(*blocks: tuple[list[str], ...], gap: int = 1) -> list[list[str]]:
    """Blocks from left to right with `gap` empty columns between them."""
    rows: list[list[str]] = []
    for parts in zip(*blocks, strict=True):
        row = list(parts[0])
        for part in parts[1:]:
            row += [""] * gap + part
        rows.append(row)
    return rows


def reading(
    rows: list[list[str]], spans: dict[tuple[int, int], int] | None = None, above: tuple[str, ...] = ()
) -> Reading:
    """A reading of one table; `spans` gives the columns that a cell covers."""
    start = len(above)
    printed = tuple(
        Row(
            tuple(row),
            start + number,
            spans=tuple((1, (spans or {}).get((number - 1, column), 1)) for column in range(len(row))),
        )
        for number, row in enumerate(rows, start=1)
    )
    table = Table(Grid.SHEET, printed, start + 1, start + len(rows), 1, "Sheet1")
    texts = [*((text, None) for text in above), *((" ".join(filter(None, row)), 1) for row in rows)]
    lines = tuple(
        Line(number, text, None, table_no) for number, (text, table_no) in enumerate(texts, start=1)
    )
    return Reading("text/plain", lines, (table,))


def read(*args: object, **more: object) -> list[list[tuple[str, ...]]]:
    found = cut(reading(*args, **more), known_wordings())  # type: ignore[arg-type]
    assert not found.doubts
    return [[row.cells for row in table.rows] for table in found.tables]


def test_two_tables_parted_by_an_empty_column_keep_their_columns() -> None:
    """The reception fee of the right table stood under the codes of the left one."""
    whole = reading(beside(LEFT, RIGHT))
    found = cut(whole, known_wordings())
    left, right = found.tables
    assert [row.cells for row in left.rows] == [
        ("一般公共预算支出表", "", "", "", "", ""),
        ("科目编码", "科目名称", "合计", "", "", ""),
        ("208", "社会保障", "36.40", "", "", ""),
    ]
    assert [row.cells for row in right.rows] == [
        ("", "", "", "", "“三公”经费支出表", ""),
        ("", "", "", "", "项目", "预算数"),
        ("", "", "", "", "公务接待费", "1.20"),
    ]
    assert [row.line_no for row in right.rows] == [1, 2, 3]
    assert (left.name, right.name) == ("Sheet1", None)
    assert cut(found, known_wordings()) == found


@pytest.mark.parametrize(
    ("rows", "spans"),
    [
        pytest.param(beside(LEFT, RIGHT, gap=3), {}, id="several empty columns"),
        pytest.param(
            beside(LEFT, RIGHT, gap=0), {(0, 0): 3, (0, 3): 2}, id="titles merged over their blocks"
        ),
        pytest.param(
            [["某局2024年部门预算", *[""] * 5], *beside(LEFT, RIGHT)],
            {(0, 0): 6},
            id="the document's title over all",
        ),
        pytest.param(
            [*beside(LEFT, RIGHT), ["注：本表不含上年结转", *[""] * 5]], {(3, 0): 6}, id="a note below both"
        ),
        pytest.param(
            [["一般公共预算支出表", *[""] * 5], *beside((["单位：万元", "", ""], *LEFT[1:]), RIGHT)],
            {},
            id="one begins a row above the other",
        ),
        pytest.param(
            beside((["从未见过的支出表", "", ""], *LEFT[1:]), (["从未见过的收入表（续）", ""], *RIGHT[1:])),
            {},
            id="titles that nobody knows",
        ),
        pytest.param(
            beside(
                (["一般公共预算支出表", "单位：万元", ""], *LEFT[1:]),
                (["三公经费支出表", "单位：元"], *RIGHT[1:]),
            ),
            {},
            id="captions beside the titles",
        ),
        pytest.param(
            beside(([*LEFT[0], "", ""], [*LEFT[1], "", "项目支出"], [*LEFT[2], "", "1"]), RIGHT),
            {},
            id="an empty column within the left one",
        ),
    ],
)
def test_titles_over_blocks_of_columns_part_them(
    rows: list[list[str]], spans: dict[tuple[int, int], int]
) -> None:
    first, second = read(rows, spans)
    assert ["208" in cells for cells in first].count(True) == 1
    assert not any("1.20" in cells or "预算数" in cells for cells in first)
    assert not any("36.40" in cells or "208" in cells for cells in second)
    assert any("1.20" in cells for cells in second)


def test_titles_without_an_empty_column_part_where_the_header_begins_anew() -> None:
    right = ["政府性基金预算支出表", "", ""], ["科目编码", "科目名称", "合计"], ["212", "城乡", "5.00"]
    first, second = read(beside(LEFT, right, gap=0))
    assert [cells[:3] for cells in first] == [tuple(row) for row in LEFT]
    assert [cells[3:] for cells in second] == [tuple(row) for row in right]


def test_tables_below_and_beside_each_other_are_four() -> None:
    rows = [
        *beside(LEFT, RIGHT),
        *beside(
            (["政府性基金预算支出表", "", ""], LEFT[1], ["212", "城乡", "5.00"]),
            (["政府采购预算表", ""], RIGHT[1], ["货物", "2.00"]),
        ),
    ]
    tables = read(rows)
    assert [next(filter(None, table[0])) for table in tables] == [
        "一般公共预算支出表", "政府性基金预算支出表", "“三公”经费支出表", "政府采购预算表",
    ]  # fmt: skip


def test_two_tables_below_a_wide_one_are_parted() -> None:
    wide = [["部门支出总表", *[""] * 5], ["科目编码", "科目名称", "合计", "基本支出", "项目支出", "备注"],
            ["208", "社会保障", "3", "1", "2", "无"]]  # fmt: skip
    assert [len(table) for table in read([*wide, *beside(LEFT, RIGHT)])] == [3, 3, 3]


def test_a_text_beside_a_title_that_may_be_one_is_told() -> None:
    """Its form says no title, but it stands over headers of its own, behind an empty column."""
    found = cut(reading(beside(LEFT, (["2024年“三公”经费预算", ""], *RIGHT[1:]))), known_wordings())
    assert len(found.tables) == 1
    assert [doubt.reason for doubt in found.doubts] == [
        "titles side by side, not parted: 一般公共预算支出表, 2024年“三公”经费预算"
    ]


HALVES = ["项目", "预算数"], ["税收", "36.40"]


ONE = {
    "a table with an empty column": [
        ["部门支出表", "", "", "", ""],
        ["科目编码", "科目名称", "合计", "", "备注"],
        ["208", "甲", "1", "", ""],
    ],
    "halves of revenue and expenditure": [
        ["部门收支总表", *[""] * 4],
        *beside((["收入", ""], *HALVES), (["支出", ""], *HALVES)),
    ],
    "halves named at length": beside((["收入情况", ""], *HALVES), (["支出情况", ""], *HALVES)),
    "a title centred over all": [
        ["", "", "一般公共预算支出表", "", ""],
        ["科目编码", "科目名称", "", "合计", "备注"],
        ["1", "甲", "", "2", ""],
    ],
    "the number of the form beside the title": [
        ["一般公共预算支出表", "", "", "", "预算01表"],
        ["科目编码", "科目名称", "合计", "", "金额"],
        ["1", "甲", "2", "", "3"],
    ],
    "headers that end like titles": [
        ["支出表", "", "", "", "", ""],
        ["科目编码", "科目名称", "合计", "项目支出明细表", "项目支出", "绩效目标表"],
        ["1", "甲", "2", "有", "3", "有"],
    ],
    "captions over a block behind an empty column": beside(
        (["部门收支总表", ""], *HALVES), (["公开01表 预算", "单位：万元"], *HALVES)
    ),
    "a name over a block behind an empty column": beside(
        (["部门收支总表", ""], *HALVES), (["某局", ""], *HALVES)
    ),
    "two captions and one title": [
        ["一般公共预算支出表", "", "附表2", "", "单位：万元"],
        ["科目编码", "科目名称", "合计", "", "金额"],
        ["1", "甲", "2", "", "3"],
    ],
}


@pytest.mark.parametrize("rows", ONE.values(), ids=ONE)
def test_what_is_one_table_stays_one(rows: list[list[str]]) -> None:
    whole = reading(rows)
    assert cut(whole, known_wordings()).tables == whole.tables
    assert not cut(whole, known_wordings()).doubts


@pytest.mark.parametrize("above", [("部门收支总表",), ("表一 2024年部门收支总表",)])
def test_a_known_title_over_all_keeps_the_halves_together_and_is_told(above: tuple[str, ...]) -> None:
    halves = beside((["收入预算表", ""], *HALVES), (["支出预算表", ""], *HALVES))
    found = cut(reading(halves, above=above), known_wordings())
    assert len(found.tables) == 1
    assert [doubt.reason for doubt in found.doubts] == [
        "titles side by side, not parted: 支出预算表, 收入预算表"
    ]


def test_titles_whose_tables_nothing_parts_are_told() -> None:
    rows = [
        ["支出预算表", "", "三公经费支出表", ""],
        ["科目编码", "合计", "金额", "备注"],
        ["208", "36.40", "1.20", "无"],
    ]
    found = cut(reading(rows), known_wordings())
    assert len(found.tables) == 1
    assert [doubt.place for doubt in found.doubts] == ["line 1"]
