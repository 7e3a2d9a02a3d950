"""`--unit`, `--year`, `--jurisdiction`: what was typed, and what of a table each can be held against."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

WANTED = "temp.wanted"
"""Where the keys of what is wanted stand while questions are answered; see `wanted`."""


class Filter(Enum):
    """One way to narrow; the value is its option."""

    UNIT = "--unit"
    YEAR = "--year"
    JURISDICTION = "--jurisdiction"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, each option any number of times: a row must be among one value of each option."""

    units: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The options that were given."""
        given = (
            (Filter.UNIT, self.units),
            (Filter.YEAR, self.years),
            (Filter.JURISDICTION, self.jurisdictions),
        )
        return tuple(option for option, values in given if values)


def conditions(columns: Collection[str]) -> dict[Filter, str]:
    """For each filter that a table of these columns takes, the condition that its rows have to meet.

    A column of the row itself goes first, then what its document says, then its unit. A row whose unit is
    not printed belongs to the publisher of its document. A row that tells of several documents
    (`document_count`) names only one of them, so none decides.
    """
    own, document, unit = set(columns), "document_key", "budget_unit_key"
    if "document_count" in own:
        return {}
    found: dict[Filter, str] = {}
    if unit in own:
        found[Filter.UNIT] = f"{unit} in (select key from {WANTED}_units)"
        if document in own:
            found[Filter.UNIT] = (
                f"case when {unit} in (select key from {WANTED}_no_units)"
                f" then {document} in (select key from {WANTED}_documents_of_publishers)"
                f" else {found[Filter.UNIT]} end"
            )
    elif document in own:
        found[Filter.UNIT] = f"{document} in (select key from {WANTED}_documents_of_units)"
    if "fiscal_year" in own:
        found[Filter.YEAR] = f"fiscal_year in (select year from {WANTED}_years)"
    elif document in own:
        found[Filter.YEAR] = f"{document} in (select key from {WANTED}_documents_of_years)"
    if "jurisdiction_code" in own:
        found[Filter.JURISDICTION] = f"jurisdiction_code in (select code from {WANTED}_divisions)"
    elif document in own:
        found[Filter.JURISDICTION] = f"{document} in (select key from {WANTED}_documents_of_divisions)"
    elif unit in own:
        found[Filter.JURISDICTION] = f"{unit} in (select key from {WANTED}_units_of_divisions)"
    return found


def same(text: str) -> str:
    """A name or code as it is compared: one width of letters and brackets, no blanks, no case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
