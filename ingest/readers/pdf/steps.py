"""Pages read step by step, several side by side: each step on all of them before the next one.

What a step needs of code and data then stays in the processor's caches, which saves a tenth of the time of
a page. What stands on a page is held from its first step to its last: one that holds much is done at once.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
Steps = Generator[int, None, T]
"""Work that stops before each of its steps but the first, and says what it holds: in objects of a page."""

_MOST, _HEAVY = 32, 50_000


def finished(steps: Steps[T]) -> T:
    """What all the steps give."""
    work = _Work(steps)
    work.finish()
    return work.given[0]


def side_by_side(works: Iterable[Steps[T]]) -> Iterator[T]:
    """What each work gives, in their order. What they hold together is little more than the heaviest does."""
    held: list[_Work[T]] = []
    try:
        for steps in works:
            held.append(_Work(steps))
            if len(held) == _MOST:
                yield from _all(held)
                held = []
        yield from _all(held)
    finally:
        for work in held:
            work.steps.close()


def _all(works: list[_Work[T]]) -> list[T]:
    waiting, weight = works, 0
    while waiting:
        for work in waiting:
            weight += work.advance()
            if weight > _HEAVY:
                weight += work.finish()
        waiting = [work for work in waiting if not work.given]
    return [work.given[0] for work in works]


class _Work(Generic[T]):
    """Steps, what they hold by now, and what they gave at their end: nothing before."""

    def __init__(self, steps: Steps[T]) -> None:
        self.steps = steps
        self.given: list[T] = []
        self._weight = 0

    def advance(self) -> int:
        """Does the next step; by how much it holds more than before."""
        before, self._weight = self._weight, 0
        try:
            self._weight = next(self.steps)
        except StopIteration as end:
            self.given.append(end.value)
        return self._weight - before

    def finish(self) -> int:
        """Does all other steps; by how much it holds more than before: it holds nothing any more."""
        change = 0
        while not self.given:
            change += self.advance()
        return change
