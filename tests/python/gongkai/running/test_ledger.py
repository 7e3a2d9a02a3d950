"""What a home remembers of its inboxes, on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.running import ledger as memory
from gongkai.running.home import Home
from gongkai.running.ledger import Entry, Ledger, Stand, Trouble


def held() -> Ledger:
    return Ledger(
        {
            "/in/a.txt": Entry(1, 2, 3, "0123456789abcdef"),
            "/in/b.txt": Entry(1, 2, 3, None, Trouble("failed", "gone", "file", "bring it")),
        },
        {"/in": "digest"},
        {"/in/manifest.csv": ("/elsewhere/c.txt",)},
        frozenset({"fedcba9876543210"}),
        Stand("program", "reader", True, {"mart.duckdb": [1, 2], "current": None}, {"rows": 1}),
    )


def test_what_is_written_is_read_back(empty: Home) -> None:
    memory.write(empty, held())
    assert memory.read(empty) == held()


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"format": 0}', '{"format": 1, "entries": {"a": 1}}', "\ud800"]
)
def test_a_ledger_that_cannot_be_read_is_none(empty: Home, content: str) -> None:
    """Then every file is new, and the bytes tell that it is known."""
    memory.write(empty, held())
    empty.inbox_file.write_bytes(content.encode("utf-8", "surrogatepass"))
    assert memory.read(empty) == Ledger()


def test_what_was_forgotten_is_welcome_again_when_it_is_loaded_by_name(empty: Home) -> None:
    memory.write(empty, held())
    memory.forget(empty, {"0123456789abcdef"})
    assert memory.read(empty).forgotten == {"0123456789abcdef", "fedcba9876543210"}
    memory.welcome(empty, {"fedcba9876543210", "unknown"})
    assert memory.read(empty).forgotten == {"0123456789abcdef"}


def test_the_program_is_another_one_when_a_seed_of_the_home_is(empty: Home) -> None:
    before = memory.program_digest(empty)
    assert memory.program_digest(empty) == before
    (empty.root / "seeds").mkdir(parents=True)
    (empty.root / "seeds" / "map_alias.csv").write_text("a,b\n", encoding="utf-8")
    assert memory.program_digest(empty) != before


def test_the_program_is_another_one_when_its_code_is(
    empty: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gongkai").mkdir()
    (tmp_path / "gongkai" / "a.py").write_text("1")
    monkeypatch.setattr(memory, "PACKAGES", tmp_path)
    before = memory.program_digest(empty)
    (tmp_path / "gongkai" / "a.py").write_text("2")
    assert memory.program_digest(empty) != before
