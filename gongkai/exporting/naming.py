"""Which units, years and divisions are meant by what was typed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from gongkai.errors import USAGE, Stopped
from gongkai.exporting.filters import Filter, same

_MOST_NAMED = 20
_NEAR = 5
_YEARS = re.compile(r"([12]\d{3})(?:[-–—~～至]([12]\d{3}))?")
_DIVISION = re.compile(r"\d{2}|\d{4}|\d{6}")
_DIGITS_OF_LEVEL = {"province": 2, "prefecture": 4}
_WHOLE_CODE = 6

_UNITS = """
with printed as (
    select distinct budget_unit_key, unit_name, unit_code from {mart}.rpt_budget_lines
    union
    select distinct budget_unit_key, unit_name, unit_code from {mart}.rpt_performance_indicators
    union
    select distinct budget_unit_key, unit_name, unit_code from {mart}.dim_document
)

select
    units.budget_unit_key,
    coalesce(units.unit_name, '') as unit_name,
    coalesce(units.unit_code, '') as unit_code,
    coalesce(units.department_name, '') as department_name,
    coalesce(units.department_code, '') as department_code,
    coalesce(units.jurisdiction_code, '') as jurisdiction_code,
    list(printed.unit_name) as printed_names,
    list(printed.unit_code) as printed_codes
from {mart}.dim_budget_unit as units
left join printed using (budget_unit_key)
group by all
order by all
"""
_DIVISIONS = """
select jurisdiction_code, jurisdiction_name, level, short_name
from {mart}.dim_jurisdiction
where level is not null
order by jurisdiction_code
"""
_WITH_DATA = "select distinct jurisdiction_code from {mart}.dim_document where jurisdiction_code is not null"


class Unclear(Stopped):
    """Nothing, or more than one thing, is called what was typed; `choices` are said before it."""

    def __init__(self, zh: str, en: str, choices: Sequence[str] = ()) -> None:
        super().__init__(zh, en, USAGE)
        self._choices = tuple(choices)

    def lines(self) -> list[str]:
        """What there is to choose from, one a line."""
        more = len(self._choices) - _MOST_NAMED
        rest = [f"  … 还有 {more} 个 / {more} more"] if more > 0 else []
        return [*(f"  {choice}" for choice in self._choices[:_MOST_NAMED]), *rest]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken for one value of a filter: the option, as typed, and what it means in the mart."""

    option: Filter
    typed: str
    meaning: str

    def line(self) -> str:
        """All of it in one line."""
        return f"{self.option.value} {self.typed} = {self.meaning}"


@dataclass(frozen=True, slots=True)
class _Unit:
    key: str
    name: str
    code: str
    department_name: str
    department_code: str
    division: str
    printed_names: tuple[str, ...]
    printed_codes: tuple[str, ...]

    def names(self) -> set[str]:
        return {name for name in (self.name, self.department_name, *self.printed_names) if name}

    def codes(self) -> set[str]:
        return {code for code in (self.code, self.department_code, *self.printed_codes) if code}


def years(typed: Iterable[str]) -> tuple[set[int], list[Taken]]:
    """The years of `2024` or `2023-2025`. Raises `Stopped` for anything else."""
    found: set[int] = set()
    taken = []
    for text in typed:
        matched = _YEARS.fullmatch(same(text))
        first, last = (int(matched[1]), int(matched[2] or matched[1])) if matched else (1, 0)
        if last < first:
            raise Stopped(
                f"--year {text} 不是年度；请写 2024 或 2023-2025",
                f"--year {text} is no year; write 2024 or 2023-2025",
                USAGE,
            )
        found.update(range(first, last + 1))
        taken.append(Taken(Filter.YEAR, text, str(first) if first == last else f"{first}–{last}"))
    return found, taken


def divisions(
    connection: duckdb.DuckDBPyConnection, mart: str, typed: Iterable[str]
) -> tuple[set[str], list[Taken]]:
    """Codes of the divisions that codes, beginnings of codes and names mean. Raises `Unclear`.

    Six digits are one division itself; two or four, and the name of a province or prefecture, all below too.
    """
    known = {
        code: (name, level, short)
        for code, name, level, short in connection.execute(_DIVISIONS.format(mart=mart)).fetchall()
    }
    with_data = {code for (code,) in connection.execute(_WITH_DATA.format(mart=mart)).fetchall()}
    found: set[str] = set()
    taken = []
    for text in typed:
        prefix = same(text)
        if not _DIVISION.fullmatch(prefix):
            prefix = _prefix_of_name(text, known, with_data)
        below = {code for code in known.keys() | with_data if code.startswith(prefix)}
        if not below:
            raise Unclear(
                f"没有区划代码 {text}（两位、四位或六位数字，GB/T 2260）",
                f"there is no division of the code {text} (two, four or six digits of GB/T 2260)",
            )
        found |= below
        taken.append(Taken(Filter.JURISDICTION, text, _called(prefix, known)))
    return found, taken


