"""What of a page is seen, and what must not be taken for hidden."""

from __future__ import annotations

import pytest

from ingest.model import LeftOut, NotShown, Placement, Reading, UnreadableDocument
from ingest.readers import html


def _page(body: str, style: str = "") -> Reading:
    return html.read(f"<html><head><style>{style}</style></head><body>{body}</body></html>")


def _table(*cells: str, more: str = "") -> str:
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    return f"<table><tr><td>科目</td><td>合计</td></tr><tr {more}>{row}</tr></table>"


def _last(reading: Reading) -> tuple[str, ...]:
    return reading.tables[0].rows[-1].cells


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("128.00<sup>1</sup>", "128.00¹"),
        ("128.00<sup>[1]</sup>", "128.00¹"),
        ("128.00<sup>注1</sup>", "128.00(注¹)"),
        ("128.00<sup><a href='#n'>[</a>12<b>]</b></sup>", "128.00¹²"),
        ("128.00<sub>2</sub>", "128.00²"),
        ("128.00<span style='vertical-align:super;font-size:8px'>1</span>", "128.00¹"),
        ("128.00<span style='vertical-align: 4px'>1</span>", "128.00¹"),
        ("128.00<span style='position:relative;top:-3.0pt;mso-text-raise:3.0pt'>1</span>", "128.00¹"),
        ("128.00<font class=note>1</font>", "128.00¹"),
        ("128.00<sup>*</sup>", "128.00*"),
        ("<sup>1</sup>", "¹"),
        ("<sup>128.00</sup>", "128.00"),
        ("<span style='vertical-align:middle'>128.00</span>", "128.00"),
        ("<span style='vertical-align:baseline'>128.00</span>", "128.00"),
        ("平方米 m<sup>2</sup>", "平方米 m²"),
    ],
)
def test_a_raised_note_is_no_digit(cell: str, shown: str) -> None:
    assert _last(_page(_table("甲", cell), ".note {vertical-align: super}")) == ("甲", shown)


@pytest.mark.parametrize("where", ["top", "sub", "super", "middle"])
def test_where_a_cell_aligns_its_text_is_no_mark(where: str) -> None:
    body = f"<table><tr><td>科目<td>合计<tr><td>甲<td style='vertical-align:{where}'>128.00</table>"
    assert _last(_page(body)) == ("甲", "128.00")


@pytest.mark.parametrize(
    "old",
    [
        "<s>98.00</s>",
        "<del>98.00</del>",
        "<strike>98.00</strike>",
        "<span style='text-decoration: line-through'>98.00</span>",
        "<span style='text-decoration-line:underline line-through'>98.00</span>",
        "<span class=old><b>98.00</b></span>",
        "<s><span style='text-decoration:none'>98.00</span></s>",
    ],
)
def test_what_is_struck_out_is_left_out_and_told(old: str) -> None:
    reading = _page(_table("甲", f"{old}128.00"), ".old { text-decoration: line-through; color: red }")
    assert _last(reading) == ("甲", "128.00")
    assert reading.left_out == (LeftOut(NotShown.STRUCK_OUT, "table 1", 1),)


@pytest.mark.parametrize(
    "cell",
    [
        "<u>128.00</u>",
        "<ins>128.00</ins>",
        "<s style='text-decoration:none'>128.00</s>",
        "<samp>128.00</samp>",
    ],
)
def test_what_is_only_underlined_is_read(cell: str) -> None:
    assert _last(_page(_table("甲", cell))) == ("甲", "128.00")


HIDDEN_STYLES = [
    "display:none",
    "display: none !important; color: red",
    "visibility:hidden",
    "visibility:collapse",
    "opacity:0",
    "font-size:0",
    "font-size:0px",
    "font-size: 1px",
    "color:#fff",
    "color:white",
    "color:rgb(255, 255, 255)",
    "position:absolute;left:-9999px",
    "height:0;overflow:hidden",
    "text-indent:-9999px",
]


