"""Office documents that are one XML file."""

from __future__ import annotations

import pytest

from ingest.model import LeftOut, NotShown, Reading, UnreadableDocument
from ingest.read import read_bytes

_SPACES = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_TWO, _THIRD = 'ss:Index="2" ss:MergeAcross="1"', 'ss:Index="3"'
_STYLES = """
<Styles>
<Style ss:ID="Default"><NumberFormat/></Style>
<Style ss:ID="wan"><NumberFormat ss:Format="0!.0000"/></Style>
<Style ss:ID="two"><NumberFormat ss:Format="Standard"/></Style>
<Style ss:ID="none"><NumberFormat ss:Format=";;;"/></Style>
<Style ss:ID="day"><NumberFormat ss:Format="Short Date"/></Style>
<Style ss:ID="numeral"><NumberFormat ss:Format="[DBNum1]0"/></Style>
<Style ss:ID="struck"><Font ss:StrikeThrough="1"/></Style>
<Style ss:ID="white"><Font ss:Color="#FFFFFF"/></Style>
<Style ss:ID="tiny"><Font ss:Size="1"/></Style>
<Style ss:ID="red"><NumberFormat ss:Format="0.00;[Red]0.00"/></Style>
<Style ss:ID="head" ss:Parent="white"><Interior ss:Color="#1F4E78" ss:Pattern="Solid"/></Style>
</Styles>"""


def _workbook(rows: str, options: str = "", declaration: str = '<?xml version="1.0"?>') -> Reading:
    return read_bytes(
        f'{declaration}\n<?mso-application progid="Excel.Sheet"?>\n<Workbook {_SPACES}>{_STYLES}'
        f'<Worksheet ss:Name="表"><Table>{rows}</Table>{options}</Worksheet></Workbook>'.encode()
    )


def _cell(value: object, more: str = "", kind: str = "Number") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{value}</Data></Cell>'


def _styled(value: object, style: str) -> str:
    return _cell(value, f'ss:StyleID="{style}"')


def _cells(reading: Reading) -> list[tuple[str, ...]]:
    return [row.cells for row in reading.tables[0].rows]


@pytest.mark.parametrize(
    "declaration", ['<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-8"?>', ""]
)
def test_a_workbook_of_excel_2003_is_a_workbook(declaration: str) -> None:
    """It was read as text: every cell a line of its own, no table, and passed for wholly read."""
    reading = _workbook(
        f"<Row>{_cell('科目', kind='String')}{_cell('合计', kind='String')}</Row>"
        f"<Row>{_cell(1)}{_cell(2.5)}</Row>",
        declaration=declaration,
    )
    assert reading.media_type == "application/vnd.ms-excel.xml"
    assert (_cells(reading), reading.tables[0].name, reading.doubts) == (
        [("科目", "合计"), ("1", "2.5")], "表", (),
    )  # fmt: skip


def test_cells_stand_where_their_numbers_say() -> None:
    rows = (
        f"<Row>{_cell('支出', _TWO, 'String')}{_cell('注', kind='String')}</Row>"
        f"<Row ss:Index='4'>{_cell(1)}{_cell(3, _THIRD)}</Row>"
    )
    reading = _workbook(rows)
    assert _cells(reading) == [("", "支出", "", "注"), ("1", "", "3", "")]
    assert reading.tables[0].rows[0].spans[1] == (1, 2)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (_styled(1280000, "wan"), "128.0000"),
        (_styled(127.9963, "two"), "128.00"),
        (_cell("2024-01-02T00:00:00.000", 'ss:StyleID="day"', "DateTime"), "2024/1/2"),
        (_cell(1, kind="Boolean"), "TRUE"),
        (_cell("#REF!", kind="Error"), "#REF!"),
        (_cell("", kind="String"), ""),
        (_cell("合计", 'ss:StyleID="head"', "String"), "合计"),
        (_cell('128.00<Sup xmlns="http://www.w3.org/TR/REC-html40">1</Sup>', kind="String"), "128.00¹"),
        (_cell('<S xmlns="http://www.w3.org/TR/REC-html40">98</S>128.00', kind="String"), "128.00"),
    ],
)
def test_a_cell_is_read_as_it_shows(cell: str, shown: str) -> None:
    assert _cells(_workbook(f"<Row>{_cell(7)}{cell}</Row>"))[0] == ("7", shown)[: 2 if shown else 1]


@pytest.mark.parametrize(
    ("style", "reason"),
    [
        ("none", NotShown.HIDDEN),
        ("struck", NotShown.STRUCK_OUT),
        ("white", NotShown.INVISIBLE),
        ("tiny", NotShown.INVISIBLE),
    ],
)
def test_what_is_not_seen_is_left_out(style: str, reason: NotShown) -> None:
    reading = _workbook(f"<Row>{_cell(7)}{_styled(55, style)}</Row>")
    assert (_cells(reading), reading.left_out) == ([("7",)], (LeftOut(reason, "sheet 表, cell B1", 1, 1),))


