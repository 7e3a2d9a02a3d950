"""The mart as parquet files: row for row the same, and what has not changed is the file it was."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import polars
import pyarrow.parquet as pq
import pytest

from gongkai.running.home import Home
from publish import parquet
from publish.mart import PublishError
from publish.parquet import publish_parquet


@pytest.fixture
def mart_file(home: Home, tmp_path: Path) -> Path:
    """A mart that a test may change."""
    return Path(shutil.copy(home.mart_file, tmp_path / "mart.duckdb"))


def manifest(folder: Path) -> dict[str, Any]:
    found = json.loads((folder / "current" / "manifest.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def republished(mart_file: Path, folder: Path, change: str) -> int:
    """What another build would publish: how many files had to be written."""
    with duckdb.connect(str(mart_file)) as mart:
        mart.execute("update version set built_at = built_at || '+'")
        mart.execute(change)
    return publish_parquet(mart_file, folder)


@pytest.mark.parametrize("large", [1, 50_000])
def test_every_table_is_row_for_row_that_of_the_mart(
    large: int, mart_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_LARGE", large)
    folder = tmp_path / "it's parquet"
    publish_parquet(mart_file, folder)
    told = manifest(folder)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{mart_file}' as mart (read_only)")
        tables = [name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
        assert sorted(tables) == [table["name"] for table in told["tables"]]
        for table in told["tables"]:
            files = [str(folder / "current" / part["path"]) for part in table["files"]]
            columns = ", ".join(f'"{column["name"]}"' for column in table["columns"])
            query = f"select count(*), sum(hash(t)) from (select {columns} from {{}}) as t"
            mine = connection.execute(query.format("read_parquet(?)"), [files]).fetchone()
            assert mine == connection.execute(query.format(f'mart."{table["name"]}"')).fetchone()
            assert mine and mine[0] == table["rows"]
            types = connection.execute(f"describe select {columns} from read_parquet(?)", [files]).fetchall()
            assert [row[1] for row in types] == [column["type"] for column in table["columns"]]
        parted = [table["name"] for table in told["tables"] if "/year=" in table["files"][0]["path"]]
        assert ("rpt_budget_lines" in parted) is (large == 1)


def test_the_manifest_says_what_each_file_is(mart_file: Path, tmp_path: Path) -> None:
    publish_parquet(mart_file, tmp_path / "p")
    for table in manifest(tmp_path / "p")["tables"]:
        assert table["description"] or table["name"] == "version"
        for part in table["files"]:
            data = (tmp_path / "p" / "current" / part["path"]).read_bytes()
            assert (len(data), hashlib.sha256(data).hexdigest()) == (part["bytes"], part["sha256"])


def test_files_say_what_their_columns_are_in_both_languages(mart_file: Path, tmp_path: Path) -> None:
    publish_parquet(mart_file, tmp_path / "p")
    tables = {table["name"]: table for table in manifest(tmp_path / "p")["tables"]}
    with duckdb.connect(str(mart_file), read_only=True) as mart:
        comments = mart.execute("select table_name, column_name, comment from duckdb_columns()").fetchall()
    for name in tables:
        file = tmp_path / "p" / "current" / name / "part.parquet"
        fields = {field.name: field.metadata for field in pq.read_schema(file)}
        for _, column, comment in [row for row in comments if row[0] == name]:
            told = {key.decode(): value.decode() for key, value in fields[column].items()}
            assert told["description"] == comment
            assert told["description_zh"].endswith("。")
            assert told["description_en"].endswith(".")
            assert told.items() <= {c["name"]: c for c in tables[name]["columns"]}[column].items()
        with duckdb.connect() as connection:
            found = connection.execute(
                "select decode(key), decode(value) from parquet_kv_metadata(?)", [str(file)]
            ).fetchall()
        said = dict(found)
        assert said["description"] == tables[name]["description"]
        assert "相加" in said["description_zh"] or "计数" in said["description_zh"]
        assert json.loads(said["columns"]).keys() == fields.keys()


def test_readers_that_know_arrow_see_the_same_types(mart_file: Path, tmp_path: Path) -> None:
    """The schema that they are told is that of the file: lists, decimals, dates and times too."""
    publish_parquet(mart_file, tmp_path / "p")
    for table in manifest(tmp_path / "p")["tables"]:
        file = tmp_path / "p" / "current" / table["name"] / "part.parquet"
        with duckdb.connect() as connection:
            copy = tmp_path / "plain.parquet"
            connection.execute(f"copy (from read_parquet('{file}')) to '{copy}' (format parquet)")
        assert pq.read_schema(file).equals(pq.read_schema(copy))
        assert pq.read_table(file).equals(pq.read_table(copy))
        assert polars.read_parquet(file).equals(polars.read_parquet(copy))


def test_a_mart_without_a_dictionary_keeps_its_comments(mart_file: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(mart_file)) as mart:
        mart.execute("drop table dictionary_value")
    publish_parquet(mart_file, tmp_path / "p")
    field = pq.read_schema(tmp_path / "p" / "current" / "dim_stage" / "part.parquet").field("name_en")
    assert field.metadata == {b"description": "英文名称。English name.".encode()}


def test_only_what_says_something_else_is_written_again(
    mart_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_LARGE", 1)
    folder = tmp_path / "p"
    assert publish_parquet(mart_file, folder) > 40
    assert publish_parquet(mart_file, folder) == 0
    before = {
        part["path"]: (folder / "current" / part["path"]).stat().st_ino
        for table in manifest(folder)["tables"]
        for part in table["files"]
    }
    one = "(select min(document_key) from rpt_budget_lines)"
    change = f"update rpt_budget_lines set amount_cny = amount_cny + 1 where document_key = {one}"
    assert republished(mart_file, folder, change) == 2  # and the table of the version
    changed = [
        part["path"]
        for table in manifest(folder)["tables"]
        for part in table["files"]
        if (folder / "current" / part["path"]).stat().st_ino != before[part["path"]]
    ]
    assert [path.partition("/")[0] for path in changed] == ["rpt_budget_lines", "version"]


def test_whoever_reads_a_version_reads_on_until_the_next_but_one(mart_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    publish_parquet(mart_file, folder)
    first = (folder / "current").resolve()
    republished(mart_file, folder, "update dim_stage set name_en = name_en || '.'")
    assert first.exists()
    assert (folder / "current").resolve() != first
    republished(mart_file, folder, "update dim_stage set name_en = name_en || '.'")
    assert not first.exists()


ONE = "(select min(document_key) from dim_document where is_current)"
GONE = {
    "forgotten": f"delete from dim_document where document_key = {ONE}",
    "superseded": f"update dim_document set is_current = false where document_key = {ONE}",
}


@pytest.mark.parametrize("change", GONE.values(), ids=GONE)
@pytest.mark.parametrize("large", [1, 50_000])
def test_a_version_with_a_document_that_is_current_no_more_is_not_kept(
    change: str, large: int, mart_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_LARGE", large)
    folder = tmp_path / "p"
    publish_parquet(mart_file, folder)
    first = (folder / "current").resolve()
    republished(mart_file, folder, change)
    assert not first.exists()


def test_a_version_that_a_killed_run_never_switched_to_or_never_took_away_goes(
    mart_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    publish_parquet(mart_file, folder)
    shutil.copytree(folder / "1", folder / "2")  # killed before `current` named it
    shutil.copytree(folder / "1", folder / ".123")
    assert publish_parquet(mart_file, folder) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["1", "current"]
    republished(mart_file, folder, GONE["forgotten"])
    shutil.copytree(folder / "2", folder / "1")  # killed before it was taken away
    told = json.loads((folder / "1" / "manifest.json").read_text(encoding="utf-8"))
    told["documents"].append("one to forget")
    (folder / "1" / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    assert publish_parquet(mart_file, folder) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["2", "current"]


@pytest.mark.parametrize(
    "change",
    [
        "alter table dim_stage rename column name_en to english",
        "alter table dim_stage add column further bigint",
        "comment on table dim_stage is 'told anew'",
        "comment on column dim_stage.code is 'told anew'",
    ],
)
def test_columns_and_descriptions_that_change_are_another_file(
    change: str, mart_file: Path, tmp_path: Path
) -> None:
    publish_parquet(mart_file, tmp_path / "p")
    assert republished(mart_file, tmp_path / "p", change) == 2


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_file_that_is_gone_or_cut_off_is_written_again(
    damage: str, mart_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    publish_parquet(mart_file, folder)
    file = folder / "current" / "dim_stage" / "part.parquet"
    whole = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(whole[:9])
    assert publish_parquet(mart_file, folder) == 1
    assert (folder / "current" / "dim_stage" / "part.parquet").read_bytes() == whole
    assert publish_parquet(mart_file, folder) == 0


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"tables": 5}', '{"tables": [{}]}', '{"tables": [{"files": null}]}', "null"]
)
def test_a_manifest_that_is_none_of_ours_is_none(content: str, mart_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    count = publish_parquet(mart_file, folder)
    (folder / "current" / "manifest.json").write_text(content, encoding="utf-8")
    assert publish_parquet(mart_file, folder) == count


def test_what_others_put_there_stays(mart_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    publish_parquet(mart_file, folder)
    (folder / "2024").mkdir()
    (folder / "2024" / "mine.csv").touch()
    for name in ("²", "7", ".gitignore"):
        (folder / name).touch()
    for _ in range(3):
        republished(mart_file, folder, "update dim_stage set name_en = name_en || '.'")
    left = {path.name for path in folder.iterdir()}
    assert {"2024", "²", "7", ".gitignore", "current"} < left
    assert len(left) == 7  # two versions
    assert (folder / "2024" / "mine.csv").exists()


def test_a_folder_in_place_of_the_link_is_told(mart_file: Path, tmp_path: Path) -> None:
    (tmp_path / "p" / "current").mkdir(parents=True)
    with pytest.raises(PublishError, match="no link that gongkai made"):
        publish_parquet(mart_file, tmp_path / "p")
    assert [path.name for path in (tmp_path / "p").iterdir()] == ["current"]


def test_a_copy_of_a_home_that_followed_the_link_is_renewed(mart_file: Path, tmp_path: Path) -> None:
    publish_parquet(mart_file, tmp_path / "p")
    shutil.copytree(tmp_path / "p", tmp_path / "copy")
    assert not (tmp_path / "copy" / "current").is_symlink()
    assert publish_parquet(mart_file, tmp_path / "copy") == 0
    assert (tmp_path / "copy" / "current").is_symlink()
    assert republished(mart_file, tmp_path / "copy", "comment on table dim_stage is 'told anew'") == 2
    assert sorted(path.name for path in (tmp_path / "copy").iterdir()) == ["2", "3", "current"]


def test_no_mart_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="holds no mart"):
        publish_parquet(tmp_path / "mart.duckdb", tmp_path / "p")
    assert not (tmp_path / "p").exists()
