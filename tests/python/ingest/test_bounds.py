"""Hostile files take bounded time, and hand on bounded data."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import limits
from ingest.limits import cpu_seconds
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
