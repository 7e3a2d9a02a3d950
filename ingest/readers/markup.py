"""Markup that wraps text: HTML fragments and LaTeX signs, read as what they show."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from ingest.model import NotShown
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
_FIELD = re.compile(r"<input\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"\b(type|value|checked)\b(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?", re.IGNORECASE
)
_NOT_TYPED = frozenset({"hidden", "button", "submit", "reset", "password", "image", "file"})
_POWER = re.compile(r"[\^_]\{?\s*(\d{1,2})\s*\}?")
# By its letters a comparison is none: `a<b且c>d`.
_TAG = re.compile(
    r"</?[a-z][a-z0-9:-]*(?:\s+[a-z_:@][a-z0-9_:.-]*(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>]+))?)*\s*/?>",
    re.IGNORECASE | re.ASCII,
)
_MATH = re.compile(r"\$([^$\n]{1,80})\$")
_SIGNS = {
    r"\geqslant": "≥", r"\leqslant": "≤", r"\geq": "≥", r"\leq": "≤", r"\ge": "≥", r"\le": "≤",
    r"\gt": ">", r"\lt": "<", r"\times": "×", r"\%": "%", r"\pm": "±", r"\sim": "~",
}  # fmt: skip
_SIGN = re.compile(
    "|".join(re.escape(sign) + ("(?![a-zA-Z])" if sign[1:].isalpha() else "") for sign in _SIGNS)
)


def shown(text: str) -> str:
    """What a reader sees: tags gone, paragraphs as lines, check boxes as ☑ and ☐, LaTeX as signs.

    Raised text is a mark, struck-out and hidden text (`not_shown` counts it) is gone, fields show values.
    """
    if "<" in text:
        for _, pattern in _NOT_SHOWN:
            text = pattern.sub("", text)
        text = _RAISED.sub(lambda match: raised(_TAG.sub("", match[2])), text)
        text = _FIELD.sub(_field, text)
        text = _BREAK.sub("\n", text)
        text = _TAG.sub("", text)
    if "&" in text:
        text = unescape(text)
    return _MATH.sub(lambda match: _math(match.group(1)), text) if "$" in text else text


def not_shown(text: str) -> Counter[NotShown]:
    """How many pieces `shown` leaves out, and why."""
    found: Counter[NotShown] = Counter()
    for reason, pattern in _NOT_SHOWN if "<" in text else ():
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
