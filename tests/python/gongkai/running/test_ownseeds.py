"""Own seeds of a user lie over those that the project ships: what counts, what is refused, who reads them."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import duckdb
import openpyxl
import pytest

from gongkai.cli import main
from gongkai.cluster import task
from gongkai.running.build import fingerprint
from gongkai.running.home import PROJECT, Home
from gongkai.running.loading import load
from gongkai.running.merging import own_rows, own_seeds, project_of
from gongkai.running.projects import project_digest
from gongkai.running.seedcheck import BadSeeds
from gongkai.running.seedreading import declared
from gongkai.worklist.target import Target
from ingest import parse, wordings
from ingest.read import known_wordings, reader_version, reading_with

Check = Callable[[Home], tuple[int, str, str]]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "gongkai"


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    def check(home: Home) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["seeds", "check", "--home", str(home.root)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return check


def header(seed: str) -> str:
    return (PROJECT / "seeds" / f"{seed}.csv").read_text(encoding="utf-8").partition("\n")[0]


def write(home: Home, seed: str, *rows: str, columns: str | None = None) -> Path:
    home.own_seeds.mkdir(parents=True, exist_ok=True)
    file = home.own_seeds / f"{seed}.csv"
    file.write_text("\n".join([columns or header(seed), *rows, ""]), encoding="utf-8")
    return file


def merged(home: Home, seed: str) -> list[dict[str, str]]:
    with (project_of(home) / "seeds" / f"{seed}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shipped(seed: str) -> list[dict[str, str]]:
    with (PROJECT / "seeds" / f"{seed}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_without_own_seeds_the_project_is_the_one_that_is_installed(empty: Home) -> None:
    assert project_of(empty) == PROJECT
    empty.own_seeds.mkdir(parents=True)
    assert project_of(empty) == PROJECT


def test_a_row_of_the_same_key_replaces_and_others_are_added(empty: Home) -> None:
    write(empty, "map_operator", "≥,<=,", "不得少于的,>=,")
    rows = merged(empty, "map_operator")
    assert [row["operator"] for row in rows if row["printed"] == "≥"] == ["<="]
    assert rows[-1]["printed"] == "不得少于的"
    assert len(rows) == len(shipped("map_operator")) + 1
    assert own_rows(empty)[0].endswith("/ 2 rows, 1 shipped rows replaced")


def test_columns_may_stand_in_another_order_and_blanks_around_a_cell_are_none(empty: Home) -> None:
    write(empty, "map_operator", ">= , 起码 ,", columns="operator,printed,is_substitute")
    assert merged(empty, "map_operator")[-1] == {"printed": "起码", "operator": ">=", "is_substitute": ""}


def test_every_other_file_of_the_project_is_what_it_was(empty: Home) -> None:
    write(empty, "map_operator", "起码,>=,")
    project = project_of(empty)
    differ = [
        path.name
        for path in PROJECT.rglob("*")
        if path.is_file()
        and path.relative_to(PROJECT).parts[0] in ("models", "seeds", "macros", "dbt_project.yml")
        and not path.name.startswith(".")
        and path.read_bytes() != (project / path.relative_to(PROJECT)).read_bytes()
    ]
    assert differ == ["map_operator.csv"]


def test_own_rows_that_say_what_is_shipped_change_nothing_that_is_built(empty: Home) -> None:
    first = (PROJECT / "seeds" / "code_money_unit.csv").read_text(encoding="utf-8").splitlines()[1]
    write(empty, "code_money_unit", first)
    ordered = sorted(map(str, merged(empty, "code_money_unit")))
    assert ordered == sorted(map(str, shipped("code_money_unit")))


def test_every_seed_has_a_key_of_its_own_columns() -> None:
    """Without one no row could be replaced: the whole row was the key of four lists of codes."""
    for seed in declared():
        assert seed.rules.get("keys") or seed.rules.get("unique"), seed.name
        assert set(seed.key) <= set(seed.columns), seed.name


def test_a_change_is_one_of_what_is_built(copied: Home) -> None:
    before = fingerprint(copied)
    file = write(copied, "map_operator", "起码,>=,")
    first = fingerprint(copied)
    write(copied, "map_operator", "起码,<=,")
    assert len({before, first, fingerprint(copied)}) == 3
    file.unlink()
    assert fingerprint(copied) == before


def test_readers_use_own_wordings_and_only_for_that_home(empty: Home, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("第一行\n", encoding="utf-8")
    version = reader_version()
    write(empty, "map_operator", "起码,>=,")
    load(empty, [text])
    assert reader_version() == version
    assert "起码" not in known_wordings().operators
    other = Home(tmp_path / "other")
    load(other, [text])
    assert _read_by(other) == version
    assert _read_by(empty) not in (version, "")


def _read_by(home: Home) -> str:
    with duckdb.connect(str(home.build_file), read_only=True) as connection:
        row = connection.execute("select reader_version from raw.documents").fetchone()
    return str(row[0]) if row else ""


def test_workers_and_tasks_of_a_cluster_read_with_own_wordings(
    empty: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Headers that own seeds know end the table above; a process that is begun anew must be told of them."""
    own = ["款目代号", "款目称谓", "开销合计"]
    rows = [
        ["一般公共预算支出表"], ["科目编码", "科目名称", "合计"], ["208", "社会保障和就业支出", 36.4],
        ["花销一览"], ["单位：万元"], own, ["212", "城乡社区支出", 1],
    ]  # fmt: skip
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(file := tmp_path / "a.xlsx")
    like = {row["wording"]: row for row in shipped("map_header_to_role")}
    write(
        empty,
        "map_header_to_role",
        *(
            ",".join({**like[known], "wording": wording}.values())
            for known, wording in zip(("科目编码", "科目名称", "合计"), own, strict=True)
        ),
    )
    known = wordings.load(project_of(empty) / "seeds")
    for name in ("fork", "spawn"):  # the second is how other systems begin them
        pool = partial(ProcessPoolExecutor, mp_context=get_context(name))
        monkeypatch.setattr(parse, "ProcessPoolExecutor", pool)
        with reading_with(known):
            (read,) = parse.parse([file], lambda _: None)
        assert read.reading and len(read.reading.tables) == 2, name
    (read,) = task.read_files([os.fsencode(file)], known)
    assert read.reading and len(read.reading.tables) == 2
    (read,) = task.read_files([os.fsencode(file)], known_wordings())
    assert read.reading and len(read.reading.tables) == 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("map_operators.csv", "no seed has this name; there are check_change_part, "),
        ("MAP_OPERATOR.CSV", "no seed has this name"),
        ("map_operator.xlsx", "save it as “CSV UTF-8” under the name map_operator.csv"),
        ("map_operator.CSV", "save it as “CSV UTF-8” under the name map_operator.csv"),
    ],
)
def test_a_file_that_is_no_seed_is_told(empty: Home, check: Check, name: str, told: str) -> None:
    empty.own_seeds.mkdir(parents=True)
    (empty.own_seeds / name).write_bytes(b"")
    code, _, said = check(empty)
    assert code == 1
    assert f"{empty.own_seeds / name}, line 1" in said
    assert told in said


