"""A function is called for each row with the same results, however the calls are made."""

from __future__ import annotations

import ctypes
import importlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as raw
import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import calls, pdfium
from ingest.readers.pdf.calls import Function, Loop, compiled, has_luajit, row_by_row
from ingest.readers.pdf.fonts import use_own_fonts
from tests.python.ingest.readers.pdf import drawn

Make = Callable[[Function], Loop]
ways = pytest.mark.parametrize(
    "make",
    [
        pytest.param(compiled, marks=pytest.mark.skipif(not has_luajit(), reason="no LuaJIT")),
        row_by_row,
    ],
)
_CODE = Function(pdfium.address_of(raw.FPDFText_GetUnicode), "u4", ("u8", "i4"))
_BOX = Function(pdfium.address_of(raw.FPDFText_GetCharBox), "i4", ("u8", "i4"), "f8", 4)
_LOOSE = Function(pdfium.address_of(raw.FPDFText_GetLooseCharBox), "i4", ("u8", "i4"), "f4", 4, True)
_OWNER = Function(pdfium.address_of(raw.FPDFText_GetTextObject), "u8", ("u8", "i4"))


@pytest.fixture
def text() -> Iterator[raw.FPDF_TEXTPAGE]:
    """The text of a page with three hundred and more characters."""

    def draw(canvas: Canvas) -> None:
        for row in range(20):
            canvas.drawString(50, 700 - 20 * row, f"2080101 行政运行 {row * 1234.5:.2f}")

    use_own_fonts()
    document = pypdfium2.PdfDocument(drawn.canvas_pdf(draw))
    page = document[0]
    held = page.get_textpage()
    yield held
    held.close()
    page.close()
    document.close()


def _asked(text: raw.FPDF_TEXTPAGE) -> tuple[list[Any], ...]:
    """Codes, boxes, loose boxes and text objects, by the binding, one statement for each."""
    codes, boxes, loose, owners = [], [], [], []
    for place in range(raw.FPDFText_CountChars(text)):
        codes.append(raw.FPDFText_GetUnicode(text, place))
        sides = [ctypes.c_double() for _ in range(4)]
        raw.FPDFText_GetCharBox(text, place, *sides)
        boxes.append([side.value for side in sides])
        box = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(text, place, box)
        loose.append([box.left, box.top, box.right, box.bottom])
        owners.append(pdfium.address_of(raw.FPDFText_GetTextObject(text, place)))
    return codes, boxes, loose, owners


@ways
def test_each_row_gets_what_one_call_gives(make: Make, text: raw.FPDF_TEXTPAGE) -> None:
    every = pdfium.everyone(pdfium.address_of(text), raw.FPDFText_CountChars(text))
    codes, boxes, loose, owners = _asked(text)
    assert len(codes) > 300
    for _ in range(3):  # what is compiled only after a while says the same
        assert make(_CODE)(*every).tolist() == codes
        assert make(_BOX)(*every).tolist() == boxes
        assert make(_LOOSE)(*every).tolist() == loose
        assert make(_OWNER)(*every).tolist() == owners


@ways
def test_a_call_that_fails_leaves_zeros(make: Make, text: raw.FPDF_TEXTPAGE) -> None:
    address = np.full(3, pdfium.address_of(text), np.uint64)
    written = make(_BOX)(address, np.array([0, 100_000, 1]))
    assert written.any(axis=1).tolist() == [True, False, True]


@ways
def test_no_rows_are_no_calls(make: Make) -> None:
    none = np.zeros(0, np.uint64)
    assert make(_BOX)(none, none).shape == (0, 4)
    assert make(_CODE)(none, none).shape == (0,)


@ways
def test_columns_of_several_lengths_or_too_few_are_refused(make: Make) -> None:
    with pytest.raises(ValueError, match="several lengths"):
        make(_CODE)(np.zeros(2, np.uint64), np.zeros(3, np.int32))
    with pytest.raises(ValueError, match="too few"):
        make(_CODE)(np.zeros(2, np.uint64))


def test_where_no_luajit_comes_with_lupa_ctypes_makes_the_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    def compile_none(_function: Function) -> Loop:
        raise AssertionError

    monkeypatch.setattr(calls, "has_luajit", lambda: False)
    monkeypatch.setattr(calls, "compiled", compile_none)
    calls.loop_of(_CODE)


def test_a_document_reads_the_same_however_the_calls_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(canvas: Canvas) -> None:
        drawn.ruled(canvas, [["科目编码", "金额"], ["2080101", "1,234.50"], ["GB-", "合计"]])
        canvas.setFillColorRGB(1, 0, 0)
        canvas.drawString(60, 500, "说明 12.00")

    expected = drawn.read(draw)
    assert drawn.cells(expected)[1] == ("2080101", "1,234.50")
    try:
        with monkeypatch.context() as patched:
            patched.setattr(calls, "has_luajit", lambda: False)
            importlib.reload(pdfium)
        assert drawn.read(draw) == expected
    finally:
        importlib.reload(pdfium)
