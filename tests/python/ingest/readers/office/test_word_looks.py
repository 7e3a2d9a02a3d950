"""What of a Word document is seen, and what must not be taken for hidden."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ingest.model import LeftOut, NotShown, Reading
from ingest.read import read_bytes
from tests.python.ingest.readers.office.test_word import SPACES, document, p, tbl, tc, tr

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="character" w:styleId="Note"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Older"><w:basedOn w:val="Old"/></w:style>
<w:style w:type="character" w:styleId="NotOld"><w:basedOn w:val="Old"/>
<w:rPr><w:strike w:val="0"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Plain"/>
<w:style w:type="table" w:styleId="Banded"><w:tblStylePr w:type="firstRow"><w:tcPr>
<w:shd w:val="clear" w:fill="1F4E78"/></w:tcPr></w:tblStylePr></w:style>
"""


def fill(inner: str) -> str:
    """The fill of letters in Word 2010 and later."""
    return f"<w14:textFill>{inner}</w14:textFill>"


SEEN = '<w:vanish w:val="0"/>'


def _read(body: str) -> Reading:
    """A document with these styles."""
    made = BytesIO()
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="styles.xml" Type="styles"/></Relationships>'
    )
    with ZipFile(BytesIO(document(body))) as source, ZipFile(made, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name))
        copy.writestr("word/_rels/document.xml.rels", relations)
        copy.writestr("word/styles.xml", f"<w:styles {SPACES}>{STYLES}</w:styles>")
    return read_bytes(made.getvalue())


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _last(reading: Reading) -> tuple[str, ...]:
    return reading.tables[0].rows[-1].cells


def _amount(*runs: str) -> Reading:
    return _read(tbl(tr("科目", "合计"), tr("甲", tc(p(*runs)))))


@pytest.mark.parametrize(
    "note",
    [
        '<w:vertAlign w:val="superscript"/>',
        '<w:vertAlign w:val="subscript"/>',
        '<w:rStyle w:val="Note"/>',
        '<w:position w:val="8"/>',
        '<w:position w:val="-6"/><w:sz w:val="12"/>',
    ],
)
def test_a_raised_note_is_no_digit(note: str) -> None:
    assert _last(_amount(run("128.00"), run("1", note))) == ("甲", "128.00¹")
    assert _last(_amount(run("128.00"), run("[", note), run("2", note), run("]", note))) == ("甲", "128.00²")
    assert _last(_amount(run("1", note))) == ("甲", "¹")
    assert _last(_amount(run("128.00", note))) == ("甲", "128.00")


@pytest.mark.parametrize(
    "properties",
    ['<w:vertAlign w:val="baseline"/>', '<w:position w:val="1"/>', "<w:b/>", '<w:sz w:val="12"/>'],
)
def test_text_on_the_line_is_text(properties: str) -> None:
    assert _last(_amount(run("128.0"), run("1", properties))) == ("甲", "128.01")


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ("<w:strike/>", NotShown.STRUCK_OUT),
        ("<w:dstrike/>", NotShown.STRUCK_OUT),
        ('<w:strike w:val="true"/><w:dstrike w:val="0"/>', NotShown.STRUCK_OUT),
        ('<w:rStyle w:val="Old"/>', NotShown.STRUCK_OUT),
        ('<w:rStyle w:val="Older"/>', NotShown.STRUCK_OUT),
        ("<w:vanish/>", NotShown.HIDDEN),
        ('<w:color w:val="FFFFFF"/>', NotShown.INVISIBLE),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="FEFEFE"/>', NotShown.INVISIBLE),
        ('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>', NotShown.INVISIBLE),
        ('<w:sz w:val="2"/>', NotShown.INVISIBLE),
        ('<w:sz w:val="1"/><w:szCs w:val="21"/>', NotShown.INVISIBLE),
        ('<w:w w:val="1"/>', NotShown.INVISIBLE),
        (fill("<w14:noFill/>"), NotShown.INVISIBLE),
        (fill("<w14:noFill/>") + "<w14:textOutline><w14:noFill/></w14:textOutline>", NotShown.INVISIBLE),
        (fill('<w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill>'), NotShown.INVISIBLE),
        (
            '<w:color w:val="FF0000"/>'
            + fill('<w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill>'),
            NotShown.INVISIBLE,
        ),
        (
            fill(
                '<w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr>'
                "</w14:solidFill>"
            ),
            NotShown.INVISIBLE,
        ),
    ],
)
def test_what_is_not_seen_is_left_out_and_told(properties: str, reason: NotShown) -> None:
    reading = _amount(run("98.00", properties), run("128.00"))
    assert _last(reading) == ("甲", "128.00")
    assert reading.left_out == (LeftOut(reason, "table 1", 1),)


