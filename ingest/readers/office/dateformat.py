"""Dates and times of workbooks: the number of days that a cell stores, as its format writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

_DAY = Decimal(86_400)
_HALVES = ("AM/PM", "A/P", "上午/下午")
_WEEKDAYS = "一二三四五六日"
_LAST = 2_958_466
"""The day after 9999-12-31."""

Pieces = Sequence[tuple[str, str]]


def rendered(tokens: Pieces, value: float, is_1904: bool) -> str:
    """The moment `value`, written as the tokens (kind, text) say.

    Raises `ValueError` for a number that is no date, and for names of months and calendars that depend on
    the language of who looks at it.
    """
    if value < 0:
        raise ValueError("a date below nought")
    pieces = _split(tokens)
    places = _places(pieces)
    unit = Decimal(1).scaleb(-places)
    seconds = (Decimal(repr(value)) * _DAY).quantize(unit, ROUND_HALF_UP)
    is_by_halves = any(kind == "date" and text in _HALVES for kind, text in pieces)
    moment = None if all(not _is_of_day(*piece) for piece in pieces) else _day(int(seconds // _DAY), is_1904)
    return "".join(
        _piece(text, seconds, moment, is_by_halves) if kind == "date" else text for kind, text in pieces
    )


def _is_of_day(kind: str, text: str) -> bool:
    return kind == "date" and text[0] in "ymdaeg" and text != "m'" and text != "mm'"


def _split(tokens: Pieces) -> list[tuple[str, str]]:
    """One piece a letter kind; `m'` and `mm'` are minutes; digits behind seconds belong to them."""
    pieces: list[tuple[str, str]] = []
    for kind, text in tokens:
        if kind != "date" or text.startswith("["):
            pieces.append((kind, text))
        elif text.upper() in _HALVES:
            pieces.append((kind, text.upper()))
        else:
            pieces += [(kind, each[0]) for each in re.finditer(r"(.)\1*", text.lower())]
    _mark_fractions(pieces)
    dates = [index for index, (kind, _) in enumerate(pieces) if kind == "date"]
    for number, index in enumerate(dates):
        if pieces[index][1] in ("m", "mm"):
            before = pieces[dates[number - 1]][1] if number else ""
            after = pieces[dates[number + 1]][1] if number + 1 < len(dates) else ""
            if before.strip("[]")[:1] == "h" or after.strip("[]")[:1] == "s":
                pieces[index] = ("date", pieces[index][1] + "'")
    return pieces


def _mark_fractions(pieces: list[tuple[str, str]]) -> None:
    """`ss.00`: the digits are tenths and hundredths of the second."""
    index = 0
    while index < len(pieces):
        kind, text = pieces[index]
        if (
            kind == "date"
            and text.strip("[]")[0] == "s"
            and pieces[index + 1 : index + 2] == [("point", ".")]
        ):
            end = index + 2
            while end < len(pieces) and pieces[end] == ("digit", "0"):
                end += 1
            pieces[index] = ("date", f"{text}.{'0' * (end - index - 2)}")
            pieces[index + 1 : end] = []
        elif kind in ("digit", "comma", "percent", "exponent", "general", "text"):
            raise ValueError("a date and a number in one")
        index += 1


def _places(pieces: Pieces) -> int:
    return max((len(text.partition(".")[2]) for kind, text in pieces if kind == "date"), default=0)


def _day(days: int, is_1904: bool) -> date:
    if is_1904:
        days += 1462
    if days >= _LAST:
        raise ValueError("a date behind the year 9999")
    if days == 60:
        raise ValueError("29 February 1900, which never was")
    return date(1899, 12, 30) + timedelta(days=days + (days < 60))


def _piece(text: str, seconds: Decimal, day: date | None, is_by_halves: bool) -> str:
    of_day = seconds % _DAY
    hours, minutes = int(of_day // 3600), int(of_day % 3600 // 60)
    name, _, fraction = text.partition(".")
    match name:
        case "[h]" | "[hh]":
            return str(int(seconds // 3600)).rjust(len(name) - 2, "0")
        case "[m]" | "[mm]":
            return str(int(seconds // 60)).rjust(len(name) - 2, "0")
        case "[s]" | "[ss]":
            return str(seconds).rjust(len(name) - 2, "0")
        case "AM/PM":
            return "PM" if hours >= 12 else "AM"
        case "A/P":
            return "P" if hours >= 12 else "A"
        case "上午/下午":
            return "下午" if hours >= 12 else "上午"
        case "h" | "hh":
            return str(((hours - 1) % 12 + 1) if is_by_halves else hours).rjust(len(name), "0")
        case "m'" | "mm'":
            return str(minutes).rjust(len(name) - 1, "0")
        case "s" | "ss":
            whole, _, part = str(of_day % 60).partition(".")
            return whole.rjust(len(name), "0") + (f".{part.ljust(len(fraction), '0')}" if fraction else "")
    if day is None:
        raise ValueError(text)
    match name:
        case "yyyy" | "yyy" | "e" | "ee":
            return str(day.year)
        case "yy" | "y":
            return f"{day.year % 100:02}"
        case "m" | "mm":
            return str(day.month).rjust(len(name), "0")
        case "d" | "dd":
            return str(day.day).rjust(len(name), "0")
        case "aaa":
            return _WEEKDAYS[day.weekday()]
        case "aaaa":
            return f"星期{_WEEKDAYS[day.weekday()]}"
    raise ValueError(f"a name in a language: {text}")


def serial_of(moment: datetime | date | timedelta) -> float:
    """The number of days that a workbook stores for a date or a time."""
    if isinstance(moment, timedelta):
        return moment / timedelta(days=1)
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    return (moment - datetime(1899, 12, 30)) / timedelta(days=1)
