"""What docs/schedule-a-build.md shows is run as it stands there: cron, systemd, CI, the shell."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from gongkai.arguments import parser
from gongkai.running.home import PROJECT, Home
from tests.python.gongkai.running.test_inbox import put
from tests.python.gongkai.running.test_nightly import record

PAGE = (PROJECT / "docs" / "schedule-a-build.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = _BLOCK.findall(PAGE)
_COMMAND = re.compile(r"\.venv/bin/gongkai [^|&>\n]*")
_BARE = {"PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "LOGNAME": "somebody"}
"""What cron gives a command; HOME besides."""


def blocks(kind: str) -> list[str]:
    return [content for name, content in BLOCKS if name == kind]


@pytest.fixture
def checkout(home: Home, tmp_path: Path, samples: list[Path]) -> Path:
    """A user's folder with `gongkai/` as the page has it: the program, an inbox and a home that knows it."""
    folder = tmp_path / "gongkai"
    (folder / ".venv" / "bin").mkdir(parents=True)
    command = folder / ".venv" / "bin" / "gongkai"
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    command.write_text(
        f'#!/bin/sh\nexport XDG_CACHE_HOME={shlex.quote(cache)}\nexec {sys.executable} -m gongkai "$@"\n'
    )
    command.chmod(0o755)
    shutil.copytree(home.root, folder / "home")
    for path in samples:
        put(folder / "inbox" / path.name, "")
        shutil.copy2(path, folder / "inbox")
        os.utime(folder / "inbox" / path.name, (1, 1))
    put(folder / "inbox" / "README.md", "# 说明")
    return folder


def shell(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env={**_BARE, "HOME": str(folder.parent), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_every_command_line_of_the_page_is_one() -> None:
    commands = [shlex.split(found) for found in _COMMAND.findall(PAGE)]
    assert len(commands) > 5
    for _, *arguments in commands:
        parser().parse_args([part for part in arguments if part != "2"])


def test_the_line_of_cron_runs_where_nothing_is_set(checkout: Path) -> None:
    (table,) = blocks("cron")
    (line,) = [line for line in table.splitlines() if not line.startswith("#")]
    *when, command = line.split(maxsplit=5)
    assert all(re.fullmatch(r"[\d*/,-]+", field) for field in when)
    assert "%" not in command, "to cron that is the end of the line"
    for told in ("loaded", "nothing new, nothing done"):
        done = shell(command, checkout.parent, HOME=str(checkout.parent))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert told in (checkout.parent / "gongkai.log").read_text(encoding="utf-8")
        assert record(Home(checkout / "home"))["exit_code"] == 0
    assert "收件夹" in (checkout.parent / "gongkai.log").read_text(encoding="utf-8")


def test_the_units_of_systemd_run(checkout: Path, tmp_path: Path) -> None:
    units = {}
    for content in blocks("ini"):
        name = content.splitlines()[0].rpartition("/")[2]
        unit = configparser.ConfigParser(interpolation=None)
        unit.optionxform = str  # type: ignore[assignment]
        unit.read_string(content)
        units[name] = unit
    assert set(units) == {"gongkai.service", "gongkai.timer"}
    service = {
        key: text.replace("%h", str(checkout.parent))
        for key, text in units["gongkai.service"]["Service"].items()
    }
    done = shell(service["ExecStart"], Path(service["WorkingDirectory"]))
    assert done.returncode in {0, int(service["SuccessExitStatus"])}, done.stderr
    if analyze := shutil.which("systemd-analyze"):
        asked = [analyze, "calendar", units["gongkai.timer"]["Timer"]["OnCalendar"]]
        assert subprocess.run(asked, capture_output=True, check=False).returncode == 0
        for name, content in zip(units, blocks("ini"), strict=True):
            (tmp_path / name).write_text(content.replace("%h", str(checkout.parent)), encoding="utf-8")
        verified = subprocess.run(
            [analyze, "verify", "--user", *(str(tmp_path / name) for name in units)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        )
        complaints = [line for line in verified.stderr.splitlines() if "gongkai." in line]
        assert complaints == []


def test_the_workflows_run_what_works(checkout: Path) -> None:
    github, gitlab = (yaml.safe_load(content) for content in blocks("yaml"))
    steps = [step["run"] for step in github["jobs"]["run"]["steps"] if "run" in step]
    job = gitlab["nightly"]
    kept = github["jobs"]["run"]["steps"][-1]["with"]["path"].split()
    for lines, artifacts in ((steps, kept), (job["script"], job["artifacts"]["paths"])):
        setup, command = lines
        assert setup == "make setup"
        done = shell(command, checkout)
        assert done.returncode == 0, done.stderr
        assert all((checkout / path).is_file() for path in artifacts)
    assert job["cache"]["paths"] == ["home"]


def test_a_document_that_is_not_whole_ends_no_workflow(checkout: Path) -> None:
    """The step of GitHub turns 3 into 0, and nothing else."""
    github, _ = (yaml.safe_load(content) for content in blocks("yaml"))
    command = github["jobs"]["run"]["steps"][-2]["run"]
    put(checkout / "inbox" / "a.doc", "\0\1\2 not text")
    assert shell(command, checkout).returncode == 0
    assert record(Home(checkout / "home"))["exit_code"] == 3
    shutil.rmtree(checkout / "inbox")
    assert shell(command, checkout).returncode != 0


def test_what_the_page_prints_of_a_record_is_in_it(checkout: Path) -> None:
    (lines,) = [content for content in blocks("") if "json.load" in content]
    (checkout / ".venv" / "bin" / "python").symlink_to(sys.executable)
    done = shell(lines, checkout)
    assert (done.returncode, done.stdout) == (0, "0 0\n"), done.stderr


def test_the_patterns_that_the_page_shows_are_some(tmp_path: Path) -> None:
    from gongkai.running.folders import OWN, below, rules_of

    (shown,) = [content for content in blocks("") if "gongkaiignore" in content]
    for name in ("旧档/a.pdf", "预算草稿2.docx", "README.md", "预算.pdf"):
        put(tmp_path / name, "x")
    (tmp_path / OWN).write_text(shown, encoding="utf-8")
    found = below(tmp_path, rules_of(tmp_path))
    assert [path.name for path in found.files] == ["README.md", "预算.pdf"]


def test_freshness_is_told_of_all_and_of_one_publisher(checkout: Path) -> None:
    (lines,) = [content for content in blocks("") if "freshness" in content]
    (checkout / ".venv" / "bin" / "dbt").symlink_to(Path(sys.executable).parent / "dbt")
    places = (
        f"--project-dir {PROJECT} --profiles-dir {PROJECT}"
        f" --target-path {checkout}/target --log-path {checkout}/logs"
    )
    export, everything, one = lines.strip().splitlines()
    done = shell(f"{export}\n{everything} {places}\n{one} {places}", checkout)
    assert done.stdout.count("PASS freshness of raw.documents") == 2, done.stdout
    nobody = one.replace("青川县示例水务局", "没有这个局''")
    done = shell(f"{export}\n{nobody} {places}", checkout)
    assert "ERROR STALE freshness of raw.documents" in done.stdout
    assert done.returncode == 1
