"""`gongkai codes import`: a filled worklist is checked as a whole, then appended to the alias seed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.errors import Complaint, Refused
from gongkai.worklist.codes import (
    ALIAS_COLUMNS,
    ALIAS_SEED,
    KINDS,
    CodeList,
    Window,
    line_key,
    read_code_list,
    read_seed,
    read_window,
)
from gongkai.worklist.seedfiles import Placed, Report, append, held
from gongkai.worklist.sheet import Cell, Row, read_sheet
from gongkai.worklist.target import Target
from ingest.text import bare, repair

REVIEWED = "reviewed"
_DIGITS_AS_NUMBER = re.compile(r"^(\d+)\.0+$", re.ASCII)
_CODE_ROUNDED = re.compile(r"^\d(?:\.\d+)?E\+?\d+$", re.ASCII | re.IGNORECASE)
_YEAR = re.compile(r"^((?:19|20)\d\d)(?:\.0+)?年?$", re.ASCII)
_WORD = re.compile(r"[A-Za-z0-9_]+", re.ASCII)
_NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Alias:
    """One alias: what is printed, by whom, in which years, and the code that it means."""

    code_kind: str
    printed_code: str
    wording: str
    publisher: str
    target_code: str
    window: Window
    source_ref: str

    @property
    def printed(self) -> tuple[str, str, str, str]:
        """What is printed, and by whom: in one year this means one code."""
        return self.code_kind, self.printed_code, self.wording, self.publisher

    def is_same(self, other: Alias) -> bool:
        """True when both say the same, whatever they rest on."""
        mine, others = (self.target_code, self.window), (other.target_code, other.window)
        return self.printed == other.printed and mine == others

    def cells(self) -> dict[str, str]:
        """The row of the seed, by column."""
        last = self.window.last
        values = (
            *self.printed,
            self.target_code,
            str(self.window.first or ""),
            str(last or ""),
            self.source_ref,
        )
        return dict(zip(ALIAS_COLUMNS, values, strict=True))

    def __str__(self) -> str:
        printed = " ".join(part for part in (self.printed_code, self.wording) if part)
        by = f" [{self.publisher}]" if self.publisher else ""
        return f"{self.code_kind}: {printed}{by} → {self.target_code}, {self.window}"


_NEXT = (
    "下次 gongkai run（或 gongkai build 和 publish）即采用"
    " / the next gongkai run (or gongkai build and publish) uses it"
)


def import_file(file: Path, target: Target) -> Report:
    """Append the filled rows of a file to the alias seed, all or none.

    Rows without a target and rows that the seed holds are left out. Raises `Refused` with every error of
    the file, and `Stopped` when the file or a seed cannot be used; the seed is then as it was.
    """
    sheet = read_sheet(file)
    seed = target.file(ALIAS_SEED)
    with held(target.folder, is_made=target.home is not None):
        project = target.known()
        known = _known(project / "seeds" / f"{ALIAS_SEED}.csv")
        check = _Check(project, sheet.may_have_lost, known, target.place)
        for row in sheet.rows:
            check.row(row)
        if check.complaints:
            raise Refused(file, check.complaints, "没有导入任何一行", "nothing was imported")
        if check.added:
            append({seed: [alias.cells() for alias in check.added]}, begun=target.begun([ALIAS_SEED]))
    return Report(
        seed,
        tuple(check.added),
        tuple(check.present),
        check.unfilled,
        tuple(check.rewritten),
        "target_code",
        _NEXT,
    )


class _Check:
    """Goes through a file row by row and gathers what is wrong, what is new and what is known."""

    def __init__(
        self, project: Path, may_have_lost: bool, known: Sequence[tuple[int, Alias]], place: Placed
    ) -> None:
        self.complaints: list[Complaint] = []
        self.added: list[Alias] = []
        self.present: list[int] = []
        self.unfilled = 0
        self.rewritten: list[tuple[int, str, str]] = []
        self._may_have_lost = may_have_lost
        self._in_seed = place
        self._lists = {name: read_code_list(project, kind) for name, kind in KINDS.items()}
        self._taken: dict[tuple[str, str, str, str], list[tuple[int, Alias, bool]]] = {}
        for line, alias in known:
            self._taken.setdefault(alias.printed, []).append((line, alias, True))

    def row(self, row: Row) -> None:
        """Take one row."""
        before = len(self.complaints)
        self._surplus(row)
        if not row["target_code"].text:
            self.unfilled += any(cell.text for cell in row.cells.values())
            return
        kind = self._kind(row)
        printed_code = self._printed_code(row)
        wording = self._wording(row, printed_code)
        window = self._window(row, kind)
        target = self._target(row, kind, window)
        if not kind or not window or not (printed_code or wording):
            return
        alias = Alias(
            kind,
            printed_code,
            wording,
            _as_printed(row["publisher"]),
            target,
            window,
            " ".join(row["source_ref"].text.split()) or REVIEWED,
        )
        is_new = self._place(row, alias)
        if is_new and len(self.complaints) == before:
            self.added.append(alias)

    def _surplus(self, row: Row) -> None:
        if row.surplus:
            self._complain(
                row,
                "*",
                f"表头之外还有内容“{row.surplus}”；含分隔符的内容须加双引号",
                f"“{row.surplus}” stands behind the last column;"
                " put quotes around text that holds the delimiter",
            )

    def _kind(self, row: Row) -> str:
        kind = row["code_kind"].text.lower()
        if kind in KINDS:
            return kind
        kinds = ", ".join(KINDS)
        self._complain(
            row,
            "code_kind",
            f"不认识的类别“{kind}”；可填 {kinds}",
            f"unknown kind “{kind}”; write one of {kinds}",
        )
        return ""

    def _printed_code(self, row: Row) -> str:
        cell = row["printed_code"]
        if not cell.is_text and _CODE_ROUNDED.match(cell.text):
            self._complain(
                row,
                "printed_code",
                f"电子表格把代码改成了“{cell.text}”；请写出全部数字，前面加一个单引号 '",
                f"the spreadsheet made “{cell.text}” of the code; write all its digits with a ' before them",
            )
        return _as_printed(cell)

    def _wording(self, row: Row, printed_code: str) -> str:
        given = _as_printed(row["wording"])
        wording = line_key(given)
        if given and not wording:
            self._complain(
                row,
                "wording",
                f"“{given}”除序号外没有名称；请写出名称",
                f"“{given}” is a numbering without a name; write the name",
            )
        elif not wording and not printed_code:
            self._complain(
                row,
                "printed_code, wording",
                "两列都是空的；至少填一列",
                "both are blank; fill at least one",
            )
        for column in ("wording", "printed_code", "publisher"):
            if self._may_have_lost and "?" in row[column].text:
                self._complain(
                    row,
                    column,
                    f"“{row[column].text}”中的 ? 可能是保存时丢失的字；请补上该字并另存为“CSV UTF-8”",
                    f"the ? in “{row[column].text}” may be a character lost in saving;"
                    " put it back and save as “CSV UTF-8”",
                )
        if wording and wording != bare(given):
            self.rewritten.append((row.line, row["wording"].text, wording))
        return wording

    def _window(self, row: Row, kind: str) -> Window | None:
        years: list[int | None] = []
        is_wrong = False
        may_be_open = {"valid_to_year": True, "valid_from_year": bool(kind) and not KINDS[kind].is_dated}
        for column in ("valid_from_year", "valid_to_year"):
            text = repair(row[column].text)
            found = _YEAR.match(text)
            if not found and (text or not may_be_open[column]):
                self._complain(
                    row,
                    column,
                    f"“{text}”不是年度；请填四位数字，例如 2023",
                    f"“{text}” is no year; write four digits, such as 2023",
                )
                is_wrong = True
            years.append(int(found[1]) if found else None)
        if is_wrong:
            return None
        first, last = years[0] or 0, years[1]
        if last is not None and last < first:
            self._complain(
                row,
                "valid_to_year",
                f"终止年度 {last} 早于起始年度 {first}；请更正，至今有效则留空",
                f"the last year {last} is before the first, {first};"
                " mend it, or leave it blank while still valid",
            )
            return None
        return Window(first, last)

    def _target(self, row: Row, kind: str, window: Window | None) -> str:
        target = _as_printed(row["target_code"])
        codes = self._lists.get(kind)
        if codes is None:
            return target
        if target not in codes:
            self._complain(row, "target_code", *_not_listed(target, kind, codes))
        elif window and KINDS[kind].is_dated and not codes.holds(target, window):
            years = codes.years(target)
            self._complain(
                row,
                "target_code",
                f"{target} {codes.names[target]} 的有效年度为 {years}，不含整个 {window}；"
                "请改年度，或按年度分成几行",
                f"{target} {codes.names[target]} is valid in {years}, not in all of {window};"
                " change the years, or make a row for each span of years",
            )
        return target

    def _place(self, row: Row, alias: Alias) -> bool:
        """False when the alias is known already; complains of one that shares a year with another."""
        taken = self._taken.setdefault(alias.printed, [])
        if any(alias.is_same(other) for _, other, _ in taken):
            self.present.append(row.line)
            return False
        for line, other, is_seed in taken:
            if not alias.window.overlaps(other.window):
                continue
            place_zh, place_en = f"本文件第 {line} 行", f"line {line} of this file"
            if is_seed:
                place_zh, place_en = self._in_seed(ALIAS_SEED, line)
            self._complain(
                row,
                "valid_from_year, valid_to_year",
                f"与{place_zh}（{other}）年度重叠；请改其中一行的年度，使之不重叠，或清空本行的 target_code",
                f"the years overlap with those of {place_en} ({other});"
                " change the years of one of them so that they do not, or blank the target_code of this row",
            )
        taken.append((row.line, alias, False))
        return True

    def _complain(self, row: Row, column: str, zh: str, en: str) -> None:
        self.complaints.append(Complaint(row.line, column, zh, en))


def _as_printed(cell: Cell) -> str:
    """A code or name as documents are read; a number that a spreadsheet made of it is made digits again."""
    text = repair(cell.text)
    number = None if cell.is_text else _DIGITS_AS_NUMBER.match(text)
    return number[1] if number else text


def _not_listed(target: str, kind: str, codes: CodeList) -> tuple[str, str]:
    """What is wrong with a target that is no code of its kind, and what to write: zh, en."""
    words = [*target.split(), *_WORD.findall(target)]
    if within := list(dict.fromkeys(word for word in words if word in codes)):
        named = ", ".join(within[:_NAMED_AT_MOST])
        return f"“{target}”不只是代码；请只写 {named}", f"“{target}” is more than a code; write {named} only"
    if carrying := codes.codes_named.get(line_key(target)):
        named = ", ".join(carrying[:_NAMED_AT_MOST]) + (" …" if len(carrying) > _NAMED_AT_MOST else "")
        return f"“{target}”是名称；请写代码：{named}", f"“{target}” is a name; write its code: {named}"
    return (
        f"“{target}”不在 seeds/{codes.seed}.csv（{kind}）中；"
        "请填其中的代码，或先补入该表（docs/add-a-code-list.md）",
        f"“{target}” is not in seeds/{codes.seed}.csv ({kind}); write a code of that list,"
        " or add it there first (docs/add-a-code-list.md)",
    )


def _known(seed: Path) -> list[tuple[int, Alias]]:
    """Aliases of the seed with their lines."""
    return [
        (
            line,
            Alias(
                row["code_kind"],
                row["printed_code"],
                row["wording"],
                row["publisher"],
                row["target_code"],
                read_window(seed, line, row),
                row["source_ref"],
            ),
        )
        for line, row in read_seed(seed, ALIAS_COLUMNS)
    ]
