"""`gongkai export`, and `gongkai ask` where its answer is to be a file or is narrowed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.errors import USAGE, Stopped
from gongkai.exporting import parquet, workbook
from gongkai.exporting.filters import Asked
from gongkai.exporting.subjects import Subject, listed, subject
from gongkai.exporting.target import STANDARD_OUTPUT, Format, ensure_writable, files, format_of, whole
from gongkai.exporting.text import MARK, write_csv, write_json
from gongkai.exporting.wanted import Mart, narrowed
from gongkai.grid import render, terminal_width
from gongkai.nearest import meant
from gongkai.running.answers import question, questions
from gongkai.running.home import Home
from gongkai.saying import parts, say, say_error

TABLE = "table"


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written of one subject, and what a reader must know of it."""

    name: str
    rows: int
    notes: tuple[str, ...] = ()


def export(options: argparse.Namespace, home: Home) -> None:
    """Write tables and answers to files. Raises `Stopped`; nothing is written then."""
    form = format_of(options.format, options.output, Format.XLSX)
    with narrowed(home, _asked(options)) as mart:
        if not options.names:
            say_error(*listed(mart))
            raise Stopped("请给出 NAME，有哪些见上", "give NAME; what there is stands above", USAGE)
        _write(mart, options, home, form, options.output)


def ask(options: argparse.Namespace, home: Home) -> None:
    """Answer questions, as tables on the terminal or as files. Raises `Stopped`, for other questions too."""
    names = options.names or list(questions())
    if unknown := [name for name in names if name not in questions()]:
        known = ", ".join(questions())
        zh, en = meant(unknown[0], questions())
        raise Stopped(
            f"没有这个问题：{', '.join(unknown)}{zh}",
            f"no such question: {', '.join(unknown)}{en} （可用 / there are: {known}）",
            USAGE,
        )
    options.names = names
    if options.format == TABLE or (options.format is None and options.output is None):
        if options.output:
            raise Stopped(
                "--format table 只在终端显示；要写成文件请用 xlsx、csv、parquet 或 json",
                "--format table is for the terminal; for a file take xlsx, csv, parquet or json",
                USAGE,
            )
        with narrowed(home, _asked(options)) as mart:
            say(*parts(*_tables(mart, names)))
        return
    form = format_of(options.format, options.output, Format.XLSX)
    with narrowed(home, _asked(options)) as mart:
        _write(mart, options, home, form, options.output or (STANDARD_OUTPUT if form.is_text else None))


def _asked(options: argparse.Namespace) -> Asked:
    return Asked(tuple(options.unit), tuple(options.year), tuple(options.jurisdiction))


def _tables(mart: Mart, names: Sequence[str]) -> list[str]:
    lines = _filtered(mart)
    for told in [subject(mart, name) for name in names]:
        rows = [row for batch in told.batches() for row in batch]
        header = [column.name for column in told.columns]
        lines += ["", question(questions()[told.name]) or told.name]
        lines.append(render(header, rows, terminal_width()) if rows else "（无 / none）")
    return lines if mart.taken else lines[1:]


def _filtered(mart: Mart) -> list[str]:
    return [f"筛选 / filtered: {taken.line()}" for taken in mart.taken]


def _write(mart: Mart, options: argparse.Namespace, home: Home, form: Format, output: Path | None) -> None:
    """Everything that can be refused is refused before anything is written."""
    names = list(dict.fromkeys(options.names))
    targets = files(names, form, output)
    for file in dict.fromkeys(targets):
        ensure_writable(file, form, home, is_forced=options.force)
    subjects = [subject(mart, name) for name in names]
    tell = say_error if STANDARD_OUTPUT in targets else say
    tell(*_filtered(mart))
    if form is Format.XLSX:
        with whole(targets[0]) as fresh:
            sheets = workbook.write(subjects, fresh)
        written = [_Written(sheet.subject.name, sheet.rows, tuple(sheet.notes())) for sheet in sheets]
    else:
        written = [_to_file(told, form, file) for told, file in zip(subjects, targets, strict=True)]
    for one, file in zip(written, targets, strict=True):
        place = "" if file == STANDARD_OUTPUT else f", {file}"
        tell(f"已写出 / written: {one.name}, {one.rows} 行 / rows{place}")
        if not one.rows:
            tell("  没有符合的行 / nothing matches" if mart.taken else "  此表没有行 / it has no rows")
        tell(*(f"  注意 / note: {note}" for note in one.notes))


def _to_file(told: Subject, form: Format, file: Path) -> _Written:
    if form is Format.PARQUET:
        with whole(file) as fresh:
            return _Written(told.name, parquet.write(told, fresh))
    write = write_csv if form is Format.CSV else write_json
    if file == STANDARD_OUTPUT:
        sys.stdout.flush()
        rows = write(told, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return _Written(told.name, rows)
    with whole(file) as fresh, fresh.open("wb") as opened:
        if form is Format.CSV:
            opened.write(MARK.encode())
        return _Written(told.name, write(told, opened))
