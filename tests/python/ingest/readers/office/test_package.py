"""What a file is by its content, and bombs that must not go off."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import openpyxl
import pytest

from ingest.model import UnreadableDocument
from ingest.read import is_pdf, read_bytes
from ingest.readers.office import ole as ole_files
from ingest.readers.office import package
from ingest.readers.office.kinds import Kind, kind_of
from tests.python.ingest.readers.office.files import MEASURED, biff, measured, ole

SHEET = "xl/worksheets/sheet1.xml"


def archive(parts: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def workbook(**parts: bytes) -> bytes:
    """A workbook with some parts put in the place of its own."""
    file = BytesIO()
    openpyxl.Workbook().save(file)
    with ZipFile(file) as made:
        return archive({name: made.read(name) for name in made.namelist()} | parts)


WORD = {"word/document.xml": b"<w:document xmlns:w='urn:w'/>"}
REFUSED: dict[str, tuple[bytes, str, str]] = {
    "doc": (ole({"WordDocument": b"", "1Table": b""}), "Word 97 or WPS Writer", "save it as .docx"),
    "ppt": (ole({"PowerPoint Document": b""}), "presentation", "PDF"),
    "encrypted": (ole({"EncryptionInfo": b"", "EncryptedPackage": b""}), "password-protected", "password"),
    "et": (ole({"Sheets": b""}), "OLE file of a kind", "save it as .xlsx"),
    "empty ole": (ole({}), "OLE file of a kind", "save it as"),
    "pptx": (archive({"ppt/presentation.xml": b"<p:presentation xmlns:p='urn:p'/>"}), "presentation", "PDF"),
    "odt": (archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument", ".docx"),
    "ofd": (archive({"OFD.xml": b"<ofd:OFD xmlns:ofd='urn:o'/>"}), "OFD", "export it as PDF"),
    "zip": (archive({"a/": b"", "a/b.pdf": b"%PDF-1.4", "c": b"PK"}), "ZIP archive of 2 files", "unpack"),
    "empty zip": (archive({}), "ZIP archive of 0 files", "unpack"),
    "rar": (b"Rar!\x1a\x07\x01\x00rest", "RAR", "unpack"),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00\x04", "7z", "unpack"),
    "gz": (b"\x1f\x8b\x08\x00rest", "gzip", "unpack"),
    "bz2": (b"BZh91AY", "bzip2", "unpack"),
    "xz": (b"\xfd7zXZ\x00", "xz archive", "unpack"),
    "tar": (b"a.pdf".ljust(257, b"\0") + b"ustar\x0000".ljust(400, b"\0"), "tar", "unpack"),
    "png": (b"\x89PNG\r\n\x1a\n\x00", "picture", "OCR"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture", "OCR"),
    "tiff": (b"II*\x00\x08", "picture", "OCR"),
    "tiff, big end first": (b"MM\x00*\x00", "picture", "OCR"),
    "webp": (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "picture", "OCR"),
    "rtf": (b"{\\rtf1\\ansi}", "RTF", ".docx"),
    "ceb": (b"Founder CEB\x00\x00", "CEB", "PDF"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_reader_says_what_it_is_and_how_to_convert_it(name: str) -> None:
    data, what, remedy = REFUSED[name]
    with pytest.raises(UnreadableDocument) as raised:
        read_bytes(data)
    assert what in raised.value.doubt.reason
    assert remedy in raised.value.doubt.remedy


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (workbook(), Kind.XLSX),
        (biff({"表": []}), Kind.XLS),
        (archive(WORD), Kind.DOCX),
        (archive({name.replace("/", "\\"): part for name, part in WORD.items()}), Kind.DOCX),
        (archive({"xl/workbook.bin": b"0"}), Kind.XLSB),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, ZIP_STORED), Kind.ODS),
        ("科目\t金额".encode(), None),
        (b"<html>", None),
        (b"II. Budget", None),
        (b"", None),
    ],
)
def test_what_has_a_reader_is_told_by_content(data: bytes, kind: Kind | None) -> None:
    assert kind_of(data) is kind


def test_an_embedded_document_does_not_make_the_kind() -> None:
    inner = ("MBD00001", {"WordDocument": b"", "EncryptedPackage": b""})
    assert kind_of(ole({"Workbook": b""}, inner)) is Kind.XLS


def test_a_small_stream_is_read_from_the_small_sectors() -> None:
    data = bytearray(ole({"Workbook": b"x" * 4096}))
    opened = ole_files.open_ole(bytes(data))
    small = ole_files.Ole(
        opened.data, 512, opened.table, opened.entries["Workbook"],
        {"a": ole_files._Entry(2, 1, 70)}, (0xFFFFFFFE, 2, 0xFFFFFFFE),
    )  # fmt: skip
    assert small.stream("a") == b"x" * 70


def test_sectors_in_a_circle_are_damage() -> None:
    data = ole({"Workbook": b"x" * 8192})
    table = data.rfind(struct.pack("<III", 1, 2, 3))
    circle = data[:table] + struct.pack("<III", 0, 0, 0) + data[table + 12 :]
    with pytest.raises(UnreadableDocument, match="circle"):
        read_bytes(circle)


def test_a_cut_off_ole_file_is_damaged() -> None:
    whole = ole({"Workbook": b"x" * 8192})
    for size in (8, 100, 600, len(whole) - 600):
        with pytest.raises(UnreadableDocument, match="damaged"):
            read_bytes(whole[:size])


# --- bombs ----------------------------------------------------------------------------------------


def sized(data: bytes, name: str, size: int, check: int) -> bytes:
    """The archive with another size and check sum stated for the part `name`."""
    made = bytearray(data)
    entry = made.rfind(b"PK\x01\x02", 0, made.rfind(name.encode()))
    made[entry + 16 : entry + 20] = struct.pack("<I", check)
    made[entry + 24 : entry + 28] = struct.pack("<I", size)
    return bytes(made)


def spaces(megabytes: int) -> bytes:
    return b" " * (megabytes << 20)


def lying(name: str, base: Callable[..., bytes]) -> bytes:
    """A part of 600 MB that states the size and the check sum of its first kilobyte."""
    return sized(base(**{name: spaces(600)}), name, 1024, zlib.crc32(b" " * 1024))


def word(**parts: bytes) -> bytes:
    return archive(WORD | parts)


def many_parts() -> bytes:
    return archive({f"word/{number}.xml": b"" for number in range(package._MOST_PARTS)} | WORD)


def small_elements(count: int) -> bytes:
    body = b"<w:document xmlns:w='urn:w'><w:body>" + b"<w:p/>" * count + b"</w:body></w:document>"
    return archive({"word/document.xml": body, "word/media/image1.png": random.Random(1).randbytes(1 << 20)})


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "large xlsx": (lambda: workbook(**{SHEET: spaces(600)}), "too large when unpacked"),
    "large docx": (lambda: word(**{"word/media/a.emf": spaces(600)}), "too large when unpacked"),
    "ratio": (lambda: workbook(**{SHEET: spaces(100)}), "too large when unpacked"),
    "lying xlsx": (lambda: lying(SHEET, workbook), "too large when unpacked"),
    "lying docx": (lambda: lying("word/styles.xml", word), "too large when unpacked"),
    "many parts": (many_parts, "an archive of more than 20000 files"),
    "large tree": (lambda: small_elements(9_000_000), "a part larger than 48 MB"),
    "many tags": (lambda: small_elements(6_000_000), "a part of more than 5000000 tags"),
}


@MEASURED
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_not_go_off(name: str, tmp_path: Path) -> None:
    make, outcome = BOMBS[name]
    found = measured(tmp_path, make())
    assert found.outcome.startswith(outcome)
    assert found.megabytes < 400
    assert found.seconds < 20


@MEASURED
def test_a_word_document_within_the_limit_needs_bounded_memory(tmp_path: Path) -> None:
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>%d</w:t></w:r></w:p></w:tc>" * 2 + "</w:tr>"
    rows = "".join(row % (number, number * 7 % 1000) for number in range(50_000))
    body = f"<w:document xmlns:w='urn:w'><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"
    found = measured(tmp_path, archive({"word/document.xml": body.encode()}))
    assert found.outcome == "50000 lines"
    assert found.megabytes < 1000
    assert found.seconds < 60


def test_a_size_that_is_not_true_is_damage() -> None:
    text = b"<w:document xmlns:w='urn:w'>" + b" " * 5000 + b"</w:document>"
    data = archive({"word/document.xml": text})
    with pytest.raises(UnreadableDocument, match="unpacks to 5041 bytes, not to the 40 stated"):
        read_bytes(sized(data, "word/document.xml", 40, zlib.crc32(text[:40])))


def test_a_main_part_without_xml_is_damage() -> None:
    with pytest.raises(UnreadableDocument, match="holds no XML"):
        read_bytes(archive({"word/document.xml": b" "}))


def test_other_compression_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="compressed by method 12"):
        read_bytes(archive(WORD, ZIP_BZIP2))


def test_entities_in_a_sheet_are_refused() -> None:
    sheet = b"<!DOCTYPE w [<!ENTITY a 'b'>]><worksheet xmlns='urn:w'><sheetData/></worksheet>"
    with pytest.raises(UnreadableDocument, match="document type declaration"):
        read_bytes(workbook(**{SHEET: sheet}))


def test_parts_are_found_whatever_their_case() -> None:
    assert kind_of(archive({"Word/Document.xml": WORD["word/document.xml"]})) is Kind.DOCX


def test_an_archive_that_begins_with_a_pdf_is_no_pdf() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("a.pdf", b"%PDF-1.7 and so on")
    assert not is_pdf(file.getvalue())
    assert is_pdf(b"some mail header\r\n%PDF-1.7")
