"""What the styles of a page say of its text: whether it is seen, struck out, raised, and in which colours.

Attributes, inline styles, and rules of `style` elements whose selectors are tags, classes and identifiers,
alone or one within the other. A rule of another kind that would hide something is kept to be told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml import etree
from PIL import ImageColor

from ingest.model import NotShown
from ingest.readers.office.looks import BLACK, WHITE, is_same_colour

_STRUCK = frozenset({"s", "strike", "del"})
_RAISED = frozenset({"sup", "sub", "rt"})
_MARKING = _STRUCK | _RAISED | {"dialog"}
_ATTRIBUTES = frozenset({"hidden", "color", "text", "bgcolor", "background"})
_INLINE = frozenset({"span", "font", "a", "b", "i", "em", "small", "strong", "u", "sup", "sub", "label"})
_PROPERTIES = frozenset(
    {"display", "visibility", "opacity", "text-decoration", "text-decoration-line", "vertical-align", "color"}
    | {"background", "background-color", "font-size", "position", "left", "top", "text-indent", "height"}
    | {"max-height", "width", "overflow", "mso-text-raise", "clip", "clip-path", "transform"}
    | {"background-image", "bottom", "content", "font", "font-variant-position", "margin-left", "margin-top"}
)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(
    r"@media(?P<media>[^{]*)\{(?P<rules>(?:[^{}]*\{[^{}]*\})*[^{}]*)\}|(?P<selectors>[^{}]*)\{(?P<body>[^{}]*)\}",
    re.IGNORECASE,
)
_WIDTH = re.compile(r"\((min|max)-width\s*:\s*([\d.]+)(px|em|rem)?\s*\)")
_FONT_SIZE = re.compile(r"(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%)|0)(?=[/\s])")
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]*)\)")
_ADDED = re.compile(r"::?(?:before|after)$")
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
_LEAST_OPACITY = 0.1
_SCREEN = 1280
"""Width in pixels of the window that a page is taken to be looked at in."""
_COMPOUND = re.compile(r"(\*|[\w-]+)?((?:[.#][\w-]+)*)")
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|em|rem|ex|cm|mm|in|pc|vw|vh|%)?")
_PIXELS = {"pt": 1.33, "em": 16, "rem": 16, "ex": 8, "cm": 38, "mm": 3.8, "in": 96, "pc": 16, "%": 0.16}
_PIXELS |= {"vw": 12.8, "vh": 7.2}
# What a selector may ask for that holds only while someone uses the page, or of no element at all.
_PASSING = re.compile(r":(?:hover|active|focus|visited|target|before|after|selection|placeholder|-\w)")
_LEAST_LETTER, _FAR_AWAY = 2.0, -900.0


@dataclass(frozen=True, slots=True)
class State:
    """How text is seen within an element."""

    is_shown: bool = True
    is_struck: bool = False
    is_raised: bool = False
    is_tiny: bool = False
    is_clear: bool = False
    colour: str = BLACK
    ground: str | None = WHITE

    @property
    def not_shown(self) -> NotShown | None:
        """Why text is not seen here, None where it is."""
        if not self.is_shown:
            return NotShown.HIDDEN
        if self.is_struck:
            return NotShown.STRUCK_OUT
        if self.is_tiny or self.is_clear or is_same_colour(self.colour, self.ground):
            return NotShown.INVISIBLE
        return None


_Compound = tuple[str, frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Rule:
    order: tuple[int, ...]
    chain: tuple[tuple[str, _Compound], ...]
    """Compounds from the element outwards, each with what joins it to the one before."""
    declared: Mapping[str, str]


@dataclass(slots=True)
class Styles:
    """Rules of a page by the last part of their selectors."""

    rules: dict[str, list[_Rule]] = field(default_factory=lambda: defaultdict(list))
    not_understood: list[str] = field(default_factory=list)
    """Selectors of rules that may hide something."""

    def within(self, element: etree._Element, state: State) -> State | None:
        """How text is seen within `element`, which stands in `state`; None where it is not laid out."""
        tag = element.tag
        attributes = element.attrib
        if not (self.rules or attributes or tag in _MARKING):
            return state
        declared = self._declared(element)
        if not declared and tag not in _MARKING and _ATTRIBUTES.isdisjoint(attributes):
            return state
        if "hidden" in attributes and declared.get("display", "none") == "none":
            return None
        if declared.get("display") == "none" or (tag == "dialog" and "open" not in attributes):
            return None
        if _is_clipped(declared, str(tag)):
            return None
        visibility = declared.get("visibility")
        is_shown = (
            visibility == "visible" if visibility in ("visible", "hidden", "collapse") else state.is_shown
        )
        decoration = declared.get("text-decoration-line", declared.get("text-decoration"))
        is_struck = tag in _STRUCK if decoration is None else "line-through" in decoration
        is_raised = tag in _RAISED or (tag in _INLINE and _is_raised(declared))
        is_tiny = state.is_tiny
        if (size := _font_size(declared)) is not None:
            pixels = _pixels(size)
            is_tiny = (
                is_tiny
                if pixels is None
                else pixels <= _LEAST_LETTER and (not size.endswith("%") or not pixels)
            )
        opacity = _part(declared.get("opacity", "1"))
        colour = declared.get("color") or _stated_colour(element)
        return replace(
            state,
            is_shown=is_shown,
            is_struck=state.is_struck or is_struck,
            is_raised=state.is_raised or is_raised,
            is_tiny=is_tiny or (opacity is not None and opacity < _LEAST_OPACITY),
            is_clear=state.is_clear if colour in ("", "inherit") else _is_clear(colour),
            colour=_colour(colour) or state.colour,
            ground=(
                _ground(declared, attributes.get("bgcolor", ""), state.ground)
                if not attributes.get("background")
                else None
            ),
        )

    def _declared(self, element: etree._Element) -> dict[str, str]:
        found: list[_Rule] = []
        if self.rules:
            keys = [str(element.tag), "*", f"#{element.get('id', '')}"]
            keys += [f".{name}" for name in element.get("class", "").split()]
            found = [rule for key in keys for rule in self.rules.get(key, ()) if _fits(rule.chain, element)]
        declared: dict[str, str] = {}
        strong: dict[str, str] = {}
        inline = _inline(element.get("style", ""))
        if not found and not inline:
            return declared
        for declarations in (*(rule.declared for rule in sorted(found, key=lambda rule: rule.order)), inline):
            for name, value in declarations.items():
                plain = value.removesuffix("!important").strip()
                declared[name] = plain
                if plain != value:
                    strong[name] = plain
        return declared | strong


def _stated_colour(element: etree._Element) -> str:
    name = {"font": "color", "body": "text"}.get(str(element.tag))
    return str(element.get(name, "")) if name else ""


def of_page(root: etree._Element) -> Styles:
    """The rules of all `style` elements of a page."""
    styles = Styles()
    order = 0
    for element in root.iter("style"):
        if not _is_on_screen(element.get("media", "")):
            continue
        for selectors, body in _rules(_COMMENT.sub("", element.text or "")):
            declared = dict(_declarations(body))
            if not declared:
                continue
            for selector in selectors.split(","):
                order += 1
                _add(styles, selector.strip(), declared, order)
    styles.not_understood = [each for each in styles.not_understood if _may_meet(each, root)]
    return styles


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations that hold on a screen, in their order."""
    for found in _RULE.finditer(text):
        if found["media"] is None:
            yield found["selectors"], found["body"]
        elif _is_on_screen(found["media"]):
            yield from _rules(found["rules"])


