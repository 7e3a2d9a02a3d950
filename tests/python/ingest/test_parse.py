"""Files parsed by workers: what breaks one of them harms no other file."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest import parse
from ingest.parse import Part, Step
from ingest.read import read_bytes
from ingest.readers.pdf import reader as pdf


def _files(folder: Path, count: int, bad: int) -> list[Path]:
    paths = [folder / (f"bad{n}.txt" if n == bad else f"good{n}.txt") for n in range(count)]
    for path in paths:
        path.write_text(f"第{path.stem}号文件\n", encoding="utf-8")
    return paths


def _read(paths: list[Path]) -> tuple[dict[str, str], list[Step]]:
    steps: list[Step] = []
    found = {}
    for item in parse.parse(paths, steps.append):
        found[item.file_name] = item.failure.reason if item.failure else "read"
    return found, steps


@pytest.mark.parametrize("bad", [0, 5, 14])
def test_a_worker_that_dies_takes_one_file_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: int
) -> None:
    paths = _files(tmp_path, 15, bad)
    whole = parse.read_part

    def dying(path: Path, first: int) -> Part:
        if path.name.startswith("bad"):
            os._exit(139)
        return whole(path, first)

    monkeypatch.setattr(parse, "read_part", dying)
    found, steps = _read(paths)
    assert list(found) == [path.name for path in paths]
    broken = {name: reason for name, reason in found.items() if reason != "read"}
    assert list(broken) == [f"bad{bad}.txt"]
    assert "broke down" in broken[f"bad{bad}.txt"]
    assert [step.documents for step in steps] == list(range(1, 16))


def test_a_worker_that_cannot_even_say_what_it_read_takes_one_file_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Out of memory it may be while it hands its reading on: that ended the whole load."""
    paths = _files(tmp_path, 3, 1)
    whole = parse.read_part

    def swelling(path: Path, first: int) -> Part:
        if path.name.startswith("bad"):
            raise MemoryError
        return whole(path, first)

    monkeypatch.setattr(parse, "read_part", swelling)
    found, _ = _read(paths)
    assert [name for name, reason in found.items() if reason == "read"] == ["good0.txt", "good2.txt"]
    assert "or 6 GB" in found["bad1.txt"]


def test_a_file_that_never_ends_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = _files(tmp_path, 3, 1)
    whole = parse.read_part

    def hanging(path: Path, first: int) -> Part:
        if path.name.startswith("bad"):
            while True:
                pass
        return whole(path, first)

    monkeypatch.setattr(parse, "read_part", hanging)
    monkeypatch.setattr(parse, "cpu_seconds", lambda size, with_pictures: 1)
    found, _ = _read(paths)
    assert [name for name, reason in found.items() if reason == "read"] == ["good0.txt", "good2.txt"]
    assert "more than 1 CPU seconds" in found["bad1.txt"]


def test_a_worker_gets_a_bounded_amount_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """So much beyond what it has of the process that it comes from, which the tests before made large."""
    monkeypatch.setattr(parse, "BYTES", 1 << 30)
    with parse._pool(1) as pool:
        assert len(pool.submit(bytearray, 1 << 20).result()) == 1 << 20
        with pytest.raises(MemoryError):
            pool.submit(bytearray, 2 << 30).result()


def _long_pdf(pages: int) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=(300, 200))
    for page in range(pages):
        canvas.drawString(20, 180, f"page {page}" if page else "a table over pages")
        for row in range(4):
            canvas.rect(20, 20 + 20 * row, 60, 20)
            canvas.rect(80, 20 + 20 * row, 60, 20)
            canvas.drawString(22, 25 + 20 * row, f"r{page}.{row}")
            canvas.drawString(82, 25 + 20 * row, f"{page * 100 + row}.00")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_a_long_pdf_is_read_by_ranges_of_pages_and_is_the_same(tmp_path: Path) -> None:
    data = _long_pdf(2 * parse.PAGES_AT_ONCE + 7)
    path = tmp_path / "long.pdf"
    path.write_bytes(data)
    steps: list[Step] = []
    (item,) = parse.parse([path], steps.append)
    assert item.reading == read_bytes(data)
    assert item.reading.page_count == 2 * parse.PAGES_AT_ONCE + 7
    assert [step.is_document_end for step in steps] == [False, False, True]
    assert steps[-1].pages == 2 * parse.PAGES_AT_ONCE + 7
    shares = [step.share for step in steps]
    assert shares == sorted(shares) and shares[-1] == 1.0


def test_a_pdf_with_too_many_pages_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.pdf"
    path.write_bytes(_long_pdf(12))
    monkeypatch.setattr(pdf, "_MOST_PAGES", 10)
    (item,) = parse.parse([path], lambda step: None)
    assert item.failure is not None
    assert item.failure.reason == "12 pages" and "split it" in item.failure.remedy


def test_no_files_are_no_work() -> None:
    assert list(parse.parse([], lambda step: None)) == []
