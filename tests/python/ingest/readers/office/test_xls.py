"""Workbooks of Excel 97 and before (.xls)."""

from __future__ import annotations

import struct

import pytest

from ingest.model import LeftOut, NotShown, UnreadableDocument
from ingest.read import read_bytes
from ingest.readers.office import workbook
from tests.python.ingest.readers.office.files import Record, biff, ole


def _number(row: int, column: int, value: float) -> tuple[int, bytes]:
    return 0x203, struct.pack("<HHHd", row, column, 0, value)


def test_an_old_workbook_is_read_with_its_spans() -> None:
    reading = read_bytes(
        biff(
            {
                "表1": [
                    (0x204, struct.pack("<HHHHB", 1, 1, 0, 2, 1) + "支出".encode("utf-16-le")),
                    _number(2, 1, 12.5),
                    _number(2, 2, 3),
                    (0x205, struct.pack("<HHHBB", 2, 3, 0, 23, 1)),
                    (0x06, struct.pack("<HHHBBBBBBHHI", 2, 4, 0, 2, 0, 7, 0, 0, 0, 0xFFFF, 0, 0) + b"\0\0"),
                    (0x201, struct.pack("<HHH", 900, 200, 0)),
                    (0xE5, struct.pack("<HHHHH", 1, 1, 1, 1, 2)),
                ],
                "表2": [_number(0, 0, 7)],
            }
        )
    )
    assert reading.media_type == "application/vnd.ms-excel"
    assert [(row.cells, row.spans[1]) for row in reading.tables[0].rows] == [
        (("", "支出", "", "", ""), (1, 2)),
        (("", "12.5", "3", "#REF!", "#DIV/0!"), (1, 1)),
    ]
    assert [row.cells for row in reading.tables[1].rows] == [("7",)]


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (biff({"表": [_number(0, 0, 1), _number(65535, 255, 1)]}), "too large: 16777216 cells"),
        (biff({"表": [_number(0, 0, 1), _number(65535, 65535, 1)]}), "too large: 4294967296 cells"),
        (biff({"表": []}, [(0x2F, b"\0" * 6)]), "password-protected"),
        (biff({"表": []}, [(0xFC, struct.pack("<II", 1, 0x7FFFFFFF))]), "damaged: a table of more strings"),
        (
            biff({"表": [(0x200, struct.pack("<IIHHH", 0, 0x7FFFFFFF, 0, 0xFFFF, 0))]}),
            "damaged: a sheet states more",
        ),
        (
            biff({"表": [_number(0, 0, 1)]}, [(0x85, struct.pack("<IHB", 7, 0, 0))]),
            "damaged: no sheet begins",
        ),
        (biff({"表": [_number(0, 0, 1)]})[:1500], "damaged"),
        (ole({"Workbook": b"\x00" * 5000}), "damaged"),
    ],
)
def test_an_old_workbook_that_cannot_be_read(data: bytes, outcome: str) -> None:
    with pytest.raises(UnreadableDocument, match=outcome):
        read_bytes(data)


# --- what is shown --------------------------------------------------------------------------------

PLAIN, STRUCK, RAISED, WHITE = 0, 1, 2, 3


def _font(options: int = 0, escapement: int = 0, colour: int = 0x7FFF, height: int = 200) -> Record:
    head = struct.pack("<HHHHHBBBB", height, options, colour, 400, escapement, 0, 0, 0, 0)
    return 0x31, head + struct.pack("<BB", 1, 0) + b"A"


def _format(number: int, code: str) -> Record:
    return 0x41E, struct.pack("<HHB", number, len(code), 1) + code.encode("utf-16-le")


def _look(font: int = PLAIN, number: int = 0, pattern: int = 0, colour: int = 64) -> Record:
    head = struct.pack("<HHHBBBBII", font, number, 0, 0, 0, 0, 0, 0, pattern << 26)
    return 0xE0, head + struct.pack("<H", colour | 65 << 7)


LOOKS = [
    _font(), _font(options=8), _font(escapement=1), _font(colour=9),
    _format(164, "0!.0000"), _format(165, ";;;"), _format(166, "[DBNum1]0"),
    _look(), _look(STRUCK), _look(WHITE), _look(WHITE, pattern=1, colour=8), _look(number=164),
    _look(number=165), _look(number=166), _look(number=4), _look(number=14), _look(number=43),
]  # fmt: skip
PLAIN_CELL, STRUCK_CELL, WHITE_CELL, WHITE_ON_BLACK, SCALED, HIDDEN, FOREIGN, GROUPED, DATED, NIL = range(10)


def _cell(row: int, column: int, value: float, look: int) -> Record:
    return 0x203, struct.pack("<HHHd", row, column, look, value)


def _label(row: int, column: int, number: int, look: int = PLAIN_CELL) -> Record:
    return 0xFD, struct.pack("<HHHI", row, column, look, number)


def _strings(*texts: tuple[str, list[tuple[int, int]]]) -> Record:
    found = struct.pack("<II", len(texts), len(texts))
    for text, runs in texts:
        found += struct.pack("<HB", len(text), 9 if runs else 1)
        found += struct.pack("<H", len(runs)) if runs else b""
        found += text.encode("utf-16-le") + b"".join(struct.pack("<HH", *run) for run in runs)
    return 0xFC, found


