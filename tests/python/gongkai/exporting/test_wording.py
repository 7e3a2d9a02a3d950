"""Descriptions taken apart by language."""

from __future__ import annotations

import pytest

from gongkai.exporting.wording import by_language, first_sentences, label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("金额（元）。Amount in yuan.", ("金额（元）。", "Amount in yuan.")),
        ("“三公”类别，最细者。三公 category, see docs/x.md.",
         ("“三公”类别，最细者。", "三公 category, see docs/x.md.")),
        ("甲（见 docs/a.md）。A. 乙。B e.g. two. C.", ("甲（见 docs/a.md）。乙。", "A. B e.g. two. C.")),
        ("多少？\n如何？\nHow much,\nand how?", ("多少？如何？", "How much, and how?")),
        ("只有中文", ("只有中文", "")),
        ("English alone", ("", "English alone")),
        ("", ("", "")),
    ],
)  # fmt: skip
def test_sentences_go_to_their_language(text: str, expected: tuple[str, str]) -> None:
    assert by_language(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单位名称，照印，没有印的为空。Name.", "单位名称"),
        ("增减额与哪一年相比（比2024年：2024）；其余为空。Base.", "增减额与哪一年相比（比2024年：2024）"),
        ("括号没有闭合（甲，乙。Open.", "括号没有闭合（甲，乙。"),
        ("Amount.", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_label_is_the_first_clause(text: str, expected: str) -> None:
    assert label(text) == expected


def test_a_table_says_first_whether_it_adds_up() -> None:
    assert first_sentences("可以相加。It adds up. 一行一个。One row each.") == ("可以相加。", "It adds up.")
