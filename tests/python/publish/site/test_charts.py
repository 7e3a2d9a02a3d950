"""Charts: text that stays text, the same bytes each time, and nothing where there is nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from lxml import etree

from publish.site.charts import Bar, bars

HOSTILE = [
    '<a href="javascript:alert(1)">x</a>',
    "<script>x</script>",
    r"\( x^2 \)",
    "a & b",
    "$y$",
    "{place}",
    "甲\u202e乙",
]


def _bar(name: str, amount: str = "10000", kind: str = "—") -> Bar:
    return Bar(name, "1.00", ((kind, Decimal(amount)),))


def _drawn(*shown: Bar) -> etree._Element:
    chart = bars("题", shown)
    assert chart is not None
    return etree.fromstring(str(chart.svg))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_a_label_whatever_it_says(name: str) -> None:
    root = _drawn(_bar(name), _bar("乙"))
    assert {etree.QName(one).localname for one in root.iter()} <= {"svg", "g", "rect", "text", "tspan"}
    assert not root.xpath("//@*[starts-with(name(), 'on') or contains(name(), 'href')]")
    assert "\u202e" not in "".join(root.itertext())


def test_a_label_of_latin_words_is_told_in_full() -> None:
    assert {"a ＆ b", "1.00"} <= {
        "".join(one.itertext()).strip() for one in _drawn(_bar("a & b")).iter("{*}text")
    }


def test_the_same_figures_give_the_same_bytes() -> None:
    shown = [_bar("甲", "10000", "基本"), _bar("乙", "5000", "项目")]
    assert bars("题", shown) == bars("题", shown)


def test_parts_have_colours_that_the_legend_tells() -> None:
    bar = Bar("甲", "3.00", (("基本", Decimal(10_000)), ("项目", Decimal(20_000))))
    chart = bars("题", [bar])
    assert chart is not None
    assert [name for name, _ in chart.legend] == ["基本", "项目"]
    widths = [float(one.get("width")) for one in etree.fromstring(str(chart.svg)).iter("{*}rect")]
    assert max(widths) == pytest.approx(2 * min(widths), rel=0.02)


def test_bars_are_as_long_as_their_figures() -> None:
    widths = sorted(
        float(one.get("width")) for one in _drawn(_bar("甲", "10000"), _bar("乙", "40000")).iter("{*}rect")
    )
    assert widths[1] == pytest.approx(4 * widths[0], rel=0.02)


@pytest.mark.parametrize("amount", ["0.01", "9999999999999999.99", "-10000"])
def test_any_amount_is_drawn(amount: str) -> None:
    assert len(list(_drawn(_bar("甲", amount)).iter("{*}rect"))) == 1


def test_nothing_is_no_chart() -> None:
    assert bars("题", [_bar("甲", "0"), _bar("乙", "0.00")]) is None
    assert bars("题", []) is None


def test_who_does_not_see_hears_the_title() -> None:
    root = _drawn(_bar("甲"))
    assert (root.get("role"), root.get("aria-label")) == ("img", "题")
