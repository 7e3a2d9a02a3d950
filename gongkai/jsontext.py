"""JSON that loses nothing and steers no terminal: for programs that read what a command found."""

from __future__ import annotations

import json
import math
import re
import sys
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from ingest.names import UNSAFE

_EXACT_IN_A_DOUBLE = 2**53


def as_bytes(told: object, indent: int | None = 1) -> bytes:
    """JSON in UTF-8 with a line end; what is no character of a file name becomes `?`."""
    text = json.dumps(told, ensure_ascii=False, indent=indent).encode("utf-8", "replace").decode()
    return (UNSAFE.sub(_escaped, text) + "\n").encode()


def print_json(told: object) -> None:
    """Write it to the standard output, in UTF-8 whatever the terminal has."""
    if sys.stdout:
        sys.stdout.flush()
        sys.stdout.buffer.write(as_bytes(told))
        sys.stdout.buffer.flush()


def exact(number: Decimal) -> str:
    """As text: a reader that takes numbers for floats would lose digits."""
    return f"{number:f}"


def plain_value(value: object) -> Any:
    """A value of the database as JSON has it: decimals and long integers as text, dates as ISO 8601, bytes as
    hexadecimal digits, and what is no number (NaN, infinity) as text."""
    match value:
        case None | bool() | str():
            return value
        case Decimal():
            return exact(value)
        case int():
            return value if abs(value) <= _EXACT_IN_A_DOUBLE else str(value)
        case float():
            return value if math.isfinite(value) else str(value)
        case date() | datetime() | time():
            return value.isoformat()
        case bytes():
            return value.hex()
        case list() | tuple():
            return [plain_value(one) for one in value]
        case dict():
            return {str(key): plain_value(one) for key, one in value.items()}
    return str(value)


def _escaped(found: re.Match[str]) -> str:
    """The same character to whoever reads JSON, and none that steers a terminal; lines are laid out here."""
    return "\n" if found[0] == "\n" else f"\\u{ord(found[0]):04x}"
