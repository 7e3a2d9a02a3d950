"""What is opened to be read: plain files, and what is said of the rest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest import files
from ingest.read import read_file


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "预算.txt"
    os.mkfifo(pipe)
    found = read_file(pipe)
    assert found.failure
    assert found.failure.reason == "not a plain file"
    assert not found.is_opened


def test_a_device_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not a plain file"):
        files.content(Path("/dev/zero"))
    with pytest.raises(IsADirectoryError):
        files.content(tmp_path)


def test_a_file_without_end_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(files.MOST_BYTES + 1)
    with pytest.raises(OSError, match="larger than 1 GB"):
        files.content(large)
    found = read_file(large)
    assert found.failure
    assert "larger" in found.failure.reason


def test_identity_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc" * 100_000)
    assert files.identity(tmp_path / "a") == files.document_id(b"abc" * 100_000)
