"""The environment in which Superset runs: made once, to the bytes of a lock."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from gongkai.errors import Stopped
from gongkai.running.cache import alone, cache, keep
from gongkai.running.home import PROJECT, Home
from gongkai.saying import say

LOCK = PROJECT / "requirements-bi.lock"

_PYTHONS = ((3, 11), (3, 12))
_NAME = "superset-"
_KEPT = 2
"""Environments in the cache: one may still serve while that of a newer version is made."""
_READY = ".ready"
_LAST_LINES = 5


def prepared(home: Home, folder: Path | None) -> Path:
    """Python of an environment that holds what the lock says; it is installed where it is not there yet.

    It stands in `folder`, else where this user's machine keeps such things. Raises `Stopped`.
    """
    _refuse_where_superset_does_not_run()
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder):
            return _installed(folder.resolve(), digest)
    shared = cache(home)
    with alone(shared):
        python = _installed(shared / f"{_NAME}{digest[:16]}", digest)
        keep(shared, lambda one: one.name.startswith(_NAME), _KEPT)
    return python


def _installed(folder: Path, digest: str) -> Path:
    ready = folder / _READY
    python = folder / "bin" / "python"
    if python.exists() and ready.is_file() and ready.read_text(encoding="ascii") == digest:
        os.utime(folder)
        return python
    say(f"安装 Superset，约 1 GB，几分钟 / installing Superset, about 1 GB, some minutes: {folder}")
    ready.unlink(missing_ok=True)
    _run([sys.executable, "-m", "venv", "--clear", str(folder)], folder)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "-r", str(LOCK)], folder)
    ready.write_text(digest, encoding="ascii")
    return python


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        last = " ".join(done.stderr.strip().splitlines()[-_LAST_LINES:])
        raise Stopped(
            f"没有装成 Superset 的环境 {folder}；请检查网络和磁盘后再试：{last}",
            f"Superset could not be installed in {folder}; look at network and disk and try again: {last}",
        )


def _refuse_where_superset_does_not_run() -> None:
    if os.name == "nt":
        raise Stopped("Superset 不在 Windows 上运行，请用 WSL", "Superset does not run on Windows; use WSL")
    if sys.version_info[:2] not in _PYTHONS:
        here = ".".join(map(str, sys.version_info[:2]))
        raise Stopped(
            f"Superset 需要 Python 3.11 或 3.12，这里是 {here}；请把 gongkai 装在其中之一里",
            f"Superset needs Python 3.11 or 3.12, and this is {here}; install gongkai with one of them",
        )
