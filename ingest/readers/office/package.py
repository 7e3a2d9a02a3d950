"""What a file is by its content: Office packages opened within bounds, other formats named and refused.

A package is a ZIP (.xlsx, .docx) or an OLE file (.xls). Nothing here trusts a file name, nor a size that a
file states about itself.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from ingest.model import UnreadableDocument

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENTRY = b"PK\x01\x02"

_MOST_PARTS = 20_000
_MOST_BYTES = 512 << 20
_MOST_TREE, _MOST_TAGS = 48 << 20, 5_000_000
"""Largest part that is held as a tree: lxml takes about 140 bytes a tag."""
_MOST_RATIO = 300
_RATIO_FREE = 32 << 20
_MOST_STREAM = 256 << 20
_CHUNK = 1 << 18

_WITHOUT_PASSWORD = "open it with the password and save it without one"
_PICTURE = "save it as PDF and load that with the OCR extra, or ask for the text edition"
_UNPACK = "unpack it and load the files in it"
_SIGNATURES = (
    (0, b"\x89PNG\r\n\x1a\n", "a picture (PNG)", _PICTURE),
    (0, b"\xff\xd8\xff", "a picture (JPEG)", _PICTURE),
    (0, b"II*\x00", "a picture (TIFF)", _PICTURE),
    (0, b"MM\x00*", "a picture (TIFF)", _PICTURE),
    (0, b"GIF87a", "a picture (GIF)", _PICTURE),
    (0, b"GIF89a", "a picture (GIF)", _PICTURE),
    (8, b"WEBPVP8", "a picture (WebP)", _PICTURE),
    (0, b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (0, b"\x1f\x8b\x08", "a gzip archive", _UNPACK),
    (0, b"BZh", "a bzip2 archive", _UNPACK),
    (0, b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (257, b"ustar", "a tar archive", _UNPACK),
    (0, b"{\\rtf", "an RTF document", "open it in Word or WPS Writer and save it as .docx"),
    (0, b"Founder CEB", "a Founder CEB document (.ceb)", "open it in Apabi Reader and print it as PDF"),
)
_OLE_STREAMS = (
    ("EncryptedPackage", "password-protected", _WITHOUT_PASSWORD),
    ("WordDocument", "a Word 97 or WPS Writer document (.doc, .wps)", "open it there and save it as .docx"),
    ("PowerPoint Document", "a presentation (.ppt, .dps)", "save it as PDF, or its tables as .xlsx"),
    ("VisioDocument", "a drawing (.vsd)", "save it as PDF"),
    ("__properties_version1.0", "a mail message (.msg)", "save what is attached to it, and load that"),
)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_AS_XLSX = "open it in Excel, WPS or LibreOffice and save it as .xlsx"
_AS_DOCX = "open it in Word, WPS or LibreOffice and save it as .docx"
_DAMAGED = "fetch it again in full, or open it and save it again"
_BOMB = "it may be an attack: ask the publisher for a plain copy"


class Kind(StrEnum):
    """The kinds of package that have a reader."""

    XLSX = "xlsx"
    XLS = "xls"
    DOCX = "docx"


@dataclass(frozen=True, slots=True)
class Package:
    """A ZIP with its main part. From `open_zip` every part was measured: it unpacks to the size it states."""

    archive: ZipFile
    main: str

    def part(self, name: str) -> str | None:
        """The part `name` as the archive spells it, or None; programs differ in upper and lower case."""
        if name in self.archive.NameToInfo:
            return name
        return next((each for each in self.archive.namelist() if each.lower() == name.lower()), None)

    def existing(self, name: str) -> str:
        """The part `name` as the archive spells it. Raises `UnreadableDocument` where it is missing."""
        found = self.part(name)
        if found is None:
            raise damaged(f"part {name} is missing")
        return found

    def pieces(self, name: str) -> Iterator[bytes]:
        """Content of the part `name` in pieces of bounded size. Raises `UnreadableDocument`."""
        try:
            with self.archive.open(self.existing(name)) as file:
                while piece := file.read(_CHUNK):
                    yield piece
        except (BadZipFile, KeyError, EOFError, zlib.error, RuntimeError) as error:
            raise damaged(f"part {name} cannot be unpacked") from error

    def tree(self, name: str) -> etree._Element:
        """Root of the XML part `name`, no entity expanded. Raises `UnreadableDocument`."""
        name = self.existing(name)
        remedy = "split the document into several"
        if self.archive.getinfo(name).file_size > _MOST_TREE:
            raise UnreadableDocument(f"a part larger than {_MOST_TREE >> 20} MB", f"part {name}", remedy)
        content = b"".join(self.pieces(name))
        if content.count(b"<") > _MOST_TAGS:
            raise UnreadableDocument(f"a part of more than {_MOST_TAGS} tags", f"part {name}", remedy)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged(f"part {name} is no sound XML: {error}") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise declares_entities(name)
        return root

    def targets(self, part: str) -> dict[str, str]:
        """Relation id → name of the part it leads to, for the relations of `part` that stay inside."""
        name = join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels")
        if self.part(name) is None:
            return {}
        return {
            relation.get("Id", ""): _resolved(part, relation.get("Target", ""))
            for relation in self.tree(name).iterfind("{*}Relationship")
            if relation.get("TargetMode") != "External"
        }


def damaged(what: str) -> UnreadableDocument:
    """The outcome for a file that is broken or cut off; `what` is broken."""
    return UnreadableDocument(f"damaged: {what}", "file", _DAMAGED)


def declares_entities(name: str) -> UnreadableDocument:
    """The outcome for XML with a document type: no Office program writes one, attacks do."""
    return UnreadableDocument("a document type declaration, entities not expanded", f"part {name}", _BOMB)


def kind_of(data: bytes) -> Kind | None:
    """Kind of the package in `data`; None for what is neither a package nor a known binary format.

    Raises `UnreadableDocument` for formats without a reader, naming what it is and how to convert it.
    """
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    if data.startswith(_ZIPS):
        return _kind_of_zip(data)
    for offset, magic, what, remedy in _SIGNATURES:
        if data.startswith(magic, offset):
            raise UnreadableDocument(what, "file", remedy)
    return None


def is_signed(data: bytes) -> bool:
    """Whether the first bytes are the mark of a package or of another known binary format."""
    marks = [(0, _OLE), *((0, mark) for mark in _ZIPS), *((offset, mark) for offset, mark, *_ in _SIGNATURES)]
    return any(data.startswith(mark, offset) for offset, mark in marks)


# --- ZIP ------------------------------------------------------------------------------------------


def open_zip(data: bytes) -> Package:
    """The package in `data`, every part measured. Raises `UnreadableDocument` for damage and for bombs."""
    archive = _bounded(data)
    left = _MOST_BYTES
    for part in archive.infolist():
        left -= _measured(data, part, left)
    return Package(archive, _main_part(archive))


def _opened(data: bytes) -> ZipFile:
    if data.count(_ENTRY) > _MOST_PARTS:
        raise UnreadableDocument(f"an archive of more than {_MOST_PARTS} files", "file", _UNPACK)
    try:
        return ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, struct.error, RuntimeError) as error:
        raise damaged(f"ZIP archive cut off or broken ({error})") from error


def _bounded(data: bytes) -> ZipFile:
    """The archive, when what it states about itself is within bounds."""
    archive = _opened(data)
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableDocument("password-protected", "file", _WITHOUT_PASSWORD)
    stated = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if stated > _MOST_BYTES or stated > _RATIO_FREE + _MOST_RATIO * packed:
        raise _too_large(len(data), f"{stated >> 20} MB")
    return archive


def _too_large(size: int, inside: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"too large when unpacked: {size >> 10} kB hold {inside}, the limit is {_MOST_BYTES >> 20} MB"
        f" and {_MOST_RATIO} times the size",
        "file",
        _BOMB,
    )


def _measured(data: bytes, part: ZipInfo, left: int) -> int:
    """Bytes that `part` really unpacks to: other readers follow the stream, not the size in the directory."""
    name_length, extra_length = _numbers(data, "<HH", part.header_offset + 26)
    start = part.header_offset + 30 + name_length + extra_length
    packed = memoryview(data)[start : start + part.compress_size]
    if len(packed) != part.compress_size:
        raise damaged(f"part {part.filename} is cut off")
    if part.compress_type == ZIP_STORED:
        found = len(packed)
    elif part.compress_type == ZIP_DEFLATED:
        found = 0
        for size in _inflated(packed, part.filename):
            found += size
            if found > left:
                raise _too_large(len(data), f"more than {_MOST_BYTES >> 20} MB")
    else:
        raise UnreadableDocument(
            f"an archive compressed by method {part.compress_type}", f"part {part.filename}", _UNPACK
        )
    if found != part.file_size:
        raise damaged(f"part {part.filename} unpacks to {found} bytes, not to the {part.file_size} stated")
    return found


def _inflated(packed: memoryview, name: str) -> Iterator[int]:
    """Sizes of the pieces that `packed` unpacks to; no piece is kept."""
    unpacker = zlib.decompressobj(-15)
    place = 0
    while not unpacker.eof:
        given = packed[place : place + _CHUNK]
        try:
            size = len(unpacker.decompress(given, _CHUNK))
        except zlib.error as error:
            raise damaged(f"part {name} cannot be unpacked") from error
        place += len(given) - len(unpacker.unconsumed_tail)
        if not size and not given:
            return
        yield size


def _main_part(archive: ZipFile) -> str:
    """Name of the part that the package is about, blank where it names none."""
    package = Package(archive, "")
    if package.part("_rels/.rels"):
        for relation in package.tree("_rels/.rels").iterfind("{*}Relationship"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return _resolved("", relation.get("Target", ""))
    usual = ("word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml")
    return next((name for name in usual if package.part(name)), "")


def _resolved(part: str, target: str) -> str:
    return normpath(join("/", dirname(part), target)).lstrip("/")


def _kind_of_zip(data: bytes) -> Kind:
    """Told by the main part, or by the parts that only one format has; archives are not unpacked."""
    package = Package(archive := _opened(data), "")
    if main := _main_part(archive):
        if main.endswith(".bin"):
            raise UnreadableDocument("a binary workbook (.xlsb)", "file", _AS_XLSX)
        return _kind_of_office(Package(_bounded(data), main))
    if package.part("OFD.xml"):
        raise UnreadableDocument("an OFD document", "file", "open it in an OFD reader and export it as PDF")
    if package.part("mimetype"):
        stated = next(package.pieces("mimetype"), b"").decode("ascii", "replace").strip()
        if stated.startswith(_OPEN_DOCUMENT):
            what = stated.removeprefix(_OPEN_DOCUMENT)
            remedy = _AS_XLSX if what.startswith("spreadsheet") else _AS_DOCX
            raise UnreadableDocument(f"an OpenDocument file ({what})", "file", remedy)
    files = [name for name in archive.namelist() if not name.endswith("/")]
    raise UnreadableDocument(f"a ZIP archive of {len(files)} files", "file", _UNPACK)


def _kind_of_office(package: Package) -> Kind:
    """Told by the root of the main part: a folder may have any name, the root may not."""
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True)
    root = ""
    try:
        for piece in package.pieces(package.main):
            parser.feed(piece)
            if found := next(iter(parser.read_events()), None):
                root = etree.QName(found[1]).localname
                break
    except etree.XMLSyntaxError as error:
        raise damaged(f"part {package.main} is no sound XML: {error}") from error
    if not root:
        raise damaged(f"part {package.main} holds no XML")
    if root == "workbook":
        return Kind.XLSX
    if root == "document":
        return Kind.DOCX
    if root == "presentation":
        raise UnreadableDocument(
            "a presentation (.pptx)", "file", "save it as PDF, or copy its tables into a workbook"
        )
    raise UnreadableDocument(f"an Office package about <{root}>", "file", "save it as .xlsx, .docx or PDF")


# --- OLE ------------------------------------------------------------------------------------------

_END = 0xFFFFFFFA
"""Sector numbers from here on are no sectors."""
_MINI_CUTOFF, _MINI_SIZE = 4096, 64
_STREAM = 2


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Ole:
    """Directory and streams of an OLE file (also: compound file, structured storage)."""

    data: bytes
    sector_size: int
    table: tuple[int, ...]
    root: _Entry
    entries: dict[str, _Entry]
    mini_table: tuple[int, ...]

    def stream(self, name: str) -> bytes:
        """Content of the stream `name`, at most 256 MB of it. Raises `UnreadableDocument`."""
        entry = self.entries[name]
        size = min(entry.size, _MOST_STREAM, len(self.data))
        if entry.size >= _MINI_CUTOFF:
            return _chained(self.data, entry.start, self.table, self.sector_size, 1)[:size]
        small = _chained(self.data, self.root.start, self.table, self.sector_size, 1)
        return _chained(small, entry.start, self.mini_table, _MINI_SIZE, 0)[:size]


def open_ole(data: bytes) -> Ole:
    """The OLE file in `data`. Raises `UnreadableDocument` where it is cut off or broken."""
    (shift,) = _numbers(data, "<H", 30)
    if shift not in (9, 12):
        raise damaged("OLE file with sectors of no known size")
    size = 1 << shift
    first_directory, _, _, first_mini, _, first_more, _ = _numbers(data, "<IIIIIII", 48)
    places = list(_numbers(data, "<109I", 76))
    seen: set[int] = set()
    while first_more < _END and first_more not in seen:
        seen.add(first_more)
        *more, first_more = _numbers(data, f"<{size // 4}I", (first_more + 1) * size)
        places += more
    usual = [place for place in dict.fromkeys(places) if place < _END]
    table = b"".join(_sector(data, place, size, 1) for place in usual)
    numbers = struct.unpack(f"<{len(table) // 4}I", table)
    directory = _chained(data, first_directory, numbers, size, 1)
    mini = _chained(data, first_mini, numbers, size, 1)
    root, entries = _entries(directory, shift == 12)
    return Ole(data, size, numbers, root, entries, struct.unpack(f"<{len(mini) // 4}I", mini))


def _entries(directory: bytes, has_long_sizes: bool) -> tuple[_Entry, dict[str, _Entry]]:
    """The root, and by name what stands in it directly: an embedded object may hold a document of its own."""
    entries: dict[str, _Entry] = {}
    (first,) = _numbers(directory, "<I", 76)
    waiting, seen = [first], {0}
    while waiting:
        number = waiting.pop()
        if number in seen or (number + 1) * 128 > len(directory):
            continue
        seen.add(number)
        waiting += _numbers(directory, "<II", number * 128 + 68)
        (length,) = _numbers(directory, "<H", number * 128 + 64)
        name = directory[number * 128 : number * 128 + max(0, min(length, 64) - 2)]
        entries[name.decode("utf-16-le", "replace")] = _entry(directory, number, has_long_sizes)
    return _entry(directory, 0, has_long_sizes), entries


def _entry(directory: bytes, number: int, has_long_sizes: bool) -> _Entry:
    start, low, high = _numbers(directory, "<III", number * 128 + 116)
    return _Entry(directory[number * 128 + 66], start, low + (high << 32 if has_long_sizes else 0))


def _numbers(data: bytes, form: str, offset: int) -> tuple[int, ...]:
    try:
        return struct.unpack_from(form, data, offset)
    except struct.error as error:
        raise damaged(f"the file ends before byte {offset + struct.calcsize(form)}") from error


def _sector(data: bytes, place: int, size: int, header: int) -> bytes:
    piece = data[(place + header) * size : (place + header + 1) * size]
    if not piece:
        raise damaged(f"sector {place} lies behind the end of the file")
    return piece.ljust(size, b"\x00")


def _chained(data: bytes, start: int, table: tuple[int, ...], size: int, header: int) -> bytes:
    """The sectors from `start` on, each naming the next; `header` sectors stand before the first."""
    pieces: list[bytes] = []
    place = start
    while place < _END:
        if place >= len(table) or len(pieces) > len(data) // size + 1:
            raise damaged("a chain of sectors leads nowhere or in a circle")
        pieces.append(_sector(data, place, size, header))
        place = table[place]
    return b"".join(pieces)


def _kind_of_ole(data: bytes) -> Kind:
    ole = open_ole(data)
    for name, what, remedy in _OLE_STREAMS:
        if name in ole.entries:
            raise UnreadableDocument(what, "file", remedy)
    if workbook_stream(ole):
        return Kind.XLS
    raise UnreadableDocument(
        "an OLE file of a kind without a reader",
        "file",
        "open it in the program that made it and save it as .xlsx, .docx or PDF",
    )


def workbook_stream(ole: Ole) -> str | None:
    """Name of the stream that holds an Excel 97 workbook (`Workbook`) or an older one (`Book`)."""
    streams = {name.lower(): name for name, entry in ole.entries.items() if entry.kind == _STREAM}
    return streams.get("workbook") or streams.get("book")
