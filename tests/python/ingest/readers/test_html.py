"""Whole HTML pages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Grid, Reading, UnreadableDocument
from ingest.readers import html


def _cells(reading: Reading, number: int = 1) -> list[tuple[str, ...]]:
    return [row.cells for row in reading.tables[number - 1].rows]


def _page(body: str) -> Reading:
    return html.read(f"<html><body>{body}</body></html>")


def test_merged_cells_stand_at_their_top_left_corner() -> None:
    reading = _page(
        "<table><tr><th rowspan=2>科目<th colspan=2>支出<th rowspan='2'>备注</tr>"
        "<tr><td>基本<td>项目</tr><tr><td>甲<td>1.00<td>2.00<td></tr></table>"
    )
    assert _cells(reading) == [
        ("科目", "支出", "", "备注"),
        ("", "基本", "项目", ""),
        ("甲", "1.00", "2.00", ""),
    ]
    assert reading.tables[0].grid is Grid.HTML


def test_lines_stand_in_reading_order_and_name_their_table() -> None:
    reading = _page("<h1>标题</h1><table><tr><td>甲<td>1</table><p>说 明<br>二</p>")
    assert [(line.text, line.table_no) for line in reading.lines] == [
        ("标题", None), ("甲 1", 1), ("说 明", None), ("二", None),
    ]  # fmt: skip
    assert [line.line_no for line in reading.lines] == [1, 2, 3, 4]


def test_a_caption_is_the_line_above_its_table() -> None:
    reading = _page("<table><caption>虚构支出表</caption><tr><td>甲<td>1</table>")
    assert [(line.text, line.table_no) for line in reading.lines] == [("虚构支出表", None), ("甲 1", 1)]


def test_of_nested_tables_the_innermost_are_tables_and_no_text_is_lost() -> None:
    reading = _page(
        "<table><tr><td>外<table><tr><td>甲<td>1</table></td><td>旁<table><tr><td>乙<td>2</table></td></table>"
    )
    assert [_cells(reading, number) for number in (1, 2)] == [[("甲", "1")], [("乙", "2")]]
    assert [line.text for line in reading.lines] == ["外", "甲 1", "旁", "乙 2"]


def test_a_table_that_is_not_closed_is_a_doubt() -> None:
    reading = html.read("<html><body><table><tr><td>甲<td>1<tr><td>乙")
    assert _cells(reading) == [("甲", "1"), ("乙", "")]
    assert [doubt.reason for doubt in reading.doubts] == ["a table is not closed"]


def test_a_table_in_a_comment_is_no_doubt() -> None:
    assert _page("<!-- <table> --><table><tr><td>甲</table>").doubts == ()


def test_scripts_styles_and_comments_are_no_text() -> None:
    reading = _page("<script>var a</script><style>p{}</style><!-- c -->文<noscript>n</noscript>字")
    assert [line.text for line in reading.lines] == ["文字"]


def test_check_boxes_are_shown() -> None:
    reading = _page("<table><tr><td><input type=checkbox checked>是<td><input type=radio>否</table>")
    assert _cells(reading) == [("☑是", "☐否")]


@pytest.mark.parametrize("span", ["²", "x", "-1", "0", "", "1.5"])
def test_an_odd_span_counts_as_one(span: str) -> None:
    assert _cells(_page(f"<table><tr><td colspan='{span}' rowspan='{span}'>甲<td>1</table>")) == [("甲", "1")]


def test_a_row_span_ends_with_its_table() -> None:
    assert _cells(_page("<table><tr><td rowspan=99999>甲<td>1<tr><td>2</table>")) == [("甲", "1"), ("", "2")]


def test_xhtml_with_an_encoding_declaration_is_read() -> None:
    reading = html.read(
        '<?xml version="1.0" encoding="gb2312"?>\n<!DOCTYPE html><html><head><meta charset="gb2312">'
        "<title>题</title></head><body><p>文</p></body></html>"
    )
    assert [line.text for line in reading.lines] == ["题", "文"]


@pytest.mark.parametrize("text", ["<html>", "<html></html>", "<!DOCTYPE html>", "<html><!-- -->"])
def test_an_empty_page_is_no_reading(text: str) -> None:
    """It passed for wholly read."""
    with pytest.raises(UnreadableDocument, match="empty"):
        html.read(text)


def test_deep_nesting_is_read() -> None:
    assert [line.text for line in _page("<div><font>" * 600 + "深" + "</font></div>" * 600).lines] == ["深"]


@pytest.mark.parametrize(
    ("text", "is_page"),
    [
        ("<!DOCTYPE html><p>x", True),
        ("<table><tr><td>a</table>", True),
        ("\t<table>\n\t\t<tr><td>a</td></tr>\n\t</table>", True),
        ("名称\t<table><tr><td>a</table>", False),
        ("\t名称\t<table><tr><td>a</table>", False),
        ("甲\t<p>乙</p>", False),
        ("<HTML>\n<P>x", True),
        ("HTTP/1.1 200\n<html><body>x", True),
        ("项目名称,金额\n<HTML>网站改版,5\n", False),
        ("项目名称,金额\n<table>控件采购,5\n", False),
        ("<TABLE border=1>\n甲", True),
        ("plain", False),
    ],
)
def test_is_page(text: str, is_page: bool) -> None:
    assert html.is_page(text) is is_page


_SOUP = st.lists(
    st.sampled_from(
        [
            "<table>",
            "</table>",
            "<tr>",
            "<td>",
            "<td colspan=3>",
            "<td rowspan=2>",
            "</td>",
            "<p>",
            "<br>",
            "甲",
            "1.00",
            "<!--",
            "-->",
            "&lt;",
        ]
    ),
    max_size=60,
).map("".join)


@settings(deadline=None)
@given(_SOUP)
def test_any_soup_gives_rectangular_tables(soup: str) -> None:
    reading = html.read("<html>字" + soup)
    for table in reading.tables:
        assert len({len(row.cells) for row in table.rows}) == 1
    assert [line.line_no for line in reading.lines] == list(range(1, len(reading.lines) + 1))
