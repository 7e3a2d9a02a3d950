"""Mutants of text and html documents: one figure in the file's bytes changed, and the file read again.

Unlike a changed raw row this goes through the reader, which may cut a line otherwise when a figure in it
is longer or shorter.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from mutants import FIGURE, FIGURES, TEXT, Cell, Mutant

from gongkai.running.home import Home
from gongkai.running.loading import load

_FILES = """
select document_id, source_uri
from raw.documents
where media_type in ('text/plain', 'text/html') and superseded_by is null
order by all
"""
_LOADED = """
select
    lines.document_id, lines.table_no, lines.row_no, lines.col_no, lines.statement_code,
    lines.amount_printed, proofs.proof <> 'unchecked' as is_reached
from intermediate.int_budget_lines_accepted as lines
inner join intermediate.int_line_proofs as proofs using (budget_line_key)
where lines.amount_cny <> 0
order by all
"""
_ROWS = "select table_no, row_no, cells from raw.rows where document_id = ?"
_LINES = "select line_no, line_text from raw.lines where document_id = ? and table_no is null"


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of a file: the bytes from ``start`` to ``end`` become ``after``."""

    document_id: str
    path: Path
    kind: str
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the warehouse knows of a loaded amount: its statement, and whether anything proves it."""

    statement_code: str
    is_reached: bool


def changed_files(home: Home, folder: Path, per_kind: int, draw: random.Random) -> list[Mutant]:
    """Write, load and return so many mutants of each kind; fewer where there is no more to change.

    Left out are changes that the reader does not show in the place of a loaded amount: the same figure may
    stand in a heading.
    """
    with duckdb.connect(str(home.build_file)) as connection:
        files = {document: Path(uri) for document, uri in connection.execute(_FILES).fetchall()}
        known: dict[str, dict[Cell, Known]] = defaultdict(dict)
        printed: dict[str, set[str]] = defaultdict(set)
        for document, table, row, col, statement, text, is_reached in connection.execute(_LOADED).fetchall():
            cell = Cell(table, row, col if table else None)
            known[document][cell] = Known(statement, is_reached)
            printed[document].update(figure[0] for figure in [FIGURE.search(text)] if figure)
    changes = _drawn(files, printed, per_kind, draw)
    written = {_written(change, folder / str(number)): change for number, change in enumerate(changes)}
    if not written:
        return []
    loaded = {file.source_uri: file.document_id for file in load(home, [folder]).files}
    with duckdb.connect(str(home.build_file)) as connection:
        mutants = []
        for path, change in written.items():
            copy_id = loaded[str(path)]
            cells = _differing(connection, change.document_id, copy_id)
            told = [known[change.document_id][cell] for cell in cells if cell in known[change.document_id]]
            if told:
                mutants.append(
                    Mutant(
                        change.document_id,
                        copy_id,
                        f"{change.kind} in file",
                        told[0].statement_code,
                        tuple(cells),
                        change.before,
                        change.after,
                        told[0].statement_code == TEXT or any(one.is_reached for one in told),
                    )
                )
    return mutants


def _drawn(
    files: Mapping[str, Path], printed: Mapping[str, set[str]], per_kind: int, draw: random.Random
) -> list[Change]:
    kinds: dict[str, list[Change]] = defaultdict(list)
    for document, path in files.items():
        # Digits are the same bytes in every encoding that such a file has; latin-1 keeps all others.
        text = path.read_bytes().decode("latin-1") if path.exists() else ""
        for figure in FIGURE.finditer(text):
            if figure[0] in printed[document]:
                for kind, change in FIGURES.items():
                    after = change(figure[0], draw)
                    if after is not None:
                        place = (figure.start(), figure.end())
                        kinds[kind].append(Change(document, path, kind, *place, figure[0], after))
    return [change for kind in kinds for change in draw.sample(kinds[kind], min(per_kind, len(kinds[kind])))]


def _written(change: Change, folder: Path) -> Path:
    text = change.path.read_bytes().decode("latin-1")
    changed = text[: change.start] + change.after + text[change.end :]
    folder.mkdir(parents=True)
    # A file of the same name is a newer version, and takes the place of the one before.
    path = folder / f"{change.path.stem}_copy_{folder.name}{change.path.suffix}"
    path.write_bytes(changed.encode("latin-1"))
    return path


def _differing(connection: duckdb.DuckDBPyConnection, document_id: str, copy_id: str) -> list[Cell]:
    """The cells, or else the lines of running text, that two readings do not have alike."""
    cells = _printed(connection, document_id)
    copied = _printed(connection, copy_id)
    return sorted(
        (cell for cell in cells.keys() | copied.keys() if cells.get(cell) != copied.get(cell)),
        key=lambda cell: (cell.table_no or 0, cell.row_no, cell.col_no or 0),
    )


def _printed(connection: duckdb.DuckDBPyConnection, document_id: str) -> dict[Cell, str]:
    found: dict[Cell, str] = {}
    rows: Sequence[tuple[int, int, list[str]]] = connection.execute(_ROWS, [document_id]).fetchall()
    for table, row, cells in rows:
        found.update((Cell(table, row, place), text) for place, text in enumerate(cells, 1))
    for line, text in connection.execute(_LINES, [document_id]).fetchall():
        found[Cell(None, line, None)] = text
    return found
