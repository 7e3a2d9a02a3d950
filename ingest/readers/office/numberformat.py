"""Number formats of workbooks: what a cell shows for the number that it stores.

A format has up to four sections, for numbers above, below and equal to nought, and for text; each may scale,
round, hide, colour, and put signs and words around the digits (ECMA-376 part 1, 18.8.31). What a section
asks for that is not understood here raises `Unrenderable`: the caller tells it and guesses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

from ingest.readers.office import dateformat

GENERAL = "General"
# Formats that a file names by number only, as a Chinese Excel shows them.
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"￥"#,##0;"￥"-#,##0', 6: '"￥"#,##0;[Red]"￥"-#,##0',
    7: '"￥"#,##0.00;"￥"-#,##0.00', 8: '"￥"#,##0.00;[Red]"￥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    23: GENERAL, 24: GENERAL, 25: GENERAL, 26: GENERAL,
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "￥"* #,##0_ ;_ "￥"* -#,##0_ ;_ "￥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "￥"* #,##0.00_ ;_ "￥"* -#,##0.00_ ;_ "￥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

_COLOURS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00",
    "magenta": "FF00FF", "red": "FF0000", "white": "FFFFFF", "yellow": "FFFF00",
    "黑色": "000000", "蓝色": "0000FF", "青色": "00FFFF", "绿色": "00FF00",
    "洋红色": "FF00FF", "红色": "FF0000", "白色": "FFFFFF", "黄色": "FFFF00",
    "color2": "FFFFFF", "颜色2": "FFFFFF",
}  # fmt: skip
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)(?:"|$)|\[(?P<bracket>[^\]]*)\]|[\\!](?P<escaped>.)|(?P<room>_.?)|(?P<fill>\*.?)'
    r"|(?P<general>general|G/通用格式)|(?P<exponent>E[+-])|(?P<date>AM/PM|A/P|上午/下午|[ymdhsegb]+|a{3,4})"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+(?:E[+-]?\d+)?)", re.IGNORECASE)
_HOLDS = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b, "=": lambda a, b: a == b, "<>": lambda a, b: a != b,
}  # fmt: skip
_UNITS = tuple(Decimal(1).scaleb(-places) for places in range(10))
_MOST_DIGITS = 17
# `General` is shown with as many digits as the column has room for: all that are stored are read.
_REMARK = re.compile(r"[(（\[][^()（）\[\]\d]*[)）\]]")
_BELOW_NOUGHT = re.compile(r"[-−–—‐－△▲▵负减(（\[［]")
_PLAIN = re.compile(r"\s*General\s*(?:;\s*General\s*)*", re.IGNORECASE)


class Unrenderable(Exception):
    """A format that asks for something that is not understood here. Says why, and what a person can do."""

    why = "a number format that is not understood"
    remedy = "give these cells a plain number format, or save the workbook as PDF"


class WithoutSign(Unrenderable):
    """A format that shows a number below nought like one above it, but for its colour or a word."""

    why = "a number format that hides the minus sign, or puts a colour or a word in its place"
    remedy = "give these cells a format with a minus sign, such as #,##0.00: they hold numbers below nought"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows, and the colour that its format gives it (RRGGBB), if any."""

    text: str
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a section: what kind it is, and what stands in it."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    colour: str | None
    is_foreign: bool
    kinds: frozenset[str]
    usual: tuple[str, str, str] | None
    """Words before and behind, and the form between, of a section as most are: `#,##0.00`, `0`, `0.00`."""

    def is_for(self, value: Decimal) -> bool:
        return self.condition is not None and bool(_HOLDS[self.condition[0]](value, self.condition[1]))

    @property
    def is_below_nought(self) -> bool:
        """A condition that only numbers below nought fulfil: the section itself says how they look."""
        if self.condition is None:
            return False
        sign, limit = self.condition
        return (sign in ("<", "<=") and limit <= 0) or (sign == "=" and limit < 0)


