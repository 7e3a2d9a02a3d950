"""Text that spreadsheets would calculate, round or take for a date, kept as it is in a CSV file."""

from __future__ import annotations

import re

from ingest.names import UNSAFE

GUARD = "'"
_FORMULA = re.compile(r"^\s*['=+\-@＝＋－＠\t\r\n]")
_NUMBER_OR_DATE = re.compile(r"^[\d.,:/\\%$¥￥()\s年月日时分秒eE+-]+$")
_SHOWN = re.compile(rf"(\\*)(?:({UNSAFE.pattern})|(u[0-9a-f]{{4}}))")
_KEPT_NUMBER = re.compile(r"^(?:0|[1-9]\d{0,10})$", re.ASCII)  # longer ones are shown, and saved, rounded


def guarded(text: str) -> str:
    """`text` with a mark before it where a spreadsheet would calculate it, round it or make it a date.

    Characters that cannot be shown, line ends among them, stand there by their numbers. `unguarded` of
    `gongkai.worklist.sheet` gives the text back.

    >>> guarded("2080101"), guarded("001"), guarded("=1+1"), guarded("教育支出"), guarded("a\\u202eb")
    ('2080101', "'001", "'=1+1", '教育支出', 'a\\\\u202eb')
    """
    text = _SHOWN.sub(_as_number, text)
    is_changed = _NUMBER_OR_DATE.match(text) and not _KEPT_NUMBER.match(text)
    return GUARD + text if is_changed or _FORMULA.match(text) else text


def _as_number(found: re.Match[str]) -> str:
    """A backslash that stands before what looks like a number stands there twice."""
    backslashes, unsafe, like_number = found.groups()
    return 2 * backslashes + (f"\\u{ord(unsafe):04x}" if unsafe else like_number)