@pytest.mark.parametrize("style", HIDDEN_STYLES)
@pytest.mark.parametrize("way", ["inline", "class", "id", "tag", "within"])
def test_what_is_not_seen_is_left_out_and_told(style: str, way: str) -> None:
    hidden = f"<em id=x class='a b' {f'style={chr(34)}{style}{chr(34)}' if way == 'inline' else ''}>0001</em>"
    selector = {"class": ".b", "id": "#x", "tag": "em", "within": "table td > em.a"}.get(way, ".none")
    reading = _page(_table("甲", f"{hidden}128.00"), f"{selector} {{{style}}}")
    assert _last(reading) == ("甲", "128.00")
    assert sum(left.count for left in reading.left_out) == 1


@pytest.mark.parametrize(
    "style",
    [
        "display:block",
        "visibility:visible",
        "font-size:12px",
        "font-size:0.8em",
        "font-size:80%",
        "opacity:.8",
        "color:#333",
        "color:white;background:#1f4e78",
        "color:white;background:url(a.png)",
        "color:inherit",
        "position:absolute;left:20px",
        "height:0",
        "overflow:hidden",
    ],
)
def test_what_is_seen_is_read(style: str) -> None:
    reading = _page(_table("甲", f"<em style='{style}'>128.00</em>"))
    assert (_last(reading), reading.left_out) == (("甲", "128.00"), ())


@pytest.mark.parametrize(
    "style",
    [
        "@media print { em {display:none} }",
        "@media (max-width: 768px) { em {display:none} }",
        "@media screen and (min-width: 2000px) { em {display:none} }",
        "em:hover {display:none}",
        "em::before {display:none}",
        "/* em {display:none} */",
        ".other em {display:none}",
        "p > em {display:none}",
        "em.other {display:none}",
        "em {display:none} table em {display:inline}",
        "em {display:inline !important} #x {display:none}",
        "@font-face {font-family: em} b {display:none}",
    ],
)
def test_rules_that_do_not_hold_hide_nothing(style: str) -> None:
    assert _last(_page(_table("甲", "<em id=x>128.00</em>"), style)) == ("甲", "128.00")


@pytest.mark.parametrize(
    "style", ["@media screen {em {display:none}}", "@media (min-width:768px){em{display:none}}"]
)
def test_rules_for_the_screen_hold(style: str) -> None:
    assert _last(_page(_table("甲", "<em>0001</em>128.00"), style)) == ("甲", "128.00")


@pytest.mark.parametrize(
    ("selector", "is_told"),
    [
        ("tr:unheard-of(2)", True),
        ("td:host-context(table)", True),
        ("p:unheard-of", False),
        ("td.other:unheard-of", False),
        ("td::-webkit-scrollbar", False),
        ("td:-moz-broken", False),
        ("[hidden]", False),
    ],
)
def test_a_rule_that_is_not_understood_is_told_where_it_may_hide(selector: str, is_told: bool) -> None:
    reading = _page(_table("甲", "128.00"), f"{selector} {{display:none}}")
    assert [selector in doubt.reason for doubt in reading.doubts] == ([True] if is_told else [])


@pytest.mark.parametrize(
    "more", ["style='display:none'", "hidden", "hidden=until-found", "style='visibility:collapse'"]
)
def test_a_hidden_row_is_no_row(more: str) -> None:
    reading = _page(_table("乙", "55.00", more=more))
    assert [row.cells for row in reading.tables[0].rows] == [("科目", "合计")]
    assert reading.left_out == (LeftOut(NotShown.HIDDEN, "table 1", 2),)


def test_a_span_over_a_hidden_row_covers_the_rows_that_are_shown() -> None:
    reading = _page("<table><tr><td rowspan=2>甲<td>1<tr hidden><td>2<tr><td>3<tr><td>乙<td>4</table>")
    assert [row.cells for row in reading.tables[0].rows] == [("甲", "1"), ("", "3"), ("乙", "4")]


def test_a_hidden_cell_takes_no_place() -> None:
    reading = _page("<table><tr><td>科目<td>合计<tr><td>甲<td style='display:none'>0<td>128.00</table>")
    assert _last(reading) == ("甲", "128.00")


def test_a_hidden_element_within_a_hidden_one_is_hidden() -> None:
    reading = _page("<p>文</p><div style='display:none'>甲<p style='display:block'>乙</p></div>")
    assert [line.text for line in reading.lines] == ["文"]
    assert reading.left_out == (LeftOut(NotShown.HIDDEN, "line 2", 1),)


