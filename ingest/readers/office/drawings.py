"""Pictures that lie on the sheets of an .xlsx and are as large as a table is."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingest.readers.office.package import Package

LEAST_WIDTH, LEAST_HEIGHT = 200.0, 60.0
"""In points: what is narrower or lower is a seal, a signature or a line, no table."""
EMU_A_POINT = 12700

_COLUMN, _ROW = 48.0, 13.5
"""Usual width and height of cells, for pictures whose size is told by the cells that they lie on."""


def pictures(package: Package, part: str) -> Iterator[str]:
    """Names of the large pictures on the sheet in `part`. Raises `UnreadableDocument`."""
    for name in package.targets(part).values():
        if "/drawings/" in name and name.endswith(".xml") and package.part(name):
            for anchor in package.tree(name):
                yield from _pictures(anchor)


def is_large(width: float, height: float) -> bool:
    """Whether a picture of this size in points may be a table."""
    return width >= LEAST_WIDTH and height >= LEAST_HEIGHT


def _pictures(anchor: etree._Element) -> Iterator[str]:
    for picture in anchor.iter("{*}pic"):
        extents = (picture.find("{*}spPr/{*}xfrm/{*}ext"), anchor.find("{*}ext"))
        sizes = [
            (_number(each.get("cx")) / EMU_A_POINT, _number(each.get("cy")) / EMU_A_POINT)
            for each in extents
            if each is not None
        ]
        if any(is_large(*size) for size in [*sizes, _covered(anchor)]):
            named = picture.find("{*}nvPicPr/{*}cNvPr")
            yield "" if named is None else named.get("name", "")


def _covered(anchor: etree._Element) -> tuple[float, float]:
    """Size of the cells between the corners of a picture, were they of the usual size."""
    width, height = (
        _number(anchor.findtext(f"{{*}}to/{{*}}{what}")) - _number(anchor.findtext(f"{{*}}from/{{*}}{what}"))
        for what in ("col", "row")
    )
    return width * _COLUMN, height * _ROW


def _number(stated: str | None) -> float:
    try:
        return float(stated or 0)
    except ValueError:
        return 0.0
