"""What is compiled is filed under what it was compiled of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.errors import Stopped
from gongkai.running import dbt_run
from gongkai.running.compiling import compiled, program_of
from gongkai.running.home import PROJECT, Home
from gongkai.running.outcome import Outcome


def test_a_project_that_changes_while_it_is_compiled_is_not_kept(
    empty: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What dbt had read before was once filed under what stood there after, and used from then on."""
    project = tmp_path / "project"
    for name in ("seeds", "models", "macros"):
        shutil.copytree(PROJECT / name, project / name)
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(PROJECT / name, project)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def edited_meanwhile(*_: object, **__: object) -> Outcome:
        (project / "models" / "int_new.sql").write_text("select 1 as one", encoding="utf-8")
        return Outcome(failures=(), nodes=1)

    monkeypatch.setattr(dbt_run, "run_dbt", edited_meanwhile)
    with pytest.raises(Stopped, match="changed while they were compiled"):
        compiled(empty, project)
    assert program_of(empty, project) is None
