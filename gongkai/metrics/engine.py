"""A question about metrics turned into SQL by MetricFlow. Nothing is run here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlClient, SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow_semantics.errors.error_classes import InformativeUserError
from metricflow_semantics.model.dbt_manifest_parser import parse_manifest_from_dbt_generated_manifest
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

from gongkai.errors import USAGE, Stopped
from gongkai.metrics.condition import columns
from gongkai.metrics.names import Names
from gongkai.nearest import meant

YEAR = "metric_time__year"
_SHORT = {"year": YEAR, "metric_time": YEAR}
_TIME = "__fiscal_year"
_FIRST = "budget_unit__"
"""Of a unit and a document that both have what is meant, the unit is asked."""
_TEXT_OR_NAME = re.compile(r"'(?:[^']|'')*'|\"[^\"]+\"|[A-Za-z_][A-Za-z0-9_]*+(?!\s*\()")
"""A name before a parenthesis is a function's."""


@dataclass(frozen=True, slots=True)
class Question:
    """Metrics by groups. Groups and the names of them in `where` may be cut to their end: `unit_name`."""

    metrics: tuple[str, ...]
    by: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A metric or a group with its label, Chinese first, and what it means."""

    name: str
    label: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question in MetricFlow's words; `keys` are grouped by and not shown."""

    metrics: tuple[str, ...]
    by: tuple[str, ...]
    keys: tuple[str, ...]
    where: tuple[str, ...]
    order: tuple[str, ...]
    is_of_a_year: bool


class _DuckDB:
    """What MetricFlow asks of a database to write SQL for it; it is never asked to run any."""

    sql_engine_type = SqlEngine.DUCKDB
    sql_plan_renderer = DuckDbSqlPlanRenderer()


class Metrics:
    """The metrics of a semantic manifest, given as JSON."""

    def __init__(self, manifest: str) -> None:
        self._manifest = parse_manifest_from_dbt_generated_manifest(manifest_json_string=manifest)
        self.names = Names(self._manifest)

    @cached_property
    def _engine(self) -> MetricFlowEngine:
        return MetricFlowEngine(SemanticManifestLookup(self._manifest), cast(SqlClient, _DuckDB()))

    def metrics(self) -> list[Told]:
        """All of them by name."""
        told = [Told(one.name, one.label or "", one.description or "") for one in self._manifest.metrics]
        return sorted(told, key=lambda one: one.name)

    def groups(self, metrics: Sequence[str]) -> list[Told]:
        """What all of these metrics may be grouped by. Raises `Stopped` for a metric that is none."""
        self._ensure_known(metrics)
        found = self._engine.simple_dimensions_for_metrics(list(metrics))
        return sorted(
            {one.dunder_name: Told(one.dunder_name, one.label or "") for one in found}.values(),
            key=lambda one: (one.name.count("__"), one.name),
        )

    def sql(self, question: Question) -> str:
        """The query that answers it on the published file. Raises `Stopped` for what cannot be asked."""
        asked = self._asked(question)
        request = MetricFlowQueryRequest.create(
            metric_names=list(asked.metrics),
            group_by_names=[*asked.by, *asked.keys],
            where_constraints=list(asked.where) or None,
        )
        try:
            answer = str(self._engine.explain(request).sql_statement.without_descriptions.sql)
        except InformativeUserError as error:
            said = " ".join(str(error).split())
            raise Stopped(f"不能这样问：{said}", f"this cannot be asked: {said}", USAGE) from error
        shown = ", ".join([*map(_shown, asked.by), *asked.metrics])
        answer = f"SELECT {shown}\nFROM (\n{answer}\n)"
        order = [*asked.order, *asked.keys]
        return f"{answer}\nORDER BY {', '.join(order)}" if order else answer

    def years(self, question: Question) -> str:
        """The query for the years in the answer, one a row; none where nothing matches."""
        by_year = self.sql(Question(question.metrics, (YEAR,), question.where, question.years))
        return f"SELECT DISTINCT {YEAR}\nFROM (\n{by_year}\n)\nORDER BY ALL"

    def is_of_a_year(self, question: Question) -> bool:
        """Whether it says itself which year is meant, in its groups, or in a condition."""
        asked = self._asked(question)
        told = " ".join((*asked.by, *asked.where))
        return "metric_time" in told or _TIME in told or asked.is_of_a_year

    def alike(self, question: Question) -> str | None:
        """The query for rows that look alike in all groups shown; None where that cannot be."""
        asked = self._asked(question)
        if not asked.keys:
            return None
        groups = ", ".join(asked.by)
        answer = self.sql(question)
        return f"SELECT 1\nFROM (\n{answer}\n)\nGROUP BY {groups}\nHAVING count(*) > 1\nLIMIT 1"

    def apart(self, question: Question) -> Iterator[Question]:
        """The question with what may tell such rows apart: what people know, one or more, at last keys."""
        asked = self._asked(question)
        known = {one.name for one in self.groups(question.metrics)}
        told = [one for group in asked.by for one in self.names.told_by(group, known)]
        told = [one for one in dict.fromkeys(told) if one not in asked.by]
        more = [told[:count] for count in range(2, len(told) + 1)]
        for added in (*([one] for one in told), *more, asked.keys):
            yield replace(question, by=(*question.by, *added))

    def named(self, metrics: Sequence[str], condition: str) -> dict[str, str]:
        """The groups in a condition: what is written there -> the whole name."""
        known = {one.name for one in self.groups(metrics)}
        return {name: found for name in columns(condition) if (found := _found(name, known))}

    def _asked(self, question: Question) -> _Asked:
        known = {one.name for one in self.groups(question.metrics)}
        named = {name: self.names.keys(name) for name in known}
        keys = {key for several in named.values() for key in several}
        by = list(dict.fromkeys(name if name in keys else _full(name, known) for name in question.by))
        where = [_condition(one, known) for one in question.where]
        if question.years:
            years = ", ".join(map(str, question.years))
            where.append(f"{_reference(YEAR)} in ({years})")
        hidden = [key for name in by for key in named.get(name, ()) if key not in by]
        of_a_year = {name for name in known if self.names.is_of_a_year(name)}
        of_a_year |= {key for name in of_a_year for key in named[name]}
        order = [_ordered(name, (*by, *dict.fromkeys(question.metrics))) for name in question.order or by]
        return _Asked(
            tuple(dict.fromkeys(question.metrics)),
            tuple(by),
            tuple(dict.fromkeys(hidden)),
            tuple(where),
            tuple(order),
            not of_a_year.isdisjoint(by),
        )

    def _ensure_known(self, metrics: Sequence[str]) -> None:
        known = [one.name for one in self._manifest.metrics]
        for name in metrics:
            if name not in known:
                zh, en = meant(name, known)
                raise Stopped(
                    f"没有这个指标：{name}{zh}；有哪些见 gongkai metrics",
                    f"no such metric: {name}{en}; gongkai metrics lists them",
                    USAGE,
                )


