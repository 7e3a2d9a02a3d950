"""Every seed is read as text: a code keeps its leading zeros, and a blank stays one."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.running.home import PROJECT

SEEDS = PROJECT / "seeds"


def _declared() -> dict[str, dict[str, Any]]:
    """Name of a seed -> what the seeds' yml files say of it."""
    return {
        seed["name"]: seed
        for path in SEEDS.glob("*.yml")
        for seed in yaml.safe_load(path.read_text(encoding="utf-8"))["seeds"]
    }


def _untyped(path: Path, declared: dict[str, dict[str, Any]]) -> list[str]:
    """Columns of a seed file that are not declared as text, and declared ones that it lacks."""
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    types = declared.get(path.stem, {}).get("config", {}).get("column_types", {})
    return [c for c in header if types.get(c) != "varchar"] + [c for c in types if c not in header]


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.csv")), ids=lambda path: path.stem)
def test_every_column_of_a_seed_is_typed_as_text(path: Path) -> None:
    assert _untyped(path, _declared()) == []


def test_every_declared_seed_has_a_file() -> None:
    assert set(_declared()) == {path.stem for path in SEEDS.glob("*.csv")}


def test_a_column_without_a_type_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("code,name\n01,a\n", encoding="utf-8")
    assert _untyped(path, {}) == ["code", "name"]
    types = {"code": "varchar", "name": "integer", "gone": "varchar"}
    assert _untyped(path, {"list": {"config": {"column_types": types}}}) == ["name", "gone"]


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.csv")), ids=lambda path: path.stem)
def test_no_cell_has_blanks_around_it_and_no_row_stands_twice(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [tuple(row) for row in csv.reader(file)]
    assert len({len(row) for row in rows}) == 1
    assert all(cell == cell.strip() for row in rows for cell in row)
    assert len(set(rows)) == len(rows)


def test_a_subtotal_of_a_category_is_no_total_of_the_table() -> None:
    """小计(公用经费) was once taken for the total of the column 人员经费 too, in which it prints nothing."""
    with (SEEDS / "map_total_wording.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    subtotals = [row for row in rows if row["cost_category"] and "小计" in row["wording"]]
    assert subtotals
    assert [row["wording"] for row in subtotals if row["is_subtotal"] != "yes"] == []