def test_visible_text_within_what_is_invisible_is_seen() -> None:
    body = "<div style='visibility:hidden'>甲<b style='visibility:visible'>乙</b></div>"
    assert [line.text for line in _page(body).lines] == ["乙"]


def test_white_text_on_the_dark_ground_of_its_row_is_seen() -> None:
    reading = _page(
        "<table><tr bgcolor='#1f4e78'><td style='color:#fff'>科目<td><font color=white>合计</font>"
        "<tr><td>甲<td>1<font color='#ffffff'>28.00</font></table>"
    )
    assert [row.cells for row in reading.tables[0].rows] == [("科目", "合计"), ("甲", "1")]


# --- forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("<input type='text' value='128.00' readonly>", "128.00"),
        ("<input value='128.00'>", "128.00"),
        ("<input type=number value='128.00'>", "128.00"),
        ("<input type=hidden value='55'>128.00", "128.00"),
        ("<input type=button value='查询'>128.00", "128.00"),
        ("<input placeholder='金额'>", ""),
        ("<input value='55' style='display:none'>128.00", "128.00"),
        ("<textarea>128.00</textarea>", "128.00"),
        ("<select><option>98.00<option selected>128.00</select>", "128.00"),
        ("<select><option>128.00<option>98.00</select>", "128.00"),
        ("<select multiple><option>98.00<option selected>128.00</select>", "128.00"),
    ],
)
def test_a_field_shows_its_value(field: str, shown: str) -> None:
    assert _last(_page(_table("甲", field))) == ("甲", shown)


# --- rows that do not fit -------------------------------------------------------------------------


def _rows(*rows: str) -> Reading:
    head = "<tr><td>编码<td>名称<td>合计<td>基本<td>项目"
    body = "".join(f"<tr><td>20{number}<td>名<td>3<td>1<td>2" for number in range(3))
    return _page(f"<table>{head}{body}{''.join(rows)}</table>")


@pytest.mark.parametrize(
    "rows",
    [
        ["<tr><td rowspan=9>209<td>乙<td>5<td>5<td>", "<tr><td>221<td>丙<td>27.30<td>27.30<td>"],
        ["<tr><td>221<td>丙<td>27.30<td>27.30"],
        ["<tr><td>221<td>丙<td>27.30<td colspan=3>27.30"],
        ["<tr><td>221<td>丙<td>1<td>27.30<td>27.30<td>4"],
    ],
)
def test_amounts_of_a_row_that_does_not_fit_have_no_column(rows: list[str]) -> None:
    """A span that reached too far moved the cells of the rows below it into the next columns."""
    reading = _rows(*rows)
    last = reading.tables[0].rows[-1]
    assert [last.placement_of(i) for i, cell in enumerate(last.cells) if "27.30" in cell] == (
        [Placement.UNPLACED] * sum("27.30" in cell for cell in last.cells)
    )
    assert [doubt.place for doubt in reading.doubts] == [f"line {len(reading.lines)}"]
    assert all(not row.placements for row in reading.tables[0].rows[:4])


@pytest.mark.parametrize(
    "row",
    [
        "<tr><td colspan=5>虚构单位2024年支出表",
        "<tr><td>单位名称：虚构单位<td>单位：万元",
        "<tr><td>注1：含上年结转5.00万元。",
        "<tr><td rowspan=1>221<td>丙<td>27.30<td>27.30<td>",
        "<tr><td colspan=2>合计<td>9<td>3<td>6",
    ],
)
def test_rows_without_amounts_may_be_short(row: str) -> None:
    assert _rows(row).doubts == ()


# --- tables within tables -------------------------------------------------------------------------

INNER = "<table><tr><td>编码<td>合计<tr><td>201<td>5.00<tr><td>202<td>6.00</table>"


def _tables(reading: Reading) -> list[list[tuple[str, ...]]]:
    return [[row.cells for row in table.rows] for table in reading.tables]


def test_a_remark_in_a_table_of_its_own_is_text_of_its_cell() -> None:
    reading = _rows("<tr><td>221<td>丙<table><tr><td>含中央资金</table><td>3<td>1<td>2")
    assert (len(reading.tables), _last(reading)) == (1, ("221", "丙\n含中央资金", "3", "1", "2"))


