"""The seeds that know layouts: what an answer stands for, and the form in which a wording is compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from gongkai.worklist.codes import line_key, read_seed
from gongkai.worklist.sheet import Form
from ingest.text import bare, header_key
from ingest.titles import YEAR
from ingest.wordings import Wordings

COLUMNS = (
    "seed_name",
    "wording",
    "target",
    "printed",
    "suggestion_1_target",
    "suggestion_1_name",
    "suggestion_1_score",
    "suggestion_1_why",
    "suggestion_2_target",
    "suggestion_2_name",
    "suggestion_2_score",
    "suggestion_2_why",
    "suggestion_3_target",
    "suggestion_3_name",
    "suggestion_3_score",
    "suggestion_3_why",
    "table_title",
    "statement_code",
    "example",
    "file_name",
    "page_no",
    "table_no",
    "row_no",
    "col_no",
    "amounts_left_out",
    "place_count",
    "document_count",
    "document_key",
    "unmapped_layout_key",
)
"""Columns of the worklist in the order of the file: what a reviewer fills and reads first."""
FILLED = (
    "seed_name",
    "wording",
    "target",
    "printed",
    "suggestion_1_target",
    "suggestion_2_target",
    "suggestion_3_target",
)
FORM = Form(FILLED, ("seed_name", "wording", "target"), "gongkai layouts export")

TITLES, SIGNATURES = "map_title_to_statement", "map_header_to_statement"
HEADERS, LABELS = "map_header_to_role", "map_label_to_field"
TOTALS, LEVELS = "map_total_wording", "map_level_to_category"
STATEMENTS = "code_statement"
NOT_READ = "none"
"""The answer for a title of a table that is known and not read."""
_MARKS = re.compile('["“”‘’″〝〞＂「」『』《》【】]|^[#*★●◆■·]+')


@dataclass(frozen=True, slots=True)
class Taken:
    """A row of a seed: the file's name, its line (0 in a row that is about to be added), and its cells."""

    seed: str
    line: int
    cells: dict[str, str]

    def means_the_same(self, other: dict[str, str]) -> bool:
        """True when both say the same of their wordings; how often a column is filled is no meaning."""
        beside = ("wording", "fill_weight", "concept")
        return all(value == other.get(name, "") for name, value in self.cells.items() if name not in beside)


@dataclass(frozen=True)
class Known:
    """What the seeds of a project know: rows by seed and wording, and the forms of wordings."""

    rows: dict[str, dict[str, Taken]]
    title_parts: frozenset[str]
    statements: dict[str, dict[str, str]]
    signatures: dict[tuple[str, str], dict[tuple[str, str], bool]]
    wordings: Wordings

    def compared(self, seed: str, text: str) -> str:
        """A wording in the form in which its seed is compared; empty where nothing is left of it."""
        return _FORMS[seed](text, self.wordings)


def _title(text: str, known: Wordings) -> str:
    return re.sub(YEAR, "", _MARKS.sub("", bare(text)))


def _header(text: str, known: Wordings) -> str:
    """Without year: the models tell it from the header, and a seed that kept it would hide it from them."""
    key = header_key(text)
    for use in ("year_before", "year_of_document"):
        words = "|".join(map(re.escape, sorted(known.uses.get(use, ()), key=len, reverse=True)))
        key = re.sub(rf"^(?:{words})", "", key) if words else key
    return key


_FORMS: dict[str, Callable[[str, Wordings], str]] = {
    TITLES: _title,
    SIGNATURES: lambda text, known: "|".join(
        dict.fromkeys(key for part in text.split("|") if (key := header_key(part)))
    ),
    HEADERS: _header,
    LABELS: lambda text, known: re.sub(r"[:(].*$", "", bare(text)) or bare(text),
    TOTALS: lambda text, known: line_key(text),
    LEVELS: lambda text, known: bare(text),
}
SEEDS = tuple(_FORMS)


def read_known(project: Path, wordings: Wordings) -> Known:
    """The seeds of layouts. Raises `Stopped` when one is missing or has another shape."""
    columns = {
        TITLES: ("wording", "fronts", "endings", "document_kind", "statement_code", "scope"),
        HEADERS: ("wording", "value_type", "role"),
        LABELS: ("wording", "field", "value_type"),
        TOTALS: ("wording",),
        LEVELS: ("level", "wording", "category_code"),
    }
    rows = {
        seed: {
            _key(seed, cells): Taken(seed, line, cells)
            for line, cells in read_seed(_file(project, seed), wanted)
        }
        for seed, wanted in columns.items()
    }
    rows[TITLES] = _titles_written_out(project, rows[TITLES].values())
    statements = {
        cells["statement_code"]: cells
        for _, cells in read_seed(
            _file(project, STATEMENTS),
            ("statement_code", "statement_name_zh", "document_kind", "line_kind"),
        )
    }
    signatures: dict[tuple[str, str], dict[tuple[str, str], bool]] = {}
    for _, cells in read_seed(
        _file(project, SIGNATURES),
        ("statement_code", "signature_no", "found_in", "wording", "is_wanted"),
    ):
        signature = signatures.setdefault((cells["statement_code"], cells["signature_no"]), {})
        signature[(cells["found_in"], cells["wording"])] = cells["is_wanted"] == "yes"
    parts = read_seed(_file(project, "map_title_part"), ("wording",))
    title_parts = frozenset(cells["wording"] for _, cells in parts)
    return Known(rows, title_parts, statements, signatures, wordings)


def _file(project: Path, seed: str) -> Path:
    return project / "seeds" / f"{seed}.csv"


def _key(seed: str, cells: dict[str, str]) -> str:
    if seed == LEVELS:
        return f"{cells['level']} {cells['wording']}"
    if seed == TITLES:
        return "|".join((cells["wording"], cells["fronts"], cells["endings"], cells["document_kind"]))
    return cells["wording"]


def _titles_written_out(project: Path, titles: Iterable[Taken]) -> dict[str, Taken]:
    """Every title with what may stand in front and behind, by `kind|title`; kind is empty for either."""
    parts: dict[str, list[str]] = {"": [""]}
    kinds: dict[tuple[str, str], str] = {}
    for _, cells in read_seed(_file(project, "map_title_part"), ("part_set", "wording", "document_kind")):
        parts.setdefault(cells["part_set"], []).append(cells["wording"])
        kinds[(cells["part_set"], cells["wording"])] = cells["document_kind"]
    found: dict[str, Taken] = {}
    for title in titles:
        cells = title.cells
        for front in parts[cells["fronts"]]:
            for ending in parts[cells["endings"]]:
                kind = kinds.get((cells["endings"], ending), "")
                if kind and cells["document_kind"] and kind != cells["document_kind"]:
                    continue
                wording = front + cells["wording"] + ending
                found[f"{cells['document_kind'] or kind}|{wording}"] = title
    return found
