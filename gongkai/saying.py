"""Everything that the command line says goes through here: nothing in it steers a terminal or forges a line.

Names, wordings and cells come from documents of other people. Control characters, marks that turn the
direction of writing and line ends are shown by their numbers.
"""

from __future__ import annotations

import sys
from typing import TextIO

from ingest.names import plain

_WIPE = "\r\x1b[K"
_under_way: list[TextIO] = []
"""The terminal whose last line tells how far something is, where there is one."""


def say(*lines: str, file: TextIO | None = None, flush: bool = False) -> None:
    """Print lines, each as one line whatever it holds; to the standard output, or to `file`."""
    _wipe()
    for line in lines:
        print(plain(line), file=file or sys.stdout)
    if flush:
        (file or sys.stdout).flush()


def say_error(*lines: str) -> None:
    """The same to the standard error, at once."""
    if sys.stderr:  # closed, and what is wrong must not run into what is asked for
        say(*lines, file=sys.stderr, flush=True)


def say_under_way(line: str, terminal: TextIO) -> None:
    """Show how far something is in place of what was shown before; whatever is said next wipes it away.

    `line` may hold the colours of its own, and nothing else that is not `plain`.
    """
    print(f"{_WIPE}{line}", end="", file=terminal, flush=True)
    _under_way[:] = [terminal]


def stay() -> None:
    """Leave what is under way where it stands, as a line of its own."""
    while _under_way:
        print(file=_under_way.pop(), flush=True)


def parts(*texts: str) -> list[str]:
    """The lines of texts that this project laid out over several, such as tables and messages of dbt."""
    return [line for text in texts for line in text.split("\n")]


def _wipe() -> None:
    while _under_way:
        print(_WIPE, end="", file=_under_way.pop(), flush=True)
