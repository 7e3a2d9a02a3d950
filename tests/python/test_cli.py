"""The command line: what it says, what it returns, and what it leaves alone."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from gongkai.cli import main
from gongkai.grid import clip, render, width
from gongkai.running.build import fingerprint
from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import Home, reading_mart
from gongkai.running.outcome import Failure, Outcome
from gongkai.running.progress import Progress
from ingest.parse import Step

Command = Callable[..., tuple[int, str, str]]

TEXT = """\
泾县示例档案馆2024年部门预算

部门支出总表

单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t30.00\t30.00\t
201\t一般公共服务支出\t30.00\t30.00\t
20126\t档案事务\t30.00\t30.00\t
2012604\t档案馆\t30.00\t30.00\t
"""


def state(path: Path) -> tuple[int, int, bytes]:
    return path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes()


@contextmanager
def held(home: Home) -> Iterator[None]:
    """The home as another process would hold it."""
    home.root.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(home.root / ".lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


# --- usage ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], ["load"], ["dance"], ["trace"], ["run", "--home"]])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


@pytest.mark.parametrize("command", ["build", "publish", "status", "ask"])
def test_nothing_loaded_is_said_in_both_languages(gongkai: Command, empty: Home, command: str) -> None:
    code, _, said = gongkai(empty, command)
    assert code == 1
    assert " / " in said


def test_folder_without_files_is_wrong_usage(gongkai: Command, empty: Home, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    code, _, said = gongkai(empty, "load", tmp_path / "nothing")
    assert code == 2
    assert "no files found" in said


@pytest.mark.parametrize("command", ["build", "publish"])
def test_second_run_on_one_home_says_that_it_is_in_use(gongkai: Command, empty: Home, command: str) -> None:
    with held(empty):
        code, _, said = gongkai(empty, command)
    assert code == 1
    assert "in use" in said


# --- loading --------------------------------------------------------------------------------------


def test_broken_files_are_reported_and_do_not_stop_the_others(
    gongkai: Command, empty: Home, tmp_path: Path
) -> None:
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 and nothing more")
    (tmp_path / "empty.pdf").write_bytes(b"")
    names = ["good.txt", "broken.xlsx", "empty.pdf", "missing.txt"]
    code, said, _ = gongkai(empty, "load", *(tmp_path / name for name in names))
    assert code == 3
    assert "loaded: good.txt" in said
    for name in names[1:]:
        assert f"failed: {name}" in said
    for word in ("原因 / reason", "位置 / place", "处理 / remedy"):
        assert said.count(word) == 3

    again, said_again, _ = gongkai(empty, "load", *(tmp_path / name for name in names))
    assert again == 3
    assert "unchanged: good.txt" in said_again
    assert said_again.count("原因 / reason") == 3


def test_progress_is_a_plain_line_each_without_a_terminal() -> None:
    stream = StringIO()
    progress = Progress(stream)
    progress(Step(0, 2, 32, 0.1, 1.0, "a.pdf", is_document_end=False))
    progress(Step(1, 2, 64, 0.5, 2.0, "a.pdf"))
    progress(Step(2, 2, 65, 1.0, 3.0, "b.txt"))
    assert stream.getvalue() == "读取 / reading 1/2 a.pdf\n读取 / reading 2/2 b.txt\n"


def test_progress_is_one_live_line_on_a_terminal() -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    progress = Progress(stream)
    progress(Step(1, 2, 64, 0.25, 2.0, "a.pdf"))
    progress(Step(2, 2, 65, 1.0, 3.0, "很" * 60))
    live, last, rest = [*stream.getvalue().replace("\x1b[K", "").split("\r")[1:], ""]
    assert live.startswith("读取 / reading 1/2") and not live.endswith("\n")
    assert "64 页 / pages" in live and "left 6s" in live
    assert last.endswith("…\n") and width(last.strip()) <= 78
    assert rest == ""


# --- build and publish ----------------------------------------------------------------------------


def test_same_run_again_changes_nothing(gongkai: Command, copied: Home, samples: list[Path]) -> None:
    before = state(copied.mart_file)
    code, said, _ = gongkai(copied, "run", *samples)
    assert code == 0
    assert "nothing changed, skipped" in said
    assert state(copied.mart_file) == before


def test_failed_build_leaves_the_last_good_mart(
    gongkai: Command, copied: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Outcome:
        return Outcome((Failure("fct_revenue", "Constraint Error: NOT NULL"),))

    before = state(copied.mart_file)
    (tmp_path / "new.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("gongkai.running.dbt_run.run_dbt", fail)
    code, _, said = gongkai(copied, "run", tmp_path / "new.txt")
    assert code == 1
    assert "fct_revenue: Constraint Error: NOT NULL" in said
    assert state(copied.mart_file) == before

    code, _, said = gongkai(copied, "publish")
    assert code == 1
    assert "no successful build" in said
    assert state(copied.mart_file) == before


def test_failing_model_is_named_with_its_message(empty: Home, tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "models").mkdir(parents=True)
    (project / "dbt_project.yml").write_text("name: broken\nprofile: broken\n", encoding="utf-8")
    (project / "profiles.yml").write_text(
        "broken:\n  target: dev\n  outputs:\n    dev:\n      type: duckdb\n"
        "      path: \"{{ env_var('GONGKAI_BUILD_FILE') }}\"\n",
        encoding="utf-8",
    )
    (project / "models" / "wrong.sql").write_text("select no_such_column", encoding="utf-8")
    empty.build_file.parent.mkdir(parents=True)
    folder = Path.cwd()
    outcome = run_dbt(empty, ["build"], project)
    assert [failure.node for failure in outcome.failures] == ["wrong"]
    assert "no_such_column" in outcome.failures[0].message
    assert Path.cwd() == folder
    assert "GONGKAI_BUILD_FILE" not in os.environ


def test_one_document_more_adds_only_its_rows(gongkai: Command, copied: Home, tmp_path: Path) -> None:
    old_rows = _rows(copied)
    old_fingerprint = fingerprint(copied)
    (tmp_path / "archive.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    code, said, _ = gongkai(copied, "run", tmp_path / "archive.txt", tmp_path / "broken.pdf")
    assert code == 3
    assert "failed: broken.pdf" in said
    assert fingerprint(copied) != old_fingerprint
    new_rows = _rows(copied)
    assert [row for row in new_rows if row[0] != "archive.txt"] == old_rows
    assert sum(row[-1] for row in new_rows if row[0] == "archive.txt") == Decimal("2400000.00")
    with reading_mart(copied) as mart:
        coverage = mart.execute(
            "select outcome, outcome_reason, outcome_place from mart.qc_coverage"
            " where document_file = 'broken.pdf'"
        ).fetchall()
    assert coverage[0][0] == "failed"
    assert coverage[0][1] and coverage[0][2]


def _rows(home: Home) -> list[tuple[object, ...]]:
    with reading_mart(home) as mart:
        return mart.execute(
            "select document_file, budget_line_key, statement_code, cell_id, function_code, amount_cny"
            " from mart.rpt_budget_lines order by all"
        ).fetchall()


# --- reading --------------------------------------------------------------------------------------


def test_trace_leads_from_a_fact_to_the_printed_cell(gongkai: Command, home: Home) -> None:
    with reading_mart(home) as mart:
        found = mart.execute(
            "select budget_line_key, cell_id, page_no from mart.rpt_budget_lines"
            " where document_file = 'qingchuan_water_2024_budget.xlsx' and function_code = '2130314'"
            " and statement_code = 'expenditure_summary' and expenditure_nature = 'project'"
        ).fetchall()
    key, cell_id, page_no = found[0]
    code, said, _ = gongkai(home, "trace", key)
    assert code == 0
    assert "document: qingchuan_water_2024_budget.xlsx" in said
    assert f"page: {page_no}" in said
    assert "expenditure_summary" in said
    assert "header: 项目支出" in said
    assert "2130314 | 防汛 | 90 |  | 【90】" in said
    assert "amount_cny: 900000.00" in said
    assert gongkai(home, "trace", cell_id)[1] == said


def test_trace_leads_from_a_fact_to_its_text_line(gongkai: Command, home: Home) -> None:
    with reading_mart(home) as mart:
        found = mart.execute(
            "select cell_id from mart.rpt_budget_lines"
            " where document_file = 'ziyuan_culture_2024_budget.pdf' and line_kind = 'narrative'"
        ).fetchall()
    code, said, _ = gongkai(home, "trace", found[0][0])
    assert code == 0
    assert "printed text: 【" in said
    assert "fact: rpt_budget_lines" in said


@pytest.mark.parametrize(
    ("key", "expected"),
    [("nonsense", 2), ("0" * 32, 1), ("0" * 16 + ":t1:r1:c1", 1), ("0" * 16 + ":l1", 1)],
)
def test_trace_of_nothing_says_so(gongkai: Command, home: Home, key: str, expected: int) -> None:
    code, _, said = gongkai(home, "trace", key)
    assert code == expected
    assert key in said


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


def test_tables_line_up_with_chinese_text() -> None:
    printed = render(["name", "amount"], [("水利", Decimal("1234.50")), ("a", None)])
    assert printed.splitlines() == ["name    amount", "----  --------", "水利  1,234.50", "a"]
    assert clip("一二三四五", 7) == "一二三…"
