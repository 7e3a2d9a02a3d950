"""What stands in a workbook but is not shown, and what must not be taken for it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule, IconSetRule, Rule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

from ingest.model import LeftOut, NotShown, Reading
from ingest.readers.office import workbook

WHITE = Font(color="FFFFFFFF")
DARK = PatternFill("solid", fgColor="FF1F4E78")


def _sheet() -> Worksheet:
    sheet = openpyxl.Workbook().active
    sheet.title = "表"
    for row in (["编码", "名称", "合计"], ["201", "甲", 12.5], ["202", "乙", 55], ["203", "丙", 3]):
        sheet.append(row)
    return sheet


def _reading(sheet: Worksheet) -> Reading:
    file = BytesIO()
    sheet.parent.save(file)
    return workbook.read(file.getvalue())


def _cells(reading: Reading) -> list[tuple[str, ...]]:
    return [row.cells for row in reading.tables[0].rows]


def test_a_hidden_row_is_not_read() -> None:
    sheet = _sheet()
    sheet.row_dimensions[3].hidden = True
    reading = _reading(sheet)
    assert [row[0] for row in _cells(reading)] == ["编码", "201", "203"]
    assert reading.left_out == (LeftOut(NotShown.HIDDEN, "sheet 表, cell A3 and 2 more", 3, 1),)
    assert reading.doubts == ()


@pytest.mark.parametrize(
    ("height", "is_read"), [(0.1, False), (0.75, False), (1.5, False), (6, True), (15, True)]
)
def test_a_row_is_as_high_as_it_needs_to_be_seen(height: float, is_read: bool) -> None:
    sheet = _sheet()
    sheet.row_dimensions[3].height = height
    assert ("202" in [row[0] for row in _cells(_reading(sheet))]) is is_read


@pytest.mark.parametrize(
    ("width", "is_hidden", "is_read"), [(None, True, False), (0.1, False, False), (1, False, True)]
)
def test_a_column_may_be_hidden_by_its_width(width: float | None, is_hidden: bool, is_read: bool) -> None:
    sheet = _sheet()
    sheet.column_dimensions["C"].hidden = is_hidden
    if width is not None:
        sheet.column_dimensions["C"].width = width
    reading = _reading(sheet)
    assert any("12.5" in row for row in _cells(reading)) is is_read
    assert sum(left.count for left in reading.left_out) == (0 if is_read else 4)


def test_a_column_keeps_its_place_beside_a_hidden_one() -> None:
    sheet = _sheet()
    sheet.column_dimensions["B"].hidden = True
    assert _cells(_reading(sheet))[1] == ("201", "", "12.5")


def test_a_merged_title_that_begins_in_a_hidden_column_is_read() -> None:
    sheet = _sheet()
    sheet.insert_rows(1)
    sheet["A1"] = "虚构总表"
    sheet.merge_cells("A1:C1")
    sheet.column_dimensions["A"].hidden = True
    reading = _reading(sheet)
    assert (_cells(reading)[0], reading.tables[0].rows[0].spans[1]) == (("", "虚构总表", ""), (1, 2))


def test_a_merged_name_that_begins_in_a_hidden_row_is_read() -> None:
    sheet = _sheet()
    sheet.merge_cells("B2:B4")
    sheet.row_dimensions[2].hidden = True
    assert [row[1] for row in _cells(_reading(sheet))] == ["名称", "甲", ""]


def test_a_formula_without_value_in_a_hidden_row_is_no_doubt() -> None:
    sheet = _sheet()
    sheet["C3"] = "=1+1"
    sheet.row_dimensions[3].hidden = True
    assert _reading(sheet).doubts == ()


def test_a_struck_out_cell_is_not_read() -> None:
    sheet = _sheet()
    sheet["C3"].font = Font(strike=True)
    reading = _reading(sheet)
    assert _cells(reading)[2] == ("202", "乙", "")
    assert reading.left_out == (LeftOut(NotShown.STRUCK_OUT, "sheet 表, cell C3", 1, 1),)


def test_an_old_amount_struck_out_before_the_new_one() -> None:
    sheet = _sheet()
    struck = InlineFont(strike=True)
    sheet["C3"] = CellRichText(TextBlock(struck, "98.00"), "128.00")
    reading = _reading(sheet)
    assert _cells(reading)[2] == ("202", "乙", "128.00")
    assert [left.reason for left in reading.left_out] == [NotShown.STRUCK_OUT]


def test_a_run_that_is_not_struck_out_in_a_cell_that_is() -> None:
    sheet = _sheet()
    sheet["C3"] = CellRichText("98.00", TextBlock(InlineFont(strike=False, b=True), "128.00"))
    sheet["C3"].font = Font(strike=True)
    assert _cells(_reading(sheet))[2] == ("202", "乙", "128.00")


@pytest.mark.parametrize("position", ["superscript", "subscript"])
@pytest.mark.parametrize(
    ("marks", "shown"), [(["1"], "128.00¹"), (["注", "1"], "128.00(注¹)"), (["[", "12", "]"], "128.00¹²")]
)
def test_a_raised_note_is_no_digit(position: str, marks: list[str], shown: str) -> None:
    sheet = _sheet()
    font = InlineFont(vertAlign=position)
    sheet["C3"] = CellRichText("128.00", *(TextBlock(font, mark) for mark in marks))
    assert _cells(_reading(sheet))[2][2] == shown


def test_runs_that_only_differ_in_weight_are_one_text() -> None:
    sheet = _sheet()
    sheet["C3"] = CellRichText(TextBlock(InlineFont(b=True), "1"), TextBlock(InlineFont(i=True), "28.00"))
    assert _cells(_reading(sheet))[2][2] == "128.00"


@pytest.mark.parametrize(("value", "shown"), [("1", "¹"), ("128.00", "128.00"), (128, "128")])
def test_a_cell_that_is_raised_as_a_whole(value: object, shown: str) -> None:
    sheet = _sheet()
    sheet["C3"] = value
    sheet["C3"].font = Font(vertAlign="superscript")
    assert _cells(_reading(sheet))[2][2] == shown


@pytest.mark.parametrize("value", [55, "备注"])
def test_a_cell_whose_format_shows_nothing(value: object) -> None:
    sheet = _sheet()
    sheet["C3"] = value
    sheet["C3"].number_format = ";;;"
    reading = _reading(sheet)
    assert _cells(reading)[2] == ("202", "乙", "")
    assert reading.left_out == (LeftOut(NotShown.HIDDEN, "sheet 表, cell C3", 1, 1),)


def test_a_zero_that_is_shown_as_a_blank_is_nothing_to_tell() -> None:
    sheet = _sheet()
    sheet["C3"] = 0
    sheet["C3"].number_format = "0.00;-0.00;;@"
    reading = _reading(sheet)
    assert (_cells(reading)[2], reading.left_out) == (("202", "乙", ""), ())


def test_a_sheet_may_show_no_zeros() -> None:
    sheet = _sheet()
    sheet["C3"] = 0
    sheet.sheet_view.showZeros = False
    assert _cells(_reading(sheet))[2] == ("202", "乙", "")


@pytest.mark.parametrize(
    ("font", "fill", "is_read"),
    [
        (WHITE, PatternFill(), False),
        (Font(color="FFFEFEFE"), PatternFill(), False),
        (Font(color=Color(theme=0)), PatternFill(), False),
        (Font(color=Color(indexed=9)), PatternFill(), False),
        (Font(color="FF1F4E78"), DARK, False),
        (WHITE, DARK, True),
        (Font(color="FF808080"), PatternFill(), True),
        (Font(color=Color(theme=0, tint=-0.5)), PatternFill(), True),
        (WHITE, PatternFill("gray125"), True),
        (Font(), PatternFill(), True),
    ],
)
def test_text_of_the_colour_of_its_ground_is_not_seen(font: Font, fill: PatternFill, is_read: bool) -> None:
    sheet = _sheet()
    sheet["C3"].font, sheet["C3"].fill = font, fill
    reading = _reading(sheet)
    assert _cells(reading)[2][2] == ("55" if is_read else "")
    assert [left.reason for left in reading.left_out] == ([] if is_read else [NotShown.INVISIBLE])


def test_a_format_that_writes_white_on_white() -> None:
    sheet = _sheet()
    sheet["C3"].number_format = "[White]0.00"
    assert [left.reason for left in _reading(sheet).left_out] == [NotShown.INVISIBLE]


def test_a_ground_that_a_table_style_colours_is_not_white() -> None:
    sheet = _sheet()
    for cell in sheet[1]:
        cell.font = WHITE
    sheet.add_table(
        Table(displayName="T", ref="A1:C4", tableStyleInfo=TableStyleInfo(name="TableStyleMedium2"))
    )
    assert _cells(_reading(sheet))[0] == ("编码", "名称", "合计")


def test_a_ground_that_a_condition_colours_is_not_known() -> None:
    sheet = _sheet()
    sheet["C3"].font = WHITE
    rule = CellIsRule(operator="greaterThan", formula=["50"], fill=PatternFill(bgColor="FFFF0000"))
    sheet.conditional_formatting.add("C2:C4", rule)
    assert _cells(_reading(sheet))[2][2] == "55"


def test_a_format_that_cannot_be_followed_is_a_doubt() -> None:
    sheet = _sheet()
    for place in ("C2", "C3"):
        sheet[place].number_format = "[DBNum1]General"
    reading = _reading(sheet)
    assert _cells(reading)[1:3] == [("201", "甲", ""), ("202", "乙", "")]
    assert [(doubt.reason, doubt.place) for doubt in reading.doubts] == [
        ("a number format that is not understood: [DBNum1]General", "sheet 表, cell C2 and 1 more")
    ]


@pytest.mark.parametrize("code", ["0.00;[Red]0.00", "0.00;0.00", '0.00;"红字"0.00', '0.00;0.00"（负数）"'])
def test_a_format_that_hides_the_sign_says_so(code: str) -> None:
    """It was called one that is not understood, so nobody knew that the amount is below nought."""
    sheet = _sheet()
    sheet["C2"] = -12.5
    for place in ("C2", "C3"):
        sheet[place].number_format = code
    reading = _reading(sheet)
    assert [row[2] for row in _cells(reading)[1:3]] == ["", "55.00"]
    doubt = reading.doubts[0]
    assert doubt.reason == (
        f"a number format that hides the minus sign, or puts a colour or a word in its place: {code}"
    )
    assert (doubt.place, "below nought" in doubt.remedy) == ("sheet 表, cell C2", True)


@pytest.mark.parametrize(
    "code", ["0.00;[Red]-0.00", "0.00_);(0.00)", '0.00;"△"0.00', '0.00;"减"0.00', "0.00"]
)
def test_a_format_that_shows_a_sign_is_read(code: str) -> None:
    sheet = _sheet()
    sheet["C2"] = -12.5
    sheet["C2"].number_format = code
    assert (_reading(sheet).doubts, "12.50" in _cells(_reading(sheet))[1][2]) == ((), True)


@pytest.mark.parametrize(
    ("rule", "is_told"),
    [
        (CellIsRule(operator="lessThan", formula=["50"], font=WHITE), True),
        (CellIsRule(operator="equal", formula=["3"], font=Font(strike=True)), True),
        (CellIsRule(operator="equal", formula=["0"], font=WHITE), False),
        (CellIsRule(operator="lessThan", formula=["50"], font=Font(color="FFFF0000")), False),
        (
            CellIsRule(operator="lessThan", formula=["50"], font=WHITE, fill=PatternFill(bgColor="FF000000")),
            False,
        ),
        (
            CellIsRule(operator="lessThan", formula=["50"], font=WHITE, fill=PatternFill(bgColor="FFFFFFFF")),
            True,
        ),
        (CellIsRule(operator="lessThan", formula=["50"], font=Font(color="FFFFFF00")), False),
        (CellIsRule(operator="lessThan", formula=["50"], fill=PatternFill(bgColor="FF000000")), True),
        (CellIsRule(operator="lessThan", formula=["50"], fill=PatternFill(bgColor="FFFFC7CE")), False),
        (IconSetRule("3Arrows", "percent", [0, 33, 67], showValue=False), True),
        (IconSetRule("3Arrows", "percent", [0, 33, 67]), False),
    ],
)
def test_a_condition_that_may_hide_cells_is_told(rule: Rule, is_told: bool) -> None:
    sheet = _sheet()
    sheet.conditional_formatting.add("C2:C4", rule)
    reading = _reading(sheet)
    assert _cells(reading)[1] == ("201", "甲", "12.5")
    assert [doubt.place for doubt in reading.doubts] == (["sheet 表, cells C2:C4"] if is_told else [])


def test_a_condition_that_writes_in_the_colour_of_a_ground_of_the_workbook() -> None:
    sheet = _sheet()
    sheet["C3"].fill = PatternFill("solid", fgColor="FFFFFF00")
    rule = CellIsRule(operator="lessThan", formula=["50"], font=Font(color="FFFFFF00"))
    sheet.conditional_formatting.add("C2:C4", rule)
    assert len(_reading(sheet).doubts) == 1


@pytest.mark.parametrize(("colour", "is_told"), [("FFFFFFFF", True), ("FFFF0000", False)])
def test_a_condition_about_another_sheet_is_told(colour: str, is_told: bool) -> None:
    """Excel 2010 keeps it apart from the others, its format within it."""
    written = (
        '<extLst><ext xmlns:x14="x"><x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="m">'
        f'<x14:cfRule type="expression"><xm:f>A</xm:f><x14:dxf><font><color rgb="{colour}"/></font></x14:dxf>'
        "</x14:cfRule><xm:sqref>C2</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>"
        "</extLst></worksheet>"
    )
    assert (
        bool(_changed(_sheet(), lambda part: part.replace(b"</worksheet>", written.encode())).doubts)
        == is_told
    )


@pytest.mark.parametrize(("size", "shown"), [(1, ""), (6, "12.5")])
def test_letters_of_no_size_are_not_read(size: int, shown: str) -> None:
    sheet = _sheet()
    sheet["C2"].font = Font(size=size)
    reading = _reading(sheet)
    assert _cells(reading)[1] == ("201", "甲", shown)
    assert [left.reason for left in reading.left_out] == ([] if shown else [NotShown.INVISIBLE])


@pytest.mark.parametrize(("size", "is_told"), [((600, 150), True), ((150, 150), False), ((600, 20), False)])
def test_a_picture_as_large_as_a_table_is_told(size: tuple[int, int], is_told: bool) -> None:
    """Smaller ones are seals and signatures."""
    sheet, file = _sheet(), BytesIO()
    Picture.new("RGB", size, "white").save(file, "PNG")
    sheet.add_image(Image(file), "A6")
    doubts = [(doubt.reason, doubt.place) for doubt in _reading(sheet).doubts]
    assert doubts == [("a picture that may be a table (Image 1), not read", "sheet 表")] * is_told


def _changed(sheet: Worksheet, change: Callable[[bytes], bytes]) -> Reading:
    """The sheet with its part changed."""
    saved, made = BytesIO(), BytesIO()
    assert sheet.parent is not None
    sheet.parent.save(saved)
    with ZipFile(saved) as source, ZipFile(made, "w") as copy:
        for name in source.namelist():
            part = source.read(name)
            copy.writestr(name, change(part) if name.endswith("sheet1.xml") else part)
    return workbook.read(made.getvalue())
