"""Exports as a workbook for Excel, WPS and LibreOffice: a sheet for each table, and one that defines them.

Nothing in it is calculated. Text stays text whatever it begins with, also when somebody edits the cell. A
number that a spreadsheet would round (it holds 15 digits) is written as text and told.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongkai import __version__
from gongkai.exporting.columns import Column, Kind
from gongkai.exporting.subjects import Subject
from gongkai.exporting.target import WRITTEN_BY
from gongkai.grid import width
from ingest.names import plain

ROWS_OF_A_SHEET = 1_048_575
"""Rows that fit below the header; what is more goes on in another sheet."""

DEFINITIONS = "定义 Definitions"
_LONGEST_NAME = 31
_LONGEST_TEXT = 32_767
_DIGITS = 15
_FIRST_YEAR = 1900
_SAMPLED = 200
_NARROWEST, _WIDEST = 9, 42
_MARGIN = 2
_LINE, _HIGHEST = 15, 409
_BEGINS_FORMULA = ("=", "+", "-", "@", "'", "＝", "＋", "－", "＠", "\t", "\r")
_OF_DEFINITIONS = (30, 30, 30, 36, 70, 70)
"""Widths of the columns of definitions."""

_SHOWN = {
    Kind.MONEY: "#,##0.00",
    Kind.SHARE: "0.00%",
    Kind.PERCENT: "0.0",
    Kind.WHOLE: "0",
    Kind.DATE: "yyyy-mm-dd",
    Kind.TIME: "yyyy-mm-dd hh:mm:ss",
}
_AS_TEXT = "@"
_LONGEST_AS_TEXT = 255  # older versions show longer text of that format as ####


@dataclass(slots=True)
class Sheet:
    """What became of a subject: its sheets, its rows, and how many values are not as they were, by column."""

    subject: Subject
    names: list[str] = field(default_factory=list)
    rows: int = 0
    as_text: Counter[str] = field(default_factory=Counter)
    cut: Counter[str] = field(default_factory=Counter)

    def notes(self) -> list[str]:
        """What a reader must know of values that a workbook cannot hold."""
        return [
            *(
                f"{column}: {count} 个数超过 {_DIGITS} 位有效数字，写成文本，表格不会把它们加进去"
                f" / {count} numbers of more than {_DIGITS} digits are written as text, which sums leave out"
                for column, count in self.as_text.items()
            ),
            *(
                f"{column}: {count} 处文字超过 {_LONGEST_TEXT} 字，已截短 / {count} texts were cut"
                for column, count in self.cut.items()
            ),
        ]


def write(subjects: Sequence[Subject], file: Path) -> list[Sheet]:
    """Write all subjects into one workbook. Raises `OSError`."""
    with TemporaryDirectory() as parts:
        book = _Book(file, parts)
        sheets = [book.add(subject) for subject in subjects]
        book.define(sheets)
        try:
            book.workbook.close()
        except FileCreateError as error:
            raise error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error)) from error
    return sheets


class _Book:
    def __init__(self, file: Path, parts: str) -> None:
        self.workbook = xlsxwriter.Workbook(
            str(file),
            {
                "constant_memory": True,
                "tmpdir": parts,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self.workbook.use_zip64()
        self._header = self.workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EEF4"}
        )
        self._title = self.workbook.add_format({"bold": True, "font_size": 14})
        self._wrapped = self.workbook.add_format({"text_wrap": True, "valign": "top"})
        self._formats = {
            kind: self.workbook.add_format({"num_format": form}) for kind, form in _SHOWN.items()
        }
        self._text = self.workbook.add_format({"num_format": _AS_TEXT})
        self._quoted = self.workbook.add_format({"num_format": _AS_TEXT, "quote_prefix": True})
        self._long = self.workbook.add_format({"quote_prefix": True})
        self._names = {DEFINITIONS.casefold()}

    def add(self, subject: Subject) -> Sheet:
        """A sheet of a subject, and more where its rows do not fit."""
        made = Sheet(subject)
        order = sorted(range(len(subject.columns)), key=lambda place: _is_key(subject.columns[place]))
        columns = [subject.columns[place] for place in order]
        rows = ([row[place] for place in order] for batch in subject.batches() for row in batch)
        is_more = True
        while is_more:
            is_more = self._part(made, columns, rows)
        return made

    def _part(self, made: Sheet, columns: Sequence[Column], rows: Iterator[list[Any]]) -> bool:
        """One sheet; whether it is full and there may be more."""
        first = next(rows, None)
        if first is None and made.names:
            return False
        name = self._name(made.subject.name)
        sheet = self.workbook.add_worksheet(name)
        made.names.append(name)
        widths = [_width_of_header(column) for column in columns]
        sheet.set_row(0, 2 * _LINE + _MARGIN)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, plain(_header(column), kept="\n"), self._header)
        count = 0
        while first is not None:
            count += 1
            for place, value in enumerate(first):
                if value is not None:
                    shown = self._write(sheet, count, place, value, columns[place], made)
                    if count <= _SAMPLED and not _is_key(columns[place]):
                        widths[place] = max(widths[place], width(shown[:_WIDEST]))
            first = next(rows, None) if count < ROWS_OF_A_SHEET else None
        for place, wide in enumerate(widths):
            sheet.set_column(place, place, min(wide, _WIDEST) + _MARGIN)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, count, len(columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{count + 1}"})
        made.rows += count
        return count == ROWS_OF_A_SHEET

    def _name(self, wanted: str) -> str:
        """A name of a sheet: short enough, and of one sheet alone."""
        number = 1
        name = wanted[:_LONGEST_NAME]
        while name.casefold() in self._names:
            number += 1
            name = f"{wanted[: _LONGEST_NAME - len(str(number)) - 3]} ({number})"
        self._names.add(name.casefold())
        return name

    def _write(self, sheet: Worksheet, row: int, place: int, value: Any, column: Column, made: Sheet) -> str:
        """Write one value as what it is; returns how it shows, nearly."""
        if isinstance(value, str):
            return self._write_text(sheet, row, place, value, column, made)
        if isinstance(value, bool):
            sheet.write_boolean(row, place, value)
            return str(value)
        kind = column.kind
        shown = self._formats.get(kind)
        if isinstance(value, int | Decimal) and _is_held(value):
            sheet.write_number(row, place, value, shown)
            return f"{value:,.2f}" if kind is Kind.MONEY else str(value)
        if isinstance(value, float) and math.isfinite(value):
            sheet.write_number(row, place, value, shown)
            return "" if kind is Kind.SHARE else f"{value:.6g}"
        if isinstance(value, date) and value.year >= _FIRST_YEAR and getattr(value, "tzinfo", None) is None:
            sheet.write_datetime(row, place, value, shown)
            return value.isoformat()[:19]
        if isinstance(value, int | Decimal | float):
            made.as_text[column.name] += 1
        text = format(value, "f") if isinstance(value, Decimal) else str(value)
        return self._write_text(sheet, row, place, text, column, made)

    def _write_text(
        self, sheet: Worksheet, row: int, place: int, value: str, column: Column, made: Sheet
    ) -> str:
        text = plain(value, kept="\n")
        if len(text) > _LONGEST_TEXT:
            made.cut[column.name] += 1
            text = text[: _LONGEST_TEXT - 1] + "…"
        sheet.write_string(row, place, text, self._format_of_text(text))
        return text

    def _format_of_text(self, text: str) -> Format:
        """Text that is a formula to whoever edits the cell is marked, so that it stays text then too."""
        if len(text) > _LONGEST_AS_TEXT:
            return self._long
        return self._quoted if text.lstrip().startswith(_BEGINS_FORMULA) else self._text

    def define(self, sheets: Sequence[Sheet]) -> None:
        """The sheet that says what all of it is, where from, and what it was narrowed to."""
        version = sheets[0].subject.version
        sheet = self.workbook.add_worksheet(DEFINITIONS)
        for place, wide in enumerate(_OF_DEFINITIONS):
            sheet.set_column(place, place, wide)
        lines = _Lines(sheet, self._wrapped, self._header)
        sheet.write_string(0, 0, DEFINITIONS, self._title)
        lines.row = 2
        lines.pair("写出者 written by", f"{WRITTEN_BY} {__version__}")
        lines.pair("数据集市 mart, built_at", version.built_at)
        lines.pair("mart, fingerprint", version.fingerprint)
        lines.pair("mart, project_version", version.project_version)
        for taken in sheets[0].subject.taken or ():
            lines.pair("筛选 filtered by", taken.line())
        if not sheets[0].subject.taken:
            lines.pair("筛选 filtered by", "没有，全部 / nothing: all rows")
        lines.row += 1
        lines.header(
            "表 table", "工作表 sheet", "行数 rows", "可否相加 may it be added up", "说明", "description"
        )
        for made in sheets:
            zh, en = made.subject.by_language
            lines.write(
                made.subject.name, "\n".join(made.names), made.rows, "\n".join(made.subject.adding_up), zh, en
            )
        notes = [(made.subject.name, note) for made in sheets for note in made.notes()]
        if notes:
            lines.row += 1
            lines.header("注意 note", "", "", "", "", "")
            for name, note in notes:
                lines.pair(name, note)
        lines.row += 1
        lines.header("表 table", "列 column", "名称 label", "类型 type", "说明", "description")
        for made in sheets:
            for column in made.subject.columns:
                zh, en = column.by_language
                lines.write(made.subject.name, column.name, column.label, column.data_type, zh, en)
        built = datetime.fromisoformat(version.built_at).replace(tzinfo=None)
        self.workbook.set_properties(
            {
                "author": WRITTEN_BY,
                "title": ", ".join(made.subject.name for made in sheets)[:200],
                "comments": f"{version.built_at} {version.fingerprint}",
                "created": built,
            }
        )


@dataclass(slots=True)
class _Lines:
    """Lines of the sheet of definitions, from above to below."""

    sheet: Worksheet
    wrapped: Format
    marked: Format
    row: int = 0

    def header(self, *texts: str) -> None:
        self._line(texts, self.marked)

    def pair(self, name: str, text: str) -> None:
        self.sheet.write_string(self.row, 0, plain(name))
        self.sheet.write_string(self.row, 1, plain(text))
        self.row += 1

    def write(self, *values: str | int) -> None:
        self._line(values, self.wrapped)

    def _line(self, values: Sequence[str | int], form: Format) -> None:
        self.sheet.set_row(self.row, _height([str(value) for value in values]))
        for place, value in enumerate(values):
            if isinstance(value, int):
                self.sheet.write_number(self.row, place, value, form)
            else:
                self.sheet.write_string(self.row, place, plain(value, kept="\n"), form)
        self.row += 1


def _is_held(number: int | Decimal) -> bool:
    """Whether a spreadsheet holds all its digits."""
    return len(format(Decimal(number), "f").lstrip("-").replace(".", "").strip("0")) <= _DIGITS


def _is_key(column: Column) -> bool:
    """For joins, not for eyes: such columns stand last, and narrow."""
    return column.name.endswith("_key")


def _header(column: Column) -> str:
    """In Chinese for people, and the name by which the documentation and SQL know it."""
    return column.name if column.label == column.name else f"{column.label}\n{column.name}"


def _width_of_header(column: Column) -> int:
    if _is_key(column):
        return _NARROWEST
    return max(_NARROWEST, *(width(line) for line in _header(column).split("\n")))


def _height(texts: Sequence[str]) -> int:
    """Of a line of definitions: programs do not all fit it to what is wrapped."""
    lines = [
        sum(width(part) // wide + 1 for part in text.split("\n"))
        for text, wide in zip(texts, _OF_DEFINITIONS, strict=True)
    ]
    return min(_LINE * max(lines), _HIGHEST)