def test_a_name_wrapped_in_tables_is_the_name() -> None:
    reading = _rows("<tr><td><table><tr><td><table><tr><td>合计</table></table><td><td>9<td>3<td>6")
    assert (len(reading.tables), _last(reading)) == (1, ("合计", "", "9", "3", "6"))


def test_a_table_in_a_cell_of_a_table_is_read_after_it() -> None:
    reading = _rows("<tr><td>备注<td><table><tr><td>1<td>含上年结转</table><td><td><td>")
    assert [len(table) for table in _tables(reading)] == [5, 1]
    assert _tables(reading)[1] == [("1", "含上年结转")]


@pytest.mark.parametrize(
    "page",
    [
        f"<table><tr><td>{INNER}</table>",
        f"<table><tr><td>部门支出表<tr><td>单位：万元<tr><td>{INNER}</table>",
        f"<table><tr><td>部门支出表<td>单位：万元<tr><td colspan=2>{INNER}</table>",
        f"<table><tr><td><a href=x>首页</a><td>部门支出表<tr><td>单位：万元<td>{INNER}</table>",
        f"<table><tr><td><table><tr><td>部门支出表<tr><td>{INNER}</table></table>",
    ],
)
def test_a_table_that_only_holds_others_in_place_is_no_table(page: str) -> None:
    reading = _page(page)
    assert _tables(reading) == [[("编码", "合计"), ("201", "5.00"), ("202", "6.00")]]
    texts = [line.text for line in reading.lines]
    assert texts[-3:] == ["编码 合计", "201 5.00", "202 6.00"]
    assert ("部门支出表" in page) == any("部门支出表" in text for text in texts)


# --- pages without content ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "empty"),
        ("<script>document.write('甲')</script><noscript>请开启脚本</noscript>", "empty"),
        ("<p style='display:none'>甲</p>", "empty"),
        ("<img src=a.png>", "image_only"),
        ("<ul><li><a href=a>首页</a><li><a href=b>附件：部门预算.xlsx</a></ul>", "links only"),
        ("<nav>首页 预算公开</nav><footer>版权所有</footer>", "links only"),
        ("<div>" * 10_000 + "甲" + "</div>" * 10_000, "depth"),
    ],
)
def test_a_page_without_content_is_no_reading(body: str, reason: str) -> None:
    """These passed for wholly read."""
    with pytest.raises(UnreadableDocument, match=reason):
        _page(body)


def test_a_page_with_a_place_to_jump_to_has_content() -> None:
    assert [line.text for line in _page("<a name=top>部门预算</a>").lines] == ["部门预算"]


@pytest.mark.parametrize(
    ("frame", "is_told"),
    [
        ("<iframe src=table.html></iframe>", True),
        ("<iframe src=count.html width=0 height=0></iframe>", False),
        ("<iframe src=count.html style='display:none'></iframe>", False),
    ],
)
def test_a_page_within_a_page_is_told(frame: str, is_told: bool) -> None:
    assert bool(_page(f"<p>部门预算</p>{frame}").doubts) is is_told


@pytest.mark.parametrize("span", ["2px", " 2 ", "2.7", "+2", "2"])
def test_the_leading_digits_of_a_span_count(span: str) -> None:
    body = f"<table><tr><td colspan='{span}'>甲<td>1.00<tr><td>乙<td>丙<td>2.00</table>"
    assert _page(body).tables[0].rows[0].cells[2] == "1.00"


@pytest.mark.parametrize("span", ["px2", "-2", "", "0"])
def test_a_span_without_leading_digits_is_one_column(span: str) -> None:
    body = f"<table><tr><td colspan='{span}'>甲<td>1.00<tr><td>乙<td>2.00</table>"
    assert _page(body).tables[0].rows[0].cells == ("甲", "1.00")


@pytest.mark.parametrize(
    "style",
    [
        "vertical-align:text-top",
        "vertical-align:top",
        "position:relative;bottom:4px",
        "transform:translateY(-4px)",
        "font-variant-position:super",
    ],
)
def test_text_that_is_lifted_in_any_way_is_a_mark(style: str) -> None:
    assert _last(_page(_table("甲", f"128.00<span style='{style}'>1</span>")))[1] == "128.00¹"


@pytest.mark.parametrize("style", ["transform:translateY(0)", "position:relative;top:0", "top:4px"])
def test_text_that_stays_where_it_is_is_no_mark(style: str) -> None:
    assert _last(_page(_table("甲", f"128.0<span style='{style}'>1</span>")))[1] == "128.01"