@pytest.mark.parametrize(
    "properties",
    [
        '<w:strike w:val="0"/>',
        '<w:rStyle w:val="NotOld"/>',
        '<w:vanish w:val="false"/>',
        '<w:color w:val="auto"/>',
        '<w:color w:val="FF0000"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E78"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="solid" w:color="1F4E78"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="pct50" w:color="1F4E78"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>',
        '<w:u w:val="single"/>',
        '<w:sz w:val="10"/>',
        '<w:w w:val="66"/>',
        '<w:webHidden w:val="0"/>',
        '<w:color w:val="FFFFFF"/>' + fill('<w14:solidFill><w14:srgbClr w14:val="FF0000"/></w14:solidFill>'),
        fill(
            '<w14:solidFill><w14:srgbClr w14:val="0"><w14:alpha w14:val="30000"/></w14:srgbClr>'
            "</w14:solidFill>"
        ),
        fill("<w14:gradFill/>"),
        fill("<w14:noFill/>")
        + '<w14:textOutline><w14:solidFill><w14:srgbClr w14:val="0"/></w14:solidFill></w14:textOutline>',
    ],
)
def test_what_is_seen_is_read(properties: str) -> None:
    reading = _amount(run("128.00", properties))
    assert (_last(reading), reading.left_out) == (("甲", "128.00"), ())


@pytest.mark.parametrize(
    ("cell", "table", "is_read"),
    [
        ('<w:shd w:val="clear" w:fill="1F4E78"/>', "", True),
        ('<w:shd w:val="clear" w:fill="FFFFFF"/>', '<w:tblStyle w:val="Banded"/>', False),
        ("", '<w:tblStyle w:val="Banded"/>', True),
        ("", '<w:tblStyle w:val="Plain"/>', False),
        ("", '<w:shd w:val="clear" w:fill="1F4E78"/>', True),
        ('<w:shd w:val="clear" w:fill="auto"/>', "", False),
    ],
)
def test_white_text_is_seen_on_a_ground_of_colour(cell: str, table: str, is_read: bool) -> None:
    white = p(run("合计", '<w:color w:val="FFFFFF"/>'))
    row = f"<w:tr>{tc('科目')}<w:tc><w:tcPr>{cell}</w:tcPr>{white}</w:tc></w:tr>"
    reading = _read(f"<w:tbl><w:tblPr>{table}</w:tblPr>{row}</w:tbl>{p(run('完'))}")
    assert _last(reading) == ("科目", "合计" if is_read else "")


def test_white_text_in_a_shape_stands_on_the_ground_of_the_shape() -> None:
    white = p(run("虚构支出表", '<w:color w:val="FFFFFF"/>'))
    reading = _read(f"<w:p><w:r><w:pict><w:txbxContent>{white}</w:txbxContent></w:pict></w:r></w:p>")
    assert [line.text for line in reading.lines] == ["虚构支出表"]


def test_a_paragraph_of_a_hidden_style() -> None:
    gone = '<w:pPr><w:pStyle w:val="Gone"/></w:pPr>'
    reading = _read(f"<w:p>{gone}{run('旧')}{run('新', SEEN)}</w:p>")
    assert [line.text for line in reading.lines] == ["新"]
    assert reading.left_out == (LeftOut(NotShown.HIDDEN, "line 1", 1),)


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ("<w:trPr><w:hidden/></w:trPr>", NotShown.HIDDEN),
        ('<w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr>', NotShown.HIDDEN),
        ('<w:trPr><w:trHeight w:val="40" w:hRule="exact"/></w:trPr>', NotShown.HIDDEN),
        ('<w:trPr><w:del w:id="1"/></w:trPr>', NotShown.STRUCK_OUT),
    ],
)
def test_a_row_that_is_not_seen(properties: str, reason: NotShown) -> None:
    reading = _read(tbl(tr("科目", "合计"), tr("乙", "55.00", properties=properties), tr("甲", "128.00")))
    assert [row.cells for row in reading.tables[0].rows] == [("科目", "合计"), ("甲", "128.00")]
    assert reading.left_out == (LeftOut(reason, "table 1", 2),)


