"""Tables as statements of PostgreSQL: types, and keys that the models declare."""

from __future__ import annotations

import pytest

from gongkai.running.home import PROJECT, Home
from publish.mart import connect
from publish.postgresql.keys import declared, keys
from publish.postgresql.shape import tables, text, type_of


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("VARCHAR", "text"),
        ("DOUBLE", "double precision"),
        ("INTEGER", "integer"),
        ("BOOLEAN", "boolean"),
        ("DECIMAL(18,2)", "numeric(18,2)"),
    ],
)
def test_a_type(ours: str, theirs: str) -> None:
    assert type_of(ours) == theirs


@pytest.mark.parametrize("kind", ["STRUCT(a INTEGER)", "INTEGER[]", "HUGEINT", "BLOB"])
def test_a_type_that_is_not_known_is_not_guessed(kind: str) -> None:
    with pytest.raises(ValueError, match="no type of PostgreSQL"):
        type_of(kind)


def test_a_literal_says_what_it_is_given() -> None:
    assert text("a'b\\c") == "E'a''b\\\\c'"


def test_every_table_of_the_samples_has_a_type_a_key_and_its_references(home: Home) -> None:
    with connect(home.mart_file) as mart:
        known = tables(mart)
        found = keys(mart, known, declared(PROJECT / "models" / "marts"))
    assert all(type_of(column.data_type) for table in known for column in table.columns)
    assert [name for name, one in found.items() if not one.primary] == ["version"]
    assert found["dim_stage"].primary == ("stage_key",)
    assert ("code",) in found["dim_stage"].unique
    assert found["qc_table_row"].primary == ("document_id", "table_no", "row_no")
    assert {(to.column, to.table) for to in found["fct_asset"].references} >= {
        ("document_key", "dim_document"),
        ("budget_unit_key", "dim_budget_unit"),
        ("stage_key", "dim_stage"),
    }
    assert ("fiscal_year", "stage") in found["rpt_expenditure"].indexes