def test_a_number_below_nought_without_a_sign_is_told() -> None:
    reading = _workbook(f"<Row>{_cell(7)}{_styled(-55, 'red')}</Row>")
    assert (_cells(reading), len(reading.doubts)) == ([("7",)], 1)


@pytest.mark.parametrize(
    ("style", "is_told"),
    [
        ("color:white", True),
        ("color:#1F4E78", True),
        ("text-line-through:single", True),
        ("mso-number-format:0", True),
        ("color:red", False),
        ("text-line-through:none", False),
        ("color:white;background:black", False),
        ("font-weight:700", False),
    ],
)
def test_a_condition_that_may_hide_cells_is_told(style: str, is_told: bool) -> None:
    """The second one has the colour of a ground of this workbook."""
    written = (
        '<ConditionalFormatting xmlns="urn:schemas-microsoft-com:office:excel"><Range>R1C1</Range>'
        f"<Condition><Value1>1=1</Value1><Format Style='{style}'/></Condition></ConditionalFormatting>"
    )
    assert bool(_workbook(f"<Row>{_cell(7)}</Row>", written).doubts) == is_told


def test_hidden_rows_and_columns() -> None:
    columns = '<Column ss:Index="2" ss:Hidden="1"/><Column ss:Width="60"/><Column ss:Width="0"/>'
    rows = "".join(
        f"<Row {hidden}>{''.join(_cell(10 * number + each) for each in range(4))}</Row>"
        for number, hidden in enumerate(["", 'ss:Hidden="1"', 'ss:Height="0"', ""])
    )
    reading = _workbook(columns + rows)
    assert _cells(reading) == [("0", "", "2"), ("30", "", "32")]
    assert [left.count for left in reading.left_out] == [12]


def test_a_hidden_sheet_and_zeros_that_are_not_shown() -> None:
    space = 'xmlns="urn:schemas-microsoft-com:office:excel"'
    hidden = f"<WorksheetOptions {space}><Visible>SheetHidden</Visible></WorksheetOptions>"
    reading = _workbook(f"<Row>{_cell(7)}</Row>", hidden)
    assert (reading.tables, [left.place for left in reading.left_out]) == ((), ["sheet 表"])
    zeros = f"<WorksheetOptions {space}><DoNotDisplayZeros/></WorksheetOptions>"
    assert _cells(_workbook(f"<Row>{_cell(0)}{_cell(5)}</Row>", zeros)) == [("", "5")]


def test_a_style_of_the_row_and_of_the_column() -> None:
    reading = _workbook(
        f'<Column ss:StyleID="wan"/><Row>{_cell(10000)}{_cell(10000)}</Row>'
        f'<Row ss:StyleID="two">{_cell(5)}</Row>'
    )
    assert _cells(reading) == [("1.0000", "10000"), ("5.00", "")]


def test_what_cannot_be_shown_is_a_doubt() -> None:
    formula = '<Cell ss:Formula="=1+1"></Cell>'
    reading = _workbook(f"<Row>{_cell(7)}{_styled(5, 'numeral')}{formula}</Row>")
    assert [doubt.place for doubt in reading.doubts] == ["sheet 表, cell C1", "sheet 表, cell B1"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"<Workbook {_SPACES}><Worksheet", "no sound XML"),
        (f"<Workbook {_SPACES}></Workbook>", "without a sheet"),
        (f'<!DOCTYPE a [<!ENTITY b "c">]><Workbook {_SPACES}></Workbook>', "declaration"),
    ],
)
def test_a_workbook_that_cannot_be_read(text: str, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_bytes(text.encode())


def test_other_xml_is_text() -> None:
    assert read_bytes("<Workbook><a>甲</a></Workbook>".encode()).media_type == "text/plain"


_WORD = (
    "<{name} xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml' xmlns:wx='urn:aux' {more}>"
    "<w:body><wx:sect><w:p><w:r><w:t>部门预算</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>合计</w:t></w:r>"
    "</w:p></w:tc><w:tc><w:p><w:r><w:t>128.00</w:t></w:r></w:p></w:tc></w:tr></w:tbl></wx:sect></w:body></{name}>"
)


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        + _WORD.format(name="w:wordDocument", more=""),
        "<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'><pkg:part><pkg:xmlData>"
        + _WORD.format(name="w:document", more="")
        + "</pkg:xmlData></pkg:part></pkg:package>",
    ],
)
def test_a_word_document_in_one_file(text: str) -> None:
    reading = read_bytes(text.encode())
    assert [line.text for line in reading.lines] == ["部门预算", "合计 128.00"]
    assert _cells(reading) == [("合计", "128.00")]
