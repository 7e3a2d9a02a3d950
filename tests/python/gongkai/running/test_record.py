"""`run.json`: written whatever comes of a run; and what a run does where another one holds the home."""

from __future__ import annotations

import csv
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

from gongkai.cli import main
from gongkai.running import record as records
from gongkai.running.home import PROJECT, Home
from tests.python.gongkai.command import Command
from tests.python.gongkai.running.test_build import TEXT
from tests.python.gongkai.running.test_home import held
from tests.python.gongkai.running.test_nightly import SCHEMA, record, some

_SLOW = """
import signal, sys, time
from pathlib import Path
from ingest import parse

signal.signal(signal.SIGINT, signal.default_int_handler)  # where the tests run in the background it is deaf

def read_part(path, first):
    Path(str(path) + ".reading").touch()
    time.sleep(600)

parse.read_part = read_part
from gongkai.__main__ import run
run()
"""


def started(
    *arguments: object, code: str = "from gongkai.__main__ import run; run()"
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def wait_for(path: Path) -> None:
    until = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < until, path
        time.sleep(0.05)


@pytest.mark.parametrize(("asked", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
@pytest.mark.parametrize("by", ["path", "inbox"])
def test_a_run_that_is_interrupted_leaves_its_record(
    tmp_path: Path, empty: Home, asked: signal.Signals, code: int, by: str
) -> None:
    file = tmp_path / "in" / "a.txt"
    file.parent.mkdir()
    file.write_text(TEXT, encoding="utf-8")
    os.utime(file, (time.time() - 60,) * 2)
    where = [file] if by == "path" else ["--inbox", file.parent]
    process = started("run", *where, "--home", empty.root, "--json", code=_SLOW)
    wait_for(Path(f"{file}.reading"))
    process.send_signal(asked)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == code
    told = record(empty)
    assert (told["exit_code"], told["step"], told["published"]) == (code, "load", None)
    assert json.loads(said)["exit_code"] == code
    assert not empty.inbox_file.exists()


def test_a_run_whose_end_is_not_waited_for_leaves_its_record(empty: Home) -> None:
    with records.recorded(empty, is_printed=False, patience=None) as kept:
        kept.step = "build"
        records.abandon()
        told = record(empty)
        assert (told["exit_code"], told["step"]) == (143, "build")
    assert record(empty) == told


def test_whatever_breaks_is_in_the_record(empty: Home) -> None:
    with pytest.raises(ZeroDivisionError), records.recorded(empty, is_printed=False, patience=None):
        _ = 1 / 0
    told = record(empty)
    assert (told["exit_code"], told["errors"]) == (1, ["ZeroDivisionError: division by zero"])


def test_errors_of_the_system_are_told_as_people_are_told(empty: Home) -> None:
    with pytest.raises(OSError), records.recorded(empty, is_printed=False, patience=None):
        raise OSError(28, "No space left on device", "/somewhere")
    assert "make room" in record(empty)["errors"][0]


def test_a_record_that_cannot_be_written_is_told_and_fails_no_run(
    empty: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    empty.runs_dir.parent.mkdir()
    empty.runs_dir.write_text("a file where a folder must be")
    with records.recorded(empty, is_printed=False, patience=None) as kept:
        kept.exit_code = 0
    assert "could not be written" in capsys.readouterr().err


def test_runs_before_are_kept_up_to_a_bound(empty: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "_KEPT", 3)
    for code in range(5):
        with records.recorded(empty, is_printed=False, patience=None) as kept:
            kept.exit_code = code
    kept_runs = sorted(empty.runs_dir.iterdir())
    assert [json.loads(path.read_bytes())["exit_code"] for path in kept_runs] == [2, 3, 4]
    assert kept_runs[-1].read_bytes() == empty.run_file.read_bytes()


def test_the_schema_refuses_another_shape(empty: Home) -> None:
    with records.recorded(empty, is_printed=False, patience=None) as kept:
        kept.exit_code = 0
    told = record(empty)
    for broken in ({**told, "more": 1}, {**told, "exit_code": 7}, {**told, "documents": {"new": 1}}):
        with pytest.raises(ValidationError):
            Draft202012Validator(SCHEMA).validate(broken)


def test_the_schema_knows_the_closed_sets() -> None:
    with (PROJECT / "seeds" / "code_vocabulary.csv").open(encoding="utf-8", newline="") as file:
        codes = [(row["vocabulary"], row["code"]) for row in csv.DictReader(file)]

    def known(vocabulary: str) -> set[str]:
        return {code for name, code in codes if name == vocabulary}

    mart = SCHEMA["properties"]["mart"]["properties"]
    told = SCHEMA["properties"]["not_whole"]["items"]["properties"]["outcome"]["enum"]
    severities = SCHEMA["properties"]["new_findings"]["items"]["properties"]["severity"]["enum"]
    assert set(mart["documents"]["propertyNames"]["enum"]) == known("document_outcome")
    assert set(told) == known("document_outcome") - {"loaded"}
    assert set(mart["findings"]["propertyNames"]["enum"]) == set(severities) == known("severity")
    assert set(mart["checks"]["propertyNames"]["enum"]) == known("verdict")


def test_the_standard_output_has_the_record_alone(
    copied: Home, samples: list[Path], capfd: pytest.CaptureFixture[str]
) -> None:
    code = main(["run", *map(str, samples), "--json", "--home", str(copied.root)])
    said, complained = capfd.readouterr()
    told = json.loads(said)
    assert (code, told["exit_code"], told["step"]) == (0, 0, "done")
    assert some(told["documents"]) == {"unchanged": 4}
    assert told == record(copied)
    assert "unchanged: " in complained
    assert told["mart"]["checks"] == {"fails": 1, "holds": 291}
    assert (told["published"]["is_new"], told["new_findings"]) == (False, [])


def test_processor_time_counts_that_of_workers(empty: Home, tmp_path: Path) -> None:
    for number, place in enumerate(("泾县", "青川县", "资源县", "平利县")):
        text = TEXT.replace("泾县", place)
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = started("run", *tmp_path.glob("*.txt"), "--home", empty.root)
    _, complained = process.communicate(timeout=300)
    assert process.returncode == 0, complained
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert record(empty)["cpu_seconds"] == pytest.approx(spent, rel=0.1)


def test_a_second_run_leaves_at_once_and_leaves_the_record_alone(
    gongkai: Command, empty: Home, tmp_path: Path
) -> None:
    with held(empty):
        for options in ((), ("--wait", "0.3")):
            code, said, complained = gongkai(empty, "run", tmp_path, "--json", *options)
            assert code == 1
            assert "in use" in complained
            assert json.loads(said)["exit_code"] == 1
            assert "in use" in json.loads(said)["errors"][0]
    assert not empty.run_file.exists()


def test_a_run_that_is_to_wait_waits(empty: Home, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with held(empty):
        process = started("run", "--inbox", tmp_path / "in", "--home", empty.root, "--wait")
        assert process.stderr
        first = process.stderr.readline()
        assert "waiting" in first
        time.sleep(0.6)
        assert process.poll() is None
    assert process.wait(timeout=30) == 0
    assert record(empty)["exit_code"] == 0


def test_two_runs_at_once_both_do_their_work_when_they_wait(copied: Home, tmp_path: Path) -> None:
    codes: list[int] = []

    def one(name: str, place: str) -> None:
        (tmp_path / name).write_text(TEXT.replace("泾县", place), encoding="utf-8")
        process = started("run", tmp_path / name, "--home", copied.root, "--wait", "200")
        process.communicate(timeout=300)
        codes.append(process.returncode)

    runs = [threading.Thread(target=one, args=run) for run in (("a.txt", "泾县"), ("b.txt", "资源县"))]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert codes == [0, 0]
    assert record(copied)["mart"]["documents"]["loaded"] == 6
    assert len(list(copied.runs_dir.glob("*.json"))) >= 2


@pytest.mark.parametrize("seconds", ["soon", "-1", "nan"])
def test_seconds_that_are_none_are_wrong_usage(seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["run", "--wait", seconds])
    assert stopped.value.code == 2
    assert "no number of seconds" in capsys.readouterr().err
