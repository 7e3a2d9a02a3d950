"""`gongkai site` and `gongkai open`: the published mart as pages, and showing them."""

from __future__ import annotations

import argparse
import time
import webbrowser
from functools import partial
from pathlib import Path

import duckdb

from gongkai.errors import NOT_WHOLE, Stopped
from gongkai.running.home import Home, reading_build, reading_mart
from gongkai.running.progress import Progress, Stage
from gongkai.saying import say
from gongkai.sitepictures import LoadedFiles
from gongkai.trouble import of_system
from publish.mart import PublishError, published_version
from publish.site.folder import has_pictures, version_of
from publish.site.trouble import SiteError
from publish.site.writing import Site, write_site


def site(options: argparse.Namespace, home: Home) -> int:
    """Write the site and say where; returns the exit code. Raises `Stopped`; what stood there stays then."""
    with reading_mart(home):
        pass  # says what to do where nothing is published
    folder = options.output or home.site_dir
    missing: list[str] = []
    if not options.pictures:
        written = _written(home, folder)
    elif home.bare_mart:
        options.wrong_usage(
            "--pictures 需要仓库，不能只有 --mart / --pictures needs the warehouse: --mart is not enough"
        )
    else:
        with reading_build(home) as build:
            written, missing = _written_with_pictures(home, folder, build)
    say(
        f"网站 / site: {written.units} 个单位 / units, {written.documents} 份文件 / documents,"
        f" {written.folder / 'index.html'}",
        *missing,
        f"看 / to look at it: gongkai open{_where(options)}",
    )
    return NOT_WHOLE if missing else 0


def renew(home: Home, folder: Path) -> None:
    """Write a site that stands there anew where it is of another mart than that of the home.

    Unasked, as with parquet files: what is forgotten must not stay in it. Raises `Stopped`.
    """
    known = version_of(folder)
    if known is None or known == published_version(home.mart_file):
        return
    missing: list[str] = []
    if has_pictures(folder):  # whoever publishes holds the home, and may read its build file
        with duckdb.connect(str(home.build_file), read_only=True) as build:
            _, missing = _written_with_pictures(home, folder, build)
    else:
        _written(home, folder)
    say(f"网站 / site: 已更新 / updated, {folder / 'index.html'}", *missing)


def open_site(options: argparse.Namespace, home: Home) -> None:
    """Show the start page in the browser of the desktop. Raises `Stopped` where either is missing."""
    folder = options.output or home.site_dir
    made_from = version_of(folder)
    if made_from is None:
        command = f"gongkai site{_where(options)}"
        raise Stopped(
            f"{folder} 中没有网站；请先运行 {command}", f"there is no site in {folder}; run {command} first"
        )
    page = folder.resolve() / "index.html"
    if home.mart_file.exists() and made_from != published_version(home.mart_file):
        say("数据集市已更新，请用 gongkai site 重写网页 / the mart is newer; gongkai site renews the pages")
    say(f"网站 / site: {page}")
    if not webbrowser.open(page.as_uri()):
        raise Stopped("没有可用的浏览器，请自行打开上面的文件", "no browser starts; open the file above")


def _where(options: argparse.Namespace) -> str:
    """The options that lead to the same site again."""
    given = [
        ("--home", options.home if options.home != Path("home") and not options.mart else None),
        ("--mart", options.mart),
        ("--output", options.output),
    ]
    return "".join(f" {name} {value}" for name, value in given if value)


def _written_with_pictures(
    home: Home, folder: Path, build: duckdb.DuckDBPyConnection
) -> tuple[Site, list[str]]:
    """The site, and what has no picture, in lines."""
    files = LoadedFiles(build)
    written = _written(home, folder, files)
    return written, [f"  {line}" for line in (*files.missing, *written.unshown)]


def _written(home: Home, folder: Path, files: LoadedFiles | None = None) -> Site:
    progress = Progress(stage=Stage.SITE, is_each_told=False)
    told = partial(progress.count, started=time.monotonic())
    try:
        return write_site(home.mart_file, folder, told, files)
    except PublishError as error:
        zh, en = _why(error)
        raise Stopped(
            f"网站没有写成，原有的不变：{zh}", f"the site is not written and stands as it was: {en}"
        ) from error


def _why(error: PublishError) -> tuple[str, str]:
    if isinstance(error, SiteError):
        return error.zh, error.en
    if isinstance(error.__cause__, OSError):
        told = of_system(error.__cause__)
        return told.zh, told.en
    return str(error), str(error)
