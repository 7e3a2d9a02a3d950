"""HTML fragments and LaTeX within text cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import NotShown
from ingest.readers.markup import found_in, not_shown, shown


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("<p>甲</p><p>乙</p>", "甲\n乙\n"),
        ("甲<p>乙", "甲乙"),
        ("<font><b>合计</b></font>", "合计"),
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
        ("<o:p>5</o:p>", "5"),
        ("<p>5</p><my-tag/>", "5\n<my-tag/>"),
        ("x < y", "x < y"),
        ("", ""),
    ],
)
def test_what_a_reader_sees(printed: str, seen: str) -> None:
    assert shown(printed) == seen


@pytest.mark.parametrize(
    "printed",
    [
        "<OA>系统升级",
        "<GIS>系统升级",
        "系统<二期>升级",
        "项目<2020>",
        "设备<5万且>3万",
        "<HR>系统升级",
        "<TD>网络升级",
        "<A>类设备、<B>类设备",
        "<video>监控系统",
        "<P>类设备",
        "某县<font><b>示例</b></font>局",
        "<Link>平台",
        "<input>模块",
        "<data center>扩容",
        "<OA>系统</OA>",
        "某县<b>示例</b>R&D局",
        "<script>alert(1)</script>",
        "</td></tr><img src=x onerror=alert(2)>",
        '"><svg onload=alert(6)>',
        "<i>a<b</i> &lt; R&D",
        "&lt;b&gt;",
        "&amp;amp;",
        "a&#60;b",
        "R&amp;D",
        "&lt;2020&gt;",
        "A&LT工程",
        "A&region",
    ],
)
def test_what_a_text_prints_stays(printed: str) -> None:
    assert shown(printed) == printed
    assert not_shown(printed) == {}


@pytest.mark.parametrize(
    ("text", "piece", "seen"),
    [
        ("<p>甲</p>", "<OA>系统<b>升级</b>", "<OA>系统升级"),
        ("<p>甲</p>", "<二期>R&amp;D&nbsp;", "<二期>R&D\xa0"),
        ("甲<br>乙", "<HR>系统", "<HR>系统"),
        ("甲<br>乙", "<hr>", ""),
        ("甲<br>乙", "<TD>网络", "<TD>网络"),
        ("甲<br>乙", "<td>网络", "网络"),
        ("甲<br>乙", "<A>类，<a href='x'>乙</a>", "<A>类，乙"),
        ("<br>乙</b>", "<b>甲", "甲"),
        ("<br><b>甲", "乙</b>", "乙"),
        ("<div>\n<div>", "<div>甲</div>", "甲\n"),
        ("<br>", "A&LT&region", "A&LT&region"),
        ("<br>", "甲&nbsp乙", "甲\xa0乙"),
        ("名称\t<b>合计</b>\t5", "<b>合计</b>", "合计"),
        ("名称,<b>合计</b>,5", "<b>合计</b>", "合计"),
        ("甲&nbsp;乙", "R&amp;D", "R&D"),
        ("&minus;5.00", "&minus;5.00", "−5.00"),
        ("满意度&gt;=95%", "&gt;=95%", ">=95%"),
        ("| $\\geq 95\\%$ | &lt;甲 |", "&lt;甲", "<甲"),
        ("R&amp;D", "&lt;甲&gt;", "&lt;甲&gt;"),
        ("系统&lt;甲&gt; 5.00", "R&amp;D", "R&amp;D"),
    ],
)
def test_the_whole_text_decides_what_is_markup(text: str, piece: str, seen: str) -> None:
    assert shown(piece, found_in(text + "\n" + piece)) == seen


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