@pytest.mark.parametrize(
    ("look", "value", "shown", "reason"),
    [
        (SCALED, 1280000, "128.0000", None),
        (GROUPED, 127.9963, "128.00", None),
        (DATED, 45293, "2024/1/2", None),
        (NIL, 0, "-", None),
        (HIDDEN, 55, "", NotShown.HIDDEN),
        (STRUCK_CELL, 55, "", NotShown.STRUCK_OUT),
        (WHITE_CELL, 55, "", NotShown.INVISIBLE),
        (WHITE_ON_BLACK, 55, "55", None),
    ],
)
def test_an_old_cell_is_read_as_it_shows(
    look: int, value: float, shown: str, reason: NotShown | None
) -> None:
    reading = read_bytes(biff({"表": [_cell(0, 0, 7, PLAIN_CELL), _cell(0, 1, value, look)]}, LOOKS))
    assert reading.tables[0].rows[0].cells == ("7", shown)[: 2 if shown else 1]
    assert [left.reason for left in reading.left_out] == ([reason] if reason else [])


def test_an_old_format_that_cannot_be_followed_is_a_doubt() -> None:
    reading = read_bytes(biff({"表": [_cell(0, 0, 7, PLAIN_CELL), _cell(0, 1, 5, FOREIGN)]}, LOOKS))
    assert [doubt.place for doubt in reading.doubts] == ["sheet 表, cell B1"]


def test_packed_numbers_have_looks_too() -> None:
    packed = struct.pack("<HHHIHIH", 0, 0, SCALED, 1280000 << 2 | 2, GROUPED, 12750 << 2 | 3, 1)
    reading = read_bytes(
        biff({"表": [(0xBD, packed), (0x27E, struct.pack("<HHHI", 1, 0, 0, 0x40590000))]}, LOOKS)
    )
    assert [row.cells for row in reading.tables[0].rows] == [("128.0000", "127.50"), ("100", "")]


def test_hidden_rows_and_columns_of_an_old_sheet() -> None:
    reading = read_bytes(
        biff(
            {
                "表": [
                    (0x7D, struct.pack("<HHHHHH", 1, 1, 2048, 0, 1, 0)),
                    (0x7D, struct.pack("<HHHHHH", 3, 3, 0, 0, 0, 0)),
                    (0x208, struct.pack("<HHHHHHHH", 1, 0, 3, 255, 0, 0, 0x120, 0)),
                    (0x208, struct.pack("<HHHHHHHH", 2, 0, 3, 255, 0, 0, 0x100, 0)),
                    *(
                        _cell(row, column, 10 * row + column, PLAIN_CELL)
                        for row in range(3)
                        for column in range(4)
                    ),
                ]
            },
            LOOKS,
        )
    )
    assert [row.cells for row in reading.tables[0].rows] == [("0", "", "2"), ("20", "", "22")]
    assert reading.left_out == (LeftOut(NotShown.HIDDEN, "sheet 表, cell B1 and 7 more", 8, 1),)


def test_an_old_sheet_may_show_no_zeros() -> None:
    sheet = [(0x23E, struct.pack("<H", 0x06A6)), _cell(0, 0, 0, PLAIN_CELL), _cell(0, 1, 5, PLAIN_CELL)]
    assert read_bytes(biff({"表": sheet}, LOOKS)).tables[0].rows[0].cells == ("", "5")


def test_notes_and_struck_out_text_within_old_cells() -> None:
    strings = _strings(("128.001", [(6, RAISED)]), ("98.00128.00", [(0, STRUCK), (5, PLAIN)]), ("甲", []))
    reading = read_bytes(biff({"表": [_label(0, 0, 0), _label(0, 1, 1), _label(0, 2, 2)]}, [*LOOKS, strings]))
    assert reading.tables[0].rows[0].cells == ("128.00¹", "128.00", "甲")
    assert [left.reason for left in reading.left_out] == [NotShown.STRUCK_OUT]


def test_a_table_of_strings_may_go_on_in_the_middle_of_a_string() -> None:
    kind, whole = _strings(("合计", []), ("128.001", [(6, RAISED)]))
    cut = whole.index("8.001".encode("utf-16-le"))
    rest = b"\0" + b"8.001" + whole[-4:]
    strings = [(kind, whole[:cut]), (0x3C, rest)]
    reading = read_bytes(biff({"表": [_label(0, 0, 0), _label(0, 1, 1)]}, [*LOOKS, *strings]))
    assert reading.tables[0].rows[0].cells == ("合计", "128.00¹")


# --- calamine -------------------------------------------------------------------------------------


def test_a_panic_is_an_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    class Broken:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise PanicException("index out of bounds")

    monkeypatch.setattr(workbook.python_calamine, "CalamineWorkbook", Broken)
    with pytest.raises(UnreadableDocument, match="damaged workbook: index out of bounds"):
        read_bytes(biff({"表": []}))


def test_an_interrupt_stays_an_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr(workbook.python_calamine, "CalamineWorkbook", Stopped)
    with pytest.raises(KeyboardInterrupt):
        read_bytes(biff({"表": []}))


@pytest.mark.parametrize(("height", "shown"), [(20, ("7",)), (120, ("7", "55"))])
def test_old_letters_of_no_size_are_not_read(height: int, shown: tuple[str, ...]) -> None:
    looks = [_font(), _font(height=height), _look(0), _look(1)]
    reading = read_bytes(biff({"表": [_cell(0, 0, 7, 0), _cell(0, 1, 55, 1)]}, looks))
    assert reading.tables[0].rows[0].cells == shown
    assert len(reading.left_out) == 2 - len(shown)
