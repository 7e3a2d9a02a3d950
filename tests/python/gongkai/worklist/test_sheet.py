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
from gongkai.worklist.exporting import Worklist
from gongkai.worklist.importing import import_file
from gongkai.worklist.sheet import COLUMNS, guarded, unguarded
from ingest.text import repair
from tests.python.gongkai.worklist.filled import HEADER, made_project, rows_of, seed_of


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
