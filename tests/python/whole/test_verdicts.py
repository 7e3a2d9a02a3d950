"""A reading that breaks an identity which held on the same bytes is a fault of ours; what the
publisher got wrong stays as it is kept and breaks nothing."""

from __future__ import annotations

import duckdb

from gongkai.running.home import Home, reading_mart
from tests.python.whole.verdicts import counted, known, worsened


def test_the_samples_hold_what_they_held(home: Home) -> None:
    with reading_mart(home) as mart:
        now = counted(mart)
    assert {document for document, _ in now} <= {document for document, _ in known()}
    assert worsened(known(), now) == []


def test_the_real_documents_hold_what_they_held(real_mart: duckdb.DuckDBPyConnection) -> None:
    assert worsened(known(), counted(real_mart)) == []


def test_a_broken_identity_is_told_and_a_publishers_error_is_not() -> None:
    before = {("a", "sum"): (5, 1), ("b", "sum"): (3, 0)}
    assert worsened(before, before) == []
    assert worsened(before, {("a", "sum"): (4, 2)}) == ["a sum: 5 held, 1 failed; now 4, 2"]
    assert worsened(before, {("a", "other"): (1, 0)}) == ["a sum: 5 held, 1 failed; now 0, 0"]
    assert worsened(before, {("a", "sum"): (6, 0), ("new", "sum"): (0, 9)}) == []
