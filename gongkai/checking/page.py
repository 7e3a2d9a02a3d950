"""A report as one HTML file that needs nothing else: style and pictures within, every text escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gongkai.checking.report import DOUBTFUL, GRAVE, Checked, Counted, Finding, Report, percent, where
from gongkai.checking.surroundings import Group
from ingest.names import plain

_MOST_CELLS, _MOST_COLUMNS = 8, 6
_TEMPLATE = "page.html.jinja"
_PIXELS_OF_SCREEN = 1.6
"""Pixels of a picture that one of the screen shows at most: sharp where screens have more."""


@dataclass(frozen=True, slots=True)
class Section:
    """One document with its errors and warnings, by what is shown beside them."""

    document: Checked
    groups: tuple[Group, ...]

    @property
    def others(self) -> list[list[Finding]]:
        """Findings for information, alike ones together."""
        return _alike([one for one in self.document.findings if one.severity.code not in (GRAVE, DOUBTFUL)])


def render(report: Report, sections: Sequence[Section]) -> str:
    """The page."""
    return _environment().get_template(_TEMPLATE).render(report=report, sections=sections)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        percent=percent,
        where=where,
        alike=_alike,
        share=lambda one, whole: percent(one.count / whole),
        count=_count,
        screen=lambda pixels: round(pixels / _PIXELS_OF_SCREEN),
    )
    environment.globals.update(most=_MOST_CELLS, dense=_MOST_COLUMNS, grave=GRAVE)
    return environment


def _shown(value: object) -> object:
    """Text of a document as text: no character of it may turn or end the line that it stands in."""
    return plain(value, kept="\n") if isinstance(value, str) and not hasattr(value, "__html__") else value


def _kind(finding: Finding) -> tuple[str, str, str]:
    return finding.kind.code, finding.message.zh, finding.message.en


def _alike(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings that say the same of several rows stand together; what breaks a sum stands alone."""
    together: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        together.setdefault((_kind(one), one.identities and one.number), []).append(one)
    return list(together.values())


def _count(counted: Sequence[Counted], code: str) -> int:
    return next((one.count for one in counted if one.term.code == code), 0)
