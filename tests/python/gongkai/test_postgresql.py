"""`--to postgresql://…` on the command line: what is said, with which exit code, what stands afterwards."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from bench.pgserver import Server
from gongkai.running.home import Home
from tests.python.gongkai.command import Command


@pytest.fixture
def address(postgres: Server) -> str:
    """A database of a test's own."""
    postgres.psql(["drop database if exists line;", "create database line;"])
    return postgres.address.replace("/postgres?", "/line?")


def test_publish_writes_once_and_says_so(
    copied: Home, address: str, postgres: Server, gongkai: Command
) -> None:
    code, said, _ = gongkai(copied, "publish", "--to", address, "--schema", "预算", "--reader", "line_reader")
    assert code == 0
    assert "发布 / published: 没有变化 / unchanged" in said
    assert re.search(
        r"^PostgreSQL: 已更新 / updated, \d\d 张表 / tables, postgresql://postgres@/\S+/line, 预算$",
        said,
        re.M,
    )
    assert 'grant "line_reader" to' in said
    code, said, _ = gongkai(copied, "publish", "--to", address, "--schema", "预算", "--reader", "line_reader")
    assert (code, said.splitlines()[-1]) == (
        0,
        f"PostgreSQL: 没有变化 / unchanged, postgresql://postgres@{postgres.folder}/line, 预算",
    )
    assert gongkai(copied, "publish")[1].count("PostgreSQL") == 0  # no address is kept


def test_what_holds_no_build_publishes_its_mart(
    copied: Home, address: str, gongkai: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied.built_file.unlink()
    code, said, _ = gongkai(copied, "publish", "--to", address)
    assert (code, said.count("updated")) == (0, 1)
    copied.mart_file.unlink()
    assert gongkai(copied, "publish", "--to", address)[0] == 1


def test_a_failure_ends_with_1_and_tells_that_the_file_is_published(
    copied: Home, postgres: Server, gongkai: Command
) -> None:
    wrong = f"postgresql://postgres:s3cret@/nothing?host={postgres.folder}&port={postgres.port}"
    code, said, failed = gongkai(copied, "publish", "--to", wrong)
    assert code == 1
    assert "发布 / published:" in said
    assert "PostgreSQL 没有更新，原有的不变" in failed
    assert "PostgreSQL is not renewed and stands as it was" in failed
    assert "there is no such database" in failed
    assert "s3cret" not in said + failed


def test_run_publishes_there_as_well(
    copied: Home, samples: list[Path], address: str, gongkai: Command
) -> None:
    code, said, _ = gongkai(copied, "run", *samples, "--to", address)
    assert (code, said.count("PostgreSQL: 已更新 / updated")) == (0, 1)


@pytest.mark.parametrize("command", ["publish", "run"])
def test_without_the_driver_its_extra_is_named_before_anything_is_done(
    command: str, empty: Home, gongkai: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    paths = [tmp_path / "x.txt"] if command == "run" else []
    code, said, failed = gongkai(empty, command, *paths, "--to", "postgresql://h/d")
    assert (code, said) == (1, "")
    assert "pip install 'gongkai[postgresql]'" in failed


@pytest.mark.parametrize("option", ["--schema", "--reader"])
def test_a_name_that_cannot_be_one_is_wrong_usage(
    option: str, empty: Home, gongkai: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        gongkai(empty, "publish", "--to", "postgresql://h/d", option, "pg_mine")
    assert ended.value.code == 2
    assert "pg_" in capsys.readouterr().err
