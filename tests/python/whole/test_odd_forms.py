"""Target forms whose headers and labels no seed knows: amounts are told, and loaded once answered."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from tests.fixtures.make_forms.grids import Form
from tests.fixtures.make_forms.unknown import FORMS
from tests.python.whole.answering import Answered, answered

FIRST_SHARE = 0.8
"""Share of the wordings whose right answer must stand first."""


def answer(row: dict[str, str]) -> str:
    """What the fixture says that a wording means; a title may keep words in front."""
    wording = row["wording"].removeprefix("'")
    for form in FORMS:
        for seed, text, meaning in form.answers:
            is_title = seed == "map_title_to_statement" and wording.endswith(text)
            if row["seed_name"] == seed and (text == wording or is_title):
                return meaning
    return ""


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Answered:
    documents = [(form.file_name, form.content) for form in FORMS]
    return answered(tmp_path_factory.mktemp("forms"), documents, answer)


@pytest.mark.parametrize("form", [pytest.param(form, id=form.file_name) for form in FORMS])
def test_every_amount_is_told_before(forms: Answered, form: Form) -> None:
    told = forms.query(
        "select coalesce(sum(amounts_found - amounts_loaded), 0) from mart.qc_table"
        f" where document_file = '{form.file_name}'",
        forms.before,
    )
    assert told == [(len(form.amounts),)]


def test_the_right_answer_stands_first(forms: Answered) -> None:
    known = {}
    for seed in ("map_header_to_role", "map_label_to_field"):
        with (forms.project / "seeds" / f"{seed}.csv").open(encoding="utf-8", newline="") as file:
            known |= {(seed, row["wording"]): row for row in csv.DictReader(file)}

    def meaning(seed: str, target: str) -> object:
        """What a wording says; that amounts are of the budget, a budget need not say."""
        row = known.get((seed, target))
        beside = ("wording", "value_type", "fill_weight", "concept")
        if row is None:
            return target
        return tuple(value.replace("budget", "") for name, value in row.items() if name not in beside)

    asked = {(row["seed_name"], row["wording"].removeprefix("'")): row for row in forms.rows}
    wanted = {(seed, wording) for form in FORMS for seed, wording, _ in form.answers}
    assert {key for key in wanted if key[0] != "map_title_to_statement"} - asked.keys() == set()
    wrong = [
        f"{row['wording']}: {row['suggestion_1_target']} instead of {row['target']}"
        for row in forms.rows
        if meaning(row["seed_name"], row["suggestion_1_target"]) != meaning(row["seed_name"], row["target"])
    ]
    assert len(wrong) <= (1 - FIRST_SHARE) * len(wanted), "\n".join(wrong)


@pytest.mark.parametrize("form", [pytest.param(form, id=form.file_name) for form in FORMS])
def test_answered_all_amounts_are_loaded_and_none_is_wrong(forms: Answered, form: Form) -> None:
    found = forms.query(
        "select coalesce(project_name, ''), cast(amount_cny as bigint) from mart.rpt_budget_lines"
        f" where document_file = '{form.file_name}' and statement_code like '%_performance_target'"
    )
    assert Counter(found) == Counter((project, int(amount)) for project, amount in form.amounts)


@pytest.mark.parametrize("form", [pytest.param(form, id=form.file_name) for form in FORMS])
def test_answered_all_indicators_are_read(forms: Answered, form: Form) -> None:
    found = forms.query(
        "select coalesce(project_name, ''), indicator_name, operator, value_printed, level2_printed"
        f" from mart.rpt_performance_indicators where document_file = '{form.file_name}'"
    )
    wanted = [(each.project, each.name, each.operator, each.value, each.level2) for each in form.indicators]
    assert Counter((row[0], row[1], row[2], row[4]) for row in found) == Counter(
        (row[0], row[1], row[2], row[4]) for row in wanted
    )
