"""What `--unit`, `--year` and `--jurisdiction` leave, and that nothing is lost or counted twice by them."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from gongkai.errors import Stopped
from gongkai.exporting.filters import Asked
from gongkai.exporting.subjects import subject
from gongkai.exporting.wanted import narrowed
from gongkai.running.home import Home
from tests.python.gongkai.command import Command

JOINED = """-- 有几格？
-- How many cells?
select lines.document_key, lines.budget_line_key, count(cells.cell_id) as cell_count, sum(1) as one_count
from mart.rpt_budget_lines as lines
left join mart.bridge_reconciliation_cell as cells on lines.cell_id = cells.cell_id
group by all
order by all
"""


def rows(home: Home, name: str, **asked: tuple[str, ...]) -> list[tuple[object, ...]]:
    with narrowed(home, Asked(**asked)) as mart:
        return [row for batch in subject(mart, name).batches() for row in batch]


def keys(home: Home, name: str, **asked: tuple[str, ...]) -> set[object]:
    return {row[0] for row in rows(home, name, **asked)}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("701001", {"l1"}),
        ("社保中心", {"l2", "l3"}),
        ("福利院", {"l4"}),  # as printed
        ("福利", {"l4"}),
        ("普陀区福利院(本级)", {"l4"}),  # brackets of the other width
        (" 普陀区福利院 ( 本级 ) ", {"l4"}),
        ("巴中市人社局", {"l1", "l2", "l3"}),  # the bureau with its units
        ("巴中市人", {"l1", "l2", "l3"}),
        ("701", {"l1", "l2", "l3", "l5"}),  # a code of a bureau here, of a school there
        ("７０１００１", {"l1"}),
    ],
)
def test_a_unit_is_meant_by_code_name_or_part(made: Home, typed: str, expected: set[str]) -> None:
    assert keys(made, "rpt_budget_lines", units=(typed,)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("福利院", {"i3"}),
        ("局机关", {"i1"}),
        ("巴中市人社局", {"i1", "i2"}),
        ("社保中心", set()),
    ],
)
def test_a_row_of_no_unit_belongs_to_the_publisher_of_its_document(
    made: Home, typed: str, expected: set[str]
) -> None:
    assert keys(made, "rpt_performance_indicators", units=(typed,)) == expected


def test_a_division_narrows_which_units_are_meant(made: Home) -> None:
    assert keys(made, "rpt_budget_lines", units=("701",), jurisdictions=("511902",)) == {"l5"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [("巴", "巴州区第一小学"), ("", ""), ("社保中新", "社保中心"), ("财政局", "")],
)
def test_a_unit_that_is_not_clear_is_asked_about(made: Home, typed: str, told: str) -> None:
    with pytest.raises(Stopped) as stopped:
        rows(made, "rpt_budget_lines", units=(typed,))
    assert stopped.value.exit_code == 2
    assert told in " ".join(stopped.value.lines())


def test_what_there_is_to_choose_from_can_be_typed(made: Home) -> None:
    with pytest.raises(Stopped) as stopped:
        rows(made, "rpt_budget_lines", units=("局",))
    listed = stopped.value.lines()
    assert "  局机关（--unit 701001 --jurisdiction 511900）" in listed
    assert not [line for line in listed if "511900 701001" in line]


@pytest.mark.parametrize("typed", ["511902", "5119", "３１"])
def test_the_code_of_a_division_is_no_unit(made: Home, typed: str) -> None:
    with pytest.raises(Stopped, match=r"did you mean --jurisdiction \d+\?"):
        rows(made, "rpt_budget_lines", units=(typed,))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("31", {"l4"}),
        ("3101", {"l4"}),
        ("310000", set()),  # the city itself, not its districts
        ("上海市", {"l4"}),
        ("5119", {"l1", "l2", "l3", "l5"}),
        ("511900", {"l1", "l2", "l3"}),
        ("巴中市", {"l1", "l2", "l3", "l5"}),
        ("普陀区", {"l4"}),  # of two districts one has documents
        ("沧源县", set()),
    ],
)
def test_a_division_is_meant_by_code_beginning_or_name(made: Home, typed: str, expected: set[str]) -> None:
    assert keys(made, "rpt_budget_lines", jurisdictions=(typed,)) == expected


@pytest.mark.parametrize("typed", ["99", "3", "31010", "310199", "北平", "巴", "", "unmapped", "31%"])
def test_a_division_that_is_not_clear_is_asked_about(made: Home, typed: str) -> None:
    with pytest.raises(Stopped) as stopped:
        rows(made, "rpt_budget_lines", jurisdictions=(typed,))
    assert stopped.value.exit_code == 2


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("2024",), {"l4", "l5"}),
        (("2022-2023",), {"l1", "l2", "l3"}),
        (("2022", "2024"), {"l3", "l4", "l5"}),
        (("２０２２至２０２３",), {"l1", "l2", "l3"}),
        (("1999",), set()),
    ],
)
def test_years_are_one_or_from_to(made: Home, typed: tuple[str, ...], expected: set[str]) -> None:
    assert keys(made, "rpt_budget_lines", years=typed) == expected


@pytest.mark.parametrize("typed", ["24", "2025-2023", "2024-", "2024年度", "20244", "0999", "x", ""])
def test_what_is_no_year_is_refused(made: Home, typed: str) -> None:
    with pytest.raises(Stopped, match="year"):
        rows(made, "rpt_budget_lines", years=(typed,))


def test_tables_that_have_only_keys_go_by_their_documents(made: Home) -> None:
    assert keys(made, "qc_finding", units=("社保中心",)) == {"f1"}, "the bureau's document tells of the unit"
    assert keys(made, "qc_coverage", years=("2024",)) == {"d2", "d3"}
    assert keys(made, "qc_coverage", years=("2022",)) == set(), "a line of last year makes no document of it"
    assert keys(made, "qc_coverage", jurisdictions=("31",)) == {"d2"}
    assert keys(made, "dim_document", units=("巴中市人社局",)) == {"d1"}


@pytest.mark.parametrize(
    ("name", "asked", "told"),
    [
        ("dim_function", {"years": ("2024",)}, "its rows are of no unit"),
        ("qc_unmapped_code", {"units": ("701",)}, "its rows are of no unit"),
        ("dim_budget_unit", {"years": ("2024",)}, "it takes --unit, --jurisdiction"),
        ("version", {"years": ("2024",)}, "its rows are of no unit"),
        ("dim_jurisdiction", {"units": ("701",)}, "it takes --jurisdiction"),
    ],
)
def test_a_filter_that_means_nothing_is_refused(
    made: Home, name: str, asked: dict[str, tuple[str, ...]], told: str
) -> None:
    with pytest.raises(Stopped, match=told):
        rows(made, name, **asked)


def test_the_parts_of_each_filter_are_the_whole(made: Home) -> None:
    """Units for tables of units, years and divisions for all: each row is in one part, and in one alone."""
    with narrowed(made, Asked()) as mart:
        tables = dict(mart.tables)
    parts: dict[str, list[dict[str, tuple[str, ...]]]] = {
        "units": [{"units": (code,)} for code in ("701001", "701002", "福利院", "一小", "巴中市人社局")],
        "years": [{"years": (year,)} for year in ("2022", "2023", "2024")],
        "jurisdictions": [{"jurisdictions": (code,)} for code in ("31", "511900", "511902", "33")],
    }
    for name in ("rpt_budget_lines", "qc_finding", "qc_coverage", "bridge_reconciliation_cell"):
        whole = sorted(map(str, rows(made, name)))
        for kind in ("years", "jurisdictions"):
            assert sorted(str(row) for one in parts[kind] for row in rows(made, name, **one)) == whole
        assert len(tables[name].conditions) == 3
    found = [row for one in parts["units"][:4] for row in rows(made, "rpt_budget_lines", **one)]
    assert sorted(map(str, found)) == sorted(map(str, rows(made, "rpt_budget_lines")))


@pytest.fixture
def asked_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of questions of its own."""
    place = tmp_path / "questions"
    place.mkdir()
    for module in ("gongkai.exporting.subjects", "gongkai.running.answers"):
        monkeypatch.setattr(f"{module}.ANALYSES", place)
    return place


