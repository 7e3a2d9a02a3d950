"""Rows of text files that lost a blank or whose amounts a comma parted: told, and given no column."""

from __future__ import annotations

import pytest

from ingest.model import Placement, Reading
from ingest.read import known_wordings
from ingest.readers import plain

KNOWN = known_wordings()
HEADER = "科目编码\t科目名称\t合计\t基本支出\t项目支出"
ROWS = [
    "208\t社会保障\t36.40\t30.00\t6.40",
    "20805\t养老支出\t36.40\t30.00\t6.40",
    "210\t卫生健康\t12.00\t12.00\t",
]


def _read(*rows: str, header: str = HEADER, others: list[str] | None = None) -> Reading:
    lines = ["虚构支出表", "单位：万元", *header.split("\n"), *(ROWS if others is None else others), *rows]
    return plain.read("\n".join(lines) + "\n", KNOWN)


def _withheld(reading: Reading) -> list[str]:
    """Amounts that have no column, in the order of the table; each row of them is told."""
    rows = [row for table in reading.tables for row in table.rows if Placement.UNPLACED in row.placements]
    assert len(reading.doubts) == bool(rows)
    return [
        cell
        for row in rows
        for cell, placement in zip(row.cells, row.placements, strict=True)
        if placement is Placement.UNPLACED
    ]


MOVED = {
    "a total without its leading tab": ("合计\t48.40\t42.00\t6.40", ["48.40", "42.00", "6.40"]),
    "a total alone": ("合计\t48.40", ["48.40"]),
    "a name without its code": ("事业运行\t5.00\t\t5.00", ["5.00", "5.00"]),
    "an amount behind the last column": ("212\t城乡\t1.00\t1.00\t\t7.00", ["1.00", "1.00", "7.00"]),
    "amounts without any word": ("48.40\t42.00\t6.40", ["42.00", "6.40"]),
    "a tab too many": ("合计\t\t\t48.40\t42.00\t6.40", ["48.40", "42.00", "6.40"]),
    "a tab too many, blank at the end": ("\t合计\t\t48.40\t42.00\t", ["48.40", "42.00"]),
    "a figure where names stand": ("某局\t2024\t", ["2024"]),
}


@pytest.mark.parametrize(("row", "amounts"), MOVED.values(), ids=MOVED)
def test_a_row_that_was_moved_has_no_columns_and_is_told(row: str, amounts: list[str]) -> None:
    """The total stood one column to the left: 48.40 was read as a name, 42.00 as the total."""
    reading = _read(row)
    assert _withheld(reading) == amounts
    assert [doubt.place for doubt in reading.doubts] == ["line 7"]


IN_PLACE = {
    "its last cells are blank": "212\t城乡社区\t5.00\t5.00",
    "a total in place": "\t合计\t48.40\t42.00",
    "all cells": "\t合计\t48.40\t42.00\t6.40",
    "blanks behind the last column": "212\t城乡社区\t5.00\t5.00\t\t",
    "a note": "注：本表不含结转资金",
    "who made it": "单位负责人：\t制表人：",
}


@pytest.mark.parametrize("row", IN_PLACE.values(), ids=IN_PLACE)
def test_a_row_whose_words_stand_where_words_stand_is_in_place(row: str) -> None:
    assert _withheld(_read(row)) == []


def test_a_table_whose_ends_are_all_trimmed_is_in_place() -> None:
    others = ["208\t社会保障\t36.40\t36.40", "20805\t养老支出\t36.40\t36.40", "210\t卫生健康\t6.40\t\t6.40"]
    assert _withheld(_read(others=others)) == []


def test_a_header_of_two_rows_is_as_wide_as_its_wider_row() -> None:
    header = "科目编码\t科目名称\t合计\t其中\n\t\t\t基本支出\t项目支出"
    assert _withheld(_read(header=header)) == []


def test_a_header_that_lost_its_leading_tab_gives_no_amount_a_column() -> None:
    reading = _read(header="科目名称\t合计\t基本支出\t项目支出", others=ROWS[:2])
    assert len(_withheld(reading)) == 6


def test_a_second_header_begins_a_table_of_its_own_width() -> None:
    reading = _read("三公经费支出表\t", "项目\t预算数", "接待费\t1.20", "用车费\t7.60")
    assert _withheld(reading) == []


def test_whole_amounts_and_a_name_first() -> None:
    header = "项目\t2024年预算数\t2023年预算数\t备注"
    assert (
        _withheld(_read("会议费\t805", header=header, others=["接待费\t12\t10\t", "用车费\t80520\t760\t无"]))
        == []
    )


COMMAS = ["虚构支出表", "科目编码,科目名称,合计,基本支出,项目支出", "208,社会保障,36.40,30.00,6.40"]


@pytest.mark.parametrize(
    ("row", "amounts"),
    [
        ("212,城乡,1,234.56,1,234.56,", ["1", "234.56", "1", "234.56"]),
        ("212,城乡,1,234.56,", ["1", "234.56"]),
        ("212,城乡,1,234.56,,", ["1", "234.56"]),
        ("合计,,12,345,678.90,12,345,678.90,", ["12", "345", "678.90", "12", "345", "678.90"]),
        ("合计,48.40,42.00,6.40", ["48.40", "42.00", "6.40"]),
        ("212,城乡,(1,234.56),,(1,234.56)", ["(1", "234.56)", "(1", "234.56)"]),
    ],
)
def test_thousands_that_a_comma_parted_are_no_two_amounts(row: str, amounts: list[str]) -> None:
    """1,234.56 without quotes became the amounts 1 and 234.56."""
    text = "\n".join([*COMMAS, "210,卫生健康,12.00,12.00,", row]) + "\n"
    reading = plain.read(text, KNOWN)
    assert _withheld(reading) == amounts or (row.startswith("212,城乡,1,234.56,") and not row.endswith(",,"))


@pytest.mark.parametrize(
    "row", ['212,城乡,"1,234.56","1,234.56",', "212,城乡,1.00,1.00,", "212,城乡,5.00,5.00"]
)
def test_fields_that_are_whole_are_amounts(row: str) -> None:
    assert _withheld(plain.read("\n".join([*COMMAS, row]) + "\n", KNOWN)) == []


@pytest.mark.parametrize("row", ["合计;48.40;42.00;6.40", "212;城乡;1.00;1.00;;7.00"])
def test_semicolons_and_bars_follow_the_same_rule(row: str) -> None:
    for mark in ";|":
        lines = [line.replace(",", mark) for line in COMMAS]
        lines += ["210,卫生健康,12.00,12.00,".replace(",", mark), row.replace(";", mark)]
        assert _withheld(plain.read("\n".join(lines) + "\n", KNOWN)), mark
    table = [f"| {line.replace(',', ' | ')} |" for line in COMMAS[1:]]
    table += ["| 210 | 卫生健康 | 12.00 | 12.00 |  |", f"| {row.replace(';', ' | ')} |"]
    assert _withheld(plain.read("\n".join(table) + "\n", KNOWN))
