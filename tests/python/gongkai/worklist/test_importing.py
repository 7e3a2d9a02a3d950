"""A file that is taken: what an import adds, keeps, and leaves alone."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from gongkai.locking import locked
from gongkai.running.home import Home
from gongkai.worklist import codes
from gongkai.worklist.codes import ALIAS_COLUMNS
from gongkai.worklist.importing import import_file
from gongkai.worklist.target import Target
from tests.python.gongkai.worklist.filled import (
    FIRST,
    HEADER,
    SEEDS,
    Run,
    added_to,
    published,
    rows_of,
    seed_of,
    unmapped,
)


def test_export_filled_and_imported(empty: Home, project: Path, tmp_path: Path, run: Run) -> None:
    rows = [unmapped(), unmapped(wording="未定事务"), unmapped(code_kind="economic", printed_code="030201")]
    published(empty, rows)
    file = tmp_path / "list.csv"
    run("export", "--output", file, "--home", empty.root)
    text = file.read_text("utf-8-sig").replace("2080199,人社行政运行,,,", "2080199,人社行政运行,,2080101,")
    file.write_text(
        text.replace("'030201,人社行政运行,,,", "'030201,人社行政运行,,30201,"), encoding="utf-8-sig"
    )
    code, said, _ = run("import", file, "--project", project)
    assert code == 0
    assert added_to(project) == [FIRST, "economic,030201,人社行政运行,,30201,2023,,reviewed"]
    assert "已增加 / added: 2" in said
    assert "skipped: 1" in said
    assert "the next gongkai run" in said


def test_a_second_import_adds_nothing(imported: Run, project: Path) -> None:
    assert imported(FIRST)[0] == 0
    before = seed_of(project).stat()
    code, said, _ = imported(FIRST)
    assert code == 0
    assert "added: 0" in said and "already there, skipped: 1 (行 / lines 2)" in said
    after = seed_of(project).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert added_to(project) == [FIRST]


def test_a_row_of_the_seed_is_there_already_whatever_it_rests_on(imported: Run, project: Path) -> None:
    code, said, _ = imported("function,20599,教育费支出,,205,2018,2020,minutes of May")
    assert code == 0
    assert "already there, skipped: 1" in said
    assert added_to(project) == []


def test_the_same_row_twice_in_a_file_is_added_once(imported: Run, project: Path) -> None:
    code, said, _ = imported(FIRST, FIRST)
    assert code == 0
    assert "added: 1" in said and "lines 3" in said
    assert added_to(project) == [FIRST]


def test_nothing_filled_adds_nothing(imported: Run, project: Path) -> None:
    code, said, _ = imported("function,,未定,,,,,", "nonsense,,,,,soon,,", ",,,,,,,")
    assert code == 0
    assert "added: 0" in said and "skipped: 2" in said
    assert added_to(project) == []


def test_what_the_reviewer_rests_on_is_kept(imported: Run, project: Path) -> None:
    imported('function,2080199,,,2080101,2023,2024,"minutes,\nMay"')
    assert added_to(project) == ['function,2080199,,,2080101,2023,2024,"minutes, May"']


def test_a_name_typed_by_hand_takes_the_compared_form(imported: Run, project: Path) -> None:
    code, said, _ = imported(
        "economic,,一、办公（印刷） 费,甲县财政局（本级）,３０２０１,２０２３年,,reviewed"
    )
    assert code == 0
    assert added_to(project) == ["economic,,办公(印刷)费,甲县财政局(本级),30201,2023,,reviewed"]
    assert "line 2: 一、办公（印刷） 费 → 办公(印刷)费" in said


@pytest.mark.parametrize(
    "row",
    [
        "funding_source,,财政补助,,fiscal,2023,,reviewed",
        "funding_source,,财政补助,,fiscal,,2020,reviewed",
        "measurement_unit,,人·次数,,人次,,,reviewed",
        "measurement_unit,,人·次数,,人次,2019,2020,reviewed",
        "function,2070300,,,20703,2018,,reviewed",  # two windows of one code that follow each other
        "economic,,政府办公费,,50201,2018,,reviewed",
        "function,20599,教育费支出,,205,2021,,reviewed",  # begins where the seed's row ends
        "function,20599,教育费支出,甲县财政局,2050101,2018,,reviewed",  # of one publisher
        "function,20599,,,2050101,2018,,reviewed",  # under any name
    ],
)
def test_rows_that_hold(imported: Run, project: Path, row: str) -> None:
    code, _, said = imported(row)
    assert (code, said) == (0, "")
    assert added_to(project) == [row]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_spreadsheets_save_is_read(
    imported: Run, project: Path, encoding: str, delimiter: str, newline: str
) -> None:
    rows = [list(ALIAS_COLUMNS), FIRST.split(",")]
    text = newline.join(delimiter.join(row) for row in rows) + newline
    assert imported(text.encode(encoding))[0] == 0
    assert added_to(project) == [FIRST]


def test_columns_stand_in_any_order_among_others(imported: Run, project: Path) -> None:
    code, _, _ = imported(
        "看过,2080101.0, 2023.0 ,,2080199.00, 人社行政运行 ,,function,",
        header="备注,TARGET_CODE x,valid_from_year,valid_to_year,printed_code,wording,publisher,code_kind,",
    )
    assert code == 0
    assert added_to(project) == [FIRST]


def test_a_guarded_code_is_taken_as_it_is(imported: Run, project: Path) -> None:
    imported("function,'020.0,,,205,2023,,", "function,'1E5,,,205,2023,,")
    assert added_to(project) == ["function,020.0,,,205,2023,,reviewed", "function,1E5,,,205,2023,,reviewed"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("is_ended", [True, False])
def test_the_seed_keeps_its_line_ends(imported: Run, project: Path, newline: str, is_ended: bool) -> None:
    old = SEEDS["map_code_alias"].replace("\n", newline)
    seed_of(project).write_bytes((old if is_ended else old.removesuffix(newline)).encode())
    seed_of(project).chmod(0o664)
    assert imported(FIRST)[0] == 0
    assert seed_of(project).read_bytes() == (old + FIRST + newline).encode()
    assert seed_of(project).stat().st_mode & 0o777 == 0o664


def test_the_seed_keeps_the_order_of_its_columns(imported: Run, project: Path) -> None:
    order = [*reversed(ALIAS_COLUMNS)]
    seed_of(project).write_text(",".join(order) + "\n", encoding="utf-8-sig")
    assert imported(FIRST)[0] == 0
    assert [*rows_of(seed_of(project))[0].items()] == [*zip(order, FIRST.split(",")[::-1], strict=True)]


def test_a_linked_seed_stays_linked(imported: Run, project: Path, tmp_path: Path) -> None:
    real = seed_of(project).rename(tmp_path / "elsewhere.csv")
    seed_of(project).symlink_to(real)
    assert imported(FIRST)[0] == 0
    assert seed_of(project).is_symlink()
    assert added_to(project) == [FIRST]


@pytest.mark.parametrize("step", ["replace", "chmod"])
def test_a_killed_import_leaves_the_old_seed(
    imported: Run, project: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    before = seed_of(project).read_bytes()
    monkeypatch.setattr(Path, step, killed)
    assert imported(FIRST)[0] == 130
    monkeypatch.undo()
    assert seed_of(project).read_bytes() == before
    assert sorted(path.stem for path in (project / "seeds").glob("[!.]*")) == sorted(SEEDS)
    assert imported(FIRST)[0] == 0
    assert added_to(project) == [FIRST]


def test_a_full_disk_is_told(imported: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = seed_of(project).read_bytes()
    monkeypatch.setattr(codes.os, "fsync", full)
    code, _, told = imported(FIRST)
    assert code == 1
    assert "No space left" in told
    assert seed_of(project).read_bytes() == before
    assert sorted(path.stem for path in (project / "seeds").glob("[!.]*")) == sorted(SEEDS)


def test_what_a_killed_import_left_is_cleared(imported: Run, project: Path) -> None:
    leftover = seed_of(project).with_name(".map_code_alias.csv.1")
    leftover.write_text("half", encoding="utf-8")
    assert imported(FIRST)[0] == 0
    assert not leftover.exists()


def test_a_second_import_waits_for_the_first(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "filled.csv"
    file.write_text(f"{HEADER}\n{FIRST}\n", encoding="utf-8")
    second = threading.Thread(target=import_file, args=(file, Target(project)), daemon=True)
    with locked(project / "seeds" / ".lock"):
        second.start()
        second.join(0.3)
        assert second.is_alive()
        other = "economic,1,,,30201,2023,,first"
        with seed_of(project).open("a", encoding="utf-8") as seed:
            seed.write(other + "\n")
    second.join(20)
    assert added_to(project) == [other, FIRST]
