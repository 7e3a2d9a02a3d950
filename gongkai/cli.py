"""The command line: reads the arguments and hands over to the module that does the work."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Collection, Sequence
from contextlib import redirect_stdout, suppress
from functools import cache, partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from gongkai import __version__, postgresql
from gongkai.arguments import parser
from gongkai.errors import (
    ENDED,
    HARD_FAILURE,
    INTERRUPTED,
    NOT_WHOLE,
    TERMINATED,
    Stopped,
    Terminated,
    asked,
)
from gongkai.running.home import PROJECT, Home, writing
from gongkai.saying import parts, say, say_error
from publish.own import is_own

if TYPE_CHECKING:
    from gongkai.running.loading import Report
    from gongkai.running.manifest import Manifest
    from gongkai.running.outcome import Published
    from gongkai.running.workers import Workers

_HOME = Path("home")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Wrong usage ends the process with 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return _done(parser().parse_args(arguments))
    except BrokenPipeError:
        with suppress(OSError):
            sys.stdout.close()
        return HARD_FAILURE
    except KeyboardInterrupt as end:
        return _ended(end)
    except Exception as error:
        if asked_first := asked(error):
            return _ended(asked_first)
        if not isinstance(error, Stopped):
            raise
        say_error(*error.lines(), " ".join(str(error).splitlines()))
        return error.exit_code


def _ended(end: KeyboardInterrupt) -> int:
    if isinstance(end, Terminated):
        say_error("", ENDED)
        return TERMINATED
    say_error("", "已中断 / interrupted")
    return INTERRUPTED


def _done(options: argparse.Namespace) -> int:
    """Run the command; what the system or the database reports is raised as `Stopped`."""
    home = Home(options.home, bare_mart=getattr(options, "mart", None)) if options.home else None
    if home and home.bare_mart and home.root != _HOME:
        say_error(home.unread())
    try:
        code = _check(options) if options.command == "check" else _dispatch(options, home or Home(_HOME))
        if sys.stdout:
            sys.stdout.flush()  # a disk that is full is noticed here and not at the end of Python
    except BrokenPipeError:
        raise
    except OSError as error:
        from gongkai.trouble import of_system

        raise of_system(error) from error
    except duckdb.Error as error:
        from gongkai.trouble import of_database

        raise of_database(error, home) from error
    return code


def _dispatch(options: argparse.Namespace, home: Home) -> int:
    match options.command:
        case "load":
            _named(options)
            with writing(home):
                _ensure_seeds(home)
                return _load(options, home)
        case "build":
            with writing(home):
                _ensure_seeds(home)
                _build(home, options)
        case "publish":
            with writing(home):
                _publish(home, with_parquet=options.parquet, to=postgresql.target(options))
        case "run":
            postgresql.target(options)  # the end of a run is late to hear that the driver is missing
            return _run(options, home)
        case "trace":
            return _trace(options, home)
        case "forget":
            with writing(home):
                _forget(options, home)
        case "status":
            from gongkai.running.answers import status
            from gongkai.running.machine import print_status

            if options.json:
                print_status(home)
            else:
                say(*parts(*status(home)))
        case "ask":
            from gongkai.exporting.command import ask

            ask(options, home)
        case "site":
            from gongkai.site import site

            return site(options, home)
        case "open":
            from gongkai.site import open_site

            open_site(options, home)
        case "bi":
            from gongkai.dashboards.command import dashboards

            dashboards(options, home)
        case "export":
            from gongkai.exporting.command import export

            export(options, home)
        case "sql":
            from gongkai.querying.command import sql
            from gongkai.querying.results import Form

            sql(home, options.query, Form(options.form), options.limit, options.timeout)
        case "metrics":
            from gongkai.metrics.command import metrics

            metrics(options, home)
        case "completion":
            from gongkai.completion import completion

            say(*parts(completion(options.shell)))
        case "codes":
            from gongkai.worklist.command import codes

            codes(options, home)
        case "layouts":
            from gongkai.worklist.command import layouts

            layouts(options, home)
        case "seeds":
            _check_seeds(home, options.project)
    return 0


def _ensure_seeds(home: Home) -> None:
    """Stop where a seed is not as it must be, and say which are the user's own."""
    from gongkai.running.merging import ensure_seeds, own_seeds

    ensure_seeds(home)
    if own := own_seeds(home):
        say(f"自有种子表 / own seeds: {', '.join(own)} ({home.own_seeds})")