def test_a_folder_within_is_told(empty: Home, check: Check) -> None:
    (empty.own_seeds / "old").mkdir(parents=True)
    code, _, said = check(empty)
    assert code == 1
    assert "folders are not looked into" in said


@pytest.mark.parametrize("name", ["README.md", ".map_operator.csv.swp", "~$map_operator.xlsx", ".lock"])
def test_notes_and_hidden_files_do_no_harm(empty: Home, check: Check, name: str) -> None:
    empty.own_seeds.mkdir(parents=True)
    (empty.own_seeds / name).write_bytes(b"\xff")
    assert check(empty)[0] == 0
    assert own_seeds(empty) == {}


@pytest.mark.parametrize(
    ("seed", "row", "told"),
    [
        ("map_operator", "≈,~,", "line 2, operator: “~” is none of >=, <=, ="),
        ("map_operator", "a,b", "line 2, …: holds 2 cells below 3 columns"),
        ("code_part", "x", "line 2, …: holds 1 cells"),
    ],
)
def test_a_row_that_breaks_a_rule_is_told_by_its_own_line(
    empty: Home, check: Check, seed: str, row: str, told: str
) -> None:
    file = write(empty, seed, row)
    code, _, said = check(empty)
    assert code == 1
    assert f"{file}, {told}" in said
    assert "mend them and run again" in said or "nothing was done" in said


