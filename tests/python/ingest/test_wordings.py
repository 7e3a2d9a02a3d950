"""The seeds that the text-layer reader knows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ingest import wordings
from ingest.read import reader_version
from ingest.text import bare, header_key


def test_all_wordings_are_in_the_form_in_which_they_are_looked_up() -> None:
    known = wordings.load()
    assert all(header_key(wording) == wording for wording in known.headers)
    assert all(bare(wording) == wording for wording in (*known.titles, *known.labels))
    assert all(header_key(w) == w for group, members in known.relations.items() for w in (group, *members))


def test_members_of_relations_are_headers_and_roles_are_known() -> None:
    known = wordings.load()
    for members in known.relations.values():
        assert set(members) <= set(known.headers)
        assert set(members.values()) <= {"total", "part", "label"}


def test_roles_and_groups() -> None:
    known = wordings.load()
    assert known.is_group("基本支出")
    assert not known.is_group("科目编码")
    assert known.role_in("*", "合计") == "total"
    assert known.role_in("*", "科目编码") is None
    assert known.role_in("没有", "合计") is None


def test_a_missing_seed_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"header_relation\.csv"):
        wordings.load(tmp_path)


def test_the_fingerprint_changes_with_a_seed(tmp_path: Path) -> None:
    for name in wordings.FILES:
        shutil.copy(wordings.SEEDS / name, tmp_path / name)
    before = wordings.load(tmp_path)
    assert before.fingerprint == wordings.load().fingerprint
    with (tmp_path / "map_operator.csv").open("a", encoding="utf-8") as file:
        file.write("≈,~,\n")
    after = wordings.load(tmp_path)
    assert after.fingerprint != before.fingerprint
    assert "≈" in after.operators


def test_the_fingerprint_changes_with_any_module_of_any_room(tmp_path: Path) -> None:
    code = tmp_path / "ingest"
    shutil.copytree(wordings.CODE, code, ignore=shutil.ignore_patterns("__pycache__"))
    before = wordings.fingerprint(code=code)
    assert before == wordings.load().fingerprint
    modules = sorted(code.rglob("*.py"))
    assert {"pdf", "picture", "office", "textlayer"} <= {module.parent.name for module in modules}
    for module in modules:
        text = module.read_text(encoding="utf-8")
        module.write_text(f"{text}# changed\n", encoding="utf-8")
        assert wordings.fingerprint(code=code) != before, module
        module.write_text(text, encoding="utf-8")


def test_the_reader_version_holds_the_fingerprint() -> None:
    assert wordings.load().fingerprint in reader_version()
