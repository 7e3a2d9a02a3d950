"""What the published mart answers."""

from __future__ import annotations

from gongkai.running.home import Home
from tests.python.gongkai.command import Command


def test_status_shows_checks_and_coverage(gongkai: Command, home: Home) -> None:
    code, said, _ = gongkai(home, "status")
    assert code == 0
    assert "three_public_expenditure" in said
    assert "-5,000.00" in said
    assert "ziyuan_culture_2024_budget.pdf" in said


def test_every_question_has_an_answer(gongkai: Command, home: Home) -> None:
    code, said, _ = gongkai(home, "ask")
    assert code == 0
    assert "青川县示例水务局" in said
    assert "1,174.00" in said


def test_unknown_question_is_wrong_usage(gongkai: Command, home: Home) -> None:
    code, _, said = gongkai(home, "ask", "why")
    assert code == 2
    assert "satisfaction_targets" in said
