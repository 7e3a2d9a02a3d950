"""A document that is forgotten is nowhere in the home, and in no mart that is published after."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pytest

from gongkai.running.home import Home, reading_mart
from tests.python.gongkai.command import Command
from tests.python.gongkai.running.test_build import TEXT

SECRET = "泾县示例档案馆"


def loaded(gongkai: Command, home: Home, folder: Path, *texts: str) -> list[Path]:
    """Files named after their order, each in a folder of its own, loaded one after the other."""
    files = []
    for number, text in enumerate(texts):
        file = folder / str(number) / "a.txt"
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
        assert gongkai(home, "load", file)[0] == 0
        files.append(file)
    return files


def documents(home: Home) -> dict[str, str | None]:
    """Id → what superseded it."""
    with duckdb.connect(str(home.build_file), read_only=True) as connection:
        found = connection.execute("select document_id, superseded_by from raw.documents").fetchall()
    return dict(found)


def held(home: Home, document_id: str) -> dict[str, int]:
    """Table of `raw` → rows of the document, where there are any."""
    with duckdb.connect(str(home.build_file), read_only=True) as connection:
        tables = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'raw'"
        ).fetchall()
        counted = {
            name: connection.execute(
                f"select count(*) from raw.{name} where document_id = ?", [document_id]
            ).fetchall()[0][0]
            for (name,) in tables
        }
    return {name: count for name, count in counted.items() if count}


def sha(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_forgotten_document_is_in_no_mart_that_is_published_after(
    gongkai: Command, copied: Home, samples: list[Path]
) -> None:
    printed = next(path for path in samples if path.suffix == ".pdf")
    key = sha(printed)[:16]
    assert gongkai(copied, "trace", "--document", printed)[0] == 0
    assert gongkai(copied, "trace", f"{key}:t1:r1:c1")[0] == 0
    assert list((copied.root / "evidence").glob(f"{key}*"))
    assert {"documents", "rows", "lines", "tables", "outcomes"} <= set(held(copied, key))

    code, said, _ = gongkai(copied, "forget", printed)
    assert code == 0
    assert f"已忘记 / forgotten: {printed.name} ({key})" in said
    assert "until it is built and published anew" in said
    assert printed.is_file()
    assert held(copied, key) == {}
    assert not list((copied.root / "evidence").glob(f"{key}*"))
    assert printed.name not in copied.loaded_file.read_text(encoding="utf-8")

    code, _, said = gongkai(copied, "publish")
    assert (code, "no successful build" in said) == (1, True), "what was built still held it"
    assert gongkai(copied, "build", "--no-second-reader")[0] == 0
    assert gongkai(copied, "publish")[0] == 0
    with reading_mart(copied) as mart:
        found = mart.execute("select document_id from mart.dim_document").fetchall()
    assert {document for (document,) in found} == {sha(path)[:16] for path in samples} - {key}


def test_no_byte_of_it_stays_in_the_build_file(gongkai: Command, empty: Home, tmp_path: Path) -> None:
    """What DuckDB deletes stays in blocks that are free, until something is written over it."""
    mark = "XQZKWVJP" * 40
    kept, gone = loaded(gongkai, empty, tmp_path, TEXT, f"{TEXT}\n{mark}\n")
    with duckdb.connect(str(empty.build_file)) as connection:
        connection.execute("create schema mart")
        connection.execute("create table mart.copy as select * from raw.lines")
    assert mark.encode() in empty.build_file.read_bytes()
    assert gongkai(empty, "forget", gone)[0] == 0
    assert mark.encode() not in empty.build_file.read_bytes()
    assert sorted(path.name for path in empty.build_file.parent.iterdir()) == [
        "inbox.json",
        "loaded.csv",
        "warehouse.duckdb",
    ]
    assert set(documents(empty)) == {sha(kept)[:16]}


@pytest.mark.parametrize("how", ["path", "name", "id", "sha256", "a path that is gone"])
def test_it_is_named_by_path_name_id_or_hash(gongkai: Command, empty: Home, tmp_path: Path, how: str) -> None:
    (file,) = loaded(gongkai, empty, tmp_path, TEXT)
    names = {"path": str(file), "name": file.name, "id": sha(file)[:16], "sha256": sha(file)}
    name = names.get(how, str(file))
    if how == "a path that is gone":
        file.unlink()
    code, said, _ = gongkai(empty, "forget", name)
    assert code == 0
    assert "no document is left; delete the published mart yourself" in said
    assert documents(empty) == {}


def test_an_older_version_is_current_again_and_told(gongkai: Command, empty: Home, tmp_path: Path) -> None:
    old, new = loaded(gongkai, empty, tmp_path, TEXT, f"{TEXT}\n改\n")
    older, newer = sha(old)[:16], sha(new)[:16]
    assert documents(empty) == {older: newer, newer: None}
    code, said, _ = gongkai(empty, "forget", newer)
    assert code == 0
    assert f"this older version is current again: a.txt ({older})" in said
    assert documents(empty) == {older: None}


def test_forgetting_one_in_the_middle_keeps_the_newest_current(
    gongkai: Command, empty: Home, tmp_path: Path
) -> None:
    files = loaded(gongkai, empty, tmp_path, *(f"{TEXT}\n{n}\n" for n in range(3)))
    first, second, third = (sha(file)[:16] for file in files)
    assert documents(empty) == {first: second, second: third, third: None}
    code, said, _ = gongkai(empty, "forget", second)
    assert (code, "current again" in said) == (0, False)
    assert documents(empty) == {first: third, third: None}


def test_both_versions_at_once_leave_nothing_to_tell(gongkai: Command, empty: Home, tmp_path: Path) -> None:
    old, new = loaded(gongkai, empty, tmp_path, TEXT, f"{TEXT}\n改\n")
    code, said, _ = gongkai(empty, "forget", sha(new), sha(old))
    assert (code, "current again" in said) == (0, False)
    assert documents(empty) == {}


def test_a_name_of_none_or_of_several_forgets_nothing(gongkai: Command, empty: Home, tmp_path: Path) -> None:
    one, other = loaded(gongkai, empty, tmp_path, TEXT, "别的文件\n另一行\n第三行\n")
    code, _, said = gongkai(empty, "forget", one, "unknown.txt")
    assert (code, "no such document is loaded: unknown.txt" in said) == (1, True)
    code, _, said = gongkai(empty, "forget", "a.txt")
    assert (code, "several are named a.txt, use the id" in said) == (2, True)
    assert set(documents(empty)) == {sha(one)[:16], sha(other)[:16]}


def test_a_home_without_documents_is_told(gongkai: Command, empty: Home) -> None:
    code, _, said = gongkai(empty, "forget", "a.txt")
    assert (code, "nothing has been loaded" in said) == (1, True)
