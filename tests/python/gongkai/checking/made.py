"""Reports made by hand, and a page taken apart as a browser would."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from gongkai.checking.report import (
    Checked,
    Counted,
    Description,
    Finding,
    Place,
    Proof,
    Report,
    StatementProof,
    Term,
    Words,
)

ERROR, WARNING, INFO = (
    Term("error", "错误", "Data error"),
    Term("warning", "警告", "To be checked"),
    Term("info", "提示", "For information"),
)
LOADED = Term("loaded", "全部载入", "Loaded in full")
PARTIAL = Term("partial", "部分载入", "Loaded in part")
SURE, OPEN = Term("sure", "有据", "Sure"), Term("open", "无据", "Open")


def finding(
    number: int = 1, severity: Term = WARNING, places: Sequence[Place] = (), evidence: str = "依据"
) -> Finding:
    """A finding of one kind."""
    kind = Term("kind", "一种疑点", "A kind")
    return Finding(number, kind, severity, Words("有疑。", "In doubt."), evidence, tuple(places))


def proof(sure: int = 3, open_: int = 1) -> Proof:
    """Amounts of one statement, by two words of a vocabulary."""
    counted = (Counted(SURE, sure), Counted(OPEN, open_))
    return Proof(counted, (StatementProof(Term("made", "一张表", "A statement"), counted),), (), (), (), 0)


def document(
    *findings: Finding, name: str = "made.pdf", outcome: Term = LOADED, shares: Proof | None = None
) -> Checked:
    """A document with these findings."""
    about = Description(
        "0123456789abcdef", name, name, "text/plain", 1, "某单位", None, 2024, None, None, outcome, None, None
    )
    return Checked(about, findings, shares or proof())


def report(*documents: Checked) -> Report:
    """A report on the documents."""
    return Report("1.2.3", "2024-01-02T03:04:05+00:00", documents)


@dataclass
class Element:
    """One element with what is written in it and in those within it."""

    tag: str
    attributes: dict[str, str]
    inside: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text in one line."""
        return " ".join("".join(self.inside).split())

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.attributes.get("class", "").split()


_EMPTY = {"meta", "img", "input", "br"}


class Page(HTMLParser):
    """All elements of a page in order; fails where one is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()
        assert not self._open, [element.tag for element in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in _EMPTY:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.inside.append(data)

    def of(self, *classes: str) -> list[Element]:
        """Elements with all of these classes."""
        return [element for element in self.elements if set(classes) <= set(element.classes)]

    def tagged(self, tag: str) -> list[Element]:
        """Elements of that name."""
        return [element for element in self.elements if element.tag == tag]


def fixed_widths(page: Page) -> list[int]:
    """Pixels of every width that an element must have, in the style sheet and at the elements."""
    styles = [style.text for style in page.tagged("style")]
    styles += [element.attributes.get("style", "") for element in page.elements]
    found = re.findall(r"(?<![\w-])(?:min-)?width:\s*(\d+(?:\.\d+)?)px", " ".join(styles))
    attributes = [element.attributes.get("width", "") for element in page.elements]
    return [round(float(width)) for width in [*found, *filter(None, attributes)]]
