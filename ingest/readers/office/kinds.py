"""What a file is by its content: packages with a reader, other formats named and refused."""

from __future__ import annotations

from enum import StrEnum

from lxml import etree

from ingest.model import UnreadableDocument
from ingest.readers.office import ole, package
from ingest.readers.office.package import (
    UNPACK,
    WITHOUT_PASSWORD,
    Package,
    bounded,
    damaged,
    main_part,
    opened,
)

_PICTURE = "save it as PDF and load that with the OCR extra, or ask for the text edition"
_SIGNATURES = (
    (0, b"\x89PNG\r\n\x1a\n", "a picture (PNG)", _PICTURE),
    (0, b"\xff\xd8\xff", "a picture (JPEG)", _PICTURE),
    (0, b"II*\x00", "a picture (TIFF)", _PICTURE),
    (0, b"MM\x00*", "a picture (TIFF)", _PICTURE),
    (0, b"GIF87a", "a picture (GIF)", _PICTURE),
    (0, b"GIF89a", "a picture (GIF)", _PICTURE),
    (8, b"WEBPVP8", "a picture (WebP)", _PICTURE),
    (0, b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (0, b"\x1f\x8b\x08", "a gzip archive", UNPACK),
    (0, b"BZh", "a bzip2 archive", UNPACK),
    (0, b"\xfd7zXZ\x00", "an xz archive", UNPACK),
    (257, b"ustar", "a tar archive", UNPACK),
    (0, b"{\\rtf", "an RTF document", "open it in Word or WPS Writer and save it as .docx"),
    (0, b"Founder CEB", "a Founder CEB document (.ceb)", "open it in Apabi Reader and print it as PDF"),
)
_OLE_STREAMS = (
    ("EncryptedPackage", "password-protected", WITHOUT_PASSWORD),
    ("WordDocument", "a Word 97 or WPS Writer document (.doc, .wps)", "open it there and save it as .docx"),
    ("PowerPoint Document", "a presentation (.ppt, .dps)", "save it as PDF, or its tables as .xlsx"),
    ("VisioDocument", "a drawing (.vsd)", "save it as PDF"),
    ("__properties_version1.0", "a mail message (.msg)", "save what is attached to it, and load that"),
)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_AS_DOCX = "open it in Word, WPS or LibreOffice and save it as .docx"


class Kind(StrEnum):
    """The kinds of package that have a reader."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    DOCX = "docx"


def kind_of(data: bytes) -> Kind | None:
    """Kind of the package in `data`; None for what is neither a package nor a known binary format.

    Raises `UnreadableDocument` for formats without a reader, naming what it is and how to convert it.
    """
    if data.startswith(ole.SIGNATURE):
        return _kind_of_ole(data)
    if data.startswith(package.SIGNATURES):
        return _kind_of_zip(data)
    for offset, magic, what, remedy in _SIGNATURES:
        if data.startswith(magic, offset):
            raise UnreadableDocument(what, "file", remedy)
    return None


def is_signed(data: bytes) -> bool:
    """Whether the first bytes are the mark of a package or of another known binary format."""
    marks = [
        (0, ole.SIGNATURE),
        *((0, mark) for mark in package.SIGNATURES),
        *((offset, mark) for offset, mark, *_ in _SIGNATURES),
    ]
    return any(data.startswith(mark, offset) for offset, mark in marks)


def _kind_of_zip(data: bytes) -> Kind:
    """Told by the main part, or by the parts that only one format has; archives are not unpacked."""
    found = Package(archive := opened(data), "")
    if main := main_part(archive):
        if main.endswith(".bin"):
            return Kind.XLSB
        return _kind_of_office(Package(bounded(data), main))
    if found.part("OFD.xml"):
        raise UnreadableDocument("an OFD document", "file", "open it in an OFD reader and export it as PDF")
    if found.part("mimetype"):
        stated = next(found.pieces("mimetype"), b"").decode("ascii", "replace").strip()
        what = stated.removeprefix(_OPEN_DOCUMENT)
        if what.startswith("spreadsheet") and what != stated:
            return Kind.ODS
        if what != stated:
            raise UnreadableDocument(f"an OpenDocument file ({what})", "file", _AS_DOCX)
    files = [name for name in archive.namelist() if not name.endswith("/")]
    raise UnreadableDocument(f"a ZIP archive of {len(files)} files", "file", UNPACK)


def _kind_of_office(office: Package) -> Kind:
    """Told by the root of the main part: a folder may have any name, the root may not."""
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True)
    root = ""
    try:
        for piece in office.pieces(office.main):
            parser.feed(piece)
            if found := next(iter(parser.read_events()), None):
                root = etree.QName(found[1]).localname
                break
    except etree.XMLSyntaxError as error:
        raise damaged(f"part {office.main} is no sound XML: {error}") from error
    if not root:
        raise damaged(f"part {office.main} holds no XML")
    if root == "workbook":
        return Kind.XLSX
    if root == "document":
        return Kind.DOCX
    if root == "presentation":
        raise UnreadableDocument(
            "a presentation (.pptx)", "file", "save it as PDF, or copy its tables into a workbook"
        )
    raise UnreadableDocument(f"an Office package about <{root}>", "file", "save it as .xlsx, .docx or PDF")


def _kind_of_ole(data: bytes) -> Kind:
    opened_ole = ole.open_ole(data)
    for name, what, remedy in _OLE_STREAMS:
        if name in opened_ole.entries:
            raise UnreadableDocument(what, "file", remedy)
    if ole.workbook_stream(opened_ole):
        return Kind.XLS
    raise UnreadableDocument(
        "an OLE file of a kind without a reader",
        "file",
        "open it in the program that made it and save it as .xlsx, .docx or PDF",
    )
