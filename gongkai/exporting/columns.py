"""Columns of what is exported: what they are called, what they mean, how their values are shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from gongkai.exporting.wording import by_language, label

_DECIMAL = re.compile(r"DECIMAL\(\d+,\d+\)|DOUBLE|FLOAT")
_WHOLE = re.compile(r"U?(?:TINY|SMALL|BIG)?INT(?:EGER)?|DECIMAL\(\d+,0\)")
_MONEY = ("_cny", "_wan")
_PERCENT = "_percent"


class Kind(Enum):
    """How a value is shown. The names of the mart's columns tell: `_cny`, `_wan`, `share_…`, `…_share`."""

    MONEY = "money"
    SHARE = "share"
    PERCENT = "percent"
    NUMBER = "number"
    WHOLE = "whole"
    DATE = "date"
    TIME = "time"
    TRUTH = "truth"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name and DuckDB type, its description in both languages in one text ("" for none)."""

    name: str
    data_type: str
    description: str = ""

    @property
    def label(self) -> str:
        """What it is called in Chinese; its name where no description says so."""
        return label(self.description) or self.name

    @property
    def by_language(self) -> tuple[str, str]:
        """The description in Chinese and in English."""
        return by_language(self.description)

    @property
    def kind(self) -> Kind:
        """How its values are shown."""
        match self.data_type:
            case "BOOLEAN":
                return Kind.TRUTH
            case "DATE":
                return Kind.DATE
            case "TIMESTAMP":
                return Kind.TIME
        if _WHOLE.fullmatch(self.data_type):
            return Kind.WHOLE
        if _DECIMAL.fullmatch(self.data_type):
            return self._kind_of_number()
        return Kind.TEXT

    def _kind_of_number(self) -> Kind:
        if self.name.endswith(_MONEY):
            return Kind.MONEY
        if self.name.endswith(_PERCENT):
            return Kind.PERCENT
        return Kind.SHARE if "share" in self.name.split("_") else Kind.NUMBER
