"""What a budget holds: a unit, its lines, and the sums over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

YEAR = 2024
ZERO = Decimal(0)

Value = str | Decimal
Grid = tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Statement:
    """One statutory table. In `header`, "" right of a group or below a wording is merged with it."""

    title: str
    unit: str
    header: tuple[tuple[str, ...], ...]
    rows: Grid


@dataclass(frozen=True)
class Line:
    """One most detailed code with its amounts, in the unit of the document."""

    code: str
    name: str
    basic: Decimal = ZERO
    project: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Basic and project part together."""
        return self.basic + self.project


@dataclass(frozen=True)
class Budget:
    """One invented bureau: functions, economic items, the three public expenses, carried-over money."""

    bureau: str
    unit: str
    parents: dict[str, str]
    functions: tuple[Line, ...]
    economics: tuple[Line, ...]
    vehicles: Decimal
    reception: Decimal
    carryover: Decimal

    @property
    def basic(self) -> Decimal:
        """All basic expenditure."""
        return sum((line.basic for line in self.functions), ZERO)

    @property
    def project(self) -> Decimal:
        """All project expenditure."""
        return sum((line.project for line in self.functions), ZERO)

    @property
    def total(self) -> Decimal:
        """All expenditure; revenue equals it."""
        return self.basic + self.project

    def with_parents(self, lines: Sequence[Line]) -> list[Line]:
        """The lines with their parents above them; a parent is the sum of the lines below it."""
        found: dict[str, Line] = {}
        for line in lines:
            for length in range(3, len(line.code) + 1, 2):
                code = line.code[:length]
                name = line.name if code == line.code else self.parents[code]
                above = found.get(code, Line(code, name))
                found[code] = Line(code, name, above.basic + line.basic, above.project + line.project)
        return list(found.values())


def amount(text: str) -> Decimal:
    """A figure as it is printed."""
    return Decimal(text)


def blank(value: Decimal) -> Value:
    """Bureaus leave a cell without an amount blank."""
    return value or ""