@pytest.mark.parametrize(
    "properties",
    [
        '<w:trPr><w:hidden w:val="0"/></w:trPr>',
        '<w:trPr><w:trHeight w:val="1" w:hRule="atLeast"/></w:trPr>',
        '<w:trPr><w:trHeight w:val="1"/></w:trPr>',
        '<w:trPr><w:trHeight w:val="200" w:hRule="exact"/></w:trPr>',
        '<w:trPr><w:ins w:id="1"/></w:trPr>',
    ],
)
def test_a_row_that_is_seen(properties: str) -> None:
    reading = _read(tbl(tr("科目", "合计"), tr("乙", "55.00", properties=properties)))
    assert _last(reading) == ("乙", "55.00")


def test_a_deleted_cell_takes_no_place() -> None:
    deleted = '<w:tc><w:tcPr><w:cellDel w:id="1"/></w:tcPr><w:p><w:r><w:t>98.00</w:t></w:r></w:p></w:tc>'
    inserted = '<w:tc><w:tcPr><w:cellIns w:id="2"/></w:tcPr><w:p><w:r><w:t>128.00</w:t></w:r></w:p></w:tc>'
    reading = _read(tbl(tr("科目", "合计"), f"<w:tr>{tc('甲')}{deleted}{inserted}</w:tr>"))
    assert _last(reading) == ("甲", "128.00")
    assert reading.left_out == (LeftOut(NotShown.STRUCK_OUT, "table 1", 1),)


@pytest.mark.parametrize("wrapper", ["del", "moveFrom"])
def test_text_deleted_under_tracked_changes_is_told(wrapper: str) -> None:
    text = "<w:delText>98.00</w:delText>" if wrapper == "del" else "<w:t>98.00</w:t>"
    old = f"<w:{wrapper}><w:r>{text}</w:r></w:{wrapper}>"
    reading = _amount(old, "<w:ins><w:r><w:t>128.00</w:t></w:r></w:ins>")
    assert _last(reading) == ("甲", "128.00")
    assert reading.left_out == (LeftOut(NotShown.STRUCK_OUT, "table 1", 1),)


def test_a_deletion_within_an_insertion_is_told_too() -> None:
    old = "<w:ins><w:r><w:t>128.00</w:t></w:r><w:del><w:r><w:delText>98.00</w:delText></w:r></w:del></w:ins>"
    reading = _amount(old)
    assert _last(reading) == ("甲", "128.00")
    assert reading.left_out == (LeftOut(NotShown.STRUCK_OUT, "table 1", 1),)


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:ins>{}</w:ins>",
        "<w:moveTo>{}</w:moveTo>",
        "<w:ins><w:smartTag><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:smartTag></w:ins>",
        "<w:customXml>{}</w:customXml>",
    ],
)
def test_text_in_wrappers_is_shown(wrapped: str) -> None:
    reading = _amount(wrapped.format(run("128.00")))
    assert (_last(reading), reading.left_out, reading.doubts) == (("甲", "128.00"), (), ())


def test_figures_that_the_web_view_hides_are_told() -> None:
    """Printed they are seen, on a screen they may not be; numbers of pages are hidden so in every list."""
    reading = _amount(run("128.00", "<w:webHidden/>"))
    assert _last(reading) == ("甲", "")
    assert [doubt.place for doubt in reading.doubts] == ["table 1"]
    assert reading.left_out == (LeftOut(NotShown.HIDDEN, "table 1", 1),)
    contents = _read(p(run("一、概况"), "<w:r><w:tab/></w:r>", run("3", "<w:webHidden/>")))
    assert ([line.text for line in contents.lines], contents.doubts) == (["一、概况 3"], ())


def test_a_table_of_one_cell_in_a_cell_is_its_text() -> None:
    inner = tbl(tr(tc(p(run("128.00")))))
    reading = _read(
        tbl(tr("科目", "合计"), tr("甲", tc(inner + p())), tr("乙", tc(p(run("5")) + inner + p())))
    )
    assert [row.cells for row in reading.tables[0].rows[1:]] == [("甲", "128.00"), ("乙", "5\n128.00")]
    assert len(reading.tables) == 1
