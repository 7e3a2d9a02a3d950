"""The worklist of unmapped codes: what is exported, and what an import takes, refuses and leaves alone."""

from __future__ import annotations

import csv
import fcntl
import os
import re
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from io import StringIO
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.cli import main
from gongkai.running.home import PROJECT, Home
from gongkai.worklist import codes
from gongkai.worklist.codes import ALIAS_COLUMNS, KINDS, CodeList, Window, line_key, read_code_list
from gongkai.worklist.exporting import Worklist
from gongkai.worklist.importing import Refused, import_file
from gongkai.worklist.sheet import COLUMNS, guarded, unguarded
from ingest.text import repair

Run = Callable[..., tuple[int, str, str]]

SEEDS = {
    "code_function": (
        "function_code,function_name,parent_code,level,valid_from_year,valid_to_year,fund_type,source_ref\n"
        "205,教育支出,,class,2018,,general_public_budget,list\n"
        "2050101,行政运行,20501,item,2018,,general_public_budget,list\n"
        "2080101,行政运行,20801,item,2018,,general_public_budget,list\n"
        "20703,体育,207,section,2018,2019,general_public_budget,list\n"
        "20703,体育事务,207,section,2020,,general_public_budget,list\n"
        "2011504,旧事务,20115,item,2018,2018,general_public_budget,list\n"
        "2011505,断续事务,20115,item,2018,2019,general_public_budget,list\n"
        "2011505,断续事务,20115,item,2022,,general_public_budget,list\n"
    ),
    "code_economic": (
        "scheme,economic_code,economic_name,parent_code,level,valid_from_year,valid_to_year\n"
        "department,30201,办公费,302,item,2018,\n"
        "government,50201,办公经费,502,item,2018,\n"
    ),
    "code_funding_source": (
        "funding_source_code,funding_source_name_zh,funding_source_name_en,parent_code,is_fiscal\n"
        "fiscal,财政拨款,Fiscal appropriation,total,true\n"
    ),
    "code_measurement_unit": (
        "unit_printed,quantity_kind,base_unit,factor\n人次,occurrences,人次,1\n万元,money,元,10000\n"
    ),
    "map_code_alias": (
        "code_kind,printed_code,wording,publisher,target_code,valid_from_year,valid_to_year,source_ref\n"
        "function,20599,教育费支出,,205,2018,2020,reviewed\n"
        "funding_source,,财政补贴,,fiscal,,2020,reviewed\n"
    ),
}
FIRST = "function,2080199,人社行政运行,,2080101,2023,,reviewed"
HEADER = ",".join(ALIAS_COLUMNS)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of small seeds."""
    return made_project(tmp_path / "project")


def made_project(folder: Path) -> Path:
    (folder / "seeds").mkdir(parents=True)
    for name, content in SEEDS.items():
        (folder / "seeds" / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


def seed_of(project: Path) -> Path:
    return project / "seeds" / "map_code_alias.csv"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["codes", *map(str, arguments)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def imported(project: Path, tmp_path: Path, run: Run) -> Run:
    """Import rows (or the bytes of a file) into the project."""

    def imported(*rows: str | bytes, header: str = HEADER) -> tuple[int, str, str]:
        file = tmp_path / "filled.csv"
        if rows and isinstance(rows[0], bytes):
            file.write_bytes(rows[0])
        else:
            file.write_text("\n".join([header, *map(str, rows)]) + "\n", encoding="utf-8")
        return run("import", file, "--project", project)

    return imported


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def added_to(project: Path) -> list[str]:
    text = seed_of(project).read_text(encoding="utf-8")
    assert text.startswith(SEEDS["map_code_alias"])
    return text.removeprefix(SEEDS["map_code_alias"]).splitlines()


UNMAPPED_TYPES = {
    "seed_name": "varchar",
    **dict.fromkeys(COLUMNS, "varchar"),
    "valid_from_year": "integer",
    "valid_to_year": "integer",
    "rows_affected": "bigint",
    "document_count": "bigint",
    "amount_cny": "decimal(18,2)",
    **{f"suggestion_{n}_similarity": "decimal(5,4)" for n in (1, 2, 3)},
}


def published(home: Home, rows: Iterable[dict[str, object]]) -> Home:
    """A home whose mart holds these rows of qc_unmapped_code and nothing else."""
    home.mart_file.parent.mkdir(parents=True)
    connection = duckdb.connect(str(home.mart_file))
    types = ", ".join(f"{name} {data_type}" for name, data_type in UNMAPPED_TYPES.items())
    connection.execute(f"create table qc_unmapped_code ({types})")
    for number, row in enumerate(rows):
        values = {"seed_name": "map_code_alias", "unmapped_code_key": f"{number:032d}", **row}
        places = ", ".join("?" for _ in UNMAPPED_TYPES)
        connection.execute(
            f"insert into qc_unmapped_code values ({places})", [values.get(name) for name in UNMAPPED_TYPES]
        )
    connection.close()
    return home


def unmapped(**values: object) -> dict[str, object]:
    return {
        "code_kind": "function",
        "printed_code": "2080199",
        "wording": "人社行政运行",
        "valid_from_year": 2023,
        "reason": "code_unknown",
        "rows_affected": 2,
        "amount_cny": Decimal("100.50"),
        "suggestion_1_code": "2080101",
        "suggestion_1_name": "行政运行",
        "suggestion_1_similarity": Decimal("0.8"),
        "suggestion_1_why": "name",
        **values,
    }


# --- export ---------------------------------------------------------------------------------------


def test_export_orders_by_amount_and_then_by_rows(empty: Home, tmp_path: Path, run: Run) -> None:
    published(
        empty,
        [
            unmapped(wording="无金额", amount_cny=None, rows_affected=9),
            unmapped(wording="少", amount_cny=Decimal("1")),
            unmapped(wording="同额少行", amount_cny=Decimal("7"), rows_affected=1),
            unmapped(wording="同额多行", amount_cny=Decimal("7"), rows_affected=3),
            unmapped(seed_name="map_header_to_role", code_kind=None, wording="项目类支出"),
            unmapped(seed_name="map_header_to_role", code_kind=None, wording="机动支出"),
        ],
    )
    file = tmp_path / "list.csv"
    code, said, _ = run("export", "--output", file, "--home", empty.root)
    assert code == 0
    assert "4 行 / rows" in said
    assert "map_header_to_role 2 (docs/add-a-layout.md)" in said
    assert f"gongkai codes import {file}" in said
    assert file.read_bytes().startswith(b"\xef\xbb\xbfcode_kind,")
    exported = rows_of(file)
    assert [row["wording"] for row in exported] == ["同额多行", "同额少行", "少", "无金额"]
    assert exported[0]["target_code"] == ""
    assert exported[0]["suggestion_1_code"] == "2080101"
    assert exported[0]["suggestion_1_similarity"] == "0.8000"
    assert exported[0]["amount_cny"] == "7.00"
    assert list(exported[0])[:8] == list(ALIAS_COLUMNS)


def test_export_goes_into_the_current_folder_by_default(
    empty: Home, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(empty, [unmapped()])
    monkeypatch.chdir(tmp_path)
    assert run("export", "--home", empty.root)[0] == 0
    assert len(rows_of(tmp_path / "unmapped_codes.csv")) == 1


def test_export_to_the_standard_output_holds_the_file_only(
    empty: Home, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    published(empty, [unmapped(), unmapped(seed_name="map_header_to_role")])
    assert main(["codes", "export", "--output", "-", "--home", str(empty.root)]) == 0
    printed = capsysbinary.readouterr()
    records = list(csv.reader(StringIO(printed.out.decode("utf-8-sig"))))
    assert [len(record) for record in records] == [len(COLUMNS)] * 2
    assert "docs/add-a-layout.md" in printed.err.decode()


def test_export_of_nothing_is_a_header(empty: Home, tmp_path: Path, run: Run) -> None:
    published(empty, [])
    code, said, _ = run("export", "--output", tmp_path / "list.csv", "--home", empty.root)
    assert code == 0
    assert "no code is unmapped" in said
    assert (tmp_path / "list.csv").read_text("utf-8-sig").splitlines() == [",".join(COLUMNS)]


def test_export_before_anything_is_published_says_so(empty: Home, tmp_path: Path, run: Run) -> None:
    code, _, said = run("export", "--output", tmp_path / "list.csv", "--home", empty.root)
    assert code == 1
    assert "尚未发布" in said and "nothing is published yet" in said
    assert not (tmp_path / "list.csv").exists()


def test_export_from_an_older_mart_says_what_to_do(empty: Home, tmp_path: Path, run: Run) -> None:
    published(empty, [])
    connection = duckdb.connect(str(empty.mart_file))
    connection.execute("alter table qc_unmapped_code drop column suggestion_1_code")
    connection.close()
    code, _, said = run("export", "--output", tmp_path / "list.csv", "--home", empty.root)
    assert code == 1
    assert "older version" in said and "gongkai publish" in said


def test_export_leaves_the_mart_alone(empty: Home, tmp_path: Path, run: Run) -> None:
    published(empty, [unmapped()])
    before = empty.mart_file.read_bytes()
    run("export", "--output", tmp_path / "list.csv", "--home", empty.root)
    assert empty.mart_file.read_bytes() == before
    assert [path.name for path in empty.mart_file.parent.iterdir()] == ["mart.duckdb"]


def test_export_keeps_a_file_that_somebody_began_to_fill(empty: Home, tmp_path: Path, run: Run) -> None:
    published(empty, [unmapped()])
    file = tmp_path / "list.csv"
    for _ in range(2):  # an unfilled list is simply written again
        assert run("export", "--output", file, "--home", empty.root)[0] == 0
    assert sorted(path.name for path in tmp_path.glob("list*")) == ["list.csv"]
    for number in (1, 2):
        filled = file.read_text("utf-8-sig").replace(",人社行政运行,,,", ",人社行政运行,,2080101,")
        file.write_text(filled, encoding="utf-8")
        code, said, _ = run("export", "--output", file, "--home", empty.root)
        assert code == 0
        assert f"list.{number}.csv" in said
        assert (tmp_path / f"list.{number}.csv").read_text("utf-8").replace("\r\n", "\n") == filled
    assert rows_of(file)[0]["target_code"] == ""


def test_export_writes_regular_files_only(empty: Home, tmp_path: Path, run: Run) -> None:
    published(empty, [unmapped()])
    for target in (tmp_path, Path(os.devnull), tmp_path / "missing" / "list.csv"):
        code, _, said = run("export", "--output", target, "--home", empty.root)
        assert code == 1
        assert str(target) in said
    assert tmp_path.is_dir() and Path(os.devnull).exists()


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+86",
        "-支出",
        "@SUM(A1)",
        "\t=1",
        " =1",
        "＝1",
        "'x",
        "001",
        "1-2",
        "2023年1月",
        "1E5",
        "1" * 12,
    ],
)
def test_what_a_spreadsheet_would_change_is_guarded(text: str) -> None:
    assert guarded(text) == "'" + text
    assert unguarded(guarded(text)).text == text.strip()


@pytest.mark.parametrize(
    "text", ["2080101", "1" * 11, "教育支出", "", "0", "万元", "general_public_budget", "7 | 11"]
)
def test_what_no_spreadsheet_changes_is_not(text: str) -> None:
    assert guarded(text) == text


def test_no_text_of_the_export_is_a_formula(empty: Home) -> None:
    texts = [name for name, data_type in UNMAPPED_TYPES.items() if data_type == "varchar"]
    published(
        empty,
        [{**dict.fromkeys(texts, '=HYPERLINK("a")'), "seed_name": "map_code_alias", "amount_cny": -5}],
    )
    from gongkai.worklist.exporting import worklist

    header, row = csv.reader(StringIO(worklist(empty).content().decode("utf-8-sig")))
    cells = dict(zip((heading.split()[0] for heading in header), row, strict=True))
    assert cells.pop("amount_cny") == "-5.00"
    assert not [cell for cell in cells.values() if cell.startswith(("=", "+", "-", "@"))]


# --- a file that is taken -------------------------------------------------------------------------


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


# --- a file that is refused -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("functions,1,,,205,2023,,", "code_kind", "function, economic, funding_source, measurement_unit"),
        ("function,1,,,2059999,2023,,", "target_code", "not in seeds/code_function.csv"),
        ("function,1,,,30201,2023,,", "target_code", "not in seeds/code_function.csv"),
        ("function,1,,,2080101 行政运行,2023,,", "target_code", "write 2080101 only"),
        ("function,1,,,行政运行(2080101),2023,,", "target_code", "write 2080101 only"),
        ("measurement_unit,,个次,,人次 人,2023,,", "target_code", "write 人次 only"),
        ("function,1,,,行政运行,2023,,", "target_code", "write its code: 2050101, 2080101"),
        ("funding_source,,拨款,,财政拨款,2023,,", "target_code", "write its code: fiscal"),
        ("function,1,,,2080101,2017,,", "target_code", "valid in 2018–, not in all of 2017–"),
        ("function,1,,,2011504,2018,,", "target_code", "valid in 2018, not in all of 2018–"),
        ("function,1,,,2011505,2019,2022,", "target_code", "valid in 2018–2019, 2022–"),
        ("function,1,,,205,,,", "valid_from_year", "write four digits"),
        ("fonds,,财政补助,,fiscal,,,", "valid_from_year", "write four digits"),
        ("funding_source,,财政补贴,,fiscal,2019,,", "valid_from_year, valid_to_year", "→ fiscal, –2020"),
        ("function,1,,,205,soon,,", "valid_from_year", "“soon” is no year"),
        ("function,1,,,205,2023.5,,", "valid_from_year", "“2023.5” is no year"),
        ("function,1,,,205,2023,99,", "valid_to_year", "“99” is no year"),
        ("function,1,,,205,2023,2022,", "valid_to_year", "before the first, 2023"),
        ("function,,,,205,2023,,", "printed_code, wording", "fill at least one"),
        ("function,1,其中：,,205,2023,,", "wording", "numbering without a name"),
        ("function,2.08E+06,,,205,2023,,", "printed_code", "with a ' before them"),
        ("function,1,教育,支出,,,205,2023,,note", "*", "“note” stands behind the last column"),
        ("function,1,教育,,205,2023,,note,more", "*", "“more” stands behind the last column"),
        ("function,20599,教育费支出,,205,2020,2023,", "valid_from_year, valid_to_year", "line 2 of seeds/"),
        (
            "function,20599,教育费支出,,2050101,2018,2020,",
            "valid_from_year, valid_to_year",
            "→ 205, 2018–2020",
        ),
    ],
)
def test_a_row_that_does_not_hold_is_told_with_place_and_remedy(
    imported: Run, project: Path, tmp_path: Path, row: str, column: str, words: str
) -> None:
    before = seed_of(project).read_bytes()
    code, said, told = imported(FIRST, row)
    assert (code, said) == (1, "")
    assert f"{tmp_path / 'filled.csv'}, line 3, {column}: " in told
    assert f"{tmp_path / 'filled.csv'}，第 3 行，{column}：" in told
    assert words in told
    assert "nothing was imported" in told
    assert seed_of(project).read_bytes() == before


def test_rows_of_a_file_must_not_overlap(imported: Run, project: Path) -> None:
    code, _, told = imported(
        "function,1,,,205,2018,2020,", "function,1,,,2050101,2021,,", "function,1,,,2080101,2020,2021,"
    )
    assert code == 1
    assert told.count("line 4, valid_from_year, valid_to_year") == 2
    assert "line 2 of this file" in told and "line 3 of this file" in told
    assert added_to(project) == []


def test_all_errors_are_told_at_once(imported: Run, project: Path) -> None:
    code, _, told = imported(
        "function,1,,,999,2023,,", "wrong,1,,,205,soon,later,", FIRST, "function,1,,,205,2024,2025,"
    )
    assert code == 1
    found = re.findall(r"line (\d), ([a-z_, ]+):", told)
    assert found == [
        ("2", "target_code"),
        ("3", "code_kind"),
        ("3", "valid_from_year"),
        ("3", "valid_to_year"),
        ("5", "valid_from_year, valid_to_year"),
    ]
    assert "has 5 errors" in told
    assert added_to(project) == []


def test_lines_are_those_of_the_file(imported: Run) -> None:
    _, _, told = imported('function,1,,,205,2023,,"two\nlines"', "", "function,2,,,999,2023,,")
    assert "line 5, target_code" in told


def test_a_character_lost_in_saving_is_told(imported: Run, project: Path) -> None:
    text = f"{HEADER}\nfunction,1,?蒿事务,,205,2023,,\n"
    code, _, told = imported(text.encode("gbk"))
    assert code == 1
    assert "line 2, wording" in told and "CSV UTF-8" in told
    assert imported(text.encode())[0] == 0
    assert added_to(project) == ["function,1,?蒿事务,,205,2023,,reviewed"]


@pytest.mark.parametrize("column", [column for column in ALIAS_COLUMNS if column != "source_ref"])
def test_a_missing_column_is_named(imported: Run, column: str) -> None:
    header = HEADER.replace(column, "other")
    code, _, told = imported(FIRST, header=header)
    assert code == 1
    assert f"columns {column} are missing" in told
    assert "gongkai codes export" in told


def test_a_column_twice_is_told(imported: Run) -> None:
    code, _, told = imported(FIRST + ",2050101", header=HEADER + ",target_code 新")
    assert code == 1
    assert "target_code stand there more than once" in told


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"PK\x03\x04\x00 a workbook",
        f'{HEADER}\nfunction,"1,,,205,2023,,\n'.encode(),
        b"\xff\x00\xd8",
    ],
)
def test_a_broken_file_is_told(imported: Run, project: Path, tmp_path: Path, content: bytes) -> None:
    code, _, told = imported(content)
    assert code == 1
    assert str(tmp_path / "filled.csv") in told
    assert "CSV UTF-8" in told
    assert added_to(project) == []


def test_a_missing_file_is_told(project: Path, tmp_path: Path, run: Run) -> None:
    code, _, told = run("import", tmp_path / "none.csv", "--project", project)
    assert code == 1
    assert "none.csv" in told


@pytest.mark.parametrize("seed", SEEDS)
def test_a_missing_seed_is_named(imported: Run, project: Path, seed: str) -> None:
    (project / "seeds" / f"{seed}.csv").unlink()
    code, _, told = imported(FIRST)
    assert code == 1
    assert f"{seed}.csv" in told and "--project" in told


def test_a_folder_that_is_no_project_is_told(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "filled.csv"
    file.write_text(f"{HEADER}\n{FIRST}\n", encoding="utf-8")
    code, _, told = run("import", file, "--project", tmp_path)
    assert code == 1
    assert "--project is the folder of the project" in told


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"code_kind\n", "lacks the columns printed_code"),
        (f"{HEADER}\nfunction,1,,,205,soon,,\n".encode(), "line 2: the years are no whole numbers"),
        (HEADER.encode("utf-16"), "cannot be read"),
        (b"", "cannot be read"),
    ],
)
def test_a_seed_that_is_broken_already_is_told(
    imported: Run, project: Path, content: bytes, words: str
) -> None:
    seed_of(project).write_bytes(content)
    code, _, told = imported(FIRST)
    assert code == 1
    assert words in told
    assert seed_of(project).read_bytes() == content


# --- at once or not at all ------------------------------------------------------------------------


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
    assert sorted(path.stem for path in (project / "seeds").iterdir()) == sorted(SEEDS)
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
    assert sorted(path.stem for path in (project / "seeds").iterdir()) == sorted(SEEDS)


def test_what_a_killed_import_left_is_cleared(imported: Run, project: Path) -> None:
    leftover = seed_of(project).with_name(".map_code_alias.csv.1")
    leftover.write_text("half", encoding="utf-8")
    assert imported(FIRST)[0] == 0
    assert not leftover.exists()


def test_a_second_import_waits_for_the_first(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "filled.csv"
    file.write_text(f"{HEADER}\n{FIRST}\n", encoding="utf-8")
    second = threading.Thread(target=import_file, args=(file, project), daemon=True)
    descriptor = os.open(project / "seeds", os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        second.start()
        second.join(0.3)
        assert second.is_alive()
        other = "economic,1,,,30201,2023,,first"
        with seed_of(project).open("a", encoding="utf-8") as seed:
            seed.write(other + "\n")
    finally:
        os.close(descriptor)
    second.join(20)
    assert added_to(project) == [other, FIRST]


# --- properties -----------------------------------------------------------------------------------

characters = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"])
printed_texts = st.text(
    st.one_of(st.sampled_from("0123456789.=+-@'\"E,;\t 年/()支出项目"), characters), max_size=12
)
texts = printed_texts.map(repair).filter(lambda text: repair(text) == text)
wordings = printed_texts.map(line_key).filter(lambda text: line_key(text) == text)
printed_rows = st.tuples(st.sampled_from(["function", "economic"]), texts, wordings, texts).filter(
    lambda row: bool(row[1] or row[2])
)


def spreadsheet(
    content: bytes, target: Callable[[dict[str, str]], str], encoding: str, delimiter: str
) -> bytes:
    """What a spreadsheet makes of the file: codes that look like numbers become them."""
    header, *rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
    names = [heading.split()[0] for heading in header]
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(header)
    for row in rows:
        cells = dict(zip(names, row, strict=True))
        cells["target_code"] = target(cells)
        saved = [f"{cell}.0" if re.fullmatch(r"[1-9][0-9]{0,10}", cell) else cell for cell in cells.values()]
        writer.writerow(saved)
    return file.getvalue().encode(encoding)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(printed_rows, max_size=6, unique=True),
    encoding=st.sampled_from(["utf-8-sig", "utf-8", "utf-16"]),
    delimiter=st.sampled_from(",;\t"),
)
def test_every_row_comes_back_from_a_spreadsheet(
    rows: Sequence[tuple[str, str, str, str]], encoding: str, delimiter: str
) -> None:
    targets = {"function": "205", "economic": "30201"}
    exported = [
        dict.fromkeys(COLUMNS) | dict(zip(ALIAS_COLUMNS, row, strict=False)) | {"valid_from_year": 2023}
        for row in rows
    ]
    content = Worklist(tuple(tuple(row.values()) for row in exported), ()).content()
    with tempfile.TemporaryDirectory() as folder:
        project = made_project(Path(folder) / "project")
        seed_of(project).write_text(HEADER + "\n", encoding="utf-8")
        file = Path(folder) / "filled.csv"
        file.write_bytes(spreadsheet(content, lambda cells: targets[cells["code_kind"]], encoding, delimiter))
        report = import_file(file, project)
        assert len(report.added) == len(rows)
        assert not report.rewritten
        found = [tuple(row.values()) for row in rows_of(seed_of(project))]
        assert found == [(*row, targets[row[0]], "2023", "", "reviewed") for row in rows]
        again = import_file(file, project)
        assert (again.added, len(again.present)) == ((), len(rows))


@settings(max_examples=300)
@given(st.text(characters, max_size=20))
def test_the_guard_keeps_every_text(text: str) -> None:
    assert unguarded(guarded(text)).text == text.strip()


years = st.integers(2018, 2024)
windows = st.builds(
    lambda first, more: Window(first, None if more > 4 else first + more), years, st.integers(0, 5)
)


@settings(max_examples=300)
@given(valid=st.lists(windows, min_size=1, max_size=4), wanted=windows)
def test_a_window_holds_when_each_of_its_years_does(valid: list[Window], wanted: Window) -> None:
    held = {year for window in valid for year in range(window.first, min(window.end, 2100) + 1)}
    listed = CodeList("seed", {"1": tuple(valid)}, {}, {})
    assert listed.holds("1", wanted) == (set(range(wanted.first, min(wanted.end, 2100) + 1)) <= held)
    told = [re.fullmatch(r"(\d+)(?:(–)(\d*))?", part) for part in listed.years("1").split(", ")]
    spans = [(int(part[1]), int(part[3] or (2100 if part[2] else part[1]))) for part in told if part]
    assert held == {year for first, last in spans for year in range(first, min(last, 2100) + 1)}
    assert all(later[0] > last + 1 for (_, last), later in pairwise(spans))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(windows, st.sampled_from(["205", "2050101"])), min_size=1, max_size=5))
def test_no_year_of_a_seed_means_two_codes(rows: list[tuple[Window, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = made_project(Path(folder) / "project")
        file = Path(folder) / "filled.csv"
        lines = [f"function,1,,,{code},{window.first},{window.last or ''}," for window, code in rows]
        file.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
        distinct = list(dict.fromkeys(rows))
        is_clear = not any(
            one[0].overlaps(other[0]) for n, one in enumerate(distinct) for other in distinct[n + 1 :]
        )
        try:
            report = import_file(file, project)
        except Refused:
            assert not is_clear
            assert added_to(project) == []
        else:
            assert is_clear
            assert len(report.added) == len(distinct)


# --- agreement with the project -------------------------------------------------------------------

LINE_KEYS = re.findall(
    r"^ +\('([^']*)', '([^']*)'\)",
    (PROJECT / "tests/dbt/singular/macro_line_key.sql").read_text(encoding="utf-8"),
    flags=re.MULTILINE,
)


def test_line_key_of_python_is_that_of_the_macro() -> None:
    assert len(LINE_KEYS) >= 10
    assert [line_key(printed) for printed, _ in LINE_KEYS] == [expected for _, expected in LINE_KEYS]


@given(printed_texts)
def test_line_key_keeps_its_own_form(text: str) -> None:
    once = line_key(repair(text))
    assert line_key(once) == once or repair(once) != once


@pytest.mark.parametrize("kind", KINDS)
def test_the_lists_of_the_project_can_be_read(kind: str) -> None:
    found = read_code_list(PROJECT, KINDS[kind])
    assert len(found.windows) > 10
    assert {repair(code) for code in found.windows} <= set(found.windows)


@pytest.mark.parametrize("arguments", [[], ["dance"], ["import"], ["export", "--output"]])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["codes", *arguments])
    assert stopped.value.code == 2


def test_the_rows_of_the_guide_hold_in_the_lists_of_the_project(tmp_path: Path) -> None:
    guide = (PROJECT / "docs/map-a-code.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```csv\n(.*?)^```", guide, flags=re.MULTILINE | re.DOTALL)
    (tmp_path / "seeds").mkdir()
    for kind in KINDS.values():
        list_file = PROJECT / "seeds" / f"{kind.seed}.csv"
        (tmp_path / "seeds" / list_file.name).write_bytes(list_file.read_bytes())
    seed_of(tmp_path).write_text(HEADER + "\n", encoding="utf-8")
    (tmp_path / "filled.csv").write_text(example, encoding="utf-8")
    report = import_file(tmp_path / "filled.csv", tmp_path)
    assert len(report.added) == len(example.splitlines()) - 1 == 4
    assert all(f"| `{column}` |" in guide for column in ALIAS_COLUMNS if column != "source_ref")
