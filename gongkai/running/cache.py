"""Where this user's machine keeps what is made once and used by every home: compiled and merged projects."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai.locking import locked
from gongkai.running.home import Home


def cache(home: Home) -> Path:
    """The user's folder for such things, else one below the home; it is there afterwards."""
    user = os.environ.get("XDG_CACHE_HOME")
    folder = (Path(user) if user else Path.home() / ".cache") / "gongkai"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    below = home.root / "build" / "compiled"
    below.mkdir(parents=True, exist_ok=True)
    return below


@contextmanager
def alone(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """One process makes something in a cache at a time; the others wait for it, or raise `Taken`."""
    with locked(folder / ".lock", wait=wait):
        yield


def keep(folder: Path, is_one: Callable[[Path], bool], most: int) -> None:
    """Remove those of the folders in a cache that were used longest ago, but `most`. Hold it `alone`."""
    found = sorted(filter(is_one, folder.iterdir()), key=lambda one: -one.stat().st_mtime)
    for old in found[most:]:
        shutil.rmtree(old, ignore_errors=True)
