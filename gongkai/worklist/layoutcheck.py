"""Every row of a filled worklist of layouts: what it adds to which seed, or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from gongkai.errors import Complaint
from gongkai.worklist.codes import KINDS, line_key, read_code_list
from gongkai.worklist.layouts import (
    HEADERS,
    LABELS,
    LEVELS,
    NOT_READ,
    SEEDS,
    SIGNATURES,
    TITLES,
    TOTALS,
    Known,
    Taken,
)
from gongkai.worklist.seedfiles import Placed
from gongkai.worklist.sheet import Row
from ingest.text import bare, repair
from ingest.titles import known_title

_SHORTEST_TITLE, _FEWEST_HEADERS, _NAMED_AT_MOST = 4, 3, 5


@dataclass(frozen=True, slots=True)
class Added:
    """What one row of a sheet adds to a seed."""

    seed: str
    wording: str
    target: str
    rows: tuple[dict[str, str], ...]
    line: int

    def __str__(self) -> str:
        return f"{self.seed}: {self.wording} → {self.target}"


class Check:
    """Goes through a file row by row and gathers what is wrong, what is new and what is known."""

    def __init__(self, known: Known, project: Path, may_have_lost: bool, place: Placed) -> None:
        self.complaints: list[Complaint] = []
        self.added: list[Added] = []
        self.present: list[int] = []
        self.unfilled = 0
        self.rewritten: list[tuple[int, str, str]] = []
        self._known = known
        self._project = project
        self._may_have_lost = may_have_lost
        self._place = place
        self._names: dict[str, str] | None = None
        self._answers: dict[tuple[str, str], tuple[int, str]] = {}

    def row(self, row: Row) -> None:
        """Take one row."""
        if row.surplus:
            self._complain(
                row, "*",
                f"表头之外还有内容“{row.surplus}”；含分隔符的内容须加双引号",
                f"“{row.surplus}” stands behind the last column;"
                " put quotes around text that holds the delimiter",
            )  # fmt: skip
        if not row["target"].text:
            self.unfilled += any(cell.text for cell in row.cells.values())
            return
        seed = row["seed_name"].text
        if seed not in SEEDS:
            self._complain(
                row, "seed_name",
                f"不认识的种子表“{seed}”；可填 {', '.join(SEEDS)}",
                f"unknown seed “{seed}”; write one of {', '.join(SEEDS)}",
            )  # fmt: skip
            return
        wording = self._wording(row, seed)
        target = self._target(row)
        if not wording or not target or self._is_repeated(row, seed, wording, target):
            return
        added = {TITLES: self._title, SIGNATURES: self._signature}.get(seed, self._copied)(
            row, seed, wording, target
        )
        if added is not None:
            self.added.append(added)

    def _wording(self, row: Row, seed: str) -> str:
        given = repair(row["wording"].text)
        if self._may_have_lost and "?" in given:
            self._complain(
                row, "wording",
                f"“{given}”中的 ? 可能是保存时丢失的字；请补上该字并另存为“CSV UTF-8”",
                f"the ? in “{given}” may be a character lost in saving; put it back and save as “CSV UTF-8”",
            )  # fmt: skip
            return ""
        wording = self._known.compared(seed, given)
        if not wording:
            self._complain(
                row, "wording",
                f"“{given}”去掉年度、序号后没有写法；请写出写法，或清空本行的 target",
                f"nothing is left of “{given}” without year and numbering; write a wording,"
                " or blank the target of this row",
            )  # fmt: skip
        elif wording != bare(given):
            self.rewritten.append((row.line, given, wording))
        return wording

    def _target(self, row: Row) -> str:
        """The answer; 1, 2 or 3 stands for the suggestion of that number."""
        target = " ".join(repair(row["target"].text).split())
        if target not in ("1", "2", "3"):
            return target
        chosen = " ".join(repair(row[f"suggestion_{target}_target"].text).split())
        if not chosen:
            self._complain(
                row, "target",
                f"没有第 {target} 个建议；请写出答案",
                f"there is no suggestion {target}; write the answer",
            )  # fmt: skip
        return chosen

    def _is_repeated(self, row: Row, seed: str, wording: str, target: str) -> bool:
        """True for a wording that a row above has; complains where that one has another answer."""
        kind = self._kind_of(target) if seed == TITLES else target[:1] if seed == LEVELS else ""
        line, other = self._answers.setdefault((seed, f"{kind}|{wording}"), (row.line, target))
        if line == row.line:
            return False
        if other == target:
            self.present.append(row.line)
        else:
            self._complain(
                row, "target",
                f"“{wording}”在第 {line} 行填的是“{other}”，两处矛盾；请只留一个答案",
                f"“{wording}” has “{other}” in line {line}, which contradicts; leave one answer",
            )  # fmt: skip
        return True

    def _copied(self, row: Row, seed: str, wording: str, target: str) -> Added | None:
        """A row with the values of a known one under another wording."""
        rows = self._known.rows[seed]
        like = rows.get(target) or rows.get(self._known.compared(seed, target))
        if like is None:
            self._complain(row, "target", *self._not_known(seed, target))
            return None
        cells = {**like.cells, "wording": wording}
        key = f"{like.cells['level']} {wording}" if seed == LEVELS else wording
        if (taken := rows.get(key)) is not None:
            self._present_or_taken_over(row, taken, cells)
            return None
        if seed == TOTALS and (code := self._code_named(wording)):
            self._complain(
                row, "wording",
                f"“{wording}”是 {code} 的名称；作为合计，该科目的行都会成为合计。请清空本行的 target",
                f"“{wording}” is the name of {code}; as a total it would make totals of that item's rows;"
                " blank the target of this row",
            )  # fmt: skip
            return None
        if seed in (HEADERS, LABELS) and len(wording) == 1:
            self._complain(
                row, "wording",
                f"“{wording}”只有一个字，会认错其他列；请手工斟酌（docs/add-a-layout.md）",
                f"“{wording}” is one character and would claim other columns;"
                " weigh it by hand (docs/add-a-layout.md)",
            )  # fmt: skip
            return None
        return Added(seed, wording, target, (cells,), row.line)

    def _present_or_taken_over(self, row: Row, taken: Taken, cells: dict[str, str]) -> None:
        if taken.means_the_same(cells):
            self.present.append(row.line)
            return
        says = ", ".join(value for name, value in taken.cells.items() if value and name != "wording")
        zh, en = self._place(taken.seed, taken.line)
        self._complain(
            row, "wording",
            f"“{cells['wording']}”已在 {zh}，含义不同（{says}）；"
            "先改那一行，或清空本行的 target",
            f"“{cells['wording']}” stands in {en} with another"
            f" meaning ({says}); change that row first, or blank the target of this one",
        )  # fmt: skip

    def _title(self, row: Row, seed: str, wording: str, target: str) -> Added | None:
        statement = "" if target.lower() == NOT_READ else target
        if statement and not self._is_statement(row, statement):
            return None
        kind = self._kind_of(target)
        if not self._is_title_free(row, wording, statement, kind):
            return None
        if not self._is_title_of(row, wording):
            return None
        cells = {
            "wording": wording,
            "document_kind": kind,
            "statement_code": statement,
            "scope": self._scope_of(statement, kind),
        }
        return Added(seed, wording, target, (cells,), row.line)

    def _scope_of(self, statement: str, kind: str) -> str:
        """Whose a statement is, as its titles have it: of a government, else of a department."""
        titles = self._known.rows[TITLES].values()
        if statement and any(
            title.cells["scope"] == "government"
            for title in titles
            if title.cells["statement_code"] == statement
        ):
            return "government"
        return "department" if statement and kind else ""

    def _kind_of(self, target: str) -> str:
        """`budget` or `final_account`, where the statement belongs to one of them."""
        kind = self._known.statements.get(target, {}).get("document_kind", "")
        return kind if kind in ("budget", "final_account") else ""

    def _is_statement(self, row: Row, code: str) -> bool:
        statements = self._known.statements
        if code in statements and statements[code]["line_kind"] != "narrative":
            return True
        named = [each for each, cells in statements.items() if cells["statement_name_zh"] == code]
        known = named or get_close_matches(code, statements, _NAMED_AT_MOST)
        hint = ", ".join(known or list(statements)[:_NAMED_AT_MOST])
        self._complain(
            row, "target",
            f"“{code}”不是 seeds/code_statement.csv 中的报表代码；例如 {hint}；认识而不读取的表填 {NOT_READ}",
            f"“{code}” is no code of seeds/code_statement.csv, such as {hint};"
            f" write {NOT_READ} for a table that is known and not read",
        )  # fmt: skip
        return False

    def _is_title_free(self, row: Row, wording: str, statement: str, kind: str) -> bool:
        """False when the seeds read the title already, or when it is too general to be one."""
        titles = self._known.rows[TITLES]
        read = known_title(wording, self._known.wordings)
        found = [titles[key] for each in {kind, ""} if (key := f"{each}|{read}") in titles]
        if found and any(each.cells["statement_code"] == statement for each in found):
            self.present.append(row.line)
            return False
        if found or (read and not kind):
            line, code = (found[0].line, found[0].cells["statement_code"]) if found else (0, "?")
            zh, en = self._place(TITLES, line)
            self._complain(
                row, "wording",
                f"“{wording}”已按 {zh}读作“{read}”（{code or '不读取'}），"
                "会夺走它的表；请填同一报表、清空 target，或先改那一行",
                f"“{wording}” is read as “{read}” by {en} ({code or 'not read'})"
                " and would take over its tables; give the same statement, blank the target,"
                " or change that row first",
            )  # fmt: skip
            return False
        if len(wording) < _SHORTEST_TITLE or wording in self._known.title_parts:
            self._complain(
                row, "wording",
                f"“{wording}”过于笼统，会认错其他表；请写出表题中更长的一段",
                f"“{wording}” is too general and would claim other tables; write a longer part of the title",
            )  # fmt: skip
            return False
        return True

    def _is_title_of(self, row: Row, wording: str) -> bool:
        """True where the printed title is read by the new wording; always where none is given."""
        printed = repair(row["printed"].text) or wording
        known = self._known.wordings
        titles = {**known.titles, wording: False}
        with_new = replace(known, titles=titles, fingerprint=f"{known.fingerprint}+{wording}")
        if known_title(printed, with_new) == wording:
            return True
        self._complain(
            row, "wording",
            f"表题“{printed}”去掉表号、单位名称和年度后不是“{wording}”；请照其末段填写，前面不留其他字",
            f"the title “{printed}” is not “{wording}” when number, name of the unit and year are taken off;"
            " write all of its end that is left",
        )  # fmt: skip
        return False

    def _signature(self, row: Row, seed: str, wording: str, target: str) -> Added | None:
        if not self._is_statement(row, target):
            return None
        headers = wording.split("|")
        if len(headers) < _FEWEST_HEADERS:
            self._complain(
                row, "wording",
                f"只有 {len(headers)} 个表头，不足以认出一张表；至少 {_FEWEST_HEADERS} 个",
                f"{len(headers)} headers do not tell a table; at least {_FEWEST_HEADERS} are needed",
            )  # fmt: skip
            return None
        wanted = {("header", header) for header in headers}
        numbers = [0]
        for (statement, number), parts in self._known.signatures.items():
            if statement == target:
                numbers.append(int(number))
            own = {part for part, is_wanted in parts.items() if is_wanted}
            if statement == target and own == wanted:
                self.present.append(row.line)
                return None
            excluded = {part for part, is_wanted in parts.items() if not is_wanted}
            if statement != target and not excluded & wanted and (own <= wanted or wanted <= own):
                self._complain(
                    row, "target",
                    f"这些表头也合于 {statement} 的第 {number} 套，两种报表都合者不认；"
                    f"请增减表头或改填 {statement}",
                    f"these headers fit signature {number} of {statement} too, and what fits two statements"
                    f" is neither; add or drop headers, or answer {statement}",
                )  # fmt: skip
                return None
        number = str(max(numbers) + 1)
        self._known.signatures[(target, number)] = dict.fromkeys(wanted, True)
        rows = tuple(
            {
                "statement_code": target, "signature_no": number, "found_in": "header",
                "wording": header, "is_wanted": "yes",
            }
            for header in headers
        )  # fmt: skip
        return Added(seed, wording, target, rows, row.line)

    def _code_named(self, wording: str) -> str:
        """A code of the lists of functions and economic items that carries this name, or nothing."""
        if self._names is None:
            lists = [read_code_list(self._project, KINDS[kind]) for kind in ("function", "economic")]
            self._names = {
                line_key(repair(name)): code for each in lists for code, name in each.names.items()
            }
        return self._names.get(wording, "")

    def _not_known(self, seed: str, target: str) -> tuple[str, str]:
        """What is wrong with an answer that no row of the seed is, and what to write: zh, en."""
        near = get_close_matches(target, self._known.rows[seed], _NAMED_AT_MOST, 0.3)
        named = ", ".join(near) or ", ".join(list(self._known.rows[seed])[:_NAMED_AT_MOST])
        return (
            f"“{target}”不是 seeds/{seed}.csv 中的写法；请填其中含义相同的一个，例如 {named}",
            f"“{target}” is no wording of seeds/{seed}.csv; write one that means the same, such as {named}",
        )

    def _complain(self, row: Row, column: str, zh: str, en: str) -> None:
        self.complaints.append(Complaint(row.line, column, zh, en))
