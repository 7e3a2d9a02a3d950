"""The folder of a site: whole or as it was, never in the place of what is not ours."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import publish.site.folder as folders
from publish.mart import Version
from publish.site.folder import MARK, ensure_own, fresh, has_pictures, version_of
from publish.site.trouble import SiteError

FIRST, SECOND = Version("1", "a" * 64, "2024-01-01"), Version("1", "b" * 64, "2024-01-02")


def _write(folder: Path, version: Version, text: str) -> None:
    with fresh(folder, version, has_pictures=False) as made:
        (made / "index.html").write_text(text, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that stands there."""
    folder = tmp_path / "site"
    _write(folder, FIRST, "one")
    return folder


@pytest.mark.parametrize("is_exchanged", [True, False])
def test_a_new_site_takes_the_place_of_the_old_one(
    site: Path, is_exchanged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not is_exchanged:
        monkeypatch.setattr(folders, "_exchanged", lambda _one, _other: False)
    _write(site, SECOND, "two")
    assert (site / "index.html").read_text(encoding="utf-8") == "two"
    assert version_of(site) == SECOND
    assert [path.name for path in site.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_interrupted_one_leaves_the_old_site(site: Path, error: type[BaseException]) -> None:
    with pytest.raises(error), fresh(site, SECOND, has_pictures=False) as made:
        (made / "index.html").write_text("half", encoding="utf-8")
        raise error
    assert (site / "index.html").read_text(encoding="utf-8") == "one"
    assert version_of(site) == FIRST
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(SiteError, match="no site by gongkai"):
        _write(tmp_path / "site", FIRST, "one")
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_somebody_put_into_a_site_is_not_deleted(site: Path) -> None:
    (site / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SiteError, match=r"notes\.txt"):
        _write(site, SECOND, "two")
    assert (site / "notes.txt").exists()


def test_files_and_links_are_no_folders(tmp_path: Path, site: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(site)
    for name in ("file", "link"):
        with pytest.raises(SiteError, match="no folder"):
            ensure_own(tmp_path / name)


def test_an_empty_folder_may_be_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    _write(tmp_path / "site", FIRST, "one")
    assert version_of(tmp_path / "site") == FIRST


def test_what_a_killed_process_left_is_taken_away_and_what_a_running_one_makes_is_not(site: Path) -> None:
    gone, running = site.with_name(".site.999999999"), site.with_name(f".site.{os.getppid()}")
    other = site.with_name(".site.notes")
    for path in (gone, running, other):
        path.mkdir()
    _write(site, SECOND, "two")
    assert not gone.exists()
    assert running.exists() and other.exists()


def test_a_site_that_was_lost_between_two_steps_comes_back(site: Path) -> None:
    site.rename(site.with_name(".site.999999999.old"))
    with pytest.raises(KeyboardInterrupt), fresh(site, SECOND, has_pictures=False):
        raise KeyboardInterrupt
    assert version_of(site) == FIRST


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"mart": {"a": 1}}', "\udcff"])
def test_a_mark_that_is_none_makes_no_site(tmp_path: Path, text: str) -> None:
    (tmp_path / MARK).write_bytes(text.encode(errors="surrogateescape"))
    assert version_of(tmp_path) is None
    assert not has_pictures(tmp_path)
    with pytest.raises(SiteError):
        ensure_own(tmp_path)
