"""The questions of `analyses/` narrowed and exported: whole in their parts, each column explained."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.exporting.columns import Kind
from gongkai.exporting.filters import Asked, Filter
from gongkai.exporting.subjects import questions, subject
from gongkai.exporting.wanted import narrowed
from gongkai.running.home import Home
from tests.python.gongkai.command import Command

_OVER_ALL = {"codes_by_mapping_method", "fact_to_cell", "largest_projects_by_function"}
"""What ranks or counts over all documents: another question where there are fewer."""


_PARTS: tuple[tuple[Asked, ...], ...] = (
    tuple(Asked(jurisdictions=(code,)) for code in ("510822", "4503", "陕西省")),
    tuple(Asked(units=(unit,)) for unit in ("青川县示例水务局", "资源县示例文化馆", "平利县示例图书馆")),
    tuple(Asked(years=(year,)) for year in ("2000-2023", "2024", "2025-2099")),
)


@pytest.fixture(scope="module")
def answers(home: Home) -> dict[Asked, dict[str, list[str]]]:
    """The rows of all questions, whole and narrowed."""
    found = {}
    for asked in (Asked(), *(one for part in _PARTS for one in part)):
        with narrowed(home, asked) as mart:
            found[asked] = {
                name: [str(row) for batch in subject(mart, name).batches() for row in batch]
                for name in questions()
            }
    return found


@pytest.mark.parametrize("part", _PARTS)
@pytest.mark.parametrize("name", sorted(set(questions()) - _OVER_ALL))
def test_divisions_units_and_years_part_every_answer(
    answers: dict[Asked, dict[str, list[str]]], part: tuple[Asked, ...], name: str
) -> None:
    assert sorted(row for asked in part for row in answers[asked][name]) == sorted(answers[Asked()][name])


def test_what_is_parted_is_something(answers: dict[Asked, dict[str, list[str]]]) -> None:
    for part in _PARTS[:2]:
        several = [name for name in questions() if sum(bool(answers[asked][name]) for asked in part) > 1]
        assert len(several) >= 10, several


def test_counts_over_all_documents_add_up(home: Home) -> None:
    def counts(**asked: tuple[str, ...]) -> int:
        with narrowed(home, Asked(**asked)) as mart:
            told = subject(mart, "codes_by_mapping_method")
            return sum(row[2] for batch in told.batches() for row in batch)

    assert counts() == sum(counts(jurisdictions=(code,)) for code in ("51", "45", "61")) > 0


def test_the_checks_of_a_cell_are_all_counted_for_one_unit(home: Home) -> None:
    with narrowed(home, Asked()) as mart:
        whole = {row for batch in subject(mart, "fact_to_cell").batches() for row in batch}
    with narrowed(home, Asked(jurisdictions=("510822",))) as mart:
        part = {row for batch in subject(mart, "fact_to_cell").batches() for row in batch}
    assert part
    assert {row for row in whole if row[7] in {one[7] for one in part}} <= part


def test_every_question_takes_every_filter_and_explains_every_column(home: Home) -> None:
    with narrowed(home, Asked()) as mart:
        for name in questions():
            told = subject(mart, name)
            read = mart.tables_of(told.query)
            assert read, name
            assert any(set(table.conditions) == set(Filter) for table in read), name
            unexplained = [column.name for column in told.columns if not all(column.by_language)]
            assert unexplained == [], name
            assert all(told.by_language), name


def test_every_column_of_the_mart_has_a_label_of_its_own_meaning(home: Home) -> None:
    with narrowed(home, Asked()) as mart:
        for table in mart.tables.values():
            for column in table.columns:
                assert column.label != column.name, f"{table.name}.{column.name}"
                assert len(column.label) <= 40, f"{table.name}.{column.name}: {column.label}"
                assert not column.label.startswith("同上"), f"{table.name}.{column.name}"
                if "DECIMAL(18,2)" in column.data_type:
                    assert column.kind is Kind.MONEY, f"{table.name}.{column.name}"


def test_asking_takes_filters_and_formats(home: Home, folder: Path, gongkai: Command) -> None:
    name = "expenditure_by_unit_and_nature"
    code, said, _ = gongkai(home, "ask", name, "--jurisdiction", "51")
    assert code == 0
    assert "--jurisdiction 51 = 51… 四川省" in said
    assert "青川县示例水务局" in said
    assert "平利县示例图书馆" not in said
    code, said, _ = gongkai(home, "ask", name, "--year", "1999")
    assert (code, "（无 / none）" in said) == (0, True)
    assert gongkai(home, "ask", "--format", "xlsx", "--output", "all.xlsx")[0] == 0
    assert gongkai(home, "ask", name, "--output", "one.json")[0] == 0
    told = json.loads((folder / "one.json").read_text(encoding="utf-8"))
    assert told["columns"][5]["label"] == "支出（万元）"
    assert told["adding_up_en"].startswith("rpt_expenditure: Safe to add up")


@pytest.mark.parametrize(
    "arguments",
    [
        ["rpt_expenditure"],
        ["--format", "csv"],
        ["not_read", "--format", "table", "--output", "x"],
        ["--unit", "无"],
    ],
)
def test_asking_wrongly_is_wrong_usage(
    arguments: list[str], home: Home, folder: Path, gongkai: Command
) -> None:
    code, _, said = gongkai(home, "ask", *arguments)
    assert code == 2
    assert " / " in said
    assert list(folder.iterdir()) == []