def _is_on_screen(media: str) -> bool:
    """Whether rules hold in a window of usual width, not in print nor for someone's liking."""
    return any(_holds(query.strip().lower()) for query in media.split(","))


def _holds(query: str) -> bool:
    if not re.fullmatch(r"(?:\b(?:only|screen|all|and)\b|\s)*", _WIDTH.sub(" ", query)):
        return False  # print, another device, or a condition that is not understood
    for side, number, unit in _WIDTH.findall(query):
        pixels = float(number) * (1 if unit in ("", "px") else 16)
        if pixels > _SCREEN if side == "min" else pixels < _SCREEN:
            return False
    return True


def _declarations(body: str) -> Iterator[tuple[str, str]]:
    for part in body.split(";"):
        name, _, value = part.partition(":")
        if (name := name.strip().lower()) in _PROPERTIES and value.strip():
            yield name, re.sub(r"\s*!\s*important", "!important", value.strip().lower())


@lru_cache(maxsize=1 << 12)
def _inline(body: str) -> Mapping[str, str]:
    return dict(_declarations(body))


def _add(styles: Styles, selector: str, declared: Mapping[str, str], order: int) -> None:
    if not selector or selector.startswith("@"):
        return
    if _PASSING.search(selector):
        if _ADDED.search(selector) and re.search(
            r"attr\(|counter|[\"'][^\"']*[^\s\"']", declared.get("content", "")
        ):
            styles.not_understood.append(selector)
        return
    words = re.sub(r"\s*([>+~])\s*", r" \1 ", selector).split()
    chain: list[tuple[str, _Compound]] = []
    joint = ""
    identifiers = classes = tags = 0
    for word in reversed(words):
        if word == ">":
            joint = word
            continue
        found = _COMPOUND.fullmatch(word)
        if not found:
            _keep_untold(styles, selector, declared)
            return
        tag, names = (found[1] or "*").lower(), re.findall(r"[.#][\w-]+", found[2])
        ids = frozenset(name[1:] for name in names if name[0] == "#")
        marks = frozenset(name[1:] for name in names if name[0] == ".")
        chain.append((joint or " ", (tag, ids, marks)))
        identifiers, classes, tags = identifiers + len(ids), classes + len(marks), tags + (tag != "*")
        joint = ""
    if not chain:
        return
    tag, ids, marks = chain[0][1]
    key = f"#{min(ids)}" if ids else f".{min(marks)}" if marks else tag
    styles.rules[key].append(_Rule((identifiers, classes, tags, order), tuple(chain), declared))


