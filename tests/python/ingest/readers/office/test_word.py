"""Word documents, each made of the XML that the trap needs."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ingest.model import Grid, Reading, Row, UnreadableDocument
from ingest.read import read_bytes

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument"/></Relationships>'
)


def document(body: str, head: str = "", main: str = "word/document.xml") -> bytes:
    """A .docx with this body."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", RELATIONS % main)
        archive.writestr(main, f"{head}<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/header1.xml", f"<w:hdr {SPACES}>{p('页眉')}</w:hdr>")
        archive.writestr("word/footnotes.xml", f"<w:footnotes {SPACES}>{p('脚注')}</w:footnotes>")
    return file.getvalue()


def r(text: str) -> str:
    """A run."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*texts: str) -> str:
    """A paragraph of runs, or of XML given."""
    return f"<w:p>{''.join(t if t.startswith('<') else r(t) for t in texts)}</w:p>"


def tc(content: str = "", **properties: str) -> str:
    """A cell: text or XML, with the values of its properties."""
    inner = content if content.startswith("<") else p(content)
    told = "".join(
        f'<w:{name} w:val="{value}"/>' if value else f"<w:{name}/>" for name, value in properties.items()
    )
    return f"<w:tc><w:tcPr>{told}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells, plain text allowed."""
    inner = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr>{properties}{inner}</w:tr>"


