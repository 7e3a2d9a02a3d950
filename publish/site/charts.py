"""Charts as SVG within a page: text that a browser draws, no script, the same bytes for the same figures.

Drawn by lets-plot. Of what it writes only the elements of a drawing are kept: names come from documents of
other people, and a label that it takes for a link or a formula must stay a label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from lxml import etree
from markupsafe import Markup

from ingest.names import plain

if TYPE_CHECKING:
    from types import ModuleType

MOST_BARS = 12
_WIDTH, _BAR, _AROUND, _BESIDE, _GAP = 340, 26, 8, 24, 12
"""Pixels: of the picture, of a bar, above and below all bars, beside names and bars, behind a figure."""

_LOWEST = 60
"""What lets-plot draws at least, whatever it is asked for."""

_FONT, _BELIEVED, _NARROW = 12, 9.1, 0.6
"""Pixels of a character, what lets-plot takes one for, and the share of it that a Latin letter has."""

_LONGEST_NAME = 10
_COLOURS = ("#2f6fb0", "#e09f3e", "#6a994e", "#9c6ade", "#8d99ae")
_WAN = 10_000
_KEPT = {"g", "rect", "text", "tspan"}
_ATTRIBUTES = {"class", "dy", "fill", "height", "text-anchor", "transform", "width", "x", "y"}
_DEFAULTS = {("y", "0.0"), ("x", "0.0"), ("class", "plt-container")}
_DIGITS = re.compile(r"(\d+\.\d)\d+")
# What lets-plot reads as a link, a formula or an entity, as the full-width sign that looks the same.
_LOOKALIKES = str.maketrans({"<": "＜", ">": "＞", "&": "＆", "\\": "＼", "$": "＄", "{": "｛", "}": "｝"})


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name, what stands at its end, and its parts in yuan by the name of what they are."""

    name: str
    told: str
    parts: tuple[tuple[str, Decimal], ...]

    @property
    def total(self) -> Decimal:
        """Its length in yuan."""
        return sum((amount for _, amount in self.parts), Decimal(0))


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, and the colour of each kind of part where there are several."""

    svg: Markup
    legend: tuple[tuple[str, str], ...]


def bars(title: str, shown: Sequence[Bar]) -> Chart | None:
    """Bars from above to below; None where all are nothing.

    `title` is what a reader who does not see it hears; the figures stand in the table beside it.
    """
    if not any(bar.total for bar in shown):
        return None
    kinds = list(dict.fromkeys(kind for bar in shown for kind, _ in bar.parts))
    colours = [_COLOURS[number % len(_COLOURS)] for number, _ in enumerate(kinds)]
    height = max(_AROUND + _BAR * len(shown), _LOWEST)
    svg = Markup(_cleaned(_drawn(shown, kinds, colours, height), title, height))
    return Chart(svg, tuple(zip(kinds, colours, strict=True)) if len(kinds) > 1 else ())


def _drawn(shown: Sequence[Bar], kinds: Sequence[str], colours: Sequence[str], height: int) -> str:
    plot = _library()
    places = [str(number) for number, _ in enumerate(shown)]
    names = [_short(bar.name) for bar in shown]
    rows = [
        (place, str(kinds.index(kind)), float(amount / _WAN))
        for place, bar in zip(places, shown, strict=True)
        for kind, amount in bar.parts
    ]
    ends = [float(max(bar.total, Decimal(0)) / _WAN) for bar in shown]
    lowest = min([0.0, *(float(bar.total / _WAN) for bar in shown)])
    widest = max(map(_pixels, names))
    across = _WIDTH - _BESIDE - widest
    room = max(across - max(_pixels(bar.told) for bar in shown) - _GAP, 1)
    numbered = [str(number) for number, _ in enumerate(kinds)]
    picture = (
        plot.ggplot()
        + plot.geom_bar(
            plot.aes("place", "amount", fill="kind"),
            data=dict(zip(("place", "kind", "amount"), zip(*rows, strict=True), strict=True)),
            stat="identity",
            width=0.72,
            tooltips="none",
        )
        + plot.geom_text(
            plot.aes("place", "end", label="told"),
            data={"place": places, "end": ends, "told": [f" {_label(bar.told)}" for bar in shown]},
            hjust=0,
            size=5,
        )
        + plot.coord_flip()
        + plot.scale_x_discrete(limits=places[::-1], labels=names[::-1])
        + plot.scale_y_continuous(limits=[lowest, max(ends) * across / room or 1], expand=[0, 0])
        + plot.scale_fill_manual(values=list(colours), breaks=numbered, limits=numbered)
        + plot.ggsize(_WIDTH, height)
        + plot.theme_minimal()
        + plot.theme(
            axis_title="blank",
            legend_position="none",
            axis_text_y="blank",
            panel_grid="blank",
            text=plot.element_text(size=_FONT),
            plot_margin=[2, 6, 2, max(2, round(widest - _BELIEVED * max(map(len, names))) + _GAP)],
        )
    )
    drawn: str = picture.to_svg()
    return drawn


@cache
def _library() -> ModuleType:
    return import_module("lets_plot")  # takes a while, and only a site needs it


def _label(text: str) -> str:
    return plain(text).translate(_LOOKALIKES)


def _pixels(text: str) -> float:
    """How wide a text is drawn."""
    return sum(_FONT * (1 if east_asian_width(sign) in "WF" else _NARROW) for sign in text)


def _short(name: str) -> str:
    return _label(name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…")


def _cleaned(drawn: str, title: str, height: int) -> str:
    root = etree.fromstring(drawn.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    _strip(root)
    etree.cleanup_namespaces(root)
    root.set("viewBox", f"0 0 {_WIDTH} {height}")
    root.set("role", "img")
    root.set("aria-label", plain(title))
    return str(etree.tostring(root, encoding="unicode"))


def _strip(element: Any) -> None:
    """Leave of an element what draws: no style, link, script or id, which lets-plot draws by lot."""
    for child in list(element):
        if isinstance(child.tag, str) and etree.QName(child).localname in _KEPT:
            _strip(child)
            if etree.QName(child).localname == "g" and not len(child):
                element.remove(child)
        else:
            element.remove(child)
    for name, value in list(element.attrib.items()):
        if name not in _ATTRIBUTES or (name, value) in _DEFAULTS:
            del element.attrib[name]
        else:
            element.set(name, _DIGITS.sub(r"\1", value))
    element.tail = None
    if element.text is not None and not element.text.strip():
        element.text = None
