"""Hostile files take bounded time, and hand on bounded data."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import limits, parse
from ingest.limits import cpu_seconds, memory_bytes
from ingest.read import read_bytes, read_file

_HEAD = "<html><body><table><tr><td>2024年</td><td>1.00</td></tr></table>"


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize("piece", ["<!--", "<!-- a --> <!--", "<!", "<script>"])
def test_openings_without_an_end_are_read_in_time_that_grows_with_the_file(piece: str) -> None:
    def text(count: int) -> bytes:
        return (_HEAD + piece * count).encode()

    few = _cpu(lambda: read_bytes(text(20_000)))
    many = _cpu(lambda: read_bytes(text(160_000)))
    assert many < 20 * few + 1.0


def test_more_cells_than_can_be_handed_on_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_CELLS", 50)
    file = tmp_path / "a.html"
    file.write_text("<table>" + "<tr><td>a<td>b</tr>" * 40 + "</table>", encoding="utf-8")
    failure = read_file(file).failure
    assert failure
    assert failure.reason.startswith("51 cells")
    assert "at most 50 cells" in failure.remedy


def test_time_is_given_by_size_and_kind() -> None:
    assert cpu_seconds(10_000, with_pictures=False) == 60
    assert cpu_seconds(5 << 20, with_pictures=False) == 160
    assert cpu_seconds(1 << 30, with_pictures=False) == 300
    assert cpu_seconds(10_000, with_pictures=True) == 300


def test_cells_that_spans_lay_out_are_counted_as_they_come(tmp_path: Path) -> None:
    """A page of 90 kB laid out four million cells before anyone counted them; larger ones never ended."""
    file = tmp_path / "a.html"
    file.write_text(
        "<table>" + "<tr><td rowspan=9000>a<td rowspan=9000>1.00</tr>" * 9000 + "</table>", encoding="utf-8"
    )
    begin = time.process_time()
    failure = read_file(file).failure
    assert failure
    assert "at most 3000000 cells" in failure.remedy
    assert time.process_time() - begin < 20


def test_many_small_tables_take_time_that_grows_with_them() -> None:
    """A search for their styles grew with the square of their number: 8,000 tables took 5 s, 3 of them so."""

    def text(count: int) -> bytes:
        return (_HEAD + "<p>表</p><table><tr><td>项目<td>1.00</table>" * count).encode()

    few = _cpu(lambda: read_bytes(text(1_000)))
    many = _cpu(lambda: read_bytes(text(10_000)))
    assert many < 20 * few + 1.0


def _drawing_itself() -> bytes:
    """A page with a form that draws itself twice, which PDFium follows as deep as memory goes."""
    line = "BT /F 6 Tf 50 700 Td (1.00)Tj ET /X Do /X Do"
    names = "<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources{names}>>",
        f"<</Length {len(line)}>>stream\n{line}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources{names}/Length {len(line)}>>"
        f"stream\n{line}\nendstream",
    ]
    numbered = "".join(f"{number} 0 obj\n{one}\nendobj\n" for number, one in enumerate(objects, start=1))
    return f"%PDF-1.4\n{numbered}trailer<</Size 7/Root 1 0 R>>\n%%EOF".encode()


@pytest.mark.parametrize("limit", ["time", "memory"])
def test_a_page_that_draws_itself_ends_at_a_limit_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    """It held a load for 300 s, and once more when it was read alone; now for as long as 2 GB last."""
    if limit == "time":
        monkeypatch.setattr(parse, "cpu_seconds", lambda size, with_pictures: 2)
    else:
        monkeypatch.setattr(parse, "memory_bytes", lambda size, with_pictures: 200 << 20)
    (tmp_path / "a.pdf").write_bytes(_drawing_itself())
    (tmp_path / "b.txt").write_text("2024年部门预算\n", encoding="utf-8")
    a, b = parse.parse([tmp_path / "a.pdf", tmp_path / "b.txt"], lambda _: None)
    assert b.failure is None
    assert a.failure
    assert "broke down, or took more than" in a.failure.reason


def test_memory_is_given_by_size() -> None:
    assert memory_bytes(10_000, with_pictures=False) >> 30 == 2
    assert memory_bytes(8 << 20, with_pictures=False) >> 30 == 4
    assert memory_bytes(1 << 30, with_pictures=False) >> 30 == 6
    assert memory_bytes(10_000, with_pictures=True) >> 30 == 6