@dataclass(frozen=True, slots=True)
class Format:
    """A number format, read once and used for many cells."""

    code: str
    sections: tuple[_Section, ...]
    numeric: tuple[_Section, ...]
    """Those for numbers."""
    is_plain: bool
    has_conditions: bool

    def number(self, value: float, is_1904: bool = False) -> Shown:
        """What a cell of this format shows for a number.

        Raises `Unrenderable`, and `WithoutSign` for a number below nought that is shown as one above it:
        without a sign, told apart by its colour or by a remark only.
        """
        exact = exact_of(value)
        shown = self._number(exact, value, is_1904)
        if exact < 0 and is_above_nought(shown.text):
            raise WithoutSign(self.code)
        return shown

    def _number(self, exact: Decimal, value: float, is_1904: bool) -> Shown:
        if self.is_plain:
            return Shown(plain(exact))
        section, is_signed = self._section(exact)
        kinds = section.kinds
        if section.usual and exact.adjusted() < _MOST_DIGITS:
            before, behind, form = section.usual
            rounded = abs(exact).quantize(_UNITS[int(form[-2])], ROUND_HALF_UP)
            sign = "-" if exact < 0 and is_signed else ""
            return Shown(f"{sign}{before}{rounded:{form}}{behind}", section.colour)
        if section.is_foreign and not kinds.isdisjoint({"digit", "date", "general"}):
            raise Unrenderable(self.code)
        if "date" in kinds:
            try:
                text = dateformat.rendered([(t.kind, t.text) for t in section.tokens], value, is_1904)
            except ValueError as error:
                raise Unrenderable(self.code) from error
            return Shown(text, section.colour)
        sign = "-" if exact < 0 and is_signed else ""
        if "text" in kinds or "general" in kinds:
            whole = plain(abs(exact))
            parts = (whole if t.kind in ("text", "general") else t.text for t in section.tokens)
            return Shown(sign + "".join(parts), section.colour)
        try:
            return Shown(sign + _digits(section.tokens, abs(exact)), section.colour)
        except ValueError as error:
            raise Unrenderable(self.code) from error

    def text(self, value: str) -> Shown:
        """What a cell of this format shows for text."""
        found = self.sections[3] if len(self.sections) > 3 else self.sections[-1]
        if len(self.sections) < 4 and "text" not in found.kinds:
            return Shown(value)
        return Shown("".join(value if t.kind == "text" else t.text for t in found.tokens), found.colour)

    def _section(self, value: Decimal) -> tuple[_Section, bool]:
        """The section for a number, and whether a number below nought gets its sign before it."""
        numeric = self.numeric
        if self.has_conditions:
            for index, section in enumerate(numeric):
                if section.is_for(value) or (section.condition is None and (index or value > 0)):
                    return section, not section.is_below_nought
            raise Unrenderable(self.code)
        if len(numeric) == 1:
            return numeric[0], True
        if value < 0:
            return numeric[1], False
        return (numeric[2] if not value and len(numeric) > 2 else numeric[0]), False


@lru_cache(maxsize=4096)
def format_of(code: str) -> Format:
    """The format that `code` writes; a blank one is `General`."""
    sections: list[list[re.Match[str]]] = [[]]
    for found in _TOKEN.finditer(code or GENERAL):
        if found["literal"] == ";":
            sections.append([])
        else:
            sections[-1].append(found)
    parsed = tuple(_section_of(each) for each in sections[:4])
    numeric = parsed[:3]
    if len(parsed) in (2, 3) and "text" in parsed[-1].kinds and not parsed[-1].condition:
        numeric = parsed[:-1]
    has_conditions = any(section.condition for section in numeric)
    return Format(code or GENERAL, parsed, numeric, bool(_PLAIN.fullmatch(code or GENERAL)), has_conditions)


def exact_of(value: float) -> Decimal:
    """The number as a workbook keeps it: fifteen digits.

    >>> exact_of(0.1 + 0.2)
    Decimal('0.3')
    """
    return Decimal(f"{value:.15g}")


def plain(value: Decimal) -> str:
    """All digits, without an exponent."""
    if not value:
        return "0"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_above_nought(text: str) -> bool:
    """Whether figures other than noughts stand there, and no sign but in a remark.

    >>> is_above_nought("5.00（负数）"), is_above_nought("(5.00)"), is_above_nought("0.00")
    (True, False, False)
    """
    has_figures = any(character in "123456789" for character in text)
    return has_figures and not _BELOW_NOUGHT.search(_REMARK.sub("", text))


def _section_of(found: Sequence[re.Match[str]]) -> _Section:
    tokens: list[Token] = []
    condition, colour, is_foreign = None, None, False
    for match in found:
        kind, text = match.lastgroup or "literal", match[match.lastgroup or 0]
        if kind == "bracket":
            lower = text.lower()
            if limit := _CONDITION.fullmatch(text.strip()):
                condition = (limit[1], Decimal(limit[2]))
            elif lower in _COLOURS:
                colour = _COLOURS[lower]
            elif text.startswith("$"):
                tokens.append(Token("literal", text[1:].partition("-")[0]))
            elif re.fullmatch(r"h+|m+|s+", lower):
                tokens.append(Token("date", f"[{lower}]"))
            elif not re.fullmatch(r"(?:color|颜色)\s*\d+", lower):
                is_foreign = True  # DBNum: digits as Chinese numerals, and what else there may be
        elif kind in ("quoted", "escaped"):
            tokens.append(Token("literal", text))
        elif kind == "room":
            tokens.append(Token("literal", " "))
        elif kind != "fill":
            is_foreign |= kind == "literal" and text.isascii() and text.isalpha()
            tokens.append(Token(kind, text))
    kinds = frozenset(token.kind for token in tokens)
    return _Section(
        tuple(tokens), condition, colour, is_foreign, kinds, None if is_foreign else _usual(tokens)
    )


