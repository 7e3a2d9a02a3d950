"""Templates with all text escaped: HTML by Jinja, what would turn a line or hide in it by its number."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ingest.names import plain
from publish.dictionary import Text
from publish.site.numbers import count, percent, wan, weight, yuan

PAGES = Path(__file__).parent / "pages"
ASSETS = Path(__file__).parent / "assets"

_FIGURE = Markup('<a class="n {}" href="{}documents/{}.html#{}" title="{}">{}</a>')
_SUM = Markup('<span class="n" title="{}">{}</span>')


class Words:
    """Labels of codes, as the dictionary of the mart has them."""

    def __init__(self, words: Mapping[tuple[str, str, str], tuple[Text, str | None]]) -> None:
        self._words = words

    def label(self, table: str, column: str, code: str | None) -> Text:
        """The label of a code in both languages; the code itself where the dictionary knows none."""
        found = self._words.get((table, column, code or ""))
        return found[0] if found else Text(code or "", code or "")

    def meaning(self, table: str, column: str, code: str | None) -> str:
        """What a code means, in Chinese."""
        found = self._words.get((table, column, code or ""))
        return (found[1] if found else None) or ""


def environment(words: Words) -> Environment:
    """The environment of all pages."""
    made = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(wan=wan, yuan=yuan, percent=percent, weight=weight, count=count)
    made.filters.update(place=anchor, document=document_of)
    made.globals.update(
        label=words.label,
        meaning=words.meaning,
        figure=_Figures(words),
        is_address=is_address,
    )
    return made


def anchor(cell_id: str) -> str:
    """The place of a cell on the page of its document: `t3-r14-c6`, `l296`."""
    return "-".join(part for part in cell_id.split(":")[1:] if not part.startswith("p"))


def document_of(cell_id: str) -> str:
    """The id of the document that a cell belongs to."""
    return cell_id.split(":")[0]


def is_address(text: str | None) -> bool:
    """Whether a reader may be sent there: what a sender writes may be anything."""
    try:
        return bool(text) and urlsplit(text).scheme in ("http", "https")
    except ValueError:
        return False


class _Figures:
    """An amount in 万元 that leads to its cell; its tooltip tells the yuan and how sure they are."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __call__(
        self,
        amount: Decimal | None,
        cell_id: str | None = None,
        proof: str | None = None,
        lines: int = 1,
        up: str = "../",
    ) -> Markup:
        told = f"{yuan(amount)} 元"
        if cell_id is None or amount is None:
            return _SUM.format("未印 / not printed" if amount is None else told, wan(amount))
        if proof:
            label = self._words.label("rpt_budget_lines", "proof", proof)
            told += f" · {label.zh} {label.en}"
        if lines > 1:
            told += f" · {lines} 处之和，第一处 / sum of {lines} places, the first"
        return _FIGURE.format(proof or "", up, document_of(cell_id), anchor(cell_id), told, wan(amount))


def _shown(value: object) -> object:
    """Text of a document as text; what is not there as nothing."""
    if value is None:
        return ""
    return plain(value, kept="\n") if isinstance(value, str) and not hasattr(value, "__html__") else value
