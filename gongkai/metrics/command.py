"""`gongkai metrics`: what it takes, and what it prints."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gongkai.errors import Stopped
from gongkai.grid import render, terminal_width
from gongkai.metrics.manifest import semantic_manifest
from gongkai.querying.results import ON_TERMINAL, Form
from gongkai.querying.running import run
from gongkai.querying.session import session
from gongkai.running.home import Home
from gongkai.saying import parts, say

if TYPE_CHECKING:
    from gongkai.metrics.engine import Told


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
    if not options.names:
        _list(known.metrics(), ("metric", "label"))
        return
    if options.groups:
        _list(known.groups(options.names), ("group", "label"))
        return
    query = known.sql(
        Question(
            tuple(options.names),
            _split(options.by),
            tuple(options.where),
            tuple(options.year),
            _split(options.order),
        )
    )
    if options.sql:
        say(*parts(query))
        return
    form = Form(options.form)
    limit = options.limit
    if limit is None and form is Form.TEXT and terminal_width():
        limit = ON_TERMINAL
    with session(home) as opened:
        run(opened, query, form, limit or None)


def _split(given: Sequence[str]) -> tuple[str, ...]:
    """Names given one by one or with commas between."""
    return tuple(name for text in given for name in text.split(",") if name)


def _list(told: Sequence[Told], header: tuple[str, str]) -> None:
    say(*parts(render(header, [(one.name, one.label) for one in told], terminal_width())))
