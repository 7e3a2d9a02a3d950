"""Works side by side give what they give alone, in their order; what one holds is bounded, and let go."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.pdf import steps
from ingest.readers.pdf.steps import Steps, finished, side_by_side


def _work(name: int, many: int, log: list[tuple[int, int]], weight: int = 1) -> Steps[int]:
    for step in range(many):
        log.append((name, step))
        yield weight
    log.append((name, many))
    return name


@given(st.lists(st.integers(0, 5), max_size=80))
def test_each_gives_what_it_gives_alone_in_their_order(many: list[int]) -> None:
    assert list(side_by_side(_work(name, count, []) for name, count in enumerate(many))) == list(
        range(len(many))
    )
    assert [finished(_work(name, count, [])) for name, count in enumerate(many)] == list(range(len(many)))


def test_a_step_is_done_for_all_before_the_next_one() -> None:
    log: list[tuple[int, int]] = []
    list(side_by_side(_work(name, 2, log) for name in range(3)))
    assert log == [(name, step) for step in range(3) for name in range(3)]


def test_heavy_works_are_not_held_together() -> None:
    log: list[tuple[int, int]] = []
    list(side_by_side(_work(name, 1, log, steps._HEAVY + 1) for name in range(2)))
    assert log == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_one_that_grows_heavy_is_done_before_the_next_step_of_others() -> None:
    log: list[tuple[int, int]] = []

    def growing() -> Steps[int]:
        yield 1
        log.append((1, 1))
        yield steps._HEAVY
        log.append((1, 2))
        return 1

    assert list(side_by_side(iter([_work(0, 2, log), growing(), _work(2, 2, log)]))) == [0, 1, 2]
    assert log == [(0, 0), (2, 0), (0, 1), (1, 1), (1, 2), (2, 1), (0, 2), (2, 2)]


def test_no_more_than_some_are_held() -> None:
    held = most = 0

    def work() -> Steps[None]:
        nonlocal held, most
        held += 1
        most = max(most, held)
        yield 1
        held -= 1

    assert len(list(side_by_side(work() for _ in range(3 * steps._MOST)))) == 3 * steps._MOST
    assert most == steps._MOST


@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_is_held_is_let_go_where_one_is_interrupted(at: int) -> None:
    """An interrupt is no fault of a page: all pages are closed before the document is."""
    closed = []

    def work(name: int) -> Steps[int]:
        try:
            for step in range(3):
                if name == 2 and step == at:
                    raise KeyboardInterrupt
                yield 1
            return name
        finally:
            closed.append(name)

    def works() -> Iterator[Steps[int]]:
        yield from (work(name) for name in range(4))

    with pytest.raises(KeyboardInterrupt):
        list(side_by_side(works()))
    assert sorted(closed) == [0, 1, 2] if at == 0 else [0, 1, 2, 3]
