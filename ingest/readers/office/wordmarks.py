"""What stands in Word documents without being text: marks of lists, symbols, formulas, pictures."""

from __future__ import annotations

import re

from lxml import etree

from ingest.readers.office.drawings import EMU_A_POINT, is_large
from ingest.readers.office.wordlooks import Looks, attribute, name_of, value

UNREAD = "\ufffd"
"""Stands for what is shown but could not be read."""
SYMBOLS = {
    ("Wingdings", "6F"): "☐", ("Wingdings", "71"): "☐", ("Wingdings", "A8"): "☐",
    ("Wingdings", "FC"): "✓", ("Wingdings", "FD"): "☒", ("Wingdings", "FE"): "☑",
    ("Wingdings 2", "50"): "✓", ("Wingdings 2", "52"): "☑", ("Wingdings 2", "54"): "☒",
    ("Wingdings 2", "A3"): "☐",
}  # fmt: skip
"""Ticks and boxes of the symbol fonts, which have no Unicode of their own in the file."""

_OF_PICTURES = re.compile(r"Wingdings|Webdings|Marlett", re.IGNORECASE)
_FIGURES_AND_SIGNS = frozenset(f"{code:02X}" for code in range(0x28, 0x3A))
# Marks before an amount that change nothing: no sign, no figure.
_BULLETS = frozenset("•·●○■□◆◇►▪▫※★☆✓➢\uf06c\uf06e\uf075\uf0b7\uf0d8\uf0fc")
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)\s*(pt|in|cm|mm|px)?", re.IGNORECASE)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "px": 0.75}


def symbol(part: etree._Element) -> str:
    """A character given by its place in a font (w:sym): a tick or box, nothing for other pictures.

    Fonts of letters have figures and signs at their places, which are known to the font alone.
    """
    font = attribute(part, "font")
    code = attribute(part, "char").upper().removeprefix("F0").removeprefix("00")
    if found := SYMBOLS.get((font, code)):
        return found
    is_picture = _OF_PICTURES.match(font) or (font == "Symbol" and code not in _FIGURES_AND_SIGNS)
    return "" if is_picture else UNREAD


def formula(math: etree._Element) -> str:
    """Text of a formula that is a row of characters; one that is built of more is not read."""
    parts = [each for each in math if name_of(each) not in ("", "ctrlPr", "rPr")]
    if name_of(math) == "oMathPara":
        return "".join(formula(each) for each in parts if name_of(each) == "oMath")
    if any(name_of(each) != "r" or _has_look(each) for each in parts):
        return UNREAD
    return "".join(each.text or "" for part in parts for each in part.iterchildren("{*}t"))


def _has_look(run: etree._Element) -> bool:
    return any(
        name_of(each) in ("strike", "dstrike", "vanish", "color", "vertAlign", "position", "sz")
        for properties in run.iterchildren("{*}rPr")
        for each in properties
    )


class Lists:
    """The marks that lists put before their paragraphs."""

    def __init__(self, root: etree._Element | None, looks: Looks) -> None:
        found = () if root is None else root.iterfind("{*}abstractNum")
        self._lists = {attribute(each, "abstractNumId"): each for each in found}
        found = () if root is None else root.iterfind("{*}num")
        self._numbers = {attribute(each, "numId"): each for each in found}
        self._looks = looks

    def may_change(self, properties: etree._Element | None) -> bool:
        """Whether the mark before a paragraph may be a sign or figures of the amount that follows it."""
        numbering = self._looks.numbering_of(properties)
        number = value(numbering, "numId") or "0"
        if number == "0":
            return False
        level = self._level(number, value(numbering, "ilvl") or "0")
        if level is None:
            return True
        mark = (value(level, "lvlText") or "").strip()
        return value(level, "numFmt") != "none" and bool(mark) and not _BULLETS.issuperset(mark)

    def _level(self, number: str, depth: str) -> etree._Element | None:
        written = self._numbers.get(number)
        if written is None:
            return None
        changed = [
            level
            for each in written.iterfind("{*}lvlOverride")
            for level in each.iterfind("{*}lvl")
            if attribute(each, "ilvl") == depth
        ]
        above = self._lists.get(value(written, "abstractNumId") or "")
        levels = changed or ([] if above is None else above.iterfind("{*}lvl"))
        return next((each for each in levels if changed or attribute(each, "ilvl") == depth), None)


def is_in_line(box: etree._Element) -> bool:
    """Whether a text box stands in a cell like a letter, so that its text is text of the cell.

    One that is anchored there may lie anywhere on the page; one with a table in it is read for itself.
    """
    shape = next(box.iterancestors("{*}inline", "{*}anchor", "{*}shape", "{*}rect", "{*}roundrect"), None)
    if shape is None or next(shape.iterancestors("{*}tc"), None) is None:
        return False
    is_floating = name_of(shape) == "anchor" or "absolute" in shape.get("style", "")
    return not is_floating and next(box.iter("{*}tbl"), None) is None


def pictures(block: etree._Element) -> list[str]:
    """Names of the pictures of a block that are as large as a table is."""
    found: list[str] = []
    for element in block.iter("{*}inline", "{*}anchor", "{*}shape"):
        if any(name_of(each) in ("Fallback", "del", "moveFrom") for each in element.iterancestors()):
            continue
        if name_of(element) == "shape":
            is_picture = element.find("{*}imagedata") is not None
            width, height = _sizes(element.get("style", ""))
            name = element.get("alt") or element.get("id") or ""
        else:
            is_picture = next(element.iter("{*}blip"), None) is not None
            extent, named = element.find("{*}extent"), element.find("{*}docPr")
            width, height = (
                0.0 if extent is None else _number(extent.get(side, "")) / EMU_A_POINT
                for side in ("cx", "cy")
            )
            name = "" if named is None else named.get("name", "")
        if is_picture and is_large(width, height):
            found.append(name)
    return found


def _sizes(style: str) -> tuple[float, float]:
    found = {
        name.lower(): _number(size) * _POINTS[(unit or "pt").lower()]
        for name, size, unit in _LENGTH.findall(style)
    }
    return found.get("width", 0.0), found.get("height", 0.0)


def _number(stated: str) -> float:
    try:
        return float(stated)
    except ValueError:
        return 0.0
