"""The folder of a site: whole or as it was, and never one that somebody else made."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from publish.mart import Version
from publish.site.trouble import SiteError

MARK = "gongkai-site.json"
_EXCHANGE, _HERE = 2, -100
"""RENAME_EXCHANGE and AT_FDCWD of Linux: two folders change places in one step."""


def version_of(folder: Path) -> Version | None:
    """The mart that the site there was made from; None where there is none, or one that is not of gongkai."""
    try:
        found = json.loads((folder / MARK).read_text(encoding="utf-8"))
        return Version(**found["mart"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def has_pictures(folder: Path) -> bool:
    """Whether the site there was written with pictures of pages."""
    try:
        return bool(json.loads((folder / MARK).read_text(encoding="utf-8"))["pictures"])
    except (OSError, ValueError, TypeError, KeyError):
        return False


def ensure_own(folder: Path) -> None:
    """Raise `SiteError` where a site must not be written: not ours, or with something else in it."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise SiteError(f"{folder} 不是文件夹", f"{folder} is no folder")
    if not folder.exists() or not any(folder.iterdir()):
        return
    try:
        known = set(json.loads((folder / MARK).read_text(encoding="utf-8"))["holds"])
    except (OSError, ValueError, TypeError, KeyError):
        raise SiteError(
            f"{folder} 不是 gongkai 写的网站，请另给一个文件夹",
            f"{folder} is no site by gongkai; give another folder",
        ) from None
    if strangers := sorted({path.name for path in folder.iterdir()} - known - {MARK}):
        raise SiteError(
            f"{folder} 中另有 {strangers[0]}，请移到别处",
            f"{strangers[0]} in {folder} is not of the site; move it elsewhere",
        )


@contextmanager
def fresh(folder: Path, version: Version, *, has_pictures: bool) -> Iterator[Path]:
    """A folder to write into; what it holds at the end of the block takes the place of `folder` at once.

    Where the block ends otherwise `folder` stays as it was. Raises `SiteError` as `ensure_own` does.
    """
    ensure_own(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(folder)
    made = folder.with_name(f".{folder.name}.{os.getpid()}")
    made.mkdir()
    try:
        yield made
        told = {
            "gongkai": "site",
            "mart": asdict(version),
            "pictures": has_pictures,
            "holds": sorted(path.name for path in made.iterdir()),
        }
        (made / MARK).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        ensure_own(folder)
        _swap(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _swap(made: Path, folder: Path) -> None:
    """Give `made` the name of `folder`, and what stood there the name of `made`."""
    if not folder.exists():
        made.rename(folder)
    elif not _exchanged(made, folder):  # elsewhere than on Linux it is gone for a moment between two steps
        old = made.with_name(f"{made.name}.old")
        folder.rename(old)
        try:
            made.rename(folder)
        except OSError:
            old.rename(folder)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    return rename is not None and not rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)


def _remove_leftovers(folder: Path) -> None:
    """What a process that is gone never swapped in."""
    for path in folder.parent.glob(f".{folder.name}.*"):
        process = path.name.removeprefix(f".{folder.name}.").removesuffix(".old")
        if process.isdecimal() and not _is_running(int(process)):
            if path.name.endswith(".old") and not folder.exists():
                path.rename(folder)
            else:
                shutil.rmtree(path, ignore_errors=True)


def _is_running(process: int) -> bool:
    with suppress(PermissionError):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True