def _check_seeds(home: Home, project: Path | None) -> None:
    from gongkai.running.merging import own_folder, own_rows
    from gongkai.running.seedcheck import BadSeeds, check_seeds
    from gongkai.running.seedreading import declared

    if refused := check_seeds(project or PROJECT, None if project else own_folder(home)):
        raise BadSeeds(refused)
    count = len(declared(project or PROJECT))
    say(f"{count} 张种子表，没有错误 / {count} seeds, no errors")
    if not project:
        say(*(f"自有 / own: {told}" for told in own_rows(home)))


def _named(options: argparse.Namespace) -> None:
    if not options.paths and not options.manifest:
        options.wrong_usage("请给出 PATH 或 --manifest FILE / give PATH or --manifest FILE")


def _run(options: argparse.Namespace, home: Home) -> int:
    """Load, build, publish, and say what came of it; `run.json` is written whatever comes of it."""
    from gongkai.running.record import recorded
    from gongkai.running.run import Steps, run_paths

    run = run_paths
    if options.inbox:
        from gongkai.running.nightly import run_inbox as run

    def load(paths: Sequence[Path], manifest: Manifest | None, beside: Collection[str]) -> Report:
        report = _load_files(options, home, paths, manifest, beside)
        say("载入 / loading", *report.lines())
        return report

    if options.inbox and options.paths:
        options.wrong_usage("PATH 和 --inbox 只能给一样 / give either PATH or --inbox")
    if not options.inbox:
        _named(options)
    steps = Steps(
        lambda: _ensure_seeds(home),
        load,
        lambda: _build(home, options),
        lambda: _publish(home, with_parquet=options.parquet, to=postgresql.target(options)),
    )
    with recorded(home, is_printed=options.json, patience=options.wait) as record:
        record.exit_code = run(home, options, steps, record)
        return record.exit_code


def _check(options: argparse.Namespace) -> int:
    """Report on documents; what is said on the way goes to the standard error, which holds no report."""
    from gongkai.checking.check import has_documents, home_for, report
    from gongkai.checking.machine import as_json
    from gongkai.checking.terminal import lines

    _named(options)
    if options.html and (options.html.is_dir() or not options.html.parent.is_dir()):
        options.wrong_usage(f"{options.html} 不能写成文件 / {options.html} cannot be written as a file")
    if options.html and not is_own(options.html):
        options.wrong_usage(
            f"{options.html} 不是 gongkai 写的网页，不覆盖；请另给一个名字"
            f" / {options.html} is no page by gongkai and is left as it is; give another name"
        )
    with home_for(options.home, Home(_HOME).own_seeds) as home:
        with redirect_stdout(sys.stderr), writing(home):
            _ensure_seeds(home)
            loaded = _loaded(options, home)
            if has_documents(home, loaded.document_ids):
                _build(home, options)
                if options.home:
                    _publish(home, with_parquet=False)
        told = report(home, loaded.files, options.html)
    if options.json:
        sys.stdout.flush()
        sys.stdout.buffer.write(as_json(told))
        sys.stdout.buffer.flush()
    else:
        say(*lines(told))
        if options.html:
            say("", f"网页 / page: {options.html}")
    return told.verdict.exit_code


def _load(options: argparse.Namespace, home: Home) -> int:
    """Load what is named and say what became of it."""
    report = _loaded(options, home)
    say("载入 / loading", *report.lines())
    return 0 if report.is_whole else NOT_WHOLE


def _loaded(options: argparse.Namespace, home: Home) -> Report:
    """Load what is named; a manifest with an error stops it before anything is loaded."""
    from gongkai.running.manifest import read_manifest
    from gongkai.running.merging import project_of

    manifest = read_manifest(options.manifest, project_of(home)) if options.manifest else None
    return _load_files(options, home, options.paths, manifest, ())


def _load_files(
    options: argparse.Namespace,
    home: Home,
    paths: Sequence[Path],
    manifest: Manifest | None,
    beside: Collection[str],
) -> Report:
    from gongkai.running.loading import load

    return load(home, paths, manifest, _workers(options.workers), beside)


@cache
def _workers(name: str) -> Workers:
    """Who reads and builds; a cluster is asked for by name."""
    match name:
        case "spark":
            from gongkai.cluster.on_spark import Spark

            return Spark()
        case "ray":
            from gongkai.cluster.on_ray import Ray

            return Ray()
    from gongkai.running.workers import PROCESSES

    return PROCESSES