def tbl(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def read(body: str) -> Reading:
    return read_bytes(document(body))


def texts(body: str) -> list[str]:
    return [line.text for line in read(body).lines]


def cells(reading: Reading, number: int = 0) -> list[tuple[str, ...]]:
    return [row.cells for row in reading.tables[number].rows]


def spans(row: Row) -> dict[int, tuple[int, int]]:
    return {index: span for index, span in enumerate(row.spans) if span != (1, 1)}


def test_paragraphs_and_tables_come_in_order() -> None:
    reading = read(p("一、概况") + tbl(tr("科目", "金额"), tr("", ""), tr("甲", "1,234.50")) + p("附注"))
    assert [(line.text, line.table_no, line.page_no) for line in reading.lines] == [
        ("一、概况", None, None),
        ("科目 金额", 1, None),
        ("甲 1,234.50", 1, None),
        ("附注", None, None),
    ]
    table = reading.tables[0]
    assert (table.grid, table.first_line, table.last_line, table.page_no) == (Grid.DOCX, 2, 3, None)
    assert [(row.cells, row.line_no) for row in table.rows] == [
        (("科目", "金额"), 2),
        (("甲", "1,234.50"), 3),
    ]
    assert reading.page_count is None
    assert reading.media_type.endswith("wordprocessingml.document")
    assert reading.doubts == ()


def test_a_tab_is_a_blank_and_a_break_parts_lines() -> None:
    assert texts(p("单位：", "<w:r><w:tab/><w:t>万元</w:t><w:br/><w:t>年</w:t></w:r>")) == [
        "单位: 万元",
        "年",
    ]


def test_full_width_digits_are_repaired() -> None:
    assert texts(p("１２，３４５．６０")) == ["12,345.60"]


def test_headers_merged_over_columns_and_rows_have_spans() -> None:
    reading = read(
        tbl(
            tr(tc("虚构支出表", gridSpan="4")),
            tr(tc("科目", vMerge="restart"), tc("支出", gridSpan="2"), tc("备注", vMerge="restart")),
            tr(tc(vMerge="continue"), "基本", "项目", tc(vMerge="")),
            tr("甲", "1", "2", ""),
        )
    )
    assert cells(reading) == [
        ("虚构支出表", "", "", ""),
        ("科目", "支出", "", "备注"),
        ("", "基本", "项目", ""),
        ("甲", "1", "2", ""),
    ]
    assert [spans(row) for row in reading.tables[0].rows] == [
        {0: (1, 4)},
        {0: (2, 1), 1: (1, 2), 3: (2, 1)},
        {},
        {},
    ]


def test_vertical_merges_below_each_other_stay_apart() -> None:
    reading = read(
        tbl(
            tr(tc("甲", vMerge="restart"), "1"),
            tr(tc(vMerge="continue"), "2"),
            tr(tc("乙", vMerge="restart"), "3"),
            tr(tc("看不见", vMerge="continue"), "4"),
        )
    )
    assert cells(reading) == [("甲", "1"), ("", "2"), ("乙", "3"), ("", "4")]
    assert [spans(row) for row in reading.tables[0].rows] == [{0: (2, 1)}, {}, {0: (2, 1)}, {}]


def test_a_merge_over_rows_and_columns() -> None:
    reading = read(
        tbl(
            tr(tc("总", gridSpan="2", vMerge="restart"), "a"),
            tr(tc(gridSpan="2", vMerge="continue"), "b"),
            tr("1", "2", "c"),
        )
    )
    assert spans(reading.tables[0].rows[0]) == {0: (2, 2)}


def test_old_horizontal_merges() -> None:
    reading = read(tbl(tr(tc("总", hMerge="restart"), tc(hMerge="continue"), "a"), tr("1", "2", "3")))
    assert cells(reading) == [("总", "", "a"), ("1", "2", "3")]
    assert spans(reading.tables[0].rows[0]) == {0: (1, 2)}


def test_a_row_that_begins_further_right_keeps_its_columns() -> None:
    before = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    assert cells(read(tbl(tr("a", "b", "c"), tr("d", "e", properties=before)))) == [
        ("a", "b", "c"),
        ("", "d", "e"),
    ]


def test_a_nested_table_follows_the_outer_one() -> None:
    inner = tbl(tr("内1", "内2"))
    reading = read(tbl(tr(tc(p("外") + inner + p("后")), "右")) + p("末"))
    assert cells(reading) == [("外\n后", "右")]
    assert cells(reading, 1) == [("内1", "内2")]
    assert [line.text for line in reading.lines] == ["外 后 右", "内1 内2", "末"]


def test_content_controls_hold_tables_rows_cells_and_text() -> None:
    def held(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    table = tbl(tr("a", "b"), held(tr("c", held(tc("d")))), tr(tc(f"<w:p>{held(r('e'))}</w:p>"), "f"))
    reading = read(held(p("题") + held(table)))
    assert cells(reading) == [("a", "b"), ("c", "d"), ("e", "f")]
    assert reading.lines[0].text == "题"


def test_deleted_text_is_no_text_and_inserted_text_is() -> None:
    assert texts(
        p("预算", "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", f"<w:ins>{r('新')}</w:ins>", "数")
        + p(f"<w:moveFrom>{r('去')}</w:moveFrom>", f"<w:moveTo>{r('来')}</w:moveTo>")
    ) == ["预算新数", "来"]


def test_a_deleted_row_is_no_row_and_a_deleted_end_joins_paragraphs() -> None:
    gone = "<w:trPr><w:del/></w:trPr>"
    assert cells(read(tbl(tr("a"), tr("b", properties=gone), tr("c")))) == [("a",), ("c",)]
    assert texts(f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('前')}</w:p>{p('后')}") == ["前后"]


def test_hidden_text_and_field_codes_are_not_printed() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>'
    assert texts(p("a", hidden, shown, "<w:r><w:instrText>PAGE</w:instrText></w:r>")) == ["a显"]


def test_links_and_fields_are_text() -> None:
    assert texts(p(f"<w:hyperlink>{r('见')}</w:hyperlink>", f"<w:fldSimple>{r('3')}</w:fldSimple>")) == [
        "见3"
    ]


def test_the_reading_aid_above_characters_is_left_out() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('yu')}</w:rt><w:rubyBase>{r('预')}</w:rubyBase></w:ruby></w:r>"
    assert texts(p(ruby, "算")) == ["预算"]


def test_ticked_boxes_of_symbol_fonts_and_forms() -> None:
    def sym(char: str) -> str:
        return f'<w:r><w:sym w:font="Wingdings" w:char="{char}"/></w:r>'

    def form(inner: str) -> str:
        return f"<w:r><w:fldChar><w:ffData><w:checkBox>{inner}</w:checkBox></w:ffData></w:fldChar></w:r>"

    ticked = form('<w:default w:val="0"/><w:checked/>')
    assert texts(p(sym("F0FE"), "是", sym("00A8"), "否", ticked, form('<w:default w:val="0"/>'))) == [
        "☑是☐否☑☐"
    ]


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    inner = p("框") + tbl(tr("x", "y"))
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{inner}</w:txbxContent>"
        f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{inner}"
        "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    reading = read(p("前", box) + p("后"))
    assert [line.text for line in reading.lines] == ["前", "框", "x y", "后"]
    assert cells(reading) == [("x", "y")]
    assert [line.text for line in read(tbl(tr(tc(p("格", box)), "右"))).lines] == ["格 右", "框", "x y"]


def shape(text: str, place: str) -> str:
    """A text box as Word writes it, in both of its forms."""
    inner = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    style = "position:absolute" if place == "anchor" else "width:60pt"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:{place}><wps:txbx>{inner}</wps:txbx></wp:{place}>"
        f'</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style="{style}"><v:textbox>{inner}'
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_that_stands_in_a_cell_is_text_of_the_cell() -> None:
    """Its amount was a line below the table, and the cell was blank."""
    reading = read(tbl(tr("科目", "合计"), tr("甲", tc(p(shape("27.30", "inline")))), tr("乙", "1.00")))
    assert cells(reading) == [("科目", "合计"), ("甲", "27.30"), ("乙", "1.00")]
    assert (len(reading.lines), reading.doubts) == (3, ())
    box = f"<v:textbox><w:txbxContent>{p('27.30')}</w:txbxContent></v:textbox>"
    old = f'<w:r><w:pict><v:shape style="width:60pt">{box}</v:shape></w:pict></w:r>'
    reading = read(tbl(tr("科目", "合计"), tr("甲", tc(p(old)))))
    assert (cells(reading)[-1], reading.doubts) == (("甲", "27.30"), ())


@pytest.mark.parametrize("is_in_cell", [True, False])
def test_a_text_box_that_may_lie_anywhere_is_told_where_it_holds_an_amount(is_in_cell: bool) -> None:
    box = p(shape("27.30", "anchor"))
    reading = read((tbl(tr("科目", "合计"), tr("甲", tc(box))) if is_in_cell else box) + p("后"))
    assert [line.text for line in reading.lines][-2:] == ["27.30", "后"]
    assert [doubt.reason for doubt in reading.doubts] == [
        "a text box that holds an amount: it may lie over a table"
    ]
    for text in ("内部资料", "2024年预算", "12"):
        assert read(p(shape(text, "anchor")) + p("后")).doubts == ()


def test_an_embedded_workbook_is_a_doubt() -> None:
    reading = read(
        p("表如下：") + p('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>')
    )
    assert [(doubt.reason, doubt.place) for doubt in reading.doubts] == [
        ("an embedded object (Excel.Sheet.12), not read", "line 1")
    ]
    assert read(p("a") + p('<w:r><w:object><o:OLEObject ProgID="Equation.3"/></w:object></w:r>')).doubts == ()


def test_the_main_part_is_told_by_relation() -> None:
    assert read_bytes(document(p("甲"), main="word/document2.xml")).lines[0].text == "甲"


@pytest.mark.parametrize(
    ("body", "outcome"),
    [("", "empty"), (p("<w:r><w:drawing/></w:r>"), "image_only"), (p(" "), "empty")],
)
def test_a_document_without_text_is_unreadable(body: str, outcome: str) -> None:
    with pytest.raises(UnreadableDocument, match=outcome):
        read(body)


def test_a_cut_off_document_is_damaged() -> None:
    whole = document("".join(p(f"第{number}段") for number in range(200)))
    for size in (100, len(whole) // 2, len(whole) - 10):
        with pytest.raises(UnreadableDocument, match="damaged"):
            read_bytes(whole[:size])


def test_broken_xml_is_damaged() -> None:
    with pytest.raises(UnreadableDocument, match="no sound XML"):
        read("<w:p>")


def test_entities_are_never_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>'
    for body in (p("&l11;"), f'<w:p w:x="&l11;">{r("a")}</w:p>', p("a")):
        with pytest.raises(UnreadableDocument, match=r"document type declaration|no sound XML"):
            read_bytes(document(body, head))


def test_a_file_of_the_machine_is_never_read() -> None:
    head = '<!DOCTYPE d [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(UnreadableDocument, match="document type declaration"):
        read_bytes(document(p("&file;"), head))


def test_a_table_of_too_many_cells_is_an_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.office.word._MOST_CELLS", 3)
    with pytest.raises(UnreadableDocument, match="a table of 2 rows and 2 columns"):
        read(tbl(tr("1", "2"), tr("3", "4")))