def test_a_second_key_that_a_shipped_row_has_is_told_with_its_place(empty: Home, check: Check) -> None:
    row = next(row for row in shipped("code_line_kind"))
    own = {**row, "code": "made"}
    file = write(empty, "code_line_kind", ",".join(f'"{cell}"' for cell in own.values()))
    code, _, said = check(empty)
    assert code == 1
    first = PROJECT / "seeds" / "code_line_kind.csv"
    assert f"{file}, line 2, display_order: stands on line 2 of {first} already" in said


def test_a_shipped_row_that_an_own_one_breaks_is_told_with_the_own_file(empty: Home) -> None:
    """All headers of a concept get another one: the shipped items of that concept have lost theirs."""
    headers = shipped("map_header_to_role")
    concepts = [row["concept"] for row in headers]
    lost = min({row["concept"] for row in shipped("map_item_to_concept")}, key=concepts.count)
    turned = [{**row, "concept": "made"} for row in headers if row["concept"] == lost]
    file = write(
        empty, "map_header_to_role", *(",".join(f'"{cell}"' for cell in row.values()) for row in turned)
    )
    with pytest.raises(BadSeeds) as caught:
        project_of(empty)
    (refused,) = caught.value.refused
    assert refused.file == PROJECT / "seeds" / "map_item_to_concept.csv"
    assert f"“{lost}” is not in concept of map_header_to_role.csv" in "\n".join(refused.lines())
    assert f"own rows bring this about: mend {file}" in "\n".join(caught.value.lines())


def test_own_seeds_in_gbk_are_told(empty: Home, check: Check) -> None:
    file = write(empty, "map_operator")
    file.write_bytes(f"{header('map_operator')}\n不低于的,>=,\n".encode("gbk"))
    code, _, said = check(empty)
    assert code == 1
    assert f"{file}, line 2" in said
    assert "GBK: 不低于的" in said


def test_the_folder_is_no_file(empty: Home, check: Check) -> None:
    empty.root.mkdir()
    empty.own_seeds.write_text("", encoding="utf-8")
    code, _, said = check(empty)
    assert code == 1
    assert "is no folder" in said


def test_a_pipe_and_a_link_to_nothing_are_told(empty: Home, check: Check) -> None:
    """A pipe would wait for its writer for ever."""
    empty.own_seeds.mkdir(parents=True)
    os.mkfifo(empty.own_seeds / "map_operator.csv")
    (empty.own_seeds / "code_part.csv").symlink_to(empty.root / "gone.csv")
    code, _, said = check(empty)
    assert code == 1
    assert "map_operator.csv, line 1, …: cannot be read (not a plain file)" in said
    assert "code_part.csv, line 1, …: cannot be read (No such file or directory)" in said


def test_a_folder_that_is_a_link_to_nothing_is_told(empty: Home, check: Check) -> None:
    empty.root.mkdir()
    empty.own_seeds.symlink_to(empty.root / "gone")
    assert check(empty)[0] == 1


def test_two_own_rows_of_one_key_are_told(empty: Home, check: Check) -> None:
    file = write(empty, "map_operator", "起码,>=,", "起码,<=,")
    code, _, said = check(empty)
    assert code == 1
    assert f"{file}, line 3, printed: stands on line 2 already" in said


def test_a_checkout_that_is_its_own_home_has_no_own_seeds() -> None:
    assert project_of(Home(PROJECT)) == PROJECT


def test_what_is_merged_is_made_once_and_again_where_it_was_spoilt(empty: Home, cache: Path) -> None:
    write(empty, "map_operator", "起码,>=,")
    project = project_of(empty)
    assert project.is_relative_to(cache)
    digest = project_digest(project)
    (project / "seeds" / "map_operator.csv").unlink()
    (cache / "merged" / ".fresh-killed").mkdir()
    assert project_of(empty) == project
    assert project_digest(project) == digest
    assert [path.name for path in (cache / "merged").iterdir() if path.name.startswith(".fresh")] == []


