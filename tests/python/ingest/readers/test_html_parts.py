"""Parts of a page beside its plain tables: panes, hidden columns, boxes laid out as tables, scripts."""

from __future__ import annotations

import pytest

from ingest.model import LeftOut, NotShown, Reading
from ingest.readers import html

ROWS = "<tr><td>科目<td>合计<tr><td>甲<td>{}<tr><td>乙<td>{}"


def _page(body: str, style: str = "") -> Reading:
    return html.read(f"<html><head><style>{style}</style></head><body>{body}</body></html>")


def _table(first: str = "128.00", second: str = "64.50", more: str = "") -> str:
    return f"<table {more}>{ROWS.format(first, second)}</table>"


def _tables(reading: Reading) -> list[list[tuple[str, ...]]]:
    return [[row.cells for row in table.rows] for table in reading.tables]


OTHER = _table("9.10", "8.20")
SHOWN = [("科目", "合计"), ("甲", "128.00"), ("乙", "64.50")]
SECOND = [("科目", "合计"), ("甲", "9.10"), ("乙", "8.20")]


# --- panes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        f"<ul><li><a href='#a'>收支表<li><a href='#b'>收入表</ul><div id=a>{_table()}</div>"
        f"<div id=b style='display:none'>{OTHER}</div>",
        f"<button aria-controls=b>收入表</button><div>{_table()}</div><section id=b hidden>{OTHER}</section>",
        f"<a data-bs-target='#b'>收入表</a>{_table()}<div id=b class=off>{OTHER}</div>",
        f"<span onclick=\"show('b')\">收入表</span>{_table()}<div id=b class=off>{OTHER}</div>",
        f"<div role=tabpanel>{_table()}</div><div role=tabpanel hidden>{OTHER}</div>",
        f"<ul><li class=on>收支表</li><li>收入表</li></ul><div><div class=i>{_table()}</div>"
        f"<div class='i off'>{OTHER}</div></div>",
        f"<div class=hd><span>收支表</span><span>收入表</span></div><div>{_table()}</div>"
        f"<div style='display:none'>{OTHER}</div>",
        f"<h3><a href='#b'>收入表</a></h3>{_table()}"
        f"<div id=b style='max-height:0;overflow:hidden'>{OTHER}</div>",
        f"<a href='#b'>收入表</a>{_table()}<div id=b style='visibility:hidden'>{OTHER}</div>",
        f"{_table()}<details><summary>收入表</summary>{OTHER}</details>",
    ],
)
def test_a_pane_that_the_page_opens_is_read(body: str) -> None:
    """Of the tables in the panes of a page only the first was read, and the page passed as wholly read."""
    reading = _page(body, ".off {display:none}")
    assert _tables(reading) == [SHOWN, SECOND]
    assert (reading.doubts, reading.left_out) == ((), ())


@pytest.mark.parametrize(
    "body",
    [
        f"{_table()}<div style='display:none'>{OTHER}</div>",
        f"<div class=pane>{_table()}</div><div class='pane off'>{OTHER}</div>",
        f"<p>说明</p>{_table()}<div id=b hidden>{OTHER}</div><a href='b.html'>收入表</a>",
        f"{_table()}<div style='visibility:hidden'>{OTHER}</div>",
        f"{_table()}<div style='height:0;overflow:hidden'>{OTHER}</div>",
        f"<a href='#b' style='display:none'>收入表</a>{_table()}<div id=b class=off>{OTHER}</div>",
        f"<ul><li>一<li>二<li>三</ul><div><div>{_table()}</div><div class=off>{OTHER}</div></div>",
        f"{_table()}{_table('9.10', '8.20', 'class=off')}",
    ],
)
def test_a_table_that_nothing_opens_is_told(body: str) -> None:
    reading = _page(body, ".off {display:none}")
    assert _tables(reading) == [SHOWN]
    assert len(reading.doubts) == 1 and "hidden" in reading.doubts[0].reason
    assert reading.left_out


@pytest.mark.parametrize(
    "body",
    [
        f"{_table()}<div class=off>{_table()}</div>",
        f"{_table()}<div class=off>手机版</div>",
        f"{_table()}<div id=b class=off>登录</div><a href='#b'>登录</a>",
        f"{_table()}<table class=off><tr><td>搜索<td>确定</table>",
    ],
)
def test_a_hidden_copy_or_box_without_figures_is_no_doubt(body: str) -> None:
    reading = _page(body, ".off {display:none}")
    assert (_tables(reading), reading.doubts) == ([SHOWN], ())
    assert reading.left_out


