"""`gongkai run --inbox` night after night: what is read, what is told, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gongkai.batch.failures import Failure
from gongkai.running import ledger as memory
from gongkai.running.home import PROJECT, Home, reading_mart
from gongkai.running.outcome import BuildFailed
from tests.python.gongkai.command import Command
from tests.python.gongkai.running.test_build import TEXT
from tests.python.gongkai.running.test_inbox import put

SCHEMA = json.loads((PROJECT / "docs" / "run.schema.json").read_text(encoding="utf-8"))
OTHER = TEXT.replace("泾县示例档案馆", "青川县示例档案馆")
CORRECTED = "\n本次公开更正了附注。\n"
UNKNOWN = TEXT.replace("基本支出", "神秘支出")

_AUDITED = """
import os, sys
inbox = sys.argv[1]
def audit(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and arguments[0].startswith(inbox):
        print("OPENED", arguments[0], file=sys.stderr)
sys.addaudithook(audit)
from gongkai import __main__ as process
def leave(code):
    spent = os.times()
    started = {"dbt", "polars", "pyarrow", "lxml", "pypdfium2", "jsonschema"} & sys.modules.keys()
    print("STARTED", sorted(started), file=sys.stderr)
    print("SPENT", spent.user + spent.system, file=sys.stderr)
    sys.stdout.flush()
    os._exit(code)
process._leave = leave
sys.argv = ["gongkai", "run", "--inbox", inbox, "--home", sys.argv[2]]
process.run()
"""


def record(home: Home) -> dict[str, Any]:
    """What the last run left, which must be of the shape that is promised."""
    told: dict[str, Any] = json.loads(home.run_file.read_text(encoding="utf-8"))
    Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(told)
    return told


def some(counts: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Two documents, a README and a picture, all an hour old."""
    folder = tmp_path / "in"
    put(folder / "2024" / "a.txt", TEXT)
    put(folder / "b.txt", OTHER)
    put(folder / "README.md", "# 说明")
    put(folder / "照片.jpg", "…")
    return folder


def test_night_after_night(gongkai: Command, empty: Home, inbox: Path) -> None:
    def night(*options: object) -> tuple[int, dict[str, Any], str]:
        code, said, complained = gongkai(empty, "run", "--inbox", inbox, *options)
        told = record(empty)
        assert told["exit_code"] == code
        return code, told, said + complained

    code, told, said = night()
    assert code == 0, said
    assert some(told["documents"]) == {"new": 2}
    assert some(told["left_out"]) == {"ignored": 2}
    assert told["published"]["is_new"]
    assert told["mart"]["documents"] == {"loaded": 2}
    assert told["mart"]["amounts"]["loaded"] == told["mart"]["amounts"]["found"] > 0

    # nothing is done, nothing is opened, nothing slow is started
    mart = empty.mart_file.stat()
    done = subprocess.run(
        [sys.executable, "-c", _AUDITED, str(inbox), str(empty.root)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "nothing new, nothing done" in done.stdout
    assert "README.md" in done.stdout
    assert "OPENED" not in done.stderr
    assert "STARTED []" in done.stderr
    assert float(done.stderr.rpartition("SPENT")[2]) < 1.0
    assert empty.mart_file.stat() == mart
    told = record(empty)
    assert (told["step"], some(told["documents"])) == ("nothing", {"unchanged": 2})
    assert told["mart"]["documents"]["loaded"] == 2

    # an unknown header, a file without a reader, a file that cannot be opened: told once
    put(inbox / "c.txt", UNKNOWN.replace("泾县示例档案馆", "资源县示例档案馆"))
    put(inbox / "d.doc", "\0\1\2 not text")
    (inbox / "e.pdf").symlink_to(inbox / "nowhere")
    os.utime(inbox / "e.pdf", (time.time() - 60,) * 2, follow_symlinks=False)
    code, told, said = night()
    assert code == 3
    assert some(told["documents"]) == {"new": 2, "not_opened": 1, "unchanged": 2}
    assert {one["file_name"]: (one["outcome"], one["is_new"]) for one in told["not_whole"]} == {
        "c.txt": ("partial", True),
        "d.doc": ("failed", True),
        "e.pdf": ("failed", True),
    }
    assert {one["code"] for one in told["new_findings"]} >= {"amount_under_unknown_header", "document_failed"}
    assert {one["file_name"] for one in told["new_findings"]} == {"c.txt", "d.doc"}
    assert "c.txt: partial" in said
    code, told, said = night()
    assert code == 0
    assert [one["is_new"] for one in told["not_whole"]] == [False] * 3
    assert "told before: 3" in said
    status = gongkai(empty, "status")[1]
    for name in ("c.txt: partial", "d.doc: failed", "e.pdf: failed, No such file"):
        assert name in status

    # a new version; a file that went; a file that is being written
    put(inbox / "b.txt", OTHER + CORRECTED, age=60)
    (inbox / "2024" / "a.txt").unlink()
    put(inbox / "new.txt", OTHER, age=0)
    code, told, said = night()
    assert code == 0
    assert some(told["documents"]) == {"changed": 1, "unchanged": 3, "superseded": 1}
    assert some(told["left_out"]) == {"ignored": 2, "waiting": 1, "gone": 1}
    with reading_mart(empty) as mart_now:
        current = mart_now.execute("select file_name from mart.dim_document where is_current").fetchall()
    assert sorted(name for (name,) in current) == ["a.txt", "b.txt", "c.txt", "d.doc"]
    os.utime(inbox / "new.txt", (time.time() - 60,) * 2)
    code, told, _ = night()
    assert code == 0
    # the bytes of the older version, beside the newer one: no return of the older
    assert some(told["documents"]) == {"unchanged": 5}
    assert told["published"]["is_new"] is False

    # another program: nothing is to be read, but the run looks at everything
    with pytest.MonkeyPatch.context() as other:
        other.setattr(memory, "project_digest", lambda: "another")
        code, told, _ = night()
        assert (code, told["step"]) == (0, "done")

    # another reader: everything is read anew, and what was told stays told
    with pytest.MonkeyPatch.context() as other:
        other.setattr(memory, "reader_digest", lambda _home: "another")
        other.setattr("ingest.load.reader_version", lambda: "another")
        other.setattr(memory, "project_digest", lambda: "yet another")
        code, told, _ = night("--no-second-reader")
        assert code == 0
        assert some(told["documents"]) == {"reread": 4, "not_opened": 1}
        assert night("--no-second-reader")[1]["step"] == "nothing"
        assert night()[1]["step"] == "done", "the second reader was left out before"


def test_a_build_that_fails_is_told_and_made_up_for(
    gongkai: Command, copied: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise BuildFailed([Failure("fct_revenue", "Constraint Error: NOT NULL")])

    put(inbox / "b.txt", UNKNOWN)
    with monkeypatch.context() as failing:
        failing.setattr("gongkai.running.build.build_corpus", fail)
        code, _, _ = gongkai(copied, "run", "--inbox", inbox)
    told = record(copied)
    assert (code, told["exit_code"], told["step"]) == (1, 1, "build")
    assert some(told["documents"]) == {"new": 2}
    assert "the build failed" in told["errors"][-1]
    assert told["published"] is None

    code, _, _ = gongkai(copied, "run", "--inbox", inbox)
    told = record(copied)
    assert code == 3, "what was read before the failure has not been told yet"
    assert [(one["file_name"], one["is_new"]) for one in told["not_whole"]] == [("b.txt", True)]
    assert told["published"]["is_new"]
    assert {one["file_name"] for one in told["new_findings"]} >= {"b.txt"}


def test_a_forgotten_document_does_not_come_back_from_the_inbox(
    gongkai: Command, empty: Home, inbox: Path
) -> None:
    assert gongkai(empty, "run", "--inbox", inbox)[0] == 0
    assert gongkai(empty, "forget", inbox / "b.txt")[0] == 0
    code, said, _ = gongkai(empty, "run", "--inbox", inbox)
    told = record(empty)
    assert code == 0
    assert told["mart"]["documents"]["loaded"] == 1
    assert told["left_out"]["forgotten"] == 1
    assert "forgotten, not loaded again: 1 (b.txt)" in said
    (inbox / "b.txt").rename(inbox / "c.txt")
    gongkai(empty, "run", "--inbox", inbox)
    assert record(empty)["mart"]["documents"]["loaded"] == 1
    gongkai(empty, "run", inbox / "c.txt")
    assert gongkai(empty, "run", "--inbox", inbox)[0] == 0
    told = record(empty)
    assert (told["mart"]["documents"]["loaded"], told["left_out"]["forgotten"]) == (2, 0)


def test_a_build_file_that_is_gone_is_made_anew(gongkai: Command, empty: Home, inbox: Path) -> None:
    assert gongkai(empty, "run", "--inbox", inbox)[0] == 0
    empty.build_file.unlink()
    assert gongkai(empty, "run", "--inbox", inbox)[0] == 0
    assert some(record(empty)["documents"]) == {"new": 2}


def test_a_manifest_tells_of_what_comes_and_of_new_versions(
    gongkai: Command, empty: Home, inbox: Path
) -> None:
    manifest = put(inbox / "manifest.csv", "file,publisher\nb.txt,某某局\n")
    options = ("run", "--inbox", inbox, "--manifest", manifest)
    code, said, _ = gongkai(empty, *options)
    assert code == 0
    assert "manifest.csv" not in said
    assert gongkai(empty, *options)[1].count("nothing done") == 1
    put(inbox / "b.txt", OTHER + CORRECTED, age=60)
    assert gongkai(empty, *options)[0] == 0
    assert some(record(empty)["documents"]) == {"changed": 1, "unchanged": 1, "superseded": 1}
    gongkai(empty, "run", "--inbox", inbox, "--json")
    with memory_of(empty) as connection:
        told = connection.execute(
            "select count(*) from raw.documents inner join raw.manifest using (document_id)"
            " where publisher = '某某局'"
        ).fetchone()
    assert told == (2,)


def memory_of(home: Home) -> Any:
    import duckdb

    return duckdb.connect(str(home.build_file), read_only=True)


def test_an_empty_inbox_of_a_fresh_home_is_no_failure(gongkai: Command, empty: Home, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for _ in range(2):
        code, _, _ = gongkai(empty, "run", "--inbox", tmp_path / "in")
        told = record(empty)
        assert (code, told["mart"], told["published"]) == (0, None, None)
    assert told["step"] == "nothing"


def test_a_path_beside_an_inbox_and_an_inbox_that_is_not_there_are_wrong_usage(
    gongkai: Command, empty: Home, inbox: Path
) -> None:
    with pytest.raises(SystemExit) as stopped:
        gongkai(empty, "run", inbox, "--inbox", inbox)
    assert stopped.value.code == 2
    code, _, said = gongkai(empty, "run", "--inbox", inbox / "nowhere")
    assert code == 2
    assert "does not exist" in said
    assert record(empty)["step"] == "look"
