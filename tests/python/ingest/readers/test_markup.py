"""HTML fragments and LaTeX within text cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import NotShown
from ingest.readers.markup import not_shown, shown


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("<p>甲</p><p>乙</p>", "甲\n乙\n"),
        ("甲<br>乙<br/>丙<BR >丁", "甲\n乙\n丙\n丁"),
        ('甲<br class="soft">乙', "甲\n乙"),
        ("<b>合计</b>", "合计"),
        ('<input type="checkbox" checked>是 <input type="checkbox">否', "☑是 ☐否"),
        ("&lt;95&gt; &amp; &nbsp;x", "<95> & \xa0x"),
        (r"$\geq 95\%$", "≥ 95%"),
        (r"$\geqslant$ 3 $\le$ 5", "≥ 3 ≤ 5"),
        (r"$\text{不少于} 5$", "不少于 5"),
        ("128.00<sup>1</sup>", "128.00¹"),
        ("128.00<SUP class=n><a href='#1'>[2]</a></SUP>", "128.00²"),
        ("<del>98.00</del>128.00", "128.00"),
        ("<s style='color:red'>98.00</s>128.00", "128.00"),
        ("<span style='text-decoration: line-through'>98.00</span>128.00", "128.00"),
        ("<span style='display:none'>98.00</span>128.00", "128.00"),
        ("<span style='display:inline'>128.00</span>", "128.00"),
        ("<small>128.00</small><strong>元</strong>", "128.00元"),
        ("<input type='text' value='128.00'>", "128.00"),
        ('<input value="128.00" readonly>', "128.00"),
        ("<input type=hidden value=55>128.00", "128.00"),
        ("128.00$^{1}$", "128.00¹"),
        ("$10^4$元", "10⁴元"),
        (r"$\left(5\right)$", r"\left(5\right)"),
        ("5<6 且 3>2", "5<6 且 3>2"),
        ("设备a<b且c>d购置", "设备a<b且c>d购置"),
        ("x<y元，其中z>1", "x<y元，其中z>1"),
        ("x<y 且 z>1", "x<y 且 z>1"),
        ("<unit 名称>", "<unit 名称>"),
        ('<td width=100 class=n">5</td >', "5"),
        ("<p style='a: b' title=\"甲乙\" hidden>丙</p>", "丙\n"),
        ("<o:p>5</o:p><my-tag/>", "5"),
        ("x < y", "x < y"),
        ("", ""),
    ],
)
def test_what_a_reader_sees(printed: str, seen: str) -> None:
    assert shown(printed) == seen


@given(st.text(st.characters(exclude_characters="<&$")))
def test_text_without_markup_stays(text: str) -> None:
    assert shown(text) == text


@given(st.text(st.sampled_from("<>&$/\\bripngeq;#19 =字"), max_size=200))
def test_broken_markup_never_raises(text: str) -> None:
    assert isinstance(shown(text), str)


def test_what_is_not_shown_is_counted() -> None:
    text = "<s>1</s><b style='display:none'>2</b><del>3</del>"
    assert not_shown(text) == {NotShown.STRUCK_OUT: 2, NotShown.HIDDEN: 1}
    assert not_shown("1 < 2") == {}
