"""A row that breaks a rule fails the test of its model, which names the column and shows the row."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import Home

MUTATIONS = {
    "int_budget_lines": (
        "update intermediate.int_budget_lines set placement = 'nowhere', statement_code = 'no_such_table',"
        " amount_cny = null where cell_id = (select min(cell_id) from intermediate.int_budget_lines)"
    ),
    "int_cells_unnested": "insert into intermediate.int_cells_unnested by name"
    " select * from intermediate.int_cells_unnested limit 1",
    "int_codes_matched": (
        "update intermediate.int_codes_matched set mapping_method = 'unmapped', unmapped_reason = null"
        " where cell_id = (select min(cell_id) from intermediate.int_codes_matched)"
    ),
    "int_form_lines": "update intermediate.int_form_lines set line_kind = 'asset'",
    "int_row_units_filled": "insert into intermediate.int_row_units_filled by name"
    " select * from intermediate.int_row_units_filled limit 1",
    "qc_table": "update mart.qc_table set amounts_loaded = amounts_found + 1",
}
"""A statement that breaks rows of each model."""

TOLD = {
    "int_budget_lines": (
        "placement: not in the vocabulary placement",
        "statement_code: not in statement_code of stg_code__statements",
        "amount_cny: not filled",
    ),
    "int_cells_unnested": ("cell_id: not unique",),
    "int_codes_matched": ("unmapped_reason: not filled where mapping_method = 'unmapped'",),
    "int_form_lines": ("line_kind: not one of funding",),
    "int_row_units_filled": ("document_id, table_no, row_no: not unique together",),
    "qc_table": ("amounts_found is null or amounts_found >= amounts_loaded",),
}


@pytest.fixture(scope="module")
def messages(home: Home, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the failing tests say, by model, after every table of `MUTATIONS` has been broken."""
    broken = Home(tmp_path_factory.mktemp("broken") / "home")
    shutil.copytree(home.root, broken.root)
    with_working = [f"+{name}" for name in MUTATIONS if name.startswith("int_")]
    assert run_dbt(broken, ["run", "--select", *with_working]).failures == ()  # also what is not kept
    with duckdb.connect(str(broken.build_file)) as build:
        for statement in MUTATIONS.values():
            build.execute(statement)
    outcome = run_dbt(broken, ["test", "--select", *(f"{name},test_name:columns_hold" for name in MUTATIONS)])
    return {
        name: failure.message
        for failure in outcome.failures
        for name in MUTATIONS
        if failure.node.startswith(f"columns_hold_{name}_")
    }


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_broken_row_is_named_with_its_column(messages: dict[str, str], name: str) -> None:
    for told in TOLD[name]:
        assert told in messages[name]
