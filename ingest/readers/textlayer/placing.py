"""Numbers whose column was lost: every placement that keeps their order, tested by arithmetic.

A text layer prints `589.13 589.13` where three columns stood. The order is known, the columns are
not. A placement is accepted when the sums of the row hold (合计 = 基本支出 + 项目支出), and chosen
among several by the sums over rows (a parent is the sum of its children), by the same amount under
the same wording elsewhere, and last by which columns are usually filled (then it is `prior`).
Amounts are integers in the last printed digit (hundredths).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import comb

from ingest.model import Placement

MAX_CANDIDATES = 4000
MAX_WORK = 300_000

Choice = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """`total` is the sum of `parts`; all are column indexes."""

    total: int
    parts: tuple[int, ...]


@dataclass(slots=True)
class Effort:
    """The steps still allowed for one family: a search that would take more proves nothing."""

    left: int = MAX_WORK

    def spend(self, steps: int) -> bool:
        """True when `steps` more are allowed."""
        self.left -= steps
        return self.left >= 0


@dataclass(slots=True)
class Entry:
    """The numbers of one row, the columns that can hold them, and the choices still open."""

    amounts: tuple[int, ...]
    choices: list[Choice]
    parent: Entry | None = None
    children: list[Entry] = field(default_factory=list)
    is_prior: bool = False
    is_certain: bool = field(init=False)

    def __post_init__(self) -> None:
        self.is_certain = len(self.choices) == 1

    def vector(self, choice: Choice, width: int) -> tuple[int, ...]:
        """The amounts spread over `width` columns."""
        spread = [0] * width
        for column, amount in zip(choice, self.amounts, strict=True):
            spread[column] = amount
        return tuple(spread)


def choices_in_order(count: int, columns: Sequence[int]) -> list[Choice]:
    """All ways to put `count` numbers into `columns` without changing their order."""
    if not 0 < comb(len(columns), count) <= MAX_CANDIDATES:
        return []
    return list(combinations(columns, count))


def holds(spread: Sequence[int], sums: Sequence[Sum]) -> bool:
    """True when every sum of the row holds; a total that is not printed needs blank parts."""
    return all(
        abs(spread[s.total] - sum(spread[part] for part in s.parts)) <= (1 if len(s.parts) > 1 else 0)
        for s in sums
    )


def keep_possible(entry: Entry, sums: Sequence[Sum], width: int) -> None:
    """Drop the choices that break a sum of the row; when none holds, the row proves nothing."""
    possible = [choice for choice in entry.choices if holds(entry.vector(choice, width), sums)]
    if possible:
        entry.choices = possible


def solve_families(parents: Sequence[Entry], width: int) -> None:
    """Let parents and children decide each other, from the top down."""
    for parent in parents:
        if parent.children:
            _solve_family(parent, parent.children, width)
            solve_families(parent.children, width)


def solve_total(total: dict[int, int], members: Sequence[Entry], width: int) -> None:
    """Let known column totals (column → amount) decide the rows that they are the sums of."""
    if not total or all(len(member.choices) == 1 for member in members):
        return
    columns = sorted(total)
    target = tuple(total[column] for column in columns)
    _narrow(members, width, columns, {target}, Effort())


def _solve_family(parent: Entry, children: Sequence[Entry], width: int) -> None:
    columns = list(range(width))
    effort = Effort()
    fitting = []
    for choice in parent.choices:
        target = parent.vector(choice, width)
        if _reachable(children, width, columns, {target}, effort):
            fitting.append(choice)
    if fitting:
        parent.choices = fitting
        targets = {parent.vector(choice, width) for choice in fitting}
        _narrow(children, width, columns, targets, effort)


def _options(member: Entry, width: int, columns: Sequence[int]) -> list[tuple[Choice, tuple[int, ...]]]:
    options = []
    for choice in member.choices:
        spread = member.vector(choice, width)
        options.append((choice, tuple(spread[column] for column in columns)))
    return options


def _sweep(
    members: Sequence[Entry], width: int, columns: Sequence[int], limit: Sequence[int], effort: Effort
) -> list[set[tuple[int, ...]]] | None:
    """Sums reachable by the first 0, 1, … members, none above `limit`; None when it takes too long."""
    reached: list[set[tuple[int, ...]]] = [{tuple(0 for _ in columns)}]
    for member in members:
        if not effort.spend(len(reached[-1]) * len(member.choices)):
            return None
        options = [option for _, option in _options(member, width, columns)]
        sums = (_add(state, option) for state in reached[-1] for option in options)
        reached.append({total for total in sums if _within(total, limit)})
    return reached


def _limit(members: Sequence[Entry], targets: set[tuple[int, ...]], slack: int) -> list[int]:
    """The most that a sum on its way to a target can be: negative amounts may still bring it down."""
    debt = sum(-amount for member in members for amount in member.amounts if amount < 0)
    return [max(amounts) + slack + debt for amounts in zip(*targets, strict=True)]


def _within(total: Sequence[int], limit: Sequence[int]) -> bool:
    return all(value <= most for value, most in zip(total, limit, strict=True))


def _add(left: tuple[int, ...], right: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(left, right, strict=True))


def _near(total: tuple[int, ...], targets: set[tuple[int, ...]], slack: int) -> bool:
    return any(all(abs(a - b) <= slack for a, b in zip(total, target, strict=True)) for target in targets)


def _reachable(
    members: Sequence[Entry],
    width: int,
    columns: Sequence[int],
    targets: set[tuple[int, ...]],
    effort: Effort,
) -> bool:
    slack = len(members)
    reached = _sweep(members, width, columns, _limit(members, targets, slack), effort)
    return reached is None or any(_near(total, targets, slack) for total in reached[-1])


def _narrow(
    members: Sequence[Entry],
    width: int,
    columns: Sequence[int],
    targets: set[tuple[int, ...]],
    effort: Effort,
) -> None:
    """Keep for every member the choices that some combination reaching a target uses."""
    for slack in (0, len(members)):
        limit = _limit(members, targets, slack)
        forward = _sweep(members, width, columns, limit, effort)
        backward = _sweep(list(reversed(members)), width, columns, limit, effort)
        if forward is None or backward is None:
            return
        if not any(_near(total, targets, slack) for total in forward[-1]):
            continue
        steps = sum(
            len(member.choices) * len(forward[index]) * (len(backward[-index - 2]) if slack else 1)
            for index, member in enumerate(members)
        )
        if not effort.spend(steps * len(targets)):
            return
        for index, member in enumerate(members):
            rest = backward[len(members) - index - 1]
            member.choices = [
                choice
                for choice, option in _options(member, width, columns)
                if any(_completes(_add(state, option), rest, targets, slack) for state in forward[index])
            ] or member.choices
        return


def _completes(
    total: tuple[int, ...],
    rest: set[tuple[int, ...]],
    targets: set[tuple[int, ...]],
    slack: int,
) -> bool:
    if slack == 0:
        return any(tuple(t - v for t, v in zip(target, total, strict=True)) in rest for target in targets)
    return any(_near(_add(total, remainder), targets, slack) for remainder in rest)


def choose(entry: Entry, evidence: Callable[[Choice], int], weight: Callable[[Choice], int]) -> None:
    """Settle what is still open: by evidence from elsewhere, else by the columns usually filled.

    Where two placements are equally plausible none is taken: the numbers stay unplaced.
    """
    if len(entry.choices) <= 1:
        return
    ranked = sorted(entry.choices, key=lambda choice: (-evidence(choice), -weight(choice), choice))
    first, second = ranked[0], ranked[1]
    entry.is_prior = evidence(first) == evidence(second)
    is_tie = entry.is_prior and weight(first) == weight(second)
    entry.choices = [] if is_tie else [first]


def placement_of(entry: Entry) -> Placement:
    """How the columns of a settled row are known."""
    if not entry.choices:
        return Placement.UNPLACED
    if entry.is_certain:
        return Placement.EXPLICIT
    return Placement.PRIOR if entry.is_prior else Placement.ARITHMETIC
