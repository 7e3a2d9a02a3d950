"""What runs within a task of a cluster, called as an executor calls it."""

from __future__ import annotations

import os
import pickle
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from gongkai.batch import exchange
from gongkai.batch import task as batch_task
from gongkai.batch.program import Scope
from gongkai.cluster import on_ray, task
from gongkai.errors import Stopped
from gongkai.running.compiling import compiled
from gongkai.running.home import Home
from gongkai.running.warehouse import open_build, write_rows
from ingest.read import known_wordings


@pytest.fixture
def node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of a cluster with an empty temporary folder."""
    folder = tmp_path / "node"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    batch_task._engine.cache_clear()
    return folder


def _rows(home: Home, folder: Path) -> bytes:
    with closing(open_build(home)) as connection:
        ids = [key for (key,) in connection.execute("select document_id from raw.documents").fetchall()]
        folder.mkdir()
        write_rows(connection, compiled(home), Scope.DOCUMENT, ids, folder)
    return task.as_bytes(folder)


def test_a_task_builds_a_batch_and_its_engine_stays_for_the_next_one(
    copied: Home, node: Path, tmp_path: Path
) -> None:
    sent, rows = task.sent(compiled(copied)), _rows(copied, tmp_path / "rows")
    built, failures = pickle.loads(task.build_sent(sent, Scope.DOCUMENT, rows))
    assert failures == ()
    assert len(built) > 30
    assert pickle.loads(task.build_sent(sent, Scope.DOCUMENT, rows))[0].keys() == built.keys()
    assert batch_task._engine.cache_info().hits == 1
    assert [path.name for path in node.iterdir()] == [f"gongkai-programs-{os.getuid()}"]


def test_a_program_that_is_damaged_is_unpacked_again_and_old_ones_go(
    copied: Home, node: Path, tmp_path: Path
) -> None:
    sent, rows = task.sent(compiled(copied)), _rows(copied, tmp_path / "rows")
    programs = node / f"gongkai-programs-{os.getuid()}"
    for name, age in (("old", 2 * 86_400), ("of another run", 60)):
        (programs / name).mkdir(parents=True)
        made = (programs / name).stat().st_mtime - age
        os.utime(programs / name, (made, made))
    damaged = exchange.unpacked({"program.json": b"{"}, programs / sent.digest)
    _, failures = pickle.loads(task.build_sent(sent, Scope.DOCUMENT, rows))
    assert failures == ()
    assert {path.name for path in damaged.iterdir()} == set(sent.files)
    # the engine lives on, and with it what it may have put aside
    kept = sorted(path.name for path in programs.iterdir() if not path.name.startswith("aside-"))
    assert kept == sorted([sent.digest, "of another run"])


def test_a_link_is_read_under_its_own_name(samples: list[Path], tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(next(path for path in samples if path.suffix == ".txt"))
    [read] = task.read_files(next(task.chunks([tmp_path / "link.txt"])), known_wordings())
    assert read.file_name == "link.txt"


@pytest.mark.parametrize("address", ["127.0.0.1:9", "ray://127.0.0.1:9", "ray://[::1]:9/x"])
def test_an_address_where_nothing_listens_is_said_at_once(address: str) -> None:
    with pytest.raises(Stopped, match="RAY_ADDRESS"):
        on_ray._ensure_heard(address)


@pytest.mark.parametrize("address", ["", "auto", "local"])
def test_words_of_ray_are_no_address(address: str) -> None:
    on_ray._ensure_heard(address)
