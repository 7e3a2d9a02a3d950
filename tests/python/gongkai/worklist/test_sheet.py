"""What spreadsheets do to a worklist, and what they must not do."""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.worklist.codes import ALIAS_COLUMNS, line_key
from gongkai.worklist.exporting import Worklist, as_csv
from gongkai.worklist.importing import import_file
from gongkai.worklist.layouts import COLUMNS as LAYOUT_COLUMNS
from gongkai.worklist.layouts import FILLED, FORM
from gongkai.worklist.sheet import CODES, COLUMNS, Form, read_sheet, unguarded
from gongkai.worklist.target import Target
from ingest.text import repair
from publish.spreadsheets import guarded
from tests.python.gongkai.worklist.filled import HEADER, made_project, rows_of, seed_of


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+86",
        "-支出",
        "@SUM(A1)",
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


STEERING = "\x00\x07\x1b\x7f\x9b\r\n\t\u061c\u200b\u200f\u2028\u202a\u202e\u2066\ufeff"
HOSTILE = "\x1b\x9b\x07\x00\u202e\u2066\u200f\u2028\r\n\t\\=+-@'\"u0041"
characters = st.characters(codec="utf-8", exclude_categories=["Cs", "Cn"])
printed_texts = st.text(
    st.one_of(st.sampled_from("0123456789.=+-@'\"E,; 年/()支出项目" + HOSTILE), characters), max_size=12
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
        report = import_file(file, Target(project))
        assert len(report.added) == len(rows)
        assert not report.rewritten
        found = [tuple(row.values()) for row in rows_of(seed_of(project))]
        assert found == [(*row, targets[row[0]], "2023", "", "reviewed") for row in rows]
        again = import_file(file, Target(project))
        assert (again.added, len(again.present)) == ((), len(rows))


@settings(max_examples=300)
@given(st.text(st.one_of(st.sampled_from(HOSTILE), characters), max_size=20).map(str.strip))
def test_the_guard_keeps_every_text(text: str) -> None:
    assert unguarded(guarded(text)).text == text


@settings(max_examples=300)
@given(st.text(st.one_of(st.sampled_from(HOSTILE), characters), max_size=20))
def test_no_sheet_holds_a_formula_or_what_steers_a_terminal(text: str) -> None:
    """A cell of a document could turn the direction of writing, ring a bell, or be calculated."""
    content = as_csv(["wording", "context"], [(text, text)], ["wording"]).decode("utf-8-sig")
    _, cells = csv.reader(StringIO(content, newline=""))
    assert not re.search(f"[{''.join(map(re.escape, STEERING))}]", content.replace("\r\n", ""))
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in cells)


cells = st.text(st.one_of(st.sampled_from(HOSTILE), characters), max_size=12).map(str.strip)


@pytest.mark.parametrize(
    ("form", "columns", "filled"), [(CODES, COLUMNS, ALIAS_COLUMNS), (FORM, LAYOUT_COLUMNS, FILLED)]
)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_what_an_export_writes_is_read_back_unchanged(
    form: Form, columns: tuple[str, ...], filled: tuple[str, ...], data: st.DataObject
) -> None:
    """Of both worklists, whatever stands in them; a row without any text is no row."""
    rows = data.draw(st.lists(st.tuples(*[cells] * len(columns)).filter(any), max_size=4))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "worklist.csv"
        file.write_bytes(as_csv(columns, rows, filled))
        read = read_sheet(file, form).rows
    written = [dict(zip(columns, row, strict=True)) for row in rows]
    assert [{name: row[name].text for name in filled} for row in read] == [
        {name: row[name] for name in filled} for row in written
    ]
