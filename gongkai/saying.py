"""Everything that the command line says goes through here: nothing in it steers a terminal or forges a line.

Names, wordings and cells come from documents of other people. Control characters, marks that turn the
direction of writing and line ends are shown by their numbers.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any, TextIO

from ingest.names import UNSAFE, plain


def say(*lines: str, file: TextIO | None = None, flush: bool = False) -> None:
    """Print lines, each as one line whatever it holds; to the standard output, or to `file`."""
    for line in lines:
        print(plain(line), file=file or sys.stdout)
    if flush:
        (file or sys.stdout).flush()


def say_error(*lines: str) -> None:
    """The same to the standard error, at once."""
    say(*lines, file=sys.stderr, flush=True)


def parts(*texts: str) -> list[str]:
    """The lines of texts that this project laid out over several, such as tables and messages of dbt."""
    return [line for text in texts for line in text.split("\n")]


def as_json(told: Any) -> bytes:
    """JSON in UTF-8 that steers no terminal either; what is no character of a file name becomes `?`."""
    text = json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode()
    return (UNSAFE.sub(_escaped, text) + "\n").encode()


def _escaped(found: re.Match[str]) -> str:
    """The same character to whoever reads JSON; lines are laid out here."""
    return "\n" if found[0] == "\n" else f"\\u{ord(found[0]):04x}"