def test_a_ruby_note_is_a_mark() -> None:
    cell = "<ruby>128.00<rp>(</rp><rt>1</rt><rp>)</rp></ruby>"
    assert _last(_page(_table("甲", cell)))[1] == "128.00¹"


@pytest.mark.parametrize(
    "style",
    [
        "color:transparent",
        "color:rgba(0,0,0,0.05)",
        "color:rgb(0 0 0 / 0%)",
        "opacity:5%",
        "clip-path:inset(50%)",
        "transform:scale(0)",
        "text-indent:-100vw",
        "margin-left:-9999px",
        "font:0/0 a",
        "font-size:2px",
    ],
)
def test_what_leaves_no_trace_on_the_page_is_left_out(style: str) -> None:
    reading = _page(_table("甲", f"1.00<span style='{style}'>9.00</span>"))
    assert _last(reading)[1] == "1.00" and reading.left_out


@pytest.mark.parametrize(
    "style",
    [
        "color:rgba(0,0,0,0.6)",
        "opacity:50%",
        "clip-path:inset(0)",
        "transform:scale(0.9)",
        "margin-left:-4px",
        "font:400 12px/1.5 serif",
        "background:var(--dark);color:white",
        "background:rgb(31 78 121);color:white",
        "background:hsl(210, 60%, 30%);color:white",
        "background:rgba(0,0,0,.6);color:#fff",
        "background-image:linear-gradient(#000,#333);color:#fff",
        "width:0;overflow:hidden",
    ],
)
def test_what_is_only_styled_is_read(style: str) -> None:
    body = f"<table><tr><td>科目<td>合计<tr><td>甲<td style='{style}'>128.00</table>"
    assert _last(_page(body)) == ("甲", "128.00")


@pytest.mark.parametrize(
    "media", ["(max-device-width: 600px)", "(width < 600px)", "handheld", "print", "(min-width: 9000px)"]
)
def test_a_condition_that_is_not_understood_hides_nothing(media: str) -> None:
    assert _last(_page(_table("甲", "1.00"), f"@media {media} {{td {{display:none}}}}")) == ("甲", "1.00")


@pytest.mark.parametrize(
    ("rule", "is_told"),
    [
        ("td::before {content:counter(row)}", True),
        ("td:after {content:'*'; vertical-align:super}", True),
        ("td:after {content:'\\e601'}", True),
        ("table::before {content:'单位：元'}", True),
        (".amount::after {content:'元'}", False),
        ("td::after {content:''}", False),
        ("p::before {content:'-'}", False),
        ("td span:unheard-of {vertical-align:super}", True),
        ("td:unheard-of(2) {color:transparent}", True),
        ("td:unheard-of {color:red}", False),
        ("table::after {content:'.'; visibility:hidden}", False),
        ("td {display:var(--set-by-a-script)}", True),
        ("td {display:var(--set-by-a-script, table-cell)}", False),
        ("td {color:var(--set-by-a-script)}", False),
    ],
)
def test_a_rule_that_adds_or_lifts_is_told_where_it_meets_a_cell(rule: str, is_told: bool) -> None:
    reading = _page("<p>单位</p>" + _table("甲", "12<span>1</span>"), rule)
    assert bool(reading.doubts) is is_told


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        (".v::before {content:'-'}", "-9.10"),
        (".v::before {content:'('} .v::after {content:')'}", "(9.10)"),
        ("td.v:after {content:'元'}", "9.10元"),
        (".v::after {content:attr(data-v)}", "9.107"),
        (".v::before {content:'-'; display:none}", "9.10"),
        (".v::before {content:'-'; color:transparent}", "9.10"),
        (".v:hover::before {content:'-'}", "9.10"),
        (".v::before {content:none}", "9.10"),
    ],
)
def test_what_a_rule_writes_into_a_cell_is_read(rule: str, shown: str) -> None:
    """A minus that only the style sheet has was told, and the amount read without it."""
    reading = _page("<table><tr><td>科目<td>合计<tr><td>甲<td class=v data-v=7>9.10</table>", rule)
    assert (_last(reading), reading.doubts) == (("甲", shown), ())