def _full(name: str, known: set[str]) -> str:
    """The group that a name means: itself, or the one nearest by that ends like it. Raises `Stopped`."""
    if (found := _found(name, known)) is not None:
        return found
    zh, en = meant(name, [*known, *_SHORT])
    raise Stopped(
        f"这些指标不能按 {name} 分{zh}；可按哪些分见 --groups",
        f"these metrics cannot be grouped by {name}{en}; --groups lists what they can be grouped by",
        USAGE,
    )


def _shown(group: str) -> str:
    """A group as a column of the answer; MetricFlow makes moments of dates, and says so in names."""
    if group == YEAR:
        return f"year({YEAR}) AS {YEAR}"
    return f"year({group}__year) AS {group}" if group.endswith(_TIME) else group


def _condition(condition: str, known: set[str]) -> str:
    """A condition in MetricFlow's words. Raises `Stopped` for what is no condition on groups."""
    for name in columns(condition):
        if _found(name, known) is None:
            zh, en = meant(name, [*known, *_SHORT])
            raise Stopped(
                f"条件 {condition} 中，这些指标没有 {name}{zh}；有哪些见 --groups",
                f"in the condition {condition}: these metrics have no {name}{en}; --groups lists them",
                USAGE,
            )
    return _TEXT_OR_NAME.sub(lambda found: _dimension(found[0], known), condition)


def _found(name: str, known: set[str]) -> str | None:
    name = _SHORT.get(name, name)
    if name in known:
        return name
    ending = [one for one in known if one.endswith(f"__{name}")]
    least = min((one.count("__") for one in ending), default=0)
    nearest = [one for one in ending if one.count("__") == least]
    for is_first in (str.startswith, str.__contains__):
        nearest = [one for one in nearest if is_first(one, _FIRST)] or nearest
    if len(nearest) > 1:
        raise Stopped(
            f"{name} 可指 {', '.join(sorted(nearest))}，请写全",
            f"{name} could be {', '.join(sorted(nearest))}; write it in full",
            USAGE,
        )
    return nearest[0] if nearest else None


def _ordered(name: str, shown: Sequence[str]) -> str:
    """A column of the answer to order by. Raises `Stopped` for what the answer does not show."""
    bare = name.removeprefix("-")
    if (found := _found(bare, set(shown))) is not None:
        return found + (" DESC" if name != bare else "")
    zh, en = meant(bare, shown)
    raise Stopped(
        f"--order {name}：答案中没有这一列{zh}；可按 {'、'.join(shown)} 排序，"
        "别的先写入 --by，有哪些见 --groups",
        f"--order {name}: the answer has no such column{en}; it can be ordered by {', '.join(shown)},"
        " by others once --by names them, --groups lists them",
        USAGE,
    )


def _dimension(word: str, known: set[str]) -> str:
    """A word of a condition: a group becomes what MetricFlow calls it, texts and words of SQL stay."""
    if word.startswith("'"):
        return word
    found = _found(word.strip('"'), known)
    return _reference(found) if found else word


def _reference(group: str) -> str:
    if group == YEAR or group.endswith(_TIME):
        return f"year({{{{ TimeDimension('{group.removesuffix('__year')}', 'year') }}}})"
    return f"{{{{ Dimension('{group}') }}}}"
