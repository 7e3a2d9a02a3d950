"""A manifest: what the sender of documents says of each, checked as a whole before anything is loaded."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TypeVar

from gongkai.errors import Complaint, Refused, Stopped
from gongkai.running.home import PROJECT
from ingest.files import content, identity
from ingest.model import UnreadableDocument
from ingest.names import restored
from ingest.text import decode, repair
from ingest.told import Told

COLUMNS = ("file", "source_url", "published_on", "publisher", "jurisdiction_code", "fiscal_year", "kind")
_DATE = re.compile(r"^(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?$", re.ASCII)
_YEAR = re.compile(r"^(20\d\d)(?:年度?)?$", re.ASCII)
_URL = re.compile(r"^https?://\S+$", re.IGNORECASE)
_LONGEST_NAME = 100
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a manifest in its order, and what is said of their documents."""

    files: tuple[Path, ...]
    told: tuple[Told, ...]


def read_manifest(path: Path, project: Path = PROJECT) -> Manifest:
    """Read and check a manifest: CSV in UTF-8, UTF-16 or GB18030 with the columns of `COLUMNS`.

    Only `file` is required, relative to the manifest; an empty cell says nothing. Divisions are those of
    seeds/code_jurisdiction.csv, kinds those of seeds/code_vocabulary.csv, by code or label. Raises `Refused`
    with every error, and `Stopped` when the file is no such CSV.
    """
    header, records = _records(path)
    check = _Check(path, project)
    check.header(header)
    if not check.complaints:
        for line, cells in records:
            check.row(line, dict(zip(header, cells, strict=False)), len(cells) > len(header))
        if not records:
            check.complain(
                1, "file", "没有一行文件；请每个文件写一行", "it lists no file; write a row a file"
            )
    if check.complaints:
        raise Refused(path, check.complaints, "没有载入任何文件", "nothing was loaded")
    return Manifest(tuple(check.files), tuple(check.told.values()))


