"""What the page of a unit holds: its years and stages, its money, how it was executed, targets and doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from publish.site.charts import MOST_BARS, Bar, Chart, bars
from publish.site.numbers import wan
from publish.site.reports import BASIC, BY_TABLE, EXPENDITURE, OTHERS, REVENUE, THREE_PUBLIC, Report
from publish.site.rows import Row

_OTHER = "其他 / others"


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its sum in yuan; None where nothing of it is printed."""

    name: str | None
    name_en: str | None
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one class, project or the like; `share` is that of the section, where it has a sum."""

    key: str | None
    code: str | None
    named: Named
    share: Decimal | None
    lines: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One report of a unit, year and stage. `total` is None where its lines are not to be added up."""

    report: Report
    total: Decimal | None
    statements: tuple[Row, ...]
    groups: tuple[Group, ...]
    splits: tuple[Named, ...]
    chart: Chart | None

    @property
    def lines(self) -> list[Row]:
        """All its lines."""
        return [line for group in self.groups for line in group.lines]


@dataclass(frozen=True, slots=True)
class Period:
    """What counts of a year and stage."""

    year: int
    stage: str
    stage_zh: str
    stage_en: str
    sections: tuple[Section, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"y{self.year}-{self.stage}"

    def total(self, report: Report) -> Decimal | None:
        """The sum of a report, None where it has no line."""
        return next((one.total for one in self.sections if one.report is report), None)


@dataclass(frozen=True, slots=True)
class Executed:
    """Budget beside final account of one classification, its rows by class."""

    zh: str
    en: str
    classes: tuple[tuple[str | None, tuple[Row, ...]], ...]


@dataclass(frozen=True, slots=True)
class Targets:
    """The indicators of a project, or of the unit itself where `key` is None."""

    key: str | None
    name: str | None
    code: str | None
    goal: str | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a unit; `targets` and what was executed belong to no stage."""

    year: int
    periods: tuple[Period, ...] = ()
    executed: tuple[Executed, ...] = ()
    targets: tuple[Targets, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with all that its page shows, latest year first; `documents` are its own and where it counts."""

    row: Row
    years: tuple[Year, ...]
    documents: tuple[Row, ...]
    findings: tuple[Row, ...]
    failing: tuple[Row, ...]
    over_years: Chart | None = None
    money: tuple[Row, ...] = field(default=(), repr=False)

    @property
    def key(self) -> str:
        """The key of the unit in the mart, which its page is named after."""
        return str(self.row["budget_unit_key"])

    @property
    def periods(self) -> list[Period]:
        """Those of all years, latest first."""
        return [period for year in self.years for period in year.periods]

    @property
    def is_shown(self) -> bool:
        """Whether anything is known of it: members for what is unknown are units too."""
        return bool(self.years or self.documents)


def unit(
    row: Row,
    money: Sequence[Row],
    executed: Sequence[Row],
    targets: Sequence[Row],
    documents: Sequence[Row],
    findings: Sequence[Row],
    failing: Sequence[Row],
) -> Unit:
    """The page of a unit out of its rows, each kind in the order of its query."""
    periods = [_period(list(rows)) for _, rows in groupby(money, key=itemgetter("fiscal_year", "stage"))]
    years = sorted(
        {one["fiscal_year"] for rows in (money, executed, targets) for one in rows if one["fiscal_year"]},
        reverse=True,
    )
    return Unit(
        row,
        tuple(
            Year(
                year,
                tuple(one for one in periods if one.year == year),
                tuple(_executed([one for one in executed if one["fiscal_year"] == year])),
                tuple(_targets([one for one in targets if one["fiscal_year"] == year])),
            )
            for year in years
        ),
        tuple(documents),
        tuple(findings),
        tuple(failing),
        _over_years(periods),
        tuple(money),
    )


def added(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is printed; None where nothing is."""
    printed = [amount for amount in amounts if amount is not None]
    return sum(printed, Decimal(0)) if printed else None


def _period(rows: Sequence[Row]) -> Period:
    first = rows[0]
    sections = tuple(_section(BY_TABLE[name], list(of)) for name, of in groupby(rows, itemgetter("report")))
    return Period(first["fiscal_year"], first["stage"], first["stage_zh"], first["stage_en"], sections)


def _section(report: Report, rows: Sequence[Row]) -> Section:
    total = None if report is OTHERS else added(row["amount_cny"] for row in rows)
    groups = tuple(_group(list(of), total) for _, of in groupby(rows, itemgetter("group_key")))
    statements = {(row["statement_code"], row["document_key"], row["sum_basis"]): row for row in rows}
    splits: dict[str | None, list[Row]] = {}
    for row in rows:
        splits.setdefault(row["split"], []).append(row)
    return Section(
        report,
        total,
        tuple(statements.values()),
        groups,
        tuple(
            Named(name, of[0]["split_en"], added(row["amount_cny"] for row in of))
            for name, of in splits.items()
            if name
        ),
        _chart(report, groups),
    )


def _group(rows: Sequence[Row], whole: Decimal | None) -> Group:
    first, total = rows[0], added(row["amount_cny"] for row in rows)
    share = total / whole if total is not None and whole else None
    named = Named(first["group_name"], first["group_name_en"], total)
    return Group(first["group_key"], first["group_code"], named, share, tuple(rows))


def _chart(report: Report, groups: Sequence[Group]) -> Chart | None:
    if report.has_groups:
        shown = [(group.named.name, _parts(group.lines)) for group in groups]
    else:
        shown = [(row["name"], _parts([row])) for group in groups for row in group.lines]
    if not report.fewest or len(shown) < report.fewest:
        return None
    shown.sort(key=lambda one: -sum(amount for _, amount in one[1]))
    if len(shown) > MOST_BARS:
        rest = [part for _, parts in shown[MOST_BARS - 1 :] for part in parts]
        shown = [*shown[: MOST_BARS - 1], (_OTHER, _united(rest))]
    return bars(
        f"{report.title.zh} / {report.title.en}",
        [Bar(name or "—", wan(sum((one for _, one in parts), Decimal(0))), parts) for name, parts in shown],
    )


def _parts(rows: Iterable[Row]) -> tuple[tuple[str, Decimal], ...]:
    return _united((row["split"] or "—", row["amount_cny"]) for row in rows if row["amount_cny"] is not None)


def _united(parts: Iterable[tuple[str, Decimal]]) -> tuple[tuple[str, Decimal], ...]:
    sums: dict[str, Decimal] = {}
    for name, amount in parts:
        sums[name] = sums.get(name, Decimal(0)) + amount
    return tuple(sums.items())


def _over_years(periods: Sequence[Period]) -> Chart | None:
    told = [(one, one.total(EXPENDITURE)) for one in reversed(periods)]
    shown = [
        Bar(f"{one.year} {one.stage_zh}", wan(total), ((one.stage_zh, total),))
        for one, total in told
        if total is not None
    ]
    return bars("各年支出 / expenditure over years", shown) if len(shown) > 1 else None


def _executed(rows: Sequence[Row]) -> Iterator[Executed]:
    for _, of in groupby(rows, itemgetter("classification")):
        found = list(of)
        if all(row["adjusted_budget_cny"] is row["final_account_cny"] is None for row in found):
            continue  # the budget alone stands above
        classes = groupby(found, itemgetter("class_code", "class_name"))
        yield Executed(
            found[0]["classification_zh"],
            found[0]["classification_en"],
            tuple((" ".join(filter(None, named)) or None, tuple(lines)) for named, lines in classes),
        )


def _targets(rows: Sequence[Row]) -> Iterator[Targets]:
    for (scope, key), of in groupby(rows, itemgetter("scope", "project_key")):
        found = tuple(of)
        is_unit = scope == "unit"
        yield Targets(
            None if is_unit else key,
            None if is_unit else found[0]["project_name"],
            None if is_unit else found[0]["project_code"],
            None if is_unit else found[0]["goal_text"],
            found,
        )


COLUMNS = (EXPENDITURE, REVENUE, BASIC, THREE_PUBLIC)
"""The reports whose sums stand side by side over the years."""
