"""What the start page holds: units by place, what is known of each year, sums of documents and checks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from publish.site.reports import EXPENDITURE
from publish.site.rows import Row
from publish.site.units import Unit

ELSEWHERE = "（未知地区 / place unknown）"


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit as lists and the search know it; `latest` is its expenditure in the period told.

    What no unit is printed for stands among them, and `is_unit` says so.
    """

    key: str
    is_unit: bool
    name: str
    code: str | None
    department: str | None
    province: str
    place: str
    place_code: str
    years: tuple[int, ...]
    period: str
    latest: Decimal | None

    @property
    def page(self) -> str:
        """Its page, from the start page."""
        return f"units/{self.key}.html"


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction with its units."""

    name: str
    units: tuple[Listed, ...]

    @property
    def years(self) -> list[int]:
        """Years of which anything of a unit is known."""
        return sorted({year for unit in self.units for year in unit.years})


@dataclass(frozen=True, slots=True)
class Province:
    """A province with its places."""

    name: str
    places: tuple[Place, ...]

    @property
    def unit_count(self) -> int:
        """How many units its places have."""
        return sum(unit.is_unit for place in self.places for unit in place.units)


def listed(unit: Unit) -> Listed:
    """What is to be remembered of a unit once its page is written."""
    row = unit.row
    spent = [(one, one.total(EXPENDITURE)) for one in unit.periods]
    period, latest = next(
        ((f"{one.year} {one.stage_zh}", total) for one, total in spent if total is not None), ("", None)
    )
    place = " ".join(dict.fromkeys(filter(None, (row["prefecture_name"], row["jurisdiction_name"]))))
    years = {year.year for year in unit.years} | {
        one["fiscal_year"] for one in unit.documents if one["fiscal_year"]
    }
    return Listed(
        unit.key,
        not row["is_no_unit"],
        row["unit_name"],
        row["unit_code"],
        row["department_name"] if row["department_name"] != row["unit_name"] else None,
        row["province_name"] or row["jurisdiction_name"] or ELSEWHERE,
        place or ELSEWHERE,
        row["jurisdiction_code"] or "",
        tuple(sorted(years)),
        period,
        latest,
    )


def provinces(units: Iterable[Listed]) -> list[Province]:
    """Units by place and province, in the order of their codes; those without a place last."""
    ordered = sorted(units, key=lambda one: (one.place_code or "~", one.place, one.code or "~", one.name))
    return [
        Province(
            name,
            tuple(
                Place(place, tuple(of))
                for (_, place), of in groupby(found, lambda one: (one.place_code, one.place))
            ),
        )
        for name, found in ((name, list(of)) for name, of in groupby(ordered, lambda one: one.province))
    ]


def totals(documents: Sequence[Row], units: Sequence[Listed]) -> dict[str, Any]:
    """Sums over all documents that are current."""
    current = [one for one in documents if one["is_current"]]

    def added(*columns: str) -> int:
        return sum(one[column] or 0 for one in current for column in columns)

    return {
        "units": sum(one.is_unit for one in units),
        "documents": len(current),
        "amounts_found": added("amounts_found"),
        "amounts_loaded": added("amounts_loaded"),
        "holding": added("holding", "rounding"),
        "failing": added("failing"),
        "errors": added("errors"),
        "warnings": added("warnings"),
    }
