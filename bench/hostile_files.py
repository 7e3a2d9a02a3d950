"""Hostile and mutated files of every format, each read in a process of its own with the limits of a load.

What is measured is what a load would bear: CPU seconds, and megabytes that the process grew by.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import random
import resource
import signal
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from ingest.limits import BYTES, cpu_seconds, limited_time, serve
from ingest.parse import read_part
from ingest.readers.pdf.picture import recogniser

_HEAD = "2024年部门预算\n部门支出总表\n单位：万元\n"


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one file: read, partial, failed (told), ended (told by who started it), or lost."""

    name: str
    outcome: str
    reason: str
    cpu: float
    megabytes: int


def measured(path: Path) -> Read:
    """Read one file as a load does: in a process that may break down or be ended at its limits."""
    mine, others = multiprocessing.Pipe(duplex=False)
    worker = multiprocessing.get_context("fork").Process(target=_work, args=(path, others))
    worker.start()
    others.close()
    seconds = cpu_seconds(path.stat().st_size, with_pictures=recogniser.is_readable())
    told: Read | None = None
    if mine.poll(12 * seconds):
        with suppress(EOFError):  # it ended without a word
            told = mine.recv()
    worker.join(5)
    if worker.is_alive():
        worker.kill()
        worker.join()
        return Read(path.name, "lost", "still reading when all limits were over", float(seconds), 0)
    if told:
        return told
    ending = signal.Signals(-worker.exitcode).name if worker.exitcode and worker.exitcode < 0 else "?"
    spent = float(seconds) if ending == "SIGPROF" else 0.0
    return Read(path.name, "ended", f"{ending}, exit code {worker.exitcode}", spent, 0)


def _work(path: Path, told: Connection) -> None:
    os.setsid()
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)  # what C libraries say of damaged files
    serve(BYTES)
    before = _peak()
    begin = time.process_time()
    with limited_time(cpu_seconds(path.stat().st_size, with_pictures=recogniser.is_readable())):
        part = read_part(path, 0)
    cpu = time.process_time() - begin
    whole = part.whole
    if whole is None:
        outcome, reason = ("read" if part.pages else "lost"), ""
    elif whole.failure:
        outcome, reason = "failed", whole.failure.reason
    elif whole.reading is None:
        outcome, reason = "lost", "neither a reading nor a reason"
    else:
        outcome, reason = ("partial" if whole.reading.doubts else "read"), ""
    told.send(Read(path.name, outcome, reason, cpu, _peak() - before))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def files(originals: Sequence[Path], folder: Path, count: int, seed: int) -> Iterator[Path]:
    """So many files one after the other, each gone when the next is asked for; hostile ones first."""
    dice = random.Random(seed)
    contents = [(path.suffix, path.read_bytes()) for path in originals]
    for number in range(count):
        if number < len(HOSTILE):
            name, make = list(HOSTILE.items())[number]
            data, suffix = make(), name.partition(" ")[0]
            path = folder / f"{name.replace(' ', '_')}.{suffix}"
        else:
            suffix, data = dice.choice(contents)
            how = dice.choice(_MUTATIONS)
            data = how(dice, data)
            path = folder / f"{number:05d}{how.__name__}{suffix}"
        path.write_bytes(data)
        yield path
        path.unlink()


def _flipped(dice: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice([1, 3, 30, 300])):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _cut(dice: random.Random, data: bytes) -> bytes:
    return data[: dice.randrange(len(data))]


def _repeated(dice: random.Random, data: bytes) -> bytes:
    begin = dice.randrange(len(data))
    piece = data[begin : begin + dice.choice([1, 8, 200, 5000])]
    return data[:begin] + piece * dice.choice([2, 50, 2000]) + data[begin:]


def _without_piece(dice: random.Random, data: bytes) -> bytes:
    begin = dice.randrange(len(data))
    return data[:begin] + data[begin + dice.choice([1, 8, 200, 5000]) :]


def _numbers(dice: random.Random, data: bytes) -> bytes:
    """Digits of lengths, offsets and counts made others."""
    digits = [at for at, byte in enumerate(data) if 48 <= byte <= 57]
    changed = bytearray(data)
    for at in dice.choices(digits, k=dice.choice([1, 5, 50])) if digits else ():
        changed[at] = dice.randrange(48, 58)
    return bytes(changed)


def _member(dice: random.Random, data: bytes) -> bytes:
    """A part of a package mutated within, so that the package itself stays whole."""
    if not data.startswith(b"PK"):
        return _flipped(dice, data)
    source = zipfile.ZipFile(io.BytesIO(data))
    chosen = dice.choice(source.namelist())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == chosen and content:
                content = dice.choice([_flipped, _cut, _repeated, _without_piece, _numbers])(dice, content)
            target.writestr(name, content)
    return out.getvalue()


_MUTATIONS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _flipped, _cut, _repeated, _without_piece, _numbers, _member,
)  # fmt: skip