def _records(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header, and each row that is not blank with its line."""
    try:
        text = decode(content(path)).removeprefix("\ufeff")
        reader = csv.reader(StringIO(text, newline=""), strict=True)
        rows = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except OSError as error:
        raise Stopped(
            f"无法读取清单 {path}：{error.strerror}", f"the manifest {path} cannot be read: {error.strerror}"
        ) from error
    except UnreadableDocument as error:
        raise Stopped(
            f"清单 {path} 不是文字的 CSV（{error.doubt.reason}）；请另存为“CSV UTF-8”",
            f"the manifest {path} is no CSV text ({error.doubt.reason}); save it as “CSV UTF-8”",
        ) from error
    except csv.Error as error:
        raise Stopped(
            f"清单 {path} 的引号不成对（{error}）；请另存为“CSV UTF-8”",
            f"the manifest {path} has quotes that do not close ({error}); save it as “CSV UTF-8”",
        ) from error
    rows = [(line, cells) for line, cells in rows if any(cells)]
    if not rows:
        raise Stopped(f"清单 {path} 是空的", f"the manifest {path} is empty")
    (_, header), *records = rows
    return [name.lower() for name in header], records


def _seed(project: Path, name: str) -> list[dict[str, str]]:
    with (project / "seeds" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class _Check:
    """Goes through a manifest row by row and gathers what is wrong and what is said."""

    def __init__(self, path: Path, project: Path) -> None:
        self.complaints: list[Complaint] = []
        self.files: list[Path] = []
        self.told: dict[str, Told] = {}
        self._folder = path.parent
        self._lines_of_files: dict[Path, int] = {}
        self._lines_of_documents: dict[str, int] = {}
        self._divisions = {row["jurisdiction_code"] for row in _seed(project, "code_jurisdiction")}
        self._kinds: dict[str, str] = {}
        for row in _seed(project, "code_vocabulary"):
            if row["vocabulary"] == "document_kind" and row["code"] != "unknown":
                for label in (row["code"], row["name_zh"], row["name_en"]):
                    self._kinds[label.lower()] = row["code"]

    def complain(self, line: int, column: str, zh: str, en: str) -> None:
        """Note one error."""
        self.complaints.append(Complaint(line, column, zh, en))

    def header(self, header: Sequence[str]) -> None:
        """Every column must be known, once, and `file` among them."""
        known = ", ".join(COLUMNS)
        for name in dict.fromkeys(header):
            if name not in COLUMNS:
                self.complain(1, name, f"没有这一列；可用的列：{known}", f"no such column; there are {known}")
            elif header.count(name) > 1:
                self.complain(1, name, "此列出现不止一次", "the column stands there more than once")
        if "file" not in header:
            self.complain(1, "file", "缺少此列", "the column is missing")

    def row(self, line: int, cells: dict[str, str], has_surplus: bool) -> None:
        """Take one row."""
        if has_surplus:
            self.complain(
                line,
                "…",
                "单元格比表头多；含逗号的文字请加引号",
                "more cells than columns; quote commas",
            )
        told = Told(
            "",
            self._value(line, cells, "source_url", _url, "不是 http(s) 网址", "no http(s) address"),
            self._value(
                line, cells, "published_on", _date, "不是日期，应如 2023-02-10", "no date; write 2023-02-10"
            ),
            self._value(
                line, cells, "publisher", _name, "名称太长", f"longer than {_LONGEST_NAME} characters"
            ),
            self._value(
                line,
                cells,
                "jurisdiction_code",
                lambda text: text if text in self._divisions else None,
                "不是 seeds/code_jurisdiction.csv 中的区划代码",
                "no code of seeds/code_jurisdiction.csv",
            ),
            self._value(line, cells, "fiscal_year", _year, "不是年度，应如 2023", "no year; write 2023"),
            self._value(
                line,
                cells,
                "kind",
                lambda text: self._kinds.get(text.lower()),
                f"没有这种文件；可用：{', '.join(sorted(set(self._kinds.values())))}",
                f"no such kind; there are {', '.join(sorted(set(self._kinds.values())))}",
            ),
        )
        self._file(line, cells.get("file", ""), told)

    def _value(
        self,
        line: int,
        cells: dict[str, str],
        column: str,
        read: Callable[[str], _Value | None],
        zh: str,
        en: str,
    ) -> _Value | None:
        """The value of a cell; None where it is empty, and a complaint where it has none."""
        text = cells.get(column, "")
        if not text:
            return None
        value = read(text)
        if value is None:
            self.complain(line, column, f"“{text}”{zh}", f"“{text}” is {en}")
        return value

    def _file(self, line: int, text: str, told: Told) -> None:
        if not text:
            self.complain(line, "file", "没有写文件", "no file is named")
            return
        path = self._folder / text
        if not os.path.lexists(path):
            path = self._folder / restored(text)
        try:
            document = identity(path)
        except OSError as error:
            self.complain(
                line,
                "file",
                f"“{text}”无法打开：{error.strerror}",
                f"“{text}” cannot be opened: {error.strerror}",
            )
            return
        place = path.resolve()
        if place in self._lines_of_files:
            first = self._lines_of_files[place]
            self.complain(
                line, "file", f"“{text}”已在第 {first} 行", f"“{text}” stands on line {first} already"
            )
            return
        self._lines_of_files[place] = line
        told = replace(told, document_id=document)
        if self.told.get(document, told) != told:
            first = self._lines_of_documents[document]
            self.complain(
                line,
                "file",
                f"“{text}”与第 {first} 行的文件内容相同而所述不同",
                f"“{text}” has the bytes of the file on line {first}, of which something else is said",
            )
            return
        self._lines_of_documents.setdefault(document, line)
        self.told[document] = told
        self.files.append(path)


def _url(text: str) -> str | None:
    return text if _URL.match(text) else None


def _date(text: str) -> date | None:
    if found := _DATE.match(text):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            return None
    return None


def _name(text: str) -> str | None:
    name = " ".join(repair(text).split())
    return name if 0 < len(name) <= _LONGEST_NAME else None


def _year(text: str) -> int | None:
    found = _YEAR.match(text)
    return int(found.group(1)) if found else None
