"""`gongkai sql`: where the query comes from, and how what it finds is printed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from gongkai.errors import USAGE, Stopped
from gongkai.grid import terminal_width
from gongkai.querying.results import ON_TERMINAL, Form
from gongkai.querying.running import not_utf8, run
from gongkai.querying.session import session
from gongkai.running.home import Home

STANDARD_INPUT = "-"


def sql(home: Home, words: Sequence[str], form: Form, limit: int | None, patience: float | None) -> None:
    """Run a query, that of the standard input, or what is typed at a prompt, and print what it finds.

    `limit` is the most rows to print: 0 for all, None for all but on a terminal. Raises `Stopped`.
    """
    with session(home, patience) as opened:
        if not words and sys.stdin and sys.stdin.isatty():
            from gongkai.querying.prompt import ask_on

            ask_on(opened, home, form, _most(limit, form))
            return
        query = _from_input() if not words or list(words) == [STANDARD_INPUT] else " ".join(words)
        run(opened, query, form, _most(limit, form))


def _most(limit: int | None, form: Form) -> int | None:
    if limit is None:
        return ON_TERMINAL if form is Form.TEXT and terminal_width() else None
    return limit or None


def _from_input() -> str:
    if not sys.stdin:
        raise Stopped(
            "标准输入已关闭，没有查询语句", "the standard input is closed: there is no query", USAGE
        )
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_utf8() from error
