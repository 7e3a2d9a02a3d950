"""`gongkai site` and `gongkai open`: what they say, where they write, how they end."""

from __future__ import annotations

import shutil
import webbrowser
from pathlib import Path

import duckdb
import pytest
from PIL import Image

from gongkai.cli import main
from gongkai.running.home import Home
from gongkai.running.progress import Progress
from publish.mart import published_version
from publish.site.folder import version_of
from tests.pages import broken_links, parsed
from tests.python.gongkai.command import Command


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that a browser was to show."""
    asked: list[str] = []

    def show(address: str) -> bool:
        asked.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", show)
    return asked


def test_it_is_written_beside_the_mart_and_shown(gongkai: Command, copied: Home, opened: list[str]) -> None:
    code, said, _ = gongkai(copied, "site")
    assert code == 0
    assert f"3 个单位 / units, 4 份文件 / documents, {copied.site_dir / 'index.html'}" in said
    assert f"gongkai open --home {copied.root}" in said
    assert version_of(copied.site_dir) == published_version(copied.mart_file)
    assert gongkai(copied, "open")[0] == 0
    assert opened == [(copied.site_dir / "index.html").as_uri()]


def test_a_published_file_alone_is_enough(
    home: Home, tmp_path: Path, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copyfile(home.mart_file, tmp_path / "one.duckdb")
    mart = ["--mart", str(tmp_path / "one.duckdb")]
    assert main(["site", *mart]) == 0
    assert main(["site", *mart, "--output", str(tmp_path / "deep" / "er")]) == 0
    assert (tmp_path / "site" / "index.html").read_bytes() != b""
    assert main(["open", *mart, "--output", str(tmp_path / "deep" / "er")]) == 0
    assert opened == [(tmp_path / "deep" / "er" / "index.html").as_uri()]
    capsys.readouterr()


def test_nothing_published_is_said(gongkai: Command, empty: Home) -> None:
    code, _, said = gongkai(empty, "site")
    assert (code, "nothing is published yet" in said) == (1, True)
    assert not empty.root.exists()


def test_nothing_to_open_is_said(gongkai: Command, home: Home, tmp_path: Path, opened: list[str]) -> None:
    code, _, said = gongkai(home, "open", "--output", tmp_path)
    assert code == 1
    assert f"run gongkai site --home {home.root} --output {tmp_path} first" in said
    assert opened == []


def test_no_browser_is_said_and_the_page_named(
    gongkai: Command, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _address: False)
    gongkai(home, "site", "--output", tmp_path / "site")
    code, said, complained = gongkai(home, "open", "--output", tmp_path / "site")
    assert (code, "no browser starts" in complained) == (1, True)
    assert str(tmp_path / "site" / "index.html") in said


def test_a_folder_of_somebody_else_is_refused(gongkai: Command, home: Home, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    code, _, said = gongkai(home, "site", "--output", tmp_path)
    assert (code, "no site by gongkai" in said) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_what_the_system_says_is_told_in_both_languages(gongkai: Command, home: Home, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, _, complained = gongkai(home, "site", "--output", tmp_path / "file" / "pages")
    assert code == 1
    assert "是文件而不是文件夹 / " in complained
    assert "is a file and no folder" in complained
    assert "Errno" not in complained


def test_pictures_need_the_warehouse(home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["site", "--mart", str(home.mart_file), "--pictures", "--output", str(tmp_path / "site")])
    assert stopped.value.code == 2
    assert "--mart is not enough" in capsys.readouterr().err


def test_pages_are_drawn_once_and_every_cell_of_them_is_framed(
    gongkai: Command, home: Home, tmp_path: Path
) -> None:
    assert gongkai(home, "site", "--pictures", "--output", tmp_path / "site")[0] == 0
    assert broken_links(tmp_path / "site") == []
    (folder,) = (tmp_path / "site" / "pictures").iterdir()
    page = parsed(tmp_path / "site" / "documents" / f"{folder.name}.html")
    assert page.xpath("//*[@data-pictures]/@data-pictures") == [f"../pictures/{folder.name}/"]
    framed = [place.split() for place in page.xpath("//tr/@data-at")]
    assert {f"{number}.webp" for number, *_ in framed} == {path.name for path in folder.iterdir()}
    rows = page.xpath("//table[@class = 'places']/tbody/tr[@id]")
    assert len(rows) > 50
    assert all(row.get("data-at") for row in rows)
    number, left, top, width, height = page.xpath("//tr[td[contains(., '1,346,600.00')]]/@data-at")[0].split()
    with Image.open(folder / f"{number}.webp") as picture:
        across, down = picture.width / 100, picture.height / 100
        box = (float(left), float(top), float(left) + float(width), float(top) + float(height))
        cell = picture.crop(
            (round(box[0] * across), round(box[1] * down), round(box[2] * across), round(box[3] * down))
        )
        assert cell.convert("L").getextrema()[0] < 100, "there is ink within the frame"


def test_a_file_that_is_gone_is_said_and_the_rest_is_written(
    gongkai: Command, copied: Home, tmp_path: Path
) -> None:
    with duckdb.connect(str(copied.build_file)) as build:
        build.execute("update raw.documents set source_uri = ?", [str(tmp_path / "gone.pdf")])
    code, said, _ = gongkai(copied, "site", "--pictures")
    assert (code, "no picture: no file at" in said) == (3, True)
    assert not (copied.site_dir / "pictures").exists()
    assert broken_links(copied.site_dir) == []


def test_a_site_is_renewed_by_the_next_publication_of_another_mart(
    gongkai: Command, copied: Home, opened: list[str]
) -> None:
    """What was forgotten must not stay in it."""
    with duckdb.connect(str(copied.mart_file)) as mart:
        mart.execute("update version set built_at = '2001-01-01'")
        mart.execute("update dim_budget_unit set unit_name = '忘记局'")
    gongkai(copied, "site", "--pictures")
    assert "忘记局" in (copied.site_dir / "index.html").read_text(encoding="utf-8")
    code, said, _ = gongkai(copied, "publish")
    assert (code, "网站 / site: 已更新 / updated" in said) == (0, True)
    assert "忘记局" not in (copied.site_dir / "index.html").read_text(encoding="utf-8")
    assert (copied.site_dir / "pictures").is_dir(), "with pictures, as it was"
    before = (copied.site_dir / "index.html").stat().st_ino
    code, said, _ = gongkai(copied, "publish")
    assert (code, "网站" in said) == (0, False)
    assert (copied.site_dir / "index.html").stat().st_ino == before
    assert "the mart is newer" not in gongkai(copied, "open")[1]


def test_an_older_site_is_told_when_it_is_opened(gongkai: Command, copied: Home, opened: list[str]) -> None:
    gongkai(copied, "site")
    with duckdb.connect(str(copied.mart_file)) as mart:
        mart.execute("update version set built_at = '2001-01-01'")
    code, said, _ = gongkai(copied, "open")
    assert (code, "the mart is newer" in said, len(opened)) == (0, True, 1)


def test_an_interrupted_one_leaves_the_old_site(
    gongkai: Command, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    gongkai(home, "site", "--output", folder)
    before = {path: path.stat().st_ino for path in folder.rglob("*")}

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "count", interrupted)
    code, _, said = gongkai(home, "site", "--output", folder)
    assert (code, "interrupted" in said) == (130, True)
    assert {path: path.stat().st_ino for path in folder.rglob("*")} == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
