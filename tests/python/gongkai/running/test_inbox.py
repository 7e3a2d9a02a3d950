"""What is seen of an inbox: known files are told by size and date, and not opened."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.errors import Stopped
from gongkai.running import inbox
from gongkai.running.inbox import Sight, entry_of, look
from gongkai.running.ledger import Ledger
from ingest.files import identity
from ingest.names import stored


def put(path: Path, text: str, age: float = 3600.0) -> Path:
    """A file that was written so many seconds ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (time.time() - age,) * 2)
    return path


def known(folder: Path, *others: Path) -> Ledger:
    """What is remembered of a folder once all in it has been read."""
    sight = look(folder, Ledger(), folder / "home")
    read = [*sight.to_read, *others]
    entries = {stored(path): entry_of(path.stat(), identity(path)) for path in read}
    return Ledger(entries, {stored(folder.resolve()): sight.rules})


def at(folder: Path, ledger: Ledger, manifest: Path | None = None) -> Sight:
    return look(folder, ledger, folder / "home", manifest)


def names(paths: tuple[Path, ...]) -> list[str]:
    return [path.name for path in paths]


def test_a_known_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.txt", "1")
    ledger = known(tmp_path)

    def opened(path: Path) -> str:
        raise AssertionError(f"{path} was opened")

    monkeypatch.setattr(inbox, "identity", opened)
    sight = at(tmp_path, ledger)
    assert sight.is_nothing
    assert sight.unchanged == 1
    assert dict(sight.entries) == dict(ledger.entries)


def test_other_sizes_and_other_dates_are_changes(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        put(tmp_path / name, "1")
    ledger = known(tmp_path)
    date = (tmp_path / "a.txt").stat().st_mtime_ns
    (tmp_path / "a.txt").write_text("12")
    os.utime(tmp_path / "a.txt", ns=(date, date))
    put(tmp_path / "b.txt", "1", age=1800)
    put(tmp_path / "new.txt", "2")
    sight = at(tmp_path, ledger)
    assert names(sight.changed) == ["a.txt", "b.txt"]
    assert names(sight.new) == ["new.txt"]
    assert sight.unchanged == 1


def test_where_size_and_date_are_the_same_and_something_was_done_the_bytes_decide(tmp_path: Path) -> None:
    """A copy that keeps dates, over a file of the same size: cp -p, rsync -t, an archive."""
    put(tmp_path / "other.txt", "1")
    put(tmp_path / "touched.txt", "1")
    ledger = known(tmp_path)
    for name, text in (("other.txt", "2"), ("touched.txt", "1")):
        date = (tmp_path / name).stat().st_mtime_ns
        (tmp_path / name).write_text(text)
        os.utime(tmp_path / name, ns=(date, date))
    sight = at(tmp_path, ledger)
    assert names(sight.changed) == ["other.txt"]
    key = stored((tmp_path / "touched.txt").resolve())
    assert sight.entries[key].changed == (tmp_path / "touched.txt").stat().st_ctime_ns
    assert sight.entries[key].changed != ledger.entries[key].changed


@pytest.mark.parametrize(("age", "is_left"), [(0.0, True), (3.0, True), (-3.0, True), (60.0, False)])
def test_what_was_written_just_now_is_left_for_the_next_run(
    tmp_path: Path, age: float, is_left: bool
) -> None:
    put(tmp_path / "a.txt", "1", age=age)
    sight = at(tmp_path, Ledger())
    assert (names(sight.waiting), names(sight.new)) == ((["a.txt"], []) if is_left else ([], ["a.txt"]))


def test_a_date_far_in_the_future_does_not_keep_a_file_waiting_for_ever(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "1", age=-86400.0)
    assert names(at(tmp_path, Ledger()).new) == ["a.txt"]


def test_a_known_file_that_is_being_written_keeps_what_is_known_of_it(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "1")
    ledger = known(tmp_path)
    put(tmp_path / "a.txt", "12", age=0.0)
    sight = at(tmp_path, ledger)
    assert names(sight.waiting) == ["a.txt"]
    assert dict(sight.entries) == dict(ledger.entries)
    os.utime(tmp_path / "a.txt", (time.time() - 60,) * 2)
    assert names(at(tmp_path, ledger).changed) == ["a.txt"]


def test_a_file_that_went_is_told_and_its_copy_is_looked_at_again(tmp_path: Path) -> None:
    """The warehouse may point at the file that went: what is left of the same bytes takes its place."""
    put(tmp_path / "a.txt", "1")
    put(tmp_path / "copy.txt", "1")
    put(tmp_path / "b.txt", "2")
    ledger = known(tmp_path)
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.txt").unlink()
    sight = at(tmp_path, ledger)
    assert [Path(path).name for path in sight.gone] == ["a.txt", "b.txt"]
    assert names(sight.again) == ["copy.txt"]
    assert not sight.entries


def test_a_file_that_its_owner_takes_out_is_neither_there_nor_gone(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "1")
    ledger = known(tmp_path)
    (tmp_path / ".gongkaiignore").write_text("*.txt\n")
    sight = at(tmp_path, ledger)
    assert names(sight.ignored) == ["a.txt"]
    assert not sight.gone
    assert not sight.entries


def test_a_file_that_could_not_be_opened_is_tried_again_when_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path / "a.txt", "1")
    ledger = Ledger({stored(path.resolve()): entry_of(path.stat(), None)})
    with monkeypatch.context() as forbidden:  # the superuser, who may run this test, may open everything
        forbidden.setattr(inbox, "identity", refused)
        assert at(tmp_path, ledger).is_nothing
    assert names(at(tmp_path, ledger).changed) == ["a.txt"]


