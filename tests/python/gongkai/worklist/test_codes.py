"""Code lists and their years, the form in which wordings are compared, and agreement with the project."""

from __future__ import annotations

import re
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.cli import main
from gongkai.errors import Refused
from gongkai.running.home import PROJECT
from gongkai.worklist.codes import ALIAS_COLUMNS, KINDS, CodeList, Window, line_key, read_code_list
from gongkai.worklist.importing import import_file
from gongkai.worklist.target import Target
from ingest.text import repair
from tests.python.gongkai.worklist.filled import HEADER, added_to, made_project, seed_of
from tests.python.gongkai.worklist.test_sheet import printed_texts

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
            report = import_file(file, Target(project))
        except Refused:
            assert not is_clear
            assert added_to(project) == []
        else:
            assert is_clear
            assert len(report.added) == len(distinct)


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
    report = import_file(tmp_path / "filled.csv", Target(tmp_path))
    assert len(report.added) == len(example.splitlines()) - 1 == 4
    assert all(f"| `{column}` |" in guide for column in ALIAS_COLUMNS if column != "source_ref")
