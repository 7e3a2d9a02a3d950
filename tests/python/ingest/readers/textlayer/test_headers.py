"""Header words cut into wordings and built into columns."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.read import known_wordings
from ingest.readers.textlayer import headers

KNOWN = known_wordings()


def _words(*lines: str) -> list[tuple[str, int]]:
    return [(word, number) for number, line in enumerate(lines, start=1) for word in line.split()]


def _cut(*lines: str) -> list[tuple[str, bool]]:
    return [(piece.text, piece.known) for piece in headers.cut(_words(*lines), KNOWN)]


def _rows(*lines: str) -> list[list[str]]:
    return headers.build(headers.cut(_words(*lines), KNOWN), KNOWN).rows()


@pytest.mark.parametrize(
    ("lines", "pieces"),
    [
        (["科目编码 科目名称 合计"], ["科目编码", "科目名称", "合计"]),
        (["科目编码科目名称合计"], ["科目编码", "科目名称", "合计"]),
        (["合计 一般公共预算财政", "拨款 政府性基金预算", "财政拨款"],
         ["合计", "一般公共预算财政拨款", "政府性基金预算财政拨款"]),
        (["科目 编码 合计"], ["科目编码", "合计"]),
        (["2022年预算数 基本支出"], ["2022年预算数", "基本支出"]),
        (["权重(%) 备注"], ["权重(%)", "备注"]),
    ],
)  # fmt: skip
def test_words_are_cut_into_the_fewest_wordings(lines: list[str], pieces: list[str]) -> None:
    assert _cut(*lines) == [(piece, True) for piece in pieces]


def test_a_group_and_its_member_in_the_next_line_are_no_wrapped_wording() -> None:
    """支出项目 heads a column, too; 支出 above 项目 is the spending side of a summary."""
    assert _cut("收入 支出", "项目 预算数 项目 预算数")[1:3] == [("支出", True), ("项目", True)]
    assert _cut("收入项目 预算数 支出项目 预算数")[2] == ("支出项目", True)


def test_an_unknown_word_stays_as_printed() -> None:
    assert _cut("科目编码 虚构栏目 合计") == [("科目编码", True), ("虚构栏目", False), ("合计", True)]


def test_a_wrapped_wording_knows_where_it_starts_and_ends() -> None:
    piece = headers.cut(_words("一般公共预算财政", "拨款"), KNOWN)[0]
    assert (piece.line, piece.line_end, piece.key) == (1, 2, "一般公共预算财政拨款")


def test_nothing_is_cut_from_nothing() -> None:
    assert headers.cut([], KNOWN) == []


def test_two_groups_share_out_the_wordings_below() -> None:
    assert _rows("基本支出 项目支出", "合计 人员经费 公用经费 合计 财政拨款") == [
        ["基本支出", "", "", "项目支出", ""],
        ["合计", "人员经费", "公用经费", "合计", "财政拨款"],
    ]


def test_the_tree_of_the_three_public_expenses() -> None:
    assert _rows(
        "单位名称 合计 因公出国(境)费 公务用车购置及运行费 公务接待费", "小计 公务用车购置费 公务用车运行费"
    ) == [
        ["单位名称", "合计", "因公出国(境)费", "公务用车购置及运行费", "", "", "公务接待费"],
        ["", "", "", "小计", "公务用车购置费", "公务用车运行费", ""],
    ]


def test_a_wording_on_the_same_line_is_no_child() -> None:
    assert _rows("基本支出 合计 人员经费") == [["基本支出", "合计", "人员经费"]]


_WORD = st.one_of(
    st.sampled_from(sorted(KNOWN.headers)), st.text(st.characters(categories=["Lo"]), min_size=1, max_size=6)
)


@settings(deadline=None)
@given(st.lists(st.lists(_WORD, min_size=1, max_size=4), min_size=1, max_size=4))
def test_cutting_and_building_lose_no_letter_and_no_piece(lines: list[list[str]]) -> None:
    words = [(word, number) for number, line in enumerate(lines, start=1) for word in line]
    pieces = headers.cut(words, KNOWN)
    assert "".join(piece.text for piece in pieces) == headers.bare("".join(headers.bare(w) for w, _ in words))
    if pieces:
        tree = headers.build(pieces, KNOWN)
        grid = tree.rows()
        assert {len(row) for row in grid} == {len(tree.leaves)}
        assert sorted(cell for row in grid for cell in row if cell) == sorted(piece.text for piece in pieces)


def test_sixty_words_are_cut_in_no_time() -> None:
    words = _words(*[" ".join(sorted(KNOWN.headers)[:60])])
    started = time.process_time()
    headers.cut(words, KNOWN)
    assert time.process_time() - started < 2
