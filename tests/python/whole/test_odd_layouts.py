"""Layouts that no seed knows: nothing is loaded, right answers stand first, and answered all is loaded.

Eleven invented budgets, one of a whole county (`tests.fixtures.make_odd`), odd on purpose, go through load,
build, `layouts export`, the answers of a person, `layouts import` into a copy of the project, and a second
build.
"""

from __future__ import annotations

import csv

import duckdb
import pytest

from tests.fixtures.make_odd import fifth, first, fourth, second
from tests.fixtures.make_odd.answers import Odd
from tests.fixtures.make_provinces.comparing import compared, facts_of
from tests.python.whole.answering import Answered, answered

ODD = (*first.ODD, *second.ODD, *fourth.ODD, *fifth.ODD)
FIRST_SHARE = 0.8
"""Share of the wordings whose right answer must stand first."""


def answer(row: dict[str, str]) -> str:
    """What the fixture says that a wording means; a title may keep words in front that a name is not."""
    wording = row["wording"].removeprefix("'")
    for odd in ODD:
        known = {
            "map_title_to_statement": odd.titles,
            "map_header_to_role": odd.headers,
            "map_label_to_field": odd.labels,
            "map_total_wording": odd.totals,
        }.get(row["seed_name"], {})
        for text, meaning in known.items():
            is_title = row["seed_name"] == "map_title_to_statement"
            if text == wording or (is_title and (wording.endswith(text) or text.endswith(wording))):
                return meaning
    return ""


@pytest.fixture(scope="module")
def odds(tmp_path_factory: pytest.TempPathFactory) -> Answered:
    documents = [(odd.province.file_name, odd.province.content) for odd in ODD]
    return answered(tmp_path_factory.mktemp("odd"), documents, answer)


def test_nothing_is_loaded_by_a_suggestion(odds: Answered) -> None:
    assert odds.facts_before == 0


def test_every_unknown_wording_is_asked_about(odds: Answered) -> None:
    asked = {row["wording"].removeprefix("'") for row in odds.rows}
    wanted = {wording for odd in ODD for wording in (*odd.headers, *odd.labels, *odd.totals)}
    assert wanted - asked == set()
    titles = [row for row in odds.rows if row["seed_name"] == "map_title_to_statement"]
    assert len(titles) == sum(len(odd.titles) for odd in ODD)
    assert not [row["wording"] for row in odds.rows if not row["target"]], "asked about what is no wording"


def test_the_right_answer_stands_first(odds: Answered) -> None:
    with (odds.project / "seeds" / "map_header_to_role.csv").open(encoding="utf-8", newline="") as file:
        known = {row["wording"]: row for row in csv.DictReader(file)}

    def meaning(target: str) -> object:
        """What a column holds; that amounts are of the budget, a budget need not say."""
        row = known.get(target)
        if row is None:
            return target
        beside = ("wording", "value_type", "fill_weight", "concept")
        return tuple(value.replace("budget", "") for name, value in row.items() if name not in beside)

    wrong = [
        f"{row['wording']}: {row['suggestion_1_target']} instead of {row['target']}"
        for row in odds.rows
        if meaning(row["suggestion_1_target"]) != meaning(row["target"])
    ]
    assert len(wrong) <= (1 - FIRST_SHARE) * len(odds.rows), "\n".join(wrong)
    assert not [row for row in odds.rows if row["suggestion_1_target"] and not row["suggestion_1_why"]]


@pytest.mark.parametrize("odd", [pytest.param(odd, id=odd.province.file_name) for odd in ODD])
def test_answered_all_amounts_are_loaded_and_none_is_wrong(odds: Answered, odd: Odd) -> None:
    with duckdb.connect(str(odds.home.mart_file), read_only=True) as mart:
        found = facts_of(mart, odd.province.file_name)
    wrong, missing = compared(found, odd.province.expected)
    told = [fact for fact in wrong if fact.line_kind != "narrative"]
    told = [fact for fact in told if fact.statement_code != "narrative_statement"]
    assert not told, "\n".join(map(str, told[:10]))
    assert not missing, "\n".join(map(str, missing[:10]))


def test_indicators_of_an_odd_form_are_read(odds: Answered) -> None:
    found = odds.query(
        "select project_name, indicator_name, operator from mart.rpt_performance_indicators"
        " where document_file = 'odd_form.docx'"
    )
    wanted = [
        (each.project, each.name, each.operator)
        for odd in ODD
        for table in odd.province.tables
        for each in table.indicators
    ]
    assert sorted(found) == sorted(wanted)


def test_answered_nothing_is_left_to_ask(odds: Answered) -> None:
    assert odds.query("select seed_name, wording from mart.qc_unmapped_layout") == []
