"""Office packages, opened within bounds: a ZIP of parts that lead to each other.

Nothing here trusts a size that a file states about itself.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from ingest.model import UnreadableDocument

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENTRY = b"PK\x01\x02"

_MOST_PARTS = 20_000
_MOST_BYTES = 512 << 20
_MOST_TREE, _MOST_TAGS = 48 << 20, 5_000_000
"""Largest part that is held as a tree: lxml takes about 140 bytes a tag."""
_MOST_RATIO = 300
_RATIO_FREE = 32 << 20
_CHUNK = 1 << 18

WITHOUT_PASSWORD = "open it with the password and save it without one"
UNPACK = "unpack it and load the files in it"
_DAMAGED = "fetch it again in full, or open it and save it again"
_SPLIT = "split the document into several"
_BOMB = "it may be an attack: ask the publisher for a plain copy"


@dataclass(frozen=True, slots=True)
class Package:
    """A ZIP with its main part. From `open_zip` every part was measured: it unpacks to the size it states."""

    archive: ZipFile
    main: str

    def part(self, name: str) -> str | None:
        """The part `name` as the archive spells it, or None; programs differ in case and in slashes."""
        if name in self.archive.NameToInfo:
            return name
        sought = _spelt(name)
        return next((each for each in self.archive.namelist() if _spelt(each) == sought), None)

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
        if self.archive.getinfo(name).file_size > _MOST_TREE:
            raise UnreadableDocument(f"a part larger than {_MOST_TREE >> 20} MB", f"part {name}", _SPLIT)
        return parsed(b"".join(self.pieces(name)), f"part {name}")

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


def parsed(content: bytes, place: str) -> etree._Element:
    """Root of an XML document, no entity expanded. Raises `UnreadableDocument`."""
    if content.count(b"<") > _MOST_TAGS:
        raise UnreadableDocument(f"a part of more than {_MOST_TAGS} tags", place, _SPLIT)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(f"{place} is no sound XML: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise declares_entities(place)
    return root


def damaged(what: str) -> UnreadableDocument:
    """The outcome for a file that is broken or cut off; `what` is broken."""
    return UnreadableDocument(f"damaged: {what}", "file", _DAMAGED)


def declares_entities(place: str) -> UnreadableDocument:
    """The outcome for XML with a document type: no Office program writes one, attacks do."""
    return UnreadableDocument("a document type declaration, entities not expanded", place, _BOMB)


# --- ZIP ------------------------------------------------------------------------------------------


def open_zip(data: bytes) -> Package:
    """The package in `data`, every part measured. Raises `UnreadableDocument` for damage and for bombs."""
    archive = bounded(data)
    left = _MOST_BYTES
    for part in archive.infolist():
        left -= _measured(data, part, left)
    return Package(archive, main_part(archive))


def opened(data: bytes) -> ZipFile:
    """The archive in `data`, nothing of it unpacked. Raises `UnreadableDocument`."""
    if data.count(_ENTRY) > _MOST_PARTS:
        raise UnreadableDocument(f"an archive of more than {_MOST_PARTS} files", "file", UNPACK)
    try:
        return ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, struct.error, RuntimeError) as error:
        raise damaged(f"ZIP archive cut off or broken ({error})") from error


def bounded(data: bytes) -> ZipFile:
    """The archive, when what it states about itself is within bounds."""
    archive = opened(data)
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableDocument("password-protected", "file", WITHOUT_PASSWORD)
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
    name_length, extra_length = numbers_at(data, "<HH", part.header_offset + 26)
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
            f"an archive compressed by method {part.compress_type}", f"part {part.filename}", UNPACK
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


def main_part(archive: ZipFile) -> str:
    """Name of the part that the package is about, blank where it names none."""
    package = Package(archive, "")
    if package.part("_rels/.rels"):
        for relation in package.tree("_rels/.rels").iterfind("{*}Relationship"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return _resolved("", relation.get("Target", ""))
    usual = ("word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml")
    return next((name for name in usual if package.part(name)), "")


def _spelt(name: str) -> str:
    return name.replace("\\", "/").lower()


def numbers_at(data: bytes, form: str, offset: int) -> tuple[int, ...]:
    """Numbers at `offset`. Raises `UnreadableDocument` behind the end of the file."""
    try:
        return struct.unpack_from(form, data, offset)
    except struct.error as error:
        raise damaged(f"the file ends before byte {offset + struct.calcsize(form)}") from error


def _resolved(part: str, target: str) -> str:
    return normpath(join("/", dirname(part), target.replace("\\", "/"))).lstrip("/")
