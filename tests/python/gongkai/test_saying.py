"""What documents and names of files hold never steers a terminal, forges a line or turns a page.

Before, some lines of the command line went out as they were: a path, a reason, a row that fails a test. The
page and JSON held marks that turn the direction of writing.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from gongkai.arguments import parser
from gongkai.checking.machine import as_json
from gongkai.running.home import PROJECT, Home
from gongkai.saying import parts, say, say_error
from ingest.names import UNSAFE
from tests.python.gongkai.checking.made import document, finding, report
from tests.python.gongkai.checking.test_page import _hostile
from tests.python.gongkai.command import Command
from tests.python.gongkai.running.test_build import TEXT

STEERING = "\x1b[31m\x9b2J\x07\u202eabc\u2066\u2028x\r\n退出码: 0"


def unsafe(text: str) -> set[str]:
    """What steers a terminal, the line ends excepted that stand between lines."""
    return set(UNSAFE.findall(text)) - {"\n"}


def test_each_line_stays_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    say("a", STEERING)
    say_error(STEERING)
    printed = capsys.readouterr()
    assert printed.out.count("\n") == 2
    assert printed.err.count("\n") == 1
    assert unsafe(printed.out + printed.err) == set()
    assert "\\u001b[31m\\u009b2J\\u0007\\u202eabc" in printed.out


def test_a_table_that_was_laid_out_keeps_its_lines() -> None:
    assert parts("a\nb", "c") == ["a", "b", "c"]


def test_names_of_files_in_all_that_a_load_says(gongkai: Command, empty: Home, tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path / "documents")
    os.mkdir(folder)  # noqa: PTH102  names as bytes
    for name, content in ((STEERING, TEXT.encode()), (f"b{STEERING}", b"\x00\x01" * 500), ("c\udcff", b"")):
        with open(os.path.join(folder, os.fsencode(name)), "wb") as file:  # noqa: PTH118, PTH123
            file.write(content)
    for arguments in (("load", os.fsdecode(folder)), ("forget", f"{STEERING}x"), ("load", f"/x{STEERING}")):
        _, out, err = gongkai(empty, *arguments)
        assert out + err
        assert unsafe(out + err) == set()
        assert not re.search("^退出码", out + err, re.MULTILINE), "a name forged a line"


def test_an_argument_that_is_wrong_is_quoted_safely(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["run", "--\x1b[31m\u202e"])
    said = capsys.readouterr().err
    assert "\\u001b[31m" in said
    assert unsafe(said) == set()


def test_a_page_holds_none() -> None:
    _, page = _hostile()
    assert unsafe(page) == set()
    assert "\\u001b[31m" in page


def test_json_says_the_same_characters_by_their_numbers() -> None:
    made = report(document(finding(evidence=STEERING), name=STEERING))
    told = as_json(made).decode()
    assert unsafe(told) == set()
    assert json.loads(told)["documents"][0]["file_name"] == STEERING


def test_nothing_else_prints() -> None:
    printing = [
        path.name
        for path in (PROJECT / "gongkai").rglob("*.py")
        if re.search(r"(?<![.\w])print\(|std(?:out|err)\.write\(", path.read_text(encoding="utf-8"))
    ]
    assert sorted(printing) == ["saying.py"]
