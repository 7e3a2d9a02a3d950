"""What the project says about itself in several places must be one thing."""

from __future__ import annotations

import re
import shutil
import tomllib

import yaml

from gongkai import __version__
from gongkai.running.compiling import compiled
from gongkai.running.dbt_run import run_dbt
from gongkai.running.home import PROJECT, Home

LOCK = (PROJECT / "requirements.lock").read_text(encoding="utf-8")


def test_dbt_project_carries_the_version_of_the_package() -> None:
    project = yaml.safe_load((PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))
    assert project["version"] == __version__


def test_every_dependency_is_locked() -> None:
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = declared["dependencies"] + declared["optional-dependencies"]["dev"]
    locked = set(re.findall(r"^([a-z0-9.-]+)(?:\[[a-z0-9,]+\])?==", LOCK, flags=re.MULTILINE))
    assert {re.split(r"[~=<>[]", name)[0] for name in wanted} <= locked


def test_lock_names_no_registry() -> None:
    assert not re.search(r"://|--index|--extra-index|--find-links|@ ", LOCK)


def test_findings_of_every_room_are_united() -> None:
    rooms = PROJECT / "models" / "intermediate"
    union = (rooms / "findings" / "int_findings.sql").read_text(encoding="utf-8")
    united = re.search(r"for room in \[(.+?)\]", union, flags=re.DOTALL)
    assert united is not None
    published = (PROJECT / "models" / "marts" / "quality" / "qc_finding.sql").read_text(encoding="utf-8")
    of_all_documents = re.findall(r"int_findings_of_(\w+)", published)
    raised = [
        (path.parent.name, path.stem.removeprefix("int_findings_of_"))
        for path in rooms.glob("*/int_findings_of_*.sql")
    ]
    assert all(folder == room for folder, room in raised)
    assert sorted(room for _, room in raised) == sorted(
        [*re.findall(r"'(\w+)'", united[1]), *of_all_documents]
    )


def test_unit_tests_of_the_models_hold(empty: Home) -> None:
    empty.build_file.parent.mkdir(parents=True)
    shutil.copyfile(compiled(empty).reference, empty.build_file)  # every model is there, with no document
    outcome = run_dbt(empty, ["test", "--select", "test_type:unit"])
    assert outcome.failures == ()
    assert outcome.nodes > 0
