"""Web pages saved as one file."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from ingest.model import LeftOut, NotShown, UnreadableDocument
from ingest.read import read_bytes
from ingest.readers import mht

PAGE = "<html><body><p>部门支出表</p><table><tr><td>科目<td>合计<tr><td>甲<td>128.00</table></body></html>"


def _message(*pages: str, charset: str = "utf-8", cte: str = "base64", attached: str = "") -> bytes:
    message = EmailMessage()
    message["Subject"] = "部门预算"
    message["MIME-Version"] = "1.0"
    message.make_related()
    for page in pages:
        part = EmailMessage()
        part.set_content(page, subtype="html", charset=charset, cte=cte)
        message.attach(part)
    message.add_related(b"GIF89a", "image", "gif")
    if attached:
        message.add_attachment(b"PK", "application", "zip", filename=attached)
    return message.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "gb2312"])
@pytest.mark.parametrize("cte", ["base64", "quoted-printable", "8bit"])
def test_a_saved_page_is_read_as_the_page(charset: str, cte: str) -> None:
    """It was read as text: letters of base64, passed for wholly read."""
    reading = read_bytes(_message(PAGE, charset=charset, cte=cte))
    assert reading.media_type == "multipart/related"
    assert [line.text for line in reading.lines] == ["部门支出表", "科目 合计", "甲 128.00"]
    assert [row.cells for row in reading.tables[0].rows] == [("科目", "合计"), ("甲", "128.00")]


def test_sheets_saved_as_pages_are_read_one_after_the_other() -> None:
    frames = "<html><frameset><frame src=a><frame src=b></frameset></html>"
    reading = read_bytes(_message(frames, PAGE, PAGE.replace("128.00", "5.00")))
    assert [(line.line_no, line.table_no) for line in reading.lines] == [
        (1, None), (2, 1), (3, 1), (4, None), (5, 2), (6, 2),
    ]  # fmt: skip
    assert [(table.first_line, table.rows[-1].line_no) for table in reading.tables] == [(2, 3), (5, 6)]


def test_a_file_attached_is_a_doubt() -> None:
    reading = read_bytes(_message(PAGE, attached="决算.zip"))
    assert [doubt.reason for doubt in reading.doubts] == ["a file attached: 决算.zip"]


def test_places_of_doubts_name_the_part() -> None:
    reading = read_bytes(_message(PAGE, PAGE.replace("</table>", "")))
    assert [doubt.place for doubt in reading.doubts] == ["part 2, table 1 of 1"]


def _xml(inner: str) -> str:
    return f"<!--[if gte mso 9]><xml>{inner}</xml><![endif]-->"


def _sheet(name: str, source: str = "", visible: str = "") -> str:
    state = visible and f"<x:WorksheetOptions><x:Visible>{visible}</x:Visible></x:WorksheetOptions>"
    source = source and f'<x:WorksheetSource HRef="{source}"/>'
    return f"<x:ExcelWorksheet><x:Name>{name}</x:Name>{source}{state}</x:ExcelWorksheet>"


def _workbook(sheets: str, pages: dict[str, str], frames: str = "") -> bytes:
    """A workbook as Excel saves it: the list of sheets and the frames, then a page for each sheet."""
    listed = _xml(f"<x:ExcelWorkbook><x:ExcelWorksheets>{sheets}</x:ExcelWorksheets></x:ExcelWorkbook>")
    first = (
        f"<html><head>{listed}</head><frameset>{frames}<noframes><body><p>不支持框架</p></body></noframes>"
        "</frameset></html>"
    )
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    message.make_related()
    for place, page in {"file:///C:/D15A/book.htm": first, **pages}.items():
        part = EmailMessage()
        part.set_content(page, subtype="html")
        part["Content-Location"] = place
        message.attach(part)
    return message.as_bytes()


_FRAMES = '<frame src="book.files/sheet001.htm" name=frSheet><frame src=book.files/tabstrip.htm>'
_TABS = {"file:///C:/D15A/book.files/tabstrip.htm": "<a href=sheet001.htm>甲</a><a href=sheet002.htm>乙</a>"}
_OTHER = PAGE.replace("128.00", "999.00")


@pytest.mark.parametrize("visible", ["SheetHidden", "SheetVeryHidden", " SheetHidden "])
@pytest.mark.parametrize("is_listed", [True, False], ids=["told in the list", "told in its page"])
def test_a_hidden_sheet_of_a_saved_workbook_is_left_out_and_counted(visible: str, is_listed: bool) -> None:
    """Nobody who opens it sees the sheet; its amounts were read beside the ones that are shown."""
    hidden = _sheet("附：旧数&amp;", "book.files/sheet002.htm", visible if is_listed else "")
    own = (
        ""
        if is_listed
        else _xml(f"<x:WorksheetOptions><x:Visible>{visible}</x:Visible></x:WorksheetOptions>")
    )
    reading = read_bytes(
        _workbook(
            _sheet("甲", "book.files/sheet001.htm") + hidden,
            {
                "file:///C:/D15A/book.files/sheet001.htm": PAGE,
                "file:///C:/D15A/book.files/sheet002.htm": _OTHER.replace("<body>", f"<body>{own}"),
                **_TABS,
            },
            _FRAMES,
        )
    )
    assert [row.cells for table in reading.tables for row in table.rows] == [
        ("科目", "合计"),
        ("甲", "128.00"),
    ]
    assert not reading.doubts
    assert reading.left_out == (LeftOut(NotShown.HIDDEN, "sheet 附：旧数&", 5),)


def test_sheets_that_are_shown_are_all_read_and_the_page_of_frames_is_not() -> None:
    sheets = _sheet("甲", "book.files/sheet001.htm", "SheetVisible") + _sheet("乙", "book.files/sheet002.htm")
    pages = {f"file:///C:/D15A/book.files/sheet00{n}.htm": page for n, page in ((1, PAGE), (2, _OTHER))}
    reading = read_bytes(_workbook(sheets, pages | _TABS, _FRAMES))
    assert [table.rows[1].cells[1] for table in reading.tables] == ["128.00", "999.00"]
    assert (reading.doubts, reading.left_out) == ((), ())
    assert not any("框架" in line.text for line in reading.lines)


def test_a_page_about_hidden_sheets_is_read() -> None:
    """What a page prints about sheets is no statement about its own."""
    page = PAGE.replace("部门支出表", "&lt;x:Visible&gt;SheetHidden&lt;/x:Visible&gt;")
    assert len(read_bytes(_message(page)).tables) == 1


def test_a_sheet_that_the_file_lacks_and_a_frame_outside_are_told() -> None:
    sheets = _sheet("甲", "book.files/sheet001.htm") + _sheet("乙", "book.files/sheet002.htm")
    data = _workbook(sheets, {"file:///C:/D15A/book.files/sheet001.htm": PAGE}, _FRAMES)
    assert [doubt.reason for doubt in read_bytes(data).doubts] == [
        "a page that it lacks: 乙",
        "a page that it lacks: tabstrip.htm",
    ]


def test_sheets_that_are_pictures_are_told_and_none_shown_is_no_reading() -> None:
    picture = "<html><body><img src=image001.png></body></html>"
    assert [doubt.reason for doubt in read_bytes(_message(PAGE, picture)).doubts] == ["image_only"]
    sheets = _sheet("甲", "book.files/sheet001.htm", "SheetHidden")
    with pytest.raises(UnreadableDocument, match="every sheet is hidden"):
        read_bytes(_workbook(sheets, {"file:///C:/D15A/book.files/sheet001.htm": PAGE}))


@pytest.mark.parametrize("pages", [[], ["<html></html>"]])
def test_a_message_without_a_page_is_no_reading(pages: list[str]) -> None:
    with pytest.raises(UnreadableDocument, match="empty"):
        read_bytes(_message(*pages))


@pytest.mark.parametrize(
    ("data", "is_message"),
    [
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n", True),
        (
            b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=a\n\n",
            True,
        ),
        (b"MIME-Version: 1.0\nContent-Type: text/html\n\n<html>", True),
        (b"Unit: 1.0\nContent-Type: multipart/related\n\n", False),
        ("单位：万元\nMIME-Version: 1.0\n".encode(), False),
        (b"<html>MIME-Version: 1.0\nContent-Type: text/html", False),
    ],
)
def test_a_message_is_told_by_its_head(data: bytes, is_message: bool) -> None:
    assert mht.is_message(data) is is_message
