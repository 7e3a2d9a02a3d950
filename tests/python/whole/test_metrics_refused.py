"""What `gongkai metrics` cannot answer is told in the words of who asked, without the SQL made of them."""

from __future__ import annotations

import pytest

from gongkai.cli import main
from gongkai.running.home import Home

_TYPES = [
    ("document__fiscal_year = '二零'", "document__fiscal_year is a number"),
    ("year = 'abc'", "year 是数"),
    ("unit_name > 3", "unit_name is a text"),
    ('"unit_name" > 3', "unit_name is a text"),
    ("unit_name in (1, 2)", "unit_name is a text"),
    ("unit_name", "unit_name 是文字"),
    ("unit_name::int = year", "unit_name is a text, written '…'; year is a number"),
    ("document__is_current > 'x'", "document__is_current is true or false"),
    ("lower(year) = 'a'", "argument types"),
    ("year + unit_name = 3", "argument types"),
    ("foo(unit_name)", "no such table or function"),
    ("sum(year) > 1", "cannot contain aggregates"),
    ("unit_name in (select 1 from nowhere)", "nowhere does not exist"),
    ("unit_name in (select nowhere from qc_finding)", '"nowhere" not found'),
]


def _refusal(capsys: pytest.CaptureFixture[str], home: Home, *arguments: str) -> str:
    assert main(["metrics", *arguments, "--home", str(home.root)]) == 2
    said = capsys.readouterr()
    assert said.out == "" and "Traceback" not in said.err
    [line] = [line for line in said.err.splitlines() if "reading the metrics" not in line]
    zh, _, en = line.partition(" / ")
    assert zh and en
    return line


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["total_expendture"], "total_expenditure"),
        (["total_expenditure", "--by", "unit_nam"], "--groups"),
        (["total_expenditure", "findings", "--by", "proof"], "--groups"),
        (["total_expenditure", "--where", "{{ ''.__class__ }} = 1"], "templates"),
        (["total_expenditure", "--where", "unit_name = 3 3"], "unit_name = 3 3: syntax error"),
        (["total_expenditure", "--where", "true", "--where", "1=1) or (1=1"], "1=1) or (1=1: syntax error"),
        (["total_expenditure", "--where", "true group by 1"], "true group by 1: syntax error"),
        (["total_expenditure", "--where", "true limit 1"], "true limit 1: syntax error"),
        (["total_expenditure", "--where", "true union select 2 where true"], "syntax error"),
        (["total_expenditure", "--where", "true --"], "leave out --"),
        (["total_expenditure", "--where", "true /* or"], "leave out /*"),
        (["total_expenditure", "--where", "true;"], "leave out ;"),
        (["total_expenditure", "--where", ""], "it is empty"),
        (["--by", "unit_name"], "name a metric"),
        (["--where", "true"], "name a metric"),
        (["total_expenditure", "--where", "unit_nam = 'a'"], "did you mean"),
        (["total_expenditure", "--where", "t.unit_name = 'a'"], "no t.unit_name"),
        (["total_expenditure", "--where", "unit_name = '\udcff'"], "not in UTF-8"),
        (["total_expenditure", "--by", ""], "--by"),
        (["total_expenditure", "--by", "unit_name,,year"], "--by"),
    ],
)
def test_what_cannot_be_asked_is_told(
    arguments: list[str], told: str, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in _refusal(capsys, home, *arguments)


@pytest.mark.parametrize("name", ["X", "-", "proof", "findings", "-unit_nam", "year", "1", "unit_name desc"])
def test_what_the_answer_does_not_show_orders_nothing(
    name: str, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    """A group that `--by` does not name is none of its columns either."""
    told = _refusal(capsys, home, "total_expenditure", "--by", "unit_name", f"--order={name}")
    assert told.startswith(f"--order {name}：") and f"/ --order {name}: " in told
    assert "by budget_unit__unit_name, total_expenditure, " in told and "--groups" in told


@pytest.mark.parametrize(("condition", "told"), _TYPES)
def test_a_value_of_another_type_is_told_with_what_the_group_is(
    condition: str, told: str, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever else is asked, the condition that is to blame is named, and nothing of the SQL made of it."""
    asked = ["--by", "unit_name", "--where", "year > 1999", "--where", condition]
    said = _refusal(capsys, home, "total_expenditure", *asked)
    assert f"条件 {condition} 不成立" in said and f"this is no condition: {condition}: " in said
    assert told in said
    assert not any(made in said for made in ("LINE", "line ", "subq", "expenditure__stage", "Candidate"))


@pytest.mark.parametrize(
    "condition", ["document__fiscal_year = 2024", "expenditure__fiscal_year = 2024", '"year" = 2024']
)
def test_a_year_is_a_number_in_a_condition_as_in_the_answer(
    condition: str, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = []
    for asked in ([], ["--where", condition]):
        arguments = ["total_expenditure", "--by", "unit_name", "--csv", *asked]
        assert main(["metrics", *arguments, "--home", str(home.root)]) == 0
        answers.append(capsys.readouterr().out)
    assert len(answers[0].splitlines()) == 4 and answers[0] == answers[1]
