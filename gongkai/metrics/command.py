"""`gongkai metrics`: what it takes, and what it prints."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gongkai.errors import USAGE, Stopped
from gongkai.grid import render, terminal_width
from gongkai.metrics.failure import rows, told
from gongkai.metrics.manifest import semantic_manifest
from gongkai.querying.results import ON_TERMINAL, Form
from gongkai.querying.running import run, well_formed
from gongkai.querying.session import Session, session
from gongkai.running.home import Home
from gongkai.saying import parts, say, say_error

if TYPE_CHECKING:
    from gongkai.metrics.engine import Metrics, Question, Told


def metrics(options: argparse.Namespace, home: Home) -> None:
    """List metrics or their groups, or print the SQL of a question or its answer. Raises `Stopped`."""
    try:
        from gongkai.metrics.engine import Metrics, Question
    except ImportError as error:
        raise Stopped(
            "没有安装 MetricFlow；pip install 'gongkai[metrics]'",
            "MetricFlow is not installed; pip install 'gongkai[metrics]'",
        ) from error
    known = Metrics(semantic_manifest(home))
    if not options.names and any(
        (options.by, options.where, options.year, options.order, options.sql, options.groups)
    ):
        raise Stopped(
            "请给出指标的名称；不带参数的 gongkai metrics 列出全部",
            "name a metric; gongkai metrics without arguments lists them",
            USAGE,
        )
    if not options.names:
        _list(known.metrics(), ("metric", "label"))
        return
    if options.groups:
        _list(known.groups(options.names), ("group", "label"))
        return
    question = Question(
        tuple(options.names),
        _split("--by", options.by),
        tuple(map(well_formed, options.where)),
        tuple(options.year),
        _split("--order", options.order),
    )
    query = known.sql(question)
    if options.sql:
        say(*parts(query))
        return
    form = Form(options.form)
    limit = options.limit
    if limit is None and form is Form.TEXT and terminal_width():
        limit = ON_TERMINAL
    with session(home) as opened, told(opened, known, question):
        run(opened, query, form, limit or None)
        say_error(*_remarks(opened, known, question))  # apart from the answer, which a program may read


def _remarks(opened: Session, known: Metrics, question: Question) -> Iterator[str]:
    """What a reader of the answer has to know and cannot see in it, a line each."""
    years = [row[0] for row in rows(opened, known.years(question))]
    if not years:
        yield "没有符合条件的数 / nothing matches"
    named = [str(year) for year in years if year is not None]
    if len(named) > 1 and not known.is_of_a_year(question):
        yield (
            f"合并了 {'、'.join(named)} 年；分开用 --by year"
            f" / {', '.join(named)} are added up; --by year tells them apart"
        )
    if _is_alike(opened, known, question):
        better = next(one for one in known.apart(question) if not _is_alike(opened, known, one))
        added = ",".join(better.by[len(question.by) :])
        yield (
            f"有几行名称相同而不是同一个；区分加 --by {added}"
            f" / some rows have the same names and are not the same; --by {added} tells them apart"
        )


def _is_alike(opened: Session, known: Metrics, question: Question) -> bool:
    query = known.alike(question)
    return query is not None and bool(rows(opened, query))


def _split(option: str, given: Sequence[str]) -> tuple[str, ...]:
    """Names given one by one or with commas between. Raises `Stopped` where there is none."""
    names = tuple(name.strip() for text in given for name in text.split(","))
    if not all(names):
        raise Stopped(f"{option} 中缺名字", f"a name is missing in {option}", USAGE)
    return names


def _list(listed: Sequence[Told], header: tuple[str, str]) -> None:
    say(*parts(render(header, [(one.name, one.label) for one in listed], terminal_width())))
