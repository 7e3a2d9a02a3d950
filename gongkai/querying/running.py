"""A query run: its statements one after the other, each with what it finds."""

from __future__ import annotations

import os

from gongkai.errors import USAGE, Stopped
from gongkai.querying.results import Form, show
from gongkai.querying.session import Session
from gongkai.saying import say


def run(opened: Session, query: str, form: Form, limit: int | None) -> None:
    """Run the statements of a query one after the other. Raises `BadQuery`."""
    query = well_formed(query)
    count = opened.count_statements(query)
    if not count:
        raise Stopped(
            "没有查询语句，例如：gongkai sql 'select * from mart.rpt_expenditure limit 5'",
            "there is no query; one is: gongkai sql 'select * from mart.rpt_expenditure limit 5'",
            USAGE,
        )
    if count > 1 and form is not Form.TEXT:
        raise Stopped(
            f"--{form.value} 一次只印一条语句的结果，这里有 {count} 条",
            f"--{form.value} prints what one statement finds, and here are {count}",
            USAGE,
        )
    for number, answer in enumerate(opened.answers(query)):
        say(*([""] if number else []))
        show(answer, form, limit)


def well_formed(query: str) -> str:
    """A query in UTF-8 whatever the terminal is said to speak. Raises `Stopped` for what is not."""
    try:
        query.encode()
        return query
    except UnicodeEncodeError:  # bytes that the locale has no characters for
        pass
    try:
        return os.fsencode(query).decode("utf-8")
    except UnicodeError as error:
        raise not_utf8() from error


def not_utf8() -> Stopped:
    """That a query is in no encoding that can be read."""
    return Stopped("查询语句不是 UTF-8", "the query is not in UTF-8", USAGE)
