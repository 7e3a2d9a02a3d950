"""Pages read step by step, several side by side: each step on all of them before the next one.

What a step needs of code and data then stays in the processor's caches, which saves a tenth of the time of
a page. What stands on a page is held from its first step to its last: a few heavy pages are few enough.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
Steps = Generator[int, None, T]
"""Work that stops before each of its steps but the first; it says then how many objects it holds by now."""

_MOST, _HEAVY = 32, 20_000


def finished(steps: Steps[T]) -> T:
    """What all the steps give."""
    return _Work(steps).finished()


def side_by_side(works: Iterable[Steps[T]]) -> Iterator[T]:
    """What each work gives, in their order."""
    held: list[_Work[T]] = []
    weight = 0
    try:
        for steps in works:
            held.append(_Work(steps))
            weight += held[-1].advance()
            if len(held) == _MOST or weight > _HEAVY:
                yield from _all(held)
                held, weight = [], 0
        yield from _all(held)
    finally:
        for work in held:
            work.steps.close()


def _all(works: list[_Work[T]]) -> list[T]:
    waiting = works
    while waiting := [work for work in waiting if not work.is_done]:
        for work in waiting:
            work.advance()
    return [work.finished() for work in works]


class _Work(Generic[T]):
    """Steps, and what they gave at their end."""

    def __init__(self, steps: Steps[T]) -> None:
        self.steps = steps
        self._given: list[T] = []

    @property
    def is_done(self) -> bool:
        return bool(self._given)

    def advance(self) -> int:
        """Does the next step; how many objects are held after it."""
        try:
            return next(self.steps)
        except StopIteration as end:
            self._given.append(end.value)
            return 0

    def finished(self) -> T:
        while not self.is_done:
            self.advance()
        return self._given[0]
