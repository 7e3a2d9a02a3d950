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


@dataclass(frozen=True, slots=True)
class Rival:
    """A placement that would fit if `amount` had been printed in one more column."""

    choice: Choice
    column: int
    amount: int


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
    """The numbers of one row, the columns that can hold them, and the choices still open.

    `rivals` speak against the one choice that the sums of the row leave, until sums over rows confirm it.
    `shared` are the indexes of the numbers that stand in one column in all choices that were left.
    """

    amounts: tuple[int, ...]
    choices: list[Choice]
    parent: Entry | None = None
    children: list[Entry] = field(default_factory=list)
    rivals: list[Rival] = field(default_factory=list)
    is_prior: bool = False
    shared: frozenset[int] = frozenset()
    may_lack_one: bool = False
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


def keep_possible(entry: Entry, sums: Sequence[Sum], width: int, columns: Sequence[int] = ()) -> None:
    """Drop the choices that break a sum of the row; when none holds, a number may be lost.

    It may stand in any of `columns`.
    """
    possible = [choice for choice in entry.choices if holds(entry.vector(choice, width), sums)]
    if not possible:
        entry.may_lack_one = bool(sums)
        return
    if len(possible) == 1 and not entry.is_certain:
        entry.rivals = _rivals(entry, possible[0], sums, width, columns)
    entry.choices = possible


def _rivals(
    entry: Entry, chosen: Choice, sums: Sequence[Sum], width: int, columns: Sequence[int]
) -> list[Rival]:
    """Other choices whose sums hold with one number more; a lost one is negative only beside others.

    They explain as many sums of printed numbers as the chosen one: fewer would be a coincidence.
    """
    found = []
    least = _explained(entry.vector(chosen, width), None, sums)
    may_be_negative = any(amount < 0 for amount in entry.amounts)
    for choice in entry.choices:
        spread = entry.vector(choice, width)
        for column in set(columns).difference(choice) if choice != chosen else ():
            amount = _lost(spread, column, sums)
            if amount is None or abs(amount) <= 1 or (amount < 0 and not may_be_negative):
                continue
            is_whole = holds([*spread[:column], amount, *spread[column + 1 :]], sums)
            if is_whole and _explained(spread, column, sums) >= least:
                found.append(Rival(choice, column, amount))
    return found


def _explained(spread: Sequence[int], lost: int | None, sums: Sequence[Sum]) -> int:
    """How many sums of numbers that are printed hold without the lost one."""
    return sum(spread[one.total] != 0 and lost not in (one.total, *one.parts) for one in sums)


def _lost(spread: Sequence[int], column: int, sums: Sequence[Sum]) -> int | None:
    """What a blank column must hold by the first sum that it is in."""
    for one in sums:
        if one.total == column:
            return sum(spread[part] for part in one.parts)
        if column in one.parts:
            return spread[one.total] - sum(spread[part] for part in one.parts)
    return None


def confirm(total: dict[int, int], members: Sequence[Entry], width: int) -> None:
    """Drop the rivals of rows whose choices add up to known totals (column → amount): they would not."""
    if any(len(member.choices) != 1 for member in members):
        return
    spreads = [member.vector(member.choices[0], width) for member in members]
    for member, spread in zip(members, spreads, strict=True):
        if member.rivals:
            member.rivals = [
                rival
                for rival in member.rivals
                if not any(
                    abs(amount - sum(other[column] for other in spreads)) <= len(members)
                    and abs(_with(member, rival, width)[column] - spread[column]) > len(members)
                    for column, amount in total.items()
                )
            ]


def _with(entry: Entry, rival: Rival, width: int) -> list[int]:
    spread = list(entry.vector(rival.choice, width))
    spread[rival.column] = rival.amount
    return spread


def confirm_families(parents: Sequence[Entry], width: int) -> None:
    """Let parents and children confirm each other, from the top down."""
    for parent in parents:
        if not parent.children:
            continue
        if len(parent.choices) == 1:
            spread = parent.vector(parent.choices[0], width)
            confirm(dict(enumerate(spread)), parent.children, width)
            if parent.rivals and all(len(child.choices) == 1 for child in parent.children):
                parts = (child.vector(child.choices[0], width) for child in parent.children)
                sums = {column: sum(amounts) for column, amounts in enumerate(zip(*parts, strict=True))}
                confirm(sums, [parent], width)
        confirm_families(parent.children, width)


def reopen(entry: Entry) -> None:
    """Take the rivals that are left among the choices: then the sums of the row have proved nothing."""
    entry.may_lack_one = entry.may_lack_one or bool(entry.rivals)
    entry.choices = list(dict.fromkeys([*entry.choices, *(rival.choice for rival in entry.rivals)]))
    entry.rivals = []


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

    Where two placements are equally plausible none is taken: the numbers stay unplaced. So do those of a row
    that may lack one, as which columns are usually filled says nothing of what was lost.
    """
    if len(entry.choices) <= 1:
        return
    entry.shared = frozenset(
        index for index in range(len(entry.amounts)) if len({choice[index] for choice in entry.choices}) == 1
    )
    ranked = sorted(entry.choices, key=lambda choice: (-evidence(choice), -weight(choice), choice))
    first, second = ranked[0], ranked[1]
    entry.is_prior = evidence(first) == evidence(second)
    is_tie = entry.is_prior and (entry.may_lack_one or weight(first) == weight(second))
    entry.choices = [] if is_tie else [first]


def placement_of(entry: Entry, index: int | None = None) -> Placement:
    """How the columns of a settled row are known, or that of its number `index`.

    What all choices that the sums leave put into one column is settled by them, whatever the others are.
    """
    if not entry.choices:
        return Placement.UNPLACED
    if entry.is_certain:
        return Placement.EXPLICIT
    return Placement.PRIOR if entry.is_prior and index not in entry.shared else Placement.ARITHMETIC