def _build(home: Home, options: argparse.Namespace) -> None:
    from gongkai.running.build import build
    from gongkai.running.outcome import BuildFailed

    say_error("构建 / building …")
    try:
        _, work = build(
            home,
            full=options.full,
            second_reader=options.second_reader,
            tell=say,
            workers=_workers(options.workers),
        )
    except BuildFailed as failed:
        for failure in failed.failures:
            say_error(*parts(f"  {failure.node}: {failure.message}"))
        raise
    if work is None:
        say("构建 / build: 没有变化，已跳过 / nothing changed, skipped")
    else:
        say(
            f"构建 / build: {work.documents} 份文件 / documents,"
            f" {work.nodes} 个模型和测试 / models and tests of all"
        )


def _publish(home: Home, *, with_parquet: bool, to: postgresql.Target | None = None) -> Published:
    """The file first, whatever is made of it after that.

    Parquet files and pages that are there already are renewed unasked: what is forgotten must not stay.
    """
    from gongkai.running.build import last_build
    from gongkai.running.outcome import Published
    from gongkai.running.progress import Progress, Stage
    from publish.mart import PublishError, Version, publish
    from publish.parquet import publish_parquet

    built = last_build(home)
    if built is None and to and home.mart_file.exists():
        say(*postgresql.publish_to(home, to))
        return Published(is_new=False, postgresql=str(to.address))
    if built is None:
        raise Stopped(
            f"没有成功的构建可供发布；请先运行 gongkai run PATH --home {home.root}",
            f"there is no successful build to publish; run gongkai run PATH --home {home.root} first",
        )
    progress = Progress(stage=Stage.PUBLISHING, is_each_told=False)
    try:
        is_new = publish(
            home.build_file,
            home.mart_file,
            Version(__version__, built.fingerprint, built.built_at),
            partial(progress.count, started=time.monotonic()),
        )
    except PublishError as error:
        if isinstance(error.__cause__, OSError | duckdb.Error):
            raise error.__cause__ from error
        raise Stopped(f"发布失败：{error}", f"publishing failed: {error}") from error
    told = "已更新 / updated" if is_new else "没有变化 / unchanged"
    say(f"发布 / published: {told}, {home.mart_file}")
    written = None
    if with_parquet or home.parquet_dir.is_dir():
        try:
            written = publish_parquet(home.mart_file, home.parquet_dir)
        except PublishError as error:
            raise Stopped(
                "数据集市已发布，parquet 文件没有写成，请排除后再运行 gongkai publish"
                f"（不要 parquet：删去其文件夹，加 --no-parquet）：{error}",
                "the mart is published, its parquet files are not; mend this and run gongkai publish again"
                f" (to do without them remove their folder and add --no-parquet): {error}",
            ) from error
        say(f"parquet: {written} 个文件有变 / files changed, {home.parquet_dir / 'current'}")
    if home.site_dir.is_dir():
        from gongkai.site import renew

        renew(home, home.site_dir)
    if to:
        say(*postgresql.publish_to(home, to))
    return Published(is_new, written, str(to.address) if to else None)


def _forget(options: argparse.Namespace, home: Home) -> None:
    from gongkai.forgetting import forget, next_step

    for one in forget(home, options.files):
        say(*one.lines())
    say(next_step(home))


def _trace(options: argparse.Namespace, home: Home) -> int:
    """Say where it is printed first: a picture that cannot be made must not keep that back."""
    from gongkai.tracing.pictures import open_file, write

    if options.key is not None and not options.key.strip():
        options.wrong_usage(
            "KEY 是空的，请给出格子或金额的键 / KEY is empty: give that of a cell or of an amount"
        )
    if (options.key is None) == (options.document is None):
        options.wrong_usage("请给出 KEY 或 --document FILE 之一 / give either KEY or --document FILE")
    if options.key:
        from gongkai.tracing.trace import trace

        shown = trace(home, options.key)
    else:
        if home.bare_mart:
            options.wrong_usage(
                "--document 需要仓库，不能只有 --mart / --document needs the warehouse: --mart is not enough"
            )
        from gongkai.tracing.recognised import recognised

        shown = recognised(home, options.document)
    say(*shown.lines)
    if shown.missing:
        say(shown.missing)
    pictures = write(home, shown, options.output)
    say(*(f"图 / picture: {picture}" for picture in pictures))
    if not pictures and not shown.document.is_pdf and (options.open or options.output):
        say("此文件没有页面，没有图 / the document has no pages: no picture")
    if pictures and options.open and not open_file(pictures[0]):
        say("没有桌面可显示图 / no desktop to show the picture on")
    return shown.exit_code
