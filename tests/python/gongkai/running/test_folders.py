"""Which files of a folder are documents, and which are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gongkai.errors import Stopped
from gongkai.running.folders import OWN, Found, Rules, below, expand, rules_of
from gongkai.running.home import Home
from tests.python.gongkai.command import Command
from tests.python.gongkai.running.test_build import TEXT


def made(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    return folder


def names(folder: Path, paths: tuple[Path, ...]) -> list[str]:
    return [str(path.relative_to(folder)) for path in paths]


def seen(folder: Path) -> Found:
    return below(folder, rules_of(folder))


def test_files_of_folders_are_taken_in_order_without_hidden_ones(tmp_path: Path) -> None:
    made(tmp_path, "b.txt", "a.txt", ".hidden", "sub/c.txt", ".git/d.txt")
    found = expand([tmp_path / "b.txt", tmp_path])
    assert names(tmp_path, found.files) == ["b.txt", "a.txt", "sub/c.txt"]


def test_a_folder_that_cannot_be_listed_stands_for_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "open/a.txt")
    (tmp_path / "closed").mkdir()
    scandir = os.scandir

    def refusing(place: str) -> object:
        if os.path.basename(place) == "closed":  # noqa: PTH119 - os.walk gives text
            raise PermissionError(13, "Permission denied", place)
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refusing)
    assert expand([tmp_path]).files == (tmp_path / "closed", tmp_path / "open" / "a.txt")


@pytest.mark.parametrize(
    "name",
    [
        "README.md", "readme.MD", "照片.JPG", "扫描.tif", ".DS_Store", "Thumbs.db", "desktop.ini",
        "gongkai.log", "gongkai.log.1", "run.json", "页面_files/style.css", "__MACOSX/._预算.pdf",
        "$RECYCLE.BIN/1.pdf", "~lock", "@eaDir/预算.pdf/SYNOPHOTO.txt", "#recycle/预算.pdf",
    ],
)  # fmt: skip
def test_what_is_no_document_is_left_out(tmp_path: Path, name: str) -> None:
    found = seen(made(tmp_path, name))
    assert not found.files
    assert not found.unfinished
    assert len(found.ignored) == 1


@pytest.mark.parametrize(
    "name",
    [
        "预算.pdf", "预算.PDF", "2024/决算.xlsx", "表.xls", "表.ods", "网页.html", "网页.mht", "目标.md",
        "表.csv", "文.txt", "旧.doc", "旧.wps", "版式.ofd", "打包.rar", "打包.zip", "没有后缀", "READMEX.md",
        "关于log的说明.txt", "图片.jpg.pdf",
        "页面.files/sheet001.html", "readme 预算.pdf",
    ],
)  # fmt: skip
def test_what_may_be_a_document_is_taken(tmp_path: Path, name: str) -> None:
    """Also what has no reader: to be told that a budget is a .doc is what the run is for."""
    assert names(tmp_path, seen(made(tmp_path, name)).files) == [name]


@pytest.mark.parametrize(
    "name", ["~$预算.docx", "预算.pdf.part", "预算.pdf.crdownload", "下载.TMP", "预算.pdf.download/预算.pdf"]
)
def test_what_is_being_written_is_told_apart(tmp_path: Path, name: str) -> None:
    found = seen(made(tmp_path, name))
    assert (found.files, found.ignored) == ((), ())
    assert len(found.unfinished) == 1


def test_the_owner_of_a_folder_has_the_last_word(tmp_path: Path) -> None:
    made(tmp_path, "a.txt", "旧/b.txt", "README.md", "c.tmp", "d.TMP", "旧档/e.txt", "f.tmp")
    (tmp_path / OWN).write_text("# 旧的 / old\n旧/\n!README.md\n*.tmp\n!C.tmp\n", encoding="gb18030")
    found = seen(tmp_path)
    assert names(tmp_path, found.files) == ["README.md", "a.txt", "c.tmp", "旧档/e.txt"]
    assert names(tmp_path, found.ignored) == ["d.TMP", "f.tmp", "旧"]
    assert not found.unfinished


def test_an_empty_file_of_patterns_says_nothing(tmp_path: Path) -> None:
    made(tmp_path, "a.txt")
    (tmp_path / OWN).write_bytes(b"\n")
    assert names(tmp_path, seen(tmp_path).files) == ["a.txt"]


@pytest.mark.parametrize(("content", "said"), [(b"a\n!\n", "line 2"), (b"\x00\x01\x02\xff", "no text")])
def test_patterns_that_cannot_be_read_stop_the_run(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / OWN).write_bytes(content)
    with pytest.raises(Stopped, match=said):
        rules_of(tmp_path)


def test_patterns_that_are_a_folder_stop_the_run(tmp_path: Path) -> None:
    (tmp_path / OWN).mkdir()
    with pytest.raises(Stopped, match="cannot be read"):
        rules_of(tmp_path)


def test_names_that_macos_takes_apart_are_the_same(tmp_path: Path) -> None:
    assert Rules(("é.txt",)).verdict("é.txt") == "ignored"


def test_the_home_within_a_folder_is_no_document(tmp_path: Path) -> None:
    made(tmp_path, "a.txt", "home/build/loaded.csv", "sub/home/b.txt")
    assert names(tmp_path, expand([tmp_path], tmp_path / "home").files) == ["a.txt", "sub/home/b.txt"]
    with pytest.raises(Stopped, match="the home itself"):
        expand([tmp_path / "home"], tmp_path / "home")


def test_known_files_are_documents_whatever_the_patterns_say(tmp_path: Path) -> None:
    made(tmp_path, "README.md", "b.jpg")
    found = below(tmp_path, Rules(), known={str(tmp_path / "README.md")})
    assert names(tmp_path, found.files) == ["README.md"]


def test_rules_differ_by_what_the_owner_says() -> None:
    assert Rules(("a",)).digest != Rules(("b",)).digest == Rules(("b",)).digest


def test_a_file_named_by_itself_is_read_whatever_it_is_called(
    gongkai: Command, empty: Home, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "README.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(TEXT.replace("泾县", "青川县"), encoding="utf-8")
    code, said, _ = gongkai(empty, "load", tmp_path / "in")
    assert code == 0
    assert "loaded: README.md" not in said
    assert "left out, no documents: 1 (README.md)" in said
    code, said, _ = gongkai(empty, "load", tmp_path / "in" / "README.md")
    assert code == 0
    assert "loaded: README.md" in said


def test_a_folder_of_nothing_but_pictures_says_what_was_left_out(
    gongkai: Command, empty: Home, tmp_path: Path
) -> None:
    made(tmp_path, "in/a.png")
    code, _, said = gongkai(empty, "load", tmp_path / "in")
    assert code == 2
    assert "a.png" in said
