"""From marked places to PNG files: which page they stand on, where the file goes, and showing it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.errors import HARD_FAILURE, NOT_WHOLE, Stopped
from gongkai.running.home import Home
from gongkai.tracing.printed import Document, original
from ingest.model import UnreadableDocument
from publish.evidence import Mark, Note, Picture, draw
from publish.own import is_own

MOST_BYTES = 1 << 30
"""What the pictures below `evidence/` may take together."""


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """One page, counted from 1, with what is to be drawn on it and written below it."""

    page_no: int
    marks: tuple[Mark, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a trace says, and the marks on the pages that show it.

    `name` names the picture of a single page; without one there may be many pages, in a folder that is
    named after the document. `missing` says why there is nothing to draw, in both languages, and `exit_code`
    what the command ends with then.
    """

    document: Document
    lines: tuple[str, ...]
    name: str | None = None
    pages: tuple[MarkedPage, ...] = ()
    missing: str | None = None
    exit_code: int = 0


def write(home: Home, shown: Shown, output: Path | None = None) -> list[Path]:
    """Draw the pages: to `output` (a PNG, or the folder of a whole document), else below `evidence/`.

    Raises `Stopped` when the file is gone or changed, a page cannot be shown, or nothing can be written.
    """
    if not shown.pages:
        return []
    data = original(shown.document)
    pictures = [
        Picture(page.page_no, page.marks, _target(home, shown, output, page.page_no), page.notes)
        for page in shown.pages
    ]
    if output and (foreign := [one.target for one in pictures if not is_own(one.target)]):
        raise Stopped(
            f"{foreign[0]} 不是 gongkai 画的图，没有覆盖；请用 --output 另给一个名字",
            f"{foreign[0]} is no picture by gongkai and was left as it is; give another name with --output",
        )
    try:
        draw(data, pictures)
    except UnreadableDocument as error:
        raise Stopped(f"没有图：页面无法显示（{error}）", f"no picture: {error}", NOT_WHOLE) from error
    except OSError as error:
        raise Stopped(
            f"图未能写出：{error}", f"the picture was not written: {error}", HARD_FAILURE
        ) from error
    made = [picture.target for picture in pictures]
    if output is None:
        _bound(home.root / "evidence", made)
    return made


def _bound(folder: Path, made: Sequence[Path]) -> None:
    """Remove the oldest pictures beyond `MOST_BYTES`, never those made just now: they can be drawn anew."""
    oldest_last = sorted(folder.rglob("*.png"), key=lambda path: path.stat().st_mtime, reverse=True)
    held = 0
    for path in oldest_last:
        held += path.stat().st_size
        if held > MOST_BYTES and path not in made and is_own(path):
            path.unlink()


def _target(home: Home, shown: Shown, output: Path | None, page_no: int) -> Path:
    folder = home.root / "evidence"
    if shown.name is None:
        return (output or folder / shown.document.document_id) / f"page_{page_no:04d}.png"
    name = f"{shown.name.replace(':', '_')}.png"
    if output is None:
        return folder / name
    return output / name if output.is_dir() else output


def open_file(path: Path) -> bool:
    """Show a file or folder with the program of the desktop; False where there is no desktop."""
    if sys.platform == "win32":
        os.startfile(path)
        return True
    if sys.platform == "darwin":
        opener = shutil.which("open")
    else:
        has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
        opener = shutil.which("xdg-open") if has_display else None
    if opener is None:
        return False
    quiet = subprocess.DEVNULL
    return not subprocess.run([opener, str(path)], stdout=quiet, stderr=quiet, check=False).returncode