def test_what_a_question_looks_up_is_not_lost(made: Home, asked_about: Path) -> None:
    """A line of 2022 stands in a document of 2023, whose cells are looked up all the same."""
    (asked_about / "joined.sql").write_text(JOINED, encoding="utf-8")
    whole = rows(made, "joined")
    assert [row[1:3] for row in whole] == [("l1", 1), ("l2", 1), ("l3", 1), ("l4", 1), ("l5", 0)]
    for asked in (
        [{"years": (year,)} for year in ("2022", "2023", "2024")],
        [{"units": (unit,)} for unit in ("701001", "701002", "福利院", "一小")],
        [{"jurisdictions": (code,)} for code in ("31", "511900", "511902")],
    ):
        assert sorted(row for one in asked for row in rows(made, "joined", **one)) == whole


def test_a_question_of_nothing_but_codes_takes_no_filter(made: Home, asked_about: Path) -> None:
    text = "select * from mart.dim_function -- and not mart.rpt_budget_lines\nwhere 'rpt_budget_lines' <> ''"
    (asked_about / "codes.sql").write_text(text, encoding="utf-8")
    assert len(rows(made, "codes")) == 1
    with pytest.raises(Stopped, match="of no unit"):
        rows(made, "codes", years=("2024",))


def test_several_questions_do_not_see_the_tables_of_each_other(
    made: Home, asked_about: Path, folder: Path, gongkai: Command
) -> None:
    """`bridge_reconciliation_cell` is looked up by one question, and what the other is about."""
    (asked_about / "joined.sql").write_text(JOINED, encoding="utf-8")
    cells = "select count(*) as cell_count from mart.bridge_reconciliation_cell"
    (asked_about / "cells.sql").write_text(cells, encoding="utf-8")
    for names in (("joined", "cells"), ("cells", "joined")):
        code, _, said = gongkai(
            made, "export", *names, "--year", "2022", "--format", "json", "--output", folder
        )
        assert code == 0, said
        told = {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in names}
        assert [row["cell_count"] for row in told["joined"]["rows"]] == [1]
        assert told["cells"]["rows"] == [{"cell_count": 0}]


def test_an_export_does_not_depend_on_the_order_in_the_file(changed: Home) -> None:
    before = rows(changed, "rpt_budget_lines")
    with duckdb.connect(str(changed.mart_file)) as mart:
        mart.execute("create table turned as from rpt_budget_lines order by budget_line_key desc")
        mart.execute("drop table rpt_budget_lines")
        mart.execute("alter table turned rename to rpt_budget_lines")
    assert rows(changed, "rpt_budget_lines") == before
