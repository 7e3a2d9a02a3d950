"""What values of style properties come to: lengths, colours, and whether they hide, lift or strike text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PIL import ImageColor

LEAST_OPACITY = 0.1
_FONT_SIZE = re.compile(r"(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%)|0)(?=[/\s])")
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]*)\)")
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|em|rem|ex|cm|mm|in|pc|vw|vh|%)?")
_PIXELS = {"pt": 1.33, "em": 16, "rem": 16, "ex": 8, "cm": 38, "mm": 3.8, "in": 96, "pc": 16, "%": 0.16}
_PIXELS |= {"vw": 12.8, "vh": 7.2}
_LEAST_LETTER, _FAR_AWAY = 2.0, -900.0
_MOST_LINE = 4.0
"""Height in pixels up to which a box is a line."""
_MIDDLE = range(30, 71)
"""Where, in percent of its height, a line crosses the text of a box."""
_CLEAR = re.compile(r"transparent|rgba?\([^()]*[,/]\s*0?\.?0+%?\s*\)")
_STOP = re.compile(r"(\d+(?:\.\d+)?)%")


def pixels(value: str) -> float | None:
    """A length in pixels, None for what is no length by itself."""
    found = _LENGTH.fullmatch(value.strip())
    return float(found[1]) * _PIXELS.get(found[2] or "px", 1) if found else None


def part(value: str) -> float | None:
    """A number, or a percentage as one."""
    found = re.fullmatch(r"(\d*\.?\d+)(%?)", value.strip())
    return float(found[1]) / (100 if found[2] else 1) if found else None


def font_size(declared: Mapping[str, str]) -> str | None:
    """The size of letters that is asked for, None where none is."""
    if (size := declared.get("font-size")) is not None:
        return size
    found = _FONT_SIZE.search(declared.get("font", ""))
    return found[1] if found else None


def is_tiny(size: str) -> bool | None:
    """Whether letters of a size cannot be seen, None where the size is not understood."""
    length = pixels(size)
    return None if length is None else length <= _LEAST_LETTER and (not size.endswith("%") or not length)


def is_veiled(declared: Mapping[str, str]) -> bool:
    """Without any ink, whatever stands within."""
    opacity = part(declared.get("opacity", "1"))
    filtered = re.search(r"opacity\(\s*([\d.]+%?)\s*\)", declared.get("filter", ""))
    parts = (opacity, part(filtered[1]) if filtered else None)
    return any(each is not None and each < LEAST_OPACITY for each in parts) or (
        declared.get("content-visibility") == "hidden"
    )


def is_clipped(declared: Mapping[str, str], *, is_of_table: bool) -> bool:
    """Out of the page, or in a box of no size that hides what does not fit into it.

    Boxes of tables grow with what stands in them.
    """
    if declared.get("position") in ("absolute", "fixed"):
        if any((pixels(declared.get(side, "")) or 0) < _FAR_AWAY for side in ("left", "top")):
            return True
        if re.fullmatch(r"rect\((?:\s*[01](?:px)?[\s,]*){4}\)", declared.get("clip", "")):
            return True
    if any(
        (pixels(declared.get(name, "")) or 0) < _FAR_AWAY
        for name in ("text-indent", "margin-left", "margin-top")
    ):
        return True
    if re.match(r"inset\((?:[5-9]\d|100)%|circle\(0(?:px|%)?[\s)]", declared.get("clip-path", "")):
        return True
    if re.search(r"scale(?:[xy]|3d)?\(\s*0*\.?0+\s*[,)]", declared.get("transform", "")):
        return True
    if re.match(r"0*\.?0+(?:\s|$)", declared.get("scale", "")):
        return True
    if is_of_table:
        return False
    sizes = [pixels(declared.get(name, "")) for name in ("height", "max-height", "width")]
    overflows = (declared.get(name) for name in ("overflow", "overflow-x", "overflow-y"))
    return any(each in ("hidden", "clip") for each in overflows) and any(size == 0 for size in sizes)


def is_raised(declared: Mapping[str, str]) -> bool:
    """Whether text stands above or below its line."""
    align = declared.get("vertical-align", "")
    if align in ("super", "sub", "text-top", "top") or (pixels(align) or 0):
        return True
    if declared.get("font-variant-position") in ("super", "sub"):
        return True
    moved = re.search(r"translatey\(\s*([^)]*)\)", declared.get("transform", ""))
    if moved and pixels(moved[1]):
        return True
    if pixels(declared.get("mso-text-raise", "")) or 0:
        return True
    return declared.get("position") == "relative" and any(
        pixels(declared.get(side, "")) for side in ("top", "bottom")
    )


def colour(value: str) -> str | None:
    """RRGGBB, None for what is no colour of its own."""
    value = value.strip()
    if not value or value in ("inherit", "initial", "unset", "currentcolor", "transparent"):
        return None
    if re.fullmatch(r"[0-9a-f]{6}", value, re.IGNORECASE):
        value = f"#{value}"
    if found := _FUNCTION.fullmatch(value.lower()):
        parts = re.split(r"[\s,/]+", found[2].strip())
        alpha = part(parts[3]) if len(parts) == 4 else 1
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
    return part(parts[3]) if len(parts) == 4 else 1


def is_clear(value: str) -> bool:
    """Whether a colour lets its ground through."""
    alpha = _alpha(value)
    return value == "transparent" or (alpha is not None and alpha < LEAST_OPACITY)


def ground(declared: Mapping[str, str], attribute: str, above: str | None) -> str | None:
    """The colour behind the text; None for a picture, which no colour can be compared with."""
    if declared.get("background-image", "none") not in ("none", "initial"):
        return None
    for value in (declared.get("background-color"), declared.get("background"), attribute):
        if not value:
            continue
        if "url(" in value or "gradient" in value:
            return None
        if value in ("transparent", "none", "initial", "inherit", "unset") or is_clear(value):
            return above
        words = re.findall(r"[a-z]+\([^)]*\)|[^\s]+", value)
        found = next((known for word in words if (known := colour(word))), None)
        return found if found and _alpha(value) == 1 else None
    return above


_WRITTEN = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|attr\(\s*([\w-]+)\s*\)")
_OF_ICONS = re.compile("[\ue000-\uf8ff]")


def written(content: str, attributes: Mapping[str, str]) -> str | None:
    """The text that `content` writes, None for counters, signs of an icon font, and what else it may be."""
    if _WRITTEN.sub("", content).strip() or "\\" in content:
        return None
    parts = (attributes.get(found[2], "") if found[2] else found[1] for found in _WRITTEN.finditer(content))
    text = "".join(parts)
    return None if _OF_ICONS.search(text) else text


# --- lines over the text --------------------------------------------------------------------------


def is_struck(declared: Mapping[str, str]) -> bool:
    """Whether a line is drawn through the text: as its decoration, or by the ground behind it."""
    decoration = declared.get("text-decoration-line", declared.get("text-decoration", ""))
    return "line-through" in decoration or _is_line(_picture(declared)) is True


def may_be_struck(declared: Mapping[str, str]) -> bool:
    """Whether the ground may draw a line through the text, which cannot be told from here."""
    picture = _picture(declared)
    if "url(" in picture:
        return "repeat-x" in picture and bool(re.search(r"center|50%", picture))
    return _is_line(picture) is None


def line_over(declared: Mapping[str, str]) -> bool | None:
    """Whether what is added to an element is a line over its text, None where it may be one."""
    if declared.get("display") == "none" or declared.get("visibility") == "hidden" or is_veiled(declared):
        return False
    if declared.get("position") not in ("absolute", "fixed") or not _is_drawn(declared):
        return False
    width = declared.get("width", "")
    if (pixels(width) or 0) and not width.endswith("%") and (pixels(width) or 0) <= _MOST_LINE:
        return False  # an upright bar beside the text
    if (layer := declared.get("z-index", "")).startswith("-") and layer != "-0":
        return False
    places = [declared.get(side, "") for side in ("top", "bottom")] + declared.get("inset", "").split()[:1]
    for place in places:
        share = re.search(r"([\d.]+)%", place)
        if share:
            return round(float(share[1])) in _MIDDLE
    return None if any(pixels(place) for place in places) or "calc" in "".join(places) else False


def _is_drawn(declared: Mapping[str, str]) -> bool:
    borders = [declared.get(name, "") for name in ("border-top", "border-bottom", "border")]
    if any(each and not re.match(r"(?:none|hidden|0(?:px)?)\b", each) for each in borders):
        return True
    height = pixels(declared.get("height", ""))
    grounds = (declared.get("background-color", ""), declared.get("background", ""))
    has_ground = any(each and each not in ("none", "transparent") for each in grounds)
    return has_ground and height is not None and 0 < height <= _MOST_LINE


def _picture(declared: Mapping[str, str]) -> str:
    return declared.get("background-image", declared.get("background", ""))


def _is_line(picture: str) -> bool | None:
    """Whether a gradient is a thin line across, None where it may be one."""
    if "gradient" not in picture or len(_CLEAR.findall(picture)) < 2:
        return False
    if "calc(" in picture or re.search(r"to (?:top|bottom) (?:left|right)", picture):
        return None
    stops = sorted(float(each) for each in _STOP.findall(_CLEAR.sub(" ", _FUNCTION.sub(" ", picture))))
    if re.search(r"to (?:left|right)|\b(?:90|270|-90)deg|\d(?:px|em)", picture):
        return None if re.search(r"\d(?:px|em)", picture) else False
    if not stops:
        return False
    return any(round(each) in _MIDDLE for each in stops) and stops[-1] - stops[0] <= 25
