"""A question that the database refuses, told in the words of who asked: the SQL is not theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.errors import USAGE, Stopped
from gongkai.querying.session import BadQuery, Row, Session

if TYPE_CHECKING:
    from gongkai.metrics.engine import Metrics, Question

_MANY = 1000
_CANDIDATES = re.compile(r" Candidate (?:bindings|functions): .*")
"""What the database offers instead: columns of the SQL that is not theirs, or every form of a function."""
_TEXT = ("文字，写作 '…'", "a text, written '…'")
_NUMBER = ("数，不加引号", "a number, written without quotes")
_TRUTH = ("是否，写作 true 或 false", "true or false, written so")
_TYPES = {"VARCHAR": _TEXT, "BIGINT": _NUMBER, "INTEGER": _NUMBER, "SMALLINT": _NUMBER, "BOOLEAN": _TRUTH}


def rows(opened: Session, query: str) -> list[Row]:
    """What a query of few rows finds. Raises `BadQuery`."""
    return [row for answer in opened.answers(query) for row in answer.fetch(_MANY)]


@contextmanager
def told(opened: Session, known: Metrics, question: Question) -> Iterator[None]:
    """Raises `Stopped` for `BadQuery`: it names the condition to blame and says what its groups are."""
    try:
        yield
    except BadQuery as error:
        for condition in question.where:
            if blamed := _blamed(opened, known, replace(question, by=(), order=(), where=(condition,))):
                zh, en = _reason(blamed)
                types = _types(opened, known, question, condition)
                raise Stopped(
                    "；".join([f"条件 {condition} 不成立：{zh}", *(one for one, _ in types)]),
                    "; ".join([f"this is no condition: {condition}: {en}", *(one for _, one in types)]),
                    USAGE,
                ) from error
        raise Stopped(*_reason(error), error.exit_code) from error


def _reason(error: BadQuery) -> tuple[str, str]:
    zh, en = error.reason
    return _CANDIDATES.sub("", zh), _CANDIDATES.sub("", en)


def _blamed(opened: Session, known: Metrics, alone: Question) -> BadQuery | None:
    try:
        rows(opened, known.sql(alone))
    except BadQuery as error:
        return error
    return None


def _types(opened: Session, known: Metrics, question: Question, condition: str) -> list[tuple[str, str]]:
    """What the groups in a condition are, zh and en, as they are named there."""
    named = known.named(question.metrics, condition)
    if not named:
        return []
    query = known.sql(replace(question, by=tuple(named.values()), order=(), where=(), years=()))
    types = {str(name): str(kind) for name, kind, *_ in rows(opened, f"DESCRIBE {query}")}
    told = [(name, _TYPES.get(types[found], (types[found],) * 2)) for name, found in named.items()]
    return [(f"{name} 是{zh}", f"{name} is {en}") for name, (zh, en) in told]
