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
    ]
)


def _style(name: str, family: str, kind: str, more: str, above: str = "") -> str:
    parent = f'style:parent-style-name="{above}"' if above else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}" {parent}><style:{kind}-properties {more}/>'
        "</style:style>"
    )


_STYLES = "".join(
    [
        _style("thin", "table-row", "table-row", 'style:row-height="0cm"'),
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
