"""The second reader: which pages a build asks it for, and what came of that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import duckdb

from gongkai.running.home import Home
from gongkai.running.progress import Progress, Stage
from ingest.names import restored
from ingest.reread import Asked, Cost, lies_there, reread, second_reader_version

# The last model that has to be there before pages are asked for.
ASKS = "int_cells_unchecked"
_ASKED = f"""
select documents.document_id, documents.file_name, documents.source_uri,
    list(distinct unchecked.page_no order by unchecked.page_no) as pages,
    count(distinct unchecked.cell_id) as cells
from intermediate.{ASKS} as unchecked
inner join raw.documents as documents using (document_id)
left join raw.second_readings as stored
    on unchecked.document_id = stored.document_id
    and unchecked.page_no = stored.page_no
    and stored.piece_no = 0
    and stored.reader_version = ?
where unchecked.stands = 'self' and stored.document_id is null
group by all
order by min(documents.load_order)
"""
_PROOFS = """
select
    count(*),
    count(*) filter (where proved.proof = 'unchecked'),
    count(*) filter (where told.proof = 'unchecked'),
    count(*) filter (where told.proof_basis = 'second_reading' and told.proof = 'consistent')
from intermediate.int_lines_proved as proved
inner join intermediate.int_line_proofs as told using (budget_line_key)
"""

Tell = Callable[[str], None]
"""Takes one line of what is said to the user."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Pages that are to be read once more, and a line for each document whose file does not allow it."""

    asked: tuple[Asked, ...]
    missing: tuple[str, ...]


def wanted(home: Home) -> Wanted:
    """The pages with an amount that arithmetic does not reach and that were not read twice yet."""
    connection = duckdb.connect(str(home.build_file), read_only=True)
    try:
        found = connection.execute(_ASKED, [second_reader_version()]).fetchall()
    finally:
        connection.close()
    asked: list[Asked] = []
    missing: list[str] = []
    for document_id, file_name, source_uri, pages, cells in found:
        one = Asked(document_id, restored(source_uri), tuple(pages))
        is_there = lies_there(one)
        if is_there:
            asked.append(one)
        else:
            missing.append(_missing(file_name, cells, is_changed=is_there is not None))
    return Wanted(tuple(asked), tuple(missing))


def read(home: Home, tell: Tell) -> int:
    """Read what is wanted and store it; how many pages that were. Says what it cost and what is missing."""
    found = wanted(home)
    cost = Cost()
    if found.asked:
        cost = reread(found.asked, home.build_file, Progress(stage=Stage.SECOND_READER))
        tell(f"复读 / second reading: {cost.pages} 页 / pages, {cost.cpu_seconds:.1f} 秒 CPU / CPU seconds")
    if cost.without_text:
        tell(
            f"复读 / second reading: {cost.without_text} 页读不出文字，其金额仍未核"
            f" / {cost.without_text} pages gave no text, their amounts stay unchecked"
        )
    tell_all(found.missing, tell)
    return cost.pages


def tell_all(lines: Sequence[str], tell: Tell) -> None:
    """Each line."""
    for line in lines:
        tell(line)


def share(home: Home) -> str:
    """How many amounts arithmetic leaves open, and how many of them the second reading confirms."""
    connection = duckdb.connect(str(home.build_file), read_only=True)
    try:
        row = connection.execute(_PROOFS).fetchone()
    finally:
        connection.close()
    amounts, asked, still, confirmed = row or (0, 0, 0, 0)
    return (
        f"复读 / second reading: {amounts} 个金额中 {asked} 个等式未及，{confirmed} 个一致，{still} 个未核"
        f" / of {amounts} amounts {asked} are beyond arithmetic, {confirmed} consistent, {still} unchecked"
    )


def _missing(file_name: str, cells: int, *, is_changed: bool) -> str:
    zh, en = ("已变", "has changed") if is_changed else ("不在原处", "is not where it was")
    return (
        f"复读 / second reading: 文件{zh}，{cells} 处未核：{file_name}"
        f" / the file {en}, {cells} places stay unchecked: {file_name}"
    )
