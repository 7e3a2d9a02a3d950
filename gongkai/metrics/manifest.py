"""Semantic models and metrics of the project, as dbt parses them: once for each version of it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from gongkai.running.cache import alone, cache, keep
from gongkai.running.home import PROJECT, Home
from gongkai.running.outcome import BuildFailed
from gongkai.running.projects import project_digest
from gongkai.saying import say_error

TARGET = "published"
"""The target of `profiles.yml` whose tables are those of the published file."""
_NAME = "semantic_manifest.json"
_KEPT = 4


def semantic_manifest(home: Home, project: Path = PROJECT) -> str:
    """The manifest as JSON; its tables are those of the published file. Raises `BuildFailed`."""
    shelf = cache(home) / "metrics"
    shelf.mkdir(exist_ok=True)
    with alone(shelf):
        folder = shelf / project_digest(project)
        if (folder / _NAME).is_file():
            folder.touch()
        else:
            _parse(folder, project)
            keep(shelf, Path.is_dir, _KEPT)
        return (folder / _NAME).read_text(encoding="utf-8")


def _parse(folder: Path, project: Path) -> None:
    from gongkai.running.dbt_run import run_dbt  # starting dbt takes seconds: only when it is needed

    say_error("读取指标，每个版本一次 / reading the metrics, once for each version")
    with tempfile.TemporaryDirectory(prefix="gongkai-metrics-") as made:
        workshop = Home(Path(made))
        outcome = run_dbt(workshop, ["parse", "--target", TARGET, "--no-partial-parse"], project=project)
        if outcome.failures:
            raise BuildFailed(outcome.failures)
        fresh = folder.with_name(f".{folder.name}")
        shutil.rmtree(fresh, ignore_errors=True)  # left by a process that was killed
        fresh.mkdir()
        shutil.copyfile(workshop.target_dir / _NAME, fresh / _NAME)
        fresh.rename(folder)
