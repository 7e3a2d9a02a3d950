"""Text files: what they hold is decided by their content, line by line, never by their name.

Tab rows, pipe rows and comma rows are grids as printed; all other lines go to the reader of text
layers, which takes what it recognises and leaves the rest as running text.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence

from ingest.model import Doubt, Grid, Line, Reading, Row, Table
from ingest.readers import html
from ingest.readers.markup import shown
from ingest.readers.textlayer import reader as textlayer
from ingest.text import header_key, repair
from ingest.wordings import Wordings

_RULE = frozenset("|:- \t")
_BAR = re.compile(r"(?<!\\)\|")


def read(text: str, known: Wordings) -> Reading:
    """Reading of decoded text."""
    if html.is_page(text):
        return html.read(text)
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if commas := _comma_rows(raw, known):
        return commas
    lines = [Line(number, repair(shown(line)).replace("\n", " ")) for number, line in enumerate(raw, start=1)]
    tables: list[Table] = []
    stretches: list[list[Line]] = [[]]
    doubts: list[Doubt] = []
    index = 0
    while index < len(raw):
        if _is_pipe(raw[index]):
            table, index = _pipe_table(raw, index, doubts)
            tables.append(table)
            stretches.append([])
        elif "\t" in raw[index].rstrip("\n"):
            found, index = _tab_tables(raw, index)
            tables += found
            stretches.append([])
        else:
            stretches[-1].append(lines[index])
            index += 1
    tables += textlayer.read(stretches, known)
    tables.sort(key=lambda table: table.first_line or 0)
    if cut := _cut_off(raw, tables):
        doubts.append(cut)
    return Reading("text/plain", _number(lines, tables), tuple(tables), doubts=tuple(doubts))


def _number(lines: Sequence[Line], tables: Sequence[Table]) -> tuple[Line, ...]:
    """Mark every line with the table it stands in. Blank lines carry nothing and are left out."""
    owner: dict[int, int] = {}
    for table_no, table in enumerate(tables, start=1):
        owner.update(dict.fromkeys(range(table.first_line or 0, (table.last_line or 0) + 1), table_no))
    return tuple(
        Line(line.line_no, line.text, line.page_no, owner.get(line.line_no)) for line in lines if line.text
    )


# --- tabs -----------------------------------------------------------------------------------------


def _tab_tables(raw: Sequence[str], start: int) -> tuple[list[Table], int]:
    """Tab rows from `start`; blank lines between them part pages, and tables where a title opens one."""
    groups: list[list[tuple[int, list[str]]]] = []
    index, gap = start, True
    while index < len(raw):
        if "\t" in raw[index]:
            cells = [repair(shown(cell)) for cell in raw[index].split("\t")]
            if gap and (not groups or _opens_table(cells)):
                groups.append([])
            groups[-1].append((index + 1, cells))
            gap = False
        elif raw[index].strip():
            break
        else:
            gap = True
        index += 1
    end = groups[-1][-1][0]
    tables = [
        Table(
            Grid.TABS,
            tuple(Row(tuple(cells), number) for number, cells in group),
            first_line=group[0][0],
            last_line=group[-1][0],
        )
        for group in groups
    ]
    return tables, end


def _opens_table(cells: Sequence[str]) -> bool:
    """A row that holds a title: text in the first cell, almost nothing beside it."""
    filled = [cell for cell in cells if cell]
    return (
        bool(cells[0])
        and len(filled) <= 2
        and len(cells) > 2
        and not any(re.search(r"\d[\d,]*\.\d", cell) for cell in filled)
    )


# --- pipes ----------------------------------------------------------------------------------------


def _is_pipe(line: str) -> bool:
    return line.lstrip().startswith("|") and line.count("|") >= 2


def _is_rule(text: str, row_count: int) -> bool:
    """The line between header and body; further down single dashes stand for nil."""
    return _RULE.issuperset(text) and ("--" in text or (row_count < 2 and "-" in text))


def _pipe_table(raw: Sequence[str], start: int, doubts: list[Doubt]) -> tuple[Table, int]:
    """One Markdown table. A row broken over lines goes on until its closing bar."""
    rows: list[Row] = []
    index = start
    while index < len(raw) and _is_pipe(raw[index]):
        first, text = index, raw[index].strip()
        while not text.endswith("|") and index + 1 < len(raw):
            following = raw[index + 1].strip()
            if following.startswith("|") or not following or "|" not in following:
                break
            text += following
            index += 1
        if not text.endswith("|"):
            doubts.append(
                Doubt(
                    "a table row without its closing bar",
                    f"line {first + 1}",
                    "check whether the row is complete in the source",
                )
            )
        index += 1
        if not _is_rule(text, len(rows)):
            cells = _BAR.split(text.removeprefix("|").removesuffix("|"))
            rows.append(Row(tuple(repair(shown(cell.replace(r"\|", "|"))) for cell in cells), first + 1))
    return Table(Grid.PIPES, tuple(rows), first_line=start + 1, last_line=index), index


# --- commas ---------------------------------------------------------------------------------------


def _comma_rows(raw: Sequence[str], known: Wordings) -> Reading | None:
    """A comma-separated file: fields of one count in most lines, and a header among the first."""
    filled = [line for line in raw if line.strip()]
    if not filled or sum("," in line for line in filled) * 10 < len(filled) * 6:
        return None
    reader = csv.reader(raw)
    starts, parsed = [1], []
    try:
        for fields in reader:
            parsed.append(fields)
            starts.append(reader.line_num + 1)
    except csv.Error:
        return None
    counts = Counter(len(row) for row in parsed if len(row) > 1)
    if not counts or counts.most_common(1)[0][1] * 10 < len(filled) * 6:
        return None
    heads = [cell for row in parsed[:12] for cell in row if header_key(cell) in known.headers]
    if len(heads) < 2:
        return None
    lines: list[Line] = []
    rows: list[Row] = []
    for number, cells in zip(starts, parsed, strict=False):
        repaired = tuple(repair(shown(cell)) for cell in cells)
        if not any(repaired):
            continue
        lines.append(Line(number, " ".join(cell for cell in repaired if cell)))
        if len(cells) > 1 or rows:
            rows.append(Row(repaired, number))
    table = Table(Grid.COMMAS, tuple(rows), first_line=rows[0].line_no, last_line=rows[-1].line_no)
    return Reading("text/csv", _number(lines, [table]), (table,))


# --- what was cut off -----------------------------------------------------------------------------


def _cut_off(raw: Sequence[str], tables: Sequence[Table]) -> Doubt | None:
    """A file that ends within a row: no line end, and fewer cells than every other row of its table."""
    if not tables or not raw[-1].strip():
        return None
    last = max(tables, key=lambda table: table.last_line or 0)
    if last.last_line != len(raw) or last.grid is not Grid.TABS or len(last.rows) < 3:
        return None
    widths = {len(row.cells) for row in last.rows[:-1]}
    if len(widths) == 1 and len(last.rows[-1].cells) < widths.pop():
        return Doubt(
            "the file ends within a table row",
            f"line {len(raw)}",
            "fetch the document again in full",
        )
    return None
