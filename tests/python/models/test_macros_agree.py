"""What SQL and Python both compute must be one thing."""

from __future__ import annotations

import re

import pytest

from gongkai.running.home import PROJECT
from ingest.text import header_key

CASES = re.findall(
    r"^ +\('([^']*)', '([^']*)'\)",
    (PROJECT / "tests/dbt/singular/macro_header_key.sql").read_text(encoding="utf-8"),
    flags=re.MULTILINE,
)


def test_cases_are_found() -> None:
    assert len(CASES) >= 15


@pytest.mark.parametrize(("printed", "expected"), CASES)
def test_header_key_of_python_is_that_of_the_macro(printed: str, expected: str) -> None:
    assert header_key(printed) == expected
