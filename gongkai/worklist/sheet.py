"""The worklist as a CSV file that spreadsheets open, save and do not spoil."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.errors import Stopped
from gongkai.worklist.codes import ALIAS_COLUMNS, Record, read_records
from ingest.files import content
from ingest.model import UnreadableDocument
from ingest.text import decode
from publish.spreadsheets import GUARD

COLUMNS = (
    "code_kind",
    "printed_code",
    "wording",
    "publisher",
    "target_code",
    "valid_from_year",
    "valid_to_year",
    "source_ref",
    "suggestion_1_code",
    "suggestion_1_name",
    "suggestion_1_similarity",
    "suggestion_1_why",
    "suggestion_2_code",
    "suggestion_2_name",
    "suggestion_2_similarity",
    "suggestion_2_why",
    "suggestion_3_code",
    "suggestion_3_name",
    "suggestion_3_similarity",
    "suggestion_3_why",
    "reason",
    "amount_cny",
    "rows_affected",
    "document_count",
    "publishers",
    "statement_codes",
    "context",
    "document_key",
    "unmapped_code_key",
)
"""Columns of the worklist in the order of the file: those of the alias seed first."""
_REQUIRED = tuple(column for column in ALIAS_COLUMNS if column != "source_ref")
_DELIMITERS = (",", "\t", ";")
_NUMBERED = re.compile(r"(\\+)u([0-9a-f]{4})")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as a reviewer left it; `is_text` when a mark before it kept a spreadsheet from changing it."""

    text: str
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its line in the file (from 1), its cells by column, and what stands behind them."""

    line: int
    cells: dict[str, Cell]
    surplus: str = ""

    def __getitem__(self, column: str) -> Cell:
        return self.cells.get(column, Cell(""))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A filled sheet. `may_have_lost` when it was saved in an encoding that lacks rare characters."""

    rows: tuple[Row, ...]
    may_have_lost: bool


def unguarded(text: str) -> Cell:
    """The cell behind the mark that `guarded` sets, blanks around it dropped."""
    text = text.strip()
    if text.startswith(GUARD):
        return Cell(_NUMBERED.sub(_of_number, text[1:].strip()), True)
    return Cell(_NUMBERED.sub(_of_number, text))


def _of_number(found: re.Match[str]) -> str:
    backslashes, number = found.groups()
    kept, is_number = divmod(len(backslashes), 2)
    return "\\" * kept + (chr(int(number, 16)) if is_number else f"u{number}")


@dataclass(frozen=True, slots=True)
class Form:
    """What a sheet must look like: the columns that are read, those that must be there, who writes it."""

    columns: tuple[str, ...]
    required: tuple[str, ...]
    command: str


CODES = Form(ALIAS_COLUMNS, _REQUIRED, "gongkai codes export")


def read_sheet(path: Path, form: Form = CODES) -> Sheet:
    """Rows of a filled file: UTF-8, UTF-16 or GB18030; parted by comma, tab or semicolon.

    Columns may stand in any order and among others. Raises `Stopped` when it is no such file.
    """
    try:
        data = content(path)
    except OSError as error:
        raise Stopped(
            f"无法读取 {path}：{error.strerror}", f"{path} cannot be read: {error.strerror}"
        ) from error
    try:
        text = decode(data).removeprefix("\ufeff")
    except UnreadableDocument as error:
        raise Stopped(
            f"{path} 不是文字的 CSV（{error.doubt.place}）；请在电子表格中另存为“CSV UTF-8”",
            f"{path} is no CSV text ({error.doubt.place}); save it as “CSV UTF-8” in the spreadsheet",
        ) from error
    header, *records = _records(path, text, form)
    columns = _columns(path, header, form)
    return Sheet(tuple(_row(columns, record) for record in records), not _is_unicode(data))


def _is_unicode(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _records(path: Path, text: str, form: Form) -> list[Record]:
    """Records by the delimiter that parts the header into the most columns that are known."""

    def known(delimiter: str) -> int:
        header = next((line for line in text.splitlines() if line.strip(delimiter + " \t")), "")
        return sum(_name(cell) in form.columns for cell in header.split(delimiter))

    try:
        return read_records(text, max(_DELIMITERS, key=known))
    except ValueError as error:
        raise Stopped(
            f"{path} 的引号不成对或没有表头（{error}）；请在电子表格中打开后另存为“CSV UTF-8”",
            f"{path} has quotes that do not close, or no header ({error});"
            " open it in a spreadsheet and save it as “CSV UTF-8”",
        ) from error


def _columns(path: Path, header: Record, form: Form) -> list[str]:
    columns = [_name(cell) for cell in header.cells]
    if missing := [column for column in form.required if column not in columns]:
        named = ", ".join(missing)
        raise Stopped(
            f"{path}，第 {header.line} 行：缺少列 {named}；请保留 {form.command} 写出的表头",
            f"{path}, line {header.line}: the columns {named} are missing;"
            f" keep the header that {form.command} wrote",
        )
    if repeated := [column for column in form.columns if columns.count(column) > 1]:
        named = ", ".join(repeated)
        raise Stopped(
            f"{path}，第 {header.line} 行：列 {named} 出现不止一次；请删去或改名其余各列",
            f"{path}, line {header.line}: the columns {named} stand there more than once;"
            " delete or rename the others",
        )
    return columns


def _row(columns: Sequence[str], record: Record) -> Row:
    cells = [unguarded(cell) for cell in record.cells]
    surplus = " ".join(cell.text for cell in cells[len(columns) :]).strip()
    return Row(record.line, dict(zip(columns, cells, strict=False)), surplus)


def _name(heading: str) -> str:
    """The column that a heading names, in any case; words that a reviewer wrote behind it do not count."""
    words = heading.strip().strip('"').lower().split()
    return words[0] if words else ""
