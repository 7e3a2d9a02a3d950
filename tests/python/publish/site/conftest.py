"""Marts with what documents of other people may hold."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from gongkai.running.home import Home
from publish.site.writing import write_site

SCRIPT = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
FORMULA = '=HYPERLINK("http://example.org","甲")'
TURNED = "甲\u202e乙\x07丙"


@pytest.fixture(scope="session")
def pages(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the samples. Not to be changed."""
    folder = tmp_path_factory.mktemp("pages") / "site"
    write_site(home.mart_file, folder)
    return folder


@pytest.fixture(scope="session")
def hostile(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mart whose names are markup, formulas and marks that turn the direction of writing."""
    mart = tmp_path_factory.mktemp("hostile") / "mart.duckdb"
    shutil.copyfile(home.mart_file, mart)
    with duckdb.connect(str(mart)) as connection:
        for table, column, value in (
            ("dim_budget_unit", "unit_name", SCRIPT),
            ("dim_document", "title", SCRIPT),
            ("dim_document", "file_name", TURNED),
            ("dim_document", "source_url", "javascript:alert(1)"),
            ("rpt_expenditure", "function_class_name", SCRIPT),
            ("rpt_expenditure", "function_name", FORMULA),
            ("rpt_project_expenditure", "project_name", SCRIPT),
            ("rpt_three_public", "category_name_zh", TURNED),
            ("rpt_budget_lines", "amount_printed", SCRIPT),
            ("rpt_performance_indicators", "indicator_name", SCRIPT),
            ("dim_project", "goal_text", f"{SCRIPT}\n{TURNED}"),
            ("qc_finding", "evidence", SCRIPT),
            ("qc_table", "statement_title_printed", SCRIPT),
            ("qc_reconciliation", "scope", SCRIPT),
            ("dim_jurisdiction", "jurisdiction_name", SCRIPT),
        ):
            connection.execute(f"update {table} set {column} = ?", [value])
    return mart
