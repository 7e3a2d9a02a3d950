"""Files that this project wrote, which it may write anew; those of others it never takes the place of."""

from __future__ import annotations

from pathlib import Path

SIGNATURE = b"gongkai"
_HEAD = 4096


def is_own(target: Path) -> bool:
    """True where nothing stands yet, or a file whose head names this project."""
    if target.is_symlink() or (target.exists() and not target.is_file()):
        return False
    if not target.exists():
        return True
    with target.open("rb") as file:
        return SIGNATURE in file.read(_HEAD)