def _usual(tokens: Sequence[Token]) -> tuple[str, str, str] | None:
    """How the digits of a usual section are written, so that it needs no look at each of its tokens."""
    letters = "".join(
        token.text if token.kind in ("digit", "comma", "point") else "x" if token.kind == "literal" else "?"
        for token in tokens
    )
    found = re.fullmatch(r"(x*)(#,##)?0(?:\.(0{1,9}))?(x*)", letters)
    if not found:
        return None
    words = [token.text for token in tokens if token.kind == "literal"]
    before = len(found[1])
    form = f"{',' if found[2] else ''}.{len(found[3] or '')}f"
    return "".join(words[:before]), "".join(words[before:]), form


# --- digits ---------------------------------------------------------------------------------------


def _digits(tokens: Sequence[Token], value: Decimal) -> str:
    """Digits at their places among the words of a section. Raises `ValueError` for what is not understood."""
    kinds = [token.kind for token in tokens]
    if "digit" not in kinds:
        return "".join(token.text for token in tokens if token.kind != "comma")
    _refuse_fractions(tokens)
    value *= Decimal(100) ** kinds.count("percent")
    exponent = ""
    if "exponent" in kinds:
        at = kinds.index("exponent")
        value, exponent = _exponent(tokens[:at], tokens[at:], value)
        tokens, kinds = tokens[:at], kinds[:at]
    at = kinds.index("point") if "point" in kinds else len(kinds)
    if kinds.count("point") > 1:
        raise ValueError("two decimal points")
    whole, thousands, is_grouped = _without_commas(tokens[:at])
    rest, more, is_odd = _without_commas(tokens[at + 1 :])
    if is_odd:
        raise ValueError("a comma among decimals")
    value /= Decimal(1000) ** (thousands + more)
    places = sum(token.kind == "digit" for token in rest)
    with localcontext() as context:
        context.prec = 400
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    before, _, after = f"{value:f}".partition(".")
    decimals = _decimals(rest, after)
    has_digit = any(character.isdigit() for character in decimals)
    point = "." if at < len(kinds) and has_digit else ""
    return _whole(whole, before.lstrip("0"), is_grouped) + point + decimals + exponent


def _refuse_fractions(tokens: Sequence[Token]) -> None:
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    if any(t.kind == "literal" and t.text == "/" for t in tokens[places[0] : places[-1]]):
        raise ValueError("a fraction")


def _without_commas(tokens: Sequence[Token]) -> tuple[list[Token], int, bool]:
    """Tokens without commas, how many of them stand behind all digits, and whether any stands between."""
    last = max((i for i, token in enumerate(tokens) if token.kind == "digit"), default=-1)
    behind = sum(token.kind == "comma" for token in tokens[last + 1 :])
    between = any(token.kind == "comma" for token in tokens[: last + 1])
    return [token for token in tokens if token.kind != "comma"], behind, between


def _whole(tokens: Sequence[Token], digits: str, is_grouped: bool) -> str:
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    if not places:
        return "".join(token.text for token in tokens) + digits
    first, last = places[0], places[-1]
    if is_grouped:
        if any(token.kind != "digit" for token in tokens[first:last]):
            raise ValueError("words among digits that are grouped")
        padded = digits.rjust(sum(token.text == "0" for token in tokens), "0")
        shown = f"{int(padded):0{len(padded) + (len(padded) - 1) // 3},}" if padded else ""
        return "".join(t.text for t in tokens[:first]) + shown + "".join(t.text for t in tokens[last + 1 :])
    pieces = [token.text for token in tokens]
    left = digits
    for index in reversed(places):
        pieces[index] = left[-1:] or {"0": "0", "#": "", "?": " "}[tokens[index].text]
        left = left[:-1]
    pieces[first] = left + pieces[first]
    return "".join(pieces)


def _decimals(tokens: Sequence[Token], digits: str) -> str:
    needed = len(digits.rstrip("0"))
    pieces: list[str] = []
    place = 0
    for token in tokens:
        if token.kind != "digit":
            pieces.append(token.text)
            continue
        is_kept = token.text == "0" or place < needed or any(t == "0" for t in _from(tokens, place))
        pieces.append(digits[place] if is_kept else " " if token.text == "?" else "")
        place += 1
    return "".join(pieces)


def _from(tokens: Sequence[Token], place: int) -> list[str]:
    return [token.text for token in tokens if token.kind == "digit"][place:]


def _exponent(mantissa: Sequence[Token], rest: Sequence[Token], value: Decimal) -> tuple[Decimal, str]:
    """The number before the exponent, and the exponent as it is written."""
    kinds = [token.kind for token in mantissa]
    at = kinds.index("point") if "point" in kinds else len(kinds)
    step = max(1, kinds[:at].count("digit"))
    places = kinds[at:].count("digit")
    power = value.adjusted() // step * step if value else 0
    scaled = value.scaleb(-power)
    if round(scaled, places) >= Decimal(10) ** step:
        power += step
        scaled = value.scaleb(-power)
    width = sum(token.kind == "digit" for token in rest)
    sign = "-" if power < 0 else "+" if rest[0].text.endswith("+") else ""
    tail = "".join(token.text for token in rest[1:] if token.kind != "digit")
    return scaled, f"E{sign}{abs(power):0{width}d}{tail}"
