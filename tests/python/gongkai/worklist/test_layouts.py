"""`gongkai layouts`: what is written for a reviewer, what an import takes, and what it refuses whole."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pytest

from gongkai.cli import main
from gongkai.running.home import PROJECT, Home
from gongkai.running.seedcheck import check_seeds
from gongkai.worklist.layouts import COLUMNS

Run = Callable[..., tuple[int, str, str]]
Fill = Callable[..., tuple[int, str, str]]
Answer = tuple[str, str, str] | tuple[str, str, str, str]
TITLES, HEADERS, LABELS = "map_title_to_statement", "map_header_to_role", "map_label_to_field"
TOTALS, LEVELS, SIGNATURES = "map_total_wording", "map_level_to_category", "map_header_to_statement"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the seeds as they are."""
    shutil.copytree(PROJECT / "seeds", tmp_path / "project" / "seeds")
    return tmp_path / "project"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["layouts", *map(str, arguments)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def fill(project: Path, tmp_path: Path, run: Run) -> Fill:
    """Import answers: seed, wording, target and, for a title, how it is printed."""

    def fill(*answers: Answer) -> tuple[int, str, str]:
        file = tmp_path / "filled.csv"
        with file.open("w", encoding="utf-8-sig", newline="") as opened:
            writer = csv.writer(opened)
            writer.writerow(["seed_name", "wording", "target", "printed"])
            writer.writerows([*answer, ""][:4] for answer in answers)
        return run("import", file, "--project", project)

    return fill


def added(project: Path, seed: str) -> list[str]:
    before = (PROJECT / "seeds" / f"{seed}.csv").read_text(encoding="utf-8")
    now = (project / "seeds" / f"{seed}.csv").read_text(encoding="utf-8")
    assert now.startswith(before)
    return now.removeprefix(before).split()


def changed(project: Path) -> list[str]:
    return [
        path.name
        for path in sorted((project / "seeds").glob("*.csv"))
        if path.read_bytes() != (PROJECT / "seeds" / path.name).read_bytes()
    ]


def test_an_answer_is_a_row_with_the_values_of_the_known_wording(fill: Fill, project: Path) -> None:
    code, out, err = fill(
        (TITLES, "花销按事项一览", "expenditure_summary", "某某局2024年花销按事项一览"),
        (TITLES, "往来款一览", "none"),
        (HEADERS, "保运转开销", "基本支出"),
        (LABELS, "事务称谓", "项目名称"),
        (TOTALS, "用钱总盘子", "合计"),
        (LEVELS, "成效类", "1 效益指标"),
    )
    assert (code, err) == (0, "")
    assert added(project, TITLES) == [
        "花销按事项一览,,,budget,expenditure_summary,department,",
        "往来款一览,,,,,,",
    ]
    assert added(project, HEADERS) == ["保运转开销,amount,amount,,basic,,,,,5,basic"]
    assert added(project, LABELS) == ["事务称谓,project_name,text,,"]
    assert added(project, TOTALS) == ["用钱总盘子,,,"]
    assert added(project, LEVELS) == ["1,成效类,benefit"]
    assert "gongkai run" in out


def test_a_title_has_the_scope_of_its_statement(fill: Fill, project: Path) -> None:
    """A government's title was once written as a department's, and the next run stopped at the seed."""
    code, _, err = fill(
        (TITLES, "全县基金进账一览", "gov_fund_revenue"),
        (TITLES, "全县借款一览", "final_gov_debt"),
        (TITLES, "花销按事项一览", "expenditure_summary"),
    )
    assert (code, err) == (0, "")
    assert added(project, TITLES) == [
        "全县基金进账一览,,,budget,gov_fund_revenue,government,",
        "全县借款一览,,,final_account,final_gov_debt,government,",
        "花销按事项一览,,,budget,expenditure_summary,department,",
    ]
    assert check_seeds(project) == []


def test_what_the_seeds_must_not_hold_is_not_written(fill: Fill, project: Path) -> None:
    """The rules of `gongkai seeds check` hold before anything is written, as they do before a run."""
    rules = project / "seeds" / "_map_seeds.yml"
    text = rules.read_text(encoding="utf-8")
    rule = '            holds:\n              - "statement_code is null or (coalesce(scope'
    assert rule in text
    rules.write_text(
        text.replace(
            rule, rule.replace("holds:\n", "holds:\n              - \"wording <> '花销按事项一览'\"\n")
        ),
        encoding="utf-8",
    )
    code, _, err = fill(
        (HEADERS, "保运转花销", "基本支出"), (TITLES, "花销按事项一览", "expenditure_summary")
    )
    assert code == 1 and "line 3, target" in err and "breaks the rule" in err
    assert changed(project) == []


def test_seeds_with_errors_take_no_more_rows(fill: Fill, project: Path) -> None:
    """A fault that stood there before is told by its own line, and is no fault of the file."""
    path = project / "seeds" / f"{TOTALS}.csv"
    path.write_text(path.read_text(encoding="utf-8") + "用钱总盘子,strange,,\n", encoding="utf-8")
    before = (project / "seeds" / f"{HEADERS}.csv").read_bytes()
    code, _, err = fill((HEADERS, "保运转花销", "基本支出"))
    assert code == 1 and "the seeds have errors" in err and "strange" in err
    assert (project / "seeds" / f"{HEADERS}.csv").read_bytes() == before


def test_a_second_import_changes_nothing(fill: Fill, project: Path) -> None:
    answers: Sequence[Answer] = (
        (TITLES, "花销按事项一览", "expenditure_summary"),
        (HEADERS, "保运转开销", "基本支出"),
        (SIGNATURES, "甲类花销|乙类花销|丙类花销", "expenditure_summary"),
    )
    assert fill(*answers)[0] == 0
    before = {path: path.read_bytes() for path in (project / "seeds").iterdir()}
    code, out, _ = fill(*answers)
    assert code == 0 and "3 (行 / lines 2, 3, 4)" in out
    assert before == {path: path.read_bytes() for path in (project / "seeds").iterdir()}


def test_a_year_is_no_part_of_a_wording(fill: Fill, project: Path) -> None:
    """A seed that knew 上年核定 as a whole would hide that its money is of last year."""
    code, out, _ = fill((HEADERS, "上年核定", "预算数"), (HEADERS, "2024年花销（万元）", "合计"))
    assert code == 0
    assert [row.split(",")[0] for row in added(project, HEADERS)] == ["核定", "花销"]
    assert "上年核定 → 核定" in out


def test_a_number_stands_for_the_suggestion(run: Run, project: Path, tmp_path: Path) -> None:
    file = tmp_path / "filled.csv"
    file.write_text(
        "seed_name,wording,target,suggestion_1_target,suggestion_2_target\n"
        f"{HEADERS},保运转开销,2,合计,基本支出\n",
        encoding="utf-8",
    )
    assert run("import", file, "--project", project)[0] == 0
    assert added(project, HEADERS) == ["保运转开销,amount,amount,,basic,,,,,5,basic"]


def test_a_table_without_title_is_known_by_its_headers(fill: Fill, project: Path) -> None:
    assert fill((SIGNATURES, "甲类花销|乙类花销|丙类花销", "expenditure_summary"))[0] == 0
    rows = [row.split(",") for row in added(project, SIGNATURES)]
    assert len({row[1] for row in rows}) == 1
    assert [(row[0], *row[2:]) for row in rows] == [
        ("expenditure_summary", "header", wording, "yes") for wording in ("甲类花销", "乙类花销", "丙类花销")
    ]


@pytest.mark.parametrize(
    ("answer", "column", "remedy"),
    [
        ((TITLES, "花销按事项一览", "spending"), "target", "code_statement.csv"),
        ((TITLES, "花销按事项一览", "部门支出总表"), "target", "expenditure_summary"),
        ((TITLES, "支出总表", "revenue_summary"), "wording", "take over"),
        ((TITLES, "某某局支出总表", "revenue_summary"), "wording", "take over"),
        ((TITLES, "情况表", "revenue_summary"), "wording", "too general"),
        ((TITLES, "一览", "revenue_summary"), "wording", "too general"),
        ((TITLES, "按事项一览", "revenue_summary", "项目花销按事项一览"), "wording", "write all of its end"),
        ((HEADERS, "基本支出", "项目支出"), "wording", "another meaning"),
        ((HEADERS, "保运转开销", "基本花销"), "target", "such as"),
        ((HEADERS, "2024年", "预算数"), "wording", "nothing is left"),
        ((HEADERS, "款", "合计"), "wording", "another meaning"),
        ((HEADERS, "钱", "合计"), "wording", "one character"),
        ((LABELS, "项目名称", "主管部门"), "wording", "another meaning"),
        ((TOTALS, "教育支出", "合计"), "wording", "the name of 205"),
        ((LEVELS, "成效类", "3 效益指标"), "target", "such as"),
        ((SIGNATURES, "甲|乙", "revenue_summary"), "wording", "at least 3"),
        (("map_code_alias", "甲", "乙"), "seed_name", "unknown seed"),
    ],
)
def test_what_cannot_be_taken_is_said_with_a_remedy_and_nothing_is_written(
    fill: Fill, project: Path, answer: Answer, column: str, remedy: str
) -> None:
    code, _, err = fill((HEADERS, "保运转花销", "基本支出"), answer)
    assert code == 1
    assert f"line 3, {column}" in err and f"第 3 行，{column}" in err
    assert remedy in err
    assert changed(project) == []


def test_answers_that_contradict_each_other_are_refused(fill: Fill, project: Path) -> None:
    code, _, err = fill((HEADERS, "保运转开销", "基本支出"), (HEADERS, "保运转开销", "项目支出"))
    assert code == 1 and "line 2, which contradicts" in err
    assert changed(project) == []


def test_headers_that_fit_another_statement_are_refused(fill: Fill, project: Path) -> None:
    """What two statements claim is neither's: both would then be lost."""
    assert fill((SIGNATURES, "甲类|乙类|丙类", "expenditure_summary"))[0] == 0
    code, _, err = fill((SIGNATURES, "甲类|乙类|丙类|丁类", "revenue_summary"))
    assert code == 1 and "fit signature" in err


def test_export_writes_what_the_mart_holds_and_guards_it(run: Run, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.mart_file.parent.mkdir(parents=True)
    with duckdb.connect(str(home.mart_file)) as mart:
        mart.execute(f"create table qc_unmapped_layout ({', '.join(f'{name} varchar' for name in COLUMNS)})")
        mart.execute(
            "insert into qc_unmapped_layout (seed_name, wording, printed) values (?, ?, ?)",
            [HEADERS, "=1+1", "保运转\n开销"],
        )
    output = tmp_path / "list.csv"
    code, out, _ = run("export", "--home", home.root, "--output", output)
    assert code == 0 and "1 行 / rows" in out
    with output.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["wording"], row["target"]) == ("'=1+1", "")


def test_a_mart_of_an_older_version_has_no_such_list(run: Run, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.mart_file.parent.mkdir(parents=True)
    duckdb.connect(str(home.mart_file)).close()
    code, _, err = run("export", "--home", home.root, "--output", tmp_path / "list.csv")
    assert code == 1 and "older version" in err
