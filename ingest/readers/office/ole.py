"""OLE files (also: compound files, structured storage): the directory and the streams in it."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from ingest.readers.office.package import damaged, numbers_at

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_STREAM = 256 << 20

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
    (shift,) = numbers_at(data, "<H", 30)
    if shift not in (9, 12):
        raise damaged("OLE file with sectors of no known size")
    size = 1 << shift
    first_directory, _, _, first_mini, _, first_more, _ = numbers_at(data, "<IIIIIII", 48)
    places = list(numbers_at(data, "<109I", 76))
    seen: set[int] = set()
    while first_more < _END and first_more not in seen:
        seen.add(first_more)
        *more, first_more = numbers_at(data, f"<{size // 4}I", (first_more + 1) * size)
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
    (first,) = numbers_at(directory, "<I", 76)
    waiting, seen = [first], {0}
    while waiting:
        number = waiting.pop()
        if number in seen or (number + 1) * 128 > len(directory):
            continue
        seen.add(number)
        waiting += numbers_at(directory, "<II", number * 128 + 68)
        (length,) = numbers_at(directory, "<H", number * 128 + 64)
        name = directory[number * 128 : number * 128 + max(0, min(length, 64) - 2)]
        entries[name.decode("utf-16-le", "replace")] = _entry(directory, number, has_long_sizes)
    return _entry(directory, 0, has_long_sizes), entries


def _entry(directory: bytes, number: int, has_long_sizes: bool) -> _Entry:
    start, low, high = numbers_at(directory, "<III", number * 128 + 116)
    return _Entry(directory[number * 128 + 66], start, low + (high << 32 if has_long_sizes else 0))


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


def workbook_stream(ole: Ole) -> str | None:
    """Name of the stream that holds an Excel 97 workbook (`Workbook`) or an older one (`Book`)."""
    streams = {name.lower(): name for name, entry in ole.entries.items() if entry.kind == _STREAM}
    return streams.get("workbook") or streams.get("book")
