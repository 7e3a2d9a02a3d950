"""What is said of files while they are loaded and after."""

from __future__ import annotations

from pathlib import Path

from gongkai.running.home import Home
from tests.python.gongkai.command import Command
from tests.python.gongkai.running.test_build import TEXT


def test_broken_files_are_reported_and_do_not_stop_the_others(
    gongkai: Command, empty: Home, tmp_path: Path
) -> None:
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 and nothing more")
    (tmp_path / "empty.pdf").write_bytes(b"")
    names = ["good.txt", "broken.xlsx", "empty.pdf", "missing.txt"]
    code, said, _ = gongkai(empty, "load", *(tmp_path / name for name in names))
    assert code == 3
    assert "loaded: good.txt" in said
    for name in names[1:]:
        assert f"failed: {name}" in said
    for word in ("原因 / reason", "位置 / place", "处理 / remedy"):
        assert said.count(word) == 3

    again, said_again, _ = gongkai(empty, "load", *(tmp_path / name for name in names))
    assert again == 3
    assert "unchanged: good.txt" in said_again
    assert said_again.count("原因 / reason") == 3
