"""Queries typed at a prompt: over several lines up to a semicolon, with a history in the home."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from gongkai.errors import Stopped, Terminated
from gongkai.querying.results import Form
from gongkai.querying.running import run, well_formed
from gongkai.querying.session import Session
from gongkai.running.home import Home
from gongkai.saying import say, say_error

_FIRST, _FURTHER = "sql> ", "...> "
_ENDS = ("exit", "quit", ".exit", ".quit", "\\q")
_KEPT = 1_000
_GREETING = (
    "只读；以 ; 结束一条语句，Ctrl-C 停止查询，Ctrl-D 退出。show tables; 列出各表，"
    "wan(amount) 元→万元，from trace_cell('…'); 追溯单元格",
    "  / read-only; a statement ends with ; Ctrl-C stops it, Ctrl-D leaves. show tables; lists the tables,"
    " wan(amount) is yuan in 10,000, from trace_cell('…'); goes back to a cell",
)


def ask_on(opened: Session, home: Home, form: Form, limit: int | None) -> None:
    """Ask until the person leaves; what fails is said, and the prompt is there again."""
    history = _history(home)
    say(*_GREETING)
    while (query := _query(opened)) is not None:
        if not query.strip().strip(";").strip():
            continue
        if history:
            _keep(history)
        try:
            run(opened, query, form, limit)
        except Stopped as stopped:
            say_error(*stopped.lines(), str(stopped))
        except Terminated:
            raise
        except (KeyboardInterrupt, RuntimeError) as error:  # the database makes the latter of the former
            if isinstance(error.__cause__, Terminated) or not _is_interruption(error):
                raise
            say_error("", "已停止 / stopped")


def _is_interruption(error: BaseException) -> bool:
    return isinstance(error, KeyboardInterrupt) or isinstance(error.__cause__, KeyboardInterrupt)


def _query(opened: Session) -> str | None:
    """The next statements typed, all lines of them; empty when they were given up, None at the end."""
    lines: list[str] = []
    while True:
        try:
            line = input(_FURTHER if lines else _FIRST)
        except EOFError:
            say("")
            return None
        except KeyboardInterrupt as asked:
            if isinstance(asked, Terminated):
                raise
            say("")
            return ""
        if not lines and line.strip().rstrip(";").lower() in _ENDS:
            return None
        lines.append(line)
        query = "\n".join(lines)
        if not query.strip() or (line.rstrip().endswith(";") and _is_whole(opened, query)):
            return query


def _is_whole(opened: Session, query: str) -> bool:
    """Whether the semicolon at its end stands in no text, name or comment that is still open."""
    try:
        opened.count_statements(well_formed(query))
    except Stopped as stopped:
        return "unterminated" not in str(stopped)
    return True


def _history(home: Home) -> Path | None:
    """Where the lines typed are kept: in the home, when there is one that can be written."""
    try:
        import readline
    except ImportError:  # Windows has none, and its terminal keeps lines of its own
        return None
    if home.bare_mart or not home.root.is_dir():
        return None
    file = home.root / ".sql_history"
    readline.set_history_length(_KEPT)
    with suppress(OSError):
        readline.read_history_file(file)
    return file


def _keep(file: Path) -> None:
    import readline

    with suppress(OSError):  # a home of somebody else: the lines are kept as long as the prompt
        file.touch(0o600)
        readline.write_history_file(file)
