"""The verdict in a sentence, exit codes, places in words."""

from __future__ import annotations

import pytest

from gongkai.checking.report import NotOpened, Place, Report, Verdict, percent, where
from tests.python.gongkai.checking.made import (
    ERROR,
    INFO,
    PARTIAL,
    WARNING,
    document,
    finding,
    proof,
    report,
)


@pytest.mark.parametrize(
    ("severities", "is_partial", "verdict", "exit_code"),
    [
        ([], False, Verdict.CLEAN, 0),
        ([INFO], False, Verdict.CLEAN, 0),
        ([], True, Verdict.NOT_WHOLE, 3),
        ([INFO, WARNING], False, Verdict.WARNINGS, 3),
        ([WARNING, ERROR], True, Verdict.ERRORS, 4),
    ],
)
def test_the_gravest_finding_gives_verdict_and_exit_code(
    severities: list, is_partial: bool, verdict: Verdict, exit_code: int
) -> None:
    found = [finding(number, severity) for number, severity in enumerate(severities, 1)]
    made = document(*found, **({"outcome": PARTIAL} if is_partial else {}))
    assert made.verdict is verdict
    assert report(document(), made).verdict.exit_code == exit_code


def test_a_path_that_is_no_document_is_not_read_wholly() -> None:
    assert Report("1", "now", (), (NotOpened("gone.pdf", "no such file", ""),)).verdict.exit_code == 3
    with_errors = (document(finding(severity=ERROR)),)
    assert Report("1", "now", with_errors, (NotOpened("gone.pdf", "", ""),)).verdict.exit_code == 4


def test_the_sentence_counts_findings_and_tells_every_word_of_the_vocabulary() -> None:
    sentence = document(finding(1, ERROR), finding(2), finding(3), outcome=PARTIAL).sentence
    assert (
        sentence.zh
        == "有 1 处错误须改正或说明，另有 2 处须核对；文件未能完整读取。4 个金额中，有据 75.0%，无据 25.0%。"
    )
    assert sentence.en == (
        "1 error to be corrected or explained, and 2 more to be looked at; not read wholly."
        " Of 4 amounts: sure 75.0%, open 25.0%."
    )


def test_nothing_found_is_no_promise_where_nothing_was_loaded() -> None:
    sentence = document(outcome=PARTIAL, shares=proof(0, 0)).sentence
    assert sentence.zh == "所读到的没有问题，但文件未能完整读取。没有载入金额。"


@pytest.mark.parametrize(
    ("share", "told"),
    [(1.0, "100%"), (0.99999, "> 99.9%"), (0.5, "50.0%"), (0.00001, "< 0.1%"), (0.0, "0%")],
)
def test_a_share_is_only_all_or_nothing_where_it_is(share: float, told: str) -> None:
    assert percent(share) == told


def test_cells_of_one_row_are_told_together() -> None:
    places = [Place(None, 3, 2, 5, 4), Place(None, 3, 2, 5, 6), Place(line_no=7)]
    told = where(places)
    assert told.zh == "第 3 页 · 表 2 · 行 5 · 列 4, 6；文字第 7 行"
    assert told.en == "page 3, table 2, row 5, column 4, 6; line 7"
    assert where([Place()]).zh == ""
