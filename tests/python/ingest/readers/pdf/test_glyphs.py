"""The characters of a page come in one call where that says the same as asking for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Reading
from ingest.readers.pdf import pdfium
from tests.python.ingest.readers.pdf import drawn


def _words(*lines: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            canvas.drawString(50, 700 - 14 * number, line)

    return draw


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The places of characters that were asked for one by one."""
    found: list[int] = []
    ask = pdfium.unicode_of

    def asking(handle: int, place: int) -> int:
        found.append(place)
        return int(ask(handle, place))

    monkeypatch.setattr(pdfium, "unicode_of", asking)
    yield found


def _text(reading: Reading) -> str:
    return " ".join(line.text for line in reading.lines)


def test_plain_text_takes_one_call(asked: list[int]) -> None:
    assert _text(drawn.read(_words("2024 budget", "128.00"))) == "2024 budget 128.00"
    assert not asked


def test_a_word_parted_at_the_end_of_a_line_is_asked_for_one_by_one(asked: list[int]) -> None:
    text = _text(drawn.read(_words("The budget of the depart-", "ment stands below this line")))
    assert "depart" in text
    assert asked == list(range(len(asked)))
    assert asked
