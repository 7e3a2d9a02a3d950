"""Names of files: shown to people, kept so that the file is found again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.names import plain, readable, restored, stored


@given(st.binary(min_size=1, max_size=40).filter(lambda name: b"\0" not in name))
def test_a_stored_path_gives_back_its_bytes_and_is_text(name: bytes) -> None:
    path = os.fsdecode(name)
    text = stored(path)
    text.encode("utf-8")
    assert os.fsencode(str(restored(text))) == os.fsencode(str(Path(path)))


@given(st.text(alphabet="\\xu0a1字/", min_size=1, max_size=12))
def test_a_name_that_looks_escaped_is_itself(name: str) -> None:
    assert restored(stored(name)) == Path(name)


def test_an_ordinary_path_is_stored_as_it_is() -> None:
    assert stored("/预算/2024年 部门预算.pdf") == "/预算/2024年 部门预算.pdf"
    assert stored("C:\\预算\\a.pdf") == "C:\\预算\\a.pdf"


def test_a_name_in_gbk_is_read_as_such() -> None:
    assert readable(os.fsdecode("綦江区预算.txt".encode("gbk"))) == "綦江区预算.txt"
    assert readable(os.fsdecode(b"\xff\xfe.txt")) == "\\xff\\xfe.txt"


@pytest.mark.parametrize("steering", ["\x1b[31m", "\r", "\n", "\u202e", "\u2028", "\x9b", "\x07", "\u200f"])
def test_nothing_that_steers_a_terminal_is_shown(steering: str) -> None:
    shown = readable(f"预算{steering}.pdf")
    assert steering[0] not in shown
    assert shown.startswith("预算\\u00" if ord(steering[0]) < 256 else "预算\\u20")


def test_what_is_kept_stays() -> None:
    assert plain("a\nb\x1b", kept="\n") == "a\nb\\u001b"