def test_rows_hidden_for_paging_are_told() -> None:
    rows = "".join(f"<tr style='display:none'><td>丙<td>{number}.00" for number in range(10, 16))
    reading = _page(f"<table>{ROWS.format('128.00', '64.50')}{rows}</table>")
    assert _tables(reading) == [SHOWN]
    assert [doubt.place for doubt in reading.doubts] == ["table 1"]


def test_a_page_of_which_most_is_hidden_is_told() -> None:
    reading = _page(f"<p>说明</p><div hidden>{'部门预算编制说明。' * 20}</div>")
    assert [doubt.place for doubt in reading.doubts] == ["page"]


# --- columns and cells ----------------------------------------------------------------------------


def _columns(first: str, cells: str = "<td>甲<td>9.10<td>128.00") -> Reading:
    return _page(
        f"<table>{first}<tr><td>科目<td>原数<td>合计<tr>{cells}</table>", ".off {visibility:collapse}"
    )


@pytest.mark.parametrize(
    "columns",
    [
        "<col><col style='visibility:collapse'><col>",
        "<colgroup><col><col class=off><col></colgroup>",
        "<colgroup></colgroup><colgroup class=off></colgroup>",
        "<colgroup span=1><colgroup span=1 style='visibility:collapse'><col></colgroup>",
    ],
)
def test_a_column_that_is_folded_away_is_left_out(columns: str) -> None:
    reading = _columns(columns)
    assert _tables(reading) == [[("科目", "", "合计"), ("甲", "", "128.00")]]
    assert reading.left_out == (LeftOut(NotShown.HIDDEN, "table 1", 2),)


@pytest.mark.parametrize(
    "columns", ["<col><col style='visibility:hidden'>", "<col><col class=on>", "<col span=9>"]
)
def test_columns_that_are_only_styled_are_read(columns: str) -> None:
    reading = _columns(columns)
    assert _tables(reading) == [[("科目", "原数", "合计"), ("甲", "9.10", "128.00")]]
    assert reading.doubts == ()


def test_a_cell_over_a_folded_column_and_another_is_read() -> None:
    reading = _columns("<col><col class=off><col>", "<td>甲<td colspan=2>128.00")
    assert _tables(reading)[0][1][1] == "128.00"


@pytest.mark.parametrize("column", ["style='display:none'", "width=0", "style='width:0'", "hidden"])
def test_a_column_of_no_width_is_told(column: str) -> None:
    reading = _columns(f"<col><col {column}><col>")
    assert _tables(reading)[0][1] == ("甲", "9.10", "128.00")
    assert [doubt.place for doubt in reading.doubts] == ["table 1"]


def _row(cell: str, style: str = "") -> Reading:
    return _page(f"<table><tr><td>科目<td>合计<td>项目<tr><td>甲{cell}<td>64.50</table>", style)


@pytest.mark.parametrize(
    "style",
    [
        "content-visibility:hidden",
        "clip-path:inset(100%)",
        "clip-path:circle(0)",
        "font-size:0",
        "opacity:0",
        "filter:opacity(0)",
        "transform:scale(0)",
        "transform:scale3d(0,0,0)",
        "scale:0",
        "text-indent:-9999px",
        "visibility:hidden",
    ],
)
def test_a_cell_that_shows_nothing_keeps_its_place(style: str) -> None:
    """A cell that is clipped away was taken for one that is not laid out: those behind it moved up."""
    assert _tables(_row(f"<td style='{style}'>9.10"))[0][1] == ("甲", "", "64.50")
    nested = _row(f"<td style='{style}'><b>9.10</b>")
    assert _tables(nested)[0][1] == ("甲", "", "64.50")
    assert nested.left_out[0].count == 1


@pytest.mark.parametrize("style", ["opacity:0", "content-visibility:hidden", "clip-path:inset(50%)"])
def test_letters_of_a_size_are_not_seen_in_what_has_no_ink(style: str) -> None:
    assert _tables(_row(f"<td style='{style}'><b style='font-size:14px'>9.10</b>"))[0][1][1] == ""


@pytest.mark.parametrize(
    "cell",
    [
        "<td aria-hidden=true>9.10",
        "<td style='max-height:0;overflow:hidden'>9.10",
        "<td style='opacity:1;filter:opacity(1)'>9.10",
        "<td style='content-visibility:auto'>9.10",
        "<td style='font-size:0'><b style='font-size:14px'>9.10</b>",
    ],
)
def test_a_cell_that_is_seen_is_read(cell: str) -> None:
    reading = _row(cell)
    assert _tables(reading)[0][1] == ("甲", "9.10", "64.50")
    assert reading.left_out == ()


