"""What the project stands on: under which licence, whole as it is installed, and locked to its bytes.

Before, nobody would have noticed a dependency of a dependency that may not be used.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

import pytest
from packaging.markers import Marker

from gongkai.running.home import PROJECT

LOCK = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
LICENCES: dict[str, Any] = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "gongkai"
]["licences"]
PINS = re.findall(r"^([a-z0-9.-]+)(?:\[[a-z0-9,]+\])?==\S+(?: ; ([^\\\n]+?))? \\$", LOCK, flags=re.MULTILINE)
HERE = sorted({name for name, marker in PINS if not marker or Marker(marker).evaluate()})


def declared(about: Message) -> str:
    """The licence of a package as an expression; empty where what it says decides nothing."""
    if expression := about.get("License-Expression"):
        return str(expression)
    named = [
        line.rpartition("::")[2].strip()
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    words = named or [str(about.get("License") or "").strip()]
    known = [LICENCES["wordings"].get(word, word) for word in words]
    is_plain = all(re.fullmatch(r"[A-Za-z0-9.-]+(?: (?:AND|OR) [A-Za-z0-9.-]+)*", word) for word in known)
    return " AND ".join(known) if is_plain else ""


def may_be_used(expression: str) -> bool:
    """True where every part of an expression without brackets offers a licence that is allowed."""
    return bool(expression) and all(
        any(one.strip() in LICENCES["allowed"] for one in part.split(" OR "))
        for part in expression.split(" AND ")
    )


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", True),
        ("MIT AND Zlib", True),
        ("GPL-3.0-only OR Apache-2.0", True),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0-only", False),
        ("(MIT OR GPL-2.0-only) AND Zlib", False),  # brackets are for a person to read
        ("", False),
    ],
)
def test_what_may_be_used(expression: str, expected: bool) -> None:
    assert may_be_used(expression) is expected


def test_a_package_that_says_nothing_is_told() -> None:
    about = Message()
    assert declared(about) == ""
    about["License"] = "see LICENSE.txt for details"
    assert declared(about) == ""
    about["Classifier"] = "License :: OSI Approved :: MIT License"
    assert declared(about) == "MIT"
    about["Classifier"] = "License :: OSI Approved :: GNU General Public License v3 (GPLv3)"
    assert not may_be_used(declared(about))


def test_every_dependency_may_be_used() -> None:
    assert len(HERE) >= 90
    refused = {}
    for name in HERE:
        if name in LICENCES["read_by_hand"]:
            continue
        try:
            licence = declared(metadata(name))
        except PackageNotFoundError:
            licence = "not installed: make setup"
        if not may_be_used(licence):
            refused[name] = licence
    assert refused == {}, "see [tool.gongkai.licences] in pyproject.toml"


def test_nothing_was_read_by_hand_in_vain() -> None:
    """A package that is gone, or that says by now what it is, needs no row."""
    names = LICENCES["read_by_hand"]
    assert set(names) <= {name for name, _ in PINS}
    assert [name for name in names if may_be_used(declared(metadata(name)))] == []


def test_what_is_installed_fits_together() -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


def test_the_lock_holds_hashes_for_every_pin_and_no_address() -> None:
    pins = re.split(r"\n(?=\S)", LOCK.strip())
    assert len(pins) == len(PINS)
    pin_as_it_must_be = re.compile(
        r"[a-z0-9.-]+(?:\[[a-z0-9,]+\])?==[0-9][0-9A-Za-z.+]*(?: ; [^\\\n]+)?"
        r"(?: \\\n    --hash=sha256:[0-9a-f]{64})+"
    )
    assert [pin for pin in pins if not pin_as_it_must_be.fullmatch(pin)] == []
