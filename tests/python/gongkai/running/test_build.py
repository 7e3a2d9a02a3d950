"""Build and publish: what a build changes, and what a failed one leaves alone."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.batch.failures import Failure
from gongkai.running.build import fingerprint
from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import Home, reading_mart
from gongkai.running.outcome import BuildFailed
from tests.python.gongkai.command import Command

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


def test_same_run_again_changes_nothing(gongkai: Command, copied: Home, samples: list[Path]) -> None:
    before = state(copied.mart_file)
    code, said, _ = gongkai(copied, "run", *samples)
    assert code == 0
    assert "nothing changed, skipped" in said
    assert state(copied.mart_file) == before


def test_failed_build_leaves_the_last_good_mart(
    gongkai: Command, copied: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise BuildFailed([Failure("fct_revenue", "Constraint Error: NOT NULL")])

    before = state(copied.mart_file)
    (tmp_path / "new.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("gongkai.running.build.build_corpus", fail)
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
    outcome = run_dbt(empty, ["build"], project=project)
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
