"""Plain text tables."""

from __future__ import annotations

from decimal import Decimal

from gongkai.grid import clip, render


def test_tables_line_up_with_chinese_text() -> None:
    printed = render(["name", "amount"], [("水利", Decimal("1234.50")), ("a", None)])
    assert printed.splitlines() == ["name    amount", "----  --------", "水利  1,234.50", "a"]
    assert clip("一二三四五", 7) == "一二三…"