def _prefix_of_name(text: str, known: Mapping[str, tuple[str, str, str | None]], with_data: set[str]) -> str:
    wanted = same(text)

    def prefix(code: str) -> str:
        return code[: _DIGITS_OF_LEVEL.get(known[code][1], _WHOLE_CODE)]

    def has_data(code: str) -> bool:
        return any(other.startswith(prefix(code)) for other in with_data)

    def called(is_meant: Callable[[str], bool]) -> list[str]:
        return [
            code
            for code, (name, _, short) in known.items()
            if is_meant(same(name)) or (short and is_meant(same(short)))
        ]

    matching = called(lambda name: name == wanted) or (called(lambda name: wanted in name) if wanted else [])
    chosen = [code for code in matching if has_data(code)] or matching
    if len(chosen) == 1:
        return prefix(chosen[0])
    if chosen:
        raise Unclear(
            f"--jurisdiction {text} 不止一个，请写代码",
            f"--jurisdiction {text} is the name of several; write the code",
            [_called(prefix(code), known) for code in chosen],
        )
    raise Unclear(
        f"没有叫“{text}”的区划；请写名称，或两位、四位、六位代码",
        f"no division is called “{text}”; write its name, or two, four or six digits of its code",
        _near(text, (name for name, _, _ in known.values())),
    )


def _called(prefix: str, known: Mapping[str, tuple[str, str, str | None]]) -> str:
    """The division itself, or the one above where a beginning of codes is of none (3101: districts of 31)."""
    above = (prefix[:length].ljust(_WHOLE_CODE, "0") for length in (len(prefix), *_DIGITS_OF_LEVEL.values()))
    name = next((known[code][0] for code in above if code in known), "")
    if len(prefix) == _WHOLE_CODE:
        return f"{prefix} {name}".strip()
    return f"{prefix}… {name}，含其下 / with all below"


def units(
    connection: duckdb.DuckDBPyConnection, mart: str, typed: Iterable[str], among: set[str] | None
) -> tuple[set[str], list[Taken]]:
    """Keys of the units that codes, names and parts of names mean. Raises `Unclear`.

    The name or code of a department takes the department with all its units; a name as printed the unit
    that it means. Where several are called exactly so, all are taken. A part of a name has to lead to one
    name. `among` are codes of divisions, where these are narrowed too.
    """
    all_units = [
        _Unit(key, name, code, department, its_code, division, _all(names), _all(codes))
        for key, name, code, department, its_code, division, names, codes in connection.execute(
            _UNITS.format(mart=mart)
        ).fetchall()
    ]
    here = [unit for unit in all_units if among is None or unit.division in among]
    divisions = {code for code, *_ in connection.execute(_DIVISIONS.format(mart=mart)).fetchall()}
    found: set[str] = set()
    taken = []
    for text in typed:
        matching = _units_called(text, here, divisions)
        found |= {unit.key for unit in matching}
        taken.append(Taken(Filter.UNIT, text, _several(matching)))
    return found, taken


def _units_called(text: str, here: Sequence[_Unit], divisions: Iterable[str]) -> list[_Unit]:
    wanted = same(text)
    by_name: dict[str, list[_Unit]] = {}
    for unit in here:
        for name in unit.names():
            by_name.setdefault(name, []).append(unit)
    exact = [unit for unit in here if wanted in map(same, unit.names() | unit.codes())]
    if exact:
        return exact
    part = {name: meant for name, meant in by_name.items() if wanted and wanted in same(name)}
    every = {unit.key for meant in part.values() for unit in meant}
    for meant in part.values():
        if {unit.key for unit in meant} == every:
            return meant
    if part:
        raise Unclear(
            f"--unit {text} 不止一个，请写全名或代码",
            f"--unit {text} is part of several names; write one in full, or its code",
            sorted(_choice(name, meant) for name, meant in part.items()),
        )
    if _DIVISION.fullmatch(wanted) and any(code.startswith(wanted) for code in divisions):
        raise Unclear(
            f"没有代码为 {wanted} 的单位，这是区划代码；是否指 --jurisdiction {wanted}？",
            f"no unit has the code {wanted}, which is a division's; did you mean --jurisdiction {wanted}?",
        )
    raise Unclear(
        f"没有叫“{text}”的单位；请写代码、名称或名称的一部分",
        f"no unit is called “{text}”; write its code, its name or a part of the name",
        _near(text, by_name),
    )


def _all(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _several(meant: Sequence[_Unit]) -> str:
    return _listed([" ".join(filter(None, (unit.division, unit.code, unit.name))) for unit in meant])


def _choice(name: str, meant: Sequence[_Unit]) -> str:
    """A name to write, and beside each unit that it means what else the options take."""
    told = [
        " ".join(
            filter(
                None,
                (
                    f"--unit {unit.code}" if unit.code else "",
                    unit.name if unit.name != name else "",
                    f"--jurisdiction {unit.division}" if unit.division else "",
                ),
            )
        )
        for unit in meant
    ]
    return f"{name}（{_listed(told)}）" if any(told) else name


def _listed(told: Sequence[str]) -> str:
    more = f" … {len(told)} 个单位 / units" if len(told) > _NEAR else ""
    return "、".join(told[:_NEAR]) + more


def _near(text: str, names: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(text, set(names), n=_NEAR, cutoff=0.5)
