"""`gongkai site` and `gongkai open`: the published mart as pages, and showing them."""

from __future__ import annotations

import argparse
import time
import webbrowser
from functools import partial
from pathlib import Path

from gongkai.errors import Stopped
from gongkai.running.home import Home, reading_mart
from gongkai.running.progress import Progress, Stage
from gongkai.saying import say
from publish.mart import PublishError, published_version
from publish.site.folder import version_of
from publish.site.trouble import SiteError
from publish.site.writing import Site, write_site


def site(options: argparse.Namespace, home: Home) -> None:
    """Write the site and say where. Raises `Stopped`; what stood there stays then."""
    with reading_mart(home):
        pass  # says what to do where nothing is published
    written = _written(home, options.output or home.site_dir)
    say(
        f"网站 / site: {written.units} 个单位 / units, {written.documents} 份文件 / documents,"
        f" {written.folder / 'index.html'}"
    )
    say("看 / to look at it: gongkai open" + (f" --output {options.output}" if options.output else ""))


def renew(home: Home) -> None:
    """Write the site beside the mart anew where there is one and it is of another mart.

    Unasked, as with parquet files: what is forgotten must not stay in it. Raises `Stopped`.
    """
    known = version_of(home.site_dir)
    if known is None or known == published_version(home.mart_file):
        return
    written = _written(home, home.site_dir)
    say(f"网站 / site: 已更新 / updated, {written.folder / 'index.html'}")


def open_site(options: argparse.Namespace, home: Home) -> None:
    """Show the start page in the browser of the desktop. Raises `Stopped` where either is missing."""
    folder = options.output or home.site_dir
    made_from = version_of(folder)
    if made_from is None:
        output = f" --output {options.output}" if options.output else ""
        raise Stopped(
            f"{folder} 中没有网站；请先运行 gongkai site{output}",
            f"there is no site in {folder}; run gongkai site{output} first",
        )
    page = folder.resolve() / "index.html"
    if home.mart_file.exists() and made_from != published_version(home.mart_file):
        say("数据集市已更新，请用 gongkai site 重写网页 / the mart is newer; gongkai site renews the pages")
    say(f"网站 / site: {page}")
    if not webbrowser.open(page.as_uri()):
        raise Stopped(
            "没有可用的浏览器，请自行打开上面的文件", "no browser can be started; open the file above"
        )


def _written(home: Home, folder: Path) -> Site:
    progress = Progress(stage=Stage.SITE, is_each_told=False)
    try:
        return write_site(home.mart_file, folder, partial(progress.count, started=time.monotonic()))
    except PublishError as error:
        zh, en = (error.zh, error.en) if isinstance(error, SiteError) else (error, error)
        raise Stopped(
            f"网站没有写成，原有的不变：{zh}", f"the site is not written and stands as it was: {en}"
        ) from error