def test_what_is_no_plain_file_is_told_once_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    os.mkfifo(path)
    os.utime(path, (time.time() - 60,) * 2)
    assert names(at(tmp_path, Ledger()).new) == ["a.pdf"]
    assert at(tmp_path, Ledger({stored(path.resolve()): entry_of(path.stat(), None)})).is_nothing


def refused(path: Path) -> str:
    raise PermissionError(13, "Permission denied", str(path))


def test_a_link_that_leads_nowhere_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere")
    os.utime(tmp_path / "a.txt", (time.time() - 60,) * 2, follow_symlinks=False)
    sight = at(tmp_path, Ledger())
    assert names(sight.new) == ["a.txt"]
    key = stored(tmp_path.resolve() / "a.txt")
    ledger = Ledger({key: entry_of(sight.seen[key], None)})
    assert at(tmp_path, ledger).is_nothing
    put(tmp_path / "nowhere", "1")
    assert names(at(tmp_path, ledger).changed) == ["a.txt"]


def test_bytes_that_were_forgotten_are_not_new_under_another_name(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "1")
    put(tmp_path / "b.txt", "2")
    ledger = known(tmp_path)
    ledger = replace(ledger, forgotten=frozenset({identity(tmp_path / "a.txt")}))
    (tmp_path / "a.txt").rename(tmp_path / "c.txt")
    sight = at(tmp_path, ledger)
    assert (names(sight.forgotten), sight.new, sight.unchanged) == (["c.txt"], (), 1)
    again = at(tmp_path, replace(ledger, entries=sight.entries))
    assert (names(again.forgotten), again.to_read) == (["c.txt"], ())


def test_a_manifest_in_the_inbox_is_no_document_and_is_told_when_it_changes(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "1")
    manifest = put(tmp_path / "manifest.csv", "file\na.txt\n")
    sight = at(tmp_path, Ledger(), manifest)
    assert names(sight.new) == ["a.txt"]
    assert sight.has_new_manifest
    ledger = known(tmp_path)
    key = stored(manifest.resolve())
    ledger = replace(ledger, manifests={key: ()})
    assert at(tmp_path, ledger, manifest).is_nothing
    put(manifest, "file\na.txt\n\n")
    assert at(tmp_path, ledger, manifest).has_new_manifest


def test_files_elsewhere_that_a_manifest_named_are_looked_at(tmp_path: Path) -> None:
    outside = put(tmp_path / "elsewhere" / "b.txt", "1")
    folder = tmp_path / "in"
    manifest = put(folder / "manifest.csv", "file\n../elsewhere/b.txt\n")
    ledger = known(folder, outside)
    ledger = replace(ledger, manifests={stored(manifest.resolve()): (stored(outside),)})
    assert at(folder, ledger, manifest).is_nothing
    put(outside, "12")
    assert names(at(folder, ledger, manifest).changed) == ["b.txt"]


def test_an_inbox_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Stopped, match="does not exist"):
        at(tmp_path / "nowhere", Ledger())
