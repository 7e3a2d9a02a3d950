"""`gongkai status --json`: the keys that docs/command-line.md promises, and amounts to their last digit."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from gongkai.running.home import PROJECT, Home, reading_mart

_PAGE = (PROJECT / "docs" / "command-line.md").read_text(encoding="utf-8")


def _status(home: Home) -> dict[str, list[dict[str, object]]]:
    command = [sys.executable, "-m", "gongkai", "status", "--json", "--home", str(home.root)]
    told: dict[str, list[dict[str, object]]] = json.loads(
        subprocess.run(command, check=True, capture_output=True).stdout
    )
    return told


def test_status_says_as_json_what_the_mart_holds(home: Home) -> None:
    told = _status(home)
    assert [(one["expected_cny"], one["found_cny"], one["difference_cny"]) for one in told["failing"]] == [
        ("32000.00", "27000.00", "-5000.00")
    ]
    assert len(told["documents"]) == 4
    with reading_mart(home) as mart:
        count, cells = mart.execute(
            "select count(*), any_value(cell_ids) filter (verdict = 'fails') from mart.qc_reconciliation"
        ).fetchall()[0]
    assert sum(int(str(one["checks"])) for one in told["checks"]) == count
    assert told["failing"][0]["cell_ids"] == cells.split(",")


def test_the_page_lists_every_key_and_no_other(home: Home) -> None:
    told = _status(home)
    listed = {
        part: set(re.findall(r"`(\w+)`", keys))
        for part, keys in re.findall(r"^\| `(\w+)(?:\[\])?` \|[^|]*\| (.*) \|$", _PAGE, flags=re.MULTILINE)
    }
    found = {
        part: set(held[0] if isinstance(held, list) else held) if isinstance(held, list | dict) else set()
        for part, held in told.items()
    }
    assert listed == found