def pdf(content: str, resources: str = "", further: Sequence[str] = ()) -> bytes:
    """One page with this content stream."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        f"/Resources<</Font<</F 5 0 R>>{resources}>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *further,
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    return (
        data
        + (
            f"xref\n0 {count}\n0000000000 65535 f \n{table}"
            f"trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
        ).encode()
    )


def form(content: str, resources: str) -> str:
    """A form that can be drawn from within others, and from within itself."""
    return (
        "<</Type/XObject/Subtype/Form/BBox[0 0 600 800]"
        f"/Resources<</Font<</F 5 0 R>>{resources}>>/Length {len(content)}>>stream\n{content}\nendstream"
    )


_LINE = "BT /F 6 Tf 50 700 Td (1.00)Tj ET"


def _itself() -> bytes:
    x = "/XObject<</X 6 0 R>>"
    return pdf(f"{_LINE} /X Do", x, [form(f"{_LINE} /X Do /X Do", x)])


def _each_other() -> bytes:
    """Two forms that draw each other, twice each: the deeper, the more."""
    both = "/XObject<</X 6 0 R/Y 7 0 R>>"
    return pdf(f"{_LINE} /X Do", both, [form("/Y Do /Y Do", both), form(f"{_LINE} /X Do /X Do", both)])


def _doubling(depth: int) -> bytes:
    """Each form draws the next ten times: ten to the power of the depth, with no circle in it."""
    names = "/XObject<<" + "".join(f"/X{n} {6 + n} 0 R" for n in range(depth + 1)) + ">>"
    forms = [form(f"/X{n + 1} Do " * 10, names) for n in range(depth)]
    return pdf("/X0 Do", names, [*forms, form(_LINE, names)])


def _pattern() -> bytes:
    """A pattern that fills with itself."""
    named = "/Pattern<</P 6 0 R>>"
    fill = "/Pattern cs /P scn 0 0 9 9 re f"
    return pdf(
        f"{_LINE} {fill}",
        named,
        [
            "<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.01/YStep 0.01"
            f"/Resources<<{named}>>/Length {len(fill)}>>stream\n{fill}\nendstream"
        ],
    )


def _bomb(name: str) -> bytes:
    """A package of a hundred kilobytes whose part is a hundred megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(name, b"<a>" + b" " * 100_000_000)
    return out.getvalue()


def _entities() -> bytes:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "x">{levels}]><a>&a9;</a>'.encode()


def _text(text: str) -> Callable[[], bytes]:
    return lambda: (_HEAD + text).encode()


def _page(text: str) -> Callable[[], bytes]:
    return lambda: f"<html><body><p>2024年部门预算</p>{text}</body></html>".encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "pdf that draws itself": _itself,
    "pdf forms that draw each other": _each_other,
    "pdf forms ten by ten": lambda: _doubling(12),
    "pdf pattern of itself": _pattern,
    "pdf clips": lambda: pdf("q 0 0 600 800 re W n " * 20_000 + _LINE + " Q" * 20_000),
    "pdf one place": lambda: pdf("BT /F 6 Tf 50 700 Td " + "(1.00)Tj 0 0 Td " * 30_000 + "ET"),
    "pdf rules": lambda: pdf(
        _LINE + "".join(f" 20 {n / 20:.2f} m 500 {n / 20:.2f} l S" for n in range(15_000))
    ),
    "html comments": _page("<!--" * 200_000),
    "html nested": _page("<div>" * 200_000),
    "html nested tables": _page("<table><tr><td>" * 50_000),
    "html spans": _page("<table>" + "<tr><td rowspan=9000 colspan=900>1" * 9000),
    "html entities": _page("&" * 500_000),
    "html tables": _page("<table><tr><td style='color:red'>项目<td>1.00</table>" * 20_000),
    "html attributes": _page("<p " + " ".join(f"a{n}" for n in range(20_000)) + ">x"),
    "html rules": _page(
        "<style>" + "".join(f".c{n} .d{{display:none}}" for n in range(20_000)) + "</style><table><tr><td>1"
    ),
    "txt one line": _text("预算收入123.45万元，" * 100_000),
    "txt digits": _text("1" * 1_000_000),
    "txt blanks": _text(" " * 1_000_000 + "x"),
    "txt numbers": _text("合计 " + "1.00 " * 20_000),
    "txt columns": _text("行政运行        1.00        2.00\n" * 10_000),
    "txt brackets": _text("(" * 200_000),
    "txt accents": _text("a" + "\u0301" * 200_000),
    "csv quotes": lambda: b'a,b\n"' + b'"' * 500_001,
    "csv wide": lambda: b",".join([b"1.00"] * 100_000) + b"\n",
    "xlsx bomb": lambda: _bomb("xl/workbook.xml"),
    "docx bomb": lambda: _bomb("word/document.xml"),
    "xml entities": _entities,
    "txt zeros": lambda: b"\x00" * 1_000_000,
    "pdf head alone": lambda: b"%PDF-1.7\n",
    "docx head alone": lambda: b"PK\x03\x04",
    "xls head alone": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4096,
    "txt nothing": lambda: b"",
}  # fmt: skip
"""Kind and what is wrong → the bytes."""
