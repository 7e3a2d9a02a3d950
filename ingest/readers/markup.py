"""Markup that wraps text: HTML fragments and LaTeX signs, read as what they show."""

from __future__ import annotations

import re
from html import unescape

_BREAK = re.compile(r"<\s*(?:br\b[^<>]*|(?:/p|/li|/div|/h\d)\s*)>", re.IGNORECASE)
_CHECKED = re.compile(r"<input\b[^>]*\bchecked\b[^>]*>", re.IGNORECASE)
_UNCHECKED = re.compile(r"<input\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MATH = re.compile(r"\$([^$\n]{1,80})\$")
_SIGNS = {
    r"\geqslant": "≥", r"\leqslant": "≤", r"\geq": "≥", r"\leq": "≤", r"\ge": "≥", r"\le": "≤",
    r"\gt": ">", r"\lt": "<", r"\times": "×", r"\%": "%", r"\pm": "±", r"\sim": "~",
}  # fmt: skip
_SIGN = re.compile(
    "|".join(re.escape(sign) + ("(?![a-zA-Z])" if sign[1:].isalpha() else "") for sign in _SIGNS)
)


def shown(text: str) -> str:
    """What a reader sees: tags gone, paragraphs as lines, check boxes as ☑ and ☐, LaTeX as signs."""
    if "<" in text:
        text = _CHECKED.sub("☑", text)
        text = _UNCHECKED.sub("☐", text)
        text = _BREAK.sub("\n", text)
        text = _TAG.sub("", text)
    if "&" in text:
        text = unescape(text)
    return _MATH.sub(lambda match: _math(match.group(1)), text) if "$" in text else text


def _math(formula: str) -> str:
    formula = _SIGN.sub(lambda match: _SIGNS[match.group()], formula)
    return re.sub(r"\\(?:text|mathrm|mathbf)\{([^}]*)\}", r"\1", formula).strip()
