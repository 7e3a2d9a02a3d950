"""Rules of style sheets: which elements their selectors mean, and which declaration wins."""

from __future__ import annotations

import pytest

from ingest.model import LeftOut, NotShown, Reading
from ingest.readers import html

OLD, NEW = "263.90", "128.00"


def _page(style: str, old: str = f"<b class='old x1' title=t>{OLD}</b>") -> Reading:
    return html.read(
        f"<html><head><style>{style}</style></head><body><table>"
        f"<tr><td>科目<td>合计<td>项目<tr class=q><td>甲<td>{old}<td><i>{NEW}</i></table>"
    )


def _last(reading: Reading) -> tuple[str, ...]:
    return reading.tables[0].rows[-1].cells


HIDES = ["text-decoration-line:line-through", "text-decoration:line-through red", "display:none"]
HIDES += ["color:#fff", "opacity:0", "background:#000"]


@pytest.mark.parametrize("hides", HIDES)
@pytest.mark.parametrize(
    "selector",
    [
        "tr:nth-child(2) td:nth-child(2) b",
        "tbody > tr:last-child > td + td > b:first-child",
        "td:not(:first-child) > b:only-child",
        "tr:nth-of-type(even) b",
        "td:nth-last-child(2) b",
        "[class^=old]",
        "b[title]",
        "td ~ td b.x1",
        "tr:first-child + tr b",
        "td:has(> b) b",
        ":is(b, u).old",
        "p, b.old",
        "tr.q { & td b",
    ],
)
def test_a_selector_of_any_kind_hides_what_it_means(selector: str, hides: str) -> None:
    """Amounts that a rule strikes out by the place of their cell were read as if they stood."""
    reading = _page(f"{selector} {{{hides}}}" + "}" * selector.count("{"))
    assert _last(reading) == ("甲", "", NEW)
    assert sum(left.count for left in reading.left_out) == 1
    assert reading.doubts == ()


@pytest.mark.parametrize("hides", HIDES)
@pytest.mark.parametrize(
    "selector",
    [
        "tr:nth-child(3) b",
        "table > tr b",
        "td:first-child b",
        "b:not(.old)",
        "[class^=ol-]",
        "td b:hover",
        "td b:focus-within",
        "td b::selection",
        "b + b",
        "thead b",
        "td:empty b",
    ],
)
def test_a_selector_that_means_something_else_hides_nothing(selector: str, hides: str) -> None:
    reading = _page(f"{selector} {{{hides}}}")
    assert _last(reading) == ("甲", OLD, NEW)
    assert (reading.left_out, reading.doubts) == ((), ())


@pytest.mark.parametrize(
    "rules",
    [
        "td b {display:none} b.old {display:inline} tr td .old {display:none}",
        "b {text-decoration:none !important} b.old {text-decoration:line-through !important}",
        "b {text-decoration:none} .old {text-decoration-line:line-through}",
        ":root {--gone: none} b {display:var(--gone)}",
        "b {display:var(--unset, none)}",
        "@supports (display:grid) {b {display:none}}",
        "@layer base {b {display:none}}",
        "b {display:/* not */none; *zoom:1}",
    ],
)
def test_the_rule_that_wins_hides(rules: str) -> None:
    assert _last(_page(rules)) == ("甲", "", NEW)


@pytest.mark.parametrize(
    "rules",
    [
        "b.old {text-decoration:none} td b {text-decoration:line-through}",
        "b {text-decoration-line:line-through} b.old {text-decoration:none}",
        "b {background-color:#000} b.old {background:#fff}",
        "@media print {b {display:none}}",
        "@font-face {font-family:b} @page {margin:0}",
        "b {font-size:0} b.old {font:12px serif}",
    ],
)
def test_the_rule_that_loses_hides_nothing(rules: str) -> None:
    assert _last(_page(rules)) == ("甲", OLD, NEW)


# --- lines over the text --------------------------------------------------------------------------

LINE = "position:absolute;left:0;width:100%"


@pytest.mark.parametrize(
    "rule",
    [
        "b {background:linear-gradient(transparent 48%,#000 48%,#000 52%,transparent 52%)}",
        "b {background-image:linear-gradient(0deg, rgba(0,0,0,0) 45%, red 45%, red 50%, rgba(0,0,0,0) 50%)}",
        f"b::after {{content:'';{LINE};top:50%;border-top:1px solid}}",
        f"b::before {{content:' ';{LINE};bottom:45%;height:2px;background:red}}",
        f"tr.q td:nth-child(2)::after {{content:'';{LINE};top:50%;border-bottom:1px solid #c00}}",
        "b::after {content:'';position:absolute;inset:50% 0 auto 0;height:1px;background:#000}",
    ],
)
def test_a_line_drawn_through_an_amount_strikes_it(rule: str) -> None:
    """Only the decoration of text was taken for a strike."""
    reading = _page(rule)
    assert _last(reading) == ("甲", "", NEW)
    assert reading.left_out == (LeftOut(NotShown.STRUCK_OUT, "table 1", 1),)


@pytest.mark.parametrize(
    "rule",
    [
        "b {background:linear-gradient(to top right, transparent 49%, red, transparent 51%)}",
        "b {background:linear-gradient(transparent calc(50% - 1px), red, transparent calc(50% + 1px))}",
        "b {background:url(line.png) repeat-x center}",
        f"b::after {{content:'';{LINE};top:.6em;border-top:1px solid}}",
        f"b::after {{content:'';{LINE};top:calc(50% - 1px);border-top:1px solid}}",
    ],
)
def test_what_may_be_a_line_through_an_amount_is_told(rule: str) -> None:
    reading = _page(rule)
    if reading.left_out:
        assert _last(reading) == ("甲", "", NEW)
    else:
        assert [doubt.place for doubt in reading.doubts] == ["table 1"]


@pytest.mark.parametrize(
    "rule",
    [
        "b {background:linear-gradient(transparent 60%, yellow 60%)}",
        "b {background:linear-gradient(#fff, #eee)}",
        "b {background:linear-gradient(90deg, transparent, #eee 50%, transparent)}",
        "b {background:url(bg.png) repeat-x}",
        f"b::after {{content:'';{LINE};bottom:0;border-top:1px solid}}",
        f"b::after {{content:'';{LINE};top:100%;border-top:1px solid}}",
        "b::before {content:'';position:absolute;top:50%;width:3px;height:16px;background:red}",
        f"b::after {{{LINE};top:50%;border-top:1px solid}}",
        f"b::after {{content:'';{LINE};top:50%;border-top:none}}",
        f"p::after {{content:'';{LINE};top:50%;border-top:1px solid}}",
        f"b::after {{content:'';{LINE};top:50%;border-top:1px solid;z-index:-1}}",
    ],
)
def test_a_line_beside_the_text_strikes_nothing(rule: str) -> None:
    reading = _page(rule)
    assert _last(reading) == ("甲", OLD, NEW)
    assert (reading.left_out, reading.doubts) == ((), ())


@pytest.mark.parametrize(
    "old",
    [
        f"<s class=x>{OLD}</s>",
        f"<strike style='color:red'>{OLD}</strike>",
        f"<del cite=a datetime='2024-01-01'>{OLD}</del>",
        f"<DEL><b>{OLD}</b></DEL>",
    ],
)
def test_elements_that_strike_do_so_with_any_attributes(old: str) -> None:
    assert _last(_page("", old)) == ("甲", "", NEW)
