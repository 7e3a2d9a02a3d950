"""Hostile files take bounded time, and hand on bounded data."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import read
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
    monkeypatch.setattr(read, "MOST_CELLS", 50)
    file = tmp_path / "a.html"
    file.write_text("<table>" + "<tr><td>a<td>b</tr>" * 40 + "</table>", encoding="utf-8")
    failure = read_file(file).failure
    assert failure
    assert failure.reason.startswith("80 cells")
    assert "at most 50 cells" in failure.remedy


def test_time_is_given_by_size_and_kind() -> None:
    assert cpu_seconds(10_000, with_pictures=False) == 60
    assert cpu_seconds(5 << 20, with_pictures=False) == 160
    assert cpu_seconds(1 << 30, with_pictures=False) == 300
    assert cpu_seconds(10_000, with_pictures=True) == 300
