"""`gongkai trace`: checks and findings that touch a cell, also while a build runs and from the mart alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.running.home import Home, reading_mart, writing
from gongkai.tracing.cells import Cell, TextLine, place_of
from gongkai.tracing.judged import judged
from tests.python.gongkai.command import Command


def _cell(home: Home, query: str) -> str:
    with reading_mart(home) as mart:
        return str(mart.execute(query).fetchall()[0][0])


@pytest.fixture(scope="module")
def wrong(home: Home) -> str:
    """The total of 三公 that the samples print wrong on purpose."""
    return _cell(
        home,
        "select used.cell_id from mart.bridge_reconciliation_cell as used"
        " inner join mart.qc_reconciliation as checks using (reconciliation_key)"
        " where checks.verdict = 'fails' and used.side = 'expected' order by 1",
    )


def test_checks_are_told_with_their_amounts_and_cells(gongkai: Command, home: Home, wrong: str) -> None:
    code, said, _ = gongkai(home, "trace", wrong)
    assert code == 0
    lines = [line.strip() for line in said.splitlines()]
    failing = next(number for number, line in enumerate(lines) if line.startswith("[不符 fails]"))
    assert (
        "27,000.00 ≠" in lines[failing + 1] and "32,000.00，差 / difference -5,000.00" in lines[failing + 1]
    )
    assert f"应为 / expected: ▶ {wrong.partition(':')[2]} 【" in lines[failing + 3]
    assert any(line.startswith("[") and "an identity that uses this cell" in line for line in lines[failing:])


def test_a_cell_that_no_check_uses_says_so(gongkai: Command, home: Home) -> None:
    label = _cell(
        home,
        "select document_id || ':t' || table_no || ':r' || row_no || ':c1' from mart.qc_table_row"
        " where row_role = 'header' order by 1",
    )
    _, said, _ = gongkai(home, "trace", label)
    assert "no identity uses it" in said and "findings: 没有 / none" in said


def test_a_finding_touches_its_cell_its_row_and_its_table_and_no_other() -> None:
    """`t1:r1:c1` is no part of `t1:r1:c12`."""
    document = "0123456789abcdef"
    import duckdb

    mart = duckdb.connect()
    mart.execute("attach ':memory:' as mart; use mart")
    mart.execute("create table bridge_reconciliation_cell (reconciliation_key int, cell_id text, side text)")
    mart.execute(
        "create table qc_reconciliation (reconciliation_key int, check_code text, check_name_zh text,"
        " check_name_en text, scope text, verdict text, verdict_zh text, expected_cny decimal(18, 2),"
        " found_cny decimal(18, 2), difference_cny decimal(18, 2))"
    )
    mart.execute("create table dim_check (code text, relation text, display_order int)")
    mart.execute("create table dim_document (document_key int, document_id text)")
    mart.execute(
        "create table qc_finding (document_key int, finding_key int, finding_code text, severity text,"
        " severity_zh text, finding_name_zh text, finding_name_en text, message text, evidence text,"
        " cell_id text, table_no int, row_no int, col_no int)"
    )
    mart.execute(f"insert into dim_document values (1, '{document}'), (2, 'fedcba9876543210')")
    raised = {
        "own": (f"'{document}:t1:r2:c3'", 1, 2, 3, ""),
        "longer": (f"'{document}:t1:r2:c34'", 1, 2, 34, ""),
        "row": ("null", 1, 2, "null", ""),
        "other_row": ("null", 1, 3, "null", ""),
        "column": ("null", 1, "null", 3, ""),
        "table": ("null", 1, "null", "null", ""),
        "other_table": ("null", 2, "null", "null", ""),
        "document": ("null", "null", "null", "null", ""),
        "named": ("null", 2, "null", "null", f"1 <> 2 | = {document}:t1:r2:c3"),
        "named_longer": ("null", 2, "null", "null", f"1 <> 2 | = {document}:t1:r2:c30"),
    }
    for number, (code, (cell, table, row, column, evidence)) in enumerate(raised.items()):
        mart.execute(
            f"insert into qc_finding values (1, {number}, '{code}', 'info', '提示', '{code}', '{code}', '', "
            f"'{evidence}', {cell}, {table}, {row}, {column})"
        )
    # no line of the budget: only which findings there are is asked
    mart.execute("create table rpt_budget_lines (cell_id text, amount_printed text, budget_line_key text)")
    said = judged(mart, Cell(document, 1, 2, 3))
    told = {line.split("] ")[1].split(" / ")[0]: line for line in said if "[提示 info]" in line}
    assert set(told) == {"own", "row", "column", "table", "named"}
    assert "its row" in told["row"] and "its evidence" in told["named"]
    assert not any("[提示 info]" in line for line in judged(mart, TextLine(document, 2)))


def test_a_cell_is_traced_while_the_home_is_being_written(
    gongkai: Command, home: Home, wrong: str, copied: Home
) -> None:
    """Trace once said nothing but that the home was in use."""
    with writing(copied):
        code, said, _ = gongkai(copied, "trace", wrong)
    assert code == 3
    assert "[不符 fails]" in said and "印出的文字 / printed text: 3.20" in said
    assert "缺 / missing: 周围的行和图" in said and "in use by another gongkai process" in said


def test_the_published_file_alone_says_all_but_rows_and_picture(
    gongkai: Command, home: Home, wrong: str, empty: Home, tmp_path: Path
) -> None:
    alone = tmp_path / "handed_over.duckdb"
    shutil.copyfile(home.mart_file, alone)
    code, said, _ = gongkai(empty, "trace", wrong, "--mart", alone)
    assert code == 0
    _, whole, _ = gongkai(home, "trace", wrong)
    place = place_of(wrong)
    assert place is not None
    for line in (*place.described(), *(one for one in whole.splitlines() if one.startswith("    "))):
        assert line in said
    for told in ("文件 / document: ", "报表 / statement: ", "表头 / header: ", "印出的文字 / printed text: "):
        line = next(one for one in whole.splitlines() if one.startswith(told))
        assert line in said
    assert "there is no warehouse" in said
    assert not empty.root.exists()


@pytest.mark.parametrize("place", ["t1:r9999:c1", "t99:r1:c1", "l99999"])
def test_what_the_published_file_does_not_know_is_said(
    gongkai: Command, home: Home, wrong: str, empty: Home, place: str
) -> None:
    key = f"{wrong.partition(':')[0]}:{place}"
    code, _, said = gongkai(empty, "trace", key, "--mart", home.mart_file)
    assert code == 1 and "nothing has this key" in said


def test_a_file_that_is_no_mart_is_refused_and_not_to_be_deleted(
    gongkai: Command, home: Home, wrong: str, empty: Home
) -> None:
    code, _, said = gongkai(empty, "trace", wrong, "--mart", home.build_file)
    assert code == 1 and "is no mart" in said
    code, _, said = gongkai(empty, "trace", wrong, "--mart", Path(__file__))
    assert code == 1 and "get it anew" in said and "delete" not in said
    with pytest.raises(SystemExit):
        gongkai(empty, "trace", "--document", "a.pdf", "--mart", home.mart_file)
