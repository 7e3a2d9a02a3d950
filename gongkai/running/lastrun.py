"""What `run.json` says of the last run, for people."""

from __future__ import annotations

import json
from typing import Any

from gongkai.running.home import Home

_COUNTS_ZH = {
    "new": "新",
    "changed": "有变",
    "reread": "重读",
    "unchanged": "未变",
    "duplicate": "重复",
    "not_opened": "打不开",
    "waiting": "还在写",
    "ignored": "略过",
    "forgotten": "已忘记",
    "gone": "已不在",
}


def last_run(home: Home) -> list[str]:
    """When it ended and how, its counts, and what could not be read wholly; nothing where there was none."""
    try:
        told = json.loads(home.run_file.read_text(encoding="utf-8"))
        return _lines(told)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _lines(told: dict[str, Any]) -> list[str]:
    counts = {**(told["documents"] or {}), **(told["left_out"] or {})}
    named = [f"{_COUNTS_ZH[name]} / {name} {counts[name]}" for name in _COUNTS_ZH if counts.get(name)]
    lines = [
        " · ".join(
            [
                f"上次运行 / last run: {told['ended_at'][:19]}Z",
                f"退出码 / exit code {told['exit_code']}",
                *named,
            ]
        )
    ]
    lines += [f"  错误 / error: {error}" for error in told["errors"]]
    for one in told["not_whole"]:
        remedy = f"; {one['remedy']}" if one["remedy"] else ""
        lines.append(f"  {one['file_name']}: {one['outcome']}, {one['reason']} ({one['place']}){remedy}")
    return lines
