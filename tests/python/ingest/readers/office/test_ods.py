"""OpenDocument workbooks."""

from __future__ import annotations

import pytest

from ingest.model import LeftOut, NotShown, Reading, UnreadableDocument
from ingest.read import read_bytes
from tests.python.ingest.readers.office.test_package import archive

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in [
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("number", "datastyle"),
        ("calcext", "calcext"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
    ]
)


def _style(name: str, family: str, kind: str, more: str, above: str = "") -> str:
    parent = f'style:parent-style-name="{above}"' if above else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}" {parent}><style:{kind}-properties {more}/>'
        "</style:style>"
    )


def _map(name: str, other: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell">'
        f'<style:map style:condition="cell-content()&lt;300" style:apply-style-name="{other}"/></style:style>'
    )


def _written(name: str, number: str, more: str = "") -> str:
    return (
        f'<number:number-style style:name="n-{name}">'
        f'<number:number number:min-integer-digits="1" {number}/>{more}</number:number-style>'
        f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="n-{name}"/>'
    )


_STYLES = "".join(
    [
        _style("thin", "table-row", "table-row", 'style:row-height="0cm"'),
        _style("low", "table-row", "table-row", 'style:row-height="0.07cm"'),
        _style("usual", "table-row", "table-row", 'style:row-height="0.45cm"'),
        _style("tiny", "table-cell", "text", 'fo:font-size="1pt"'),
        _style("small", "table-cell", "text", 'fo:font-size="6pt"'),
        _style("red", "table-cell", "text", 'fo:color="#ff0000"'),
        _map("if-white", "white"),
        _map("if-struck", "struck"),
        _map("if-red", "red"),
        _map("if-lost", "nowhere"),
        _written("two", 'number:decimal-places="2" number:grouping="true"'),
        _written("thousands", 'number:decimal-places="2" number:display-factor="1000"'),
        _written("worded", 'number:decimal-places="2"', "<number:text>千</number:text>"),
        _style("hidden", "table", "table", 'table:display="false"'),
        _style("struck", "table-cell", "text", 'style:text-line-through-style="solid"'),
        _style("again", "table-cell", "text", 'style:text-line-through-style="none"', "struck"),
        _style("white", "table-cell", "text", 'fo:color="#ffffff"'),
        _style("head", "table-cell", "table-cell", 'fo:background-color="#1f4e78"', "white"),
        _style("up", "text", "text", 'style:text-position="super 58%"'),
        _style("out", "text", "text", 'style:text-line-through-style="solid"'),
    ]
)


def _content(rows: str, root: str = "document-content", more: str = "", of_table: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:{root} {_SPACES} {more}>'
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="表" {of_table}>{rows}</table:table></office:spreadsheet></office:body>'
        f"</office:{root}>"
    )


def _read(rows: str, of_table: str = "") -> Reading:
    content = _content(rows, of_table=of_table).encode()
    return read_bytes(archive({"mimetype": _TYPE.encode(), "content.xml": content}))


def _cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def _row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def _cells(reading: Reading) -> list[tuple[str, ...]]:
    return [row.cells for row in reading.tables[0].rows]


def test_a_cell_is_read_as_it_shows() -> None:
    value = 'office:value-type="float" office:value="1280000"'
    reading = _read(_row(_cell("合计"), _cell("128.0000", value)))
    assert (_cells(reading), reading.media_type) == ([("合计", "128.0000")], _TYPE)


def test_a_cell_without_text_has_its_value() -> None:
    bare = '<table:table-cell office:value-type="float" office:value="12.50"/>'
    assert _cells(_read(_row(_cell("甲"), bare))) == [("甲", "12.5")]


def test_rows_and_cells_repeat_and_are_merged() -> None:
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    covered = "<table:covered-table-cell/>"
    reading = _read(
        _row(_cell("表", 'table:number-columns-spanned="2"'), covered, _cell("注"))
        + _row(_cell("甲"), empty, _cell("5"), more='table:number-rows-repeated="2"')
        + _row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            more='table:number-rows-repeated="1048573"',
        )
    )
    assert _cells(reading) == [("表", "", "注", ""), ("甲", "", "", "5"), ("甲", "", "", "5")]
    assert reading.tables[0].rows[0].spans[0] == (1, 2)


def test_hidden_rows_columns_and_groups() -> None:
    column = "<table:table-column {}/>"
    columns = column.format("") + column.format('table:visibility="collapse"') + column.format("")
    cells = [_cell("1"), _cell("2"), _cell("3")]
    reading = _read(
        columns
        + _row(*cells)
        + _row(*cells, more='table:visibility="filter"')
        + _row(*cells, more='table:style-name="thin"')
        + f'<table:table-row-group table:display="false">{_row(*cells)}</table:table-row-group>'
        + f"<table:table-row-group>{_row(_cell('4'))}</table:table-row-group>"
    )
    assert _cells(reading) == [("1", "", "3"), ("4", "", "")]
    assert [(left.reason, left.count) for left in reading.left_out] == [(NotShown.HIDDEN, 10)]


def test_a_hidden_sheet() -> None:
    reading = _read(_row(_cell("1")), 'table:style-name="hidden"')
    assert (reading.tables, reading.left_out) == ((), (LeftOut(NotShown.HIDDEN, "sheet 表", 1, 1),))


