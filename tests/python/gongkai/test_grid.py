"""Plain text tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.grid import clip, render, width

LONG = "巴中市人力资源和社会保障局2024年度部门预算公开表.pdf"


def test_tables_line_up_with_chinese_text() -> None:
    printed = render(["name", "amount"], [("水利", Decimal("1234.50")), ("a", None)])
    assert printed.splitlines() == ["name    amount", "----  --------", "水利  1,234.50", "a"]
    assert clip("一二三四五", 7) == "一二三…"


def test_without_a_terminal_nothing_is_cut_or_wrapped() -> None:
    printed = render(["document", "reason"], [(LONG * 5, "x")])
    assert LONG * 5 in printed and len(printed.splitlines()) == 3


@pytest.mark.parametrize("columns", [50, 80])
def test_on_a_terminal_texts_wrap_and_numbers_stay_whole(columns: int) -> None:
    rows = [(LONG, "general_public_expenditure", Decimal("123456789.00"), "as [bold]printed[/bold] :smile:")]
    printed = render(["document", "statement_code", "expected_cny", "reason"], rows, columns)
    lines = printed.splitlines()
    assert max(map(width, lines)) <= columns
    assert sum("123,456,789.00" in line for line in lines) == 1
    rule = next(number for number, line in enumerate(lines) if line.startswith("--"))
    assert "".join(line.split("  ")[0] for line in lines[rule + 1 :]) == LONG
    for part in ("[bold]", "printed", ":smile:"):  # nothing of a document is taken for a mark
        assert part in "".join(line.rpartition("  ")[2] for line in lines[rule + 1 :])


def test_what_fits_is_the_same_on_a_terminal() -> None:
    rows = [("水利", Decimal("1.00"))]
    assert render(["a", "b"], rows, 80) == render(["a", "b"], rows)


def test_a_table_too_wide_to_wrap_is_shown_a_row_at_a_time() -> None:
    names = [f"column_{number}" for number in range(30)]
    printed = render(names, [[Decimal(number) for number in range(30)], [None] * 29 + ["end"]], 80)
    assert "column_7   7" in printed
    assert printed.splitlines()[-1] == "column_29  end"


def test_values_of_a_database_are_said_in_one_line() -> None:
    row = [True, b"\x01", [Decimal("1.50"), "a\nb"], {"a": None}, float("nan"), "x\x1b[31m\ty"]
    printed = render(list("abcdef"), [row]).splitlines()
    assert len(printed) == 3
    shown = printed[2].split("  ")
    assert shown[:4] == ["true", "0x01", '["1.50", "a\\nb"]', '{"a": null}']
    assert shown[-1] == "x\\u001b[31m y"
