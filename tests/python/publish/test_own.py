"""What somebody else wrote is never taken the place of."""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image

from publish import evidence
from publish.own import is_own


def test_a_picture_of_ours_may_be_drawn_anew(tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    assert is_own(target)
    evidence._save(Image.new("RGB", (30, 30)), target)
    assert is_own(target)


def test_what_others_wrote_is_theirs(tmp_path: Path) -> None:
    picture = tmp_path / "holiday.png"
    Image.new("RGB", (30, 30)).save(picture)
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "link.png").symlink_to(picture)
    (tmp_path / "folder.png").mkdir()
    for name in ("holiday.png", "pipe.png", "link.png", "folder.png"):
        assert not is_own(tmp_path / name), name