@pytest.mark.parametrize(
    "cell",
    [
        "<td><bdo dir=rtl>01.9</bdo>",
        "<td style='direction:rtl;unicode-bidi:bidi-override'>01.9",
        "<td><span class=turn><b>01.9</b></span>",
        "<td>\u202e01.9\u202c",
    ],
)
def test_a_figure_that_is_turned_round_is_told_not_read(cell: str) -> None:
    reading = _row(cell, ".turn {unicode-bidi:bidi-override; direction:rtl}")
    assert _tables(reading)[0][1] == ("甲", "", "64.50")
    assert [doubt.place for doubt in reading.doubts] == ["table 1"]


@pytest.mark.parametrize(
    "cell",
    [
        "<td dir=rtl>9.10",
        "<td style='direction:rtl'>9.10",
        "<td><bdo dir=ltr>9.10</bdo>",
        "<td style='unicode-bidi:embed'>9.10",
        "<td><bdi>9.10</bdi>",
    ],
)
def test_a_figure_aligned_from_the_right_is_read(cell: str) -> None:
    reading = _row(cell)
    assert (_tables(reading)[0][1], reading.doubts) == (("甲", "9.10", "64.50"), ())


@pytest.mark.parametrize(
    ("cell", "is_told"),
    [
        ("<td x:num='-9.1'>9.10", True),
        ("<td x:num='-9.1'>-9.10", False),
        ("<td x:num='-9.1'>(9.10)", False),
        ("<td x:num='9.1'>9.10", False),
        ("<td><img src=n.png width=80 height=20>", True),
        ("<td><svg width=80 height=20><path d='M0 0'/></svg>", True),
        ("<td><canvas width=80 height=20></canvas>", True),
        ("<td><img src=dot.gif width=1 height=1>", False),
        ("<td><img src=up.png>9.10", False),
        ("<td><script>document.write('9.10')</script>", True),
        ("<td><script>document.write(d[3])</script>", True),
        ("<td><script>var x = 1</script>", False),
        ("<td><iframe src=cell.html></iframe>", True),
    ],
)
def test_what_a_cell_shows_besides_text_is_told(cell: str, is_told: bool) -> None:
    assert [doubt.place for doubt in _row(cell).doubts] == (["table 1"] if is_told else [])


# --- tables of boxes ------------------------------------------------------------------------------

CSS = (
    ".t {display:table} .g {display:table-row-group} .r {display:table-row} .r > * {display:table-cell}"
    " .grid {display:grid; grid-template-columns:2fr 1fr} .flex {display:flex} .c {display:contents}"
    " .three {display:grid; grid-template-columns:repeat(2, minmax(80px, 1fr))}"
)


def _boxes(row: str, cell: str = "div") -> str:
    rows = (("科目", "合计"), ("甲", "128.00"), ("乙", "64.50"))
    texts = ("".join(f"<{cell}>{text}</{cell}>" for text in each) for each in rows)
    return "".join(f"<div {row}>{each}</div>" if row else each for each in texts)


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=t>{_boxes('class=r')}</div>",
        f"<div class=t><div class=g>{_boxes('class=r', 'span')}</div></div>",
        f"<div>{_boxes('class=r', 'p')}</div>",
        f"<ul class=t>{_boxes('class=r')}</ul>",
        f"<div class=grid>{_boxes('')}</div>",
        f"<div class=three>{_boxes('')}</div>",
        f"<div class=grid>{_boxes('class=c')}</div>",
        f"<div><h3>部门支出表</h3>{_boxes('class=flex')}</div>",
        _boxes("style='display:flex'", "span"),
        "<div role=table>" + _boxes("role=row").replace("<div>", "<div role=cell>") + "</div>",
    ],
)
def test_boxes_laid_out_as_a_table_are_a_table(body: str) -> None:
    """Figures in boxes were lines of text, and the page passed as wholly read."""
    reading = _page(f"<p>单位</p>{body}", CSS)
    assert _tables(reading) == [SHOWN]
    assert reading.doubts == ()
    assert reading.lines[0].text == "单位"


@pytest.mark.parametrize(
    "body",
    [
        "<div class=t><div class=r><div>首页</div><div>公开</div></div>"
        "<div class=r><p>甲</p><p>乙</p></div></div>",
        "<div class=flex><a>首页</a><a>公开</a></div><div class=flex><a>2023</a><a>预算</a></div>",
        f"<div class=t><div class=r><div>{_table()}</div></div></div>",
        f"<div class=flex><div>{_table()}</div><div>说明</div></div><div class=flex><p>1</p><p>2</p></div>",
        "<div class=grid><p>甲</p><p>1</p></div>",
    ],
)
def test_boxes_that_hold_a_page_in_place_are_no_table(body: str) -> None:
    reading = _page(f"<p>文</p>{body}", CSS)
    assert _tables(reading) == ([SHOWN] if "<table" in body else [])
    assert reading.doubts == ()


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<div><i>{name}</i><b>{n}.10</b><b>{n}.20</b></div>" for n, name in enumerate("甲乙丙")),
        "<div class=grid>"
        + _boxes("").replace("<div>乙", "<div style='grid-row:4'>乙")
        + "<p>1.00</p><p>2.00</p></div>",
    ],
)
def test_amounts_side_by_side_outside_any_table_are_told(body: str) -> None:
    reading = _page(f"<p>文</p>{body}", CSS)
    assert reading.tables == ()
    assert len(reading.doubts) == 1 and "outside any table" in reading.doubts[0].reason


