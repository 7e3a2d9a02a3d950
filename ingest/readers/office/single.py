"""Office documents that are one XML file: told by their root, read as what they are."""

from __future__ import annotations

import re

from lxml import etree

from ingest.model import Reading
from ingest.readers.office import ods, spreadsheetml, word
from ingest.readers.office.package import parsed

_PROLOGUE = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*<(?:[\w.-]+:)?([\w.-]+)([^>]*)",
    re.DOTALL,
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read(text: str) -> Reading | None:
    """Reading of a workbook or Word document in one XML file, None for what is neither.

    Raises `UnreadableDocument` for damage.
    """
    text = text.lstrip("\ufeff")
    found = _PROLOGUE.match(text[:20_000])
    if not found:
        return None
    name, attributes = found.groups()
    if name == "Workbook" and spreadsheetml.SPACE in attributes:
        return spreadsheetml.read_tree(_tree(text))
    if name == "document" and ods.MEDIA_TYPE in attributes:
        return ods.read_trees([_tree(text)])
    if name == "wordDocument" or (name == "package" and "xmlPackage" in attributes):
        return word.read_tree(_tree(text))
    return None


def _tree(text: str) -> etree._Element:
    return parsed(_DECLARATION.sub("", text).encode(), "file")
