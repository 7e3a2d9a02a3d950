"""Text files: what they hold is decided by their content, line by line, never by their name.

Tab rows, pipe rows, rows of fields and words that stand below each other are grids as printed; all other
lines go to the reader of text layers, which takes what it recognises and leaves the rest as running text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Doubt, Grid, LeftOut, Line, NotShown, Reading, Row, Table
from ingest.readers import fielded, html
from ingest.readers.fielded import numbered, unprotected
from ingest.readers.markup import Markup, found_in, shown
from ingest.readers.oddrows import doubt_of, placements
from ingest.readers.spaced import reader as spacing
from ingest.readers.textlayer import reader as textlayer
from ingest.readers.uneven import uneven
from ingest.text import header_key, raised, repair
from ingest.wordings import Wordings

_MOST_LINES, _FEWEST_HEADS = 20, 2
_RULE = frozenset("|:- \t")
_BAR = re.compile(r"(?<!\\)\|")
_STRUCK, _NOTE = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~"), re.compile(r"\[\^([^\]\s]{1,8})\]")


def read(text: str, known: Wordings) -> Reading:
    """Reading of decoded text."""
    if html.is_page(text):
        return html.read(text)
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    markup = found_in(text)
    if fields := fielded.read(raw, known, markup):
        return fields
    lines = [
        Line(number, repair(shown(line, markup)).replace("\n", " "))
        for number, line in enumerate(raw, start=1)
    ]
    tables: list[Table] = []
    stretches: list[list[Line]] = [[]]
    doubts: list[Doubt] = []
    struck: list[LeftOut] = []
    spaced = {(table.first_line or 0) - 1: table for table in spacing.read(raw, known, markup)}
    index = 0
    while index < len(raw):
        if index in spaced:
            tables.append(spaced[index])
            index = spaced[index].last_line or index + 1
            stretches.append([])
        elif _is_pipe(raw[index]):
            table, index = _pipe_table(raw, index, markup, doubts, struck)
            tables.append(table)
            stretches.append([])
        elif "\t" in raw[index].rstrip("\n"):
            found, index = _tab_tables(raw, index, markup)
            tables += found
            stretches.append([])
        else:
            stretches[-1].append(lines[index])
            index += 1
    tables = [_placed(table, known, doubts) for table in tables]
    tables += textlayer.read(stretches, known)
    tables.sort(key=lambda table: table.first_line or 0)
    if cut := _cut_off(raw, tables):
        doubts.append(cut)
    return Reading(
        "text/plain",
        numbered(lines, tables),
        tuple(tables),
        doubts=tuple(doubts),
        left_out=(*struck, *fielded.left_out(raw, markup)),
    )


def _placed(table: Table, known: Wordings, doubts: list[Doubt]) -> Table:
    """The table with what it holds in rows of other numbers of cells told and given no column."""
    cells = [row.cells for row in table.rows]
    heads = {
        number
        for number, row in enumerate(cells)
        if sum(header_key(cell) in known.headers for cell in row) >= _FEWEST_HEADS
    }
    odd = uneven(cells, heads)
    doubts += doubt_of([row.line_no or 0 for number, row in enumerate(table.rows) if number in odd])
    rows = (
        replace(row, placements=placements(row.cells)) if number in odd else row
        for number, row in enumerate(table.rows)
    )
    return replace(table, rows=tuple(rows)) if odd else table


# --- tabs -----------------------------------------------------------------------------------------


def _tab_tables(raw: Sequence[str], start: int, markup: Markup) -> tuple[list[Table], int]:
    """Tab rows from `start`; blank lines between them part pages, and tables where a title opens one."""
    groups: list[list[tuple[int, int, list[str]]]] = []
    index, gap, end = start, True, start
    while index < len(raw):
        if "\t" in raw[index] or (raw[index].startswith('"') and _rest_of_cell(raw[index], raw, index)):
            first, text = index, raw[index]
            while following := _rest_of_cell(text, raw, index):
                text, index = f"{text}\n{following}", index + 1
            cells = [repair(shown(unprotected(_unquoted(cell)), markup)) for cell in text.split("\t")]
            if gap and (not groups or _opens_table(cells)):
                groups.append([])
            end = index + 1
            groups[-1].append((first + 1, end, cells))
            gap = False
        elif raw[index].strip():
            break
        else:
            gap = True
        index += 1
    tables = [
        Table(
            Grid.TABS,
            tuple(Row(tuple(cells), number) for number, _, cells in group),
            first_line=group[0][0],
            last_line=group[-1][1],
        )
        for group in groups
    ]
    return tables, end


def _rest_of_cell(text: str, raw: Sequence[str], index: int) -> str:
    """The next line, where a quoted cell goes on in it: spreadsheets write cells of several lines so."""
    if not text.rpartition("\t")[2].startswith('"') or not text.count('"') % 2:
        return ""
    closing = next((line for line in raw[index + 1 : index + 1 + _MOST_LINES] if '"' in line), "")
    return raw[index + 1] if re.match(r'[^\t"]*"(?:\t|$)', closing) else ""


def _unquoted(cell: str) -> str:
    """A cell as it was before a spreadsheet quoted it for a comma, a line end or quotes in it."""
    inner = cell.strip()[1:-1]
    is_quoted = len(cell) > 1 and cell.strip() == f'"{inner}"' and '"' not in inner.replace('""', "")
    return inner.replace('""', '"') if is_quoted and re.search(r'[,\n]|""', inner) else cell


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


def _pipe_table(
    raw: Sequence[str], start: int, markup: Markup, doubts: list[Doubt], struck: list[LeftOut]
) -> tuple[Table, int]:
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
            text, count = _STRUCK.subn("", text)
            if count:
                struck.append(LeftOut(NotShown.STRUCK_OUT, f"line {first + 1}", count))
            text = _NOTE.sub(lambda note: raised(note[1]), text)
            cells = _BAR.split(text.removeprefix("|").removesuffix("|"))
            shown_cells = (repair(shown(cell.replace(r"\|", "|"), markup)) for cell in cells)
            rows.append(Row(tuple(shown_cells), first + 1))
    return Table(Grid.PIPES, tuple(rows), first_line=start + 1, last_line=index), index


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