def _keep_untold(styles: Styles, selector: str, declared: Mapping[str, str]) -> None:
    opacity = _part(declared.get("opacity", "1"))
    size = _pixels(_font_size(declared) or "12px")
    seen = opacity is None or opacity >= _LEAST_OPACITY
    if _is_raised(declared) or not seen or _is_clear(declared.get("color", "")):
        styles.not_understood.append(selector)
        return
    if size is not None and size <= _LEAST_LETTER:
        styles.not_understood.append(selector)
        return
    hides = declared.get("display") == "none" or declared.get("visibility") in ("hidden", "collapse")
    if hides or "line-through" in declared.get("text-decoration", "") or _is_clipped(declared, ""):
        styles.not_understood.append(selector)


def _may_meet(selector: str, root: etree._Element) -> bool:
    """Whether a selector that is not understood could mean anything with text on this page."""
    last = re.sub(r"\[[^\]]*\]|::?[\w-]+(?:\([^)]*\))?", "", re.split(r"[\s>+~]+", selector)[-1])
    found = _COMPOUND.fullmatch(last)
    if selector == "[hidden]":  # an attribute that is understood by itself
        return False
    if not found:
        return True
    names = re.findall(r"[.#][\w-]+", found[2])
    compound = (
        (found[1] or "*").lower(),
        frozenset(name[1:] for name in names if name[0] == "#"),
        frozenset(name[1:] for name in names if name[0] == "."),
    )
    if _ADDED.search(selector):
        cells = (each for cell in root.iter("td", "th") for each in (*cell.iterancestors(), *cell.iter()))
        return any(isinstance(each.tag, str) and _is(each, compound) for each in cells)
    return any(_is(each, compound) and "".join(each.itertext()).strip() for each in root.iter(etree.Element))


def _fits(chain: tuple[tuple[str, _Compound], ...], element: etree._Element) -> bool:
    """Whether `element` is what a selector asks for; each compound takes the nearest element that fits."""
    here: etree._Element | None = element
    for index, (joint, compound) in enumerate(chain):
        if index:
            here = None if here is None else here.getparent()
        while here is not None and not _is(here, compound):
            if not index or joint == ">":
                return False
            here = here.getparent()
        if here is None:
            return False
    return True


def _is(element: etree._Element, compound: _Compound) -> bool:
    tag, ids, marks = compound
    if tag not in ("*", element.tag):
        return False
    if ids and not ids <= {element.get("id", "")}:
        return False
    return not marks or marks <= set(element.get("class", "").split())


# --- values ---------------------------------------------------------------------------------------


def _pixels(value: str) -> float | None:
    found = _LENGTH.fullmatch(value.strip())
    return float(found[1]) * _PIXELS.get(found[2] or "px", 1) if found else None