def test_a_line_of_what_is_merged_is_called_by_the_file_that_holds_it(empty: Home) -> None:
    """A wording that own rows know was said to stand on a line of the shipped file that holds another."""
    file = write(empty, "map_operator", "≥,<=,", "起码,>=,")
    target = Target(PROJECT, empty)
    lines = (target.known() / "seeds" / "map_operator.csv").read_text(encoding="utf-8").splitlines()
    line = 1 + next(number for number, text in enumerate(lines) if text.startswith("起码"))
    assert target.place("map_operator", line)[1] == f"line 3 of {file}"
    assert target.place("map_operator", 2)[1] == "line 3 of seeds/map_operator.csv"


FILLED = "code_kind,printed_code,wording,publisher,target_code,valid_from_year,valid_to_year,source_ref\n"


def imported(file: Path, *options: object) -> int:
    return main(["codes", "import", str(file), *map(str, options)])


def test_an_import_into_a_home_begins_its_file_and_goes_on(
    empty: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = tmp_path / "filled.csv"
    filled.write_text(f"{FILLED}economic,,零星办公开销,,30201,2024,,\n", encoding="utf-8")
    assert imported(filled, "--home", empty.root) == 0
    own = empty.own_seeds / "map_code_alias.csv"
    assert f"added: 1, {own.resolve()}" in capsys.readouterr().out
    assert own.read_bytes().startswith(b"\xef\xbb\xbf" + header("map_code_alias").encode())
    assert imported(filled, "--home", empty.root) == 0
    assert "already there, skipped: 1" in capsys.readouterr().out
    filled.write_text(f"{FILLED}economic,,零星办公开销,,30202,2025,,\n", encoding="utf-8")
    assert imported(filled, "--home", empty.root) == 1
    assert f"the years overlap with those of line 2 of {own}" in capsys.readouterr().err
    assert len(own.read_text(encoding="utf-8-sig").splitlines()) == 2
    assert (PROJECT / "seeds" / "map_code_alias.csv").read_text(encoding="utf-8").count("零星办公开销") == 0


def test_layouts_are_imported_into_a_home(
    empty: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = tmp_path / "filled.csv"
    filled.write_text(
        "seed_name,wording,target,printed\n"
        "map_header_to_role,保运转开销,基本支出,\nmap_total_wording,用钱总盘子,合计,\n",
        encoding="utf-8",
    )
    assert main(["layouts", "import", str(filled), "--home", str(empty.root)]) == 0
    assert str(empty.own_seeds.resolve()) in capsys.readouterr().out
    assert sorted(own_seeds(empty)) == ["map_header_to_role", "map_total_wording"]
    assert merged(empty, "map_header_to_role")[-1]["wording"] == "保运转开销"


def test_an_import_into_spoilt_own_seeds_says_what_to_mend(
    empty: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(empty, "map_operator", "≈,~,")
    filled = tmp_path / "filled.csv"
    filled.write_text(f"{FILLED}economic,,零星办公开销,,30201,2024,,\n", encoding="utf-8")
    assert imported(filled, "--home", empty.root) == 1
    assert "map_operator.csv, line 2, operator" in capsys.readouterr().err
    assert not (empty.own_seeds / "map_code_alias.csv").exists()


def test_a_project_that_is_named_is_written_to_as_before(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "seeds", tmp_path / "project" / "seeds")
    filled = tmp_path / "filled.csv"
    filled.write_text(f"{FILLED}economic,,零星办公开销,,30201,2024,,\n", encoding="utf-8")
    assert imported(filled, "--project", tmp_path / "project") == 0
    seed = tmp_path / "project" / "seeds" / "map_code_alias.csv"
    assert "零星办公开销" in seed.read_text(encoding="utf-8")


def test_a_project_and_a_home_at_once_are_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        imported(tmp_path / "filled.csv", "--project", tmp_path, "--home", tmp_path)
    assert ended.value.code == 2