@pytest.mark.parametrize(
    ("cell", "shown", "reason"),
    [
        (_cell("55", 'table:style-name="struck"'), "", NotShown.STRUCK_OUT),
        (_cell("55", 'table:style-name="again"'), "55", None),
        (_cell("55", 'table:style-name="white"'), "", NotShown.INVISIBLE),
        (_cell("合计", 'table:style-name="head"'), "合计", None),
        (_cell("", 'office:value="55"'), "", NotShown.HIDDEN),
        (_cell("", 'office:value="0"'), "", None),
        (_cell('128.00<text:span text:style-name="up">1</text:span>'), "128.00¹", None),
        (_cell('<text:span text:style-name="out">98.00</text:span>128.00'), "128.00", NotShown.STRUCK_OUT),
        (_cell('12<text:s text:c="2"/>8<text:line-break/>甲'), "12 8\n甲", None),
        (_cell("甲</text:p><text:p>乙"), "甲\n乙", None),
        (
            "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation><text:p>5</text:p>"
            "</table:table-cell>",
            "5",
            None,
        ),
    ],
)
def test_what_of_a_cell_is_seen(cell: str, shown: str, reason: NotShown | None) -> None:
    reading = _read(_row(_cell("7"), cell))
    assert _cells(reading) == [("7", shown)[: 2 if shown else 1]]
    assert [left.reason for left in reading.left_out] == ([reason] if reason else [])


def test_a_workbook_in_one_file() -> None:
    more = f'office:mimetype="{_TYPE}"'
    reading = read_bytes(_content(_row(_cell("甲"), _cell("5")), "document", more).encode())
    assert _cells(reading) == [("甲", "5")]


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"META-INF/manifest.xml": b"<manifest:encryption-data/>"}, "password-protected"),
        ({}, "without sheets"),
        ({"content.xml": b"<a/>"}, "without sheets"),
    ],
)
def test_a_workbook_that_cannot_be_read(parts: dict[str, bytes], reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_bytes(archive({"mimetype": _TYPE.encode(), **parts}))


def _value(value: str, style: str, text: str = "") -> str:
    paragraph = f"<text:p>{text}</text:p>" if text else ""
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="float" office:value="{value}">'
        f"{paragraph}</table:table-cell>"
    )


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (_value("1234.5", "two"), "1,234.50"),
        (_value("-1234.5", "two"), "-1,234.50"),
        (_value("-146.75", "two", "(146.75)"), "(146.75)"),
        (_value("-0.001", "two", "0.00"), "0.00"),
        (_value("263900", "thousands", "263.90"), "263.90"),
    ],
)
def test_a_number_is_read_as_its_data_style_writes_it(cell: str, shown: str) -> None:
    reading = _read(_row(_cell("甲"), cell))
    assert (_cells(reading), reading.doubts) == ([("甲", shown)], ())


@pytest.mark.parametrize(
    "cell",
    [
        _value("263900", "thousands"),
        _value("263900", "worded"),
        _value("-146.75", "two", "146.75"),
        _value("-146.75", "", "146.75（负数）"),
    ],
)
def test_a_number_whose_look_is_not_known_is_told(cell: str) -> None:
    """Its data style divides it, or its text is red instead of having a sign."""
    reading = _read(_row(_cell("甲"), cell, _cell("乙")))
    assert _cells(reading) == [("甲", "", "乙")]
    assert [doubt.place for doubt in reading.doubts] == ["sheet 表, cell B1"]


@pytest.mark.parametrize(
    ("style", "reason"),
    [("white", NotShown.INVISIBLE), ("struck", NotShown.STRUCK_OUT), ("tiny", NotShown.INVISIBLE)],
)
@pytest.mark.parametrize("text", ["263.90", ""])
def test_what_is_not_seen_is_left_out_with_and_without_text(style: str, reason: NotShown, text: str) -> None:
    reading = _read(_row(_cell("甲"), _value("263.90", style, text), _value("1", "small", "1")))
    assert _cells(reading) == [("甲", "", "1")]
    assert reading.left_out == (LeftOut(reason, "sheet 表, cell B1", 1, 1),)


def test_rows_of_no_height_to_speak_of() -> None:
    rows = [_row(_cell(style), more=f'table:style-name="{style}"') for style in ("low", "usual")]
    assert _cells(_read("".join(rows))) == [("usual",)]


@pytest.mark.parametrize(
    ("style", "is_told"), [("if-white", True), ("if-struck", True), ("if-lost", True), ("if-red", False)]
)
def test_a_condition_that_may_hide_is_told(style: str, is_told: bool) -> None:
    of_cell = _read(_row(_value("263.90", style, "263.90")))
    written = (
        "<calcext:conditional-formats><calcext:conditional-format>"
        f'<calcext:condition calcext:apply-style-name="{style.removeprefix("if-")}"/>'
        "</calcext:conditional-format></calcext:conditional-formats>"
    )
    of_sheet = _read(_row(_cell("甲")) + written)
    assert [bool(reading.doubts) for reading in (of_cell, of_sheet)] == [is_told, is_told]


@pytest.mark.parametrize(("shows", "is_told"), [("false", True), ("true", False)])
def test_icons_in_the_place_of_numbers_are_told(shows: str, is_told: bool) -> None:
    written = (
        "<calcext:conditional-formats><calcext:conditional-format>"
        f'<calcext:icon-set calcext:show-value="{shows}"/>'
        "</calcext:conditional-format></calcext:conditional-formats>"
    )
    assert bool(_read(_row(_cell("甲")) + written).doubts) == is_told


@pytest.mark.parametrize(("width", "is_told"), [("15cm", True), ("3cm", False)])
def test_a_picture_as_large_as_a_table_is_told(width: str, is_told: bool) -> None:
    frame = (
        f'<table:shapes><draw:frame draw:name="图" svg:width="{width}" svg:height="4cm"><draw:image/>'
        "</draw:frame></table:shapes>"
    )
    assert bool(_read(frame + _row(_cell("甲"))).doubts) == is_told
