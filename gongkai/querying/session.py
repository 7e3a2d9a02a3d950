"""A session on the published mart: it reads the tables of one file, and nothing else in the world.

Only statements that read are run. Beside that the database is told to leave files, extensions and its own
settings alone, so that what gets past the first rule meets the second.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from gongkai.errors import HARD_FAILURE, USAGE, Stopped
from gongkai.grid import width
from gongkai.querying.macros import add_trace_cell, add_wan
from gongkai.running.home import Home, reading_mart
from ingest.names import plain

_READING = ("SELECT", "EXPLAIN")
_COMMENT = r"(?:\s|--[^\n]*\n|/\*.*?\*/)"
_EXPLAIN = re.compile(rf"{_COMMENT}*explain{_COMMENT}*(?:analyze\b|\([^)]*\))?", re.IGNORECASE | re.DOTALL)
_CLOSED = """
set allow_community_extensions = false;
set autoload_known_extensions = false;
set autoinstall_known_extensions = false;
set python_enable_replacements = false;
set errors_as_json = true;
set enable_progress_bar = false;
set enable_external_access = false;
set lock_configuration = true;
"""
# What is wrong, by the kind that the database says; of the first ones the query itself is to blame.
_OF_THE_QUERY = {
    "Parser": ("语法错误", "syntax error"),
    "Syntax": ("语法错误", "syntax error"),
    "Binder": ("名称或类型不符", "names or types do not fit"),
    "Catalog": ("没有这样的表或函数", "no such table or function"),
    "Permission": ("不许读写文件、装载扩展", "files and extensions are closed to queries"),
}
_OF_THE_DATA = {
    "Conversion": ("值无法转换", "a value cannot be converted"),
    "Out of Range": ("数超出范围", "a number is out of range"),
    "Out of Memory": ("内存不足", "not enough memory"),
}
_EXCERPT = 72


class BadQuery(Stopped):
    """A query that cannot be run or that failed, with the line that is to blame and a mark below it.

    `reason` is what is wrong, zh and en, without the place, for who has not written the query.
    """

    def __init__(
        self,
        zh: str,
        en: str,
        excerpt: tuple[str, ...] = (),
        exit_code: int = USAGE,
        reason: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(zh, en, exit_code)
        self._excerpt = excerpt
        self.reason = reason or (zh, en)

    def lines(self) -> list[str]:
        """The line of the query and the mark, where the place is known."""
        return list(self._excerpt)


Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one statement of `query` finds; `is_plan` when that is the text of a plan."""

    names: tuple[str, ...]
    is_plan: bool
    query: str
    _cursor: duckdb.DuckDBPyConnection
    _patience: float | None

    def fetch(self, most: int) -> list[Row]:
        """The next rows, so many at most; none at the end. Raises `BadQuery`."""
        with _told(self._cursor, self.query, self._patience):
            return self._cursor.fetchmany(most)


