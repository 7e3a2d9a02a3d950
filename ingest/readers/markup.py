"""Markup that wraps text: HTML fragments and LaTeX signs, read as what they show.

Only in a text that is a dump of markup, which its tags and entities prove (`found_in`): in any other text
`<OA>`, `<b>`, `&amp;` are what was printed, as in a workbook, and two names stay two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from html.entities import html5

from ingest.model import NotShown
from ingest.readers import elements
from ingest.text import raised

_BREAK = re.compile(r"<\s*(?:br\b[^<>]*|(?:/p|/li|/div|/h\d)\s*)>", re.IGNORECASE)
_STRUCK = re.compile(r"<\s*(s|del|strike)\b[^<>]*>.{0,2000}?<\s*/\s*\1\s*>", re.IGNORECASE | re.DOTALL)
_RAISED = re.compile(r"<\s*(sup|sub)\b[^<>]*>(.{0,200}?)<\s*/\s*\1\s*>", re.IGNORECASE | re.DOTALL)
_HIDDEN = re.compile(
    r"<\s*(\w+)\b[^<>]*\b(?:display\s*:\s*none|visibility\s*:\s*hidden)[^<>]*>.{0,2000}?<\s*/\s*\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
_LINE_THROUGH = re.compile(
    r"<\s*(\w+)\b[^<>]*\btext-decoration[^<>;]*line-through[^<>]*>.{0,2000}?<\s*/\s*\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
_NOT_SHOWN = (
    (NotShown.STRUCK_OUT, _STRUCK),
    (NotShown.STRUCK_OUT, _LINE_THROUGH),
    (NotShown.HIDDEN, _HIDDEN),
)
_FIELD = re.compile(r"<input\s[^>]*=[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"\b(type|value|checked)\b(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?", re.IGNORECASE
)
_NOT_TYPED = frozenset({"hidden", "button", "submit", "reset", "password", "image", "file"})
_POWER = re.compile(r"[\^_]\{?\s*(\d{1,2})\s*\}?")
# By its letters a comparison is none: `a<b且c>d`.
_TAG = re.compile(
    r"<(/?)([a-z][a-z0-9:-]*)((?:\s+[a-z_:@][a-z0-9_:.-]*(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>]+))?)*)\s*(/?)>",
    re.IGNORECASE | re.ASCII,
)
# A cell or a line of nothing but pairs: `<b>合计</b>`, not `某县<b>示例</b>局`.
_WHOLE = re.compile(
    r"(?:^|[\t|,;\"]) *(?:(?:<([a-z]+)>)+[^<>\n\t|]*</\1>(?:</[a-z]+>)* *)+(?=$|[\t|,;\"])",
    re.IGNORECASE | re.MULTILINE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7};?|#x[\da-f]{1,6};?|[a-z][a-z\d]{1,31};|nbsp(?![a-z\d]))", re.IGNORECASE)
_ESCAPED = frozenset("&<>\"'")
"""Who escapes a text writes these as entities; who prints `R&amp;D` may mean it."""
_COMPARED = re.compile(r"&[lg]t;(?: *= *)?\d+(?:[.,]\d+)*(?![\d.,a-z&])", re.IGNORECASE)
_MATH = re.compile(r"\$([^$\n]{1,80})\$")
_SIGNS = {
    r"\geqslant": "≥", r"\leqslant": "≤", r"\geq": "≥", r"\leq": "≤", r"\ge": "≥", r"\le": "≤",
    r"\gt": ">", r"\lt": "<", r"\times": "×", r"\%": "%", r"\pm": "±", r"\sim": "~",
}  # fmt: skip
_SIGN = re.compile(
    "|".join(re.escape(sign) + ("(?![a-zA-Z])" if sign[1:].isalpha() else "") for sign in _SIGNS)
)


@dataclass(frozen=True, slots=True)
class Markup:
    """What is markup in a text."""

    has_tags: bool
    has_entities: bool
    closed: frozenset[str]
    """Elements that are opened as often as closed, maybe on other lines."""


def found_in(text: str) -> Markup:
    """What is markup in this text, by proof; a name in angle brackets or an escaped sign alone is none."""
    opened: Counter[str] = Counter()
    closed: Counter[str] = Counter()
    has_tags = False
    for close, printed, attributes, _ in _TAG.findall(text) if "<" in text else ():
        name = printed.lower()
        if not elements.is_known(name):
            continue
        if close:
            closed[name] += 1
            has_tags = has_tags or (elements.lays_out(name) and bool(opened[name]))
        else:
            opened[name] += 1
            has_tags = has_tags or name in elements.BREAKS or printed in elements.PARAGRAPHS
            has_tags = has_tags or ("=" in attributes and name not in elements.OBJECTS)
    whole = (match[1].lower() for match in _WHOLE.finditer(text)) if "</" in text else ()
    has_tags = has_tags or any(name in elements.EMPHASIS for name in whole)
    has_entities = has_tags or (
        "&" in text and (_is_escaped(_ENTITY.findall(text)) or bool(_COMPARED.search(text)))
    )
    has_entities = has_entities or any("\\" in formula for formula in _MATH.findall(text))
    return Markup(has_tags, has_entities, frozenset(name for name in opened if opened[name] == closed[name]))


def _is_escaped(entities: Iterable[str]) -> bool:
    """Some of them stand for what nobody escapes but in markup: `&nbsp;`, `&minus;`."""
    return any(
        (entity.startswith("&#") or entity[1:] in html5) and unescape(entity) not in _ESCAPED
        for entity in set(entities)
        if entity.endswith(";")
    )


def shown(text: str, markup: Markup | None = None) -> str:
    """What a reader sees: tags gone, paragraphs as lines, check boxes as ☑ and ☐, LaTeX as signs.

    Raised text is a mark, struck-out and hidden text (`not_shown` counts it) is gone, fields show values.
    `markup` is that of the whole text which this is a piece of.
    """
    markup = markup or found_in(text)
    if "<" in text and markup.has_tags:
        for _, pattern in _NOT_SHOWN:
            text = pattern.sub("", text)
        text = _RAISED.sub(lambda match: raised(_untagged(match[2], markup)), text)
        text = _FIELD.sub(_field, text)
        text = _BREAK.sub("\n", _untagged(text, markup))
    if "&" in text and markup.has_entities:
        text = _ENTITY.sub(lambda match: unescape(match[0]), text)
    return _MATH.sub(lambda match: _math(match.group(1)), text) if "$" in text else text


def _untagged(text: str, markup: Markup) -> str:
    """The text without tags of HTML, lines for paragraphs; a tag alone may be a name, `<TD>` or `<A>`."""
    tags = [match for match in _TAG.finditer(text) if elements.is_known(match[2].lower())]
    gone: set[int] = set()
    waiting: dict[str, list[int]] = {}
    for number, match in enumerate(tags):
        close, printed, attributes, ends = match.groups()
        name = printed.lower()
        if close and (opened := waiting.get(name)):
            gone.add(opened.pop())
        elif not close:
            waiting.setdefault(name, []).append(number)
        if close or ends or "=" in attributes or name in markup.closed or _stands_alone(printed, match, text):
            gone.add(number)
    parts: list[str] = []
    end = 0
    for number, match in enumerate(tags):
        if number in gone:
            parts += text[end : match.start()], "\n" if _BREAK.fullmatch(match[0]) else ""
            end = match.end()
    return "".join([*parts, text[end:]])


def _stands_alone(printed: str, tag: re.Match[str], text: str) -> bool:
    """True for a tag that needs no other half, and is no name: `<HR>系统` is one."""
    name = printed.lower()
    if name in elements.OPEN_ENDED:
        return printed == name or name == "p"
    return name in elements.BREAKS or (name in elements.VOID and tag[0] == text.strip())


def not_shown(text: str, markup: Markup | None = None) -> Counter[NotShown]:
    """How many pieces `shown` leaves out, and why."""
    found: Counter[NotShown] = Counter()
    has_tags = "<" in text and (markup or found_in(text)).has_tags
    for reason, pattern in _NOT_SHOWN if has_tags else ():
        text, count = pattern.subn("", text)
        if count:
            found[reason] += count
    return found


def _field(match: re.Match[str]) -> str:
    """What a field of a form shows: its value, or its tick."""
    found = {name.lower(): "".join(value) for name, *value in _ATTRIBUTE.findall(match[0])}
    kind = found.get("type", "").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if "checked" in found else "☐"
    return "" if kind in _NOT_TYPED else found.get("value", "")


def _math(formula: str) -> str:
    formula = _POWER.sub(lambda match: raised(match[1]), formula)
    formula = _SIGN.sub(lambda match: _SIGNS[match.group()], formula)
    return re.sub(r"\\(?:text|mathrm|mathbf)\{([^}]*)\}", r"\1", formula).strip()
