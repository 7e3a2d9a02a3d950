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


@pytest.mark.parametrize("visible", ["SheetHidden", "SheetVeryHidden"])
def test_a_sheet_that_the_workbook_hides_is_left_out_and_told(visible: str) -> None:
    mark = f"<xml><x:WorksheetOptions><x:Visible>{visible}</x:Visible></x:WorksheetOptions></xml>"
    hidden = PAGE.replace("<body>", f"<head><!--[if gte mso 9]>{mark}<![endif]--></head><body>")
    reading = read_bytes(_message(PAGE, hidden.replace("128.00", "9.10")))
    assert [row.cells for table in reading.tables for row in table.rows] == [
        ("科目", "合计"),
        ("甲", "128.00"),
    ]
    assert reading.left_out == (LeftOut(NotShown.HIDDEN, "hidden sheets", 1),)


def test_a_page_that_lists_sheets_is_read_whatever_it_says_of_them() -> None:
    mark = "<xml><x:ExcelWorksheets><x:Visible>SheetHidden</x:Visible></x:ExcelWorksheets></xml>"
    page = PAGE.replace("<body>", f"<head><!--[if gte mso 9]>{mark}<![endif]--></head><body>")
    assert len(read_bytes(_message(page)).tables) == 1