def _part(value: str) -> float | None:
    """A number, or a percentage as one."""
    found = re.fullmatch(r"(\d*\.?\d+)(%?)", value.strip())
    return float(found[1]) / (100 if found[2] else 1) if found else None


def _font_size(declared: Mapping[str, str]) -> str | None:
    if (size := declared.get("font-size")) is not None:
        return size
    found = _FONT_SIZE.search(declared.get("font", ""))
    return found[1] if found else None


def _is_clipped(declared: Mapping[str, str], tag: str) -> bool:
    """Out of the page, or in a box of no size that hides what does not fit into it."""
    if declared.get("position") in ("absolute", "fixed"):
        if any((_pixels(declared.get(side, "")) or 0) < _FAR_AWAY for side in ("left", "top")):
            return True
        if re.fullmatch(r"rect\((?:\s*[01](?:px)?[\s,]*){4}\)", declared.get("clip", "")):
            return True
    if any(
        (_pixels(declared.get(name, "")) or 0) < _FAR_AWAY
        for name in ("text-indent", "margin-left", "margin-top")
    ):
        return True
    if re.match(r"inset\((?:[5-9]\d|100)%|circle\(0(?:px|%)?[\s)]", declared.get("clip-path", "")):
        return True
    if re.search(r"scale[xy]?\(\s*0*\.?0+\s*[,)]", declared.get("transform", "")):
        return True
    if tag in _TABLE_PARTS:  # their boxes grow with what stands in them
        return False
    sizes = (_pixels(declared.get(name, "")) for name in ("height", "max-height", "width"))
    return declared.get("overflow") in ("hidden", "clip") and any(size == 0 for size in sizes)


def _is_raised(declared: Mapping[str, str]) -> bool:
    align = declared.get("vertical-align", "")
    if align in ("super", "sub", "text-top", "top") or (_pixels(align) or 0):
        return True
    if declared.get("font-variant-position") in ("super", "sub"):
        return True
    moved = re.search(r"translatey\(\s*([^)]*)\)", declared.get("transform", ""))
    if moved and _pixels(moved[1]):
        return True
    if _pixels(declared.get("mso-text-raise", "")) or 0:
        return True
    return declared.get("position") == "relative" and any(
        _pixels(declared.get(side, "")) for side in ("top", "bottom")
    )


def _colour(value: str) -> str | None:
    """RRGGBB, None for what is no colour of its own."""
    value = value.strip()
    if not value or value in ("inherit", "initial", "unset", "currentcolor", "transparent"):
        return None
    if re.fullmatch(r"[0-9a-f]{6}", value, re.IGNORECASE):
        value = f"#{value}"
    if found := _FUNCTION.fullmatch(value.lower()):
        parts = re.split(r"[\s,/]+", found[2].strip())
        alpha = _part(parts[3]) if len(parts) == 4 else 1
        if len(parts) not in (3, 4) or not alpha:
            return None
        value = f"{found[1]}({','.join(part.removesuffix('deg') for part in parts[:3])})"
    try:
        return "".join(f"{part:02X}" for part in ImageColor.getrgb(value)[:3])
    except ValueError:
        return None


def _alpha(value: str) -> float | None:
    """How much of the ground a colour covers, None where that is not understood."""
    found = _FUNCTION.search(value.lower())
    parts = re.split(r"[\s,/]+", found[2].strip()) if found else []
    return _part(parts[3]) if len(parts) == 4 else 1


def _is_clear(value: str) -> bool:
    alpha = _alpha(value)
    return value == "transparent" or (alpha is not None and alpha < _LEAST_OPACITY)


def _ground(declared: Mapping[str, str], attribute: str, above: str | None) -> str | None:
    """The colour behind the text; None for a picture, which no colour can be compared with."""
    if declared.get("background-image", "none") not in ("none", "initial"):
        return None
    for value in (declared.get("background-color"), declared.get("background"), attribute):
        if not value:
            continue
        if "url(" in value or "gradient" in value:
            return None
        if value in ("transparent", "none", "initial", "inherit", "unset") or _is_clear(value):
            return above
        words = re.findall(r"[a-z]+\([^)]*\)|[^\s]+", value)
        found = next((colour for word in words if (colour := _colour(word))), None)
        return found if found and _alpha(value) == 1 else None
    return above
