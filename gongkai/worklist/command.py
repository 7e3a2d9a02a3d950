"""`gongkai codes` and `gongkai layouts`: worklists that a person fills, written out and taken back in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from gongkai.running.home import PROJECT, Home
from gongkai.saying import say, say_error
from gongkai.worklist.exporting import worklist, write
from gongkai.worklist.importing import import_file
from gongkai.worklist.layoutexport import layouts as unknown_layouts
from gongkai.worklist.layoutimport import import_layouts
from gongkai.worklist.layouts import FORM
from gongkai.worklist.target import Target
from ingest.project import IS_INSTALLED


def codes(options: argparse.Namespace, home: Home) -> None:
    """Write the codes that no list holds, or take the answers into the aliases. Raises `Stopped`."""
    if options.codes_command == "export":
        _export_codes(home, options.output)
    else:
        _import_codes(options.file, _target(options, home))


def layouts(options: argparse.Namespace, home: Home) -> None:
    """Write the layouts that nothing knows, or take the answers into the seeds. Raises `Stopped`."""
    if options.layouts_command == "export":
        _export_layouts(home, options.output)
    else:
        _import_layouts(options.file, _target(options, home))


def _target(options: argparse.Namespace, home: Home) -> Target:
    """Where an import writes: what is asked for, else the checkout's seeds, else those of the user's home."""
    if options.project:
        return Target(options.project)
    return Target(PROJECT, home if options.home or IS_INSTALLED else None)


def _to_standard_output(content: bytes, lines: Sequence[str]) -> None:
    """What is said about a worklist must not run into it."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    say_error(*lines)


def _export_layouts(home: Home, output: Path) -> None:
    found = unknown_layouts(home)
    if output == Path("-"):
        _to_standard_output(found.content(), found.lines())
        return
    if kept := write(found.content(), output, FORM, "target"):
        say(f"已填过的旧文件改名 / the file filled before is kept as: {kept}")
    say(f"已写出 / written: {len(found.rows)} 行 / rows, {output}", *found.lines())
    if found.rows:
        say(
            "填 target 一列（答案，或 1、2、3 取该建议），然后 gongkai layouts import"
            " / fill the column target (an answer, or 1, 2, 3 for that suggestion),"
            f" then: gongkai layouts import {output}"
        )


def _import_layouts(file: Path, target: Target) -> None:
    say(*import_layouts(file, target).lines())


def _export_codes(home: Home, output: Path) -> None:
    found = worklist(home)
    if output == Path("-"):
        _to_standard_output(found.content(), found.lines())
        return
    if kept := write(found.content(), output):
        say(f"已填过的旧文件改名 / the file filled before is kept as: {kept}")
    say(f"已写出 / written: {len(found.rows)} 行 / rows, {output}", *found.lines())
    if found.rows:
        say(
            "填 target_code 一列，然后 gongkai codes import"
            f" / fill the column target_code, then: gongkai codes import {output}"
        )


def _import_codes(file: Path, target: Target) -> None:
    say(*import_file(file, target).lines())
