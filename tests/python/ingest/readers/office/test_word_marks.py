"""What stands in Word documents without being text, and rows that do not fit their table."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ingest.model import Placement, Reading
from ingest.read import read_bytes
from tests.python.ingest.readers.office.test_word import SPACES, document, p, r, tbl, tc, tr

_MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_DRAWING = 'xmlns:wp="urn:wp" xmlns:a="urn:a"'


def _read(body: str, numbering: str = "", styles: str = "") -> Reading:
    """A document with these lists and styles."""
    made = BytesIO()
    relations = "".join(
        f'<Relationship Id="{name}" Target="{name}.xml" Type="{name}"/>' for name in ("styles", "numbering")
    )
    with ZipFile(BytesIO(document(body))) as source, ZipFile(made, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name))
        copy.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        copy.writestr("word/styles.xml", f"<w:styles {SPACES}>{styles}</w:styles>")
        copy.writestr("word/numbering.xml", f"<w:numbering {SPACES}>{numbering}</w:numbering>")
    return read_bytes(made.getvalue())


def _amount(content: str, numbering: str = "", styles: str = "") -> Reading:
    return _read(tbl(tr("科目", "合计"), tr("甲", tc(content))), numbering, styles)


def _shown(reading: Reading) -> str:
    return reading.tables[0].rows[-1].cells[1]


def _list(mark: str, kind: str = "bullet") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{mark}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )


_LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
_UNLISTED = '<w:numPr><w:numId w:val="0"/></w:numPr>'


@pytest.mark.parametrize(
    "numbering",
    [*map(_list, ["-", "−", "—", "△", "负", "("]), _list("%1.", "decimal"), ""],
)
def test_a_mark_of_a_list_before_an_amount_may_be_its_sign(numbering: str) -> None:
    """Word turns a typed minus into a list: the sign is not in the text any more."""
    reading = _amount(f"<w:p><w:pPr>{_LISTED}</w:pPr>{r('146.75')}</w:p>", numbering)
    assert (_shown(reading), len(reading.doubts)) == ("\ufffd146.75", 1)


def test_a_list_that_the_style_of_a_paragraph_belongs_to() -> None:
    style = f'<w:style w:type="paragraph" w:styleId="L"><w:pPr>{_LISTED}</w:pPr></w:style>'
    for own, shown in (("", "\ufffd146.75"), (_UNLISTED, "146.75")):
        paragraph = f'<w:p><w:pPr><w:pStyle w:val="L"/>{own}</w:pPr>{r("146.75")}</w:p>'
        assert _shown(_amount(paragraph, _list("-"), style)) == shown


@pytest.mark.parametrize(
    ("mark", "kind", "text"),
    [("•", "bullet", "146.75"), ("-", "bullet", "基本支出"), ("-", "none", "146.75")],
)
def test_a_mark_of_a_list_that_is_no_sign(mark: str, kind: str, text: str) -> None:
    reading = _amount(f"<w:p><w:pPr>{_LISTED}</w:pPr>{r(text)}</w:p>", _list(mark, kind))
    assert (_shown(reading), reading.doubts) == (text, ())


@pytest.mark.parametrize(("font", "code"), [("Arial", "F032"), ("宋体", "0032"), ("Symbol", "F02D")])
def test_a_figure_that_only_its_font_knows_is_told(font: str, code: str) -> None:
    symbol = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    reading = _amount(p(symbol, "7.30"))
    assert (_shown(reading), len(reading.doubts)) == ("\ufffd7.30", 1)


@pytest.mark.parametrize(("font", "code"), [("Wingdings", "F0E8"), ("Symbol", "F0B7"), ("Webdings", "F061")])
def test_a_picture_of_a_symbol_font_is_no_text(font: str, code: str) -> None:
    reading = _amount(p(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>', "7.30"))
    assert (_shown(reading), reading.doubts) == ("7.30", ())


@pytest.mark.parametrize("wrapper", ["%s", "<m:oMathPara>%s</m:oMathPara>"])
def test_a_formula_of_characters_is_text(wrapper: str) -> None:
    math = wrapper % "<m:oMath><m:r><m:t>27</m:t></m:r><m:r><m:rPr/><m:t>.30</m:t></m:r></m:oMath>"
    reading = _amount(f"<w:p {_MATH}>{math}</w:p>")
    assert (_shown(reading), reading.doubts) == ("27.30", ())


@pytest.mark.parametrize(
    "inner",
    [
        "<m:f><m:num><m:r><m:t>27</m:t></m:r></m:num><m:den><m:r><m:t>30</m:t></m:r></m:den></m:f>",
        "<m:sSup><m:e><m:r><m:t>27</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t></m:r></m:sup></m:sSup>",
        "<m:r><w:rPr><w:strike/></w:rPr><m:t>27.30</m:t></m:r>",
    ],
)
def test_a_formula_that_is_built_is_told(inner: str) -> None:
    reading = _amount(f"<w:p {_MATH}><m:oMath>{inner}</m:oMath></w:p>")
    assert (_shown(reading), len(reading.doubts)) == ("\ufffd", 1)


@pytest.mark.parametrize(
    ("look", "is_told"),
    [("<w:strike/>", True), ("<w:vanish/>", True), ("<w:b/>", False), ('<w:strike w:val="0"/>', False)],
)
def test_a_table_style_that_strikes_out_is_told(look: str, is_told: bool) -> None:
    style = (
        '<w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="lastCol">'
        f"<w:rPr>{look}</w:rPr></w:tblStylePr></w:style>"
    )
    table = tbl('<w:tblPr><w:tblStyle w:val="T"/></w:tblPr>', tr("科目", "合计"), tr("甲", "1"))
    assert bool(_read(table, "", style).doubts) == is_told


_HEAD = tr("编码", "科目", "合计", "基本", "项目")
_LINES = (tr("201", "甲", "3.00", "1.00", "2.00"), tr("202", "乙", "4.00", "4.00", ""))


@pytest.mark.parametrize(
    "row",
    [
        tr("合计", "7.00", "5.00", "2.00"),
        tr("203", "丙", "5.00", "5.00"),
        tr("203", "丙", tc("5.00", gridSpan="2"), "", "5.00"),
    ],
)
def test_amounts_of_a_row_with_other_cells_have_no_column(row: str) -> None:
    """One cell is as wide as two: where the others stand is known to its width alone."""
    reading = _read(tbl(_HEAD, *_LINES, row))
    odd = reading.tables[0].rows[-1]
    unplaced = [cell for i, cell in enumerate(odd.cells) if odd.placement_of(i) is Placement.UNPLACED]
    assert unplaced == [cell for cell in odd.cells if cell[-3:] == ".00"]
    assert [doubt.place for doubt in reading.doubts] == ["line 4"]


@pytest.mark.parametrize(
    "row",
    [
        tr(tc("合计", gridSpan="2"), "7.00", "5.00", "2.00"),
        tr("203", "丙", "5.00", "5.00", properties='<w:trPr><w:gridAfter w:val="1"/></w:trPr>'),
        tr("注：数字以万元计"),
    ],
)
def test_a_row_that_fits_keeps_its_columns(row: str) -> None:
    reading = _read(tbl(_HEAD, *_LINES, row))
    assert (reading.tables[0].rows[-1].placements, reading.doubts) == ((), ())


@pytest.mark.parametrize(
    ("width", "height", "is_told"), [(450, 112, True), (250, 90, True), (120, 120, False), (400, 20, False)]
)
def test_a_picture_as_large_as_a_table_is_told(width: int, height: int, is_told: bool) -> None:
    """A seal, a signature or a line across the page is none."""
    drawing = (
        f'<w:r {_DRAWING}><w:drawing><wp:inline><wp:extent cx="{width * 12700}" cy="{height * 12700}"/>'
        '<wp:docPr id="1" name="图片 1"/><a:blip/></wp:inline></w:drawing></w:r>'
    )
    shape = (
        f'<w:r><w:pict><v:shape id="图片 1" style="position:absolute;width:{width}pt;height:{height}pt">'
        "<v:imagedata/></v:shape></w:pict></w:r>"
    )
    for each in (drawing, shape):
        reasons = [doubt.reason for doubt in _read(p("虚构支出表") + p(each)).doubts]
        assert reasons == ["a picture that may be a table (图片 1), not read"] * is_told
