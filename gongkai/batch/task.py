"""A batch built wherever a process of Python runs: what a pool, an executor or an actor calls."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from gongkai.batch.engine import Engine
from gongkai.batch.failures import Failure
from gongkai.batch.program import Scope, load


def build(program: Path, scope: Scope, rows: Path, built: Path, aside: Path) -> tuple[Failure, ...]:
    """Build a batch with the program in a folder; see `Engine.build`. The engine stays for the next one.

    What it puts aside goes below `aside`, which should be the same for all batches.
    """
    return _engine(program, scope, aside).build(rows, built)


@lru_cache(maxsize=1)
def _engine(program: Path, scope: Scope, aside: Path) -> Engine:
    found = load(program)
    if found is None:
        raise FileNotFoundError(f"no program in {program}")
    return Engine(found, scope, aside / f"aside-{os.getpid()}")