class Session:
    """Questions to one published file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, patience: float | None) -> None:
        self._connection, self._patience = connection, patience

    def count_statements(self, query: str) -> int:
        """How many statements a query has. Raises `BadQuery` for what is none, or does more than read."""
        return sum(statement.type.name in _READING for statement in self._statements(query))

    def answers(self, query: str) -> Iterator[Answer]:
        """What each statement of a query finds.

        Raises `BadQuery`: before anything is run for what is no SQL or does more than read, else at the
        statement that fails, when it runs for longer than it may as well.
        """
        for statement in self._statements(query):
            with _told(self._connection, query, self._patience), self._in_time():
                cursor = self._connection.execute(statement)
                names = tuple(str(column[0]) for column in cursor.description or ())
                if statement.type.name in _READING:
                    yield Answer(names, statement.type.name == "EXPLAIN", query, cursor, self._patience)

    def _statements(self, query: str) -> list[duckdb.Statement]:
        with _told(self._connection, query, self._patience):
            found = self._connection.extract_statements(query)
        for statement in found:
            kind = statement.type.name
            if not self._is_reading(statement):
                raise BadQuery(
                    f"只能读：不执行 {kind}；可用 SELECT、FROM、WITH、VALUES、DESCRIBE、SHOW、"
                    "SUMMARIZE、EXPLAIN",
                    f"reading only: {kind} is not run; there are SELECT, FROM, WITH, VALUES, DESCRIBE, SHOW,"
                    " SUMMARIZE, EXPLAIN",
                )
        return found

    def _is_reading(self, statement: duckdb.Statement) -> bool:
        match statement.type.name:
            case "SELECT":
                return True
            case "CREATE":  # pivot makes a type for its columns before: a statement without a text
                return not statement.query
            case "EXPLAIN":  # what it explains it may run as well
                explained = _EXPLAIN.sub("", statement.query, count=1)
                inner = self._connection.extract_statements(explained)
                return [one.type.name for one in inner] == ["SELECT"]
        return False

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        """Interrupt what runs for longer than it may."""
        if self._patience is None:
            yield
            return
        watch = threading.Timer(self._patience, self._connection.interrupt)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()


@contextmanager
def session(home: Home, patience: float | None = None) -> Iterator[Session]:
    """Open the published file of a home; a statement may take `patience` seconds, for ever by default."""
    with reading_mart(home) as mart, closing(mart):
        add_wan(mart)
        try:
            add_trace_cell(mart)
        except duckdb.Error as error:
            if not isinstance(error, duckdb.CatalogException | duckdb.BinderException):
                raise
            # a file of another kind or version can be asked all the same
        # made when a query needs more than the memory, and gone with the connection
        aside = Path(tempfile.gettempdir()) / f"gongkai-sql-{os.getpid()}"
        mart.execute("set temp_directory = '{}'".format(str(aside).replace("'", "''")))
        mart.execute(_CLOSED)
        yield Session(mart, patience)


@contextmanager
def _told(connection: duckdb.DuckDBPyConnection, query: str, patience: float | None) -> Iterator[None]:
    """Say what the database says; what a person stops is stopped in the database too, or it would go on."""
    try:
        yield
    except (KeyboardInterrupt, RuntimeError):
        connection.interrupt()
        raise
    except duckdb.InterruptException as error:
        raise BadQuery(
            f"超过 {patience:g} 秒，已停止；请缩小范围，或改 --timeout",
            f"stopped after {patience:g} seconds; ask for less, or change --timeout",
            exit_code=HARD_FAILURE,
        ) from error
    except duckdb.Error as error:
        if told := _complaint(query, error):
            raise told from error
        raise


def _complaint(query: str, error: duckdb.Error) -> BadQuery | None:
    """What the database says of a query; None where it is the file or the system that fails."""
    _, found, text = str(error).partition(": ")
    try:
        said = json.loads(text) if found else None
    except ValueError:
        said = None
    if not isinstance(said, dict):
        return None
    kind, message = str(said.get("exception_type")), " ".join(str(said.get("exception_message")).split())
    if kind in ("IO", "Internal", "INTERNAL", "FATAL", "Serialization"):
        return None
    is_its_own = kind in _OF_THE_QUERY
    zh, en = {**_OF_THE_QUERY, **_OF_THE_DATA}.get(kind, ("查询失败", "the query failed"))
    exit_code = USAGE if is_its_own else HARD_FAILURE
    position = str(said.get("position", ""))
    if not position.isdigit():
        return BadQuery(f"{zh}：{message}", f"{en}: {message}", exit_code=exit_code)
    line, column, excerpt = _place(query, int(position))
    return BadQuery(
        f"第 {line} 行第 {column} 列{zh}",
        f"line {line}, column {column}, {en}: {message}",
        excerpt,
        exit_code,
        (zh, f"{en}: {message}"),
    )


def _place(query: str, position: int) -> tuple[int, int, tuple[str, ...]]:
    """Line and column of a byte of a query, both from 1, and that line with a mark below the place."""
    before = query.encode("utf-8", "surrogatepass")[:position].decode("utf-8", "ignore")
    line, head = before.count("\n") + 1, before.rpartition("\n")[2]
    whole = query.split("\n")[line - 1].expandtabs(1)
    first = max(len(head) - _EXCERPT // 2, 0)
    shown = plain(whole[first : first + _EXCERPT]).rstrip()
    mark = " " * width(plain(whole[first : len(head)]))
    return line, len(head) + 1, (f"  {shown}", f"  {mark}^")
