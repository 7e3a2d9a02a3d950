"""A question about metrics turned into SQL by MetricFlow. Nothing is run here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlClient, SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow_semantics.errors.error_classes import InformativeUserError
from metricflow_semantics.model.dbt_manifest_parser import parse_manifest_from_dbt_generated_manifest
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

from gongkai.errors import USAGE, Stopped
from gongkai.nearest import meant

YEAR = "metric_time__year"
_SHORT = {"year": YEAR, "metric_time": YEAR}
_FIRST = "budget_unit__"
"""Of a unit and a document that both have what is meant, the unit is asked."""
_TEXT_OR_NAME = re.compile(r"'(?:[^']|'')*'|[A-Za-z_][A-Za-z0-9_]*")


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


class _DuckDB:
    """What MetricFlow asks of a database to write SQL for it; it is never asked to run any."""

    sql_engine_type = SqlEngine.DUCKDB
    sql_plan_renderer = DuckDbSqlPlanRenderer()


class Metrics:
    """The metrics of a semantic manifest, given as JSON."""

    def __init__(self, manifest: str) -> None:
        self._manifest = parse_manifest_from_dbt_generated_manifest(manifest_json_string=manifest)

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
        groups = self.groups(question.metrics)
        known = {one.name for one in groups}
        by = [_full(name, known) for name in question.by]
        where = [_TEXT_OR_NAME.sub(lambda found: _dimension(found[0], known), one) for one in question.where]
        if question.years:
            years = ", ".join(map(str, question.years))
            where.append(f"{_reference(YEAR)} in ({years})")
        if any(mark in one for one in question.where for mark in ("{{", "{%", "{#")):
            raise Stopped(
                "条件中直接写列名，不写模板", "write the names of groups in a condition, not templates", USAGE
            )
        order = [_ordered(name, {*question.metrics}, known) for name in question.order or by]
        request = MetricFlowQueryRequest.create(
            metric_names=list(dict.fromkeys(question.metrics)),
            group_by_names=list(dict.fromkeys(by)),
            where_constraints=where or None,
        )
        try:
            answer = str(self._engine.explain(request).sql_statement.without_descriptions.sql)
        except InformativeUserError as error:
            said = " ".join(str(error).split())
            raise Stopped(f"不能这样问：{said}", f"this cannot be asked: {said}", USAGE) from error
        if YEAR in by:  # MetricFlow truncates dates to moments
            answer = f"SELECT * REPLACE (year({YEAR}) AS {YEAR})\nFROM (\n{answer}\n)"
        return f"{answer}\nORDER BY {', '.join(order)}" if order else answer

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


def _found(name: str, known: set[str]) -> str | None:
    name = _SHORT.get(name, name)
    if name in known:
        return name
    ending = [one for one in known if one.endswith(f"__{name}")]
    least = min((one.count("__") for one in ending), default=0)
    nearest = [one for one in ending if one.count("__") == least]
    nearest = [one for one in nearest if one.startswith(_FIRST)] or nearest
    if len(nearest) > 1:
        raise Stopped(
            f"{name} 可指 {', '.join(sorted(nearest))}，请写全",
            f"{name} could be {', '.join(sorted(nearest))}; write it in full",
            USAGE,
        )
    return nearest[0] if nearest else None


def _ordered(name: str, metrics: set[str], known: set[str]) -> str:
    bare = name.removeprefix("-")
    return (bare if bare in metrics else _full(bare, known)) + (" DESC" if name != bare else "")


def _dimension(word: str, known: set[str]) -> str:
    """A word of a condition: a group becomes what MetricFlow calls it, texts and words of SQL stay."""
    if word.startswith("'"):
        return word
    found = _found(word, known)
    return _reference(found) if found else word


def _reference(group: str) -> str:
    if group == YEAR:
        return "year({{ TimeDimension('metric_time', 'year') }})"
    return f"{{{{ Dimension('{group}') }}}}"