def test_amounts_in_columns_of_plain_text_are_told() -> None:
    reading = _page("<p>文</p><pre>甲  1.00  2.00\n乙  3.00  4.00</pre>")
    assert [doubt.place for doubt in reading.doubts] == ["line 2"]


def test_amounts_in_sentences_are_no_table() -> None:
    body = "<p>支出128.00万元，其中：基本<b>64.50</b>万元，项目<b>63.50</b>万元，增加<b>1.50</b>万元。</p>"
    assert _page(body).doubts == ()


# --- scripts, pictures and frames -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "is_told"),
    [
        ("var rows = [['行政运行', 263.90], ['差旅费', 27.30], ['办公费', '18.75']]", True),
        ("document.write('<td>行政运行</td><td>263.90</td>')", True),
        ("var rows = [['甲', 128.00, 64.50, 128.00]]", False),
        ("var v = '3.50'; var w = 1.25, x = 2.25, y = 9.75", False),
        ("load('行政运行', '1.2.3', 263)", False),
        ("var ratio = '比例', r = 0.75", False),
    ],
)
def test_figures_that_only_a_script_has_are_told(script: str, is_told: bool) -> None:
    reading = _page(f"<p>文</p>{_table()}<script>{script}</script>")
    assert bool(reading.doubts) is is_told


@pytest.mark.parametrize(
    ("picture", "is_told"),
    [
        ("<img src=t.png width=900 height=700>", True),
        ("<p><img src=t.png></p>", True),
        ("<img src=t.png style='width:700px'>", True),
        ("<canvas width=800 height=400></canvas>", True),
        ("<svg width=800 height=400><path d='M0 0'/></svg>", True),
        ("<img src=logo.png width=120 height=40>", False),
        ("<img src=line.gif width=900 height=2>", False),
        ("<a href=x><img src=banner.png width=900 height=200></a>", False),
        ("<footer><img src=t.png width=900 height=200></footer>", False),
        ("<div>文<img src=t.png>字</div>", False),
    ],
)
def test_a_picture_as_large_as_a_table_is_told(picture: str, is_told: bool) -> None:
    assert bool(_page(f"<p>一般公共预算支出表</p>{picture}").doubts) is is_told


@pytest.mark.parametrize(
    "frame",
    [
        "<iframe src=t.html></iframe>",
        "<object data=t.html type='application/pdf'></object>",
        "<embed src=t.html>",
    ],
)
def test_a_frame_is_told_with_its_address(frame: str) -> None:
    (doubt,) = _page(f"<p>部门预算</p>{frame}").doubts
    assert "t.html" in doubt.reason


def test_a_frame_without_an_address_shows_nothing() -> None:
    assert _page("<p>部门预算</p><iframe></iframe>").doubts == ()


def test_a_doubt_is_told_once() -> None:
    reading = _row("<td>9.10", "td::before {content:'-'} tr td::before {content:'-'}")
    assert len(set(reading.doubts)) == len(reading.doubts)


# --- tables beside and within tables --------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        f"<table><tr><td>{_table()}<td>{OTHER}</table>",
        f"<div class=flex><div>{_table()}</div><div>{OTHER}</div></div>",
        f"<table align=left>{ROWS.format('128.00', '64.50')}</table>{OTHER}",
        f"<table><tr><td><table><tr><td>{_table()}</table><td><div>{OTHER}</div></table>",
    ],
)
def test_tables_side_by_side_are_two(body: str) -> None:
    assert _tables(_page(body, CSS)) == [SHOWN, SECOND]


def test_a_table_in_a_cell_swallows_nothing_and_is_not_swallowed() -> None:
    outer = (
        f"<table><tr><td>科目<td>合计<tr><td>甲<td>128.00{OTHER}<tr><td>乙<td>64.50<tr><td>丙<td>1.00</table>"
    )
    reading = _page(outer)
    assert _tables(reading) == [[*SHOWN, ("丙", "1.00")], SECOND]
