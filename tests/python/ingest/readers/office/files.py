"""Old Office files made by hand, and readings measured in a process of their own."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

Record = tuple[int, bytes]

MEASURED = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="peak memory is read from /proc")

_READ = """
import sys, time
from pathlib import Path
from ingest.model import UnreadableDocument
from ingest.read import read_bytes
start = time.monotonic()
try:
    outcome = f"{len(read_bytes(Path(sys.argv[1]).read_bytes()).lines)} lines"
except UnreadableDocument as error:
    outcome = error.doubt.reason
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(outcome, int(peak.split()[1]) // 1024, time.monotonic() - start, sep=chr(10))
"""


@dataclass(frozen=True)
class Measured:
    """What became of a file: lines or the reason, peak memory in MB, seconds."""

    outcome: str
    megabytes: int
    seconds: float


def measured(folder: Path, data: bytes, limit: int = 4 << 30) -> Measured:
    """Read `data` in a fresh process that may take `limit` bytes of address space."""
    path = folder / "document"
    path.write_bytes(data)
    code = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))\n{_READ}"
    done = subprocess.run(
        [sys.executable, "-c", code, path],
        capture_output=True,
        text=True,
        timeout=180,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[5])},
    )
    assert done.returncode == 0, done.stderr
    outcome, megabytes, seconds = done.stdout.splitlines()
    return Measured(outcome, int(megabytes), float(seconds))


def ole(streams: dict[str, bytes], within: tuple[str, dict[str, bytes]] = ("", {})) -> bytes:
    """An OLE file with these streams, and with more of them in one folder `within` it."""
    end, free, none = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF
    sectors: list[bytes] = []
    table: list[int] = []

    def store(content: bytes) -> int:
        first = len(sectors)
        pieces = [content[i : i + 512].ljust(512, b"\0") for i in range(0, len(content), 512)]
        sectors.extend(pieces)
        table.extend([*range(first + 1, first + len(pieces)), end])
        return first

    def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le")
        head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, none, right, child)
        return head.ljust(116, b"\0") + struct.pack("<IQ", start, size)

    folder, inner = within
    entries = [entry("Root Entry", 5, none, 1 if streams or inner else none, end, 0)]
    listed = [*streams.items(), *([(folder, None)] if inner else [])]
    for number, (name, content) in enumerate(listed, start=1):
        right = number + 1 if number < len(listed) else none
        if content is None:
            entries.append(entry(name, 1, right, len(listed) + 1, 0, 0))
        else:
            content = content.ljust(4096, b"\0")
            entries.append(entry(name, 2, right, none, store(content), len(content)))
    for number, (name, content) in enumerate(inner.items(), start=len(entries)):
        right = number + 1 if number < len(listed) + len(inner) else none
        content = content.ljust(4096, b"\0")
        entries.append(entry(name, 2, right, none, store(content), len(content)))
    directory = store(b"".join(entries))
    fat_sectors = 1
    while fat_sectors * 128 < len(table) + fat_sectors:
        fat_sectors += 1
    first_fat = len(table)
    table += [0xFFFFFFFD] * fat_sectors
    table += [free] * (fat_sectors * 128 - len(table))
    sectors += [struct.pack("<128I", *table[i : i + 128]) for i in range(0, len(table), 128)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6).ljust(20, b"\0")
    header += struct.pack("<IIIIIIIII", fat_sectors, directory, 0, 4096, end, 0, end, 0, first_fat)
    header += b"".join(struct.pack("<I", first_fat + i) for i in range(1, fat_sectors))
    return header.ljust(512, b"\xff") + b"".join(sectors)


def biff(sheets: dict[str, list[Record]], extra: list[Record] | None = None) -> bytes:
    """An .xls with these records in each sheet, and `extra` ones before them all."""

    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0x600))

    bodies = [
        begin(0x10) + b"".join(record(*each) for each in body) + record(0x0A, b"") for body in sheets.values()
    ]
    head = (
        begin(0x05) + record(0x42, struct.pack("<H", 1200)) + b"".join(record(*each) for each in extra or [])
    )
    start = len(head) + sum(4 + 8 + 2 * len(name) for name in sheets) + 4
    for name, body in zip(sheets, bodies, strict=True):
        head += record(0x85, struct.pack("<IBBBB", start, 0, 0, len(name), 1) + name.encode("utf-16-le"))
        start += len(body)
    return ole({"Workbook": head + record(0x0A, b"") + b"".join(bodies)})
