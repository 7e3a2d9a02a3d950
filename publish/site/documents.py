"""What the page of a document holds: tables with every printed place, checks, findings, what was not read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from publish.site.rows import Row


@dataclass(frozen=True, slots=True)
class Printed:
    """A table of a document with the places that are known of it; `row` is None for running text."""

    number: int | None
    row: Row | None
    places: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """How many sums of one check hold, hold but for rounding, and fail."""

    zh: str
    en: str
    verdicts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Document:
    """A document with all that its page shows."""

    row: Row
    tables: tuple[Printed, ...]
    checks: tuple[Checked, ...]
    failing: tuple[Row, ...]
    findings: tuple[Row, ...]

    @property
    def withheld(self) -> list[Row]:
        """Printed amounts that were not loaded, each with its reason."""
        return [place for table in self.tables for place in table.places if place["withheld_reason"]]


def document(
    row: Row,
    tables: Sequence[Row],
    places: Sequence[Row],
    checks: Sequence[Row],
    failing: Sequence[Row],
    findings: Sequence[Row],
) -> Document:
    """The page of a document out of its rows, each kind in the order of its query."""
    by_table = {number: tuple(of) for number, of in groupby(places, itemgetter("table_no"))}
    shown = [Printed(one["table_no"], one, by_table.pop(one["table_no"], ())) for one in tables]
    shown += [Printed(number, None, of) for number, of in by_table.items()]
    told = [
        Checked(
            rows[0]["check_name_zh"], rows[0]["check_name_en"], {one["verdict"]: one["sums"] for one in rows}
        )
        for rows in (list(of) for _, of in groupby(checks, itemgetter("check_code")))
    ]
    return Document(row, tuple(shown), tuple(told), tuple(failing), tuple(findings))
